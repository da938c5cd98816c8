//! Tests of combined services (一件事): all members decided with the same answers, and what the theme makes of them compared.
//!
//! `时限` is what the theme promises, else the longest way through its members. `材料 … 项` counts what is certainly handed in: a document
//! that an earlier member makes is not, one that several members ask for counts once. What only a matter has is said to be untestable.

use matter_core::hir::{Duration, Expected, Handed, TestCase};
use matter_core::lower::expression_text;
use matter_runtime::tables::{Day, Theme, bare};
use matter_runtime::{Dates, Error, Given, Language, MatterId, Merged, Status, ThemeDecision, ThemeRequest};

use super::compare::{Compared, same};
use super::whole::{self, Came};
use super::words::{self, status_word};
use super::{Difference, Setting, handing, request};

/// Decides the theme of this name and compares every line of 应得.
///
/// # Errors
/// The theme cannot be decided with these answers.
pub(super) fn differences(setting: &Setting, test: &TestCase, theme: &str) -> Result<Vec<Difference>, Error> {
    let decision = decide(setting, test, theme)?;
    let outcome = Outcome { setting, decision };
    let lines = test.expectations.iter();
    let mut found: Vec<Difference> =
        lines.filter_map(|line| outcome.of(&line.what).difference(line.node, &line.what)).collect();
    let came = outcome.handed_in().map(|merged| Came::material(merged.title.to_owned(), merged.status));
    found.extend(whole::unnamed_materials(&test.expectations, came.collect()));
    Ok(found)
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
    fn of(&self, what: &Expected) -> Compared {
        match what {
            Expected::Limit(length) => self.limit(*length),
            Expected::MaterialCount(member, count) => self.count(member.as_deref(), *count),
            Expected::Material(expr, handed) => self.material(&expression_text(expr), *handed),
            Expected::MayNeed(name) => self.status_is(name, Some(Status::Possible)),
            Expected::NotNeeded(name) => self.status_is(name, None),
            Expected::Eligible => {
                let members = self.decision.members.iter();
                let others = members.filter(|member| member.decision.eligible != Status::Certain);
                let others: Vec<String> = others
                    .map(|member| format!("{} {}", member.row.matter, status_word(member.decision.eligible)))
                    .collect();
                Compared::said(others.is_empty(), others.join("、"), [])
            }
            Expected::NextQuestion(name) => {
                let first = self.decision.questions.first().map(|fact| request::fact_name(self.setting, *fact));
                let next = first.unwrap_or_default();
                let line = (!next.is_empty()).then(|| words::line("下一问", &next));
                Compared::said(same(&next, name), next, line)
            }
            Expected::Result(name) => {
                let results = self.decision.members.iter().flat_map(|member| &member.decision.results);
                let results: Vec<&str> = results.map(|result| bare(result.line.row.name)).collect();
                Compared::unsaid(results.iter().any(|result| same(result, name)), results.join("、"))
            }
            _ => Compared::unsaid(false, "一件事的用例不能检查这一项，写到其中一个事项的用例里"),
        }
    }

    fn limit(&self, expected: Duration) -> Compared {
        let Theme { promise, promise_unit, .. } = &self.decision.theme;
        let got = match (promise, promise_unit, self.decision.critical_days) {
            (Some(amount), Some(unit), _) => Some((*amount, &**unit)),
            (_, _, Some(days)) => Some((days, "working_days")),
            _ => None,
        };
        let right = got == Some((expected.amount, expected.unit.name()));
        match got.map(|(amount, unit)| format!("{amount} {}", words::unit(unit))) {
            Some(got) => Compared::said(right, got.clone(), [words::line("时限", &got)]),
            None => Compared::unsaid(right, "没有承诺，也算不出时限"),
        }
    }

    /// Documents that somebody must bring.
    fn handed_in(&self) -> impl Iterator<Item = &Merged<'_>> {
        self.decision.materials.iter().filter(|merged| merged.status != Status::Excluded)
    }

    fn count(&self, member: Option<&str>, expected: i64) -> Compared {
        let full = match member.map(|name| self.full_name(name)) {
            Some(None) => return Compared::unsaid(false, "不是这件事的事项"),
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
        let said = words::line(member.unwrap_or(""), &format!("{certain} 项"));
        let line = (possible == 0).then(|| vec![words::line("材料", said.trim_start())]);
        Compared { right, got: format!("{certain} 项{open}"), instead: line }
    }

    fn full_name(&self, name: &str) -> Option<String> {
        let matter = self.setting.catalogue.matter(name).ok()?;
        let row: matter_runtime::tables::Matter = self.setting.catalogue.row(matter.0).ok()?;
        self.decision.members.iter().any(|member| member.row.matter == row.name).then_some(row.name)
    }

    fn material(&self, name: &str, handed: Handed) -> Compared {
        let plain = self.status_is(name, Some(Status::Certain));
        let Some(merged) = self.handed_in().find(|merged| same(merged.title, name)).filter(|_| plain.right) else {
            return plain;
        };
        let (right, got, said) = handing::compared(handed, &merged.options, &merged.copies);
        Compared { right, got, instead: said.map(|said| vec![words::material(merged.title, &said)]) }
    }

    fn status_is(&self, name: &str, wanted: Option<Status>) -> Compared {
        let found = self.handed_in().find(|merged| same(merged.title, name));
        let line = match found {
            Some(merged) if merged.status == Status::Certain => words::material(merged.title, ""),
            Some(merged) => words::line("可能需要", merged.title),
            None => words::line("不需要", name),
        };
        let status = found.map(|merged| merged.status);
        Compared::said(status == wanted, status_word(status.unwrap_or(Status::Excluded)), [line])
    }
}

/// What refuses the theme, told once.
pub(super) fn refused(test: &TestCase, error: &Error) -> Vec<Difference> {
    let first = test.expectations.first();
    let told = |_| Compared::unsaid(false, error.text(Language::Zh));
    first.and_then(|line| told(line).difference(line.node, &line.what)).into_iter().collect()
}
