//! Where a case can be handed in: the responsible unit's own places, and from elsewhere what 通办 says.

use crate::case::Case;
use crate::catalogue::{Catalogue, RegionId};
use crate::decide::{Answer, Status};
use crate::decision::Line;
use crate::error::Error;
use crate::tables::{self, Hall, HallWindow, Matter, WindowMatter, view};

/// Somebody who receives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receives<'c> {
    /// The line.
    pub line: Line<view::Accepting<'c>>,
    /// The unit of that level that is responsible, if the line names a level; of a level below the responsible region, that around the
    /// applicant who stands in the region.
    pub unit: Option<RegionId>,
}

/// A scope of 通办.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope<'c> {
    /// The line.
    pub line: Line<view::Venue<'c>>,
    /// Anywhere in this unit it may be handed in.
    pub unit: Option<RegionId>,
    /// Whether the place where the applicant stands lies in it.
    pub reaches_here: bool,
}

/// Where and how a case can be handed in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Venues<'c> {
    /// Whether it can be handed in where the applicant stands.
    pub here: Status,
    /// Who receives at the responsible unit.
    pub accepting: Vec<Receives<'c>>,
    /// Scopes.
    pub scopes: Vec<Scope<'c>>,
    /// Modes: fully_online, received_for_another, jointly.
    pub modes: Vec<Line<view::Venue<'c>>>,
    /// How long forwarding takes.
    pub forward: Vec<Line<view::Venue<'c>>>,
    /// How long the return takes.
    pub back: Vec<Line<view::Venue<'c>>>,
    /// When the clock starts: receipt or arrival.
    pub clock: Vec<Line<view::Venue<'c>>>,
    /// Halls around here that take the matter.
    pub halls: Vec<view::Hall<'c>>,
}

impl Catalogue {
    /// Where a decided case can be handed in from where the applicant stands (`Request::here`).
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// # use matter_runtime::{Dates, Request};
    /// # let on = "2026-03-02".parse().unwrap();
    /// # let matter = catalogue.matter("二孩生育登记")?;
    /// # let here = Some(catalogue.region("坂田街道", on)?);
    /// # let mut answers = Vec::new();
    /// # catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
    /// # let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers };
    /// # use matter_runtime::{Answer, Case};
    /// # let (mut case, mut answer) = (Case::new(), Answer::new());
    /// # case.resolve(&catalogue, &request)?;
    /// # catalogue.evaluate(&case, &mut answer)?;
    /// use matter_runtime::Status;
    ///
    /// assert_eq!(catalogue.venues(&case, &answer)?.here, Status::Certain);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The image is damaged.
    pub fn venues(&self, case: &Case, answer: &Answer) -> Result<Venues<'_>, Error> {
        let lines = self.counting::<tables::Venue>(answer)?;
        let part = |part: &str| lines.iter().filter(|line| line.row.part == part).cloned().collect::<Vec<_>>();
        let scopes: Vec<Scope<'_>> = part("scope").into_iter().map(|line| self.scope(case, line)).collect();
        let accepting = self
            .counting::<tables::Accepting>(answer)?
            .into_iter()
            .map(|line| Receives { unit: line.row.level.and_then(|level| self.receiving_unit(case, level)), line });
        let here = self.can_here(case, &scopes);
        Ok(Venues {
            accepting: accepting.collect(),
            modes: part("mode"),
            forward: part("forward"),
            back: part("return"),
            clock: part("clock"),
            halls: if matches!(here, Status::Excluded | Status::Moot) { Vec::new() } else { self.halls(case)? },
            here,
            scopes,
        })
    }

    fn receiving_unit(&self, case: &Case, level: u8) -> Option<RegionId> {
        let responsible = case.responsible()?;
        let around_here = || {
            let unit = self.unit(case.here()?, level)?;
            let below = self.node(unit)?.level == level && self.lies_in(unit, responsible);
            below.then_some(unit)
        };
        self.acting_unit(responsible, level).or_else(around_here)
    }

    fn scope<'c>(&self, case: &Case, line: Line<view::Venue<'c>>) -> Scope<'c> {
        let level = line.row.value.and_then(level);
        let unit = level.zip(case.responsible()).and_then(|(level, region)| self.unit(region, level));
        let reaches_here = unit.zip(case.here()).is_some_and(|(unit, here)| self.lies_in(here, unit));
        Scope { line, unit, reaches_here }
    }

    // At the responsible unit always; elsewhere as far as a scope reaches.
    fn can_here(&self, case: &Case, scopes: &[Scope<'_>]) -> Status {
        let (Some(here), Some(responsible)) = (case.here(), case.responsible()) else { return Status::Moot };
        if self.lies_in(here, responsible) || self.lies_in(responsible, here) {
            return Status::Certain;
        }
        let reaching = || scopes.iter().filter(|scope| scope.reaches_here);
        if reaching().any(|scope| scope.line.status == Status::Certain) {
            Status::Certain
        } else if reaching().next().is_some() {
            Status::Possible
        } else {
            Status::Excluded
        }
    }

    // Halls that lie in the place or serve a unit around it, with a window for the matter or with windows for everything.
    fn halls(&self, case: &Case) -> Result<Vec<view::Hall<'_>>, Error> {
        let (Some(here), Some((matter, dates))) = (case.here(), case.request) else { return Ok(Vec::new()) };
        let matter = self.view::<Matter>(matter.0)?.name;
        let mut halls = Vec::new();
        for number in 0..self.count::<Hall>() {
            let hall = self.view::<Hall>(number)?;
            let Ok(region) = self.region(hall.region, dates.selecting()) else { continue };
            let near = self.lies_in(region, here) || self.lies_in(here, region);
            if near && self.takes(hall.name, matter)? {
                halls.push(hall);
            }
        }
        Ok(halls)
    }

    // A hall without window classes takes everything, and so does a class that lists no matters.
    fn takes(&self, hall: &str, matter: &str) -> Result<bool, Error> {
        let windows = self.views_named::<HallWindow>(hall)?;
        for window in &windows {
            let matters = self.views_named::<WindowMatter>(window.window)?;
            if matters.is_empty() || matters.iter().any(|row| row.matter == matter) {
                return Ok(true);
            }
        }
        Ok(windows.is_empty())
    }
}

// A level by its identifier in the tables.
fn level(name: &str) -> Option<u8> {
    let levels = ["nation", "province", "city", "county", "town", "village"];
    let position = levels.iter().position(|level| *level == name)?;
    u8::try_from(position + 1).ok()
}
