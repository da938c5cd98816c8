//! 收费 and 给付: named amounts, fixed or by a measure, in fen.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::super::codes::{LINE_FORM, NOTHING_AND_SOMETHING, RATE_WITHOUT_VALUE, UNKNOWN_NAME};
use super::super::condition::{money_scale, scaled};
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::line::Line;
use super::super::matter::Lowering;
use super::super::rates::fold_rate;
use super::super::rules::{Cases, Decides};
use super::super::words::{name_of, text_of, zh};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{BenefitPeriod, FactId, FactKind, FactType, Rule, When, Yield};

/// What people write for 不收费.
const FREE: [&str; 6] = ["免费", "免收", "免收费", "免收费用", "零收费", "不收取费用"];

/// Fen of a money literal.
fn money(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => scaled(&quantity.number, money_scale(quantity.unit?)?).ok(),
        _ => None,
    }
}

impl Lowering<'_> {
    pub(crate) fn fee(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        if draft.line.word(Keyword::Free) {
            let yields = Yield::Fee { name: "".into(), amount: 0, per: None, cap: None };
            self.rule(&tails, zh(Keyword::Free), Decides::List, title, yields);
            return self.finish(&draft);
        }
        let per_tail = draft.line.clause(Keyword::Per);
        let per = per_tail.and_then(|tail| tail.arg()).and_then(|arg| self.measure(arg));
        let Some(amount) = self.amount(&mut draft.line) else { return self.no_amount(&draft) };
        let cap = draft.line.clause(Keyword::Cap).and_then(|tail| tail.arg()).and_then(money);
        let name = draft.line.value().map(|expr| name_of(expr).unwrap_or_else(|| text_of(expr))).unwrap_or_default();
        // Fees add up; only where a line says 否则 do the lines of its name exclude each other.
        let decides = if tails.cases == Cases::Otherwise { Decides::Key } else { Decides::List };
        let yields = Yield::Fee { name: name.as_str().into(), amount, per, cap };
        self.rule(&tails, &name, decides, title, yields);
        self.finish(&draft);
    }

    /// The lines of a fee that has a line 否则 are one choice, also those that stand before it.
    pub(crate) fn settle_fees(&mut self) {
        self.free_and_not();
        let rests = self.rules.iter().filter(|rule| matches!(rule.when, When::Otherwise));
        let named = rests.filter_map(|rule| match (&rule.yields, &rule.choice) {
            (Yield::Fee { name, .. }, Some(choice)) => Some((Arc::clone(name), rule.stage, Arc::clone(choice))),
            _ => None,
        });
        for (of, stage, choice) in named.collect::<Vec<_>>() {
            let lines = self.rules.iter_mut().filter(|rule| rule.stage == stage && rule.choice.is_none());
            for rule in lines.filter(|rule| matches!(&rule.yields, Yield::Fee { name, .. } if *name == of)) {
                rule.choice = Some(Arc::clone(&choice));
            }
        }
    }

    /// 不收费 in all cases, and a fee beside it.
    fn free_and_not(&mut self) {
        let fees = || self.rules.iter().filter(|rule| matches!(rule.yields, Yield::Fee { .. }));
        let free = |rule: &&Rule| matches!(&rule.yields, Yield::Fee { name, amount: 0, .. } if name.is_empty());
        let always = |rule: &&Rule| rule.when == When::If(Formula::True);
        let Some(free) = fees().filter(free).find(always) else { return };
        let place = |rule: &Rule| Place::Node(rule.origin.item.clone(), rule.origin.node);
        let charged =
            fees().find(|rule| rule.stage == free.stage && matches!(rule.yields, Yield::Fee { amount: 1.., .. }));
        let found = charged.map(|rule| {
            let found = Diagnostic::new(NOTHING_AND_SOMETHING, place(rule)).with("section", word(Keyword::Fees));
            found.label(place(free), "earlier")
        });
        found.into_iter().for_each(|found| self.findings.push(found));
    }

    /// Takes an amount of money, written or by the name of a 标准.
    fn amount(&mut self, line: &mut Line<'_>) -> Option<i64> {
        if let Some(amount) = line.value_if(money) {
            return Some(amount);
        }
        let rates = &self.world.declarations.rate_names;
        let expr = line.value_if(|expr| name_of(expr).filter(|name| rates.contains_key(&**name)).map(|_| expr))?;
        let name = name_of(expr)?;
        let value = fold_rate(self.world, &self.scope, &mut self.facts, *rates.get(&*name)?);
        if value.is_none() {
            let found = self.findings.at(RATE_WITHOUT_VALUE, expr.span, "");
            self.findings.push(found.with("name", code(name)));
        }
        value
    }

    /// A number without 元 is meant as money: the repair writes the unit.
    fn no_amount(&mut self, draft: &Draft<'_>) {
        let bare = draft.line.clone().value_if(|expr| match &expr.kind {
            ExprKind::Quantity(quantity) if quantity.unit.is_none() => Some((expr, quantity)),
            _ => None,
        });
        let Some((expr, quantity)) = bare else { return self.no_fee(draft) };
        let fixed = format!("{} {}", quantity.number, zh(Keyword::Yuan));
        // `200 块`: the word behind the number was to be its unit.
        let spoken = draft.line.rest().into_iter().find(|(span, text)| {
            span.start > expr.span.start && ["块", "块钱", "圆", "元整", "元钱"].contains(&text.as_str())
        });
        let (span, written) = match &spoken {
            Some((unit, word)) => (Span { start: expr.span.start, end: unit.end }, format!("{} {word}", text_of(expr))),
            None => (expr.span, text_of(expr)),
        };
        let fix = self.findings.replacement("write-unit", span, fixed, spoken.is_some());
        let found = self.findings.at(LINE_FORM, span, "expected-money").fix(fix);
        self.findings.push(found.with("section", word(draft.section)).with("found", code(written)));
    }

    /// Other words for 不收费.
    fn no_fee(&mut self, draft: &Draft<'_>) {
        let free = draft.line.peek().filter(|expr| {
            name_of(expr).is_some_and(|name| FREE.contains(&name.as_str())) && draft.section == Keyword::Fees
        });
        let Some(expr) = free else { return self.malformed(draft, "expected-money") };
        let fix = self.findings.replacement("use-instead", expr.span, zh(Keyword::Free), true);
        let found = self.findings.at(LINE_FORM, expr.span, "expected-money").fix(fix);
        self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(expr))));
    }

    /// What an amount is multiplied by: a number fact, or the one fact with the unit named, per so many of its stored units.
    fn measure(&mut self, expr: &Expr) -> Option<(FactId, i64)> {
        let (count, unit) = match &expr.kind {
            ExprKind::Quantity(quantity) => (quantity.number.as_ref(), quantity.unit?),
            ExprKind::Word(unit) => ("1", *unit),
            _ => {
                let id = self.number_fact(expr)?;
                return Some((id, self.stored_unit(id, "1")?));
            }
        };
        let facts = self.world.declared.all_facts().iter().chain(&self.scope.facts);
        let measured: Vec<Arc<str>> = facts
            .filter(|fact| matches!(&fact.ty, FactType::Number { unit: Some(found), .. } if **found == *zh(unit)))
            .map(|fact| Arc::clone(&fact.name))
            .collect();
        let used = measured.iter().filter(|name| self.facts.find(name).is_some()).cloned().collect::<Vec<_>>();
        let candidates = if used.len() == 1 { used } else { measured };
        let [only] = candidates.as_slice() else {
            let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-number-fact");
            self.findings.push(found.with("name", code(text_of(expr))).with("suggestions", codes(candidates)));
            return None;
        };
        let mut conditions = self.conditions();
        let fact = conditions.fact_named(only)?;
        let id = conditions.intern(&fact)?;
        Some((id, self.stored_unit(id, count)?))
    }

    /// How many stored units make `count` units of the fact.
    fn stored_unit(&self, id: FactId, count: &str) -> Option<i64> {
        let scale = match self.facts.get(id)?.kind {
            FactKind::Number { scale, .. } => scale,
            FactKind::Money => 2,
            _ => 0,
        };
        scaled(count, scale).ok().filter(|units| *units > 0)
    }

    pub(crate) fn benefit(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let period = match draft.line.one_of(&[Keyword::Monthly, Keyword::Yearly, Keyword::Once]) {
            Some(Keyword::Monthly) => Some(BenefitPeriod::Monthly),
            Some(Keyword::Yearly) => Some(BenefitPeriod::Yearly),
            Some(_) => Some(BenefitPeriod::Once),
            None => None,
        };
        let Some(amount) = self.amount(&mut draft.line) else {
            if let (Some(period), true) = (period, draft.line.is_empty()) {
                // `逐月` on a line of its own says how often all amounts below are paid.
                self.benefit_period = Some(period);
                return;
            }
            return self.no_amount(&draft);
        };
        let Some(period) = period.or(self.benefit_period) else {
            let found = self.findings.at(LINE_FORM, draft.line.span, "expected-benefit-period");
            self.findings.push(found.with("section", word(draft.section)).with("found", code(text_amount(amount))));
            return;
        };
        let name = draft.line.value().map(|expr| name_of(expr).unwrap_or_else(|| text_of(expr))).unwrap_or_default();
        let decides = if name.is_empty() { Decides::Section } else { Decides::Key };
        let key = if name.is_empty() { text_amount(amount) } else { name.clone() };
        self.rule(&tails, &key, decides, title, Yield::Benefit { name: name.into(), amount, period });
        self.finish(&draft);
    }
}

/// `200 元`.
fn text_amount(fen: i64) -> String {
    format!("{} {}", super::super::condition::decimal(fen, 2), zh(Keyword::Yuan))
}
