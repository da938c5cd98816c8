//! Two definitions in one space: the child's facts keep their places, the parent's other facts follow, then one dimension for each document.

use std::sync::Arc;

use matter_core::diagnostic::{Diagnostic, Witness};
use matter_core::hir::{Definition, FactId, Origin, Requirement, RequirementMember, Rule, Yield};
use matter_decide::{Budget, Dim, Formula, Partition, Ranges, Space};
use rustc_hash::FxHashMap;

use super::super::case::{Case, offered};
use super::super::codes;
use super::super::witness::Words;

/// Both definitions in one space.
pub(in super::super) struct Joint {
    space: Space,
    /// Where the parent's facts are.
    moved: Vec<Dim>,
    documents: FxHashMap<Document, Dim>,
    pub(in super::super) parent_possible: Formula,
}

impl Joint {
    pub(in super::super) fn new(child: &Case, parent: &Definition) -> Self {
        let mut names: FxHashMap<Arc<str>, Dim> = FxHashMap::default();
        let mut space = child.space.clone();
        for (dim, fact) in (0..).zip(&child.definition.facts) {
            names.insert(fact.name.clone(), dim);
        }
        let moved = parent.facts.iter().map(|fact| {
            *names.entry(fact.name.clone()).or_insert_with(|| {
                space.domains.push(fact.domain.clone());
                last(&space)
            })
        });
        let moved: Vec<Dim> = moved.collect();
        let mut documents = FxHashMap::default();
        for rule in child.definition.rules.iter().chain(&parent.rules) {
            for document in documents_of(rule) {
                documents.entry(document).or_insert_with(|| {
                    space.domains.push(Ranges::between(0, 1));
                    last(&space)
                });
            }
        }
        let nevers = Formula::or(parent.nevers.iter().map(|never| never.cases.clone()));
        let parent_possible = Formula::and([Formula::not(nevers), offered(parent)]);
        let parent_possible = relocate(&parent_possible, &moved);
        Self { space, moved, documents, parent_possible }
    }

    pub(in super::super) fn parent(&self, formula: &Formula) -> Formula {
        relocate(formula, &self.moved)
    }

    /// Where a fact of the parent is.
    pub(super) fn fact(&self, fact: FactId) -> FactId {
        self.moved.get(usize::from(fact)).copied().unwrap_or(Dim::MAX)
    }

    /// Possible values of a fact.
    pub(super) fn domain(&self, fact: FactId) -> &Ranges {
        self.space.domain(fact)
    }

    /// What must be held to meet a line; `None` for lines that ask for no document.
    pub(super) fn held(&self, rule: &Rule) -> Option<Formula> {
        let held = |document: &Document| self.documents.get(document).map_or(Formula::True, |dim| Formula::is(*dim, 1));
        match &rule.yields {
            Yield::Prior { document, .. } => Some(held(&(document.clone(), None))),
            Yield::Requirement(Requirement { options, .. }) => {
                let members =
                    |option: &Vec<RequirementMember>| Formula::and(option.iter().map(|member| held(&document(member))));
                Some(Formula::or(options.iter().map(members)))
            }
            _ => None,
        }
    }

    /// Whether the formula can hold; none if that was not decided.
    pub(super) fn can_be(&self, formula: &Formula) -> Option<bool> {
        Partition::of(&self.space, [formula]).satisfiable(formula, &mut Budget::default()).ok()
    }

    /// A case that can exist in which the premise holds and the conclusion does not; what could not be decided is reported.
    pub(in super::super) fn refute(
        &self,
        child: &Case,
        words: &Words,
        (premise, conclusion): (Formula, Formula),
        found: &mut Vec<Diagnostic>,
        origin: &Origin,
    ) -> Option<Witness> {
        let question = Formula::and([premise, Formula::not(conclusion)]);
        match Partition::of(&self.space, [&question]).example(&question, &mut Budget::default()) {
            Ok(cube) => words.case_in(child, &self.space, (&cube?, &question), found, origin),
            Err(_) => {
                found.push(child.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }
}

/// The dimension that was pushed last.
fn last(space: &Space) -> Dim {
    Dim::try_from(space.domains.len().saturating_sub(1)).unwrap_or(Dim::MAX)
}

/// A document and whose it is.
type Document = (Arc<str>, Option<Arc<str>>);

fn document(member: &RequirementMember) -> Document {
    (member.material.clone(), member.holder.clone())
}

/// The documents that a line names; a prior result is held by the applicant.
fn documents_of(rule: &Rule) -> Vec<Document> {
    match &rule.yields {
        Yield::Prior { document, .. } => vec![(document.clone(), None)],
        Yield::Requirement(requirement) => requirement.options.iter().flatten().map(document).collect(),
        _ => Vec::new(),
    }
}

/// The formula with its facts at other places.
pub(in super::super) fn relocate(formula: &Formula, moved: &[Dim]) -> Formula {
    match formula {
        Formula::True => Formula::True,
        Formula::False => Formula::False,
        Formula::In { dim, set } => {
            Formula::within(moved.get(usize::from(*dim)).copied().unwrap_or(Dim::MAX), set.clone())
        }
        Formula::And(parts) => Formula::and(parts.iter().map(|part| relocate(part, moved))),
        Formula::Or(parts) => Formula::or(parts.iter().map(|part| relocate(part, moved))),
        Formula::Not(part) => Formula::not(relocate(part, moved)),
    }
}
