//! 定义, 互斥 and the 当 of facts are typed once where they stand; items that use them read through them in silence.

use std::sync::Arc;

use super::inputs::ItemSource;
use super::source::read_tree;
use super::world::{declared, with_world};
use crate::declare::Declaration;
use crate::diagnostic::Diagnostic;
use crate::lower::{FactTable, Scope, lower_condition};

/// What is wrong in a declaration, its condition included.
#[salsa::tracked]
pub(crate) fn conditioned(db: &dyn salsa::Database, item: ItemSource) -> Vec<Diagnostic> {
    let declared = declared(db, item);
    let condition = match &declared.declaration {
        Some(Declaration::Define(named)) => Some((Some(Arc::clone(&named.name)), Arc::clone(&named.condition))),
        Some(Declaration::Never(named)) => Some((None, Arc::clone(&named.condition))),
        Some(Declaration::Fact(fact)) => fact.exists.clone().map(|exists| (None, exists)),
        _ => None,
    };
    let mut found = declared.diagnostics.clone();
    if let Some((defines, condition)) = condition {
        let map = read_tree(db, item).map;
        let scope = Scope::outside(item.reference(db).clone());
        let (_, wrong) = with_world(db, item.rank(db), None, |world| {
            lower_condition(world, &scope, &mut FactTable::default(), (defines.as_ref(), &condition), &map)
        });
        found.extend(wrong);
    }
    found
}

/// Whether the item's declaration has a condition that must be typed.
pub(crate) fn has_condition(db: &dyn salsa::Database, item: ItemSource) -> bool {
    match &declared(db, item).declaration {
        Some(Declaration::Define(_) | Declaration::Never(_)) => true,
        Some(Declaration::Fact(fact)) => fact.exists.is_some(),
        _ => false,
    }
}
