//! The one-time notice (一次性告知书): everything that a case still lacks, said at once.

use std::borrow::Cow;
use std::fmt::Write;

use crate::case::Resolution;
use crate::catalogue::{Catalogue, RuleId};
use crate::decide::Status;
use crate::decision::{Decision, Required};
use crate::error::{Error, Language};
use crate::tables::view;

impl Catalogue {
    /// The text of the one-time notice: conditions that fail, results to be held first, documents to hand in, each with its basis, its form
    /// and number and, where there are several ways to fulfil it, with all of them; what depends on answers that are missing is marked. Lines end in a newline.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// # use matter_runtime::{Dates, Request};
    /// # let on = "2026-03-02".parse().unwrap();
    /// # let matter = catalogue.matter("二孩生育登记")?;
    /// # let here = Some(catalogue.region("坂田街道", on)?);
    /// # let mut answers = Vec::new();
    /// # catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
    /// # let request = Request { matter, responsible: here, here, dates: Dates::on(on), answers: &answers };
    /// # use matter_runtime::{Answer, Case};
    /// # let (mut case, mut answer) = (Case::new(), Answer::new());
    /// # case.resolve(&catalogue, &request)?;
    /// # catalogue.evaluate(&case, &mut answer)?;
    /// use matter_runtime::Language;
    ///
    /// let notice = catalogue.notice(&catalogue.decision(&case, &answer)?, Language::Zh)?;
    /// assert_eq!(notice, "应当提交的材料：\n1. 婚姻状况 = 离异的，应当提交离婚证。\n");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// The image is damaged.
    pub fn notice(&self, decision: &Decision<'_>, language: Language) -> Result<String, Error> {
        let Resolution::Edition(edition) = decision.resolution else { return Ok(String::new()) };
        let explainer = self.explainer(Some(edition), language)?;
        decision.notice(language, |rule| explainer.why(rule).map(|why| why.text.into()))
    }
}

impl Decision<'_> {
    /// The text of the one-time notice, its lines in the words of whoever has explained them already.
    ///
    /// # Errors
    /// A line is not explained.
    pub fn notice<'t>(
        &self,
        language: Language,
        explained: impl Fn(RuleId) -> Result<Cow<'t, str>, Error>,
    ) -> Result<String, Error> {
        let failed = self.conditions.iter().filter(|line| line.status == Status::Excluded);
        let failed = failed.map(|line| (line.rule, Status::Certain, String::new()));
        let lacking = self.priors.iter().filter(|prior| prior.held != Some(true));
        let lacking = lacking.map(|prior| (prior.line.rule, prior.line.status, String::new()));
        let documents = self.materials.iter();
        let documents =
            documents.map(|required| (required.line.rule, required.line.status, handed_in(required, language)));
        let parts: [(&str, &str, Vec<_>); 3] = [
            ("不符合的条件：", "Conditions that are not met:", failed.collect()),
            ("应当先取得的结果：", "Results to be held first:", lacking.collect()),
            ("应当提交的材料：", "Documents to hand in:", documents.collect()),
        ];
        let mut text = String::new();
        for (zh, en, rules) in parts {
            if rules.is_empty() {
                continue;
            }
            text.push_str(if language == Language::Zh { zh } else { en });
            text.push('\n');
            for (number, (rule, status, how)) in (1..).zip(rules) {
                let mark = match (status, language) {
                    (Status::Certain, _) => "",
                    (_, Language::Zh) => "（视情况）",
                    (_, Language::En) => " (depending on the case)",
                };
                let said = explained(rule)?;
                // A text takes whatever is written to it.
                let _ = writeln!(text, "{number}. {said}{how}{mark}");
            }
        }
        Ok(text)
    }
}

/// How a document is handed in, in brackets: `（复印件 1 份）`; of several documents each with its name. Nothing of what need not be handed in.
fn handed_in(required: &Required<'_>, language: Language) -> String {
    if required.line.row.exempt.is_some() {
        return String::new();
    }
    let zh = language == Language::Zh;
    let (open, close, or, and) = if zh { ("（", "）", "，或者", "和") } else { (" (", ")", ", or ", " and ") };
    let several = required.options.iter().map(Vec::len).sum::<usize>() > 1;
    let way = |way: &Vec<view::RequirementMember<'_>>| {
        let members: Vec<String> = way.iter().map(|member| form(member, several, zh)).collect();
        members.join(and)
    };
    let ways: Vec<String> = required.options.iter().map(way).collect();
    let ways = ways.join(or);
    if ways.is_empty() { ways } else { format!("{open}{ways}{close}") }
}

/// `复印件 1 份`, `女方的结婚证原件 1 份`.
fn form(member: &view::RequirementMember<'_>, named: bool, zh: bool) -> String {
    let (form_zh, form_en) = match member.form {
        "original" => ("原件", "original"),
        "copy" => ("复印件", "copy"),
        "original_and_copy" => ("原件和复印件", "original and copy"),
        "original_or_copy" => ("原件或复印件", "original or copy"),
        "electronic" => ("电子件", "electronic"),
        _ => ("", ""),
    };
    let number = match (member.per, zh) {
        (Some(per), true) => format!("每{per} {} 份", member.count),
        (Some(per), false) => format!("× {} per {per}", member.count),
        (None, true) => format!("{} 份", member.count),
        (None, false) => format!("× {}", member.count),
    };
    let name = match (named, member.holder, zh) {
        (false, ..) => String::new(),
        (true, None, _) => member.title.to_owned(),
        (true, Some(holder), true) => format!("{}（{holder}）", member.title),
        (true, Some(holder), false) => format!("{} ({holder})", member.title),
    };
    if zh {
        format!("{name}{form_zh} {number}").trim().to_owned()
    } else {
        let parts = [name.as_str(), form_en, number.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
