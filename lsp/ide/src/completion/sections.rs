//! What items are made of: their first words, and the sections that are missing yet.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Class, Shape};
use matter_syntax::tree::{Node, Span};

use super::{List, snippets};

/// Items that may also stand in the body of a matter.
pub(super) const LOCAL: &[Keyword] =
    &[Keyword::Fact, Keyword::Define, Keyword::Never, Keyword::Rate, Keyword::Material];

impl List<'_> {
    pub(super) fn all(&self) -> &'static [Keyword] {
        // The table is small; a slice of it saves collecting it at each place.
        static ALL: std::sync::LazyLock<Vec<Keyword>> = std::sync::LazyLock::new(|| Keyword::all().collect());
        &ALL
    }

    pub(super) fn of_class(&mut self, class: Class) {
        for keyword in self.all().iter().filter(|keyword| keyword.class() == class) {
            self.word(*keyword);
        }
    }

    pub(super) fn items(&mut self) {
        self.of_class(Class::Item);
        let whole: Vec<_> = snippets::items(&self.at, self.face).filter(|one| self.fits(&one.label)).collect();
        self.found.extend(whole);
    }

    /// Sections that this kind of item may have and does not have yet.
    pub(super) fn sections(&mut self) {
        let Some(item) = self.scope.item.keyword else { return };
        // The header under the cursor is the one that is being written.
        let cursor = self.at.end.saturating_sub(self.scope.item.range.start);
        let has = |keyword: Keyword| {
            let elsewhere = |span: Span| cursor < span.start || span.end < cursor;
            let same = |node: &Node| matches!(node, Node::Section(section) if section.keyword == keyword && elsewhere(section.keyword_span));
            keyword != Keyword::Stage && self.scope.tree.body.iter().any(same)
        };
        let free: Vec<Keyword> =
            self.all().iter().copied().filter(|keyword| keyword.allowed_in(item) && !has(*keyword)).collect();
        for keyword in free {
            let (before, colon) = (self.found.len(), self.has_colon(keyword));
            self.word(keyword);
            if let Some(last) = self.found.get_mut(before).filter(|_| !colon) {
                let (insert, snippet) = snippets::section(keyword, self.face, keyword.shape().unwrap_or(Shape::Lines));
                (last.insert, last.snippet) = (insert, snippet);
            }
        }
        let table = snippets::table(self.at.clone(), self.face);
        if item == Keyword::Matter && !has(Keyword::Decides) && self.fits(&table.label) {
            self.found.push(table);
        }
        if item == Keyword::Matter {
            LOCAL.iter().for_each(|keyword| self.word(*keyword));
        }
    }

    /// Whether the header's colon stands behind the place already.
    fn has_colon(&self, keyword: Keyword) -> bool {
        // A word of several parts may stand behind the place but for its beginning.
        let whole = keyword.text(self.face).strip_prefix(self.typed).and_then(|own| self.rest.strip_prefix(own));
        let behind = whole.unwrap_or_else(|| self.rest.trim_start_matches(char::is_alphanumeric)).trim_start();
        // Between 阶段 and its colon stands a name.
        behind.starts_with(['：', ':']) || (keyword == Keyword::Stage && self.rest.contains(['：', ':']))
    }
}
