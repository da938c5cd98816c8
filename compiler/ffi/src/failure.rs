//! What went wrong in the last call on a thread, as texts that C can read.

use std::cell::RefCell;
use std::ffi::{CString, c_char};

use matter_answers::Refusal;
use matter_runtime::{Error, Language};

/// Why a call did not do what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Failure {
    /// A pointer that must not be null is.
    Null,
    /// A text is not UTF-8.
    NotUtf8,
    /// No catalogue with that number is open.
    NoCatalogue,
    /// The text is none that the library gave out and did not get back.
    NoText,
    /// An error inside the library.
    Inside,
    /// The text is no day.
    NoDay(String),
    /// More answers than belong to a case.
    TooMany,
    /// What the runtime says, or what is wrong with the request.
    Refused(Refusal),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(Refusal::Runtime(error))
    }
}

impl Failure {
    fn words(&self) -> (&'static str, String, String) {
        let fixed = |code, zh: &str, en: &str| (code, zh.to_owned(), en.to_owned());
        match self {
            Self::Null => fixed("F001", "指针为空", "a pointer is null"),
            Self::NotUtf8 => fixed("F002", "文字不是 UTF-8", "a text is not UTF-8"),
            Self::NoCatalogue => fixed("F003", "目录没有打开，或已经关闭", "the catalogue is not open, or was closed"),
            Self::NoText => {
                fixed("F004", "文字不是本库给出的，或已经归还", "the text is none of the library's, or was freed")
            }
            Self::Inside => fixed("F005", "库内部出错", "an error inside the library"),
            Self::NoDay(text) => (
                "F006",
                format!("“{text}”不是日期；日期写作 2026-11-01"),
                format!("“{text}” is no day; days look like 2026-11-01"),
            ),
            Self::TooMany => fixed("F007", "回答过多", "too many answers"),
            Self::Refused(error) => (error.code(), error.text(Language::Zh), error.text(Language::En)),
        }
    }
}

#[derive(Default)]
struct Last {
    code: CString,
    zh: CString,
    en: CString,
}

thread_local! {
    static LAST: RefCell<Last> = RefCell::default();
}

/// Remembers how a call went; true if it failed.
pub(crate) fn remember(done: Result<(), Failure>) -> bool {
    let failed = done.is_err();
    let (code, zh, en) = done.err().map(|failure| failure.words()).unwrap_or_default();
    let last = Last { code: text_of(code), zh: text_of(&zh), en: text_of(&en) };
    LAST.with(|cell| cell.replace(last));
    failed
}

pub(crate) fn code() -> *const c_char {
    LAST.with(|last| last.borrow().code.as_ptr())
}

pub(crate) fn text(chinese: bool) -> *const c_char {
    LAST.with(|last| if chinese { last.borrow().zh.as_ptr() } else { last.borrow().en.as_ptr() })
}

/// A text for C; a zero byte inside, which no message has, would end it early and is left out.
pub(crate) fn text_of(text: &str) -> CString {
    let without: Vec<u8> = text.bytes().filter(|byte| *byte != 0).collect();
    CString::new(without).unwrap_or_default()
}
