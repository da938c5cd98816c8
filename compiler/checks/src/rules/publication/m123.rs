//! A published figure says what it is about and of which day it is, and two publications of one day agree.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{FigureDeclaration, FigureReport, Keyword};

use super::figures::{place, words};
use crate::rules::context::{CatalogueContext, because};

pub(super) const CODE: Code = Code("M123");

pub(super) fn check(context: &CatalogueContext<'_>, found: &mut Vec<Diagnostic>) {
    for figure in &context.declarations.figures {
        for (index, report) in figure.reports.iter().enumerate() {
            found.extend(undated(figure, report));
            let earlier = figure.reports.iter().take(index).find(|other| contradicts(other, report));
            found.extend(earlier.map(|earlier| {
                because(CODE, place(figure, &report.measure), "differs")
                    .label(place(figure, &earlier.measure), "earlier")
                    .with("figure", Arg::Code(figure.name.clone()))
                    .with("missing", words(&earlier.measure))
            }));
        }
    }
}

fn undated(figure: &FigureDeclaration, report: &FigureReport) -> Option<Diagnostic> {
    let said = [(Keyword::OfPlace, report.region.is_some()), (Keyword::AsOf, report.as_of.is_some())];
    let missing: Vec<Arg> = said.into_iter().filter(|(_, said)| !said).map(|(word, _)| Arg::Word(word)).collect();
    (!missing.is_empty()).then(|| {
        because(CODE, place(figure, &report.measure), "missing")
            .with("figure", Arg::Code(figure.name.clone()))
            .with("missing", Arg::List(missing))
    })
}

/// Two numbers for one place, day and unit.
fn contradicts(a: &FigureReport, b: &FigureReport) -> bool {
    let alike = a.region == b.region && a.as_of == b.as_of && a.as_of.is_some() && a.measure.unit == b.measure.unit;
    alike && a.measure.thousandths != b.measure.thousandths
}
