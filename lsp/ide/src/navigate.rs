//! From a name to its declaration, to all its uses, and to what is linked.

use std::sync::Arc;

use matter_checks::{explain, texts};
use matter_core::ItemInfo;
use matter_core::diagnostic::Place;
use matter_core::hir::{ItemRef, Keyword};
use matter_syntax::tree::{Name, Span};
use rayon::prelude::*;

use crate::mention::Mention;
use crate::symbol::{Symbol, SymbolKind, local_place};
use crate::walk::{Surroundings, Visitor, walk};
use crate::written::written_place;
use crate::{Named, Snapshot, Target};

/// A place that leads somewhere else.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What can be followed.
    pub at: Target,
    /// Where it leads.
    pub to: LinkTo,
    /// In words.
    pub title: String,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkTo {
    /// To a place in a file.
    Place(Target),
    /// To the page of a diagnostic code.
    Page(&'static str),
}

impl Snapshot {
    /// Where the name at an offset is declared.
    #[must_use]
    pub fn definition(&self, file: &str, offset: u32) -> Option<Target> {
        self.declared_at(&self.mention_at(file, offset)?.symbol)
    }

    /// All places where a thing is named; its declaration only if asked for.
    #[must_use]
    pub fn references(&self, named: &Named, declaration: bool) -> Vec<Target> {
        let uses = self.uses(&named.symbol);
        uses.into_iter().filter(|one| declaration || !one.declares).map(|one| one.at).collect()
    }

    /// Places in the same file where the thing at an offset is named; true for declarations.
    #[must_use]
    pub fn highlights(&self, file: &str, offset: u32) -> Vec<(Target, bool)> {
        let Some(mention) = self.mention_at(file, offset) else { return Vec::new() };
        let items = self.analysis.items(file);
        let mentions = items.iter().flat_map(|item| self.mentions(item));
        mentions.filter(|one| one.symbol == mention.symbol).map(|one| (one.at, one.declares)).collect()
    }

    /// Cited laws, with the place where they are declared, and codes of rules that are waived, with their pages.
    #[must_use]
    pub fn links(&self, file: &str) -> Vec<Link> {
        let items = self.analysis.items(file);
        let mut links: Vec<Link> = items.iter().flat_map(|item| self.codes_of(item)).collect();
        let laws = items.iter().flat_map(|item| self.mentions(item));
        let laws = laws.filter(|one| one.symbol.kind == SymbolKind::Law && !one.declares);
        links.extend(laws.filter_map(|one| {
            let to = LinkTo::Place(self.declared_at(&one.symbol)?);
            Some(Link { at: one.at, to, title: format!("《{}》", one.symbol.name) })
        }));
        links.sort_by_key(|link| link.at.start);
        links
    }

    /// The codes that an item waives.
    fn codes_of(&self, item: &ItemInfo) -> Vec<Link> {
        let Some(tree) = self.analysis.tree(&item.item) else { return Vec::new() };
        let mut codes = Codes(Vec::new());
        walk(&tree.parse().item, &mut codes);
        let start = item.range.start;
        let link = |(code, span): (&'static str, Span)| Link {
            at: Target::new(&item.item.file, span.start + start..span.end + start),
            to: LinkTo::Page(code),
            title: texts::entry(code).map(|entry| format!("{code} {}", entry.name)).unwrap_or_default(),
        };
        codes.0.into_iter().map(link).collect()
    }

    /// The name where a thing is declared.
    pub(crate) fn declared_at(&self, symbol: &Symbol) -> Option<Target> {
        let item = symbol.item.as_ref()?;
        let tree = self.analysis.tree(item)?;
        let tree = &tree.parse().item;
        let start = self.start_of(item)?;
        let written = || written_place(tree, &symbol.name).filter(|_| symbol.kind == SymbolKind::Material);
        let local = symbol.local.then(|| local_place(tree, symbol.kind, &symbol.name).or_else(written)).flatten();
        let name = tree.name.as_ref().map(|name| name.span);
        let span = local.or(name).unwrap_or(tree.keyword_span);
        Some(Target::new(&item.file, span.start + start..span.end + start))
    }

    /// Where an item begins in its file.
    pub(crate) fn start_of(&self, item: &ItemRef) -> Option<u32> {
        self.analysis.resolve(&Place::Span(item.clone(), Span::default())).map(|(_, range)| range.start)
    }

    /// All names of a thing in all files, in order. Files that do not hold any of its names are not parsed.
    pub(crate) fn uses(&self, symbol: &Symbol) -> Vec<Mention> {
        let names = self.names_of(symbol);
        let files: Vec<&Arc<str>> = self.analysis.files().collect();
        let found = files.par_iter().map_with(self.clone(), |snapshot, file| snapshot.uses_in(file, symbol, &names));
        found.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// The items of a file that name a thing.
    pub(crate) fn users_in(&self, file: &str, symbol: &Symbol, names: &[Arc<str>]) -> Vec<ItemInfo> {
        let uses = self.uses_in(file, symbol, names);
        let items = self.analysis.items(file);
        let holds = |item: &&ItemInfo| uses.iter().any(|one| item.range.contains(&one.at.start));
        items.iter().filter(holds).cloned().collect()
    }

    fn uses_in(&self, file: &str, symbol: &Symbol, names: &[Arc<str>]) -> Vec<Mention> {
        self.analysis.poll();
        let likely = self.analysis.items_holding(file, names);
        // A region goes by the names of what it lies in, too.
        let wanted = (symbol.kind != SymbolKind::Region).then_some(names);
        let mentions = likely.iter().flat_map(|item| self.mentions_once(item, wanted));
        mentions.filter(|one| one.symbol == *symbol).collect()
    }

    /// Every name that a thing goes by.
    pub(crate) fn names_of(&self, symbol: &Symbol) -> Vec<Arc<str>> {
        let all = self.analysis.declarations();
        let mut names = vec![symbol.name.clone()];
        match symbol.kind {
            SymbolKind::Matter => names.extend(self.analysis.names_of_matter(&symbol.name)),
            SymbolKind::Material => {
                let own = all.materials.iter().filter(|one| one.name == symbol.name);
                names.extend(own.flat_map(|one| one.aliases.iter().cloned()));
            }
            SymbolKind::Department => {
                let own = all.departments.iter().filter(|one| one.name == symbol.name);
                names.extend(own.flat_map(|one| one.aliases.iter().cloned()));
            }
            SymbolKind::Law => {
                let own: Vec<_> = all.laws.iter().filter(|one| one.name == symbol.name).collect();
                names.extend(
                    own.iter().flat_map(|one| one.aliases.iter().chain(&one.short).chain(&one.number).cloned()),
                );
                names.extend(symbol.name.strip_prefix("中华人民共和国").map(Arc::from));
            }
            _ => {}
        }
        names.sort();
        names.dedup();
        names
    }
}

/// Collects the codes of waivers.
struct Codes(Vec<(&'static str, Span)>);

impl<'t> Visitor<'t> for Codes {
    fn name(&mut self, name: &'t Name, at: Surroundings<'t>) {
        if at.section == Some(Keyword::Waiver)
            && at.phrase == 0
            && let Some(code) = explain::find(&name.text)
        {
            self.0.push((code, name.span));
        }
    }
}
