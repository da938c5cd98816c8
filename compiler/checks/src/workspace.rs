//! The whole check of a workspace: what the analysis found, what the rules and proofs find in each matter, and what only all matters
//! together show; waivers applied.
//!
//! The parts can be asked for one by one, so that an editor checks the matter that changed first and the catalogue in a pause.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use matter_core::Analysis;
use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_core::hir::{Definition, ItemRef, Keyword, MatterHead, Rule, ThemeDeclaration, Waiver, Yield};
use matter_runtime::calendar::Calendar;
use rayon::prelude::*;

use crate::proofs::{Setting, Words, prove_matter, prove_priors, prove_themes};
use crate::rules::{CatalogueContext, Product, Products, RuleContext, Settings, bare, check_catalogue, check_matter};
use crate::texts::default_severity;
use crate::waivers::{Waiving, apply};

/// What every matter's check needs to know of all others; plain data that many threads may read.
#[derive(Clone, PartialEq, Eq, Debug)]
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

/// What the analysis found in a file, without what only follows from text that could not be read: a line that the parser reports is not
/// reported again for what it fails to say.
#[must_use]
pub fn file(analysis: &Analysis, path: &str) -> Vec<Diagnostic> {
    let found = analysis.diagnostics(path);
    let text = analysis.text(path).unwrap_or_default();
    let unread: Vec<Range<usize>> =
        found.iter().filter(|one| is_syntax(one)).filter_map(|one| lines(analysis, &text, one)).collect();
    if unread.is_empty() {
        return found.to_vec();
    }
    if unread.is_empty() {
        return found.to_vec();
    }
    let follows = |one: &Diagnostic| {
        let own = lines(analysis, &text, one);
        !is_syntax(one)
            && own.is_some_and(|own| unread.iter().any(|lines| lines.start < own.end && own.start < lines.end))
    };
    found.iter().filter(|one| !follows(one)).cloned().collect()
}

fn is_syntax(found: &Diagnostic) -> bool {
    found.code.0.starts_with("E01")
}

/// Bytes of the lines that a finding's primary place touches.
fn lines(analysis: &Analysis, text: &str, found: &Diagnostic) -> Option<Range<usize>> {
    let (_, range) = analysis.resolve(&found.labels.first()?.place)?;
    let (start, end) = (range.start as usize, (range.end as usize).max(range.start as usize));
    let from = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let to = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
    Some(from..to)
}

/// Whether a matter or a variance of it says something that could not be understood. What is left of it is not judged: a line that is lost looks like a gap.
fn is_broken(analysis: &Analysis, item: &ItemRef) -> bool {
    let wrong = |item: &ItemRef| {
        analysis.item_diagnostics(item).iter().any(|found| default_severity(found.code) == Severity::Error)
    };
    let definitions = analysis.definitions(item);
    let mut lines = definitions.iter().flat_map(|definition| &definition.rules);
    wrong(item) || lines.any(|rule| rule.origin.item != *item && wrong(&rule.origin.item))
}

/// What rules and proofs find in one matter, before waivers; nothing as long as the matter cannot be understood.
#[must_use]
pub fn matter(analysis: &Analysis, calendar: &Calendar, around: &Surroundings, item: &ItemRef) -> Vec<Diagnostic> {
    let Some(head) = analysis.matter_head(item).filter(|_| !is_broken(analysis, item)) else { return Vec::new() };
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
    let laws = &analysis.declarations().laws;
    found.extend(prove_matter(&definitions, &Setting { words: words(analysis, calendar), calendar, laws }));
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
    let words = words(analysis, calendar);
    let layers: Vec<&[Definition]> = definitions.iter().map(|definitions| &**definitions).collect();
    let own = |item: &ItemRef| analysis.rank(&item.file) == Some(0);
    found.extend(prove_priors(&layers, analysis.declarations(), &words, &own));
    let own = |theme: &&ThemeDeclaration| analysis.rank(&theme.origin.item.file) == Some(0);
    let themes: Vec<&ThemeDeclaration> = analysis.declarations().themes.iter().filter(own).collect();
    found.extend(prove_themes(&themes, &bases, calendar, &words));
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
        result.standing.extend(file(analysis, path));
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
        if is_broken(analysis, item) {
            return Waiving { standing: found, waived: Vec::new() };
        }
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
