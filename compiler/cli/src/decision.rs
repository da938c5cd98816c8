//! A decision as people read it, and as JSON.

use std::fmt::Write as _;

use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Basis, Day, Rule};
use matter_runtime::{Answer, Catalogue, Decision, Error, Resolution, RuleId, Status};
use serde_json::{Value, json};

use crate::arguments::Language;

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
    Ok(format!("{value:#}"))
}

const fn resolution(resolution: Resolution) -> &'static str {
    match resolution {
        Resolution::Nothing => "nothing",
        Resolution::Edition(_) => "edition",
        Resolution::NeedsResponsible => "needs_responsible",
        Resolution::Outside => "outside",
    }
}

/// The decision as a clerk reads it.
pub(crate) fn words(decided: &Decided, language: Language) -> Result<String, Error> {
    let mut page = Page { decided, language, text: String::new() };
    page.head()?;
    if let Resolution::Edition(_) = decided.decision.resolution {
        page.body()?;
    }
    Ok(page.text)
}

struct Page<'a> {
    decided: &'a Decided<'a>,
    language: Language,
    text: String,
}

impl Page<'_> {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn line(&mut self, label: &str, text: &str) {
        let _ = writeln!(self.text, "{label}  {text}");
    }

    fn head(&mut self) -> Result<(), Error> {
        let decision = &self.decided.decision;
        let eligible = match (decision.resolution, decision.eligible) {
            (Resolution::NeedsResponsible, _) => self.say("先定责任地", "choose the responsible region first"),
            (Resolution::Outside, _) => self.say("不符合：属地不在本目录", "not eligible: nobody here is responsible"),
            (_, Status::Certain) => self.say("符合", "eligible"),
            (_, Status::Possible) => self.say("尚未确定", "not yet known"),
            (_, Status::Excluded | Status::Moot) => self.say("不符合", "not eligible"),
        };
        self.line(self.say("结论", "outcome"), eligible);
        for candidate in &decision.candidates {
            let name = self.decided.name(candidate.fact)?;
            let place = self.decided.place(candidate.region)?.unwrap_or_default();
            self.line(self.say("  候选", "  candidate"), &format!("{name}  {place}"));
        }
        if let Some(place) = self.decided.place(decision.responsible)? {
            self.line(self.say("责任地", "responsible"), &place);
        }
        Ok(())
    }

    fn body(&mut self) -> Result<(), Error> {
        let decision = &self.decided.decision;
        for line in decision.conditions.iter().filter(|line| line.status == Status::Excluded) {
            self.ruled(self.say("未满足", "not met"), &line.row.label, line.rule, line.status)?;
        }
        for prior in decision.priors.iter().filter(|prior| prior.held != Some(true)) {
            let label = if prior.held == Some(false) {
                self.say("缺前置", "missing prior")
            } else {
                self.say("须先有", "needs first")
            };
            self.ruled(label, &prior.line.row.material, prior.line.rule, prior.line.status)?;
        }
        for pending in &decision.pending {
            let judge = pending.judge.as_deref().unwrap_or("");
            self.line(self.say("待审查", "pending"), &format!("{}  {judge}", pending.title));
        }
        for required in &decision.materials {
            self.ruled(
                self.say("材料", "material"),
                &required.line.row.title,
                required.line.rule,
                required.line.status,
            )?;
        }
        for decides in &decision.deciders {
            let body = decides.body.clone().unwrap_or_else(|| decides.line.row.department.clone());
            self.ruled(self.say("决定", "decides"), &body, decides.line.rule, decides.line.status)?;
        }
        if let Some((day, provisional)) = self.decided.due() {
            let remark = if provisional {
                self.say("（暂定：日历尚未公布）", " (provisional: calendar not published)")
            } else {
                ""
            };
            self.line(self.say("到期", "due"), &format!("{day}{remark}"));
        }
        for (line, fen) in decision.fees.iter().map(|line| (line, line.row.amount)) {
            let name = format!("{} {}", line.row.name, yuan(fen));
            self.ruled(self.say("收费", "fee"), &name, line.rule, line.status)?;
        }
        for line in &decision.benefits {
            let name = format!("{} {}", line.row.name, yuan(line.row.amount));
            self.ruled(self.say("给付", "benefit"), name.trim(), line.rule, line.status)?;
        }
        for gets in &decision.results {
            self.ruled(self.say("结果", "result"), &gets.line.row.name, gets.line.rule, gets.line.status)?;
        }
        let channels: Vec<&str> = decision.channels.iter().map(|line| line.row.channel.as_str()).collect();
        self.line(self.say("渠道", "channels"), &channels.join("、"));
        if !decision.questions.is_empty() {
            let names: Result<Vec<String>, Error> =
                decision.questions.iter().map(|fact| self.decided.name(*fact)).collect();
            self.line(self.say("还要问", "still to ask"), &names?.join("、"));
        }
        Ok(())
    }

    /// A line with its status, the place of its rule and its basis.
    fn ruled(&mut self, label: &str, text: &str, rule: RuleId, status: Status) -> Result<(), Error> {
        let row = self.decided.rule(rule)?;
        let maybe = if status == Status::Possible { self.say("（可能）", " (possible)") } else { "" };
        let basis = self.decided.bases(rule)?.join("、");
        let condition =
            row.condition.map(|condition| format!("  {} {condition}", self.say("当", "when"))).unwrap_or_default();
        let _ = writeln!(
            self.text,
            "{label}  {text}{maybe}{condition}  [{}:{}]{}{basis}",
            row.file,
            row.line,
            if basis.is_empty() { "" } else { " " }
        );
        Ok(())
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02} 元", fen / 100, fen.rem_euclid(100))
}
