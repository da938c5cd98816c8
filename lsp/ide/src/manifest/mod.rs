//! `matters.toml` in an editor: what a key and a value mean, where a dependency leads.
//!
//! What keys there are stands in one list ([`matter_core::manifest::KEYS`]), what they are for among the texts that the book is compared with. What
//! stands on disk is not known here: folders of dependencies are told, and paths are handed out as they are written.

mod cursor;
mod offers;

use std::fmt::Write as _;

use matter_checks::{lints, texts};
use matter_core::manifest::{KEYS, Key, keys_of};
use matter_core::regions::Position;

use crate::hover::Hover;
use crate::{Snapshot, Target, offset as length};
use cursor::{Cursor, Part};

/// A folder that may be a dependency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neighbour {
    /// Its path from the manifest's folder, with `/`.
    pub path: String,
    /// The title of the catalogue.
    pub title: String,
}

/// Where a value of a manifest leads; paths are as they are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lead {
    /// The folder of another catalogue.
    Catalogue(String),
    /// A file that `build` writes.
    File(String),
    /// The page of a code.
    Page(&'static str),
}

impl Snapshot {
    /// Whether a file is a manifest of the catalogue or of a dependency.
    #[must_use]
    pub fn is_manifest(&self, file: &str) -> bool {
        self.profile.manifests.contains_key(file)
    }

    /// What stands at an offset of a manifest.
    #[must_use]
    pub fn manifest_hover(&self, file: &str, offset: u32) -> Option<Hover> {
        let text = self.profile.manifests.get(file)?;
        let cursor = Cursor::at(text, offset as usize)?;
        let said = match cursor.part {
            Part::Header => self.about_table(&cursor),
            Part::Key => self.about_key(&cursor),
            Part::Value => self.about_value(&cursor),
            Part::Nothing => None,
        }?;
        let at = Target { file: file.into(), start: length(cursor.at.start), end: length(cursor.at.end) };
        Some(Hover { at, text: said })
    }

    /// Where what stands at an offset of a manifest leads.
    #[must_use]
    pub fn manifest_lead(&self, file: &str, offset: u32) -> Option<Lead> {
        let text = self.profile.manifests.get(file)?;
        let cursor = Cursor::at(text, offset as usize)?;
        match (cursor.table, cursor.part) {
            ("lints", Part::Key) => Some(Lead::Page(code(cursor.key?)?)),
            ("target", Part::Value) if cursor.key == Some("path") => Some(Lead::File(cursor.value?.to_owned())),
            ("dependencies.*", Part::Value) if cursor.key == Some("path") => {
                Some(Lead::Catalogue(cursor.value?.to_owned()))
            }
            // The name of a dependency leads where its path does.
            ("dependencies", Part::Key) | ("dependencies.*", Part::Key) | ("dependencies.*", Part::Header) => {
                path_below(text, &cursor).map(Lead::Catalogue)
            }
            _ => None,
        }
    }

    /// The phrase about a key or a value.
    fn said(&self, key: &str) -> Option<&'static str> {
        texts::phrase(key).map(|phrase| phrase.get(self.profile.language))
    }

    fn about_table(&self, cursor: &Cursor<'_>) -> Option<String> {
        let (name, shown) = match cursor.entry {
            Some(entry) => ("dependencies.*", format!("[dependencies.{entry}]")),
            None if cursor.key? == "target" => ("target", "[[target]]".to_owned()),
            None => (cursor.key?, format!("[{}]", cursor.key?)),
        };
        let mut text = format!("**{shown}**\n\n{}", self.said(&format!("key:{name}"))?);
        if cursor.entry.is_none() {
            for key in keys_of(name) {
                let Some(said) = self.said(&full("key:", key)) else { continue };
                let _ = write!(text, "\n- `{}` {said}", if key.name == "*" { "…" } else { key.name });
            }
        }
        Some(text)
    }

    fn about_key(&self, cursor: &Cursor<'_>) -> Option<String> {
        let own = cursor.key.filter(|key| !key.is_empty())?;
        let key = keys_of(cursor.table).find(|key| key.name == own || key.name == "*")?;
        if cursor.table == "lints" {
            return self.about_lint(own);
        }
        let mut text = format!("**{own}**\n\n{}", self.said(&full("key:", key))?);
        for value in key.values {
            let said = self.said(&format!("{}={value}", full("key:", key))).unwrap_or_default();
            let _ = write!(text, "\n- `\"{value}\"` {said}");
        }
        let without = self.said(&format!("{}?", full("key:", key))).filter(|_| key.name != "*");
        match without {
            Some(without) => {
                let _ = write!(text, "\n\n{}{without}", self.words("不写：", "Without it: "));
            }
            None if key.required => text.push_str(self.words("\n\n必须写。", "\n\nIt must be there.")),
            None => {}
        }
        Some(text)
    }

    /// What a setting of `[lints]` is about: one code, a family, or all.
    fn about_lint(&self, name: &str) -> Option<String> {
        if let Some(entry) = texts::entry(name) {
            let severity = self.severity(name);
            let said = texts::fill(entry.message(self.profile.language), &[], self.profile.language);
            return Some(format!("**{name}** · {}（{severity}）\n\n{said}", entry.name));
        }
        if !lints::is_known(name) {
            return None;
        }
        let key = if name == "all" { "key:lints.*:all" } else { "key:lints.*:family" };
        let mut text = format!("**{name}**\n\n{}", self.said(key)?);
        if name != "all" {
            let of = texts::entries().filter(|(_, entry)| entry.family == name);
            let codes: Vec<&str> = of.map(|(code, _)| code).collect();
            let _ = write!(text, "{}{}", self.words("：", ": "), codes.join(self.words("、", ", ")));
        }
        Some(text)
    }

    fn about_value(&self, cursor: &Cursor<'_>) -> Option<String> {
        let value = cursor.value.filter(|value| !value.is_empty());
        let own = cursor.key?;
        let key = keys_of(cursor.table).find(|key| key.name == own || key.name == "*")?;
        match (cursor.table, own, value) {
            ("catalogue", "region", Some(code)) => {
                let regions = self.analysis.regions();
                let at = regions.by_code(code, self.analysis.settings().as_of)?;
                Some(format!("**{}** · {}\n\n{}", regions.name(at), regions.code(at), self.region_path(at)))
            }
            (_, _, Some(value)) if key.values.contains(&value) => {
                let said = self.said(&format!("{}={value}", full("key:", key)))?;
                Some(format!("**{value}**\n\n{said}"))
            }
            _ => self.about_key(cursor),
        }
    }

    /// The names from the province down.
    fn region_path(&self, at: Position) -> String {
        let regions = self.analysis.regions();
        let above = regions.ancestors(at).filter(|above| regions.parent(*above).is_some());
        let mut names: Vec<&str> = above.map(|above| regions.name(above)).collect();
        names.reverse();
        if names.is_empty() { regions.name(at).to_owned() } else { names.join("/") }
    }

    fn severity(&self, code: &str) -> &'static str {
        use crate::Severity;
        match texts::entry(code).map(|entry| entry.severity) {
            Some(Severity::Warning) => self.words("警告", "warning"),
            Some(Severity::Information) => self.words("提示", "information"),
            _ => self.words("错误", "error"),
        }
    }
}

/// The phrase of a key.
fn full(prefix: &str, key: &Key) -> String {
    let dot = if key.table.is_empty() { "" } else { "." };
    format!("{prefix}{}{dot}{}", key.table, key.name)
}

/// A code as the table of texts has it.
fn code(name: &str) -> Option<&'static str> {
    texts::entries().map(|(code, _)| code).find(|code| *code == name)
}

/// The path of the dependency that a cursor is on the name of.
fn path_below(text: &str, cursor: &Cursor<'_>) -> Option<String> {
    let lines = text.get(cursor.at.start..)?;
    let wanted = KEYS.iter().find(|key| key.table == "dependencies.*" && key.name == "path")?;
    let own = lines.lines().next()?;
    // `base = { path = "…" }` says it in its line, `[dependencies.base]` in one of the next.
    let of_line = |line: &str| {
        let (_, value) = line.split_once(wanted.name)?.1.split_once('=')?;
        value.trim().trim_start_matches(['"', '\'']).split(['"', '\'']).next().map(str::to_owned)
    };
    let below = lines.lines().skip(1).take_while(|line| !line.trim_start().starts_with('['));
    of_line(own).or_else(|| below.filter(|_| cursor.part == Part::Header).find_map(of_line))
}
