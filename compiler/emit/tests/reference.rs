//! The chapter of the reference on the tables says what the compiler does.
#![allow(clippy::expect_used, reason = "a missing page is a failed test")]

use std::path::Path;

use matter_emit::queries::queries;
use matter_emit::reference::page;
use matter_runtime::tables::Tables;

/// Written anew by `UPDATE_PAGES=1 cargo test -p matter-emit --test reference`.
#[test]
fn the_page_on_the_tables_is_made_from_the_declarations() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/spec/tables.md");
    if std::env::var_os("UPDATE_PAGES").is_some() {
        std::fs::write(&path, page()).expect("the page can be written");
    }
    let found = std::fs::read_to_string(&path).expect("the page exists");
    assert!(
        found == page(),
        "tests/spec/tables.md is out of date: UPDATE_PAGES=1 cargo test -p matter-emit --test reference"
    );
}

#[test]
fn every_table_has_words_for_each_column_and_every_query_a_comment() {
    for schema in Tables::SCHEMAS {
        assert!(!schema.doc.trim().is_empty(), "{}", schema.name);
        for column in schema.columns {
            assert!(!column.doc.trim().is_empty(), "{}.{}", schema.name, column.name);
        }
    }
    for query in queries() {
        assert!(query.sql.starts_with("-- "), "{}", query.name);
    }
}
