//! A claimed reduction or share is what its numbers give, rounded to the decimals that it shows.

use matter_core::diagnostic::{Arg, Code, Diagnostic, Label};
use matter_core::hir::{FigureDeclaration, FigurePart, Measure};

use super::figures::{claimed, decimal, per_cent, place, words};
use crate::rules::context::{CatalogueContext, because};

pub(super) const CODE: Code = Code("M121");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    for figure in &context.declarations.figures {
        found.extend(reduction(figure));
        let wholes: Vec<i64> = figure.reports.iter().map(|report| report.measure.thousandths).collect();
        for part in &figure.parts {
            found.extend(part.share.as_ref().and_then(|claim| share(figure, part, claim, &wholes)));
        }
    }
}

fn reduction(figure: &FigureDeclaration) -> Option<Diagnostic> {
    let (before, after) = (figure.before.as_ref()?, figure.after.as_ref()?);
    if before.unit != after.unit {
        let finding = because(CODE, place(figure, after), "unit").label(place(figure, before), "before");
        return Some(finding.with("claim", words(after)).with("computed", words(before)));
    }
    let claim = figure.reduced.as_ref()?;
    let computed = per_cent(before.thousandths - after.thousandths, before.thousandths, claim.decimals)?;
    (computed != claimed(claim)).then(|| finding(figure, claim, computed).label(place(figure, before), "before"))
}

/// A share that fits no publication of the figure.
fn share(figure: &FigureDeclaration, part: &FigurePart, claim: &Measure, wholes: &[i64]) -> Option<Diagnostic> {
    let shares: Vec<i128> =
        wholes.iter().filter_map(|whole| per_cent(part.measure.thousandths, *whole, claim.decimals)).collect();
    let computed = *shares.first()?;
    if shares.contains(&claimed(claim)) {
        return None;
    }
    let mut finding = finding(figure, claim, computed);
    let at = place(figure, &part.measure);
    match wholes_that_fit(part.measure.thousandths, claim) {
        Some((low, high)) => {
            let args = vec![("low", Arg::Plain(low.to_string().into())), ("high", Arg::Plain(high.to_string().into()))];
            finding.labels.push(Label { place: at, role: "fits", args });
        }
        None => finding = finding.label(at, "part"),
    }
    Some(finding)
}

/// The least and the largest whole number of which the part would be the claimed share.
fn wholes_that_fit(part: i64, claim: &Measure) -> Option<(i128, i128)> {
    let doubled = 2 * claimed(claim);
    let numerator = 2 * i128::from(part) * 100 * 10_i128.pow(u32::from(claim.decimals));
    // claim − ½ ≤ part · 100 / whole < claim + ½, all in units of the last decimal and of thousandths.
    let low = numerator.div_euclid((doubled + 1) * 1000) + 1;
    let high = numerator.div_euclid((doubled - 1).max(1) * 1000);
    (doubled > 1 && low <= high).then_some((low, high))
}

fn finding(figure: &FigureDeclaration, claim: &Measure, computed: i128) -> Diagnostic {
    let computed = format!("{}%", decimal(computed, u32::from(claim.decimals)));
    Diagnostic::new(CODE, place(figure, claim))
        .with("claim", words(claim))
        .with("computed", Arg::Plain(computed.into()))
}
