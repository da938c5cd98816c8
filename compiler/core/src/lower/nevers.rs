//! 互斥: the matter's own, and those of the catalogue that speak of facts which the matter uses. Others cannot change its cases.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, PhraseKind};

use super::condition::Conditions;
use super::locals::{condition_of, local_items};
use super::matter::Lowering;
use super::words::name_of;
use crate::hir::Never;

impl Lowering<'_> {
    pub(crate) fn local_nevers(&mut self, item: &Item) {
        for local in local_items(item).filter(|local| local.keyword == Some(Keyword::Never)) {
            let Some(expr) = condition_of(local) else { continue };
            let cases = self.conditions().condition(expr);
            let origin = self.findings.origin(local.span);
            self.nevers.push(Never { reason: reason(local), cases, origin });
        }
    }

    /// A combination matters only where all of its facts are in use: otherwise the facts in use may have any values beside it.
    pub(crate) fn catalogue_nevers(&mut self) {
        let declarations = self.world.declarations;
        for never in &declarations.nevers {
            if !mentions_known(&never.condition, &|name| self.knows(name)) {
                continue;
            }
            let mut facts = self.facts.clone();
            self.findings.mute();
            let cases =
                Conditions::new(self.world, &self.scope, &mut facts, &mut self.findings).condition(&never.condition);
            self.findings.unmute();
            let grown = facts.facts().len() > self.facts.facts().len();
            let derived_only = facts
                .facts()
                .iter()
                .skip(self.facts.facts().len())
                .all(|fact| matches!(fact.kind, crate::hir::FactKind::Derived { .. }));
            if cases != Formula::False && (!grown || derived_only) {
                self.facts = facts;
                let (reason, origin) = (Arc::clone(&never.name), never.origin.clone());
                self.nevers.push(Never { reason, cases, origin });
            }
        }
    }

    /// Whether a name of an expression is a fact in use, or one of its options is.
    fn knows(&self, name: &str) -> bool {
        let prefix = format!("{name}/");
        self.facts.find(name).is_some() || self.facts.facts().iter().any(|fact| fact.name.starts_with(&prefix))
    }
}

/// Whether the expression names a fact that is known; cheap, so that most combinations are passed over without typing them.
fn mentions_known(expr: &Expr, known: &dyn Fn(&str) -> bool) -> bool {
    match &expr.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.iter().any(|part| mentions_known(part, known)),
        ExprKind::Not(inner) | ExprKind::Group(inner) => mentions_known(inner, known),
        ExprKind::Compare { left, right, .. } => mentions_known(left, known) || mentions_known(right, known),
        ExprKind::DayWindow { anchor, .. } => mentions_known(anchor, known),
        // A 定义 may lead to facts by other names, so names that are no facts are looked into by typing.
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
