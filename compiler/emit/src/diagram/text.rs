//! Texts → lines that fit a box. A Chinese character is one em wide, what is not is estimated from above.

/// Size of a title in pixels.
pub const TITLE: i32 = 15;
/// Size of a detail in pixels.
pub const DETAIL: i32 = 12;

/// Marks that do not begin a line.
const CLOSING: &str = "，。、；：！？）】》”’,.;:!?)]}%";

/// Width of a text in pixels at a size, rounded up: never less than a usual font needs.
#[must_use]
pub fn width(text: &str, size: i32) -> i32 {
    let hundredths: i32 = text.chars().map(hundredths).sum();
    (hundredths * size + 99) / 100
}

/// Hundredths of an em.
fn hundredths(character: char) -> i32 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 36,
        'M' | 'W' | 'm' | 'w' | '@' | '%' => 98,
        'A'..='Z' | '<' | '>' | '=' | '+' | '&' | '#' => 78,
        '\u{0}'..='\u{24f}' => 64,
        _ => 104,
    }
}

/// Breaks a text into as few lines as fit, of lengths as even as can be, at marks where that is possible; a word that is wider alone is
/// broken anywhere.
pub(crate) fn wrap(text: &str, size: i32, limit: i32) -> Vec<String> {
    let widest = broken(text, size, limit);
    if widest.len() < 2 {
        return widest;
    }
    let narrower = (limit / 2..limit).step_by(6).map(|limit| broken(text, size, limit));
    let mut even: Vec<Vec<String>> = narrower.filter(|lines| lines.len() == widest.len()).collect();
    let at_marks = |lines: &Vec<String>| {
        let ends = lines.iter().rev().skip(1).filter_map(|line| line.chars().next_back());
        ends.filter(|end| "，。、；：）,;".contains(*end)).count() + 1 == lines.len()
    };
    let best = even.iter().position(at_marks).unwrap_or(0);
    if even.is_empty() { widest } else { even.swap_remove(best) }
}

/// Fills one line after the other.
fn broken(text: &str, size: i32, limit: i32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if width(line.trim_end(), size) + width(piece.trim_end(), size) > limit && !line.trim().is_empty() {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        let piece = if line.is_empty() { piece.trim_start() } else { piece };
        for character in piece.chars() {
            if width(&line, size) + width(character.encode_utf8(&mut [0; 4]), size) > limit
                && !character.is_whitespace()
            {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push(character);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Pieces between which a line may end: words with the blank behind them, single Chinese characters with the marks that close them.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            cuts.push(at);
        }
        before = Some(character);
    }
    cuts.push(text.len());
    cuts.iter().zip(cuts.iter().skip(1)).filter_map(|(from, to)| text.get(*from..*to)).collect()
}

fn may_break(before: char, after: char) -> bool {
    let wide = |character: char| character > '\u{2e7f}';
    if CLOSING.contains(after) || after.is_whitespace() || "（《“‘(".contains(before) {
        return false;
    }
    before.is_whitespace() || wide(before) || wide(after)
}
