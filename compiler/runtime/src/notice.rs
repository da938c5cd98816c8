//! The one-time notice (一次性告知书): everything that a case still lacks, said at once.

use std::borrow::Cow;
use std::fmt::Write;

use crate::case::Resolution;
use crate::catalogue::{Catalogue, RuleId};
use crate::decide::Status;
use crate::decision::{Decision, Required};
use crate::error::{Error, Language};
use crate::tables::{self, view};

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
        let edition = match decision.resolution {
            Resolution::Edition(edition) => edition,
            Resolution::Outside => return self.notice_outside(decision, language),
            Resolution::Nothing | Resolution::NeedsResponsible => return Ok(String::new()),
        };
        let explainer = self.explainer(Some(edition), language)?;
        decision.notice(language, |rule| explainer.why(rule).map(|why| why.text.into()))
    }
}

impl Catalogue {
    /// The notice of a case that nobody here is responsible for; with the words of the catalogue's own days, since it has no others.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn notice_outside(&self, decision: &Decision<'_>, language: Language) -> Result<String, Error> {
        let day = self.view::<tables::Catalogue>(0)?.as_of;
        let said = self.nobody_responsible(&decision.candidates, day, language)?;
        if said.is_empty() {
            return Ok(said);
        }
        let mut notice = Notice::new(language, 1);
        notice.line(UNMET, &said, Status::Certain, None);
        Ok(notice.text)
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
        let mut notice = Notice::new(language, self.conditions.len() + self.priors.len() + self.materials.len());
        let failed = self.conditions.iter().filter(|line| line.status == Status::Excluded);
        for line in failed {
            notice.line(UNMET, &explained(line.rule)?, Status::Certain, None);
        }
        notice.lines = 0;
        for prior in self.priors.iter().filter(|prior| prior.held != Some(true)) {
            let heading = ("应当先取得的结果：", "Results to be held first:");
            notice.line(heading, &explained(prior.line.rule)?, prior.line.status, None);
        }
        notice.lines = 0;
        for required in &self.materials {
            let heading = ("应当提交的材料：", "Documents to hand in:");
            notice.line(heading, &explained(required.line.rule)?, required.line.status, Some(required));
        }
        Ok(notice.text)
    }
}

const UNMET: (&str, &str) = ("不符合的条件：", "Conditions that are not met:");

/// Bytes that most lines of a notice fit in.
const USUAL: usize = 256;

/// A notice that is being written.
struct Notice {
    language: Language,
    text: String,
    /// Lines of the part that is being written.
    lines: usize,
}

impl Notice {
    fn new(language: Language, most: usize) -> Self {
        Self { language, text: String::with_capacity(USUAL * most), lines: 0 }
    }

    fn say(&mut self, zh: &str, en: &str) {
        self.text.push_str(if self.language == Language::Zh { zh } else { en });
    }

    /// A numbered line, the first of a part below its heading.
    fn line(&mut self, heading: (&str, &str), said: &str, status: Status, required: Option<&Required<'_>>) {
        if self.lines == 0 {
            self.say(heading.0, heading.1);
            self.text.push('\n');
        }
        self.lines += 1;
        // A text takes whatever is written to it.
        let _ = write!(self.text, "{}. ", self.lines);
        self.text.push_str(said);
        if let Some(required) = required {
            self.handed_in(required);
        }
        if status != Status::Certain {
            self.say("（视情况）", " (depending on the case)");
        }
        self.text.push('\n');
    }

    /// How a document is handed in, in brackets: `（复印件 1 份）`; of several documents each with its name. Nothing of what need not be handed in.
    fn handed_in(&mut self, required: &Required<'_>) {
        if required.line.row.exempt.is_some() || required.options.is_empty() {
            return;
        }
        let several = required.options.iter().map(Vec::len).sum::<usize>() > 1;
        for (number, way) in required.options.iter().enumerate() {
            match number {
                0 => self.say("（", " ("),
                _ => self.say("，或者", ", or "),
            }
            for (number, member) in way.iter().enumerate() {
                if number > 0 {
                    self.say("和", " and ");
                }
                self.member(member, several);
            }
        }
        self.say("）", ")");
    }

    /// `复印件 1 份`, `女方的结婚证原件 1 份`.
    fn member(&mut self, member: &view::RequirementMember<'_>, named: bool) {
        let before = self.text.len();
        if named {
            self.text.push_str(member.title);
            if let Some(holder) = member.holder {
                self.say("（", " (");
                self.text.push_str(holder);
                self.say("）", ")");
            }
        }
        let form = match member.form {
            "original" => ("原件", "original"),
            "copy" => ("复印件", "copy"),
            "original_and_copy" => ("原件和复印件", "original and copy"),
            "original_or_copy" => ("原件或复印件", "original or copy"),
            "electronic" => ("电子件", "electronic"),
            _ => ("", ""),
        };
        if named && !form.1.is_empty() {
            self.say("", " ");
        }
        self.say(form.0, form.1);
        if self.text.len() > before {
            self.text.push(' ');
        }
        let count = member.count;
        // Facts of one matter are named `matter/name`.
        let per = member.per.map(|per| per.rsplit('/').next().unwrap_or(per));
        let _ = match (per, self.language) {
            (Some(per), Language::Zh) => write!(self.text, "每{per} {count} 份"),
            (Some(per), Language::En) => write!(self.text, "× {count} per {per}"),
            (None, Language::Zh) => write!(self.text, "{count} 份"),
            (None, Language::En) => write!(self.text, "× {count}"),
        };
    }
}
