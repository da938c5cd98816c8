//! `matter verify`: compare a release with its manifest, its format with ours, and open its image.

use matter_emit::release::{Difference, Manifest};
use matter_runtime::Catalogue;
use matter_runtime::tables::FORMAT_MAJOR;

use crate::Outcome;
use crate::arguments::{Language, Verify};
use crate::output::Output;
use crate::trouble;

/// Checks sizes and hashes of all files, then the image's own checks.
pub(super) fn run(verify: &Verify, output: &mut Output) -> Outcome {
    let language = output.language("zh");
    let Some(manifest) = Manifest::read(&verify.folder) else {
        return trouble::no_release(output, &verify.folder);
    };
    let mut wrong: Vec<String> = Vec::new();
    for (path, difference) in manifest.verify(&verify.folder) {
        wrong.push(format!("{path}: {}", word(difference, language)));
    }
    if !is_readable(&manifest) {
        wrong.push(match language {
            Language::Zh => format!("manifest.json：表格式 {}，本程序只读 {FORMAT_MAJOR}.x", manifest.format),
            Language::En => {
                format!("manifest.json: table format {}, this program reads {FORMAT_MAJOR}.x", manifest.format)
            }
        });
    }
    for file in manifest.files.iter().filter(|file| file.carrier == "image") {
        let Ok(bytes) = std::fs::read(verify.folder.join(&file.path)) else { continue };
        if let Some(problem) = image(bytes, &manifest, language) {
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
        (Language::En, Difference::Unreadable) => "cannot be read",
        (Language::En, Difference::Size) => "another size",
        (Language::En, Difference::Content) => "another content",
    }
}

/// What is wrong with an image, or how it is another release than its manifest says.
fn image(bytes: Vec<u8>, manifest: &Manifest, language: Language) -> Option<String> {
    let release = match Catalogue::open(bytes).and_then(|catalogue| catalogue.release()) {
        Ok(release) => release,
        Err(error) => {
            let spoken = match language {
                Language::Zh => matter_runtime::Language::Zh,
                Language::En => matter_runtime::Language::En,
            };
            return Some(format!("{}: {}", error.code(), error.text(spoken)));
        }
    };
    let said = [&manifest.catalogue, &manifest.version, &manifest.semantic_hash];
    let holds = [&release.name, &release.version, &release.semantic_hash];
    let (said, holds) = said.into_iter().zip(holds).find(|(said, holds)| said != holds)?;
    Some(match language {
        Language::Zh => format!("清单写的是 {said}，映像里是 {holds}"),
        Language::En => format!("the manifest says {said}, the image holds {holds}"),
    })
}
