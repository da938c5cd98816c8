//! A material that nobody declared: its declaration, in the file where the catalogue declares its materials.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_checks::render::Finding;
use matter_core::hir::Keyword;

use super::{Action, ActionKind};
use crate::{Snapshot, Target, TextEdit, offset, slice};

/// The code of a material that is declared nowhere.
const UNDECLARED: &str = "E0243";

impl Snapshot {
    /// Declares the material of a finding.
    pub(super) fn declare_material(&self, file: &str, finding: &Finding) -> Option<Action> {
        let place = finding.places.first().filter(|_| finding.code == UNDECLARED)?;
        let text = self.analysis.text(file)?;
        let whole = slice(&text, offset(place.at.start)..offset(place.at.end));
        let name = whole.split(['（', '(']).next()?.trim().trim_start_matches('「').trim_end_matches('」');
        let target = self.file_of_materials().unwrap_or_else(|| file.into());
        let text = self.analysis.text(&target)?;
        let face = crate::completion::face(&text, self.analysis.settings().language);
        let gap = if text.is_empty() || text.ends_with("\n\n") {
            ""
        } else if text.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let end = offset(text.len());
        let declaration = format!("{gap}{} {name}\n", Keyword::Material.text(face));
        Some(Action {
            title: self
                .words(format!("在 {target} 里声明材料 {name}"), format!("Declare the material {name} in {target}")),
            kind: ActionKind::Repair,
            code: Some(finding.code),
            certain: false,
            edits: vec![TextEdit { at: Target::new(&target, end..end), text: declaration }],
        })
    }

    /// The file of the catalogue that declares most materials.
    fn file_of_materials(&self) -> Option<Arc<str>> {
        let mut count: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        let own = self.analysis.items_of(Keyword::Material).filter(|(.., rank)| *rank == 0);
        own.for_each(|(item, ..)| *count.entry(&item.file).or_default() += 1);
        // Of two with as many, the one that comes first.
        count.into_iter().max_by_key(|(file, count)| (*count, std::cmp::Reverse(*file))).map(|(file, _)| file.clone())
    }
}
