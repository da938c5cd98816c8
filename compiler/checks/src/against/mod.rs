//! What a catalogue asks beyond an earlier release of itself: rules that one catalogue at one time cannot show to be broken.
//!
//! The earlier release is an opened image. Both are compared on the day before the catalogue's own: a case that was accepted then is in hand
//! when the new release begins.

mod m077;
mod m128;

use std::collections::{BTreeMap, BTreeSet};

use matter_compare::{Block, Change, Difference, Effect, MatterChange, What, compare};
use matter_core::Analysis;
use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::{Citation, Definition, ItemRef, LawDeclaration, Rule};
use matter_runtime::tables::{Basis, Day, Edition};
use matter_runtime::{Catalogue, Error, Language};

use crate::rules::once;

/// The codes of these rules.
pub(crate) const CODES: &[Code] = &[m077::CODE, m128::CODE];

/// An earlier release, compared with what a catalogue is now.
#[derive(Clone, Debug)]
pub struct Earlier {
    difference: Difference,
    /// Everything that a matter of the earlier release rests on, by the matter's name.
    bases: BTreeMap<String, BTreeSet<String>>,
    /// The day from which the new release holds.
    today: Day,
}

impl Earlier {
    /// Compares an earlier release with the catalogue, compiled as of `today`.
    ///
    /// # Errors
    /// An image is damaged.
    pub fn of(old: &Catalogue, new: &Catalogue, today: Day) -> Result<Self, Error> {
        let before = Day(today.0.saturating_sub(1));
        let mut bases: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for edition in old.rows::<Edition>()? {
            let of_matter = bases.entry(edition.matter).or_default();
            of_matter.extend(old.views_of::<Basis>(edition.id)?.iter().map(|basis| cited(basis.law, basis.place)));
        }
        Ok(Self { difference: compare(old, new, before, Language::Zh)?, bases, today })
    }

    /// What the catalogue asks more of people than the earlier release, by matter.
    pub(crate) fn findings(&self, analysis: &Analysis) -> BTreeMap<ItemRef, Vec<Diagnostic>> {
        let mut found: BTreeMap<ItemRef, Vec<Diagnostic>> = BTreeMap::new();
        for matter in self.difference.changed.iter().filter(|matter| !matter.blocks.is_empty()) {
            let Some((_, item)) = analysis.matter_named(&matter.matter) else { continue };
            let of_matter = self.of_matter(analysis, matter, &analysis.definitions(&item));
            if !of_matter.is_empty() {
                found.insert(item, of_matter);
            }
        }
        found
    }

    fn of_matter(&self, analysis: &Analysis, matter: &MatterChange, now: &[Definition]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for block in &matter.blocks {
            for change in block.changes.iter().filter(|change| asks_more(change)) {
                let address = change.after.as_ref().and_then(|said| said.rule.as_deref());
                let lines =
                    now.iter().flat_map(|definition| definition.rules.iter().map(move |rule| (definition, rule)));
                let line = lines.into_iter().find(|(_, rule)| Some(&*rule.address) == address);
                if let Some((definition, rule)) = line {
                    let added = Added { earlier: self, analysis, matter, block, change, definition, rule };
                    found.extend(m077::check(&added));
                    found.extend(m128::check(&added));
                }
            }
        }
        once(found)
    }
}

/// Whether a line asks more of people than before.
fn asks_more(change: &Change) -> bool {
    let asking = matches!(change.kind.as_str(), "requirement" | "condition" | "prior_result");
    asking && change.effect == Effect::Worse && change.what != What::Removed
}

/// A line that is new, or asks more than before, where it stands now.
struct Added<'a> {
    earlier: &'a Earlier,
    analysis: &'a Analysis,
    matter: &'a MatterChange,
    block: &'a Block,
    change: &'a Change,
    definition: &'a Definition,
    rule: &'a Rule,
}

impl Added<'_> {
    /// What the line is about.
    fn title(&self) -> &str {
        let row = self.change.after.as_ref().map(|said| &said.row);
        let column = match self.change.kind.as_str() {
            "requirement" => "title",
            "condition" => "label",
            _ => "material",
        };
        row.and_then(|row| row.text(column)).unwrap_or_default()
    }

    /// What the line rests on: its own bases, else those of the matter.
    fn citations(&self) -> &[Citation] {
        if self.rule.basis.is_empty() { &self.definition.matter.basis } else { &self.rule.basis }
    }

    /// Whether the earlier release already rested the matter on this.
    fn was_cited(&self, citation: &Citation) -> bool {
        let name = self.matter.was.as_ref().unwrap_or(&self.matter.matter);
        let bases = self.earlier.bases.get(name);
        bases.is_some_and(|bases| bases.contains(&cited(&citation.law, &citation.place)))
    }

    fn law(&self, citation: &Citation) -> Option<&LawDeclaration> {
        self.analysis.declarations().laws.get(usize::try_from(citation.source?).ok()?)
    }

    fn version(&self) -> &str {
        &self.earlier.difference.old.version
    }
}

fn cited(law: &str, place: &str) -> String {
    format!("{law}{place}")
}
