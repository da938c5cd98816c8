//! One file a command; this one only chooses.

mod build;
mod check;
mod coverage;
mod decide;
mod diff;
mod explain;
mod fmt;
mod guide;
mod info;
mod lsp;
mod new;
mod schema;
mod serve;
mod test;
mod theme;
mod vectors;
mod verify;

use crate::Outcome;
use crate::arguments::{Arguments, Command};
use crate::output::Output;
pub(crate) use crate::workspace::words;

/// Runs the command that the arguments name.
pub(crate) fn run(arguments: &Arguments, output: &mut Output) -> Outcome {
    let outcome = match &arguments.command {
        Command::New(new) => Ok(new::run(new, output)),
        Command::Build(build) => build::run(build, output),
        Command::Check(check) => check::run(check, output),
        Command::Decide(decide) => decide::run(decide, output),
        Command::Diff(diff) => diff::run(diff, output),
        Command::Theme(theme) => theme::run(theme, output),
        Command::Guide(guide) => guide::run(guide, output),
        Command::Serve(serve) => serve::run(serve, output),
        Command::Test(test) => test::run(test, output),
        Command::Vectors(vectors) => vectors::run(vectors, output),
        Command::Explain(explain) => Ok(explain::run(explain, output)),
        Command::Info(info) => info::run(info, output),
        Command::Fmt(fmt) => Ok(fmt::run(fmt, arguments.common.lang, output)),
        Command::Verify(verify) => Ok(verify::run(verify, output)),
        Command::Schema(schema) => Ok(schema::run(schema, output)),
        Command::Lsp => Ok(lsp::run(output)),
    };
    // A command that cannot go on has said why.
    outcome.unwrap_or_else(|outcome| outcome)
}
