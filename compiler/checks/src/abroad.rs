//! What comes of the catalogue's variances of a matter of another catalogue → findings that stand in its own files. What the matter shows
//! without them is told where it is at home.

use std::sync::Arc;

use matter_core::diagnostic::{Diagnostic, Label, Place};
use matter_core::hir::{Definition, ItemRef, Origin};
use matter_core::summary::Varied;

use crate::rules::Asked;

/// Key of the label of a place in another catalogue.
const ABROAD: &str = "abroad";

/// Findings and questions, as one judgement comes to them.
type Judged = (Vec<Diagnostic>, Vec<Asked>);

/// Those that are there because of the catalogue's variances, each at the change that it comes from.
pub(crate) fn added(definitions: &[Definition], varied: &Varied<'_>, now: Judged, before: Judged) -> Judged {
    let changes = Changes { definitions, varied };
    let known = |finding: &Diagnostic| {
        let place = |one: &Diagnostic| one.labels.first().map(|label| label.place.clone());
        before.0.iter().any(|old| old.code == finding.code && old.args == finding.args && place(old) == place(finding))
    };
    let findings = now.0.into_iter().filter(|finding| !known(finding)).map(|finding| changes.at_home(finding));
    let asked = now.1.into_iter().filter(|one| !before.1.contains(one));
    (findings.collect(), asked.map(|one| changes.asked_at_home(one)).collect())
}

struct Changes<'a> {
    definitions: &'a [Definition],
    varied: &'a Varied<'a>,
}

impl Changes<'_> {
    /// A finding at a line of the other catalogue is told at the change that it comes from.
    fn at_home(&self, finding: Diagnostic) -> Diagnostic {
        let place = finding.labels.first().map(|label| label.place.clone());
        let at = match &place {
            Some(Place::Node(item, node)) => Some(Origin { item: item.clone(), node: *node }),
            Some(Place::Span(item, _)) => Some(Origin { item: item.clone(), node: matter_core::hir::NodeId(0) }),
            _ => None,
        };
        let change = at.and_then(|origin| self.change(&origin));
        match change {
            Some(change) => moved(finding, Place::Node(change.item.clone(), change.node)),
            None => finding,
        }
    }

    fn asked_at_home(&self, asked: Asked) -> Asked {
        let origin = self.change(&asked.origin).cloned().unwrap_or_else(|| asked.origin.clone());
        Asked { origin, ..asked }
    }

    /// The change that a line which the catalogue did not write was touched by: one of the same line, else of the same section, else the
    /// first variance.
    fn change(&self, origin: &Origin) -> Option<&Origin> {
        let edits = self.varied.edits;
        if edits.iter().any(|(_, own)| own.item == origin.item) {
            return None;
        }
        let all = self.definitions.iter().chain(self.varied.before).flat_map(|definition| &definition.rules);
        let address: Option<&Arc<str>> = all.filter(|rule| rule.origin == *origin).map(|rule| &rule.address).next();
        let section = |address: &str| address.split('/').next().unwrap_or_default().to_owned();
        let same_line = |line: &&Arc<str>| {
            edits
                .iter()
                .find(|(edited, _)| edited == *line || line.starts_with(&format!("{edited}/")) && !edited.is_empty())
        };
        let same_section =
            |line: &&Arc<str>| edits.iter().find(|(edited, _)| !edited.is_empty() && section(edited) == section(line));
        let found = address.as_ref().and_then(|line| same_line(line).or_else(|| same_section(line)));
        let whole = || edits.iter().find(|(edited, _)| edited.is_empty());
        found.or_else(whole).map(|(_, origin)| origin)
    }
}

/// A finding whose first place lies in another catalogue, told at a place of this one.
pub(crate) fn moved(mut finding: Diagnostic, place: Place) -> Diagnostic {
    finding.labels.retain(|label| label.place != place);
    let Some(first) = finding.labels.first_mut() else { return finding };
    let abroad = std::mem::replace(&mut first.place, place);
    if !finding.labels.iter().any(|label| label.place == abroad) {
        finding.labels.push(Label { place: abroad, role: ABROAD, args: Vec::new() });
    }
    // A repair of a text of another catalogue is not this one's to make.
    finding.fixes.clear();
    finding
}

/// A finding about items of several catalogues, told at the nearest; none if no place of it lies in this one.
pub(crate) fn nearest(finding: Diagnostic, own: &dyn Fn(&ItemRef) -> bool) -> Option<Diagnostic> {
    let lies_here = |label: &Label| match &label.place {
        Place::Node(item, _) | Place::Span(item, _) => own(item),
        Place::File(..) | Place::Project => true,
    };
    let at = finding.labels.iter().position(lies_here)?;
    if at == 0 {
        return Some(finding);
    }
    let place = finding.labels.get(at)?.place.clone();
    Some(moved(finding, place))
}
