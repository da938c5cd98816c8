//! What stands above a line: running a test or all tests of a matter, and how often a thing is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::{ItemRef, Keyword, TestSubject};

use crate::{Snapshot, Target};

/// Something above a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// The name above which it stands.
    pub at: Target,
    /// In words; empty where it takes a search, see [`Snapshot::count_of_uses`].
    pub title: String,
    /// What it does.
    pub kind: LensKind,
}

/// What a lens does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LensKind {
    /// Runs the tests of these names.
    RunTests(Vec<Arc<str>>),
    /// Shows where the thing is used.
    Uses,
}

/// Names of tests by the matter that they are about.
type TestsOf = BTreeMap<ItemRef, Vec<Arc<str>>>;

impl Snapshot {
    /// What stands above the lines of a file.
    #[must_use]
    pub fn lenses(&self, file: &str) -> Vec<Lens> {
        let tests = self.tests_of_all();
        self.analysis.items(file).iter().flat_map(|item| self.lenses_of(item, &tests)).collect()
    }

    /// A sentence that counts uses.
    #[must_use]
    pub fn count_of_uses(&self, count: usize) -> String {
        match count {
            0 => self.words("没有用到", "not used").to_owned(),
            count => self.words(format!("用到 {count} 处"), format!("used {count} times")),
        }
    }

    fn lenses_of(&self, item: &ItemInfo, tests: &TestsOf) -> Vec<Lens> {
        let Some(at) = self.name_of_item(item) else { return Vec::new() };
        let run = self.tests_in(item, tests).map(|(title, names)| Lens {
            at: at.clone(),
            title,
            kind: LensKind::RunTests(names),
        });
        let used = item.keyword.is_some_and(|keyword| USED.contains(&keyword));
        let uses = used.then(|| Lens { at, title: String::new(), kind: LensKind::Uses });
        run.into_iter().chain(uses).collect()
    }

    fn tests_in(&self, item: &ItemInfo, tests: &TestsOf) -> Option<(String, Vec<Arc<str>>)> {
        match item.keyword? {
            Keyword::Test => Some((self.words("▶ 运行用例", "▶ Run test").to_owned(), vec![item.name.clone()])),
            Keyword::Matter => {
                let names = tests.get(&item.item)?.clone();
                let title =
                    self.words(format!("▶ 运行 {} 个用例", names.len()), format!("▶ Run {} tests", names.len()));
                Some((title, names))
            }
            _ => None,
        }
    }

    /// The names of all tests of the catalogue itself, by their matters.
    fn tests_of_all(&self) -> TestsOf {
        let mut all = TestsOf::new();
        for test in self.analysis.tests() {
            if let TestSubject::Matter(_, matter) = &test.subject {
                all.entry(matter.clone()).or_default().push(Arc::clone(&test.name));
            }
        }
        all
    }

    fn name_of_item(&self, item: &ItemInfo) -> Option<Target> {
        let tree = self.analysis.tree(&item.item)?;
        let span = tree.parse().item.name.as_ref().map_or(tree.parse().item.keyword_span, |name| name.span);
        Some(Target::new(&item.item.file, span.start + item.range.start..span.end + item.range.start))
    }
}

/// What is counted.
const USED: &[Keyword] = &[
    Keyword::Fact,
    Keyword::Define,
    Keyword::Rate,
    Keyword::Material,
    Keyword::Department,
    Keyword::Law,
    Keyword::Matter,
];
