//! One space for several matters: facts by name, and the responsible region of each, the same for matters that find it alike.

use std::sync::Arc;

use matter_core::hir::{
    Argument, Definition, DefinitionScope, Fact, FactId, FactKind, Level, MatterHead, Never, Owner, Period, Yield,
};
use matter_decide::{Dim, Formula, Ranges};
use rustc_hash::FxHashMap;

use super::super::variance::relocate;
use super::super::witness::Words;
use super::graph::Node;

/// The facts of all matters as one definition without lines: a witness is a case of it.
pub(super) struct Joint {
    pub(super) definition: Definition,
    /// By node, and in it by layer: where that definition's facts are.
    moved: Vec<Vec<Vec<Dim>>>,
    /// By node: the fact that tells the responsible region.
    places: Vec<Dim>,
}

impl Joint {
    pub(super) fn new(nodes: &[Node], words: &Words) -> Self {
        let mut making = Making { facts: Vec::new(), names: FxHashMap::default(), words };
        let places: Vec<Dim> = nodes.iter().map(|node| making.place(node)).collect();
        let mut nevers: Vec<Never> = Vec::new();
        let mut moved = Vec::with_capacity(nodes.len());
        for (node, place) in nodes.iter().zip(&places) {
            let mut by_layer = Vec::with_capacity(node.layers.len());
            for layer in &node.layers {
                let facts = making.facts_of(layer.definition, *place);
                for never in &layer.definition.nevers {
                    let cases = relocate(&never.cases, &facts);
                    if !nevers.iter().any(|known| known.cases == cases) {
                        nevers.push(Never { cases, ..never.clone() });
                    }
                }
                by_layer.push(facts);
            }
            moved.push(by_layer);
        }
        let scope =
            DefinitionScope { last: words.regions.last(), period: Period::default(), ..DefinitionScope::default() };
        let definition = Definition {
            matter: Arc::new(MatterHead::default()),
            scope,
            facts: making.facts,
            nevers,
            rules: Vec::new(),
            stages: Vec::new(),
            texts: Vec::new(),
            waivers: Vec::new(),
        };
        Self { definition, moved, places }
    }

    /// A formula of one definition in the joint space.
    pub(super) fn moved(&self, node: usize, layer: usize, formula: &Formula) -> Formula {
        self.moved.get(node).and_then(|node| node.get(layer)).map_or(Formula::False, |moved| relocate(formula, moved))
    }

    /// The responsible regions that one of a matter's definitions is for: its own without those that have a definition of their own. The
    /// outermost definition is for everywhere else: who lives outside the catalogue's region is served by nobody, and asked nothing.
    pub(super) fn scope(&self, number: usize, node: &Node, layer: usize) -> Formula {
        let Some(place) = self.places.get(number) else { return Formula::False };
        let interval =
            |definition: &Definition| Ranges::between(definition.scope.first.into(), definition.scope.last.into());
        let Some(own) = node.layers.get(layer).map(|layer| layer.definition) else { return Formula::False };
        let deeper = node.layers.iter().map(|layer| layer.definition).filter(|other| {
            other.scope.depth > own.scope.depth
                && own.scope.first <= other.scope.first
                && other.scope.last <= own.scope.last
        });
        let inside = Formula::or(deeper.map(|other| Formula::within(*place, interval(other))));
        let own = if own.scope.depth == 0 { Formula::True } else { Formula::within(*place, interval(own)) };
        Formula::and([own, Formula::not(inside)])
    }

    /// Whom a matter serves: who falls into the region of its outermost definition.
    pub(super) fn served(&self, number: usize, node: &Node) -> Formula {
        let outermost = node.layers.iter().map(|layer| layer.definition).find(|own| own.scope.depth == 0);
        let (Some(place), Some(own)) = (self.places.get(number), outermost) else { return Formula::True };
        Formula::within(*place, Ranges::between(own.scope.first.into(), own.scope.last.into()))
    }

    /// The fact that stands for a matter's responsible region, if it is none of the matter's own facts.
    pub(super) fn place(&self, node: usize) -> Option<Dim> {
        let place = *self.places.get(node)?;
        let fact = self.definition.facts.get(usize::from(place))?;
        (fact.owner == Owner::Computed).then_some(place)
    }

    /// Whether a fact stands for a responsible region only.
    pub(super) fn is_place(&self, dim: Dim) -> bool {
        (0..self.places.len()).any(|node| self.place(node) == Some(dim))
    }
}

struct Making<'w> {
    facts: Vec<Fact>,
    names: FxHashMap<Arc<str>, Dim>,
    words: &'w Words<'w>,
}

impl Making<'_> {
    /// The fact from which a matter's responsible region follows: the only candidate, or one of its own for those who may choose.
    fn place(&mut self, node: &Node) -> Dim {
        let Some(definition) = node.definition() else { return Dim::MAX };
        let candidates = definition.rules.iter().filter_map(|rule| match &rule.yields {
            Yield::Responsible { candidates, level } => Some((candidates, *level)),
            _ => None,
        });
        let candidates: Vec<(&Vec<FactId>, Level)> = candidates.collect();
        let fact = |id: &FactId| definition.facts.get(usize::from(*id));
        if let [(ids, _)] = candidates.as_slice()
            && let [only] = ids.as_slice()
            && let Some(fact) = fact(only)
        {
            return self.push(fact.clone());
        }
        let mut names: Vec<&str> =
            candidates.iter().flat_map(|(ids, _)| ids.iter()).filter_map(fact).map(|fact| &*fact.name).collect();
        names.sort_unstable();
        let (first, last) = self.words.regions.interval(self.words.root);
        let level = candidates.first().map_or(Level::County, |(_, level)| *level);
        self.push(Fact {
            name: format!("@{}", names.join("、")).into(),
            title: "".into(),
            kind: FactKind::Region(level),
            domain: Ranges::between(first.into(), last.into()),
            owner: Owner::Computed,
            exists: None,
        })
    }

    /// Where the facts of a definition are; arguments stand before what is computed from them.
    fn facts_of(&mut self, definition: &Definition, place: Dim) -> Vec<Dim> {
        let mut moved: Vec<Dim> = Vec::with_capacity(definition.facts.len());
        for fact in &definition.facts {
            let mut fact = fact.clone();
            if let FactKind::Derived { a, b, .. } = &mut fact.kind {
                let mut of_place = false;
                for argument in [a, b] {
                    match argument {
                        Argument::Fact(id) => *id = moved.get(usize::from(*id)).copied().unwrap_or(Dim::MAX),
                        Argument::Responsible => (*argument, of_place) = (Argument::Fact(place), true),
                        Argument::ApplicationDay | Argument::AcceptanceDay | Argument::EventDay => {}
                    }
                }
                if of_place {
                    fact.name = format!("{}@{place}", fact.name).into();
                }
            }
            moved.push(self.push(fact));
        }
        moved
    }

    fn push(&mut self, fact: Fact) -> Dim {
        let next = Dim::try_from(self.facts.len()).unwrap_or(Dim::MAX);
        *self.names.entry(fact.name.clone()).or_insert_with(|| {
            self.facts.push(fact);
            next
        })
    }
}
