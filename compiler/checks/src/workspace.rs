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

/// What the analysis found in a file, without what only follows from text that could not be read: a line that the parser reports is not
/// reported again for what it fails to say.
#[must_use]
pub fn file(analysis: &Analysis, path: &str) -> Vec<Diagnostic> {
    let found: Vec<&Diagnostic> = analysis.diagnostics(path).collect();
    if !found.iter().any(|one| is_syntax(one)) {
        return found.into_iter().cloned().collect();
    }
    let text = analysis.text(path).unwrap_or_default();
    let unread: Vec<Range<usize>> =
        found.iter().filter(|one| is_syntax(one)).filter_map(|one| lines(analysis, &text, one)).collect();
    let follows = |one: &Diagnostic| {
        let own = lines(analysis, &text, one);
        !is_syntax(one)
            && own.is_some_and(|own| unread.iter().any(|lines| lines.start < own.end && own.start < lines.end))
    };
    found.into_iter().filter(|one| !follows(one)).cloned().collect()
}

fn is_syntax(found: &Diagnostic) -> bool {
    found.code.0.starts_with("E01")
}

/// Bytes of the lines that a finding's primary place touches.
fn lines(analysis: &Analysis, text: &str, found: &Diagnostic) -> Option<Range<usize>> {
    let (_, range) = analysis.resolve(&found.labels.first()?.place)?;
    let (start, end) = (range.start as usize, (range.end as usize).max(range.start as usize));
    let from = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let to = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
    Some(from..to)
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
