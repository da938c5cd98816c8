//! Arguments into templates: `expected {expected}` and its values to a sentence in the reader's language.

use matter_core::diagnostic::Arg;
use matter_core::hir::{Face, Keyword};

use super::Language;

/// Puts arguments into the placeholders of a template; a placeholder without an argument shows as `…`.
#[must_use]
pub fn fill(template: &str, args: &[(&'static str, Arg)], language: Language) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    // 「」 keep their distance by themselves.
    let mut behind_quote = false;
    for piece in pieces(template) {
        match piece {
            Piece::Text(plain) => {
                let plain = if behind_quote { plain.strip_prefix(' ').unwrap_or(plain) } else { plain };
                text.push_str(plain);
                behind_quote = behind_quote && plain.is_empty();
            }
            Piece::Placeholder(name) => {
                let found = args.iter().find(|(key, _)| *key == name);
                let value = found.map_or_else(|| "…".to_owned(), |(_, arg)| show(arg, language));
                if value.starts_with('「') && text.ends_with(' ') {
                    text.pop();
                }
                text.push_str(&value);
                behind_quote = value.ends_with('」');
            }
        }
    }
    text
}

/// The names that a template needs.
pub fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    pieces(template).filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// An argument in words: the user's text in 「」 or backticks, words of the language as the reader's face spells them.
#[must_use]
pub fn show(arg: &Arg, language: Language) -> String {
    match arg {
        Arg::Code(text) => quoted(text, language),
        Arg::Plain(text) => {
            super::phrase(text).map_or_else(|| text.to_string(), |phrase| phrase.get(language).to_owned())
        }
        Arg::Word(keyword) => quoted(word(*keyword, language), language),
        Arg::Number(number) => number.to_string(),
        Arg::Day(day) => day.to_string(),
        Arg::List(list) => {
            let comma = match language {
                Language::Zh => "、",
                Language::En => ", ",
            };
            list.iter().map(|arg| show(arg, language)).collect::<Vec<_>>().join(comma)
        }
    }
}

fn quoted(text: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("「{text}」"),
        Language::En => format!("`{text}`"),
    }
}

/// A keyword as the reader's face spells it.
#[must_use]
pub fn word(keyword: Keyword, language: Language) -> &'static str {
    keyword.text(match language {
        Language::Zh => Face::Zh,
        Language::En => Face::En,
    })
}

enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    template.split('{').enumerate().flat_map(|(index, part)| {
        let (name, text) = match part.split_once('}') {
            Some((name, text)) if index > 0 => (Some(name), text),
            _ => (None, part),
        };
        name.map(Piece::Placeholder).into_iter().chain(Some(Piece::Text(text)))
    })
}
