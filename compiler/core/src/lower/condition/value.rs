//! Literals → the integers that facts store: ordinals, scaled numbers, fen, day numbers, yes and no. Also folds 标准 to their amount.

use std::sync::Arc;

use matter_syntax::hints;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Face, Quantity};

use super::super::codes::{
    NOT_A_VALUE, NUMBER_TOO_LARGE, OUT_OF_RANGE, RATE_WITHOUT_VALUE, TOO_MANY_DECIMALS, UNKNOWN_NAME, WRONG_TYPE,
    WRONG_UNIT,
};
use super::super::findings::{code, codes};
use super::super::meant;
use super::super::rates::fold_rate;
use super::super::suggest::suggest;
use super::super::words::{is_word, name_of, text_of, zh};
use super::Conditions;
use super::date::day_of;
use super::operand::Declared;
use crate::diagnostic::Arg;
use crate::hir::{FactType, Operation};

/// Why a number cannot be stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NumberProblem {
    /// More decimals than there are places.
    Decimals,
    /// Beyond 64 bits, or no number at all.
    Size,
}

/// `number × 10^scale` as an integer.
pub(crate) fn scaled(number: &str, scale: u8) -> Result<i64, NumberProblem> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let decimals = decimals.trim_end_matches('0');
    let places = usize::from(scale);
    if decimals.len() > places {
        return Err(NumberProblem::Decimals);
    }
    let digits = format!("{whole}{decimals:0<places$}");
    digits.parse().map_err(|_| NumberProblem::Size)
}

/// Powers of ten between the yuan-words and fen.
pub(crate) const fn money_scale(unit: Keyword) -> Option<u8> {
    match unit {
        Keyword::Yuan => Some(2),
        Keyword::WanYuan => Some(6),
        Keyword::YiYuan => Some(10),
        _ => None,
    }
}

/// Powers of ten from the written unit to the declared one.
fn unit_scale(written: Keyword, declared: &str) -> Option<u8> {
    if zh(written) == declared {
        return Some(0);
    }
    match (written, declared) {
        (Keyword::Hectares, "平方米") => Some(4),
        (Keyword::Kilometres, "米") => Some(3),
        _ => None,
    }
}

impl<'c> Conditions<'c, '_> {
    /// The stored value of a literal; `unit` is the unit that stands once at the end of a range.
    pub(crate) fn scalar(&mut self, fact: &Declared<'c>, expr: &Expr, unit: Option<Keyword>) -> Option<i64> {
        if let ExprKind::Group(inner) = &expr.kind {
            return self.scalar(fact, inner, unit);
        }
        let value = match &fact.declaration.ty {
            FactType::YesNo => self.yes_no(fact, expr)?,
            FactType::Choice { values, .. } => return self.ordinal(fact, values, expr),
            FactType::Date => self.date(fact, expr)?,
            FactType::Money => self.money_value(fact, expr, unit)?,
            FactType::Number { scale, unit: declared } => self.number(fact, *scale, declared.as_deref(), expr, unit)?,
            FactType::Count { operation, .. } => self.count(fact, *operation, expr, unit)?,
            FactType::Set { .. } | FactType::Region(_) | FactType::Text => return None,
        };
        self.in_range(fact, expr, value)
    }

    fn in_range(&mut self, fact: &Declared<'c>, expr: &Expr, value: i64) -> Option<i64> {
        let domain = &fact.declaration.domain;
        let (low, high) = (domain.first()?, domain.last()?);
        if low <= value && value <= high {
            return Some(value);
        }
        let ty = &fact.declaration.ty;
        let found = self
            .findings
            .at(OUT_OF_RANGE, expr.span, "")
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("value", code(text_of(expr)))
            .with("low", shown(ty, low))
            .with("high", shown(ty, high));
        self.findings.push(found);
        None
    }

    fn wrong_type(&mut self, fact: &Declared<'c>, expr: &Expr, role: &'static str) {
        let found = self
            .findings
            .at(WRONG_TYPE, expr.span, role)
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("found", code(text_of(expr)));
        let yes_or_no: [Arc<str>; 2] = [zh(Keyword::Yes).into(), zh(Keyword::No).into()];
        let mut values = fact.value_words();
        values.extend(yes_or_no.into_iter().filter(|_| fact.declaration.ty == FactType::YesNo));
        let meant = match &expr.kind {
            // `= “是”`: a value is a name, not a text.
            ExprKind::Text(text) if values.iter().any(|value| **value == *text.text) => Some(text.text.to_string()),
            ExprKind::Name(name) if fact.declaration.ty == FactType::YesNo => {
                meant::yes_or_no(&name.text).map(str::to_owned)
            }
            ExprKind::Word(word) if fact.declaration.ty == FactType::YesNo => {
                meant::yes_or_no(zh(*word)).map(str::to_owned)
            }
            ExprKind::Name(name) => meant::number(&name.text).or_else(|| hints::amount(&name.text)),
            ExprKind::Verbatim(text) => hints::amount(&text.text),
            _ => None,
        };
        let fix = meant.map(|meant| self.findings.replacement("use-instead", expr.span, meant, true));
        let found = fix.into_iter().fold(found, crate::diagnostic::Diagnostic::fix);
        self.findings.push(found);
    }

    /// A name where an amount should stand: most likely a 标准 that is written wrong.
    fn no_rate_either(&mut self, fact: &Declared<'c>, expr: &Expr, role: &'static str) {
        let rates = self.world.declarations.rate_names.keys().cloned();
        let suggestions = name_of(expr).map(|name| suggest(&name, rates)).unwrap_or_default();
        let Some(best) = suggestions.first() else { return self.wrong_type(fact, expr, role) };
        let fix = self.findings.replacement("use-instead", expr.span, Arc::clone(best), false);
        let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-rate").fix(fix);
        self.findings.push(found.with("name", code(text_of(expr))).with("suggestions", codes(suggestions)));
    }

    fn yes_no(&mut self, fact: &Declared<'c>, expr: &Expr) -> Option<i64> {
        if is_word(expr, Keyword::Yes) {
            return Some(1);
        }
        if is_word(expr, Keyword::No) {
            return Some(0);
        }
        self.wrong_type(fact, expr, "expected-yes-no");
        None
    }

    fn ordinal(&mut self, fact: &Declared<'c>, values: &[Arc<str>], expr: &Expr) -> Option<i64> {
        let written = name_of(expr).unwrap_or_else(|| text_of(expr));
        let position = values.iter().position(|value| **value == *written);
        if position.is_none() {
            self.not_a_value(fact, expr, &written);
        }
        position.and_then(|position| i64::try_from(position).ok())
    }

    pub(crate) fn not_a_value(&mut self, fact: &Declared<'_>, expr: &Expr, written: &str) {
        let values = fact.value_words();
        let suggestions = suggest(written, values.iter().cloned());
        let mut found = self
            .findings
            .at(NOT_A_VALUE, expr.span, "")
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("value", code(written))
            .with("values", codes(values.iter().cloned()));
        let several = several_values(written, &values);
        if let (Some(several), ExprKind::Or(_)) = (&several, &expr.kind) {
            let list = format!("（{}）", several.join("、"));
            found = found.fix(self.findings.replacement("use-instead", expr.span, list, true));
        } else if let Some(several) = &several {
            // The list may stand in the parentheses of 属于.
            let bare = matches!(&expr.kind, ExprKind::Name(name) if name.span == expr.span);
            let list = several.join("、");
            let list = if bare { list } else { format!("（{list}）") };
            found = found.fix(self.findings.replacement("use-instead", expr.span, list, true));
        } else if let Some(best) = suggestions.first() {
            found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
        }
        let suggestions = if several.is_some() { Vec::new() } else { suggestions };
        self.findings.push(found.with("suggestions", codes(suggestions)));
    }

    fn date(&mut self, fact: &Declared<'c>, expr: &Expr) -> Option<i64> {
        let ExprKind::Date(date) = &expr.kind else {
            self.wrong_type(fact, expr, "expected-date");
            return None;
        };
        day_of(self.findings, *date, expr.span).map(|day| i64::from(day.0))
    }

    fn money_value(&mut self, fact: &Declared<'c>, expr: &Expr, unit: Option<Keyword>) -> Option<i64> {
        if let Some(rate) = self.rate(expr) {
            return rate;
        }
        let ExprKind::Quantity(quantity) = &expr.kind else {
            self.no_rate_either(fact, expr, "expected-money");
            return None;
        };
        match quantity.unit.or(unit).and_then(money_scale) {
            Some(scale) => self.scaled(quantity, scale, expr),
            None => {
                self.wrong_unit(fact, expr, quantity, Keyword::Yuan);
                None
            }
        }
    }

    fn number(
        &mut self,
        fact: &Declared<'c>,
        scale: u8,
        declared: Option<&str>,
        expr: &Expr,
        unit: Option<Keyword>,
    ) -> Option<i64> {
        if let Some(rate) = self.rate(expr) {
            return rate;
        }
        let ExprKind::Quantity(quantity) = &expr.kind else {
            self.no_rate_either(fact, expr, "expected-number");
            return None;
        };
        let extra = match (quantity.unit.or(unit), declared) {
            (None, None) => Some(0),
            (Some(written), Some(declared)) => unit_scale(written, declared),
            (None, Some(declared)) if MEASURE_WORDS.iter().any(|word| zh(*word) == declared) => Some(0),
            // A counted thing needs no declared measure word: `3 人`, `3`.
            (Some(written), None) if MEASURE_WORDS.contains(&written) => Some(0),
            _ => None,
        };
        match extra {
            Some(extra) => self.scaled(quantity, scale.saturating_add(extra), expr),
            None => {
                self.wrong_number_unit(fact, declared, expr, quantity);
                None
            }
        }
    }

    fn count(&mut self, fact: &Declared<'c>, operation: Operation, expr: &Expr, unit: Option<Keyword>) -> Option<i64> {
        let ExprKind::Quantity(quantity) = &expr.kind else {
            self.wrong_type(fact, expr, "expected-number");
            return None;
        };
        let (fitting, best): (&[Keyword], Keyword) = match operation {
            Operation::Years => (&[Keyword::FullYears, Keyword::Years], Keyword::FullYears),
            Operation::Months => (&[Keyword::Months], Keyword::Months),
            _ => (&[Keyword::CalendarDays, Keyword::PlainDays], Keyword::CalendarDays),
        };
        match quantity.unit.or(unit) {
            Some(written) if !fitting.contains(&written) => {
                self.wrong_unit(fact, expr, quantity, best);
                None
            }
            _ => self.scaled(quantity, 0, expr),
        }
    }

    pub(crate) fn scaled(&mut self, quantity: &Quantity, scale: u8, expr: &Expr) -> Option<i64> {
        let problem = match scaled(&quantity.number, scale) {
            Ok(value) => return Some(value),
            Err(problem) => problem,
        };
        let found = match problem {
            NumberProblem::Decimals => {
                self.findings.at(TOO_MANY_DECIMALS, expr.span, "").with("decimals", Arg::Number(i64::from(scale)))
            }
            NumberProblem::Size => self.findings.at(NUMBER_TOO_LARGE, expr.span, ""),
        };
        self.findings.push(found.with("value", code(text_of(expr))));
        None
    }

    fn wrong_unit(&mut self, fact: &Declared<'c>, expr: &Expr, quantity: &Quantity, unit: Keyword) {
        let text = unit.text(Face::Zh);
        let fixed = format!("{} {text}", quantity.number);
        let fix = self.findings.replacement("write-unit", expr.span, fixed, false);
        let found = self
            .findings
            .at(WRONG_UNIT, expr.span, "")
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("found", code(text_of(expr)))
            .with("unit", code(unit.text(Face::Zh)))
            .fix(fix);
        self.findings.push(found);
    }

    fn wrong_number_unit(&mut self, fact: &Declared<'c>, declared: Option<&str>, expr: &Expr, quantity: &Quantity) {
        let fixed = declared.map_or_else(|| quantity.number.to_string(), |unit| format!("{} {unit}", quantity.number));
        // Only a missing unit can be filled in without a doubt.
        let fix = self.findings.replacement("write-unit", expr.span, fixed, quantity.unit.is_none());
        let found = self
            .findings
            .at(WRONG_UNIT, expr.span, "")
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("found", code(text_of(expr)))
            .with("unit", code(declared.unwrap_or("")))
            .fix(fix);
        self.findings.push(found);
    }

    /// The amount of a 标准 for the catalogue's root and day; `Some(None)` if it names a rate that has none there.
    pub(crate) fn rate(&mut self, expr: &Expr) -> Option<Option<i64>> {
        let name = name_of(expr)?;
        let index = *self.world.declarations.rate_names.get(&*name)?;
        let value = fold_rate(self.world, self.scope, self.facts, index);
        if value.is_none() {
            let found = self.findings.at(RATE_WITHOUT_VALUE, expr.span, "").with("name", code(name));
            self.findings.push(found);
        }
        Some(value)
    }
}

/// `已婚或离异`, `宾馆 或 理发店`: each of them is a value, so none of them alone was meant.
fn several_values<'w>(written: &'w str, values: &[Arc<str>]) -> Option<Vec<&'w str>> {
    ["或者", "或", "和", "及", "/"].into_iter().find_map(|word| {
        let parts: Vec<&str> = written.split(word).map(str::trim).collect();
        (parts.len() > 1 && parts.iter().all(|part| values.iter().any(|value| **value == **part))).then_some(parts)
    })
}

/// Words that count things and say nothing about a measure: `3 人` and `3` are the same number.
const MEASURE_WORDS: [Keyword; 6] =
    [Keyword::People, Keyword::Pieces, Keyword::Copies, Keyword::Sheets, Keyword::ItemsUnit, Keyword::TimesUnit];

/// A stored value in words, for messages.
fn shown(ty: &FactType, value: i64) -> Arg {
    match ty {
        FactType::Date => {
            i32::try_from(value).map_or(Arg::Number(value), |day| Arg::Day(matter_runtime::tables::Day(day)))
        }
        FactType::Money => code(format!("{} 元", decimal(value, 2))),
        FactType::Number { scale, unit } => {
            let number = decimal(value, *scale);
            code(unit.as_ref().map_or_else(|| number.clone(), |unit| format!("{number} {unit}")))
        }
        _ => Arg::Number(value),
    }
}

/// A scaled integer as a decimal number without superfluous zeros.
pub(crate) fn decimal(value: i64, scale: u8) -> String {
    let Some(unit) = 10_i64.checked_pow(u32::from(scale)).filter(|_| scale > 0) else { return value.to_string() };
    let (whole, part) = (value / unit, (value % unit).abs());
    if part == 0 {
        return whole.to_string();
    }
    let sign = if value < 0 && whole == 0 { "-" } else { "" };
    let places = usize::from(scale);
    let part = format!("{part:0>places$}");
    format!("{sign}{whole}.{}", part.trim_end_matches('0'))
}
