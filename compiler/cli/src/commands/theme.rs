//! `matter theme`: a combined service for one case, its members and documents merged.

use matter_answers::{DecidedTheme, ThemeRequest};

use super::decide::{day, facts, pretty, refused, turned_down};
use crate::Outcome;
use crate::arguments::Theme;
use crate::opened::open;
use crate::output::Output;
use crate::theme::words;

/// Decides the combined service that the arguments describe.
pub(super) fn run(theme: &Theme, output: &mut Output) -> Result<Outcome, Outcome> {
    let language = output.language("zh");
    let day = day(&theme.case, language, output)?;
    let catalogue = open(&theme.tables, Some(&theme.case.on), output)?;
    let request = ThemeRequest { theme: theme.theme.clone(), facts: facts(&theme.case, day, language) };
    let decided = DecidedTheme::of(&catalogue, &request).map_err(|refusal| turned_down(&refusal, language, output))?;
    let answer = decided.answer().map_err(|error| refused(&error, language, output))?;
    output.result(&if theme.json { pretty(&answer) } else { words(&answer, language) });
    Ok(Outcome::Fine)
}
