//! 特别规定: a region's or a period's differences from a matter → edits by address, and with the matter → effective definitions.

mod apply;
mod edits;
mod layers;

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Item, PhraseKind, Span};

use super::codes::{EDITED_TWICE, LEFTOVER, VARIES_NEVER, VARIES_NOTHING, VARIES_OUTSIDE};
use super::condition::find_region;
use super::draft::absence;
use super::facts::FactTable;
use super::findings::{Findings, code, word};
use super::line::Line;
use super::matter::{LoweredMatter, Lowering, all_sections};
use super::period::{day, take_period};
use super::words::text_of_phrases;
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Citation, Day, ItemRef, Origin, Period, Rule, SectionState, Waiver};
use crate::regions::Position;
use crate::source_map::SourceMap;
use crate::world::World;

pub use layers::{Refold, definitions};

/// A variance of one matter.
#[derive(Clone, PartialEq, Debug)]
pub struct LoweredVariance {
    /// The variance's item.
    pub item: ItemRef,
    /// How near its catalogue is: 0 = the one that is analysed.
    pub rank: u16,
    /// Full name of the matter that it varies.
    pub matter: Arc<str>,
    /// Where; `None`: everywhere, a change of the matter itself from a day on.
    pub region: Option<Position>,
    /// The root region of its catalogue: its everywhere.
    pub root: Position,
    /// When, by the day of acceptance.
    pub period: Period,
    /// The facts of the matter, then those that only the variance mentions.
    pub facts: FactTable,
    /// What it changes, in the order of the text.
    pub edits: Vec<Edit>,
    /// 依据 of the variance as a whole: each line that cites nothing of its own rests on it.
    pub basis: Vec<Citation>,
    /// Plain text by section.
    pub texts: Vec<(Keyword, Vec<Arc<str>>)>,
    /// Findings waived.
    pub waivers: Vec<Waiver>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// One change.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    /// 改, 增 or 减.
    pub kind: EditKind,
    /// The line, as `section/key[/label]`; of 增 the address of what it adds.
    pub address: Arc<str>,
    /// What comes in; empty for 减.
    pub rules: Vec<Rule>,
    /// Where the edit stands.
    pub origin: crate::hir::Origin,
}

/// Kinds of changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum EditKind {
    /// 改: one line, in its place and, unless it says otherwise, in its cases.
    Change,
    /// 改 … 全部: all lines of a choice.
    ChangeWhole,
    /// 增
    Add,
    /// 减
    Remove,
}

/// Lowers a variance against the matter that it varies. A variance of several matters is lowered once for each.
#[must_use]
pub fn lower_variance(
    world: &World<'_>,
    item: &Item,
    item_ref: &ItemRef,
    map: &Arc<SourceMap>,
    base: &LoweredMatter,
) -> LoweredVariance {
    let mut lowering = Lowering::varying(world, base, item_ref, map);
    let (region, period) = lowering.variance_head(item, base.root);
    let sections = all_sections(&item.body);
    lowering.collect_locals(item, &sections);
    lowering.in_its_days(item, period, base);
    let mut edits = Vec::new();
    for section in sections {
        match section.keyword {
            Keyword::Basis | Keyword::Waiver if absence(section) == SectionState::Filled => {
                lowering.lines(section, None)
            }
            Keyword::Stage | Keyword::Basis | Keyword::Waiver => {}
            _ => lowering.edit_section(item, section, &mut edits),
        }
    }
    edited_twice(&edits, &mut lowering.findings);
    lowering.settle_triggers(edits.iter_mut().flat_map(|edit: &mut Edit| edit.rules.iter_mut()));
    let basis = std::mem::take(&mut lowering.head.basis);
    for rule in edits.iter_mut().flat_map(|edit: &mut Edit| edit.rules.iter_mut()) {
        if rule.basis.is_empty() {
            rule.basis.clone_from(&basis);
        }
    }
    LoweredVariance {
        item: item_ref.clone(),
        rank: world.rank,
        matter: Arc::clone(&base.head.name),
        region,
        root: world.root,
        period,
        facts: lowering.facts,
        edits,
        basis,
        texts: lowering.texts,
        waivers: lowering.waivers,
        diagnostics: lowering.findings.into_found(),
    }
}

impl<'a> Lowering<'a> {
    /// A state in which the matter's lines already stand, so that addresses, steps and stages are known.
    fn varying(world: &'a World<'a>, base: &LoweredMatter, item_ref: &ItemRef, map: &Arc<SourceMap>) -> Self {
        let scope = super::Scope { item: item_ref.clone(), ..base.scope.clone() };
        let mut lowering = Self::new(world, scope, Arc::clone(map));
        lowering.facts = base.facts.clone();
        lowering.stages.clone_from(&base.stages);
        lowering.working_days = base.working_days;
        lowering.seed(base.rules.clone());
        lowering
    }

    fn variance_head(&mut self, item: &Item, home: Position) -> (Option<Position>, Period) {
        let mut line = Line::new(&item.head, item.keyword_span);
        let region = line.clause(Keyword::OfPlace).and_then(|tail| tail.arg());
        // `于 龙岗区 至 2026-12-01`: the last day reads like the other end of the place.
        let (region, until) = match region.map(|expr| (expr, &expr.kind)) {
            Some((_, ExprKind::Between { low, high })) if matches!(high.kind, ExprKind::Date(_)) => {
                (Some(&**low), Some(&**high))
            }
            other => (other.map(|(expr, _)| expr), None),
        };
        let place = region.and_then(|expr| find_region(self.world, &mut self.findings, expr, None));
        if let (Some(place), Some(expr)) = (place, region) {
            self.inside(place, home, expr);
        }
        let mut period = take_period(&mut self.findings, &mut line);
        if let Some(last) = until.and_then(|expr| day(&mut self.findings, expr)) {
            period.get_or_insert_default().to = Some(last);
        }
        for (span, text) in line.rest() {
            let found = self.findings.at(LEFTOVER, span, "").with("section", word(Keyword::Vary));
            self.findings.push(found.with("found", code(text)));
        }
        if region.is_none() && period.is_none() {
            let found = self.findings.at(VARIES_NOTHING, item.keyword_span, "expected-region-or-period");
            self.findings.push(found);
        } else if region.is_none() && self.world.within.is_none() {
            self.outside(self.world.root, home, item.keyword_span);
        }
        (place, period.unwrap_or_default())
    }
}

impl Lowering<'_> {
    /// Nobody in the catalogue is responsible outside its root, and a matter of another catalogue is not in force outside that one's: what is
    /// said for a place there would never be used.
    fn inside(&mut self, place: Position, home: Position, expr: &Expr) {
        let regions = self.world.regions;
        let meet = |root| regions.contains(root, place) || regions.contains(place, root);
        if !meet(self.world.root) {
            self.outside(place, self.world.root, expr.span);
        } else if self.world.rank == 0 && !meet(home) {
            self.outside(place, home, expr.span);
        }
    }

    /// What is said for days on which the matter is not in force would never be used.
    fn in_its_days(&mut self, item: &Item, period: Period, base: &LoweredMatter) {
        let whole = base.head.in_force;
        let over = |ends: Option<Day>, begins: Option<Day>| ends.zip(begins).is_some_and(|(end, begin)| end <= begin);
        if over(period.to, whole.from) || over(whole.to, period.from) {
            let found = self.findings.at(VARIES_NEVER, item.keyword_span, "");
            self.findings.push(found.with("matter", code(Arc::clone(&base.head.name))));
        }
    }

    fn outside(&mut self, place: Position, root: Position, span: Span) {
        let names = [("region", place), ("root", root)];
        let names = names.map(|(name, at)| (name, self.world.regions.shortest_path(at, 0)));
        let found = self.findings.at(VARIES_OUTSIDE, span, "");
        let found = names.into_iter().fold(found, |found, (name, text)| found.with(name, code(text)));
        self.findings.push(found);
    }
}

/// Two changes of one line in one variance: the later one would win in silence.
fn edited_twice(edits: &[Edit], findings: &mut Findings) {
    for (index, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.kind != EditKind::Add) {
        let mut earlier = edits.iter().take(index).filter(|other| other.kind != EditKind::Add);
        if let Some(first) = earlier.find(|other| other.address == edit.address) {
            let place = |origin: &Origin| Place::Node(origin.item.clone(), origin.node);
            let found = Diagnostic::new(EDITED_TWICE, place(&edit.origin)).with("address", code(edit.address.as_ref()));
            findings.push(found.label(place(&first.origin), "earlier"));
        }
    }
}

/// The words of an address as written.
fn address_text(phrases: &[matter_syntax::tree::Phrase]) -> String {
    let values = phrases.iter().filter(|phrase| matches!(phrase.kind, PhraseKind::Expr(_)));
    text_of_phrases(values)
}
