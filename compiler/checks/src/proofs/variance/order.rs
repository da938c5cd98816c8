//! When one line is worse for the applicant than another: forms, amounts, lengths, and what is given or taken away.
//!
//! Lengths in different units are compared as promise and statute are: on every working day of the published calendar as a start.

use matter_core::hir::{
    BenefitPeriod, Duration, Event, Form, Limit, LimitKind, Requirement, RequirementMember, Venue, VenueMode, Yield,
};

use matter_runtime::calendar::Calendar;

use super::super::times::{Excess, NOTICE, excess};

/// How a line is worse than another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Worse {
    /// A key of the table of texts.
    pub(super) what: &'static str,
    /// From which start a period is longer, where that depends on the start.
    pub(super) from: Option<Excess>,
}

impl Worse {
    pub(super) const fn always(what: &'static str) -> Self {
        Self { what, from: None }
    }
}

/// What an applicant would miss, if it is something given.
pub(super) const fn given(yields: &Yield) -> Option<&'static str> {
    match yields {
        Yield::Channel(_) | Yield::Accept { .. } | Yield::Venue(Venue::Scope(_) | Venue::Mode(_)) => Some("places"),
        Yield::Benefit { .. } => Some("benefit"),
        Yield::Limit(Limit { kind: LimitKind::Promised, length: Some(_), .. }) => Some("promise"),
        Yield::Limit(Limit {
            kind: LimitKind::Statutory | LimitKind::Notice | LimitKind::Delivery,
            length: Some(_),
            ..
        }) => Some("limit"),
        Yield::Responsible { .. } => Some("responsible"),
        Yield::Commitment(_) => Some("commitment"),
        Yield::Trigger { .. } => Some("proactive"),
        Yield::Result { .. } => Some("result"),
        _ => None,
    }
}

/// Whether a line still gives what the other one gave; amounts are compared elsewhere.
pub(super) fn keeps(before: &Yield, now: &Yield) -> bool {
    match (before, now) {
        (Yield::Benefit { name, .. }, Yield::Benefit { name: same, .. }) => name == same,
        (Yield::Limit(before), Yield::Limit(now)) => before.kind == now.kind && now.length.is_some(),
        // A smaller level is a larger scope.
        (Yield::Venue(Venue::Scope(before)), Yield::Venue(Venue::Scope(now))) => now <= before,
        // Nobody need come where everything is done on line.
        (Yield::Venue(Venue::Mode(before)), Yield::Venue(Venue::Mode(now))) => {
            before == now || *now == VenueMode::FullyOnline
        }
        (Yield::Trigger { .. }, Yield::Trigger { .. }) => true,
        (Yield::Result { document, .. }, Yield::Result { document: same, .. }) => document == same,
        _ => before == now,
    }
}

/// What a line takes away where the parent has no such line.
pub(super) fn takes(yields: &Yield) -> Option<&'static str> {
    match yields {
        Yield::Fee { amount: 1.., .. } => Some("fee"),
        Yield::Exclusion { .. } => Some("exclusion"),
        Yield::Limit(Limit { kind: LimitKind::Extension, length: Some(_), .. }) => Some("extension"),
        Yield::Limit(Limit { kind: LimitKind::AcceptPeriod, .. }) => Some("accept-period"),
        Yield::Intermediary { .. } => Some("intermediary"),
        Yield::Quota { amount: Some(_), .. } => Some("quota"),
        Yield::Quota { note, .. } if limits(note) => Some("quota"),
        Yield::Instead { .. } => Some("instead"),
        _ => None,
    }
}

/// Whether words say a number: 每年一百个.
fn limits(note: &str) -> bool {
    note.chars().any(|letter| letter.is_ascii_digit() || "一二两三四五六七八九十百千万".contains(letter))
}

/// Whether the parent's line takes the same away; how much is compared elsewhere.
pub(super) fn took(before: &Yield, now: &Yield) -> bool {
    match (before, now) {
        (Yield::Fee { name, .. }, Yield::Fee { name: same, .. })
        | (Yield::Exclusion { name, .. }, Yield::Exclusion { name: same, .. })
        | (Yield::Intermediary { name, .. }, Yield::Intermediary { name: same, .. })
        | (Yield::Instead { matter: name }, Yield::Instead { matter: same }) => name == same,
        (Yield::Limit(before), Yield::Limit(now)) => before.kind == now.kind,
        (Yield::Quota { .. }, Yield::Quota { .. }) => true,
        _ => false,
    }
}

/// Whether and how meeting `before` may not be enough for `now`, though the documents are the same.
pub(super) fn harder(before: &Requirement, now: &Requirement, calendar: &Calendar) -> Option<Worse> {
    let member = |like: &RequirementMember| before.options.iter().flatten().find(|other| is_same(other, like));
    let worse_member = now.options.iter().flatten().any(|member_now| {
        member(member_now).is_some_and(|was| {
            form_rank(member_now.form) > form_rank(was.form)
                || member_now.count > was.count
                || (member_now.per.is_some() && was.per.is_none())
        })
    });
    let more_marks = now.must.iter().any(|mark| !before.must.contains(mark));
    let lost_exemption = before.exempt.is_some() && now.exempt.is_none();
    let lost_grace = before.grace.is_some() && now.grace.is_none();
    if worse_member || more_marks || lost_exemption || lost_grace {
        return Some(Worse::always("form"));
    }
    let (before, now) = before.grace.zip(now.grace)?;
    longer(now, before, calendar).map(|from| Worse { what: "form", from: Some(from) })
}

/// Whether two requirements share a document.
pub(super) fn shares(one: &Requirement, other: &Requirement) -> bool {
    one.options.iter().flatten().any(|member| other.options.iter().flatten().any(|same| is_same(member, same)))
}

fn is_same(one: &RequirementMember, other: &RequirementMember) -> bool {
    one.material == other.material && one.holder == other.holder
}

/// What is accepted in an easier form ranks lower; a line that does not say accepts any form.
const fn form_rank(form: Form) -> u8 {
    match form {
        Form::Unsaid => 0,
        Form::Electronic | Form::OriginalOrCopy => 1,
        Form::Copy => 2,
        Form::Original => 3,
        Form::OriginalAndCopy => 4,
    }
}

/// What got worse from one line to the other, if they are of one kind. Fees are compared where their scale is known.
pub(super) fn worse(before: &Yield, now: &Yield, calendar: &Calendar) -> Option<Worse> {
    let worse = |what: &'static str, is: bool| is.then_some(Worse::always(what));
    match (before, now) {
        (Yield::Limit(before), Yield::Limit(now)) if before.kind == now.kind => limit(before, now, calendar),
        (Yield::Exclusion { name, at_most }, Yield::Exclusion { name: same, at_most: now }) if name == same => {
            unbounded("exclusion", *at_most, *now, calendar)
        }
        (Yield::Benefit { name, amount, period }, Yield::Benefit { name: same, amount: now, period: now_period }) => {
            worse("benefit", name == same && less_paid((*amount, *period), (*now, *now_period)))
        }
        (Yield::Visits(before), Yield::Visits(now)) => worse("visits", now > before),
        (Yield::Venue(before), Yield::Venue(now)) => venue(before, now, calendar),
        (Yield::Result { document, .. }, Yield::Result { document: same, .. }) if document == same => {
            result(before, now, calendar)
        }
        (Yield::Renewal { earliest, latest }, Yield::Renewal { earliest: now_earliest, latest: now_latest }) => {
            // The longer before the end a window closes, and the shorter before it opens, the fewer can use it.
            unbounded("renewal", *now_earliest, *earliest, calendar).or_else(|| match (latest, now_latest) {
                (None, Some(_)) => Some(Worse::always("renewal")),
                (before, now) => before.zip(*now).and_then(|(before, now)| later("renewal", before, now, calendar)),
            })
        }
        (Yield::Quota { amount, .. }, Yield::Quota { amount: now, .. }) => {
            worse("quota", now.is_some_and(|now| amount.is_none_or(|amount| now < amount)))
        }
        (
            Yield::Discretion { name, low, high, .. },
            Yield::Discretion { name: same, low: now_low, high: now_high, .. },
        ) => worse("discretion", name == same && (now_low > low || now_high > high)),
        (Yield::Intermediary { name, payer }, Yield::Intermediary { name: same, payer: now }) => {
            let pays =
                |payer: &Option<std::sync::Arc<str>>| payer.as_deref().is_some_and(|payer| payer.contains("申请人"));
            worse("intermediary", name == same && pays(now) && !pays(payer))
        }
        _ => None,
    }
}

fn limit(before: &Limit, now: &Limit, calendar: &Calendar) -> Option<Worse> {
    let (was, is) = (before.length?, now.length?);
    if before.overdue.as_deref().is_some_and(favourable) && now.overdue.is_none() {
        return Some(Worse::always("overdue"));
    }
    if let Some(what) = limited(before.kind) {
        return later_from(what, (before.start, was), (now.start, is), calendar);
    }
    match before.kind {
        // A period in which one may apply is the better the longer it is.
        LimitKind::AcceptPeriod => later("accept-period", is, was, calendar),
        _ => later("extension", was, is, calendar),
    }
}

/// Whether what follows from silence is what the applicant asked for (视为受理, 视为同意).
fn favourable(overdue: &str) -> bool {
    ["受理", "同意", "准予", "批准", "许可"].iter().any(|granted| overdue.contains(granted))
        && !["不", "拒"].iter().any(|refused| overdue.contains(refused))
}

/// The limits that count from an event of the case.
const fn limited(kind: LimitKind) -> Option<&'static str> {
    match kind {
        LimitKind::Promised => Some("promise"),
        LimitKind::Statutory | LimitKind::Notice | LimitKind::Delivery | LimitKind::Publicity => Some("limit"),
        LimitKind::AcceptPeriod | LimitKind::Extension => None,
    }
}

/// Whether a limit that counts from another event now ends later: from the acceptance the notice lies before it, from an event after that
/// nobody knows how much does.
fn later_from(
    what: &'static str,
    (from, before): (Event, Duration),
    (start, now): (Event, Duration),
    calendar: &Calendar,
) -> Option<Worse> {
    let times = match (order_of(from), order_of(start)) {
        (Some(was), Some(is)) if is > was && start == Event::Acceptance => vec![NOTICE, now],
        (Some(was), Some(is)) if is > was => return (now.amount > 0).then_some(Worse::always(what)),
        _ => vec![now],
    };
    excess(&times, before, calendar).map(|from| Worse { what, from: Some(from) })
}

/// The place of an event among those that every case goes through.
const fn order_of(event: Event) -> Option<u8> {
    match event {
        Event::Application | Event::Receipt => Some(0),
        Event::Acceptance => Some(1),
        Event::Decision => Some(2),
        Event::Delivery => Some(3),
        Event::Notice | Event::Correction | Event::Finding | Event::Expiry => None,
    }
}

fn venue(before: &Venue, now: &Venue, calendar: &Calendar) -> Option<Worse> {
    match (before, now) {
        (Venue::Forward(before), Venue::Forward(now)) | (Venue::Return(before), Venue::Return(now)) => {
            later("transit", *before, *now, calendar)
        }
        (Venue::ClockAtReceipt(true), Venue::ClockAtReceipt(false)) => Some(Worse::always("transit")),
        _ => None,
    }
}

fn result(before: &Yield, now: &Yield, calendar: &Calendar) -> Option<Worse> {
    let (
        Yield::Result { validity, permanent, delivery, .. },
        Yield::Result { validity: now, permanent: still, delivery: ways, .. },
    ) = (before, now)
    else {
        return None;
    };
    let lost = delivery.iter().any(|(way, _)| !ways.iter().any(|(same, _)| same == way));
    if lost || (*permanent && !still) {
        return Some(Worse::always("result"));
    }
    let (before, now) = validity.zip(*now)?;
    later("result", now, before, calendar)
}

/// Whether a benefit pays less within some time: what is paid at least as often and no less each time never does, and what comes more
/// often makes up for smaller parts if they are as much over a year.
fn less_paid((before, period): (i64, BenefitPeriod), (now, now_period): (i64, BenefitPeriod)) -> bool {
    match (payments_a_year(period), payments_a_year(now_period)) {
        (Some(before_times), Some(now_times)) => {
            now_times < before_times || now.saturating_mul(now_times) < before.saturating_mul(before_times)
        }
        (None, None) => now < before,
        // Once and again: only what is no less each time is certainly as much.
        (None, Some(_)) => now < before,
        (Some(_), None) => true,
    }
}

const fn payments_a_year(period: BenefitPeriod) -> Option<i64> {
    match period {
        BenefitPeriod::Monthly => Some(12),
        BenefitPeriod::Yearly => Some(1),
        BenefitPeriod::Once => None,
    }
}

/// Whether something that lasts at most so long now may last longer; no length is no bound.
fn unbounded(
    what: &'static str,
    before: Option<Duration>,
    now: Option<Duration>,
    calendar: &Calendar,
) -> Option<Worse> {
    match (before, now) {
        (Some(_), None) => Some(Worse::always(what)),
        (Some(before), Some(now)) => later(what, before, now, calendar),
        (None, _) => None,
    }
}

/// Whether `now` ends after `before` from some start.
fn later(what: &'static str, before: Duration, now: Duration, calendar: &Calendar) -> Option<Worse> {
    longer(before, now, calendar).map(|from| Worse { what, from: Some(from) })
}

fn longer(before: Duration, now: Duration, calendar: &Calendar) -> Option<Excess> {
    excess(&[now], before, calendar)
}
