//! What items mean, with names resolved and spans gone: the contract between lowering, proofs, tables and the reference interpreter.
//!
//! A fact's values are 64-bit integers whatever its type (yes = 1; ordinals of a choice; fen; day numbers; positions of regions), so a
//! condition is a [`Formula`] over the facts of its definition and nothing downstream knows types of conditions again.

mod bodies;
mod declarations;
mod definition;
mod figures;
mod frames;
mod test;
mod yields;

use std::sync::Arc;

pub use bodies::*;
pub use declarations::*;
pub use definition::*;
pub use figures::*;
pub use frames::*;
// The crates above core name these without knowing the parser or the table format.
pub use matter_runtime::tables::Day;
pub use matter_syntax::keyword::Keyword;
pub use matter_syntax::tree::{Face, Span};
pub use test::*;
pub use yields::*;

/// An item, identified by what it is called and not by where it stands; `ordinal` tells apart items of equal kind and name.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct ItemRef {
    /// Path of the file relative to the catalogue's folder, prefixed by the catalogue's name for dependencies (`std:laws.matter`).
    pub file: Arc<str>,
    /// Kind and name, `事项/居住证申领`.
    pub name: Arc<str>,
    /// 0 unless the file declares the same twice.
    pub ordinal: u16,
}

/// A node of an item: an index into its source map. Nodes are numbered in source order, the head is 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// A node with its item.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Origin {
    /// Item; of a rule that a variance brought in, the variance.
    pub item: ItemRef,
    /// Node.
    pub node: NodeId,
}

/// A fact of a definition: an index into [`Definition::facts`], and the dimension of its formulas.
pub type FactId = matter_decide::Dim;

/// Levels of administration.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// 国家级
    Nation = 1,
    /// 省级
    Province,
    /// 市级
    City,
    /// 县级
    County,
    /// 乡镇（街道）
    Town,
    /// 村（社区）
    Village,
}

impl Level {
    /// The word that the language has for it.
    #[must_use]
    pub const fn keyword(self) -> Keyword {
        match self {
            Self::Nation => Keyword::Nation,
            Self::Province => Keyword::Province,
            Self::City => Keyword::City,
            Self::County => Keyword::County,
            Self::Town => Keyword::Town,
            Self::Village => Keyword::Village,
        }
    }
}

/// A duration or amount of time as declared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Duration {
    /// How many; 0 working days = the day itself (当场办结).
    pub amount: i64,
    /// Of what.
    pub unit: TimeUnit,
}

/// Units of time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum TimeUnit {
    /// 工作日
    WorkingDays,
    /// 自然日
    CalendarDays,
    /// 个月
    Months,
    /// 年
    Years,
    /// 小时
    Hours,
}

/// A half-open period; absent ends are open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub from: Option<matter_runtime::tables::Day>,
    /// First day after.
    pub to: Option<matter_runtime::tables::Day>,
}

/// A resolved citation.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Citation {
    /// Full title or document number.
    pub law: Arc<str>,
    /// The law, if the library has it (index into [`Declarations::laws`]).
    pub source: Option<u32>,
    /// 第八条第二款 …, canonical Chinese text; empty = whole law.
    pub place: Arc<str>,
    /// First article cited; 0 = none.
    pub article: u16,
}
