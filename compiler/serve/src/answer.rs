//! A decided case → JSON: every line with its status, its value and its reason.

use matter_runtime::due::{Event, EventKind};
use matter_runtime::{Candidate, Catalogue, Error, Language, Line, RegionId, Required, Resolution, RuleId, Status};
use serde_json::{Value, json};

use crate::ask::Decided;
use crate::questions::{questions, short};

/// Published names of the four statuses.
pub(crate) const fn status(status: Status) -> &'static str {
    match status {
        Status::Certain => "certain",
        Status::Possible => "possible",
        Status::Excluded => "excluded",
        Status::Moot => "moot",
    }
}

const fn resolution(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Nothing => "nothing",
        Resolution::Edition(_) => "edition",
        Resolution::NeedsResponsible => "needs_responsible",
        Resolution::Outside => "outside",
    }
}

/// Which release answers.
pub(crate) fn release(catalogue: &Catalogue) -> Result<Value, Error> {
    let release = catalogue.release()?;
    Ok(json!({
        "name": release.name,
        "title": release.title,
        "version": release.version,
        "hash": release.semantic_hash,
    }))
}

/// The reason of a rule: address, source, condition in words, legal basis, one sentence.
pub(crate) fn why(catalogue: &Catalogue, rule: RuleId, language: Language) -> Result<Value, Error> {
    let why = catalogue.why(rule, language)?;
    let basis: Vec<Value> = why.basis.iter().map(|basis| json!({ "law": basis.law, "place": basis.place })).collect();
    Ok(json!({
        "rule": why.rule.key,
        "file": why.rule.file,
        "line": why.rule.line,
        "condition": why.rule.condition,
        "basis": basis,
        "text": why.text,
    }))
}

impl Decided<'_> {
    /// The whole answer.
    pub(crate) fn json(&self) -> Result<Value, Error> {
        let decision = &self.decision;
        let mut answer = json!({
            "catalogue": release(self.catalogue)?,
            "matter": self.matter.name,
            "on": self.day.to_string(),
            "resolution": resolution(decision.resolution),
            "responsible": self.place(decision.responsible)?,
            "candidates": self.each(&decision.candidates, |candidate| self.candidate(candidate))?,
            "eligible": status(decision.eligible),
            "changes_on": decision.changes_on.map(|day| day.to_string()),
            "questions": questions(self.catalogue, &self.matter, &decision.questions)?,
        });
        if let (Resolution::Edition(_), Some(fields)) = (decision.resolution, answer.as_object_mut()) {
            for (name, value) in self.requirements()?.into_iter().chain(self.procedure()?) {
                fields.insert(name.to_owned(), value);
            }
        }
        Ok(answer)
    }

    fn requirements(&self) -> Result<Vec<(&'static str, Value)>, Error> {
        let decision = &self.decision;
        let conditions =
            self.lines(&decision.conditions, |line| json!({ "label": line.row.label, "official": line.row.official }))?;
        let priors = self.each(&decision.priors, |prior| {
            let value = json!({ "document": prior.line.row.material, "held": prior.held });
            self.line(prior.line.rule, prior.line.status, value)
        })?;
        let pending =
            self.each(&decision.pending, |pending| Ok(json!({ "title": pending.title, "judge": pending.judge })))?;
        let materials = self.each(&decision.materials, |required| {
            self.line(required.line.rule, required.line.status, material(required))
        })?;
        let notice = self.catalogue.notice(decision, self.language)?;
        Ok(vec![
            ("conditions", conditions),
            ("priors", priors),
            ("pending", pending),
            ("materials", materials),
            ("notice", notice.into()),
        ])
    }

    fn procedure(&self) -> Result<Vec<(&'static str, Value)>, Error> {
        let decision = &self.decision;
        let deciders = self.each(&decision.deciders, |decides| {
            let row = &decides.line.row;
            let value = json!({
                "level": row.level, "department": row.department, "body": decides.body, "unit": self.place(decides.unit)?,
            });
            self.line(decides.line.rule, decides.line.status, value)
        })?;
        let limits = self.lines(&decision.limits, |line| {
            let row = &line.row;
            json!({ "kind": row.kind, "amount": row.amount, "unit": row.unit, "start": row.start, "overdue": row.overdue })
        })?;
        let fees = self.each(&decision.fees, |line| {
            let row = &line.row;
            let amount = self.catalogue.fee_amount(&self.case, row)?;
            let value = json!({ "name": row.name, "fen": amount, "rate": row.amount, "per": row.per, "cap": row.cap });
            self.line(line.rule, line.status, value)
        })?;
        let benefits = self.lines(
            &decision.benefits,
            |line| json!({ "name": line.row.name, "fen": line.row.amount, "period": line.row.period }),
        )?;
        let results = self.each(&decision.results, |gets| {
            let row = &gets.line.row;
            let deliveries: Vec<&str> = gets.deliveries.iter().map(|way| way.mode.as_str()).collect();
            let value = json!({
                "name": row.name, "validity": row.validity, "unit": row.validity_unit, "permanent": row.permanent,
                "deliveries": deliveries,
            });
            self.line(gets.line.rule, gets.line.status, value)
        })?;
        let visits =
            self.lines(&decision.visits, |line| json!({ "count": line.row.count, "reason": line.row.reason }))?;
        let instead = self.lines(&decision.instead, |line| json!({ "matter": line.row.matter }))?;
        Ok(vec![
            ("deciders", deciders),
            ("limits", limits),
            ("due", self.due()),
            ("fees", fees),
            ("benefits", benefits),
            ("results", results),
            ("channels", self.lines(&decision.channels, |line| json!({ "name": line.row.channel }))?),
            ("visits", visits),
            ("instead", instead),
            ("venues", self.venues()?),
        ])
    }

    /// The last day of the decision if the case is handed in and accepted on its day; `null` where no limit says so.
    fn due(&self) -> Value {
        let on = |kind| Event::on(kind, self.day);
        let events = [on(EventKind::Applied), on(EventKind::Received), on(EventKind::Accepted)];
        let due = self.catalogue.due(&self.answer, &events, self.day).ok();
        let decision = due.and_then(|due| due.decision().map(|(_, deadline)| deadline));
        decision.map_or(
            Value::Null,
            |deadline| json!({ "day": deadline.day.to_string(), "provisional": deadline.provisional }),
        )
    }

    fn venues(&self) -> Result<Value, Error> {
        let venues = self.catalogue.venues(&self.case, &self.answer)?;
        let halls = self.each(&venues.halls, |hall| Ok(json!({ "name": hall.name, "address": hall.address })))?;
        let accepting = self.each(&venues.accepting, |receives| {
            let row = &receives.line.row;
            let value = json!({ "level": row.level, "name": row.name, "unit": self.place(receives.unit)? });
            self.line(receives.line.rule, receives.line.status, value)
        })?;
        let scopes = self.each(&venues.scopes, |scope| {
            let value = json!({ "unit": self.place(scope.unit)?, "reaches_here": scope.reaches_here });
            self.line(scope.line.rule, scope.line.status, value)
        })?;
        let modes = self.lines(&venues.modes, |line| json!({ "name": line.row.value }))?;
        Ok(json!({
            "here": status(venues.here), "halls": halls, "accepting": accepting, "scopes": scopes, "modes": modes,
        }))
    }

    fn candidate(&self, candidate: &Candidate) -> Result<Value, Error> {
        let row = self.catalogue.fact_row(candidate.fact)?;
        let fact = short(&self.matter, &row.name);
        Ok(json!({ "fact": fact, "title": row.title, "place": self.place(candidate.region)? }))
    }

    fn place(&self, region: Option<RegionId>) -> Result<Option<String>, Error> {
        region.map(|region| self.catalogue.region_path(region)).transpose()
    }

    fn line(&self, rule: RuleId, at: Status, value: Value) -> Result<Value, Error> {
        Ok(json!({ "status": status(at), "value": value, "why": why(self.catalogue, rule, self.language)? }))
    }

    fn lines<R>(&self, lines: &[Line<R>], value: impl Fn(&Line<R>) -> Value) -> Result<Value, Error> {
        self.each(lines, |line| self.line(line.rule, line.status, value(line)))
    }

    fn each<T>(&self, rows: &[T], value: impl Fn(&T) -> Result<Value, Error>) -> Result<Value, Error> {
        rows.iter().map(value).collect::<Result<Vec<_>, _>>().map(Value::Array)
    }
}

fn material(required: &Required) -> Value {
    let row = &required.line.row;
    let member = |member: &matter_runtime::tables::RequirementMember| {
        json!({
            "material": member.material, "title": member.title, "holder": member.holder, "form": member.form,
            "count": member.count, "per": member.per,
        })
    };
    let options: Vec<Vec<Value>> = required.options.iter().map(|option| option.iter().map(member).collect()).collect();
    json!({
        "title": row.title, "options": options, "exempt": row.exempt, "must": row.must,
        "grace": row.grace, "grace_unit": row.grace_unit, "grace_overdue": row.grace_overdue,
    })
}
