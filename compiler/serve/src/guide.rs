//! A matter as it is defined at a place on a day, before any answer → JSON: every line in one sentence with its basis.

use matter_runtime::tables::{self, Day};
use matter_runtime::{Catalogue, Error, Language, MatterId};
use serde_json::{Value, json};

use crate::answer::{release, status, why};

/// Rules that are no lines of a guide: they say which answers can stand together and which facts exist.
const UNSPOKEN: [&str; 4] = ["feasible", "eligible", "never", "existence"];

/// The guide.
pub(crate) fn guide(
    catalogue: &Catalogue,
    matter: &str,
    at: &str,
    day: Day,
    language: Language,
) -> Result<Value, Error> {
    let place = catalogue.region(at, day)?;
    let guide = catalogue.guide(catalogue.matter(matter)?, place, day)?;
    let mut lines = Vec::new();
    for rule in guide.answer.rules() {
        let kind = catalogue.row::<tables::Rule>(rule.0)?.kind;
        if !UNSPOKEN.contains(&kind.as_str()) {
            let status = status(guide.answer.status(rule));
            lines.push(json!({ "kind": kind, "status": status, "why": why(catalogue, rule, language)? }));
        }
    }
    let texts = guide.texts.iter().map(|text| json!({ "element": text.element, "text": text.text }));
    let basis = guide.basis.iter().map(|basis| json!({ "law": basis.law, "place": basis.place }));
    Ok(json!({
        "catalogue": release(catalogue)?,
        "matter": head(catalogue, catalogue.matter(matter)?, language)?,
        "edition": guide.edition.key,
        "from": guide.edition.day_from.map(|day| day.to_string()),
        "to": guide.edition.day_to.map(|day| day.to_string()),
        "serves": guide.serves.iter().map(|row| row.term.as_str()).collect::<Vec<_>>(),
        "codes": guide.codes.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(),
        "basis": basis.collect::<Vec<_>>(),
        "lines": lines,
        "texts": texts.collect::<Vec<_>>(),
    }))
}

/// What lists show of a matter.
pub(crate) fn head(catalogue: &Catalogue, matter: MatterId, language: Language) -> Result<Value, Error> {
    let row: tables::Matter = catalogue.row(matter.0)?;
    let title = row.title_en.clone().filter(|_| language == Language::En).unwrap_or_else(|| row.name.clone());
    Ok(json!({
        "name": row.name, "title": title, "short": row.short, "kind": row.kind, "department": row.department,
        "summary": row.summary,
    }))
}
