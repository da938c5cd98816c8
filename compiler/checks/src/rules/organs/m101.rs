//! Power is handed down (下放) or delegated (委托) by the level that holds it, to one below.

use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::DelegationMode;

use super::delegation::misdirected;
use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M101");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    misdirected(context, &[DelegationMode::Devolved, DelegationMode::Delegated], CODE, found);
}
