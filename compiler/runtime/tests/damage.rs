//! Bytes that are no image, or no longer the one that was built.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

mod common;

use std::sync::LazyLock;

use common::build::Builder;
use common::day;
use matter_runtime::tables::{Fact, Region, Rule, Tables};
use matter_runtime::{
    Answer, Case, Catalogue, Dates, EditionId, Error, Given, MatterId, RegionId, Request, RuleId, image,
};
use proptest::prelude::*;

static IMAGE: LazyLock<Vec<u8>> = LazyLock::new(build);

fn image_bytes() -> Vec<u8> {
    IMAGE.clone()
}

fn build() -> Vec<u8> {
    let mut builder = Builder::new("440307000000");
    builder.choice("婚姻状况", &["未婚", "已婚", "离异"]);
    builder.place("户籍地", 4);
    builder.matter("二孩生育登记");
    let edition = builder.edition("二孩生育登记", "440307000000", 0, None, None);
    builder.cells(edition, "婚姻状况", &[&[(0, 0)], &[(1, 1)], &[(2, 2)]]);
    builder.cells(edition, "户籍地", &[&[(10, 13)], &[(0, 9), (14, 15)]]);
    let divorce = builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 2, 3));
    builder.rule_if(edition, "condition", "条件/本区", ("户籍地", 0, 2));
    builder.rest(edition, "requirement", "材料", &[divorce]);
    // Without its calendar the image is small, and random changes hit what decides.
    builder.tables.calendar_day.truncate(3);
    builder.bytes()
}

/// Gives an image another checksum, as an attacker would.
fn seal(bytes: &mut [u8]) {
    let sum = xxhash_rust::xxh3::xxh3_64_with_seed(&bytes[32..], xxhash_rust::xxh3::xxh3_64(&bytes[..24]));
    bytes[24..32].copy_from_slice(&sum.to_le_bytes());
}

/// Asks everything of a catalogue that may be nonsense; nothing may panic.
fn ask(catalogue: &Catalogue) {
    let on = day("2026-03-02");
    let _ = (catalogue.release(), catalogue.matter("二孩生育登记"), catalogue.region("坂田街道", on));
    let _ = (catalogue.rows::<Rule>(), catalogue.rows::<Region>(), catalogue.rows::<Fact>());
    let _ = (catalogue.why(RuleId(0), matter_runtime::Language::En), catalogue.offered(RegionId(11), on));
    let _ = catalogue.guide(MatterId(0), RegionId(11), on);
    let _ = catalogue.domains_of(EditionId(0));
    let _ = catalogue.rules_of(EditionId(0)).map(|rules| rules.map(|rule| catalogue.holds(rule)).collect::<Vec<_>>());
    let answers: Vec<Given> =
        (0..3).flat_map(|fact| (0..3).map(move |value| Given { fact: matter_runtime::FactId(fact), value })).collect();
    for count in 0..answers.len() {
        let request = Request {
            matter: MatterId(0),
            responsible: (count % 2 == 0).then_some(RegionId(11)),
            here: Some(RegionId(12)),
            dates: Dates::on(on),
            answers: &answers[..count],
        };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        let _ = case.resolve(catalogue, &request);
        let _ = catalogue.evaluate(&case, &mut answer);
        let _ = catalogue.venues(&case, &answer);
        let _ = catalogue.receipt(&case, &answer);
        let _ = catalogue.due(&case, &answer, &[], on);
        if let Ok(decision) = catalogue.decision(&case, &answer) {
            let _ = catalogue.notice(&decision, matter_runtime::Language::Zh);
        }
        let _ = answer.status(RuleId(1));
    }
}

#[test]
fn the_same_tables_in_any_order_give_the_same_bytes() {
    let mut builder = Builder::new("440307000000");
    for name in ["丙事项", "甲事项", "乙事项"] {
        builder.matter(name);
    }
    let bytes = builder.bytes();
    builder.tables.matter.reverse();
    builder.tables.region.reverse();
    assert_eq!(builder.bytes(), bytes);
}

#[test]
fn rows_come_back_from_the_image_as_they_went_in() {
    let mut builder = Builder::new("440307000000");
    builder.choice("婚姻状况", &["未婚", "已婚"]);
    builder.matter("二孩生育登记");
    builder.tables.sort();
    let catalogue = builder.open();
    assert_eq!(catalogue.rows::<matter_runtime::tables::Catalogue>().unwrap(), builder.tables.catalogue);
    assert_eq!(catalogue.rows::<Region>().unwrap(), builder.tables.region);
    assert_eq!(catalogue.rows::<matter_runtime::tables::CalendarDay>().unwrap(), builder.tables.calendar_day);
    assert_eq!(catalogue.rows::<Fact>().unwrap(), builder.tables.fact);
    assert_eq!(catalogue.rows::<matter_runtime::tables::Matter>().unwrap(), builder.tables.matter);
}

#[test]
fn an_empty_catalogue_opens_and_knows_nothing() {
    let catalogue = Catalogue::open(image::build(&Tables::default()).unwrap()).unwrap();
    assert_eq!(catalogue.matter("二孩生育登记").unwrap_err().code(), "R101");
    assert_eq!(catalogue.region("440307", day("2026-03-02")).unwrap_err().code(), "R103");
}

#[test]
fn every_flipped_bit_is_noticed() {
    let bytes = image_bytes();
    let header = 0..300 * 8;
    let sample = (300 * 8..bytes.len() * 8).step_by(97);
    for at in header.chain(sample) {
        let mut flipped = bytes.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        assert!(Catalogue::open(flipped).is_err(), "bit {at}");
    }
}

#[test]
fn every_truncation_is_noticed() {
    let bytes = image_bytes();
    for length in (0..bytes.len()).step_by(13) {
        assert!(Catalogue::open(bytes[..length].to_vec()).is_err(), "{length} bytes");
    }
    let mut longer = bytes;
    longer.push(0);
    assert_eq!(Catalogue::open(longer).unwrap_err().code(), "R003");
}

#[test]
fn another_format_is_refused_with_its_number() {
    let mut bytes = image_bytes();
    bytes[8] = 9;
    assert_eq!(Catalogue::open(bytes).unwrap_err(), Error::OtherFormat { major: 9, minor: 0 });
    let mut older = image_bytes();
    older[8] = 1;
    let refused = Catalogue::open(older).unwrap_err();
    assert_eq!(refused, Error::OtherFormat { major: 1, minor: 0 });
    assert_eq!(refused.text(matter_runtime::Language::En), "the image has layout 1.0, this program reads 4.x");
    assert_eq!(Catalogue::open(b"SQLite format 3\0".to_vec()).unwrap_err(), Error::NotAnImage);
}

#[test]
fn tables_that_contradict_themselves_become_no_image() {
    let mut builder = Builder::new("440307000000");
    builder.matter("二孩生育登记");
    let edition = builder.edition("二孩生育登记", "440307000000", 0, None, None);
    builder.rule(edition, "requirement", "材料/甲", &[(true, vec![("没有的信息项", 0)])]);
    let unknown = image::build(&builder.tables).unwrap_err();
    assert_eq!(unknown, image::BuildError::Unknown { table: "rule_forbid", name: "没有的信息项".into() });
    builder.tables.rule[0].id = 5;
    assert_eq!(image::build(&builder.tables).unwrap_err(), image::BuildError::NotGrouped { table: "rule" });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn spliced_images_do_not_open(from in 0_usize..20_000, to in 0_usize..20_000, length in 1_usize..600) {
        let bytes = image_bytes();
        let (from, to) = (from % bytes.len(), to % bytes.len());
        let length = length.min(bytes.len() - from).min(bytes.len() - to);
        let mut spliced = bytes.clone();
        spliced.copy_within(from..from + length, to);
        prop_assert_eq!(Catalogue::open(spliced.clone()).is_ok(), spliced == bytes);
    }

    #[test]
    fn bytes_changed_and_sealed_again_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = image_bytes();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        seal(&mut bytes);
        if let Ok(catalogue) = Catalogue::open(bytes) {
            ask(&catalogue);
        }
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Catalogue::open(bytes).is_err());
    }
}
