//! An effective definition: one matter for one set of responsible regions and one period, all variances folded in.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};

use super::{Citation, Level, Origin, Period, Yield};

/// What a matter says for an interval of responsible regions during a period.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Definition {
    /// The matter's own data.
    pub matter: Arc<MatterHead>,
    /// Where and when it holds.
    pub scope: DefinitionScope,
    /// All facts that formulas mention, arguments of derived facts before their results.
    pub facts: Vec<Fact>,
    /// Combinations that cannot be; every proof and every row leaves them out.
    pub nevers: Vec<Never>,
    /// All lines in guide order.
    pub rules: Vec<Rule>,
    /// Stages of approval (阶段) in order; empty if the matter has none.
    pub stages: Vec<ApprovalStage>,
    /// Plain-text elements, as (section word, lines).
    pub texts: Vec<(matter_syntax::keyword::Keyword, Vec<Arc<str>>)>,
    /// Findings waived in the source.
    pub waivers: Vec<Waiver>,
}

/// What all definitions of a matter share.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct MatterHead {
    /// Name as guides print it.
    pub name: Arc<str>,
    /// 简称
    pub short: Option<Arc<str>>,
    /// English title.
    pub title_en: Option<Arc<str>>,
    /// Documentation lines.
    pub summary: Arc<str>,
    /// 事项类型: title and code of the term.
    pub kind: Option<(Arc<str>, Arc<str>)>,
    /// Codes: (system word, code).
    pub codes: Vec<(Arc<str>, Arc<str>)>,
    /// 服务对象
    pub serves: Vec<Arc<str>>,
    /// 部门
    pub department: Option<Arc<str>>,
    /// 依据 of the matter.
    pub basis: Vec<Citation>,
    /// 施行
    pub in_force: Period,
    /// 办理项: code, title.
    pub handling_items: Vec<(Arc<str>, Arc<str>)>,
    /// The lines that the handling items stand on, in the same order.
    pub handling_places: Vec<super::NodeId>,
    /// Sections that stand in the source, also those that say 无: the disclosure profiles ask for them.
    pub sections: Vec<(matter_syntax::keyword::Keyword, SectionState)>,
    /// Whether a group of 材料 says 无: in its cases nothing is handed in, and that is meant.
    pub says_no_materials: bool,
    /// The matter's item and its head.
    pub origin: Origin,
    /// First node of each section that stands in the source: where findings about codes, kind, basis … point.
    pub places: Vec<(matter_syntax::keyword::Keyword, super::NodeId)>,
}

impl MatterHead {
    /// Gives back the room that its lists were given to grow: heads are kept, one a matter.
    pub(crate) fn settle(&mut self) {
        self.codes.shrink_to_fit();
        self.serves.shrink_to_fit();
        self.basis.shrink_to_fit();
        self.handling_items.shrink_to_fit();
        self.handling_places.shrink_to_fit();
        self.sections.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}

/// Address of the condition that 服务对象 stands for, in definitions whose lines ask who applies.
pub const SERVED: &str = "服务对象";

/// The four kinds of nothing (absence is not listed).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SectionState {
    /// Has content.
    Filled,
    /// 无
    None,
    /// 无规定
    LawSetsNone,
    /// 待定
    ToBeSettled,
}

/// Where and when a definition holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct DefinitionScope {
    /// Code of the region of the layer; the root's for the base.
    pub region: Arc<str>,
    /// Positions of responsible regions covered.
    pub first: u32,
    /// Last position covered.
    pub last: u32,
    /// 0 for the base; deeper layers win.
    pub depth: u8,
    /// Days of acceptance.
    pub period: Period,
    /// Index (in the matter's list of definitions) of the layer that this one varies.
    pub parent: Option<u32>,
}

/// A fact of a definition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Fact {
    /// Unique name: `婚姻状况`, `经营项目/热食` for an option of a set, `居住证申领/学历` if local, a canonical text for derived facts.
    pub name: Arc<str>,
    /// For people.
    pub title: Arc<str>,
    /// What it is.
    pub kind: FactKind,
    /// Possible values.
    pub domain: Ranges,
    /// Who answers.
    pub owner: Owner,
    /// The fact exists only in these cases (信息项 … 当 …); outside them it is not asked. Lowering conjoins this to every atom about the fact,
    /// so evaluation need not look at it.
    pub exists: Option<Formula>,
}

/// Types of facts.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum FactKind {
    /// 是否
    YesNo,
    /// One of these values, in order; `ordered` if comparisons make sense.
    Choice {
        /// Values.
        values: Arc<[Arc<str>]>,
        /// 由低到高
        ordered: bool,
    },
    /// One option of a set fact, answered yes or no.
    Option {
        /// Name of the set.
        set: Arc<str>,
        /// The option.
        option: Arc<str>,
    },
    /// A number with decimals and a unit word.
    Number {
        /// Stored integer = value × 10^scale.
        scale: u8,
        /// Unit in zh, if any.
        unit: Option<Arc<str>>,
    },
    /// Fen.
    Money,
    /// Day number.
    Date,
    /// Position of a unit of this level.
    Region(Level),
    /// Computed from two others.
    Derived {
        /// How.
        operation: Operation,
        /// First argument.
        a: Argument,
        /// Second argument.
        b: Argument,
    },
    /// An official's judgement, favourable = 1.
    Finding {
        /// Department that judges, if named.
        by: Option<Arc<str>>,
    },
    /// Whether a document is held.
    Held {
        /// The document.
        document: Arc<str>,
    },
}

/// Closed list of computations (tables.md `derived`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operation {
    /// 1 if a = b.
    Equal,
    /// 1 if a < b.
    Less,
    /// 1 if a ≤ b.
    AtMost,
    /// Completed calendar years from a to b.
    Years,
    /// Completed calendar months from a to b.
    Months,
    /// The least n for which b does not lie after the day n calendar months after a (month ends clamped); negative if b lies before a.
    /// `起 3 个月内` is `0 ≤ n ≤ 3`: completed months cannot tell the last day of the period from the days after it.
    MonthsBegun,
    /// Days from a to b.
    Days,
    /// 1 if the units of this level that hold a and b are the same.
    SameUnit(Level),
}

/// An argument of a derived fact.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Argument {
    /// Another fact.
    Fact(super::FactId),
    /// Day of application.
    ApplicationDay,
    /// Day of acceptance.
    AcceptanceDay,
    /// Day of the event (主动).
    EventDay,
    /// The responsible region.
    Responsible,
}

/// Who answers a fact.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Owner {
    /// Asked of the applicant.
    Applicant,
    /// Comes from shared data; the applicant may be asked if it is missing.
    Shared,
    /// Judged by an official: pending at the counter.
    Official,
    /// Known from what is held.
    Held,
    /// Computed or built in; never asked.
    Computed,
}

/// A combination that cannot be.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Never {
    /// Its reason “…”.
    pub reason: Arc<str>,
    /// The excluded cases.
    pub cases: Formula,
    /// Where it is declared.
    pub origin: Origin,
}

/// One line of a matter.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Rule {
    /// `section/key[/label]`, unique in the definition; what variances and receipts name.
    pub address: Arc<str>,
    /// The choice that the line belongs to, as `section/key` (with the stage before it, if any); `None` for lines of lists.
    pub choice: Option<Arc<str>>,
    /// When it holds.
    pub when: When,
    /// Its condition in words, as written; `None` if it always holds.
    pub condition: Option<Arc<str>>,
    /// Comparisons that the condition is a conjunction of, as far as it is one: where a boundary can be moved.
    pub comparisons: Vec<Comparison>,
    /// “title”
    pub title: Option<Arc<str>>,
    /// Index into [`Definition::stages`].
    pub stage: Option<u16>,
    /// What it yields.
    pub yields: Yield,
    /// Its own basis (依据 …).
    pub basis: Vec<Citation>,
    /// Where it stands.
    pub origin: Origin,
}

/// `总投资 ≥ 1_000 万元` in a line's own condition.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Comparison {
    /// The fact.
    pub fact: super::FactId,
    /// Values for which it holds.
    pub set: Ranges,
    /// Both sides as written in Chinese.
    pub sides: (Arc<str>, Arc<str>),
    /// Where it stands.
    pub origin: Origin,
}

/// When a line holds.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum When {
    /// In these cases; `Formula::True` for lines without a condition. `其余` groups are lowered to the negation here.
    If(Formula),
    /// The base line of a choice: where no other line of the choice holds.
    Otherwise,
}

/// A stage of approval.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ApprovalStage {
    /// Name.
    pub name: Arc<str>,
    /// Stage that must be finished before.
    pub after: Option<u16>,
    /// Where it stands.
    pub origin: Origin,
}

/// A finding waived in the source (豁免).
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Waiver {
    /// Code.
    pub code: Arc<str>,
    /// Reason.
    pub reason: Arc<str>,
    /// Last day.
    pub until: matter_runtime::tables::Day,
    /// Where it stands.
    pub origin: Origin,
}

impl Definition {
    /// Hash of what the definition says, without where it stands: moves, comments and neighbours leave it as it is. Proofs are remembered by it.
    #[must_use]
    pub fn content_hash(&self) -> u128 {
        let mut bare = self.clone();
        let mut head = (*bare.matter).clone();
        head.origin = Origin::default();
        head.places.clear();
        head.handling_places.clear();
        bare.matter = Arc::new(head);
        let origins = bare.rules.iter_mut().map(|rule| &mut rule.origin);
        let origins = origins.chain(bare.nevers.iter_mut().map(|never| &mut never.origin));
        let origins = origins.chain(bare.stages.iter_mut().map(|stage| &mut stage.origin));
        let origins = origins.chain(bare.waivers.iter_mut().map(|waiver| &mut waiver.origin));
        origins.for_each(|origin| *origin = Origin::default());
        let comparisons = bare.rules.iter_mut().flat_map(|rule| &mut rule.comparisons);
        comparisons.for_each(|comparison| comparison.origin = Origin::default());
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        std::hash::Hash::hash(&bare, &mut hasher);
        hasher.digest128()
    }
}
