//! A combined service for a case as people read it.

use std::fmt::Write as _;

use matter_answers::{
    Line, MaterialMember, MemberAnswer, MergedMaterial, Resolution, Saving, Standing, ThemeAnswer, Why,
};

use crate::arguments::Language;

/// The answer as a clerk reads it: documents once, then each member, then what the whole takes and saves.
pub(crate) fn words(answer: &ThemeAnswer<'_>, language: Language) -> String {
    let mut page = Page { language, text: String::new() };
    page.line(0, page.say("一件事", "combined service"), answer.theme);
    if !answer.lead.is_empty() {
        page.line(0, page.say("牵头", "led by"), answer.lead);
    }
    for material in &answer.materials {
        page.material(material);
    }
    for member in &answer.members {
        page.member(member);
    }
    for matter in &answer.not_offered {
        page.line(0, page.say("此时此地不办", "not offered here and now"), matter);
    }
    page.times(answer);
    for saving in &answer.savings {
        page.saving(saving);
    }
    let asked: Vec<&str> = answer.questions.iter().map(|question| question.fact).collect();
    if !asked.is_empty() {
        page.line(0, page.say("还要问", "still to ask"), &asked.join(page.say("、", ", ")));
    }
    page.text
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn line(&mut self, depth: usize, label: &str, text: &str) {
        let _ = writeln!(self.text, "{:1$}{label}  {text}", "", depth * 2);
    }

    fn material(&mut self, material: &MergedMaterial<'_>) {
        let made = match (material.made_by, material.status) {
            (None, _) => String::new(),
            (Some(maker), Standing::Excluded) => {
                self.say("（由“{}”产生，不用交）", " (made by “{}”, not handed in)").replace("{}", maker)
            }
            (Some(maker), _) => {
                self.say("（能办成“{}”的，不用交）", " (not handed in if “{}” makes it)").replace("{}", maker)
            }
        };
        let forms = self.forms(material);
        let text = format!("{}{forms}{}{made}", material.title, self.perhaps(material.status));
        self.line(
            0,
            self.say("材料", "material"),
            &format!("{text}  [{}]", material.matters.join(self.say("、", ", "))),
        );
    }

    // Alternatives are told by the title; of one document the members may ask for several forms.
    fn forms(&self, material: &MergedMaterial<'_>) -> String {
        let [only] = material.options.as_slice() else { return String::new() };
        let same = only.iter().all(|member| only.first().is_some_and(|first| first.title == member.title));
        if !same || only.is_empty() {
            return String::new();
        }
        let forms: Vec<String> = only.iter().map(|member| self.form(member)).collect();
        self.say("（{}）", " ({})").replace("{}", &forms.join(self.say("，", ", ")))
    }

    fn form(&self, member: &MaterialMember<'_>) -> String {
        let form = match member.form {
            "original" => self.say("原件 ", "original "),
            "copy" => self.say("复印件 ", "copy "),
            "original_and_copy" => self.say("原件和复印件 ", "original and copy "),
            "original_or_copy" => self.say("原件或复印件 ", "original or copy "),
            "electronic" => self.say("电子件 ", "electronic "),
            _ => "",
        };
        match (member.per, self.language) {
            (Some(fact), Language::Zh) => format!("{form}每{fact} {} 份", member.count),
            (Some(fact), Language::En) => format!("{form}{} per {fact}", member.count),
            (None, Language::Zh) => format!("{form}{} 份", member.count),
            (None, Language::En) => format!("{form}× {}", member.count),
        }
    }

    fn member(&mut self, member: &MemberAnswer<'_>) {
        let stage = member.stage.map(|stage| format!("{stage}{}", self.say("：", ": "))).unwrap_or_default();
        let eligible = match (member.resolution, member.eligible) {
            (Resolution::NeedsResponsible, _) => self.say("先定责任地", "choose the responsible region first"),
            (Resolution::Outside, _) => self.say("不符合：属地不在本目录", "not eligible: nobody here is responsible"),
            (_, Standing::Certain) => self.say("符合", "eligible"),
            (_, Standing::Possible) => self.say("尚未确定", "not yet known"),
            (_, Standing::Excluded | Standing::Moot) => self.say("不符合", "not eligible"),
        };
        self.line(0, self.say("事项", "matter"), &format!("{stage}{}  {eligible}", member.matter));
        if let Some(place) = &member.responsible {
            self.line(1, self.say("责任地", "responsible"), place);
        }
        for candidate in &member.candidates {
            let place = candidate.place.as_deref().unwrap_or_default();
            self.line(1, self.say("候选", "candidate"), format!("{}  {place}", candidate.fact).trim_end());
        }
        for line in member.conditions.iter().filter(|line| line.status == Standing::Excluded) {
            self.ruled(self.say("未满足", "not met"), line.value.label, line);
        }
        for line in &member.deciders {
            let body = line.value.body.as_deref().unwrap_or(line.value.department);
            self.ruled(self.say("决定", "decides"), body, line);
        }
        for line in &member.limits {
            let text = sentence(&line.why, self.language).to_owned();
            self.ruled(self.say("时限", "limit"), &text, line);
        }
        for line in &member.results {
            self.ruled(self.say("结果", "result"), line.value.title, line);
        }
    }

    /// A line of a member with its status, the place of its rule and its basis.
    fn ruled<T>(&mut self, label: &str, text: &str, line: &Line<'_, T>) {
        let why = &line.why;
        let condition = why.condition.map(|condition| format!("  {} {condition}", self.say("当", "when")));
        let laws: Vec<String> = why.basis.iter().map(|basis| format!("《{}》{}", basis.law, basis.place)).collect();
        let stage = line.stage.map(|stage| format!("{stage}{}", self.say("：", ": "))).unwrap_or_default();
        let said = format!(
            "{stage}{text}{}{}  [{}:{}] {}",
            self.perhaps(line.status),
            condition.unwrap_or_default(),
            why.file,
            why.line,
            laws.join("、")
        );
        self.line(1, label, said.trim_end());
    }

    const fn perhaps(&self, status: Standing) -> &'static str {
        match status {
            Standing::Possible => self.say("（可能）", " (possible)"),
            _ => "",
        }
    }

    fn times(&mut self, answer: &ThemeAnswer<'_>) {
        if let Some(promise) = &answer.promise {
            let unit = match promise.unit.unwrap_or_default() {
                "working_days" => self.say("个工作日", "working days"),
                "calendar_days" => self.say("个自然日", "calendar days"),
                "months" => self.say("个月", "months"),
                "hours" => self.say("小时", "hours"),
                "years" => self.say("年", "years"),
                other => other,
            };
            let text = format!("{} {unit}", promise.amount);
            self.line(0, self.say("承诺", "promised"), &text);
        }
        if let Some(days) = answer.critical_days {
            // Members that count in hours may all end on the day on which they begin.
            let text = match days {
                0 => self.say("当天办完", "within the day").to_owned(),
                days => format!("{days} {}", self.say("个工作日", "working days")),
            };
            self.line(0, self.say("最长一路", "longest way"), &text);
        }
    }

    fn saving(&mut self, saving: &Saving<'_>) {
        let name = match saving.name {
            "materials" => self.say("材料", "documents"),
            "days" => self.say("工作日", "working days"),
            "visits" => self.say("到场", "visits"),
            "questions" => self.say("问题", "questions"),
            other => other,
        };
        let text = format!("{name} {} → {}", saving.before, saving.after);
        self.line(0, self.say("比分开办少", "saved"), &text);
    }
}

/// What a reason says, without its case and its basis, which stand behind it.
fn sentence<'w>(why: &'w Why<'_>, language: Language) -> &'w str {
    let (basis, joint) = match language {
        Language::Zh => ("。依据：", "的，"),
        Language::En => (". Basis:", ": "),
    };
    let text = why.text.split(basis).next().unwrap_or_default().trim_end_matches(['。', '.']);
    let case = why.condition.and_then(|condition| text.split_once(condition));
    case.and_then(|(_, rest)| rest.strip_prefix(joint)).unwrap_or(text)
}
