//! Everything that can go wrong, as values with stable codes and texts in Chinese and English.
//!
//! Knows no rendering beyond one sentence; codes are never reused.

use std::fmt;

use crate::image::LAYOUT_MAJOR;
use crate::tables::Day;

/// Language of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// What is wrong with an image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Shorter or longer than it says.
    Length,
    /// The checksum does not match.
    Checksum,
    /// An offset, count or text is impossible.
    Structure,
}

/// Why there is no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no runtime image.
    NotAnImage,
    /// The image has another layout, that of an older or newer version of this library.
    OtherFormat {
        /// Its major number.
        major: u16,
        /// Its minor number.
        minor: u16,
    },
    /// The image is damaged.
    Damaged {
        /// How.
        damage: Damage,
    },
    /// No matter has that name, short name or code.
    UnknownMatter {
        /// As given.
        name: String,
    },
    /// Several matters do.
    AmbiguousMatter {
        /// As given.
        name: String,
        /// Their names.
        candidates: Vec<String>,
    },
    /// No place has that name or code on that day.
    UnknownPlace {
        /// As given.
        name: String,
    },
    /// Several places do.
    AmbiguousPlace {
        /// As given.
        name: String,
        /// Paths that tell them apart.
        candidates: Vec<String>,
    },
    /// No fact has that name.
    UnknownFact {
        /// As given.
        name: String,
    },
    /// Several matters of a theme have a fact of that name of their own.
    AmbiguousFact {
        /// As given.
        name: String,
        /// Their names, each with its matter.
        candidates: Vec<String>,
    },
    /// No theme has that name.
    UnknownTheme {
        /// As given.
        name: String,
    },
    /// The value is not of the fact's type.
    WrongType {
        /// Fact.
        fact: String,
        /// What it takes, in the words of the tables (bool, date …).
        expected: String,
        /// The unit of its numbers.
        unit: Option<String>,
        /// As given.
        value: String,
    },
    /// The number has more decimals than the fact takes.
    TooManyDecimals {
        /// Fact.
        fact: String,
        /// As given.
        value: String,
        /// How many there may be; 0 for whole numbers.
        most: u32,
    },
    /// The value is none of the fact's.
    UnknownValue {
        /// Fact.
        fact: String,
        /// As given.
        value: String,
        /// What it may be.
        allowed: Vec<String>,
    },
    /// The value lies outside the fact's domain.
    OutsideDomain {
        /// Fact.
        fact: String,
        /// As given.
        value: String,
    },
    /// A fact is answered twice, differently.
    AnsweredTwice {
        /// Fact.
        fact: String,
    },
    /// The answer to a computed fact is not what follows from the other answers.
    NotAsComputed {
        /// Fact.
        fact: String,
        /// As given.
        value: String,
        /// What follows.
        computed: String,
    },
    /// The fact is a day or place of the case itself and cannot be answered.
    GivenByTheCase {
        /// Fact.
        fact: String,
    },
    /// No definition of the matter covers that place on that day.
    NoEdition {
        /// Matter.
        matter: String,
        /// Day of acceptance.
        day: Day,
    },
    /// The case needs a place: the responsible region follows from nothing.
    PlaceMissing,
    /// The day lies outside the calendar's days.
    OutsideCalendar {
        /// Day.
        day: Day,
    },
    /// There is no such calendar.
    UnknownCalendar {
        /// Name.
        name: String,
    },
    /// An event is earlier than the one before it, or cannot follow it.
    EventsOutOfOrder {
        /// Day of the event.
        day: Day,
    },
    /// A limit was extended twice.
    ExtendedTwice {
        /// Day of the second extension.
        day: Day,
    },
    /// A limit was extended after it had passed, or where nothing allows it.
    NotExtensible {
        /// Day of the extension.
        day: Day,
    },
    /// The case and its events tell different days of the same thing, or an event lies before the application.
    DaysDiffer {
        /// Day of the case.
        day: Day,
        /// Day of the event.
        event: Day,
    },
    /// The responsible region that was given is none of the candidates.
    NotACandidate {
        /// The place.
        place: String,
        /// What it may be.
        candidates: Vec<String>,
    },
    /// The place is too large to tell who decides.
    PlaceTooLarge {
        /// The place.
        place: String,
        /// The level at which it must be named, 1 nation to 6 village.
        level: u8,
    },
    /// The matter does not offer that channel in this case.
    ChannelNotOffered {
        /// As answered.
        channel: String,
        /// What it offers or may offer.
        offered: Vec<String>,
    },
    /// The answers cannot stand together.
    Contradictory {
        /// Reasons, as declared.
        reasons: Vec<String>,
    },
}

impl Error {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnImage => "R001",
            Self::OtherFormat { .. } => "R002",
            Self::Damaged { .. } => "R003",
            Self::UnknownMatter { .. } => "R101",
            Self::AmbiguousMatter { .. } => "R102",
            Self::UnknownPlace { .. } => "R103",
            Self::AmbiguousPlace { .. } => "R104",
            Self::UnknownFact { .. } => "R105",
            Self::UnknownTheme { .. } => "R106",
            Self::AmbiguousFact { .. } => "R107",
            Self::WrongType { .. } => "R201",
            Self::UnknownValue { .. } => "R202",
            Self::OutsideDomain { .. } => "R203",
            Self::AnsweredTwice { .. } => "R204",
            Self::TooManyDecimals { .. } => "R205",
            Self::NotAsComputed { .. } => "R206",
            Self::GivenByTheCase { .. } => "R207",
            Self::NoEdition { .. } => "R301",
            Self::PlaceMissing => "R302",
            Self::OutsideCalendar { .. } => "R303",
            Self::UnknownCalendar { .. } => "R304",
            Self::EventsOutOfOrder { .. } => "R305",
            Self::ExtendedTwice { .. } => "R306",
            Self::NotExtensible { .. } => "R307",
            Self::DaysDiffer { .. } => "R308",
            Self::NotACandidate { .. } => "R309",
            Self::ChannelNotOffered { .. } => "R310",
            Self::PlaceTooLarge { .. } => "R311",
            Self::Contradictory { .. } => "R401",
        }
    }

    /// One sentence for people.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Zh => self.zh(),
            Language::En => self.en(),
        }
    }

    fn zh(&self) -> String {
        match self {
            Self::NotAnImage => "文件不是运行映像".to_owned(),
            Self::OtherFormat { major, minor } => {
                format!("运行映像的布局版本是 {major}.{minor}，本程序只读 {LAYOUT_MAJOR}.x")
            }
            Self::Damaged { damage: Damage::Length } => "运行映像已损坏：长度不符".to_owned(),
            Self::Damaged { damage: Damage::Checksum } => "运行映像已损坏：校验和不符".to_owned(),
            Self::Damaged { damage: Damage::Structure } => "运行映像已损坏：内部结构不成立".to_owned(),
            Self::UnknownMatter { name } => format!("没有事项“{name}”"),
            Self::AmbiguousMatter { name, candidates } => format!("“{name}”可指多个事项：{}", candidates.join("、")),
            Self::UnknownPlace { name } => format!("没有地区“{name}”"),
            Self::AmbiguousPlace { name, candidates } => format!("“{name}”可指多个地区：{}", candidates.join("、")),
            Self::UnknownFact { name } => format!("没有信息项“{name}”"),
            Self::AmbiguousFact { name, candidates } => format!("“{name}”可指多个信息项：{}", candidates.join("、")),
            Self::UnknownTheme { name } => format!("没有一件事“{name}”"),
            Self::WrongType { fact, expected, unit: None, value } => {
                format!("信息项“{fact}”应填{}，不能是“{value}”", kind_zh(expected))
            }
            Self::WrongType { fact, expected, unit: Some(unit), value } => {
                format!("信息项“{fact}”应填{}，单位是{unit}，不能是“{value}”", kind_zh(expected))
            }
            Self::TooManyDecimals { fact, value, most: 0 } => {
                format!("信息项“{fact}”应填整数，“{value}”带有小数")
            }
            Self::TooManyDecimals { fact, value, most } => {
                format!("信息项“{fact}”至多填 {most} 位小数，“{value}”的小数更多")
            }
            Self::UnknownValue { fact, value, allowed } => {
                format!("信息项“{fact}”没有取值“{value}”；可填：{}", allowed.join("、"))
            }
            Self::OutsideDomain { fact, value } => format!("信息项“{fact}”的值“{value}”超出范围"),
            Self::AnsweredTwice { fact } => format!("信息项“{fact}”有两个不同的回答"),
            Self::NotAsComputed { fact, value, computed } => {
                format!("信息项“{fact}”填的是“{value}”，按其他回答应为“{computed}”")
            }
            Self::GivenByTheCase { fact } => format!("“{fact}”由办件本身确定，不能作为回答填写"),
            Self::NoEdition { matter, day } => format!("事项“{matter}”在此地于 {day} 没有生效的规定"),
            Self::PlaceMissing => "需要给出地点".to_owned(),
            Self::OutsideCalendar { day } => format!("{day} 不在工作日历之内"),
            Self::UnknownCalendar { name } => format!("没有工作日历“{name}”"),
            Self::EventsOutOfOrder { day } => format!("{day} 的事件次序不对"),
            Self::ExtendedTwice { day } => format!("期限只能延长一次（{day}）"),
            Self::NotExtensible { day } => format!("期限在 {day} 不能延长：已届满，或没有延长的规定"),
            Self::DaysDiffer { day, event } => format!("案件的日期 {day} 与经过的日期 {event} 不一致"),
            Self::NotACandidate { place, candidates } if candidates.is_empty() => {
                format!("“{place}”不能作责任地：要填到由其决定的那一级地区")
            }
            Self::NotACandidate { place, candidates } => {
                format!("“{place}”不能作责任地；按已有的回答，责任地可选：{}", candidates.join("、"))
            }
            Self::PlaceTooLarge { place, level } => {
                format!("“{place}”太大，看不出由谁决定：地点要填到{}", level_words(*level).0)
            }
            Self::ChannelNotOffered { channel, offered } => {
                format!("此处不能通过“{channel}”办理；可选的渠道：{}", offered.join("、"))
            }
            Self::Contradictory { reasons } => format!("回答互相矛盾：{}", reasons.join("；")),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NotAnImage => "the file is no runtime image".to_owned(),
            Self::OtherFormat { major, minor } => {
                format!("the image has layout {major}.{minor}, this program reads {LAYOUT_MAJOR}.x")
            }
            Self::Damaged { damage: Damage::Length } => "the image is damaged: wrong length".to_owned(),
            Self::Damaged { damage: Damage::Checksum } => "the image is damaged: wrong checksum".to_owned(),
            Self::Damaged { damage: Damage::Structure } => "the image is damaged: impossible structure".to_owned(),
            Self::UnknownMatter { name } => format!("there is no matter “{name}”"),
            Self::AmbiguousMatter { name, candidates } => {
                format!("“{name}” may mean several matters: {}", candidates.join(", "))
            }
            Self::UnknownPlace { name } => format!("there is no place “{name}”"),
            Self::AmbiguousPlace { name, candidates } => {
                format!("“{name}” may mean several places: {}", candidates.join(", "))
            }
            Self::UnknownFact { name } => format!("there is no fact “{name}”"),
            Self::AmbiguousFact { name, candidates } => {
                format!("“{name}” can mean several facts: {}", candidates.join(", "))
            }
            Self::UnknownTheme { name } => format!("there is no theme “{name}”"),
            Self::WrongType { fact, expected, unit: None, value } => {
                format!("the fact “{fact}” takes {}, not “{value}”", kind_en(expected))
            }
            Self::WrongType { fact, expected, unit: Some(unit), value } => {
                format!("the fact “{fact}” takes {} in {unit}, not “{value}”", kind_en(expected))
            }
            Self::TooManyDecimals { fact, value, most: 0 } => {
                format!("the fact “{fact}” takes a whole number; “{value}” has decimals")
            }
            Self::TooManyDecimals { fact, value, most } => {
                format!("the fact “{fact}” takes at most {most} decimals; “{value}” has more")
            }
            Self::UnknownValue { fact, value, allowed } => {
                format!("the fact “{fact}” has no value “{value}”; it may be {}", allowed.join(", "))
            }
            Self::OutsideDomain { fact, value } => format!("the value “{value}” of the fact “{fact}” is out of range"),
            Self::AnsweredTwice { fact } => format!("the fact “{fact}” has two different answers"),
            Self::NotAsComputed { fact, value, computed } => {
                format!("the fact “{fact}” is answered “{value}”, but by the other answers it is “{computed}”")
            }
            Self::GivenByTheCase { fact } => format!("“{fact}” is given by the case itself and cannot be answered"),
            Self::NoEdition { matter, day } => format!("no rules of the matter “{matter}” are in force here on {day}"),
            Self::PlaceMissing => "a place is needed".to_owned(),
            Self::OutsideCalendar { day } => format!("{day} lies outside the working-day calendar"),
            Self::UnknownCalendar { name } => format!("there is no calendar “{name}”"),
            Self::EventsOutOfOrder { day } => format!("the event of {day} is out of order"),
            Self::ExtendedTwice { day } => format!("a limit can be extended only once ({day})"),
            Self::NotExtensible { day } => {
                format!("the limit cannot be extended on {day}: it has passed, or nothing allows an extension")
            }
            Self::DaysDiffer { day, event } => format!("the case says {day}, but its events say {event}"),
            Self::NotACandidate { place, candidates } if candidates.is_empty() => {
                format!("“{place}” cannot be the responsible region: it is larger than the units that decide")
            }
            Self::NotACandidate { place, candidates } => {
                format!(
                    "“{place}” cannot be the responsible region; by the answers it may be {}",
                    candidates.join(", ")
                )
            }
            Self::PlaceTooLarge { place, level } => {
                format!("“{place}” is too large to tell who decides: name a {}", level_words(*level).1)
            }
            Self::ChannelNotOffered { channel, offered } => {
                format!("the channel “{channel}” is not offered here; offered are {}", offered.join(", "))
            }
            Self::Contradictory { reasons } => format!("the answers contradict each other: {}", reasons.join("; ")),
        }
    }
}

fn kind_zh(kind: &str) -> &'static str {
    match kind {
        "bool" | "option" | "finding" | "held" => "“是”或“否”",
        "number" | "count" => "数",
        "derived" => "数，或者“是”“否”",
        "money" => "金额",
        "date" => "日期（写作 2026-11-01）",
        "region" => "地区",
        _ => "所列取值之一",
    }
}

fn kind_en(kind: &str) -> &'static str {
    match kind {
        "bool" | "option" | "finding" | "held" => "yes or no",
        "number" | "count" => "a number",
        "derived" => "a number, yes or no",
        "money" => "an amount of money",
        "date" => "a day like 2026-11-01",
        "region" => "a place",
        _ => "one of its values",
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.code(), self.en())
    }
}

impl std::error::Error for Error {}

fn level_words(level: u8) -> (&'static str, &'static str) {
    match level {
        1 | 2 => ("省级", "province"),
        3 => ("市级", "city"),
        4 => ("县级", "county"),
        5 => ("乡镇（街道）", "town"),
        _ => ("村（社区）", "village"),
    }
}
