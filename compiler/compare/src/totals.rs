//! What became of each matter → the report with its totals.

use std::collections::BTreeMap;

use matter_answers::Date;
use matter_runtime::tables::{Day, Tables};

use crate::matter::{Became, Measures};
use crate::release::Release;
use crate::report::{
    Change, ChangeCount, Compared, Difference, Effect, Fall, MatterChange, MatterCount, Outcome, What,
};

/// The whole report.
pub(crate) fn difference(
    old: &Release<'_>,
    new: &Release<'_>,
    day: Day,
    became: Vec<Became>,
    elsewhere: Vec<Change>,
) -> Difference {
    let mut matters = MatterCount { before: old.matters.len(), after: new.matters.len(), ..MatterCount::default() };
    let (mut working_days, mut visits, mut materials) = (Fall::default(), Fall::default(), Fall::default());
    let mut changed = Vec::new();
    for one in became {
        let measures = match &one {
            Became::Same(measures) => *measures,
            Became::Changed(change) => {
                Measures { working_days: change.working_days, visits: change.visits, materials: change.materials }
            }
        };
        measures.working_days.into_iter().for_each(|fall| working_days.add(fall));
        measures.visits.into_iter().for_each(|fall| visits.add(fall));
        measures.materials.into_iter().for_each(|fall| materials.add(fall));
        match one {
            Became::Same(_) => matters.same += 1,
            Became::Changed(change) => {
                count(&mut matters, change.outcome);
                changed.push(change);
            }
        }
    }
    let changes = by_kind(&changed, &elsewhere);
    Difference {
        old: compared(old),
        new: compared(new),
        on: Date(day),
        matters,
        working_days,
        visits,
        materials,
        changes,
        changed,
        elsewhere,
    }
}

fn compared(release: &Release<'_>) -> Compared {
    let row = &release.row;
    Compared {
        name: row.name.clone(),
        title: row.title.clone(),
        version: row.version.clone(),
        as_of: Date(row.as_of),
        hash: row.semantic_hash.clone(),
    }
}

const fn count(matters: &mut MatterCount, outcome: Outcome) {
    match outcome {
        Outcome::Added => matters.added += 1,
        Outcome::Cut => matters.cut += 1,
        Outcome::Optimised => matters.optimised += 1,
        Outcome::Burdened => matters.burdened += 1,
        Outcome::Mixed => matters.mixed += 1,
        Outcome::Altered => matters.altered += 1,
    }
}

/// Counts of changes, in the order of the tables.
fn by_kind(changed: &[MatterChange], elsewhere: &[Change]) -> Vec<ChangeCount> {
    let mut counts: BTreeMap<&str, ChangeCount> = BTreeMap::new();
    for change in changed.iter().flat_map(MatterChange::changes).chain(elsewhere) {
        let zero = || ChangeCount { kind: change.kind.clone(), added: 0, removed: 0, changed: 0, better: 0, worse: 0 };
        let count = counts.entry(&change.kind).or_insert_with(zero);
        match change.what {
            What::Added => count.added += 1,
            What::Removed => count.removed += 1,
            What::Changed => count.changed += 1,
        }
        match change.effect {
            Effect::Better => count.better += 1,
            Effect::Worse => count.worse += 1,
            Effect::Neutral => {}
        }
    }
    Tables::SCHEMAS.iter().filter_map(|schema| counts.remove(schema.name)).collect()
}
