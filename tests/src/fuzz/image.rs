//! Any bytes as an image, and a sound image with any damage: refused, or answered without a panic. The checksum is put right, as an attacker
//! would, so that what lies behind it is reached; an image whose checksum is wrong is never answered from.

use std::sync::LazyLock;

use matter_answers::figures;
use matter_compare::compare;
use matter_runtime::tables::{Day, Edition, Fact, Hall, Matter, Region, Rule, Theme};
use matter_runtime::{
    Answer, Case, Catalogue, Dates, EditionId, FactId, Given, Language, MatterId, RegionId, Request, RuleId,
    ThemeRequest,
};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::{settings, sound};
use crate::compiled;
use crate::workspace::Workspace;

const DAY: Day = Day(20_514);
/// Where the header keeps its length and its checksum, and how long it is.
const LENGTH_AT: usize = 16;
const CHECKSUM_AT: usize = 24;
const HEADER: usize = 32;
/// Sections whose place the directory behind the header says.
const SECTIONS: usize = 11;

/// A sound image, with a few days of its calendar only: small, so that damage hits what decides.
static IMAGE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut workspace = Workspace::new();
    workspace.set(settings(), sound());
    let mut tables = compiled::tables(&workspace.analysis());
    tables.calendar_day.truncate(3);
    matter_runtime::image::build(&tables).expect("an image")
});

/// The first byte says whether the others are an image, or damage to a sound one: five bytes for each place.
///
/// # Panics
/// If damage goes unnoticed, or an answer ends in a panic.
pub fn image(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let image = if *first == 0 { rest.to_vec() } else { damaged(rest) };
    if image.len() < HEADER {
        assert!(Catalogue::open(image).is_err(), "a header is longer");
        return;
    }
    let sound = sealed(image.clone());
    if image != sound {
        assert!(Catalogue::open(image).is_err(), "a wrong checksum is an error");
    }
    if let Ok(catalogue) = Catalogue::open(sound) {
        ask(&catalogue);
    }
}

/// Damage to a sound image, five bytes for each place: what still opens is counted, and compared with the sound one both ways.
///
/// # Panics
/// If a comparison ends in a panic.
pub fn releases(bytes: &[u8]) -> bool {
    let image = damaged(bytes);
    let Some(opened) = (image.len() >= HEADER).then(|| Catalogue::open(sealed(image))).and_then(Result::ok) else {
        return false;
    };
    let sound = Catalogue::open(IMAGE.clone()).expect("a sound image");
    let _ = figures(&opened, DAY, 30);
    let _ = compare(&sound, &opened, DAY, Language::Zh);
    let _ = compare(&opened, &sound, DAY, Language::En);
    true
}

/// The image with the right checksum.
fn sealed(mut image: Vec<u8>) -> Vec<u8> {
    let sum = xxh3_64_with_seed(&image[HEADER..], xxh3_64(&image[..CHECKSUM_AT]));
    image[CHECKSUM_AT..HEADER].copy_from_slice(&sum.to_le_bytes());
    image
}

/// Damages a sound image: each five bytes are a section, a place in it, a kind of damage and a value.
fn damaged(bytes: &[u8]) -> Vec<u8> {
    let mut image = IMAGE.clone();
    for [section, high, low, kind, value] in bytes.as_chunks().0 {
        let (start, length) = span(usize::from(*section) % (SECTIONS + 1));
        let place = usize::from(u16::from_be_bytes([*high, *low]));
        let at = start + if length <= 1 << 16 { place % length.max(1) } else { (place * length) >> 16 };
        damage(&mut image, at, kind % 6, *value);
    }
    image
}

fn damage(image: &mut Vec<u8>, at: usize, kind: u8, value: u8) {
    let Some(byte) = image.get_mut(at) else { return };
    match kind {
        0 => *byte = value,
        1 => *byte ^= value,
        2 => *byte = byte.wrapping_add(value),
        3 => image[at..].iter_mut().take(4).for_each(|byte| *byte = value),
        4 => {
            // A piece of the image in the place of another one.
            let from = (usize::from(value) * image.len()) >> 8;
            let piece: Vec<u8> = image[from..].iter().take(16).copied().collect();
            image.iter_mut().skip(at).zip(piece).for_each(|(byte, with)| *byte = with);
        }
        _ => {
            image.truncate(at);
            let length = (image.len() as u64).to_le_bytes();
            image.iter_mut().skip(LENGTH_AT).zip(length).for_each(|(byte, with)| *byte = with);
        }
    }
}

/// Where a section of the sound image lies; behind the last one, header and directory.
fn span(section: usize) -> (usize, usize) {
    if section == SECTIONS {
        return (0, HEADER + SECTIONS * 16);
    }
    let number = |at: usize| {
        let bytes = IMAGE[at..].first_chunk().expect("a directory");
        usize::try_from(u64::from_le_bytes(*bytes)).expect("a small image")
    };
    let entry = HEADER + section * 16;
    (number(entry), number(entry + 8))
}

/// Everything that can be asked; answers may be nonsense.
fn ask(catalogue: &Catalogue) {
    let _ = (catalogue.release(), catalogue.root(DAY), catalogue.calendar("cn").is_ok());
    let _ = (catalogue.rows::<Rule>(), catalogue.rows::<Region>(), catalogue.rows::<Fact>(), catalogue.rows::<Hall>());
    let (matters, regions) = (catalogue.count::<Matter>().min(3), catalogue.count::<Region>().min(4));
    for matter in 0..matters {
        for region in 0..regions {
            let _ = catalogue.guide(MatterId(matter), RegionId(region), DAY);
            for known in 0..4 {
                decide(catalogue, MatterId(matter), RegionId(region), known);
            }
        }
    }
    for edition in 0..catalogue.count::<Edition>().min(3) {
        let _ = (catalogue.edition_row(EditionId(edition)), catalogue.domains_of(EditionId(edition)));
        let rules = catalogue.rules_of(EditionId(edition));
        let _ = rules.map(|rules| rules.take(50).map(|rule| catalogue.holds(rule)).collect::<Vec<_>>());
    }
    for theme in catalogue.rows::<Theme>().unwrap_or_default().iter().take(2) {
        let request = ThemeRequest {
            responsible: Some(RegionId(0)),
            here: Some(RegionId(0)),
            dates: Dates::on(DAY),
            answers: &[],
        };
        let _ = catalogue.theme(&theme.name, &request);
    }
}

fn decide(catalogue: &Catalogue, matter: MatterId, region: RegionId, known: u32) {
    let answers: Vec<Given> = (0..known).map(|fact| Given { fact: FactId(fact), value: i64::from(fact % 2) }).collect();
    let responsible = (known != 1).then_some(region);
    let request = Request { matter, responsible, here: Some(region), dates: Dates::on(DAY), answers: &answers };
    let (mut case, mut answer, mut open) = (Case::new(), Answer::new(), Vec::new());
    if case.resolve(catalogue, &request).is_err() || catalogue.evaluate(&case, &mut answer).is_err() {
        return;
    }
    let _ = catalogue.open_facts(&case, &answer, &mut open);
    let _ = (catalogue.decision(&case, &answer), catalogue.venues(&case, &answer), catalogue.receipt(&case, &answer));
    let _ = catalogue.due(&case, &answer, &[], DAY);
    for rule in answer.rules().take(64) {
        let _ = (answer.status(rule), catalogue.why(RuleId(rule.0), Language::En));
    }
}
