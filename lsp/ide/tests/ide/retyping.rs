//! A law over what the sample catalogue and the library write: a word that is deleted, whole or but for its first letter, is offered where it stood,
//! and accepting the offer gives back the file byte for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_ide::Desk;
use matter_syntax::keyword::{Context, Keyword, lookup};
use matter_syntax::tree::Face;
use matter_syntax::{TokenKind, format_file, parse_file, tokens};

use crate::common::{fixture, sample_files};

/// A word of a file and what stands before it.
struct Word {
    kind: TokenKind,
    at: Range<usize>,
    item: Option<Keyword>,
    section: Option<Keyword>,
    clause: Option<Keyword>,
    /// How many words and numbers stand before it on its line.
    place: usize,
}

/// The words of a file.
fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    for item in parse_file(text) {
        let (mut section, mut clause, mut place, mut line) = (None, None, 0, 0);
        let mut behind = 0;
        for token in tokens(item.slice.text) {
            let at = item.slice.in_file(token.span);
            if at.start < behind {
                continue;
            }
            let at = wanted(text, with_parentheses(text, at));
            behind = at.end;
            let begin = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
            if begin != line {
                (clause, place, line) = (None, 0, begin);
            }
            let written = &text[at.clone()];
            let own = Word { kind: token.kind, at, item: item.parse.item.keyword, section, clause, place };
            match token.kind {
                TokenKind::Section if text[begin..own.at.start].trim().is_empty() => {
                    section = lookup(written, Context::Section).or(section)
                }
                TokenKind::Clause => clause = lookup(written, Context::Clause).or(clause),
                _ => {}
            }
            if !matches!(token.kind, TokenKind::Section | TokenKind::Item) {
                place += 1;
            }
            found.push(own);
        }
    }
    found
}

/// What is written by hand and cannot be offered: names where they are given, numbers, prose, quoted texts, and free words of a few places.
fn is_free(text: &str, word: &Word) -> bool {
    use Keyword as K;
    let written = &text[word.at.clone()];
    let kind = match word.kind {
        TokenKind::Declaration
        | TokenKind::Number
        | TokenKind::Text
        | TokenKind::Verbatim
        | TokenKind::Prose
        | TokenKind::Comment
        | TokenKind::Documentation
        | TokenKind::Unreadable => return true,
        kind => kind,
    };
    let inside = text[..word.at.start].ends_with(['（', '(']);
    let given = match (word.item, word.section, word.clause) {
        // A short name, another name, a value of a fact, where it is declared.
        (_, _, Some(K::Abbreviated)) | (_, Some(K::Aliases), _) => true,
        (Some(K::Fact), None, None | Some(K::Several | K::Ordered)) => {
            kind == TokenKind::Name || listed(text, &word.at)
        }
        // Labels, steps, fees, parts, terms, handling items and stages, which begin their lines.
        (_, Some(K::Conditions | K::Steps | K::Fees | K::Parts | K::Values | K::HandlingItems | K::Commitment), _) => {
            word.place == 0 && (kind == TokenKind::Name || word.section == Some(K::Values))
        }
        (_, Some(K::Stage), _) => kind == TokenKind::Name && text[word.at.end..].starts_with(['：', ':']),
        // Bodies by their names; fields of forms that are no facts.
        (_, Some(K::Bodies | K::Branches), _) => kind == TokenKind::Name,
        // A body outside the catalogue.
        (_, Some(K::IssuedBy | K::Issuer), _) => {
            [format!("：{written}\n"), format!(": {written}\n")]
                .iter()
                .map(|one| text.matches(one).count())
                .sum::<usize>()
                == 1
        }
        (_, Some(K::FormFields), _) => !text.contains(&format!("信息项 {written}：")),
        _ => false,
    };
    let free = kind == TokenKind::Name
        && match word.clause {
            // Who approves, what a document bears.
            Some(K::Approved | K::Must) => true,
            // Whose a document is, where the item says it once.
            _ => inside && matches!(word.section, Some(K::Materials | K::Result)) && word.item != Some(K::Test),
        };
    given || free
}

/// Whether a word stands in a list: a value that is spelt like a word of the language.
fn listed(text: &str, at: &Range<usize>) -> bool {
    let comma = ['、', ','];
    text[at.end..].starts_with(comma) || text[..at.start].trim_end().ends_with(comma)
}

/// A level is one word with its parentheses; a document's number is one with its year.
fn with_parentheses(text: &str, at: Range<usize>) -> Range<usize> {
    let behind = text[at.end..].lines().next().unwrap_or("");
    let close = behind.starts_with(['（', '(']).then(|| behind.find(['）', ')'])).flatten();
    let end = close.map(|close| at.end + close + behind[close..].chars().next().map_or(0, char::len_utf8));
    let year = behind.starts_with('〔').then(|| behind.find('号')).flatten();
    let number = year.map(|year| at.end + year + '号'.len_utf8());
    let level = end.filter(|end| lookup(&text[at.start..*end], Context::Value).is_some());
    at.start..level.or(number).unwrap_or(at.end)
}

/// What may be accepted in the place of a word: the word with marks that it does not need, and an article without its paragraphs.
fn wanted(text: &str, at: Range<usize>) -> Range<usize> {
    let written = &text[at.clone()];
    let article = written.starts_with('第').then(|| written.find('条')).flatten();
    article.map_or(at.clone(), |end| at.start..at.start + end + '条'.len_utf8())
}

/// A text with a cursor, from which one offer leads back to the whole: what is deleted, and what is only stood in.
fn beginnings(text: &str, at: &Range<usize>, kind: TokenKind) -> Vec<(String, usize)> {
    let written = &text[at.clone()];
    let marked = written.starts_with(['「', '《']);
    let first = written.char_indices().nth(if marked { 2 } else { 1 }).map(|(end, _)| at.start + end);
    let without = |end: usize| (format!("{}{}", &text[..end], &text[at.end..]), end);
    let inside = first.map(|first| (text.to_owned(), first));
    let word = written.chars().all(char::is_alphanumeric) && kind != TokenKind::Operator && kind != TokenKind::Citation;
    let behind = word.then(|| (text.to_owned(), at.end));
    [Some(without(at.start)), first.map(without), inside, behind].into_iter().flatten().collect()
}

/// Deletes every word of some files in turn and looks for it among what is offered.
fn walk(
    files: &[(Arc<str>, String)],
    desk: &mut Desk,
    asked: &dyn Fn(TokenKind) -> bool,
) -> (usize, BTreeMap<String, Vec<String>>) {
    let mut seen = BTreeSet::new();
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, text) in files {
        for word in words(text).into_iter().filter(|word| asked(word.kind) && !is_free(text, word)) {
            let written = &text[word.at.clone()];
            let begin = text[..word.at.start].rfind('\n').map_or(0, |end| end + 1);
            // A shape of line is asked once.
            let own = if word.kind == TokenKind::Name { "" } else { written };
            let shape: String = text[begin..word.at.start].chars().filter(|one| !one.is_ascii_digit()).collect();
            let shape = (shape, own.to_owned(), word.clause, word.place);
            if !seen.insert((word.item, word.section, shape)) {
                continue;
            }
            for (left, cursor) in beginnings(text, &word.at, word.kind) {
                let at = u32::try_from(cursor).expect("short");
                desk.set_open_file(file, &left.as_str().into(), 0);
                let (offered, more) =
                    desk.snapshot().ask(|snapshot| snapshot.completions(file, at)).expect("nobody writes");
                let accepted = |start: u32, end: u32, new: &str| {
                    format!("{}{new}{}", &left[..start as usize], &left[end as usize..])
                };
                // Marks that a name does not need are not written.
                let plain = text[word.at.clone()].trim_matches(['「', '」']);
                let unmarked = format!("{}{plain}{}", &text[..word.at.start], &text[word.at.end..]);
                let same = |accepted: &str| accepted == text || accepted == unmarked;
                let restores = offered.iter().filter(|one| !one.snippet).any(|one| {
                    same(&accepted(one.at.start, one.at.end, &one.insert))
                        && (left != *text || same(&accepted(one.at.start, one.over, &one.insert)))
                });
                // Of many articles or regions only the first are shown before more is typed.
                let many = more && matches!(word.kind, TokenKind::Citation | TokenKind::Name);
                if !restores && !many {
                    let known = offered.iter().any(|one| one.insert.contains(written) || one.label == written);
                    let zh = |word: Option<Keyword>| word.map_or("–", |word| word.text(Face::Zh));
                    let key = format!("{:?} {} {} {}", word.kind, zh(word.item), zh(word.section), zh(word.clause));
                    let line = format!(
                        "{}⟦⟧{}   {written} {}",
                        &left[begin..cursor],
                        left[cursor..].lines().next().unwrap_or(""),
                        if known { "(otherwise)" } else { "" }
                    );
                    missing.entry(key).or_default().push(line);
                }
            }
        }
        desk.set_open_file(file, &text.as_str().into(), 0);
    }
    (seen.len(), missing)
}

fn sample(folders: &[&str]) -> Vec<(Arc<str>, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let paths: Vec<PathBuf> = sample_files(&root, folders);
    let read =
        |path: &PathBuf| (path.to_string_lossy().as_ref().into(), std::fs::read_to_string(path).expect("a text"));
    paths.iter().map(read).collect()
}

fn law(files: &[(Arc<str>, String)], least: usize, asked: impl Fn(TokenKind) -> bool) {
    let mut desk = fixture("⟦⟧").desk;
    desk.set_files(files.iter().map(|(file, text)| (file.clone(), text.as_str().into(), 0)));
    let (seen, missing) = walk(files, &mut desk, &asked);
    assert!(seen > least, "too few words were looked at: {seen}");
    let count: usize = missing.values().map(Vec::len).sum();
    let mut report = String::new();
    for (key, lines) in &missing {
        report += &format!("{key}: {}\n", lines.len());
        lines.iter().take(12).for_each(|line| report += &format!("    {line}\n"));
    }
    assert!(missing.is_empty(), "{count} of {seen} words are not offered again:\n{report}");
}

#[test]
fn every_word_of_the_sample_catalogue_is_offered_where_it_stood() {
    law(&sample(&["matters/longgang"]), 1000, |_| true);
}

#[test]
fn every_word_of_the_library_is_offered_where_it_stood() {
    law(&sample(&["stdlib"]), 200, |_| true);
}

#[test]
fn every_word_of_the_english_face_is_offered_where_it_stood() {
    let english = |(file, text): (Arc<str>, String)| (file, format_file(&text, Some(Face::En)).text);
    let files: Vec<_> = sample(&["matters/longgang"]).into_iter().map(english).collect();
    // Names are the same in either face.
    law(&files, 500, |kind| !matches!(kind, TokenKind::Name | TokenKind::Citation));
}
