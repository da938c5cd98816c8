//! The help of the program and of every command stands in both languages, and says in both what options and values there are.

use std::collections::BTreeSet;
use std::process::Command;

use matter_tests::binary::matter;

/// What the program prints for a locale and some words.
fn said(locale: &str, words: &[&str]) -> (Option<i32>, String) {
    let mut program = Command::new(matter());
    let output = program.args(words).env("LC_ALL", locale).output().expect("the program runs");
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8")).concat();
    (output.status.code(), text)
}

/// Lines of a page that begin with two blanks and a word, below one of its headings.
fn commands(page: &str, from: &str, to: &str) -> Vec<String> {
    let listed = page.split(from).nth(1).and_then(|rest| rest.split(to).next()).expect("a list of commands");
    let names = listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn options(page: &str) -> BTreeSet<&str> {
    let words = page.split(|sign: char| !(sign.is_ascii_lowercase() || sign == '-'));
    words.filter(|word| word.starts_with("--") && word.len() > 2).collect()
}

/// The values that clap lists: `- human: …`.
fn values(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.trim_start().strip_prefix("- ")?.split(':').next()).collect()
}

/// Three words of English in a row are a sentence that nobody translated.
fn english(page: &str) -> Option<&str> {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|sign| sign.is_ascii_lowercase());
    page.lines().find(|line| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        words.windows(3).any(|three| three.iter().all(|word| is_word(word)) && !three.contains(&"matter"))
    })
}

fn pages() -> Vec<String> {
    let (_, root) = said("C", &["--help"]);
    let names = commands(&root, "Commands:\n", "Options:");
    assert!(names.len() > 12, "{names:?}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn every_command_and_every_option_is_explained_in_both_languages() {
    let (_, zh) = said("C", &["--lang", "zh", "--help"]);
    let mut names = pages();
    names.push("help".to_owned());
    names.sort();
    let mut listed = commands(&zh, "命令：\n", "选项：");
    listed.sort();
    assert_eq!(names, listed);
    for name in pages() {
        let (code, en) = said("C", &[&name, "--help"]);
        let (_, zh) = said("C", &["--lang", "zh", &name, "--help"]);
        assert_eq!(code, Some(0));
        assert_eq!(options(&en), options(&zh), "{name}\n{zh}");
        for value in values(&en) {
            assert!(zh.contains(value), "{name} does not tell of {value}\n{zh}");
        }
        assert_eq!(english(&zh), None, "{name}\n{zh}");
        assert!(zh.starts_with(|sign: char| !sign.is_ascii()), "{zh}");
        // Whatever is explained, is explained in Chinese: every line of a list has some beside its names.
        for line in zh.lines().filter(|line| line.starts_with("  ")) {
            assert!(!line.is_ascii(), "{name}: {line}");
        }
    }
}

#[test]
fn the_locale_chooses_the_language_unless_the_words_do() {
    for words in [&["check", "--help"][..], &["check", "-h"], &["help", "check"]] {
        assert!(
            said("zh_CN.UTF-8", words).1.starts_with("检查并证明一个目录\n\n用法：matter check [选项] [文件夹]\n"),
            "{words:?}"
        );
        assert!(said("C", words).1.starts_with("Check and prove a catalogue\n"), "{words:?}");
    }
    assert!(said("zh_CN.UTF-8", &["--lang=en", "check", "--help"]).1.starts_with("Check and prove"));
    let (code, bare) = said("zh_CN.UTF-8", &[]);
    assert_eq!(code, Some(2));
    assert!(bare.contains("命令：\n  new "), "{bare}");
    assert!(said("zh_CN.UTF-8", &["chek"]).1.starts_with("C006: 没有「chek」这个命令"));
}

#[test]
fn no_line_of_a_chinese_page_is_too_long() {
    let width = |line: &str| line.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum::<usize>();
    for name in pages() {
        let (_, page) = said("C", &["--lang", "zh", &name, "--help"]);
        // A sign that ends a clause may hang over.
        let long = page.lines().find(|line| width(line) > 102);
        assert_eq!(long, None, "{name}");
    }
}
