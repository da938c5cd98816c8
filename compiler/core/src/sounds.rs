//! Chinese names and the Latin letters that are typed for them: by every reading of each character, whole syllables and initials mixed.
//!
//! A character with several readings (重庆, 厦门, 长沙) is found by each of them; which one is meant in a name is not known here.

use std::sync::Arc;

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// Longer texts are typed by nobody; the bound lets one word hold all places in them.
const LONGEST: usize = 63;

/// At most so many spellings of one name.
const SPELLINGS: usize = 12;

/// The usual pinyin of a name without tones. Latin letters and digits stand for themselves, signs have no sound.
#[must_use]
pub fn sound(name: &str) -> String {
    spelled(name, None).0
}

/// Whether two names have the same [`sound`]. Most are told apart by their first letter, and nothing is written down for them.
#[must_use]
pub fn sound_alike(one: &str, other: &str) -> bool {
    let heard = |character: char| {
        let reading = character.to_pinyin();
        let own = (reading.is_none() && character.is_ascii_alphanumeric()).then(|| character.to_ascii_lowercase());
        reading.into_iter().flat_map(letters).chain(own)
    };
    one.chars().flat_map(heard).eq(other.chars().flat_map(heard))
}

/// What somebody may type for a name: its pinyin and its initials, first by the usual readings, then with one character read otherwise.
#[must_use]
pub fn spellings(name: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |(full, initials): (String, String)| {
        for spelling in [full, initials] {
            if found.len() < SPELLINGS && !spelling.is_empty() && !found.contains(&spelling) {
                found.push(spelling);
            }
        }
    };
    add(spelled(name, None));
    for (at, character) in name.chars().enumerate() {
        for reading in readings(character).skip(1) {
            add(spelled(name, Some((at, reading))));
        }
    }
    found
}

/// Whether a name begins as typed: in its own characters, or in letters by any reading of them.
#[must_use]
pub fn begins_as_typed(typed: &str, name: &str) -> bool {
    name.starts_with(typed) || (!typed.is_empty() && sounds_as_typed(typed, name))
}

/// A name that is compared with every letter that somebody types.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sounded {
    /// The name.
    pub name: Arc<str>,
    /// The letters that its first character may be typed by, one bit each: most names are ruled out by it.
    first: u32,
}

impl Sounded {
    /// Listens to a name.
    #[must_use]
    pub fn new(name: &Arc<str>) -> Self {
        let heard = name.chars().find(|character| is_heard(*character));
        let first = heard.map_or(0, |character| {
            let own = u32::from(character.is_ascii_alphanumeric()) * letter(character);
            readings(character)
                .filter_map(|reading| letters(reading).next())
                .fold(own, |all, first| all | letter(first))
        });
        Self { name: Arc::clone(name), first }
    }

    /// Whether the name holds what was typed, or sounds so from its beginning.
    #[must_use]
    pub fn fits(&self, typed: &str) -> bool {
        let first = typed.chars().next().map_or(u32::MAX, |first| letter(first.to_ascii_lowercase()));
        self.name.contains(typed) || (self.first & first != 0 && sounds_as_typed(typed, &self.name))
    }
}

/// One bit for a letter or digit; none for anything else.
const fn letter(character: char) -> u32 {
    if character.is_ascii_alphanumeric() { 1 << (character.to_ascii_lowercase() as u32 % 32) } else { 0 }
}

/// Follows all ways to type the name at once: a bit for each number of letters that the characters so far may stand for.
fn sounds_as_typed(typed: &str, name: &str) -> bool {
    if typed.len() > LONGEST || !typed.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let typed = typed.to_ascii_lowercase();
    let mut reached = 1_u64;
    for character in name.chars().filter(|character| is_heard(*character)) {
        let mut next = 0;
        for (at, rest) in
            (0..typed.len()).filter(|at| reached >> at & 1 == 1).filter_map(|at| Some((at, typed.get(at..)?)))
        {
            let own = rest.starts_with(character.to_ascii_lowercase());
            next |= u64::from(own) << (at + 1);
            for reading in readings(character) {
                let common = letters(reading).zip(rest.chars()).take_while(|(own, typed)| same(*own, *typed)).count();
                let whole = common == letters(reading).count();
                next |= u64::from(whole) << (at + common) | u64::from(common > 0) << (at + 1);
                if common == rest.len() {
                    return true;
                }
            }
        }
        if next >> typed.len() & 1 == 1 {
            return true;
        }
        reached = next;
    }
    typed.is_empty()
}

/// The letter of 绿 and 女 is typed as v, and by many as u.
const fn same(own: char, typed: char) -> bool {
    own as u32 == typed as u32 || (own == 'v' && typed == 'u')
}

/// Whether a character is typed at all when the name is: signs are not.
fn is_heard(character: char) -> bool {
    character.is_ascii_alphanumeric() || character.to_pinyin().is_some()
}

/// Readings of a character without tones, the usual one first, each once.
fn readings(character: char) -> impl Iterator<Item = Pinyin> {
    let all = character.to_pinyin_multi();
    let nth = move |at| all.and_then(|all| all.get_opt(at));
    let count = all.map_or(0, pinyin::PinyinMulti::count);
    (0..count)
        .filter(move |at| {
            let own = nth(*at).map(Pinyin::plain);
            (0..*at).all(|before| nth(before).map(Pinyin::plain) != own)
        })
        .filter_map(nth)
}

/// The letters of a reading as they are typed.
fn letters(reading: Pinyin) -> impl Iterator<Item = char> {
    reading.plain().chars().map(|letter| if letter == 'ü' { 'v' } else { letter })
}

/// Pinyin and initials; one character, counted from 0, may be read otherwise than usual.
fn spelled(name: &str, otherwise: Option<(usize, Pinyin)>) -> (String, String) {
    let (mut full, mut initials) = (String::new(), String::new());
    for (at, character) in name.chars().enumerate() {
        let other = otherwise.filter(|(place, _)| *place == at).map(|(_, reading)| reading);
        if let Some(reading) = other.or_else(|| character.to_pinyin()) {
            full.extend(letters(reading));
            initials.extend(letters(reading).next());
        } else if character.is_ascii_alphanumeric() {
            full.push(character.to_ascii_lowercase());
            initials.push(character.to_ascii_lowercase());
        }
    }
    (full, initials)
}
