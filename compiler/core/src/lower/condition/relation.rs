//! Fact against fact → a computed yes/no fact, or a formula where the values are few. Only facts of one kind can be compared.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;

use super::super::codes::{INCOMPARABLE, NOTHING_TO_COMPARE, UNORDERED, WRONG_LEVEL};
use super::super::findings::{code, word};
use super::Conditions;
use super::compare::{is_ordered, orders};
use super::operand::Declared;
use crate::hir::{Argument, FactId, FactType, Level, Operation};

impl<'c> Conditions<'c, '_> {
    pub(crate) fn relation(
        &mut self,
        left: &Declared<'c>,
        operator: Keyword,
        right: &Declared<'c>,
        span: Span,
    ) -> Formula {
        if left.unique == right.unique {
            return self.refuse_pair(NOTHING_TO_COMPARE, left, right, span);
        }
        if let (FactType::Region(a), FactType::Region(b)) = (&left.declaration.ty, &right.declaration.ty) {
            return self.two_regions(left, *a, operator, right, *b, span);
        }
        if !same_kind(&left.declaration.ty, &right.declaration.ty) {
            return self.refuse_pair(INCOMPARABLE, left, right, span);
        }
        if orders(operator) && !is_ordered(&left.declaration.ty) {
            let found = self.findings.at(UNORDERED, span, "").with("fact", code(Arc::clone(&left.declaration.name)));
            self.findings.push(found.with("operator", word(operator)));
            return Formula::False;
        }
        let (Some(a), Some(b)) = (self.intern(left), self.intern(right)) else {
            return self.refuse_pair(INCOMPARABLE, left, right, span);
        };
        match operator {
            Keyword::Equal => self.equal(a, b),
            Keyword::Unequal => Formula::not(self.equal(a, b)),
            Keyword::Less => self.less(a, b),
            Keyword::More => self.less(b, a),
            Keyword::AtMostOp => Formula::not(self.less(b, a)),
            Keyword::AtLeastOp => Formula::not(self.less(a, b)),
            other => self.wrong_operator(left, other, span, Some(Keyword::Equal)),
        }
    }

    fn refuse_pair(
        &mut self,
        why: crate::diagnostic::Code,
        left: &Declared<'_>,
        right: &Declared<'_>,
        span: Span,
    ) -> Formula {
        let found = self
            .findings
            .at(why, span, "")
            .with("left", code(Arc::clone(&left.declaration.name)))
            .with("right", code(Arc::clone(&right.declaration.name)));
        self.findings.push(found);
        Formula::False
    }

    fn two_regions(
        &mut self,
        left: &Declared<'c>,
        left_level: Level,
        operator: Keyword,
        right: &Declared<'c>,
        right_level: Level,
        span: Span,
    ) -> Formula {
        if !matches!(operator, Keyword::Equal | Keyword::Unequal | Keyword::InSet) {
            return self.wrong_operator(left, operator, span, Some(Keyword::InSet));
        }
        let fits = if operator == Keyword::InSet { left_level >= right_level } else { left_level == right_level };
        if !fits {
            let found = self
                .findings
                .at(WRONG_LEVEL, span, "")
                .with("fact", code(Arc::clone(&left.declaration.name)))
                .with("level", word(left_level.keyword()))
                .with("value", code(Arc::clone(&right.declaration.name)))
                .with("value_level", word(right_level.keyword()));
            self.findings.push(found);
            return Formula::False;
        }
        let (Some(a), Some(b)) = (self.intern(left), self.intern(right)) else { return Formula::False };
        match operator {
            Keyword::Equal => self.equal(a, b),
            Keyword::Unequal => Formula::not(self.equal(a, b)),
            _ if left_level == right_level => self.equal(a, b),
            _ => self.same_unit(Argument::Fact(a), Argument::Fact(b), right_level),
        }
    }

    /// `a = b`; the order of the two does not matter, so the one that was mentioned first stands first.
    fn equal(&mut self, a: FactId, b: FactId) -> Formula {
        let (a, b) = (Argument::Fact(a.min(b)), Argument::Fact(a.max(b)));
        let name = format!("{} = {}", self.argument_name(&a), self.argument_name(&b));
        self.related(name, Operation::Equal, a, b)
    }

    /// `a` stands in the relation to `b`.
    fn related(&mut self, name: String, operation: Operation, a: Argument, b: Argument) -> Formula {
        let id = self.facts.intern_derived(name, operation, a, b);
        self.facts.holds(id, Ranges::single(1))
    }

    fn less(&mut self, a: FactId, b: FactId) -> Formula {
        let (a, b) = (Argument::Fact(a), Argument::Fact(b));
        let name = format!("{} < {}", self.argument_name(&a), self.argument_name(&b));
        self.related(name, Operation::Less, a, b)
    }

    /// Both places lie in the same unit of this level.
    pub(crate) fn same_unit(&mut self, a: Argument, b: Argument, level: Level) -> Formula {
        let names = (self.argument_name(&a), self.argument_name(&b));
        let name = format!("{} 与 {} 同属一个{}", names.0, names.1, level_unit(level));
        self.related(name, Operation::SameUnit(level), a, b)
    }
}

/// What a unit of a level is called when two places share it.
const fn level_unit(level: Level) -> &'static str {
    match level {
        Level::Nation => "国家",
        Level::Province => "省",
        Level::City => "市",
        Level::County => "县",
        Level::Town => "乡镇（街道）",
        Level::Village => "村（社区）",
    }
}

/// Whether values of the two types are numbers of the same thing.
fn same_kind(left: &FactType, right: &FactType) -> bool {
    match (left, right) {
        (FactType::Set { .. } | FactType::Text, _) => false,
        (FactType::Choice { values: a, .. }, FactType::Choice { values: b, .. }) => a == b,
        (FactType::Count { operation: a, .. }, FactType::Count { operation: b, .. }) => a == b,
        (a, b) => a == b,
    }
}
