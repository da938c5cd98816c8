//! Arguments that cannot be read → one line with a code, in Chinese where the words or the system's locale ask for it; help likewise.
//!
//! The arguments could not be read, so what language they ask for is looked for among the words themselves.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::arguments::Language;
use crate::output::Output;
use crate::trouble::USAGE;
use crate::{Outcome, help};

/// Prints what is wrong with the arguments, or the help that they ask for.
pub(crate) fn refused(error: &Error, words: impl Iterator<Item = String>) -> Outcome {
    let words: Vec<String> = words.collect();
    let chinese_wanted = help::language(&words) == Some(Language::Zh);
    let mut output = Output::plain();
    if !error.use_stderr() {
        let is_help = error.kind() == ErrorKind::DisplayHelp;
        output.result(&if chinese_wanted && is_help { help::in_chinese(&words) } else { error.to_string() });
        return Outcome::Fine;
    }
    let said = error.to_string();
    // Without a command nothing is wrong: the help says what there is.
    let is_bare = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    output.finding(&match (chinese_wanted, is_bare) {
        (true, true) => help::in_chinese(&words),
        (true, false) => format!("{USAGE}: {}\n用法见 matter --help", chinese(error)),
        (false, true) => said,
        (false, false) => format!("{USAGE}: {}", said.strip_prefix("error: ").unwrap_or(&said).trim_end()),
    });
    Outcome::Usage
}

fn chinese(error: &Error) -> String {
    let of = |kind| error.get(kind).map(shown).unwrap_or_default();
    let form = of(ContextKind::InvalidArg);
    let argument = form.split(' ').next().unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidValue if of(ContextKind::InvalidValue).is_empty() => format!("{argument} 后面没有写值"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let values = of(ContextKind::ValidValue);
            let values = if values.is_empty() { format!("；写作 {form}") } else { format!("；可以是 {values}") };
            format!("{argument} 的值「{}」不对{values}", of(ContextKind::InvalidValue))
        }
        ErrorKind::UnknownArgument => format!("没有 {argument} 这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有「{}」这个命令", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("还缺 {}", of(ContextKind::InvalidArg)),
        ErrorKind::ArgumentConflict => format!("{argument} 不能和 {} 一起写", of(ContextKind::PriorArg)),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        _ => "参数不对".to_owned(),
    }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}
