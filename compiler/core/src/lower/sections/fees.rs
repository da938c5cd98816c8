//! 收费 and 给付: named amounts, fixed or by a measure, in fen.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::super::codes::{
    LINE_FORM, NOTHING_AND_SOMETHING, RATE_WITHOUT_VALUE, SHARE_OF_WHAT, UNKNOWN_NAME, WRONG_TYPE,
};
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

/// `2.5%` as so many fen for each so many fen: of a hundred yuan, or of a thousand for `‰`.
fn share_of(expr: &Expr) -> Option<(i64, i64)> {
    let ExprKind::Quantity(quantity) = &expr.kind else { return None };
    let hundreds = match quantity.unit? {
        Keyword::Percent => 100,
        Keyword::Permille => 1_000,
        _ => return None,
    };
    let places = (0..=6_u8).find(|places| scaled(&quantity.number, *places).is_ok())?;
    let (mut amount, mut units) =
        (scaled(&quantity.number, places).ok()?.checked_mul(100)?, hundreds * 100 * 10_i64.pow(u32::from(places)));
    while units > hundreds * 100 && amount % 10 == 0 {
        (amount, units) = (amount / 10, units / 10);
    }
    (amount > 0).then_some((amount, units))
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
        let Some((amount, per)) = self.rate(&mut draft) else { return };
        let cap = draft.line.clause(Keyword::Cap).and_then(|tail| tail.arg()).and_then(money);
        let name = draft.line.value().map(|expr| name_of(expr).unwrap_or_else(|| text_of(expr))).unwrap_or_default();
        // Fees add up; only where a line says 否则 do the lines of its name exclude each other.
        let decides = if tails.cases == Cases::Otherwise { Decides::Key } else { Decides::List };
        let yields = Yield::Fee { name: name.as_str().into(), amount, per, cap };
        self.rule(&tails, &name, decides, title, yields);
        self.finish(&draft);
    }

    /// What is charged, and for how much of which number: `4 元`, `2 元 每 100 平方米`, `1 元 每 100 元 按 总投资`, `按 总投资 的 1‰`.
    fn rate(&mut self, draft: &mut Draft<'_>) -> Option<(i64, Option<(FactId, i64)>)> {
        let base_tail = draft.line.clause(Keyword::ShareBase);
        let base = base_tail.and_then(|tail| tail.arg()).map(|arg| (arg, self.number_fact(arg)));
        let per_tail = draft.line.clause(Keyword::Per);
        if let Some((expr, share)) = draft.line.value_if(|expr| share_of(expr).map(|share| (expr, share))) {
            return self.share(expr, share, base);
        }
        let per = match (per_tail.and_then(|tail| tail.arg()), base) {
            (Some(arg), Some((_, id))) => Some(self.measure_of(arg, id?)?),
            (Some(arg), None) => self.measure(arg),
            (None, Some((arg, _))) => return self.share_of_what(arg),
            (None, None) => None,
        };
        let Some(amount) = self.amount(&mut draft.line) else {
            self.no_amount(draft);
            return None;
        };
        Some((amount, per))
    }

    /// `1%` of an amount of money is so many fen for each hundred yuan of it.
    fn share(
        &mut self,
        expr: &Expr,
        (amount, units): (i64, i64),
        base: Option<(&Expr, Option<FactId>)>,
    ) -> Option<(i64, Option<(FactId, i64)>)> {
        let Some((arg, id)) = base else { return self.share_of_what(expr) };
        let id = id?;
        if self.facts.get(id).is_some_and(|fact| fact.kind != FactKind::Money) {
            let found = self.findings.at(WRONG_TYPE, arg.span, "expected-money-fact");
            self.findings.push(found.with("fact", code(text_of(arg))).with("found", code(text_of(arg))));
            return None;
        }
        Some((amount, Some((id, units))))
    }

    fn share_of_what<T>(&mut self, expr: &Expr) -> Option<T> {
        let found = self.findings.at(SHARE_OF_WHAT, expr.span, "");
        self.findings.push(found.with("found", code(text_of(expr))));
        None
    }

    /// `每 100 元` of a fact that is named: its unit must be that of the fact.
    fn measure_of(&mut self, expr: &Expr, id: FactId) -> Option<(FactId, i64)> {
        let (count, unit) = match &expr.kind {
            ExprKind::Quantity(quantity) => (quantity.number.as_ref(), quantity.unit),
            ExprKind::Word(unit) => ("1", Some(*unit)),
            _ => return self.share_of_what(expr),
        };
        let of_fact = match &self.facts.get(id)?.kind {
            FactKind::Money => unit.and_then(money_scale).is_some(),
            FactKind::Number { unit: Some(own), .. } => unit.is_some_and(|unit| **own == *zh(unit)),
            _ => false,
        };
        let units = if of_fact { self.stored_units(id, count, unit) } else { None };
        units.map_or_else(|| self.share_of_what(expr), |units| Some((id, units)))
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

    /// Takes an amount of money, written or by the name of a 标准. Nothing is charged or paid below zero.
    fn amount(&mut self, line: &mut Line<'_>) -> Option<i64> {
        if let Some(amount) = line.value_if(|expr| money(expr).filter(|amount| *amount >= 0)) {
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
        if let Some(expr) = draft.line.clone().value_if(|expr| money(expr).map(|_| expr)) {
            let found = self.findings.at(LINE_FORM, expr.span, "expected-money");
            self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(expr))));
            return;
        }
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
        // `5 纪念币`: what the amount is of, nobody knows.
        let unknown = spoken.is_none()
            && draft.line.clone().value_if(|next| {
                let named = matches!(next.kind, ExprKind::Name(_)) && next.span.start == expr.span.end + 1;
                named.then_some(())
            }) == Some(());
        if unknown {
            return self.malformed(draft, "expected-money");
        }
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
                return Some((id, self.stored_units(id, "1", None)?));
            }
        };
        let facts = self.world.declared.all_facts().iter().chain(&self.scope.facts);
        let is_measured = |ty: &FactType| match ty {
            FactType::Number { unit: Some(found), .. } => **found == *zh(unit),
            FactType::Money => money_scale(unit).is_some(),
            _ => false,
        };
        let measured: Vec<Arc<str>> =
            facts.filter(|fact| is_measured(&fact.ty)).map(|fact| Arc::clone(&fact.name)).collect();
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
        self.not_negative(expr, id);
        Some((id, self.stored_units(id, count, Some(unit))?))
    }

    /// How many stored units make `count` units of the fact.
    fn stored_units(&self, id: FactId, count: &str, unit: Option<Keyword>) -> Option<i64> {
        let scale = match self.facts.get(id)?.kind {
            FactKind::Number { scale, .. } => scale,
            FactKind::Money => unit.and_then(money_scale).unwrap_or(2),
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
