//! Why a request gets no answer: stable codes, one sentence in Chinese and in English.

use std::fmt;

use matter_runtime::{Error, Language};

/// Why there is no answer. Codes are never reused.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// The text is no JSON.
    NotJson {
        /// Line of the first thing that cannot be read, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
    },
    /// A field that is needed is absent or null.
    Missing {
        /// Where, as `answers.婚姻状况` or `events[2].on`.
        field: String,
    },
    /// There is no such field.
    Unknown {
        /// Where.
        field: String,
        /// What may stand there.
        allowed: Vec<&'static str>,
    },
    /// A field holds something else than it takes.
    WrongShape {
        /// Where.
        field: String,
        /// What it takes.
        takes: Shape,
    },
    /// A text is no day.
    NotADay {
        /// Where.
        field: String,
        /// As given.
        value: String,
    },
    /// A word is none of those that the field takes.
    NoSuchWord {
        /// Where.
        field: String,
        /// As given.
        value: String,
        /// What it may be.
        allowed: Vec<&'static str>,
    },
    /// More than belongs to a case.
    TooMuch {
        /// Where; empty for the whole request.
        field: String,
        /// How much there may be.
        most: usize,
    },
    /// A name stands twice in one object.
    Twice {
        /// The name.
        field: String,
    },
    /// The matter's definition has no rule of that address.
    NoSuchRule {
        /// As given.
        rule: String,
    },
    /// Nothing in the matter's definition stops the clock for that reason.
    NoSuchReason {
        /// As given.
        reason: String,
        /// Reasons that there are.
        allowed: Vec<String>,
    },
    /// The matter's definition has no stage of that name.
    NoSuchStage {
        /// As given.
        stage: String,
        /// Stages that there are.
        allowed: Vec<String>,
    },
    /// There is no such operation.
    NoSuchOperation {
        /// As given.
        name: String,
    },
    /// What is asked for needs a decision, and it is not known yet whose the case is.
    Unresolved {
        /// Facts that name the responsible region.
        candidates: Vec<String>,
    },
    /// What the runtime says.
    Runtime(Error),
}

/// What a field takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// A JSON object.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A text, a number, yes or no, or a list of texts.
    Answer,
    /// A time of day, `HH:MM`.
    Time,
    /// A number of days.
    Count,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Runtime(error)
    }
}

impl Refusal {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson { .. } => "Q001",
            Self::Missing { .. } => "Q002",
            Self::Unknown { .. } => "Q003",
            Self::WrongShape { .. } => "Q004",
            Self::NotADay { .. } => "Q005",
            Self::NoSuchWord { .. } => "Q006",
            Self::TooMuch { .. } => "Q007",
            Self::Twice { .. } => "Q008",
            Self::NoSuchRule { .. } => "Q009",
            Self::NoSuchReason { .. } => "Q010",
            Self::NoSuchStage { .. } => "Q013",
            Self::NoSuchOperation { .. } => "Q011",
            Self::Unresolved { .. } => "Q012",
            Self::Runtime(error) => error.code(),
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
            Self::NotJson { line, column } => format!("请求不是 JSON：第 {line} 行第 {column} 列起不能读取"),
            Self::Missing { field } => format!("请求缺少“{field}”"),
            Self::Unknown { field, allowed } => format!("请求没有“{field}”这一项；可写：{}", allowed.join("、")),
            Self::WrongShape { field, takes } => format!("请求的“{}”应当是{}", shown(field, "整体"), takes.zh()),
            Self::NotADay { field, value } => format!("“{field}”的“{value}”不是日期；日期写作 2026-11-01"),
            Self::NoSuchWord { field, value, allowed } => {
                format!("“{field}”不能是“{value}”；可填：{}", allowed.join("、"))
            }
            Self::TooMuch { field, most } => format!("请求的“{}”过大：至多 {most}", shown(field, "整体")),
            Self::Twice { field } => format!("请求中“{field}”出现两次"),
            Self::NoSuchRule { rule } => format!("此事项在此地此时没有规则“{rule}”"),
            Self::NoSuchReason { reason, allowed } => {
                format!("此事项没有“{reason}”这一暂停计时的事由；有：{}", allowed.join("、"))
            }
            Self::NoSuchStage { stage, allowed } => {
                format!("此事项没有“{stage}”这一阶段；有：{}", allowed.join("、"))
            }
            Self::NoSuchOperation { name } => format!("没有操作“{name}”"),
            Self::Unresolved { candidates } => {
                format!("责任地未定，还没有决定；责任地由这些信息项确定：{}", candidates.join("、"))
            }
            Self::Runtime(error) => error.text(Language::Zh),
        }
    }

    fn en(&self) -> String {
        match self {
            Self::NotJson { line, column } => {
                format!("the request is no JSON: cannot read on from line {line}, column {column}")
            }
            Self::Missing { field } => format!("the request lacks “{field}”"),
            Self::Unknown { field, allowed } => {
                format!("the request has no field “{field}”; there may be {}", allowed.join(", "))
            }
            Self::WrongShape { field, takes } => {
                format!("“{}” of the request takes {}", shown(field, "the whole"), takes.en())
            }
            Self::NotADay { field, value } => {
                format!("“{value}” of “{field}” is no day; days look like 2026-11-01")
            }
            Self::NoSuchWord { field, value, allowed } => {
                format!("“{field}” cannot be “{value}”; it may be {}", allowed.join(", "))
            }
            Self::TooMuch { field, most } => {
                format!("“{}” of the request is too large: at most {most}", shown(field, "the whole"))
            }
            Self::Twice { field } => format!("“{field}” stands twice in the request"),
            Self::NoSuchRule { rule } => format!("the matter has no rule “{rule}” here and then"),
            Self::NoSuchReason { reason, allowed } => {
                format!("nothing called “{reason}” stops the clock of this matter; there is {}", allowed.join(", "))
            }
            Self::NoSuchStage { stage, allowed } => {
                format!("the matter has no stage “{stage}”; there is {}", allowed.join(", "))
            }
            Self::NoSuchOperation { name } => format!("there is no operation “{name}”"),
            Self::Unresolved { candidates } => {
                format!("nobody is responsible yet, so nothing is decided; this is told by {}", candidates.join(", "))
            }
            Self::Runtime(error) => error.text(Language::En),
        }
    }
}

impl Shape {
    fn zh(self) -> &'static str {
        match self {
            Self::Object => "一个对象",
            Self::List => "一个列表",
            Self::Text => "文字",
            Self::Answer => "文字、数、是否，或文字的列表",
            Self::Time => "时刻，写作 09:30",
            Self::Count => "天数，0 至 99999 的整数",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Text => "a text",
            Self::Answer => "a text, a number, true or false, or a list of texts",
            Self::Time => "a time of day like 09:30",
            Self::Count => "a number of days, whole, from 0 to 99999",
        }
    }
}

fn shown<'t>(field: &'t str, whole: &'t str) -> &'t str {
    if field.is_empty() { whole } else { field }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.code(), self.en())
    }
}

impl std::error::Error for Refusal {}
