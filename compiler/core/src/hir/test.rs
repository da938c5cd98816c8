//! 用例: a case and what must come out, with the subject resolved and the answers as written.
//!
//! Answers and expected values keep the tree's expressions: they are typed by the definition that the case selects.

use std::sync::Arc;

use matter_runtime::tables::Day;
use matter_syntax::tree::Expr;

use super::{Duration, Event, Form, ItemRef, Level, NodeId, Origin};

/// A test written in the language.
#[derive(Clone, PartialEq, Debug)]
pub struct TestCase {
    /// Name.
    pub name: Arc<str>,
    /// What it tries.
    pub subject: TestSubject,
    /// The day of acceptance; `None`: the catalogue's day.
    pub day: Option<Day>,
    /// Position of the receiving place; `None`: the catalogue's root.
    pub place: Option<u32>,
    /// The responsible region as written under 已知 (`属地 户籍地`, `属地 龙岗区`, `责任地 龙岗区`).
    pub responsible: Option<TestAnswer>,
    /// 已知, without the responsible region, in order.
    pub answers: Vec<TestAnswer>,
    /// 经过, in order.
    pub events: Vec<TestEvent>,
    /// 应得, in order.
    pub expectations: Vec<Expectation>,
    /// Where.
    pub origin: Origin,
}

/// What a test tries.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TestSubject {
    /// A matter: full name and item.
    Matter(Arc<str>, ItemRef),
    /// A theme: index into [`super::Declarations::themes`].
    Theme(u32),
    /// Nothing has this name (reported).
    Unknown(Arc<str>),
}

/// One known fact.
#[derive(Clone, PartialEq, Debug)]
pub struct TestAnswer {
    /// Name of the fact as written.
    pub fact: Arc<str>,
    /// Value(s) as written; `None` for a bare name (`持有 结婚证` and yes/no facts: yes).
    pub value: Option<Arc<Expr>>,
    /// Where.
    pub node: NodeId,
}

/// Something that happened on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct TestEvent {
    /// What.
    pub event: TestEventKind,
    /// When.
    pub day: Day,
    /// Minute of that day, if the time is told.
    pub minute: Option<u16>,
    /// Remarks: what a pause is for, how long an extension is.
    pub note: Option<Arc<Expr>>,
    /// Where.
    pub node: NodeId,
}

/// Events of a test: those of a limit, and those that stop or lengthen one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TestEventKind {
    /// An event that a limit can start from.
    Event(Event),
    /// 暂停
    Pause,
    /// 恢复
    Resume,
    /// 延长
    Extend,
    /// 到件
    Arrive,
}

/// One line of 应得.
#[derive(Clone, PartialEq, Debug)]
pub struct Expectation {
    /// True for `至少 …`: part of what comes out.
    pub at_least: bool,
    /// What must come out.
    pub what: Expected,
    /// Where.
    pub node: NodeId,
}

/// How a document is handed in, as far as the test says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Handed {
    /// Form.
    pub form: Option<Form>,
    /// How many copies the case needs.
    pub copies: Option<u32>,
}

/// What a line of 应得 names, by kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Expected {
    /// `材料 户口簿 或 …  原件 1 份`: a requirement as the matter writes it, and how it is handed in.
    Material(Arc<Expr>, Handed),
    /// `材料 建筑工程施工许可 30 项`: how many materials a member of a theme asks for (no member: the whole theme).
    MaterialCount(Option<Arc<str>>, i64),
    /// `不需要 …`: a material that is not asked for.
    NotNeeded(Arc<str>),
    /// `可能需要 …`
    MayNeed(Arc<str>),
    /// `待审查 …`: labels of pending conditions.
    Pending(Vec<Arc<str>>),
    /// `到期 2026-03-11`, `到期 2026-03-11 “15:30”`: with the minute of a limit in hours.
    Due(Day, Option<u16>),
    /// `决定 县级`, or an organ's name.
    Decider(Option<Level>, Option<Arc<str>>),
    /// `符合`
    Eligible,
    /// `不符合 …`: labels of failed conditions.
    NotMet(Vec<Arc<str>>),
    /// `下一问 …`
    NextQuestion(Arc<str>),
    /// `时限 51 个工作日`
    Limit(Duration),
    /// `收费 4 元`; fen, `item` if named. `不收费` is 0.
    Fee(Option<Arc<str>>, i64),
    /// `给付 300 元`; fen.
    Benefit(Option<Arc<str>>, i64),
    /// `结果 …`
    Result(Arc<str>),
    /// `到场 0 次`
    Visits(i64),
    /// `渠道 …`
    Channels(Vec<Arc<str>>),
    /// `可在 园山街道 代收代办`: position and mode.
    CanAt(u32, Option<super::VenueMode>),
    /// `改办 …`: the other matter.
    Instead(Arc<str>),
    /// `属地 龙岗区`: position of the responsible region.
    Responsible(u32),
    /// `需要 责任地`: facts without which nothing can be said.
    Needs(Vec<Arc<str>>),
    /// `矛盾 …`: the answers cannot stand together; the reason of the 互斥, if named.
    Contradictory(Option<Arc<str>>),
}
