//! The one-time notice (一次性告知书): everything that a case still lacks, said at once.

use std::borrow::Cow;
use std::fmt::Write;

use crate::case::Resolution;
use crate::catalogue::{Catalogue, RuleId};
use crate::decide::Status;
use crate::decision::Decision;
use crate::error::{Error, Language};

impl Catalogue {
    /// The text of the one-time notice: conditions that fail, results to be held first, documents to hand in, each with its basis; what
    /// depends on answers that are missing is marked. Lines end in a newline.
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
        let failed = failed.map(|line| (line.rule, Status::Certain));
        let lacking = self.priors.iter().filter(|prior| prior.held != Some(true));
        let lacking = lacking.map(|prior| (prior.line.rule, prior.line.status));
        let documents = self.materials.iter().map(|required| (required.line.rule, required.line.status));
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
            for (number, (rule, status)) in (1..).zip(rules) {
                let mark = match (status, language) {
                    (Status::Certain, _) => "",
                    (_, Language::Zh) => "（视情况）",
                    (_, Language::En) => " (depending on the case)",
                };
                let said = explained(rule)?;
                // A text takes whatever is written to it.
                let _ = writeln!(text, "{number}. {said}{mark}");
            }
        }
        Ok(text)
    }
}
