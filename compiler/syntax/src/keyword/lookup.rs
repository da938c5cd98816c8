//! Text → keyword, for the place where it stands. One spelling may belong to several classes; the place decides, never a guess.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Class, Keyword, table};

/// Where a word stands. Each place accepts some classes, in a fixed order of precedence.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Context {
    /// First column.
    Item,
    /// Start of an indented line, before a colon.
    Section,
    /// Start of a phrase.
    Clause,
    /// Between values.
    Operator,
    /// Behind a number.
    Unit,
    /// A value: level, scope, form, other words, events.
    Value,
    /// What `自` counts from: events before all other words.
    Event,
    /// What `每` counts: units before all other words.
    Measure,
    /// First phrase of an entry in a test's `应得` or in a list of sections (`应有`): sections before all other words.
    Kind,
}

impl Context {
    fn classes(self) -> &'static [Class] {
        match self {
            Self::Item => &[Class::Item],
            Self::Section => &[Class::Section],
            Self::Clause => &[Class::Clause],
            Self::Operator => &[Class::Operator],
            Self::Unit => &[Class::Unit],
            Self::Value => &[Class::Level, Class::Scope, Class::Form, Class::Word, Class::Event],
            Self::Event => &[Class::Event, Class::Word, Class::Level, Class::Scope, Class::Form],
            Self::Measure => &[Class::Unit, Class::Level, Class::Scope, Class::Form, Class::Word, Class::Event],
            Self::Kind => &[Class::Section, Class::Level, Class::Scope, Class::Form, Class::Word, Class::Event],
        }
    }
}

static SPELLINGS: LazyLock<FxHashMap<&'static str, Vec<Keyword>>> = LazyLock::new(|| {
    let mut map: FxHashMap<&'static str, Vec<Keyword>> = FxHashMap::default();
    for row in table::ROWS {
        for spelling in row.keyword.spellings() {
            let entry = map.entry(spelling).or_default();
            if !entry.contains(&row.keyword) {
                entry.push(row.keyword);
            }
        }
    }
    map
});

/// All keywords with exactly this spelling, in the order of the table.
pub(crate) fn candidates(text: &str) -> &'static [Keyword] {
    SPELLINGS.get(text).map_or(&[], Vec::as_slice)
}

/// The keyword that a whole word is at a place, if it is one. Blanks inside must be single.
pub fn lookup(text: &str, context: Context) -> Option<Keyword> {
    choose(candidates(text), context)
}

/// The first candidate in the order of precedence of the place.
pub(crate) fn choose(found: &[Keyword], context: Context) -> Option<Keyword> {
    if found.is_empty() {
        return None;
    }
    let mut classes = context.classes().iter();
    classes.find_map(|class| found.iter().copied().find(|keyword| keyword.class() == *class))
}
