//! The published calendar reaches as far as the law lets a case of today run; dates beyond it are provisional.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{LimitKind, ProfileDeclaration, Span, TimeUnit};

use crate::rules::context::{CatalogueContext, is_kind};

pub(super) const CODE: Code = Code("M091");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    let Some(today) = context.settings.as_of else { return };
    let longest = context.declarations.profiles.iter().filter(|profile| concerns(context, profile)).map(working_days).max();
    let Some(days) = longest.filter(|days| *days > 0) else { return };
    let (_, last) = context.calendar.published();
    if context.calendar.after(today, days).is_none_or(|end| end > last) {
        let place = Place::File(Arc::from("matters.toml"), Span::default());
        found.push(
            Diagnostic::new(CODE, place)
                .with("today", Arg::Day(today))
                .with("days", Arg::Number(days))
                .with("last", Arg::Day(last)),
        );
    }
}

/// Whether the bounds of a profile hold for a matter of the catalogue.
fn concerns(context: &CatalogueContext<'_>, profile: &ProfileDeclaration) -> bool {
    profile.kinds.iter().any(|kind| context.matters.iter().any(|head| is_kind(head, kind)))
}

/// Decision and extension together.
fn working_days(profile: &ProfileDeclaration) -> i64 {
    let counted = |kind| matches!(kind, LimitKind::Statutory | LimitKind::Extension);
    let bounds = profile.bounds.iter().filter(|(kind, length, _)| counted(*kind) && length.unit == TimeUnit::WorkingDays);
    bounds.map(|(_, length, _)| length.amount).sum()
}
