//! Which value of a set a person would name as an example: round numbers, first days of months, first choices.

use crate::civil;
use crate::ranges::Ranges;

/// What the values of a fact stand for, as far as examples are concerned.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub enum Nature {
    /// Choices, yes/no, places: the first one.
    #[default]
    Listed,
    /// Numbers: the least multiple of the unit (100 for whole yuan in fen) from 0 on, else the least.
    Number {
        /// What is round; values below 2 mean that every number is.
        unit: i64,
    },
    /// Day numbers: the first day of a month, if possible soon after a given day.
    Day {
        /// A day near which an example looks natural, such as that of the catalogue.
        near: Option<i64>,
    },
}

impl Nature {
    /// Values of the set worth trying, the most natural first; none if the set is empty.
    pub(crate) fn examples(self, set: &Ranges) -> Vec<i64> {
        let (Some(first), Some(last)) = (set.first(), set.last()) else { return Vec::new() };
        let mut examples: Vec<i64> = match self {
            Self::Listed => Vec::new(),
            Self::Number { unit } => {
                let natural = set.intersect(&Ranges::between(0, i64::MAX));
                round(&natural, unit).or_else(|| round(set, unit)).into_iter().collect()
            }
            Self::Day { near } => {
                let from = near.filter(|day| *day <= last).map(|day| day.max(first));
                let soon = [from.and_then(|day| month_start(set, day, 1)), from.and_then(|day| set.at_or_above(day))];
                soon.into_iter().chain([month_start(set, first, 12), month_start(set, first, 1)]).flatten().collect()
            }
        };
        examples.extend([first, last]);
        let mut distinct = Vec::with_capacity(examples.len());
        examples.into_iter().for_each(|value| {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        });
        distinct
    }
}

/// The least multiple of the unit in the set, looked for in its first intervals.
fn round(set: &Ranges, unit: i64) -> Option<i64> {
    let unit = unit.max(1);
    set.intervals().iter().take(8).find_map(|(low, high)| {
        let up = low.checked_add((unit - low.rem_euclid(unit)) % unit)?;
        (up <= *high).then_some(up)
    })
}

/// The first day at or after `from` that lies in the set and begins a period of so many months.
fn month_start(set: &Ranges, from: i64, step: i128) -> Option<i64> {
    let mut from = from;
    for _ in 0..8 {
        let (year, month, _) = civil::civil(from);
        let month = (month - 1) / step * step + 1;
        let starts = [civil::month_start(year, month), civil::month_start(year, month + step)];
        let start = starts.into_iter().flatten().find(|start| *start >= from)?;
        if set.contains(start) {
            return Some(start);
        }
        from = set.at_or_above(start)?;
    }
    None
}
