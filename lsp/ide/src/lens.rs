//! What can be run from the text: a test, or all tests of a matter.

use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::Keyword;

use crate::{Snapshot, Target};

/// Something that can be run, above a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// The name above which it stands.
    pub at: Target,
    /// In words.
    pub title: String,
    /// What it does.
    pub kind: LensKind,
}

/// What a lens does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LensKind {
    /// Runs the tests of these names.
    RunTests(Vec<Arc<str>>),
}

impl Snapshot {
    /// What can be run in a file.
    #[must_use]
    pub fn lenses(&self, file: &str) -> Vec<Lens> {
        self.analysis.items(file).iter().filter_map(|item| self.lens(item)).collect()
    }

    fn lens(&self, item: &ItemInfo) -> Option<Lens> {
        let (title, names) = match item.keyword? {
            Keyword::Test => (self.words("▶ 运行用例", "▶ Run test").to_owned(), vec![item.name.clone()]),
            Keyword::Matter => {
                let tests = self.tests_of(&item.item);
                let names: Vec<Arc<str>> =
                    tests.iter().filter_map(|test| Some(self.analysis.test(test)?.name.clone())).collect();
                let title =
                    self.words(format!("▶ 运行 {} 个用例", names.len()), format!("▶ Run {} tests", names.len()));
                (title, names)
            }
            _ => return None,
        };
        if names.is_empty() {
            return None;
        }
        let tree = self.analysis.tree(&item.item)?;
        let span = tree.parse().item.name.as_ref().map_or(tree.parse().item.keyword_span, |name| name.span);
        let at = Target::new(&item.item.file, span.start + item.range.start..span.end + item.range.start);
        Some(Lens { at, title, kind: LensKind::RunTests(names) })
    }
}
