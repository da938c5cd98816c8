//! What a manifest's tables and values are found to lack, each with its place and, where it is plain what was meant, its repair.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Edit, Fix, Place};
use matter_core::hir::Span;
use matter_core::manifest as keys;
use matter_core::names::similar;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::span;
use crate::codes;

/// A table, as the list of keys names it and as the author sees it.
pub(super) struct Table<'t> {
    pub(super) name: &'static str,
    pub(super) shown: Arc<str>,
    pub(super) at: Span,
    pub(super) entries: &'t DeTable<'t>,
}

impl<'t> Table<'t> {
    pub(super) fn get(&self, key: &str) -> Option<(Span, &'t Spanned<DeValue<'t>>)> {
        let (own, value) = self.entries.iter().find(|(own, _)| own.get_ref() == key)?;
        Some((span(&own.span()), value))
    }
}

/// A text of the manifest, and where it stands with its quotation marks.
#[derive(Clone, Copy)]
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    pub(super) at: Span,
}

/// Finds and keeps what is wrong.
pub(super) struct Problems<'a> {
    path: &'a Arc<str>,
    source: &'a str,
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Problems<'a> {
    pub(super) const fn new(path: &'a Arc<str>, source: &'a str) -> Self {
        Self { path, source, found: Vec::new() }
    }

    fn place(&self, at: Span) -> Place {
        Place::File(Arc::clone(self.path), at)
    }

    fn repair(&self, at: Span, text: &str) -> Fix {
        let edits = vec![Edit { place: self.place(at), text: text.into() }];
        Fix { title: "use-instead", args: vec![("text", Arg::Code(text.into()))], edits, certain: true }
    }

    /// Keys that a table does not have, and keys that it lacks; what a wrong key was meant to be is not lacking besides.
    pub(super) fn check_keys(&mut self, table: &Table<'_>) {
        let known: Vec<&str> = keys::keys_of(table.name).map(|key| key.name).collect();
        let lacking: Vec<&str> = keys::keys_of(table.name)
            .filter(|key| key.required && table.get(key.name).is_none())
            .map(|key| key.name)
            .collect();
        // Without the header of its table every key stands in the wrong one.
        let headless = table.name.is_empty() && lacking.contains(&"catalogue");
        let is_astray = |key: &str| headless && keys::keys_of("catalogue").any(|own| own.name == key);
        let mut meant: Vec<Arc<str>> = Vec::new();
        for (key, _) in table.entries {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) && !is_astray(name) {
                let only = known.first().copied().filter(|_| known.len() == 1).map(Arc::from);
                let near = self.nearest(name, &known).or(only);
                self.unknown(table, name, span(&key.span()), &known, near.as_ref());
                meant.extend(near);
            }
        }
        for key in lacking.into_iter().filter(|key| !meant.iter().any(|near| **near == **key)) {
            let diagnostic = Diagnostic::new(codes::MISSING_KEY, self.place(table.at))
                .with("table", Arg::Code(Arc::clone(&table.shown)))
                .with("key", Arg::Code(example(table.name, key).into()));
            self.found.push(diagnostic);
        }
    }

    fn unknown(&mut self, table: &Table<'_>, key: &str, at: Span, known: &[&'static str], near: Option<&Arc<str>>) {
        let all = known.iter().map(|name| Arg::Code((*name).into())).collect();
        let mut diagnostic = Diagnostic::new(codes::UNKNOWN_KEY, self.place(at))
            .with("table", Arg::Code(Arc::clone(&table.shown)))
            .with("key", Arg::Code(key.into()))
            .with("known", Arg::List(all));
        if let Some(near) = near {
            diagnostic = diagnostic.fix(self.repair(at, near));
        }
        self.found.push(diagnostic);
    }

    /// The known word that is most like another.
    pub(super) fn nearest(&self, word: &str, known: &[&'static str]) -> Option<Arc<str>> {
        similar(word, known.iter().copied()).first().map(|near| Arc::from(*near))
    }

    /// A value that is a table.
    pub(super) fn table<'t>(
        &mut self,
        name: &'static str,
        key: &str,
        value: &'t Spanned<DeValue<'t>>,
    ) -> Option<Table<'t>> {
        let DeValue::Table(entries) = value.get_ref() else {
            let expected = if name == "dependencies.*" { "toml-dependency" } else { "toml-table" };
            self.misfit(key, value, expected, None);
            return None;
        };
        let shown = match name {
            "target" => "[[target]]".into(),
            "dependencies.*" => key.into(),
            _ => format!("[{key}]").into(),
        };
        Some(Table { name, shown, at: span(&value.span()), entries })
    }

    /// The text of a key; what else it may be is reported.
    pub(super) fn text<'t>(&mut self, table: &Table<'t>, key: &'static str) -> Option<Written<'t>> {
        let (_, value) = table.get(key)?;
        self.text_of(key, value)
    }

    /// A value that is a text; a number, a day, yes or no only lack their quotation marks.
    pub(super) fn text_of<'t>(&mut self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Option<Written<'t>> {
        let at = span(&value.span());
        match value.get_ref() {
            DeValue::String(text) => {
                // `"..\base"` is read as a control character: whoever writes `\` means the sign between folders.
                if text.contains(char::is_control) {
                    let written = self.source.get(value.span()).unwrap_or_default().trim_matches('"');
                    let path = written.replace('\\', "/");
                    self.value(key, &Written { text: written, at }, "toml-escape", Some(path.into()));
                    return None;
                }
                Some(Written { text, at })
            }
            DeValue::Array(_) | DeValue::Table(_) => {
                self.misfit(key, value, "toml-text", None);
                None
            }
            _ => {
                let written = self.source.get(value.span()).unwrap_or_default();
                self.misfit(key, value, "toml-text", Some(format!("\"{written}\"")));
                None
            }
        }
    }

    /// A value of the wrong type.
    pub(super) fn misfit(
        &mut self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &'static str,
        repair: Option<String>,
    ) {
        let at = span(&value.span());
        let found = match value.get_ref() {
            DeValue::String(_) => "toml-text",
            DeValue::Integer(_) | DeValue::Float(_) => "toml-number",
            DeValue::Boolean(_) => "toml-yes-no",
            DeValue::Datetime(_) => "toml-date",
            DeValue::Array(_) => "toml-list",
            DeValue::Table(_) => "toml-table",
        };
        let mut diagnostic = Diagnostic::new(codes::KEY_TYPE, self.place(at))
            .with("key", Arg::Code(key.into()))
            .with("expected", Arg::Plain(expected.into()))
            .with("found", Arg::Plain(found.into()));
        if let Some(text) = repair {
            diagnostic = diagnostic.fix(self.repair(at, &text));
        }
        self.found.push(diagnostic);
    }

    /// A text that is none of those that there are.
    pub(super) fn value(&mut self, key: &str, written: &Written<'_>, expected: &'static str, near: Option<Arc<str>>) {
        let mut diagnostic = Diagnostic::new(codes::MANIFEST_VALUE, self.place(written.at))
            .with("key", Arg::Code(key.into()))
            .with("value", Arg::Code(written.text.into()))
            .with("expected", Arg::Plain(expected.into()));
        if let Some(near) = near {
            diagnostic = diagnostic.fix(self.repair(written.at, &format!("\"{near}\"")));
        }
        self.found.push(diagnostic);
    }
}

/// A key as a manifest would write it.
fn example(table: &str, key: &str) -> String {
    let value = match (table, key) {
        ("", _) => return format!("[{key}]"),
        ("catalogue", "name") => "longgang",
        ("catalogue", "title") => "…",
        ("catalogue", _) => "1",
        ("target", "kind") => "sqlite",
        ("target", _) => "out/tables.sqlite",
        _ => "../base",
    };
    format!("{key} = \"{value}\"")
}
