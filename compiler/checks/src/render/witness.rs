//! A witness case in words, and as a 用例 that can be pasted into the file, in the reader's face.

use matter_core::diagnostic::Witness;
use matter_core::hir::Keyword;

use crate::texts::{Language, word};

/// A witness ready to print.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// One line in words.
    pub words: String,
    /// A test item; what it should expect is the reader's to say.
    pub test: String,
    /// The line of the day, where nothing is said of a place.
    day: Option<String>,
}

impl Example {
    /// The test made complete: `place` is where the applicant stands if the case does not depend on it, `line` what is expected, if that is
    /// known.
    #[must_use]
    pub fn complete(&self, place: &str, line: Option<&str>) -> String {
        let placed = match &self.day {
            Some(day) => self.test.replacen(&format!("{day}\n"), &format!("{day} {}\n", written(place)), 1),
            None => self.test.clone(),
        };
        let Some(line) = line else { return placed };
        let kept = placed.trim_end().rsplit_once('\n').map_or("", |(kept, _)| kept);
        format!("{kept}\n    {line}\n")
    }
}

/// Prints a witness.
#[must_use]
pub fn example(witness: &Witness, language: Language) -> Example {
    let (test, day) = test(witness, language);
    Example { words: words(witness, language), test, day }
}

/// A day without answers tells nothing: the finding holds in every case.
fn words(witness: &Witness, language: Language) -> String {
    let answers = witness.answers.iter().map(|(_, fact, value)| format!("{fact} {value}"));
    let mut parts = answers.chain(witness.region.as_deref().map(str::to_owned)).collect::<Vec<_>>();
    match (language, parts.is_empty()) {
        (Language::Zh, true) => return "任何情形".to_owned(),
        (Language::En, true) => return "every case".to_owned(),
        // Facts may be days as well: the bare date would be taken for one of them.
        (Language::Zh, _) => parts.extend(witness.day.map(|day| format!("申请日 {day}"))),
        (Language::En, _) => parts.extend(witness.day.map(|day| format!("application day {day}"))),
    }
    parts.join(if language == Language::Zh { "，" } else { ", " })
}

/// The test, and the line of its day if that stands alone. The facts are numbered by the definition, so the answers come in the order in
/// which they are asked.
fn test(witness: &Witness, language: Language) -> (String, Option<String>) {
    let (colon, title, ask) = match language {
        Language::Zh => ("：", "待定结果的情形", "// 在此写明应得的结果"),
        Language::En => (":", "case to be settled", "// say here what must come out"),
    };
    let mut text = format!("{} {}{colon}{}\n", word(Keyword::Test, language), written(title), written(&witness.matter));
    // Who says where it is decided need not say where it is handed in.
    let stands = witness.region.as_deref().filter(|_| witness.responsible.is_none());
    let place = [witness.day.map(|day| day.to_string()), stands.map(written)];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let at = (!place.is_empty()).then(|| format!("  {}{colon}{place}", word(Keyword::At, language)));
    if let Some(at) = &at {
        text.push_str(&format!("{at}\n"));
    }
    let answers = witness.answers.iter().filter(|(fact, ..)| !witness.judged.contains(fact));
    let answers: Vec<_> = answers.collect();
    if !answers.is_empty() || witness.responsible.is_some() {
        text.push_str(&format!("  {}{colon}\n", word(Keyword::Given, language)));
    }
    for (_, fact, value) in answers {
        text.push_str(&format!("    {} {value}\n", written(fact)));
    }
    if let Some(region) = &witness.responsible {
        text.push_str(&format!("    {} {}\n", word(Keyword::Responsible, Language::Zh), written(region)));
    }
    text.push_str(&format!("  {}{colon}\n    {ask}\n", word(Keyword::Expect, language)));
    (text, at.filter(|_| witness.region.is_none() && witness.responsible.is_none()))
}

/// A name as it must stand in a program: bare if it is one word, else in 「」.
fn written(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_（）()/".contains(letter));
    if bare { name.to_owned() } else { format!("「{name}」") }
}
