//! A declared thing in words: what it is, what it may be, where it comes from.

use std::fmt::Write as _;

use matter_core::hir::{Declarations, DepartmentBody, FactDeclaration, FactType, LawRank, Level, Owner, Period};
use matter_syntax::tree::Face;

use crate::Snapshot;
use crate::symbol::{Symbol, SymbolKind, declaration};

/// Markdown about a thing.
pub(crate) fn describe(snapshot: &Snapshot, symbol: &Symbol) -> String {
    let kind = match symbol.kind {
        SymbolKind::Value => snapshot.words("取值", "value"),
        SymbolKind::Label => snapshot.words("条件", "condition"),
        SymbolKind::Region => snapshot.words("地区", "region"),
        other => other.keyword().map_or("", |keyword| snapshot.words(keyword.text(Face::Zh), keyword.text(Face::En))),
    };
    let mut text = format!("**{}** · {kind}", symbol.name);
    let all = snapshot.analysis.declarations();
    if !symbol.local || symbol.kind == SymbolKind::Value {
        details(snapshot, symbol, all, &mut text);
        return text;
    }
    if symbol.kind == SymbolKind::Fact
        && let Some(own) = declaration(&snapshot.analysis, symbol)
    {
        fact(snapshot, &own, &mut text);
    }
    if let Some(matter) = &symbol.item {
        line(&mut text, snapshot.words("只属于", "only of"), Some(&matter.name));
    }
    text
}

fn details(snapshot: &Snapshot, symbol: &Symbol, all: &Declarations, text: &mut String) {
    let name = &symbol.name;
    match symbol.kind {
        SymbolKind::Fact => {
            if let Some(one) = all.facts.iter().find(|one| one.name == *name) {
                fact(snapshot, one, text);
            }
        }
        SymbolKind::Value => {
            line(text, snapshot.words("属于信息项", "of the fact"), symbol.of.as_deref());
        }
        SymbolKind::Material => {
            if let Some(one) = all.materials.iter().find(|one| one.name == *name) {
                paragraph(text, &one.doc);
                line(text, snapshot.words("类型", "kind"), one.kind.as_deref());
                line(text, snapshot.words("签发", "issued by"), one.issuer.as_deref());
                line(text, snapshot.words("共享", "shared"), one.shared.as_deref());
                let aliases = one.aliases.join("、");
                line(text, snapshot.words("别名", "aliases"), Some(aliases.as_str()).filter(|text| !text.is_empty()));
            }
        }
        SymbolKind::Law => {
            if let Some(one) = all.laws.iter().find(|one| one.name == *name) {
                line(text, snapshot.words("位阶", "rank"), one.rank.map(|rank| rank_word(snapshot, rank)));
                line(text, snapshot.words("文号", "number"), one.number.as_deref());
                line(text, snapshot.words("制定机关", "issuer"), one.issuer.as_deref());
                line(text, snapshot.words("施行", "in force"), period(snapshot, one.in_force).as_deref());
                let articles = one.articles.map(|count| count.to_string());
                line(text, snapshot.words("条数", "articles"), articles.as_deref());
            }
        }
        SymbolKind::Department => {
            for one in all.departments.iter().filter(|one| one.name == *name) {
                one.bodies.iter().for_each(|body| body_line(snapshot, body, text));
            }
        }
        SymbolKind::Matter => matter(snapshot, symbol, text),
        SymbolKind::Define => {
            if let Some(one) = all.defines.iter().find(|one| one.name == *name) {
                let condition = matter_core::lower::expression_text(&one.condition);
                let _ = write!(text, "\n\n```matter\n{condition}\n```");
            }
        }
        SymbolKind::Region => region(snapshot, symbol, text),
        _ => {}
    }
}

/// A body of one place only is called by that place.
fn body_line(snapshot: &Snapshot, body: &DepartmentBody, text: &mut String) {
    let regions = snapshot.analysis.regions();
    let level = level_word(snapshot, body.level);
    let day = snapshot.analysis.settings().as_of;
    match body.region.as_deref().and_then(|code| regions.by_code(code, day)).map(|place| regions.name(place)) {
        Some(place) if body.whole_name => line(text, &format!("{level}（{place}）"), Some(&body.name)),
        Some(place) => line(text, &format!("{level}（{place}）"), Some(&format!("{place}{}", body.name))),
        None => line(text, level, Some(&body.name)),
    }
}

fn fact(snapshot: &Snapshot, one: &FactDeclaration, text: &mut String) {
    paragraph(text, &one.doc);
    let domain = match &one.ty {
        FactType::YesNo => snapshot.words("是、否", "yes, no").to_owned(),
        FactType::Choice { values, ordered: true } => values.join(" < "),
        FactType::Choice { values, ordered: false } => values.join("、"),
        FactType::Set { options } => format!("{}{}", snapshot.words("多选 ", "several of "), options.join("、")),
        FactType::Number { scale, unit } => number(one, *scale, unit.as_deref()),
        FactType::Money => snapshot.words("金额", "money").to_owned(),
        FactType::Date => snapshot.words("日期", "date").to_owned(),
        FactType::Region(level) => {
            format!("{}{}", snapshot.words("地区，到", "region, down to "), level_word(snapshot, *level))
        }
        FactType::Count { from, .. } => {
            format!("{}{from}{}", snapshot.words("自 ", "completed since "), snapshot.words(" 起算", ""))
        }
        FactType::Text => snapshot.words("文本，不能用作条件", "text, never in a condition").to_owned(),
    };
    line(text, snapshot.words("取值", "domain"), Some(&domain));
    line(text, snapshot.words("来源", "owner"), Some(owner_word(snapshot, one.owner)));
    if let Some(exists) = &one.exists {
        let condition = matter_core::lower::expression_text(exists);
        line(text, snapshot.words("仅当", "only when"), Some(&condition));
    }
}

fn number(one: &FactDeclaration, scale: u8, unit: Option<&str>) -> String {
    let shown = |value: i64| {
        let power = 10_i64.pow(u32::from(scale.min(9)));
        let (whole, rest) = (value / power, (value % power).abs());
        if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:0width$}", width = usize::from(scale)) }
    };
    let ends = one.domain.first().zip(one.domain.last());
    let range = ends.map(|(low, high)| format!("{} 至 {}", shown(low), shown(high))).unwrap_or_default();
    format!("{range} {}", unit.unwrap_or("")).trim().to_owned()
}

fn matter(snapshot: &Snapshot, symbol: &Symbol, text: &mut String) {
    let Some(head) = symbol.item.as_ref().and_then(|item| snapshot.analysis.matter_head(item)) else { return };
    paragraph(text, &head.summary);
    line(text, snapshot.words("类型", "kind"), head.kind.as_ref().map(|(title, _)| &**title));
    line(text, snapshot.words("部门", "department"), head.department.as_deref());
    line(
        text,
        snapshot.words("服务对象", "serves"),
        Some(head.serves.join("、").as_str()).filter(|text| !text.is_empty()),
    );
    line(text, snapshot.words("施行", "in force"), period(snapshot, head.in_force).as_deref());
}

fn region(snapshot: &Snapshot, symbol: &Symbol, text: &mut String) {
    let Some(position) = symbol.of.as_ref().and_then(|position| position.parse().ok()) else { return };
    let regions = snapshot.analysis.regions();
    let mut path: Vec<&str> = regions.ancestors(position).map(|unit| regions.name(unit)).collect();
    path.reverse();
    path.dedup();
    line(text, snapshot.words("位于", "in"), Some(&path.join("/")));
    line(text, snapshot.words("层级", "level"), Some(level_word(snapshot, regions.level(position))));
    line(text, snapshot.words("代码", "code"), Some(&regions.code(position)));
}

fn paragraph(text: &mut String, more: &str) {
    if !more.is_empty() {
        let _ = write!(text, "\n\n{more}");
    }
}

fn line(text: &mut String, label: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(text, "\n\n{label}：{value}");
    }
}

fn period(snapshot: &Snapshot, period: Period) -> Option<String> {
    match (period.from, period.to) {
        (None, None) => None,
        (Some(from), None) => Some(snapshot.words(format!("{from} 起"), format!("from {from}"))),
        (None, Some(to)) => Some(snapshot.words(format!("至 {to} 前"), format!("before {to}"))),
        (Some(from), Some(to)) => {
            Some(snapshot.words(format!("{from} 起至 {to} 前"), format!("from {from}, before {to}")))
        }
    }
}

pub(crate) fn level_word(snapshot: &Snapshot, level: Level) -> &'static str {
    let keyword = level.keyword();
    snapshot.words(keyword.text(Face::Zh), keyword.text(Face::En))
}

fn owner_word(snapshot: &Snapshot, owner: Owner) -> &'static str {
    match owner {
        Owner::Applicant => snapshot.words("申请人填报", "asked of the applicant"),
        Owner::Shared => snapshot.words("共享数据", "shared data"),
        Owner::Official => snapshot.words("由部门审查", "judged by an official"),
        Owner::Held => snapshot.words("由持有的证照得知", "known from what is held"),
        Owner::Computed => snapshot.words("自动得出", "computed"),
    }
}

fn rank_word(snapshot: &Snapshot, rank: LawRank) -> &'static str {
    match rank {
        LawRank::Constitution => snapshot.words("宪法", "constitution"),
        LawRank::Law => snapshot.words("法律", "law"),
        LawRank::AdministrativeRegulation => snapshot.words("行政法规", "administrative regulation"),
        LawRank::StateCouncilDecision => snapshot.words("国务院决定", "State Council decision"),
        LawRank::LocalRegulation => snapshot.words("地方性法规", "local regulation"),
        LawRank::DepartmentRule => snapshot.words("部门规章", "department rule"),
        LawRank::ProvincialRule => snapshot.words("省级政府规章", "provincial rule"),
        LawRank::CityRule => snapshot.words("设区的市政府规章", "city rule"),
        LawRank::NormativeDocument => snapshot.words("规范性文件", "normative document"),
    }
}
