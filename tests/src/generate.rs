//! Catalogues of any size for benches and load tests: correct by construction, varied enough that nothing can be remembered between matters.
//!
//! The same number of matters gives the same bytes on every machine.

use std::fmt::Write as _;

/// Matters in one file.
pub const PER_FILE: usize = 100;

/// The size at which speed is measured: every power-and-duty item of one district.
pub const DISTRICT: usize = 16_380;

/// Files of a catalogue: path inside the catalogue and text.
#[must_use]
pub fn catalogue(matters: usize) -> Vec<(String, String)> {
    let mut files = vec![
        ("matters.toml".to_owned(), MANIFEST.to_owned()),
        ("信息项.matter".to_owned(), FACTS.to_owned()),
        ("材料.matter".to_owned(), documents()),
    ];
    for first in (0..matters).step_by(PER_FILE) {
        let mut text = String::new();
        for number in first..matters.min(first + PER_FILE) {
            matter(&mut text, number);
        }
        files.push((format!("领域{:02}/事项{:03}.matter", first / PER_FILE % 27, first / PER_FILE), text));
    }
    files
}

const MANIFEST: &str = r#"# Made by the generator of the test crate.
[catalogue]
name = "generated"
title = "生成的目录"
language = "zh"
region = "440307"
version = "1"
edition = "2026"
as_of = "2026-11-01"
"#;

const FACTS: &str = "\
// 生成的目录所用的信息项。
信息项 婚姻状况：未婚、已婚、离异、丧偶
信息项 学历：由低到高 无、高中及以下、大专、本科、硕士、博士
信息项 经营项目：多选 热食、冷食、生食、糕点
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
信息项 建筑面积：0 至 1_000_000 平方米 两位小数
信息项 总投资：金额
信息项 从业人数：0 至 100_000 人
信息项 户籍地：地区 到 乡镇（街道）
信息项 居住地：地区 到 乡镇（街道）
信息项 有代理人：是否
信息项 首次申请：是否
信息项 主体类型：个人、个体工商户、企业、事业单位、社会组织
信息项 场所来源：自有、租赁、无偿使用
";

const KINDS: &[&str] = &["行政许可", "公共服务", "行政确认", "行政给付", "其他行政权力"];
const DEPARTMENTS: &[&str] = &["公安", "民政", "卫生健康", "住房建设", "市场监管", "规划自然资源", "人力资源社会保障"];
const CHOICES: &[(&str, &[&str])] = &[
    ("婚姻状况", &["未婚", "已婚", "离异", "丧偶"]),
    ("主体类型", &["个人", "个体工商户", "企业", "事业单位", "社会组织"]),
    ("场所来源", &["自有", "租赁", "无偿使用"]),
];

/// A small generator of numbers that never changes (SplitMix64).
pub struct Numbers(u64);

impl Numbers {
    /// The numbers of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, below a bound.
    pub fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or(0)
    }

    fn one<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        let index = self.next(of.len());
        of[index]
    }
}

fn matter(text: &mut String, number: usize) {
    let mut numbers = Numbers(number as u64);
    let department = numbers.one(DEPARTMENTS);
    let kind = numbers.one(KINDS);
    let full_width = !number.is_multiple_of(10);
    let mut matter = String::new();
    let _ = write!(
        matter,
        "/// 第{number}号事项，用来度量编译和判断的速度。\n\
         事项 生成事项{number:05}办理\n  类型：{kind}\n  服务对象：自然人、企业法人\n  部门：{department}\n  \
         依据：《中华人民共和国行政许可法》第十二条\n  施行：2022-01-01 起\n  属地：户籍地 到 乡镇（街道）\n  \
         受理：县级、乡镇（街道）、村（社区）\n"
    );
    decider(&mut matter, &mut numbers);
    conditions(&mut matter, &mut numbers, number);
    materials(&mut matter, &mut numbers, number);
    process(&mut matter, &mut numbers, department);
    if !full_width {
        matter = matter.replace('：', ": ").replace('（', "(").replace('）', ")");
        // Level words keep their own brackets in either width.
    }
    text.push_str(&matter);
    text.push('\n');
}

fn decider(text: &mut String, numbers: &mut Numbers) {
    let money = (numbers.next(40) + 1) * 50;
    let area = (numbers.next(20) + 1) * 500;
    match numbers.next(3) {
        0 => text.push_str("  决定：县级\n"),
        1 => {
            let _ = write!(text, "  决定：\n    县级  当 总投资 ≥ {money} 万元\n    乡镇（街道）  否则\n");
        }
        _ => {
            let _ = write!(
                text,
                "  决定：\n    | 总投资 | 建筑面积 || 决定 |\n    | ≥ {money} 万元 | - || 市级 |\n    \
                 | < {money} 万元 | ≥ {area} 平方米 || 县级 |\n    | < {money} 万元 | < {area} 平方米 || 乡镇（街道） |\n"
            );
        }
    }
}

fn conditions(text: &mut String, numbers: &mut Numbers, number: usize) {
    let age = 16 + numbers.next(10);
    let people = 500 + numbers.next(90) * 1_000;
    let _ = write!(
        text,
        "  条件：\n    成年{number}  “年满{age}周岁”  年龄 ≥ {age}\n    规模{number}  “从业人员不超过规定人数”  从业人数 ≤ {people}\n    \
         情况属实  “申报情况属实”  由 公安 审查\n"
    );
    if numbers.next(2) == 0 {
        let _ = writeln!(text, "    学历要求  “大专以上”  学历 ≥ 大专");
    }
}

/// Documents that the matters share, as a catalogue of this size declares them.
const DOCUMENTS: usize = 600;

fn documents() -> String {
    let mut text = String::from("// 各事项共用的材料。\n");
    for number in 0..DOCUMENTS {
        let _ = writeln!(text, "材料 共用材料{number:03}");
        let _ = writeln!(text, "  签发：申请人");
    }
    text
}

/// Hands out the shared documents one after the other, so that no matter asks for one twice.
struct Documents(usize);

impl Documents {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("共用材料{:03}", self.0 % DOCUMENTS)
    }
}

fn materials(text: &mut String, numbers: &mut Numbers, number: usize) {
    let (fact, values) = CHOICES[numbers.next(CHOICES.len())];
    let mut documents = Documents(number * 7);
    let _ = write!(
        text,
        "  材料：\n    申请表{number}  原件 1 份\n    居民身份证  原件\n    居民户口簿 或 结婚证  原件或复印件\n"
    );
    for _ in 0..4 + numbers.next(4) {
        let _ = writeln!(text, "    {}  复印件 {} 份", documents.next(), 1 + numbers.next(3));
    }
    for value in values {
        let _ = writeln!(text, "    当 {fact} = {value}：");
        for _ in 0..1 + numbers.next(3) {
            let _ = writeln!(text, "      {}  原件", documents.next());
        }
    }
    let _ = write!(
        text,
        "    通用：\n      {}  原件  当 有代理人 = 是\n      \
         {}  复印件 1 份  当 经营项目 含任一（热食、冷食） 且 首次申请 = 是\n      \
         {}  原件  当 首次申请 = 否 或 从业人数 > 300\n      \
         {}  原件  当 户籍地 ≠ 居住地\n",
        documents.next(),
        documents.next(),
        documents.next(),
        documents.next()
    );
}

fn process(text: &mut String, numbers: &mut Numbers, department: &str) {
    let review = 1 + numbers.next(3);
    let check = 1 + numbers.next(2);
    let promise = review + check + 1 + numbers.next(3);
    let fee = numbers.next(4) * 10;
    let _ = write!(
        text,
        "  流程：\n    受理  窗口  1 个工作日\n    审查  {department}  {review} 个工作日\n    复核  {department}  {check} 个工作日\n    发证  窗口  1 个工作日\n  \
         时限：\n    法定  20 个工作日  自 受理\n    承诺  {promise} 个工作日\n    告知  5 个工作日  逾期视为受理\n    送达  10 个工作日  自 决定\n  \
         渠道：窗口、网上\n  到场：1 次  “核验原件”\n"
    );
    if fee == 0 {
        text.push_str("  收费：不收费\n");
    } else {
        let _ = writeln!(text, "  收费：工本费 {fee} 元  依据 《中华人民共和国行政许可法》第五十八条");
    }
    text.push_str("  结果：办理凭证  长期有效  送达 窗口领取、邮寄（到付）\n");
    text.push_str("  数量：无\n  职责：\n    事前  “公开办事指南，指导申请人备齐材料”\n    事中  “在承诺时限内审查并告知结果”\n    事后  “按规定归档，接受监督检查”\n");
    text.push_str(
        "  责任：“未按规定受理、审查的，依法追究责任”\n  咨询：政务服务大厅综合窗口\n  投诉：政务服务便民热线\n",
    );
}
