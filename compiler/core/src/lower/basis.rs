//! Citations → resolved citations, checked against the law library: the source exists, is in force on the catalogue's day, has the article.

use std::sync::Arc;

use matter_syntax::tree::{Citation as Written, Expr, ExprKind};

use super::codes::{LAW_NOT_IN_FORCE, LINE_FORM, NO_SUCH_ARTICLE, UNKNOWN_NAME};
use super::findings::{Findings, code, codes};
use super::suggest::suggest;
use super::words::{members, name_of, places_text, text_of};
use crate::diagnostic::Arg;
use crate::hir::{Citation, LawDeclaration};
use crate::world::World;

/// The citations of a list; what is none is reported.
pub(crate) fn citations(world: &World<'_>, findings: &mut Findings, exprs: &[Expr]) -> Vec<Citation> {
    let mut found = Vec::new();
    for expr in exprs.iter().flat_map(members) {
        match &expr.kind {
            ExprKind::Citation(written) => found.push(citation(world, findings, written, expr)),
            _ => {
                let mut diagnostic = findings.at(LINE_FORM, expr.span, "expected-citation");
                if let Some(titled) = name_of(expr).and_then(|name| titled(world, &name)) {
                    diagnostic = diagnostic.fix(findings.replacement("use-instead", expr.span, titled, true));
                }
                findings.push(diagnostic.with("found", code(text_of(expr))));
            }
        }
    }
    found
}

/// Resolves one citation.
pub(crate) fn citation(world: &World<'_>, findings: &mut Findings, written: &Written, expr: &Expr) -> Citation {
    let source = law_index(world, &written.law);
    let law = source.and_then(|index| world.declared.law(index));
    match law {
        Some(law) => check(world, findings, law, written, expr),
        // A bare document number is its own name; the library need not have it.
        None if written.by_title => unknown(world, findings, written, expr),
        None => {}
    }
    Citation {
        law: law.map_or_else(|| Arc::from(&*written.law), |law| Arc::clone(&law.name)),
        source,
        place: places_text(&written.places).into(),
        article: written.places.first().map_or(0, |place| place.article),
    }
}

/// `行政许可法第十二条` → `《行政许可法》第十二条`.
fn titled(world: &World<'_>, written: &str) -> Option<String> {
    let (law, place) = written.split_once('第').map_or((written, None), |(law, place)| (law, Some(place)));
    law_index(world, law)?;
    Some(format!("《{law}》{}", place.map(|place| format!("第{place}")).unwrap_or_default()))
}

/// Whether one title says of another law how it is carried out, or that it is none: 实施细则 is another law, not a misspelling.
fn is_another_law(wanted: &str, known: &str) -> bool {
    const KINDS: [&str; 12] = [
        "实施细则",
        "实施条例",
        "实施办法",
        "实施规定",
        "细则",
        "暂行",
        "解释",
        "若干规定",
        "补充规定",
        "管理办法",
        "非",
        "不",
    ];
    KINDS.iter().any(|kind| wanted.contains(kind) != known.contains(kind))
}

/// Titles are cited with and without 中华人民共和国.
fn law_index(world: &World<'_>, title: &str) -> Option<u32> {
    let names = &world.declarations.law_names;
    let short = title.strip_prefix("中华人民共和国");
    names.get(title).or_else(|| names.get(short?)).copied()
}

fn unknown(world: &World<'_>, findings: &mut Findings, written: &Written, expr: &Expr) {
    let suggestions = suggest(
        &written.law,
        world.declarations.law_names.keys().filter(|known| !is_another_law(&written.law, known)).cloned(),
    );
    let mut found = findings.at(UNKNOWN_NAME, expr.span, "wanted-law").with("name", code(&*written.law));
    if let Some(best) = suggestions.first() {
        let text = format!("《{best}》{}", places_text(&written.places));
        found = found.fix(findings.replacement("use-instead", expr.span, text, false));
    }
    findings.push(found.with("suggestions", codes(suggestions)));
}

fn check(world: &World<'_>, findings: &mut Findings, law: &LawDeclaration, written: &Written, expr: &Expr) {
    if let Some(day) = world.as_of {
        let begun = law.in_force.from.is_none_or(|from| from <= day);
        let ended = law.in_force.to.is_some_and(|to| to <= day);
        if !begun || ended {
            let found = findings.at(LAW_NOT_IN_FORCE, expr.span, "").with("law", code(Arc::clone(&law.name)));
            findings.push(found.with("day", Arg::Day(day)));
        }
    }
    let Some(articles) = law.articles else { return };
    for place in written.places.iter().filter(|place| place.article > articles) {
        let found = findings
            .at(NO_SUCH_ARTICLE, expr.span, "")
            .with("law", code(Arc::clone(&law.name)))
            .with("article", Arg::Number(i64::from(place.article)))
            .with("articles", Arg::Number(i64::from(articles)));
        findings.push(found);
    }
}
