//! The SQLite carrier and the documented queries, against answers worked out by hand.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a missing value is a failed test"
)]
mod common;

use common::*;
use matter_core::hir::{Definition, FactKind, Level, Owner, When, Yield};
use matter_decide::{Formula, Ranges};
use matter_emit::queries::query;
use matter_runtime::tables::Limit;
use rusqlite::StatementStatus;

/// 居住证: asked of strangers; a residence of six months or a job; a finding; materials by case; who decides by age.
fn residence_permit() -> Definition {
    let facts = vec![
        yes_no("外地户籍"),
        number("居住月数", 0, 600),
        yes_no("就业"),
        owned_by(
            fact("情况属实", FactKind::Finding { by: Some("公安".into()) }, Ranges::between(0, 1)),
            Owner::Official,
        ),
        number("年龄", 0, 120),
        fact("居住地", FactKind::Region(Level::County), Ranges::between(0, 5)),
    ];
    let stays = Formula::or([Formula::at_least(1, 6), Formula::is(2, 1)]);
    let mut finding = condition("属实", Formula::is(3, 1));
    finding.yields =
        Yield::Condition { label: "属实".into(), holds: Formula::is(3, 1), official: Some("公安".into()) };
    let rules = vec![
        line(
            "responsible/居住地",
            When::If(Formula::True),
            Yield::Responsible { candidates: vec![5], level: Level::County },
        ),
        condition("居住", stays),
        finding,
        material("materials/身份证", Formula::True),
        material("materials/劳动合同", Formula::is(2, 1)),
        material("materials/租赁合同", Formula::and([Formula::is(2, 0), Formula::at_most(4, 59)])),
        decider("甲", When::If(Formula::at_least(4, 60)), Level::Town),
        decider("否则", When::Otherwise, Level::County),
        promise(7),
    ];
    let nevers = vec![never("未成年人没有就业", Formula::and([Formula::is(2, 1), Formula::at_most(4, 15)]))];
    definition("居住证申领", facts, nevers, rules)
}

fn decide(values: &[(&str, i64)]) -> Vec<(String, String)> {
    let connection = sqlite(&build(&[residence_permit()]));
    resolve(&connection, values);
    ask(&connection, query("decide")).iter().map(|row| (row[1].clone(), row[3].clone())).collect()
}

fn resolve(connection: &rusqlite::Connection, values: &[(&str, i64)]) {
    let values: Vec<_> = values.iter().map(|(fact, value)| ((*fact).to_owned(), *value)).collect();
    connection.execute_batch(&given("居住证申领", 4, day("2026-04-29"), &values)).unwrap();
}

fn expect(found: &[(String, String)], expected: &[(&str, &str)]) {
    let found: Vec<_> = found.iter().map(|(key, status)| (&**key, &**status)).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_is_not_answered_leaves_lines_possible() {
    expect(
        &decide(&[("年龄", 30)]),
        &[
            ("responsible/居住地", "certain"),
            ("conditions/居住", "possible"),
            ("conditions/属实", "certain"),
            ("materials/身份证", "certain"),
            ("materials/劳动合同", "possible"),
            ("materials/租赁合同", "possible"),
            ("decides/甲", "excluded"),
            ("decides/否则", "certain"),
            ("times/promised", "certain"),
        ],
    );
}

#[test]
fn a_child_has_no_job_because_the_case_cannot_be() {
    let found = decide(&[("年龄", 10), ("居住月数", 2)]);
    expect(
        &found,
        &[
            ("responsible/居住地", "certain"),
            ("conditions/居住", "excluded"),
            ("conditions/属实", "certain"),
            ("materials/身份证", "certain"),
            ("materials/劳动合同", "excluded"),
            ("materials/租赁合同", "certain"),
            // Nobody who fails the conditions is decided on.
            ("decides/甲", "moot"),
            ("decides/否则", "moot"),
            ("times/promised", "moot"),
        ],
    );
}

#[test]
fn answers_that_cannot_stand_together_name_the_reason() {
    let connection = sqlite(&build(&[residence_permit()]));
    resolve(&connection, &[("年龄", 10), ("就业", 1)]);
    assert_eq!(ask(&connection, query("contradictory")), [["未成年人没有就业"]]);
    resolve(&connection, &[("年龄", 10)]);
    assert_eq!(ask(&connection, query("contradictory")), Vec::<Vec<String>>::new());
}

#[test]
fn only_facts_that_still_matter_are_asked_in_the_order_of_the_edition() {
    let connection = sqlite(&build(&[residence_permit()]));
    let open = |values: &[(&str, i64)]| -> Vec<String> {
        resolve(&connection, values);
        ask(&connection, query("questions")).into_iter().map(|mut row| row.swap_remove(0)).collect()
    };
    // 就业 is in three lines, 年龄 in two, 居住月数 in one; 外地户籍 is in none; 居住地 decides no line.
    assert_eq!(open(&[]), ["就业", "年龄", "居住月数"]);
    // One row for the decider of those over 60 asks for six months of residence, which a job has made superfluous: by rows one question more.
    assert_eq!(open(&[("就业", 1)]), ["年龄", "居住月数"]);
    assert_eq!(open(&[("就业", 1), ("年龄", 30)]), Vec::<String>::new());
    assert_eq!(open(&[("就业", 0), ("年龄", 70)]), ["居住月数"]);
    assert_eq!(open(&[("就业", 0), ("年龄", 70), ("居住月数", 7)]), Vec::<String>::new());
}

#[test]
fn a_judgement_is_pending_until_it_is_made() {
    let connection = sqlite(&build(&[residence_permit()]));
    resolve(&connection, &[]);
    assert_eq!(ask(&connection, query("pending")), [["情况属实", "情况属实", "公安"]]);
    resolve(&connection, &[("情况属实", 0)]);
    assert_eq!(ask(&connection, query("pending")), Vec::<Vec<String>>::new());
    let found = ask(&connection, query("decide"));
    let judged = found.iter().find(|row| row[1] == "conditions/属实").unwrap();
    assert_eq!(judged[3], "excluded");
}

#[test]
fn values_outside_their_domain_answer_nothing_and_are_listed() {
    let connection = sqlite(&build(&[residence_permit()]));
    resolve(&connection, &[("年龄", 130), ("就业", 1), ("血型", 1)]);
    assert_eq!(ask(&connection, query("invalid")), [["年龄", "130"], ["血型", "1"]]);
}

#[test]
fn the_promise_of_seven_working_days_skips_the_first_of_may() {
    let connection = sqlite(&build(&[residence_permit()]));
    // Wednesday 29 April; Friday 1 May is off, Saturday 9 May is worked: 30 Apr, 4–9 May makes seven.
    resolve(&connection, &[]);
    let found = ask(&connection, query("due"));
    let found: Vec<_> = found.iter().map(|row| [&*row[1], &*row[3], &*row[6], &*row[7]]).collect();
    assert_eq!(found, [["promised", "2026-05-09", "0", "known"]]);
}

#[test]
fn the_days_of_a_case_are_found_without_a_walk_through_the_calendar_or_all_limits() {
    let mut tables = build(&[residence_permit()]);
    let own = tables.limit.len();
    // Limits of others, as a large catalogue has them; no rule of this one.
    tables.limit.extend((0..5000).map(|number| Limit {
        rule: 1_000_000 + number,
        kind: "notice".into(),
        amount: Some(5),
        unit: "working_days".into(),
        start: "receipt".into(),
        ..Limit::default()
    }));
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    matter_emit::carriers::sqlite::fill(&tables, &connection).unwrap();
    connection.execute_batch(query("input")).unwrap();
    resolve(&connection, &[]);
    connection.execute_batch(PAUSED).unwrap();
    let days: i64 = connection.query_row("SELECT COUNT(*) FROM calendar_day", [], |row| row.get(0)).unwrap();
    assert!(own == 1 && days > 1000, "{own} limits, {days} days");
    for name in ["clock", "due"] {
        // A script asks in each of its statements, and the next one needs what it found.
        let mut steps = 0;
        for sql in query(name).split_inclusive(";\n").filter(|sql| !sql.contains("DELETE FROM")) {
            let asking =
                sql.strip_prefix("INSERT INTO ").and_then(|sql| sql.split_once('\n')).map_or(sql, |(_, asking)| asking);
            let mut statement = connection.prepare(asking).unwrap();
            let rows = statement.query_map([], |_| Ok(())).unwrap().count();
            assert!(rows > 0 || name == "clock", "{name}");
            steps += statement.get_status(StatementStatus::VmStep);
            if asking != sql {
                connection.execute_batch(sql).unwrap();
            }
        }
        assert!(steps < 6_000, "{name} takes {steps} steps");
    }
}

/// Handed in and accepted on 29 April, paused from 6 to 8 May and from 11 to 12 May, asked about on 20 May.
const PAUSED: &str = "DELETE FROM given_event;
INSERT INTO given_event VALUES (0, 'applied', NULL, 20572, 0, NULL), (1, 'accepted', NULL, 20572, 0, NULL), (2, 'paused', 1, 20579, 0, NULL),
    (3, 'resumed', 1, 20581, 0, NULL), (4, 'paused', 1, 20584, 0, NULL), (5, 'resumed', 1, 20585, 0, NULL), (6, 'today', NULL, 20593, 0, NULL);";

#[test]
fn the_most_specific_edition_that_covers_place_and_day_is_used() {
    let base = residence_permit();
    let mut district = base.clone();
    (district.scope.first, district.scope.last, district.scope.depth) = (4, 5, 1);
    district.scope.period.from = Some(day("2026-07-01"));
    let tables = build(&[district, base]);
    let connection = sqlite(&tables);
    let edition = |region: u32, on: &str| -> String {
        connection.execute_batch(&given("居住证申领", region, day(on), &[])).unwrap();
        ask(&connection, "SELECT edition FROM given_case").swap_remove(0).swap_remove(0)
    };
    assert_eq!(edition(4, "2026-06-30"), "0");
    assert_eq!(edition(5, "2026-07-01"), "1");
    assert_eq!(edition(3, "2026-07-01"), "0");
    assert_eq!(edition(4, "2025-12-31"), "NULL");
}

#[test]
fn references_and_views_hold() {
    let tables = build(&[residence_permit()]);
    let connection = sqlite(&tables);
    assert_eq!(ask(&connection, "PRAGMA foreign_key_check"), Vec::<Vec<String>>::new());
    assert_eq!(ask(&connection, "PRAGMA integrity_check"), [["ok"]]);
    resolve(&connection, &[]);
    let guide = ask(&connection, query("guide"));
    let lines: Vec<_> = guide.iter().map(|row| (&*row[2], &*row[6], &*row[7], &*row[8])).collect();
    assert_eq!(lines[0], ("responsible", "居住地", "4", "NULL"));
    assert_eq!(lines[3], ("requirement", "身份证", "NULL", "NULL"));
    assert_eq!(lines[8], ("limit", "promised", "7", "working_days"));
    assert_eq!(ask(&connection, query("offered")), [["居住证申领", "公共服务", "公安"]]);
    let days = "SELECT day, day_number, working FROM calendar_day WHERE day = '2026-05-01'";
    assert_eq!(ask(&connection, days), [["2026-05-01", "20574", "0"]]);
}

#[test]
fn the_same_tables_give_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        matter_emit::carriers::sqlite::write(&build(&[residence_permit()]), &path).unwrap();
        std::fs::read(path).unwrap()
    };
    assert!(write("one.sqlite") == write("two.sqlite"));
}

#[test]
fn a_page_of_what_is_offered_takes_as_many_steps_in_a_large_catalogue_as_in_a_small_one() {
    let steps = |matters: usize| {
        let named = |index: usize| {
            let mut definition = residence_permit();
            let mut head = (*definition.matter).clone();
            head.name = format!("事项{index:04}").into();
            definition.matter = head.into();
            definition
        };
        let definitions: Vec<Definition> = (0..matters).map(named).collect();
        let connection = sqlite(&build(&definitions));
        connection.execute_batch(&given("事项0000", 4, day("2026-04-29"), &[])).unwrap();
        let mut statement = connection.prepare(query("page")).unwrap();
        let rows = statement.query_map([], |_| Ok(())).unwrap().count();
        assert_eq!(rows, 100);
        statement.get_status(StatementStatus::VmStep)
    };
    assert_eq!(steps(120), steps(240));
}
