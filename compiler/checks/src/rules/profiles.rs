//! Which profiles (要素要求) speak about a matter: by their own scopes, or named by one that does.

use std::sync::Arc;

use matter_core::hir::{Face, ProfileDeclaration, ProfileScope, Yield};

use super::context::RuleContext;

/// Profiles whose scopes the matter is in and that are in force.
pub(super) fn applying<'a>(context: &RuleContext<'a>) -> impl Iterator<Item = &'a ProfileDeclaration> {
    let context = *context;
    context.declarations.profiles.iter().filter(move |profile| applies(&context, profile))
}

/// Profiles that apply and those that they name, each once.
pub(super) fn speaking<'a>(context: &RuleContext<'a>) -> Vec<&'a ProfileDeclaration> {
    let mut all: Vec<&ProfileDeclaration> = Vec::new();
    for profile in applying(context).flat_map(|profile| with_named(context, profile)) {
        if !all.iter().any(|other| other.name == profile.name) {
            all.push(profile);
        }
    }
    all
}

/// A profile and those that it names, in turn.
pub(super) fn with_named<'a>(
    context: &RuleContext<'a>,
    profile: &'a ProfileDeclaration,
) -> Vec<&'a ProfileDeclaration> {
    let profiles = &context.declarations.profiles;
    let mut open = vec![profile];
    let mut seen: Vec<&ProfileDeclaration> = Vec::new();
    while let Some(next) = open.pop() {
        if seen.iter().any(|other| other.name == next.name) {
            continue;
        }
        seen.push(next);
        open.extend(profiles.iter().filter(|other| next.includes.contains(&other.name)));
    }
    seen
}

/// Any line of 适用 suffices; all scopes of a line must hold. Without a line the profile only serves others.
fn applies(context: &RuleContext<'_>, profile: &ProfileDeclaration) -> bool {
    let today = context.settings.as_of;
    let begun = profile.in_force.from.is_none_or(|from| today.is_none_or(|today| from <= today));
    let over = profile.in_force.to.is_some_and(|to| today.is_some_and(|today| to <= today));
    begun
        && !over
        && profile.applies.iter().any(|line| line.iter().all(|(scope, values)| holds(context, *scope, values)))
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
            Yield::Decider { level, .. } => values.iter().any(|value| **value == *level.keyword().text(Face::Zh)),
            _ => false,
        }),
        ProfileScope::Body => values.iter().any(|value| is_body(context, value)),
    }
}

fn lies_in(context: &RuleContext<'_>, code: &str) -> bool {
    let region = context.regions.by_code(code, context.settings.as_of);
    region.is_some_and(|region| context.regions.contains(region, context.settings.root))
}

/// Whether the matter's department has a body of this name: a whole name, or a region's name and the body's behind it.
fn is_body(context: &RuleContext<'_>, name: &str) -> bool {
    let Some(department) = context.department() else { return false };
    let mut bodies = department.bodies.iter().chain(&department.branches);
    bodies.any(|body| *body.name == *name || (!body.whole_name && name.ends_with(&*body.name)))
}
