//! Who acts and what binds them: departments, laws, code lists, halls and their windows, intermediaries.
//!
//! Declared outside matters; it must not know which matters name them.

use std::sync::Arc;

use super::{Citation, Day, Duration, Level, Origin, Period};

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
    pub amended: Vec<(Day, Arc<str>)>,
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
    pub basis: Vec<Citation>,
    /// Longest time.
    pub limit: Option<Duration>,
    /// Who pays.
    pub payer: Option<Arc<str>>,
    /// 委托方: who commissions it.
    pub commissioner: Option<Arc<str>>,
    /// Where.
    pub origin: Origin,
}
