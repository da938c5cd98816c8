//! A catalogue over another one: what is said of its variances, and what hangs together over both.

use crate::common::{Fixture, MATTER, fixture};
use matter_ide::Target;

/// The district varies the city's matter.
fn district(own: &str) -> Fixture {
    fixture(&format!("== city:登记.matter\n{MATTER}== 龙岗.matter\n{own}"))
}

const WORSE: &str = "特别规定 登⟦⟧记 于 龙岗区 自 2026-07-01\n  时限：改 承诺：8 个工作日\n";

fn codes(fixture: &Fixture, file: &str) -> Vec<String> {
    let all = fixture.desk.snapshot().all_findings();
    let found = all.get(file).into_iter().flatten();
    found.filter(|one| one.code.starts_with("E04")).map(|one| one.code.to_string()).collect()
}

#[test]
fn a_variance_of_another_catalogues_matter_is_judged_in_its_own_file() {
    let fixture = district(WORSE);
    assert_eq!(codes(&fixture, "龙岗.matter"), ["E0420"]);
    let quick = fixture.desk.snapshot().findings("龙岗.matter");
    assert!(quick.iter().any(|one| one.code == "E0420"), "the edited file alone does not tell");
    assert_eq!(fixture.desk.snapshot().findings("city:登记.matter"), []);
}

#[test]
fn an_edit_in_the_other_catalogue_is_seen() {
    let mut fixture = district(WORSE);
    let look = fixture.desk.snapshot().overview(None, |_| true).look;
    let text = MATTER.replace("承诺  5 个工作日", "承诺  9 个工作日");
    fixture.desk.set_open_file(&"city:登记.matter".into(), &text.into(), 1);
    let overview = fixture.desk.snapshot().overview(Some(&look), |_| false);
    let found = overview.files.get("龙岗.matter").into_iter().flatten();
    assert!(!found.clone().any(|one| one.code == "E0420"), "nine days are more than eight");
    assert!(!overview.same.contains(&"龙岗.matter".into()), "the file is told again");
}

#[test]
fn a_varied_matter_is_followed_named_and_renamed_over_both_catalogues() {
    let fixture = district(WORSE);
    let at = fixture.ask(|snapshot, file, at| snapshot.definition(file, at)).into_iter().collect::<Vec<Target>>();
    assert_eq!(at.iter().map(|at| &*at.file).collect::<Vec<_>>(), ["city:登记.matter"]);
    let used = fixture.ask(|snapshot, file, at| snapshot.references(&snapshot.named(file, at).expect("a name"), true));
    let files: Vec<&str> = used.iter().map(|at| &*at.file).collect();
    assert_eq!(files, ["city:登记.matter", "龙岗.matter"]);
    let edits =
        fixture.ask(|snapshot, file, at| snapshot.rename(&snapshot.named(file, at).expect("a name"), "居住登记"));
    let text = fixture.edited(&edits.expect("a matter of a dependency can be renamed"));
    assert!(text.contains("事项 居住登记") && text.contains("特别规定 居住登记 于"), "{text}");
    assert!(fixture.ask(|snapshot, file, at| snapshot.hover(file, at)).is_some(), "no hover");
}

#[test]
fn a_test_of_the_other_catalogues_matter_runs_on_the_variance() {
    let fixture = district(
        "特别规定 登记 于 龙岗区 自 2026-07-01\n  时限：改 承诺：3 个工作日\n\
         用例 区里⟦⟧：登记\n  于：2026-07-01 龙岗区\n  已知：\n    居住地 龙岗区\n    出生日期 1990-01-01\n    婚姻状况 未婚\n  \
         应得：\n    时限  3 个工作日\n",
    );
    let trials = fixture.desk.snapshot().trials(None, None);
    let outcomes = trials.run().expect("tables");
    assert!(outcomes.iter().all(|one| one.differences.is_empty()), "{outcomes:?}");
    assert_eq!(outcomes.len(), 1);
}
