//! What an item is analysed against: everything outside it, as plain values. Lowering takes this and knows no database.

use std::sync::Arc;

use matter_runtime::tables::Day;

use crate::hir::{
    ConditionDeclaration, Declarations, DepartmentDeclaration, FactDeclaration, FactType, ItemRef, LawDeclaration,
    MaterialDeclaration, RateDeclaration, ThemeDeclaration,
};
use crate::names::similar_unordered;
use crate::regions::{Position, RegionTree};

/// The surroundings of an item.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What is declared outside matters, and above all what it is called. The lists that [`DeclarationLookup`] knows are not read here:
    /// while an item is analysed they are empty.
    pub declarations: &'a Declarations,
    /// What single declarations say.
    pub declared: &'a dyn DeclarationLookup,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// The root region of the catalogue that the text stands in: places are looked up below it first, and 本目录 means it.
    pub root: Position,
    /// How near that catalogue is: 0 = the one that is analysed.
    pub rank: u16,
    /// Where definitions are made: in the part of the country that this root and the one of the catalogue that is analysed have in common;
    /// nowhere if there is none.
    pub within: Option<Position>,
    /// The catalogue's day, if it has one.
    pub as_of: Option<Day>,
    /// Name or short name of a matter → full name and item. Each call is recorded as a dependency of its own.
    pub matters: &'a dyn MatterLookup,
}

/// Looks declarations up by their numbers. Each call is recorded as a dependency of its own: who does not ask for a declaration is not
/// analysed anew when it changes.
pub trait DeclarationLookup {
    /// 信息项
    fn fact(&self, number: u32) -> Option<&FactDeclaration>;

    /// 定义
    fn define(&self, number: u32) -> Option<&ConditionDeclaration>;

    /// 标准
    fn rate(&self, number: u32) -> Option<&RateDeclaration>;

    /// 材料
    fn material(&self, number: u32) -> Option<&MaterialDeclaration>;

    /// 部门
    fn department(&self, number: u32) -> Option<&DepartmentDeclaration>;

    /// 法规
    fn law(&self, number: u32) -> Option<&LawDeclaration>;

    /// The built-in fact that is declared without values, since each matter has its own.
    fn without_values(&self) -> Option<&FactDeclaration>;

    /// All facts; for findings only, about names that nobody has.
    fn all_facts(&self) -> &[FactDeclaration];

    /// All themes, for tests of themes.
    fn all_themes(&self) -> &[ThemeDeclaration];
}

impl DeclarationLookup for Declarations {
    fn fact(&self, number: u32) -> Option<&FactDeclaration> {
        self.facts.get(number as usize)
    }

    fn define(&self, number: u32) -> Option<&ConditionDeclaration> {
        self.defines.get(number as usize)
    }

    fn rate(&self, number: u32) -> Option<&RateDeclaration> {
        self.rates.get(number as usize)
    }

    fn material(&self, number: u32) -> Option<&MaterialDeclaration> {
        self.materials.get(number as usize)
    }

    fn department(&self, number: u32) -> Option<&DepartmentDeclaration> {
        self.departments.get(number as usize)
    }

    fn law(&self, number: u32) -> Option<&LawDeclaration> {
        self.laws.get(number as usize)
    }

    fn without_values(&self) -> Option<&FactDeclaration> {
        self.facts.iter().find(|fact| matches!(&fact.ty, FactType::Choice { values, .. } if values.is_empty()))
    }

    fn all_facts(&self) -> &[FactDeclaration] {
        &self.facts
    }

    fn all_themes(&self) -> &[ThemeDeclaration] {
        &self.themes
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
        self.declared.fact(*self.declarations.fact_names.get(name)?)
    }

    /// Full name and item of the matter with this name or 简称.
    #[must_use]
    pub fn matter(&self, name: &str) -> Option<(Arc<str>, ItemRef)> {
        self.matters.matter(name)
    }
}
