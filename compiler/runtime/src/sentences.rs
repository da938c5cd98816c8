//! What a rule yields → one clause for people, in Chinese and English. Conditions and bases are put around it by `why`.

use crate::answers::show_decimal;
use crate::catalogue::{Catalogue, RuleId};
use crate::error::Error;
use crate::tables::{self, Row, Rule};

/// A clause in Chinese and in English.
pub(crate) type Clause = (String, String);

fn both(zh: String, en: String) -> Clause {
    (zh, en)
}

impl Catalogue {
    /// The clause of a rule; its title, else its address, if its kind has no words of its own.
    pub(crate) fn clause(&self, rule: RuleId, row: &Rule) -> Result<Clause, Error> {
        let clause = match row.kind.as_str() {
            "responsible" => Some(responsible(&self.rows_of(rule.0)?)),
            "requirement" => self.said(rule, requirement)?,
            "prior_result" => self.said(rule, prior_result)?,
            "decider" => self.said(rule, decider)?,
            "delegation" => self.said(rule, delegation)?,
            "accepting" => self.said(rule, accepting)?,
            "venue" => self.said(rule, venue)?,
            "stage" => self.said(rule, stage)?,
            "limit" => self.said(rule, limit)?,
            "exclusion" => self.said(rule, exclusion)?,
            "fee" => self.said(rule, fee)?,
            "benefit" => self.said(rule, benefit)?,
            "result" => self.said(rule, result)?,
            _ => self.remark(rule, &row.kind)?,
        };
        let address = || row.title.as_ref().unwrap_or(&row.key).clone();
        Ok(clause.unwrap_or_else(|| (address(), address())))
    }

    fn said<R: Row>(&self, rule: RuleId, say: impl FnOnce(&R) -> Clause) -> Result<Option<Clause>, Error> {
        Ok(self.yields::<R>(rule)?.map(|row| say(&row)))
    }

    fn remark(&self, rule: RuleId, kind: &str) -> Result<Option<Clause>, Error> {
        let same = |text: &str| both(text.to_owned(), text.to_owned());
        match kind {
            "trigger" => self.said(rule, |row: &tables::Trigger| {
                both(format!("{}时主动办理", row.event), format!("offered without being asked at {}", row.event))
            }),
            "instead" => self.said(rule, |row: &tables::Instead| {
                both(format!("改为办理{}", row.matter), format!("{} is to be applied for instead", row.matter))
            }),
            "channel" => self.said(rule, |row: &tables::Channel| {
                both(format!("可以通过{}申请", row.channel), format!("can be applied for by {}", row.channel))
            }),
            "visit" => self.said(rule, visit),
            "case_kind" => self.said(rule, |row: &tables::CaseKind| {
                both(format!("办件类型：{}", row.kind), format!("kind of case: {}", row.kind))
            }),
            "discretion" => self.said(rule, |row: &tables::Discretion| {
                let (name, low, high, unit) = (&row.name, row.low, row.high, &row.unit);
                both(format!("{name}：{low}至{high}{unit}"), format!("{name}: {low} to {high} {unit}"))
            }),
            "commitment" => self.said(rule, |row: &tables::Commitment| {
                both(format!("可以告知承诺：{}", row.text), format!("a commitment is accepted: {}", row.text))
            }),
            "intermediary" => self.said(rule, intermediary),
            "quota" => self.said(rule, |row: &tables::Quota| same(&row.note)),
            "duty" => self.said(rule, |row: &tables::Duty| same(&row.text)),
            "liability" => self.said(rule, |row: &tables::Liability| same(&row.text)),
            _ => Ok(None),
        }
    }
}

fn requirement(row: &tables::Requirement) -> Clause {
    let title = &row.title;
    match &row.exempt {
        Some(source) => both(
            format!("需要{title}，由{source}取得，免予提交"),
            format!("{title} is needed and taken from {source}; it need not be handed in"),
        ),
        None => both(format!("应当提交{title}"), format!("{title} must be handed in")),
    }
}

fn prior_result(row: &tables::PriorResult) -> Clause {
    both(format!("应当先取得{}", row.material), format!("{} must be held first", row.material))
}

fn responsible(rows: &[tables::Responsible]) -> Clause {
    let facts: Vec<&str> = rows.iter().map(|row| row.fact.as_str()).collect();
    both(format!("责任地为{}", facts.join("或者")), format!("the responsible region is {}", facts.join(" or ")))
}

fn decider(row: &tables::Decider) -> Clause {
    let (zh, en) = level(row.level);
    both(format!("由{zh}{}决定", row.department), format!("{} decides at {en} level", row.department))
}

fn delegation(row: &tables::Delegation) -> Clause {
    let (from, to) = (level(row.from_level), level(row.to_level));
    let (mode_zh, mode_en) = match row.mode.as_str() {
        "devolved" => ("下放", "devolved"),
        "delegated" => ("委托", "delegated"),
        "posted" => ("派员", "by posted officials"),
        "networked" => ("联网", "over the network"),
        other => (other, other),
    };
    let body = row.body.as_deref().unwrap_or_default();
    let by = row.body.as_ref().map(|body| format!(" by {body}")).unwrap_or_default();
    both(
        format!("{}的决定{mode_zh}至{}{body}办理", from.0, to.0),
        format!("what {} level decides is done at {} level{by}, {mode_en}", from.1, to.1),
    )
}

fn accepting(row: &tables::Accepting) -> Clause {
    match (&row.name, row.level.map(level)) {
        (Some(name), _) => both(format!("由{name}受理"), format!("{name} receives the application")),
        (None, Some((zh, en))) => both(format!("由{zh}受理"), format!("the application is received at {en} level")),
        (None, None) => both("受理".to_owned(), "the application is received".to_owned()),
    }
}

fn venue(row: &tables::Venue) -> Clause {
    let length = length(row.amount, row.unit.as_deref());
    let said = |zh: &str, en: &str| both(zh.to_owned(), en.to_owned());
    match (row.part.as_str(), row.value.as_deref().unwrap_or_default()) {
        ("scope", "nation") => said("全国通办", "may be handed in anywhere in the country"),
        ("scope", "province") => said("全省通办", "may be handed in anywhere in the province"),
        ("scope", "city") => said("全市通办", "may be handed in anywhere in the city"),
        ("scope", "county") => said("全县（区）通办", "may be handed in anywhere in the county"),
        ("scope", "town") => said("全镇（街道）通办", "may be handed in anywhere in the town"),
        ("scope", "village") => said("全村（社区）通办", "may be handed in anywhere in the village"),
        ("mode", "fully_online") => said("全程网办", "handled fully online"),
        ("mode", "received_for_another") => said("代收代办", "received on behalf of the responsible place"),
        ("mode", "jointly") => said("多地联办", "handled by several places jointly"),
        ("clock", "arrival") => said("自属地收到之日起算时限", "limits run from arrival at the responsible place"),
        ("clock", _) => said("自收件之日起算时限", "limits run from receipt"),
        ("forward", _) => both(format!("{}内转送属地", length.0), format!("forwarded within {}", length.1)),
        ("return", _) => both(format!("{}内返还", length.0), format!("returned within {}", length.1)),
        (part, value) => both(format!("{part} {value}"), format!("{part} {value}")),
    }
}

fn stage(row: &tables::Stage) -> Clause {
    let (zh, en) = length(row.amount, row.unit.as_deref());
    let (actor_zh, actor_en) = match &row.actor {
        Some(actor) => (format!("，由{actor}办理"), format!(", done by {actor}")),
        None => Default::default(),
    };
    let within = |text: &str, mark: &str| if text.is_empty() { String::new() } else { format!("{mark}{text}") };
    both(
        format!("步骤：{}{actor_zh}{}", row.name, within(&zh, "，")),
        format!("step: {}{actor_en}{}", row.name, within(&en, ", ")),
    )
}

fn limit(row: &tables::Limit) -> Clause {
    let (zh, en) = match row.kind.as_str() {
        "statutory" => ("法定时限", "statutory limit"),
        "promised" => ("承诺时限", "promised limit"),
        "notice" => ("告知时限", "limit for the notice"),
        "delivery" => ("送达时限", "limit for delivery"),
        "extension" => ("延长", "extension"),
        "publicity" => ("公示", "publicity"),
        "accept_period" => ("受理期", "period of acceptance"),
        other => (other, other),
    };
    match row.amount {
        None => both(format!("{zh}：无规定"), format!("{en}: the law sets none")),
        Some(amount) => {
            let length = length(Some(amount), Some(&row.unit));
            both(format!("{zh}：{}", length.0), format!("{en}: {}", length.1))
        }
    }
}

fn exclusion(row: &tables::Exclusion) -> Clause {
    let (zh, en) = length(row.amount, row.unit.as_deref());
    if zh.is_empty() {
        return both(format!("{}的时间不计入时限", row.name), format!("time for {} does not count", row.name));
    }
    both(
        format!("{}的时间不计入时限，至多{zh}", row.name),
        format!("time for {} does not count, {en} at most", row.name),
    )
}

fn fee(row: &tables::Fee) -> Clause {
    if row.amount == 0 {
        return both("不收费".to_owned(), "free of charge".to_owned());
    }
    let yuan = show_decimal(row.amount, 2);
    let (per_zh, per_en) = match (&row.per, row.per_amount) {
        (Some(per), None | Some(1)) => (format!("（按{per}）"), format!(" per {per}")),
        (Some(per), Some(units)) => (format!("（按{per}，每 {units}）"), format!(" per {units} of {per}")),
        (None, _) => Default::default(),
    };
    both(format!("收取{}{yuan}元{per_zh}", row.name), format!("fee {}: {yuan} yuan{per_en}", row.name))
}

fn benefit(row: &tables::Benefit) -> Clause {
    let yuan = show_decimal(row.amount, 2);
    let (zh, en) = match row.period.as_str() {
        "monthly" => ("每月", " a month"),
        "yearly" => ("每年", " a year"),
        _ => ("一次性", " once"),
    };
    both(format!("{zh}发给{}{yuan}元", row.name), format!("benefit {}: {yuan} yuan{en}", row.name))
}

fn result(row: &tables::ResultDocument) -> Clause {
    let name = &row.name;
    if row.permanent {
        return both(format!("发给{name}，长期有效"), format!("{name} is issued, valid for ever"));
    }
    let (zh, en) = length(row.validity, row.validity_unit.as_deref());
    if zh.is_empty() {
        return both(format!("发给{name}"), format!("{name} is issued"));
    }
    both(format!("发给{name}，有效期{zh}"), format!("{name} is issued, valid for {en}"))
}

fn visit(row: &tables::Visit) -> Clause {
    let (zh, en) = match &row.reason {
        Some(reason) => (format!("（{reason}）"), format!(" ({reason})")),
        None => Default::default(),
    };
    both(format!("到现场{}次{zh}", row.count), format!("visits in person: {}{en}", row.count))
}

fn intermediary(row: &tables::Intermediary) -> Clause {
    let (zh, en) = match &row.payer {
        Some(payer) => (format!("，费用由{payer}承担"), format!(", paid by {payer}")),
        None => Default::default(),
    };
    both(format!("需要中介服务：{}{zh}", row.name), format!("an intermediary service is needed: {}{en}", row.name))
}

// 7个工作日, 7 working days; empty if there is no length.
fn length(amount: Option<i64>, unit: Option<&str>) -> Clause {
    let Some((amount, unit)) = amount.zip(unit) else { return Default::default() };
    let (zh, en) = match unit {
        "working_days" => ("个工作日", "working days"),
        "calendar_days" => ("个自然日", "calendar days"),
        "months" => ("个月", "months"),
        "years" => ("年", "years"),
        "hours" => ("小时", "hours"),
        other => (other, other),
    };
    both(format!("{amount}{zh}"), format!("{amount} {en}"))
}

fn level(level: u8) -> (&'static str, &'static str) {
    match level {
        1 => ("国家级", "national"),
        2 => ("省级", "provincial"),
        3 => ("市级", "city"),
        4 => ("县级", "county"),
        5 => ("乡镇（街道）", "town"),
        _ => ("村（社区）", "village"),
    }
}
