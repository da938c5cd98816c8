//! A commitment in place of proof (告知承诺) comes with its notice, its text, how it is verified, what follows if it is false, and what those
//! hand in who do not want it (国办发〔2020〕42号); not in the fields that a profile leaves out (不得有).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, Keyword, Rule, Yield};

use crate::rules::context::{RuleContext, at, because};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M070");

/// How the lines open that must be there.
const LINES: &[&str] = &["告知书", "承诺书", "核查", "失信", "不承诺"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let lines: Vec<(&Rule, &str)> = commitments(definition).collect();
        let Some((first, _)) = lines.first() else { continue };
        if let Some(profile) = speaking(context).into_iter().find(|profile| profile.forbids.contains(&Keyword::Commitment)) {
            found.push(
                because(CODE, at(&first.origin), "excluded")
                    .label(at(&profile.origin), "profile")
                    .with("missing", Arg::Code(profile.name.clone())),
            );
            continue;
        }
        let said = |word: &str| lines.iter().any(|(_, text)| text.strip_prefix(word).is_some_and(|rest| !rest.trim().is_empty()));
        let missing: Vec<Arg> = LINES.iter().filter(|word| !said(word)).map(|word| Arg::Code((*word).into())).collect();
        if !missing.is_empty() {
            found.push(because(CODE, at(&first.origin), "incomplete").with("missing", Arg::List(missing)));
        }
    }
}

fn commitments(definition: &Definition) -> impl Iterator<Item = (&Rule, &str)> {
    definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Commitment(text) => Some((rule, text.trim())),
        _ => None,
    })
}
