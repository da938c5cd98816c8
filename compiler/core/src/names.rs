//! What somebody may have meant by a name that does not exist: by characters, by sound, by initials typed in Latin letters.

use std::sync::Arc;

use pinyin::ToPinyin;
use xxhash_rust::xxh3::xxh3_64;

use crate::sounds::{begins_as_typed, sound};

/// At most this many names are suggested.
pub const MOST: usize = 3;

/// Names that resemble the wanted one, best first, equals in the given order.
///
/// A name resembles it if it sounds alike, begins with the same initials when those were typed, holds it or is held by it, or differs in
/// at most a third of its characters.
pub fn similar<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let probe = Probe::new(wanted);
    let mut found: Vec<(u32, &str)> =
        known.into_iter().filter_map(|name| Some((probe.distance(name)?, name))).collect();
    found.sort_by_key(|(distance, _)| *distance);
    let mut best: Vec<&str> = Vec::with_capacity(MOST);
    for (_, name) in found {
        if best.len() < MOST && !best.contains(&name) {
            best.push(name);
        }
    }
    best
}

/// As [`similar`], for names in no particular order: equals come in the order of their characters.
pub fn similar_unordered<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let probe = Probe::new(wanted);
    let near = known.into_iter().filter_map(|name| Some((probe.distance(name)?, name)));
    let mut found: Vec<(u32, &str)> = near.collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

/// Names that are asked for again and again, with what rules most of them out at a glance.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Known {
    names: Vec<KnownName>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct KnownName {
    name: Arc<str>,
    length: usize,
    marks: u128,
    sound: u64,
}

impl Known {
    /// Takes names in any order.
    pub fn new(names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let mut names: Vec<KnownName> = names
            .into_iter()
            .map(|name| KnownName {
                length: name.chars().count(),
                marks: marks(&name),
                sound: xxh3_64(sound(&name).as_bytes()),
                name,
            })
            .collect();
        names.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Self { names }
    }

    /// As [`similar_unordered`].
    #[must_use]
    pub fn similar(&self, wanted: &str) -> Vec<Arc<str>> {
        let probe = Probe::new(wanted);
        let sound = xxh3_64(probe.sound.as_bytes());
        let likely = self.names.iter().filter(|known| probe.latin || probe.may_resemble(known, sound));
        let mut found: Vec<(u32, &Arc<str>)> =
            likely.filter_map(|known| Some((probe.distance(&known.name)?, &known.name))).collect();
        found.sort_unstable();
        found.into_iter().take(MOST).map(|(_, name)| Arc::clone(name)).collect()
    }
}

struct Probe<'w> {
    wanted: &'w str,
    characters: Vec<char>,
    /// One bit for each character, by its number modulo 128: what has no bit is no member.
    marks: u128,
    sound: String,
    latin: bool,
}

impl<'w> Probe<'w> {
    fn new(wanted: &'w str) -> Self {
        let latin = !wanted.is_empty() && wanted.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let characters = wanted.chars().collect();
        Self { wanted, characters, marks: marks(wanted), sound: sound(wanted), latin }
    }

    /// Whether a look at the name can be worth while: it has few characters that the wanted one lacks, or is a part of it, or holds it, or
    /// sounds like it.
    fn may_resemble(&self, known: &KnownName, sound: u64) -> bool {
        let own = self.characters.len();
        let few = |marks: u128, most: usize| marks.count_ones() as usize <= most;
        let (foreign, lacking) = (known.marks & !self.marks, self.marks & !known.marks);
        let most = known.length.max(own) / 3;
        let close = known.length.abs_diff(own) <= most && few(foreign, most) && few(lacking, most);
        close || few(foreign, 0) || few(lacking, 0) || (known.length == own && known.sound == sound)
    }

    /// How far a name is; `None` if it does not resemble the wanted one. Most names are told to be far by one look at their characters.
    fn distance(&self, name: &str) -> Option<u32> {
        let own = self.characters.len();
        if own == 0 || name == self.wanted {
            return None;
        }
        if self.latin && begins_as_typed(self.wanted, name) {
            return Some(1);
        }
        let (mut length, mut common) = (0, 0);
        for character in name.chars() {
            length += 1;
            common += usize::from(self.marks & mark(character) != 0 && self.characters.contains(&character));
        }
        let longest = length.max(own);
        let held = common >= length.min(own) && length.min(own) >= 2 && self.holds(name);
        let held = held.then(|| 15 + (longest - length.min(own)) as u32);
        // Each character that the other name lacks costs an edit, and so does each that is too many.
        let near = length - common <= longest / 3 && length.abs_diff(own) <= longest / 3;
        let close = if near { self.close(name, longest) } else { None };
        // A homophone has as many characters.
        let alike = (length == own && self.sounds_like(name)).then_some(5);
        [close, held, alike].into_iter().flatten().min().filter(|_| !says_the_opposite(self.wanted, name))
    }

    /// Ten for each edit, if there are few for the length.
    fn close(&self, name: &str, longest: usize) -> Option<u32> {
        let characters: Vec<char> = name.chars().collect();
        let edits = edit_distance(&self.characters, &characters);
        (edits <= longest / 3).then(|| edits as u32 * 10)
    }

    /// Whether the names sound alike; most differ in their first sound.
    fn sounds_like(&self, name: &str) -> bool {
        let first = name.chars().next().and_then(|character| character.to_pinyin());
        first.is_none_or(|first| self.sound.starts_with(first.plain()))
            && !self.sound.is_empty()
            && sound(name) == self.sound
    }

    /// Whether one name is a part of the other.
    fn holds(&self, name: &str) -> bool {
        name.contains(self.wanted) || self.wanted.contains(name)
    }
}

/// Whether two names differ by one word that turns the meaning round: 无空调 is not 有空调 misspelt.
fn says_the_opposite(one: &str, other: &str) -> bool {
    const TURNS: [char; 6] = ['非', '无', '不', '未', '没', '否'];
    const HOLDS: [char; 5] = ['有', '是', '已', '可', '能'];
    let without = |long: &str, short: &str| {
        long.char_indices().any(|(at, letter)| {
            let rest = |text: &str| {
                long.get(..at)
                    .zip(long.get(at + letter.len_utf8()..))
                    .is_some_and(|(a, b)| text.strip_prefix(a) == Some(b))
            };
            TURNS.contains(&letter) && rest(short)
        })
    };
    let mut pairs = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let turned =
        |(a, b): (char, char)| (TURNS.contains(&a) && HOLDS.contains(&b)) || (HOLDS.contains(&a) && TURNS.contains(&b));
    let exchanged =
        one.chars().count() == other.chars().count() && pairs.next().is_some_and(turned) && pairs.next().is_none();
    exchanged || without(one, other) || without(other, one)
}

fn marks(name: &str) -> u128 {
    name.chars().fold(0, |marks, character| marks | mark(character))
}

const fn mark(character: char) -> u128 {
    1 << (character as u32 % 128)
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (row, from) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(above.len());
        current.push(row + 1);
        let mut last_b = None;
        for (column, to) in b.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&above, column) + usize::from(from != to))
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            if last_a == Some(to) && last_b == Some(from) {
                best = best.min(at(&before, column.wrapping_sub(1)) + 1);
            }
            current.push(best);
            last_b = Some(to);
        }
        before = std::mem::replace(&mut above, current);
        last_a = Some(from);
    }
    above.last().copied().unwrap_or(0)
}
