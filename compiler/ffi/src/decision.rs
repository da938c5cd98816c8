//! A decision as JSON, in the shape that `matter decide --json` prints.

use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Basis, Day, Rule};
use matter_runtime::{Answer, Catalogue, Decision, Error, Resolution, RuleId, Status};
use serde_json::{Value, json};

/// A decided case with what is needed to explain it.
pub(crate) struct Decided<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) answer: Answer,
    pub(crate) decision: Decision,
    pub(crate) day: Day,
}

impl Decided<'_> {
    fn name(&self, fact: matter_runtime::FactId) -> Result<String, Error> {
        let row = self.catalogue.fact_row(fact)?;
        let name = row.option_of.unwrap_or(row.name);
        Ok(name.rsplit('/').next().unwrap_or_default().to_owned())
    }

    fn place(&self, region: Option<matter_runtime::RegionId>) -> Result<Option<String>, Error> {
        region.map(|region| self.catalogue.region_path(region)).transpose()
    }

    fn rule(&self, rule: RuleId) -> Result<Rule, Error> {
        self.catalogue.row(rule.0)
    }

    /// Laws that a rule rests on.
    fn bases(&self, rule: RuleId) -> Result<Vec<String>, Error> {
        let edition = self.rule(rule)?.edition;
        let rows: Vec<Basis> = self.catalogue.rows_of(edition)?;
        let own = rows.into_iter().filter(|row| row.rule == Some(rule.0));
        Ok(own.map(|row| format!("《{}》{}", row.law, row.place)).collect())
    }

    /// The last day of the decision if the case is accepted on its day.
    fn due(&self) -> Option<(Day, bool)> {
        let on = |kind| Event::on(kind, self.day);
        let events = [on(EventKind::Applied), on(EventKind::Received), on(EventKind::Accepted)];
        let due = self.catalogue.due(&self.answer, &events, self.day).ok()?;
        due.decision().map(|(_, deadline)| (deadline.day, deadline.provisional))
    }

    fn why(&self, rule: RuleId) -> Result<Value, Error> {
        let row = self.rule(rule)?;
        Ok(
            json!({ "rule": row.key, "file": row.file, "line": row.line, "condition": row.condition, "basis": self.bases(rule)? }),
        )
    }
}

/// Published names of the three values.
const fn status(status: Status) -> &'static str {
    match status {
        Status::Certain => "certain",
        Status::Possible => "possible",
        Status::Excluded => "excluded",
        Status::Moot => "moot",
    }
}

/// The decision as one JSON object (`schema/decision.json`).
pub(crate) fn json(decided: &Decided) -> Result<String, Error> {
    let decision = &decided.decision;
    let lines = |rules: Vec<(RuleId, Status, Value)>| -> Result<Vec<Value>, Error> {
        rules
            .into_iter()
            .map(|(rule, at, value)| Ok(json!({ "status": status(at), "value": value, "why": decided.why(rule)? })))
            .collect()
    };
    let conditions = decision
        .conditions
        .iter()
        .map(|line| (line.rule, line.status, json!({ "label": line.row.label, "official": line.row.official })));
    let materials = decision.materials.iter().map(|required| {
        let options: Vec<Vec<Value>> = required.options.iter().map(|option| option.iter().map(|member| json!({
            "material": member.material, "holder": member.holder, "form": member.form, "count": member.count, "per": member.per,
        })).collect()).collect();
        let row = &required.line.row;
        let value = json!({ "title": row.title, "options": options, "exempt": row.exempt, "grace": row.grace, "grace_unit": row.grace_unit });
        (required.line.rule, required.line.status, value)
    });
    let deciders = decision.deciders.iter().map(|decides| {
        (
            decides.line.rule,
            decides.line.status,
            json!({ "level": decides.line.row.level, "department": decides.line.row.department, "body": decides.body }),
        )
    });
    let limits = decision.limits.iter().map(|line| {
        (
            line.rule,
            line.status,
            json!({ "kind": line.row.kind, "amount": line.row.amount, "unit": line.row.unit, "start": line.row.start }),
        )
    });
    let fees = decision.fees.iter().map(|line| {
        (
            line.rule,
            line.status,
            json!({ "name": line.row.name, "fen": line.row.amount, "per": line.row.per, "cap": line.row.cap }),
        )
    });
    let benefits = decision.benefits.iter().map(|line| {
        (line.rule, line.status, json!({ "name": line.row.name, "fen": line.row.amount, "period": line.row.period }))
    });
    let results =
        decision.results.iter().map(|gets| (gets.line.rule, gets.line.status, json!({ "name": gets.line.row.name })));
    let channels = decision.channels.iter().map(|line| (line.rule, line.status, json!(line.row.channel)));
    let questions: Result<Vec<String>, Error> = decision.questions.iter().map(|fact| decided.name(*fact)).collect();
    let release = decided.catalogue.release()?;
    let value = json!({
        "catalogue": { "name": release.name, "version": release.version, "hash": release.semantic_hash },
        "resolution": resolution(decision.resolution),
        "responsible": decided.place(decision.responsible)?,
        "eligible": status(decision.eligible),
        "conditions": lines(conditions.collect())?,
        "pending": decision.pending.iter().map(|pending| json!({ "title": pending.title, "judge": pending.judge })).collect::<Vec<_>>(),
        "materials": lines(materials.collect())?,
        "deciders": lines(deciders.collect())?,
        "limits": lines(limits.collect())?,
        "due": decided.due().map(|(day, provisional)| json!({ "day": day.to_string(), "provisional": provisional })),
        "fees": lines(fees.collect())?,
        "benefits": lines(benefits.collect())?,
        "results": lines(results.collect())?,
        "channels": lines(channels.collect())?,
        "questions": questions?,
        "changes_on": decision.changes_on.map(|day| day.to_string()),
    });
    Ok(value.to_string())
}

const fn resolution(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Nothing => "nothing",
        Resolution::Edition(_) => "edition",
        Resolution::NeedsResponsible => "needs_responsible",
        Resolution::Outside => "outside",
    }
}
