//! One rule of the tables → the words of its line.

use matter_runtime::tables::{RequirementMember, Rule, Tables};

use super::phrases::Language;

/// Tables with the language of the guide.
#[derive(Clone, Copy)]
pub(crate) struct Words<'t> {
    pub(crate) tables: &'t Tables,
    pub(crate) language: Language,
}

/// The rows of one rule; tables are sorted by rule.
pub(crate) fn of_rule<T>(rows: &[T], rule: u32, owner: impl Fn(&T) -> u32) -> &[T] {
    let from = rows.partition_point(|row| owner(row) < rule);
    let to = rows.partition_point(|row| owner(row) <= rule);
    rows.get(from..to).unwrap_or(&[])
}

macro_rules! row {
    ($words:ident, $table:ident, $rule:expr) => {
        of_rule(&$words.tables.$table, $rule, |row| row.rule).first()?
    };
}

impl Words<'_> {
    /// What the rule yields, in words; `None` if its table has no row for it.
    pub(crate) fn yields(self, rule: &Rule) -> Option<String> {
        let text = match rule.kind.as_str() {
            "condition" | "prior_result" | "requirement" | "responsible" | "accepting" | "decider" | "delegation" => {
                self.who(rule)?
            }
            "stage" | "limit" | "exclusion" | "renewal" | "trigger" | "venue" => self.when(rule)?,
            _ => self.what(rule)?,
        };
        Some(text)
    }

    fn who(self, rule: &Rule) -> Option<String> {
        let (language, id) = (self.language, rule.id);
        Some(match rule.kind.as_str() {
            "condition" => {
                let row = row!(self, condition, id);
                let judge =
                    row.official.as_ref().map(|who| language.pick("，由{}审查", ", judged by {}").replace("{}", who));
                row.label.clone() + &judge.unwrap_or_default()
            }
            "prior_result" => language.pick("持有", "hold ").to_owned() + &row!(self, prior_result, id).material,
            "requirement" => self.requirement(rule)?,
            "responsible" => {
                let rows = of_rule(&self.tables.responsible, id, |row| row.rule);
                let facts: Vec<&str> = rows.iter().map(|row| row.fact.as_str()).collect();
                let level = language.level(rows.first()?.level);
                format!("{}{}{level}", self.list(&facts), language.pick("，到", ", down to "))
            }
            "accepting" => {
                let row = row!(self, accepting, id);
                row.level.map(|level| language.level(level).to_owned()).or_else(|| row.name.clone())?
            }
            "decider" => {
                let row = row!(self, decider, id);
                format!("{} {}", language.level(row.level), row.department).trim().to_owned()
            }
            _ => {
                let row = row!(self, delegation, id);
                let (from, to) = (language.level(row.from_level), language.level(row.to_level));
                let more = [row.body.as_deref(), row.note.as_deref()].into_iter().flatten().fold(String::new(), add);
                let mode = language.word(&row.mode);
                format!("{mode}{}{from}{}{to}{more}", language.pick("：", ": "), language.pick("至", " to "))
            }
        })
    }

    fn requirement(self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, requirement, rule.id));
        let members = of_rule(&self.tables.requirement_member, rule.id, |row| row.rule);
        let mut text = row.title.clone();
        if let [only] = members {
            text += &self.form(only);
        }
        if let Some(must) = &row.must {
            text += &(language.pick("，须", ", must ").to_owned() + must);
        }
        if let (Some(grace), Some(unit)) = (row.grace, &row.grace_unit) {
            text += &(language.pick("，可容缺，", ", may follow within ").to_owned() + &language.duration(grace, unit));
            text += language.pick("内补交", "");
            text += &row
                .grace_overdue
                .as_ref()
                .map(|what| language.pick("，逾期", ", else ").to_owned() + what)
                .unwrap_or_default();
        }
        if let Some(exempt) = &row.exempt {
            text += &language.pick("（免提交：{}）", " (not handed in: {})").replace("{}", exempt);
        }
        Some(text)
    }

    fn form(self, member: &RequirementMember) -> String {
        let language = self.language;
        let count = match (&member.per, language) {
            (Some(fact), Language::Zh) => format!(" 每{fact} {} 份", member.count),
            (Some(fact), Language::En) => format!(" {} per {fact}", member.count),
            (None, Language::Zh) => format!(" {} 份", member.count),
            (None, Language::En) => format!(" × {}", member.count),
        };
        let form = if member.form == "unsaid" { "" } else { language.word(&member.form) };
        format!("{}{form}{count}", language.pick("，", ", "))
    }

    fn when(self, rule: &Rule) -> Option<String> {
        let (language, id) = (self.language, rule.id);
        let length = |amount: Option<i64>, unit: Option<&String>| Some(language.duration(amount?, unit?));
        Some(match rule.kind.as_str() {
            "stage" => {
                let row = row!(self, stage, id);
                let length = length(row.amount, row.unit.as_ref());
                [row.actor.clone(), row.places.clone(), length]
                    .into_iter()
                    .flatten()
                    .fold(row.name.clone(), |a, b| add(a, &b))
            }
            "limit" => {
                let row = row!(self, limit, id);
                let length = length(row.amount, Some(&row.unit))
                    .unwrap_or_else(|| language.pick("无规定", "none set").to_owned());
                let start = language.word(&row.start);
                let mut text =
                    format!("{} {length}{}{start}", language.word(&row.kind), language.pick("，自", ", from "));
                if let Some(approver) = &row.approver {
                    text +=
                        &(language.pick("，经", ", approved by ").to_owned() + approver + language.pick("批准", ""));
                }
                text + &row
                    .overdue
                    .as_ref()
                    .map(|what| language.pick("，逾期", ", else ").to_owned() + what)
                    .unwrap_or_default()
            }
            "exclusion" => {
                let row = row!(self, exclusion, id);
                let at_most = length(row.amount, row.unit.as_ref());
                let at_most =
                    at_most.map(|most| language.pick("，不超过 ", ", at most ").to_owned() + &most).unwrap_or_default();
                language.pick("不计：", "not counted: ").to_owned() + &row.name + &at_most
            }
            "renewal" => {
                let row = row!(self, renewal, id);
                let earliest = length(row.earliest, row.earliest_unit.as_ref());
                let latest = length(row.latest, row.latest_unit.as_ref());
                let parts: Vec<String> = [earliest, latest].into_iter().flatten().collect();
                language.pick("届满前 ", "before expiry: ").to_owned() + &parts.join(language.pick(" 至 ", " to "))
            }
            "trigger" => {
                let row = row!(self, trigger, id);
                let lead = length(row.lead, row.lead_unit.as_ref())
                    .map(|lead| language.pick("前 ", "ahead: ").to_owned() + &lead);
                let more = [lead, row.notice.clone(), row.consent.clone()];
                more.into_iter().flatten().fold(row.event.clone(), |a, b| add(a, &b))
            }
            _ => {
                let row = row!(self, venue, id);
                let value = row.value.as_ref().map(|value| match (row.part.as_str(), value.as_str()) {
                    ("clock", "receipt") => language.pick("收件地收到之日", "on receipt there"),
                    _ => language.word(value),
                });
                let value = value.map(str::to_owned).or_else(|| length(row.amount, row.unit.as_ref()));
                add(language.word(&row.part).to_owned(), &value.unwrap_or_default())
            }
        })
    }

    fn what(self, rule: &Rule) -> Option<String> {
        let (language, id) = (self.language, rule.id);
        Some(match rule.kind.as_str() {
            "case_kind" => row!(self, case_kind, id).kind.clone(),
            "channel" => row!(self, channel, id).channel.clone(),
            "visit" => {
                let row = row!(self, visit, id);
                add(
                    format!("{} {}", row.count, language.pick("次", "times")),
                    row.reason.as_deref().unwrap_or_default(),
                )
            }
            "fee" => self.fee(rule)?,
            "benefit" => {
                let row = row!(self, benefit, id);
                add(row.name.clone(), &format!("{} {}", language.money(row.amount), language.word(&row.period)))
            }
            "result" => self.result(rule)?,
            "instead" => language.pick("改办", "handled as ").to_owned() + &row!(self, instead, id).matter,
            "quota" => {
                let row = row!(self, quota, id);
                add(row.amount.map(|amount| amount.to_string()).unwrap_or_default(), &row.note)
            }
            "discretion" => {
                let row = row!(self, discretion, id);
                format!("{} {} {} {} {}", row.name, row.low, language.pick("至", "to"), row.high, row.unit)
            }
            "commitment" => row!(self, commitment, id).text.clone(),
            "intermediary" => {
                let row = row!(self, intermediary, id);
                let payer = row.payer.as_ref().map(|who| language.pick("，付费：", ", paid by ").to_owned() + who);
                row.name.clone() + &payer.unwrap_or_default()
            }
            "duty" => {
                let row = row!(self, duty, id);
                format!("{}{}{}", language.word(&row.phase), language.pick("：", ": "), row.text)
            }
            "liability" => row!(self, liability, id).text.clone(),
            _ => return None,
        })
    }

    fn fee(self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, fee, rule.id));
        if row.amount == 0 && row.per.is_none() {
            return Some(language.pick("不收费", "free of charge").to_owned());
        }
        let mut text = add(row.name.clone(), &language.money(row.amount));
        if let Some(per) = &row.per {
            let count = row.per_amount.filter(|count| *count != 1).map(|count| format!(" {count}")).unwrap_or_default();
            text += &format!(" {}{per}{count}", language.pick("/ ", "per "));
        }
        let cap = row.cap.map(|cap| language.pick("，上限 ", ", at most ").to_owned() + &language.money(cap));
        Some(text + &cap.unwrap_or_default())
    }

    fn result(self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, result, rule.id));
        let validity = match (row.permanent, row.validity, &row.validity_unit) {
            (true, _, _) => language.pick("，长期有效", ", valid for ever").to_owned(),
            (false, Some(amount), Some(unit)) => {
                language.pick("，有效期 ", ", valid for ").to_owned() + &language.duration(amount, unit)
            }
            _ => String::new(),
        };
        let ways = of_rule(&self.tables.delivery, rule.id, |row| row.rule).iter();
        let ways: Vec<String> = ways
            .map(|way| match &way.note {
                Some(note) => way.mode.clone() + &language.pick("（{}）", " ({})").replace("{}", note),
                None => way.mode.clone(),
            })
            .collect();
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        let delivered = if ways.is_empty() {
            String::new()
        } else {
            language.pick("；送达：", "; delivered: ").to_owned() + &self.list(&ways)
        };
        Some(row.name.clone() + &validity + &delivered)
    }

    fn list(self, parts: &[&str]) -> String {
        parts.join(self.language.pick("、", ", "))
    }
}

/// Two parts with a blank between them, if both are there.
fn add(first: String, second: &str) -> String {
    if first.is_empty() || second.is_empty() { first + second } else { first + " " + second }
}
