//! Any bytes as an image: refused, or answered without a panic. The checksum is put right first, as an attacker would, so that what lies
//! behind it is reached; an image whose checksum is wrong is never answered from.
#![no_main]

use libfuzzer_sys::fuzz_target;
use matter_runtime::tables::{Day, Edition, Fact, Hall, Matter, Region, Rule, Theme};
use matter_runtime::{
    Answer, Case, Catalogue, Dates, FactId, Given, Language, MatterId, RegionId, Request, RuleId, ThemeRequest,
};

const DAY: Day = Day(20_514);

fuzz_target!(|bytes: &[u8]| {
    if bytes.len() < 40 {
        assert!(Catalogue::open(bytes.to_vec()).is_err());
        return;
    }
    let mut sealed = bytes.to_vec();
    let head = xxhash_rust::xxh3::xxh3_64(&sealed[..24]);
    let sum = xxhash_rust::xxh3::xxh3_64_with_seed(&sealed[32..], head).to_le_bytes();
    if bytes[24..32] != sum {
        assert!(Catalogue::open(bytes.to_vec()).is_err(), "a wrong checksum is an error");
    }
    sealed[24..32].copy_from_slice(&sum);
    if let Ok(catalogue) = Catalogue::open(sealed) {
        ask(&catalogue);
    }
});

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
        let _ = catalogue.edition_row(matter_runtime::EditionId(edition));
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
    let _ = catalogue.due(&answer, &[], DAY);
    for rule in answer.rules().take(64) {
        let _ = (answer.status(rule), catalogue.why(RuleId(rule.0), Language::En));
    }
}
