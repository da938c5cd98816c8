//! Waivers: who may be waived, how long, and what is reported of them.

use matter_checks::waivers::{Waiving, apply};
use matter_core::diagnostic::{Code, Diagnostic, Place};
use matter_core::hir::{Day, Origin, Waiver};

fn waiver(code: &str, until: (i32, u8, u8)) -> Waiver {
    let until = Day::from_civil(until.0, until.1, until.2).unwrap_or_default();
    Waiver { code: code.into(), reason: "沿用原文".into(), until, origin: Origin::default() }
}

fn run(found: &[&'static str], waiver: Waiver) -> Waiving {
    let found = found.iter().map(|code| Diagnostic::new(Code(code), Place::Project)).collect();
    apply(found, &[waiver], Day::from_civil(2026, 11, 1))
}

fn standing(result: &Waiving) -> Vec<&'static str> {
    result.standing.iter().map(|finding| finding.code.0).collect()
}

#[test]
fn a_rule_of_the_domain_is_waived_and_recorded() {
    let result = run(&["M042", "M107"], waiver("M042", (2026, 12, 31)));
    assert_eq!(standing(&result), ["M107"]);
    assert_eq!(result.waived.len(), 1);
    assert_eq!(&*result.waived[0].waiver.reason, "沿用原文");
}

#[test]
fn the_last_day_still_counts_and_the_day_after_does_not() {
    assert!(standing(&run(&["M042"], waiver("M042", (2026, 11, 1)))).is_empty());
    assert_eq!(standing(&run(&["M042"], waiver("M042", (2026, 10, 31)))), ["M042", "E0580"]);
}

#[test]
fn a_year_is_the_longest() {
    assert!(standing(&run(&["M042"], waiver("M042", (2027, 11, 1)))).is_empty());
    assert_eq!(standing(&run(&["M042"], waiver("M042", (2027, 11, 2)))), ["M042", "E0581"]);
}

#[test]
fn proofs_are_not_waived_and_not_decided_is() {
    assert_eq!(standing(&run(&["E0401"], waiver("E0401", (2026, 12, 31)))), ["E0401", "E0582"]);
    assert!(standing(&run(&["E0490"], waiver("E0490", (2026, 12, 31)))).is_empty());
}

#[test]
fn unknown_codes_and_idle_waivers_are_reported() {
    assert_eq!(standing(&run(&[], waiver("M999", (2026, 12, 31)))), ["E0583"]);
    assert_eq!(standing(&run(&[], waiver("M042", (2026, 12, 31)))), ["E0584"]);
}

#[test]
fn without_a_day_nothing_has_expired() {
    let found = vec![Diagnostic::new(Code("M042"), Place::Project)];
    assert!(apply(found, &[waiver("M042", (2000, 1, 1))], None).standing.is_empty());
}
