//! Published figures that arithmetic can check: reports of several sources and the parts they add up from.
//!
//! Values are whole numbers of thousandths with the decimals that were written, so that nothing here rounds by itself.

use std::sync::Arc;

use super::{Day, NodeId, Origin};

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
    pub node: NodeId,
}

/// A figure as one source gives it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FigureReport {
    /// The number.
    pub measure: Measure,
    /// Code of the region it is about.
    pub region: Option<Arc<str>>,
    /// Day it is of.
    pub as_of: Option<Day>,
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
