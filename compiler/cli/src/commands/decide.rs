//! `matter decide`: one case through the runtime, three-valued, with reasons and the next question.

use matter_answers::{CaseRequest, Decided, Facts, Refusal};
use matter_runtime::tables::{Day, Theme};
use matter_runtime::{Catalogue, Error, Resolution};

use crate::Outcome;
use crate::arguments::{Case, Decide, Language};
use crate::decision::words;
use crate::opened::{open, spoken};
use crate::output::Output;
use crate::workspace::usage;

/// Decides the case that the arguments describe.
pub(super) fn run(decide: &Decide, output: &mut Output) -> Result<Outcome, Outcome> {
    let language = output.language("zh");
    let day = day(&decide.case, language, output)?;
    let catalogue = open(&decide.tables, Some(&decide.case.on), output)?;
    let request = CaseRequest { matter: decide.matter.clone(), facts: facts(&decide.case, day, language) };
    match Decided::of(&catalogue, &request) {
        Ok(decided) => {
            let shown = if decide.json { decided.decision().map(|answer| pretty(&answer)) } else { words(&decided) };
            match shown {
                Ok(text) => {
                    output.result(&text);
                    // Nothing is decided before somebody is responsible.
                    let undecided = decided.case.resolution() == Resolution::NeedsResponsible;
                    Ok(if undecided { Outcome::Findings } else { Outcome::Fine })
                }
                Err(error) => Err(refused(&error, language, output)),
            }
        }
        Err(error) => {
            let outcome = turned_down(&error, language, output);
            if matches!(error, Refusal::Runtime(Error::UnknownMatter { .. })) {
                combined(&catalogue, &decide.matter, language, output);
            }
            Err(outcome)
        }
    }
}

/// The day of the case.
pub(super) fn day(case: &Case, language: Language, output: &mut Output) -> Result<Day, Outcome> {
    case.on.parse().map_err(|_| usage(output, language, "--on", &case.on))
}

/// Says of a combined service that it is one, and how to ask for it.
fn combined(catalogue: &Catalogue, name: &str, language: Language, output: &mut Output) {
    let themes = catalogue.rows::<Theme>().unwrap_or_default();
    if themes.iter().any(|theme| theme.name == name) {
        output.finding(&match language {
            Language::Zh => format!("“{name}”是一件事：用 matter theme 问"),
            Language::En => format!("“{name}” is a combined service: ask with `matter theme`"),
        });
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

/// The case in the words of the arguments.
pub(super) fn facts(case: &Case, day: Day, language: Language) -> Facts {
    let mut facts = Facts::new(&case.at, day);
    facts.responsible.clone_from(&case.responsible);
    facts.lang = Some(spoken(language));
    facts.answers.clone_from(&case.answers);
    facts
}

/// Indented JSON. Answers hold texts, integers and lists only: writing them cannot fail.
pub(super) fn pretty(answer: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(answer).unwrap_or_default()
}
