//! 阶段: a named part of the approval, after others, with lines of its own.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, PhraseKind, Section};

use super::super::codes::{LINE_FORM, UNKNOWN_NAME};
use super::super::findings::{code, codes, word};
use super::super::matter::{Lowering, head_name};
use super::super::suggest::suggest;
use super::super::words::{name_of, text_of, text_of_phrases};
use crate::hir::ApprovalStage;

impl Lowering<'_> {
    /// Opens a stage and returns its index; `None`, with a finding, if it has no name.
    pub(crate) fn open_stage(&mut self, section: &Section) -> Option<u16> {
        let Some(name) = head_name(section).and_then(name_of) else {
            let found = self.findings.at(LINE_FORM, section.keyword_span, "expected-name");
            self.findings.push(found.with("section", word(Keyword::Stage)).with("found", code("")));
            return None;
        };
        let after = self.stage_after(section);
        let origin = self.findings.origin(section.keyword_span);
        let index = u16::try_from(self.stages.len()).ok()?;
        self.stages.push(ApprovalStage { name: name.into(), after, origin });
        Some(index)
    }

    /// `在 初审 后`, in the head or on the header's line.
    fn stage_after(&mut self, section: &Section) -> Option<u16> {
        let inline = section.inline.iter().flat_map(|entry| entry.phrases.iter());
        let mut after = None;
        for phrase in section.head.iter().skip(1).chain(inline) {
            match &phrase.kind {
                PhraseKind::Clause { keyword: Keyword::Within, args, .. } => {
                    after = args.first().and_then(|expr| self.stage_named(expr));
                }
                _ => {
                    let found = self.findings.at(LINE_FORM, phrase.span, "expected-stage-order");
                    let text = text_of_phrases([phrase]);
                    self.findings.push(found.with("section", word(Keyword::Stage)).with("found", code(text)));
                }
            }
        }
        after
    }

    fn stage_named(&mut self, expr: &Expr) -> Option<u16> {
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let found = self.stages.iter().position(|stage| *stage.name == *name);
        if found.is_none() {
            let suggestions = suggest(&name, self.stages.iter().map(|stage| Arc::clone(&stage.name)));
            let finding = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-stage").with("name", code(name));
            self.findings.push(finding.with("suggestions", codes(suggestions)));
        }
        found.and_then(|index| u16::try_from(index).ok())
    }
}
