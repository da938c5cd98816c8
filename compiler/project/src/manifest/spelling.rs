//! What is no TOML, said in words of our own: the library's errors are looked at for what they are about, never quoted.
//!
//! Whoever writes Chinese writes full-width signs; these come first, since the library's error is about what follows from them.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Edit, Fix, Place};
use matter_core::hir::Span;

use super::span;
use crate::codes;

/// One finding for each line with a mistake: what follows in the same line follows from it.
pub(super) fn problems(path: &Arc<str>, text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut lines: Vec<usize> = Vec::new();
    for error in errors {
        let at = error.span().unwrap_or_default();
        let line = line_around(text, at.start);
        if lines.contains(&line.start) {
            continue;
        }
        lines.push(line.start);
        if let Some(open) = open_brace(text, line.start) {
            // Everything from there on is read as a part of what the brace opened.
            found.push(complaint(path, open..open, "toml-open-brace"));
            break;
        }
        let written = text.get(line.clone()).unwrap_or_default();
        let signs = full_width(written, line.start);
        found.push(if signs.is_empty() {
            let rest = text.get(at.start..line.end).unwrap_or_default().trim_start();
            let behind_equals = text.get(line.start..at.start).is_some_and(|before| before.trim_end().ends_with('='));
            let empty = behind_equals && (rest.is_empty() || rest.starts_with('#'));
            complaint(path, at, if empty { "toml-no-value" } else { about(error.message()) })
        } else {
            misspelled(path, &signs)
        });
    }
    found
}

fn complaint(path: &Arc<str>, at: std::ops::Range<usize>, message: &'static str) -> Diagnostic {
    Diagnostic::new(codes::MANIFEST_SYNTAX, Place::File(Arc::clone(path), span(&at)))
        .with("message", Arg::Plain(message.into()))
}

/// The end of the line above, if a brace stays open there.
fn open_brace(text: &str, line: usize) -> Option<usize> {
    let above = line_around(text, line.checked_sub(1)?);
    let written = text.get(above.clone())?;
    let mut open: Option<char> = None;
    let mut depth = 0;
    for sign in written.chars() {
        match (open, sign) {
            (None, '#') => break,
            (None, '"' | '\'') => open = Some(sign),
            (Some(mark), _) if mark == sign => open = None,
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            _ => {}
        }
    }
    (depth > 0 && open.is_none()).then(|| above.start + written.trim_end().len())
}

/// The bytes of the line that an offset lies in; of the last one if the offset lies behind it.
fn line_around(text: &str, offset: usize) -> std::ops::Range<usize> {
    let offset = offset.min(text.len());
    let start = text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(offset..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| offset + end);
    start..end
}

/// A full-width sign and what TOML writes.
struct Sign {
    at: Span,
    written: char,
    meant: char,
}

/// Full-width signs of a line that stand neither in quotation marks nor in a comment.
fn full_width(line: &str, start: usize) -> Vec<Sign> {
    let mut open: Option<char> = None;
    let mut signs = Vec::new();
    for (index, sign) in line.char_indices() {
        match (open, sign) {
            (None, '#') => break,
            (None, '"' | '\'') => open = Some(sign),
            (Some(mark), _) if mark == sign => open = None,
            // A text in full-width marks ends with one.
            (Some('“'), '”') | (None, _) => {
                let Some(meant) = twin(sign) else { continue };
                let at = span(&(start + index..start + index + sign.len_utf8()));
                signs.push(Sign { at, written: sign, meant });
                open = (sign == '“').then_some('“');
            }
            _ => {}
        }
    }
    signs
}

const fn twin(sign: char) -> Option<char> {
    Some(match sign {
        '＝' | '：' => '=',
        '“' | '”' | '＂' | '「' | '」' => '"',
        '，' | '、' => ',',
        '．' => '.',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '｛' => '{',
        '｝' => '}',
        '＃' => '#',
        '\u{3000}' => ' ',
        _ => return None,
    })
}

/// A line with full-width signs; they are mended together.
fn misspelled(path: &Arc<str>, signs: &[Sign]) -> Diagnostic {
    let place = |at| Place::File(Arc::clone(path), at);
    let first = signs.first().map_or_else(Span::default, |sign| sign.at);
    let written: String = signs.iter().map(|sign| sign.written).collect();
    let meant: String = signs.iter().map(|sign| sign.meant).collect();
    let edit = |sign: &Sign| Edit { place: place(sign.at), text: sign.meant.to_string().into() };
    let repair = Fix {
        title: "use-instead",
        args: vec![("text", Arg::Code(meant.as_str().into()))],
        edits: signs.iter().map(edit).collect(),
        certain: true,
    };
    Diagnostic::new(codes::MANIFEST_SYNTAX, place(first))
        .with("message", Arg::Plain("toml-full-width".into()))
        .with("written", Arg::Code(written.into()))
        .with("meant", Arg::Code(meant.into()))
        .fix(repair)
}

/// What an error of the library is about; the beginnings of its messages are constants of it.
fn about(message: &str) -> &'static str {
    const KINDS: &[(&str, &[&str])] = &[
        ("toml-unquoted", &["string values must be quoted", "invalid value", "missing opening quote"]),
        ("toml-no-value", &["missing value,", "missing value ", "extra `=`"]),
        ("toml-no-equals", &["key with no value", "missing value for key", "missing assignment"]),
        ("toml-open-text", &["invalid basic string", "invalid literal string", "invalid multi-line"]),
        ("toml-escape", &["missing escaped value", "too few unicode", "invalid escape"]),
        ("toml-open-bracket", &["unclosed table", "unclosed array"]),
        ("toml-open-brace", &["unclosed inline table"]),
        ("toml-twice", &["duplicate key", "cannot extend"]),
        ("toml-comma", &["missing comma", "extra comma"]),
        (
            "toml-digits",
            &[
                "unexpected leading zero",
                "redundant",
                "integers with a radix",
                "`_` may only",
                "invalid num",
                "invalid int",
                "invalid date",
                "invalid time",
            ],
        ),
        ("toml-key-name", &["invalid unquoted key", "unquoted keys", "unexpected key", "invalid key", "missing key"]),
        ("toml-deep", &["cannot recurse", "recursion limit"]),
    ];
    let is = |starts: &[&str]| starts.iter().any(|start| message.starts_with(start));
    KINDS.iter().find(|(_, starts)| is(starts)).map_or("toml-other", |(kind, _)| kind)
}
