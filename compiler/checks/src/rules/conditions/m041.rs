//! A prior result is a declared document or the result of a matter: 无 and prose name nothing.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;
use matter_core::summary::Question;
use matter_runtime::tables::bare;

use crate::rules::context::{Asked, Makers, RuleContext};

pub(super) const CODE: Code = Code("M041");

pub(super) fn ask(context: &RuleContext<'_>, asked: &mut Vec<Asked>) {
    for rule in context.rules() {
        let Yield::Prior { document, .. } = &rule.yields else { continue };
        if !context.declarations.material_names.contains_key(document) {
            let document = bare(document).into();
            asked.push(Asked { rule: CODE, title: Arc::clone(&document), document, origin: rule.origin.clone() });
        }
    }
}

pub(super) fn answer(question: &Question, makers: &Makers<'_>) -> Option<Diagnostic> {
    let found = || makers.at(question).with("document", Arg::Code(Arc::clone(&question.title)));
    makers.of(&question.document).is_empty().then(found)
}
