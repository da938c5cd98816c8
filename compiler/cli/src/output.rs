//! The only place that prints. Results go to standard output, findings and remarks to standard error.
//!
//! A reader that closes the pipe early (`matter check | head`) ends the printing, not the program.

use std::io::{self, IsTerminal, Write};

use crate::arguments::{Arguments, Color, Language};

/// Where a command prints to.
pub(crate) struct Output {
    quiet: bool,
    color: Color,
    lang: Option<Language>,
    failed: bool,
}

impl Output {
    /// Set up as the arguments ask.
    pub(crate) const fn new(arguments: &Arguments) -> Self {
        let common = &arguments.common;
        Self { quiet: common.quiet, color: common.color, lang: common.lang, failed: false }
    }

    /// Where nothing could be read of the arguments.
    pub(crate) const fn plain() -> Self {
        Self { quiet: false, color: Color::Auto, lang: None, failed: false }
    }

    /// Whether remarks are unwanted.
    pub(crate) const fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether findings on standard error may be coloured.
    pub(crate) fn color(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }

    /// The language asked for, else the catalogue's.
    pub(crate) fn language(&self, catalogue: &str) -> Language {
        self.lang.unwrap_or(if catalogue == "en" { Language::En } else { Language::Zh })
    }

    /// Prints a result.
    pub(crate) fn result(&mut self, text: &str) {
        self.print(&mut io::stdout().lock(), text);
    }

    /// Prints findings.
    pub(crate) fn finding(&mut self, text: &str) {
        self.print(&mut io::stderr().lock(), text);
    }

    /// Prints a remark, unless quiet.
    pub(crate) fn remark(&mut self, text: &str) {
        if !self.quiet {
            self.print(&mut io::stderr().lock(), text);
        }
    }

    fn print(&mut self, to: &mut dyn Write, text: &str) {
        if self.failed || text.is_empty() {
            return;
        }
        let end = if text.ends_with('\n') { "" } else { "\n" };
        self.failed = write!(to, "{text}{end}").and_then(|()| to.flush()).is_err();
    }
}
