//! The longest way through the members of a theme, in working days.

use super::{Made, Member, serve_each_other};
use crate::decide::Status;
use crate::decision::Decision;
use crate::tables::ThemeStage;

/// A member begins when those whose results it needs, and those of earlier stages, have decided; members handled together do not wait for
/// each other. `None` if a member does not promise working days with certainty, or there is none.
pub(super) fn longest(members: &[Member<'_>], made: &Made, stages: &[ThemeStage]) -> Option<i64> {
    let open: Vec<&Member<'_>> = members.iter().filter(|member| member.is_open()).collect();
    let stage = |member: &Member<'_>| {
        let name = member.row.stage.as_ref()?;
        stages.iter().find(|stage| stage.name == *name).map(|stage| stage.seq)
    };
    let mut order: Vec<(&Member<'_>, Option<u16>)> = open.into_iter().map(|member| (member, stage(member))).collect();
    order.sort_by_key(|(member, stage)| (*stage, member.rank));
    let mut ends: Vec<i64> = Vec::with_capacity(order.len());
    for (member, stage) in &order {
        let waits = |(before, earlier): &(&Member<'_>, Option<u16>)| {
            earlier.zip(*stage).is_some_and(|(earlier, own)| earlier < own)
                || (before.rank < member.rank && !serve_each_other(before, member, made) && needs(member, before))
        };
        let begins = order.iter().zip(&ends).filter(|(before, _)| waits(before)).map(|(_, end)| *end).max();
        ends.push(begins.unwrap_or(0).checked_add(decision_days(&member.decision)?)?);
    }
    ends.into_iter().max()
}

/// Whether a member holds or hands in what another one results in.
fn needs(member: &Member<'_>, maker: &Member<'_>) -> bool {
    let makes = |document: &str| maker.decision.results.iter().any(|result| result.line.row.name == document);
    let handed_in = member.decision.materials.iter().flat_map(|material| &material.options).flatten();
    let held = member.decision.priors.iter().map(|prior| prior.line.row.material);
    handed_in.map(|document| document.material).chain(held).any(makes)
}

fn decision_days(decision: &Decision<'_>) -> Option<i64> {
    let of = |kind: &str| {
        let mut limits = decision.limits.iter().filter(|line| line.row.kind == kind && line.status == Status::Certain);
        limits.next()
    };
    let line = of("promised").or_else(|| of("statutory"))?;
    (line.row.unit == "working_days").then_some(line.row.amount)?
}
