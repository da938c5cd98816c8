//! Values of facts as integers, and the closed list of operations that compute facts from facts.
//!
//! yes/no and options are 0 and 1, choices ordinals, numbers scaled, money fen, dates day numbers, regions numbers of the region table.

use crate::tables::Day;

/// A fact that the case itself gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BuiltIn {
    /// Day of application (申请日).
    ApplicationDay,
    /// Day of acceptance (受理日); the day of application unless given.
    AcceptanceDay,
    /// Day of decision (决定日).
    DecisionDay,
    /// Day of the event (生效日, 主动 matters).
    EventDay,
    /// Responsible region (责任地).
    Responsible,
    /// Region where the applicant stands (所在地).
    Here,
}

impl BuiltIn {
    const NAMES: [(&'static str, &'static str, Self); 6] = [
        ("application_day", "申请日", Self::ApplicationDay),
        ("acceptance_day", "受理日", Self::AcceptanceDay),
        ("decision_day", "决定日", Self::DecisionDay),
        ("event_day", "生效日", Self::EventDay),
        ("responsible", "责任地", Self::Responsible),
        ("here", "所在地", Self::Here),
    ];

    /// By its name in the tables or in the standard library.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let found = Self::NAMES.iter().find(|(table, library, _)| *table == name || *library == name);
        found.map(|(.., built_in)| *built_in)
    }

    pub(crate) fn code(self) -> u8 {
        match self {
            Self::ApplicationDay => 0,
            Self::AcceptanceDay => 1,
            Self::DecisionDay => 2,
            Self::EventDay => 3,
            Self::Responsible => 4,
            Self::Here => 5,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::NAMES.iter().map(|(.., built_in)| *built_in).find(|built_in| built_in.code() == code)
    }
}

/// An operation of the table `derived`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// 1 if both are equal; regions as rolled up to their facts' levels.
    Equal,
    /// 1 if the first is less than the second.
    Less,
    /// 1 if the first is at most the second.
    AtMost,
    /// Completed years from the first to the second.
    Years,
    /// Completed months from the first to the second.
    Months,
    /// Days from the first to the second.
    Days,
    /// The least n such that the second is not after the first plus n months; if it is before the first, -n for the least n such that it is
    /// not before the first minus n months.
    MonthsBegun,
    /// 1 if both regions lie in the same unit of a level.
    SameUnit,
}

impl Operation {
    const NAMES: [(&'static str, Self); 8] = [
        ("equal", Self::Equal),
        ("less", Self::Less),
        ("at_most", Self::AtMost),
        ("years", Self::Years),
        ("months", Self::Months),
        ("days", Self::Days),
        ("months_begun", Self::MonthsBegun),
        ("same_unit", Self::SameUnit),
    ];

    /// By its name in the tables.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, operation)| *operation)
    }

    pub(crate) fn code(self) -> u8 {
        let found = Self::NAMES.iter().position(|(_, operation)| *operation == self);
        found.and_then(|position| u8::try_from(position).ok()).unwrap_or(u8::MAX)
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::NAMES.get(usize::from(code)).map(|(_, operation)| *operation)
    }

    /// The result on plain integers; `None` for the operations on regions.
    pub(crate) fn on_integers(self, a: i64, b: i64) -> Option<i64> {
        let day = |value: i64| i32::try_from(value).ok().map(Day);
        match self {
            Self::Equal => Some(i64::from(a == b)),
            Self::Less => Some(i64::from(a < b)),
            Self::AtMost => Some(i64::from(a <= b)),
            Self::Years => Some(day(a)?.completed_years(day(b)?)),
            Self::Months => Some(day(a)?.completed_months(day(b)?)),
            Self::Days => b.checked_sub(a),
            Self::MonthsBegun => Some(day(a)?.months_begun(day(b)?)),
            Self::SameUnit => None,
        }
    }
}
