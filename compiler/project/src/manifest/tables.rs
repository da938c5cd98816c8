//! The tables of a manifest, once its spelling is right: names of keys, types of values, values that cannot be.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::diagnostic::LintLevel;
use matter_core::hir::{Day, Span};
use matter_core::manifest as keys;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::report::{Problems, Table, Written};
use super::{Dependency, Manifest, Target, TargetKind, span};

/// A manifest from its tables; `None` without `[catalogue]`.
pub(super) fn manifest(document: &DeTable<'_>, problems: &mut Problems<'_>) -> Option<Manifest> {
    let root = Table { name: "", shown: "matters.toml".into(), at: Span::default(), entries: document };
    problems.check_keys(&root);
    let own = root.get("catalogue").and_then(|(_, value)| problems.table("catalogue", "catalogue", value))?;
    problems.check_keys(&own);
    let mut manifest = catalogue(&own, problems);
    if let Some(all) =
        root.get("dependencies").and_then(|(_, value)| problems.table("dependencies", "dependencies", value))
    {
        manifest.dependencies = dependencies(&all, problems);
    }
    if let Some(all) = root.get("lints").and_then(|(_, value)| problems.table("lints", "lints", value)) {
        (manifest.lints, manifest.lints_at) = lints(&all, problems);
    }
    if let Some((_, value)) = root.get("target") {
        manifest.targets = targets(value, problems);
    }
    Some(manifest)
}

fn catalogue(table: &Table<'_>, problems: &mut Problems<'_>) -> Manifest {
    let plain = |key: &'static str, problems: &mut Problems<'_>| -> Arc<str> {
        problems.text(table, key).map_or_else(Arc::default, |written| written.text.into())
    };
    let name = problems.text(table, "name");
    if let Some(name) = name.filter(|name| name.text.is_empty() || name.text.contains([':', '/', '\\'])) {
        problems.value("name", &name, "toml-name", None);
    }
    let region = problems.text(table, "region");
    Manifest {
        name: name.map_or_else(Arc::default, |name| name.text.into()),
        title: plain("title", problems),
        language: one_of(table, "language", "toml-language", problems),
        region_at: region.map_or_else(Span::default, |region| region.at),
        region: region.and_then(|code| self::region(&code, problems)),
        version: plain("version", problems),
        edition: one_of(table, "edition", "toml-edition", problems),
        as_of: problems.text(table, "as_of").and_then(|text| day(&text, problems)),
        ..Manifest::default()
    }
}

/// One of the values that a key lists; the first of them where there is none.
fn one_of(table: &Table<'_>, key: &'static str, expected: &'static str, problems: &mut Problems<'_>) -> Arc<str> {
    let values = keys::keys_of(table.name).find(|one| one.name == key).map_or(&[][..], |one| one.values);
    let default = values.first().copied().unwrap_or_default();
    let Some(written) = problems.text(table, key) else { return default.into() };
    if values.contains(&written.text) {
        return written.text.into();
    }
    problems.value(key, &written, expected, problems.nearest(written.text, values));
    default.into()
}

fn region(code: &Written<'_>, problems: &mut Problems<'_>) -> Option<Arc<str>> {
    if matches!(code.text.len(), 6 | 9 | 12) && code.text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(code.text.into());
    }
    problems.value("region", code, "toml-region", None);
    None
}

fn day(written: &Written<'_>, problems: &mut Problems<'_>) -> Option<Day> {
    let day = parse_day(written.text);
    if day.is_none() {
        problems.value("as_of", written, "toml-day", meant_day(written.text).map(Arc::from));
    }
    day
}

/// `YYYY-MM-DD` to a day; `None` if there is no such day.
fn parse_day(text: &str) -> Option<Day> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    Day::from_civil(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// `2026年11月1日`, `2026/11/1` as the manifest writes days.
fn meant_day(text: &str) -> Option<String> {
    let mut numbers = text.split(|sign: char| !sign.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (year, month, day) = (next()?, next()?, next()?);
    let meant = format!("{year:04}-{month:02}-{day:02}");
    parse_day(&meant).map(|_| meant)
}

fn dependencies(table: &Table<'_>, problems: &mut Problems<'_>) -> Vec<Dependency> {
    let found = table.entries.iter().filter_map(|(key, value)| {
        let name = key.get_ref();
        if let DeValue::String(path) = value.get_ref() {
            let repair = format!("{{ path = \"{path}\" }}");
            problems.misfit(name, value, "toml-dependency", Some(repair));
            return None;
        }
        let own = problems.table("dependencies.*", name, value)?;
        problems.check_keys(&own);
        let path = problems.text(&own, "path")?;
        Some(Dependency { name: name.as_ref().into(), path: path.text.into(), path_at: path.at })
    });
    found.collect()
}

type Levels = (BTreeMap<String, LintLevel>, BTreeMap<String, Span>);

fn lints(table: &Table<'_>, problems: &mut Problems<'_>) -> Levels {
    let mut levels = Levels::default();
    for (key, value) in table.entries {
        let name = key.get_ref();
        let Some(written) = problems.text_of(name, value) else { continue };
        let level = match written.text {
            "allow" => LintLevel::Allow,
            "warn" => LintLevel::Warn,
            "deny" => LintLevel::Deny,
            other => {
                problems.value(name, &written, "toml-level", problems.nearest(other, keys::LEVELS));
                continue;
            }
        };
        levels.0.insert(name.to_string(), level);
        levels.1.insert(name.to_string(), span(&key.span()));
    }
    levels
}

fn targets(value: &Spanned<DeValue<'_>>, problems: &mut Problems<'_>) -> Vec<Target> {
    let DeValue::Array(all) = value.get_ref() else {
        problems.misfit("target", value, "toml-targets", None);
        return Vec::new();
    };
    let found = all.iter().filter_map(|one| {
        let table = problems.table("target", "target", one)?;
        problems.check_keys(&table);
        let (kind, path) = (problems.text(&table, "kind"), problems.text(&table, "path"));
        let kind = kind.and_then(|kind| carrier(&kind, problems))?;
        Some(Target { kind, path: path?.text.into() })
    });
    found.collect()
}

fn carrier(written: &Written<'_>, problems: &mut Problems<'_>) -> Option<TargetKind> {
    Some(match written.text {
        "sqlite" => TargetKind::Sqlite,
        "json" => TargetKind::Json,
        "image" => TargetKind::Image,
        "postgresql" => TargetKind::Postgresql,
        "mariadb" => TargetKind::Mariadb,
        other => {
            problems.value("kind", written, "toml-carrier", problems.nearest(other, keys::CARRIERS));
            return None;
        }
    })
}
