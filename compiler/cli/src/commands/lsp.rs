//! `matter lsp`: the language server, until the editor says `exit`.

use crate::Outcome;
use crate::output::Output;

/// Serves on standard input and output.
pub(super) fn run(output: &mut Output) -> Outcome {
    match matter_server::run() {
        Ok(()) => Outcome::Fine,
        Err(error) => {
            output.finding(&format!("{error}\n"));
            Outcome::InputOutput
        }
    }
}
