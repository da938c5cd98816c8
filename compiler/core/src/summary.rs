//! What is kept of a matter once its definitions have been looked at, and who looks.
//!
//! A definition is large and is needed once: an [`Examiner`] is handed each matter's definitions while they stand, and what it returns is all that
//! stays. What other matters may know of this one is apart, the [`Interface`]: it equals itself after edits that do not concern them, and what
//! only all matters together show is concluded from interfaces alone. This module knows no rule and proves nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::db::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::hir::{Declarations, Definition, Duration, ItemRef, Keyword, MatterHead, NodeId, Origin, Waiver};
use crate::regions::{Position, RegionTree};
use crate::world::DeclarationLookup;

/// Looks at definitions while they stand. Two examiners of one host must not be mixed: setting another one examines every matter again.
pub trait Examiner: Send + Sync {
    /// Looks at one matter.
    fn examine(&self, subject: &Subject<'_>) -> Summary;

    /// Looks at all matters together.
    fn conclude(&self, catalogue: &Catalogue<'_>) -> Conclusion;
}

/// What findings of every kind depend on beside the definitions.
#[derive(Clone, Copy)]
pub struct Surroundings<'a> {
    /// What is declared outside matters. Names of matters, and the lists that [`DeclarationLookup`] knows, are in it only when all matters are
    /// looked at together.
    pub declarations: &'a Declarations,
    /// What single declarations say.
    pub declared: &'a dyn DeclarationLookup,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// The catalogue's root region.
    pub root: Position,
    /// The catalogue's settings.
    pub settings: &'a Settings,
    /// Stops here if the answer is no longer wanted; for long work that asks nothing.
    pub poll: &'a dyn Fn(),
}

/// A matter with its definitions.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// Which.
    pub item: &'a ItemRef,
    /// Whether it belongs to the catalogue itself. Matters of dependencies are checked at home: of these only the interface is wanted, and
    /// what comes of the catalogue's own variances.
    pub own: bool,
    /// What its definitions share.
    pub head: &'a Arc<MatterHead>,
    /// Its effective definitions, the base first.
    pub definitions: &'a [Definition],
    /// What the catalogue itself changes of a matter of a dependency.
    pub varied: Option<Varied<'a>>,
    /// What the analysis found wrong in its text.
    pub diagnostics: &'a [Diagnostic],
    /// What else findings depend on.
    pub around: Surroundings<'a>,
}

/// A matter of a dependency that the catalogue itself varies.
#[derive(Clone, Copy)]
pub struct Varied<'a> {
    /// Its effective definitions without what the catalogue says.
    pub before: &'a [Definition],
    /// What the catalogue changes: addresses, and where the changes stand; last each variance as a whole, by the empty address.
    pub edits: &'a [(Arc<str>, Origin)],
}

/// All matters, without their definitions.
pub struct Catalogue<'a> {
    /// In the order (catalogue, file, item).
    pub matters: Vec<Member<'a>>,
    /// What else findings depend on.
    pub around: Surroundings<'a>,
    /// Makes the definitions of a matter again, for the few whose cases must be looked at after all.
    pub definitions: &'a dyn Fn(&ItemRef) -> Arc<[Definition]>,
    /// How near the catalogue of a file is: 0 for the catalogue itself.
    pub rank: &'a dyn Fn(&str) -> Option<u16>,
}

/// A matter as all others see it.
#[derive(Clone, Copy)]
pub struct Member<'a> {
    /// Which.
    pub item: &'a ItemRef,
    /// Whether it belongs to the catalogue itself.
    pub own: bool,
    /// Whether it belongs to a dependency and the catalogue itself varies it.
    pub varied: bool,
    /// What it shows.
    pub interface: &'a Interface,
}

/// What is kept of a matter.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Summary {
    /// What is wrong with it, as far as it can be seen without other matters; before waivers.
    pub findings: Vec<Diagnostic>,
    /// 豁免 of the matter and its variances, each once.
    pub waivers: Vec<Waiver>,
    /// Whether its text says something that could not be understood; then it was not judged.
    pub broken: bool,
    /// The variances whose lines stand in its definitions.
    pub variances: Vec<ItemRef>,
    /// What other matters may know of it.
    pub interface: Arc<Interface>,
    /// Where the lines of the interface stand, by their number there.
    pub lines: Box<[LinePlace]>,
}

/// Where a line of an interface stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LinePlace {
    /// 0 = in the matter itself; else the number of the variance in the summary, from 1.
    pub item: u32,
    /// The line.
    pub node: NodeId,
}

impl Summary {
    /// Sets where the lines of the interface stand; variances that are not known yet are entered.
    pub fn set_lines<'o>(&mut self, own: &ItemRef, lines: impl IntoIterator<Item = &'o Origin>) {
        let places = lines.into_iter().map(|origin| {
            let known = self.variances.iter().position(|item| *item == origin.item);
            let item = match known {
                _ if origin.item == *own => 0,
                Some(at) => at + 1,
                None => {
                    self.variances.push(origin.item.clone());
                    self.variances.len()
                }
            };
            LinePlace { item: u32::try_from(item).unwrap_or(u32::MAX), node: origin.node }
        });
        self.lines = places.collect();
    }

    /// The origin of a line of the interface; the head for a line that it does not have.
    #[must_use]
    pub fn line(&self, own: &ItemRef, line: u32) -> Origin {
        let place = self.lines.get(line as usize).copied().unwrap_or(LinePlace { item: 0, node: NodeId(0) });
        let variance = place.item.checked_sub(1).and_then(|at| self.variances.get(at as usize));
        Origin { item: variance.unwrap_or(own).clone(), node: place.node }
    }
}

/// What other matters may know of a matter. It names its lines and sections by [`stand-ins`](NodeId::of_line), because nodes are numbered anew
/// whenever a line comes in above them.
#[derive(Clone, Debug, Default)]
pub struct Interface {
    /// Names, codes, department, basis …; [`MatterHead::places`], the summary and the English title do not count when interfaces are
    /// compared: nothing that is concluded from all matters may rest on them.
    pub head: Arc<MatterHead>,
    /// The documents that the base definition yields.
    pub results: Box<[Made]>,
    /// Documents that only variances yield.
    pub varied_results: Box<[Arc<str>]>,
    /// The documents that its definitions ask for, line by line: those of the base, then what only variances ask for.
    pub needs: Box<[Need]>,
    /// The number of distinct lines of 材料 of the base definition, over all cases.
    pub documents: u32,
    /// Working days that the base definition promises at most, else those of the law; `None` if it counts in another unit.
    pub days: Option<i64>,
    /// What the base definition itself promises at most; `None` if it promises nothing.
    pub promised: Option<Duration>,
    /// What can be judged only if all matters are known.
    pub questions: Box<[Question]>,
}

/// A document that a matter yields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The document.
    pub document: Arc<str>,
    /// The line that says so.
    pub line: u32,
    /// Whether every variance yields it too.
    pub everywhere: bool,
}

/// A document that a line asks for. The documents of one line stand together, those of one alternative too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    /// The document.
    pub document: Arc<str>,
    /// The line that says so.
    pub line: u32,
    /// The alternative that it belongs to.
    pub option: u16,
    /// Whether the applicant waits for it: no alternative of the line does without documents of his own.
    pub waits: bool,
    /// Whether it is a line of the base definition that asks for the document whatever alternative is chosen.
    pub always: bool,
}

/// Something that a rule wants to know of other matters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The rule.
    pub rule: Code,
    /// The document that it is about.
    pub document: Arc<str>,
    /// Its name for people.
    pub title: Arc<str>,
    /// The line that it is about.
    pub line: u32,
}

impl PartialEq for Interface {
    fn eq(&self, other: &Self) -> bool {
        let parts = |one: &Self| (one.documents, one.days, one.promised);
        parts(self) == parts(other)
            && self.results == other.results
            && self.varied_results == other.varied_results
            && self.needs == other.needs
            && self.questions == other.questions
            && (Arc::ptr_eq(&self.head, &other.head) || says_the_same(&self.head, &other.head))
    }
}

impl Eq for Interface {}

/// Whether two heads differ at most in the places of their sections, and in prose that says nothing to other matters.
fn says_the_same(a: &MatterHead, b: &MatterHead) -> bool {
    let MatterHead {
        name,
        short,
        title_en: _,
        summary: _,
        kind,
        codes,
        serves,
        department,
        basis,
        in_force,
        handling_items,
        handling_places: _,
        sections,
        says_no_materials,
        origin,
        places: _,
    } = a;
    *name == b.name
        && *short == b.short
        && *kind == b.kind
        && *codes == b.codes
        && *serves == b.serves
        && *department == b.department
        && *basis == b.basis
        && *in_force == b.in_force
        && *handling_items == b.handling_items
        && *sections == b.sections
        && *says_no_materials == b.says_no_materials
        && *origin == b.origin
}

/// What only all matters together show. Places stand for lines and sections until [`Analysis::settled`](crate::Analysis::settled) looks them up.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Conclusion {
    /// Findings by the item that they point at first.
    pub of_items: BTreeMap<ItemRef, Vec<Diagnostic>>,
    /// Answers to the questions of a matter: findings like its own.
    pub answers: BTreeMap<ItemRef, Vec<Diagnostic>>,
    /// Findings that point at no item.
    pub elsewhere: Vec<Diagnostic>,
}

/// Nodes from here on stand for a line of an interface.
const LINES: u32 = 0xE000_0000;
/// Nodes from here on stand for the first node of a section.
const SECTIONS: u32 = 0xF000_0000;

/// What a node stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StandIn {
    /// A line of the interface.
    Line(u32),
    /// Where the section of this number among the keywords begins.
    Section(u32),
}

impl NodeId {
    /// Stands for a line of a matter's interface.
    #[must_use]
    pub const fn of_line(line: u32) -> Self {
        Self(LINES.saturating_add(line))
    }

    /// Stands for the place where a section of a matter begins; for its head if it does not have the section.
    #[must_use]
    pub const fn of_section(keyword: Keyword) -> Self {
        Self(SECTIONS + keyword as u32)
    }

    /// What the node stands for; `None` for a node of the text.
    #[must_use]
    pub const fn stand_in(self) -> Option<StandIn> {
        match self.0 {
            SECTIONS.. => Some(StandIn::Section(self.0 - SECTIONS)),
            LINES.. => Some(StandIn::Line(self.0 - LINES)),
            _ => None,
        }
    }
}

impl StandIn {
    /// The place in a matter that is meant.
    #[must_use]
    pub fn place(self, head: &MatterHead, summary: &Summary) -> Origin {
        match self {
            Self::Line(line) => summary.line(&head.origin.item, line),
            Self::Section(number) => {
                let found = head.places.iter().find(|(word, _)| *word as u32 == number);
                Origin { node: found.map_or(head.origin.node, |(_, node)| *node), ..head.origin.clone() }
            }
        }
    }
}
