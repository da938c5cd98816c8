//! Small remarks inside the text: how much of the statutory time is promised, how long the steps take one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::{Definition, Duration, Keyword, LimitKind, Rule, Step, StepPart, TimeUnit, When, Yield};
use matter_syntax::tree::Node;

use crate::{Snapshot, Target};

/// A remark behind a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The place, an empty range.
    pub at: Target,
    /// The remark.
    pub text: String,
}

impl Snapshot {
    /// The remarks of a file between two offsets.
    #[must_use]
    pub fn hints(&self, file: &str, start: u32, end: u32) -> Vec<Hint> {
        let items = self.analysis.items(file).into_iter();
        let seen = items
            .filter(|item| item.keyword == Some(Keyword::Matter) && item.range.start <= end && start <= item.range.end);
        seen.flat_map(|item| self.hints_of(&item)).collect()
    }

    fn hints_of(&self, item: &ItemInfo) -> Vec<Hint> {
        let definitions = self.analysis.definitions(&item.item);
        let Some(base) = definitions.first() else { return Vec::new() };
        let share = self.share(item, base);
        share.into_iter().chain(self.critical_path(item, base)).collect()
    }

    /// What part of the statutory time the promise is, where both count the same days.
    fn share(&self, item: &ItemInfo, base: &Definition) -> Vec<Hint> {
        let limits = |kind: LimitKind| {
            base.rules.iter().filter_map(move |rule| match &rule.yields {
                Yield::Limit(limit) if limit.kind == kind => Some((rule, limit.length?)),
                _ => None,
            })
        };
        let mut statutory = limits(LimitKind::Statutory);
        let (Some((_, whole)), None) = (statutory.next(), statutory.next()) else { return Vec::new() };
        let Some(tree) = self.analysis.tree(&item.item) else { return Vec::new() };
        let promised = limits(LimitKind::Promised)
            .filter(|(rule, length)| length.unit == whole.unit && whole.amount > 0 && rule.origin.item == item.item);
        let hint = |(rule, length): (&Rule, Duration)| {
            let percent = (length.amount * 200 + whole.amount) / (whole.amount * 2);
            let end = tree.map().span(rule.origin.node).end + item.range.start;
            Hint {
                at: Target::new(&item.item.file, end..end),
                text: self.words(format!("法定时限的 {percent}%"), format!("{percent}% of the statutory time")),
            }
        };
        promised.map(hint).collect()
    }

    /// How many working days the steps take, those that run side by side counted once.
    fn critical_path(&self, item: &ItemInfo, base: &Definition) -> Option<Hint> {
        let steps: Vec<(&Arc<str>, &Step)> = base
            .rules
            .iter()
            .filter_map(|rule| match (&rule.yields, &rule.when) {
                (Yield::Step(step), When::If(matter_decide::Formula::True)) if step.part == StepPart::Processing => {
                    Some((&rule.address, step))
                }
                _ => None,
            })
            .collect();
        let days = longest(&steps)?;
        let tree = self.analysis.tree(&item.item)?;
        let section = tree.parse().item.body.iter().find_map(|node| match node {
            Node::Section(section) if section.keyword == Keyword::Steps => Some(section.keyword_span),
            _ => None,
        })?;
        let text = self.analysis.text(&item.item.file)?;
        let start = section.end + item.range.start;
        let rest = text.get(start as usize..)?;
        let end = start + crate::offset(rest.find('\n').unwrap_or(rest.len()));
        Some(Hint {
            at: Target::new(&item.item.file, end..end),
            text: self.words(format!("最长路径 {days} 个工作日"), format!("longest path: {days} working days")),
        })
    }
}

/// The longest chain of steps in working days; `None` if a step counts otherwise or there is none.
fn longest(steps: &[(&Arc<str>, &Step)]) -> Option<i64> {
    let mut ends: BTreeMap<&str, i64> = BTreeMap::new();
    for (address, step) in steps {
        let length = match step.length {
            Some(Duration { amount, unit: TimeUnit::WorkingDays }) => amount,
            None => 0,
            Some(_) => return None,
        };
        // Steps stand behind those that they wait for.
        let start = step.after.iter().filter_map(|before| ends.get(&**before)).max().copied().unwrap_or(0);
        ends.insert(address, start + length);
    }
    ends.into_values().max().filter(|days| *days > 0)
}
