//! A matter has the sections that the profiles (要素要求) of its kind demand; 无 and 待定 count as said.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, ProfileDeclaration};

use crate::rules::context::{RuleContext, at};
use crate::rules::profiles::{applying, with_named};

pub(super) const CODE: Code = Code("M126");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for profile in applying(context) {
        let missing: Vec<Arg> = demands(context, profile).into_iter().filter(|word| !has(context, *word)).map(Arg::Word).collect();
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

/// What a profile demands itself and through the profiles that it names, each once.
fn demands(context: &RuleContext<'_>, profile: &ProfileDeclaration) -> Vec<Keyword> {
    let mut words: Vec<Keyword> = Vec::new();
    for word in with_named(context, profile).into_iter().flat_map(|profile| &profile.requires) {
        if !words.contains(word) {
            words.push(*word);
        }
    }
    words
}

fn has(context: &RuleContext<'_>, word: Keyword) -> bool {
    context.head.sections.iter().any(|(section, _)| *section == word)
}
