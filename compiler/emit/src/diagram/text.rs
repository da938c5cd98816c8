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

/// Breaks a text into as few lines as fit, of lengths as even as can be, rather behind marks than elsewhere; a word that is wider alone is
/// broken anywhere.
pub(crate) fn wrap(text: &str, size: i32, limit: i32) -> Vec<String> {
    let pieces: Vec<&str> = pieces(text).into_iter().flat_map(|piece| chunks(piece, size, limit)).collect();
    let count = filled(&pieces, size, limit);
    let goal = width(text.trim(), size) / i32::try_from(count).unwrap_or(1).max(1);
    // The best way to end a line behind each piece, one row for each number of lines: its cost, and where the line before ended.
    let mut best: Vec<Vec<Option<(i64, usize)>>> = vec![vec![None; pieces.len() + 1]];
    if let Some(start) = best.first_mut().and_then(|row| row.first_mut()) {
        *start = Some((0, 0));
    }
    for _ in 0..count {
        let Some(before) = best.last() else { break };
        let row = (0..=pieces.len()).map(|end| cheapest(&pieces, before, end, size, limit, goal)).collect();
        best.push(row);
    }
    let mut ends = vec![pieces.len()];
    for row in best.iter().skip(1).rev() {
        let end = ends.last().copied().unwrap_or(0);
        ends.push(row.get(end).copied().flatten().map_or(0, |(_, start)| start));
    }
    ends.reverse();
    let spans = ends.iter().zip(ends.iter().skip(1));
    let lines =
        spans.filter_map(|(start, end)| pieces.get(*start..*end)).map(|pieces| pieces.concat().trim().to_owned());
    lines.filter(|line| !line.is_empty()).collect()
}

/// How many lines there are if each takes what it can.
fn filled(pieces: &[&str], size: i32, limit: i32) -> usize {
    let (mut count, mut line) = (0, String::new());
    for piece in pieces {
        if count == 0 || width(&line, size) + width(piece.trim_end(), size) > limit {
            count += 1;
            line.clear();
        }
        line.push_str(piece);
    }
    count
}

/// The best line that ends behind `end` pieces, after lines that end as `before` says.
fn cheapest(
    pieces: &[&str],
    before: &[Option<(i64, usize)>],
    end: usize,
    size: i32,
    limit: i32,
    goal: i32,
) -> Option<(i64, usize)> {
    let costs = (0..end).rev().map_while(|start| {
        let line = pieces.get(start..end)?.concat();
        let wide = width(line.trim(), size);
        (wide <= limit).then_some((start, line, wide))
    });
    let costs = costs.filter_map(|(start, line, wide)| {
        let (cost, _) = before.get(start).copied().flatten()?;
        let marked = end == pieces.len() || line.trim_end().ends_with(|end| "，。、；：）,;".contains(end));
        let uneven = i64::from(wide - goal).pow(2);
        Some((cost + uneven + if marked { 0 } else { i64::from(2 * size).pow(2) }, start))
    });
    costs.min()
}

/// A piece, cut where it is wider than a line.
fn chunks(piece: &str, size: i32, limit: i32) -> Vec<&str> {
    let (mut found, mut from) = (Vec::new(), 0);
    for (at, character) in piece.char_indices() {
        let end = at + character.len_utf8();
        if at > from && piece.get(from..end).is_some_and(|chunk| width(chunk.trim_end(), size) > limit) {
            found.extend(piece.get(from..at));
            from = at;
        }
    }
    found.extend(piece.get(from..));
    found
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
