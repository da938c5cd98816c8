//! Facts of definitions, and all that are declared, each once → `fact`, `fact_value`, `derived`. A window may know more of a case than the
//! lines ask for, so every declared fact and option can be answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::hir::{Declarations, Definition, Fact, FactDeclaration, FactKind, FactType, Owner};
use matter_decide::Ranges;
use matter_runtime::tables::{self, Derived, FactValue, Tables};

use super::{maybe, owned, words};

/// The facts of all definitions, each once, as rows. One whose domain differs between two definitions gets the bounds of both.
#[derive(Default)]
pub(crate) struct Facts {
    seen: BTreeMap<Arc<str>, Seen>,
}

/// A fact with its values and how it is computed. There are many: most matters have facts of their own.
struct Seen {
    row: tables::Fact,
    values: Vec<FactValue>,
    derived: Option<Derived>,
}

impl Facts {
    /// Takes the facts of a definition.
    pub(crate) fn add(&mut self, definition: &Definition, declarations: &Declarations) {
        for fact in &definition.facts {
            if let Some(known) = self.seen.get_mut(&fact.name) {
                known.row.low = known.row.low.min(fact.domain.first());
                known.row.high = known.row.high.max(fact.domain.last());
                continue;
            }
            let (values, derived) = (values(fact, declarations), derived(definition, fact));
            self.seen.insert(Arc::clone(&fact.name), Seen { row: row(fact, declarations), values, derived });
        }
    }

    /// Their rows, and those of facts that are declared and in no definition.
    pub(crate) fn rows(self, declarations: &Declarations, to: &mut Tables) {
        let declared: Vec<Fact> = declarations.facts.iter().flat_map(declared).collect();
        for fact in declared.iter().filter(|fact| !self.seen.contains_key(&*fact.name)) {
            to.fact_value.extend(values(fact, declarations));
            to.fact.push(row(fact, declarations));
        }
        for declaration in declarations.facts.iter().filter(|fact| !self.seen.contains_key(&*fact.name)) {
            text_or_count(declaration, to);
        }
        for seen in self.seen.into_values() {
            to.fact_value.extend(seen.values);
            to.derived.extend(seen.derived);
            to.fact.push(seen.row);
        }
    }
}

/// A declaration as the facts that a case can answer: a set as its options. The built-in fact without values of its own has those of each
/// matter.
fn declared(declaration: &FactDeclaration) -> Vec<Fact> {
    let fact = |name: Arc<str>, title: &Arc<str>, kind, domain| Fact {
        name,
        title: Arc::clone(title),
        kind,
        domain,
        owner: declaration.owner,
        exists: None,
    };
    let kind = match &declaration.ty {
        FactType::Set { options } => {
            let option = |option: &Arc<str>| {
                let kind = FactKind::Option { set: Arc::clone(&declaration.name), option: Arc::clone(option) };
                fact(format!("{}/{option}", declaration.name).into(), option, kind, Ranges::between(0, 1))
            };
            return options.iter().map(option).collect();
        }
        FactType::Choice { values, .. } if values.is_empty() => return Vec::new(),
        FactType::Count { .. } | FactType::Text => return Vec::new(),
        FactType::YesNo => FactKind::YesNo,
        FactType::Choice { values, ordered } => FactKind::Choice { values: Arc::clone(values), ordered: *ordered },
        FactType::Number { scale, unit } => FactKind::Number { scale: *scale, unit: unit.clone() },
        FactType::Money => FactKind::Money,
        FactType::Date => FactKind::Date,
        FactType::Region(level) => FactKind::Region(*level),
    };
    vec![fact(Arc::clone(&declaration.name), &declaration.name, kind, declaration.domain.clone())]
}

/// Texts, which no line looks at, and counts between two days.
fn text_or_count(declaration: &FactDeclaration, to: &mut Tables) {
    let row = |kind: &str| tables::Fact {
        name: owned(&declaration.name),
        kind: kind.to_owned(),
        title: owned(&declaration.name),
        owner: words::owner(declaration.owner).to_owned(),
        any_member: declaration.any_member,
        help: Some(owned(&declaration.doc)).filter(|help| !help.is_empty()),
        ..Default::default()
    };
    match &declaration.ty {
        FactType::Text => to.fact.push(row("text")),
        FactType::Count { from, operation } => {
            let (low, high) = (declaration.domain.first(), declaration.domain.last());
            to.fact.push(tables::Fact { low, high, ..row("derived") });
            to.derived.push(Derived {
                fact: owned(&declaration.name),
                operation: words::operation(*operation).to_owned(),
                a: owned(from),
                b: "application_day".to_owned(),
                level: None,
            });
        }
        _ => {}
    }
}

fn declaration<'a>(fact: &Fact, declarations: &'a Declarations) -> Option<&'a FactDeclaration> {
    let name = match &fact.kind {
        FactKind::Option { set, .. } => set,
        _ => &fact.name,
    };
    declarations.fact_names.get(name).and_then(|index| declarations.facts.get(*index as usize))
}

fn row(fact: &Fact, declarations: &Declarations) -> tables::Fact {
    let mut row = tables::Fact {
        name: owned(&fact.name),
        kind: words::fact_kind(fact).to_owned(),
        title: owned(&fact.title),
        low: fact.domain.first(),
        high: fact.domain.last(),
        owner: words::owner(fact.owner).to_owned(),
        ..Default::default()
    };
    match &fact.kind {
        FactKind::Option { set, .. } => row.option_of = Some(owned(set)),
        FactKind::Number { scale, unit } => (row.scale, row.unit) = (*scale, maybe(unit)),
        FactKind::Money => row.unit = Some("fen".to_owned()),
        FactKind::Region(level) => row.level = Some(words::level(*level)),
        FactKind::Finding { by } => row.judge = maybe(by),
        FactKind::Held { document } => row.document = Some(owned(document)),
        FactKind::YesNo | FactKind::Choice { .. } | FactKind::Date | FactKind::Derived { .. } => {}
    }
    if let Some(declared) = declaration(fact, declarations) {
        row.any_member = declared.any_member;
        if fact.owner == Owner::Official {
            row.judge = declared.by.as_deref().map(|by| judge(by, declarations));
        }
        row.help = Some(owned(&declared.doc)).filter(|help| !help.is_empty());
    }
    row
}

/// The department of that name or short name.
fn judge(by: &str, declarations: &Declarations) -> String {
    let index = declarations.department_names.get(by);
    let department = index.and_then(|index| declarations.departments.get(*index as usize));
    department.map_or_else(|| by.to_owned(), |department| owned(&department.name))
}

fn values(fact: &Fact, declarations: &Declarations) -> Vec<FactValue> {
    let FactKind::Choice { values, .. } = &fact.kind else { return Vec::new() };
    let list = declarations.vocabulary_names.get(&fact.name);
    let list = list.and_then(|index| declarations.vocabularies.get(*index as usize));
    let code = |title: &Arc<str>| {
        let term = list.and_then(|list| list.terms.iter().find(|(_, term)| term == title));
        term.map(|(code, _)| owned(code)).filter(|code| !code.is_empty())
    };
    let value =
        |(ordinal, title)| FactValue { fact: owned(&fact.name), ordinal, title: owned(title), code: code(title) };
    (0..).zip(values.iter()).map(value).collect()
}

fn derived(definition: &Definition, fact: &Fact) -> Option<Derived> {
    let FactKind::Derived { operation, a, b } = &fact.kind else { return None };
    Some(Derived {
        fact: owned(&fact.name),
        operation: words::operation(*operation).to_owned(),
        a: words::argument(definition, a),
        b: words::argument(definition, b),
        level: match operation {
            matter_core::hir::Operation::SameUnit(level) => Some(words::level(*level)),
            _ => None,
        },
    })
}
