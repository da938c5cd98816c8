//! Matters as nodes: what each of their definitions waits for and makes, and which of them may wait for each other at all.

use std::sync::Arc;

use matter_core::hir::{Day, Definition, RequirementMember, Rule, Yield};
use matter_runtime::tables::bare;
use rustc_hash::FxHashSet;

use super::known::Known;

/// One thing that a matter waits for.
#[derive(Clone)]
pub(super) struct Wait<'a> {
    pub(super) rule: &'a Rule,
    /// Alternatives; each a set of documents made in the catalogue. Documents from elsewhere are obtainable and left out.
    pub(super) options: Vec<Vec<Arc<str>>>,
}

/// One effective definition of a matter.
#[derive(Clone)]
pub(super) struct Layer<'a> {
    pub(super) definition: &'a Definition,
    pub(super) waits: Vec<Wait<'a>>,
    pub(super) results: Vec<Arc<str>>,
}

/// A matter; its layers with the base first.
#[derive(Clone)]
pub(super) struct Node<'a> {
    pub(super) layers: Vec<Layer<'a>>,
    /// Everything that it makes somewhere, at some time.
    pub(super) makes: FxHashSet<Arc<str>>,
}

impl<'a> Node<'a> {
    /// The matter as it stands on a day; none if it is not in force then.
    pub(super) fn on(&self, day: Day) -> Option<Self> {
        let in_force = |layer: &&Layer| {
            let period = layer.definition.scope.period;
            period.from.is_none_or(|from| from <= day) && period.to.is_none_or(|to| day < to)
        };
        let layers: Vec<Layer> = self.layers.iter().filter(in_force).cloned().collect();
        (!layers.is_empty()).then(|| Self { layers, makes: self.makes.clone() })
    }

    /// Any of its definitions: they share name and department.
    pub(super) fn definition(&self) -> Option<&'a Definition> {
        self.layers.first().map(|layer| layer.definition)
    }

    fn made_everywhere(&self) -> impl Iterator<Item = Arc<str>> {
        let (base, others) =
            self.layers.split_first().map_or((&[][..], &[][..]), |(base, others)| (&base.results[..], others));
        let everywhere = move |document: &&Arc<str>| others.iter().all(|layer| layer.results.contains(document));
        base.iter().filter(everywhere).cloned()
    }

    fn waits(&self) -> impl Iterator<Item = &Wait<'a>> {
        self.layers.iter().flat_map(|layer| &layer.waits)
    }
}

/// Matters with what can be had from them whatever the conditions say.
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// Documents that can be had everywhere and always.
    pub(super) free: FxHashSet<Arc<str>>,
}

impl<'a> Graph<'a> {
    /// The matters that may wait for each other, as far as their interfaces tell; one slice of definitions each.
    pub(super) fn new(matters: &'a [Arc<[Definition]>], known: &Known<'_>) -> Self {
        let nodes = matters.iter().map(|definitions| node(definitions, known)).collect();
        Self { nodes, free: known.free.iter().map(|document| Arc::from(*document)).collect() }.tangled()
    }

    /// The matters as they stand on a day, as far as they may wait for each other then.
    pub(super) fn on(&self, day: Day) -> Self {
        let nodes = self.nodes.iter().filter_map(|node| node.on(day)).collect();
        Self { nodes, free: self.free.clone() }.tangled()
    }

    /// Takes away again and again what never waits: what is left may wait for each other. Kept are also those that make what the rest waits
    /// for in some places or periods only.
    fn tangled(mut self) -> Self {
        let mut waiting: Vec<bool> = vec![true; self.nodes.len()];
        loop {
            let mut changed = false;
            for (node, waits) in self.nodes.iter().zip(&mut waiting).filter(|(_, waits)| **waits) {
                let met = |option: &Vec<Arc<str>>| option.iter().all(|document| self.free.contains(document));
                if node.waits().all(|wait| wait.options.iter().any(met)) {
                    (*waits, changed) = (false, true);
                    self.free.extend(node.made_everywhere());
                }
            }
            if !changed {
                break;
            }
        }
        let left = self.nodes.iter().zip(&waiting).filter(|(_, waits)| **waits);
        let documents = left.flat_map(|(node, _)| node.waits()).flat_map(|wait| wait.options.iter().flatten());
        let wanted: FxHashSet<Arc<str>> =
            documents.filter(|document| !self.free.contains(*document)).cloned().collect();
        let mut waiting = waiting.into_iter();
        self.nodes.retain(|node| waiting.next() == Some(true) || !node.makes.is_disjoint(&wanted));
        self
    }
}

fn node<'a>(definitions: &'a [Definition], known: &Known<'_>) -> Node<'a> {
    let name = definitions.first().map(|definition| definition.matter.name.clone()).unwrap_or_default();
    let makes: FxHashSet<Arc<str>> = definitions.iter().flat_map(results).collect();
    let elsewhere = |document: &Arc<str>| known.elsewhere(&name, document) && !makes.contains(document);
    let layer = |definition: &'a Definition| Layer {
        definition,
        waits: definition.rules.iter().filter_map(|rule| wait(rule, &elsewhere)).collect(),
        results: results(definition).collect(),
    };
    Node { layers: definitions.iter().map(layer).collect(), makes: makes.clone() }
}

fn results(definition: &Definition) -> impl Iterator<Item = Arc<str>> + '_ {
    definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Result { document, .. } => Some(common(document)),
        _ => None,
    })
}

/// A document that nobody declared is local to the matter that names it, and yet one document for those who make it and ask for it.
fn common(document: &str) -> Arc<str> {
    bare(document).into()
}

/// What a line waits for, if it waits for documents that only other matters of this catalogue make. A matter's own result is the base of
/// renewals and replacements.
fn wait<'a>(rule: &'a Rule, elsewhere: &dyn Fn(&Arc<str>) -> bool) -> Option<Wait<'a>> {
    let options: Vec<Vec<Arc<str>>> = match &rule.yields {
        Yield::Prior { document, .. } => vec![vec![common(document)]],
        Yield::Requirement(requirement) => {
            let documents = |option: &Vec<RequirementMember>| {
                option.iter().filter(|member| member.holder.is_none()).map(|member| common(&member.material)).collect()
            };
            requirement.options.iter().map(documents).collect()
        }
        _ => return None,
    };
    let options: Vec<Vec<Arc<str>>> =
        options.into_iter().map(|option: Vec<Arc<str>>| option.into_iter().filter(elsewhere).collect()).collect();
    let waits = options.iter().all(|option| !option.is_empty());
    waits.then_some(Wait { rule, options })
}
