//! What a test may name of the matters that it tries: facts with their scopes, and by kind whatever comes out of one of their definitions.
//!
//! Of a definition no more is kept than its names, so that a test is looked at again only if one of them changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_runtime::tables::{Day, bare};
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Span;

use super::super::parts;
use crate::hir::{Definition, FactKind, Owner, Period, RequirementMember, SERVED, Yield};
use crate::lower::findings::Findings;
use crate::lower::suggest::suggest;
use crate::lower::words::zh;
use crate::lower::{LoweredMatter, Scope};
use crate::world::World;

/// What a name in a test can be the name of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Named {
    /// A requirement as it is printed.
    Requirement,
    /// A document of a requirement.
    Document,
    /// A result that must be held.
    Held,
    /// A condition, or what an official has to find.
    Condition,
    /// A result.
    Result,
    /// An item of a fee.
    Fee,
    /// An item of a benefit.
    Benefit,
    /// A channel.
    Channel,
    /// Another matter that it is instead.
    Instead,
    /// Time that does not count.
    Exclusion,
    /// A stage of approval.
    Stage,
    /// The reason of a 互斥.
    Never,
    /// A department that decides, or a body that does so in its place.
    Decider,
}

/// The names of one matter, over all of its definitions.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Subject {
    /// Facts and documents of its own.
    pub(super) scope: Scope,
    in_force: Period,
    /// Whether all of its lines could be read: who has others may have any name.
    whole: bool,
    names: BTreeMap<Named, BTreeSet<Arc<str>>>,
}

impl Subject {
    /// Collects the names of a matter.
    pub(crate) fn of(matter: &LoweredMatter, definitions: &[Definition]) -> Self {
        let mut subject = Self {
            scope: Scope { conditions: Vec::new(), ..matter.scope.clone() },
            in_force: matter.head.in_force,
            whole: !matter.unread.anywhere && matter.unread.sections.is_empty(),
            names: BTreeMap::new(),
        };
        if let Some(department) = &matter.head.department {
            subject.name(Named::Decider, department);
        }
        for definition in definitions {
            definition.rules.iter().for_each(|rule| subject.line(&rule.yields));
            definition.stages.iter().for_each(|stage| subject.name(Named::Stage, &stage.name));
            definition.nevers.iter().for_each(|never| subject.name(Named::Never, &never.reason));
            for fact in &definition.facts {
                if fact.owner == Owner::Official {
                    subject.name(Named::Condition, &fact.title);
                }
                if let FactKind::Held { document } = &fact.kind {
                    subject.name(Named::Held, document);
                }
            }
        }
        subject
    }

    fn line(&mut self, yields: &Yield) {
        match yields {
            Yield::Requirement(requirement) => {
                self.name(Named::Requirement, &requirement.title);
                let documents: Vec<&RequirementMember> = requirement.options.iter().flatten().collect();
                documents.into_iter().for_each(|document| self.name(Named::Document, &document.title));
            }
            Yield::Condition { label, .. } => self.name(Named::Condition, label),
            Yield::Prior { document, .. } => self.name(Named::Held, document),
            Yield::Result { document, .. } => self.name(Named::Result, document),
            Yield::Fee { name, .. } => self.name(Named::Fee, name),
            Yield::Benefit { name, .. } => self.name(Named::Benefit, name),
            Yield::Channel(channel) => self.name(Named::Channel, channel),
            Yield::Instead { matter } => self.name(Named::Instead, matter),
            Yield::Exclusion { name, .. } => self.name(Named::Exclusion, name),
            Yield::Decider { department: Some(name), .. } | Yield::Delegation { body: Some(name), .. } => {
                self.name(Named::Decider, name);
            }
            _ => {}
        }
    }

    fn name(&mut self, kind: Named, name: &str) {
        // What belongs to the matter alone is called by its name there.
        let name = bare(name);
        if !name.is_empty() {
            self.names.entry(kind).or_default().insert(name.into());
        }
    }

    fn names(&self, kind: Named) -> impl Iterator<Item = &Arc<str>> {
        self.names.get(&kind).into_iter().flatten()
    }

    fn is_in_force(&self, day: Day) -> bool {
        self.in_force.from.is_none_or(|from| from <= day) && self.in_force.to.is_none_or(|to| day < to)
    }
}

/// Everything that a test is read against.
pub(super) struct Subjects<'t, 'a> {
    pub(super) world: &'t World<'a>,
    /// The matters that it tries; none if nobody knows which.
    pub(super) matters: Vec<Arc<Subject>>,
    /// Where only the names of the catalogue are known.
    pub(super) outside: Scope,
}

impl Subjects<'_, '_> {
    /// The scopes that names of facts are looked up in: the members', then the catalogue's.
    pub(super) fn scopes(&self) -> impl Iterator<Item = &Scope> {
        self.matters.iter().map(|matter| &matter.scope).chain([&self.outside])
    }

    /// Whether it can be said that a name is none of theirs.
    pub(super) fn are_known(&self) -> bool {
        !self.matters.is_empty() && self.matters.iter().all(|matter| matter.whole)
    }

    /// All names of some kinds, each once, in order.
    pub(super) fn names(&self, kinds: &[Named]) -> Vec<Arc<str>> {
        let all = self.matters.iter().flat_map(|matter| kinds.iter().flat_map(|kind| matter.names(*kind)));
        all.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether the matter is in force on one of these days; a member of a theme need not be.
    pub(super) fn is_in_force(&self, days: &[Day]) -> bool {
        let [only] = self.matters.as_slice() else { return true };
        days.iter().any(|day| only.is_in_force(*day))
    }

    /// Whether something of these kinds has the name, whatever blanks stand in it.
    pub(super) fn has(&self, kinds: &[Named], name: &str) -> bool {
        self.names(kinds).iter().any(|known| same(known, name))
    }

    /// Reports a name that nothing of these kinds has, nor anything in `besides`; `role` says what was looked for.
    pub(super) fn expect(
        &self,
        (kinds, besides): (&[Named], &[&str]),
        role: &'static str,
        (name, span): (&str, Span),
        findings: &mut Findings,
    ) {
        if !self.are_known() || self.has(kinds, name) || besides.iter().any(|known| same(known, name)) {
            return;
        }
        let known = self.names(kinds);
        let mut near = suggest(name, known.iter().cloned());
        if near.is_empty() && known.len() <= FEW {
            near = known;
        }
        findings.push(parts::unknown(findings, span, role, name, near));
    }

    /// Whether a matter is one of those that are tried.
    pub(super) fn has_member(&self, full: &str) -> bool {
        !self.are_known() || self.matters.iter().any(|matter| &*matter.scope.matter == full)
    }

    /// Labels that a case can fail by beside those of its lines.
    pub(super) fn failing() -> [&'static str; 2] {
        [zh(Keyword::Responsible), SERVED]
    }
}

/// So many names are offered even if none resembles the one that is written.
const FEW: usize = 3;

fn same(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|letter| !letter.is_whitespace());
    letters(a).eq(letters(b))
}
