//! The head line of a matter, and the sections that describe the matter itself, read before all other lines.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Item, Phrase, PhraseKind};

use super::codes::LEFTOVER;
use super::draft::absence;
use super::findings::{code, word};
use super::matter::{Lowering, all_sections};
use super::sections::is_identity;
use super::words::{name_of, text_of_phrases};
use crate::declare::documentation;
use crate::hir::{NodeId, Origin, SectionState};

impl Lowering<'_> {
    pub(crate) fn lower_head(&mut self, item: &Item) {
        self.head.name = item.name.as_ref().map_or_else(|| "".into(), |name| Arc::from(&*name.text));
        self.head.summary = documentation(item);
        self.head.origin = Origin { item: self.findings.item().clone(), node: NodeId(0) };
        for phrase in &item.head {
            self.head_phrase(phrase);
        }
        let sections = all_sections(&item.body);
        let identity = sections.into_iter().filter(|section| is_identity(section.keyword));
        for section in identity.filter(|section| absence(section) == SectionState::Filled) {
            self.lines(section, None);
        }
    }

    fn head_phrase(&mut self, phrase: &Phrase) {
        let argument = |args: &[matter_syntax::tree::Expr]| args.first().and_then(name_of).map(Arc::from);
        match &phrase.kind {
            PhraseKind::Clause { keyword: Keyword::Abbreviated, args, .. } => self.head.short = argument(args),
            PhraseKind::Clause { keyword: Keyword::English, args, .. } => self.head.title_en = argument(args),
            // 替换 concerns which of two items of a name counts, not what the matter says.
            PhraseKind::Clause { keyword: Keyword::Replaces, .. } => {}
            PhraseKind::Expr(expr) if matches!(expr.kind, matter_syntax::tree::ExprKind::Junk(_)) => {}
            _ => {
                let found = self.findings.at(LEFTOVER, phrase.span, "").with("section", word(Keyword::Matter));
                self.findings.push(found.with("found", code(text_of_phrases([phrase]))));
            }
        }
    }
}
