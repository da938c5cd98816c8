//! Whole sections and a whole matter, with places to fill in.

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

/// A whole matter.
pub(super) fn matter(at: Target, face: Face) -> Completion {
    let (label, insert) = match face {
        Face::Zh => ("事项（全部章节）", MATTER_ZH),
        Face::En => ("matter (all sections)", MATTER_EN),
    };
    Completion {
        label: label.to_owned(),
        kind: CompletionKind::Snippet,
        detail: Keyword::Matter.text(if face == Face::Zh { Face::En } else { Face::Zh }).to_owned(),
        doc: String::new(),
        filter: super::filter(label),
        at,
        insert: insert.to_owned(),
        snippet: true,
    }
}
