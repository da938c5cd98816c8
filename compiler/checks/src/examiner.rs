//! Who looks at definitions while they stand: rules and proofs of one matter, and what only all matters together show.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_core::hir::{Definition, ItemRef, MatterHead, Origin, ThemeDeclaration, Waiver};
use matter_core::summary::{Catalogue, Conclusion, Examiner, Interface, Member, Subject, Summary, Surroundings};
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::bare;

use crate::abroad;
use crate::interface::interface;
use crate::proofs::{Setting, Words, prove_matter, prove_priors, prove_themes};
use crate::rules::{
    Asked, CatalogueContext, Makers, Products, RuleContext, Settings, answer, ask_matter, check_catalogue,
    check_matter, once,
};
use crate::texts::default_severity;

/// All rules and proofs, as a host's examiner.
#[derive(Clone, Debug)]
pub struct Checks {
    calendar: Calendar,
}

impl Checks {
    /// Rules and proofs under a national calendar.
    #[must_use]
    pub fn examiner(calendar: &Calendar) -> Arc<dyn Examiner> {
        Arc::new(Self { calendar: calendar.clone() })
    }

    /// Without a day of its own a witness stands on the last day that the calendar knows for certain.
    fn words<'a>(&self, around: &Surroundings<'a>) -> Words<'a> {
        let today = around.settings.as_of.unwrap_or_else(|| self.calendar.published().1);
        Words { regions: around.regions, root: around.root, today }
    }
}

impl Examiner for Checks {
    /// A matter that cannot be understood is not judged: a line that is lost looks like a gap.
    fn examine(&self, subject: &Subject<'_>) -> Summary {
        let broken = subject.diagnostics.iter().any(|found| default_severity(found.code) == Severity::Error);
        let (mut findings, mut asked) = (Vec::new(), Vec::new());
        if subject.own && !broken {
            (findings, asked) = self.judge(subject, subject.definitions, &[]);
        } else if let (Some(varied), false) = (subject.varied, broken) {
            let now = self.judge(subject, subject.definitions, varied.before);
            let before = self.judge(subject, varied.before, &[]);
            (findings, asked) = abroad::added(subject.definitions, &varied, now, before);
        }
        let (interface, lines) = interface(subject.head, subject.definitions, &asked);
        let mut summary = Summary {
            findings,
            waivers: waivers(subject.definitions),
            broken,
            variances: variances(subject),
            interface: Arc::new(interface),
            lines: Box::default(),
        };
        summary.set_lines(subject.item, lines);
        summary
    }

    /// What needs no definitions is found on other threads meanwhile.
    fn conclude(&self, catalogue: &Catalogue<'_>) -> Conclusion {
        let mut conclusion = Conclusion::default();
        let (mut found, mut proved) = (Vec::new(), Vec::new());
        let (matters, around) = (&catalogue.matters, &catalogue.around);
        let heads: Vec<Arc<MatterHead>> = matters.iter().map(|member| Arc::clone(&member.interface.head)).collect();
        let context = CatalogueContext {
            matters: &heads,
            declarations: around.declarations,
            regions: around.regions,
            settings: settings(around),
            calendar: &self.calendar,
        };
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| found = check_catalogue(&context));
            scope.spawn(|_| conclusion.answers = answers(matters));
            proved = self.together(catalogue);
        });
        found.extend(proved);
        let own = |item: &ItemRef| (catalogue.rank)(&item.file) == Some(0);
        for finding in found.into_iter().filter_map(|finding| abroad::nearest(finding, &own)) {
            match finding.labels.first().map(|label| &label.place) {
                Some(Place::Node(item, _) | Place::Span(item, _)) => {
                    conclusion.of_items.entry(item.clone()).or_default().push(finding);
                }
                _ => conclusion.elsewhere.push(finding),
            }
        }
        conclusion
    }
}

impl Checks {
    /// What rules and proofs find in definitions, and what rules ask of other matters; `before` is what the definitions vary beyond each other.
    fn judge(
        &self,
        subject: &Subject<'_>,
        definitions: &[Definition],
        before: &[Definition],
    ) -> (Vec<Diagnostic>, Vec<Asked>) {
        let around = &subject.around;
        let context = RuleContext {
            definitions,
            head: subject.head,
            declarations: around.declarations,
            declared: around.declared,
            regions: around.regions,
            settings: settings(around),
        };
        let mut findings = check_matter(&context);
        let setting = Setting { words: self.words(around), calendar: &self.calendar, declared: around.declared };
        findings.extend(prove_matter(definitions, before, &setting));
        (findings, ask_matter(&context))
    }

    /// Prior results and themes.
    fn together(&self, catalogue: &Catalogue<'_>) -> Vec<Diagnostic> {
        let around = &catalogue.around;
        let words = self.words(around);
        let mut found = prove_priors(catalogue, &words);
        let own = |theme: &&ThemeDeclaration| (catalogue.rank)(&theme.origin.item.file) == Some(0);
        let themes: Vec<&ThemeDeclaration> = around.declarations.themes.iter().filter(own).collect();
        let interfaces: Vec<&Interface> = catalogue.matters.iter().map(|member| member.interface).collect();
        found.extend(prove_themes(&themes, &interfaces, catalogue.definitions, (&self.calendar, &words)));
        found
    }
}

fn settings(around: &Surroundings<'_>) -> Settings {
    Settings { as_of: around.settings.as_of, root: around.root }
}

/// The waivers of a matter and its variances, each once.
fn waivers(definitions: &[Definition]) -> Vec<Waiver> {
    let mut waivers: Vec<Waiver> = Vec::new();
    for waiver in definitions.iter().flat_map(|definition| &definition.waivers) {
        if !waivers.contains(waiver) {
            waivers.push(waiver.clone());
        }
    }
    waivers
}

/// The variances whose lines stand in the definitions.
fn variances(subject: &Subject<'_>) -> Vec<ItemRef> {
    let mut found: Vec<ItemRef> = Vec::new();
    for Origin { item, .. } in subject.definitions.iter().flat_map(|one| &one.rules).map(|rule| &rule.origin) {
        if item != subject.item && !found.contains(item) {
            found.push(item.clone());
        }
    }
    found
}

/// What rules find once they know who yields which document.
fn answers(matters: &[Member<'_>]) -> BTreeMap<ItemRef, Vec<Diagnostic>> {
    let mut products = Products::default();
    for Member { interface, .. } in matters {
        let made = interface.results.iter().map(|made| &made.document);
        let mut documents: Vec<&str> = made.chain(&interface.varied_results).map(|one| bare(one)).collect();
        documents.sort_unstable();
        documents.dedup();
        for document in documents {
            products.entry(document).or_default().push(&interface.head);
        }
    }
    let asking = matters.iter().filter(|member| !member.interface.questions.is_empty());
    let answered = asking.filter_map(|member| {
        let makers = Makers { head: &member.interface.head, products: &products };
        let found = member.interface.questions.iter().filter_map(|question| answer(question, &makers)).collect();
        let found = once(found);
        (!found.is_empty()).then(|| (member.item.clone(), found))
    });
    answered.collect()
}
