//! Declarations → single declarations: whoever asks for one is not analysed anew when another one changes.

use super::world::surroundings;
use crate::hir::{
    ConditionDeclaration, Declarations, DepartmentDeclaration, FactDeclaration, LawDeclaration, MaterialDeclaration,
    RateDeclaration, ThemeDeclaration,
};
use crate::world::DeclarationLookup;

/// All declarations without what is looked up one by one, and without what no matter asks for: equal to itself after an edit inside a
/// declaration of which only others ask what it says.
#[salsa::tracked]
pub(crate) fn outline(db: &dyn salsa::Database) -> Declarations {
    let all = &surroundings(db).declarations;
    Declarations {
        fact_names: all.fact_names.clone(),
        define_names: all.define_names.clone(),
        nevers: all.nevers.clone(),
        rate_names: all.rate_names.clone(),
        material_names: all.material_names.clone(),
        department_names: all.department_names.clone(),
        law_names: all.law_names.clone(),
        vocabularies: all.vocabularies.clone(),
        vocabulary_names: all.vocabulary_names.clone(),
        intermediaries: all.intermediaries.clone(),
        profiles: all.profiles.clone(),
        ..Declarations::default()
    }
}

/// The number of a declaration among those of its kind.
#[salsa::interned(debug)]
struct Number<'db> {
    #[returns(copy)]
    number: u32,
}

#[salsa::tracked]
fn fact<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<FactDeclaration> {
    surroundings(db).declarations.fact(number.number(db)).cloned()
}

#[salsa::tracked]
fn define<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<ConditionDeclaration> {
    surroundings(db).declarations.define(number.number(db)).cloned()
}

#[salsa::tracked]
fn rate<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<RateDeclaration> {
    surroundings(db).declarations.rate(number.number(db)).cloned()
}

#[salsa::tracked]
fn material<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<MaterialDeclaration> {
    surroundings(db).declarations.material(number.number(db)).cloned()
}

#[salsa::tracked]
fn department<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<DepartmentDeclaration> {
    surroundings(db).declarations.department(number.number(db)).cloned()
}

#[salsa::tracked]
fn law<'db>(db: &'db dyn salsa::Database, number: Number<'db>) -> Option<LawDeclaration> {
    surroundings(db).declarations.law(number.number(db)).cloned()
}

#[salsa::tracked]
fn fact_without_values(db: &dyn salsa::Database) -> Option<FactDeclaration> {
    surroundings(db).declarations.without_values().cloned()
}

#[salsa::tracked]
fn themes(db: &dyn salsa::Database) -> Vec<ThemeDeclaration> {
    surroundings(db).declarations.themes.clone()
}

/// Declarations for an item that is analysed.
pub(crate) struct Lookup<'db> {
    pub(crate) db: &'db dyn salsa::Database,
}

impl<'db> Lookup<'db> {
    fn number(&self, number: u32) -> Number<'db> {
        Number::new(self.db, number)
    }
}

impl DeclarationLookup for Lookup<'_> {
    fn fact(&self, number: u32) -> Option<&FactDeclaration> {
        fact(self.db, self.number(number)).as_ref()
    }

    fn define(&self, number: u32) -> Option<&ConditionDeclaration> {
        define(self.db, self.number(number)).as_ref()
    }

    fn rate(&self, number: u32) -> Option<&RateDeclaration> {
        rate(self.db, self.number(number)).as_ref()
    }

    fn material(&self, number: u32) -> Option<&MaterialDeclaration> {
        material(self.db, self.number(number)).as_ref()
    }

    fn department(&self, number: u32) -> Option<&DepartmentDeclaration> {
        department(self.db, self.number(number)).as_ref()
    }

    fn law(&self, number: u32) -> Option<&LawDeclaration> {
        law(self.db, self.number(number)).as_ref()
    }

    fn without_values(&self) -> Option<&FactDeclaration> {
        fact_without_values(self.db).as_ref()
    }

    fn all_facts(&self) -> &[FactDeclaration] {
        &surroundings(self.db).declarations.facts
    }

    fn all_themes(&self) -> &[ThemeDeclaration] {
        themes(self.db)
    }
}
