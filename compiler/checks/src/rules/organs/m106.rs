//! Handling elsewhere (通办) says how: where another hall only forwards, and where nothing but the network is needed, is proved apart.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, Venue, Yield};

use crate::rules::context::{RuleContext, at};

pub(super) const CODE: Code = Code("M106");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let scope = definition.rules.iter().find(|rule| matches!(rule.yields, Yield::Venue(Venue::Scope(_))));
        let mode = definition.rules.iter().any(|rule| matches!(rule.yields, Yield::Venue(Venue::Mode(_))));
        let other = definition.rules.iter().find(|rule| matches!(rule.yields, Yield::Venue(Venue::Mode(_))));
        if let Some(mode) = other.filter(|_| scope.is_none()) {
            found.push(Diagnostic::new(CODE, at(&mode.origin)).with("missing", Arg::Word(Keyword::Scope)));
        }
        if let Some(scope) = scope.filter(|_| !mode) {
            found.push(Diagnostic::new(CODE, at(&scope.origin)).with("missing", Arg::Word(Keyword::Mode)));
        }
    }
}
