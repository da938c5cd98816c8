//! Hand-made definitions for the tests of this crate.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a mistake here is a mistake of the test")]

use std::sync::Arc;

use matter_core::calendar::CalendarRows;
use matter_core::hir::{
    Citation, Declarations, Definition, DefinitionScope, Duration, Event, Fact, FactKind, ItemRef, Level, Limit,
    LimitKind, MatterHead, Never, NodeId, Origin, Owner, Period, Requirement, RequirementMember, Rule, TimeUnit, When,
    Yield,
};
use matter_core::regions::RegionTree;
use matter_decide::{Formula, Ranges};
use matter_emit::rows::{Analysed, Release, Surroundings};
use matter_runtime::tables::{Day, Tables};

pub(crate) fn origin(line: u32) -> Origin {
    let item = ItemRef { file: "居住证.matter".into(), name: "事项/居住证申领".into(), ordinal: 0 };
    Origin { item, node: NodeId(line) }
}

pub(crate) fn yes_no(name: &str) -> Fact {
    fact(name, FactKind::YesNo, Ranges::between(0, 1))
}

pub(crate) fn choice(name: &str, values: &[&str]) -> Fact {
    let last = i64::try_from(values.len()).unwrap() - 1;
    let values = values.iter().map(|value| Arc::from(*value)).collect();
    fact(name, FactKind::Choice { values, ordered: false }, Ranges::between(0, last))
}

pub(crate) fn number(name: &str, low: i64, high: i64) -> Fact {
    fact(name, FactKind::Number { scale: 0, unit: Some("岁".into()) }, Ranges::between(low, high))
}

pub(crate) fn fact(name: &str, kind: FactKind, domain: Ranges) -> Fact {
    Fact { name: name.into(), title: name.into(), kind, domain, owner: Owner::Applicant, exists: None }
}

pub(crate) fn owned_by(mut fact: Fact, owner: Owner) -> Fact {
    fact.owner = owner;
    fact
}

pub(crate) fn line(address: &str, when: When, yields: Yield) -> Rule {
    Rule {
        address: address.into(),
        choice: None,
        when,
        condition: None,
        comparisons: Vec::new(),
        title: None,
        stage: None,
        yields,
        basis: Vec::new(),
        origin: origin(7),
    }
}

pub(crate) fn of_choice(mut rule: Rule, choice: &str) -> Rule {
    rule.choice = Some(choice.into());
    rule
}

pub(crate) fn material(address: &str, when: Formula) -> Rule {
    let title = address.rsplit('/').next().unwrap();
    let member = RequirementMember {
        material: title.into(),
        title: title.into(),
        holder: None,
        form: matter_core::hir::Form::Original,
        count: 1,
        per: None,
    };
    let requirement = Requirement {
        title: title.into(),
        options: vec![vec![member]],
        exempt: None,
        grace: None,
        grace_overdue: None,
        must: Vec::new(),
    };
    line(address, When::If(when), Yield::Requirement(requirement))
}

pub(crate) fn condition(label: &str, holds: Formula) -> Rule {
    let yields = Yield::Condition { label: label.into(), holds, official: None };
    line(&format!("conditions/{label}"), When::If(Formula::True), yields)
}

pub(crate) fn decider(label: &str, when: When, level: Level) -> Rule {
    of_choice(line(&format!("decides/{label}"), when, Yield::Decider { level, department: None }), "decides")
}

pub(crate) fn promise(amount: i64) -> Rule {
    let limit = Limit {
        kind: LimitKind::Promised,
        length: Some(Duration { amount, unit: TimeUnit::WorkingDays }),
        start: Event::Acceptance,
        approver: None,
        overdue: None,
        extends: None,
    };
    of_choice(line("times/promised", When::If(Formula::True), Yield::Limit(limit)), "times/promised")
}

pub(crate) fn never(reason: &str, cases: Formula) -> Never {
    Never { reason: reason.into(), cases, origin: origin(3) }
}

pub(crate) fn definition(name: &str, facts: Vec<Fact>, nevers: Vec<Never>, rules: Vec<Rule>) -> Definition {
    let basis =
        vec![Citation { law: "居住证暂行条例".into(), source: None, place: "第二条".into(), article: 2 }];
    let head = MatterHead {
        name: name.into(),
        kind: Some(("公共服务".into(), "20".into())),
        department: Some("公安".into()),
        basis,
        origin: origin(1),
        ..MatterHead::default()
    };
    Definition {
        matter: Arc::new(head),
        scope: DefinitionScope {
            region: "000000000000".into(),
            first: 0,
            last: 9,
            depth: 0,
            period: Period { from: Some(day("2026-01-01")), to: None },
            parent: None,
        },
        facts,
        nevers,
        rules,
        stages: Vec::new(),
        texts: Vec::new(),
        waivers: Vec::new(),
    }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn release() -> Release {
    Release {
        name: "shiyan".to_owned(),
        title: "试验目录".to_owned(),
        version: "2026.1".to_owned(),
        edition: "2026".to_owned(),
        language: "zh".to_owned(),
        root_region: "000000000000".to_owned(),
        as_of: day("2026-11-01"),
        tool: "0.1.0".to_owned(),
        sources: Vec::new(),
    }
}

/// A province with two counties, of which the second has a town.
pub(crate) fn regions() -> RegionTree {
    let rows = "code\tname\tlevel\tparent\tkind\tvalid_from\tvalid_to\n\
        440000000000\t广东省\tprovince\t\t省\t\t\n\
        440300000000\t深圳市\tcity\t440000000000\t地级市\t\t\n\
        440304000000\t福田区\tcounty\t440300000000\t市辖区\t\t\n\
        440307000000\t龙岗区\tcounty\t440300000000\t市辖区\t\t\n\
        440307003000\t坂田街道\ttown\t440307000000\t街道\t\t\n";
    let (tree, problems) = RegionTree::read(rows, "region\tmissing\tacts\tbasis\tnote\n");
    assert!(problems.is_empty(), "{problems:?}");
    tree
}

/// 2026 with the first of May off and a make-up Saturday.
pub(crate) fn calendars() -> Vec<CalendarRows> {
    let days = "date\tkind\tname\tstatutory\tnotice\n\
        2026-01-01\tholiday\t元旦\t1\t国办发明电〔2025〕7号\n\
        2026-05-01\tholiday\t劳动节\t1\t国办发明电〔2025〕7号\n\
        2026-05-09\tmakeup\t劳动节\t\t国办发明电〔2025〕7号\n";
    let fixed = "name\tmonth_day\tfrom\tto\tderivable\tbasis\n元旦\t01-01\t\t\t1\t办法\n";
    let (rows, unread) = CalendarRows::read("cn", days, fixed);
    assert!(unread.is_empty());
    vec![rows.unwrap()]
}

pub(crate) fn build(definitions: &[Definition]) -> Tables {
    let (regions, calendars) = (regions(), calendars());
    let declarations = Declarations::default();
    let surroundings = Surroundings { declarations: &declarations, regions: &regions, calendars: &calendars };
    let analysed: Vec<Analysed<'_>> =
        definitions.iter().map(|definition| Analysed { definition, unproved: &[] }).collect();
    let positions = |origin: &Origin| (origin.item.file.to_string(), origin.node.0);
    matter_emit::rows::tables(&release(), &surroundings, &analysed, &positions).expect("within the budget")
}

/// An SQLite database in memory with the input tables of the documented queries.
pub(crate) fn sqlite(tables: &Tables) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    matter_emit::carriers::sqlite::fill(tables, &connection).unwrap();
    connection.execute_batch(matter_emit::queries::query("input")).unwrap();
    connection
}

/// Statements that put a case into the input tables and resolve it.
pub(crate) fn given(matter: &str, responsible: u32, day: Day, values: &[(String, i64)]) -> String {
    let mut script = "DELETE FROM given_case; DELETE FROM given_value; DELETE FROM given_event;\n".to_owned();
    let number = day.0;
    script +=
        &format!("INSERT INTO given_case VALUES ('{matter}', {responsible}, {responsible}, {number}, NULL, NULL);\n");
    script += &format!(
        "INSERT INTO given_event VALUES (0, 'accepted', NULL, {number}, 0, NULL), (1, 'today', NULL, {number}, 0, NULL);\n"
    );
    for (fact, value) in values {
        script += &format!("INSERT INTO given_value VALUES ('{fact}', {value});\n");
    }
    ["resolve", "decided", "clock", "figures"].iter().for_each(|name| script += matter_emit::queries::query(name));
    script
}

/// The rows of a query, each value as text, `NULL` if absent.
pub(crate) fn ask(connection: &rusqlite::Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| (0..width).map(|at| row.get_ref(at).map(text_of)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn text_of(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        ValueRef::Real(_) | ValueRef::Blob(_) => panic!("no such column"),
    }
}
