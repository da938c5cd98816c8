//! The receipt of a decision: which release said what of which facts; enough to make it again.

use matter_runtime::Error;
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::info::ReleaseInfo;
use crate::lines::candidates;
use crate::questions::short;
use crate::refusal::Refusal;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// A fact as it was used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct UsedFact {
    /// Name by which it is answered, as in questions.
    pub name: String,
    /// Value, as people read it.
    pub value: String,
    /// Whether it is an official's finding that was taken as favourable.
    pub pending: bool,
}

/// What a decision rests on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Receipt {
    /// The release: versions, hash, tool.
    pub catalogue: ReleaseInfo,
    /// Name of the matter.
    pub matter: String,
    /// Hash of the definition.
    pub edition: String,
    /// Code of the responsible region.
    pub responsible: Option<String>,
    /// Code of the place where the applicant stands.
    pub at: Option<String>,
    /// Day of application.
    pub applied: Date,
    /// The day that selected the definition.
    pub accepted: Date,
    /// Day of the event (生效日), as given or as it follows from what triggers the matter; null if there is none.
    pub event: Option<Date>,
    /// Day of decision; null as long as it is not known.
    pub decided: Option<Date>,
    /// Last published day of the calendar.
    pub calendar_to: Option<Date>,
    /// Facts used.
    pub facts: Vec<UsedFact>,
    /// Addresses of the rules that certainly hold.
    pub rules: Vec<String>,
    /// Addresses of the rules that may hold.
    pub possible: Vec<String>,
}

impl Decided<'_> {
    /// The receipt.
    ///
    /// # Errors
    /// The case is not resolved to a definition; the image is damaged.
    pub fn receipt(&self) -> Result<Receipt, Refusal> {
        let Some(receipt) = self.catalogue.receipt(&self.case, &self.answer)? else { return Err(self.unresolved()?) };
        let fact = |fact: matter_runtime::UsedFact| {
            let name = short(self.matter.name, &fact.name).to_owned();
            UsedFact { name, value: fact.value, pending: fact.pending }
        };
        Ok(Receipt {
            catalogue: ReleaseInfo::new(receipt.release),
            matter: receipt.matter,
            edition: receipt.edition,
            responsible: receipt.responsible,
            at: receipt.here,
            applied: Date(receipt.days.0),
            accepted: Date(receipt.days.1),
            event: receipt.event.map(Date),
            decided: receipt.decision.map(Date),
            calendar_to: receipt.calendar_to.map(Date),
            facts: receipt.facts.into_iter().map(fact).collect(),
            rules: receipt.rules,
            possible: receipt.possible,
        })
    }

    fn unresolved(&self) -> Result<Refusal, Error> {
        let candidates = candidates(self.catalogue, self.matter.name, self.case.candidates())?;
        Ok(Refusal::Unresolved {
            candidates: candidates.into_iter().map(|candidate| candidate.fact.to_string()).collect(),
        })
    }
}
