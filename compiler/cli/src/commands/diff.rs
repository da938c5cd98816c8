//! `matter diff`: what changed for people between two releases.

use matter_compare::compare;
use matter_runtime::tables::Day;

use super::decide::{pretty, refused};
use crate::Outcome;
use crate::arguments::{Diff, ReportFormat};
use crate::difference::words;
use crate::opened::{open, spoken};
use crate::output::Output;
use crate::workspace::usage;

/// Compares the releases that the arguments name. Like other programs that compare, it ends with 1 if there is a difference.
pub(super) fn run(diff: &Diff, output: &mut Output) -> Result<Outcome, Outcome> {
    let asked = output.language("zh");
    let on = diff.on.as_deref().map(|on| on.parse::<Day>().map_err(|_| usage(output, asked, "--on", on)));
    let on = on.transpose()?;
    let (old, new) = (open(&diff.old, None, output)?, open(&diff.new, None, output)?);
    let release = new.release().map_err(|error| refused(&error, asked, output))?;
    let language = output.language(&release.language);
    let found = compare(&old, &new, on.unwrap_or(release.as_of), spoken(language));
    let found = found.map_err(|error| refused(&error, language, output))?;
    output.result(&match diff.format {
        ReportFormat::Human => words(&found, language),
        ReportFormat::Json => pretty(&found),
    });
    Ok(if found.is_empty() { Outcome::Fine } else { Outcome::Findings })
}
