//! A manifest's text and a place in it into what stands there: a table's header, a key, a value.
//!
//! Read from the line and the headers above it, not by the reader of TOML: while somebody types, the text is seldom TOML.

use std::ops::Range;

use matter_core::manifest::KEYS;

/// What stands at a place of a manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cursor<'t> {
    /// The table, as the list of keys names it; empty above the first header.
    pub(super) table: &'static str,
    /// The name that the author gave the table's entry: of a dependency.
    pub(super) entry: Option<&'t str>,
    /// What it is.
    pub(super) part: Part,
    /// The key, where there is one.
    pub(super) key: Option<&'t str>,
    /// Its value without quotation marks, where there is one.
    pub(super) value: Option<&'t str>,
    /// The bytes of what the cursor is in: of a value, inside its quotation marks.
    pub(super) at: Range<usize>,
    /// Whether the value has an opening quotation mark; of a key, whether `=` follows; of a header, whether it has its brackets.
    pub(super) finished: bool,
}

/// The parts of a manifest.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// `[catalogue]`
    Header,
    /// Left of `=`.
    Key,
    /// Right of `=`.
    Value,
    /// A comment, or behind a value.
    Nothing,
}

/// A table that stands open at some line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Open<'t> {
    table: &'static str,
    entry: Option<&'t str>,
}

impl<'t> Cursor<'t> {
    /// What stands at an offset of a text.
    pub(super) fn at(text: &'t str, offset: usize) -> Option<Self> {
        let before = text.get(..offset)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..)?.lines().next().unwrap_or("");
        let open = text.get(..start)?.lines().filter_map(header).next_back().unwrap_or_default();
        let inside = offset - start;
        let left = line.get(..inside).unwrap_or(line);
        let mut cursor = if let Some(own) = header(line).filter(|_| left.trim_start().starts_with('[')) {
            Self { table: own.table, entry: own.entry, ..in_header(line) }
        } else {
            in_line(open, line, inside)
        };
        cursor.at = cursor.at.start + start..cursor.at.end + start;
        Some(cursor)
    }

    /// Keys that the table at the place has already, but for the one at the place.
    pub(super) fn written(text: &'t str, offset: usize) -> Vec<&'t str> {
        let here = text.get(..offset).map_or(0, |before| before.matches('\n').count());
        let mut keys = Vec::new();
        let mut own = false;
        for (number, line) in text.lines().enumerate() {
            if header(line).is_some() {
                if number > here {
                    break;
                }
                keys.clear();
                own = true;
            } else if own
                && number != here
                && let Some((key, _)) = line.split_once('=')
            {
                keys.push(key.trim().trim_matches('"'));
            }
        }
        keys
    }
}

/// The table whose header a line is; a table that there is not has no keys.
fn header(line: &str) -> Option<Open<'_>> {
    let inside = line.trim_start().strip_prefix('[')?;
    let name = inside.trim_start_matches('[').split([']', '#']).next().unwrap_or("").trim();
    if let Some(entry) = name.strip_prefix("dependencies.") {
        return Some(Open { table: "dependencies.*", entry: Some(entry.trim_matches('"')) });
    }
    let known = KEYS.iter().find(|key| key.table.is_empty() && key.name == name);
    Some(Open { table: known.map_or("?", |key| key.name), entry: None })
}

fn in_header<'t>(line: &'t str) -> Cursor<'t> {
    let first = line.find('[').unwrap_or(0);
    let brackets = line.get(first..).unwrap_or("").bytes().take_while(|byte| *byte == b'[').count();
    let from = first + brackets;
    let rest = line.get(from..).unwrap_or("");
    let length = rest.find([']', '#']).unwrap_or(rest.len());
    let key = rest.get(..length).unwrap_or("").trim();
    let finished = rest.contains(']');
    Cursor {
        table: "",
        entry: None,
        part: Part::Header,
        key: Some(key),
        value: None,
        at: from..from + length,
        finished,
    }
}

/// A line of keys and values; inside braces stands a table of its own.
fn in_line<'t>(open: Open<'t>, line: &'t str, inside: usize) -> Cursor<'t> {
    let nothing = Cursor {
        table: open.table,
        entry: open.entry,
        part: Part::Nothing,
        key: None,
        value: None,
        at: inside..inside,
        finished: false,
    };
    let signs = signs(line);
    let behind = |sign: &&(usize, char)| sign.0 < inside;
    if signs.iter().filter(behind).any(|(_, sign)| *sign == '#') {
        return nothing;
    }
    let brace = signs.iter().filter(behind).find(|(_, sign)| *sign == '{').map(|(at, _)| *at);
    let closed = signs.iter().filter(behind).any(|(_, sign)| *sign == '}');
    let own = line.split('=').next().unwrap_or("").trim().trim_matches('"');
    let open = match brace {
        Some(_) if closed => return nothing,
        Some(_) if open.table == "dependencies" => Open { table: "dependencies.*", entry: Some(own) },
        Some(_) => return nothing,
        None => open,
    };
    let from = signs.iter().filter(behind).rfind(|(_, sign)| matches!(sign, '{' | ',')).map_or(0, |(at, _)| at + 1);
    let ends = |sign: &&(usize, char)| sign.0 >= inside && matches!(sign.1, '}' | ',' | '#');
    let until = signs.iter().find(ends).map_or(line.len(), |(at, _)| *at);
    let equals = signs.iter().find(|(at, sign)| *sign == '=' && from <= *at && *at < until).map(|(at, _)| *at);
    let (key_at, key) = trimmed(line, from, equals.unwrap_or(until));
    let value = equals.map(|at| bare(line, at + 1, until));
    let written = value.as_ref().map(|(_, value, _)| *value);
    let cursor = Cursor { table: open.table, entry: open.entry, key: Some(key.trim_matches('"')), ..nothing };
    match (equals, value) {
        (Some(equals), Some((at, value, finished))) if inside > equals => {
            if inside > at.end + usize::from(finished) || inside < at.start {
                // Before the opening mark a value may still be written; behind the closing one there is nothing.
                let free = value.is_empty() && !finished;
                let part = if free { Part::Value } else { Part::Nothing };
                return Cursor { part, at: inside..inside, ..cursor };
            }
            Cursor { part: Part::Value, value: Some(value), at, finished, ..cursor }
        }
        _ => Cursor { part: Part::Key, at: key_at, value: written, finished: equals.is_some(), ..cursor },
    }
}

/// Signs of a line outside of quotation marks that mean something there.
fn signs(line: &str) -> Vec<(usize, char)> {
    let mut quoted = None;
    let mut found = Vec::new();
    for (at, sign) in line.char_indices() {
        match (quoted, sign) {
            (Some(mark), sign) if sign == mark => quoted = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quoted = Some(sign),
            (None, '=' | '{' | '}' | ',' | '#') => found.push((at, sign)),
            (None, _) => {}
        }
    }
    found
}

/// A piece of a line without blanks around it, and where it stands.
fn trimmed(line: &str, from: usize, until: usize) -> (Range<usize>, &str) {
    let piece = line.get(from..until).unwrap_or("");
    let text = piece.trim();
    let start = from + (piece.len() - piece.trim_start().len()).min(piece.len());
    let start = if text.is_empty() { from.max(until) } else { start };
    (start..start + text.len(), text)
}

/// A value inside its quotation marks, where it stands, and whether it has an opening one.
fn bare(line: &str, from: usize, until: usize) -> (Range<usize>, &str, bool) {
    let (at, text) = trimmed(line, from, until);
    let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '"' | '\'')) else { return (at, text, false) };
    let inner = text.get(1..).unwrap_or("");
    let inner = inner.strip_suffix(mark).unwrap_or(inner);
    (at.start + 1..at.start + 1 + inner.len(), inner, true)
}
