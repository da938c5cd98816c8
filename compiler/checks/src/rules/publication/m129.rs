//! Published text has digits and letters of one width: `2:00-５:00` is found by no search.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use crate::rules::context::RuleContext;
use crate::rules::text::full_width;

pub(super) const CODE: Code = Code("M129");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for (word, lines) in &definition.texts {
            for line in lines {
                let Some(letter) = full_width(line) else { continue };
                found.push(
                    Diagnostic::new(CODE, context.section(*word))
                        .with("letter", Arg::Code(letter.to_string().into()))
                        .with("text", Arg::Code(line.clone())),
                );
            }
        }
    }
}
