//! Proofs: that every case is decided exactly once, that no line is idle, that no layer is stricter than what it varies, that no promise
//! passes the law, and that no matters wait for each other.
//!
//! Everything here reads effective definitions and asks `matter-decide`; a finding carries a case that can exist, or it is not made.

mod boundary;
mod case;
pub mod cells;
mod choices;
pub mod codes;
mod conditions;
mod deciders;
mod exclusions;
mod existence;
mod instead;
mod open;
mod priors;
mod process;
mod themes;
mod times;
mod twice;
mod uniform;
mod variance;
pub mod vectors;
mod witness;

use matter_core::diagnostic::{Diagnostic, Place, Witness};
use matter_core::hir::{Definition, Level, Origin, Venue, Yield};
use matter_core::regions::RegionTree;
use matter_core::world::DeclarationLookup;
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;

pub use open::open_cases;
pub(crate) use priors::prove_priors;
pub use process::longest_days;
pub(crate) use themes::prove_themes;
pub(crate) use times::bounds_in_days;
pub use witness::Words;

/// What proofs need beside the definitions.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Words for witnesses.
    pub words: Words<'a>,
    /// The national calendar.
    pub calendar: &'a Calendar,
    /// What declarations say: legal sources, as citations number them.
    pub declared: &'a dyn DeclarationLookup,
}

/// Proves all definitions of one matter: each by itself, each against its parent and against the one among `before` in whose place it comes,
/// and those of a scope against each other.
#[must_use]
pub fn prove_matter(definitions: &[Definition], before: &[Definition], setting: &Setting) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let words = &setting.words;
    let cases: Vec<case::Case> = definitions.iter().map(|one| case::Case::among(one, definitions, words)).collect();
    let (mut dead, mut taken): (Vec<Diagnostic>, Vec<Vec<Diagnostic>>) = Default::default();
    for case in &cases {
        let first = found.len();
        if !exclusions::prove(case, words, &mut found) && !conditions::nobody(case, words, &mut found) {
            choices::prove(case, words, &mut found);
            conditions::prove(case, words, &mut found);
            twice::prove(case, words, &mut found);
            instead::prove(case, words, &mut found);
        }
        dead.extend(found.extract_if(first.., |finding| finding.code == codes::DEAD_LINE));
        times::prove(case, setting.calendar, words, &mut found);
        uniform::prove(case, words, &mut found);
        deciders::prove(case, words, &mut found);
        if let Some(parent) = around(case.definition, definitions).filter(|_| layered(case.definition, before)) {
            variance::prove(case, parent, setting, &mut found);
        }
        let mut worse = Vec::new();
        if let Some(standard) = in_place(case.definition, before) {
            variance::prove(case, standard, setting, &mut worse);
        }
        // What the layer around it takes from everybody is told there.
        let outer = case.definition.scope.parent.and_then(|parent| taken.get(usize::try_from(parent).ok()?));
        let new = |finding: &&Diagnostic| {
            outer.is_none_or(|outer: &Vec<Diagnostic>| !outer.iter().any(|other| says(other, finding)))
        };
        found.extend(worse.iter().filter(new).cloned());
        taken.push(worse);
    }
    for (index, case) in cases.iter().enumerate() {
        for (number, other) in cases.iter().enumerate() {
            if number != index && one_scope(case.definition, other.definition, words.regions) {
                uniform::lines(case, other.definition, words, &mut found);
                if index < number {
                    uniform::across(case, other.definition, words, &mut found);
                }
            }
        }
    }
    found.extend(dead_everywhere(dead, definitions));
    distinct(found)
}

/// A line that one layer leaves without use may have its use in another: it is dead if it is so in all definitions in which it stands.
fn dead_everywhere(dead: Vec<Diagnostic>, definitions: &[Definition]) -> impl Iterator<Item = Diagnostic> {
    let at = |finding: &Diagnostic| finding.labels.first().map(|label| label.place.clone());
    let stands = |place: &Option<Place>| {
        let has = |one: &&Definition| one.rules.iter().any(|rule| Some(case::place(&rule.origin)) == *place);
        definitions.iter().filter(has).count()
    };
    let everywhere = |finding: &Diagnostic| {
        let place = at(finding);
        dead.iter().filter(|other| other.args == finding.args && at(other) == place).count() >= stands(&place)
    };
    let kept: Vec<bool> = dead.iter().map(everywhere).collect();
    dead.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(finding, _)| finding)
}

/// A case that can exist and be granted, and in which the formula holds; what could not be decided is reported.
pub(crate) fn eligible_case(
    definition: &Definition,
    formula: &Formula,
    words: &Words,
    origin: &Origin,
    found: &mut Vec<Diagnostic>,
) -> Option<Witness> {
    let case = case::Case::new(definition);
    let wanted = Formula::and([case.eligible.clone(), formula.clone()]);
    words.case_where(&case, &wanted, found, origin)
}

/// Whether a definition varies one of those beside it: the outermost ones of another catalogue's matter vary what that catalogue says.
const fn layered(definition: &Definition, before: &[Definition]) -> bool {
    before.is_empty() || definition.scope.parent.is_some()
}

/// Whether two findings say the same of one line, be it of several regions.
fn says(one: &Diagnostic, other: &Diagnostic) -> bool {
    let of = |name: &'static str, finding: &Diagnostic| finding.args.iter().find(|(arg, _)| *arg == name).cloned();
    one.code == other.code && ["what", "line"].iter().all(|name| of(name, one) == of(name, other))
}

/// The innermost of these definitions that holds where and when another one does, unless it says the same.
fn in_place<'d>(definition: &Definition, before: &'d [Definition]) -> Option<&'d Definition> {
    let holds = |other: &&Definition| {
        let (inner, outer) = (&definition.scope, &other.scope);
        let begins = outer.period.from.is_none_or(|from| inner.period.from.is_some_and(|inner| from <= inner));
        let ends = outer.period.to.is_none_or(|to| inner.period.to.is_some_and(|inner| inner <= to));
        outer.first <= inner.first && inner.last <= outer.last && begins && ends
    };
    let innermost = before.iter().filter(holds).max_by_key(|other| other.scope.depth);
    innermost.filter(|other| other.rules != definition.rules)
}

/// The layer around a definition or, where a variance changes the outermost region from a day on, the matter as it stands there without
/// variances.
fn around<'d>(definition: &Definition, definitions: &'d [Definition]) -> Option<&'d Definition> {
    if let Some(parent) = definition.scope.parent {
        return definitions.get(usize::try_from(parent).ok()?);
    }
    let outermost = |other: &&Definition| other.scope.parent.is_none();
    let own = |other: &&Definition| other.rules.iter().all(|rule| rule.origin.item == other.matter.origin.item);
    let untouched = || definitions.iter().filter(outermost).filter(own);
    // A variance may also do no more than strike lines.
    let lines = untouched().map(|other| other.rules.len()).max()?;
    let whole = |other: &&Definition| own(other) && other.rules.len() == lines;
    let before = |other: &&Definition| other.scope.period.from <= definition.scope.period.from;
    let base = untouched().filter(whole).rfind(before).or_else(|| untouched().find(whole));
    base.filter(|_| !whole(&definition))
}

/// A finding at a line that several definitions share is reported once.
fn distinct(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found {
        let same = |other: &Diagnostic| {
            other.code == finding.code && other.labels == finding.labels && other.args == finding.args
        };
        if !kept.iter().any(same) {
            kept.push(finding);
        }
    }
    kept
}

/// Whether two definitions hold on a common day for regions that one cross-region scope joins.
fn one_scope(one: &Definition, other: &Definition, regions: &RegionTree) -> bool {
    let (Some(scope), Some(_)) = (scope(one), scope(other)) else { return false };
    let days_meet = |from: Option<_>, to: Option<_>| from.zip(to).is_none_or(|(from, to)| from < to);
    let same_days = days_meet(one.scope.period.from, other.scope.period.to)
        && days_meet(other.scope.period.from, one.scope.period.to);
    let joined = |level| regions.roll_up(one.scope.first, level) == regions.roll_up(other.scope.first, level);
    same_days && (scope == Level::Nation || joined(scope) || one.scope.depth == 0 || other.scope.depth == 0)
}

fn scope(definition: &Definition) -> Option<Level> {
    definition.rules.iter().find_map(|rule| match rule.yields {
        Yield::Venue(Venue::Scope(level)) => Some(level),
        _ => None,
    })
}
