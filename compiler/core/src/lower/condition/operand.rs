//! Names of facts → declarations and their places in the table. A fact enters the table after everything that it depends on.

use std::sync::Arc;

use matter_syntax::tree::Expr;

use super::super::words::name_of;
use super::Conditions;
use crate::hir::{Argument, Fact, FactDeclaration, FactId, FactKind, FactType, Owner};

/// A declared fact with the name that makes it unique in a definition.
#[derive(Clone, Debug)]
pub(crate) struct Declared<'d> {
    pub(crate) declaration: &'d FactDeclaration,
    pub(crate) unique: Arc<str>,
}

impl Declared<'_> {
    /// Values of a choice or set in words, for messages.
    pub(crate) fn value_words(&self) -> Vec<Arc<str>> {
        match &self.declaration.ty {
            FactType::Choice { values, .. } => values.to_vec(),
            FactType::Set { options } => options.to_vec(),
            _ => Vec::new(),
        }
    }
}

impl<'c> Conditions<'c, '_> {
    /// The fact that this name means here: the matter's own before the catalogue's.
    pub(crate) fn fact_named(&self, name: &str) -> Option<Declared<'c>> {
        if let Some(declaration) = self.scope.fact(name) {
            return Some(Declared { declaration, unique: self.local_name(name) });
        }
        // Its values differ from matter to matter, so each has one of its own.
        if let Some(declaration) = self.scope.handling.as_ref().filter(|fact| &*fact.name == name) {
            return Some(Declared { declaration, unique: self.local_name(name) });
        }
        let declaration = self.world.fact(name)?;
        // Counted to the day of the event it is another number than the one that other matters count to the day of application.
        let to_event = matches!(declaration.ty, FactType::Count { .. }) && self.scope.day == Argument::EventDay;
        let unique = if to_event { self.local_name(name) } else { Arc::clone(&declaration.name) };
        Some(Declared { declaration, unique })
    }

    /// The fact that an expression names.
    pub(crate) fn fact_of(&self, expr: &Expr) -> Option<Declared<'c>> {
        name_of(expr).and_then(|name| self.fact_named(&name))
    }

    /// The fact's number; `None` for texts and sets, which have none.
    pub(crate) fn intern(&mut self, fact: &Declared<'_>) -> Option<FactId> {
        if let Some(id) = self.facts.find(&fact.unique) {
            return Some(id);
        }
        let kind = self.kind_of(fact.declaration)?;
        let mut exists = self.exists(fact.declaration);
        if let (None, FactKind::Derived { a: Argument::Fact(from), .. }) = (&exists, &kind) {
            exists = self.facts.get(*from).and_then(|from| from.exists.clone());
        }
        let owner = if matches!(kind, FactKind::Derived { .. }) { Owner::Computed } else { fact.declaration.owner };
        Some(self.facts.intern(Fact {
            name: Arc::clone(&fact.unique),
            title: Arc::clone(&fact.declaration.name),
            kind,
            domain: fact.declaration.domain.clone(),
            owner,
            exists,
        }))
    }

    /// The yes/no fact of one option of a set.
    pub(crate) fn intern_option(&mut self, set: &Declared<'_>, option: &Arc<str>) -> FactId {
        let name: Arc<str> = format!("{}/{option}", set.unique).into();
        if let Some(id) = self.facts.find(&name) {
            return id;
        }
        let exists = self.exists(set.declaration);
        self.facts.intern(Fact {
            name,
            title: Arc::clone(option),
            kind: FactKind::Option { set: Arc::clone(&set.unique), option: Arc::clone(option) },
            domain: matter_decide::Ranges::between(0, 1),
            owner: set.declaration.owner,
            exists,
        })
    }

    fn kind_of(&mut self, declaration: &FactDeclaration) -> Option<FactKind> {
        Some(match &declaration.ty {
            FactType::YesNo => FactKind::YesNo,
            FactType::Choice { values, ordered } => FactKind::Choice { values: Arc::clone(values), ordered: *ordered },
            FactType::Number { scale, unit } => FactKind::Number { scale: *scale, unit: unit.clone() },
            FactType::Money => FactKind::Money,
            FactType::Date => FactKind::Date,
            FactType::Region(level) => FactKind::Region(*level),
            FactType::Count { from, operation } => {
                let from = self.fact_named(from).filter(|from| from.declaration.ty == FactType::Date)?;
                let a = Argument::Fact(self.intern(&from)?);
                FactKind::Derived { operation: *operation, a, b: self.scope.day.clone() }
            }
            FactType::Set { .. } | FactType::Text => return None,
        })
    }

    /// The cases in which a fact exists. A fact whose existence leads back to itself exists always; its declaration reports the circle.
    fn exists(&mut self, declaration: &FactDeclaration) -> Option<matter_decide::Formula> {
        let expr = declaration.exists.as_deref()?;
        if self.open.iter().any(|open| open == &declaration.name) {
            return None;
        }
        self.open.push(Arc::clone(&declaration.name));
        self.findings.mute();
        let slips = self.findings.slips();
        let formula = self.below(declaration.root, expr);
        self.findings.unmute();
        self.open.pop();
        (self.findings.slips() == slips).then_some(formula)
    }
}
