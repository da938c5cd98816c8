//! What a line yields where it holds: one variant a section, with the section's attributes.

use std::sync::Arc;

use super::{Duration, FactId, Level, TimeUnit};

/// What a line says.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Yield {
    /// 条件: eligible only if `holds` (the rule's own `when` says in which cases the condition is asked at all).
    Condition {
        /// Label (子女); the address' last part.
        label: Arc<str>,
        /// What must be true.
        holds: matter_decide::Formula,
        /// Who judges it, if an official does.
        official: Option<Arc<str>>,
    },
    /// 前置: the document must be held.
    Prior {
        /// Document.
        document: Arc<str>,
        /// The fact 持有.
        fact: FactId,
    },
    /// 材料
    Requirement(Requirement),
    /// 属地: candidates for the responsible region.
    Responsible {
        /// Region facts.
        candidates: Vec<FactId>,
        /// Level of the responsible unit.
        level: Level,
    },
    /// 受理
    Accept {
        /// A level …
        level: Option<Level>,
        /// … or a named acceptor.
        name: Option<Arc<str>>,
    },
    /// 决定
    Decider {
        /// Level.
        level: Level,
        /// Department, the matter's unless named.
        department: Option<Arc<str>>,
    },
    /// 下放, 委托, 派员, 联网
    Delegation {
        /// Which of the four.
        mode: DelegationMode,
        /// Lawful decider.
        from: Level,
        /// Where it is done.
        to: Level,
        /// By whom, if another body.
        body: Option<Arc<str>>,
        /// Remarks (weekdays).
        note: Option<Arc<str>>,
    },
    /// 流程
    Step(Step),
    /// 时限
    Limit(Limit),
    /// 不计 / 不含 in 时限
    Exclusion {
        /// What for.
        name: Arc<str>,
        /// At most.
        at_most: Option<Duration>,
    },
    /// 办件类型
    CaseKind(Arc<str>),
    /// 渠道
    Channel(Arc<str>),
    /// 到场
    Visits(u32),
    /// 通办
    Venue(Venue),
    /// 收费; 不收费 is a fee of 0.
    Fee {
        /// Item.
        name: Arc<str>,
        /// Fen, or fen per `per.1` units of the fact.
        amount: i64,
        /// Multiplied by this fact, per so many stored units.
        per: Option<(FactId, i64)>,
        /// At most, in fen.
        cap: Option<i64>,
    },
    /// 给付
    Benefit {
        /// Item; empty if the section has only one.
        name: Arc<str>,
        /// Fen.
        amount: i64,
        /// How often.
        period: BenefitPeriod,
    },
    /// 结果
    Result {
        /// Document.
        document: Arc<str>,
        /// Valid for.
        validity: Option<Duration>,
        /// 长期有效
        permanent: bool,
        /// Ways of delivery with remarks.
        delivery: Vec<(Arc<str>, Option<Arc<str>>)>,
    },
    /// 续期: before expiry.
    Renewal {
        /// Earliest.
        earliest: Option<Duration>,
        /// Latest.
        latest: Option<Duration>,
    },
    /// 主动
    Trigger {
        /// In words.
        event: Arc<str>,
        /// Date fact counted from.
        from: Option<FactId>,
        /// Completed years at the event.
        years: Option<i64>,
        /// Lead before it.
        lead: Option<Duration>,
        /// How the person is told.
        notice: Option<Arc<str>>,
        /// What counts as application.
        consent: Option<Arc<str>>,
    },
    /// 改办
    Instead {
        /// The other matter.
        matter: Arc<str>,
    },
    /// 数量
    Quota {
        /// Number.
        amount: Option<i64>,
        /// In words.
        note: Arc<str>,
    },
    /// 裁量基准
    Discretion {
        /// What is decided.
        name: Arc<str>,
        /// Smallest.
        low: i64,
        /// Largest.
        high: i64,
        /// Unit in zh.
        unit: Arc<str>,
    },
    /// 告知承诺
    Commitment(Arc<str>),
    /// 中介服务
    Intermediary {
        /// Service.
        name: Arc<str>,
        /// Payer.
        payer: Option<Arc<str>>,
    },
    /// 职责: phase is 事前, 事中 or 事后.
    Duty {
        /// Phase.
        phase: DutyPhase,
        /// Text.
        text: Arc<str>,
    },
    /// 责任
    Liability(Arc<str>),
}

/// A material requirement: any one of its options.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Requirement {
    /// As written, without tails: what the list prints.
    pub title: Arc<str>,
    /// Alternatives; 任选 is expanded. Never empty.
    pub options: Vec<Vec<RequirementMember>>,
    /// 免提交（…）
    pub exempt: Option<Arc<str>>,
    /// 容缺后补
    pub grace: Option<Duration>,
    /// What happens then.
    pub grace_overdue: Option<Arc<str>>,
    /// 须 …
    pub must: Vec<Arc<str>>,
}

/// One document of an option.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct RequirementMember {
    /// Unique name of the material (declared, or `matter/name` if local).
    pub material: Arc<str>,
    /// Name as written.
    pub title: Arc<str>,
    /// （holder）
    pub holder: Option<Arc<str>>,
    /// Form.
    pub form: Form,
    /// How many, at least 1.
    pub count: u32,
    /// Multiplied by this fact.
    pub per: Option<FactId>,
}

/// Forms of a document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Form {
    /// 原件
    Original,
    /// 复印件
    Copy,
    /// 原件和复印件
    OriginalAndCopy,
    /// 原件或复印件
    OriginalOrCopy,
    /// 电子
    Electronic,
    /// The line does not say.
    Unsaid,
}

/// The four ways to bring a decision nearer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DelegationMode {
    /// 下放
    Devolved,
    /// 委托
    Delegated,
    /// 派员
    Posted,
    /// 联网
    Networked,
}

/// A step of the process.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Step {
    /// Name.
    pub name: Arc<str>,
    /// Who: 窗口, a department.
    pub actor: Option<Arc<str>>,
    /// Region facts at whose places it is done in parallel; empty = the responsible unit.
    pub places: Vec<FactId>,
    /// How long.
    pub length: Option<Duration>,
    /// A period that cannot be shortened (公示满 20 自然日).
    pub fixed: bool,
    /// Addresses of the steps that must be done before.
    pub after: Vec<Arc<str>>,
    /// Outside the limits before, inside, or after the decision.
    pub part: StepPart,
}

/// Where a step lies against the limits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StepPart {
    /// Up to and including 受理.
    Acceptance,
    /// Inside.
    Processing,
    /// After 决定.
    Delivery,
}

/// A time limit.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Limit {
    /// Which.
    pub kind: LimitKind,
    /// `None`: 无规定.
    pub length: Option<Duration>,
    /// Event that starts it.
    pub start: Event,
    /// Who approves an extension.
    pub approver: Option<Arc<str>>,
    /// What follows (视为受理).
    pub overdue: Option<Arc<str>>,
    /// What an extension extends.
    pub extends: Option<LimitKind>,
}

/// Kinds of limits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum LimitKind {
    /// 法定
    Statutory,
    /// 承诺
    Promised,
    /// 告知
    Notice,
    /// 送达
    Delivery,
    /// 延长
    Extension,
    /// 公示
    Publicity,
    /// 受理期
    AcceptPeriod,
}

/// Events of a case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Event {
    /// 申请
    Application,
    /// 收件
    Receipt,
    /// 告知
    Notice,
    /// 补正
    Correction,
    /// 受理
    Acceptance,
    /// 决定
    Decision,
    /// 送达
    Delivery,
    /// 查实
    Finding,
    /// 届满
    Expiry,
}

/// A statement of 通办.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Venue {
    /// 范围: the level whose unit is the scope (全市 = City).
    Scope(Level),
    /// 方式
    Mode(VenueMode),
    /// 转送
    Forward(Duration),
    /// 返还
    Return(Duration),
    /// 起算: true = on receipt where it was handed in (protects the applicant), false = on arrival.
    ClockAtReceipt(bool),
}

/// Modes of handling elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum VenueMode {
    /// 全程网办
    FullyOnline,
    /// 代收代办
    ReceivedForAnother,
    /// 多地联办
    Jointly,
}

/// How often a benefit is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BenefitPeriod {
    /// 逐月
    Monthly,
    /// 逐年
    Yearly,
    /// 一次性
    Once,
}

/// When a duty lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum DutyPhase {
    /// 事前
    Before,
    /// 事中
    During,
    /// 事后
    After,
}

impl TimeUnit {
    /// Identifier used in the tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkingDays => "working_days",
            Self::CalendarDays => "calendar_days",
            Self::Months => "months",
            Self::Years => "years",
            Self::Hours => "hours",
        }
    }
}
