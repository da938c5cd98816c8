//! What a word means at the start of a phrase. One rule for the reader and for the test that both faces agree.

use crate::keyword::{Class, Context, Keyword, candidates, choose};

/// What a word at the start of a phrase is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Start {
    /// It opens a tail.
    Clause(Keyword),
    /// It is a closed word.
    Word(Keyword),
    /// It is a name.
    Name,
}

/// `first`: the phrase opens its entry. There the section's own words come first, then closed words, then clauses; later
/// in an entry a clause comes first.
pub(crate) fn phrase_start(text: &str, section: Option<Keyword>, first: bool) -> Start {
    let found = candidates(text);
    if found.is_empty() {
        return Start::Name;
    }
    let clause = choose(found, Context::Clause).map(Start::Clause);
    let word = |context| choose(found, context).map(Start::Word);
    if !first {
        return clause.or_else(|| word(Context::Value)).unwrap_or(Start::Name);
    }
    let context = first_context(section);
    let opens_group =
        found.iter().any(|k| matches!(k, Keyword::When | Keyword::Otherwise | Keyword::Rest | Keyword::Always));
    if opens_group { clause.unwrap_or(Start::Name) } else { word(context).or(clause).unwrap_or(Start::Name) }
}

/// Which words come first at the start of an entry of a section.
pub(crate) fn first_context(section: Option<Keyword>) -> Context {
    match section {
        Some(Keyword::Expect | Keyword::Requires | Keyword::Forbids | Keyword::BeforeReform) => Context::Kind,
        Some(Keyword::Events) => Context::Event,
        _ => Context::Value,
    }
}

/// Words that only ever stand inside conditions.
pub(crate) fn is_logic(found: &[Keyword]) -> bool {
    found.iter().any(|keyword| {
        keyword.class() == Class::Operator && matches!(keyword, Keyword::And | Keyword::Or | Keyword::Not)
    })
}
