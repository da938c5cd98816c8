//! Lines that a decision and a member of a theme show alike.

use matter_runtime::tables::{Fact, bare};
use matter_runtime::{Catalogue, Decision, Error};

use crate::decided::Decided;
use crate::decision::{Candidate, ConditionValue, DeciderValue, LimitValue, ResultValue};
use crate::parts::{Explainer, Line, each};
use crate::questions::short;

impl Decided<'_> {
    pub(crate) fn explainer(&self) -> Result<Explainer<'_>, Error> {
        Explainer::of(self.catalogue, self.case.resolution(), self.language)
    }
}

impl<'d> Explainer<'d> {
    pub(crate) fn conditions(&self, decision: &Decision<'d>) -> Result<Vec<Line<'d, ConditionValue<'d>>>, Error> {
        self.lines(&decision.conditions, |row| ConditionValue { label: row.label, official: row.official })
    }

    pub(crate) fn deciders(&self, decision: &Decision<'d>) -> Result<Vec<Line<'d, DeciderValue<'d>>>, Error> {
        let line = |decides: &matter_runtime::Decides<'d>| {
            let value = DeciderValue {
                level: decides.line.row.level,
                department: decides.line.row.department,
                body: decides.body.clone(),
                unit: self.place(decides.unit)?,
            };
            self.line(&decides.line, value)
        };
        each(&decision.deciders, line)
    }

    pub(crate) fn limits(&self, decision: &Decision<'d>) -> Result<Vec<Line<'d, LimitValue<'d>>>, Error> {
        self.lines(&decision.limits, |row| LimitValue {
            kind: row.kind,
            amount: row.amount,
            unit: row.unit,
            start: row.start,
            approver: row.approver,
            overdue: row.overdue,
        })
    }

    pub(crate) fn results(&self, decision: &Decision<'d>) -> Result<Vec<Line<'d, ResultValue<'d>>>, Error> {
        let line = |gets: &matter_runtime::Gets<'d>| {
            let row = &gets.line.row;
            let value = ResultValue {
                name: row.name,
                title: bare(row.name),
                validity: row.validity,
                unit: row.validity_unit,
                permanent: row.permanent,
                deliveries: gets.deliveries.iter().map(|way| way.mode).collect(),
            };
            self.line(&gets.line, value)
        };
        each(&decision.results, line)
    }
}

/// Those that may be elected: while it depends on an answer whose candidates count, none.
pub(crate) fn electable<'c>(
    catalogue: &'c Catalogue,
    matter: &str,
    all: &[matter_runtime::Candidate],
) -> Result<Vec<Candidate<'c>>, Error> {
    let certain: Vec<_> = all.iter().copied().filter(|candidate| candidate.certain).collect();
    candidates(catalogue, matter, &certain)
}

/// Possible responsible regions, by the facts that name them.
pub(crate) fn candidates<'c>(
    catalogue: &'c Catalogue,
    matter: &str,
    candidates: &[matter_runtime::Candidate],
) -> Result<Vec<Candidate<'c>>, Error> {
    each(candidates, |candidate| {
        let row = catalogue.view::<Fact>(candidate.fact.0)?;
        let place = candidate.region.map(|region| catalogue.region_path(region)).transpose()?;
        Ok(Candidate { fact: short(matter, row.name), title: row.title, place })
    })
}
