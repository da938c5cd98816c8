//! Everything that is declared outside matters: facts, documents, departments, laws, code lists, amounts, regions, halls.
//!
//! One value for the whole workspace (catalogue, dependencies, standard library), small enough to be rebuilt when any declaration changes;
//! bodies of matters are not part of it, so editing a matter leaves it equal to itself.

use std::sync::Arc;

use matter_decide::Ranges;
use rustc_hash::FxHashMap;

use super::{Level, Origin, Period};

/// All declarations. Lists are in (catalogue, file, item) order; `*_names` map every name, alias and short name to an index.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Declarations {
    /// 信息项
    pub facts: Vec<FactDeclaration>,
    /// Names of facts.
    pub fact_names: FxHashMap<Arc<str>, u32>,
    /// 定义, kept as trees: they are typed where they are used.
    pub defines: Vec<ConditionDeclaration>,
    /// Names of definitions.
    pub define_names: FxHashMap<Arc<str>, u32>,
    /// 互斥
    pub nevers: Vec<ConditionDeclaration>,
    /// 标准
    pub rates: Vec<RateDeclaration>,
    /// Names of rates.
    pub rate_names: FxHashMap<Arc<str>, u32>,
    /// 材料
    pub materials: Vec<MaterialDeclaration>,
    /// Names and aliases of materials.
    pub material_names: FxHashMap<Arc<str>, u32>,
    /// 部门
    pub departments: Vec<DepartmentDeclaration>,
    /// Names and short names of departments.
    pub department_names: FxHashMap<Arc<str>, u32>,
    /// 法规
    pub laws: Vec<LawDeclaration>,
    /// Titles, titles without 中华人民共和国, short names, document numbers.
    pub law_names: FxHashMap<Arc<str>, u32>,
    /// 代码表
    pub vocabularies: Vec<VocabularyDeclaration>,
    /// Names of code lists.
    pub vocabulary_names: FxHashMap<Arc<str>, u32>,
    /// 大厅
    pub halls: Vec<HallDeclaration>,
    /// 综合窗口: name and matters.
    pub windows: Vec<WindowDeclaration>,
    /// 中介服务
    pub intermediaries: Vec<IntermediaryDeclaration>,
    /// 要素要求
    pub profiles: Vec<ProfileDeclaration>,
    /// 一件事
    pub themes: Vec<ThemeDeclaration>,
    /// 指标
    pub figures: Vec<FigureDeclaration>,
    /// 豁免 in items that are no matters; `origin.item` is what each waives for.
    pub waivers: Vec<super::Waiver>,
}

/// A declared fact; sets are expanded to one [`super::Fact`] per option when used.
#[derive(Clone, PartialEq, Debug)]
pub struct FactDeclaration {
    /// Unique name.
    pub name: Arc<str>,
    /// Type.
    pub ty: FactType,
    /// Possible values as integers; for sets the ordinals of the options.
    pub domain: Ranges,
    /// Who answers.
    pub owner: super::Owner,
    /// True if any member of the household counts (任一人).
    pub any_member: bool,
    /// `当 …`: the tree, typed where it is used.
    pub exists: Option<Arc<matter_syntax::tree::Expr>>,
    /// Documentation.
    pub doc: Arc<str>,
    /// Where.
    pub origin: Origin,
}

/// Types as declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FactType {
    /// 是否
    YesNo,
    /// Values, ordered or not.
    Choice {
        /// Values.
        values: Arc<[Arc<str>]>,
        /// 由低到高
        ordered: bool,
    },
    /// 多选
    Set {
        /// Options.
        options: Arc<[Arc<str>]>,
    },
    /// Number with decimals and unit.
    Number {
        /// Decimals.
        scale: u8,
        /// Unit in zh.
        unit: Option<Arc<str>>,
    },
    /// 金额
    Money,
    /// 日期
    Date,
    /// 地区 到 …
    Region(Level),
    /// `自 出生日期 起的周岁数`
    Count {
        /// Date fact's name.
        from: Arc<str>,
        /// Years, Months or Days.
        operation: super::Operation,
    },
    /// 文本: never in a condition.
    Text,
}

/// A named condition or a 互斥.
#[derive(Clone, PartialEq, Debug)]
pub struct ConditionDeclaration {
    /// Name, or the reason of a 互斥.
    pub name: Arc<str>,
    /// The condition.
    pub condition: Arc<matter_syntax::tree::Expr>,
    /// Where.
    pub origin: Origin,
}

/// 标准: an amount by region and period.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RateDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Money or number.
    pub ty: FactType,
    /// Values: region code (empty = everywhere), period, value, basis in words.
    pub values: Vec<(Arc<str>, Period, i64, Arc<str>)>,
    /// Where.
    pub origin: Origin,
}

/// 材料
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MaterialDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// A term of the vocabulary 材料类别.
    pub kind: Option<Arc<str>>,
    /// Issuing department or body, in words.
    pub issuer: Option<Arc<str>>,
    /// Who holds it (自然人 …).
    pub holder: Option<Arc<str>>,
    /// How long it is valid.
    pub validity: Option<super::Duration>,
    /// 长期有效
    pub permanent: bool,
    /// Certificate type code.
    pub certificate: Option<Arc<str>>,
    /// Shared data source.
    pub shared: Option<Arc<str>>,
    /// Aliases.
    pub aliases: Vec<Arc<str>>,
    /// 栏目: what a form asks to be filled in; names of facts, or free words.
    pub fields: Vec<Arc<str>>,
    /// Documentation.
    pub doc: Arc<str>,
    /// Where.
    pub origin: Origin,
}

/// 部门
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DepartmentDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// 简称 and aliases.
    pub aliases: Vec<Arc<str>>,
    /// English title.
    pub title_en: Option<Arc<str>>,
    /// 机构
    pub bodies: Vec<DepartmentBody>,
    /// 派出机构: organs of the level above that sit at their level and act in that organ's name.
    pub branches: Vec<DepartmentBody>,
    /// Where.
    pub origin: Origin,
}

/// What a department is at a level.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DepartmentBody {
    /// Where it sits.
    pub level: Level,
    /// Code of the region that this line is for; `None` = everywhere else.
    pub region: Option<Arc<str>>,
    /// Name.
    pub name: Arc<str>,
    /// True if that is the whole name; else it is printed behind the region's (龙岗区卫生健康局).
    pub whole_name: bool,
    /// Unified social credit code.
    pub credit_code: Option<Arc<str>>,
}

/// 法规
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LawDeclaration {
    /// Full title.
    pub name: Arc<str>,
    /// Short name.
    pub short: Option<Arc<str>>,
    /// Other names that it is cited by.
    pub aliases: Vec<Arc<str>>,
    /// 位阶
    pub rank: Option<LawRank>,
    /// 文号
    pub number: Option<Arc<str>>,
    /// 制定机关
    pub issuer: Option<Arc<str>>,
    /// 施行
    pub in_force: Period,
    /// 修正: days and numbers.
    pub amended: Vec<(matter_runtime::tables::Day, Arc<str>)>,
    /// 条数: number of articles, if known.
    pub articles: Option<u16>,
    /// Where.
    pub origin: Origin,
}

/// Ranks of legal sources, highest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum LawRank {
    /// 宪法
    Constitution,
    /// 法律
    Law,
    /// 行政法规
    AdministrativeRegulation,
    /// 国务院决定
    StateCouncilDecision,
    /// 地方性法规 (自治条例、单行条例 and 经济特区法规 included)
    LocalRegulation,
    /// 部门规章
    DepartmentRule,
    /// 省级政府规章
    ProvincialRule,
    /// 设区的市政府规章
    CityRule,
    /// 规范性文件
    NormativeDocument,
}

/// 代码表
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VocabularyDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// English title.
    pub title_en: Option<Arc<str>>,
    /// Code system; empty for the language's own lists, whose terms have no codes.
    pub code_system: Arc<str>,
    /// Where the code system is published.
    pub source: Option<Arc<str>>,
    /// Codes and titles in order.
    pub terms: Vec<(Arc<str>, Arc<str>)>,
    /// Codes of other systems: index of the term, system, code.
    pub equivalents: Vec<(u32, Arc<str>, Arc<str>)>,
    /// Where.
    pub origin: Origin,
}

/// 大厅
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HallDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Code of the region it lies in and serves.
    pub region: Arc<str>,
    /// Address.
    pub address: Arc<str>,
    /// Hours, one text a line.
    pub hours: Vec<Arc<str>>,
    /// Channels.
    pub channels: Vec<Arc<str>>,
    /// Window classes and how many.
    pub windows: Vec<(Arc<str>, u32)>,
    /// Where.
    pub origin: Origin,
}

/// 综合窗口
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WindowDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Matters accepted, by full name.
    pub matters: Vec<Arc<str>>,
    /// Where.
    pub origin: Origin,
}

/// 中介服务
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntermediaryDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// Basis.
    pub basis: Vec<super::Citation>,
    /// Longest time.
    pub limit: Option<super::Duration>,
    /// Who pays.
    pub payer: Option<Arc<str>>,
    /// 委托方: who commissions it.
    pub commissioner: Option<Arc<str>>,
    /// Where.
    pub origin: Origin,
}

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
    pub basis: Vec<super::Citation>,
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
    pub bounds: Vec<(super::LimitKind, super::Duration, Vec<super::Citation>)>,
    /// Unit of days where the law counts (行政许可: working days).
    pub day_unit: Option<super::TimeUnit>,
    /// Where.
    pub origin: Origin,
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
    pub kind: super::LimitKind,
    /// How long.
    pub length: super::Duration,
    /// Event that starts it, if said.
    pub start: Option<super::Event>,
    /// What follows when it is over (视为受理).
    pub overdue: Option<Arc<str>>,
    /// Basis.
    pub basis: Vec<super::Citation>,
    /// Where in the profile.
    pub node: super::NodeId,
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
    pub promise: Option<super::Duration>,
    /// Where 承诺 stands.
    pub promise_node: super::NodeId,
    /// 改革前: in words, with the number if one stands there.
    pub claims: Vec<(Arc<str>, Option<i64>)>,
    /// Where 改革前 stands.
    pub claims_node: super::NodeId,
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
    pub limit: Option<super::Duration>,
    /// Where.
    pub node: super::NodeId,
}

/// 指标: a published figure that arithmetic can check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureDeclaration {
    /// Name.
    pub name: Arc<str>,
    /// 数据: publications of the figure.
    pub reports: Vec<FigureReport>,
    /// 其中
    pub parts: Vec<FigurePart>,
    /// 改革前
    pub before: Option<Measure>,
    /// 改革后
    pub after: Option<Measure>,
    /// 压减, in per cent.
    pub reduced: Option<Measure>,
    /// Where.
    pub origin: Origin,
}

/// A number with up to three decimals and its unit.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Measure {
    /// Value in thousandths.
    pub thousandths: i64,
    /// Decimals written: the claim is rounded to them.
    pub decimals: u8,
    /// Unit in zh; empty if none stands there.
    pub unit: Arc<str>,
    /// Where.
    pub node: super::NodeId,
}

/// A figure as one source gives it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FigureReport {
    /// The number.
    pub measure: Measure,
    /// Code of the region it is about.
    pub region: Option<Arc<str>>,
    /// Day it is of.
    pub as_of: Option<matter_runtime::tables::Day>,
    /// Where it was published, in words.
    pub source: Option<Arc<str>>,
}

/// A part of a figure.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FigurePart {
    /// What it counts.
    pub name: Arc<str>,
    /// The number.
    pub measure: Measure,
    /// 占, in per cent: parts with a share need not add up to the whole.
    pub share: Option<Measure>,
}
