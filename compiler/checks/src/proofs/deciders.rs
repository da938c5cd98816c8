//! In every shape of region that a definition covers there is a unit for each level that decides.
//!
//! 东莞 has no counties, some counties have no prefecture: a line that names a missing level must resolve to the unit that acts for it. A level
//! below that of the responsible region names several units, and so none.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::Yield;
use matter_core::regions::Acting;

use super::case::Case;
use super::codes;
use super::witness::Words;
use crate::words::level_word;

/// Checks the levels of all deciding lines against the shapes of region below the definition's scope.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let responsible = case.definition.rules.iter().find_map(|rule| match rule.yields {
        Yield::Responsible { level, .. } => Some(level),
        _ => None,
    });
    // Without 属地 the responsible unit is the one that receives; there is nothing to prove about it.
    let Some(responsible) = responsible else { return };
    let scope = &case.definition.scope;
    for rule in &case.definition.rules {
        let Yield::Decider { level, .. } = rule.yields else { continue };
        for class in words.regions.shape_classes(responsible, scope.first, scope.last) {
            let several = match words.regions.acting(class.example, level) {
                Acting::Missing => false,
                // The responsible region holds several units of the level: none of them is the one.
                Acting::TooCoarse => true,
                Acting::Unit(_) | Acting::Instead(..) => continue,
            };
            let region = words.region(class.example);
            let mut finding = case.finding(codes::NO_DECIDER, &rule.origin).with("region", Arg::Code(region));
            if let (true, Some(label)) = (several, finding.labels.first_mut()) {
                label.role = "several";
            }
            found.push(finding.with("level", Arg::Word(level_word(level))));
            break;
        }
    }
}
