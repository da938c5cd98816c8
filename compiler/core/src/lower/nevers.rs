//! 互斥: the matter's own, and those of the catalogue that speak of facts which the matter uses. Others cannot change its cases.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, PhraseKind};

use super::condition::Conditions;
use super::facts::FactTable;
use super::findings::Findings;
use super::locals::{condition_of, local_items};
use super::matter::Lowering;
use super::scope::Scope;
use super::words::name_of;
use crate::hir::{FactKind, Never};
use crate::world::World;

impl Lowering<'_> {
    pub(crate) fn local_nevers(&mut self, item: &Item) {
        for local in local_items(item).filter(|local| local.keyword == Some(Keyword::Never)) {
            let Some(expr) = condition_of(local) else { continue };
            let cases = self.conditions().condition(expr);
            let origin = self.findings.origin(local.span);
            self.nevers.push(Never { reason: reason(local), cases, origin });
        }
    }

    pub(crate) fn catalogue_nevers(&mut self) {
        let found = relevant_nevers(self.world, &self.scope, &mut self.facts);
        self.nevers.extend(found);
    }
}

/// The catalogue's combinations all of whose facts are in use. Where one of them is not, the others may have any values beside it.
pub(crate) fn relevant_nevers(world: &World<'_>, scope: &Scope, facts: &mut FactTable) -> Vec<Never> {
    // The findings of a 互斥 belong to its own item.
    let mut findings = Findings::new(scope.item.clone(), Arc::default());
    let mut found = Vec::new();
    for never in &world.declarations.nevers {
        if !mentions_known(&never.condition, &|name| knows(world, facts, name)) {
            continue;
        }
        let mut grown = facts.clone();
        let cases = Conditions::new(world, scope, &mut grown, &mut findings).condition(&never.condition);
        let fresh = grown.facts().get(facts.facts().len()..).unwrap_or(&[]);
        let in_use = fresh.iter().all(|fact| matches!(fact.kind, FactKind::Derived { .. }));
        if cases != Formula::False && in_use {
            *facts = grown;
            found.push(Never { reason: Arc::clone(&never.name), cases, origin: never.origin.clone() });
        }
    }
    found
}

/// Whether a name of an expression may lead to a fact in use: a fact, a set with an option in use, or a 定义.
fn knows(world: &World<'_>, facts: &FactTable, name: &str) -> bool {
    let prefix = format!("{name}/");
    facts.find(name).is_some()
        || world.declarations.define_names.contains_key(name)
        || facts.facts().iter().any(|fact| fact.name.starts_with(&prefix))
}

/// Whether the expression names a fact that is known; cheap, so that most combinations are passed over without typing them.
fn mentions_known(expr: &Expr, known: &dyn Fn(&str) -> bool) -> bool {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().any(|part| mentions_known(part, known)),
        ExprKind::Not(inner) | ExprKind::Group(inner) => mentions_known(inner, known),
        ExprKind::Compare { left, right, .. } => mentions_known(left, known) || mentions_known(right, known),
        ExprKind::DayWindow { anchor, .. } => mentions_known(anchor, known),
        _ => name_of(expr).is_some_and(|name| known(&name)),
    }
}

fn reason(item: &Item) -> Arc<str> {
    let quoted = item.head.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(Expr { kind: ExprKind::Text(text), .. }) => Some(Arc::from(&*text.text)),
        _ => None,
    });
    quoted.or_else(|| item.name.as_ref().map(|name| Arc::from(&*name.text))).unwrap_or_else(|| "".into())
}
