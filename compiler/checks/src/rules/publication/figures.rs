//! Arithmetic of published figures, exact in thousandths.

use matter_core::diagnostic::{Arg, Place};
use matter_core::hir::{FigureDeclaration, Measure};

/// Where a number of a figure stands.
pub(super) fn place(figure: &FigureDeclaration, measure: &Measure) -> Place {
    Place::Node(figure.origin.item.clone(), measure.node)
}

/// A number as it is written.
pub(super) fn words(measure: &Measure) -> Arg {
    let number = decimal(i128::from(measure.thousandths), 3);
    let gap = if measure.unit.is_empty() || &*measure.unit == "%" { "" } else { " " };
    Arg::Plain(format!("{number}{gap}{}", measure.unit).into())
}

/// A scaled number without superfluous zeros.
pub(super) fn decimal(value: i128, scale: u32) -> String {
    let unit = 10_i128.pow(scale);
    let (whole, part) = (value.div_euclid(unit), value.rem_euclid(unit));
    if part == 0 {
        return whole.to_string();
    }
    let digits = format!("{part:0width$}", width = scale as usize);
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// `part` of `whole` in per cent, rounded half up to so many decimals and scaled by them; `None` if there is no whole.
pub(super) fn per_cent(part: i64, whole: i64, decimals: u8) -> Option<i128> {
    let whole = i128::from(whole);
    if whole <= 0 {
        return None;
    }
    let scaled = i128::from(part) * 100 * 10_i128.pow(u32::from(decimals));
    Some((2 * scaled + whole).div_euclid(2 * whole))
}

/// A claimed percentage, scaled by its own decimals.
pub(super) fn claimed(claim: &Measure) -> i128 {
    i128::from(claim.thousandths) * 10_i128.pow(u32::from(claim.decimals)) / 1000
}
