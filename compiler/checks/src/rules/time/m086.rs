//! A stage of a theme that organs handle together takes at most 45 working days (行政许可法 article 42).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use super::bounds::passes;
use crate::words::duration;
use crate::rules::context::{CatalogueContext, at};

pub(super) const CODE: Code = Code("M086");

/// The bound in working days.
const BOUND: i64 = 45;

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    for theme in &context.declarations.themes {
        for stage in &theme.stages {
            let licence = |name: &std::sync::Arc<str>| {
                let head = context.matters.iter().find(|head| head.name == *name);
                head.is_some_and(|head| crate::rules::context::is_kind(head, "行政许可"))
            };
            let Some(limit) = stage.limit.filter(|limit| passes(*limit, BOUND)) else { continue };
            if stage.members.iter().any(licence) {
                found.push(
                    Diagnostic::new(CODE, at(&theme.origin))
                        .with("stage", Arg::Code(stage.name.clone()))
                        .with("length", Arg::Code(duration(limit).into()))
                        .with("bound", Arg::Number(BOUND)),
                );
            }
        }
    }
}
