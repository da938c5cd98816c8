//! The help of a command in Chinese: clap knows which arguments there are, the words stand in `help/chinese.rs`.
//!
//! English help is clap's own, from the documentation of the arguments.

mod chinese;

use std::fmt::Write as _;

use clap::{Arg, ArgAction, Command, CommandFactory};

use crate::arguments::{Arguments, Language};

/// Columns of a line; a Chinese character takes two.
const WIDTH: usize = 100;

/// The help that the words ask for, if it is asked for in Chinese.
pub(crate) fn in_chinese(words: &[String]) -> String {
    let root = Arguments::command();
    let own = words.iter().skip(1).find_map(|word| root.find_subcommand(word).filter(|_| !word.starts_with('-')));
    let mut page = String::new();
    match own {
        Some(command) => of_command(command, &root, &mut page),
        None => of_program(&root, &mut page),
    }
    page
}

/// The language that the words or else the system's locale ask for.
pub(crate) fn language(words: &[String]) -> Option<Language> {
    let behind = words.windows(2).find_map(|pair| match pair {
        [option, value] if option == "--lang" => Some(value.as_str()),
        _ => None,
    });
    match behind.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang="))) {
        Some("zh") => Some(Language::Zh),
        Some("en") => Some(Language::En),
        _ => of_locale(),
    }
}

fn of_locale() -> Option<Language> {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    let first = said.into_iter().find(|value| !value.is_empty())?;
    first.to_ascii_lowercase().starts_with("zh").then_some(Language::Zh)
}

fn of_program(root: &Command, page: &mut String) {
    let _ = writeln!(page, "{}\n\n用法：matter [选项] <命令>\n\n命令：", chinese::text("", "").unwrap_or_default());
    let commands = root.get_subcommands().map(|one| (one.get_name().to_owned(), about(one)));
    let help = [("help".to_owned(), "显示这份说明，或者某个命令的说明".to_owned())];
    rows(&commands.chain(help).collect::<Vec<_>>(), page);
    page.push_str("\n选项：\n");
    let version = [("-V, --version".to_owned(), "显示版本".to_owned())];
    rows(&options(root, root).into_iter().chain(version).collect::<Vec<_>>(), page);
    let _ = writeln!(page, "\n{}", chinese::EXIT_CODES);
}

fn of_command(command: &Command, root: &Command, page: &mut String) {
    let name = command.get_name();
    let positionals: Vec<&Arg> = command.get_positionals().collect();
    let usage = positionals.iter().fold(String::new(), |usage, arg| usage + " " + &place(arg));
    let required = command.get_arguments().filter(|arg| arg.is_required_set() && !arg.is_positional());
    let required = required.fold(String::new(), |usage, arg| usage + " " + &spelling(arg));
    let _ = writeln!(page, "{}\n\n用法：matter {name} [选项]{required}{usage}", about(command));
    if !positionals.is_empty() {
        page.push_str("\n参数：\n");
        rows(&positionals.iter().map(|arg| (place(arg), meaning(name, arg))).collect::<Vec<_>>(), page);
    }
    page.push_str("\n选项：\n");
    rows(&options(command, root), page);
}

fn about(command: &Command) -> String {
    let own = || command.get_about().map(ToString::to_string);
    chinese::text(command.get_name(), "").map(str::to_owned).or_else(own).unwrap_or_default()
}

/// A command's own options, those of every command, and the help.
fn options(command: &Command, root: &Command) -> Vec<(String, String)> {
    let common = root.get_arguments().filter(|arg| arg.is_global_set());
    let own = command.get_arguments().filter(|arg| !arg.is_positional() && !arg.is_global_set());
    let known = |arg: &&Arg| !matches!(arg.get_action(), ArgAction::Help | ArgAction::Version);
    let rows = own.chain(common).filter(known).map(|arg| (spelling(arg), meaning(command.get_name(), arg)));
    rows.chain([("-h, --help".to_owned(), "显示这份说明".to_owned())]).collect()
}

/// `[文件夹]`, `<事项>`.
fn place(arg: &Arg) -> String {
    let name = value_name(arg);
    if arg.is_required_set() { format!("<{name}>") } else { format!("[{name}]") }
}

/// `-q, --quiet`, `--as-of <日期>`.
fn spelling(arg: &Arg) -> String {
    let short = arg.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let long = arg.get_long().unwrap_or_default();
    let takes = arg.get_action().takes_values();
    let value = if takes { format!(" <{}>", value_name(arg)) } else { String::new() };
    format!("{short}--{long}{value}")
}

fn value_name(arg: &Arg) -> String {
    let name = arg.get_value_names().and_then(|names| names.first());
    let name = name.map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string);
    chinese::value(&name).map_or(name, str::to_owned)
}

/// What an argument means, its values, its default.
fn meaning(command: &str, arg: &Arg) -> String {
    let id = arg.get_id().as_str();
    let own = || arg.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = chinese::text(command, id).map_or_else(own, str::to_owned);
    let takes = arg.get_action().takes_values();
    let values: Vec<String> =
        arg.get_possible_values().iter().filter(|_| takes).map(|value| one_value(id, value)).collect();
    if !values.is_empty() {
        let _ = write!(text, "：{}", values.join("，"));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes && !defaults.is_empty() {
        let _ = write!(text, "（默认 {}）", defaults.join("、"));
    }
    text
}

fn one_value(argument: &str, value: &clap::builder::PossibleValue) -> String {
    let own = || value.get_help().map(ToString::to_string);
    match chinese::meaning_of_value(argument, value.get_name()).map(str::to_owned).or_else(own) {
        Some(words) => format!("{} {words}", value.get_name()),
        None => value.get_name().to_owned(),
    }
}

/// Two columns; what does not fit goes on below itself.
fn rows(rows: &[(String, String)], page: &mut String) {
    let left = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0).min(WIDTH / 3);
    for (name, text) in rows {
        let gap = left.saturating_sub(columns(name));
        let _ = write!(page, "  {name}{:gap$}  ", "");
        let indent = left + 4;
        let mut at = columns(name).max(left) + 4;
        for piece in pieces(text) {
            let width = columns(piece);
            if at + width > WIDTH && at > indent && !piece.starts_with(closing) {
                let _ = write!(page, "\n{:indent$}", "");
                at = indent;
            }
            page.push_str(piece);
            at += width;
        }
        page.push('\n');
    }
}

/// Signs that never begin a line.
fn closing(sign: char) -> bool {
    "，。；：、）」”".contains(sign)
}

/// Pieces that a line may end behind: a Chinese character, or a word with its blank.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|sign: char| !sign.is_ascii() || sign == ' ')
}

fn columns(text: &str) -> usize {
    text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum()
}
