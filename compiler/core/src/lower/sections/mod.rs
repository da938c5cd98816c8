//! One line of a section → rules, by the family of the section. A family knows its own words only; groups and tables are already guards.

mod conditions;
mod delegation;
mod fees;
mod identity;
mod materials;
mod open_days;
mod organs;
mod outcome;
mod special;
mod stages;
mod steps;
mod times;
mod venues;

use matter_syntax::keyword::Keyword;

pub(crate) use conditions::condition_parts;
pub(crate) use materials::{count_of, form_of, is_form_or_count};
pub(crate) use organs::responsible_level;
pub(crate) use steps::StepOrder;

use super::draft::Draft;
use super::matter::Lowering;

/// Sections whose lines describe the matter itself; they are read before all others.
pub(crate) const fn is_identity(section: Keyword) -> bool {
    matches!(
        section,
        Keyword::Code
            | Keyword::Kind
            | Keyword::Serves
            | Keyword::Organ
            | Keyword::Basis
            | Keyword::InForce
            | Keyword::HandlingItems
            | Keyword::Waiver
    )
}

/// Lowers one line.
pub(crate) fn line(lowering: &mut Lowering<'_>, draft: Draft<'_>) {
    match draft.section {
        section if is_identity(section) => lowering.identity(draft),
        Keyword::Responsible => lowering.responsible(draft),
        Keyword::Accepts => lowering.accepts(draft),
        Keyword::Decides => lowering.decides(draft),
        Keyword::Devolved | Keyword::Delegated | Keyword::Posted | Keyword::Networked => lowering.delegation(draft),
        Keyword::Conditions => lowering.condition_line(draft),
        Keyword::Priors => lowering.prior(draft),
        Keyword::Materials => lowering.material_line(draft),
        Keyword::Steps => lowering.step(draft),
        Keyword::Times => lowering.time(draft),
        Keyword::AcceptPeriod => lowering.accept_period(draft),
        Keyword::CaseKind => lowering.case_kind(draft),
        Keyword::Channels => lowering.channels(draft),
        Keyword::Visits => lowering.visits(draft),
        Keyword::CrossRegion => lowering.venue(draft),
        Keyword::Fees => lowering.fee(draft),
        Keyword::Benefits => lowering.benefit(draft),
        Keyword::Result => lowering.result(draft),
        Keyword::Renewal => lowering.renewal(draft),
        Keyword::Quota => lowering.quota(draft),
        Keyword::Proactive => lowering.trigger(draft),
        Keyword::Instead => lowering.instead(draft),
        Keyword::Discretion => lowering.discretion(draft),
        Keyword::Commitment => lowering.commitment(draft),
        Keyword::Intermediaries => lowering.intermediary(draft),
        Keyword::Duties => lowering.duty(draft),
        Keyword::Liability => lowering.liability(draft),
        _ => lowering.malformed(&draft, "expected-section"),
    }
}
