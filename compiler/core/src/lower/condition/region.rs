//! Region facts against named units and against places relative to the responsible region.
//!
//! A fact's value is the position of a unit of its level, and a unit is the interval of positions in it, so "lies in" is a range.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::super::codes::{AMBIGUOUS_REGION, NO_RESPONSIBLE, REGION_OF_OTHER_NAME, UNKNOWN_NAME, WRONG_LEVEL};
use super::super::findings::{Findings, code, codes, word};
use super::super::words::{members, name_of, text_of, word_of, zh};
use super::Conditions;
use super::compare::orders;
use super::operand::Declared;
use crate::hir::{Argument, FactId, FactType, Level};
use crate::regions::{Position, RegionLookup, Within};
use crate::world::World;

/// A place that a region fact is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    /// A unit.
    Unit(Position),
    /// The unit of this level that the responsible region is or lies in.
    Relative(Level),
}

/// The level that a closed word names.
pub(crate) fn level_of(expr: &Expr) -> Option<Level> {
    let word = word_of(expr)?;
    Level::ALL.into_iter().find(|level| level.keyword() == word)
}

/// The unit that an expression names; a finding if there is none or several.
pub(crate) fn find_region(
    world: &World<'_>,
    findings: &mut Findings,
    expr: &Expr,
    level: Option<Level>,
) -> Option<Position> {
    let written = match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.number.to_string(),
        _ => name_of(expr).unwrap_or_else(|| text_of(expr)),
    };
    let root = world.root;
    let within = Within { root, day: world.as_of, level };
    let found = match world.regions.find(&written, within) {
        RegionLookup::Found(position) => return Some(position),
        RegionLookup::Unknown => {
            let similar = world.regions.similar(&written, root);
            let mut found = findings.at(UNKNOWN_NAME, expr.span, "wanted-region");
            for name in &similar {
                found = found.fix(findings.replacement("pick-region", expr.span, name.as_str(), false));
            }
            found.with("suggestions", codes(similar))
        }
        RegionLookup::Ambiguous(candidates) => {
            let paths: Vec<String> =
                candidates.iter().take(8).map(|at| world.regions.shortest_path(*at, root)).collect();
            let mut found = findings.at(AMBIGUOUS_REGION, expr.span, "").with("candidates", codes(paths.clone()));
            for path in paths {
                found = found.fix(findings.replacement("pick-region", expr.span, path, false));
            }
            found
        }
        RegionLookup::OtherName(actual) => {
            let path = world.regions.shortest_path(actual, root);
            let fix = findings.replacement("pick-region", expr.span, path.clone(), false);
            findings.at(REGION_OF_OTHER_NAME, expr.span, "").with("actual", code(path)).fix(fix)
        }
    };
    findings.push(found.with("name", code(written)));
    None
}

impl<'c> Conditions<'c, '_> {
    pub(crate) fn compare_region(
        &mut self,
        (fact, id, level): (&Declared<'c>, FactId, Level),
        operator: Keyword,
        right: &Expr,
        whole: Span,
    ) -> Formula {
        if orders(operator) || matches!(operator, Keyword::HasAny | Keyword::HasAll | Keyword::Between) {
            return self.wrong_operator(fact, operator, right.span, Some(Keyword::InSet));
        }
        let exact = operator != Keyword::InSet;
        let several = members(right);
        if exact && several.len() > 1 {
            let fixes = self.as_list(fact, operator, right, whole);
            return self.wrong_operator_with(fact, operator, right.span, (Some(Keyword::InSet), fixes));
        }
        let before = self.findings.count();
        let parts: Vec<Formula> =
            several.into_iter().map(|member| self.lies_in(fact, id, level, exact, member)).collect();
        if exact && self.findings.count() > before {
            let fixes = self.as_list(fact, operator, right, whole);
            self.findings.mend_last(WRONG_LEVEL, "use", fixes);
        }
        let formula = Formula::or(parts);
        if operator == Keyword::Unequal { Formula::not(formula) } else { formula }
    }

    fn lies_in(&mut self, fact: &Declared<'c>, id: FactId, level: Level, exact: bool, expr: &Expr) -> Formula {
        if let Some(other) = self.fact_of(expr)
            && matches!(other.declaration.ty, FactType::Region(_))
        {
            let operator = if exact { Keyword::Equal } else { Keyword::InSet };
            return self.relation(fact, operator, &other, expr.span);
        }
        let Some(place) = self.place(expr, level, exact) else { return Formula::False };
        let place_level = match place {
            Place::Unit(position) => self.world.regions.level(position),
            Place::Relative(level) => level,
        };
        // 东莞 has no counties: the city itself is what a fact at county level answers there.
        let is_answer = match place {
            Place::Unit(position) => self.world.regions.answer(position, level) == Some(position),
            Place::Relative(place) => place == level,
        };
        if place_level > level || (exact && !is_answer) {
            return self.wrong_level(fact, level, place_level, expr);
        }
        match place {
            Place::Unit(position) => {
                let (first, last) = self.world.regions.interval(position);
                self.facts.holds(id, Ranges::between(i64::from(first), i64::from(last)))
            }
            Place::Relative(level) => self.same_unit(Argument::Fact(id), Argument::Responsible, level),
        }
    }

    fn wrong_level(&mut self, fact: &Declared<'c>, level: Level, place: Level, expr: &Expr) -> Formula {
        let mut found = self
            .findings
            .at(WRONG_LEVEL, expr.span, "")
            .with("fact", code(Arc::clone(&fact.declaration.name)))
            .with("level", word(level.keyword()))
            .with("value", code(text_of(expr)))
            .with("value_level", word(place.keyword()));
        if place < level {
            found = found.with("use", word(Keyword::InSet));
        }
        self.findings.push(found);
        Formula::False
    }

    fn place(&mut self, expr: &Expr, level: Level, exact: bool) -> Option<Place> {
        match word_of(expr) {
            Some(Keyword::ThisProvince | Keyword::WholeProvince) => Some(Place::Relative(Level::Province)),
            Some(Keyword::ThisCity | Keyword::WholeCity) => Some(Place::Relative(Level::City)),
            Some(Keyword::ThisCounty | Keyword::WholeCounty) => Some(Place::Relative(Level::County)),
            Some(Keyword::ThisTown | Keyword::WholeTown) => Some(Place::Relative(Level::Town)),
            Some(Keyword::ThisCatalogue) => Some(Place::Unit(self.root)),
            Some(here @ Keyword::Here) => match self.scope.responsible {
                Some(level) => Some(Place::Relative(level)),
                // A 定义 of the catalogue serves matters whose 属地 have different levels.
                None if self.scope.matter.is_empty() => Some(Place::Relative(level)),
                None => {
                    let found = self.findings.at(NO_RESPONSIBLE, expr.span, "").with("word", code(zh(here)));
                    self.findings.push(found);
                    None
                }
            },
            _ => {
                let world = World { root: self.root, ..*self.world };
                find_region(&world, self.findings, expr, exact.then_some(level)).map(Place::Unit)
            }
        }
    }
}
