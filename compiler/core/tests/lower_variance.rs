//! Variances of the sample matter: addresses, layers, periods.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where its fixture is wrong"
)]

mod common;

use common::{fixture, print_rule};
use matter_core::hir::{Day, Definition, TimeUnit, When, Yield};
use matter_core::lower::FactTable;

const SAMPLE: &str = include_str!("fixtures/二孩生育登记.matter");

fn promise(definition: &Definition) -> i64 {
    let rule = definition.rules.iter().find(|rule| &*rule.address == "时限/承诺").expect("the promise");
    match &rule.yields {
        Yield::Limit(limit) => {
            let length = limit.length.expect("a length");
            assert_eq!(length.unit, TimeUnit::WorkingDays);
            length.amount
        }
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> Option<Day> {
    Some(text.parse().expect("a date"))
}

fn addresses(definition: &Definition) -> Vec<&str> {
    definition.rules.iter().map(|rule| &*rule.address).collect()
}

#[test]
fn a_matter_without_variances_has_one_definition() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let (definitions, found) = fixture.effective(&base, &[]);
    assert!(found.is_empty());
    let [only] = definitions.as_slice() else { panic!("{}", definitions.len()) };
    assert_eq!((&*only.scope.region, only.scope.depth, only.scope.parent), ("440307000000", 0, None));
    assert_eq!((only.scope.period.from, only.scope.period.to), (day("2022-01-01"), None));
}

#[test]
fn a_region_changes_its_promise_from_a_day_on() {
    let mut fixture = fixture();
    fixture.root = fixture.regions.by_code("440300", None).expect("深圳市");
    let base = fixture.lower(SAMPLE);
    let text = "特别规定 二孩生育登记 于 龙岗区 自 2026-07-01\n  时限：改 承诺：5 个工作日  不含 邮寄\n  渠道：增 上门\n  材料：\n    减 离婚证\n";
    let variance = fixture.vary(&base, text, "一");
    assert!(variance.diagnostics.is_empty(), "{:#?}", variance.diagnostics);
    let (definitions, found) = fixture.effective(&base, &[variance]);
    assert!(found.is_empty(), "{found:#?}");
    let [city, district] = definitions.as_slice() else { panic!("{}", definitions.len()) };
    assert_eq!((promise(city), promise(district)), (7, 5));
    assert_eq!((district.scope.parent, district.scope.depth), (Some(0), 1));
    assert_eq!((&*district.scope.region, district.scope.period.from), ("440307000000", day("2026-07-01")));
    let (city_lines, lines) = (addresses(city), addresses(district));
    assert!(lines.contains(&"渠道/上门") && !city_lines.contains(&"渠道/上门"));
    assert!(!lines.iter().any(|line| line.starts_with("材料/离婚证")));
    assert_eq!(lines.iter().filter(|line| **line == "时限/不含/邮寄").count(), 1);
    let channels: Vec<&&str> = lines.iter().filter(|line| line.starts_with("渠道")).collect();
    assert_eq!(
        channels,
        [&"渠道/窗口", &"渠道/网上", &"渠道/自助终端", &"渠道/上门"],
        "behind the section's own lines"
    );
}

#[test]
fn a_period_without_a_region_amends_the_base() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let text = "特别规定 二孩生育登记 自 2026-07-01 至 2027-01-01\n  时限：改 承诺：5 个工作日\n";
    let (definitions, found) = fixture.effective(&base, &[fixture.vary(&base, text, "一")]);
    assert!(found.is_empty(), "{found:#?}");
    let periods: Vec<_> =
        definitions.iter().map(|one| (one.scope.period.from, one.scope.period.to, promise(one))).collect();
    assert_eq!(
        periods,
        [
            (day("2022-01-01"), day("2026-07-01"), 7),
            (day("2026-07-01"), day("2027-01-01"), 5),
            (day("2027-01-01"), None, 7)
        ]
    );
    let excluded = |one: &Definition| one.rules.iter().any(|rule| &*rule.address == "时限/不含/邮寄");
    let excluded: Vec<bool> = definitions.iter().map(excluded).collect();
    assert_eq!(excluded, [true, false, true], "what the line did not count goes with the line");
}

#[test]
fn the_smaller_region_wins_then_the_later_start() {
    let mut fixture = fixture();
    fixture.root = fixture.regions.by_code("440000", None).expect("广东省");
    let base = fixture.lower(SAMPLE);
    let vary = |place: &str, from: &str, days: u8, name: &str| {
        let text = format!("特别规定 二孩生育登记 于 {place} 自 {from}\n  时限：改 承诺：{days} 个工作日\n");
        fixture.vary(&base, &text, name)
    };
    let variances = [
        vary("龙岗区", "2026-03-01", 4, "区"),
        vary("深圳市", "2026-06-01", 6, "市"),
        vary("龙岗区", "2026-09-01", 3, "区二"),
    ];
    let (definitions, found) = fixture.effective(&base, &variances);
    assert!(found.is_empty(), "{found:#?}");
    let of = |region: &str| -> Vec<_> {
        let here = definitions.iter().filter(|one| one.scope.region.starts_with(region));
        here.map(|one| (one.scope.period.from, promise(one))).collect()
    };
    assert_eq!(of("440000"), [(day("2022-01-01"), 7)]);
    assert_eq!(of("440300"), [(day("2026-06-01"), 6)]);
    assert_eq!(
        of("440307"),
        [(day("2026-03-01"), 4), (day("2026-06-01"), 4), (day("2026-09-01"), 3)],
        "the city's later change does not reach a district that says otherwise"
    );
    let parents: Vec<_> = definitions.iter().map(|one| one.scope.parent).collect();
    assert_eq!(
        parents,
        [None, Some(0), Some(0), Some(1), Some(1)],
        "before June the district varies the province's base"
    );
}

#[test]
fn two_variances_of_equal_rank_are_an_error() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let text = |days: u8| format!("特别规定 二孩生育登记 自 2026-07-01\n  时限：改 承诺：{days} 个工作日\n");
    let variances = [fixture.vary(&base, &text(5), "一"), fixture.vary(&base, &text(4), "二")];
    let (_, found) = fixture.effective(&base, &variances);
    let codes: Vec<&str> = found.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["E0353"]);
}

#[test]
fn an_address_that_does_not_exist_is_reported_with_one_that_does() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let text = "特别规定 二孩生育登记 自 2026-07-01\n  材料：减 离婚证明\n  到场：改 方式：0 次\n";
    let (_, found) = fixture.effective(&base, &[fixture.vary(&base, text, "一")]);
    let codes: Vec<&str> = found.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["E0240", "E0240"]);
}

#[test]
fn a_changed_line_keeps_its_cases_and_a_whole_choice_is_replaced_at_once() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let text = "特别规定 二孩生育登记 自 2026-07-01\n  材料：改 离婚证：离婚证 复印件 2 份\n  到场：改 到场 全部：0 次\n  通办：改 方式 当 渠道 = 网上：多地联办\n";
    let variance = fixture.vary(&base, text, "一");
    assert!(variance.diagnostics.is_empty(), "{:#?}", variance.diagnostics);
    let (definitions, found) = fixture.effective(&base, &[variance]);
    let last = definitions.last().expect("a definition");
    let mut facts = FactTable::default();
    last.facts.iter().for_each(|fact| {
        facts.intern(fact.clone());
    });
    let line = |address: &str| {
        let rule = last.rules.iter().find(|rule| rule.address.starts_with(address));
        rule.map(|rule| print_rule(rule, &facts))
    };
    assert_eq!(
        line("材料/离婚证").as_deref(),
        Some("材料/离婚证/婚姻状况 = 离异 if 婚姻状况 in {离异} [婚姻状况 = 离异] → 离婚证 Copy 2")
    );
    assert_eq!(
        line("通办/方式/渠道 = 网上").as_deref(),
        Some("通办/方式/渠道 = 网上 <通办/方式> if 渠道 in {网上} [渠道 = 网上] → Venue(Mode(Jointly))")
    );
    assert!(found.is_empty(), "{found:#?}");
    let visits: Vec<_> = last.rules.iter().filter(|rule| matches!(rule.yields, Yield::Visits(_))).collect();
    assert!(matches!(visits.as_slice(), [only] if only.when == When::Otherwise && only.yields == Yield::Visits(0)));
}

#[test]
fn lines_without_an_edit_word_and_heads_that_vary_nothing_are_errors() {
    let fixture = fixture();
    let base = fixture.lower(SAMPLE);
    let variance = fixture.vary(&base, "特别规定 二孩生育登记\n  渠道：上门\n  时限：改 承诺\n", "一");
    let codes: Vec<&str> = variance.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["E0354", "E0350", "E0351"]);
}

#[test]
fn amounts_that_change_cut_the_definition_at_the_day_and_region_of_the_change() {
    let mut fixture = fixture();
    fixture.root = fixture.regions.by_code("440000", None).expect("广东省");
    let period = |from: Option<&str>, to: Option<&str>| matter_core::hir::Period {
        from: from.and_then(day),
        to: to.and_then(day),
    };
    fixture.declarations.rates[0].values = vec![
        ("".into(), period(None, Some("2025-01-01")), 70_000, "".into()),
        ("".into(), period(Some("2025-01-01"), None), 80_000, "".into()),
        ("440300".into(), period(Some("2026-01-01"), None), 149_800, "".into()),
    ];
    let text = common::matter("  施行：2022-01-01 起\n  收费：\n    补助  低保标准");
    let (definitions, found) = fixture.effective_amounts(&text);
    assert!(found.is_empty(), "{found:#?}");
    let amount = |one: &Definition| match &one.rules[0].yields {
        Yield::Fee { amount, .. } => *amount,
        other => panic!("{other:?}"),
    };
    let shown: Vec<_> = definitions
        .iter()
        .map(|one| (one.scope.region.get(..4), one.scope.period.from, one.scope.period.to, amount(one)))
        .collect();
    assert_eq!(
        shown,
        [
            (Some("4400"), day("2022-01-01"), day("2025-01-01"), 70_000),
            (Some("4400"), day("2025-01-01"), None, 80_000),
            (Some("4403"), day("2026-01-01"), None, 149_800)
        ]
    );
}

#[test]
fn a_period_in_which_an_amount_has_no_value_is_reported() {
    let mut fixture = fixture();
    let from = matter_core::hir::Period { from: day("2025-01-01"), to: None };
    fixture.declarations.rates[0].values = vec![("".into(), from, 80_000, "".into())];
    let text = common::matter("  施行：2022-01-01 起\n  条件：\n    甲  总投资 ≤ 低保标准");
    let (definitions, found) = fixture.effective_amounts(&text);
    assert_eq!(definitions.len(), 2);
    let codes: Vec<&str> = found.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["E0318"]);
}
