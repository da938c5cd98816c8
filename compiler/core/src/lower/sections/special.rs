//! 数量, 主动, 裁量基准, 告知承诺, 中介服务, 职责, 责任.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Quantity, WindowDirection};

use super::super::codes::{LINE_FORM, UNKNOWN_NAME, UPSIDE_DOWN};
use super::super::condition::{money_scale, scaled, swapped};
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::suggest::suggest;
use super::super::time::duration;
use super::super::words::{name_of, text_of, zh};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Argument, DutyPhase, Fact, FactId, FactKind, FactType, Operation, Rule, Yield};

impl Lowering<'_> {
    pub(crate) fn quota(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let text = draft.line.text();
        let amount = draft.line.value_if(|expr| match &expr.kind {
            ExprKind::Quantity(quantity) => scaled(&quantity.number, 0).ok().map(|amount| (amount, text_of(expr))),
            _ => None,
        });
        let rest = draft.line.take_rest_text();
        let words = [amount.as_ref().map(|(_, text)| text.clone()), Some(rest), text.as_deref().map(str::to_owned)];
        let note: Vec<String> = words.into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let note: Arc<str> = note.join(" ").into();
        let yields = Yield::Quota { amount: amount.map(|(amount, _)| amount), note: Arc::clone(&note) };
        self.rule(&tails, &note, Decides::List, None, yields);
    }

    /// `年满 70 周岁 前 2 个月 短信告知 同意即申请`.
    pub(crate) fn trigger(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let event_word = draft.line.value_if(|expr| name_of(expr).map(|name| (name, expr)));
        let Some((age, lead)) = draft.line.value_if(age_and_lead) else {
            return self.malformed(&draft, "expected-trigger");
        };
        let lead = lead.and_then(|expr| duration(&mut self.findings, expr, false));
        let from = self.counted_from(event_word.as_ref().map(|(name, _)| name.as_str()));
        let event = match &event_word {
            Some((name, _)) => format!("{name} {}", text_of_age(age)),
            None => text_of_age(age),
        };
        let mut notice: Option<Arc<str>> = None;
        let mut consent: Option<Arc<str>> = None;
        while let Some(text) = draft.line.value_if(name_of) {
            if text.contains(zh(Keyword::Notice)) && notice.is_none() {
                notice = Some(text.into());
            } else {
                consent = Some(text.into());
            }
        }
        let years = scaled(&age.number, 0).ok();
        let yields = Yield::Trigger { event: event.as_str().into(), from, years, lead, notice, consent };
        self.rule(&tails, &event, Decides::List, title, yields);
        self.finish(&draft);
    }

    /// The date fact that is named, or that the named age counts from.
    fn counted_from(&mut self, name: Option<&str>) -> Option<FactId> {
        let mut conditions = self.conditions();
        let named = conditions.fact_named(name?)?;
        let fact = match &named.declaration.ty {
            FactType::Date => named,
            FactType::Count { from, operation: Operation::Years } => conditions.fact_named(from)?,
            _ => return None,
        };
        conditions.intern(&fact)
    }

    /// An age counts from the date that the matter's own age counts from, whatever that is called. Where the lines of the matter count to
    /// the day of the event and no such date follows, or several do, nobody could ever decide it.
    pub(crate) fn settle_triggers<'r>(&mut self, rules: impl Iterator<Item = &'r mut Rule>) {
        let counted = |fact: &Fact| matches!(&fact.kind, FactKind::Derived { b: Argument::EventDay, .. });
        let mut ages: Vec<FactId> = self.facts.facts().iter().filter_map(age_from).collect();
        ages.sort_unstable();
        ages.dedup();
        for rule in rules {
            let Yield::Trigger { event, from: from @ None, .. } = &mut rule.yields else { continue };
            if let [age] = ages.as_slice() {
                *from = Some(*age);
            } else if self.facts.facts().iter().any(counted) {
                let place = Place::Node(rule.origin.item.clone(), rule.origin.node);
                let mut found = Diagnostic::new(LINE_FORM, place);
                found.labels.iter_mut().for_each(|label| label.role = "expected-trigger-date");
                self.findings
                    .push(found.with("section", word(Keyword::Proactive)).with("found", code(Arc::clone(event))));
            }
        }
    }

    pub(crate) fn discretion(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let written = draft.line.clone().value_if(|expr| matches!(expr.kind, ExprKind::Between { .. }).then_some(expr));
        let Some((low, high, unit)) = draft.line.value_if(range) else {
            return self.malformed(&draft, "expected-range");
        };
        let name = draft.line.value().map(|expr| name_of(expr).unwrap_or_else(|| text_of(expr))).unwrap_or_default();
        if let Some(expr) = written.filter(|_| low > high) {
            self.upside_down(expr);
        }
        let decides = if name.is_empty() { Decides::Section } else { Decides::Key };
        let yields = Yield::Discretion { name: name.as_str().into(), low, high, unit: unit.into() };
        self.rule(&tails, &name, decides, title, yields);
        self.finish(&draft);
    }

    /// A range whose lower end lies above the upper one.
    fn upside_down(&mut self, expr: &Expr) {
        let ExprKind::Between { low, high } = &expr.kind else { return };
        let fix = self.findings.replacement("swap-bounds", expr.span, swapped(low, high), false);
        let found = self.findings.at(UPSIDE_DOWN, expr.span, "").fix(fix);
        self.findings.push(found.with("low", code(text_of(low))).with("high", code(text_of(high))));
    }

    pub(crate) fn commitment(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let text = draft.line.text().map(|text| text.to_string());
        let rest = draft.line.take_rest_text();
        let words: Vec<String> = [Some(rest), text].into_iter().flatten().filter(|text| !text.is_empty()).collect();
        let words = words.join(" ");
        self.rule(&tails, &words, Decides::List, None, Yield::Commitment(words.as_str().into()));
    }

    pub(crate) fn intermediary(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let payer = draft.line.clause(Keyword::By).map(|tail| Arc::from(tail.text()));
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-intermediary") };
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let declared = self.world.declarations.intermediaries.iter().find(|service| *service.name == *name);
        let known = self.world.declarations.intermediaries.iter().map(|service| Arc::clone(&service.name));
        if declared.is_none() {
            let suggestions = suggest(&name, known);
            let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-intermediary");
            self.findings.push(found.with("name", code(name.as_str())).with("suggestions", codes(suggestions)));
        }
        let payer = payer.or_else(|| declared.and_then(|service| service.payer.clone()));
        self.rule(&tails, &name, Decides::List, title, Yield::Intermediary { name: name.as_str().into(), payer });
        self.finish(&draft);
    }

    pub(crate) fn duty(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let phases = [Keyword::BeforeEvent, Keyword::DuringEvent, Keyword::AfterEvent];
        let Some(key) = draft.line.key(&phases) else { return self.malformed(&draft, "expected-duty-phase") };
        let phase = match key {
            Keyword::BeforeEvent => DutyPhase::Before,
            Keyword::DuringEvent => DutyPhase::During,
            _ => DutyPhase::After,
        };
        let Some(text) = draft.line.text() else { return self.malformed(&draft, "expected-text") };
        self.rule(&tails, zh(key), Decides::List, None, Yield::Duty { phase, text });
        self.finish(&draft);
    }

    pub(crate) fn liability(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let Some(text) = draft.line.text() else { return self.malformed(&draft, "expected-text") };
        self.rule(&tails, "", Decides::List, None, Yield::Liability(text));
        self.finish(&draft);
    }
}

/// What an age at the day of the event is counted from.
const fn age_from(fact: &Fact) -> Option<FactId> {
    match &fact.kind {
        FactKind::Derived { operation: Operation::Years, a: Argument::Fact(from), b: Argument::EventDay } => {
            Some(*from)
        }
        _ => None,
    }
}

/// `70 周岁 前 2 个月`, or the age alone.
fn age_and_lead(expr: &Expr) -> Option<(&Quantity, Option<&Expr>)> {
    match &expr.kind {
        ExprKind::Quantity(age) => Some((age, None)),
        ExprKind::DayWindow { anchor, direction: WindowDirection::Before, length, .. } => match &anchor.kind {
            ExprKind::Quantity(age) => Some((age, Some(length))),
            _ => None,
        },
        _ => None,
    }
}

fn text_of_age(age: &Quantity) -> String {
    format!("{} {}", age.number, age.unit.map_or("", zh)).trim_end().to_owned()
}

/// `1_000 元 至 5_000 元`: bounds in fen or whole units, and the unit that they are stored in.
fn range(expr: &Expr) -> Option<(i64, i64, &'static str)> {
    let (low, high) = match &expr.kind {
        ExprKind::Between { low, high } => (&**low, &**high),
        ExprKind::Quantity(_) => (expr, expr),
        _ => return None,
    };
    let (ExprKind::Quantity(first), ExprKind::Quantity(last)) = (&low.kind, &high.kind) else { return None };
    let unit = last.unit.or(first.unit);
    let scale_of = |quantity: &Quantity| quantity.unit.or(unit).and_then(money_scale);
    let bound = |quantity: &Quantity| scaled(&quantity.number, scale_of(quantity).unwrap_or(0)).ok();
    let unit = if scale_of(last).is_some() { "分" } else { unit.map_or("", zh) };
    Some((bound(first)?, bound(last)?, unit))
}
