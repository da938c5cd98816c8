//! The whole check of a workspace: what the analysis found, what the rules and proofs found in each matter, and what only all matters
//! together show; waivers applied. Nothing is examined here: the host's examiner ([`Checks`](crate::Checks)) did, and the analysis remembers.
//!
//! The parts can be asked for one by one, so that an editor checks the matter that changed first and the catalogue in a pause.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use matter_core::Analysis;
use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_core::hir::{ItemRef, Waiver};
use matter_core::summary::{Conclusion, Summary};
use rayon::prelude::*;

use crate::against::Earlier;
use crate::texts::default_severity;
use crate::waivers::{Waiving, apply};

/// What the analysis found in a file: inside its items in order, then between them and others.
#[must_use]
pub fn file(analysis: &Analysis, path: &str) -> Vec<Diagnostic> {
    let items = analysis.items_of_file(path);
    let mut found: Vec<Diagnostic> = items.flat_map(|one| item(analysis, one)).collect();
    found.extend(between(analysis, path));
    found
}

/// What the analysis found in an item, without what only follows from text that could not be read: a line that the parser reports is not
/// reported again for what it fails to say.
#[must_use]
pub fn item(analysis: &Analysis, item: &ItemRef) -> Vec<Diagnostic> {
    let found = analysis.item_diagnostics(item);
    let unread = Unread::of(analysis, item);
    found.iter().filter(|one| !unread.hides(analysis, one)).cloned().collect()
}

/// What the analysis found between the items of a file and others.
#[must_use]
pub fn between(analysis: &Analysis, path: &str) -> Vec<Diagnostic> {
    let hidden = |one: &Diagnostic| match one.labels.first().map(|label| &label.place) {
        Some(Place::Node(item, _) | Place::Span(item, _)) => Unread::of(analysis, item).hides(analysis, one),
        _ => false,
    };
    analysis.diagnostics_between(path).iter().filter(|one| !hidden(one)).cloned().collect()
}

fn is_syntax(found: &Diagnostic) -> bool {
    found.code.0.starts_with("E01")
}

/// Lines of an item that could not be read.
struct Unread<'a> {
    item: &'a ItemRef,
    text: Arc<str>,
    lines: Vec<Range<usize>>,
}

impl<'a> Unread<'a> {
    fn of(analysis: &Analysis, item: &'a ItemRef) -> Self {
        let wrong: Vec<&Diagnostic> = analysis.item_diagnostics(item).iter().filter(|one| is_syntax(one)).collect();
        let mut unread = Self { item, text: "".into(), lines: Vec::new() };
        if !wrong.is_empty() {
            unread.text = analysis.item_text(item).unwrap_or_default();
            unread.lines = wrong.iter().filter_map(|one| unread.lines_of(analysis, one)).collect();
        }
        unread
    }

    /// Whether a finding only follows from what could not be read.
    fn hides(&self, analysis: &Analysis, found: &Diagnostic) -> bool {
        !self.lines.is_empty()
            && !is_syntax(found)
            && self
                .lines_of(analysis, found)
                .is_some_and(|own| self.lines.iter().any(|lines| lines.start < own.end && own.start < lines.end))
    }

    /// Bytes of the lines that a finding's primary place touches.
    fn lines_of(&self, analysis: &Analysis, found: &Diagnostic) -> Option<Range<usize>> {
        let span = analysis.within(self.item, &found.labels.first()?.place)?;
        let (start, end) = (span.start as usize, span.end.max(span.start) as usize);
        let from = self.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let to = self.text.get(end..)?.find('\n').map_or(self.text.len(), |at| end + at);
        Some(from..to)
    }
}

/// Whether a matter or a variance of it says something that could not be understood.
fn is_broken(analysis: &Analysis, summary: &Summary) -> bool {
    let wrong = |item: &ItemRef| {
        analysis.item_diagnostics(item).iter().any(|found| default_severity(found.code) == Severity::Error)
    };
    summary.broken || summary.variances.iter().any(wrong)
}

/// What stands of a matter's findings after its waivers. Without the conclusion about all matters only what the matter itself shows; the
/// conclusion may be an older one. A matter that cannot be understood is not judged: a line that is lost looks like a gap.
#[must_use]
pub fn matter(analysis: &Analysis, item: &ItemRef, conclusion: Option<&Conclusion>) -> Waiving {
    matter_with(analysis, item, conclusion, &[])
}

/// The same with findings that came from elsewhere.
fn matter_with(
    analysis: &Analysis,
    item: &ItemRef,
    conclusion: Option<&Conclusion>,
    besides: &[Diagnostic],
) -> Waiving {
    let Some(summary) = analysis.summary(item) else { return Waiving::default() };
    let settle = |found: &BTreeMap<ItemRef, Vec<Diagnostic>>| -> Vec<Diagnostic> {
        found.get(item).into_iter().flatten().map(|finding| analysis.settled(finding)).collect()
    };
    // What stands in a matter of another catalogue is no matter of this one's.
    let shared = conclusion.filter(|_| analysis.is_own_matter(item));
    let shared = shared.map(|all| settle(&all.of_items)).unwrap_or_default();
    if is_broken(analysis, summary) {
        return Waiving { standing: shared, waived: Vec::new() };
    }
    let mut found = summary.findings.clone();
    found.extend(conclusion.map(|all| settle(&all.answers)).unwrap_or_default());
    found.extend(shared);
    found.extend_from_slice(besides);
    let own = |waiver: &&Waiver| analysis.rank(&waiver.origin.item.file) == Some(0);
    let waivers: Vec<Waiver> = summary.waivers.iter().filter(own).cloned().collect();
    apply(found, &waivers, analysis.settings().as_of)
}

/// What stands of the findings that the catalogue's variances of matters of other catalogues come to, as far as they stand in one file.
#[must_use]
pub fn varied_in(analysis: &Analysis, path: &str, conclusion: Option<&Conclusion>) -> Vec<Diagnostic> {
    let here = |finding: &Diagnostic| match finding.labels.first().map(|label| &label.place) {
        Some(Place::Node(item, _) | Place::Span(item, _)) => *item.file == *path,
        _ => false,
    };
    let matters = analysis.varied_matters_in(path).iter();
    matters.flat_map(|item| matter(analysis, item, conclusion).standing).filter(here).collect()
}

/// What only all matters together show of items that are no matters of the catalogue, under the waivers that stand in those items, and of
/// the catalogue as a whole.
#[must_use]
pub fn elsewhere(analysis: &Analysis, conclusion: &Conclusion) -> Waiving {
    let rest = conclusion.of_items.iter().filter(|(item, _)| !analysis.is_own_matter(item));
    let settle = |finding: &Diagnostic| analysis.settled(finding);
    let mut found: BTreeMap<&ItemRef, Vec<Diagnostic>> =
        rest.map(|(item, found)| (item, found.iter().map(settle).collect())).collect();
    let mut waivers: BTreeMap<&ItemRef, Vec<Waiver>> = BTreeMap::new();
    let declared = analysis.declarations().waivers.iter();
    for waiver in declared.filter(|waiver| analysis.rank(&waiver.origin.item.file) == Some(0)) {
        waivers.entry(&waiver.origin.item).or_default().push(waiver.clone());
        found.entry(&waiver.origin.item).or_default();
    }
    let mut result = Waiving { standing: conclusion.elsewhere.iter().map(settle).collect(), waived: Vec::new() };
    for (item, found) in found {
        let waivers = waivers.get(item).map(Vec::as_slice).unwrap_or_default();
        let waiving = apply(found, waivers, analysis.settings().as_of);
        result.standing.extend(waiving.standing);
        result.waived.extend(waiving.waived);
    }
    result
}

/// Everything that is wrong with the catalogue itself: findings of its files, of its matters, of what its variances make of the matters of
/// others, and of all matters together. The catalogues it depends on are checked where they are at home.
#[must_use]
pub fn check(analysis: &Analysis) -> Waiving {
    check_against(analysis, None)
}

/// The same, and what the catalogue asks beyond an earlier release.
#[must_use]
pub fn check_against(analysis: &Analysis, earlier: Option<&Earlier>) -> Waiving {
    analysis.warm_up();
    let added = earlier.map(|earlier| earlier.findings(analysis)).unwrap_or_default();
    let conclusion = analysis.conclusion();
    let paths: Vec<&Arc<str>> = analysis.files().filter(|path| analysis.rank(path) == Some(0)).collect();
    let files: Vec<Vec<Diagnostic>> =
        paths.par_iter().map_with(analysis.clone(), |analysis, path| file(analysis, path)).collect();
    let varied = analysis.varied_matters();
    let items: Vec<&ItemRef> = analysis.matters().chain(&varied).collect();
    let judge = |analysis: &mut Analysis, item: &&ItemRef| {
        let added = added.get(*item).map_or(&[][..], Vec::as_slice);
        matter_with(analysis, item, Some(conclusion), added)
    };
    let mut parts: Vec<Waiving> = items.par_iter().map_with(analysis.clone(), judge).collect();
    parts.push(elsewhere(analysis, conclusion));
    let mut result = Waiving { standing: files.into_iter().flatten().collect(), waived: Vec::new() };
    for part in parts {
        result.standing.extend(part.standing);
        result.waived.extend(part.waived);
    }
    result
}
