//! `matter verify`: compare a release with its manifest, its format with ours, its JSON with the schema, and what each carrier says it holds.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use matter_emit::carriers::json_check::{Expected, Mismatch, Part, check};
use matter_emit::release::{Difference, Held, Manifest, ManifestFile};
use matter_runtime::Catalogue;
use matter_runtime::tables::{FORMAT_MAJOR, FORMAT_MINOR};

use crate::Outcome;
use crate::arguments::{Language, Verify};
use crate::output::Output;
use crate::trouble;

/// Checks sizes and hashes of all files, then JSON against its schema, then the image's own checks.
pub(super) fn run(verify: &Verify, output: &mut Output) -> Outcome {
    let language = output.language("zh");
    let Some(manifest) = Manifest::read(&verify.folder) else {
        return trouble::no_release(output, &verify.folder);
    };
    let mut wrong: Vec<String> = Vec::new();
    let differing = manifest.verify(&verify.folder);
    for (path, difference) in &differing {
        wrong.push(format!("{path}: {}", word(*difference, language)));
    }
    // What is outside is not read, and what is not as it was released needs no second look.
    let sound: Vec<&ManifestFile> =
        manifest.files.iter().filter(|file| differing.iter().all(|(path, _)| *path != file.path)).collect();
    wrong.extend(unlisted(&manifest, verify, language));
    if !is_readable(&manifest) {
        wrong.push(match language {
            Language::Zh => format!("manifest.json: R002: 表格式 {}，本程序只读 {FORMAT_MAJOR}.x", manifest.format),
            Language::En => {
                format!("manifest.json: R002: table format {}, this program reads {FORMAT_MAJOR}.x", manifest.format)
            }
        });
    }
    for (file, part) in manifest.files.iter().filter_map(|file| Some((file, tables_of(file, &manifest)?))) {
        let Ok(opened) = File::open(verify.folder.join(&file.path)) else { continue };
        if let Err(mismatch) = check(BufReader::new(opened), part) {
            wrong.push(format!("{}: {}: {}", file.path, trouble::NOT_BY_SCHEMA, mismatched(&mismatch, language)));
        }
    }
    for file in sound {
        if let Some(problem) = held(file, &verify.folder, &manifest, language) {
            wrong.push(format!("{}: {problem}", file.path));
        }
    }
    for line in &wrong {
        output.finding(line);
    }
    if wrong.is_empty() {
        let files = manifest.files.len();
        output.result(&match language {
            Language::Zh => format!("{} {}：{files} 个文件与清单一致", manifest.catalogue, manifest.version),
            Language::En => {
                format!("{} {}: {files} files agree with the manifest", manifest.catalogue, manifest.version)
            }
        });
        return Outcome::Fine;
    }
    Outcome::Findings
}

/// A manifest that lists nothing, and files that it does not list: whoever reads them reads what nobody has released.
fn unlisted(manifest: &Manifest, verify: &Verify, language: Language) -> Vec<String> {
    let (empty, stranger) = match language {
        Language::Zh => ("清单里没有文件", "不在清单里"),
        Language::En => ("the manifest lists no file", "is not in the manifest"),
    };
    let mut wrong: Vec<String> = Vec::new();
    if manifest.files.is_empty() {
        wrong.push(format!("manifest.json: {empty}"));
    }
    let found = manifest.unlisted(&verify.folder);
    let unread = || vec![format!("{}: {}", verify.folder.display(), word(Difference::Unreadable, language))];
    wrong.extend(
        found.map_or_else(|_| unread(), |paths| paths.into_iter().map(|path| format!("{path}: {stranger}")).collect()),
    );
    wrong
}

/// The tables that a file holds as JSON, if it does. Of another minor format the schema is not known here.
fn tables_of(file: &ManifestFile, manifest: &Manifest) -> Option<Part> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ours = manifest.format == format!("{FORMAT_MAJOR}.{FORMAT_MINOR}");
    if !ours || name.ends_with(".schema.json") {
        return None;
    }
    match (file.carrier.as_str(), name) {
        ("json", _) => Some(Part::Whole),
        ("split-json", "index.json") => None,
        ("split-json", "shared.json") => Some(Part::Shared),
        ("split-json", _) => Some(Part::Matter),
        _ => None,
    }
}

/// `/matter/3/title：应当是文字`.
fn mismatched(mismatch: &Mismatch, language: Language) -> String {
    let (zh, en) = match mismatch.expected {
        Expected::Json { line, column } => {
            return match language {
                Language::Zh => format!("不是 JSON：第 {line} 行第 {column} 列起不能读取"),
                Language::En => format!("no JSON: cannot read on from line {line}, column {column}"),
            };
        }
        Expected::Object => ("应当是一个对象", "an object is expected"),
        Expected::List => ("应当是行的列表", "a list of rows is expected"),
        Expected::Nothing => ("没有这个表或列", "there is no such table or column"),
        Expected::Something => ("缺少这个表或列", "this table or column is absent"),
        Expected::Once => ("这个表出现两次", "this table stands twice"),
        Expected::Text => ("应当是文字", "a text is expected"),
        Expected::Integer => ("应当是整数", "a whole number is expected"),
        Expected::Flag => ("应当是 0 或 1", "0 or 1 is expected"),
        Expected::Day => ("应当是日期，写作 2026-11-01", "a day like 2026-11-01 is expected"),
    };
    let place = if mismatch.pointer.is_empty() { "/" } else { mismatch.pointer.as_str() };
    match (language, mismatch.or_null) {
        (Language::Zh, false) => format!("{place}：{zh}"),
        (Language::Zh, true) => format!("{place}：{zh}，或 null"),
        (Language::En, false) => format!("{place}: {en}"),
        (Language::En, true) => format!("{place}: {en}, or null"),
    }
}

/// Whether the release has a table format that this program knows.
fn is_readable(manifest: &Manifest) -> bool {
    let major = manifest.format.split_once('.').map_or(manifest.format.as_str(), |(major, _)| major);
    major.parse() == Ok(FORMAT_MAJOR)
}

const fn word(difference: Difference, language: Language) -> &'static str {
    match (language, difference) {
        (Language::Zh, Difference::Unreadable) => "读不到",
        (Language::Zh, Difference::Size) => "大小不同",
        (Language::Zh, Difference::Content) => "内容不同",
        (Language::Zh, Difference::Outside) => "不在发布的文件夹里，没有读",
        (Language::Zh, Difference::Twice) => "在清单里列了两次",
        (Language::En, Difference::Unreadable) => "cannot be read",
        (Language::En, Difference::Size) => "another size",
        (Language::En, Difference::Content) => "another content",
        (Language::En, Difference::Outside) => "is outside of the release's folder and was not read",
        (Language::En, Difference::Twice) => "stands in the manifest twice",
    }
}

/// How a carrier holds another release than its manifest says, or none.
fn held(file: &ManifestFile, folder: &Path, manifest: &Manifest, language: Language) -> Option<String> {
    let path = folder.join(&file.path);
    let found = match (file.carrier.as_str(), tables_of(file, manifest)) {
        ("image", _) => image(&path, language),
        ("sqlite", _) => Held::by_sqlite(&path).ok_or_else(|| no_release(language)),
        (_, Some(Part::Whole | Part::Shared)) => Held::by_json(&path).ok_or_else(|| no_release(language)),
        _ => return None,
    };
    let holds = match found {
        Ok(holds) => holds,
        Err(problem) => return Some(problem),
    };
    let said = [&manifest.catalogue, &manifest.version, &manifest.semantic_hash];
    let holds = [&holds.name, &holds.version, &holds.semantic_hash];
    let (said, holds) = said.into_iter().zip(holds).find(|(said, holds)| said != holds)?;
    Some(match language {
        Language::Zh => format!("清单写的是 {said}，文件里是 {holds}"),
        Language::En => format!("the manifest says {said}, the file holds {holds}"),
    })
}

fn no_release(language: Language) -> String {
    match language {
        Language::Zh => "里面没有可读的发布（表 catalogue）".to_owned(),
        Language::En => "holds no release that can be read (table catalogue)".to_owned(),
    }
}

/// The release of an image, or what is wrong with it.
fn image(file: &Path, language: Language) -> Result<Held, String> {
    let bytes = std::fs::read(file).map_err(|_| word(Difference::Unreadable, language).to_owned())?;
    let opened = Catalogue::open(bytes).and_then(|catalogue| catalogue.release());
    let release = opened.map_err(|error| {
        let spoken = match language {
            Language::Zh => matter_runtime::Language::Zh,
            Language::En => matter_runtime::Language::En,
        };
        format!("{}: {}", error.code(), error.text(spoken))
    })?;
    Ok(Held { name: release.name, version: release.version, semantic_hash: release.semantic_hash })
}
