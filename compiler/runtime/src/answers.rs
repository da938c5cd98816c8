//! Answers as people and vendors write them (是, 离异, 12.5 万元, 2026-03-02, 坂田街道) to typed values.
//!
//! The edge of the runtime: everything behind it works on `Given`. Knows no case.

use crate::case::Given;
use crate::catalogue::{Catalogue, FactId, MatterId, STRUCTURE};
use crate::error::Error;
use crate::number::{Unread, read_number, show_decimal};
use crate::tables::{Day, Derived, Fact, FactValue, Matter, bare, view};
use crate::value::BuiltIn;

impl Catalogue {
    /// The fact of that name as a matter sees it: its own facts before those of the catalogue, and never those of another matter.
    ///
    /// # Errors
    /// There is none.
    pub fn fact(&self, matter: Option<MatterId>, name: &str) -> Result<FactId, Error> {
        let own = match matter {
            Some(matter) => Some(format!("{}/{name}", self.key::<Matter>(matter.0)?)),
            None => None,
        };
        let found = own.and_then(|own| self.find::<Fact>(&own)).or_else(|| self.find::<Fact>(name));
        let found = found.filter(|_| !self.is_of_another(matter, name));
        found.map(FactId).ok_or_else(|| Error::UnknownFact { name: name.to_owned() })
    }

    // `matter/fact` of a matter that is not meant: an answer to it would be an answer to nothing.
    fn is_of_another(&self, matter: Option<MatterId>, name: &str) -> bool {
        let owner = name.split_once('/').and_then(|(owner, _)| self.find::<Matter>(owner));
        matter.zip(owner).is_some_and(|(matter, owner)| matter.0 != owner)
    }

    /// Reads one answer for all members of a theme, as [`read_answer`](Self::read_answer) does for one matter: it means the catalogue's fact
    /// of that name, else the only one that a member has of its own.
    ///
    /// # Errors
    /// As there; several members have a fact of that name of their own.
    pub fn read_member_answer(
        &self,
        members: &[MatterId],
        name: &str,
        value: &str,
        day: Day,
        answers: &mut Vec<Given>,
    ) -> Result<(), Error> {
        let mut found: Vec<(MatterId, String)> = Vec::new();
        for member in members {
            let full = match self.fact(Some(*member), name) {
                Ok(fact) => Some(self.fact_row(fact)?.name),
                Err(_) => self.options(Some(*member), name)?.into_iter().find_map(|(_, option)| option.option_of),
            };
            if let Some(full) = full.filter(|full| found.iter().all(|(_, known)| known != full)) {
                found.push((*member, full));
            }
        }
        match found.as_slice() {
            [] => Err(Error::UnknownFact { name: name.to_owned() }),
            [(member, _)] => self.read_answer(Some(*member), name, value, day, answers),
            _ => {
                let candidates = found.into_iter().map(|(_, full)| full).collect();
                Err(Error::AmbiguousFact { name: name.to_owned(), candidates })
            }
        }
    }

    /// The row of a fact.
    ///
    /// # Errors
    /// There is no such fact.
    pub fn fact_row(&self, fact: FactId) -> Result<Fact, Error> {
        self.row(fact.0)
    }

    /// Reads one answer and puts it behind `answers`. A set is answered by the titles of its options, joined by `、`, or by `无`: each
    /// option is then answered yes or no. `day` says which places exist.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// let on = "2026-03-02".parse().unwrap();
    /// let matter = catalogue.matter("二孩生育登记")?;
    /// let mut answers = Vec::new();
    /// catalogue.read_answer(Some(matter), "婚姻状况", "离异", on, &mut answers)?;
    /// assert_eq!(catalogue.show_value(answers[0])?, "离异");
    /// let refused = catalogue.read_answer(Some(matter), "婚姻状况", "未婚", on, &mut answers);
    /// assert_eq!(refused.unwrap_err().code(), "R204");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// Unknown fact, or one that the case itself gives (申请日, 责任地 …); a value of another type, that the fact does not have, or outside its domain; the same fact answered differently.
    pub fn read_answer(
        &self,
        matter: Option<MatterId>,
        name: &str,
        value: &str,
        day: Day,
        answers: &mut Vec<Given>,
    ) -> Result<(), Error> {
        let fact = match self.fact(matter, name) {
            Ok(fact) => fact,
            Err(unknown) => return self.read_set(matter, name, value, answers)?.then_some(()).ok_or(unknown),
        };
        let row = self.view::<Fact>(fact.0)?;
        if BuiltIn::parse(row.name).is_some() {
            return Err(Error::GivenByTheCase { fact: row.name.to_owned() });
        }
        if let Some(value) = self.read_value(&row, value, day)? {
            push(answers, Given { fact, value }, row.name)?;
        }
        Ok(())
    }

    // Whether there is a set of that name.
    fn read_set(
        &self,
        matter: Option<MatterId>,
        name: &str,
        value: &str,
        answers: &mut Vec<Given>,
    ) -> Result<bool, Error> {
        let options = if self.is_of_another(matter, name) { Vec::new() } else { self.options(matter, name)? };
        let chosen: Vec<&str> = value.split(['、', ',', '，']).map(str::trim).filter(|one| !one.is_empty()).collect();
        let none = matches!(chosen.as_slice(), ["无" | "none"]);
        let title = |option: &Fact| bare(&option.name).to_owned();
        let is = |option: &Fact, chosen: &str| option.title == chosen || title(option) == chosen;
        let stranger = chosen.iter().find(|one| !none && !options.iter().any(|(_, option)| is(option, one)));
        if let (Some(stranger), false) = (stranger, options.is_empty()) {
            let allowed = options.iter().map(|(_, option)| title(option)).collect();
            return Err(Error::UnknownValue { fact: name.to_owned(), value: (*stranger).to_owned(), allowed });
        }
        for (fact, option) in &options {
            let value = i64::from(!none && chosen.iter().any(|one| is(option, one)));
            push(answers, Given { fact: *fact, value }, &option.name)?;
        }
        Ok(!options.is_empty())
    }

    /// Refuses numbers that [`read_answer`](Self::read_answer) would not have read: a fact answered in two ways, or one that the case itself
    /// gives.
    ///
    /// # Errors
    /// As said; there is no such fact.
    pub fn check_given(&self, answers: &[Given]) -> Result<(), Error> {
        for (at, given) in answers.iter().enumerate() {
            let named = || self.fact_row(given.fact).map(|row| row.name);
            if answers.iter().take(at).any(|other| other.fact == given.fact && other.value != given.value) {
                return Err(Error::AnsweredTwice { fact: named()? });
            }
            if BuiltIn::parse(self.view::<Fact>(given.fact.0)?.name).is_some() {
                return Err(Error::GivenByTheCase { fact: named()? });
            }
        }
        Ok(())
    }

    /// The facts that are the options of a set, with their rows.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn options(&self, matter: Option<MatterId>, set: &str) -> Result<Vec<(FactId, Fact)>, Error> {
        let own = match matter {
            Some(matter) => format!("{}/{set}", self.key::<Matter>(matter.0)?),
            None => set.to_owned(),
        };
        let mut found = Vec::new();
        for number in 0..self.count::<Fact>() {
            if self.view::<Fact>(number)?.option_of.is_some_and(|of| of == own || of == set) {
                found.push((FactId(number), self.row(number)?));
            }
        }
        Ok(found)
    }

    /// The integer of a value of one fact; `None` for texts, which no rule looks at.
    ///
    /// # Errors
    /// A value of another type or in another unit, with more decimals than the fact has, that the fact does not have, or outside its
    /// domain.
    pub fn read_value(&self, fact: &view::Fact<'_>, value: &str, day: Day) -> Result<Option<i64>, Error> {
        let (value, kind, unit) = (value.trim(), fact.kind, self.unit_of(fact)?);
        let number = match kind {
            "text" => return Ok(None),
            "bool" | "option" | "finding" | "held" => yes_or_no(value).ok_or(Unread::Other),
            "choice" | "ordered" => return self.read_choice(fact, value).map(Some),
            "date" => value.parse::<Day>().map(|day| i64::from(day.0)).map_err(|_| Unread::Other),
            "region" => return self.region(value, day).map(|region| Some(i64::from(region.0))),
            "derived" => yes_or_no(value).map_or_else(|| read_number(value, 0, unit), Ok),
            "money" => read_number(value, 2, unit),
            _ => read_number(value, u32::from(fact.scale), unit),
        };
        let number = number.map_err(|unread| {
            let (fact, value) = (fact.name.to_owned(), value.to_owned());
            match unread {
                Unread::Decimals(most) => Error::TooManyDecimals { fact, value, most },
                Unread::Other => {
                    Error::WrongType { fact, expected: kind.to_owned(), unit: unit.map(str::to_owned), value }
                }
            }
        })?;
        let inside = fact.low.is_none_or(|low| low <= number) && fact.high.is_none_or(|high| number <= high);
        if !inside {
            return Err(Error::OutsideDomain { fact: fact.name.to_owned(), value: value.to_owned() });
        }
        Ok(Some(number))
    }

    // The unit in which a number is given; none for what is no number.
    fn unit_of<'f>(&self, fact: &view::Fact<'f>) -> Result<Option<&'f str>, Error> {
        let derived = match fact.kind {
            "money" => return Ok(Some("元")),
            "derived" => self.find::<Derived>(fact.name),
            _ => None,
        };
        let Some(derived) = derived else { return Ok(fact.unit) };
        Ok(match self.view::<Derived>(derived)?.operation {
            "years" => Some("周岁"),
            "months" => Some("个月"),
            "days" => Some("日"),
            _ => None,
        })
    }

    fn read_choice(&self, fact: &view::Fact<'_>, value: &str) -> Result<i64, Error> {
        let values = self.views_named::<FactValue>(fact.name)?;
        let found = values.iter().find(|row| row.title == value || row.code == Some(value));
        found.map(|row| i64::from(row.ordinal)).ok_or_else(|| Error::UnknownValue {
            fact: fact.name.to_owned(),
            value: value.to_owned(),
            allowed: values.iter().map(|row| row.title.to_owned()).collect(),
        })
    }

    /// A value as people read it: the reverse of reading an answer.
    ///
    /// # Errors
    /// There is no such fact.
    pub fn show_value(&self, given: Given) -> Result<String, Error> {
        let fact = self.fact_row(given.fact)?;
        Ok(match fact.kind.as_str() {
            "bool" | "option" | "finding" | "held" => if given.value == 1 { "是" } else { "否" }.to_owned(),
            "choice" | "ordered" => {
                let values: Vec<FactValue> = self.rows_named(&fact.name)?;
                let found = values.into_iter().find(|row| i64::from(row.ordinal) == given.value);
                found.map(|row| row.title).ok_or(STRUCTURE)?
            }
            "date" => i32::try_from(given.value).map(Day).map_err(|_| STRUCTURE)?.to_string(),
            "region" => {
                let region = u32::try_from(given.value).map_err(|_| STRUCTURE)?;
                self.region_path(crate::catalogue::RegionId(region))?
            }
            "money" => format!("{}元", show_decimal(given.value, 2)),
            _ => format!("{}{}", show_decimal(given.value, u32::from(fact.scale)), fact.unit.unwrap_or_default()),
        })
    }
}

fn push(answers: &mut Vec<Given>, given: Given, name: &str) -> Result<(), Error> {
    match answers.iter().find(|known| known.fact == given.fact) {
        Some(known) if known.value != given.value => Err(Error::AnsweredTwice { fact: name.to_owned() }),
        Some(_) => Ok(()),
        None => {
            answers.push(given);
            Ok(())
        }
    }
}

fn yes_or_no(value: &str) -> Option<i64> {
    match value {
        "是" | "有" | "yes" | "true" | "1" => Some(1),
        "否" | "无" | "没有" | "no" | "false" | "0" => Some(0),
        _ => None,
    }
}
