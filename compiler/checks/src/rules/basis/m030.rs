//! What its profile lists (清单) is offered, and nothing else (优化营商环境条例 article 40).

use matter_core::diagnostic::{Arg, Code, Diagnostic};

use super::lists::{list, stands_in};
use crate::rules::context::{RuleContext, at, because};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M030");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for profile in speaking(context).into_iter().filter(|profile| !profile.listed.is_empty()) {
        let unknown = profile.listed.iter().find(|name| list(context, name).is_none());
        if let Some(name) = unknown {
            found.push(because(CODE, at(&profile.origin), "no-list").with("name", Arg::Code(name.clone())).with("lists", lists(&profile.listed)));
        } else if !profile.listed.iter().filter_map(|name| list(context, name)).any(|list| stands_in(context, list)) {
            found.push(
                because(CODE, context.head(), "")
                    .label(at(&profile.origin), "profile")
                    .with("name", Arg::Code(context.head.name.clone()))
                    .with("lists", lists(&profile.listed)),
            );
        }
    }
}

fn lists(names: &[std::sync::Arc<str>]) -> Arg {
    Arg::List(names.iter().cloned().map(Arg::Code).collect())
}
