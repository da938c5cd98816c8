//! The whole check of a workspace: what the analysis found, what the rules and proofs find in each matter, and what only all matters
//! together show; waivers applied.
//!
//! The parts can be asked for one by one, so that an editor checks the matter that changed first and the catalogue in a pause.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::Analysis;
use matter_core::diagnostic::{Diagnostic, Place};
use matter_core::hir::{Definition, ItemRef, Keyword, MatterHead, Rule, Waiver, Yield};
use matter_runtime::calendar::Calendar;
use rayon::prelude::*;

use crate::proofs::{Setting, Words, prove_matter, prove_priors};
use crate::rules::{CatalogueContext, Product, Products, RuleContext, Settings, bare, check_catalogue, check_matter};
use crate::waivers::{Waiving, apply};

/// What every matter's check needs to know of all others; plain data that many threads may read.
#[derive(Clone, Debug)]
pub struct Surroundings {
    products: Products,
    settings: Settings,
}

impl Surroundings {
    /// Collects who yields which document, in the catalogue and what it depends on.
    #[must_use]
    pub fn new(analysis: &Analysis) -> Self {
        let matters: Vec<&ItemRef> = analysis.items_of(Keyword::Matter).map(|(item, ..)| item).collect();
        let made = matters.par_iter().map_with(analysis.clone(), |analysis, item| made_by(analysis, item));
        let mut products = Products::new();
        for (document, product) in made.collect::<Vec<_>>().into_iter().flatten() {
            products.entry(document).or_default().push(product);
        }
        let settings = Settings { as_of: analysis.settings().as_of, root: analysis.root() };
        Self { products, settings }
    }
}

fn made_by(analysis: &Analysis, item: &ItemRef) -> Vec<(Arc<str>, Product)> {
    let Some(head) = analysis.matter_head(item) else { return Vec::new() };
    let product = Product {
        matter: head.name.clone(),
        kind: head.kind.as_ref().map(|(title, _)| title.clone()),
        department: head.department.clone(),
    };
    let definitions = analysis.definitions(item);
    let result = |rule: &Rule| match &rule.yields {
        Yield::Result { document, .. } => Some(Arc::from(bare(document))),
        _ => None,
    };
    let mut documents: Vec<Arc<str>> = definitions.iter().flat_map(|one| &one.rules).filter_map(result).collect();
    documents.sort();
    documents.dedup();
    documents.into_iter().map(|document| (document, product.clone())).collect()
}

/// What rules and proofs find in one matter, before waivers.
#[must_use]
pub fn matter(analysis: &Analysis, calendar: &Calendar, around: &Surroundings, item: &ItemRef) -> Vec<Diagnostic> {
    let Some(head) = analysis.matter_head(item) else { return Vec::new() };
    let definitions = analysis.definitions(item);
    let context = RuleContext {
        definitions: &definitions,
        head: &head,
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        products: &around.products,
        settings: around.settings,
    };
    let mut found = check_matter(&context);
    found.extend(prove_matter(&definitions, &Setting { words: words(analysis, calendar), calendar }));
    found
}

/// The waivers of a matter and its variances, each once.
#[must_use]
pub fn waivers(definitions: &[Definition]) -> Vec<Waiver> {
    let mut waivers: Vec<Waiver> = Vec::new();
    for waiver in definitions.iter().flat_map(|definition| &definition.waivers) {
        if !waivers.contains(waiver) {
            waivers.push(waiver.clone());
        }
    }
    waivers
}

/// What only all matters together show: names and codes against each other, and prior results.
#[must_use]
pub fn catalogue(analysis: &Analysis, calendar: &Calendar, around: &Surroundings) -> Vec<Diagnostic> {
    let items: Vec<&ItemRef> = analysis.items_of(Keyword::Matter).map(|(item, ..)| item).collect();
    let heads: Vec<Arc<MatterHead>> = items.iter().filter_map(|item| analysis.matter_head(item)).collect();
    let context = CatalogueContext {
        matters: &heads,
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        settings: around.settings,
    };
    let mut found = check_catalogue(&context);
    let definitions: Vec<Arc<[Definition]>> = items.iter().map(|item| analysis.definitions(item)).collect();
    let bases: Vec<&Definition> = definitions.iter().filter_map(|definitions| definitions.first()).collect();
    found.extend(prove_priors(&bases, &words(analysis, calendar)));
    found
}

/// Everything that is wrong with the catalogue itself: findings of its files, of its matters, and of all matters together. The catalogues it
/// depends on are checked where they are at home.
#[must_use]
pub fn check(analysis: &Analysis, calendar: &Calendar) -> Waiving {
    analysis.warm_up();
    let around = Surroundings::new(analysis);
    let mut shared: BTreeMap<ItemRef, Vec<Diagnostic>> = BTreeMap::new();
    let mut result = Waiving::default();
    for path in analysis.files().filter(|path| analysis.rank(path) == Some(0)) {
        result.standing.extend_from_slice(analysis.diagnostics(path));
    }
    for finding in catalogue(analysis, calendar, &around) {
        match finding.labels.first().map(|label| &label.place) {
            Some(Place::Node(item, _) | Place::Span(item, _)) => shared.entry(item.clone()).or_default().push(finding),
            _ => result.standing.push(finding),
        }
    }
    let matters: Vec<&ItemRef> = analysis.matters().collect();
    let checked = matters.par_iter().map_with(analysis.clone(), |analysis, item| {
        let mut found = matter(analysis, calendar, &around, item);
        found.extend(shared.get(*item).into_iter().flatten().cloned());
        apply(found, &waivers(&analysis.definitions(item)), around.settings.as_of)
    });
    for waiving in checked.collect::<Vec<_>>() {
        result.standing.extend(waiving.standing);
        result.waived.extend(waiving.waived);
    }
    // Findings about all matters may point at items that are no matters of the catalogue.
    let rest = shared.into_iter().filter(|(item, _)| !matters.contains(&item)).flat_map(|(_, found)| found);
    result.standing.extend(rest);
    result
}

/// Without a day of its own a witness stands on the last day that the calendar knows for certain.
fn words<'a>(analysis: &'a Analysis, calendar: &Calendar) -> Words<'a> {
    let today = analysis.settings().as_of.unwrap_or_else(|| calendar.published().1);
    Words { regions: analysis.regions(), root: analysis.root(), today }
}
