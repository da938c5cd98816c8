//! Runs tests written in the language: what they need is collected from a snapshot, then the snapshot is given up, because making
//! tables asks nothing that an edit could interrupt.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_checks::lints;
use matter_core::diagnostic::{Diagnostic, Place, Severity};
use matter_core::hir::{Face, ItemRef, NodeId, TestCase, TestSubject};
use matter_emit::trial::{self, Difference, Setting, Written};
use matter_runtime::Catalogue;
use matter_syntax::format_file;
use rayon::prelude::*;

use crate::compile::Source;
use crate::{Snapshot, Target, TextEdit, completion, slice};

/// What came of a test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TestOutcome {
    /// Its name.
    pub name: Arc<str>,
    /// Its name in the text.
    pub at: Target,
    /// Lines that did not come out. None: passed.
    pub differences: Vec<LineOutcome>,
}

/// A line that did not come out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineOutcome {
    /// Where.
    pub at: Target,
    /// What was expected.
    pub expected: String,
    /// What came.
    pub got: String,
    /// Writes what came, for whoever finds it right; `None` if no line can say it.
    pub accepted: Option<TextEdit>,
}

/// A line of 应得 in its text.
struct Line {
    node: NodeId,
    at: Target,
    /// Blanks before it; `None` if something else stands there.
    indent: Option<String>,
    /// Whether 至少 stands before it.
    at_least: bool,
}

/// A test with the places of its lines.
struct Prepared {
    test: Arc<TestCase>,
    at: Target,
    lines: Vec<Line>,
    face: Face,
    /// Why it cannot be run: it, or its matter, has errors.
    broken: Option<&'static str>,
}

/// Tests with everything that they need; holds no snapshot.
pub struct Trials {
    cases: Vec<Prepared>,
    source: Source,
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
        let text = self.analysis.text(&test.origin.item.file)?;
        let lines = test.expectations.iter().filter_map(|line| {
            let at = place(line.node)?;
            let before = slice(&text, 0..at.start).rsplit('\n').next().unwrap_or("");
            let indent = before.trim().is_empty().then(|| before.to_owned());
            Some(Line { node: line.node, at, indent, at_least: line.at_least })
        });
        let subject = matches!(&test.subject, TestSubject::Matter(_, item) if broken.contains(&item));
        let why = match (self.is_broken(&test.origin.item), subject) {
            (true, _) => Some(self.words("用例本身还有错误，先改正", "the test itself has errors; mend them first")),
            (_, true) => Some(self.words("事项本身还有错误，先改正", "the matter itself has errors; mend them first")),
            _ => None,
        };
        Some(Prepared {
            test: Arc::clone(test),
            at: place(test.origin.node)?,
            lines: lines.collect(),
            face: completion::face(&text, self.analysis.settings().language),
            broken: why,
        })
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
        Ok(self.cases.par_iter().map(|case| case.outcome(&setting)).collect())
    }
}

impl Prepared {
    fn outcome(&self, setting: &Setting<'_>) -> TestOutcome {
        let differences = match self.broken {
            Some(why) => {
                let (expected, got) = (String::new(), why.to_owned());
                vec![LineOutcome { at: self.at.clone(), expected, got, accepted: None }]
            }
            None => trial::run(setting, &self.test).differences.into_iter().map(|one| self.line(one)).collect(),
        };
        TestOutcome { name: self.test.name.clone(), at: self.at.clone(), differences }
    }

    fn line(&self, one: Difference) -> LineOutcome {
        let line = self.lines.iter().find(|line| line.node == one.node);
        let accepted = line.zip(one.written).and_then(|(line, written)| self.accepted(line, &written));
        let at = line.map_or_else(|| self.at.clone(), |line| line.at.clone());
        LineOutcome { at, expected: one.expected, got: one.got, accepted }
    }

    /// The edit by which the test says what came out.
    fn accepted(&self, line: &Line, written: &Written) -> Option<TextEdit> {
        let Target { file, start, end } = &line.at;
        let lines: Vec<String> = written.lines.iter().map(|one| canonical(one, line.at_least, self.face)).collect();
        let between = line.indent.as_ref().map(|indent| format!("\n{indent}"));
        if written.beside {
            let text: String =
                lines.iter().map(|one| Some(format!("{}{one}", between.as_ref()?))).collect::<Option<_>>()?;
            return Some(TextEdit { at: Target::new(file, *end..*end), text });
        }
        if lines.is_empty() {
            // The line goes with the break before it.
            let indent = u32::try_from(line.indent.as_ref()?.len()).ok()?;
            return Some(TextEdit { at: Target::new(file, start.checked_sub(indent + 1)?..*end), text: String::new() });
        }
        let text = if let [only] = lines.as_slice() { only.clone() } else { lines.join(&between?) };
        Some(TextEdit { at: line.at.clone(), text })
    }
}

/// A line of 应得 in the style of the formatter.
fn canonical(line: &str, at_least: bool, face: Face) -> String {
    let begin = if at_least { "至少 " } else { "" };
    let test = format!("用例 例：例\n  应得：\n    {begin}{line}\n");
    format_file(&test, Some(face)).text.lines().last().unwrap_or(line).trim().to_owned()
}
