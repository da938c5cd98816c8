//! What an item is analysed against: everything outside it, as plain values. Lowering takes this and knows no database.

use std::sync::Arc;

use matter_runtime::tables::Day;

use crate::hir::{Declarations, FactDeclaration, FactType, ItemRef};
use crate::names::similar_unordered;
use crate::regions::{Position, RegionTree};

/// The surroundings of an item.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Everything declared outside matters. What facts are is not looked up here, only what they are called.
    pub declarations: &'a Declarations,
    /// What facts are.
    pub facts: &'a dyn FactLookup,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// The catalogue's root region.
    pub root: Position,
    /// The catalogue's day, if it has one.
    pub as_of: Option<Day>,
    /// Name or short name of a matter → full name and item. Each call is recorded as a dependency of its own.
    pub matters: &'a dyn MatterLookup,
}

/// Looks facts up. Each call is recorded as a dependency of its own: who does not ask for a fact is not analysed anew when it changes.
pub trait FactLookup {
    /// The fact of this number among the declarations.
    fn fact(&self, number: u32) -> Option<&FactDeclaration>;

    /// The built-in fact that is declared without values, since each matter has its own.
    fn without_values(&self) -> Option<&FactDeclaration>;

    /// All facts; for findings only, about names that nobody has.
    fn all_facts(&self) -> &[FactDeclaration];
}

impl FactLookup for Declarations {
    fn fact(&self, number: u32) -> Option<&FactDeclaration> {
        self.facts.get(number as usize)
    }

    fn without_values(&self) -> Option<&FactDeclaration> {
        self.facts.iter().find(|fact| matches!(&fact.ty, FactType::Choice { values, .. } if values.is_empty()))
    }

    fn all_facts(&self) -> &[FactDeclaration] {
        &self.facts
    }
}

/// Looks matters up by what they are called.
pub trait MatterLookup {
    /// Full name and item of the matter with this name or 简称; the nearest catalogue's if several have it.
    fn matter(&self, name: &str) -> Option<(Arc<str>, ItemRef)>;

    /// Names that resemble this one, best first, at most three; for findings only.
    fn similar(&self, name: &str) -> Vec<Arc<str>>;

    /// Names of declared materials that resemble this one, best first, at most three. Every undeclared material asks, so whoever has many
    /// matters prepares the answer.
    fn similar_materials(&self, name: &str, declarations: &Declarations) -> Vec<Arc<str>> {
        let known = declarations.material_names.keys().map(|name| &**name);
        similar_unordered(name, known).into_iter().map(Arc::from).collect()
    }
}

impl<'a> World<'a> {
    /// Whether a matter has no name yet: it may be any that is looked for in vain, and that its name is missing is reported there.
    #[must_use]
    pub fn has_nameless_matter(&self) -> bool {
        self.matters.matter("").is_some()
    }

    /// The declared fact of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&'a FactDeclaration> {
        self.facts.fact(*self.declarations.fact_names.get(name)?)
    }

    /// Full name and item of the matter with this name or 简称.
    #[must_use]
    pub fn matter(&self, name: &str) -> Option<(Arc<str>, ItemRef)> {
        self.matters.matter(name)
    }
}
