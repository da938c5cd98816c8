//! What may be written at a place of `matters.toml`: tables, keys that the table does not have yet, values of the key at hand.

use std::sync::Arc;

use matter_checks::lints::names;
use matter_checks::texts;
use matter_core::manifest::{KEYS, Key, keys_of};

use super::cursor::{Cursor, Part};
use super::{Neighbour, full};
use crate::completion::{Completion, CompletionKind, filter};
use crate::{Snapshot, Target, offset as length};

/// Something to write, before it has its place.
struct Offer {
    label: String,
    detail: String,
    doc: String,
    insert: String,
    snippet: bool,
}

impl Offer {
    fn new(label: &str, detail: &str) -> Self {
        let (label, detail) = (label.to_owned(), detail.to_owned());
        Self { insert: label.clone(), label, detail, doc: String::new(), snippet: false }
    }
}

impl Snapshot {
    /// What may be written at an offset of a manifest, likeliest first, and whether there is more; `neighbours` is asked where the folder of a
    /// catalogue may stand.
    #[must_use]
    pub fn manifest_completions(
        &self,
        file: &str,
        offset: u32,
        neighbours: &dyn Fn() -> Vec<Neighbour>,
    ) -> (Vec<Completion>, bool) {
        let Some(text) = self.profile.manifests.get(file) else { return (Vec::new(), false) };
        let Some(cursor) = Cursor::at(text, offset as usize) else { return (Vec::new(), false) };
        let typed = text.get(cursor.at.start..offset as usize).unwrap_or("").trim_start().to_owned();
        let (offers, more) = match cursor.part {
            Part::Header => (self.headers(&cursor), false),
            Part::Key => (self.keys(text, offset, &cursor, &typed), false),
            Part::Value => self.values(&cursor, &typed, neighbours),
            Part::Nothing => (Vec::new(), false),
        };
        let file: Arc<str> = file.into();
        let place = |offer: Offer| Completion {
            kind: if offer.snippet { CompletionKind::Snippet } else { CompletionKind::Setting },
            filter: if offer.label.starts_with('[') {
                offer.label.clone()
            } else {
                filter(&format!("{} {}", offer.label, offer.detail))
            },
            label: offer.label,
            detail: offer.detail,
            doc: offer.doc,
            at: Target { file: Arc::clone(&file), start: length(cursor.at.start), end: length(cursor.at.end) },
            over: length(cursor.at.end),
            insert: offer.insert,
            snippet: offer.snippet,
        };
        (offers.into_iter().map(place).collect(), more)
    }

    /// The tables that there are, between brackets that stand there already.
    fn headers(&self, cursor: &Cursor<'_>) -> Vec<Offer> {
        let tables = KEYS.iter().filter(|key| key.table.is_empty());
        tables
            .map(|key| {
                let mut offer = Offer::new(key.name, self.said(&full("key:", key)).unwrap_or_default());
                if !cursor.finished {
                    offer.insert = format!("{}{}", key.name, if key.name == "target" { "]]" } else { "]" });
                }
                offer
            })
            .collect()
    }

    /// Keys of the table, then headers of other tables.
    fn keys(&self, text: &str, offset: u32, cursor: &Cursor<'_>, typed: &str) -> Vec<Offer> {
        let written = Cursor::written(text, offset as usize);
        let mut found: Vec<Offer> = match cursor.table {
            "lints" => self.settings(cursor, &written),
            "dependencies" if !cursor.finished => vec![self.dependency()],
            "" | "dependencies" => Vec::new(),
            table => {
                let free = keys_of(table).filter(|key| !written.contains(&key.name) || cursor.key == Some(key.name));
                free.map(|key| self.key(key, cursor.finished)).collect()
            }
        };
        // A header begins its line.
        if typed.is_empty() && cursor.key == Some("") && cursor.entry.is_none() {
            found.extend(KEYS.iter().filter(|key| key.table.is_empty()).filter_map(|key| self.section(text, key)));
        }
        found
    }

    fn key(&self, key: &Key, finished: bool) -> Offer {
        let mut offer = Offer::new(key.name, self.said(&full("key:", key)).unwrap_or_default());
        if !finished {
            (offer.insert, offer.snippet) = (format!("{} = \"$1\"", key.name), true);
        }
        offer
    }

    fn dependency(&self) -> Offer {
        let said = self.said("key:dependencies.*").unwrap_or_default();
        let mut offer = Offer::new("base = { path = \"…\" }", said);
        (offer.insert, offer.snippet) = ("${1:base} = { path = \"$2\" }".to_owned(), true);
        offer
    }

    /// A table with what it must have; but for `[[target]]` only one that is not there yet.
    fn section(&self, text: &str, key: &Key) -> Option<Offer> {
        let shown = if key.name == "target" { "[[target]]".to_owned() } else { format!("[{}]", key.name) };
        if key.name != "target" && text.lines().any(|line| line.trim() == shown) {
            return None;
        }
        let mut offer = Offer::new(&shown, self.said(&full("key:", key)).unwrap_or_default());
        let needed = keys_of(key.name).filter(|key| key.required).enumerate();
        let lines: String = needed.map(|(at, key)| format!("{} = \"${}\"\n", key.name, at + 1)).collect();
        (offer.insert, offer.snippet) = (format!("{shown}\n{lines}"), !lines.is_empty());
        Some(offer)
    }

    /// Codes, families and `all`, which have no setting yet.
    fn settings(&self, cursor: &Cursor<'_>, written: &[&str]) -> Vec<Offer> {
        let language = self.profile.language;
        let free = names().filter(|name| !written.contains(name) || cursor.key == Some(*name));
        free.map(|name| {
            let entry = texts::entry(name);
            let family = if name == "all" { "key:lints.*:all" } else { "key:lints.*:family" };
            let said = entry.map(|entry| texts::fill(entry.message(language), &[], language));
            let mut offer = Offer::new(name, &said.unwrap_or_else(|| self.said(family).unwrap_or_default().to_owned()));
            offer.doc = self.about_lint(name).unwrap_or_default();
            if !cursor.finished {
                (offer.insert, offer.snippet) = (format!("{name} = \"$1\""), true);
            }
            offer
        })
        .collect()
    }

    fn values(&self, cursor: &Cursor<'_>, typed: &str, neighbours: &dyn Fn() -> Vec<Neighbour>) -> (Vec<Offer>, bool) {
        let own = cursor.key.unwrap_or_default();
        let Some(key) = keys_of(cursor.table).find(|key| key.name == own || key.name == "*") else {
            return (Vec::new(), false);
        };
        let (mut offers, more) = match (key.table, key.name) {
            ("catalogue", "region") => (self.regions(typed), true),
            ("catalogue", "as_of") => (vec![Offer::new(&self.today().to_string(), self.words("今天", "today"))], false),
            ("dependencies.*", "path") => {
                let found = neighbours().into_iter().map(|one| Offer::new(&one.path, &one.title));
                (found.collect(), false)
            }
            ("dependencies", _) => {
                let mut offer =
                    Offer::new("{ path = \"…\" }", self.said("key:dependencies.*.path").unwrap_or_default());
                (offer.insert, offer.snippet) = ("{ path = \"$1\" }".to_owned(), true);
                return (vec![offer], false);
            }
            _ => {
                let said = |value: &str| self.said(&format!("{}={value}", full("key:", key))).unwrap_or_default();
                (key.values.iter().map(|value| Offer::new(value, said(value))).collect(), false)
            }
        };
        if !cursor.finished {
            offers.iter_mut().for_each(|offer| offer.insert = format!("\"{}\"", offer.insert));
        }
        (offers, more)
    }

    /// Codes of places, by code, name or sound.
    fn regions(&self, typed: &str) -> Vec<Offer> {
        let places = self.places(typed, true);
        let offer = |place: crate::PlaceOffer| {
            // Six digits name a county, nine a town, twelve a village.
            let code = place.code.trim_end_matches('0');
            let length = [6, 9, 12].into_iter().find(|length| code.len() <= *length).unwrap_or(12);
            Offer::new(place.code.get(..length).unwrap_or(&place.code), &place.path)
        };
        let offers: Vec<Offer> = places.into_iter().map(offer).collect();
        offers.into_iter().filter(|offer| offer.label != "000000").collect()
    }
}
