//! `matter check`: check and prove a catalogue, print the findings.

use std::path::Path;

use matter_checks::against::Earlier;
use matter_checks::render::{self, Finding};
use matter_core::diagnostic::Severity;
use matter_runtime::Catalogue;

use crate::Outcome;
use crate::arguments::{Check, Format, Language};
use crate::commands::decide::refused;
use crate::opened::{compiled, open};
use crate::output::Output;
use crate::workspace::{Workspace, has_errors, words};

/// Checks the catalogue. Machine formats go to standard output, reports for people to standard error.
pub(super) fn run(check: &Check, output: &mut Output) -> Result<Outcome, Outcome> {
    let workspace = Workspace::open(&check.source, output)?;
    let (mut findings, mut checked) = workspace.check(output);
    if let Some(release) = &check.against
        && let Some(earlier) = earlier(&workspace, release, &findings, output)?
    {
        (findings, checked) = workspace.check_against(&earlier);
    }
    let files = workspace.files();
    match check.format {
        Format::Human => workspace.print(&findings, output),
        Format::Short => {
            output.result(&render::short_from(&findings, &files, &|file| from_here(&check.source.folder, file)));
        }
        Format::Json => output.result(&render::json_lines(&findings, &files)),
        Format::Sarif => {
            let version = env!("CARGO_PKG_VERSION");
            output.result(&render::sarif(&findings, &files, version, words(workspace.language)));
        }
    }
    if matches!(check.format, Format::Human | Format::Short) && findings.is_empty() {
        let matters = workspace.analysis.matters().count();
        let waived = checked.waived.len();
        output.remark(&match workspace.language {
            Language::Zh => {
                format!("{}：{matters} 个事项，没有发现问题（豁免 {waived} 处）", workspace.manifest.title)
            }
            Language::En => {
                format!("{}: {matters} matters, no findings ({waived} waived)", workspace.manifest.name)
            }
        });
    }
    let outcome = if has_errors(&findings) { Outcome::Findings } else { Outcome::Fine };
    workspace.leave();
    Ok(outcome)
}

/// A file of the catalogue as it is reached from the current directory, so that editors and terminals can open it.
fn from_here(folder: &Path, file: &str) -> String {
    let path = folder.join(file);
    if folder == Path::new(".") || !path.exists() { file.to_owned() } else { path.display().to_string() }
}

/// The earlier release beside what the catalogue is now; none if the catalogue cannot be compiled to be compared.
fn earlier(
    workspace: &Workspace,
    release: &Path,
    findings: &[Finding],
    output: &mut Output,
) -> Result<Option<Earlier>, Outcome> {
    let old = open(release, None, output)?;
    let of_language = |finding: &Finding| finding.severity == Severity::Error && finding.code.starts_with('E');
    if findings.iter().any(of_language) {
        output.remark(
            workspace.text("有错误，没有和以前的发布比较", "there are errors: not compared with the earlier release"),
        );
        return Ok(None);
    }
    let new = compiled(workspace, output)?;
    let released = |catalogue: &Catalogue| catalogue.release();
    let release = released(&new).map_err(|error| refused(&error, workspace.language, output))?;
    let before = released(&old).map_err(|error| refused(&error, workspace.language, output))?;
    if before.name != release.name {
        output.finding(&of_another(workspace.language, &before.name, &release.name));
        return Err(Outcome::Usage);
    }
    let earlier = Earlier::of(&old, &new, release.as_of);
    earlier.map(Some).map_err(|error| refused(&error, workspace.language, output))
}

/// What two catalogues ask has nothing to do with each other, however alike their matters are called.
fn of_another(language: Language, before: &str, own: &str) -> String {
    match language {
        Language::Zh => format!("--against 是目录“{before}”的发布，只能和本目录“{own}”以前的发布比较"),
        Language::En => {
            format!("--against is a release of `{before}`: only an earlier one of `{own}` itself can be compared")
        }
    }
}
