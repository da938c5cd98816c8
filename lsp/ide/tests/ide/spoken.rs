//! Conditions, times, laws and names as people say them: one finding each, and where the repairs that need no asking lead.

use std::sync::Arc;

use matter_ide::{Action, ActionKind, Severity};

use crate::common::{Fixture, fixture};

/// A small catalogue. `{…}` is the text that a slip takes the place of.
const FILE: &str = "\
信息项 婚姻状况：未婚、已婚、离异
信息项 户籍地：地区 到 县级
信息项 居住地：地区 到 县级
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
信息项 面积：0 至 100_000 平方米
信息项 高度：0 至 600 米
信息项 人数：0 至 500
信息项 投资额：金额
信息项 毕业日期：日期
信息项 到期日：日期
信息项 类别：多选 宾馆、理发店
信息项 有空调：是否
材料 甲证
材料 乙证
材料 丙证
{D}
事项 登记
  类型：公共服务
  服务对象：自然人
  部门：公安
  {L:依据：《居住证暂行条例》第九条}
  属地：户籍地 到 县级
  受理：县级
  {O:决定：县级}
  条件：
    {K:够龄  “够龄”  年龄 ≥ 1}
  材料：
    甲证  原件
    {M:丙证  原件}
    {G:当 有空调：}
      乙证  原件
  时限：
    {T:法定  20 个工作日}
    承诺  5 个工作日
  渠道：窗口
  {R}
  收费：
    {F:工本费  5 元}
";

/// Where it stands, what is written, its errors, and what the repairs that need no asking make of it.
type Slip = (char, &'static str, &'static [&'static str], Option<&'static str>);

/// A condition of the document 丙证.
const CONDITIONS: &[(&str, &[&str], Option<&str>)] = &[
    // “不满” excludes the number, “以上” “以下” include it.
    ("年龄 不满 18 周岁", &["E0112"], Some("年龄 < 18 周岁")),
    ("年龄 未满 18 周岁", &["E0112"], Some("年龄 < 18 周岁")),
    ("年龄 未满18周岁", &["E0112"], Some("年龄 < 18 周岁")),
    ("年龄未满18周岁", &["E0240"], Some("年龄 < 18 周岁")),
    ("未满18周岁", &["E0240"], Some("年龄 < 18 周岁")),
    ("年龄 满 18 周岁", &["E0112"], Some("年龄 ≥ 18 周岁")),
    ("年龄 满 18 周岁 不满 60 周岁", &["E0112"], Some("年龄 ≥ 18 周岁 且 年龄 < 60 周岁")),
    ("年龄 满18周岁不满60周岁", &["E0112"], Some("年龄 ≥ 18 周岁 且 年龄 < 60 周岁")),
    ("年龄 已满 16 周岁 不满 18 周岁", &["E0112"], Some("年龄 ≥ 16 周岁 且 年龄 < 18 周岁")),
    ("年龄 16 周岁以上 18 周岁以下", &["E0112"], Some("年龄 ≥ 16 周岁 且 年龄 ≤ 18 周岁")),
    ("年龄 ≥ 18周岁以上", &["E0112"], Some("年龄 ≥ 18 周岁")),
    ("年龄 ≥ 18 周岁以上", &["E0112"], Some("年龄 ≥ 18 周岁")),
    ("年龄 18周岁（含）以上", &["E0112"], Some("年龄 ≥ 18 周岁")),
    ("年龄 18周岁（不含）以上", &["E0112"], Some("年龄 > 18 周岁")),
    ("年龄 ≤ 18 周岁以上", &["E0126"], None),
    ("年龄 90-99", &["E0112"], Some("年龄 = 90 至 99")),
    ("年龄 16—18 周岁", &["E0112"], Some("年龄 = 16 至 18 周岁")),
    ("年龄 16至18周岁", &["E0112"], Some("年龄 = 16 至 18 周岁")),
    ("年龄 在 16 至 18 周岁 之间", &["E0112"], Some("年龄 = 16 至 18 周岁")),
    ("年龄 在16至18周岁之间", &["E0112"], Some("年龄 = 16 至 18 周岁")),
    ("年龄 介于 16 和 18 周岁之间", &["E0112"], Some("年龄 = 16 至 18 周岁")),
    ("年龄 不超过 60 周岁", &["E0112"], Some("年龄 ≤ 60 周岁")),
    ("年龄 至多 60 周岁", &["E0112"], Some("年龄 ≤ 60 周岁")),
    ("年龄 至少 18 周岁", &["E0112"], Some("年龄 ≥ 18 周岁")),
    ("年龄 ≥ 廿五周岁", &["E0112"], Some("年龄 ≥ 25 周岁")),
    ("面积 不足 200 平方米", &["E0112"], Some("面积 < 200 平方米")),
    ("面积 200 平方米以上", &["E0112"], Some("面积 ≥ 200 平方米")),
    ("面积 200 平方米以下", &["E0112"], Some("面积 ≤ 200 平方米")),
    ("面积 在200平方米以上", &["E0112"], Some("面积 ≥ 200 平方米")),
    ("面积 ≥ 2万平方米", &["E0112"], Some("面积 ≥ 20_000 平方米")),
    ("面积 2.5万平方米以上", &["E0112"], Some("面积 ≥ 25_000 平方米")),
    ("面积 大于 100 平方米 小于 200 平方米", &["E0112"], Some("面积 > 100 平方米 且 面积 < 200 平方米")),
    ("年龄 16 周岁以上 且 面积 不足 200 平方米", &["E0112", "E0112"], Some("年龄 ≥ 16 周岁 且 面积 < 200 平方米")),
    ("高度 > 100m", &["E0302"], Some("高度 > 100 米")),
    ("高度 大于100米", &["E0112"], Some("高度 > 100 米")),
    ("人数 10人以上", &["E0112"], Some("人数 ≥ 10 人")),
    ("人数 1-50人", &["E0112"], Some("人数 = 1 至 50 人")),
    ("人数 1～50人", &["E0112"], Some("人数 = 1 至 50 人")),
    ("人数 1 到 50", &["E0112"], Some("人数 = 1 至 50")),
    ("投资额 ≥ ￥100", &["E0112"], Some("投资额 ≥ 100 元")),
    ("投资额 ≥ 100万元以上", &["E0112"], Some("投资额 ≥ 100 万元")),
    ("投资额 ≥ 100元整", &["E0112"], Some("投资额 ≥ 100 元")),
    ("投资额 ≥ 100万元人民币", &["E0112"], Some("投资额 ≥ 100 万元")),
    ("投资额 ≥ 壹百万元", &["E0112"], Some("投资额 ≥ 100 万元")),
    ("投资额 壹佰万元以上", &["E0112"], Some("投资额 ≥ 100 万元")),
    ("投资额 ≥ 拾万元", &["E0112"], Some("投资额 ≥ 10 万元")),
    // Between two conditions, and between a fact and its value.
    ("年龄 ≥ 16 周岁，婚姻状况 = 已婚", &["E0101"], Some("年龄 ≥ 16 周岁 且 婚姻状况 = 已婚")),
    ("年龄 ≥ 16 周岁、婚姻状况 = 已婚", &["E0101"], None),
    ("年龄 ≥ 16 周岁 和 婚姻状况 = 已婚", &["E0112"], Some("年龄 ≥ 16 周岁 且 婚姻状况 = 已婚")),
    ("年龄 ≥ 16 周岁 以及 婚姻状况 = 已婚", &["E0112"], Some("年龄 ≥ 16 周岁 且 婚姻状况 = 已婚")),
    ("年龄 ≥ 16 周岁 及 婚姻状况 = 已婚", &["E0112"], Some("年龄 ≥ 16 周岁 且 婚姻状况 = 已婚")),
    ("年龄 ≥ 16 周岁 同时 有空调", &["E0112"], Some("年龄 ≥ 16 周岁 且 有空调")),
    ("婚姻状况 = 已婚 和 离异", &["E0112"], None),
    ("婚姻状况 是 已婚", &["E0112"], Some("婚姻状况 = 已婚")),
    ("年龄 ≥ 18 周岁 且 婚姻状况 是 已婚", &["E0112"], Some("年龄 ≥ 18 周岁 且 婚姻状况 = 已婚")),
    ("婚姻状况 非 已婚", &["E0112"], Some("婚姻状况 ≠ 已婚")),
    ("婚姻状况 不属于（已婚、离异）", &["E0112"], Some("非 婚姻状况 属于（已婚、离异）")),
    ("婚姻状况 = 已婚、离异", &["E0313"], Some("婚姻状况 属于（已婚、离异）")),
    ("婚姻状况 = 已婚/离异", &["E0301"], Some("婚姻状况 属于（已婚、离异）")),
    ("婚姻状况 已婚", &["E0314"], None),
    ("户籍地 在 龙岗区", &["E0112"], Some("户籍地 属于 龙岗区")),
    ("户籍地 不在 龙岗区", &["E0112"], Some("非 户籍地 属于 龙岗区")),
    ("户籍地 = 深圳市", &["E0308"], Some("户籍地 属于（深圳市）")),
    ("户籍地 与 居住地 不一致", &["E0112"], Some("户籍地 ≠ 居住地")),
    ("类别 = 宾馆", &["E0313"], Some("类别 含任一（宾馆）")),
    ("类别 = 宾馆、理发店", &["E0313"], None),
    ("类别 包含 宾馆", &["E0112"], Some("类别 含任一 宾馆")),
    ("类别 包含 宾馆、理发店", &["E0112"], None),
    ("类别 不包含 宾馆", &["E0112"], Some("非 类别 含任一 宾馆")),
    ("有空调 是 是", &["E0112"], Some("有空调 = 是")),
    ("有空调 为是", &["E0112"], Some("有空调 = 是")),
    ("有空调 = 有", &["E0302"], Some("有空调 = 是")),
    ("有空调 时", &["E0101"], Some("有空调")),
    ("不 有空调", &["E0112"], Some("非 有空调")),
    ("非有空调", &["E0240"], Some("非 有空调")),
    ("无空调", &["E0240"], Some("非 有空调")),
    // Days, and times since a day.
    ("毕业日期 晚于 2024-07-01", &["E0112"], Some("毕业日期 > 2024-07-01")),
    ("毕业日期 2024年7月1日以后", &["E0112"], None),
    ("毕业日期 ≥ 2024年7月1日", &["E0112"], Some("毕业日期 ≥ 2024-07-01")),
    ("毕业日期 满 2 年", &["E0112"], None),
    ("毕业日期 起 满 2 周年", &["E0112"], Some("毕业日期 起 满 2 年")),
    ("毕业日期 起 两年内", &["E0112"], Some("毕业日期 起 2 年内")),
    ("毕业日期 起 不超过 2 年", &["E0112"], Some("毕业日期 起 2 年内")),
    ("到期日 前 30 日", &["E0314"], None),
];

const SLIPS: &[Slip] = &[
    ('G', "当 年龄 不满 18 周岁：", &["E0112"], Some("当 年龄 < 18 周岁：")),
    ('G', "当 年龄 超过 18 周岁：", &["E0112"], Some("当 年龄 > 18 周岁：")),
    ('G', "当 年龄 ≥ 18周岁以上：", &["E0112"], Some("当 年龄 ≥ 18 周岁：")),
    ('G', "当 婚姻状况 是 已婚：", &["E0112"], Some("当 婚姻状况 = 已婚：")),
    ('G', "当有空调为是：", &["E0111"], Some("当 有空调 = 是：")),
    ('G', "如有空调：", &["E0111"], Some("当 有空调：")),
    ('G', "当 有空调 时：", &["E0101"], Some("当 有空调：")),
    ('K', "够龄  “够龄”  年龄 不满 18 周岁", &["E0112"], Some("够龄  “够龄”  年龄 < 18 周岁")),
    ('K', "够龄  “够龄”  年龄 18周岁以上", &["E0112"], Some("够龄  “够龄”  年龄 ≥ 18 周岁")),
    ('K', "够龄  年龄 不满 18 周岁", &["E0112"], Some("够龄  年龄 < 18 周岁")),
    ('K', "年满18周岁", &["E0240"], Some("年龄 ≥ 18 周岁")),
    ('M', "使用集中空调的，还应当提供检测报告", &["E0330"], None),
    ('M', "申请人应当提交居住证明", &["E0330"], None),
    ('M', "丙证  原件贰份", &["E0111"], Some("丙证  原件 2 份")),
    ('M', "丙证  一式两份", &["E0112"], Some("丙证  2 份")),
    ('M', "1.1 丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "A. 丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "- 丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "* 丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "• 丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "第一、丙证  原件", &["E0130"], Some("丙证  原件")),
    ('M', "第一步：丙证  原件", &["E0130"], Some("丙证  原件")),
    ('T', "法定  不超过 20 个工作日", &["E0112"], Some("法定  20 个工作日")),
    ('T', "法定  最长 20 个工作日", &["E0112"], Some("法定  20 个工作日")),
    ('T', "法定  20 个工作日以内", &["E0112"], Some("法定  20 个工作日")),
    ('T', "法定  20 天（工作日）", &["E0122"], Some("法定  20 个工作日")),
    ('T', "法定  20 个工作日  自受理之日起计算", &[], None),
    ('T', "法定  20 个工作日  从受理之日起", &["E0111"], Some("法定  20 个工作日  自 受理")),
    ('T', "法定  自受理之日起20个工作日内", &["E0111"], Some("法定  自 受理  20 个工作日")),
    ('T', "法定时限  20 个工作日", &["E0330"], Some("法定  20 个工作日")),
    ('T', "法定时限：20 个工作日", &["E0112"], Some("法定  20 个工作日")),
    ('T', "法定  0.5 个工作日", &["E0305"], None),
    ('T', "法定  20 至 30 个工作日", &["E0330"], None),
    ('R', "续期：届满 前 30 日", &["E0330"], None),
    ('R', "续期：届满前 90 至 30 日", &["E0330"], Some("续期：届满 前 90 至 30 日")),
    ('R', "办理项：新证、延续", &["E0330"], None),
    ('F', "工本费  伍元", &["E0112"], Some("工本费  5 元")),
    ('F', "工本费  壹佰元整", &["E0112"], Some("工本费  100 元")),
    ('F', "工本费  ￥100", &["E0112"], Some("工本费  100 元")),
    ('F', "工本费  不超过 100 元", &["E0330"], None),
    ('L', "依据：《公共场所卫生管理条例实施细则》第二十二条", &["E0240"], None),
    ('L', "依据：《非行政许可法》第一条", &["E0240"], None),
    ('L', "依据：《行政许可法》（2019修正）第十二条", &["E0122"], Some("依据：《行政许可法》第十二条")),
    (
        'L',
        "依据：《行政许可法》第十二条至第十五条",
        &["E0114"],
        Some("依据：《行政许可法》第十二条、第十三条、第十四条、第十五条"),
    ),
    ('L', "依据：《行政许可法》12条", &["E0114"], Some("依据：《行政许可法》第12条")),
    ('L', "依据：行政许可法第十二条", &["E0330"], Some("依据：《行政许可法》第十二条")),
    ('L', "依据：国发(2022)5号", &["E0114"], Some("依据：国发〔2022〕5号")),
    ('L', "依据：国发〔2022〕5 号", &["E0114"], Some("依据：国发〔2022〕5号")),
    (
        'O',
        "决定：\n    | 面积 || 决定 |\n    | ≥ 4万平方米 || 市级 |\n    | < 4万平方米 || 县级 |",
        &["E0112", "E0112"],
        Some("决定：\n    | 面积 || 决定 |\n    | ≥ 40_000 平方米 || 市级 |\n    | < 40_000 平方米 || 县级 |"),
    ),
    (
        'O',
        "决定：\n    | 年龄 || 决定 |\n    | 大于等于18 || 市级 |\n    | 小于18 || 县级 |",
        &["E0112", "E0112"],
        Some("决定：\n    | 年龄 || 决定 |\n    | ≥ 18 || 市级 |\n    | < 18 || 县级 |"),
    ),
    (
        'O',
        "决定：\n    | 年龄 || 决定 |\n    | 不满 18 周岁 || 市级 |\n    | 18周岁以上 || 县级 |",
        &["E0112", "E0112"],
        Some("决定：\n    | 年龄 || 决定 |\n    | < 18 周岁 || 市级 |\n    | ≥ 18 周岁 || 县级 |"),
    ),
    (
        'O',
        "决定：\n    | 人数 || 决定 |\n    | 0-69 || 市级 |\n    | 70-500 || 县级 |",
        &["E0112", "E0112"],
        Some("决定：\n    | 人数 || 决定 |\n    | 0 至 69 || 市级 |\n    | 70 至 500 || 县级 |"),
    ),
    (
        'O',
        "决定：\n    | 年龄 | 决定 |\n    |---|---|\n    | < 18 | 市级 |\n    | ≥ 18 | 县级 |",
        &["E0101"],
        Some("决定：\n    | 年龄 | 决定 |\n    | < 18 | 市级 |\n    | ≥ 18 | 县级 |"),
    ),
    (
        'O',
        "决定：\n    | 年龄 || 决定 |\n    <18\t县级\n    ≥18\t市级",
        &["E0101", "E0101"],
        Some("决定：\n    | 年龄 || 决定 |\n    | < 18 || 县级 |\n    | ≥ 18 || 市级 |"),
    ),
    ('D', "信息项 岁数：0至150周岁", &["E0112"], Some("信息项 岁数：0 至 150 周岁")),
    ('D', "信息项 员工：1-50人", &["E0112"], Some("信息项 员工：1 至 50 人")),
    ('D', "信息项 场地：0－100平方米", &["E0112"], Some("信息项 场地：0 至 100 平方米")),
    ('D', "信息项 场地：0-100 平方米", &["E0362"], Some("信息项 场地：0 至 100 平方米")),
    ('D', "信息项 供暖：是/否", &["E0362"], Some("信息项 供暖：是否")),
    (
        'D',
        "信息项 段：未满18周岁、18至60周岁、60岁以上",
        &["E0131"],
        Some("信息项 段：未满18周岁、「18至60周岁」、「60岁以上」"),
    ),
    ('D', "信息项 65岁以上：是否", &["E0131"], Some("信息项 「65岁以上」：是否")),
    ('D', "信息项 A+级：是否", &["E0131"], Some("信息项 「A+级」：是否")),
    ('D', "信息项 共同且连带：是否", &["E0131"], Some("信息项 「共同且连带」：是否")),
    ('D', "定义 老年：年龄 65周岁以上", &["E0112"], Some("定义 老年：年龄 ≥ 65 周岁")),
];

/// The file with a slip in its place, and without one where `text` is empty.
fn with(place: char, text: &str) -> String {
    let mut file = String::from("⟦⟧");
    let mut rest = FILE;
    while let Some((before, behind)) = rest.split_once('{') {
        let (mark, behind) = behind.split_once('}').expect("the end of a mark");
        let own = mark.split_once(':').map_or("", |(_, own)| own);
        file.push_str(before);
        file.push_str(if mark.starts_with(place) && !text.is_empty() { text } else { own });
        rest = behind;
    }
    file + rest
}

fn errors(fixture: &Fixture) -> Vec<&'static str> {
    let found = fixture.ask(|snapshot, file, _| snapshot.findings(file));
    found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect()
}

fn repair_all(fixture: &Fixture) -> Option<Action> {
    let actions = fixture.ask(|snapshot, file, _| snapshot.actions(file, 0, 0));
    actions.into_iter().find(|one| one.kind == ActionKind::RepairAll)
}

fn text(fixture: &Fixture) -> String {
    fixture.ask(|snapshot, file, _| snapshot.text(file)).expect("a text").to_string()
}

fn all() -> Vec<(char, String, &'static [&'static str], Option<String>)> {
    let line = |condition: &str| format!("丙证  原件  当 {condition}");
    let conditions = CONDITIONS.iter().map(|(said, codes, meant)| ('M', line(said), *codes, meant.map(line)));
    let others =
        SLIPS.iter().map(|(at, said, codes, meant)| (*at, (*said).to_owned(), *codes, meant.map(str::to_owned)));
    conditions.chain(others).collect()
}

#[test]
fn the_catalogue_without_a_slip_has_no_errors() {
    assert_eq!(errors(&fixture(&with('D', ""))), [""; 0]);
}

#[test]
fn what_people_say_is_one_finding() {
    for (place, said, codes, _) in all() {
        assert_eq!(errors(&fixture(&with(place, &said))), codes, "{said}");
    }
}

#[test]
fn what_was_said_beyond_doubt_is_written_in_three_rounds_and_nothing_else_is_touched() {
    for (place, said, _, meant) in all() {
        let mut fixture = fixture(&with(place, &said));
        let mut rounds = 0;
        while let Some(action) = repair_all(&fixture) {
            let mended: Arc<str> = fixture.edited(&action.edits).into();
            fixture.desk.set_files([("甲.matter".into(), mended, 0)]);
            rounds += 1;
            assert!(rounds <= 3, "{said}: {}", text(&fixture));
        }
        let tidy = |text: &str| matter_syntax::format_file(text, None).text;
        let wanted = with(place, meant.as_deref().unwrap_or(&said)).replace("⟦⟧", "");
        assert_eq!(tidy(&text(&fixture)), tidy(&wanted), "{said}");
        if meant.is_some() {
            assert!(rounds > 0, "{said}");
        }
    }
}

#[test]
fn what_is_meant_has_no_errors() {
    // What a test of a document finds in a catalogue of one matter beyond what is looked at here.
    let elsewhere = ["E0401", "E0404"];
    for (place, _, _, meant) in all() {
        let Some(meant) = meant else { continue };
        let left: Vec<_> =
            errors(&fixture(&with(place, &meant))).into_iter().filter(|code| !elsewhere.contains(code)).collect();
        assert_eq!(left, [""; 0], "{meant}");
    }
}
