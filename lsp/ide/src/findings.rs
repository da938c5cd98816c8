//! What is wrong, in words and bytes: in one file at once, in the whole catalogue when there is time.
//!
//! Each matter's rules and proofs are remembered by the analysis, so typing in one matter costs nothing for its neighbours. What only all
//! matters together show is remembered from the last look at the whole catalogue, until the next one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matter_checks::lints;
use matter_checks::manifest;
use matter_checks::render::{self, Finding};
use matter_checks::workspace as whole;
use matter_core::diagnostic::Diagnostic;
use matter_core::hir::Keyword;
use matter_core::summary::Conclusion;

use crate::Snapshot;

/// Findings of one file, in the order of their places.
pub type FileFindings = Vec<Finding>;

/// What all matters together showed at the last look at the whole catalogue.
#[derive(Default)]
pub(crate) struct Memo {
    conclusion: Mutex<Option<Arc<Conclusion>>>,
}

impl Memo {
    fn conclusion(&self) -> MutexGuard<'_, Option<Arc<Conclusion>>> {
        self.conclusion.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Snapshot {
    /// What is wrong in a file. What only all matters together show is as the last look at the whole catalogue found it: nobody should wait
    /// for that to see a word that cannot be read.
    #[must_use]
    pub fn findings(&self, file: &str) -> FileFindings {
        if self.analysis.rank(file) != Some(0) {
            return Vec::new();
        }
        let conclusion = self.memo.conclusion().clone();
        self.findings_with(file, conclusion.as_deref())
    }

    fn findings_with(&self, file: &str, conclusion: Option<&Conclusion>) -> FileFindings {
        let mut found = whole::file(&self.analysis, file);
        for item in self.analysis.items_in(file, Keyword::Matter) {
            found.extend(whole::matter(&self.analysis, item, conclusion).standing);
        }
        self.in_words(&found)
    }

    /// What is wrong in the whole catalogue, by file; files without findings are not listed.
    #[must_use]
    pub fn all_findings(&self) -> BTreeMap<Arc<str>, FileFindings> {
        self.analysis.warm_up();
        let conclusion = self.look_around();
        let mut found: FileFindings = Vec::new();
        for path in self.analysis.files().filter(|path| self.analysis.rank(path) == Some(0)) {
            self.analysis.poll();
            found.extend(self.findings_with(path, Some(&conclusion)));
        }
        let mut beside: Vec<Diagnostic> = self.profile.findings.clone();
        beside.extend(manifest::problems(&self.analysis, &self.profile.lints, self.profile.region_at));
        beside.extend(whole::elsewhere(&self.analysis, &conclusion).standing);
        found.extend(self.in_words(&beside));
        render::sort(&mut found);
        let mut by_file: BTreeMap<Arc<str>, FileFindings> = BTreeMap::new();
        for finding in found {
            let file = finding.places.first().map(|place| Arc::clone(&place.at.file));
            by_file.entry(file.unwrap_or_else(|| "matters.toml".into())).or_default().push(finding);
        }
        by_file
    }

    /// Findings in the reader's words, without those that the lints allow.
    fn in_words(&self, found: &[Diagnostic]) -> Vec<Finding> {
        let shown = found
            .iter()
            .filter_map(|finding| Some((finding, lints::level(finding.code, &self.profile.lints)?)))
            .map(|(finding, severity)| {
                self.analysis.poll();
                render::present(finding, severity, self.profile.language, self)
            });
        let mut shown: Vec<Finding> = shown.collect();
        render::sort(&mut shown);
        shown
    }

    /// Looks at all matters together.
    fn look_around(&self) -> Arc<Conclusion> {
        let conclusion = self.analysis.conclusion();
        let mut known = self.memo.conclusion();
        match &*known {
            Some(known) if **known == *conclusion => Arc::clone(known),
            _ => Arc::clone(known.insert(Arc::new(conclusion.clone()))),
        }
    }
}
