//! Declarations of single items → [`Declarations`] of the workspace: lists, names, and who hides whom.
//!
//! The nearest catalogue's declaration of a name is used; what it hides is in no list. Two in one catalogue are an error, and the first counts.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;

use super::Declaration;
use crate::codes::{ALIAS_TAKEN, COUNT_WITHOUT_DATE, DUPLICATE_NAME, HIDES_DEPENDENCY, REPLACES_NOTHING};
use crate::diagnostic::{Arg, Code, Diagnostic, Place};
use crate::hir::{Declarations, FactType, Origin, Waiver};

/// A declaration with what its file and head line say of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source<'a> {
    pub(crate) declaration: &'a Declaration,
    /// 豁免
    pub(crate) waivers: &'a [Waiver],
    /// How near its catalogue is: 0 for the catalogue itself.
    pub(crate) rank: u16,
    /// 替换
    pub(crate) replaces: bool,
}

/// The declarations of the workspace and what is wrong between them.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Merged {
    pub(crate) declarations: Declarations,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Puts declarations together; they come nearest catalogue first, then by file and place.
pub(crate) fn merge<'a>(sources: impl IntoIterator<Item = Source<'a>>) -> Merged {
    let mut merger = Merger::default();
    for source in sources {
        merger.enter(source);
    }
    merger.report_idle_replacements();
    merger.enter_aliases();
    merger.check_counts();
    merger.merged
}

/// A name that is taken.
struct Taken {
    rank: u16,
    origin: Origin,
    replaces: bool,
    hides: bool,
}

/// What a declaration is called.
struct Names<'a> {
    kind: Keyword,
    /// Empty for rules, which may say the same as often as they like.
    name: &'a Arc<str>,
    aliases: Vec<Arc<str>>,
    origin: &'a Origin,
}

/// A second name of an entry of a list.
struct Alias {
    kind: Keyword,
    name: Arc<str>,
    index: u32,
    origin: Origin,
}

#[derive(Default)]
struct Merger {
    merged: Merged,
    taken: FxHashMap<(Keyword, Arc<str>), Taken>,
    /// Keys of `taken` that replace something, in order.
    replacing: Vec<(Keyword, Arc<str>)>,
    aliases: Vec<Alias>,
}

impl Merger {
    fn enter(&mut self, source: Source<'_>) {
        let names = names_of(source.declaration);
        if names.kind != Keyword::Never && !names.name.is_empty() && !self.take(&names, source) {
            return;
        }
        let index = self.push(source.declaration);
        self.merged.declarations.waivers.extend_from_slice(source.waivers);
        let Names { kind, name, aliases, origin } = names;
        if let Some(map) = self.names_mut(kind) {
            map.insert(Arc::clone(name), index);
        }
        let aliases = aliases.into_iter().filter(|alias| alias != name);
        self.aliases.extend(aliases.map(|name| Alias { kind, name, index, origin: origin.clone() }));
    }

    /// Whether the name is free; if not, says so where it matters.
    fn take(&mut self, names: &Names<'_>, source: Source<'_>) -> bool {
        let key = (names.kind, Arc::clone(names.name));
        let Some(first) = self.taken.get_mut(&key) else {
            if source.replaces {
                self.replacing.push(key.clone());
            }
            let Source { rank, replaces, .. } = source;
            self.taken.insert(key, Taken { rank, origin: names.origin.clone(), replaces, hides: false });
            return true;
        };
        let twice = first.rank == source.rank;
        let told = first.replaces || std::mem::replace(&mut first.hides, true);
        first.hides = true;
        if twice {
            let found = two_places(DUPLICATE_NAME, names.name, names.origin, &first.origin, "declared-here");
            self.merged.diagnostics.push(found);
        } else if !told {
            let found = two_places(HIDES_DEPENDENCY, names.name, &first.origin, names.origin, "hidden-here");
            self.merged.diagnostics.push(found);
        }
        false
    }

    fn report_idle_replacements(&mut self) {
        for key in std::mem::take(&mut self.replacing) {
            if let Some(taken) = self.taken.get(&key).filter(|taken| !taken.hides) {
                let found = Diagnostic::new(REPLACES_NOTHING, place(&taken.origin));
                self.merged.diagnostics.push(found.with("name", Arg::Code(key.1)));
            }
        }
    }

    /// Second names are entered last, so that a name always means the item that bears it.
    fn enter_aliases(&mut self) {
        for alias in std::mem::take(&mut self.aliases) {
            if let Some(taken) = self.taken.get(&(alias.kind, Arc::clone(&alias.name))) {
                let found = two_places(ALIAS_TAKEN, &alias.name, &alias.origin, &taken.origin, "declared-here");
                self.merged.diagnostics.push(found);
                continue;
            }
            let Some(map) = self.names_mut(alias.kind) else { continue };
            map.entry(alias.name).or_insert(alias.index);
        }
    }

    /// A count of years, months or days begins with a date.
    fn check_counts(&mut self) {
        let declarations = &self.merged.declarations;
        let mut found = Vec::new();
        for fact in &declarations.facts {
            let FactType::Count { from, .. } = &fact.ty else { continue };
            let start = declarations.fact_names.get(from).and_then(|index| declarations.facts.get(*index as usize));
            if !start.is_some_and(|start| start.ty == FactType::Date) {
                let diagnostic = Diagnostic::new(COUNT_WITHOUT_DATE, place(&fact.origin));
                found.push(diagnostic.with("name", Arg::Code(Arc::clone(from))));
            }
        }
        self.merged.diagnostics.append(&mut found);
    }

    /// Adds to the list of its kind and returns the place there.
    fn push(&mut self, declaration: &Declaration) -> u32 {
        let all = &mut self.merged.declarations;
        match declaration {
            Declaration::Fact(fact) => push(&mut all.facts, fact),
            Declaration::Define(define) => push(&mut all.defines, define),
            Declaration::Never(never) => push(&mut all.nevers, never),
            Declaration::Rate(rate) => push(&mut all.rates, rate),
            Declaration::Material(material) => push(&mut all.materials, material),
            Declaration::Department(department) => push(&mut all.departments, department),
            Declaration::Law(law) => push(&mut all.laws, law),
            Declaration::Vocabulary(vocabulary) => push(&mut all.vocabularies, vocabulary),
            Declaration::Hall(hall) => push(&mut all.halls, hall),
            Declaration::Window(window) => push(&mut all.windows, window),
            Declaration::Intermediary(intermediary) => push(&mut all.intermediaries, intermediary),
            Declaration::Profile(profile) => push(&mut all.profiles, profile),
            Declaration::Theme(theme) => push(&mut all.themes, theme),
            Declaration::Figure(figure) => push(&mut all.figures, figure),
        }
    }

    fn names_mut(&mut self, kind: Keyword) -> Option<&mut FxHashMap<Arc<str>, u32>> {
        let all = &mut self.merged.declarations;
        Some(match kind {
            Keyword::Fact => &mut all.fact_names,
            Keyword::Define => &mut all.define_names,
            Keyword::Rate => &mut all.rate_names,
            Keyword::Material => &mut all.material_names,
            Keyword::Department => &mut all.department_names,
            Keyword::Law => &mut all.law_names,
            Keyword::Vocabulary => &mut all.vocabulary_names,
            _ => return None,
        })
    }
}

fn push<T: Clone>(list: &mut Vec<T>, value: &T) -> u32 {
    list.push(value.clone());
    u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
}

fn names_of(declaration: &Declaration) -> Names<'_> {
    let plain = |kind, name, origin| Names { kind, name, aliases: Vec::new(), origin };
    match declaration {
        Declaration::Fact(fact) => plain(Keyword::Fact, &fact.name, &fact.origin),
        Declaration::Define(define) => plain(Keyword::Define, &define.name, &define.origin),
        Declaration::Never(never) => plain(Keyword::Never, &never.name, &never.origin),
        Declaration::Rate(rate) => plain(Keyword::Rate, &rate.name, &rate.origin),
        Declaration::Vocabulary(list) => plain(Keyword::Vocabulary, &list.name, &list.origin),
        Declaration::Hall(hall) => plain(Keyword::Hall, &hall.name, &hall.origin),
        Declaration::Window(window) => plain(Keyword::Window, &window.name, &window.origin),
        Declaration::Intermediary(service) => plain(Keyword::Intermediary, &service.name, &service.origin),
        Declaration::Profile(profile) => plain(Keyword::Profile, &profile.name, &profile.origin),
        Declaration::Theme(theme) => plain(Keyword::Theme, &theme.name, &theme.origin),
        Declaration::Figure(figure) => plain(Keyword::Figure, &figure.name, &figure.origin),
        Declaration::Material(material) => {
            let Names { kind, name, origin, .. } = plain(Keyword::Material, &material.name, &material.origin);
            Names { kind, name, aliases: material.aliases.clone(), origin }
        }
        Declaration::Department(department) => {
            let Names { kind, name, origin, .. } = plain(Keyword::Department, &department.name, &department.origin);
            Names { kind, name, aliases: department.aliases.clone(), origin }
        }
        Declaration::Law(law) => {
            let mut aliases: Vec<Arc<str>> = law.short.iter().chain(&law.aliases).chain(&law.number).cloned().collect();
            aliases.extend(law.name.strip_prefix("中华人民共和国").map(Arc::from));
            aliases.sort();
            aliases.dedup();
            Names { kind: Keyword::Law, name: &law.name, aliases, origin: &law.origin }
        }
    }
}

fn place(origin: &Origin) -> Place {
    Place::Node(origin.item.clone(), origin.node)
}

fn two_places(code: Code, name: &Arc<str>, here: &Origin, there: &Origin, role: &'static str) -> Diagnostic {
    Diagnostic::new(code, place(here)).with("name", Arg::Code(Arc::clone(name))).label(place(there), role)
}
