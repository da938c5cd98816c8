//! What a kind is named for, is named whole: what came out besides the lines of a kind is a difference too, unless 至少 stands before one.

use matter_core::hir::{Expectation, Expected};
use matter_core::lower::expression_text;
use matter_runtime::Status;
use matter_runtime::tables::Rule;

use super::compare::{Comparison, same};
use super::words::{self, status_word};
use super::{Difference, Written};

/// Kinds of lines that may be one of several.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Material,
    Pending,
    NotMet,
    Channel,
    Fee,
    Benefit,
    Result,
    Instead,
}

const KINDS: [Kind; 8] =
    [Kind::Material, Kind::Pending, Kind::NotMet, Kind::Channel, Kind::Fee, Kind::Benefit, Kind::Result, Kind::Instead];

/// The kind of a line, and what it names; `None` if it names one of a kind that has no others, or all of them at once.
fn named(what: &Expected) -> Option<(Kind, Vec<String>)> {
    let all = |names: &[std::sync::Arc<str>]| names.iter().map(ToString::to_string).collect();
    Some(match what {
        Expected::Material(expr, _) => (Kind::Material, vec![expression_text(expr)]),
        Expected::Pending(labels) => (Kind::Pending, all(labels)),
        Expected::NotMet(labels) => (Kind::NotMet, all(labels)),
        Expected::Channels(names) => (Kind::Channel, all(names)),
        Expected::Fee(Some(item), _) => (Kind::Fee, vec![item.to_string()]),
        Expected::Benefit(Some(item), _) => (Kind::Benefit, vec![item.to_string()]),
        Expected::Result(name) => (Kind::Result, vec![name.to_string()]),
        Expected::Instead(name) => (Kind::Instead, vec![name.to_string()]),
        _ => return None,
    })
}

/// Lines that are no line of the kind, but speak of what it names.
fn spoken_of(what: &Expected, kind: Kind) -> Option<String> {
    match what {
        Expected::MayNeed(name) if kind == Kind::Material => Some(name.to_string()),
        _ => None,
    }
}

/// Something that came out: its name, what is said of it, and the line that a test has for it.
pub(super) struct Came {
    pub(super) name: String,
    pub(super) said: String,
    pub(super) line: String,
}

impl Came {
    fn plain(word: &str, name: String) -> Self {
        let line = words::line(word, &name);
        Self { said: name.clone(), name, line }
    }

    /// A document of the list.
    pub(super) fn material(title: String, status: Status) -> Self {
        let line = match status {
            Status::Certain => words::material(&title, ""),
            _ => words::line("可能需要", &title),
        };
        Self { said: format!("{title}（{}）", status_word(status)), name: title, line }
    }

    fn amount(word: &str, (name, fen): (String, i64)) -> Self {
        let said = words::amount("", &name, fen).trim_start().to_owned();
        Self { line: words::line(word, &said), said, name }
    }
}

impl Comparison<'_> {
    /// What certainly came out besides the lines of the kinds that the test names; of documents what may be asked for too.
    pub(super) fn besides(&self) -> Vec<Difference> {
        let of_kind = |kind: Kind| besides(&self.test.expectations, kind, || self.came(kind));
        KINDS.into_iter().flat_map(of_kind).collect()
    }

    /// What is pending, each judgement once: a condition's own is a fact that is called by the condition's title.
    fn to_be_found(&self) -> Vec<String> {
        let conditions = self.outcome.decision.conditions.iter().filter(|line| line.row.official.is_some());
        let rules = conditions.filter_map(|line| self.setting.catalogue.row::<Rule>(line.rule.0).ok());
        let titles: Vec<String> = rules.filter_map(|rule| rule.title).collect();
        let labels: Vec<&str> = self.outcome.decision.conditions.iter().map(|line| line.row.label).collect();
        let again = |name: &String| titles.contains(name) && !labels.contains(&name.as_str());
        self.pending().into_iter().filter(|name| !again(name)).collect()
    }

    fn came(&self, kind: Kind) -> Vec<Came> {
        let plain =
            |word: &'static str, names: Vec<String>| names.into_iter().map(|name| Came::plain(word, name)).collect();
        let amounts = |word: &'static str, amounts: Vec<(String, Option<i64>)>| {
            let charged = amounts.into_iter().filter_map(|(name, fen)| Some((name, fen.filter(|fen| *fen != 0)?)));
            charged.map(|one| Came::amount(word, one)).collect()
        };
        match kind {
            Kind::Material => {
                self.materials().into_iter().map(|(title, status)| Came::material(title, status)).collect()
            }
            Kind::Pending => plain("待审查", self.to_be_found()),
            Kind::NotMet => plain("不符合", self.failed()),
            Kind::Channel => plain("渠道", self.channels(true)),
            Kind::Fee => amounts("收费", self.fees(true)),
            Kind::Benefit => amounts("给付", self.benefits(true)),
            Kind::Result => plain("结果", self.results(true)),
            Kind::Instead => plain("改办", self.instead(true)),
        }
    }
}

/// The documents of a theme's list that a test of it does not name.
pub(super) fn unnamed_materials(lines: &[Expectation], came: Vec<Came>) -> Vec<Difference> {
    besides(lines, Kind::Material, || came)
}

fn besides(lines: &[Expectation], kind: Kind, came: impl FnOnce() -> Vec<Came>) -> Vec<Difference> {
    let of_kind = |line: &&Expectation| named(&line.what).is_some_and(|(of, _)| of == kind);
    let Some(first) = lines.iter().find(of_kind) else { return Vec::new() };
    if lines.iter().filter(of_kind).any(|line| line.at_least) {
        return Vec::new();
    }
    let mut expected: Vec<String> = Vec::new();
    for line in lines {
        expected.extend(named(&line.what).filter(|(of, _)| *of == kind).into_iter().flat_map(|(_, names)| names));
        expected.extend(spoken_of(&line.what, kind));
    }
    let others = came().into_iter().filter(|came| !expected.iter().any(|name| same(name, &came.name)));
    let difference = |came: Came| Difference {
        node: first.node,
        expected: format!("没有别的{}", word(kind)),
        got: format!("还有 {}", came.said),
        written: Some(Written { lines: vec![came.line], beside: true }),
    };
    others.map(difference).collect()
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Material => "材料",
        Kind::Pending => "待审查",
        Kind::NotMet => "不符合",
        Kind::Channel => "渠道",
        Kind::Fee => "收费",
        Kind::Benefit => "给付",
        Kind::Result => "结果",
        Kind::Instead => "改办",
    }
}
