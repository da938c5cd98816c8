//! `matter decide`: one case through the runtime, three-valued, with reasons and the next question.

use std::fs;
use std::path::Path;

use matter_answers::{CaseRequest, Decided, Facts, Refusal};
use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Error};

use crate::Outcome;
use crate::arguments::{Decide, Language, Source};
use crate::decision::words;
use crate::output::Output;
use crate::tables;
use crate::trouble;
use crate::workspace::{Workspace, has_errors, is_catalogue, serious, usage};

/// Decides the case that the arguments describe.
pub(super) fn run(decide: &Decide, output: &mut Output) -> Result<Outcome, Outcome> {
    let language = output.language("zh");
    let Ok(day) = decide.on.parse::<Day>() else { return Err(usage(output, language, "--on", &decide.on)) };
    let catalogue = open(&decide.tables, Some(&decide.on), output)?;
    match Decided::of(&catalogue, &asked(decide, day, language)) {
        Ok(decided) => {
            let shown = if decide.json { decided.decision().map(|answer| pretty(&answer)) } else { words(&decided) };
            match shown {
                Ok(text) => {
                    output.result(&text);
                    Ok(Outcome::Fine)
                }
                Err(error) => Err(refused(&error, language, output)),
            }
        }
        Err(error) => Err(turned_down(&error, language, output)),
    }
}

/// Says why the runtime gives no answer.
pub(super) fn refused(error: &Error, language: Language, output: &mut Output) -> Outcome {
    turned_down(&Refusal::Runtime(error.clone()), language, output)
}

/// Says why a request gets no answer.
pub(super) fn turned_down(refusal: &Refusal, language: Language, output: &mut Output) -> Outcome {
    output.finding(&format!("{}: {}", refusal.code(), refusal.text(spoken(language))));
    Outcome::Findings
}

/// The tables: an image as it is, a catalogue compiled in memory, as of the given day or the manifest's.
pub(super) fn open(path: &Path, as_of: Option<&str>, output: &mut Output) -> Result<Catalogue, Outcome> {
    let language = output.language("zh");
    let bytes = if is_catalogue(path) {
        let as_of = as_of.map(str::to_owned);
        let source = Source { folder: path.to_path_buf(), as_of, deny: Vec::new(), cache: None, no_cache: false };
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
        fs::read(path).map_err(|error| trouble::unreadable(output, path, &error))?
    };
    Catalogue::open(bytes).map_err(|error| {
        let (code, text) = (error.code(), error.text(spoken(language)));
        output.finding(&format!("{}: {code}: {text}", path.display()));
        Outcome::InputOutput
    })
}

/// The case in the words of the arguments.
fn asked(decide: &Decide, day: Day, language: Language) -> CaseRequest {
    let mut facts = Facts::new(&decide.at, day);
    facts.responsible.clone_from(&decide.responsible);
    facts.lang = Some(spoken(language));
    for answer in &decide.answers {
        let (fact, value) = answer.split_once(['=', '＝']).unwrap_or((answer, "是"));
        facts.answers.push((fact.to_owned(), value.to_owned()));
    }
    CaseRequest { matter: decide.matter.clone(), facts }
}

/// The runtime's name of a language.
pub(super) const fn spoken(language: Language) -> matter_runtime::Language {
    match language {
        Language::Zh => matter_runtime::Language::Zh,
        Language::En => matter_runtime::Language::En,
    }
}

/// Indented JSON. Answers hold texts, integers and lists only: writing them cannot fail.
pub(super) fn pretty(answer: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(answer).unwrap_or_default()
}
