//! Due dates from events, against vectors that were worked out by hand.
#![allow(clippy::expect_used, reason = "what fails in a test fails the test")]

mod common;

use common::{china_2026, day};
use matter_runtime::due::{
    Begins, Deadline, Due, Event, EventKind, Exclusion, Length, LimitKind, Limits, Phase, Start, Term, Undated, Unit,
    due, stages,
};
use matter_runtime::tables::Day;
use matter_runtime::{Dates, Error, RuleId};
use proptest::prelude::*;

const REVIEW: RuleId = RuleId(7);
const HEARING: RuleId = RuleId(8);

fn term(kind: LimitKind, amount: i64, unit: Unit, start: Start) -> Term {
    Term {
        kind,
        length: Length { amount, unit },
        start,
        stage: None,
        deems_accepted: kind == LimitKind::Notice,
        extends: LimitKind::Statutory,
        certain: true,
    }
}

fn statutory(amount: i64) -> Term {
    term(LimitKind::Statutory, amount, Unit::WorkingDays, Start::Acceptance)
}

fn notice() -> Term {
    term(LimitKind::Notice, 5, Unit::WorkingDays, Start::Receipt)
}

fn at(kind: EventKind, date: &str) -> Event {
    Event::on(kind, day(date))
}

fn limits(terms: &[Term]) -> Limits {
    let most = Length { amount: 2, unit: Unit::WorkingDays };
    let exclusions = vec![
        Exclusion { rule: REVIEW, at_most: None, stage: None },
        Exclusion { rule: HEARING, at_most: Some(most), stage: None },
    ];
    Limits { terms: terms.to_vec(), exclusions, ..Limits::default() }
}

fn run(terms: &[Term], events: &[Event], as_of: &str) -> Result<Due, Error> {
    due(&china_2026(), &limits(terms), events, day(as_of))
}

fn last_day(terms: &[Term], events: &[Event]) -> Option<Day> {
    let due = run(terms, events, "2026-12-31").expect("events in order");
    due.decision().map(|(_, deadline)| deadline.day)
}

#[test]
fn a_pause_moves_the_end_by_its_working_days() {
    let accepted = at(EventKind::Accepted, "2026-09-01");
    assert_eq!(last_day(&[statutory(20)], &[accepted]), Some(day("2026-09-29")));
    let paused = [accepted, at(EventKind::Paused(REVIEW), "2026-09-08"), at(EventKind::Resumed(REVIEW), "2026-09-17")];
    assert_eq!(last_day(&[statutory(20)], &paused), Some(day("2026-10-15")));
}

#[test]
fn overlapping_pauses_count_once() {
    let events = [
        at(EventKind::Accepted, "2026-09-01"),
        at(EventKind::Paused(REVIEW), "2026-09-08"),
        at(EventKind::Paused(RuleId(9)), "2026-09-10"),
        at(EventKind::Resumed(RuleId(9)), "2026-09-15"),
        at(EventKind::Resumed(REVIEW), "2026-09-17"),
    ];
    assert_eq!(last_day(&[statutory(20)], &events), Some(day("2026-10-15")));
    let longer = [
        at(EventKind::Accepted, "2026-09-01"),
        at(EventKind::Paused(REVIEW), "2026-09-08"),
        at(EventKind::Paused(RuleId(9)), "2026-09-10"),
        at(EventKind::Resumed(REVIEW), "2026-09-15"),
        at(EventKind::Resumed(RuleId(9)), "2026-09-17"),
    ];
    assert_eq!(last_day(&[statutory(20)], &longer), Some(day("2026-10-15")));
}

#[test]
fn a_reason_with_a_longest_time_stops_pausing_when_it_is_used_up() {
    let open = [at(EventKind::Accepted, "2026-09-01"), at(EventKind::Paused(HEARING), "2026-09-08")];
    // Two working days do not count: 09-08 and 09-09; the end moves from 09-29 over 09-30 to 10-08.
    assert_eq!(last_day(&[statutory(20)], &open), Some(day("2026-10-08")));
    let again = [
        open[0],
        open[1],
        at(EventKind::Resumed(HEARING), "2026-09-08"),
        at(EventKind::Paused(HEARING), "2026-09-14"),
        at(EventKind::Resumed(HEARING), "2026-09-16"),
    ];
    assert_eq!(last_day(&[statutory(20)], &again), Some(day("2026-10-08")));
}

#[test]
fn while_the_clock_stands_still_no_end_is_known() {
    let events = [at(EventKind::Accepted, "2026-09-01"), at(EventKind::Paused(REVIEW), "2026-09-08")];
    let due = run(&[statutory(20)], &events, "2026-09-10").expect("events in order");
    assert_eq!((due.decision(), due.paused_since), (None, Some(day("2026-09-08"))));
    assert_eq!(due.undated, Some(Undated::Paused));
}

#[test]
fn with_the_decision_every_pause_ends_and_delivery_is_never_paused() {
    let delivery = term(LimitKind::Delivery, 10, Unit::WorkingDays, Start::Decision);
    let (accepted, decided) = (at(EventKind::Accepted, "2026-03-02"), at(EventKind::Decided, "2026-03-05"));
    // Ten working days after Thursday 03-05 end on Thursday 03-19, whatever the decision had to wait for. Of the twenty that end on 03-30
    // three do not count, 03-03 to 03-05.
    let review = [accepted, at(EventKind::Paused(REVIEW), "2026-03-03"), decided];
    let due = run(&[statutory(20), delivery], &review, "2026-03-05").expect("in order");
    assert_eq!(due.delivery.map(|end| end.day), Some(day("2026-03-19")));
    assert_eq!(due.statutory.map(|end| end.day), Some(day("2026-04-02")));
    assert_eq!((due.paused_since, due.undated), (None, None));
    // A reason that lasts two working days at most has ended before the decision.
    let hearing = [accepted, at(EventKind::Paused(HEARING), "2026-03-03"), decided];
    let due = run(&[statutory(20), delivery], &hearing, "2026-03-05").expect("in order");
    assert_eq!(due.delivery.map(|end| end.day), Some(day("2026-03-19")));
    assert_eq!(due.statutory.map(|end| end.day), Some(day("2026-04-01")));
}

#[test]
fn a_promise_in_hours_is_earlier_than_the_end_of_the_same_day() {
    let hours = term(LimitKind::Promised, 24, Unit::Hours, Start::Acceptance);
    let accepted = Event::at(EventKind::Accepted, day("2026-03-02"), 9 * 60);
    let due = run(&[statutory(1), hours], &[accepted], "2026-03-02").expect("in order");
    let promise = Deadline { day: day("2026-03-03"), minute: Some(540), provisional: false };
    assert_eq!(due.decision(), Some((LimitKind::Promised, promise)));
}

#[test]
fn no_day_is_known_while_an_earlier_promise_may_hold() {
    let promise =
        |amount, certain| Term { certain, ..term(LimitKind::Promised, amount, Unit::WorkingDays, Start::Acceptance) };
    let accepted = [at(EventKind::Accepted, "2026-03-03")];
    let shown = |terms: &[Term]| {
        let due = run(terms, &accepted, "2026-03-03").expect("in order");
        (due.decision().map(|(kind, end)| (kind, end.day)), due.undated)
    };
    // Ten working days after Tuesday 2026-03-03 end on 03-17, five on 03-10.
    let law = (Some((LimitKind::Statutory, day("2026-03-17"))), None);
    assert_eq!(shown(&[statutory(10), promise(1, false), promise(5, false)]), (None, Some(Undated::Answers)));
    assert_eq!(shown(&[statutory(10), promise(15, false)]), law);
    assert_eq!(shown(&[statutory(10), promise(10, false)]), law);
    assert_eq!(shown(&[promise(5, false)]), (None, Some(Undated::Answers)));
    let held = (Some((LimitKind::Promised, day("2026-03-10"))), None);
    assert_eq!(shown(&[Term { certain: false, ..statutory(10) }, promise(5, true)]), held);
}

#[test]
fn why_there_is_no_day_is_said() {
    let applied = [at(EventKind::Applied, "2026-03-02")];
    let why = |terms: &[Term]| run(terms, &applied, "2026-03-02").expect("in order").undated;
    assert_eq!(why(&[]), Some(Undated::NoLimit));
    assert_eq!(why(&[notice()]), Some(Undated::NoLimit));
    assert_eq!(why(&[statutory(20)]), Some(Undated::NotStarted));
}

#[test]
fn the_days_of_a_case_are_those_that_its_events_tell() {
    let events = [
        at(EventKind::Applied, "2026-06-29"),
        at(EventKind::Accepted, "2026-07-02"),
        at(EventKind::Decided, "2026-07-03"),
    ];
    let told = Dates::on(day("2026-06-29")).told_by(&events).expect("the same days");
    assert_eq!((told.acceptance, told.decision), (Some(day("2026-07-02")), Some(day("2026-07-03"))));
    assert_eq!(told.told_by(&events), Ok(told));
    let others = [
        Dates::on(day("2026-06-30")),
        Dates { acceptance: Some(day("2026-07-01")), ..Dates::on(day("2026-06-29")) },
        Dates { decision: Some(day("2026-07-06")), ..Dates::on(day("2026-06-29")) },
    ];
    for dates in others {
        assert_eq!(dates.told_by(&events).map_err(|error| error.code()), Err("R308"), "{dates:?}");
    }
    let early = [at(EventKind::Received, "2026-06-26"), at(EventKind::Accepted, "2026-07-02")];
    assert_eq!(Dates::on(day("2026-06-29")).told_by(&early).map_err(|error| error.code()), Err("R308"));
}

#[test]
fn a_pause_after_the_last_day_changes_nothing() {
    let events = [
        at(EventKind::Accepted, "2026-09-01"),
        at(EventKind::Paused(REVIEW), "2026-09-30"),
        at(EventKind::Resumed(REVIEW), "2026-10-20"),
    ];
    assert_eq!(last_day(&[statutory(20)], &events), Some(day("2026-09-29")));
}

#[test]
fn natural_days_that_end_on_a_day_off_end_on_the_next_working_day() {
    let natural = term(LimitKind::Statutory, 15, Unit::CalendarDays, Start::Acceptance);
    assert_eq!(last_day(&[natural], &[at(EventKind::Accepted, "2026-09-21")]), Some(day("2026-10-08")));
    let month = term(LimitKind::Statutory, 1, Unit::Months, Start::Acceptance);
    // 2026-02-28 is a Saturday that is worked.
    assert_eq!(last_day(&[month], &[at(EventKind::Accepted, "2026-01-31")]), Some(day("2026-02-28")));
}

#[test]
fn hours_run_from_the_moment() {
    let hours = term(LimitKind::Promised, 24, Unit::Hours, Start::Acceptance);
    let accepted = Event::at(EventKind::Accepted, day("2026-10-01"), 9 * 60 + 30);
    let due = run(&[hours], &[accepted], "2026-10-01").expect("events in order");
    let expected = Deadline { day: day("2026-10-02"), minute: Some(570), provisional: false };
    assert_eq!(due.promised, Some(expected));
}

#[test]
fn on_the_spot_is_the_day_itself() {
    assert_eq!(last_day(&[statutory(0)], &[at(EventKind::Accepted, "2026-03-02")]), Some(day("2026-03-02")));
}

#[test]
fn the_earlier_of_promise_and_law_is_due_and_named() {
    let promise = term(LimitKind::Promised, 7, Unit::CalendarDays, Start::Acceptance);
    let law = statutory(5);
    // Around the National Day five working days are later than seven natural ones.
    let around = run(&[promise, law], &[at(EventKind::Accepted, "2026-09-30")], "2026-09-30").expect("in order");
    let named = around.decision().map(|(kind, deadline)| (kind, deadline.day));
    assert_eq!(named, Some((LimitKind::Promised, day("2026-10-08"))));
    let plain = run(&[promise, law], &[at(EventKind::Accepted, "2026-03-02")], "2026-03-02").expect("in order");
    // Both end on 2026-03-09: the law binds.
    let named = plain.decision().map(|(kind, deadline)| (kind, deadline.day));
    assert_eq!(named, Some((LimitKind::Statutory, day("2026-03-09"))));
}

#[test]
fn whoever_is_not_told_in_time_is_accepted_from_receipt() {
    let terms = [notice(), statutory(20)];
    let received = [at(EventKind::Received, "2026-03-02")];
    let waiting = run(&terms, &received, "2026-03-09").expect("in order");
    assert_eq!((waiting.accepted, waiting.notice.map(|end| end.day)), (None, Some(day("2026-03-09"))));
    let silent = run(&terms, &received, "2026-03-10").expect("in order");
    assert_eq!((silent.accepted, silent.deemed_accepted), (Some(day("2026-03-02")), true));
    assert_eq!(silent.decision().map(|(_, end)| end.day), Some(day("2026-03-30")));
    let late = [received[0], at(EventKind::Accepted, "2026-03-11")];
    assert_eq!(run(&terms, &late, "2026-03-11").expect("in order").accepted, Some(day("2026-03-02")));
    let in_time = [received[0], at(EventKind::Accepted, "2026-03-09")];
    let in_time = run(&terms, &in_time, "2026-03-11").expect("in order");
    assert_eq!((in_time.accepted, in_time.deemed_accepted), (Some(day("2026-03-09")), false));
}

#[test]
fn a_notice_in_time_waits_for_the_correction_and_begins_anew_with_it() {
    let terms = [notice(), statutory(20)];
    let told = [at(EventKind::Received, "2026-03-02"), at(EventKind::Noticed, "2026-03-06")];
    assert_eq!(run(&terms, &told, "2026-04-30").expect("in order").accepted, None);
    let corrected = [told[0], told[1], at(EventKind::Corrected, "2026-03-16")];
    let due = run(&terms, &corrected, "2026-03-24").expect("in order");
    assert_eq!((due.accepted, due.deemed_accepted), (Some(day("2026-03-16")), true));
    let late = [told[0], at(EventKind::Noticed, "2026-03-10")];
    assert_eq!(run(&terms, &late, "2026-03-10").expect("in order").accepted, Some(day("2026-03-02")));
}

#[test]
fn without_such_a_rule_silence_accepts_nothing() {
    let silent = Term { deems_accepted: false, ..notice() };
    let due = run(&[silent, statutory(20)], &[at(EventKind::Received, "2026-03-02")], "2026-06-01").expect("in order");
    assert_eq!((due.accepted, due.decision()), (None, None));
}

#[test]
fn a_limit_from_receipt_begins_anew_with_the_correction() {
    let receipt = term(LimitKind::Statutory, 7, Unit::WorkingDays, Start::Receipt);
    assert_eq!(last_day(&[receipt], &[at(EventKind::Received, "2026-04-30")]), Some(day("2026-05-13")));
    let corrected = [
        at(EventKind::Received, "2026-04-20"),
        at(EventKind::Noticed, "2026-04-22"),
        at(EventKind::Corrected, "2026-04-30"),
    ];
    assert_eq!(last_day(&[receipt], &corrected), Some(day("2026-05-13")));
}

#[test]
fn a_limit_is_extended_once_and_only_before_it_passes() {
    let extension = term(LimitKind::Extension, 10, Unit::WorkingDays, Start::Acceptance);
    let terms = [statutory(20), extension];
    let accepted = at(EventKind::Accepted, "2026-02-13");
    let extended = [accepted, at(EventKind::Extended, "2026-03-19")];
    assert_eq!(last_day(&terms, &extended), Some(day("2026-04-02")));
    let late = run(&terms, &[accepted, at(EventKind::Extended, "2026-03-20")], "2026-03-20");
    assert_eq!(late, Err(Error::NotExtensible { day: day("2026-03-20") }));
    let twice = [extended[0], extended[1], at(EventKind::Extended, "2026-03-20")];
    assert_eq!(run(&terms, &twice, "2026-03-20"), Err(Error::ExtendedTwice { day: day("2026-03-20") }));
    let nothing = run(&[statutory(20)], &extended, "2026-03-20");
    assert_eq!(nothing, Err(Error::NotExtensible { day: day("2026-03-19") }));
}

#[test]
fn the_result_is_delivered_from_the_decision() {
    let delivery = term(LimitKind::Delivery, 10, Unit::WorkingDays, Start::Decision);
    let events = [at(EventKind::Accepted, "2026-09-01"), at(EventKind::Decided, "2026-09-30")];
    let due = run(&[statutory(20), delivery], &events, "2026-09-30").expect("in order");
    assert_eq!(due.delivery.map(|end| end.day), Some(day("2026-10-20")));
}

#[test]
fn beyond_the_published_calendar_a_day_is_provisional_and_beyond_its_end_an_error() {
    let due = run(&[statutory(20)], &[at(EventKind::Accepted, "2026-12-30")], "2026-12-30").expect("in order");
    assert!(due.decision().is_some_and(|(_, end)| end.provisional));
    let beyond = run(&[statutory(20)], &[at(EventKind::Accepted, "2027-12-30")], "2027-12-30");
    assert_eq!(beyond.map_err(|error| error.code()), Err("R303"));
}

#[test]
fn events_out_of_order_are_refused() {
    let nine = Event::at(EventKind::Received, day("2026-03-02"), 9 * 60);
    let lists: [&[Event]; 12] = [
        &[at(EventKind::Received, "2026-03-02"), at(EventKind::Accepted, "2026-03-01")],
        &[at(EventKind::Accepted, "2026-03-02"), at(EventKind::Received, "2026-03-03")],
        &[at(EventKind::Received, "2026-03-02"), at(EventKind::Applied, "2026-03-02")],
        &[at(EventKind::Applied, "2026-03-02"), at(EventKind::Applied, "2026-03-03")],
        &[at(EventKind::Accepted, "2026-03-02"), at(EventKind::Resumed(REVIEW), "2026-03-03")],
        &[at(EventKind::Paused(REVIEW), "2026-03-02"), at(EventKind::Paused(REVIEW), "2026-03-03")],
        &[at(EventKind::Decided, "2026-03-02"), at(EventKind::Extended, "2026-03-03")],
        &[at(EventKind::Delivered, "2026-03-02")],
        &[at(EventKind::Accepted, "2026-03-02"), at(EventKind::Accepted, "2026-03-02")],
        &[
            at(EventKind::Paused(REVIEW), "2026-03-02"),
            at(EventKind::Decided, "2026-03-03"),
            at(EventKind::Resumed(REVIEW), "2026-03-04"),
        ],
        &[nine, Event::at(EventKind::Accepted, day("2026-03-02"), 8 * 60)],
        &[at(EventKind::Accepted, "2026-03-06")],
    ];
    for events in lists {
        let error = run(&[statutory(20)], events, "2026-03-05");
        assert_eq!(error.map_err(|error| error.code()), Err("R305"), "{events:?}");
    }
}

fn two_stages() -> Limits {
    let of =
        |stage, kind, amount| Term { stage: Some(stage), ..term(kind, amount, Unit::WorkingDays, Start::Acceptance) };
    let terms = vec![
        of(0, LimitKind::Statutory, 20),
        of(0, LimitKind::Promised, 5),
        of(1, LimitKind::Statutory, 40),
        of(1, LimitKind::Promised, 15),
    ];
    let exclusions = vec![
        Exclusion { rule: REVIEW, at_most: None, stage: Some(0) },
        Exclusion { rule: HEARING, at_most: None, stage: Some(1) },
    ];
    Limits { terms, exclusions, phases: vec![Phase { after: None }, Phase { after: Some(0) }], ..Limits::default() }
}

#[test]
fn a_stage_begins_when_the_one_before_is_decided_or_has_to_be() {
    let calendar = china_2026();
    let ends = |events: &[Event]| -> (Vec<Option<Day>>, Option<Day>) {
        let as_of = day("2026-06-01");
        let stages = stages(&calendar, &two_stages(), events, as_of).expect("in order");
        let whole = due(&calendar, &two_stages(), events, as_of).expect("in order");
        let last = |(_, end): (LimitKind, Deadline)| end.day;
        (stages.iter().map(|stage| stage.days.decision().map(last)).collect(), whole.decision().map(last))
    };
    let accepted = at(EventKind::Accepted, "2026-03-02");
    // Five working days after Monday 2 March: the 9th; fifteen after that: the 30th.
    let (first, last) = (Some(day("2026-03-09")), Some(day("2026-03-30")));
    assert_eq!(ends(&[accepted]), (vec![first, last], last));
    // Decided on Thursday the 5th: fifteen from there end on the 26th.
    let decided = Event { stage: Some(0), ..at(EventKind::Decided, "2026-03-05") };
    let early = Some(day("2026-03-26"));
    assert_eq!(ends(&[accepted, decided]), (vec![first, early], early));
    // The first stage stands still, and the second waits for it.
    let paused = at(EventKind::Paused(REVIEW), "2026-03-04");
    assert_eq!(ends(&[accepted, paused]), (vec![None, None], None));
    // A reason of the second stage does not stop the first.
    let other = at(EventKind::Paused(HEARING), "2026-03-04");
    assert_eq!(ends(&[accepted, other]), (vec![first, None], None));
    let twice = due(&calendar, &two_stages(), &[accepted, decided, decided], day("2026-06-01"));
    assert_eq!(twice.map_err(|error| error.code()), Err("R305"));
}

#[test]
fn a_late_decision_of_the_whole_does_not_move_its_own_last_day() {
    let last = |events: &[Event]| {
        let due = due(&china_2026(), &two_stages(), events, day("2026-06-01")).expect("in order");
        due.decision().map(|(_, end)| end.day)
    };
    let accepted = at(EventKind::Accepted, "2026-03-02");
    // Nothing says when the first stage was decided: it had to be on the 9th, and fifteen working days later is the 30th.
    for whole in ["2026-03-11", "2026-06-01"] {
        assert_eq!(last(&[accepted, at(EventKind::Decided, whole)]), Some(day("2026-03-30")), "{whole}");
    }
}

#[test]
fn what_cannot_happen_in_this_order_is_refused() {
    let stage = |stage, date: &str| Event { stage: Some(stage), ..at(EventKind::Decided, date) };
    let accepted = at(EventKind::Accepted, "2026-03-02");
    let received = at(EventKind::Received, "2026-03-02");
    let arrived = |date: &str| at(EventKind::Arrived, date);
    let (first, second) = (stage(0, "2026-03-05"), stage(1, "2026-03-11"));
    let refused = |limits: &Limits, events: &[Event]| {
        due(&china_2026(), limits, events, day("2026-06-01")).map(|_| ()).map_err(|error| error.code())
    };
    let lists: [&[Event]; 7] = [
        // The second stage waits for the first.
        &[accepted, stage(1, "2026-03-05"), stage(0, "2026-03-10")],
        // Handed over before the whole is decided; decided after it was handed over.
        &[accepted, first, at(EventKind::Delivered, "2026-03-06")],
        &[accepted, first, second, at(EventKind::Delivered, "2026-03-12"), at(EventKind::Decided, "2026-03-13")],
        &[at(EventKind::Noticed, "2026-03-02"), at(EventKind::Received, "2026-03-03")],
        &[received, at(EventKind::Decided, "2026-03-03")],
        &[received, accepted, arrived("2026-03-09"), arrived("2026-03-20")],
        &[received, arrived("2026-03-09"), at(EventKind::Accepted, "2026-03-10"), arrived("2026-03-20")],
    ];
    for events in lists {
        assert_eq!(refused(&two_stages(), events), Err("R305"), "{events:?}");
    }
    let fine: [&[Event]; 3] = [
        &[accepted, first, second, at(EventKind::Delivered, "2026-03-12")],
        &[accepted, at(EventKind::Decided, "2026-03-11"), at(EventKind::Delivered, "2026-03-12")],
        &[
            received,
            arrived("2026-03-03"),
            at(EventKind::Noticed, "2026-03-04"),
            at(EventKind::Corrected, "2026-03-05"),
            arrived("2026-03-06"),
        ],
    ];
    for events in fine {
        assert_eq!(refused(&two_stages(), events), Ok(()), "{events:?}");
    }
    // Nobody was told in time: it counts as accepted, and may be decided.
    let silent = [received, at(EventKind::Decided, "2026-03-10")];
    assert_eq!(refused(&limits(&[notice()]), &silent), Ok(()));
    let early = [received, at(EventKind::Decided, "2026-03-09")];
    assert_eq!(refused(&limits(&[notice()]), &early), Err("R305"), "the last day of the notice is the 9th");
}

#[test]
fn a_period_that_ends_on_a_day_off_can_be_paused_until_the_next_working_day() {
    let month = term(LimitKind::Promised, 1, Unit::Months, Start::Acceptance);
    let ends = |from: &str, to: Option<&str>| {
        let mut events = vec![at(EventKind::Accepted, "2026-09-01"), at(EventKind::Paused(REVIEW), from)];
        events.extend(to.map(|to| at(EventKind::Resumed(REVIEW), to)));
        run(&[month], &events, "2026-12-01").expect("in order").decision().map(|(_, end)| end.day)
    };
    // A month ends on 1 October, a holiday until the 7th: on Thursday the 8th. Paused that day and the twelve after it, it ends on the 21st.
    assert_eq!(ends("2026-10-08", Some("2026-10-20")), Some(day("2026-10-21")));
    assert_eq!(ends("2026-10-08", None), None);
    // Two days of the holiday: 10 October, a Saturday on which offices work.
    assert_eq!(ends("2026-10-05", Some("2026-10-06")), Some(day("2026-10-10")));
    assert_eq!(ends("2026-10-09", Some("2026-10-20")), Some(day("2026-10-08")));
}

#[test]
fn hours_from_an_event_without_a_time_end_on_a_day_without_a_time() {
    let promise = term(LimitKind::Promised, 24, Unit::Hours, Start::Acceptance);
    let due = run(&[promise], &[at(EventKind::Accepted, "2026-12-30")], "2026-12-30").expect("in order");
    assert_eq!(due.promised, Some(Deadline { day: day("2026-12-31"), minute: None, provisional: false }));
}

#[test]
fn what_is_handed_in_elsewhere_counts_from_receipt_or_from_arrival() {
    let promise = Term { kind: LimitKind::Promised, ..statutory(3) };
    let ends = |begins, events: &[Event]| {
        let limits = Limits { begins, ..limits(&[promise]) };
        let due = due(&china_2026(), &limits, events, day("2026-06-01")).expect("in order");
        (due.decision().map(|(_, end)| end.day), due.arrival.map(|arrival| (arrival.day, arrival.assumed)))
    };
    let (received, accepted) = (at(EventKind::Received, "2026-03-02"), at(EventKind::Accepted, "2026-03-04"));
    // Three working days after the 2nd: 3, 4, 5; after the 4th: 5, 6, 9.
    assert_eq!(ends(Begins::Acceptance, &[received, accepted]), (Some(day("2026-03-09")), None));
    assert_eq!(ends(Begins::Receipt, &[received, accepted]), (Some(day("2026-03-05")), None));
    assert_eq!(ends(Begins::Receipt, &[received]).0, None, "nothing counts before the acceptance");
    let forward = Begins::Arrival(Some(Length { amount: 1, unit: Unit::WorkingDays }));
    let at_once = at(EventKind::Accepted, "2026-03-02");
    let (assumed, third) = (Some((day("2026-03-03"), true)), day("2026-03-06"));
    assert_eq!(ends(forward, &[received, at_once]), (Some(third), assumed));
    assert_eq!(ends(forward, &[received, accepted]), (Some(day("2026-03-09")), assumed), "not before the acceptance");
    let arrived = at(EventKind::Arrived, "2026-03-05");
    let told = Some((day("2026-03-05"), false));
    // After Thursday the 5th: 6, 9, 10.
    assert_eq!(ends(forward, &[received, accepted, arrived]), (Some(day("2026-03-10")), told));
}

#[test]
fn hours_stand_still_from_the_minute_of_the_pause_to_that_of_the_resumption() {
    let promise = term(LimitKind::Promised, 48, Unit::Hours, Start::Acceptance);
    let when = |kind, date: &str, hour: u16| Event::at(kind, day(date), hour * 60);
    let ends = |first: Event, second: Event| {
        let events = [when(EventKind::Accepted, "2026-03-02", 9), first, second];
        let due = run(&[promise], &events, "2026-06-01").expect("in order");
        due.decision().map(|(_, end)| (end.day, end.minute))
    };
    let pause = |rule, date, hour| when(EventKind::Paused(rule), date, hour);
    let resume = |rule, date, hour| when(EventKind::Resumed(rule), date, hour);
    // From 2 March, 9:00, to 4 March, 9:00; five hours of the same day later.
    let same_day = ends(pause(REVIEW, "2026-03-02", 10), resume(REVIEW, "2026-03-02", 15));
    assert_eq!(same_day, Some((day("2026-03-04"), Some(14 * 60))));
    // 53 hours from 3 March, 10:00, to 5 March, 15:00.
    let over_days = ends(pause(REVIEW, "2026-03-03", 10), resume(REVIEW, "2026-03-05", 15));
    assert_eq!(over_days, Some((day("2026-03-06"), Some(14 * 60))));
    // A reason of at most two working days ends with the second, 4 March: 38 hours.
    let used_up = ends(pause(HEARING, "2026-03-03", 10), resume(HEARING, "2026-03-20", 15));
    assert_eq!(used_up, Some((day("2026-03-05"), Some(23 * 60))));
    // What begins when the time is over changes nothing.
    let late = ends(pause(REVIEW, "2026-03-04", 9), resume(REVIEW, "2026-03-05", 9));
    assert_eq!(late, Some((day("2026-03-04"), Some(9 * 60))));
}

fn any_event() -> impl Strategy<Value = Event> {
    let kinds = [
        EventKind::Applied,
        EventKind::Received,
        EventKind::Noticed,
        EventKind::Corrected,
        EventKind::Accepted,
        EventKind::Paused(REVIEW),
        EventKind::Resumed(REVIEW),
        EventKind::Paused(HEARING),
        EventKind::Resumed(HEARING),
        EventKind::Extended,
        EventKind::Found,
        EventKind::Decided,
        EventKind::Delivered,
    ];
    let days = prop_oneof![9 => 20_400..20_900_i32, 1 => any::<i32>()];
    (prop::sample::select(kinds.to_vec()), days, any::<u16>()).prop_map(|(kind, number, minute)| Event {
        kind,
        day: Day(number),
        minute,
        timed: true,
        stage: None,
    })
}

fn any_term() -> impl Strategy<Value = Term> {
    let kinds =
        [LimitKind::Statutory, LimitKind::Promised, LimitKind::Notice, LimitKind::Delivery, LimitKind::Extension];
    let units = [Unit::WorkingDays, Unit::CalendarDays, Unit::Months, Unit::Years, Unit::Hours];
    let starts =
        [Start::Application, Start::Receipt, Start::Correction, Start::Acceptance, Start::Finding, Start::Decision];
    let amounts = prop_oneof![9 => 0..60_i64, 1 => any::<i64>()];
    let one = |kind, unit, start, amount, certain| Term { certain, ..term(kind, amount, unit, start) };
    let select = prop::sample::select::<LimitKind>;
    (
        select(kinds.to_vec()),
        prop::sample::select(units.to_vec()),
        prop::sample::select(starts.to_vec()),
        amounts,
        any::<bool>(),
    )
        .prop_map(move |(kind, unit, start, amount, certain)| one(kind, unit, start, amount, certain))
}

proptest! {
    #[test]
    fn whatever_happened_there_is_a_day_or_an_error(
        terms in prop::collection::vec(any_term(), 0..5),
        mut events in prop::collection::vec(any_event(), 0..9),
        in_order: bool,
        later in 0..60_i32,
    ) {
        if in_order {
            events.sort_by_key(|event| (event.day, event.minute));
        }
        let most = Length { amount: 5, unit: Unit::CalendarDays };
        let exclusions = vec![
            Exclusion { rule: REVIEW, at_most: None, stage: None },
            Exclusion { rule: HEARING, at_most: Some(most), stage: None },
        ];
        let limits = Limits { terms, exclusions, ..Limits::default() };
        let as_of = events.last().map_or(Day(20_500), |event| event.day.plus_days(later.into()));
        if let Ok(due) = due(&china_2026(), &limits, &events, as_of) {
            let earliest = due.promised.into_iter().chain(due.statutory).min();
            let known = earliest.filter(|earliest| due.possible.is_none_or(|possible| possible >= *earliest));
            prop_assert_eq!(due.decision().map(|(_, deadline)| deadline), known);
            prop_assert_eq!(due.undated.is_none(), known.is_some());
        }
    }
}
