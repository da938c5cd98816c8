//! `matter check`: check and prove a catalogue, print the findings.

use matter_checks::render;

use crate::Outcome;
use crate::arguments::{Check, Format};
use crate::output::Output;
use crate::workspace::{Workspace, has_errors, words};

/// Checks the catalogue. Machine formats go to standard output, reports for people to standard error.
pub(super) fn run(check: &Check, output: &mut Output) -> Result<Outcome, Outcome> {
    let workspace = Workspace::open(&check.source, output)?;
    let (findings, checked) = workspace.check(output);
    let files = workspace.files();
    match check.format {
        Format::Human => workspace.print(&findings, output),
        Format::Short => output.result(&render::short(&findings, &files)),
        Format::Json => output.result(&render::json_lines(&findings, &files)),
        Format::Sarif => {
            let version = env!("CARGO_PKG_VERSION");
            output.result(&render::sarif(&findings, &files, version, words(workspace.language)));
        }
    }
    if check.format == Format::Human && findings.is_empty() {
        let matters = workspace.analysis.matters().count();
        let waived = checked.waived.len();
        output.remark(&match workspace.language {
            crate::arguments::Language::Zh => {
                format!("{}：{matters} 个事项，没有发现问题（豁免 {waived} 处）", workspace.manifest.title)
            }
            crate::arguments::Language::En => {
                format!("{}: {matters} matters, no findings ({waived} waived)", workspace.manifest.name)
            }
        });
    }
    let outcome = if has_errors(&findings) { Outcome::Findings } else { Outcome::Fine };
    workspace.leave();
    Ok(outcome)
}
