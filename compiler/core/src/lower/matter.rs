//! A matter's tree → its lowered form: head, facts, rules, stages, texts, waivers, with findings beside them.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::{Keyword, Shape};
use matter_syntax::tree::{Expr, ExprKind, Item, Node, PhraseKind, Section};
use rustc_hash::FxHashSet;

use super::codes::{EMPTY_SECTION, OUTSIDE_SECTIONS};
use super::condition::Conditions;
use super::draft::{Draft, absence};
use super::facts::FactTable;
use super::findings::{Findings, code, word};
use super::scope::{Scope, Where};
use super::sections;
use super::twice::sections_twice;
use crate::diagnostic::Diagnostic;
use crate::hir::{ApprovalStage, Argument, ItemRef, MatterHead, Never, Rule, SectionState, Waiver, When};
use crate::regions::Position;
use crate::source_map::SourceMap;
use crate::world::World;

/// A matter as it stands in its own item, before variances.
#[derive(Clone, PartialEq, Debug)]
pub struct LoweredMatter {
    /// Data of the matter itself.
    pub head: Arc<MatterHead>,
    /// Facts that its lines mention.
    pub facts: FactTable,
    /// Combinations that cannot be, as far as they concern these facts.
    pub nevers: Vec<Never>,
    /// Lines in the order of the text.
    pub rules: Vec<Rule>,
    /// Stages of approval.
    pub stages: Vec<ApprovalStage>,
    /// Plain text by section.
    pub texts: Vec<(Keyword, Vec<Arc<str>>)>,
    /// Findings waived.
    pub waivers: Vec<Waiver>,
    /// Whether the law counts a plain 日 as a working day for this kind of matter.
    pub working_days: bool,
    /// What could not be read, and so may hold any line.
    pub unread: Unread,
    /// Names that variances of the matter may use.
    pub scope: Scope,
    /// The root region of its catalogue.
    pub root: Position,
    /// How near its catalogue is: 0 = the one that is analysed.
    pub rank: u16,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where lines stand that were not understood: their own findings say enough, nobody may conclude that a line is not there.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unread {
    /// Text outside of all sections: it may be any section.
    pub anywhere: bool,
    /// Sections with such lines.
    pub sections: Vec<Keyword>,
}

impl Unread {
    /// Whether the line of an address (`section/key`) may be among them.
    #[must_use]
    pub fn may_hold(&self, address: &str) -> bool {
        let named = |section: &Keyword| address.split('/').any(|part| part == super::words::zh(*section));
        self.anywhere || self.sections.iter().any(named)
    }

    fn note(&mut self, section: Keyword) {
        if !self.sections.contains(&section) {
            self.sections.push(section);
        }
    }
}

/// The state of lowering one item's lines.
pub(crate) struct Lowering<'a> {
    pub(crate) world: &'a World<'a>,
    pub(crate) scope: Scope,
    pub(crate) facts: FactTable,
    pub(crate) findings: Findings,
    pub(crate) head: MatterHead,
    pub(crate) nevers: Vec<Never>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) stages: Vec<ApprovalStage>,
    pub(crate) texts: Vec<(Keyword, Vec<Arc<str>>)>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) unread: Unread,
    /// Whether the law counts a plain 日 as a working day for this kind of matter.
    pub(crate) working_days: bool,
    pub(crate) steps: sections::StepOrder,
    /// How often amounts are paid, where a line of its own says so.
    pub(crate) benefit_period: Option<crate::hir::BenefitPeriod>,
    /// Lists that hold where a base line of a choice holds: index of the rule, choice.
    pub(crate) follows: Vec<(usize, Arc<str>)>,
    /// The condition that 受理期 stands for in all cases, among the rules.
    pub(crate) open_days: Option<usize>,
    pub(crate) addresses: FxHashSet<Arc<str>>,
    pub(crate) based: FxHashSet<Arc<str>>,
}

/// Lowers a matter. Never fails: findings say what was left out.
#[must_use]
pub fn lower_matter(world: &World<'_>, item: &Item, item_ref: &ItemRef, map: &Arc<SourceMap>) -> LoweredMatter {
    lower_matter_at(world, item, item_ref, map, None)
}

/// Lowers a matter with the amounts (标准) of a place and day other than the catalogue's own.
#[must_use]
pub fn lower_matter_at(
    world: &World<'_>,
    item: &Item,
    item_ref: &ItemRef,
    map: &Arc<SourceMap>,
    folded_at: Option<Where>,
) -> LoweredMatter {
    let scope = Scope { folded_at, ..Scope::outside(item_ref.clone()) };
    let mut lowering = Lowering::new(world, scope, Arc::clone(map));
    lowering.open(item);
    for node in &item.body {
        lowering.top(node);
    }
    lowering.local_nevers(item);
    lowering.catalogue_nevers();
    lowering.settle_fees();
    lowering.settle_followers();
    let mut rules = std::mem::take(&mut lowering.rules);
    lowering.settle_triggers(rules.iter_mut());
    lowering.rules = rules;
    lowering.close()
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(world: &'a World<'a>, scope: Scope, map: Arc<SourceMap>) -> Self {
        Self {
            world,
            findings: Findings::new(scope.item.clone(), map),
            scope,
            facts: FactTable::default(),
            head: MatterHead::default(),
            nevers: Vec::new(),
            rules: Vec::new(),
            stages: Vec::new(),
            texts: Vec::new(),
            waivers: Vec::new(),
            unread: Unread::default(),
            working_days: false,
            steps: sections::StepOrder::default(),
            benefit_period: None,
            follows: Vec::new(),
            open_days: None,
            addresses: FxHashSet::default(),
            based: FxHashSet::default(),
        }
    }

    /// Enters the rules of a matter that is being varied.
    pub(crate) fn seed(&mut self, rules: Vec<Rule>) {
        self.addresses.clear();
        for rule in &rules {
            if let (When::Otherwise, Some(choice)) = (&rule.when, &rule.choice) {
                self.based.insert(Arc::clone(choice));
            }
        }
        self.steps.seed(&rules);
        self.rules = rules;
    }

    /// Takes the knowledge away of which choices have a base line: a line that is replaced may be one.
    pub(crate) fn forget_bases(&mut self) -> FxHashSet<Arc<str>> {
        std::mem::take(&mut self.based)
    }

    pub(crate) fn restore_bases(&mut self, based: FxHashSet<Arc<str>>) {
        self.based = based;
    }

    fn close(mut self) -> LoweredMatter {
        self.head.settle();
        LoweredMatter {
            head: Arc::new(self.head),
            facts: self.facts,
            nevers: self.nevers,
            rules: self.rules,
            stages: self.stages,
            texts: self.texts,
            waivers: self.waivers,
            working_days: self.working_days,
            unread: self.unread,
            scope: self.scope,
            root: self.world.root,
            rank: self.world.rank,
            diagnostics: self.findings.into_found(),
        }
    }

    /// Everything that lines depend on: the head, local names, the day that counts, the level of the responsible region.
    fn open(&mut self, item: &Item) {
        sections_twice(item, &mut self.findings);
        self.lower_head(item);
        self.scope.matter = Arc::clone(&self.head.name);
        let sections: Vec<&Section> = all_sections(&item.body);
        if sections.iter().any(|section| section.keyword == Keyword::Proactive) {
            self.scope.day = Argument::EventDay;
        }
        self.collect_locals(item, &sections);
        self.scope.responsible = sections::responsible_level(&sections);
    }

    fn top(&mut self, node: &Node) {
        match node {
            Node::Section(section) if section.keyword == Keyword::Stage => self.stage(section),
            Node::Section(section) => self.section(section, None),
            Node::Entry(entry) => {
                self.unread.anywhere = true;
                let text = super::words::text_of_phrases(&entry.phrases);
                let found = self.findings.at(OUTSIDE_SECTIONS, entry.span, "expected-section");
                self.findings.push(found.with("found", code(text)));
            }
            Node::Quote(text) | Node::Prose(text) => self.plain_text(Keyword::Remarks, &text.text),
            Node::Junk(_) => self.unread.anywhere = true,
            Node::Group(_) | Node::Table(_) | Node::Item(_) | Node::Trivia(_) => {}
        }
    }

    pub(crate) fn section(&mut self, section: &Section, stage: Option<u16>) {
        let state = absence(section);
        let node = self.findings.node(section.keyword_span);
        if !self.head.places.iter().any(|(keyword, _)| *keyword == section.keyword) {
            self.head.places.push((section.keyword, node));
            self.head.sections.push((section.keyword, state));
        }
        if section.inline.is_empty() && !section.body.iter().any(says_something) {
            let found = self.findings.at(EMPTY_SECTION, section.keyword_span, "expected-content");
            self.findings.push(found.with("section", word(section.keyword)));
        }
        if holds_junk(section) {
            self.unread.note(section.keyword);
        }
        if state != SectionState::Filled || sections::is_identity(section.keyword) {
            return;
        }
        match section.keyword.shape() {
            Some(Shape::Text) => self.text_section(section),
            _ => self.lines(section, stage),
        }
    }

    fn stage(&mut self, section: &Section) {
        let stage = self.open_stage(section);
        for node in &section.body {
            if let Node::Section(inner) = node {
                self.section(inner, stage);
            }
        }
    }

    /// Keeps plain text under its section.
    pub(crate) fn plain_text(&mut self, section: Keyword, text: &str) {
        let line: Arc<str> = text.trim().into();
        match self.texts.iter_mut().find(|(keyword, _)| *keyword == section) {
            Some((_, lines)) => lines.push(line),
            None => self.texts.push((section, vec![line])),
        }
    }

    fn text_section(&mut self, section: &Section) {
        for entry in &section.inline {
            let text = super::words::text_of_phrases(&entry.phrases);
            self.plain_text(section.keyword, &text);
        }
        for node in &section.body {
            match node {
                Node::Prose(text) | Node::Quote(text) => self.plain_text(section.keyword, &text.text),
                Node::Entry(entry) => {
                    let text = super::words::text_of_phrases(&entry.phrases);
                    self.plain_text(section.keyword, &text);
                }
                _ => {}
            }
        }
    }

    /// Typing of conditions over this item's facts.
    pub(crate) fn conditions(&mut self) -> Conditions<'_, 'a> {
        Conditions::new(self.world, &self.scope, &mut self.facts, &mut self.findings)
    }

    /// The condition behind 当.
    pub(crate) fn when(&mut self, args: &[Expr]) -> Formula {
        match args {
            [only] => self.conditions().condition(only),
            _ => Formula::False,
        }
    }

    pub(crate) fn line(&mut self, draft: Draft<'_>) {
        let (rules, found, section) = (self.rules.len(), self.findings.count(), draft.section);
        sections::line(self, draft);
        if self.rules.len() == rules && self.findings.count() > found {
            self.unread.note(section);
        }
    }
}

/// Whether some of a section's text could not be read.
fn holds_junk(section: &Section) -> bool {
    fn is_junk(node: &Node) -> bool {
        match node {
            Node::Junk(_) => true,
            Node::Group(group) => group.body.iter().any(is_junk),
            _ => false,
        }
    }
    let unread = |phrase: &matter_syntax::tree::Phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => matches!(expr.kind, ExprKind::Junk(_)),
        PhraseKind::Clause { .. } => false,
    };
    section.body.iter().any(is_junk) || section.inline.iter().any(|entry| entry.phrases.iter().any(unread))
}

/// Whether a node is more than a comment; unreadable text counts, its error says enough.
const fn says_something(node: &Node) -> bool {
    !matches!(node, Node::Trivia(_))
}

/// All sections, those inside stages included.
pub(crate) fn all_sections(body: &[Node]) -> Vec<&Section> {
    let mut found = Vec::new();
    for node in body {
        if let Node::Section(section) = node {
            found.push(section);
            if section.keyword == Keyword::Stage {
                found.extend(all_sections(&section.body));
            }
        }
    }
    found
}

/// The first value of a section's head (`阶段 初审：`).
pub(crate) fn head_name(section: &Section) -> Option<&Expr> {
    section.head.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { .. } => None,
    })
}
