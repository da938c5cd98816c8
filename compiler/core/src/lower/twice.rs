//! Sections that hold one value, and stand twice: which of the two is meant nobody can tell, and reading on would take one of them in silence.
//!
//! Sections whose lines add up may be continued, and two base lines of a choice are found where choices are made.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Item, Node, Section, Span};

use super::codes::SECTION_TWICE;
use super::findings::{Findings, word};

/// Whether a section says one thing about its item.
const fn says_one_thing(section: Keyword) -> bool {
    matches!(
        section,
        Keyword::Kind
            | Keyword::Organ
            | Keyword::InForce
            | Keyword::Quota
            | Keyword::AcceptPeriod
            | Keyword::Proactive
            | Keyword::Renewal
            | Keyword::OnlineAddress
            | Keyword::Rank
            | Keyword::Number
            | Keyword::Issuer
            | Keyword::Articles
            | Keyword::IssuedBy
            | Keyword::Certificate
            | Keyword::Valid
            | Keyword::Shared
            | Keyword::Holder
            | Keyword::Address
            | Keyword::Located
            | Keyword::StaysWithin
            | Keyword::Payer
            | Keyword::CommissionedBy
            | Keyword::Lead
            | Keyword::Promise
            | Keyword::Reduced
            | Keyword::At
    )
}

/// Reports the second of two sections of an item that say one thing each.
pub(crate) fn sections_twice(item: &Item, findings: &mut Findings) {
    // In a variance sections hold edits, and edits are compared by what they change.
    if item.keyword != Some(Keyword::Vary) {
        among(&item.body, findings);
    }
}

fn among(body: &[Node], findings: &mut Findings) {
    let mut seen: Vec<&Section> = Vec::new();
    for node in body {
        let Node::Section(section) = node else { continue };
        if section.keyword == Keyword::Stage {
            among(&section.body, findings);
        }
        if !says_one_thing(section.keyword) {
            continue;
        }
        match seen.iter().find(|earlier| earlier.keyword == section.keyword) {
            Some(first) => twice(section.keyword, (first.keyword_span, section.keyword_span), findings),
            None => seen.push(section),
        }
    }
}

/// Reports that what a section says once is said at two places.
pub(crate) fn twice(section: Keyword, (first, second): (Span, Span), findings: &mut Findings) {
    let found = findings.at(SECTION_TWICE, second, "").with("section", word(section));
    let first = findings.place(first);
    findings.push(found.label(first, "earlier"));
}
