//! The schema and the documented queries → the chapter of the reference on the tables (`tests/spec/tables.md`; a test compares them).

use std::fmt::Write;

use matter_runtime::tables::{Column, ColumnKind, FORMAT_MAJOR, FORMAT_MINOR, Schema, Tables};

use crate::carriers::{physical_references, printed};
use crate::queries::{Query, queries};

const OPENING: &str = include_str!("../queries/opening.md");
const FILES: &str = include_str!("../queries/files.md");
const BEFORE_QUERIES: &str = include_str!("../queries/queries.md");

/// The whole chapter.
#[must_use]
pub fn page() -> String {
    let mut page = OPENING.replace("{format}", &format!("{FORMAT_MAJOR}.{FORMAT_MINOR}"));
    page += FILES;
    page += "\n## Tables\n";
    Tables::SCHEMAS.iter().for_each(|schema| table(schema, &mut page));
    page.push('\n');
    page += BEFORE_QUERIES;
    queries().for_each(|query| self::query(&query, &mut page));
    page
}

fn table(schema: &Schema, page: &mut String) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "\n### `{}`\n\n{}\n", schema.name, schema.doc.trim());
    let _ = writeln!(page, "| column | type | meaning |\n| --- | --- | --- |");
    for column in schema.columns {
        let mark = if schema.key.contains(&column.name) { "**" } else { "" };
        let _ = writeln!(page, "| {mark}`{}`{mark} | {} | {} |", column.name, kind(column), meaning(schema, column));
    }
}

fn kind(column: &Column) -> String {
    let name = match column.kind {
        ColumnKind::Text => "text",
        ColumnKind::Integer => "integer",
        ColumnKind::Flag => "0 or 1",
        ColumnKind::Day => "day",
    };
    if column.nullable { format!("{name}, may be absent") } else { name.to_owned() }
}

fn meaning(schema: &Schema, column: &Column) -> String {
    let doc = column.doc.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    match physical_references(schema).find(|(name, _, _)| *name == column.name) {
        Some((_, table, target)) => format!("{doc} → `{table}.{target}`"),
        None => doc,
    }
}

fn query(query: &Query, page: &mut String) {
    let (comments, statements): (Vec<&str>, Vec<&str>) = query.sql.lines().partition(|line| line.starts_with("-- "));
    let several = statements.iter().filter(|line| line.ends_with(';')).count() > 1;
    if several {
        let _ = writeln!(page, "\n### {}\n\n```sql\n{}\n```", query.name, query.sql.trim_end());
        return;
    }
    let text: Vec<&str> = comments.iter().filter_map(|line| line.strip_prefix("-- ")).collect();
    let _ = writeln!(page, "\n### {}\n\n{}\n\n```sql\n{}\n```", query.name, text.join("\n"), statements.join("\n"));
    if query.name == "guide" {
        guide(page);
    }
}

/// The columns that `v_guide` takes from the table of each kind.
fn guide(page: &mut String) {
    let _ = writeln!(page, "\n| kind | text | amount | unit | more |\n| --- | --- | --- | --- | --- |");
    for (kind, columns) in printed() {
        let _ = writeln!(page, "| `{kind}` | {} |", columns.map(|column| column.unwrap_or_default()).join(" | "));
    }
}
