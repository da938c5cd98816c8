//! What the system denies a command, a file or a port, as a sentence with a stable code.
//!
//! `C001` a file cannot be read, `C002` one cannot be written, `C003` a port cannot be listened on, `C004` a folder is no release,
//! `C005` a file of a release is not what its schema says, `C006` arguments that cannot be read, `C007` a release holds no image. Codes are never reused.

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;
use std::path::Path;

use crate::Outcome;
use crate::arguments::Language;
use crate::output::Output;

/// The code of arguments that cannot be read.
pub(crate) const USAGE: &str = "C006";

/// The code of JSON that is not what its schema says.
pub(crate) const NOT_BY_SCHEMA: &str = "C005";

/// Says that a file or folder cannot be read.
pub(crate) fn unreadable(output: &mut Output, path: &Path, error: &Error) -> Outcome {
    let said = said(output, ("C001", "读不到", "cannot read"), &path.display().to_string(), error);
    output.finding(&said);
    Outcome::InputOutput
}

/// Says that a file or folder cannot be written.
pub(crate) fn unwritable(output: &mut Output, path: &Path, error: &Error) -> Outcome {
    let said = said(output, ("C002", "写不了", "cannot write"), &path.display().to_string(), error);
    output.finding(&said);
    Outcome::InputOutput
}

/// Says that an address cannot be listened on.
pub(crate) fn unservable(output: &mut Output, address: SocketAddr, error: &Error) -> Outcome {
    let said = said(output, ("C003", "不能提供服务于", "cannot serve on"), &address.to_string(), error);
    output.finding(&said);
    Outcome::InputOutput
}

/// Says that a folder holds no release.
pub(crate) fn no_release(output: &mut Output, folder: &Path) -> Outcome {
    let (code, folder) = ("C004", folder.display());
    output.finding(&match output.language("zh") {
        Language::Zh => format!("{code}: {folder} 里没有可读的 manifest.json"),
        Language::En => format!("{code}: no readable manifest.json in {folder}"),
    });
    Outcome::InputOutput
}

/// Says that a release holds no image to be opened.
pub(crate) fn no_image(output: &mut Output, folder: &Path) -> Outcome {
    let (code, folder) = ("C007", folder.display());
    output.finding(&match output.language("zh") {
        Language::Zh => format!("{code}: {folder} 的发布里没有映像；加 --target image 再编译"),
        Language::En => format!("{code}: the release in {folder} holds no image; build it with --target image"),
    });
    Outcome::InputOutput
}

fn said(output: &Output, (code, zh, en): (&str, &str, &str), what: &str, error: &Error) -> String {
    let language = output.language("zh");
    let reason = reason(error, language);
    match language {
        Language::Zh => format!("{code}: {zh} {what}：{reason}"),
        Language::En => format!("{code}: {en} {what}: {reason}"),
    }
}

/// Why, in the language of the messages; what has no words here is said as the system says it.
fn reason(error: &Error, language: Language) -> String {
    let (zh, en) = match error.kind() {
        ErrorKind::NotFound => ("没有这个文件或文件夹", "there is no such file or folder"),
        ErrorKind::PermissionDenied => ("没有权限", "permission denied"),
        ErrorKind::IsADirectory => ("这是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => ("路径中有一段不是文件夹", "a part of the path is no folder"),
        ErrorKind::AddrInUse => ("地址和端口已被占用", "the port is in use"),
        ErrorKind::AddrNotAvailable => ("本机没有这个地址", "this machine has no such address"),
        ErrorKind::StorageFull => ("磁盘已满", "the disk is full"),
        ErrorKind::InvalidData => ("不是 UTF-8 文本", "it is not UTF-8 text"),
        _ => return error.to_string(),
    };
    if language == Language::Zh { zh } else { en }.to_owned()
}
