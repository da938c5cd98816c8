//! `matter fmt`: print files in the canonical style, or say which are not.

use std::fs;
use std::path::{Path, PathBuf};

use matter_syntax::format_file;
use matter_syntax::tree::Face;

use crate::Outcome;
use crate::arguments::{Fmt, Language};
use crate::output::Output;
use crate::trouble;

/// Formats the files below the paths. `language` switches the keywords.
pub(super) fn run(fmt: &Fmt, language: Option<Language>, output: &mut Output) -> Outcome {
    let face = language.map(|language| match language {
        Language::Zh => Face::Zh,
        Language::En => Face::En,
    });
    let mut files = Vec::new();
    for path in &fmt.paths {
        if let Err(error) = collect(path, &mut files) {
            return trouble::unreadable(output, path, &error);
        }
    }
    files.sort();
    let mut changed = 0_usize;
    for file in &files {
        match one(file, face, fmt.check) {
            Ok(false) => {}
            Ok(true) => {
                changed += 1;
                output.result(&file.display().to_string());
            }
            Err(error) => return trouble::unreadable(output, file, &error),
        }
    }
    if fmt.check && changed > 0 { Outcome::Findings } else { Outcome::Fine }
}

/// Whether the file was not in the canonical style. It is written aside and renamed, so that it is never half a file.
fn one(file: &Path, face: Option<Face>, check: bool) -> std::io::Result<bool> {
    let text = fs::read_to_string(file)?;
    let formatted = format_file(&text, face);
    if formatted.text == text {
        return Ok(false);
    }
    if !check {
        let aside = file.with_extension(format!("matter.partial-{}", std::process::id()));
        fs::write(&aside, &formatted.text).and_then(|()| fs::rename(&aside, file)).inspect_err(|_| {
            let _ = fs::remove_file(&aside);
        })?;
    }
    Ok(true)
}

/// The `.matter` files below a path; a file is taken whatever it is called.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "matter") {
            files.push(path);
        }
    }
    Ok(())
}
