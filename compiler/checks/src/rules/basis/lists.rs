//! Code lists that a profile names, and whether a matter stands in one.

use std::sync::Arc;

use matter_core::hir::VocabularyDeclaration;

use crate::rules::context::RuleContext;

/// The list of this name.
pub(super) fn list<'a>(context: &RuleContext<'a>, name: &Arc<str>) -> Option<&'a VocabularyDeclaration> {
    let index = context.declarations.vocabulary_names.get(name)?;
    context.declarations.vocabularies.get(usize::try_from(*index).ok()?)
}

/// Whether an entry of the list is this matter: by any of its codes, else by its name or short name.
pub(super) fn stands_in(context: &RuleContext<'_>, list: &VocabularyDeclaration) -> bool {
    let head = context.head;
    list.terms.iter().any(|(code, title)| {
        let coded = !code.is_empty() && head.codes.iter().any(|(_, own)| own == code);
        coded || *title == head.name || head.short.as_ref() == Some(title)
    })
}
