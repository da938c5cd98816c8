//! Rename: every place that writes the thing by the name under the cursor gets the new name, in every file of the catalogue.

use std::sync::Arc;

use matter_syntax::keyword::{Context, lookup};

use crate::mention::Mention;
use crate::symbol::{Scope, SymbolKind};
use crate::{Snapshot, Target, TextEdit};

/// Why something cannot be renamed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RenameProblem {
    /// No name stands here, or nothing is known by it.
    NoName,
    /// It is declared in a dependency or in the library, by this file.
    Elsewhere(Arc<str>),
    /// The new name is empty, or holds marks that no name can hold.
    BadName,
    /// Something else has the new name already.
    Taken(Arc<str>),
}

impl Snapshot {
    /// The bytes of the name at an offset and the name, if it can be renamed.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn prepare_rename(&self, file: &str, offset: u32) -> Result<(Target, Arc<str>), RenameProblem> {
        let mention = self.mention_at(file, offset).ok_or(RenameProblem::NoName)?;
        let item = mention.symbol.item.as_ref().ok_or(RenameProblem::NoName)?;
        if self.analysis.rank(&item.file) != Some(0) {
            return Err(RenameProblem::Elsewhere(item.file.clone()));
        }
        Ok((mention.at, mention.written))
    }

    /// The edits that rename the thing at an offset.
    ///
    /// # Errors
    /// Why it cannot be renamed so.
    pub fn rename(&self, file: &str, offset: u32, name: &str) -> Result<Vec<TextEdit>, RenameProblem> {
        let name = name.trim().trim_start_matches(['「', '《']).trim_end_matches(['」', '》']);
        self.prepare_rename(file, offset)?;
        if name.is_empty() || name.contains(['\n', '\r', '「', '」', '《', '》', '“', '”', '：', ':', '|']) {
            return Err(RenameProblem::BadName);
        }
        let mention = self.mention_at(file, offset).ok_or(RenameProblem::NoName)?;
        let (item, tree) = self.item_at(file, offset).ok_or(RenameProblem::NoName)?;
        let scope = Scope { analysis: &self.analysis, item: &item, tree: &tree.parse().item };
        let other = scope.of_kind(mention.symbol.kind, name).filter(|other| *other != mention.symbol);
        if let Some(other) = other.and_then(|other| other.item) {
            return Err(RenameProblem::Taken(other.name));
        }
        let uses = self.uses(&mention.symbol).into_iter().filter(|one| one.written == mention.written);
        let own = uses.filter(|one| self.analysis.rank(&one.at.file) == Some(0));
        Ok(own.map(|one| TextEdit { text: self.written(&one, name), at: one.at }).collect())
    }

    /// The new name as it must stand in the place of the old one.
    fn written(&self, mention: &Mention, name: &str) -> String {
        let text = self.analysis.text(&mention.at.file).unwrap_or_default();
        let old = crate::slice(&text, mention.at.start..mention.at.end);
        if old.starts_with('《') {
            return format!("《{name}》");
        }
        let runs_on =
            mention.head && matches!(mention.symbol.kind, SymbolKind::Matter | SymbolKind::Law | SymbolKind::Theme);
        if is_word(name) || (runs_on && !old.starts_with('「')) { name.to_owned() } else { format!("「{name}」") }
    }
}

/// Whether a name is one word that is no word of the language.
pub(crate) fn is_word(name: &str) -> bool {
    let starts = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let words = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    starts && words && lookup(name, Context::Operator).is_none() && lookup(name, Context::Clause).is_none()
}
