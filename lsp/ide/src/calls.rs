//! Matters as callers of one another: what a matter asks for before it, and who asks for what it yields.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::diagnostic::Place;
use matter_core::hir::{ItemRef, Keyword, Rule, Yield};
use matter_runtime::tables::bare;
use rayon::prelude::*;

use crate::symbol::SymbolKind;
use crate::{Snapshot, Target};

/// A matter in the chain.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub struct Caller {
    /// Its name.
    pub name: Arc<str>,
    /// All of it.
    pub at: Target,
    /// Its name in the text.
    pub name_at: Target,
}

/// The other matter, and the lines of the asking matter that ask for the result.
pub type Call = (Caller, Vec<Target>);

/// A document with the line that asks for it or yields it.
type Document = (Arc<str>, Target);

impl Snapshot {
    /// The matter at an offset: the one that is named there, or the one that the place stands in.
    #[must_use]
    pub fn caller(&self, file: &str, offset: u32) -> Option<Caller> {
        let named = self.mention_at(file, offset).map(|mention| mention.symbol);
        let named = named.filter(|symbol| symbol.kind == SymbolKind::Matter).and_then(|symbol| symbol.item);
        let (here, _) = self.item_at(file, offset)?;
        let matter = named.or((here.keyword == Some(Keyword::Matter)).then_some(here.item))?;
        self.caller_of(&matter)
    }

    /// Who asks for what the matter at an offset yields.
    #[must_use]
    pub fn incoming_calls(&self, file: &str, offset: u32) -> Vec<Call> {
        let Some(own) = self.matter_here(file, offset) else { return Vec::new() };
        let yields = self.documents(&own, yielded);
        self.calls(&yields, asked, |_, other| other.clone())
    }

    /// Whose results the matter at an offset asks for.
    #[must_use]
    pub fn outgoing_calls(&self, file: &str, offset: u32) -> Vec<Call> {
        let Some(own) = self.matter_here(file, offset) else { return Vec::new() };
        let asks = self.documents(&own, asked);
        self.calls(&asks, yielded, |own, _| own.clone())
    }

    fn matter_here(&self, file: &str, offset: u32) -> Option<ItemRef> {
        let (item, _) = self.item_at(file, offset)?;
        (item.keyword == Some(Keyword::Matter)).then_some(item.item)
    }

    fn caller_of(&self, matter: &ItemRef) -> Option<Caller> {
        let info = self.analysis.items(&matter.file).into_iter().find(|info| info.item == *matter)?;
        let tree = self.analysis.tree(matter)?;
        let span = tree.parse().item.name.as_ref().map(|name| name.span)?;
        let start = info.range.start;
        Some(Caller {
            name: info.name.clone(),
            at: Target::new(&matter.file, info.range),
            name_at: Target::new(&matter.file, span.start + start..span.end + start),
        })
    }

    /// The other matters that have one of the documents on the other side; `place` picks which line of the two is shown.
    fn calls(
        &self,
        documents: &[Document],
        side: fn(&Rule) -> Vec<Arc<str>>,
        place: impl Fn(&Target, &Target) -> Target + Sync,
    ) -> Vec<Call> {
        let matters: Vec<&ItemRef> = self.analysis.items_of(Keyword::Matter).map(|(item, ..)| item).collect();
        let found = matters.par_iter().map_with(self.clone(), |snapshot, matter| {
            snapshot.analysis.poll();
            let text = snapshot.analysis.text(&matter.file)?;
            let named = documents.iter().any(|(name, _)| text.contains(&**name));
            let others = if named { snapshot.documents(matter, side) } else { Vec::new() };
            let mut places = Vec::new();
            for (name, own) in documents {
                places.extend(others.iter().filter(|(other, _)| other == name).map(|(_, other)| place(own, other)));
            }
            places.sort();
            places.dedup();
            if places.is_empty() { None } else { Some((snapshot.caller_of(matter)?, places)) }
        });
        let all: BTreeMap<Caller, Vec<Target>> = found.flatten().collect();
        all.into_iter().collect()
    }

    /// The documents of one side of a matter, with their lines; all its variances included.
    fn documents(&self, matter: &ItemRef, side: fn(&Rule) -> Vec<Arc<str>>) -> Vec<Document> {
        let definitions = self.analysis.definitions(matter);
        let rules = definitions.iter().flat_map(|one| &one.rules);
        let found = rules.flat_map(|rule| {
            let names = side(rule);
            let place = if names.is_empty() { None } else { self.place_of(rule) };
            names.into_iter().filter_map(move |name| Some((name, place.clone()?)))
        });
        let mut documents: Vec<Document> = found.collect();
        documents.sort();
        documents.dedup();
        documents
    }

    pub(crate) fn place_of(&self, rule: &Rule) -> Option<Target> {
        let place = Place::Node(rule.origin.item.clone(), rule.origin.node);
        let (file, range) = self.analysis.resolve(&place)?;
        Some(Target::new(&file, range))
    }
}

/// What a line asks for: a prior result, or a document among the materials.
fn asked(rule: &Rule) -> Vec<Arc<str>> {
    match &rule.yields {
        Yield::Prior { document, .. } => vec![bare(document).into()],
        Yield::Requirement(requirement) => {
            requirement.options.iter().flatten().map(|member| bare(&member.material).into()).collect()
        }
        _ => Vec::new(),
    }
}

/// What a line yields.
fn yielded(rule: &Rule) -> Vec<Arc<str>> {
    match &rule.yields {
        Yield::Result { document, .. } => vec![bare(document).into()],
        _ => Vec::new(),
    }
}
