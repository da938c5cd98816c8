//! 法规 and 代码表: the libraries of legal sources and of code lists.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item};

use super::parts::{self, code_text};
use crate::codes::UNKNOWN_NAME;
use crate::hir::{LawDeclaration, LawRank, Period, VocabularyDeclaration};
use crate::lower::findings::{Findings, code, codes};
use crate::lower::line::Line;
use crate::lower::period::{day, take_period};
use crate::lower::words::name_of;

/// Words for ranks, as laws and regions write them.
const RANKS: [(&str, LawRank); 15] = [
    ("宪法", LawRank::Constitution),
    ("法律", LawRank::Law),
    ("行政法规", LawRank::AdministrativeRegulation),
    ("国务院决定", LawRank::StateCouncilDecision),
    ("地方性法规", LawRank::LocalRegulation),
    ("经济特区法规", LawRank::LocalRegulation),
    ("自治条例", LawRank::LocalRegulation),
    ("单行条例", LawRank::LocalRegulation),
    ("部门规章", LawRank::DepartmentRule),
    ("省级政府规章", LawRank::ProvincialRule),
    ("地方政府规章", LawRank::CityRule),
    ("设区的市政府规章", LawRank::CityRule),
    ("市级政府规章", LawRank::CityRule),
    ("国务院文件", LawRank::NormativeDocument),
    ("规范性文件", LawRank::NormativeDocument),
];

/// The words that 位阶 takes, highest rank first.
pub fn law_ranks() -> impl Iterator<Item = &'static str> {
    RANKS.iter().map(|(word, _)| *word)
}

pub(super) fn law(item: &Item, findings: &mut Findings) -> LawDeclaration {
    let articles = parts::lines(item, Keyword::Articles).find_map(|mut line| line.value_if(number));
    let in_force = parts::lines(item, Keyword::InForce).next().and_then(|mut line| take_period(findings, &mut line));
    LawDeclaration {
        name: parts::name(item),
        short: parts::short_name(item),
        aliases: parts::names(item, Keyword::Aliases),
        rank: rank(item, findings),
        number: parts::first_name(item, Keyword::Number),
        issuer: parts::first_name(item, Keyword::Issuer),
        in_force: in_force.unwrap_or_default(),
        amended: amended(item, findings),
        articles,
        origin: parts::origin(item, findings),
    }
}

fn rank(item: &Item, findings: &mut Findings) -> Option<LawRank> {
    let mut line = parts::lines(item, Keyword::Rank).next()?;
    let written = line.value()?;
    let name = name_of(written)?;
    let rank = RANKS.iter().find(|(word, _)| *word == name).map(|(_, rank)| *rank);
    if rank.is_none() {
        let words = crate::names::similar(&name, RANKS.iter().map(|(word, _)| *word));
        let found = findings.at(UNKNOWN_NAME, written.span, "wanted-rank").with("name", code(name));
        findings.push(found.with("suggestions", codes(words)));
    }
    rank
}

/// `2021-01-22  “主席令第七十号”  自 2021-07-15`: the day of the decision and the number.
fn amended(item: &Item, findings: &mut Findings) -> Vec<(crate::hir::Day, Arc<str>)> {
    let lines: Vec<Line<'_>> = parts::lines(item, Keyword::Amended).collect();
    let mut found = Vec::new();
    for mut line in lines {
        let Some(date) = line.value_if(|expr| matches!(expr.kind, ExprKind::Date(_)).then_some(expr)) else { continue };
        let Some(day) = day(findings, date) else { continue };
        found.push((day, line.text().or_else(|| name_of(line.value()?).map(Arc::from)).unwrap_or_else(|| "".into())));
    }
    found
}

fn number(expr: &Expr) -> Option<u16> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.number.parse().ok(),
        _ => None,
    }
}

/// The period of an item that has a 施行 section.
pub(super) fn in_force(item: &Item, findings: &mut Findings) -> Period {
    let line = parts::lines(item, Keyword::InForce).next();
    line.and_then(|mut line| take_period(findings, &mut line)).unwrap_or_default()
}

pub(super) fn vocabulary(item: &Item, findings: &mut Findings) -> VocabularyDeclaration {
    let mut system = parts::lines(item, Keyword::Code).next();
    let code_system = system.as_mut().and_then(Line::value).and_then(name_of).unwrap_or_default();
    let mut terms = Vec::new();
    let mut equivalents = Vec::new();
    for mut line in parts::lines(item, Keyword::Values) {
        let Some(title) = line.value().and_then(name_of) else { continue };
        let number = line.value_if(code_text).unwrap_or_else(|| "".into());
        let index = u32::try_from(terms.len()).unwrap_or(u32::MAX);
        while let Some(other) = line.value_if(name_of) {
            let Some(number) = line.value_if(code_text) else { break };
            equivalents.push((index, Arc::from(other), number));
        }
        terms.push((number, Arc::from(title)));
        parts::finish(&line, Keyword::Values, findings);
    }
    VocabularyDeclaration {
        name: parts::name(item),
        title_en: parts::english(item),
        code_system: code_system.into(),
        source: system.and_then(|mut line| line.text()),
        terms,
        equivalents,
        origin: parts::origin(item, findings),
    }
}
