//! The text above the cursor → which cell of a pipe table is being written, and what stands in its header.

use super::line::{Kind, Line};

/// A cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Cell {
    /// A header of a column that asks.
    Question,
    /// A header of a column that decides.
    Heading,
    /// Under the header that names this fact; whether a comparison or a list has begun.
    Answer { fact: String, begun: bool },
    /// In a column that decides.
    Decided,
    /// Behind the last bar of a row.
    Behind,
}

/// The cell at the end of `line`, which begins with a bar, below `above`.
pub(super) fn cell(above: &str, line: &str) -> Cell {
    let is_row = |line: &&str| line.trim_start().starts_with(['|', '｜']);
    let header = above.lines().rev().take_while(is_row).last();
    let (written, decided) = cells(line);
    let Some(header) = header else {
        return if decided { Cell::Heading } else { Cell::Question };
    };
    let (heads, _) = cells(header);
    let column = written.len() - 1;
    // A header ends with a bar, behind which its last piece is empty.
    if column + 1 >= heads.len() && heads.last().is_some_and(|last| last.trim().is_empty()) {
        return Cell::Behind;
    }
    match (decided, heads.get(column)) {
        (true, _) | (_, None) => Cell::Decided,
        (false, Some(fact)) => {
            let here = Line::read(written.last().copied().unwrap_or(""));
            let begun = here.pieces.iter().any(|piece| piece.kind == Kind::Sign || piece.operator().is_some());
            Cell::Answer { fact: fact.trim().trim_matches(['「', '」']).to_owned(), begun }
        }
    }
}

/// What stands behind each bar, and whether the last of it decides.
fn cells(line: &str) -> (Vec<&str>, bool) {
    let line = line.trim_start().trim_start_matches(['|', '｜']);
    let halves = line.split_once("||").or_else(|| line.split_once("｜｜"));
    let (asks, decides) = halves.map_or((line, None), |(asks, decides)| (asks, Some(decides)));
    let all = asks.split(['|', '｜']).chain(decides.into_iter().flat_map(|decides| decides.split(['|', '｜'])));
    (all.collect(), decides.is_some())
}
