//! Any edits in an editor: whatever was typed, moved, removed and asked on the way, in the end the desk says of its texts what a fresh desk
//! says of them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use matter_ide::{Desk, Profile, Snapshot, Standard};
use matter_project::library;

use super::mutate::PIECES;
use super::{settings, sound};

/// Edits of one sequence at most; the last state counts, and it is reached in few.
const MOST: usize = 40;

static STANDARD: LazyLock<Arc<Standard>> = LazyLock::new(|| {
    let all = library();
    Standard::read(all.sources, all.regions, all.levels, all.calendar, all.statutory_days).expect("the library")
});

type Texts = BTreeMap<Arc<str>, String>;

/// One edit is five bytes: what is done and to which file, a place in it, how much is taken, what is put there.
///
/// # Panics
/// If the desk and a fresh one disagree, or an answer ends in a panic.
pub fn edits(bytes: &[u8]) {
    let mut texts: Texts = sound().map(|(path, text)| (path, text.to_string())).collect();
    let paths: Vec<Arc<str>> = texts.keys().cloned().collect();
    let mut used = desk(&texts);
    let mut last = (Arc::clone(&paths[0]), 0);
    for [what, high, low, taken, put] in bytes.as_chunks().0.iter().take(MOST) {
        let path = &paths[usize::from(*what) % paths.len()];
        let share = usize::from(u16::from_be_bytes([*high, *low]));
        match what >> 5 {
            6 if texts.len() > 1 => {
                used.remove_file(path);
                texts.remove(path);
                continue;
            }
            7 => {
                let at = place(texts.get(path).map_or("", String::as_str), share);
                asked(&used.snapshot(), path, at);
                continue;
            }
            _ => {}
        }
        // What was removed comes back with the first edit of it.
        let text = texts.entry(Arc::clone(path)).or_default();
        let at = change(text, what >> 5, share, [usize::from(*taken), usize::from(*put)]);
        used.set_open_file(path, &Arc::from(text.as_str()), 0);
        last = (Arc::clone(path), at);
        if taken % 3 == 0 {
            used.snapshot().ask(|snapshot| snapshot.findings(path)).expect("nobody writes");
        }
    }
    let fresh = desk(&texts);
    assert_eq!(findings(&used), findings(&fresh), "findings after {texts:#?}");
    let (path, at) = last;
    if let Some(text) = texts.get(&path) {
        let at = text.floor_char_boundary(at);
        assert_eq!(asked(&used.snapshot(), &path, at), asked(&fresh.snapshot(), &path, at), "{path} {at} in {text}");
    }
}

fn desk(texts: &Texts) -> Desk {
    let mut desk = Desk::new(&STANDARD);
    let settings = settings();
    let today = settings.as_of;
    let name = ["t", "t", "1", "2026"].map(Arc::from);
    desk.set_profile(Profile { settings, today, name, ..Profile::default() });
    desk.set_files(texts.iter().map(|(path, text)| (Arc::clone(path), Arc::from(text.as_str()), 0)));
    desk
}

fn findings(desk: &Desk) -> String {
    let found = desk.snapshot().ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
    format!("{found:#?}")
}

/// The character boundary at a share, of 65,536, of a text.
fn place(text: &str, share: usize) -> usize {
    text.floor_char_boundary((text.len() * share) >> 16)
}

/// Changes a text and says where.
fn change(text: &mut String, what: u8, share: usize, [taken, put]: [usize; 2]) -> usize {
    let at = place(text, share);
    match what {
        // A line is doubled.
        4 => {
            let from = text[..at].rfind('\n').map_or(0, |before| before + 1);
            let to = text[at..].find('\n').map_or(text.len(), |behind| at + behind + 1);
            let line = text[from..to].to_owned();
            text.insert_str(from, &line);
        }
        // A piece of the text is moved to another place of it.
        5 => {
            let end = text.floor_char_boundary((at + taken * 4).min(text.len()));
            let piece: String = text.drain(at..end).collect();
            let to = place(text, put << 8);
            text.insert_str(to, &piece);
        }
        // Some characters give way to a word of the language.
        _ => {
            let length: usize = text[at..].chars().take(taken % 12).map(char::len_utf8).sum();
            text.replace_range(at..at + length, PIECES[put % PIECES.len()]);
        }
    }
    at
}

/// All that an editor asks at a place.
fn asked(snapshot: &Snapshot, path: &str, at: usize) -> String {
    let offset = u32::try_from(at).expect("a short text");
    let length = u32::try_from(snapshot.text(path).map_or(0, |text| text.len())).expect("a short text");
    let answers = snapshot.ask(|snapshot| {
        let place = (
            snapshot.hover(path, offset),
            snapshot.completions(path, offset),
            snapshot.signature(path, offset),
            snapshot.definition(path, offset),
            snapshot.highlights(path, offset),
            snapshot.actions(path, offset, offset),
            snapshot.selection(path, offset),
            snapshot.format_left_line(path, offset),
        );
        let named = snapshot.named(path, offset).map(|named| {
            let renamed = (snapshot.may_rename(&named), snapshot.rename(&named, "新名"));
            (snapshot.references(&named, true), renamed, named)
        });
        let file = (
            snapshot.outline(path),
            snapshot.folds(path),
            snapshot.tokens(path),
            snapshot.lenses(path),
            snapshot.hints(path, 0, length),
            snapshot.links(path),
            snapshot.format(path, None),
            snapshot.format_range(path, offset, length),
            snapshot.incoming_calls(path, offset),
            snapshot.outgoing_calls(path, offset),
        );
        format!("{place:#?}\n{named:#?}\n{file:#?}")
    });
    answers.expect("nobody writes")
}
