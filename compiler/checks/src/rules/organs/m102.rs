//! Staff are posted (派员) and decisions networked (联网) by the level that decides: the decision stays there.

use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::DelegationMode;

use super::delegation::misdirected;
use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M102");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    misdirected(context, &[DelegationMode::Posted, DelegationMode::Networked], CODE, found);
}
