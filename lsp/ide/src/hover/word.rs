//! A word of the language in words: what it means, an example, where the book explains it; and words that only stand in its sections.

use std::fmt::Write as _;

use matter_checks::{explain, texts};
use matter_core::hir::Keyword;
use matter_syntax::format_file;
use matter_syntax::keyword::Class;
use matter_syntax::tree::Face;

use super::examples::example;
use crate::Snapshot;

use Keyword as K;

/// Where the book lies.
const BOOK: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/tests/spec");

impl Snapshot {
    /// Markdown about a word of the language: what it means, an example, where the book explains it.
    #[must_use]
    pub fn about_word(&self, keyword: Keyword) -> String {
        let (zh, en) = (keyword.text(Face::Zh), keyword.text(Face::En));
        let mut text = if zh == en {
            format!("**{zh}**")
        } else {
            self.words(format!("**{zh}** · {en}"), format!("**{en}** · {zh}"))
        };
        let doc = self.words(keyword.doc(Face::Zh), keyword.doc(Face::En));
        if !doc.is_empty() {
            let _ = write!(text, "\n\n{doc}");
        }
        if !keyword.also().is_empty() {
            let also = keyword.also().join(self.words("、", ", "));
            let _ = write!(text, "\n\n{}{also}", self.words("也可写作：", "Also written: "));
        }
        let example = self.words(example(keyword), in_english(&example(keyword)));
        if !example.is_empty() {
            let _ = write!(text, "\n\n```matter\n{}\n```", example.trim_end());
        }
        let (page, zh, en) = chapter(keyword);
        let _ = write!(text, "\n\n[{}]({BOOK}/{page}.md)", self.words(format!("手册：{zh}"), format!("Book: {en}")));
        text
    }

    /// A name that stands for itself where it is written: a step, a fee, a term of a code list, a code.
    pub(super) fn about_free(&self, name: &str, section: Option<Keyword>, item: Option<Keyword>) -> String {
        let Some(of) = section.or(item) else { return format!("**{name}**") };
        let mut text = format!("**{name}** · {}", self.words(of.text(Face::Zh), of.text(Face::En)));
        let _ = write!(text, "\n\n{}", self.words(of.doc(Face::Zh), of.doc(Face::En)));
        let code = explain::find(name).filter(|_| section == Some(K::Waiver));
        if let Some(entry) = code.and_then(texts::entry) {
            let _ = write!(text, "\n\n{}", entry.name);
        }
        let lists = &self.analysis.declarations().vocabularies;
        let terms = lists.iter().filter(|_| section.is_some_and(lists_terms)).flat_map(|list| {
            let own =
                list.terms.iter().filter(|(code, title)| **title == *name || (!code.is_empty() && **code == *name));
            own.map(move |(code, title)| (list, code, title))
        });
        for (list, code, title) in terms {
            let code = if code.is_empty() { String::new() } else { format!(" {code}") };
            let _ = write!(text, "\n\n{}《{}》：{title}{code}", self.words("代码表", "Code list "), list.name);
        }
        text
    }
}

/// Sections whose words are terms or codes of code lists.
const fn lists_terms(section: Keyword) -> bool {
    matches!(section, K::Kind | K::Serves | K::Holder | K::Rank | K::Code | K::Certificate | K::CaseKind | K::Applies)
}

/// An example with the words of the English face. A section is written below an item that may have it.
fn in_english(example: &str) -> String {
    let first = example.split(['：', ' ', '\n']).next().unwrap_or("");
    let word = |class: Class| Keyword::all().find(|one| one.class() == class && one.text(Face::Zh) == first);
    if word(Class::Item).is_some() && !example.starts_with(&format!("{first}：")) {
        return format_file(example, Some(Face::En)).text;
    }
    let Some(section) = word(Class::Section) else { return example.to_owned() };
    let below = |item: &Keyword| {
        let whole = format!("{} 甲\n  {}\n", item.text(Face::Zh), example.replace('\n', "\n  "));
        let tidy = format_file(&whole, Some(Face::En));
        (tidy.errors == 0).then_some(tidy.text)
    };
    let homes = Keyword::all().filter(|item| item.class() == Class::Item && section.allowed_in(*item));
    let tidy = homes.collect::<Vec<_>>().iter().find_map(below);
    tidy.map_or_else(
        || example.to_owned(),
        |text| text.lines().skip(1).map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect(),
    )
}

/// The chapter that explains a word, with its title in both languages.
fn chapter(keyword: Keyword) -> (&'static str, &'static str, &'static str) {
    const MATTER: (&str, &str, &str) = ("05-matter-sections", "事项的各节", "Sections of a matter");
    const CHOICES: (&str, &str, &str) = ("06-choices-and-lists", "选择与清单", "Choices and lists");
    const FEES: (&str, &str, &str) = ("18-fees", "收费", "Fees");
    const WORDS: (&str, &str, &str) = ("12-keywords", "词表", "Words");
    match (keyword.class(), keyword) {
        (_, K::Waiver) => chapter_of_item(K::Figure),
        // Of these the chapters do not speak; the list of words does.
        (_, K::Branches | K::Amended | K::Certificate | K::Holder | K::FormFields | K::CommissionedBy) => WORDS,
        (_, K::Defaults | K::Bounds) => WORDS,
        (Class::Item, item) => chapter_of_item(item),
        (Class::Section, K::Fees) | (_, K::ShareBase | K::ShareOf | K::Cap | K::Per) => FEES,
        (Class::Section, section) if section.section_of().contains(&K::Matter) => match section.shape() {
            Some(matter_syntax::keyword::Shape::Choice) => CHOICES,
            _ => MATTER,
        },
        (Class::Section, section) => section.section_of().first().map_or(MATTER, |item| chapter_of_item(*item)),
        (Class::Operator, _) => ("03-conditions", "条件", "Conditions"),
        (_, K::When | K::Otherwise | K::Rest | K::Always) => CHOICES,
        (_, K::Change | K::Add | K::Remove) => chapter_of_item(K::Vary),
        (_, K::AtLeastThese | K::MayNeed | K::NextQuestion | K::Pending | K::NotMet | K::NotNeeded | K::Needs) => {
            chapter_of_item(K::Test)
        }
        _ => WORDS,
    }
}

const fn chapter_of_item(item: Keyword) -> (&'static str, &'static str, &'static str) {
    match item {
        K::Matter => ("05-matter-sections", "事项的各节", "Sections of a matter"),
        K::Vary => ("07-variances", "特别规定", "Variances"),
        K::Theme | K::Hall | K::Window => ("08-themes-halls-windows", "一件事、大厅、窗口", "Themes, halls, windows"),
        K::Profile => ("14-rules", "要素规则", "Rules of the domain"),
        K::Figure => ("16-figures-and-waivers", "指标与豁免", "Figures and waivers"),
        K::Test => ("09-tests", "用例", "Tests"),
        _ => ("04-facts-and-declarations", "信息项与声明", "Facts and declarations"),
    }
}
