//! What is handled on line has an address that opens.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, SectionState};

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M108");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    // Whether the section must stand there is the profile's business.
    let Some((_, state)) = context.head.sections.iter().find(|(word, _)| *word == Keyword::OnlineAddress) else { return };
    for definition in context.definitions {
        let lines = definition.texts.iter().filter(|(word, _)| *word == Keyword::OnlineAddress).flat_map(|(_, lines)| lines);
        let text = lines.map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        if *state != SectionState::ToBeSettled && !text.split_whitespace().any(is_address) {
            found.push(Diagnostic::new(CODE, context.section(Keyword::OnlineAddress)).with("text", Arg::Code(text.into())));
        }
    }
}

/// `https://` and a host with a dot in it.
fn is_address(word: &str) -> bool {
    let rest = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#', ':']).next()).unwrap_or_default();
    host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty())
}
