//! No text holds a resident identity number.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::diagnostic::Place;

use crate::rules::context::{RuleContext, at};
use crate::rules::text::{digit_runs, identity_number};

pub(super) const CODE: Code = Code("M130");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    look(&context.head.summary, context.head(), found);
    for definition in context.definitions {
        for (word, lines) in &definition.texts {
            for line in lines {
                look(line, context.section(*word), found);
            }
        }
        for rule in &definition.rules {
            if let Some(title) = &rule.title {
                look(title, at(&rule.origin), found);
            }
        }
    }
}

/// Shows the first digits only: a finding must not repeat what it warns of.
fn look(text: &str, place: Place, found: &mut Vec<Diagnostic>) {
    let Some(number) = digit_runs(text).find(|run| identity_number(run)) else { return };
    let start: String = number.chars().take(6).collect();
    found.push(Diagnostic::new(CODE, place).with("start", Arg::Plain(start.into())));
}
