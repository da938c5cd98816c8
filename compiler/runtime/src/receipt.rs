//! The receipt of a decision: which release said what of which facts.

use crate::case::Case;
use crate::catalogue::{Catalogue, RegionId};
use crate::decide::{Answer, Status};
use crate::error::Error;
use crate::tables::{self, Day, Rule};

/// A fact as it was used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UsedFact {
    /// Name.
    pub name: String,
    /// Value, as people read it.
    pub value: String,
    /// Whether it is an official's finding that was taken as favourable.
    pub pending: bool,
}

/// What a decision rests on; enough to make it again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The release: name, version, hashes, tool.
    pub release: tables::Catalogue,
    /// The matter.
    pub matter: String,
    /// Hash of the definition.
    pub edition: String,
    /// Code of the responsible region.
    pub responsible: Option<String>,
    /// Code of the place where the applicant stands, if it is known.
    pub here: Option<String>,
    /// Day of application and the day that selected the definition.
    pub days: (Day, Day),
    /// Day of the event (生效日), as given or as it follows from the matter's trigger.
    pub event: Option<Day>,
    /// Day of decision, if it is known.
    pub decision: Option<Day>,
    /// Last published day of the calendar `cn`, if the release has one.
    pub calendar_to: Option<Day>,
    /// Facts used.
    pub facts: Vec<UsedFact>,
    /// Keys of the rules that certainly hold.
    pub rules: Vec<String>,
    /// Keys of the rules that may hold.
    pub possible: Vec<String>,
}

impl Catalogue {
    /// The receipt of an evaluated case; `None` if it is not resolved to an edition.
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
    /// let receipt = catalogue.receipt(&case, &answer)?.unwrap();
    /// assert_eq!((receipt.facts[0].name.as_str(), receipt.facts[0].value.as_str()), ("婚姻状况", "离异"));
    /// assert_eq!(receipt.rules, ["材料/离婚证", "时限/承诺"]);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The image is damaged.
    pub fn receipt(&self, case: &Case, answer: &Answer) -> Result<Option<Receipt>, Error> {
        let (Some(edition), Some((matter, dates))) = (case.edition(), case.request) else { return Ok(None) };
        let mut facts = Vec::new();
        for given in case.values() {
            let row = self.fact_row(given.fact)?;
            let pending = case.pending().contains(&given.fact);
            facts.push(UsedFact { name: row.name, value: self.show_value(*given)?, pending });
        }
        let keys = |status: Status| {
            let rules = answer.rules().filter(move |rule| answer.status(*rule) == status);
            rules.map(|rule| self.row::<Rule>(rule.0).map(|row| row.key)).collect::<Result<Vec<_>, _>>()
        };
        let code = |region: RegionId| self.view::<tables::Region>(region.0).map(|row| row.code.to_owned());
        Ok(Some(Receipt {
            release: self.release()?,
            matter: self.row::<tables::Matter>(matter.0)?.name,
            edition: self.edition_row(edition)?.key,
            responsible: case.responsible().map(code).transpose()?,
            here: case.here().map(code).transpose()?,
            days: (dates.application, dates.selecting()),
            event: dates.event.or(case.event),
            decision: dates.decision,
            calendar_to: self.calendar("cn").ok().map(|calendar| calendar.published().1),
            facts,
            rules: keys(Status::Certain)?,
            possible: keys(Status::Possible)?,
        }))
    }
}
