//! What was cancelled above (已取消) is not offered below.

use matter_core::diagnostic::{Arg, Code, Diagnostic};

use super::lists::{list, stands_in};
use crate::rules::context::{RuleContext, at};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M031");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let over = context.head.in_force.to.zip(context.settings.as_of).is_some_and(|(to, today)| to <= today);
    if over {
        return;
    }
    for profile in speaking(context) {
        let lists = profile.cancelled.iter().filter_map(|name| list(context, name));
        found.extend(lists.filter(|list| stands_in(context, list)).map(|list| {
            Diagnostic::new(CODE, context.head())
                .label(at(&list.origin), "list")
                .with("name", Arg::Code(context.head.name.clone()))
                .with("list", Arg::Code(list.name.clone()))
        }));
    }
}
