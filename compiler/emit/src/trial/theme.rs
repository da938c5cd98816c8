//! Tests of combined services (一件事): all members decided with the same answers, and what the theme makes of them compared.
//!
//! `时限` is what the theme promises, else the longest way through its members. `材料 … 项` counts what is certainly handed in: a document
//! that an earlier member makes is not, one that several members ask for counts once. What only a matter has is said to be untestable.

use matter_core::hir::{Duration, Expectation, Expected, TestCase};
use matter_core::lower::expression_text;
use matter_runtime::tables::{Day, Theme, bare};
use matter_runtime::{Dates, Error, Given, Language, MatterId, Merged, Status, ThemeDecision, ThemeRequest};

use super::compare::{same, status_word, words};
use super::{Difference, Setting, request};

/// Decides the theme of this name and compares every line of 应得.
///
/// # Errors
/// The theme cannot be decided with these answers.
pub(super) fn differences(setting: &Setting, test: &TestCase, theme: &str) -> Result<Vec<Difference>, Error> {
    let decision = decide(setting, test, theme)?;
    let outcome = Outcome { setting, decision };
    let mut found = Vec::new();
    for line in &test.expectations {
        let (right, got) = outcome.of(&line.what);
        if !right {
            found.push(difference(line, got));
        }
    }
    found.extend(outcome.unnamed_materials(test));
    Ok(found)
}

fn difference(line: &Expectation, got: String) -> Difference {
    Difference { node: line.node, expected: words(&line.what), got }
}

fn decide<'s>(setting: &Setting<'s>, test: &TestCase, theme: &str) -> Result<ThemeDecision<'s>, Error> {
    let catalogue = setting.catalogue;
    let day = test.day.unwrap_or(setting.as_of);
    let rows: Vec<matter_runtime::tables::ThemeMatter> = catalogue.rows_named(theme)?;
    let members: Vec<MatterId> = rows.iter().map(|row| catalogue.matter(&row.matter)).collect::<Result<_, _>>()?;
    let answers = answers(setting, test, &members, day)?;
    let here = test.place.map(|place| catalogue.region(&setting.regions.code(place), day)).transpose()?;
    let responsible = match (&test.responsible, members.first()) {
        (Some(answer), Some(first)) => Some(request::responsible(setting, *first, answer, day, &answers)?),
        _ => None,
    };
    let asked = ThemeRequest { responsible, here: here.or(responsible), dates: Dates::on(day), answers: &answers };
    catalogue.theme(theme, &asked)
}

fn answers(setting: &Setting, test: &TestCase, members: &[MatterId], day: Day) -> Result<Vec<Given>, Error> {
    let mut answers = Vec::new();
    for answer in &test.answers {
        let value = request::value(answer);
        setting.catalogue.read_member_answer(members, &answer.fact, &value, day, &mut answers)?;
    }
    Ok(answers)
}

struct Outcome<'a> {
    setting: &'a Setting<'a>,
    decision: ThemeDecision<'a>,
}

impl Outcome<'_> {
    /// Whether one line came out, and what came instead, in words.
    fn of(&self, what: &Expected) -> (bool, String) {
        match what {
            Expected::Limit(length) => self.limit(*length),
            Expected::MaterialCount(member, count) => self.count(member.as_deref(), *count),
            Expected::Material(expr) => self.status_is(&expression_text(expr), Status::Certain),
            Expected::MayNeed(name) => self.status_is(name, Status::Possible),
            Expected::NotNeeded(name) => match self.handed_in().find(|merged| same(merged.title, name)) {
                Some(merged) => (false, format!("{} {}", merged.title, status_word(merged.status))),
                None => (true, String::new()),
            },
            Expected::Eligible => {
                let others: Vec<String> = self
                    .decision
                    .members
                    .iter()
                    .filter(|member| member.decision.eligible != Status::Certain)
                    .map(|member| format!("{} {}", member.row.matter, status_word(member.decision.eligible)))
                    .collect();
                (others.is_empty(), others.join("、"))
            }
            Expected::NextQuestion(name) => {
                let first = self.decision.questions.first().map(|fact| request::fact_name(self.setting, *fact));
                let next = first.unwrap_or_default();
                (same(&next, name), next)
            }
            Expected::Result(name) => {
                let results = self.decision.members.iter().flat_map(|member| &member.decision.results);
                let results: Vec<&str> = results.map(|result| bare(result.line.row.name)).collect();
                (results.iter().any(|result| same(result, name)), results.join("、"))
            }
            _ => (false, "一件事的用例不能检查这一项，写到其中一个事项的用例里".to_owned()),
        }
    }

    fn limit(&self, expected: Duration) -> (bool, String) {
        let Theme { promise, promise_unit, .. } = &self.decision.theme;
        let got = match (promise, promise_unit, self.decision.critical_days) {
            (Some(amount), Some(unit), _) => Some((*amount, &**unit)),
            (_, _, Some(days)) => Some((days, "working_days")),
            _ => None,
        };
        let right = got == Some((expected.amount, expected.unit.name()));
        (right, got.map_or_else(|| "没有承诺，也算不出时限".to_owned(), |(amount, unit)| format!("{amount} {unit}")))
    }

    /// Documents that somebody must bring.
    fn handed_in(&self) -> impl Iterator<Item = &Merged<'_>> {
        self.decision.materials.iter().filter(|merged| merged.status != Status::Excluded)
    }

    fn count(&self, member: Option<&str>, expected: i64) -> (bool, String) {
        let full = match member.map(|name| self.full_name(name)) {
            Some(None) => return (false, "不是这件事的事项".to_owned()),
            Some(Some(full)) => Some(full),
            None => None,
        };
        let asked = |status| {
            let of_member = |merged: &&Merged<'_>| {
                full.as_ref().is_none_or(|full| merged.matters.iter().any(|matter| matter == full))
            };
            self.handed_in().filter(of_member).filter(|merged| merged.status == status).count()
        };
        let (certain, possible) = (asked(Status::Certain), asked(Status::Possible));
        let right = possible == 0 && i64::try_from(certain) == Ok(expected);
        let open = if possible == 0 { String::new() } else { format!("，另有 {possible} 项要看未答的情况") };
        (right, format!("{certain} 项{open}"))
    }

    fn full_name(&self, name: &str) -> Option<String> {
        let matter = self.setting.catalogue.matter(name).ok()?;
        let row: matter_runtime::tables::Matter = self.setting.catalogue.row(matter.0).ok()?;
        self.decision.members.iter().any(|member| member.row.matter == row.name).then_some(row.name)
    }

    fn status_is(&self, name: &str, status: Status) -> (bool, String) {
        match self.handed_in().find(|merged| same(merged.title, name)) {
            Some(merged) => (merged.status == status, status_word(merged.status).to_owned()),
            None => (false, "不需要".to_owned()),
        }
    }

    /// Where materials are named without `至少`, they are named whole: one that comes besides stands at the first of them.
    fn unnamed_materials(&self, test: &TestCase) -> Vec<Difference> {
        let named: Vec<&Expectation> =
            test.expectations.iter().filter(|line| matches!(line.what, Expected::Material(_))).collect();
        let Some(first) = named.first().filter(|_| named.iter().all(|line| !line.at_least)) else { return Vec::new() };
        let expected: Vec<String> = test
            .expectations
            .iter()
            .filter_map(|line| match &line.what {
                Expected::Material(expr) => Some(expression_text(expr)),
                Expected::MayNeed(name) => Some(name.to_string()),
                _ => None,
            })
            .collect();
        let besides = self.handed_in().filter(|merged| !expected.iter().any(|name| same(name, merged.title)));
        besides
            .map(|merged| Difference {
                node: first.node,
                expected: "没有别的材料".to_owned(),
                got: format!("材料 {} {}", merged.title, status_word(merged.status)),
            })
            .collect()
    }
}

/// The theme's error as the outcome of every line.
pub(super) fn refused(test: &TestCase, error: &Error) -> Vec<Difference> {
    let got = error.text(Language::Zh);
    test.expectations.iter().map(|line| difference(line, got.clone())).collect()
}
