//! 豁免 lines against findings: which findings stand, which are waived, and what is wrong with the waivers themselves.
//!
//! Only rules of the domain and *not decided* may be waived, for at most a year from the catalogue's day, with a reason that is
//! recorded in the manifest of the tables.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{Day, Waiver};

use crate::{against, texts};

/// The waiver's last day has passed. args: `code`, `until`.
pub const EXPIRED: Code = Code("E0580");
/// The waiver runs for more than a year. args: `code`, `until`, `latest`.
pub const TOO_LONG: Code = Code("E0581");
/// The finding cannot be waived. args: `code`.
pub const NOT_ALLOWED: Code = Code("E0582");
/// No check has this code. args: `code`.
pub const UNKNOWN: Code = Code("E0583");
/// Nothing is there to be waived. args: `code`.
pub const UNUSED: Code = Code("E0584");

/// Every code of this module.
pub const ALL: &[Code] = &[EXPIRED, TOO_LONG, NOT_ALLOWED, UNKNOWN, UNUSED];

/// A finding with the waiver that covers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waived {
    /// The finding.
    pub finding: Diagnostic,
    /// Reason, last day, place.
    pub waiver: Waiver,
}

/// What is left after waivers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waiving {
    /// Findings that stand, and findings about the waivers.
    pub standing: Vec<Diagnostic>,
    /// Findings that are waived, to be recorded.
    pub waived: Vec<Waived>,
}

/// Applies a matter's waivers to its findings. Without `today` no waiver has expired and none is too long. What only an earlier release
/// shows may be waived though none is at hand.
#[must_use]
pub fn apply(findings: Vec<Diagnostic>, waivers: &[Waiver], today: Option<Day>) -> Waiving {
    let mut result = Waiving::default();
    let mut used = vec![false; waivers.len()];
    for finding in findings {
        let fits = |waiver: &Waiver| *waiver.code == *finding.code.0 && problem(waiver, today).is_none();
        match waivers.iter().zip(&mut used).find(|(waiver, _)| fits(waiver)) {
            Some((waiver, used)) => {
                *used = true;
                result.waived.push(Waived { finding, waiver: waiver.clone() });
            }
            None => result.standing.push(finding),
        }
    }
    let unseen = |waiver: &Waiver| against::CODES.iter().any(|code| *code.0 == *waiver.code);
    for (waiver, used) in waivers.iter().zip(used) {
        result
            .standing
            .extend(problem(waiver, today).or_else(|| (!used && !unseen(waiver)).then(|| report(UNUSED, waiver))));
    }
    result
}

fn problem(waiver: &Waiver, today: Option<Day>) -> Option<Diagnostic> {
    let Some(entry) = texts::entry(&waiver.code) else { return Some(report(UNKNOWN, waiver)) };
    if !entry.may_be_waived(&waiver.code) {
        return Some(report(NOT_ALLOWED, waiver));
    }
    let today = today?;
    let latest = today.plus_months(12)?;
    if waiver.until < today {
        Some(report(EXPIRED, waiver).with("until", Arg::Day(waiver.until)))
    } else if waiver.until > latest {
        Some(report(TOO_LONG, waiver).with("until", Arg::Day(waiver.until)).with("latest", Arg::Day(latest)))
    } else {
        None
    }
}

fn report(code: Code, waiver: &Waiver) -> Diagnostic {
    let place = Place::Node(waiver.origin.item.clone(), waiver.origin.node);
    Diagnostic::new(code, place).with("code", Arg::Code(waiver.code.clone()))
}
