//! What beginners write: which finding each slip has, and where the repairs that need no asking lead.

use std::sync::Arc;

use matter_ide::{Action, ActionKind, Severity, TextEdit};

use crate::common::{Fixture, fixture};

/// A small matter with what refers to it: one slip in it must not show elsewhere.
const FILES: &str = "== 共用.matter
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
信息项 户籍地：地区 到 乡镇（街道）
信息项 由他人代办：是否
信息项 婚姻状况：未婚、已婚
材料 授权委托书
材料 户籍证明
材料 照片
== 老人.matter
事项 高龄津贴发放
  类型：行政给付
  办件类型：承诺件
  服务对象：自然人
  部门：民政
  依据：《老年人权益保障法》第三十三条
  属地：户籍地 到 乡镇（街道）
  受理：村（社区）、乡镇（街道）
  决定：乡镇（街道）
  条件：
    高龄  “年满八十周岁”  年龄 ≥ 80
  材料：
    照片  原件
    户籍证明  原件
    授权委托书  原件  当 由他人代办 = 是
  时限：
    法定  无规定
    承诺  5 个工作日
  渠道：窗口、网上
  网办地址：https://www.gdzwfw.gov.cn
  到场：0 次
  收费：不收费
  给付：
    逐月  200 元  当 年龄 < 90
    逐月  300 元  当 年龄 = 90 至 99
    逐月  500 元  当 年龄 ≥ 100
== 一件事.matter
特别规定 高龄津贴发放 于 龙岗街道 自 2026-07-01
  时限：改 承诺：3 个工作日
  给付：改 给付 全部：逐月  600 元

用例 九十五岁：高龄津贴发放
  于：2026-03-02 龙岗街道
  已知：
    出生日期 1930-05-01
    户籍地 龙岗街道
    由他人代办 否
  应得：
    给付  300 元
";

/// A text of the matter, what a beginner writes instead, the errors, and what the repairs that need no asking make of it.
type Slip = (&'static str, &'static str, &'static [&'static str], Option<&'static str>);

const CONDITION: &str = "    高龄  “年满八十周岁”  年龄 ≥ 80\n";
const PROXY: &str = "    授权委托书  原件  当 由他人代办 = 是\n";

const SLIPS: &[Slip] = &[
    ("事项 高龄津贴发放", "事项：高龄津贴发放", &["E0128"], Some("事项 高龄津贴发放")),
    ("事项 高龄津贴发放", "事项", &["E0128"], None),
    ("  收费：不收费\n", "收费：不收费\n", &["E0106"], Some("  收费：不收费\n")),
    ("  收费：不收费\n", "  收费 不收费\n", &["E0102"], Some("  收费：不收费\n")),
    ("  类型：行政给付\n", "  类型行政给付\n", &["E0102"], Some("  类型：行政给付\n")),
    ("  材料：\n", "  材料\n", &["E0102"], Some("  材料：\n")),
    ("  时限：\n", "  時限：\n", &["E0103"], Some("  时限：\n")),
    (CONDITION, "    高龄  “年满八十周岁  年龄 ≥ 80\n", &["E0108"], Some(CONDITION)),
    (CONDITION, "    高龄  “年满八十周岁 年龄 ≥ 80\n", &["E0108"], None),
    (CONDITION, "    高龄  ”年满八十周岁“  年龄 ≥ 80\n", &["E0124"], Some(CONDITION)),
    (CONDITION, "    高龄  年满八十周岁”  年龄 ≥ 80\n", &["E0124"], None),
    (CONDITION, "    高龄  '年满八十周岁'  年龄 ≥ 80\n", &["E0124"], Some(CONDITION)),
    (CONDITION, "    高龄  “年满八十周岁”  年龄 不小于 80\n", &["E0112"], Some(CONDITION)),
    (CONDITION, "    高龄  “年满八十周岁”  年龄大于等于80\n", &["E0111"], Some(CONDITION)),
    (CONDITION, "    高龄  “年满八十周岁”  年龄＞＝８０\n", &[], None),
    (CONDITION, "    高龄  “年满八十周岁”  年龄 ≥ 八十\n", &["E0302"], Some(CONDITION)),
    (
        CONDITION,
        "    高龄  “年满八十周岁”  80 ≤ 年龄 ≤ 150\n",
        &["E0101"],
        Some("    高龄  “年满八十周岁”  年龄 = 80 至 150\n"),
    ),
    (
        CONDITION,
        "    高龄  “年满八十周岁”  年龄 80周岁以上\n",
        &["E0112"],
        Some("    高龄  “年满八十周岁”  年龄 ≥ 80 周岁\n"),
    ),
    (
        CONDITION,
        "    高龄  “年满八十周岁”  年满80周岁\n",
        &["E0240"],
        Some("    高龄  “年满八十周岁”  年龄 ≥ 80 周岁\n"),
    ),
    (PROXY, "    授权委托书  原件  如果 由他人代办 = 是\n", &["E0331"], Some(PROXY)),
    (PROXY, "    授权委托书  原件  若由他人代办\n", &["E0331"], None),
    (PROXY, "    授权委托书  原件  当 由他人代办为是\n", &["E0240"], Some(PROXY)),
    (PROXY, "    授权委托书  原件  当 由他人代办 = “是”\n", &["E0302"], Some(PROXY)),
    (
        PROXY,
        "    当 由他人代办 = 是\n      授权委托书  原件\n",
        &["E0102"],
        Some("    当 由他人代办 = 是：\n      授权委托书  原件\n"),
    ),
    ("    照片  原件\n", "    照片  原件一份\n", &["E0111"], Some("    照片  原件 1 份\n")),
    ("    照片  原件\n", "    照片  原件、复印件各1份\n", &["E0331"], None),
    ("    照片  原件\n", "    1. 照片  原件\n", &["E0130"], Some("    照片  原件\n")),
    ("    照片  原件\n", "    照片  原件；\n    户籍证明。\n", &["E0124"], Some("    照片  原件；\n    户籍证明\n")),
    ("    逐月  200 元", "    逐月  200 块", &["E0330"], Some("    逐月  200 元")),
    ("    逐月  200 元", "    逐月  200", &["E0330"], None),
    ("    逐月  500 元", "    逐月  1,500 元", &["E0126"], Some("    逐月  1_500 元")),
    ("    承诺  5 个工作日\n", "    承诺  5\n", &["E0330"], None),
    ("    承诺  5 个工作日\n", "    承诺  5个工作日内\n", &["E0112"], Some("    承诺  5 个工作日\n")),
    ("  决定：乡镇（街道）\n", "  决定：街道办\n", &["E0330"], None),
    ("  依据：《老", "  依据：<老", &["E0124"], None),
];

/// The catalogue with a slip, its place marked.
fn with(slip: &Slip) -> String {
    let (at, rest) = FILES.split_once(slip.0).expect("the text without the slip");
    format!("{at}⟦⟧{}{rest}", slip.1)
}

fn errors(fixture: &Fixture) -> Vec<(String, &'static str)> {
    let snapshot = fixture.desk.snapshot();
    let found = snapshot.ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
    let all = found.values().flatten().filter(|one| one.severity == Severity::Error);
    all.map(|one| (one.places.first().map(|place| place.at.file.to_string()).unwrap_or_default(), one.code)).collect()
}

fn repair_all(fixture: &Fixture) -> Option<Action> {
    let actions = fixture.desk.snapshot().ask(|snapshot| snapshot.actions("老人.matter", 0, 0)).expect("nobody writes");
    actions.into_iter().find(|one| one.kind == ActionKind::RepairAll)
}

fn text(fixture: &Fixture) -> String {
    fixture.desk.snapshot().text("老人.matter").expect("a text").to_string()
}

/// Applies what needs no asking, once.
fn repaired(fixture: &mut Fixture, edits: &[TextEdit]) -> String {
    let text: Arc<str> = fixture.edited(edits).into();
    fixture.desk.set_files([("老人.matter".into(), Arc::clone(&text), 0)]);
    text.to_string()
}

/// Phrases in quotes that hold what only conditions hold.
fn prose_of_conditions(text: &str) -> Vec<&str> {
    let quoted = text.split('“').skip(1).filter_map(|rest| rest.lines().next()?.split('”').next());
    quoted.filter(|inner| inner.contains("  ") || inner.contains(['≥', '≤', '=', '<', '>'])).collect()
}

#[test]
fn each_slip_has_one_finding_where_it_stands() {
    for slip in SLIPS {
        let wanted: Vec<(String, &str)> = slip.2.iter().map(|code| ("老人.matter".to_owned(), *code)).collect();
        let found = errors(&fixture(&with(slip)));
        let found: Vec<_> = found.into_iter().filter(|(_, code)| *code != "E0243").collect();
        assert_eq!(found, wanted, "{}", slip.1);
    }
}

#[test]
fn repairs_that_need_no_asking_come_to_an_end_and_mend_what_was_meant() {
    for slip in SLIPS {
        let mut fixture = fixture(&with(slip));
        let start = text(&fixture);
        let mut rounds = 0;
        while let Some(action) = repair_all(&fixture) {
            let spans: Vec<&TextEdit> = action.edits.iter().collect();
            let before = text(&fixture);
            let after = repaired(&mut fixture, &action.edits);
            // Nothing outside of the edits is touched, and no condition becomes prose.
            let removed: usize = spans.iter().map(|edit| (edit.at.end - edit.at.start) as usize).sum();
            let added: usize = spans.iter().map(|edit| edit.text.len()).sum();
            assert_eq!(before.len() - removed + added, after.len(), "{}", slip.1);
            assert_eq!(prose_of_conditions(&after), [""; 0], "{after}");
            rounds += 1;
            assert!(rounds <= 3, "{}: {after}", slip.1);
        }
        let end = text(&fixture);
        let wanted = slip.3.map_or(start.clone(), |mended| start.replacen(slip.1, mended, 1));
        let tidy = |text: &str| matter_syntax::format_file(text, None).text;
        assert_eq!(tidy(&end), tidy(&wanted), "{}", slip.1);
    }
}

#[test]
fn what_cannot_be_read_is_not_touched_by_the_formatter() {
    for written in ["1,500 元", "1，500 元", "“年满  80", "原件一份", "90 ≤ 年龄 ≤ 99"] {
        let text = format!("事项 甲\n  收费：不收费\n  给付：\n    逐月  {written}\n");
        assert_eq!(matter_syntax::format_file(&text, None).text, text);
    }
    for text in ["事项：甲\n  收费：不收费\n", "事项 甲\n  受理：县级\n收费：不收费\n  到场：0 次\n"]
    {
        assert_eq!(matter_syntax::format_file(text, None).text, text);
    }
}

/// Conditions of a document that hold an amount, a day or several values; the errors, and what the repairs that need no asking make of them.
const AMOUNTS: &[(&str, &[&str], Option<&str>)] = &[
    // 为 asks for the very number, 以上 for more: one of the two is too much.
    ("面积 为 200 平方米以上", &["E0112"], Some("面积 ≥ 200 平方米")),
    ("面积 = 200平方米以上", &["E0112"], None),
    ("面积 ≥ 200 m2", &["E0126"], None),
    ("面积 ≥ 200 亩", &["E0304"], None),
    ("面积 ≥ 200", &["E0304"], Some("面积 ≥ 200 平方米")),
    ("投资额 ≥ 1.5 亿", &["E0126"], None),
    ("投资额 ≥ 100万", &["E0112"], None),
    ("投资额 ≥ 5 美元", &["E0126"], None),
    ("投资额 ≥ 1,000,000 元", &["E0126"], Some("投资额 ≥ 1_000_000 元")),
    (
        "投资额 ≥ 1,000,000,000 元 且 面积 ≥ 10 平方米",
        &["E0126"],
        Some("投资额 ≥ 1_000_000_000 元 且 面积 ≥ 10 平方米"),
    ),
    ("日 2 年内", &["E0101"], None),
    ("日 ≥ 2024年7月1日", &["E0113"], Some("日 ≥ 2024-07-01")),
    ("日 ≥ 二〇二四年七月一日", &["E0113"], Some("日 ≥ 2024-07-01")),
    ("面积 = 16—18", &["E0112"], None),
    ("类别 含任一（宾馆 或 理发店）", &["E0301"], Some("类别 含任一（宾馆、理发店）")),
    ("婚姻状况 = 未婚或已婚", &["E0301"], Some("婚姻状况 属于（未婚、已婚）")),
];

#[test]
fn a_repair_that_needs_no_asking_keeps_every_amount_and_every_value() {
    let declared = "信息项 投资额：金额\n信息项 面积：0 至 1000 平方米\n信息项 日：日期\n信息项 类别：多选 宾馆、理发店\n材料 照片\n";
    let files = FILES.replacen("材料 照片\n", declared, 1);
    let line = |condition: &str| format!("    照片  原件  当 {condition}\n");
    for (condition, wanted, mended) in AMOUNTS {
        let (at, rest) = files.split_once("    照片  原件\n").expect("a document");
        let mut fixture = fixture(&format!("{at}⟦⟧{}{rest}", line(condition)));
        let found: Vec<_> = errors(&fixture).into_iter().map(|(_, code)| code).collect();
        assert_eq!(found, *wanted, "{condition}");
        let start = text(&fixture);
        while let Some(action) = repair_all(&fixture) {
            repaired(&mut fixture, &action.edits);
        }
        let wanted = start.replacen(&line(condition), &line(mended.unwrap_or(condition)), 1);
        assert_eq!(text(&fixture), wanted, "{condition}");
        let left = errors(&fixture).len();
        assert_eq!(left == 0, mended.is_some(), "{condition}: {left}");
    }
}

#[test]
fn no_repair_of_a_fee_changes_its_amount() {
    for written in ["5 万", "5 美元"] {
        let line = format!("    逐月  {written}");
        let (at, rest) = FILES.split_once("    逐月  200 元").expect("a line");
        let fixture = fixture(&format!("{at}⟦⟧{line}{rest}"));
        assert!(repair_all(&fixture).is_none(), "{written}");
        let at = fixture.marks[0].start + line.find(written).unwrap_or_default() as u32;
        let actions =
            fixture.desk.snapshot().ask(|snapshot| snapshot.actions("老人.matter", at, at)).expect("nobody writes");
        assert!(actions.iter().all(|one| one.title != "改成「5 元」" && one.title != "写成「5 元」"), "{written}");
    }
}

#[test]
fn alternatives_are_kept_by_every_repair() {
    let slip: Slip = ("    户籍证明  原件\n", "    户籍证明或者照片  原件\n", &[], None);
    let fixture = fixture(&with(&slip));
    let at = fixture.marks[0].start + 4;
    let actions =
        fixture.desk.snapshot().ask(|snapshot| snapshot.actions("老人.matter", at, at)).expect("nobody writes");
    let titles: Vec<&str> =
        actions.iter().filter(|one| one.kind == ActionKind::Repair).map(|one| one.title.as_str()).collect();
    assert_eq!(titles[0], "改成「户籍证明 或 照片」", "{titles:?}");
    assert!(!titles.contains(&"改成「户籍证明」"), "{titles:?}");
}
