//! Runs tests written in the language: what they need is collected from a snapshot, then the snapshot is given up, because making
//! tables asks nothing that an edit could interrupt.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_checks::lints;
use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_core::hir::{ItemRef, NodeId, TestCase, TestSubject};
use matter_emit::trial::{self, Setting};
use matter_runtime::Catalogue;
use rayon::prelude::*;

use crate::compile::Source;
use crate::{Snapshot, Target};

/// What came of a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TestOutcome {
    /// Its name.
    pub name: Arc<str>,
    /// Its name in the text.
    pub at: Target,
    /// Lines that did not come out: where, what was expected, what came. None: passed.
    pub differences: Vec<(Target, String, String)>,
}

/// A test with the places of its lines.
struct Prepared {
    test: Arc<TestCase>,
    at: Target,
    lines: Vec<(NodeId, Target)>,
    /// Whether its matter has errors, so that it cannot be run.
    broken: bool,
}

/// Tests with everything that they need; holds no snapshot.
pub struct Trials {
    cases: Vec<Prepared>,
    source: Source,
    broken: &'static str,
    /// A sentence about names that no test has.
    unknown: Option<String>,
}

impl Snapshot {
    /// Collects tests by name, or all of them; of a file, or of the whole catalogue.
    #[must_use]
    pub fn trials(&self, file: Option<&str>, names: Option<&[String]>) -> Trials {
        let wanted = |test: &Arc<TestCase>| {
            let here = file.is_none_or(|file| *test.origin.item.file == *file);
            here && names.is_none_or(|names| names.iter().any(|name| **name == *test.name))
        };
        let tests: Vec<_> = self.analysis.tests().into_iter().filter(wanted).collect();
        let needed = self.needed(&tests);
        let (broken, sound): (Vec<&ItemRef>, Vec<&ItemRef>) = needed.iter().partition(|item| self.is_broken(item));
        let unknown = names.iter().copied().flatten().filter(|name| !tests.iter().any(|test| *test.name == ***name));
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        Trials {
            unknown: (!unknown.is_empty()).then(|| {
                self.words(
                    format!("没有叫这个名称的用例：{}", unknown.join("、")),
                    format!("no test has this name: {}", unknown.join(", ")),
                )
            }),
            source: self.source(self.analysis.all_definitions(&sound)),
            cases: tests.iter().filter_map(|test| self.case(test, &broken)).collect(),
            broken: self.words("事项本身还有错误，先改正", "the matter itself has errors; mend them first"),
        }
    }

    /// The catalogue's own matters, and those of dependencies that tests are of or that themes have as members.
    fn needed(&self, tests: &[Arc<TestCase>]) -> BTreeSet<ItemRef> {
        let mut needed: BTreeSet<ItemRef> = self.analysis.matters().cloned().collect();
        needed.extend(tests.iter().filter_map(|test| match &test.subject {
            TestSubject::Matter(_, item) => Some(item.clone()),
            TestSubject::Theme(_) | TestSubject::Unknown(_) => None,
        }));
        if tests.iter().any(|test| matches!(test.subject, TestSubject::Theme(_))) {
            let themes = &self.analysis.declarations().themes;
            let staged = themes.iter().flat_map(|theme| &theme.stages).flat_map(|stage| &stage.members);
            let members = themes.iter().flat_map(|theme| &theme.members).chain(staged);
            needed.extend(members.filter_map(|name| Some(self.analysis.matter_named(name)?.1)));
        }
        needed
    }

    fn is_broken(&self, item: &ItemRef) -> bool {
        let weighs = |found: &Diagnostic| lints::level(found.code, &self.profile.lints) == Some(Severity::Error);
        self.analysis.item_diagnostics(item).iter().any(weighs)
    }

    fn case(&self, test: &Arc<TestCase>, broken: &[&ItemRef]) -> Option<Prepared> {
        let place = |node| {
            let place = Place::Node(test.origin.item.clone(), node);
            self.analysis.resolve(&place).map(|(file, range)| Target::new(&file, range))
        };
        let lines = test.expectations.iter().filter_map(|line| Some((line.node, place(line.node)?)));
        let broken = matches!(&test.subject, TestSubject::Matter(_, item) if broken.contains(&item));
        Some(Prepared { test: Arc::clone(test), at: place(test.origin.node)?, lines: lines.collect(), broken })
    }
}

impl Trials {
    /// A sentence about wanted names that no test has.
    #[must_use]
    pub fn unknown(&self) -> Option<&str> {
        self.unknown.as_deref()
    }

    /// Runs them, in the order of the catalogue.
    ///
    /// # Errors
    /// Why no tables can be made.
    pub fn run(&self) -> Result<Vec<TestOutcome>, String> {
        let tables = self.source.tables()?;
        let bytes = matter_runtime::image::build(&tables).map_err(|error| error.to_string())?;
        let catalogue = Catalogue::open(bytes).map_err(|error| error.to_string())?;
        let setting = Setting {
            catalogue: &catalogue,
            declarations: &self.source.declarations,
            regions: &self.source.regions,
            as_of: self.source.release.as_of,
        };
        let outcomes = self.cases.par_iter().map(|Prepared { test, at, lines, broken }| {
            let place =
                |node| lines.iter().find(|(other, _)| *other == node).map_or_else(|| at.clone(), |(_, at)| at.clone());
            let differences = if *broken {
                vec![(at.clone(), String::new(), self.broken.to_owned())]
            } else {
                let differences = trial::run(&setting, test).differences;
                differences.into_iter().map(|one| (place(one.node), one.expected, one.got)).collect()
            };
            TestOutcome { name: test.name.clone(), at: at.clone(), differences }
        });
        Ok(outcomes.collect())
    }
}
