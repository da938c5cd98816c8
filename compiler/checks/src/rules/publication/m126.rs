//! A matter has the sections that the profiles (要素要求) of its kind demand; 无 and 待定 count as said.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, ProfileDeclaration};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M126");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for profile in context.declarations.profiles.iter().filter(|profile| applies(context, profile)) {
        let missing: Vec<Arg> = profile.requires.iter().filter(|word| !has(context, **word)).map(|word| Arg::Word(*word)).collect();
        if !missing.is_empty() {
            found.push(
                Diagnostic::new(CODE, context.head())
                    .label(at(&profile.origin), "profile")
                    .with("missing", Arg::List(missing))
                    .with("profile", Arg::Code(profile.name.clone())),
            );
        }
    }
}

fn applies(context: &RuleContext<'_>, profile: &ProfileDeclaration) -> bool {
    let kind = context.head.kind.as_ref().map(|(title, _)| title);
    profile.kinds.is_empty() || kind.is_some_and(|kind| profile.kinds.contains(kind))
}

fn has(context: &RuleContext<'_>, word: Keyword) -> bool {
    context.head.sections.iter().any(|(section, _)| *section == word)
}
