//! `matter decide`: one case through the runtime, three-valued, with reasons and the next question.

use matter_answers::{CaseRequest, Decided, Facts, Refusal};
use matter_runtime::tables::{Day, Theme, ThemeMatter};
use matter_runtime::{Catalogue, Error};

use crate::Outcome;
use crate::arguments::{Decide, Language};
use crate::decision::words;
use crate::opened::{open, spoken};
use crate::output::Output;
use crate::workspace::usage;

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
        Err(error) => {
            let outcome = turned_down(&error, language, output);
            if matches!(error, Refusal::Runtime(Error::UnknownMatter { .. })) {
                combined(&catalogue, &decide.matter, language, output);
            }
            Err(outcome)
        }
    }
}

/// Says of a combined service that it is one, and what can be asked for.
fn combined(catalogue: &Catalogue, name: &str, language: Language, output: &mut Output) {
    let themes = catalogue.rows::<Theme>().unwrap_or_default();
    if !themes.iter().any(|theme| theme.name == name) {
        return;
    }
    let members = catalogue.rows::<ThemeMatter>().unwrap_or_default();
    let members: Vec<String> =
        members.into_iter().filter(|member| member.theme == name).map(|member| member.matter).collect();
    output.finding(&match language {
        Language::Zh => {
            let members = members.join("、");
            format!("“{name}”是一件事：逐个问它的事项（{members}），或者在 matter serve 里一次问完")
        }
        Language::En => {
            let members = members.join(", ");
            format!(
                "“{name}” is a combined service: ask for its matters ({members}), or for all at once in `matter serve`"
            )
        }
    });
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
fn asked(decide: &Decide, day: Day, language: Language) -> CaseRequest {
    let mut facts = Facts::new(&decide.at, day);
    facts.responsible.clone_from(&decide.responsible);
    facts.lang = Some(spoken(language));
    facts.answers.clone_from(&decide.answers);
    CaseRequest { matter: decide.matter.clone(), facts }
}

/// Indented JSON. Answers hold texts, integers and lists only: writing them cannot fail.
pub(super) fn pretty(answer: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(answer).unwrap_or_default()
}
