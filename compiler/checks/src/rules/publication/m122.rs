//! A figure is the sum of its parts.

use matter_core::diagnostic::{Code, Diagnostic};
use matter_core::hir::{FigureDeclaration, FigurePart, Measure};

use super::figures::{place, words};
use crate::rules::context::CatalogueContext;

pub(super) const CODE: Code = Code("M122");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(context.declarations.figures.iter().filter_map(sum));
}

fn sum(figure: &FigureDeclaration) -> Option<Diagnostic> {
    // What is given with a share of its own need not exclude the others.
    let parts: Vec<&FigurePart> = figure.parts.iter().filter(|part| part.share.is_none()).collect();
    let (first, whole) = (parts.first()?, figure.reports.first()?);
    let alike = |measure: &Measure| measure.unit == first.measure.unit;
    if parts.len() < 2 || !parts.iter().all(|part| alike(&part.measure)) || !alike(&whole.measure) {
        return None;
    }
    let thousandths = parts.iter().map(|part| part.measure.thousandths).fold(0, i64::saturating_add);
    let fits = figure.reports.iter().any(|report| report.measure.thousandths == thousandths);
    let sum = Measure { thousandths, ..first.measure.clone() };
    (!fits).then(|| {
        let mut finding = Diagnostic::new(CODE, place(figure, &whole.measure))
            .with("whole", words(&whole.measure))
            .with("sum", words(&sum));
        for part in parts {
            finding = finding.label(place(figure, &part.measure), "part");
        }
        finding
    })
}
