//! Lines that a decision and a member of a theme show alike.

use matter_runtime::tables::{Fact, bare};
use matter_runtime::{Decision, Error};

use crate::decided::Decided;
use crate::decision::{Candidate, ConditionValue, DeciderValue, LimitValue, ResultValue};
use crate::parts::{Explainer, Line, each};
use crate::questions::short;

impl Decided<'_> {
    pub(crate) fn explainer(&self) -> Result<Explainer<'_>, Error> {
        Explainer::of(self.catalogue, self.decision.resolution, self.language)
    }
}

impl<'d> Explainer<'d> {
    pub(crate) fn candidates(&self, matter: &str, decision: &Decision) -> Result<Vec<Candidate<'d>>, Error> {
        let named = |candidate: &matter_runtime::Candidate| {
            let row = self.catalogue.view::<Fact>(candidate.fact.0)?;
            let fact = short(matter, row.name);
            Ok(Candidate { fact, title: row.title, place: self.place(candidate.region)? })
        };
        decision.candidates.iter().map(named).collect()
    }

    pub(crate) fn conditions(&self, decision: &'d Decision) -> Result<Vec<Line<'d, ConditionValue<'d>>>, Error> {
        self.lines(&decision.conditions, |row| ConditionValue { label: &row.label, official: row.official.as_deref() })
    }

    pub(crate) fn deciders(&self, decision: &'d Decision) -> Result<Vec<Line<'d, DeciderValue<'d>>>, Error> {
        let line = |decides: &'d matter_runtime::Decides| {
            let value = DeciderValue {
                level: decides.line.row.level,
                department: &decides.line.row.department,
                body: decides.body.as_deref(),
                unit: self.place(decides.unit)?,
            };
            self.line(decides.line.rule, decides.line.status, value)
        };
        each(&decision.deciders, line)
    }

    pub(crate) fn limits(&self, decision: &'d Decision) -> Result<Vec<Line<'d, LimitValue<'d>>>, Error> {
        self.lines(&decision.limits, |row| LimitValue {
            kind: &row.kind,
            amount: row.amount,
            unit: &row.unit,
            start: &row.start,
            overdue: row.overdue.as_deref(),
        })
    }

    pub(crate) fn results(&self, decision: &'d Decision) -> Result<Vec<Line<'d, ResultValue<'d>>>, Error> {
        let line = |gets: &'d matter_runtime::Gets| {
            let row = &gets.line.row;
            let value = ResultValue {
                name: &row.name,
                title: bare(&row.name),
                validity: row.validity,
                unit: row.validity_unit.as_deref(),
                permanent: row.permanent,
                deliveries: gets.deliveries.iter().map(|way| way.mode.as_str()).collect(),
            };
            self.line(gets.line.rule, gets.line.status, value)
        };
        each(&decision.results, line)
    }
}
