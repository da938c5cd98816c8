//! What is expected, and what came out, as the language writes it: a line that came out can be written in the place of one that did not.

use std::sync::Arc;

use matter_core::hir::{Duration, Expected, Face, Form, Handed, Keyword, Level, TimeUnit};
use matter_core::lower::expression_text;
use matter_runtime::Status;
use matter_runtime::tables::Day;

use super::venues;

/// An expectation in words of the language.
pub(super) fn words(what: &Expected) -> String {
    match what {
        Expected::Material(expr, handed) => material(&expression_text(expr), &handing(*handed)),
        Expected::MaterialCount(matter, count) => format!("材料 {} {count} 项", matter.as_deref().unwrap_or("")),
        Expected::NotNeeded(name) => line("不需要", name),
        Expected::MayNeed(name) => line("可能需要", name),
        Expected::Pending(labels) => line("待审查", &list(labels)),
        Expected::Due(day, minute) => due(*day, *minute),
        Expected::Decider(level, name) => decider(level.map_or("", level_word), name.as_deref().unwrap_or("")),
        Expected::Eligible => "符合".to_owned(),
        Expected::NotMet(labels) => line("不符合", &list(labels)),
        Expected::NextQuestion(name) => line("下一问", name),
        Expected::Limit(length) => line("时限", &duration(*length)),
        Expected::Fee(item, fen) => amount("收费", item.as_deref().unwrap_or(""), *fen),
        Expected::Benefit(item, fen) => amount("给付", item.as_deref().unwrap_or(""), *fen),
        Expected::Result(name) => line("结果", name),
        Expected::Visits(count) => format!("到场 {count} 次"),
        Expected::Channels(names) => line("渠道", &list(names)),
        Expected::CanAt(_, mode) => line("可在 …", mode.map_or("", venues::mode_word)),
        Expected::Instead(matter) => line("改办", matter),
        Expected::Responsible(_) => "属地 …".to_owned(),
        Expected::Needs(facts) => line("需要", &list(facts)),
        Expected::Contradictory(reason) => line("矛盾", reason.as_deref().unwrap_or("")),
    }
}

/// A word and what follows it.
pub(super) fn line(word: &str, rest: &str) -> String {
    format!("{word} {rest}").trim_end().to_owned()
}

/// `材料 居民户口簿 原件 1 份`
pub(super) fn material(title: &str, handing: &str) -> String {
    line("材料", &line(title, handing))
}

/// `原件 1 份`, as far as it is said.
pub(super) fn handing(handed: Handed) -> String {
    let copies = handed.copies.map(|copies| format!("{copies} 份"));
    line(handed.form.map_or("", form), copies.as_deref().unwrap_or("")).trim_start().to_owned()
}

/// A form of a document.
pub(super) fn form(form: Form) -> &'static str {
    match form {
        Form::Original => Keyword::Original.text(Face::Zh),
        Form::Copy => Keyword::Photocopy.text(Face::Zh),
        Form::OriginalAndCopy => Keyword::OriginalAndCopy.text(Face::Zh),
        Form::OriginalOrCopy => Keyword::OriginalOrCopy.text(Face::Zh),
        Form::Electronic => Keyword::Electronic.text(Face::Zh),
        Form::Unsaid => "",
    }
}

/// `到期 2026-03-11 “15:30”`
pub(super) fn due(day: Day, minute: Option<u16>) -> String {
    match minute {
        Some(minute) => format!("到期 {day} “{:02}:{:02}”", minute / 60, minute % 60),
        None => format!("到期 {day}"),
    }
}

/// `决定 县级`, `决定 龙岗区卫生健康局`
pub(super) fn decider(level: &str, organ: &str) -> String {
    line("决定", line(level, organ).trim_start())
}

/// `收费 工本费 5 元`
pub(super) fn amount(word: &str, item: &str, fen: i64) -> String {
    let (yuan, part) = (fen / 100, (fen % 100).abs());
    let amount = if part == 0 { format!("{yuan} 元") } else { format!("{yuan}.{part:02} 元") };
    line(word, line(item, &amount).trim_start())
}

/// `5 个工作日`
pub(super) fn duration(length: Duration) -> String {
    format!("{} {}", length.amount, unit(length.unit.name()))
}

/// A unit of time that the tables name.
pub(super) fn unit(name: &str) -> &'static str {
    const UNITS: [(TimeUnit, Keyword); 5] = [
        (TimeUnit::WorkingDays, Keyword::WorkingDays),
        (TimeUnit::CalendarDays, Keyword::CalendarDays),
        (TimeUnit::Months, Keyword::Months),
        (TimeUnit::Years, Keyword::Years),
        (TimeUnit::Hours, Keyword::HoursUnit),
    ];
    UNITS.iter().find(|(unit, _)| unit.name() == name).map_or("", |(_, word)| word.text(Face::Zh))
}

pub(super) const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Certain => "确定",
        Status::Possible => "可能",
        Status::Excluded => "不需要",
        Status::Moot => "无从谈起",
    }
}

/// The word of a level.
pub(super) fn level_word(level: Level) -> &'static str {
    level.keyword().text(Face::Zh)
}

/// The level that the tables give as a number.
pub(super) fn level_of(level: u8) -> &'static str {
    Level::ALL.into_iter().find(|known| *known as u8 == level).map_or("", level_word)
}

fn list(names: &[Arc<str>]) -> String {
    names.join("、")
}
