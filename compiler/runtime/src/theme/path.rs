//! The longest way through the members of a theme, on the calendar.

use super::{Made, Member, serve_each_other};
use crate::calendar::Calendar;
use crate::decision::Decision;
use crate::due::{Length, Unit, end_of};
use crate::tables::{Day, ThemeStage};

/// The last day, the first members being accepted on a day. A member begins when those whose results it needs, and those of earlier stages,
/// have decided; members handled together do not wait for each other. `None` if it is not certain how long a member takes, if there is none,
/// or if the calendar does not reach so far.
pub(super) fn longest(
    (calendar, begins): (&Calendar, Day),
    members: &[Member<'_>],
    made: &Made,
    stages: &[ThemeStage],
) -> Option<Day> {
    let open: Vec<&Member<'_>> = members.iter().filter(|member| member.is_open()).collect();
    let stage = |member: &Member<'_>| {
        let name = member.row.stage.as_ref()?;
        stages.iter().find(|stage| stage.name == *name).map(|stage| stage.seq)
    };
    let mut order: Vec<(&Member<'_>, Option<u16>)> = open.into_iter().map(|member| (member, stage(member))).collect();
    order.sort_by_key(|(member, stage)| (*stage, member.rank));
    let mut ends: Vec<(Day, u16)> = Vec::with_capacity(order.len());
    for (member, stage) in &order {
        let waits = |(before, earlier): &(&Member<'_>, Option<u16>)| {
            earlier.zip(*stage).is_some_and(|(earlier, own)| earlier < own)
                || (before.rank < member.rank && !serve_each_other(before, member, made) && needs(member, before))
        };
        let last = order.iter().zip(&ends).filter(|(before, _)| waits(before)).map(|(_, end)| *end).max();
        ends.push(decided(calendar, last.unwrap_or((begins, 0)), length(&member.decision)?)?);
    }
    ends.into_iter().max().map(|(day, _)| day)
}

/// How many working days lie behind one day, up to another.
pub(super) fn working_days(calendar: &Calendar, begins: Day, ends: Day) -> Option<i64> {
    Some(i64::from(calendar.ordinal(ends)?) - i64::from(calendar.ordinal(begins)?))
}

/// Whether a member holds or hands in what another one results in.
fn needs(member: &Member<'_>, maker: &Member<'_>) -> bool {
    let makes = |document: &str| maker.decision.results.iter().any(|result| result.line.row.name == document);
    let handed_in = member.decision.materials.iter().flat_map(|material| &material.options).flatten();
    let held = member.decision.priors.iter().map(|prior| prior.line.row.material);
    handed_in.map(|document| document.material).chain(held).any(makes)
}

// Limits in hours end at a minute; what ends on a day off ends on the next working day.
fn decided(calendar: &Calendar, from: (Day, u16), length: Length) -> Option<(Day, u16)> {
    let (day, minute) = end_of(calendar, from, length).ok()?;
    match length.unit {
        Unit::WorkingDays => Some((day, minute)),
        Unit::Hours => calendar.ordinal(day).map(|_| (day, minute)),
        Unit::CalendarDays | Unit::Months | Unit::Years => calendar.roll(day).map(|day| (day, minute)),
    }
}

fn length(decision: &Decision<'_>) -> Option<Length> {
    let of = |kind: &str| decision.limits.iter().find(|line| line.row.kind == kind && line.settled);
    let row = &of("promised").or_else(|| of("statutory"))?.row;
    Some(Length { amount: row.amount?, unit: Unit::parse(row.unit)? })
}
