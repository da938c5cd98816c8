//! What a rule yields → one clause for people, in Chinese or English. Conditions and bases are put around it by `why`.

use std::fmt::{Arguments, Write};

use crate::catalogue::{Catalogue, RuleId};
use crate::error::{Error, Language};
use crate::measures::{length, level, start};
use crate::number::show_decimal;
use crate::tables::view::{self, Rule};
use crate::tables::{self, Row};

/// Bytes that most sentences fit in.
const USUAL: usize = 192;

/// A sentence that grows in one of two languages.
pub(crate) struct Sentence {
    language: Language,
    /// What is said so far.
    pub(crate) text: String,
}

impl Sentence {
    pub(crate) fn new(language: Language) -> Self {
        Self { language, text: String::with_capacity(USUAL) }
    }

    /// Says one of both.
    pub(crate) fn say(&mut self, zh: Arguments<'_>, en: Arguments<'_>) {
        let said = match self.language {
            Language::Zh => zh,
            Language::En => en,
        };
        // A text takes whatever is written to it.
        let _ = self.text.write_fmt(said);
    }

    /// Takes away the stops at the end: what was quoted may have brought its own.
    pub(crate) fn unstopped(&mut self) {
        let length = self.text.trim_end_matches(['。', '.']).len();
        self.text.truncate(length);
    }
}

impl Catalogue {
    /// Says the clause of a rule; its title, else its address, if its kind has no words of its own.
    pub(crate) fn clause(&self, rule: RuleId, row: &Rule<'_>, sentence: &mut Sentence) -> Result<(), Error> {
        let said = match row.kind {
            "responsible" => {
                let rows = self.views_of::<tables::Responsible>(rule.0)?;
                responsible(&rows.iter().map(|row| self.fact_title(row.fact)).collect::<Vec<_>>(), sentence);
                true
            }
            "requirement" => self.said::<tables::Requirement>(rule, |row| requirement(&row, sentence))?,
            "prior_result" => self.said::<tables::PriorResult>(rule, |row| {
                prior_result(self.material_title(row.material), sentence);
            })?,
            "decider" => self.said::<tables::Decider>(rule, |row| decider(&row, sentence))?,
            "delegation" => self.said::<tables::Delegation>(rule, |row| delegation(&row, sentence))?,
            "accepting" => self.said::<tables::Accepting>(rule, |row| accepting(&row, sentence))?,
            "venue" => self.said::<tables::Venue>(rule, |row| venue(&row, sentence))?,
            "stage" => self.said::<tables::Stage>(rule, |row| stage(&row, sentence))?,
            "limit" => {
                let words = row.title.unwrap_or_default();
                self.said::<tables::Limit>(rule, |row| limit(&row, words, sentence))?
            }
            "exclusion" => self.said::<tables::Exclusion>(rule, |row| exclusion(&row, sentence))?,
            "fee" => self.fee_clause(rule, sentence)?,
            "benefit" => self.said::<tables::Benefit>(rule, |row| benefit(&row, sentence))?,
            "result" => {
                let ways = self.views_of::<tables::Delivery>(rule.0)?;
                self.said::<tables::ResultDocument>(rule, |row| {
                    result(self.material_title(row.name), &row, &ways, sentence)
                })?
            }
            _ => self.remark(rule, row.kind, sentence)?,
        };
        if !said {
            sentence.text.push_str(row.title.unwrap_or(row.key));
        }
        Ok(())
    }

    // Whether there was something to say: the kind of the rule is the table of `R`.
    fn said<'c, R: Row>(&'c self, rule: RuleId, say: impl FnOnce(R::View<'c>)) -> Result<bool, Error> {
        let Some(payload) = self.payload(rule) else { return Ok(false) };
        say(self.view::<R>(payload)?);
        Ok(true)
    }

    fn fee_clause(&self, rule: RuleId, to: &mut Sentence) -> Result<bool, Error> {
        let Some(payload) = self.payload(rule) else { return Ok(false) };
        let row = self.view::<tables::Fee>(payload)?;
        if row.amount == 0 {
            to.say(format_args!("不收费"), format_args!("free of charge"));
            return Ok(true);
        }
        let (name, yuan) = (row.name, show_decimal(row.amount, 2));
        to.say(format_args!("收取{name}{yuan}元"), format_args!("fee {name}: {yuan} yuan"));
        if let Some(per) = row.per {
            let (unit, per) = (self.fee_unit(per, row.per_amount)?, self.fact_title(per));
            to.say(format_args!("（按{per}，每{unit}）"), format_args!(" per {unit} of {per}"));
        }
        if let Some(cap) = row.cap {
            let yuan = show_decimal(cap, 2);
            to.say(format_args!("，上限{yuan}元"), format_args!(", at most {yuan} yuan"));
        }
        Ok(true)
    }

    /// What people call a fact; the name itself if no fact has it.
    #[must_use]
    pub fn fact_title<'c>(&'c self, name: &'c str) -> &'c str {
        let row = self.find::<tables::Fact>(name).and_then(|found| self.view::<tables::Fact>(found).ok());
        row.map_or(name, |row| row.title)
    }

    /// What people call a document.
    pub(crate) fn material_title<'c>(&'c self, name: &'c str) -> &'c str {
        let row = self.find::<tables::Material>(name).and_then(|found| self.view::<tables::Material>(found).ok());
        row.map_or(name, |row| row.title)
    }

    fn remark(&self, rule: RuleId, kind: &str, to: &mut Sentence) -> Result<bool, Error> {
        match kind {
            "trigger" => self.said::<tables::Trigger>(rule, |row| {
                to.say(
                    format_args!("{}时主动办理", row.event),
                    format_args!("offered without being asked at {}", row.event),
                );
            }),
            "instead" => self.said::<tables::Instead>(rule, |row| {
                to.say(
                    format_args!("改为办理{}", row.matter),
                    format_args!("{} is to be applied for instead", row.matter),
                );
            }),
            "channel" => self.said::<tables::Channel>(rule, |row| {
                to.say(
                    format_args!("可以通过{}申请", row.channel),
                    format_args!("can be applied for by {}", row.channel),
                );
            }),
            "visit" => self.said::<tables::Visit>(rule, |row| visit(&row, to)),
            "case_kind" => self.said::<tables::CaseKind>(rule, |row| {
                to.say(format_args!("办件类型：{}", row.kind), format_args!("kind of case: {}", row.kind));
            }),
            "discretion" => self.said::<tables::Discretion>(rule, |row| {
                let (name, low, high, unit) = (row.name, row.low, row.high, row.unit);
                to.say(format_args!("{name}：{low}至{high}{unit}"), format_args!("{name}: {low} to {high} {unit}"));
            }),
            "commitment" => self.said::<tables::Commitment>(rule, |row| {
                to.say(
                    format_args!("可以告知承诺：{}", row.text),
                    format_args!("a commitment is accepted: {}", row.text),
                );
            }),
            "intermediary" => self.said::<tables::Intermediary>(rule, |row| intermediary(&row, to)),
            "quota" => self.said::<tables::Quota>(rule, |row| to.text.push_str(row.note)),
            "duty" => self.said::<tables::Duty>(rule, |row| duty(&row, to)),
            "renewal" => self.said::<tables::Renewal>(rule, |row| renewal(&row, to)),
            "liability" => self.said::<tables::Liability>(rule, |row| to.text.push_str(row.text)),
            _ => Ok(false),
        }
    }
}

fn requirement(row: &view::Requirement<'_>, to: &mut Sentence) {
    let title = row.title;
    match row.exempt {
        Some(source) => {
            return to.say(
                format_args!("需要{title}，由{source}取得，免予提交"),
                format_args!("{title} is needed and taken from {source}; it need not be handed in"),
            );
        }
        None => to.say(format_args!("应当提交{title}"), format_args!("{title} must be handed in")),
    }
    if let Some(must) = row.must {
        to.say(format_args!("，须{must}"), format_args!(", with: {must}"));
    }
    if let Some((zh, en)) = length(row.grace, row.grace_unit) {
        to.say(format_args!("，可以在{zh}内补交"), format_args!(", may follow within {en}"));
    }
    if let Some(overdue) = row.grace_overdue {
        to.say(format_args!("，逾期{overdue}"), format_args!(", else {overdue}"));
    }
}

fn prior_result(material: &str, to: &mut Sentence) {
    to.say(format_args!("应当先取得{material}"), format_args!("{material} must be held first"));
}

fn responsible(facts: &[&str], to: &mut Sentence) {
    to.say(
        format_args!("责任地为{}", facts.join("或者")),
        format_args!("the responsible region is {}", facts.join(" or ")),
    );
}

fn decider(row: &view::Decider<'_>, to: &mut Sentence) {
    let ((zh, en), department) = (level(row.level), row.department);
    to.say(format_args!("由{zh}{department}决定"), format_args!("{department} decides at {en} level"));
}

fn delegation(row: &view::Delegation<'_>, to: &mut Sentence) {
    let (from, to_level) = (level(row.from_level), level(row.to_level));
    let (mode_zh, mode_en) = match row.mode {
        "devolved" => ("下放", "devolved"),
        "delegated" => ("委托", "delegated"),
        "posted" => ("派员", "by posted officials"),
        "networked" => ("联网", "over the network"),
        other => (other, other),
    };
    let (by, body) = row.body.map_or(("", ""), |body| (" by ", body));
    to.say(
        format_args!("{}的决定{mode_zh}至{}{body}办理", from.0, to_level.0),
        format_args!("what {} level decides is done at {} level{by}{body}, {mode_en}", from.1, to_level.1),
    );
}

fn accepting(row: &view::Accepting<'_>, to: &mut Sentence) {
    match (row.name, row.level.map(level)) {
        (Some(name), _) => to.say(format_args!("由{name}受理"), format_args!("{name} receives the application")),
        (None, Some((zh, en))) => {
            to.say(format_args!("由{zh}受理"), format_args!("the application is received at {en} level"));
        }
        (None, None) => to.say(format_args!("受理"), format_args!("the application is received")),
    }
}

fn venue(row: &view::Venue<'_>, to: &mut Sentence) {
    let long = || length(row.amount, row.unit).unwrap_or_default();
    let (zh, en) = match (row.part, row.value.unwrap_or_default()) {
        ("scope", "nation") => ("全国通办", "may be handed in anywhere in the country"),
        ("scope", "province") => ("全省通办", "may be handed in anywhere in the province"),
        ("scope", "city") => ("全市通办", "may be handed in anywhere in the city"),
        ("scope", "county") => ("全县（区）通办", "may be handed in anywhere in the county"),
        ("scope", "town") => ("全镇（街道）通办", "may be handed in anywhere in the town"),
        ("scope", "village") => ("全村（社区）通办", "may be handed in anywhere in the village"),
        ("mode", "fully_online") => ("全程网办", "handled fully online"),
        ("mode", "received_for_another") => ("代收代办", "received on behalf of the responsible place"),
        ("mode", "jointly") => ("多地联办", "handled by several places jointly"),
        ("clock", "arrival") => ("自属地收到之日起算时限", "limits run from arrival at the responsible place"),
        ("clock", _) => ("自收件之日起算时限", "limits run from receipt"),
        ("forward", _) => {
            let (zh, en) = long();
            return to.say(format_args!("{zh}内转送属地"), format_args!("forwarded within {en}"));
        }
        ("return", _) => {
            let (zh, en) = long();
            return to.say(format_args!("{zh}内返还"), format_args!("returned within {en}"));
        }
        (part, value) => return to.say(format_args!("{part} {value}"), format_args!("{part} {value}")),
    };
    to.say(format_args!("{zh}"), format_args!("{en}"));
}

fn stage(row: &view::Stage<'_>, to: &mut Sentence) {
    let name = row.name;
    to.say(format_args!("步骤：{name}"), format_args!("step: {name}"));
    if let Some(actor) = row.actor {
        to.say(format_args!("，由{actor}办理"), format_args!(", done by {actor}"));
    }
    if let Some((zh, en)) = length(row.amount, row.unit) {
        to.say(format_args!("，{zh}"), format_args!(", {en}"));
    }
}

fn limit(row: &view::Limit<'_>, words: &str, to: &mut Sentence) {
    let (zh, en) = match row.kind {
        "statutory" => ("法定时限", "statutory limit"),
        "promised" => ("承诺时限", "promised limit"),
        "notice" => ("告知时限", "limit for the notice"),
        "delivery" => ("送达时限", "limit for delivery"),
        "extension" => ("延长", "extension"),
        "publicity" => ("公示", "publicity"),
        "accept_period" => ("受理期", "period of acceptance"),
        other => (other, other),
    };
    match length(row.amount, Some(row.unit)) {
        // 全年, 每年三月至五月: what is no length of time.
        None if row.kind == "accept_period" => to.say(format_args!("{zh}：{words}"), format_args!("{en}: {words}")),
        None => to.say(format_args!("{zh}：无规定"), format_args!("{en}: the law sets none")),
        Some(_) if row.amount == Some(0) && row.unit == "working_days" => {
            to.say(format_args!("{zh}：当场办结"), format_args!("{en}: at once"));
        }
        Some((how_long, long)) => {
            to.say(format_args!("{zh}：{how_long}"), format_args!("{en}: {long}"));
            if let Some((zh, en)) = start(row.start) {
                to.say(format_args!("，自{zh}起"), format_args!(", from {en}"));
            }
        }
    }
    if let Some(approver) = row.approver {
        to.say(format_args!("，经{approver}批准"), format_args!(", approved by {approver}"));
    }
    if let Some(overdue) = row.overdue {
        to.say(format_args!("，逾期{overdue}"), format_args!(", else {overdue}"));
    }
}

fn renewal(row: &view::Renewal<'_>, to: &mut Sentence) {
    let (earliest, latest) = (length(row.earliest, row.earliest_unit), length(row.latest, row.latest_unit));
    match (earliest, latest) {
        (Some((from_zh, from)), Some((to_zh, until))) => to.say(
            format_args!("届满前{from_zh}至{to_zh}申请续期"),
            format_args!("can be renewed from {from} to {until} before it ends"),
        ),
        (Some((zh, en)), None) => {
            to.say(format_args!("届满前{zh}内申请续期"), format_args!("can be renewed within {en} before it ends"));
        }
        (None, Some((zh, en))) => {
            to.say(format_args!("届满{zh}前申请续期"), format_args!("can be renewed until {en} before it ends"));
        }
        (None, None) => to.say(format_args!("可以续期"), format_args!("can be renewed")),
    }
}

fn duty(row: &view::Duty<'_>, to: &mut Sentence) {
    let (zh, en) = match row.phase {
        "before" => ("事前：", "before: "),
        "during" => ("事中：", "during: "),
        "after" => ("事后：", "after: "),
        _ => ("", ""),
    };
    to.say(format_args!("{zh}{}", row.text), format_args!("{en}{}", row.text));
}

fn exclusion(row: &view::Exclusion<'_>, to: &mut Sentence) {
    let name = row.name;
    to.say(format_args!("{name}的时间不计入时限"), format_args!("time for {name} does not count"));
    if let Some((zh, en)) = length(row.amount, row.unit) {
        to.say(format_args!("，至多{zh}"), format_args!(", {en} at most"));
    }
}

fn benefit(row: &view::Benefit<'_>, to: &mut Sentence) {
    let (name, yuan) = (row.name, show_decimal(row.amount, 2));
    let (zh, en) = match row.period {
        "monthly" => ("每月", " a month"),
        "yearly" => ("每年", " a year"),
        _ => ("一次性", " once"),
    };
    to.say(format_args!("{zh}发给{name}{yuan}元"), format_args!("benefit {name}: {yuan} yuan{en}"));
}

fn result(name: &str, row: &view::ResultDocument<'_>, ways: &[view::Delivery<'_>], to: &mut Sentence) {
    to.say(format_args!("发给{name}"), format_args!("{name} is issued"));
    if row.permanent {
        to.say(format_args!("，长期有效"), format_args!(", valid for ever"));
    } else if let Some((zh, en)) = length(row.validity, row.validity_unit) {
        to.say(format_args!("，有效期{zh}"), format_args!(", valid for {en}"));
    }
    for (index, way) in ways.iter().enumerate() {
        let (zh, en) = if index == 0 { ("，送达：", ", handed over: ") } else { ("、", ", ") };
        to.say(format_args!("{zh}{}", way.mode), format_args!("{en}{}", way.mode));
        if let Some(note) = way.note {
            to.say(format_args!("（{note}）"), format_args!(" ({note})"));
        }
    }
}

fn visit(row: &view::Visit<'_>, to: &mut Sentence) {
    to.say(format_args!("到现场{}次", row.count), format_args!("visits in person: {}", row.count));
    if let Some(reason) = row.reason {
        to.say(format_args!("（{reason}）"), format_args!(" ({reason})"));
    }
}

fn intermediary(row: &view::Intermediary<'_>, to: &mut Sentence) {
    let name = row.name;
    to.say(format_args!("需要中介服务：{name}"), format_args!("an intermediary service is needed: {name}"));
    if let Some(payer) = row.payer {
        to.say(format_args!("，费用由{payer}承担"), format_args!(", paid by {payer}"));
    }
}
