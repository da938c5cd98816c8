//! What went wrong in the last call on a thread, as texts that C can read.

use std::cell::RefCell;
use std::ffi::{CString, c_char};
use std::io::ErrorKind;

use matter_answers::Refusal;
use matter_runtime::{Error, Language};

/// Why a call did not do what it says. F006 and F007 belonged to an older interface.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Failure {
    /// A pointer that must not be null is, or a length is impossible.
    Null,
    /// A text is not UTF-8.
    NotUtf8,
    /// No catalogue with that number is open.
    NoCatalogue,
    /// The text is none that the library gave out and did not get back.
    NoText,
    /// An error inside the library.
    Inside,
    /// A buffer has less room than the answer needs.
    TooSmall,
    /// A file cannot be read.
    File(String, ErrorKind),
    /// A pointer to numbers is not aligned for them.
    NotAligned,
    /// The catalogue has no matter, place or fact of that number.
    NoNumber(u32),
    /// The fact is a text, which no rule looks at.
    NoValue,
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
            Self::Null => fixed("F001", "指针为空，或长度不可能", "a pointer is null, or a length is impossible"),
            Self::NotUtf8 => fixed("F002", "文字不是 UTF-8", "a text is not UTF-8"),
            Self::NoCatalogue => fixed("F003", "目录没有打开，或已经关闭", "the catalogue is not open, or was closed"),
            Self::NoText => {
                fixed("F004", "文字不是本库给出的，或已经归还", "the text is none of the library's, or was freed")
            }
            Self::Inside => fixed("F005", "库内部出错", "an error inside the library"),
            Self::TooSmall => fixed("F008", "缓冲区太小", "the buffer is too small"),
            Self::File(path, kind) => (
                "F009",
                format!("不能读取文件 {path}：{}", reason(*kind)),
                format!("cannot read the file {path}: {kind}"),
            ),
            Self::NotAligned => fixed("F010", "指向数的指针没有对齐", "a pointer to numbers is not aligned"),
            Self::NoNumber(number) => (
                "F012",
                format!("目录没有编号 {number} 的事项、地区或信息项"),
                format!("the catalogue has no matter, place or fact of number {number}"),
            ),
            Self::NoValue => fixed("F011", "文字类信息项没有数值", "a fact that is a text has no number"),
            Self::Refused(error) => (error.code(), error.text(Language::Zh), error.text(Language::En)),
        }
    }
}

fn reason(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "没有这个文件".to_owned(),
        ErrorKind::PermissionDenied => "没有读取的权限".to_owned(),
        ErrorKind::IsADirectory => "这是文件夹".to_owned(),
        other => other.to_string(),
    }
}

#[derive(Default)]
struct Last {
    code: CString,
    zh: CString,
    en: CString,
}

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

/// Remembers how a call went; true if it failed.
pub(crate) fn remember(done: Result<(), Failure>) -> bool {
    let last = done.err().map(|failure| {
        let (code, zh, en) = failure.words();
        Last { code: text_of(code.to_owned()), zh: text_of(zh), en: text_of(en) }
    });
    let failed = last.is_some();
    LAST.set(last);
    failed
}

pub(crate) fn code() -> *const c_char {
    LAST.with_borrow(|last| last.as_ref().map_or(c"".as_ptr(), |last| last.code.as_ptr()))
}

pub(crate) fn text(chinese: bool) -> *const c_char {
    let chosen = |last: &Last| if chinese { last.zh.as_ptr() } else { last.en.as_ptr() };
    LAST.with_borrow(|last| last.as_ref().map_or(c"".as_ptr(), chosen))
}

/// A text for C; a zero byte inside, which no message and no JSON has, would end it early and is left out.
pub(crate) fn text_of(text: String) -> CString {
    let mut bytes = text.into_bytes();
    bytes.retain(|byte| *byte != 0);
    CString::new(bytes).unwrap_or_default()
}
