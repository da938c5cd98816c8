//! `matter decide`: one case through the runtime, three-valued, with reasons and the next question.

use std::fs;
use std::path::Path;

use matter_runtime::tables::Day;
use matter_runtime::{Answer, Case, Catalogue, Dates, Error, Request};

use crate::Outcome;
use crate::arguments::{Decide, Language, Source};
use crate::decision::{self, Decided};
use crate::output::Output;
use crate::tables;
use crate::workspace::{Workspace, has_errors, is_catalogue, serious, usage};

/// Decides the case that the arguments describe.
pub(super) fn run(decide: &Decide, output: &mut Output) -> Result<Outcome, Outcome> {
    let language = output.language("zh");
    let Ok(day) = decide.on.parse::<Day>() else { return Err(usage(output, language, "--on", &decide.on)) };
    let catalogue = open(&decide.tables, Some(&decide.on), output)?;
    match case(&catalogue, decide, day) {
        Ok(decided) => {
            let shown = if decide.json { decision::json(&decided) } else { decision::words(&decided, language) };
            match shown {
                Ok(text) => {
                    output.result(&text);
                    Ok(Outcome::Fine)
                }
                Err(error) => Err(refused(&error, language, output)),
            }
        }
        Err(error) => Err(refused(&error, language, output)),
    }
}

/// Says why the runtime gives no answer.
pub(super) fn refused(error: &Error, language: Language, output: &mut Output) -> Outcome {
    let spoken = match language {
        Language::Zh => matter_runtime::Language::Zh,
        Language::En => matter_runtime::Language::En,
    };
    output.finding(&format!("{}: {}", error.code(), error.text(spoken)));
    Outcome::Findings
}

/// The tables: an image as it is, a catalogue compiled in memory, as of the given day or the manifest's.
pub(super) fn open(path: &Path, as_of: Option<&str>, output: &mut Output) -> Result<Catalogue, Outcome> {
    let language = output.language("zh");
    let bytes = if is_catalogue(path) {
        let source = Source { folder: path.to_path_buf(), as_of: as_of.map(str::to_owned), deny: Vec::new() };
        let workspace = Workspace::open(&source, output)?;
        let (findings, _) = workspace.check(output);
        if has_errors(&findings) {
            workspace.print(&serious(findings), output);
            return Err(Outcome::Findings);
        }
        let made = tables::tables(&workspace, workspace.as_of().unwrap_or_default());
        let made = made.map_err(|found| {
            workspace.print(&workspace.words_of(&found), output);
            Outcome::Findings
        })?;
        matter_runtime::image::build(&made).map_err(|error| {
            output.finding(&error.to_string());
            Outcome::Findings
        })?
    } else {
        fs::read(path).map_err(|error| {
            output.finding(&format!("{}: {error}", path.display()));
            Outcome::InputOutput
        })?
    };
    Catalogue::open(bytes).map_err(|error| {
        refused(&error, language, output);
        Outcome::InputOutput
    })
}

fn case<'c>(catalogue: &'c Catalogue, decide: &Decide, day: Day) -> Result<Decided<'c>, Error> {
    let matter = catalogue.matter(&decide.matter)?;
    let mut answers = Vec::new();
    for answer in &decide.answers {
        let (fact, value) = answer.split_once(['=', '＝']).unwrap_or((answer, "是"));
        catalogue.read_answer(Some(matter), fact.trim(), value.trim(), day, &mut answers)?;
    }
    let here = catalogue.region(&decide.at, day)?;
    let responsible = match &decide.responsible {
        Some(name) => {
            let fact = catalogue.fact(Some(matter), name).ok();
            let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
            let region = given.and_then(|given| u32::try_from(given.value).ok()).map(matter_runtime::RegionId);
            Some(region.map_or_else(|| catalogue.region(name, day), Ok)?)
        }
        None => None,
    };
    let request = Request { matter, responsible, here: Some(here), dates: Dates::on(day), answers: &answers };
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(catalogue, &request)?;
    catalogue.evaluate(&case, &mut answer)?;
    let decision = catalogue.decision(&case, &answer)?;
    Ok(Decided { catalogue, answer, decision, day })
}
