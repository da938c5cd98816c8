//! What is remembered from question to question beside the analysis: the last conclusion, and what was said of single matters.
//!
//! Most matters of a file that is edited are as they were. What is wrong in them is put into words once and moved with them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use matter_checks::render::{Finding, Located};
use matter_core::hir::ItemRef;
use matter_core::summary::Conclusion;
use matter_core::{ItemInfo, MatterMark};

use crate::findings::FileFindings;

/// What all matters together showed at the last look at the whole catalogue, with a number that no other has.
pub(crate) type Concluded = (u64, Option<Arc<Conclusion>>);

/// What was said of one matter rests on this.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Ground {
    pub(crate) mark: MatterMark,
    /// The number of the conclusion.
    pub(crate) conclusion: u64,
}

/// What was said of a matter that began at a byte of its file.
struct Said {
    ground: Ground,
    start: u32,
    findings: Arc<[Finding]>,
}

/// Findings that were put into words together, and how far they have moved since. The words of a matter stay the very same ones until something
/// else is said of it.
#[derive(Clone, Debug)]
pub struct Passage {
    words: Arc<[Finding]>,
    from: u32,
    to: u32,
    /// Whether it is about one matter and names no place outside of it.
    pub is_remembered: bool,
}

impl Passage {
    /// Findings that nobody remembers.
    pub(crate) fn of(findings: Vec<Finding>) -> Self {
        Self { words: findings.into(), from: 0, to: 0, is_remembered: false }
    }

    /// The findings as they were put into words; their places may have moved.
    #[must_use]
    pub const fn words(&self) -> &Arc<[Finding]> {
        &self.words
    }

    /// Where a place of the words stands now.
    #[must_use]
    pub const fn now(&self, at: usize) -> usize {
        (at + self.to as usize).saturating_sub(self.from as usize)
    }

    /// The findings where they stand now.
    #[must_use]
    pub fn findings(&self) -> FileFindings {
        let mut findings = self.words.to_vec();
        if self.from != self.to {
            places(&mut findings).for_each(|at| (at.start, at.end) = (self.now(at.start), self.now(at.end)));
        }
        findings
    }
}

/// Matters of so many files are remembered.
const FILES: usize = 16;

#[derive(Default)]
pub(crate) struct Memo {
    concluded: Mutex<Concluded>,
    said: Mutex<BTreeMap<Arc<str>, BTreeMap<ItemRef, Said>>>,
}

impl Memo {
    pub(crate) fn concluded(&self) -> Concluded {
        lock(&self.concluded).clone()
    }

    pub(crate) fn conclude(&self, conclusion: &Arc<Conclusion>) {
        let mut concluded = lock(&self.concluded);
        if !concluded.1.as_ref().is_some_and(|known| Arc::ptr_eq(known, conclusion)) {
            *concluded = (concluded.0 + 1, Some(Arc::clone(conclusion)));
        }
    }

    /// What was said of a matter on this ground, where it stands now.
    pub(crate) fn said(&self, item: &ItemInfo, ground: &Ground) -> Option<Passage> {
        let said = lock(&self.said);
        let said = said.get(&item.item.file)?.get(&item.item).filter(|said| said.ground == *ground)?;
        Some(said.passage(item))
    }

    /// Keeps what was said of a matter. It names no place outside the matter.
    pub(crate) fn keep(&self, item: &ItemInfo, ground: Ground, findings: Vec<Finding>) -> Passage {
        let mut said = lock(&self.said);
        if said.len() >= FILES && !said.contains_key(&item.item.file) {
            said.clear();
        }
        let new = Said { ground, start: item.range.start, findings: findings.into() };
        let passage = new.passage(item);
        said.entry(Arc::clone(&item.item.file)).or_default().insert(item.item.clone(), new);
        passage
    }
}

impl Said {
    fn passage(&self, item: &ItemInfo) -> Passage {
        Passage { words: Arc::clone(&self.findings), from: self.start, to: item.range.start, is_remembered: true }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// All places of findings.
fn places(findings: &mut [Finding]) -> impl Iterator<Item = &mut Located> {
    findings.iter_mut().flat_map(|finding| {
        let marked = finding.places.iter_mut().map(|place| &mut place.at);
        let edits = finding.repairs.iter_mut().flat_map(|repair| &mut repair.edits).map(|edit| &mut edit.at);
        marked.chain(edits)
    })
}
