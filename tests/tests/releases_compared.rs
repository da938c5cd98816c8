//! Two releases compared: what each change of a source means for who applies, worked out by hand; and laws that hold for any two releases.

use std::path::PathBuf;
use std::sync::Arc;

use matter_compare::{Change, Difference, Effect, MatterChange, Outcome, Shift, What, compare};
use matter_core::Settings;
use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Language};
use matter_tests::compiled;
use matter_tests::workspace::Workspace;

const OLD: &str = "\
信息项 车位来源：自有、租赁、借用

信息项 车龄：0 至 50 年

材料 停车证
  签发：公安

事项 停车位登记
  类型：公共服务
  办件类型：承诺件
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  受理：县级
  决定：市级
  条件：
    车龄  “车辆没有到报废的年限”  车龄 ≤ 15 年
  材料：
    居民身份证  原件
    停车证  原件和复印件 2 份
    当 车位来源 = 租赁：
      房屋租赁合同  复印件
  时限：
    法定  20 个工作日  自 受理
    承诺  10 个工作日
  渠道：窗口
  到场：2 次  “核验车位”
  收费：登记费  10 元
  结果：停车位登记证  1 年  送达 窗口领取

事项 停车位年检
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  受理：县级
  决定：县级
";

fn release(text: &str) -> Catalogue {
    let mut workspace = Workspace::new();
    let settings = Settings { region: Some("440300".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    workspace.set(settings, [(Arc::from("车位.matter"), Arc::from(text))]);
    let analysis = workspace.analysis();
    let found: Vec<_> = analysis.diagnostics("车位.matter").collect();
    assert!(found.is_empty(), "{found:?}");
    compiled::compile(&analysis)
}

fn on(day: &str) -> Day {
    day.parse().expect("a day")
}

fn difference(old: &str, new: &str) -> Difference {
    compare(&release(old), &release(new), on("2026-11-01"), Language::Zh).expect("two sound images")
}

/// What became of the matter if each text is replaced by the other.
fn after(edits: &[(&str, &str)]) -> MatterChange {
    let mut new = OLD.to_owned();
    for (text, other) in edits {
        assert_eq!(new.matches(text).count(), 1, "{text} does not stand there once");
        new = new.replace(text, other);
    }
    let mut found = difference(OLD, &new);
    assert_eq!(found.changed.len(), 1, "{found:#?}");
    found.changed.remove(0)
}

/// The one change that an edit makes.
fn change(text: &str, other: &str) -> Change {
    let changed = after(&[(text, other)]);
    let found: Vec<Change> = changed.changes().cloned().collect();
    let [change] = found.as_slice() else { panic!("{text} → {other}: {found:#?}") };
    change.clone()
}

fn expect(edit: (&str, &str), kind: &str, what: What, effect: Effect) {
    let (text, other) = edit;
    let found = change(text, other);
    assert_eq!((found.kind.as_str(), found.what, found.effect), (kind, what, effect), "{text} → {other}: {found:#?}");
    let back = {
        let new = OLD.replace(text, other);
        let changed = difference(&new, OLD).changed.remove(0);
        changed.changes().next().expect("a change").effect
    };
    let opposite = match effect {
        Effect::Better => Effect::Worse,
        Effect::Worse => Effect::Better,
        Effect::Neutral => Effect::Neutral,
    };
    assert_eq!(back, opposite, "{other} → {text}");
}

#[test]
fn what_is_asked_is_worse_and_what_is_no_longer_asked_is_better() {
    expect(("    停车证  原件和复印件 2 份\n", ""), "requirement", What::Removed, Effect::Better);
    expect(("2 份", "1 份"), "requirement", What::Changed, Effect::Better);
    expect(("原件和复印件 2 份", "复印件 2 份"), "requirement", What::Changed, Effect::Better);
    expect(("居民身份证  原件", "居民身份证 或 户口簿  原件"), "requirement", What::Changed, Effect::Better);
    expect(("居民身份证  原件", "居民身份证  原件  须 签字"), "requirement", What::Changed, Effect::Worse);
    expect(("居民身份证  原件", "居民身份证  免提交（人口库）"), "requirement", What::Changed, Effect::Better);
}

#[test]
fn cases_are_compared_whatever_their_words() {
    let wider = change("当 车位来源 = 租赁", "当 车位来源 属于（租赁、借用）");
    assert_eq!((wider.effect, wider.cases), (Effect::Worse, Some(Shift::More)));
    let other = change("当 车位来源 = 租赁", "当 车位来源 = 借用");
    assert_eq!((other.effect, other.cases), (Effect::Neutral, Some(Shift::Other)));
    let stricter = change("车龄 ≤ 15 年", "车龄 ≤ 10 年");
    assert_eq!((&*stricter.kind, stricter.effect, stricter.cases), ("condition", Effect::Worse, Some(Shift::Fewer)));
    let rewritten = OLD.replace("当 车位来源 = 租赁", "当 非 车位来源 属于（自有、借用）");
    assert!(difference(OLD, &rewritten).is_empty(), "the same cases in other words");
}

#[test]
fn shorter_is_better_and_days_are_added_up() {
    expect(("承诺  10 个工作日", "承诺  4 个工作日"), "limit", What::Changed, Effect::Better);
    expect(("承诺  10 个工作日", "承诺  12 个工作日"), "limit", What::Changed, Effect::Worse);
    expect(("承诺  10 个工作日", "承诺  10 自然日"), "limit", What::Changed, Effect::Neutral);
    let found = difference(OLD, &OLD.replace("承诺  10 个工作日", "承诺  4 个工作日"));
    assert_eq!((found.working_days.before, found.working_days.after, found.working_days.saved), (10, 4, 6));
}

#[test]
fn a_promise_by_case_is_compared_case_by_case() {
    let by_case = "承诺  20 个工作日  当 车位来源 = 借用\n    承诺  8 个工作日  否则";
    let changed = after(&[("承诺  10 个工作日", by_case)]);
    let effects: Vec<Effect> = changed.changes().map(|change| change.effect).collect();
    assert_eq!((effects, changed.outcome), (vec![Effect::Worse, Effect::Better], Outcome::Mixed));
    assert_eq!(changed.working_days.map(|fall| fall.saved), Some(-10), "the longest promise counts");
}

#[test]
fn money_levels_channels_and_visits() {
    expect(("登记费  10 元", "登记费  5 元"), "fee", What::Changed, Effect::Better);
    expect(("决定：市级", "决定：县级"), "decider", What::Changed, Effect::Better);
    expect(("渠道：窗口\n", "渠道：窗口、网上\n"), "channel", What::Added, Effect::Better);
    expect(("到场：2 次", "到场：1 次"), "visit", What::Changed, Effect::Better);
    expect(("登记证  1 年", "登记证  2 年"), "result", What::Changed, Effect::Better);
    expect(("送达 窗口领取", "送达 窗口领取、邮寄"), "result", What::Changed, Effect::Better);
    expect(("办件类型：承诺件", "办件类型：即办件"), "case_kind", What::Changed, Effect::Better);
}

#[test]
fn a_fee_that_falls_away_is_better() {
    let changed = after(&[("收费：登记费  10 元", "收费：不收费")]);
    assert_eq!(changed.outcome, Outcome::Optimised, "{changed:#?}");
}

#[test]
fn matters_come_go_and_keep_their_codes() {
    let with_code =
        |name: &str| OLD.replace("事项 停车位年检\n", &format!("事项 {name}\n  编码：\n    地方  440300001\n"));
    let found = difference(&with_code("停车位年检"), &with_code("停车位年度检查"));
    let [renamed] = found.changed.as_slice() else { panic!("{found:#?}") };
    assert_eq!((renamed.was.as_deref(), renamed.outcome), (Some("停车位年检"), Outcome::Altered));
    let found = difference(OLD, &OLD.replace("停车位年检", "停车位年度检查"));
    let outcomes: Vec<Outcome> = found.changed.iter().map(|matter| matter.outcome).collect();
    assert_eq!((outcomes, found.matters.same), (vec![Outcome::Added, Outcome::Cut], 1));
}

#[test]
fn what_belongs_to_no_matter_is_compared_too() {
    let hall = "\n大厅 北站便民服务点\n  位于：龙岗区\n  地址：北站东广场\n\n一件事 停车一件事\n  事项：停车位登记、停车位年检\n";
    let found = difference(OLD, &format!("{OLD}{hall}"));
    assert!(found.changed.is_empty(), "{found:#?}");
    let of = |kind: &str| {
        let of_kind = found.elsewhere.iter().filter(|change| change.kind == kind);
        of_kind.map(|change| (change.what, change.effect)).collect::<Vec<_>>()
    };
    assert_eq!(of("hall"), [(What::Added, Effect::Better)]);
    assert_eq!(of("theme"), [(What::Added, Effect::Better)]);
    assert_eq!(of("theme_matter").len(), 2, "{found:#?}");
}

#[test]
fn a_variance_changes_its_own_place_from_its_own_day() {
    let new = format!("{OLD}\n特别规定 停车位登记 于 龙岗区 自 2027-01-01\n  时限：改 承诺：5 个工作日\n");
    let found = difference(OLD, &new);
    let [matter] = found.changed.as_slice() else { panic!("{found:#?}") };
    let [block] = matter.blocks.as_slice() else { panic!("{matter:#?}") };
    assert_eq!(block.places, ["广东省/深圳市/龙岗区"]);
    assert_eq!(block.from.map(|from| from.0), Some(on("2027-01-01")));
    assert_eq!((found.working_days.saved, matter.outcome), (0, Outcome::Optimised));
}

/// A catalogue of matters that promise so many working days.
fn promising(days: impl IntoIterator<Item = (usize, i64)>) -> String {
    let matter = |(number, days): (usize, i64)| {
        let head = format!("事项 事项第{number}号\n  类型：公共服务\n  服务对象：自然人\n  部门：公安\n");
        let basis = "  依据：《居住证暂行条例》第八条\n  受理：县级\n  决定：县级\n";
        format!("{head}{basis}  时限：\n    法定  20 个工作日  自 受理\n    承诺  {days} 个工作日\n\n")
    };
    days.into_iter().map(matter).collect()
}

#[test]
fn a_reform_is_counted_as_reports_of_halls_count_it() {
    // 71 matters are gone over: 12 are cut, of 59 the promise falls from 15 days, of each by one more than of the one before, up to 12.
    let saved = |number: usize| i64::try_from(number % 12).expect("small") + 1;
    let old = promising((0..80).map(|number| (number, 15)));
    let kept = (12..80).map(|number| (number, if number < 71 { 15 - saved(number) } else { 15 }));
    let found = difference(&old, &promising(kept));
    let count = &found.matters;
    assert_eq!((count.before, count.after, count.cut, count.optimised, count.same), (80, 68, 12, 59, 9));
    // 12 to 70 are four rounds of 1 + … + 12 and then 1 + … + 11.
    assert_eq!((found.working_days.before, found.working_days.saved), (68 * 15, 4 * 78 + 66));
}

#[test]
fn the_report_has_the_published_shape() {
    let shape = |schema: &serde_json::Value| jsonschema::validator_for(schema).expect("a schema");
    let found = difference(OLD, &OLD.replace("决定：市级", "决定：县级").replace("承诺  10", "承诺  3"));
    let report = serde_json::to_value(&found).expect("JSON");
    assert!(!found.changed.is_empty());
    shape(&matter_compare::schema()).validate(&report).expect("the published shape");
}

/// Catalogues of this repository and a generated one, in memory.
fn catalogues() -> Vec<Catalogue> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let real = matter_tests::release::compile(&root.join("matters/longgang"));
    let mut workspace = Workspace::new();
    let settings = Settings { region: Some("440307".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    let made = matter_tests::generate::catalogue(40).into_iter().filter(|(path, _)| path.ends_with(".matter"));
    workspace.set(settings, made.map(|(path, text)| (Arc::from(path.as_str()), Arc::from(text.as_str()))));
    let image = matter_runtime::image::build(&real.tables).expect("an image");
    vec![Catalogue::open(image).expect("opens"), compiled::compile(&workspace.analysis())]
}

#[test]
fn a_release_does_not_differ_from_itself_and_the_way_back_undoes_the_way_there() {
    let all = catalogues();
    for one in &all {
        assert!(compare(one, one, on("2026-11-01"), Language::Zh).expect("sound").is_empty());
    }
    let [one, other] = all.as_slice() else { panic!("two catalogues") };
    let there = compare(one, other, on("2026-11-01"), Language::En).expect("sound");
    let back = compare(other, one, on("2026-11-01"), Language::En).expect("sound");
    assert_eq!((there.matters.added, there.matters.cut), (back.matters.cut, back.matters.added));
    assert_eq!((there.matters.optimised, there.working_days.saved), (back.matters.burdened, -back.working_days.saved));
    assert_eq!(there, compare(one, other, on("2026-11-01"), Language::En).expect("sound"), "always the same report");
}
