//! `matter`: the command line. Parses arguments, runs one command, turns its outcome into an exit code.

mod arguments;
mod cache;
mod commands;
mod decision;
mod difference;
mod figures;
mod help;
mod opened;
mod output;
mod progress;
mod tables;
mod theme;
mod trouble;
mod usage;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::Arguments;
use crate::output::Output;

/// An analysis makes and drops many small things on all cores.
#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How a command ended; the numbers are documented in the README and in `matter --help`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// Findings of severity error, failed tests, unformatted files, releases that differ; an editor that left without a
    /// word.
    Findings,
    /// Arguments that make no sense.
    Usage,
    /// A file, folder or port could not be used.
    InputOutput,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Findings => 1,
            Outcome::Usage => 2,
            Outcome::InputOutput => 3,
        })
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
            return usage::refused(&error, words).into();
        }
    };
    let mut output = Output::new(&arguments);
    let outcome = commands::run(&arguments, &mut output);
    outcome.into()
}
