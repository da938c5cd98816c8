//! `left operator right` → formula, by the type of the fact that stands on one side.

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::super::codes::{
    NOTHING_TO_COMPARE, TEXT_IN_CONDITION, UNKNOWN_NAME, UNORDERED, UPSIDE_DOWN, WRONG_OPERATOR,
};
use super::super::findings::{code, codes, word};
use super::super::suggest::suggest;
use super::super::words::{members, name_of, text_of, zh};
use super::Conditions;
use super::operand::Declared;
use crate::diagnostic::Fix;
use crate::hir::{FactId, FactType};

/// The operator seen from the other side.
const fn mirrored(operator: Keyword) -> Keyword {
    match operator {
        Keyword::Less => Keyword::More,
        Keyword::More => Keyword::Less,
        Keyword::AtMostOp => Keyword::AtLeastOp,
        Keyword::AtLeastOp => Keyword::AtMostOp,
        other => other,
    }
}

/// Whether the operator needs an order.
pub(crate) const fn orders(operator: Keyword) -> bool {
    matches!(operator, Keyword::Less | Keyword::More | Keyword::AtMostOp | Keyword::AtLeastOp)
}

/// The values that stand in the relation to one value.
fn related(operator: Keyword, value: i64) -> Ranges {
    match operator {
        Keyword::Less => value.checked_sub(1).map_or_else(Ranges::empty, |high| Ranges::between(i64::MIN, high)),
        Keyword::AtMostOp => Ranges::between(i64::MIN, value),
        Keyword::More => value.checked_add(1).map_or_else(Ranges::empty, |low| Ranges::between(low, i64::MAX)),
        Keyword::AtLeastOp => Ranges::between(value, i64::MAX),
        _ => Ranges::single(value),
    }
}

impl<'c> Conditions<'c, '_> {
    pub(crate) fn compare(&mut self, operator: Keyword, left: &Expr, right: &Expr, span: Span) -> Formula {
        let (left_fact, right_fact) = (self.fact_of(left), self.fact_of(right));
        match (left_fact, right_fact) {
            (Some(fact), None) => self.compare_value(&fact, operator, right, span),
            (Some(fact), Some(_)) if has_value(&fact, right) => self.compare_value(&fact, operator, right, span),
            (Some(left), Some(right)) => self.relation(&left, operator, &right, span),
            (None, Some(fact)) if self.is_constant(left) => self.compare_value(&fact, mirrored(operator), left, span),
            (None, _) => self.no_fact(left, right),
        }
    }

    fn is_constant(&self, expr: &Expr) -> bool {
        matches!(expr.kind, ExprKind::Quantity(_) | ExprKind::Date(_) | ExprKind::Between { .. })
            || name_of(expr).is_some_and(|name| self.world.declarations.rate_names.contains_key(&*name))
    }

    fn no_fact(&mut self, left: &Expr, right: &Expr) -> Formula {
        let found = match name_of(left) {
            Some(name) => {
                let facts = self.world.declarations.fact_names.keys().cloned();
                let suggestions = suggest(&name, facts.chain(self.scope.facts.iter().map(|fact| fact.name.clone())));
                let mut found = self.findings.at(UNKNOWN_NAME, left.span, "wanted-fact").with("name", code(name));
                if let Some(best) = suggestions.first() {
                    found = found.fix(self.findings.replacement("use-instead", left.span, best.clone(), false));
                }
                found.with("suggestions", codes(suggestions))
            }
            None => self
                .findings
                .at(NOTHING_TO_COMPARE, left.span, "expected-fact")
                .with("left", code(text_of(left)))
                .with("right", code(text_of(right))),
        };
        self.findings.push(found);
        Formula::False
    }

    fn compare_value(&mut self, fact: &Declared<'c>, operator: Keyword, right: &Expr, span: Span) -> Formula {
        match &fact.declaration.ty {
            FactType::Text => {
                let name = code(fact.declaration.name.clone());
                let found = self.findings.at(TEXT_IN_CONDITION, span, "").with("fact", name);
                self.findings.push(found);
                Formula::False
            }
            FactType::Set { options } => self.compare_set(fact, options, operator, right, span),
            FactType::Region(level) => match self.intern(fact) {
                Some(id) => self.compare_region((fact, id, *level), operator, right, span),
                None => Formula::False,
            },
            _ => match self.intern(fact) {
                Some(id) => self.compare_scalar((fact, id), operator, right, span),
                None => Formula::False,
            },
        }
    }

    fn compare_scalar(
        &mut self,
        (fact, id): (&Declared<'c>, FactId),
        operator: Keyword,
        right: &Expr,
        whole: Span,
    ) -> Formula {
        if matches!(operator, Keyword::HasAny | Keyword::HasAll) {
            let fixes = self.as_list(fact, operator, right, whole);
            return self.wrong_operator_with(fact, operator, right.span, (Some(Keyword::InSet), fixes));
        }
        if orders(operator) && !is_ordered(&fact.declaration.ty) {
            let found = self
                .findings
                .at(UNORDERED, right.span, "")
                .with("fact", code(fact.declaration.name.clone()))
                .with("operator", word(operator));
            self.findings.push(found);
            return Formula::False;
        }
        let Some(set) = self.scalar_set(fact, operator, right, whole) else { return Formula::False };
        let domain = self.facts.domain(id);
        let set = if operator == Keyword::Unequal { domain.minus(&set) } else { domain.intersect(&set) };
        self.facts.holds(id, set)
    }

    /// The values that the right side means, before `≠` turns them round.
    fn scalar_set(&mut self, fact: &Declared<'c>, operator: Keyword, right: &Expr, whole: Span) -> Option<Ranges> {
        if orders(operator) {
            return self.scalar(fact, right, None).map(|value| related(operator, value));
        }
        let several = members(right);
        if several.len() > 1 && !matches!(operator, Keyword::InSet) {
            let fixes = self.as_list(fact, operator, right, whole);
            self.wrong_operator_with(fact, operator, right.span, (Some(Keyword::InSet), fixes));
            return None;
        }
        let mut set = Ranges::empty();
        for member in several {
            set = set.union(&self.value_or_range(fact, member)?);
        }
        Some(set)
    }

    fn value_or_range(&mut self, fact: &Declared<'c>, expr: &Expr) -> Option<Ranges> {
        let ExprKind::Between { low, high } = &expr.kind else {
            return self.scalar(fact, expr, None).map(Ranges::single);
        };
        if !is_ordered(&fact.declaration.ty) {
            let name = code(fact.declaration.name.clone());
            let found = self.findings.at(UNORDERED, expr.span, "").with("fact", name);
            self.findings.push(found.with("operator", word(Keyword::Between)));
            return None;
        }
        let unit = match &high.kind {
            ExprKind::Quantity(quantity) => quantity.unit,
            _ => None,
        };
        let (lower, upper) = (self.scalar(fact, low, unit)?, self.scalar(fact, high, None)?);
        if lower > upper {
            let swapped = swapped(low, high);
            let found = self
                .findings
                .at(UPSIDE_DOWN, expr.span, "")
                .with("low", code(text_of(low)))
                .with("high", code(text_of(high)))
                .fix(self.findings.replacement("swap-bounds", expr.span, swapped, false));
            self.findings.push(found);
            return None;
        }
        Some(Ranges::between(lower, upper))
    }

    fn compare_set(
        &mut self,
        fact: &Declared<'c>,
        options: &[std::sync::Arc<str>],
        operator: Keyword,
        right: &Expr,
        span: Span,
    ) -> Formula {
        if !matches!(operator, Keyword::HasAny | Keyword::HasAll) {
            let fixes = self.as_choice(fact, operator, right, span);
            return self.wrong_operator_with(fact, operator, span, (Some(Keyword::HasAny), fixes));
        }
        let mut parts = Vec::new();
        for member in members(right) {
            let written = name_of(member).unwrap_or_else(|| text_of(member));
            match options.iter().find(|option| ***option == *written) {
                Some(option) => {
                    let id = self.intern_option(fact, option);
                    parts.push(self.facts.holds(id, Ranges::single(1)));
                }
                None => {
                    self.not_a_value(fact, member, &written);
                    return Formula::False;
                }
            }
        }
        if operator == Keyword::HasAny { Formula::or(parts) } else { Formula::and(parts) }
    }

    pub(crate) fn wrong_operator(
        &mut self,
        fact: &Declared<'_>,
        operator: Keyword,
        span: Span,
        better: Option<Keyword>,
    ) -> Formula {
        self.wrong_operator_with(fact, operator, span, (better, Vec::new()))
    }

    /// `= 已婚、离异` → `属于（已婚、离异）`.
    pub(crate) fn as_list(&self, fact: &Declared<'_>, operator: Keyword, right: &Expr, whole: Span) -> Vec<Fix> {
        let values: Vec<String> = members(right).into_iter().map(text_of).collect();
        let listed = format!("{} {}（{}）", fact.declaration.name, zh(Keyword::InSet), values.join("、"));
        let meant = if operator == Keyword::Unequal { format!("{} {listed}", zh(Keyword::Not)) } else { listed };
        vec![self.findings.replacement("use-instead", whole, meant, true)]
    }

    /// `类别 = 宾馆` → `类别 含任一（宾馆）`; of several values either any or all may be meant.
    fn as_choice(&self, fact: &Declared<'_>, operator: Keyword, right: &Expr, whole: Span) -> Vec<Fix> {
        if orders(operator) || operator == Keyword::Between {
            return Vec::new();
        }
        let values: Vec<String> = members(right).into_iter().map(text_of).collect();
        let alone = values.len() == 1;
        let not = if operator == Keyword::Unequal { "非 " } else { "" };
        let words = if alone { &[Keyword::HasAny][..] } else { &[Keyword::HasAny, Keyword::HasAll] };
        let meant = |word: &Keyword| format!("{not}{} {}（{}）", fact.declaration.name, zh(*word), values.join("、"));
        words.iter().map(|word| self.findings.replacement("use-instead", whole, meant(word), alone)).collect()
    }

    pub(crate) fn wrong_operator_with(
        &mut self,
        fact: &Declared<'_>,
        operator: Keyword,
        span: Span,
        (better, fixes): (Option<Keyword>, Vec<Fix>),
    ) -> Formula {
        let mut found = self
            .findings
            .at(WRONG_OPERATOR, span, "")
            .with("fact", code(fact.declaration.name.clone()))
            .with("operator", word(operator));
        if let Some(better) = better {
            found = found.with("use", word(better));
        }
        found.fixes.extend(fixes);
        self.findings.push(found);
        Formula::False
    }

    /// `婚姻状况 = 离异 或 丧偶`: the second value stands for a second comparison with the same fact. It is refused with the clear form.
    pub(crate) fn value_of_neighbour(&mut self, before: &Expr, value: &Expr) -> Option<Formula> {
        let ExprKind::Compare { operator: Keyword::Equal, left, right } = &before.kind else { return None };
        let fact = self.fact_of(left)?;
        if !has_value(&fact, value) {
            return None;
        }
        let clear = format!("{} 属于（{}、{}）", text_of(left), text_of(right), text_of(value));
        let span = Span { start: before.span.start, end: value.span.end };
        let fix = self.findings.replacement("list-of-values", span, clear, true);
        Some(self.second_value(&fact, span, fix))
    }

    fn second_value(&mut self, fact: &Declared<'_>, span: Span, fix: Fix) -> Formula {
        let found = self
            .findings
            .at(WRONG_OPERATOR, span, "expected-list-of-values")
            .with("fact", code(fact.declaration.name.clone()))
            .with("operator", word(Keyword::Or))
            .with("use", word(Keyword::InSet))
            .fix(fix);
        self.findings.push(found);
        Formula::False
    }
}

/// A range with its bounds the other way round. A unit that stands once, behind the range, stays there.
/// A range with its ends exchanged; a unit that stands once stays behind.
pub(crate) fn swapped(low: &Expr, high: &Expr) -> String {
    match (&low.kind, &high.kind) {
        (ExprKind::Quantity(first), ExprKind::Quantity(second)) if first.unit.is_none() => match second.unit {
            Some(unit) => format!("{} 至 {} {}", second.number, first.number, zh(unit)),
            None => format!("{} 至 {}", second.number, first.number),
        },
        _ => format!("{} 至 {}", text_of(high), text_of(low)),
    }
}

/// Whether comparisons by size make sense.
pub(crate) const fn is_ordered(ty: &FactType) -> bool {
    match ty {
        FactType::Choice { ordered, .. } => *ordered,
        FactType::Number { .. } | FactType::Money | FactType::Date | FactType::Count { .. } => true,
        FactType::YesNo | FactType::Set { .. } | FactType::Region(_) | FactType::Text => false,
    }
}

/// Whether the expression is one of the fact's own values, whatever else it may name.
fn has_value(fact: &Declared<'_>, expr: &Expr) -> bool {
    name_of(expr).is_some_and(|name| fact.value_words().iter().any(|value| **value == *name))
}
