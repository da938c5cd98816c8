//! The rules of the domain: one file each, in families. What they read is the analysed form; nothing here knows text.
//!
//! A rule states a fact about one matter ([`check_matter`]), about one matter once it is known who yields which document ([`ask_matter`],
//! [`answer`]), or about what only the whole catalogue shows ([`check_catalogue`]). It is silent
//! where the catalogue does not give what it needs: nothing is guessed.

/// Declares a family: modules, codes and dispatch from one list. A rule about matters may ask of others too, or look with
/// `check_catalogue` at what is declared beside them.
macro_rules! family {
    (
        matter { $($rule:ident)* } asking { $($asking:ident)* } catalogue { $($whole:ident)* }
        $(asking_too { $($too:ident)* })? $(catalogue_too { $($also:ident)* })?
    ) => {
        $(mod $rule;)*
        $(mod $asking;)*
        $(mod $whole;)*
        pub(super) const MATTER: &[super::MatterRule] = &[$(($rule::CODE, $rule::check)),*];
        pub(super) const ASKING: &[super::AskingRule] = &[
            $(($asking::CODE, $asking::ask, $asking::answer),)*
            $($(($too::CODE, $too::ask, $too::answer),)*)?
        ];
        pub(super) const CATALOGUE: &[super::CatalogueRule] = &[
            $(($whole::CODE, $whole::check),)*
            $($(($also::CODE, $also::check_catalogue),)*)?
        ];
    };
}

mod basis;
mod check_digit;
mod conditions;
mod context;
mod identity;
mod materials;
mod organs;
mod profiles;
mod publication;
mod ranks;
mod text;
mod time;

use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::summary::Question;

pub use check_digit::{credit_code, organisation_code};
pub(crate) use context::at;
pub use context::{Asked, CatalogueContext, Makers, Products, RuleContext, Settings};
pub use ranks::{Claim, MATRIX, Support};

type MatterRule = (Code, fn(&RuleContext<'_>, &mut Vec<Diagnostic>));
type AskingRule =
    (Code, fn(&RuleContext<'_>, &mut Vec<Asked>), for<'m> fn(&Question, &Makers<'m>) -> Option<Diagnostic>);
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

const ASKING: &[&[AskingRule]] = &[
    identity::ASKING,
    basis::ASKING,
    conditions::ASKING,
    materials::ASKING,
    time::ASKING,
    organs::ASKING,
    publication::ASKING,
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

/// What rules want to know of other matters before they judge this one, each question once, in the order of the rules.
#[must_use]
pub fn ask_matter(context: &RuleContext<'_>) -> Vec<Asked> {
    let mut asked = Vec::new();
    for (_, ask, _) in ASKING.iter().copied().flatten() {
        ask(context, &mut asked);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    asked.into_iter().filter(|one| seen.insert(one.clone())).collect()
}

/// What a rule finds once it is known who yields which document.
#[must_use]
pub fn answer(question: &Question, makers: &Makers<'_>) -> Option<Diagnostic> {
    let (_, _, answer) = ASKING.iter().copied().flatten().find(|(code, ..)| *code == question.rule)?;
    answer(question, makers)
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

/// The codes of all rules, each once: those about matters first, those about two releases last.
pub fn codes() -> impl Iterator<Item = Code> {
    let matter = MATTER.iter().copied().flatten().map(|(code, _)| *code);
    let asking = ASKING.iter().copied().flatten().map(|(code, ..)| *code);
    let all = matter.chain(asking).chain(CATALOGUE.iter().copied().flatten().map(|(code, _)| *code));
    let all = all.chain(crate::against::CODES.iter().copied());
    let mut seen = std::collections::BTreeSet::new();
    all.filter(move |code| seen.insert(*code))
}

/// Layers repeat the lines of their base, and so what is wrong with them.
pub(crate) fn once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = rustc_hash::FxHashSet::default();
    found.into_iter().filter(|finding| seen.insert(finding.clone())).collect()
}
