//! No catch-all (兜底) among materials and conditions: what is asked is listed.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Rule, Yield};

use crate::rules::context::{RuleContext, at};
use crate::rules::text::catch_all;

pub(super) const CODE: Code = Code("M042");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for rule in context.rules() {
        let Some((text, phrase)) = texts(rule).into_iter().find_map(|text| catch_all(text).map(|phrase| (text, phrase))) else {
            continue;
        };
        found.push(
            Diagnostic::new(CODE, at(&rule.origin))
                .with("text", Arg::Code(text.into()))
                .with("phrase", Arg::Code(phrase.into())),
        );
    }
}

/// What the applicant reads of a requirement or condition; a remark about its form may well be open.
fn texts(rule: &Rule) -> Vec<&str> {
    let own = match &rule.yields {
        Yield::Requirement(requirement) => {
            let members = requirement.options.iter().flatten().map(|member| &*member.title);
            members.chain([&*requirement.title]).collect()
        }
        Yield::Condition { label, .. } => vec![&**label],
        _ => return Vec::new(),
    };
    own.into_iter().chain(rule.title.as_deref()).collect()
}
