//! When a catalogue is checked: the documents that were edited at once, everything in a pause.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::checker::Scope;

/// A check of edited documents may end before the next edit is taken, if it began so short a time ago: a burst of edits then costs a few
/// checks and not one cancellation each.
const GRACE: Duration = Duration::from_millis(10);

/// A check of everything that the next edit would cut off is work for nothing: it is worth a pause of this part of its time.
const SHARE: u32 = 4;

/// No pause before a check of everything need be longer.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// What is to be checked in one catalogue.
#[derive(Default)]
pub(crate) struct Plan {
    /// Documents that were edited since they were looked at.
    edited: BTreeSet<PathBuf>,
    /// Since when a check of edited documents is at work.
    quick: Option<Instant>,
    /// When everything is checked.
    whole: Option<Instant>,
    /// How long the last check of everything took.
    cost: Duration,
}

impl Plan {
    /// A document has a new text.
    pub(crate) fn edited(&mut self, path: PathBuf) {
        self.edited.insert(path);
    }

    /// Everything is checked when nothing happened for a while: for the client's delay, and for a part of the time that the check will take.
    pub(crate) fn later(&mut self, now: Instant, delay: Duration) {
        self.whole = Some(now + delay.max((self.cost / SHARE).min(LONGEST_PAUSE)));
    }

    /// Everything is checked at once.
    pub(crate) fn at_once(&mut self, now: Instant) {
        self.whole = Some(now);
    }

    /// Until when an edit lets the check of edited documents end.
    pub(crate) fn patience(&self) -> Option<Instant> {
        self.quick.map(|since| since + GRACE)
    }

    /// When there is something to do.
    pub(crate) fn due(&self, now: Instant) -> Option<Instant> {
        let quick = (self.quick.is_none() && !self.edited.is_empty()).then_some(now);
        quick.into_iter().chain(self.whole).min()
    }

    /// What is to be checked now; it counts as begun.
    pub(crate) fn begin(&mut self, now: Instant) -> Vec<Scope> {
        let mut scopes = Vec::new();
        if self.quick.is_none() && !self.edited.is_empty() {
            self.quick = Some(now);
            scopes.push(Scope::Edited(std::mem::take(&mut self.edited)));
        }
        if self.whole.is_some_and(|due| due <= now) {
            self.whole = None;
            scopes.push(Scope::Whole);
        }
        scopes
    }

    /// A check is over; what was cancelled is made again.
    pub(crate) fn ended(&mut self, scope: &Scope, cancelled: bool, cost: Duration, now: Instant, delay: Duration) {
        match scope {
            Scope::Edited(edited) => {
                self.quick = None;
                if cancelled {
                    self.edited.extend(edited.iter().cloned());
                }
            }
            Scope::Whole if !cancelled => self.cost = cost,
            Scope::Whole if self.whole.is_none() => self.later(now, delay),
            Scope::Whole => {}
        }
    }
}
