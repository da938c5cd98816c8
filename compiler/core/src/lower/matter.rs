//! A matter's tree → its lowered form: head, facts, rules, stages, texts, waivers, with findings beside them.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::keyword::{Keyword, Shape};
use matter_syntax::tree::{Expr, ExprKind, Item, Node, PhraseKind, Section};
use rustc_hash::FxHashSet;

use super::basis::citations;
use super::codes::{LEFTOVER, LINE_FORM, MISPLACED_OTHERWISE, OUTSIDE_SECTIONS, TWO_BASE_LINES};
use super::condition::{Conditions, with_held};
use super::draft::{Draft, Guard, absence};
use super::facts::FactTable;
use super::findings::{Findings, code, word};
use super::scope::{Scope, Where};
use super::sections;
use super::words::{clause_text, text_of, zh};
use crate::diagnostic::Diagnostic;
use crate::hir::{
    ApprovalStage, Argument, Citation, ItemRef, MatterHead, Never, Origin, Rule, SectionState, Waiver, When, Yield,
};
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
    /// Names that variances of the matter may use.
    pub scope: Scope,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// How the lines of a section relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decides {
    /// They add up.
    List,
    /// Exactly one of the section's.
    Section,
    /// Exactly one of those with the same key.
    Key,
}

/// When a line holds, before its section is known to be a choice.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cases {
    Always,
    If(Formula),
    Otherwise,
}

/// The parts that lines of all sections have.
#[derive(Clone, Debug)]
pub(crate) struct Tails {
    pub(crate) section: Keyword,
    pub(crate) stage: Option<u16>,
    pub(crate) cases: Cases,
    pub(crate) condition: Option<String>,
    pub(crate) basis: Vec<Citation>,
    pub(crate) origin: Origin,
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
    /// Whether the law counts a plain 日 as a working day for this kind of matter.
    pub(crate) working_days: bool,
    pub(crate) steps: sections::StepOrder,
    /// How often amounts are paid, where a line of its own says so.
    pub(crate) benefit_period: Option<crate::hir::BenefitPeriod>,
    /// Lists that hold where a base line of a choice holds: index of the rule, choice.
    pub(crate) follows: Vec<(usize, Arc<str>)>,
    addresses: FxHashSet<Arc<str>>,
    based: FxHashSet<Arc<str>>,
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
    lowering.settle_followers();
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
            working_days: false,
            steps: sections::StepOrder::default(),
            benefit_period: None,
            follows: Vec::new(),
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

    fn close(self) -> LoweredMatter {
        LoweredMatter {
            head: Arc::new(self.head),
            facts: self.facts,
            nevers: self.nevers,
            rules: self.rules,
            stages: self.stages,
            texts: self.texts,
            waivers: self.waivers,
            working_days: self.working_days,
            scope: self.scope,
            diagnostics: self.findings.into_found(),
        }
    }

    /// Everything that lines depend on: the head, local names, the day that counts, the level of the responsible region.
    fn open(&mut self, item: &Item) {
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
                let text = super::words::text_of_phrases(&entry.phrases);
                let found = self.findings.at(OUTSIDE_SECTIONS, entry.span, "expected-section");
                self.findings.push(found.with("found", code(text)));
            }
            Node::Quote(text) | Node::Prose(text) => self.plain_text(Keyword::Remarks, &text.text),
            Node::Group(_) | Node::Table(_) | Node::Item(_) | Node::Trivia(_) | Node::Junk(_) => {}
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
            let found = self.findings.at(LINE_FORM, section.keyword_span, "expected-content");
            self.findings.push(found.with("section", word(section.keyword)).with("found", code("")));
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
        sections::line(self, draft);
    }

    /// Takes the parts that all lines have: 当, 否则, 依据.
    pub(crate) fn tails(&mut self, draft: &mut Draft<'_>) -> Tails {
        let Guard { formula, text } = draft.guard.clone();
        let mut condition = text;
        let mut cases = if condition.is_some() { Cases::If(formula.clone()) } else { Cases::Always };
        if let Some((when, next)) = draft.line.when() {
            let args: Vec<Expr> = when.args.iter().map(|arg| with_held(arg, next).into_owned()).collect();
            let own = self.when(&args);
            cases = Cases::If(Formula::and([formula, own]));
            let own_text = clause_text(Keyword::When, &args, None);
            let own_text = own_text.strip_prefix(zh(Keyword::When)).unwrap_or(&own_text).trim();
            condition = Some(both(condition.as_deref(), own_text, args.first()));
        }
        if let Some(otherwise) = draft.line.clause(Keyword::Otherwise) {
            if condition.is_some() {
                let found = self.findings.at(MISPLACED_OTHERWISE, otherwise.span, "");
                self.findings.push(found.with("section", word(draft.section)));
            } else {
                cases = Cases::Otherwise;
            }
        }
        let mut basis = Vec::new();
        while let Some(cites) = draft.line.clause(Keyword::Cites) {
            basis.extend(citations(self.world, &mut self.findings, cites.args));
        }
        let origin = self.findings.origin(draft.line.span);
        Tails { section: draft.section, stage: draft.stage, cases, condition, basis, origin }
    }

    /// Reports what nobody took of a line.
    pub(crate) fn finish(&mut self, draft: &Draft<'_>) {
        for (span, text) in draft.line.rest() {
            let found = self.findings.at(LEFTOVER, span, "");
            self.findings.push(found.with("section", word(draft.section)).with("found", code(text)));
        }
    }

    /// Reports a line that does not say what its section wants; `role` names what is expected.
    pub(crate) fn malformed(&mut self, draft: &Draft<'_>, role: &'static str) {
        let span = draft.line.peek().map_or(draft.line.span, |expr| expr.span);
        let text = draft.line.peek().map_or_else(|| draft.line.written(), text_of);
        let found = self.findings.at(LINE_FORM, span, role).with("section", word(draft.section));
        self.findings.push(found.with("found", code(text)));
    }

    /// `stage/section`, the beginning of an address.
    pub(crate) fn section_address(&self, section: Keyword, stage: Option<u16>) -> String {
        let stage = stage.and_then(|stage| self.stages.get(usize::from(stage)));
        stage.map_or_else(|| zh(section).to_owned(), |stage| format!("{}/{}", stage.name, zh(section)))
    }

    /// Enters a line as a rule and returns its index.
    pub(crate) fn rule(
        &mut self,
        tails: &Tails,
        key: &str,
        decides: Decides,
        title: Option<Arc<str>>,
        yields: Yield,
    ) -> usize {
        let section = self.section_address(tails.section, tails.stage);
        let keyed = if key.is_empty() { section.clone() } else { format!("{section}/{key}") };
        let choice: Option<Arc<str>> = match decides {
            Decides::List => None,
            Decides::Section => Some(section.into()),
            Decides::Key => Some(keyed.as_str().into()),
        };
        let when = self.when_of(tails, choice.as_ref());
        let labelled = match (&tails.condition, &yields) {
            (Some(condition), _) if !matches!(yields, Yield::Condition { .. }) => format!("{keyed}/{condition}"),
            _ => keyed,
        };
        let address = self.unique(labelled);
        self.rules.push(Rule {
            address,
            choice,
            when,
            condition: tails.condition.as_deref().map(Arc::from),
            title,
            stage: tails.stage,
            yields,
            basis: tails.basis.clone(),
            origin: tails.origin.clone(),
        });
        self.rules.len() - 1
    }

    fn when_of(&mut self, tails: &Tails, choice: Option<&Arc<str>>) -> When {
        let based = match (&tails.cases, choice) {
            (Cases::If(formula), _) => return When::If(formula.clone()),
            (Cases::Always, None) => return When::If(Formula::True),
            (Cases::Otherwise, None) => {
                let place = crate::diagnostic::Place::Node(tails.origin.item.clone(), tails.origin.node);
                let found = Diagnostic::new(MISPLACED_OTHERWISE, place).with("section", word(tails.section));
                self.findings.push(found);
                return When::If(Formula::True);
            }
            (Cases::Always | Cases::Otherwise, Some(choice)) => Arc::clone(choice),
        };
        if !self.based.insert(Arc::clone(&based)) {
            let place = crate::diagnostic::Place::Node(tails.origin.item.clone(), tails.origin.node);
            self.findings.push(Diagnostic::new(TWO_BASE_LINES, place).with("choice", code(based)));
        }
        When::Otherwise
    }

    /// The address, with a number where two lines would have the same.
    fn unique(&mut self, address: String) -> Arc<str> {
        let mut candidate: Arc<str> = address.as_str().into();
        let mut number = 2_u32;
        while !self.addresses.insert(Arc::clone(&candidate)) {
            candidate = format!("{address}#{number}").into();
            number += 1;
        }
        candidate
    }

    /// A list line that belongs to the base line of a choice holds where no other line of the choice does.
    fn settle_followers(&mut self) {
        for (index, choice) in std::mem::take(&mut self.follows) {
            let others = self.rules.iter().filter(|rule| rule.choice.as_ref() == Some(&choice));
            let cases = others.filter_map(|rule| match &rule.when {
                When::If(formula) => Some(formula.clone()),
                When::Otherwise => None,
            });
            let rest = Formula::not(Formula::or(cases.collect::<Vec<_>>()));
            if let Some(rule) = self.rules.get_mut(index) {
                rule.condition = (rest != Formula::True).then(|| Arc::from(zh(Keyword::Otherwise)));
                rule.when = When::If(rest);
            }
        }
    }
}

/// Whether a node is more than a comment; unreadable text counts, its error says enough.
const fn says_something(node: &Node) -> bool {
    !matches!(node, Node::Trivia(_))
}

/// A group's condition and a line's own, in words.
fn both(outer: Option<&str>, own: &str, expr: Option<&Expr>) -> String {
    let Some(outer) = outer else { return own.to_owned() };
    let own_is_or = expr.is_some_and(|expr| matches!(expr.kind, ExprKind::Or(_)));
    let own = if own_is_or { format!("（{own}）") } else { own.to_owned() };
    let outer = if outer.contains(" 或 ") { format!("（{outer}）") } else { outer.to_owned() };
    format!("{outer} {} {own}", zh(Keyword::And))
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
