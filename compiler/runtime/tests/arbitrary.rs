//! Whatever the arguments are, every function answers or refuses: absurd days, strange names, numbers of other releases, events in any order.

#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::window::district;
use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Day, Fee, Requirement, RequirementMember, Row, Rule};
use matter_runtime::{
    Answer, Case, Catalogue, Dates, Decision, EditionId, Error, FactId, Given, Guide, Language, MatterId, Receipt,
    RegionId, Request, RuleId, Status, ThemeDecision, ThemeRequest, Venues, Why,
};
use proptest::prelude::*;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| district().open());

/// How many of the arbitrary cases came as far as a decision.
static DECIDED: AtomicUsize = AtomicUsize::new(0);

fn days() -> impl Strategy<Value = Day> {
    let known = ["2026-03-02", "2025-10-01", "2027-12-31", "0001-01-01", "9999-12-31"].map(common::day);
    let edges = [Day(i32::MIN), Day(i32::MAX), Day(0), Day(-1)];
    prop_oneof![
        1 => prop::sample::select([known.as_slice(), &edges].concat()),
        1 => any::<i32>().prop_map(Day),
        8 => (20_300..21_200).prop_map(Day)
    ]
}

fn numbers() -> impl Strategy<Value = u32> {
    prop_oneof![0..24_u32, any::<u32>(), Just(u32::MAX)]
}

/// Mostly numbers that exist: those below `count`.
fn few(count: u32) -> impl Strategy<Value = u32> {
    prop_oneof![9 => 0..count, 1 => numbers()]
}

fn names() -> impl Strategy<Value = String> {
    let known = [
        "二孩生育登记",
        "生育一件事",
        "婚姻状况",
        "建筑面积",
        "情况属实",
        "坂田街道",
        "龙岗区/坂田街道",
        "440307005000",
        "朝阳区",
        "朝阳区(220104)",
        "cn",
        "离异",
        "80.25",
        "9223372036854775808",
        "-1",
        "922337203685477580亿",
        "1.5万",
        "无",
        "是",
        "",
        "/",
        "()",
        "（）",
        "0",
        "000000000000",
        "99999999999999999999",
    ];
    prop_oneof![prop::sample::select(known.map(str::to_owned).to_vec()), any::<String>()]
}

fn answers() -> impl Strategy<Value = Vec<Given>> {
    let value = prop_oneof![9 => 0..4_i64, 1 => any::<i64>(), 1 => Just(i64::MIN), 1 => Just(i64::MAX)];
    let given = (few(4), value).prop_map(|(fact, value)| Given { fact: FactId(fact), value });
    prop::collection::vec(given, 0..6)
}

fn dates() -> impl Strategy<Value = Dates> {
    let other = || prop::option::of(days());
    let all = (days(), other(), other(), other(), any::<bool>());
    all.prop_map(|(application, acceptance, decision, event, ordered)| {
        let dates = Dates { application, acceptance, decision, event };
        let acceptance = acceptance.map(|day| day.max(application));
        let decision = decision.map(|day| day.max(acceptance.unwrap_or(application)));
        if ordered { Dates { acceptance, decision, ..dates } } else { dates }
    })
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let kinds = (0..12_usize, few(12)).prop_map(|(kind, rule)| match kind {
        0 => EventKind::Applied,
        1 => EventKind::Received,
        2 => EventKind::Noticed,
        3 => EventKind::Corrected,
        4 => EventKind::Accepted,
        5 => EventKind::Paused(RuleId(rule)),
        6 => EventKind::Resumed(RuleId(rule)),
        7 => EventKind::Extended,
        8 => EventKind::Found,
        9 => EventKind::Decided,
        10 => EventKind::Arrived,
        _ => EventKind::Delivered,
    });
    let stage = prop::option::of(0..3_u16);
    let event = (kinds, days(), any::<u16>(), stage);
    let event = event.prop_map(|(kind, day, minute, stage)| Event { kind, day, minute, timed: true, stage });
    (prop::collection::vec(event, 0..8), any::<bool>()).prop_map(|(mut events, ordered)| {
        if ordered {
            events.sort_by_key(|event| (event.day, event.minute));
        }
        events
    })
}

/// What was refused must have said so properly.
fn said<T>(answer: Result<T, Error>) {
    if let Err(error) = answer {
        assert!(error.code().starts_with('R') && error.code().len() == 4);
        assert!(!error.text(Language::Zh).is_empty() && !error.text(Language::En).is_empty());
    }
}

/// Everything that follows a decided case.
fn explained(case: &Case, answer: &Answer, events: &[Event], as_of: Day) {
    let catalogue = &*CATALOGUE;
    said(catalogue.due(case, answer, events, as_of));
    said(catalogue.stages_due(case, answer, events, as_of));
    said(catalogue.venues(case, answer));
    said(catalogue.receipt(case, answer));
    said(catalogue.lines::<Requirement>(answer));
    for per_amount in [None, Some(i64::MIN), Some(0), Some(i64::MAX)] {
        let fee =
            Fee { amount: i64::MAX, per: Some("建筑面积".into()), per_amount, cap: Some(-1), ..Fee::default() };
        said(catalogue.fee_amount(case, &fee.viewed()));
    }
    let decision = catalogue.decision(case, answer);
    if let Ok(decision) = &decision {
        said(catalogue.notice(decision, Language::Zh));
    }
    said(decision);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    fn any_case(
        matter in few(2), responsible in prop::option::weighted(0.8, few(16)), here in prop::option::of(few(16)),
        dates in dates(), answers in answers(), events in events(), as_of in days(),
    ) {
        let catalogue = &*CATALOGUE;
        let (responsible, here) = (responsible.map(RegionId), here.map(RegionId));
        let request = Request { matter: MatterId(matter), responsible, here, dates, answers: &answers };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        let resolved = case.resolve(catalogue, &request);
        let evaluated = catalogue.evaluate(&case, &mut answer);
        let mut open = Vec::new();
        said(catalogue.open_facts(&case, &answer, &mut open));
        prop_assert!(resolved.is_ok() || case.edition().is_none(), "a refused case is resolved to nothing");
        if evaluated.is_ok() {
            if case.edition().is_some() {
                DECIDED.fetch_add(1, Ordering::Relaxed);
            }
            explained(&case, &answer, &events, as_of);
        }
        said(resolved);
        said(catalogue.decide(&request));
        let theme = ThemeRequest { responsible, here, dates, answers: &answers };
        said(catalogue.theme("生育一件事", &theme));
    }

    #[test]
    fn any_name_and_number_is_found_or_refused(
        name in names(), value in names(), number in numbers(), other in numbers(), level in any::<u8>(), day in days(),
        given in any::<i64>(),
    ) {
        let catalogue = &*CATALOGUE;
        let (matter, region) = (MatterId(number), RegionId(number));
        said(catalogue.matter(&name));
        said(catalogue.region(&name, day));
        said(catalogue.calendar(&name));
        said(catalogue.fact(Some(matter), &name));
        said(catalogue.options(Some(matter), &name));
        said(catalogue.read_answer(Some(matter), &name, &value, day, &mut Vec::new()));
        said(catalogue.read_answer(None, &name, &value, day, &mut Vec::new()));
        said(catalogue.show_value(Given { fact: FactId(number), value: given }));
        said(catalogue.rows_named::<RequirementMember>(&name));
        said(catalogue.row::<Rule>(number));
        said(catalogue.region_path(region));
        said(catalogue.root(day));
        said(catalogue.edition_row(EditionId(number)));
        said(catalogue.offered(region, day));
        said(catalogue.guide(matter, RegionId(other), day));
        said(catalogue.why(RuleId(number), Language::En));
        said(catalogue.ways(RuleId(number)));
        said(catalogue.body_name(&name, region, level));
        let _ = (catalogue.unit(region, level), catalogue.parent(region), catalogue.acting_unit(region, level));
        let _ = catalogue.lies_in(region, RegionId(other));
        said(catalogue.theme(&name, &ThemeRequest { responsible: None, here: None, dates: Dates::on(day), answers: &[] }));
    }

    #[test]
    fn any_day_of_the_calendar_is_counted_or_refused(from in days(), to in days(), count in any::<i64>()) {
        let calendar = CATALOGUE.calendar("cn").unwrap();
        let _ = (calendar.after(from, count), calendar.working_days_in(from, to), calendar.roll(from));
        let _ = (calendar.is_working(from), calendar.is_provisional(from), calendar.ordinal(from));
        let _ = (from.plus_days(count), from.plus_months(count), from.plus_years(count), from.completed_years(to), from.completed_months(to));
        let _ = (from.months_begun(to), from.civil(), from.weekday(), from.to_string());
    }
}

#[test]
fn any_case_is_decided_or_refused() {
    any_case();
    let decided = DECIDED.load(Ordering::Relaxed);
    assert!(decided > 200, "only {decided} cases were decided");
}

#[test]
fn threads_may_share_a_catalogue_and_send_what_it_says() {
    const fn shared<T: Send + Sync + 'static>() {}
    shared::<Catalogue>();
    shared::<(Case, Answer, Decision, Guide, Venues, ThemeDecision, Why, Receipt, Error, Status)>();
    let catalogue = &*CATALOGUE;
    let matter = catalogue.matter(common::window::REGISTRATION).unwrap();
    let on = common::day("2026-03-02");
    let here = catalogue.region("坂田街道", on).unwrap();
    let request = Request { matter, responsible: Some(here), here: Some(here), dates: Dates::on(on), answers: &[] };
    let expected = catalogue.decide(&request).unwrap();
    std::thread::scope(|scope| {
        let deciding = || (0..50).all(|_| catalogue.decide(&request).as_ref() == Ok(&expected));
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(deciding)).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    });
}

/// One value of every error.
fn every_error() -> Vec<Error> {
    use matter_runtime::Damage;
    let (name, day) = (String::from("名"), common::day("2026-03-02"));
    let candidates = vec![name.clone()];
    vec![
        Error::NotAnImage,
        Error::OtherFormat { major: 9, minor: 1 },
        Error::Damaged { damage: Damage::Checksum },
        Error::UnknownMatter { name: name.clone() },
        Error::AmbiguousMatter { name: name.clone(), candidates: candidates.clone() },
        Error::UnknownPlace { name: name.clone() },
        Error::AmbiguousPlace { name: name.clone(), candidates: candidates.clone() },
        Error::UnknownFact { name: name.clone() },
        Error::AmbiguousFact { name: name.clone(), candidates: candidates.clone() },
        Error::UnknownTheme { name: name.clone() },
        Error::WrongType { fact: name.clone(), expected: "date".into(), unit: None, value: name.clone() },
        Error::TooManyDecimals { fact: name.clone(), value: name.clone(), most: 0 },
        Error::UnknownValue { fact: name.clone(), value: name.clone(), allowed: candidates.clone() },
        Error::OutsideDomain { fact: name.clone(), value: name.clone() },
        Error::AnsweredTwice { fact: name.clone() },
        Error::NotAsComputed { fact: name.clone(), value: name.clone(), computed: name.clone() },
        Error::GivenByTheCase { fact: name.clone() },
        Error::NoEdition { matter: name.clone(), day },
        Error::PlaceMissing,
        Error::OutsideCalendar { day },
        Error::UnknownCalendar { name: name.clone() },
        Error::EventsOutOfOrder { day },
        Error::ExtendedTwice { day },
        Error::NotExtensible { day },
        Error::DaysDiffer { day, event: day },
        Error::NotACandidate { place: name.clone(), candidates: candidates.clone() },
        Error::PlaceTooLarge { place: name.clone(), level: 4 },
        Error::ChannelNotOffered { channel: name.clone(), offered: candidates },
        Error::Contradictory { reasons: vec![name] },
    ]
}

#[test]
fn every_error_has_a_code_of_its_own_and_a_sentence_in_both_languages() {
    let errors = every_error();
    let codes: BTreeSet<&str> = errors.iter().map(Error::code).collect();
    assert_eq!(codes.len(), errors.len());
    assert_eq!(codes.len(), include_str!("../src/error.rs").matches("=> \"R").count(), "one of each");
    for error in &errors {
        let (zh, en) = (error.text(Language::Zh), error.text(Language::En));
        assert!(!zh.is_ascii() && zh != en, "{zh}");
        assert!(en.split(' ').count() > 3, "{en}");
        assert_eq!(error.to_string(), format!("{} {en}", error.code()));
    }
}
