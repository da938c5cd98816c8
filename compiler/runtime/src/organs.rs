//! Organs: which unit acts at a level, and what its organ is called.

use crate::case::{Case, Resolution};
use crate::catalogue::{Catalogue, RegionId};
use crate::decide::Status;
use crate::decision::Decides;
use crate::error::Error;
use crate::regions::AtLevel;
use crate::tables::{Body, Day, Region, RegionLevel};

impl Catalogue {
    /// The unit of a level that is responsible for a region; where that level does not exist, the one that acts instead by the table
    /// `region_level`.
    #[must_use]
    pub fn acting_unit(&self, region: RegionId, level: u8) -> Option<RegionId> {
        let unit = self.unit(region, level)?;
        if self.node(unit)?.level == level {
            return Some(unit);
        }
        for place in [region].into_iter().chain(self.above(region)) {
            let code = self.view::<Region>(place.0).ok()?.code;
            let rules = self.views_named::<RegionLevel>(code).ok()?;
            if let Some(rule) = rules.iter().find(|rule| rule.missing == level) {
                return self
                    .unit(region, rule.acts)
                    .filter(|unit| self.node(*unit).map(|node| node.level) == Some(rule.acts));
            }
        }
        None
    }

    /// Refuses a place that is too large to tell who decides. Where candidates are asked their level sees to that; a matter without them is
    /// decided where the applicant stands.
    pub(crate) fn check_exact(&self, case: &Case, deciders: &[Decides<'_>]) -> Result<(), Error> {
        let Resolution::Edition(_) = case.resolution() else { return Ok(()) };
        let asked_for = self.block_at(case.block)?.candidates().len() > 0;
        let Some(place) = case.responsible().filter(|_| !asked_for) else { return Ok(()) };
        let mut certain =
            deciders.iter().filter(|one| one.line.status == Status::Certain).map(|one| one.line.row.level);
        match certain.find(|level| self.is_coarse(place, *level)) {
            Some(level) => Err(Error::PlaceTooLarge { place: self.region_path(place)?, level }),
            None => Ok(()),
        }
    }

    fn is_coarse(&self, place: RegionId, level: u8) -> bool {
        self.acting_unit(place, level).is_none() && self.at_level(place, level) == Some(AtLevel::Coarse)
    }

    /// The name of a department's organ at a level of a unit: the one declared for the unit, else the form of name at that level behind the
    /// unit's own name.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn body_name(&self, department: &str, unit: RegionId, level: u8) -> Result<Option<String>, Error> {
        let bodies = self.views_named::<Body>(department)?;
        let place = self.view::<Region>(unit.0)?;
        let level = if bodies.iter().any(|body| body.level == level) { level } else { place.level };
        let at_level = || bodies.iter().filter(|body| body.level == level);
        let own = at_level().find(|body| body.region == place.code);
        let found = own.or_else(|| at_level().find(|body| body.region.is_empty()));
        Ok(found.map(|body| {
            if body.whole_name || body.name.starts_with(place.name) {
                return body.name.to_owned();
            }
            format!("{}{}", place.name, of_kind(body.name, place.kind))
        }))
    }

    /// Names of the matters that an edition covers at a place on a day, in order.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// let on = "2026-03-02".parse().unwrap();
    /// let place = catalogue.region("坂田街道", on)?;
    /// assert_eq!(catalogue.offered(place, on)?, [catalogue.matter("二孩生育登记")?]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The image is damaged.
    pub fn offered(&self, place: RegionId, day: Day) -> Result<Vec<crate::MatterId>, Error> {
        let Some(node) = self.node(place) else { return Ok(Vec::new()) };
        let matters = (0..self.count::<crate::tables::Matter>()).map(crate::MatterId);
        Ok(matters.filter(|matter| self.edition_at(*matter, node.first, day).is_some()).collect())
    }
}

/// `人民政府（办事处）`: the word in （ ） is what a 街道 or a 社区 calls its organ, the one before it what others do.
fn of_kind<'n>(name: &'n str, kind: &str) -> &'n str {
    match name.strip_suffix('）').and_then(|name| name.split_once('（')) {
        Some((_, inner)) if matches!(kind, "街道" | "社区") => inner,
        Some((outer, _)) => outer,
        None => name,
    }
}
