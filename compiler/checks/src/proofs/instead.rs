//! 改办 sends some cases to another matter: not to itself, and not all of them, or nobody could ever finish here.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::Yield;
use matter_decide::Formula;

use super::case::Case;
use super::codes;
use super::existence::exists;
use super::times::applies;
use super::witness::Words;

/// Looks at all lines of 改办.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    for rule in &case.definition.rules {
        let Yield::Instead { matter } = &rule.yields else { continue };
        let itself = *matter == case.definition.matter.name;
        let elsewhere = applies(case, rule);
        let stays = Formula::and([case.eligible.clone(), Formula::not(elsewhere)]);
        if itself || exists(case, words, &stays, &rule.origin, found) == Some(false) {
            let mut finding =
                case.finding(codes::ALWAYS_INSTEAD, &rule.origin).with("other", Arg::Code(matter.clone()));
            if let Some(label) = finding.labels.first_mut() {
                label.role = if itself { "itself" } else { "everybody" };
            }
            found.push(finding);
        }
    }
}
