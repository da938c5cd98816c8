//! A guide → Markdown, with tables where there are tables.

use std::fmt::Write;

use super::document::{Guide, Item, Part, Section, Table};
use super::phrases::Language;

/// Writing to a string cannot fail, so that the outcome of `writeln!` says nothing.
macro_rules! line {
    ($to:expr, $($argument:tt)*) => {
        let _ = writeln!($to, $($argument)*);
    };
}

/// Prints a guide as Markdown.
#[must_use]
pub fn markdown(guide: &Guide) -> String {
    let mut to = String::new();
    line!(to, "# {}\n", plain(&guide.title));
    if !guide.notice.is_empty() {
        line!(to, "> **{}**\n", plain(&guide.notice));
    }
    if !guide.summary.is_empty() {
        line!(to, "{}\n", plain(&guide.summary));
    }
    let joint = guide.language.pick("；", "; ");
    line!(to, "{}{joint}{}{joint}{}", plain(&guide.place), guide.day, plain(&guide.release));
    for section in &guide.sections {
        print(section, guide.language, &mut to);
    }
    to
}

fn print(section: &Section, language: Language, to: &mut String) {
    // A drawing alone is no section of a text.
    if section.parts == [Part::Diagram] {
        return;
    }
    line!(to, "\n## {}", section.title);
    for part in &section.parts {
        match part {
            Part::Facts(facts) => facts_of(facts, language, to),
            Part::List(title, items) => list(title.as_deref(), items, language, to),
            Part::Table(table) => table_of(table, language, to),
            Part::Diagram => {}
        }
    }
}

fn said(item: &Item, language: Language) -> String {
    if item.note.is_empty() {
        return plain(&item.text);
    }
    let (open, close) = (language.pick("（", " ("), language.pick("）", ")"));
    format!("{}{open}{}{close}", plain(&item.text), plain(&item.note))
}

fn facts_of(facts: &[(String, Vec<Item>)], language: Language, to: &mut String) {
    line!(to, "");
    for (name, items) in facts {
        let values: Vec<String> = items.iter().map(|item| said(item, language)).collect();
        line!(to, "- **{name}**{}{}", language.pick("：", ": "), values.join(language.pick("；", "; ")));
    }
}

fn list(title: Option<&str>, items: &[Item], language: Language, to: &mut String) {
    if let Some(title) = title {
        line!(to, "\n### {}", plain(title));
    }
    line!(to, "");
    for item in items {
        line!(to, "- {}", said(item, language));
    }
}

/// Titles of groups become a last column: Markdown knows no groups of rows.
fn table_of(table: &Table, language: Language, to: &mut String) {
    let grouped = table.groups.iter().any(|(title, _)| title.is_some());
    let mut heads: Vec<&str> = table.columns.clone();
    if grouped {
        heads.push(language.pick("适用情形", "Applies"));
    }
    line!(to, "\n| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
    for (title, rows) in &table.groups {
        for row in rows {
            let mut cells: Vec<String> = row.cells.iter().map(|cell| escaped(cell)).collect();
            if grouped {
                cells.push(title.as_deref().map_or_else(|| language.pick("所有情形", "always").to_owned(), escaped));
            }
            line!(to, "| {} |", cells.join(" | "));
        }
    }
}

/// What people wrote is text, and never markup of a page that Markdown becomes.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn escaped(cell: &str) -> String {
    plain(cell).replace('|', "\\|").replace('\n', " ")
}
