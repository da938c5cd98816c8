//! `matter lsp`: the language server, until the editor says `exit`.

use crate::Outcome;
use crate::output::Output;

/// Serves on standard input and output.
pub(super) fn run(output: &mut Output) -> Outcome {
    match matter_server::run() {
        Ok(true) => Outcome::Fine,
        // The protocol asks for 1 if the client leaves without a `shutdown`.
        Ok(false) => Outcome::Findings,
        Err(error) => {
            output.finding(&format!("{error}\n"));
            Outcome::InputOutput
        }
    }
}
