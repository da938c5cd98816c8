//! Whole items and sections, with places to fill in.

use matter_core::hir::Keyword;
use matter_syntax::keyword::Shape;
use matter_syntax::tree::Face;

use super::{Completion, CompletionKind};
use crate::Target;

/// A section with its colon and the place of its first line; true if it has places to fill in.
pub(super) fn section(keyword: Keyword, face: Face, shape: Shape) -> (String, bool) {
    let word = keyword.text(face);
    let colon = match face {
        Face::Zh => "：",
        Face::En => ": ",
    };
    if keyword == Keyword::Stage {
        return (format!("{word} ${{1:{}}}{colon}$0", if face == Face::Zh { "初审" } else { "review" }), true);
    }
    match shape {
        Shape::Words | Shape::Text => (format!("{word}{colon}"), false),
        Shape::Lines | Shape::Choice => lines(keyword, face).map_or_else(
            || (format!("{word}{colon}"), false),
            |body| (format!("{word}{}\n  {}", colon.trim_end(), body.replace('\n', "\n  ")), true),
        ),
    }
}

/// The usual lines of a section.
const fn lines(keyword: Keyword, face: Face) -> Option<&'static str> {
    Some(match (keyword, face) {
        (Keyword::Conditions, Face::Zh) => "${1:条件名}  “${2:说明}”  $0",
        (Keyword::Conditions, Face::En) => "${1:label}  “${2:title}”  $0",
        (Keyword::Materials, Face::Zh) => "${1:居民身份证}  原件\n$0",
        (Keyword::Materials, Face::En) => "${1:居民身份证}  original\n$0",
        (Keyword::Steps, Face::Zh) => {
            "受理  窗口  1 个工作日\n审核  ${1:部门}  ${2:2} 个工作日\n发证  窗口  1 个工作日"
        }
        (Keyword::Steps, Face::En) => {
            "acceptance  window  1 working days\n${1:review}  ${2:department}  ${3:2} working days"
        }
        (Keyword::Times, Face::Zh) => {
            "法定  ${1:20} 个工作日  自 受理  依据 《${2:行政许可法}》${3:第四十二条}\n承诺  ${4:5} 个工作日"
        }
        (Keyword::Times, Face::En) => "statutory  ${1:20} working days  from acceptance\npromised  ${2:5} working days",
        (Keyword::Visits, Face::Zh) => "0 次  当 渠道 = 网上\n1 次  否则  “${1:核验原件}”",
        (Keyword::CrossRegion, Face::Zh) => "范围  ${1:全市}\n方式  ${2:代收代办}\n转送  ${3:1} 个工作日",
        (Keyword::Duties, Face::Zh) => "事前  “$1”\n事中  “$2”\n事后  “$3”",
        (Keyword::Given, Face::Zh | Face::En) => "$0",
        (Keyword::Expect, Face::Zh) => "${1:符合}$0",
        (Keyword::Expect, Face::En) => "${1:eligible}$0",
        _ => return None,
    })
}

const MATTER_ZH: &str = "事项 ${1:名称}
  类型：${2:公共服务}
  服务对象：${3:自然人}
  部门：${4:公安}
  依据：《${5:行政许可法}》${6:第十二条}
  施行：${7:2026-01-01} 起
  属地：${8:居住地} 到 县级
  受理：县级
  决定：县级
  条件：
    ${9:条件名}  “${10:说明}”  ${11:年龄 ≥ 18 周岁}
  材料：
    居民身份证  原件
  流程：
    受理  窗口  1 个工作日
    审核  ${4:公安}  2 个工作日
    发证  窗口  1 个工作日
  时限：
    法定  20 个工作日  自 受理
    承诺  5 个工作日
  渠道：窗口、网上
  收费：不收费
  结果：${12:证书}  长期有效
";

const MATTER_EN: &str = "matter ${1:name}
  kind: ${2:公共服务}
  serves: ${3:自然人}
  department: ${4:公安}
  basis: 《${5:行政许可法}》${6:第十二条}
  in force: ${7:2026-01-01} onwards
  responsible: ${8:居住地} down to county
  accept: county
  decide: county
  materials:
    居民身份证  original
  times:
    statutory  20 working days  from acceptance
    promised  5 working days
  channels: window, online
  fees: free
  result: ${9:certificate}  valid indefinitely
";

const TEST_ZH: &str = "用例 ${1:名称}：${2:事项}
  于：${3:2026-03-02} ${4:坂田街道}
  已知：
    ${5:婚姻状况 离异}
  应得：
    材料  ${6:居民身份证}
    决定  ${7:县级}
    到期  ${8:2026-03-09}
";

const TEST_EN: &str = "test ${1:name}: ${2:matter}
  at: ${3:2026-03-02} ${4:坂田街道}
  given:
    ${5:married yes}
  expect:
    materials  ${6:居民身份证}
    decide  ${7:county}
    due  ${8:2026-03-09}
";

const THEME_ZH: &str = "一件事 ${1:名称}
  牵头：${2:发展改革}
  阶段 ${3:规划许可}：${4:甲事项、乙事项}  牵头 ${5:规划}  ${6:12} 个工作日
  阶段 ${7:施工许可}：${8:丙事项}  牵头 ${9:住房建设}  ${10:10} 个工作日
  联合：${11:现场踏勘}  不超过 ${12:1} 次
  承诺：${13:22} 个工作日
";

const THEME_EN: &str = "theme ${1:name}
  lead: ${2:发展改革}
  stage ${3:planning}: ${4:first_matter, second_matter}  led by ${5:规划}  ${6:12} working days
  stage ${7:building}: ${8:third_matter}  led by ${9:住房建设}  ${10:10} working days
  joint: ${11:inspection}  at most ${12:1} times
  promise: ${13:22} working days
";

const VARY_ZH: &str = "特别规定 ${1:事项} 于 ${2:龙岗区} 自 ${3:2026-07-01}
  时限：改 承诺：${4:3} 个工作日
";

const VARY_EN: &str = "vary ${1:matter} at ${2:龙岗区} from ${3:2026-07-01}
  times: change promised: ${4:3} working days
";

const FACT_ZH: &str = "信息项 ${1:名称}：${2:甲、乙、丙}
";

const FACT_EN: &str = "fact ${1:name}: ${2:one, two, three}
";

const TABLE_ZH: &str = "决定：
    | ${1:总投资}  || 决定 |
    | ≥ ${2:1 亿元}  || ${3:市级} |
    | < ${2:1 亿元}  || ${4:县级} |
";

const TABLE_EN: &str = "decide:
    | ${1:investment}  || decide |
    | ≥ ${2:1 yi yuan}  || ${3:city} |
    | < ${2:1 yi yuan}  || ${4:county} |
";

/// Whole items to fill in: keyword, label and text in either face.
type Whole = (Keyword, [(&'static str, &'static str); 2]);

const ITEMS: &[Whole] = &[
    (Keyword::Matter, [("事项（全部章节）", MATTER_ZH), ("matter (all sections)", MATTER_EN)]),
    (Keyword::Test, [("用例（填空）", TEST_ZH), ("test (to fill in)", TEST_EN)]),
    (Keyword::Theme, [("一件事（填空）", THEME_ZH), ("theme (to fill in)", THEME_EN)]),
    (Keyword::Vary, [("特别规定（填空）", VARY_ZH), ("vary (to fill in)", VARY_EN)]),
    (Keyword::Fact, [("信息项（填空）", FACT_ZH), ("fact (to fill in)", FACT_EN)]),
];

const TABLE: Whole = (Keyword::Decides, [("决定（表）", TABLE_ZH), ("decide (table)", TABLE_EN)]);

/// Every item that can be filled in.
pub(super) fn items(at: &Target, face: Face) -> impl Iterator<Item = Completion> {
    ITEMS.iter().map(move |whole| completion(at.clone(), face, whole))
}

/// A choice of who decides, as a table.
pub(super) fn table(at: Target, face: Face) -> Completion {
    completion(at, face, &TABLE)
}

fn completion(at: Target, face: Face, (keyword, [zh, en]): &Whole) -> Completion {
    let ((label, insert), other) = match face {
        Face::Zh => (*zh, Face::En),
        Face::En => (*en, Face::Zh),
    };
    Completion {
        label: label.to_owned(),
        kind: CompletionKind::Snippet,
        detail: keyword.text(other).to_owned(),
        doc: String::new(),
        filter: super::filter(label),
        over: at.end,
        at,
        insert: insert.to_owned(),
        snippet: true,
    }
}
