//! Definitions whose rows were worked out by hand.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a missing row is a failed test"
)]

mod common;

use common::*;
use matter_core::hir::{Level, When, Yield};
use matter_decide::{Formula, Ranges};
use matter_runtime::tables::Tables;

/// The rows of a rule: polarity and what each forbids, as `fact=cell`.
fn rows(tables: &Tables, key: &str) -> Vec<(bool, Vec<String>)> {
    let rule = tables.rule.iter().find(|rule| rule.key == key).unwrap_or_else(|| panic!("no rule {key}"));
    let of_rule = tables.rule_row.iter().filter(|row| row.rule == rule.id);
    of_rule
        .map(|row| {
            let forbids = tables.rule_forbid.iter().filter(|forbid| forbid.row == row.id);
            (row.positive, forbids.map(|forbid| format!("{}={}", forbid.fact, forbid.cell)).collect())
        })
        .collect()
}

fn row(positive: bool, forbids: &[&str]) -> (bool, Vec<String>) {
    (positive, forbids.iter().map(|forbid| (*forbid).to_owned()).collect())
}

#[test]
fn a_line_without_condition_has_one_row_that_forbids_nothing() {
    let tables =
        build(&[definition("居住证申领", vec![yes_no("住房")], vec![], vec![material("材料/身份证", Formula::True)])]);
    assert_eq!(rows(&tables, "材料/身份证"), [row(true, &[])]);
}

#[test]
fn a_line_that_never_holds_has_only_a_negative_row() {
    let tables =
        build(&[definition("居住证申领", vec![yes_no("住房")], vec![], vec![material("材料/照片", Formula::False)])]);
    assert_eq!(rows(&tables, "材料/照片"), [row(false, &[])]);
}

#[test]
fn alternatives_are_two_rows_and_their_negation_is_one() {
    let either = Formula::or([Formula::is(0, 1), Formula::at_least(1, 60)]);
    let facts = vec![yes_no("就业"), number("年龄", 0, 120)];
    let tables = build(&[definition("居住证申领", facts, vec![], vec![material("材料/证明", either)])]);
    // Cells: 就业 0 = no, 1 = yes; 年龄 0 = 0 to 59, 1 = 60 to 120.
    let members: Vec<_> = tables.cell_member.iter().map(|m| (&*m.fact, m.cell, m.low, m.high)).collect();
    let expected = [("就业", 0, 0, 0), ("就业", 1, 1, 1), ("年龄", 0, 0, 59), ("年龄", 1, 60, 120)]
        .map(|(f, c, l, h)| (f, c, l, h));
    assert_eq!(members, expected);
    let mut found = rows(&tables, "材料/证明");
    found.sort();
    assert_eq!(found, [row(false, &["就业=1", "年龄=1"]), row(true, &["就业=0"]), row(true, &["年龄=0"])]);
}

#[test]
fn impossible_cases_are_left_out_of_both_polarities() {
    // 未婚 (0) 已婚 (1) 离异 (2); children of a divorced couple cannot be born before the first marriage.
    let facts = vec![choice("婚姻状况", &["未婚", "已婚", "离异"]), yes_no("离婚后登记"), yes_no("代办")];
    let impossible = Formula::and([Formula::is(0, 0), Formula::is(1, 1)]);
    let rules = vec![material("材料/离婚证", Formula::is(1, 1)), material("材料/委托书", Formula::is(2, 1))];
    let tables = build(&[definition("生育登记", facts, vec![never("未婚者没有离婚后的登记", impossible)], rules)]);
    // 已婚 and 离异 are told apart by nothing: one cell.
    assert_eq!(
        rows(&tables, "材料/离婚证"),
        [row(true, &["婚姻状况=0", "离婚后登记=0"]), row(false, &["离婚后登记=1"])]
    );
    assert_eq!(rows(&tables, "材料/委托书"), [row(true, &["代办=0"]), row(false, &["代办=1"])]);
    assert_eq!(rows(&tables, "feasible/0"), [row(true, &["离婚后登记=1"]), row(true, &["婚姻状况=0"])]);
    assert_eq!(rows(&tables, "never/0")[0], row(true, &["婚姻状况=1", "离婚后登记=0"]));
    let never = &tables.never[0];
    assert_eq!((&*never.reason, &*tables.rule[never.rule as usize].key), ("未婚者没有离婚后的登记", "never/0"));
}

#[test]
fn choices_are_decided_where_the_conditions_hold_and_rest_lines_have_no_rows() {
    let facts = vec![number("总投资", 0, 1_000), number("面积", 0, 100)];
    let rules = vec![
        condition("规模", Formula::at_least(0, 100)),
        decider("甲", When::If(Formula::at_least(0, 500)), Level::City),
        decider("否则", When::Otherwise, Level::County),
        promise(7),
    ];
    let tables = build(&[definition("规划许可", facts, vec![], rules)]);
    // Cells of 总投资: 0 = below 100, 1 = 100 to 499, 2 = from 500.
    assert_eq!(rows(&tables, "conditions/规模"), [row(true, &["总投资=0"]), row(false, &["总投资=1", "总投资=2"])]);
    let city = rows(&tables, "decides/甲");
    assert_eq!(city, [row(true, &["总投资=0", "总投资=1"]), row(false, &["总投资=0", "总投资=2"])]);
    assert_eq!(rows(&tables, "decides/否则"), []);
    let rest = tables.rule.iter().find(|rule| rule.key == "decides/否则").unwrap();
    assert_eq!((rest.otherwise, rest.choice.as_deref()), (true, Some("decides")));
    // The promise shares no fact with the condition, so that its row stays free; `eligible` says where it applies.
    assert_eq!(rows(&tables, "times/promised"), [row(true, &[])]);
    assert_eq!(rows(&tables, "eligible/0"), [row(true, &["总投资=0"])]);
}

#[test]
fn a_condition_that_is_asked_in_some_cases_holds_in_all_others() {
    let facts = vec![yes_no("外地户籍"), number("居住月数", 0, 100)];
    let asked = Yield::Condition { label: "居住".into(), holds: Formula::at_least(1, 6), official: None };
    let rules = vec![line("conditions/居住", When::If(Formula::is(0, 1)), asked)];
    let tables = build(&[definition("居住证申领", facts, vec![], rules)]);
    let mut found = rows(&tables, "conditions/居住");
    found.sort();
    let expected = [row(false, &["外地户籍=0", "居住月数=1"]), row(true, &["外地户籍=1"]), row(true, &["居住月数=0"])];
    assert_eq!(found, expected);
}

#[test]
fn facts_with_gaps_have_several_members_a_cell_and_places_are_joined() {
    let two = Ranges::new([(10, 19), (40, 49)]);
    let places = Ranges::of([3, 5, 7]);
    let facts = vec![
        number("月龄", 0, 99),
        fact("居住地", matter_core::hir::FactKind::Region(Level::County), Ranges::of([1, 3, 5, 7, 9])),
    ];
    let rules = vec![material("材料/甲", Formula::within(0, two)), material("材料/乙", Formula::within(1, places))];
    let tables = build(&[definition("某事项", facts, vec![], rules)]);
    let members = |fact: &str| -> Vec<_> {
        tables.cell_member.iter().filter(|m| m.fact == fact).map(|m| (m.cell, m.low, m.high)).collect()
    };
    assert_eq!(members("月龄"), [(0, 0, 9), (0, 20, 39), (0, 50, 99), (1, 10, 19), (1, 40, 49)]);
    assert_eq!(members("居住地"), [(0, 1, 1), (0, 9, 9), (1, 3, 7)]);
}

#[test]
fn questions_begin_with_candidates_and_go_on_with_what_most_lines_depend_on() {
    let facts = vec![
        yes_no("代办"),
        number("年龄", 0, 120),
        fact("居住地", matter_core::hir::FactKind::Region(Level::County), Ranges::between(0, 9)),
        common::owned_by(yes_no("情况属实"), matter_core::hir::Owner::Official),
    ];
    let rules = vec![
        material("材料/甲", Formula::is(1, 5)),
        material("材料/乙", Formula::and([Formula::is(0, 1), Formula::is(1, 6)])),
        condition("属实", Formula::is(3, 1)),
        line("属地", When::If(Formula::True), Yield::Responsible { candidates: vec![2], level: Level::County }),
    ];
    let tables = build(&[definition("某事项", facts, vec![], rules)]);
    let asked: Vec<_> = tables.question.iter().map(|question| &*question.fact).collect();
    assert_eq!(asked, ["居住地", "年龄", "代办"]);
}

#[test]
fn a_line_beyond_the_budget_is_a_finding_and_never_an_approximation() {
    // At least one of nine pairs is complete: its negation has 2^9 minimal rows, one more pair than fits.
    assert_eq!(findings_of(8), []);
    assert_eq!(findings_of(9), [matter_emit::codes::RULE_TOO_LARGE]);
}

/// Codes found when a line needs one of so many pairs of facts to be complete.
fn findings_of(pairs: u16) -> Vec<matter_core::diagnostic::Code> {
    let facts = (0..2 * pairs).map(|index| yes_no(&format!("事实{index}"))).collect();
    let pairs = (0..pairs).map(|pair| Formula::and([Formula::is(2 * pair, 1), Formula::is(2 * pair + 1, 1)]));
    let definition = definition("某事项", facts, vec![], vec![material("材料/甲", Formula::or(pairs))]);
    let (regions, declarations) = (regions(), matter_core::hir::Declarations::default());
    let surroundings =
        matter_emit::rows::Surroundings { declarations: &declarations, regions: &regions, calendars: &[] };
    let analysed = [matter_emit::rows::Analysed { definition: &definition, unproved: &[] }];
    match matter_emit::rows::tables(&release(), &surroundings, &analysed, &|_| (String::new(), 1)) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(|finding| finding.code).collect(),
    }
}

#[test]
fn each_key_names_one_row() {
    let facts = vec![yes_no("外地户籍"), number("居住月数", 0, 100)];
    let rules = vec![condition("居住", Formula::at_least(1, 6)), material("材料/甲", Formula::is(0, 1)), promise(5)];
    let mut late = definition("居住证申领", facts, vec![], rules);
    let early = late.clone();
    late.scope.depth = 1;
    let tables = build(&[late, early]);
    let mut keys = Keys(Vec::new());
    tables.visit(&mut keys).unwrap();
    assert_eq!(keys.0, Vec::<String>::new());
    assert_eq!(tables.edition.iter().map(|edition| edition.depth).collect::<Vec<_>>(), [0, 1]);
}

/// Collects keys that stand twice or out of order.
struct Keys(Vec<String>);

impl matter_runtime::tables::TableVisitor for Keys {
    type Error = std::convert::Infallible;

    fn table<R: matter_runtime::tables::Row>(&mut self, rows: &[R]) -> Result<(), Self::Error> {
        let mut last: Option<String> = None;
        for row in rows {
            let mut values = Vec::new();
            row.values(&mut |value| values.push(format!("{value:?}")));
            let columns = R::SCHEMA.columns.iter().map(|column| column.name).zip(values);
            let key: Vec<_> = columns.filter(|(name, _)| R::SCHEMA.key.contains(name)).collect();
            let key = format!("{}: {key:?}", R::SCHEMA.name);
            if last.as_ref() == Some(&key) {
                self.0.push(key.clone());
            }
            last = Some(key);
        }
        Ok(())
    }
}
