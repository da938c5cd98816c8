//! The rules of the domain: one file each, in families. What they read is the analysed form; nothing here knows text.
//!
//! A rule states a fact about one matter ([`check_matter`]) or about what only the whole catalogue shows ([`check_catalogue`]). It is silent
//! where the catalogue does not give what it needs: nothing is guessed.

/// Declares a family: modules, codes and dispatch from one list.
macro_rules! family {
    (matter { $($rule:ident)* } catalogue { $($whole:ident)* }) => {
        $(mod $rule;)*
        $(mod $whole;)*
        pub(super) const MATTER: &[super::MatterRule] = &[$(($rule::CODE, $rule::check)),*];
        pub(super) const CATALOGUE: &[super::CatalogueRule] = &[$(($whole::CODE, $whole::check)),*];
    };
}

mod basis;
mod check_digit;
mod conditions;
mod context;
mod identity;
mod materials;
mod organs;
mod publication;
mod ranks;
mod text;
mod time;

use matter_core::diagnostic::{Code, Diagnostic};

pub use check_digit::{credit_code, organisation_code};
pub(crate) use context::bare;
pub use context::{CatalogueContext, Product, Products, RuleContext, Settings};
pub use ranks::{Claim, MATRIX, Support};

type MatterRule = (Code, fn(&RuleContext<'_>, &mut Vec<Diagnostic>));
type CatalogueRule = (Code, fn(&CatalogueContext<'_>, &mut Vec<Diagnostic>));

const MATTER: &[&[MatterRule]] = &[
    identity::MATTER,
    basis::MATTER,
    conditions::MATTER,
    materials::MATTER,
    time::MATTER,
    organs::MATTER,
    publication::MATTER,
];

const CATALOGUE: &[&[CatalogueRule]] = &[
    identity::CATALOGUE,
    basis::CATALOGUE,
    conditions::CATALOGUE,
    materials::CATALOGUE,
    time::CATALOGUE,
    organs::CATALOGUE,
    publication::CATALOGUE,
];

/// All findings about one matter, each once, in the order of the rules.
#[must_use]
pub fn check_matter(context: &RuleContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, check) in MATTER.iter().copied().flatten() {
        check(context, &mut found);
    }
    once(found)
}

/// All findings that only the whole catalogue shows, each once, in the order of the rules.
#[must_use]
pub fn check_catalogue(context: &CatalogueContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, check) in CATALOGUE.iter().copied().flatten() {
        check(context, &mut found);
    }
    once(found)
}

/// The codes of all rules, in order.
pub fn codes() -> impl Iterator<Item = Code> {
    let matter = MATTER.iter().copied().flatten().map(|(code, _)| *code);
    matter.chain(CATALOGUE.iter().copied().flatten().map(|(code, _)| *code))
}

/// Layers repeat the lines of their base, and so what is wrong with them.
fn once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = rustc_hash::FxHashSet::default();
    found.into_iter().filter(|finding| seen.insert(finding.clone())).collect()
}
