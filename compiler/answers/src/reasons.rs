//! A decided case → why: every rule that counts, with its address, source, basis and sentence.

use matter_runtime::Status;
use matter_runtime::tables::Rule;
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::guide::UNSPOKEN;
use crate::parts::{Release, Standing, Why};
use crate::refusal::Refusal;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// A rule and why it stands where it stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Reason<'c> {
    /// What it yields: the table of that name (requirement, decider, limit …).
    pub kind: &'c str,
    /// Where it stands.
    pub status: Standing,
    /// Where it comes from and what it says.
    pub why: Why<'c>,
}

/// The reasons of a decision.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Reasons<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// Name of the matter.
    pub matter: &'c str,
    /// Day of application.
    pub on: Date,
    /// The rules that hold or may hold and the conditions that fail, in the order of the source; of one rule only, wherever it stands, if one
    /// was asked for.
    pub reasons: Vec<Reason<'c>>,
    /// The one-time notice (一次性告知书).
    pub notice: String,
}

impl Decided<'_> {
    /// Why the decision is what it is.
    ///
    /// # Errors
    /// The matter's definition has no rule of that address.
    pub fn reasons(&self, wanted: Option<&str>) -> Result<Reasons<'_>, Refusal> {
        let explain = self.explainer()?;
        let mut reasons = Vec::new();
        for rule in self.answer.rules() {
            let row = self.catalogue.view::<Rule>(rule.0)?;
            let status = self.answer.status(rule);
            let counts = matches!(status, Status::Certain | Status::Possible);
            let shown = match wanted {
                Some(key) => row.key == key,
                None => (counts || row.kind == "condition") && !UNSPOKEN.contains(&row.kind),
            };
            if shown {
                reasons.push(Reason { kind: row.kind, status: status.into(), why: explain.why(rule)? });
            }
        }
        for rule in self.case.fails_by() {
            let mut why = explain.why(*rule)?;
            if wanted.is_none_or(|wanted| wanted == why.rule) {
                why.text = self.catalogue.nobody_responsible(self.case.candidates(), self.day, self.language)?;
                reasons.push(Reason { kind: "responsible", status: Status::Excluded.into(), why });
            }
        }
        if let (Some(rule), true) = (wanted, reasons.is_empty()) {
            return Err(Refusal::NoSuchRule { rule: rule.to_owned() });
        }
        Ok(Reasons {
            catalogue: Release::of(self.catalogue)?,
            matter: self.matter.name,
            on: Date(self.day),
            reasons,
            notice: self.catalogue.notice(&self.rows()?, self.language)?,
        })
    }
}
