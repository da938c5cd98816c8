//! The keywords that are spelled nearly like a word, in either face. Knows only spellings.

use crate::{keyword::Keyword, tree::Face};

/// Keywords within edit distance, best first, with the spelling that is near; at most three.
pub(crate) fn nearest(word: &str, among: impl Iterator<Item = Keyword>) -> Vec<(Keyword, &'static str)> {
    let mut found: Vec<(usize, Keyword, &'static str)> = Vec::new();
    for keyword in among {
        let best = keyword
            .spellings()
            .filter_map(|text| Some((distance(word, text)?, text)))
            .min_by_key(|(distance, _)| *distance);
        if let Some((distance, text)) = best {
            let text = if text == keyword.text(Face::En) || text.is_ascii() {
                keyword.text(Face::En)
            } else {
                keyword.text(Face::Zh)
            };
            found.push((distance, keyword, text));
        }
    }
    found.sort_by_key(|(distance, keyword, _)| (*distance, *keyword));
    found.into_iter().take(3).map(|(_, keyword, text)| (keyword, text)).collect()
}

/// Edit distance in characters, a swap of neighbours counting one; `None` if the words are not alike.
pub fn distance(a: &str, b: &str) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let longest = a.len().max(b.len());
    let limit = if a.first().is_some_and(char::is_ascii) { longest / 3 } else { longest / 2 };
    if limit == 0 || a.len().abs_diff(b.len()) > limit || longest > 24 {
        return None;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, &left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &right) in b.iter().enumerate() {
            let at = |rows: &[Vec<usize>], i: usize, j: usize| {
                rows.get(i).and_then(|row| row.get(j)).copied().unwrap_or(usize::MAX / 2)
            };
            let mut best = at(&rows, i, j) + usize::from(left != right);
            best = best.min(at(&rows, i, j + 1) + 1).min(row.get(j).copied().unwrap_or(usize::MAX / 2) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(&right) && b.get(j - 1) == Some(&left) {
                best = best.min(at(&rows, i - 1, j - 1) + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().filter(|&distance| distance <= limit)
}
