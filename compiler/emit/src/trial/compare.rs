//! What was expected against what came out, kind by kind.

use std::collections::BTreeSet;

use matter_core::hir::{Expectation, Expected, Face, Level, TestCase, TestEvent, TestEventKind};
use matter_core::lower::expression_text;
use matter_runtime::due::{Event, EventKind, Undated};
use matter_runtime::tables::{Phase, bare};
use matter_runtime::{Error, Resolution, RuleId, Status};

use super::{Difference, Outcome, Setting, request, venues};

/// Compares every line of 应得.
pub(super) fn differences(
    setting: &Setting,
    (test, matter): (&TestCase, &str),
    outcome: &Outcome<'_>,
) -> Vec<Difference> {
    let mut comparison = Comparison { setting, test, matter, outcome, found: Vec::new() };
    for expectation in &test.expectations {
        comparison.line(expectation);
    }
    comparison.whole_materials();
    comparison.found
}

/// The case could not be decided at all: right only if the test expects just that.
pub(super) fn refused(test: &TestCase, error: &Error) -> Vec<Difference> {
    let got = error.text(matter_runtime::Language::Zh);
    let expected = |line: &&Expectation| match (&line.what, error) {
        (Expected::Contradictory(reason), Error::Contradictory { reasons, .. }) => {
            reason.as_ref().is_none_or(|reason| reasons.iter().any(|named| **named == **reason))
        }
        _ => false,
    };
    let lines = test.expectations.iter().filter(|line| !expected(line));
    lines.map(|line| Difference { node: line.node, expected: words(&line.what), got: got.clone() }).collect()
}

struct Comparison<'a> {
    setting: &'a Setting<'a>,
    test: &'a TestCase,
    matter: &'a str,
    outcome: &'a Outcome<'a>,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn line(&mut self, line: &Expectation) {
        let (right, got) = self.outcome_of(&line.what);
        if !right {
            self.found.push(Difference { node: line.node, expected: words(&line.what), got });
        }
    }

    /// Whether one line came out, and what came instead, in words.
    fn outcome_of(&self, what: &Expected) -> (bool, String) {
        let decision = &self.outcome.decision;
        match what {
            Expected::Material(expr) => self.status_is(&expression_text(expr), Status::Certain),
            Expected::MayNeed(name) => self.status_is(name, Status::Possible),
            Expected::NotNeeded(name) => {
                let listed = self.materials().into_iter().find(|(title, _)| same(title, name));
                (
                    listed.is_none(),
                    listed.map_or_else(String::new, |(title, status)| format!("{title} {}", status_word(status))),
                )
            }
            Expected::Pending(labels) => all_named(labels, self.pending()),
            Expected::NotMet(labels) => all_named(labels, self.failed()),
            Expected::Eligible => (decision.eligible == Status::Certain, status_word(decision.eligible).to_owned()),
            Expected::Due(day) => self.due(*day),
            Expected::Decider(level, name) => self.decider(level.map(|level| level as u8), name.as_deref()),
            Expected::NextQuestion(name) => {
                let next =
                    decision.questions.first().map(|fact| request::fact_name(self.setting, *fact)).unwrap_or_default();
                (same(&next, name), next)
            }
            Expected::Fee(item, fen) => self.amount(item.as_deref(), *fen, self.fees()),
            Expected::Benefit(item, fen) => self.amount(item.as_deref(), *fen, self.benefits()),
            Expected::Limit(length) => {
                let got: Vec<String> = decision
                    .limits
                    .iter()
                    .filter(|line| line.row.kind == "promised" && line.counts() && !line.again)
                    .map(|line| format!("{} {}", line.row.amount.unwrap_or(0), line.row.unit))
                    .collect();
                (got == [format!("{} {}", length.amount, length.unit.name())], got.join("、"))
            }
            Expected::Result(name) => {
                one_of(name, decision.results.iter().map(|result| bare(result.line.row.name).to_owned()))
            }
            Expected::Instead(name) => one_of(name, decision.instead.iter().map(|line| line.row.matter.to_owned())),
            Expected::Visits(count) => {
                let lines = decision.visits.iter().filter(|line| !line.again);
                let got: Vec<String> = lines.map(|line| line.row.count.to_string()).collect();
                (got == [count.to_string()], got.join("、"))
            }
            Expected::Channels(names) => {
                all_named(names, decision.channels.iter().map(|line| line.row.channel.to_owned()).collect())
            }
            Expected::Responsible(position) => {
                let code = self.setting.regions.code(*position);
                let got = decision.responsible.and_then(|region| self.setting.catalogue.region_row(region).ok());
                (got.as_ref().is_some_and(|row| *row.code == *code), got.map(|row| row.name).unwrap_or_default())
            }
            Expected::Needs(_) => {
                let needs = decision.resolution == Resolution::NeedsResponsible;
                (needs, if needs { String::new() } else { "责任地已定".to_owned() })
            }
            Expected::Contradictory(_) => (false, "回答没有矛盾".to_owned()),
            Expected::CanAt(place, mode) => {
                venues::can_at(self.setting, (self.test, self.matter), self.outcome, *place, *mode)
            }
            Expected::MaterialCount(None, count) => self.count(*count),
            Expected::MaterialCount(Some(_), _) => (false, "某一事项的材料项数写在一件事的用例里".to_owned()),
        }
    }

    fn count(&self, expected: i64) -> (bool, String) {
        let of = |status| self.materials().iter().filter(|(_, found)| *found == status).count();
        let (certain, possible) = (of(Status::Certain), of(Status::Possible));
        let open = if possible == 0 { String::new() } else { format!("，另有 {possible} 项要看未答的情况") };
        (possible == 0 && i64::try_from(certain) == Ok(expected), format!("{certain} 项{open}"))
    }

    fn materials(&self) -> Vec<(String, Status)> {
        self.outcome
            .decision
            .materials
            .iter()
            .map(|required| (required.line.row.title.to_owned(), required.line.status))
            .collect()
    }

    fn status_is(&self, name: &str, status: Status) -> (bool, String) {
        let found = self.materials().into_iter().find(|(title, _)| same(title, name));
        match found {
            Some((_, got)) => (got == status, status_word(got).to_owned()),
            None => (false, "不需要".to_owned()),
        }
    }

    /// Where materials are named without `至少`, they are named whole.
    fn whole_materials(&mut self) {
        let named = |line: &&Expectation| matches!(line.what, Expected::Material(_));
        let Some(first) = self.test.expectations.iter().find(named) else { return };
        if self.test.expectations.iter().filter(named).any(|line| line.at_least) {
            return;
        }
        let expected: BTreeSet<String> = self
            .test
            .expectations
            .iter()
            .filter_map(|line| match &line.what {
                Expected::Material(expr) => Some(squeezed(&expression_text(expr))),
                Expected::MayNeed(name) => Some(squeezed(name)),
                _ => None,
            })
            .collect();
        for (title, status) in self.materials() {
            if !expected.contains(&squeezed(&title)) {
                let got = format!("还有 {title}（{}）", status_word(status));
                self.found.push(Difference { node: first.node, expected: "没有别的材料".to_owned(), got });
            }
        }
    }

    fn conditions(
        &self,
        keep: impl Fn(&matter_runtime::Line<matter_runtime::tables::view::Condition<'_>>) -> bool,
    ) -> Vec<String> {
        self.outcome
            .decision
            .conditions
            .iter()
            .filter(|line| keep(line))
            .map(|line| line.row.label.to_owned())
            .collect()
    }

    /// Labels of conditions that an official judges, and facts that rest on an official's finding.
    fn pending(&self) -> Vec<String> {
        let mut pending = self.conditions(|line| line.row.official.is_some() && line.counts());
        pending.extend(self.outcome.decision.pending.iter().map(|pending| pending.title.to_owned()));
        pending
    }

    /// Labels of failed conditions, and documents of prior results that are not held.
    fn failed(&self) -> Vec<String> {
        let mut failed = self.conditions(|line| line.status == Status::Excluded);
        let priors = self.outcome.decision.priors.iter().filter(|prior| prior.held == Some(false));
        failed.extend(priors.map(|prior| prior.line.row.material.to_owned()));
        if self.outcome.decision.resolution == Resolution::Outside {
            failed.push("属地".to_owned());
        }
        failed
    }

    fn due(&self, day: matter_runtime::tables::Day) -> (bool, String) {
        let Some(mut events) = events(self.test, &self.exclusions(), &self.stages()) else {
            return (false, "经过里的事件没有对应的不计时间".to_owned());
        };
        if events.is_empty() {
            let on = |kind| Event::on(kind, self.outcome.day);
            events = vec![on(EventKind::Applied), on(EventKind::Received), on(EventKind::Accepted)];
        }
        let as_of = events.last().map_or(self.outcome.day, |event| event.day);
        match self.setting.catalogue.due(&self.outcome.case, &self.outcome.answer, &events, as_of) {
            Ok(due) => match due.decision() {
                Some((_, deadline)) => (deadline.day == day, deadline.day.to_string()),
                None => (false, undated(due.undated).to_owned()),
            },
            Err(error) => (false, error.text(matter_runtime::Language::Zh)),
        }
    }

    fn exclusions(&self) -> Vec<(&str, RuleId)> {
        self.outcome.decision.exclusions.iter().map(|line| (line.row.name, line.rule)).collect()
    }

    fn stages(&self) -> Vec<String> {
        let Some(edition) = self.outcome.case.edition() else { return Vec::new() };
        let phases: Vec<Phase> = self.setting.catalogue.rows_of(edition.0).unwrap_or_default();
        phases.into_iter().map(|phase| phase.name).collect()
    }

    fn decider(&self, level: Option<u8>, name: Option<&str>) -> (bool, String) {
        let deciders = self.outcome.decision.deciders.iter();
        let certain: Vec<_> = deciders.filter(|decides| decides.line.settled && !decides.line.again).collect();
        let [only] = certain.as_slice() else {
            return (false, format!("{} 个决定机关", certain.len()));
        };
        // The organ is the computed one: where a level does not exist, the unit that acts for it decides.
        let acting = only
            .unit
            .and_then(|unit| self.setting.catalogue.region_row(unit).ok())
            .map_or(only.line.row.level, |row| row.level);
        let body = only.body.clone().unwrap_or_default();
        let right = level.is_none_or(|level| level == acting)
            && name.is_none_or(|name| same(name, &body) || same(name, only.line.row.department));
        (right, format!("{} {body}", level_word(acting)))
    }

    fn fees(&self) -> Vec<(String, Option<i64>)> {
        let lines = self.outcome.decision.fees.iter().zip(&self.outcome.fees).filter(|(line, _)| !line.again);
        lines.map(|(line, fen)| (line.row.name.to_owned(), *fen)).collect()
    }

    fn benefits(&self) -> Vec<(String, Option<i64>)> {
        let lines = self.outcome.decision.benefits.iter().filter(|line| !line.again);
        lines.map(|line| (line.row.name.to_owned(), Some(line.row.amount))).collect()
    }

    /// One item's amount, or the sum if the test names no item.
    fn amount(&self, item: Option<&str>, fen: i64, got: Vec<(String, Option<i64>)>) -> (bool, String) {
        let named = got.iter().filter(|(name, _)| item.is_none_or(|item| same(item, name)));
        let sum: Option<i64> = named.map(|(_, amount)| *amount).sum();
        let shown: Vec<String> = got
            .iter()
            .map(|(name, amount)| match amount {
                Some(amount) => format!("{name} {}.{:02} 元", amount / 100, amount % 100),
                None => format!("{name}（金额未定）"),
            })
            .collect();
        (sum == Some(fen) && (!got.is_empty() || fen == 0), shown.join("、"))
    }
}

/// The events of 经过; `None` if one stops the clock where nothing does.
pub(super) fn events(test: &TestCase, exclusions: &[(&str, RuleId)], stages: &[String]) -> Option<Vec<Event>> {
    // What goes on is what stopped last, unless a reason is named; what stops without one stops for the first that there is.
    let mut reason = exclusions.first().map(|(_, rule)| *rule);
    let event = |event: &TestEvent| {
        let note = event.note.as_deref().map(expression_text).unwrap_or_default();
        let named = exclusions.iter().find(|(known, _)| same(known, &note));
        reason = named.map(|(_, rule)| *rule).or(reason);
        let stage = stages.iter().position(|stage| same(stage, &note)).and_then(|at| u16::try_from(at).ok());
        Some(Event { stage, ..Event::on(event_kind(event.event, reason)?, event.day) })
    };
    test.events.iter().map(event).collect()
}

/// Why nothing is due, in words.
const fn undated(why: Option<Undated>) -> &'static str {
    match why {
        Some(Undated::Paused) => "期限暂停，没有到期日",
        Some(Undated::NotStarted) => "期限还没有起算",
        Some(Undated::Answers) => "没有答全，到期日不能确定",
        Some(Undated::NoLimit) | None => "没有期限",
    }
}

fn event_kind(kind: TestEventKind, reason: Option<RuleId>) -> Option<EventKind> {
    use matter_core::hir::Event as Declared;
    Some(match kind {
        TestEventKind::Pause => EventKind::Paused(reason?),
        TestEventKind::Resume => EventKind::Resumed(reason?),
        TestEventKind::Extend => EventKind::Extended,
        TestEventKind::Arrive => EventKind::Arrived,
        TestEventKind::Event(event) => match event {
            Declared::Application => EventKind::Applied,
            Declared::Receipt => EventKind::Received,
            Declared::Notice => EventKind::Noticed,
            Declared::Correction => EventKind::Corrected,
            Declared::Acceptance => EventKind::Accepted,
            Declared::Decision => EventKind::Decided,
            Declared::Delivery => EventKind::Delivered,
            Declared::Finding => EventKind::Found,
            Declared::Expiry => return None,
        },
    })
}

/// Names are equal whatever blanks stand between their parts.
pub(super) fn same(a: &str, b: &str) -> bool {
    squeezed(a) == squeezed(b)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn all_named(expected: &[std::sync::Arc<str>], got: Vec<String>) -> (bool, String) {
    let right = expected.iter().all(|name| got.iter().any(|got| same(got, name)));
    (right, got.join("、"))
}

fn one_of(expected: &str, got: impl Iterator<Item = String>) -> (bool, String) {
    let got: Vec<String> = got.collect();
    (got.iter().any(|name| same(name, expected)), got.join("、"))
}

pub(super) const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Certain => "确定",
        Status::Possible => "可能",
        Status::Excluded => "不需要",
        Status::Moot => "无从谈起",
    }
}

/// The word of a level that the tables give as a number.
fn level_word(level: u8) -> &'static str {
    Level::ALL.into_iter().find(|known| *known as u8 == level).map_or("", |known| known.keyword().text(Face::Zh))
}

/// An expectation in words of the language.
pub(super) fn words(what: &Expected) -> String {
    let list = |names: &[std::sync::Arc<str>]| names.iter().map(ToString::to_string).collect::<Vec<_>>().join("、");
    match what {
        Expected::Material(expr) => format!("材料 {}", expression_text(expr)),
        Expected::MaterialCount(matter, count) => format!("材料 {} {count} 项", matter.as_deref().unwrap_or("")),
        Expected::NotNeeded(name) => format!("不需要 {name}"),
        Expected::MayNeed(name) => format!("可能需要 {name}"),
        Expected::Pending(labels) => format!("待审查 {}", list(labels)),
        Expected::Due(day) => format!("到期 {day}"),
        Expected::Decider(level, name) => {
            format!(
                "决定 {}{}",
                level.map_or("", |level| level.keyword().text(Face::Zh)),
                name.as_deref().unwrap_or("")
            )
        }
        Expected::Eligible => "符合".to_owned(),
        Expected::NotMet(labels) => format!("不符合 {}", list(labels)),
        Expected::NextQuestion(name) => format!("下一问 {name}"),
        Expected::Limit(length) => format!("时限 {} {}", length.amount, length.unit.name()),
        Expected::Fee(item, fen) => format!("收费 {} {}.{:02} 元", item.as_deref().unwrap_or(""), fen / 100, fen % 100),
        Expected::Benefit(item, fen) => {
            format!("给付 {} {}.{:02} 元", item.as_deref().unwrap_or(""), fen / 100, fen % 100)
        }
        Expected::Result(name) => format!("结果 {name}"),
        Expected::Visits(count) => format!("到场 {count} 次"),
        Expected::Channels(names) => format!("渠道 {}", list(names)),
        Expected::CanAt(_, mode) => format!("可在 … {}", mode.map_or("", venues::mode_word)),
        Expected::Instead(matter) => format!("改办 {matter}"),
        Expected::Responsible(_) => "属地 …".to_owned(),
        Expected::Needs(facts) => format!("需要 {}", list(facts)),
        Expected::Contradictory(reason) => format!("矛盾 {}", reason.as_deref().unwrap_or("")),
    }
}
