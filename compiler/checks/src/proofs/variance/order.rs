//! When one line is worse for the applicant than another: forms, amounts, lengths, and what is given or taken away.

use matter_core::hir::{
    BenefitPeriod, Duration, Form, Limit, LimitKind, Requirement, RequirementMember, Venue, VenueMode, Yield,
};

use super::super::times::bounds_in_days;

/// What an applicant would miss, if it is something given.
pub(super) const fn given(yields: &Yield) -> Option<&'static str> {
    match yields {
        Yield::Channel(_) | Yield::Accept { .. } | Yield::Venue(Venue::Scope(_) | Venue::Mode(_)) => Some("places"),
        Yield::Benefit { .. } => Some("benefit"),
        Yield::Limit(Limit { kind: LimitKind::Promised, length: Some(_), .. }) => Some("promise"),
        Yield::Limit(Limit { kind: LimitKind::Notice | LimitKind::Delivery, length: Some(_), .. }) => Some("limit"),
        Yield::Commitment(_) => Some("commitment"),
        Yield::Trigger { .. } => Some("proactive"),
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
        _ => before == now,
    }
}

/// What a line takes away where the parent has no such line.
pub(super) const fn takes(yields: &Yield) -> Option<&'static str> {
    match yields {
        Yield::Fee { amount: 1.., .. } => Some("fee"),
        Yield::Exclusion { .. } => Some("exclusion"),
        Yield::Limit(Limit { kind: LimitKind::Extension, length: Some(_), .. }) => Some("extension"),
        Yield::Limit(Limit { kind: LimitKind::AcceptPeriod, length: Some(_), .. }) => Some("accept-period"),
        Yield::Intermediary { .. } => Some("intermediary"),
        Yield::Quota { amount: Some(_), .. } => Some("quota"),
        Yield::Instead { .. } => Some("instead"),
        _ => None,
    }
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

/// Whether meeting `before` may not be enough for `now`, though the documents are the same.
pub(super) fn harder(before: &Requirement, now: &Requirement) -> bool {
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
    let less_grace = match (before.grace, now.grace) {
        (Some(_), None) => true,
        (Some(before), Some(now)) => shorter(now, before),
        _ => false,
    };
    worse_member || more_marks || lost_exemption || less_grace
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
pub(super) fn worse(before: &Yield, now: &Yield) -> Option<&'static str> {
    match (before, now) {
        (Yield::Limit(before), Yield::Limit(now)) if before.kind == now.kind => limit(before, now),
        (Yield::Exclusion { name, at_most }, Yield::Exclusion { name: same, at_most: now }) if name == same => {
            longer(*at_most, *now).then_some("exclusion")
        }
        (Yield::Benefit { name, amount, period }, Yield::Benefit { name: same, amount: now, period: now_period }) => {
            let rarer = period_rank(*now_period) > period_rank(*period);
            (name == same && (now < amount || rarer)).then_some("benefit")
        }
        (Yield::Visits(before), Yield::Visits(now)) => (now > before).then_some("visits"),
        (Yield::Venue(before), Yield::Venue(now)) => venue(before, now).then_some("transit"),
        (
            Yield::Result { document, validity, permanent, delivery },
            Yield::Result { document: same, validity: now, permanent: still, delivery: ways },
        ) => {
            let shortened =
                (*permanent && !still) || validity.zip(*now).is_some_and(|(before, now)| shorter(now, before));
            let lost = delivery.iter().any(|(way, _)| !ways.iter().any(|(same, _)| same == way));
            (document == same && (shortened || lost)).then_some("result")
        }
        (Yield::Renewal { earliest, latest }, Yield::Renewal { earliest: now_earliest, latest: now_latest }) => {
            // The longer before the end a window closes, and the shorter before it opens, the fewer can use it.
            let opens_later = now_earliest.is_some_and(|now| earliest.is_none_or(|before| shorter(now, before)));
            let closes_earlier = now_latest.is_some_and(|now| latest.is_none_or(|before| shorter(before, now)));
            (opens_later || closes_earlier).then_some("renewal")
        }
        (Yield::Quota { amount, .. }, Yield::Quota { amount: now, .. }) => {
            now.is_some_and(|now| amount.is_none_or(|amount| now < amount)).then_some("quota")
        }
        (
            Yield::Discretion { name, low, high, .. },
            Yield::Discretion { name: same, low: now_low, high: now_high, .. },
        ) => (name == same && (now_low > low || now_high > high)).then_some("discretion"),
        (Yield::Intermediary { name, payer }, Yield::Intermediary { name: same, payer: now }) => {
            let pays =
                |payer: &Option<std::sync::Arc<str>>| payer.as_deref().is_some_and(|payer| payer.contains("申请人"));
            (name == same && pays(now) && !pays(payer)).then_some("intermediary")
        }
        _ => None,
    }
}

fn limit(before: &Limit, now: &Limit) -> Option<&'static str> {
    let (was, is) = (before.length?, now.length?);
    match before.kind {
        // A period in which one may apply is the better the longer it is.
        LimitKind::AcceptPeriod => shorter(is, was).then_some("accept-period"),
        LimitKind::Promised => shorter(was, is).then_some("promise"),
        LimitKind::Extension => shorter(was, is).then_some("extension"),
        LimitKind::Statutory | LimitKind::Notice | LimitKind::Delivery | LimitKind::Publicity => {
            shorter(was, is).then_some("limit")
        }
    }
}

fn venue(before: &Venue, now: &Venue) -> bool {
    match (before, now) {
        (Venue::Forward(before), Venue::Forward(now)) | (Venue::Return(before), Venue::Return(now)) => {
            shorter(*before, *now)
        }
        (Venue::ClockAtReceipt(before), Venue::ClockAtReceipt(now)) => *before && !now,
        _ => false,
    }
}

const fn period_rank(period: BenefitPeriod) -> u8 {
    match period {
        BenefitPeriod::Monthly => 0,
        BenefitPeriod::Yearly => 1,
        BenefitPeriod::Once => 2,
    }
}

/// Whether something that lasts at most so long now may last longer; no length is no bound.
fn longer(before: Option<Duration>, now: Option<Duration>) -> bool {
    match (before, now) {
        (Some(_), None) => true,
        (Some(before), Some(now)) => shorter(before, now),
        (None, _) => false,
    }
}

/// Whether `a` is certainly shorter than `b`; different units are compared by the longest and shortest that they can be.
fn shorter(a: Duration, b: Duration) -> bool {
    if a.unit == b.unit {
        return a.amount < b.amount;
    }
    bounds_in_days(a).1 < bounds_in_days(b).0
}
