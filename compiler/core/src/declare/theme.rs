//! 一件事 → [`ThemeDeclaration`], with members as written; full names are put in when all matters are known.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, Section};

use super::parts::{self, list_names};
use crate::codes::LINE_FORM;
use crate::hir::{NodeId, ThemeDeclaration, ThemeStageDeclaration};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::words::name_of;

pub(super) fn theme(item: &Item, findings: &mut Findings) -> ThemeDeclaration {
    let stages = parts::sections(item, Keyword::Stage).map(|section| stage(section, findings)).collect();
    let promise = parts::lines(item, Keyword::Promise).next();
    let joint = parts::lines(item, Keyword::Joint).filter_map(joint).collect();
    let claims = parts::entries_of(item, Keyword::BeforeReform).map(claim).collect();
    let place = |keyword| {
        parts::sections(item, keyword).next().map_or(NodeId(0), |section| findings.node(section.keyword_span))
    };
    let (promise_node, claims_node) = (place(Keyword::Promise), place(Keyword::BeforeReform));
    ThemeDeclaration {
        name: parts::name(item),
        title_en: parts::english(item),
        lead: parts::first_name(item, Keyword::Lead),
        stages,
        members: parts::names(item, Keyword::Members),
        together: parts::names(item, Keyword::Together),
        joint,
        excluded: parts::names(item, Keyword::Excluded),
        promise: promise.and_then(|mut line| parts::take_duration(&mut line, findings)),
        claims,
        promise_node,
        claims_node,
        origin: parts::origin(item, findings),
    }
}

/// `阶段 规划许可：建设用地规划许可、建设工程规划许可  牵头 规划  12 个工作日`
fn stage(section: &Section, findings: &mut Findings) -> ThemeStageDeclaration {
    let name = section.head.iter().flat_map(parts::phrase_names).next();
    let mut stage = ThemeStageDeclaration {
        name: name.unwrap_or_else(|| "".into()),
        members: Vec::new(),
        lead: None,
        limit: None,
        node: findings.node(section.keyword_span),
    };
    for entry in section.inline.iter().chain(parts::entries(&section.body)) {
        let mut line = Line::new(&entry.phrases, entry.span);
        if let Some(tail) = line.clause(Keyword::LedBy) {
            stage.lead = tail.arg().and_then(name_of).map(Arc::from);
        }
        stage.limit = parts::take_duration(&mut line, findings).or(stage.limit);
        while let Some(list) = line.value() {
            stage.members.extend(list_names(list));
        }
        parts::finish(&line, Keyword::Stage, findings);
    }
    if stage.members.is_empty() {
        let found = findings.at(LINE_FORM, section.keyword_span, "expected-matters");
        findings.push(found.with("found", code(Arc::clone(&stage.name))));
    }
    stage
}

/// `现场踏勘  不超过 2 次`
fn joint(mut line: Line<'_>) -> Option<(Arc<str>, Option<i64>)> {
    let most = line.clause(Keyword::AtMost).and_then(|tail| number(tail.arg()?));
    Some((line.value_if(name_of)?.into(), most))
}

/// `302 个工作日`, `材料 建筑工程施工许可 67 项`: the words as written and the first number.
fn claim(entry: &Entry) -> (Arc<str>, Option<i64>) {
    let mut line = Line::new(&entry.phrases, entry.span);
    let words = line.rest_text().into();
    (words, line.value_if(number))
}

pub(super) fn number(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.number.parse().ok(),
        _ => None,
    }
}
