//! Which line of the later definition stands for which of the earlier one, and what changed from the one to the other.
//!
//! Of a choice exactly one line holds in each case: lines are compared where a case meets both. Lines of lists are compared with the line
//! about the same thing; of materials also with one that shares a document.

use std::collections::BTreeSet;

use crate::cases::Cases;
use crate::judge;
use crate::lines::Line;
use crate::report::{Change, Effect, Shift, What};

/// What changed from the lines of one definition to those of another, in the order of the guide.
pub(crate) fn changes(old: &[Line], new: &[Line], cases: &Cases) -> Vec<Change> {
    let mut pairing = Pairing { cases, found: Vec::new(), gone: Vec::new(), come: Vec::new() };
    let mut seen = BTreeSet::new();
    for line in new.iter().chain(old) {
        if seen.insert((&line.kind, &line.about)) {
            let about = |other: &&Line| other.kind == line.kind && other.about == line.about;
            let (before, after) = (old.iter().filter(about).collect(), new.iter().filter(about).collect());
            pairing.group(before, after);
        }
    }
    pairing.finish()
}

struct Pairing<'a> {
    cases: &'a Cases,
    found: Vec<Change>,
    gone: Vec<&'a Line>,
    come: Vec<&'a Line>,
}

impl<'a> Pairing<'a> {
    fn group(&mut self, old: Vec<&'a Line>, new: Vec<&'a Line>) {
        let both = !old.is_empty() && !new.is_empty();
        if both && old.iter().chain(&new).all(|line| line.of_choice) {
            self.choice(&old, &new);
        } else if both {
            self.list(old, new);
        } else {
            self.gone.extend(old);
            self.come.extend(new);
        }
    }

    fn choice(&mut self, old: &[&'a Line], new: &[&'a Line]) {
        let mut met = BTreeSet::new();
        for before in old {
            for after in new {
                if !self.cases.meet(before.id, after.id) {
                    continue;
                }
                met.extend([(false, before.id), (true, after.id)]);
                if !before.says_same(after) {
                    let effect = judge::line(&before.kind, &before.said, &after.said);
                    self.found.push(changed(before, after, effect.unwrap_or(Effect::Neutral), None));
                }
            }
        }
        let (gone, come) = (
            old.iter().filter(|line| !met.contains(&(false, line.id))),
            new.iter().filter(|line| !met.contains(&(true, line.id))),
        );
        self.found.extend(gone.map(|line| of_choice(line, What::Removed)));
        self.found.extend(come.map(|line| of_choice(line, What::Added)));
    }

    fn list(&mut self, mut old: Vec<&'a Line>, mut new: Vec<&'a Line>) {
        let same = old.iter().chain(&new).zip(old.iter().chain(&new).skip(1)).all(|(one, other)| one.says_same(other));
        if let (true, Some(before), Some(after)) = (same, old.first(), new.first()) {
            let ids = |lines: &[&Line]| lines.iter().map(|line| line.id).collect::<Vec<_>>();
            if let Some(shift) = self.cases.shift(&ids(&old), &ids(&new), false) {
                let effect = judge::shifted(&after.kind, &after.said.row, shift);
                self.found.push(changed(before, after, effect, Some(shift)));
            }
            return;
        }
        self.pair(&mut old, &mut new, |one, other, cases| {
            one.says_same(other) && cases.shift(&[one.id], &[other.id], false).is_none()
        });
        self.pair(&mut old, &mut new, |one, other, _| one.said.condition == other.said.condition);
        self.pair(&mut old, &mut new, |_, _, _| true);
        self.gone.extend(old);
        self.come.extend(new);
    }

    /// Takes out the lines that fit, each with the first that it fits.
    fn pair(&mut self, old: &mut Vec<&'a Line>, new: &mut Vec<&'a Line>, fits: impl Fn(&Line, &Line, &Cases) -> bool) {
        old.retain(|before| {
            let Some(at) = new.iter().position(|after| fits(before, after, self.cases)) else { return true };
            self.compare(before, new.remove(at));
            false
        });
    }

    fn compare(&mut self, before: &Line, after: &Line) {
        let shift = self.cases.shift(&[before.id], &[after.id], after.of_choice);
        if before.says_same(after) && shift.is_none() {
            return;
        }
        let cases = shift.map(|shift| judge::shifted(&after.kind, &after.said.row, shift));
        let said = judge::line(&after.kind, &before.said, &after.said);
        let effect = judge::all_together([said, cases]).unwrap_or(Effect::Neutral);
        self.found.push(changed(before, after, effect, shift));
    }

    /// Materials that ask for one document in another way are one line that changed; what is left is new or gone.
    fn finish(mut self) -> Vec<Change> {
        let (mut gone, mut come) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.come));
        self.pair(&mut gone, &mut come, |one, other, _| {
            one.kind == "requirement" && other.kind == "requirement" && judge::shares(&one.said, &other.said)
        });
        self.found.extend(gone.into_iter().map(|line| alone(line, What::Removed)));
        self.found.extend(come.into_iter().map(|line| alone(line, What::Added)));
        self.found
    }
}

fn changed(before: &Line, after: &Line, effect: Effect, cases: Option<Shift>) -> Change {
    let (was, is) = (Some(before.said.clone()), Some(after.said.clone()));
    Change { kind: after.kind.clone(), what: What::Changed, effect, cases, before: was, after: is }
}

/// A line that stands for itself.
fn alone(line: &Line, what: What) -> Change {
    let given = judge::new_line(&line.kind, &line.said.row);
    let effect = if what == What::Removed { given.reversed() } else { given };
    Change { effect, ..of_choice(line, what) }
}

/// A line of a choice whose other lines decide its cases.
fn of_choice(line: &Line, what: What) -> Change {
    let said = Some(line.said.clone());
    let (before, after) = if what == What::Removed { (said, None) } else { (None, said) };
    Change { kind: line.kind.clone(), what, effect: Effect::Neutral, cases: None, before, after }
}
