//! A decision as people read it.

use std::fmt::Write as _;

use matter_answers::{Decided, Undated};
use matter_runtime::tables::{Basis, Rule, bare};
use matter_runtime::{Decision, Error, FactId, Language, Line, RegionId, Resolution, RuleId, Status};

/// The decision as a clerk reads it.
pub(crate) fn words(decided: &Decided<'_>) -> Result<String, Error> {
    let decision = decided.rows()?;
    let mut page = Page { decided, text: String::new() };
    page.head(&decision)?;
    if let Resolution::Edition(_) = decision.resolution {
        page.body(&decision)?;
    }
    page.questions(&decision)?;
    Ok(page.text)
}

struct Page<'a> {
    decided: &'a Decided<'a>,
    text: String,
}

impl Page<'_> {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.decided.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn name(&self, fact: FactId) -> Result<String, Error> {
        let row = self.decided.catalogue.fact_row(fact)?;
        let name = row.option_of.unwrap_or(row.name);
        Ok(bare(&name).to_owned())
    }

    fn place(&self, region: Option<RegionId>) -> Result<Option<String>, Error> {
        region.map(|region| self.decided.catalogue.region_path(region)).transpose()
    }

    /// Laws that the rule itself rests on.
    fn bases(&self, rule: RuleId, edition: u32) -> Result<Vec<String>, Error> {
        let rows: Vec<Basis> = self.decided.catalogue.rows_of(edition)?;
        let own = rows.into_iter().filter(|row| row.rule == Some(rule.0));
        Ok(own.map(|row| format!("《{}》{}", row.law, row.place)).collect())
    }

    /// The last day of the decision if the case is accepted on its day, or what keeps it from being known.
    fn due(&mut self) -> Result<(), Error> {
        let text = match self.decided.decision_due()? {
            Ok(due) => {
                let time = due.time.map_or_else(String::new, |time| format!(" {time}"));
                let remark = self.say("（暂定：日历尚未公布）", " (provisional: calendar not published)");
                format!("{}{time}{}", due.day.0, if due.provisional { remark } else { "" })
            }
            Err(Undated::Answers) => self.say("要看没有回答的信息项", "depends on what is not answered").to_owned(),
            Err(Undated::Calendar) => {
                self.say("超出日历，算不出来", "not known: the calendar ends before it").to_owned()
            }
            Err(_) => return Ok(()),
        };
        self.line(self.say("到期", "due"), &text);
        Ok(())
    }

    fn line(&mut self, label: &str, text: &str) {
        let _ = writeln!(self.text, "{label}  {text}");
    }

    fn head(&mut self, decision: &Decision<'_>) -> Result<(), Error> {
        let eligible = match (decision.resolution, decision.eligible) {
            (Resolution::NeedsResponsible, _) => self.say("先定责任地", "choose the responsible region first"),
            (Resolution::Outside, _) => self.say("不符合：属地不在本目录", "not eligible: nobody here is responsible"),
            (_, Status::Certain) => self.say("符合", "eligible"),
            (_, Status::Possible) => self.say("尚未确定", "not yet known"),
            (_, Status::Excluded | Status::Moot) => self.say("不符合", "not eligible"),
        };
        self.line(self.say("结论", "outcome"), eligible);
        if decision.resolution == Resolution::Outside {
            let why = self.decided.catalogue.nobody_responsible(
                &decision.candidates,
                self.decided.day,
                self.decided.language,
            )?;
            self.line(self.say("未满足", "not met"), &format!("{}  {why}", self.say("属地", "responsible region")));
        }
        // While it depends on an answer whose candidates count, none can be elected.
        for candidate in decision.candidates.iter().filter(|candidate| candidate.certain) {
            let name = self.name(candidate.fact)?;
            let place = self.place(candidate.region)?.unwrap_or_default();
            self.line(self.say("  候选", "  candidate"), &format!("{name}  {place}"));
        }
        if let Some(place) = self.place(decision.responsible)? {
            self.line(self.say("责任地", "responsible"), &place);
        }
        Ok(())
    }

    fn body(&mut self, decision: &Decision<'_>) -> Result<(), Error> {
        for line in decision.conditions.iter().filter(|line| line.status == Status::Excluded) {
            self.ruled(self.say("未满足", "not met"), line.row.label, line)?;
        }
        for prior in decision.priors.iter().filter(|prior| prior.held != Some(true)) {
            let label = if prior.held == Some(false) {
                self.say("缺前置", "missing prior")
            } else {
                self.say("须先有", "needs first")
            };
            self.ruled(label, bare(prior.line.row.material), &prior.line)?;
        }
        for pending in &decision.pending {
            let judge = pending.judge.unwrap_or_default();
            self.line(self.say("待审查", "pending"), &format!("{}  {judge}", pending.title));
        }
        for required in &decision.materials {
            self.ruled(self.say("材料", "material"), required.line.row.title, &required.line)?;
        }
        for decides in &decision.deciders {
            let body = decides.body.as_deref().unwrap_or(decides.line.row.department);
            self.ruled(self.say("决定", "decides"), body, &decides.line)?;
        }
        self.due()?;
        for line in &decision.fees {
            let amount = match self.decided.catalogue.fee_amount(&self.decided.case, &line.row)? {
                Some(0) => self.say("不收费", "free").to_owned(),
                Some(fen) => yuan(fen),
                // The number that multiplies it is not answered yet.
                None => {
                    let per = self.decided.catalogue.fact_title(line.row.per.unwrap_or_default());
                    format!("{} / {per}", yuan(line.row.amount))
                }
            };
            let name = format!("{} {amount}", line.row.name);
            self.ruled(self.say("收费", "fee"), name.trim(), line)?;
        }
        for line in &decision.benefits {
            let name = format!("{} {}", line.row.name, yuan(line.row.amount));
            self.ruled(self.say("给付", "benefit"), name.trim(), line)?;
        }
        for gets in &decision.results {
            let name = gets.line.row.name;
            self.ruled(self.say("结果", "result"), bare(name), &gets.line)?;
        }
        for line in &decision.instead {
            self.ruled(self.say("改办", "instead"), line.row.matter, line)?;
        }
        let channels: Vec<&str> = decision.channels.iter().map(|line| line.row.channel).collect();
        self.line(self.say("渠道", "channels"), &channels.join("、"));
        Ok(())
    }

    /// What is still to ask; a set once, not each of its options.
    fn questions(&mut self, decision: &Decision<'_>) -> Result<(), Error> {
        let mut names: Vec<String> = Vec::new();
        for fact in &decision.questions {
            let name = self.name(*fact)?;
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            self.line(self.say("还要问", "still to ask"), &names.join("、"));
        }
        Ok(())
    }

    /// A line with its status, the place of its rule and its basis. What several lines of a choice say alike is said once.
    fn ruled<R>(&mut self, label: &str, text: &str, line: &Line<R>) -> Result<(), Error> {
        if line.again {
            return Ok(());
        }
        let rule = line.rule;
        let row = self.decided.catalogue.row::<Rule>(rule.0)?;
        let maybe =
            if line.status == Status::Possible && !line.settled { self.say("（可能）", " (possible)") } else { "" };
        let basis = self.bases(rule, row.edition)?.join("、");
        let stage = row.stage.map(|stage| stage + self.say("：", ": ")).unwrap_or_default();
        let condition =
            row.condition.map(|condition| format!("  {} {condition}", self.say("当", "when"))).unwrap_or_default();
        let _ = writeln!(
            self.text,
            "{label}  {stage}{text}{maybe}{condition}  [{}:{}]{}{basis}",
            row.file,
            row.line,
            if basis.is_empty() { "" } else { " " }
        );
        Ok(())
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02} 元", fen / 100, fen.rem_euclid(100))
}
