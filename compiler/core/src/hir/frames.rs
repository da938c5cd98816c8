//! What spans several matters: profiles that ask for elements and bound limits, and combined services with their stages.
//!
//! Matters are named here, never resolved: their definitions are made elsewhere.

use std::sync::Arc;

use crate::diagnostic::Place;

use super::{Citation, Duration, Event, Level, LimitKind, NodeId, Origin, Period, TimeUnit};

/// 要素要求: what must be present in the matters that it applies to, and which legal bounds hold.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProfileDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Kinds of matters it applies to (titles of 事项类型), from all lines of 适用; empty = not narrowed by kind. Prefer `applies`.
    pub kinds: Vec<Arc<str>>,
    /// 适用: lines, any of which suffices; each is a list of scopes that must all hold. No line: only where another profile names it.
    pub applies: Vec<Vec<(ProfileScope, Vec<Arc<str>>)>>,
    /// 依据
    pub basis: Vec<Citation>,
    /// 施行
    pub in_force: Period,
    /// Sections that must be present.
    pub requires: Vec<matter_syntax::keyword::Keyword>,
    /// Sections that must not be present.
    pub forbids: Vec<matter_syntax::keyword::Keyword>,
    /// 清单: code lists in which the matters must stand, by code or name.
    pub listed: Vec<Arc<str>>,
    /// 已取消: code lists of matters that are cancelled above.
    pub cancelled: Vec<Arc<str>>,
    /// 办事不出: the applicant need not leave the region of this level.
    pub stays_within: Option<Level>,
    /// 材料: what every line of the list of materials must state (类型, 形式, 来源, 依据, 受理标准).
    pub material_elements: Vec<Arc<str>>,
    /// Names of other profiles in 应有: what they require is required too.
    pub includes: Vec<Arc<str>>,
    /// 默认: limits that hold where the matter is silent.
    pub defaults: Vec<ProfileDefault>,
    /// Longest periods by kind of limit.
    pub bounds: Vec<(LimitKind, Duration, Vec<Citation>)>,
    /// Unit of days where the law counts (行政许可: working days).
    pub day_unit: Option<TimeUnit>,
    /// What it names that is declared elsewhere, and where the names stand.
    pub names: Vec<ProfileName>,
    /// Where.
    pub origin: Origin,
}

/// A name in a profile that means something declared elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProfileName {
    /// What it means.
    pub means: ProfileNameMeans,
    /// As written.
    pub name: Arc<str>,
    /// Where.
    pub place: Place,
}

/// What a name in a profile may mean.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ProfileNameMeans {
    /// Another profile, or else a section.
    Profile,
    /// A term of 事项类型.
    Kind,
    /// A department.
    Department,
    /// A matter.
    Matter,
    /// A code list.
    Vocabulary,
}

/// What a line of 适用 narrows by, the most specific first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum ProfileScope {
    /// 事项
    Matter,
    /// 编码
    Code,
    /// 机构
    Body,
    /// 部门
    Department,
    /// 地区: codes
    Region,
    /// 层级
    Level,
    /// 类型
    Kind,
    /// 全部
    All,
}

/// A limit that holds by default.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ProfileDefault {
    /// Which.
    pub kind: LimitKind,
    /// How long.
    pub length: Duration,
    /// Event that starts it, if said.
    pub start: Option<Event>,
    /// What follows when it is over (视为受理).
    pub overdue: Option<Arc<str>>,
    /// Basis.
    pub basis: Vec<Citation>,
    /// Where in the profile.
    pub node: NodeId,
}

/// 一件事
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// English title.
    pub title_en: Option<Arc<str>>,
    /// Lead.
    pub lead: Option<Arc<str>>,
    /// Stages: name, members (full names), lead, limit.
    pub stages: Vec<ThemeStageDeclaration>,
    /// Members outside stages.
    pub members: Vec<Arc<str>>,
    /// 联办
    pub together: Vec<Arc<str>>,
    /// 联合: step name and how often at most.
    pub joint: Vec<(Arc<str>, Option<i64>)>,
    /// 不含
    pub excluded: Vec<Arc<str>>,
    /// 承诺
    pub promise: Option<Duration>,
    /// Where 承诺 stands.
    pub promise_node: NodeId,
    /// 改革前: in words, with the number if one stands there.
    pub claims: Vec<(Arc<str>, Option<i64>)>,
    /// Where 改革前 stands.
    pub claims_node: NodeId,
    /// Where.
    pub origin: Origin,
}

/// A stage of a theme.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThemeStageDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Members, by full name.
    pub members: Vec<Arc<str>>,
    /// Lead, if another.
    pub lead: Option<Arc<str>>,
    /// Limit.
    pub limit: Option<Duration>,
    /// Where.
    pub node: NodeId,
}
