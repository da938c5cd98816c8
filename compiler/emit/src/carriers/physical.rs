//! What the relational carriers add to the logical schema: physical columns, references and indexes. Knows no dialect.

use matter_runtime::tables::{Column, ColumnKind, Schema, Tables};

/// A column as databases see it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Physical {
    /// Text.
    Text(&'static str),
    /// Integer or flag.
    Integer(&'static str),
    /// A flag, 0 or 1.
    Flag(&'static str),
    /// ISO text of a day.
    IsoDay(&'static str),
    /// `<name>_number`: the number of that day.
    DayNumber(&'static str),
}

impl Physical {
    /// Name in the database.
    pub(crate) fn name(self) -> String {
        match self {
            Self::Text(name) | Self::Integer(name) | Self::Flag(name) | Self::IsoDay(name) => name.to_owned(),
            Self::DayNumber(name) => day_number(name),
        }
    }
}

/// The integer column beside the ISO text of a day.
pub(crate) fn day_number(name: &str) -> String {
    format!("{name}_number")
}

/// A day is two columns; everything else is one.
pub(crate) fn columns(column: &Column) -> impl Iterator<Item = Physical> + use<> {
    let name = column.name;
    let (first, second) = match column.kind {
        ColumnKind::Text => (Physical::Text(name), None),
        ColumnKind::Integer => (Physical::Integer(name), None),
        ColumnKind::Flag => (Physical::Flag(name), None),
        ColumnKind::Day => (Physical::IsoDay(name), Some(Physical::DayNumber(name))),
    };
    std::iter::once(first).chain(second)
}

/// The column of a table.
pub(crate) fn column<'s>(schema: &'s Schema, name: &str) -> Option<&'s Column> {
    schema.columns.iter().find(|column| column.name == name)
}

/// Whether the key can be a primary key: no part of it may be absent.
pub(crate) fn has_primary_key(schema: &Schema) -> bool {
    schema.key.iter().all(|name| column(schema, name).is_some_and(|column| !column.nullable))
}

/// The single integer column that numbers the rows.
pub(crate) fn integer_key(schema: &Schema) -> Option<&'static str> {
    match schema.key {
        [only] => column(schema, only).filter(|column| column.kind == ColumnKind::Integer).map(|column| column.name),
        _ => None,
    }
}

/// Table and column that a column refers to. `basis.rule` may be absent; matters and documents that other catalogues own are no references.
pub(crate) fn reference(schema: &Schema, column: &str) -> Option<(&'static str, &'static str)> {
    let target = match (schema.name, column) {
        ("window_matter" | "theme_matter" | "instead", "matter") => return None,
        ("stage_after", "after") => ("rule", "id"),
        (_, "edition") if schema.name != "catalogue" => ("edition", "id"),
        (_, "rule") => ("rule", "id"),
        (_, "row") => ("rule_row", "id"),
        (_, "fact") => ("fact", "name"),
        ("fee" | "requirement_member", "per") => ("fact", "name"),
        (_, "matter") => ("matter", "name"),
        (_, "calendar") => ("calendar", "name"),
        (_, "vocabulary") => ("vocabulary", "name"),
        (_, "hall") => ("hall", "name"),
        (_, "theme") => ("theme", "name"),
        (_, "law") if schema.name == "law_amendment" => ("law", "name"),
        _ => return None,
    };
    Some(target)
}

/// All references of a table: column, table, column.
pub(crate) fn references(schema: &Schema) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> + '_ {
    schema.columns.iter().filter_map(|column| {
        let (table, target) = reference(schema, column.name)?;
        Some((column.name, table, target))
    })
}

/// Indexes beside the keys: what the documented queries look up. Columns are physical names.
pub(crate) const INDEXES: &[(&str, &[&str])] = &[
    ("region", &["first", "last"]),
    ("region", &["name"]),
    ("calendar_day", &["calendar", "ordinal", "working"]),
    ("calendar_day", &["calendar", "month", "month_day"]),
    ("edition", &["matter", "region_first", "region_last"]),
    ("edition", &["region_first", "region_last"]),
    ("rule", &["edition", "seq"]),
    ("rule_row", &["rule", "positive"]),
    ("basis", &["rule"]),
    ("basis", &["law"]),
    ("existence", &["fact"]),
    ("requirement_member", &["material"]),
    ("result", &["name"]),
    ("prior_result", &["material"]),
    ("hall", &["region"]),
    ("window_matter", &["matter"]),
    ("theme_matter", &["matter"]),
];

/// Whether a text column takes part in a key, reference or index, so that databases need to know how long it is.
pub(crate) fn is_indexed(schema: &Schema, name: &str) -> bool {
    schema.key.contains(&name)
        || reference(schema, name).is_some()
        || INDEXES.iter().any(|(table, columns)| *table == schema.name && columns.contains(&name))
        || Tables::SCHEMAS
            .iter()
            .any(|other| references(other).any(|(_, table, column)| (table, column) == (schema.name, name)))
}
