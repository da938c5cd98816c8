//! Published text has digits and letters of one width: `2:00-５:00` is found by no search.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};

use crate::rules::context::{RuleContext, at};
use crate::rules::text::full_width;

pub(super) const CODE: Code = Code("M129");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    look(&context.head.summary, context.head(), found);
    for definition in context.definitions {
        for (word, lines) in &definition.texts {
            lines.iter().for_each(|line| look(line, context.section(*word), found));
        }
        for rule in &definition.rules {
            rule.title.iter().for_each(|title| look(title, at(&rule.origin), found));
        }
    }
}

fn look(text: &std::sync::Arc<str>, place: Place, found: &mut Vec<Diagnostic>) {
    let Some(letter) = full_width(text) else { return };
    let finding = Diagnostic::new(CODE, place).with("letter", Arg::Code(letter.to_string().into()));
    found.push(finding.with("text", Arg::Code(text.clone())));
}
