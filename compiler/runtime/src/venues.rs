//! Where a case can be handed in: the responsible unit's own places, and from elsewhere what 通办 says.

use crate::case::Case;
use crate::catalogue::{Catalogue, FactId, RegionId};
use crate::decide::{Answer, Status};
use crate::decision::Line;
use crate::error::Error;
use crate::tables::{self, CHANNEL, FactValue, Hall, HallChannel, HallWindow, Matter, WindowMatter, view};

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
    /// Halls around here where it can be handed in: those of a unit that receives, those with a window of a class that lists the matter in
    /// such a unit, and all that lie in a scope; with a channel and a window for the matter.
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
        let accepting: Vec<Receives<'_>> = accepting.collect();
        let here = self.can_here(case, &scopes);
        let halls = match here {
            Status::Excluded | Status::Moot => Vec::new(),
            Status::Certain | Status::Possible => self.halls(case, answer, &accepting, &scopes)?,
        };
        Ok(Venues {
            accepting,
            modes: part("mode"),
            forward: part("forward"),
            back: part("return"),
            clock: part("clock"),
            halls,
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

    // Halls that lie in the place or serve a unit around it, and may take the case.
    fn halls(
        &self,
        case: &Case,
        answer: &Answer,
        accepting: &[Receives<'_>],
        scopes: &[Scope<'_>],
    ) -> Result<Vec<view::Hall<'_>>, Error> {
        let (Some(here), Some((matter, dates))) = (case.here(), case.request) else { return Ok(Vec::new()) };
        let matter = self.view::<Matter>(matter.0)?.name;
        let channels = self.channels_of(case, answer)?;
        let mut halls = Vec::new();
        for number in 0..self.count::<Hall>() {
            let hall = self.view::<Hall>(number)?;
            let Ok(region) = self.region(hall.region, dates.selecting()) else { continue };
            if !(self.lies_in(region, here) || self.lies_in(here, region)) || !self.serves(hall.name, &channels)? {
                continue;
            }
            let takes = self.takes(hall.name, matter)?;
            let in_scope = || scopes.iter().filter_map(|scope| scope.unit).any(|unit| self.lies_in(region, unit));
            let receives = || accepting.iter().any(|one| self.receives(case, one, region, takes == Takes::Listed));
            if takes != Takes::Nothing && (in_scope() || receives()) {
                halls.push(hall);
            }
        }
        Ok(halls)
    }

    // Whether a hall stands for whoever receives: it is that of the unit or, with a window for the matter, lies in it. Of a level below the
    // responsible region every unit of that level in it receives.
    fn receives(&self, case: &Case, by: &Receives<'_>, hall: RegionId, listed: bool) -> bool {
        let (Some(level), Some(responsible)) = (by.line.row.level, case.responsible()) else { return false };
        if let Some(unit) = self.acting_unit(responsible, level) {
            return hall == unit || listed && self.lies_in(hall, unit);
        }
        let at_level = self.unit(hall, level).filter(|unit| self.node(*unit).is_some_and(|node| node.level == level));
        at_level.is_some_and(|unit| self.lies_in(unit, responsible) && (unit == hall || listed))
    }

    // The channels by which the case may be handed in, or the one that was answered; none are named where every one may.
    fn channels_of(&self, case: &Case, answer: &Answer) -> Result<Vec<&str>, Error> {
        let fact = self.find::<tables::Fact>(CHANNEL).map(FactId);
        if let Some(answered) = fact.and_then(|fact| case.value(fact)) {
            let values = self.views_named::<FactValue>(CHANNEL)?;
            let named = values.iter().filter(|value| i64::from(value.ordinal) == answered);
            return Ok(named.map(|value| value.title).collect());
        }
        let lines = self.counting::<tables::Channel>(answer)?;
        Ok(lines.into_iter().map(|line| line.row.channel).collect())
    }

    // A hall that names no channels serves all.
    fn serves(&self, hall: &str, channels: &[&str]) -> Result<bool, Error> {
        let own = self.views_named::<HallChannel>(hall)?;
        Ok(own.is_empty() || channels.is_empty() || own.iter().any(|row| channels.contains(&row.channel)))
    }

    // A hall without window classes takes everything, and so does a class that lists no matters.
    fn takes(&self, hall: &str, matter: &str) -> Result<Takes, Error> {
        let windows = self.views_named::<HallWindow>(hall)?;
        let mut takes = if windows.is_empty() { Takes::Everything } else { Takes::Nothing };
        for window in &windows {
            let matters = self.views_named::<WindowMatter>(window.window)?;
            if matters.iter().any(|row| row.matter == matter) {
                return Ok(Takes::Listed);
            }
            if matters.is_empty() {
                takes = Takes::Everything;
            }
        }
        Ok(takes)
    }
}

/// What a hall's windows take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Takes {
    /// A window lists the matter.
    Listed,
    /// A window takes every matter.
    Everything,
    /// No window takes it.
    Nothing,
}

// A level by its identifier in the tables.
fn level(name: &str) -> Option<u8> {
    let levels = ["nation", "province", "city", "county", "town", "village"];
    let position = levels.iter().position(|level| *level == name)?;
    u8::try_from(position + 1).ok()
}
