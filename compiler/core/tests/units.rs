//! The units of the language are those in which answers are read.
#![allow(clippy::unwrap_used, reason = "a test stops where its fixture is wrong")]

use matter_runtime::Catalogue;
use matter_runtime::tables::{self, Day, Fact, Tables};
use matter_syntax::keyword::{Class, Keyword};
use matter_syntax::tree::Face;

/// A release of one fact in a unit.
fn release(unit: Keyword) -> Catalogue {
    let mut tables = Tables::default();
    tables.catalogue.push(tables::Catalogue {
        format_major: tables::FORMAT_MAJOR,
        format_minor: tables::FORMAT_MINOR,
        ..tables::Catalogue::default()
    });
    let unit = Some(unit.text(Face::Zh).to_owned());
    tables.fact.push(Fact { name: "数".into(), kind: "number".into(), unit, ..Fact::default() });
    Catalogue::open(matter_runtime::image::build(&tables).unwrap()).unwrap()
}

#[test]
fn an_answer_may_name_its_unit_in_every_word_of_the_language() {
    let money = [Keyword::Yuan, Keyword::WanYuan, Keyword::YiYuan];
    for unit in Keyword::all().filter(|keyword| keyword.class() == Class::Unit && !money.contains(keyword)) {
        let release = release(unit);
        for word in unit.spellings() {
            let mut answers = Vec::new();
            let read = release.read_answer(None, "数", &format!("12 {word}"), Day(20_000), &mut answers);
            assert_eq!((read, answers.first().map(|given| given.value)), (Ok(()), Some(12)), "{word}");
        }
    }
}

#[test]
fn an_answer_may_name_no_unit_that_the_language_would_not_convert() {
    for unit in Keyword::all().filter(|keyword| keyword.class() == Class::Unit) {
        let release = release(unit);
        for other in Keyword::all().filter(|other| other.class() == Class::Unit && *other != unit) {
            let converted = [(Keyword::SquareMetres, Keyword::Hectares), (Keyword::Metres, Keyword::Kilometres)];
            let word = other.text(Face::Zh);
            let read = release.read_answer(None, "数", &format!("12{word}"), Day(20_000), &mut Vec::new());
            // `12万元` are 120,000 元.
            let money = unit == Keyword::Yuan && matches!(other, Keyword::WanYuan | Keyword::YiYuan);
            assert_eq!(read.is_ok(), money || converted.contains(&(unit, other)), "{word} for {}", unit.text(Face::Zh));
        }
    }
}
