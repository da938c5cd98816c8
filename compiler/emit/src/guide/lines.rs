//! One rule of the tables → the words of its line.

use matter_runtime::tables::{self, RequirementMember, Rule};

use super::phrases::Language;
use super::view::View;

macro_rules! row {
    ($view:ident, $row:ident, $rule:expr) => {
        $view.yields::<tables::$row>($rule)?
    };
}

impl View<'_> {
    /// What the rule yields, in words; `None` if its table has no row for it.
    pub(crate) fn sentence(&self, rule: &Rule) -> Option<String> {
        let text = match rule.kind.as_str() {
            "condition" | "prior_result" | "requirement" | "responsible" | "accepting" | "decider" | "delegation" => {
                self.who(rule)?
            }
            "stage" | "limit" | "exclusion" | "renewal" | "trigger" | "venue" => self.when(rule)?,
            _ => self.what(rule)?,
        };
        Some(text)
    }

    fn who(&self, rule: &Rule) -> Option<String> {
        let language = self.language;
        Some(match rule.kind.as_str() {
            "condition" => {
                let row = row!(self, Condition, rule);
                let judge =
                    row.official.as_ref().map(|who| language.pick("，由{}审查", ", judged by {}").replace("{}", who));
                rule.title.clone().unwrap_or(row.label) + &judge.unwrap_or_default()
            }
            "prior_result" => {
                language.pick("持有", "hold ").to_owned() + self.own(&row!(self, PriorResult, rule).material)
            }
            "requirement" => self.requirement(rule)?,
            "responsible" => {
                let rows = self.rows::<tables::Responsible>(rule);
                let level = language.level(rows.first()?.level);
                let facts: Vec<&str> = rows.iter().map(|row| row.fact.as_str()).collect();
                match language {
                    Language::Zh => format!("{}（{level}）", facts.join("或者")),
                    Language::En => format!("{} ({level})", facts.join(" or ")),
                }
            }
            "accepting" => {
                let row = row!(self, Accepting, rule);
                row.level.map(|level| language.level(level).to_owned()).or_else(|| row.name.clone())?
            }
            "decider" => {
                let row = row!(self, Decider, rule);
                self.organ(row.level, &row.department)
            }
            _ => {
                let row = row!(self, Delegation, rule);
                let (from, to) = (language.level(row.from_level), language.level(row.to_level));
                let mode = language.word(&row.mode);
                let levels = format!("{mode}{}{from}{}{to}", language.pick("：", ": "), language.pick("至", " to "));
                [row.body.as_deref(), row.note.as_deref()].into_iter().flatten().fold(levels, add)
            }
        })
    }

    fn requirement(&self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, Requirement, rule));
        let members = self.rows::<RequirementMember>(rule);
        let mut text = row.title.clone();
        let forms = if row.exempt.is_none() { self.forms(&members) } else { String::new() };
        if !forms.is_empty() {
            text += &format!("{}{forms}", language.pick("，", ", "));
        }
        for remark in self.remarks(&row) {
            text += &format!("{}{remark}", language.pick("，", ", "));
        }
        Some(text)
    }

    /// What else a requirement says: what it must bear, whether it may follow, what replaces it.
    pub(crate) fn remarks(&self, row: &tables::Requirement) -> Vec<String> {
        let language = self.language;
        let must = row.must.as_ref().map(|must| language.pick("须", "must ").to_owned() + must);
        let grace = row.grace.zip(row.grace_unit.as_ref()).map(|(grace, unit)| {
            let within = language.pick("可容缺，{}内补交", "may follow within {}");
            let overdue = row.grace_overdue.as_ref();
            let overdue = overdue.map(|what| language.pick("，逾期", ", else ").to_owned() + what);
            within.replace("{}", &language.duration(grace, unit)) + &overdue.unwrap_or_default()
        });
        let exempt = row.exempt.as_ref();
        let exempt = exempt.map(|from| language.pick("免提交（{}）", "not handed in ({})").replace("{}", from));
        [must, grace, exempt].into_iter().flatten().collect()
    }

    /// `原件 1 份`
    pub(crate) fn form(&self, member: &RequirementMember) -> String {
        let language = self.language;
        let count = match (&member.per, language) {
            (Some(fact), Language::Zh) => format!(" 每{fact} {} 份", member.count),
            (Some(fact), Language::En) => format!(" {} per {fact}", member.count),
            (None, Language::Zh) => format!(" {} 份", member.count),
            (None, Language::En) => format!(" × {}", member.count),
        };
        let form = if member.form == "unsaid" { "" } else { language.word(&member.form) };
        format!("{form}{count}").trim().to_owned()
    }

    fn when(&self, rule: &Rule) -> Option<String> {
        let language = self.language;
        let length = |amount: Option<i64>, unit: Option<&String>| Some(language.duration(amount?, unit?));
        Some(match rule.kind.as_str() {
            "stage" => {
                let row = row!(self, Stage, rule);
                let length = length(row.amount, row.unit.as_ref());
                [row.actor.clone(), row.places.clone(), length]
                    .into_iter()
                    .flatten()
                    .fold(row.name.clone(), |a, b| add(a, &b))
            }
            "limit" => {
                let row = row!(self, Limit, rule);
                let unset = match row.kind.as_str() {
                    "accept_period" => rule.title.clone().unwrap_or_default(),
                    _ => language.pick("无规定", "none set").to_owned(),
                };
                let length = length(row.amount, Some(&row.unit)).unwrap_or(unset);
                let start = language.pick("，自", ", from ").to_owned() + language.word(&row.start);
                let start = row.amount.filter(|_| says_its_start(&row)).map(|_| start).unwrap_or_default();
                let mut text = format!("{} {length}{start}", language.word(&row.kind));
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
                let row = row!(self, Exclusion, rule);
                let at_most = length(row.amount, row.unit.as_ref());
                let at_most =
                    at_most.map(|most| language.pick("，不超过 ", ", at most ").to_owned() + &most).unwrap_or_default();
                language.pick("不计：", "not counted: ").to_owned() + &row.name + &at_most
            }
            "renewal" => {
                let row = row!(self, Renewal, rule);
                let earliest = length(row.earliest, row.earliest_unit.as_ref());
                let latest = length(row.latest, row.latest_unit.as_ref());
                let window = match (earliest, latest) {
                    (Some(earliest), Some(latest)) => format!("{earliest}{}{latest}", language.pick(" 至 ", " to ")),
                    (Some(earliest), None) => language.pick("{}内", "within {}").replace("{}", &earliest),
                    (None, Some(latest)) => language.pick("至少 {}", "at least {}").replace("{}", &latest),
                    (None, None) => String::new(),
                };
                language.pick("届满前 ", "before expiry: ").to_owned() + &window
            }
            "trigger" => {
                let row = row!(self, Trigger, rule);
                let lead = length(row.lead, row.lead_unit.as_ref())
                    .map(|lead| language.pick("前 ", "ahead: ").to_owned() + &lead);
                let more = [lead, row.notice.clone(), row.consent.clone()];
                more.into_iter().flatten().fold(row.event.clone(), |a, b| add(a, &b))
            }
            _ => {
                let row = row!(self, Venue, rule);
                let value = row.value.as_ref().map(|value| match (row.part.as_str(), value.as_str()) {
                    ("clock", "receipt") => language.pick("收件地收到之日", "on receipt there"),
                    _ => language.word(value),
                });
                let value = value.map(str::to_owned).or_else(|| length(row.amount, row.unit.as_ref()));
                add(language.word(&row.part).to_owned(), &value.unwrap_or_default())
            }
        })
    }

    fn what(&self, rule: &Rule) -> Option<String> {
        let language = self.language;
        Some(match rule.kind.as_str() {
            "case_kind" => row!(self, CaseKind, rule).kind.clone(),
            "channel" => row!(self, Channel, rule).channel.clone(),
            "visit" => {
                let row = row!(self, Visit, rule);
                add(
                    format!("{} {}", row.count, language.pick("次", if row.count == 1 { "time" } else { "times" })),
                    row.reason.as_deref().unwrap_or_default(),
                )
            }
            "fee" => self.fee(rule)?,
            "benefit" => {
                let row = row!(self, Benefit, rule);
                add(row.name.clone(), &format!("{} {}", language.money(row.amount), language.word(&row.period)))
            }
            "result" => self.result(rule)?,
            "instead" => language.pick("改办", "handled as ").to_owned() + &row!(self, Instead, rule).matter,
            "quota" => {
                let row = row!(self, Quota, rule);
                add(row.amount.map(|amount| amount.to_string()).unwrap_or_default(), &row.note)
            }
            "discretion" => {
                let row = row!(self, Discretion, rule);
                // Money is kept in fen.
                let amount = |amount: i64| match row.unit.as_str() {
                    "分" => language.money(amount),
                    unit => format!("{amount} {unit}").trim_end().to_owned(),
                };
                let (low, high) = (amount(row.low), amount(row.high));
                let range = format!("{low} {} {high}", language.pick("至", "to"));
                add(row.name.clone(), if low == high { &low } else { &range })
            }
            "commitment" => row!(self, Commitment, rule).text.clone(),
            "intermediary" => {
                let row = row!(self, Intermediary, rule);
                let payer = row.payer.as_ref().map(|who| language.pick("，付费：", ", paid by ").to_owned() + who);
                row.name.clone() + &payer.unwrap_or_default()
            }
            "duty" => {
                let row = row!(self, Duty, rule);
                format!("{}{}{}", language.word(&row.phase), language.pick("：", ": "), row.text)
            }
            "liability" => row!(self, Liability, rule).text.clone(),
            _ => return None,
        })
    }

    fn fee(&self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, Fee, rule));
        if row.amount == 0 && row.per.is_none() {
            return Some(language.pick("不收费", "free of charge").to_owned());
        }
        let mut text = add(row.name.clone(), &language.money(row.amount));
        if let Some(per) = &row.per
            && let Ok(unit) = self.catalogue.fee_unit(per, row.per_amount)
        {
            text += &language
                .pick(" / {unit} {per}", " per {unit} of {per}")
                .replace("{unit}", &unit)
                .replace("{per}", per);
        }
        let cap = row.cap.map(|cap| language.pick("，上限 ", ", at most ").to_owned() + &language.money(cap));
        let note = rule.title.as_ref().map(|note| language.pick("（{}）", " ({})").replace("{}", note));
        Some(text + &cap.unwrap_or_default() + &note.unwrap_or_default())
    }

    fn result(&self, rule: &Rule) -> Option<String> {
        let (language, row) = (self.language, row!(self, ResultDocument, rule));
        let validity = match (row.permanent, row.validity, &row.validity_unit) {
            (true, _, _) => language.pick("，长期有效", ", valid for ever").to_owned(),
            (false, Some(amount), Some(unit)) => {
                language.pick("，有效期 ", ", valid for ").to_owned() + &language.duration(amount, unit)
            }
            _ => String::new(),
        };
        let ways = self.rows::<tables::Delivery>(rule);
        let ways: Vec<String> = ways
            .iter()
            .map(|way| match &way.note {
                Some(note) => way.mode.clone() + &language.pick("（{}）", " ({})").replace("{}", note),
                None => way.mode.clone(),
            })
            .collect();
        let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
        let delivered = if ways.is_empty() {
            String::new()
        } else {
            language.pick("；送达：", "; delivered: ").to_owned() + &self.joined_words(&ways)
        };
        Some(self.own(&row.name).to_owned() + &validity + &delivered)
    }

    fn joined_words(&self, parts: &[&str]) -> String {
        parts.join(self.language.pick("、", ", "))
    }
}

/// Whether a limit says from when it counts. An extension is added to what it extends, a publication runs within the process: from where they
/// count is told only where it is not what every limit counts from.
pub(super) fn says_its_start(row: &tables::Limit) -> bool {
    !(matches!(row.kind.as_str(), "extension" | "publicity") && row.start == "acceptance")
}

/// Two parts with a blank between them, if both are there.
fn add(first: String, second: &str) -> String {
    if first.is_empty() || second.is_empty() { first + second } else { first + " " + second }
}
