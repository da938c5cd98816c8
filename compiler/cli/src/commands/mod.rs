//! One file a command; this one only chooses.

mod check;
mod coverage;
mod decide;
mod explain;
mod info;
mod new;
mod test;

use crate::Outcome;
use crate::arguments::{Arguments, Command};
use crate::output::Output;
pub(crate) use crate::workspace::words;

/// Runs the command that the arguments name.
pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Outcome {
    let outcome = match &arguments.command {
        Command::New(new) => Ok(new::run(new, output)),
        Command::Check(check) => check::run(check, output),
        Command::Decide(decide) => decide::run(decide, output),
        Command::Test(test) => test::run(test, output),
        Command::Explain(explain) => Ok(explain::run(explain, output)),
        Command::Info(info) => Ok(info::run(info, output)),
        _ => Ok(Outcome::Usage),
    };
    // A command that cannot go on has said why.
    outcome.unwrap_or_else(|outcome| outcome)
}
