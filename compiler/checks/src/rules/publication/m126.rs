//! A matter has the sections that the profiles (要素要求) of its kind demand; 无 and 待定 count as said.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Face, Keyword, ProfileDeclaration, ProfileScope, Yield};

use crate::rules::context::{RuleContext, at, level_word};

pub(super) const CODE: Code = Code("M126");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for profile in context.declarations.profiles.iter().filter(|profile| applies(context, profile)) {
        let demanded = demands(context, profile);
        let missing: Vec<Arg> = demanded.into_iter().filter(|word| !has(context, *word)).map(Arg::Word).collect();
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

/// Any line of 适用 suffices; all scopes of a line must hold. Without a line the profile only serves others.
fn applies(context: &RuleContext<'_>, profile: &ProfileDeclaration) -> bool {
    let begun = profile.in_force.from.is_none_or(|from| context.settings.as_of.is_none_or(|today| from <= today));
    begun && profile.applies.iter().any(|line| line.iter().all(|(scope, values)| holds(context, *scope, values)))
}

fn holds(context: &RuleContext<'_>, scope: ProfileScope, values: &[Arc<str>]) -> bool {
    let head = context.head;
    let named = |name: Option<&Arc<str>>| name.is_some_and(|name| values.contains(name));
    match scope {
        ProfileScope::All => true,
        ProfileScope::Kind => named(head.kind.as_ref().map(|(title, _)| title)),
        ProfileScope::Matter => named(Some(&head.name)) || named(head.short.as_ref()),
        ProfileScope::Code => head.codes.iter().any(|(_, code)| values.contains(code)),
        ProfileScope::Department => named(head.department.as_ref()),
        ProfileScope::Region => values.iter().any(|code| lies_in(context, code)),
        ProfileScope::Level => context.rules().any(|rule| match rule.yields {
            Yield::Decider { level, .. } => values.iter().any(|value| **value == *level_word(level).text(Face::Zh)),
            _ => false,
        }),
        // Which body implements the matter follows from the responsible region of a case.
        ProfileScope::Body => false,
    }
}

fn lies_in(context: &RuleContext<'_>, code: &str) -> bool {
    let region = context.regions.by_code(code, context.settings.as_of);
    region.is_some_and(|region| context.regions.contains(region, context.settings.root))
}

/// What a profile demands itself and through the profiles that it names, each once.
fn demands(context: &RuleContext<'_>, profile: &ProfileDeclaration) -> Vec<Keyword> {
    let profiles = &context.declarations.profiles;
    let mut open = vec![profile];
    let mut seen: Vec<&str> = Vec::new();
    let mut words: Vec<Keyword> = Vec::new();
    while let Some(next) = open.pop() {
        if seen.contains(&&*next.name) {
            continue;
        }
        seen.push(&next.name);
        words.extend(next.requires.iter().filter(|word| !words.contains(word)).copied().collect::<Vec<_>>());
        open.extend(profiles.iter().filter(|other| next.includes.contains(&other.name)));
    }
    words
}

fn has(context: &RuleContext<'_>, word: Keyword) -> bool {
    context.head.sections.iter().any(|(section, _)| *section == word)
}
