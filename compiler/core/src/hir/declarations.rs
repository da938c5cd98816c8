//! Everything that is declared outside matters, as one value, and its everyday parts: facts, conditions, amounts, documents.
//!
//! One value for the whole workspace (catalogue, dependencies, standard library), small enough to be rebuilt when any declaration changes;
//! bodies of matters are not part of it, so editing a matter leaves it equal to itself.

use std::sync::Arc;

use matter_decide::Ranges;
use rustc_hash::FxHashMap;

use crate::regions::Position;

use super::{
    DepartmentDeclaration, FigureDeclaration, HallDeclaration, IntermediaryDeclaration, LawDeclaration, Level, Origin,
    Period, ProfileDeclaration, ThemeDeclaration, VocabularyDeclaration, WindowDeclaration,
};

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
    /// The department that judges an official's finding, or the source of shared data.
    pub by: Option<Arc<str>>,
    /// True if any member of the household counts (任一人).
    pub any_member: bool,
    /// `当 …`: the tree, typed where it is used.
    pub exists: Option<Arc<matter_syntax::tree::Expr>>,
    /// The root region of its catalogue: places in the tree are looked up below it.
    pub root: Position,
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
    /// The root region of its catalogue: places in the condition are looked up below it.
    pub root: Position,
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
