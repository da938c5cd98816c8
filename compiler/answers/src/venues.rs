//! Where a decided case can be handed in.

use matter_runtime::tables::view::{Hall, Venue};
use matter_runtime::tables::{HallHours, HallWindow};
use matter_runtime::{Catalogue, Error, Receives, Scope};
use serde::Serialize;

use crate::decided::Decided;
use crate::parts::{Explainer, Line, Resolution, Standing, each};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Where and how a case can be handed in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Venues<'c> {
    /// How far the case could be resolved; unless to a definition, nothing is said.
    pub resolution: Resolution,
    /// Whether it can be handed in where the applicant stands.
    pub here: Standing,
    /// Halls around here that take the matter.
    pub halls: Vec<HallPlace<'c>>,
    /// Who receives at the responsible unit.
    pub accepting: Vec<Line<'c, AcceptingValue<'c>>>,
    /// From where else it may be handed in (通办).
    pub scopes: Vec<Line<'c, ScopeValue>>,
    /// How: fully_online, received_for_another, jointly.
    pub modes: Vec<Line<'c, ModeValue<'c>>>,
    /// How long forwarding takes.
    pub forward: Vec<Line<'c, Duration<'c>>>,
    /// How long the return takes.
    pub back: Vec<Line<'c, Duration<'c>>>,
    /// When the clock starts: receipt or arrival.
    pub clock: Vec<Line<'c, ModeValue<'c>>>,
}

/// A service point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct HallPlace<'c> {
    /// Name.
    pub name: &'c str,
    /// Address; may be empty.
    pub address: &'c str,
    /// When it is open, in the words of its declaration.
    pub hours: Vec<&'c str>,
    /// Its classes of windows; empty if it does not tell them apart.
    pub windows: Vec<WindowPlace<'c>>,
}

/// A class of windows of a service point.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct WindowPlace<'c> {
    /// Name.
    pub name: &'c str,
    /// How many.
    pub count: u32,
}

impl<'c> HallPlace<'c> {
    /// # Errors
    /// The image is damaged.
    pub(crate) fn of(catalogue: &'c Catalogue, hall: &Hall<'c>) -> Result<Self, Error> {
        let hours = catalogue.views_named::<HallHours>(hall.name)?;
        let windows = catalogue.views_named::<HallWindow>(hall.name)?.into_iter();
        Ok(Self {
            name: hall.name,
            address: hall.address,
            hours: hours.into_iter().map(|row| row.text).collect(),
            windows: windows.map(|row| WindowPlace { name: row.window, count: row.count }).collect(),
        })
    }
}

/// Somebody who receives.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct AcceptingValue<'c> {
    /// Level, if it is one.
    pub level: Option<u8>,
    /// Named acceptor, if it is no level.
    pub name: Option<&'c str>,
    /// The responsible unit of that level; of a level below the responsible region, that around the applicant who stands in the region.
    pub unit: Option<String>,
}

/// A scope of handing in elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ScopeValue {
    /// Anywhere in this unit.
    pub unit: Option<String>,
    /// Whether the applicant stands in it.
    pub reaches_here: bool,
}

/// A word of the tables.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ModeValue<'c> {
    /// The word.
    pub name: Option<&'c str>,
}

/// A length of time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Duration<'c> {
    /// How long.
    pub amount: Option<i64>,
    /// working_days, calendar_days …
    pub unit: Option<&'c str>,
}

impl Decided<'_> {
    /// Where the case can be handed in from where the applicant stands.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn venues(&self) -> Result<Venues<'_>, Error> {
        self.venues_by(&self.explainer()?)
    }

    pub(crate) fn venues_by<'d>(&'d self, explain: &Explainer<'d>) -> Result<Venues<'d>, Error> {
        let venues = self.catalogue.venues(&self.case, &self.answer)?;
        let accepting = |receives: Receives<'d>| {
            let row = receives.line.row;
            let value = AcceptingValue { level: row.level, name: row.name, unit: explain.place(receives.unit)? };
            explain.line(&receives.line, value)
        };
        let scope = |scope: &Scope<'d>| {
            let value = ScopeValue { unit: explain.place(scope.unit)?, reaches_here: scope.reaches_here };
            explain.line(&scope.line, value)
        };
        let word = |row: &Venue<'d>| ModeValue { name: row.value };
        let duration = |row: &Venue<'d>| Duration { amount: row.amount, unit: row.unit };
        Ok(Venues {
            resolution: self.case.resolution().into(),
            here: venues.here.into(),
            accepting: venues.accepting.into_iter().map(accepting).collect::<Result<_, _>>()?,
            scopes: venues.scopes.iter().map(scope).collect::<Result<_, _>>()?,
            modes: explain.lines(&venues.modes, word)?,
            forward: explain.lines(&venues.forward, duration)?,
            back: explain.lines(&venues.back, duration)?,
            clock: explain.lines(&venues.clock, word)?,
            halls: each(&venues.halls, |hall| HallPlace::of(self.catalogue, hall))?,
        })
    }
}
