//! Lines that a decision and a member of a theme show alike.

use matter_runtime::tables::bare;
use matter_runtime::{Decision, Error};

use crate::decided::Decided;
use crate::decision::{Candidate, ConditionValue, DeciderValue, LimitValue, ResultValue};
use crate::parts::{Explainer, Line};
use crate::questions::short;

impl<'c> Decided<'c> {
    pub(crate) fn explainer(&self) -> Explainer<'c> {
        Explainer { catalogue: self.catalogue, language: self.language }
    }
}

impl Explainer<'_> {
    pub(crate) fn candidates(&self, matter: &str, decision: &Decision) -> Result<Vec<Candidate>, Error> {
        let named = |candidate: &matter_runtime::Candidate| {
            let row = self.catalogue.fact_row(candidate.fact)?;
            let fact = short(matter, &row.name).to_owned();
            Ok(Candidate { fact, title: row.title, place: self.place(candidate.region)? })
        };
        decision.candidates.iter().map(named).collect()
    }

    pub(crate) fn conditions(&self, decision: &Decision) -> Result<Vec<Line<ConditionValue>>, Error> {
        self.lines(&decision.conditions, |row| ConditionValue {
            label: row.label.clone(),
            official: row.official.clone(),
        })
    }

    pub(crate) fn deciders(&self, decision: &Decision) -> Result<Vec<Line<DeciderValue>>, Error> {
        let line = |decides: &matter_runtime::Decides| {
            let value = DeciderValue {
                level: decides.line.row.level,
                department: decides.line.row.department.clone(),
                body: decides.body.clone(),
                unit: self.place(decides.unit)?,
            };
            self.line(decides.line.rule, decides.line.status, value)
        };
        decision.deciders.iter().map(line).collect()
    }

    pub(crate) fn limits(&self, decision: &Decision) -> Result<Vec<Line<LimitValue>>, Error> {
        self.lines(&decision.limits, |row| LimitValue {
            kind: row.kind.clone(),
            amount: row.amount,
            unit: row.unit.clone(),
            start: row.start.clone(),
            overdue: row.overdue.clone(),
        })
    }

    pub(crate) fn results(&self, decision: &Decision) -> Result<Vec<Line<ResultValue>>, Error> {
        let line = |gets: &matter_runtime::Gets| {
            let row = &gets.line.row;
            let value = ResultValue {
                name: row.name.clone(),
                title: bare(&row.name).to_owned(),
                validity: row.validity,
                unit: row.validity_unit.clone(),
                permanent: row.permanent,
                deliveries: gets.deliveries.iter().map(|way| way.mode.clone()).collect(),
            };
            self.line(gets.line.rule, gets.line.status, value)
        };
        decision.results.iter().map(line).collect()
    }
}
