//! 互斥: the matter's own, and those of the catalogue that speak of facts which the matter uses. Others cannot change its cases.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, PhraseKind};

use rustc_hash::FxHashSet;

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
            let cases = self.conditions().condition(&expr);
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
    let in_use = names_in_use(facts);
    let known = |name: &str| in_use.contains(name) || world.declarations.define_names.contains_key(name);
    let mut found = Vec::new();
    for never in &world.declarations.nevers {
        if !mentions(&never.condition, &known) {
            continue;
        }
        let mut grown = facts.clone();
        let cases = Conditions::new(world, scope, &mut grown, &mut findings).below(never.root, &never.condition);
        let fresh = grown.facts().get(facts.facts().len()..).unwrap_or(&[]);
        let derived = fresh.iter().all(|fact| matches!(fact.kind, FactKind::Derived { .. }));
        if cases != Formula::False && derived {
            *facts = grown;
            found.push(Never { reason: Arc::clone(&never.name), cases, origin: never.origin.clone() });
        }
    }
    found
}

/// Names by which facts in use may be mentioned: their own, and those of sets with an option in use.
fn names_in_use(facts: &FactTable) -> FxHashSet<Arc<str>> {
    let names = facts.facts().iter().map(|fact| match &fact.kind {
        FactKind::Option { set, .. } => Arc::clone(set),
        _ => Arc::clone(&fact.name),
    });
    names.collect()
}

/// Whether the expression names a fact in use, or a 定义 that may lead to one. Cheap: most combinations are passed over untyped.
fn mentions(expr: &Expr, known: &dyn Fn(&str) -> bool) -> bool {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().any(|part| mentions(part, known)),
        ExprKind::Not(inner) | ExprKind::Group(inner) => mentions(inner, known),
        ExprKind::Compare { left, right, .. } => mentions(left, known) || mentions(right, known),
        ExprKind::DayWindow { anchor, .. } => mentions(anchor, known),
        ExprKind::Name(name) => known(&name.text),
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
