//! The region of a variance exists when the variance begins (GB/T 2260, changes of divisions).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M008");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions.iter().filter(|definition| definition.scope.depth > 0) {
        let position = definition.scope.first;
        let Some(day) = definition.scope.period.from.or(context.settings.as_of) else { continue };
        if context.regions.exists_on(position, day) {
            continue;
        }
        let own = definition.rules.iter().map(|rule| &rule.origin).find(|origin| origin.item != context.head.origin.item);
        found.push(
            Diagnostic::new(CODE, at(own.unwrap_or(&context.head.origin)))
                .with("region", Arg::Code(context.regions.name(position).into()))
                .with("day", Arg::Day(day)),
        );
    }
}
