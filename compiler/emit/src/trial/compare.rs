//! What was expected against what came out, kind by kind, with the lines that would have been right.

use matter_core::hir::{Duration, Expected, Handed, Level, TestCase};
use matter_core::lower::expression_text;
use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Day, Phase, bare};
use matter_runtime::{Error, Line, Resolution, RuleId, Status};

use super::words::{self, status_word};
use super::{Difference, Outcome, Setting, Written, events, handing, request, venues};

/// Whether a line came out; what came instead, in words and as a test writes it.
pub(super) struct Compared {
    pub(super) right: bool,
    pub(super) got: String,
    /// The lines that stand in the place of the one that was compared; `None` if no line can say it.
    pub(super) instead: Option<Vec<String>>,
}

impl Compared {
    /// What no line can say.
    pub(super) fn unsaid(right: bool, got: impl Into<String>) -> Self {
        Self { right, got: got.into(), instead: None }
    }

    /// What these lines say; none: the line has no place.
    pub(super) fn said(right: bool, got: impl Into<String>, instead: impl IntoIterator<Item = String>) -> Self {
        Self { right, got: got.into(), instead: Some(instead.into_iter().collect()) }
    }

    /// What a line of one word and a list says; without members it has no place.
    fn list(right: bool, word: &str, got: &[String]) -> Self {
        let listed = got.join("、");
        let line = (!got.is_empty()).then(|| words::line(word, &listed));
        Self::said(right, listed, line)
    }

    /// What several lines of one word say.
    fn each(right: bool, word: &str, got: &[String]) -> Self {
        Self::said(right, got.join("、"), got.iter().map(|one| words::line(word, one)))
    }

    /// The difference that a line makes.
    pub(super) fn difference(self, node: matter_core::hir::NodeId, what: &Expected) -> Option<Difference> {
        let written = self.instead.map(|lines| Written { lines, beside: false });
        (!self.right).then(|| Difference { node, expected: words::words(what), got: self.got, written })
    }
}

/// Compares every line of 应得, then what came besides.
pub(super) fn differences(
    setting: &Setting,
    (test, matter): (&TestCase, &str),
    outcome: &Outcome<'_>,
) -> Vec<Difference> {
    let comparison = Comparison { setting, test, matter, outcome };
    let lines = test.expectations.iter();
    let mut found: Vec<Difference> =
        lines.filter_map(|line| comparison.line(&line.what).difference(line.node, &line.what)).collect();
    found.extend(comparison.besides());
    found
}

/// The case could not be decided at all: right only if the test expects just that. What stops it is told once.
pub(super) fn refused(test: &TestCase, error: &Error) -> Vec<Difference> {
    let reasons: &[String] = if let Error::Contradictory { reasons } = error { reasons } else { &[] };
    let contradicts = |what: &Expected| match what {
        Expected::Contradictory(None) => matches!(error, Error::Contradictory { .. }),
        Expected::Contradictory(Some(reason)) => reasons.iter().any(|named| **named == **reason),
        _ => false,
    };
    let first = test.expectations.iter().find(|line| !contradicts(&line.what));
    let compared = |_| {
        let got = error.text(matter_runtime::Language::Zh);
        match reasons.first() {
            Some(reason) => Compared::said(false, got, [format!("矛盾 “{reason}”")]),
            None => Compared::unsaid(false, got),
        }
    };
    first.and_then(|line| compared(line).difference(line.node, &line.what)).into_iter().collect()
}

pub(super) struct Comparison<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) test: &'a TestCase,
    matter: &'a str,
    pub(super) outcome: &'a Outcome<'a>,
}

impl Comparison<'_> {
    fn line(&self, what: &Expected) -> Compared {
        let decision = &self.outcome.decision;
        match what {
            Expected::Material(expr, handed) => self.material(&expression_text(expr), *handed),
            Expected::MayNeed(name) => self.status_is(name, Some(Status::Possible)),
            Expected::NotNeeded(name) => self.status_is(name, None),
            Expected::Pending(labels) => all_named("待审查", labels, &self.pending()),
            Expected::NotMet(labels) => all_named("不符合", labels, &self.failed()),
            Expected::Eligible => self.eligible(),
            Expected::Due(day, minute) => self.due(*day, *minute),
            Expected::Decider(level, name) => self.decider(*level, name.as_deref()),
            Expected::NextQuestion(name) => self.question(name),
            Expected::Fee(item, fen) => amount("收费", item.as_deref(), *fen, &self.fees(false)),
            Expected::Benefit(item, fen) => amount("给付", item.as_deref(), *fen, &self.benefits(false)),
            Expected::Limit(length) => self.limit(*length),
            Expected::Result(name) => one_of("结果", name, &self.results(false)),
            Expected::Instead(name) => one_of("改办", name, &self.instead(false)),
            Expected::Visits(count) => self.visits(*count),
            Expected::Channels(names) => all_named("渠道", names, &self.channels(false)),
            Expected::Responsible(position) => self.responsible(*position),
            Expected::Needs(_) => {
                let needs = decision.resolution == Resolution::NeedsResponsible;
                Compared::unsaid(needs, if needs { "" } else { "责任地已定" })
            }
            Expected::Contradictory(_) => Compared::said(false, "回答没有矛盾", []),
            Expected::CanAt(place, mode) => {
                let (right, got) = venues::can_at(self.setting, (self.test, self.matter), self.outcome, *place, *mode);
                Compared::unsaid(right, got)
            }
            Expected::MaterialCount(None, count) => self.count(*count),
            Expected::MaterialCount(Some(_), _) => Compared::unsaid(false, "某一事项的材料项数写在一件事的用例里"),
        }
    }

    fn count(&self, expected: i64) -> Compared {
        let of = |status| self.materials().iter().filter(|(_, found)| *found == status).count();
        let (certain, possible) = (of(Status::Certain), of(Status::Possible));
        let open = if possible == 0 { String::new() } else { format!("，另有 {possible} 项要看未答的情况") };
        let right = possible == 0 && i64::try_from(certain) == Ok(expected);
        let line = (possible == 0).then(|| vec![format!("材料 {certain} 项")]);
        Compared { right, got: format!("{certain} 项{open}"), instead: line }
    }

    /// Titles of what is or may be handed in.
    pub(super) fn materials(&self) -> Vec<(String, Status)> {
        let materials = self.outcome.decision.materials.iter();
        materials.map(|required| (required.line.row.title.to_owned(), required.line.status)).collect()
    }

    fn material(&self, name: &str, handed: Handed) -> Compared {
        let plain = self.status_is(name, Some(Status::Certain));
        let mut materials = self.outcome.decision.materials.iter();
        let Some(required) = materials.find(|required| same(required.line.row.title, name)).filter(|_| plain.right)
        else {
            return plain;
        };
        let (right, got, said) = handing::compared(handed, &required.options, &required.copies);
        let line = said.map(|said| vec![words::material(required.line.row.title, &said)]);
        Compared { right, got, instead: line }
    }

    /// Whether a material is asked for with this certainty; `None`: not at all.
    fn status_is(&self, name: &str, wanted: Option<Status>) -> Compared {
        let found = self.materials().into_iter().find(|(title, _)| same(title, name));
        let line = match &found {
            Some((title, Status::Certain)) => words::material(title, ""),
            Some((title, _)) => words::line("可能需要", title),
            None => words::line("不需要", name),
        };
        let status = found.map(|(_, status)| status);
        Compared::said(status == wanted, status_word(status.unwrap_or(Status::Excluded)), [line])
    }

    fn eligible(&self) -> Compared {
        let status = self.outcome.decision.eligible;
        let failed = self.failed().join("、");
        let line = (status == Status::Excluded && !failed.is_empty()).then(|| words::line("不符合", &failed));
        Compared::said(status == Status::Certain, status_word(status), line)
    }

    fn question(&self, name: &str) -> Compared {
        let next = self.outcome.decision.questions.first();
        let next = next.map(|fact| request::fact_name(self.setting, *fact)).unwrap_or_default();
        let line = (!next.is_empty()).then(|| words::line("下一问", &next));
        Compared::said(same(&next, name), next, line)
    }

    fn limit(&self, expected: Duration) -> Compared {
        let limits = self.outcome.decision.limits.iter();
        let promised = limits.filter(|line| line.row.kind == "promised" && line.counts() && !line.again);
        let got: Vec<String> =
            promised.map(|line| format!("{} {}", line.row.amount.unwrap_or(0), words::unit(line.row.unit))).collect();
        let line = if let [only] = got.as_slice() { Some(words::line("时限", only)) } else { None };
        let right = got == [words::duration(expected)];
        Compared { right, got: got.join("、"), instead: line.map(|line| vec![line]) }
    }

    fn visits(&self, count: i64) -> Compared {
        let lines = self.outcome.decision.visits.iter().filter(|line| !line.again);
        let got: Vec<String> = lines.map(|line| format!("{} 次", line.row.count)).collect();
        let right = got == [format!("{count} 次")];
        let line = if let [only] = got.as_slice() { Some(vec![words::line("到场", only)]) } else { None };
        Compared { right, got: got.join("、"), instead: line }
    }

    fn responsible(&self, position: u32) -> Compared {
        let code = self.setting.regions.code(position);
        let got = self.outcome.decision.responsible;
        let got = got.and_then(|region| self.setting.catalogue.region_row(region).ok());
        let right = got.as_ref().is_some_and(|row| *row.code == *code);
        match got {
            Some(row) => Compared::said(right, row.name.clone(), [words::line("属地", &row.name)]),
            None => Compared::unsaid(right, ""),
        }
    }

    // Of the lists below, only what is certain if `certain` says so.
    pub(super) fn results(&self, certain: bool) -> Vec<String> {
        let results = self.outcome.decision.results.iter().filter(|result| !certain || is_certain(&result.line));
        results.map(|result| bare(result.line.row.name).to_owned()).collect()
    }

    pub(super) fn instead(&self, certain: bool) -> Vec<String> {
        let instead = self.outcome.decision.instead.iter().filter(|line| !certain || is_certain(line));
        instead.map(|line| line.row.matter.to_owned()).collect()
    }

    pub(super) fn channels(&self, certain: bool) -> Vec<String> {
        let channels = self.outcome.decision.channels.iter().filter(|line| !certain || is_certain(line));
        channels.map(|line| line.row.channel.to_owned()).collect()
    }

    /// Labels of conditions that an official judges, and facts that rest on an official's finding.
    pub(super) fn pending(&self) -> Vec<String> {
        let conditions = self.outcome.decision.conditions.iter();
        let judged = conditions.filter(|line| line.row.official.is_some() && line.counts());
        let mut pending: Vec<String> = judged.map(|line| line.row.label.to_owned()).collect();
        pending.extend(self.outcome.decision.pending.iter().map(|pending| pending.title.to_owned()));
        pending
    }

    /// Labels of failed conditions, and documents of prior results that are not held.
    pub(super) fn failed(&self) -> Vec<String> {
        let decision = &self.outcome.decision;
        let conditions = decision.conditions.iter().filter(|line| line.status == Status::Excluded);
        let mut failed: Vec<String> = conditions.map(|line| line.row.label.to_owned()).collect();
        let priors = decision.priors.iter().filter(|prior| prior.held == Some(false));
        failed.extend(priors.map(|prior| bare(prior.line.row.material).to_owned()));
        if decision.resolution == Resolution::Outside {
            failed.push("属地".to_owned());
        }
        failed
    }

    fn due(&self, day: Day, minute: Option<u16>) -> Compared {
        let Some(mut events) = events::events(self.test, &self.exclusions(), &self.stages()) else {
            return Compared::unsaid(false, "经过里的事件没有对应的不计时间");
        };
        if events.is_empty() {
            let on = |kind| Event::on(kind, self.outcome.day);
            events = vec![on(EventKind::Applied), on(EventKind::Received), on(EventKind::Accepted)];
        }
        let as_of = events.last().map_or(self.outcome.day, |event| event.day);
        match self.setting.catalogue.due(&self.outcome.case, &self.outcome.answer, &events, as_of) {
            Ok(due) => match due.decision() {
                Some((_, deadline)) => {
                    let right = deadline.day == day && minute.is_none_or(|minute| deadline.minute == Some(minute));
                    let line = words::due(deadline.day, deadline.minute);
                    let got = line.strip_prefix("到期 ").unwrap_or(&line).to_owned();
                    Compared::said(right, got, [line])
                }
                None => Compared::unsaid(false, events::undated(due.undated)),
            },
            Err(error) => Compared::unsaid(false, error.text(matter_runtime::Language::Zh)),
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

    fn decider(&self, level: Option<Level>, name: Option<&str>) -> Compared {
        let deciders = self.outcome.decision.deciders.iter();
        let certain: Vec<_> = deciders.filter(|decides| decides.line.settled && !decides.line.again).collect();
        let [only] = certain.as_slice() else {
            return Compared::unsaid(false, format!("{} 个决定机关", certain.len()));
        };
        // The organ is the computed one: where a level does not exist, the unit that acts for it decides.
        let acting = only
            .unit
            .and_then(|unit| self.setting.catalogue.region_row(unit).ok())
            .map_or(only.line.row.level, |row| row.level);
        let body = only.body.clone().unwrap_or_default();
        let right = level.is_none_or(|level| level as u8 == acting)
            && name.is_none_or(|name| same(name, &body) || same(name, only.line.row.department));
        let said_level = if level.is_some() { words::level_of(acting) } else { "" };
        let said_organ = if name.is_some() { body.as_str() } else { "" };
        let got = words::line(words::level_of(acting), &body);
        Compared::said(right, got, [words::decider(said_level, said_organ)])
    }

    pub(super) fn fees(&self, certain: bool) -> Vec<(String, Option<i64>)> {
        let lines = self.outcome.decision.fees.iter().zip(&self.outcome.fees).filter(|(line, _)| !line.again);
        lines
            .filter(|(line, _)| !certain || is_certain(line))
            .map(|(line, fen)| (line.row.name.to_owned(), *fen))
            .collect()
    }

    pub(super) fn benefits(&self, certain: bool) -> Vec<(String, Option<i64>)> {
        let lines = self.outcome.decision.benefits.iter().filter(|line| !line.again);
        lines
            .filter(|line| !certain || is_certain(line))
            .map(|line| (line.row.name.to_owned(), Some(line.row.amount)))
            .collect()
    }
}

/// Whether a line's value certainly comes out.
fn is_certain<R>(line: &Line<R>) -> bool {
    line.settled || line.status == Status::Certain
}

/// One item's amount, or the sum if the test names no item.
fn amount(word: &str, item: Option<&str>, fen: i64, got: &[(String, Option<i64>)]) -> Compared {
    let named: Vec<_> = got.iter().filter(|(name, _)| item.is_none_or(|item| same(item, name))).collect();
    let sum: Option<i64> = named.iter().map(|(_, amount)| *amount).sum();
    let shown = got.iter().map(|(name, fen)| match fen {
        Some(fen) => words::amount("", name, *fen).trim_start().to_owned(),
        None => format!("{name}（金额未定）"),
    });
    let shown: Vec<String> = shown.collect();
    let right = sum == Some(fen) && (!got.is_empty() || fen == 0);
    let line = sum.map(|sum| if named.is_empty() { None } else { Some(words::amount(word, item.unwrap_or(""), sum)) });
    Compared { right, got: shown.join("、"), instead: line.map(|line| line.into_iter().collect()) }
}

/// Names are equal whatever blanks stand between their parts.
pub(super) fn same(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|letter| !letter.is_whitespace());
    letters(a).eq(letters(b))
}

fn all_named(word: &str, expected: &[std::sync::Arc<str>], got: &[String]) -> Compared {
    let right = expected.iter().all(|name| got.iter().any(|got| same(got, name)));
    Compared::list(right, word, got)
}

fn one_of(word: &str, expected: &str, got: &[String]) -> Compared {
    Compared::each(got.iter().any(|name| same(name, expected)), word, got)
}
