//! Consultation and complaints are told, and a complaint does not go to the office complained of.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Keyword};

use crate::rules::context::{CatalogueContext, RuleContext, at, because, is_own};

pub(super) const CODE: Code = Code("M112");

/// Words that tell nobody anything.
const EMPTY: &[&str] = &["", "无", "暂无", "/", "-"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for word in [Keyword::Consult, Keyword::Complain] {
            if text(definition, word).is_some_and(|text| EMPTY.contains(&text.as_str())) {
                found.push(Diagnostic::new(CODE, context.section(word)).with("section", Arg::Word(word)));
            }
        }
        let same = text(definition, Keyword::Consult).filter(|text| text.chars().any(|letter| letter.is_ascii_digit()));
        if same.is_some() && same == text(definition, Keyword::Complain) && !common(same.as_deref()) {
            found.push(
                Diagnostic::new(CODE, context.section(Keyword::Complain))
                    .label(context.section(Keyword::Consult), "consult")
                    .with("section", Arg::Word(Keyword::Complain)),
            );
        }
    }
}

/// A hall says where it is and when it is open.
pub(super) fn check_catalogue(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    for hall in context.declarations.halls.iter().filter(|hall| is_own(&hall.origin)) {
        let hours = hall.hours.iter().map(|line| line.trim()).collect::<String>();
        for (word, text) in [(Keyword::Address, hall.address.trim()), (Keyword::Hours, hours.as_str())] {
            if EMPTY.contains(&text) {
                found.push(because(CODE, at(&hall.origin), "hall").with("section", Arg::Word(word)));
            }
        }
    }
}

fn text(definition: &Definition, word: Keyword) -> Option<String> {
    let (_, lines) = definition.texts.iter().find(|(section, _)| *section == word)?;
    Some(lines.join("").trim().to_owned())
}

/// 12345 passes both on and handles neither.
fn common(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.contains("12345"))
}
