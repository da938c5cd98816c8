//! The fields of one object of a request: each is taken out as what it must be; what is left over at the end is refused.

use matter_runtime::Language;
use matter_runtime::tables::Day;
use serde_json::{Map, Value};

use super::MOST_ANSWERS;
use crate::refusal::{Refusal, Shape};

/// Facts and values as people write them, and the facts whose value is a list.
type Answered = (Vec<(String, String)>, Vec<String>);

/// An object that is being read.
pub(crate) struct Fields {
    left: Map<String, Value>,
    known: Vec<&'static str>,
    path: String,
}

impl Fields {
    /// The fields of an object that stands at `path`; an empty path is the whole request.
    pub(crate) fn of(value: Value, path: String) -> Result<Self, Refusal> {
        match value {
            Value::Object(left) => Ok(Self { left, known: Vec::new(), path }),
            _ => Err(Refusal::WrongShape { field: path, takes: Shape::Object }),
        }
    }

    fn at(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}.{name}", self.path) }
    }

    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.left.shift_remove(name).filter(|value| !value.is_null())
    }

    pub(crate) fn optional_text(&mut self, name: &'static str) -> Result<Option<String>, Refusal> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::WrongShape { field: self.at(name), takes: Shape::Text }),
        }
    }

    pub(crate) fn text(&mut self, name: &'static str) -> Result<String, Refusal> {
        let text = self.optional_text(name)?;
        text.ok_or_else(|| Refusal::Missing { field: self.at(name) })
    }

    pub(crate) fn optional_day(&mut self, name: &'static str) -> Result<Option<Day>, Refusal> {
        let Some(value) = self.optional_text(name)? else { return Ok(None) };
        match value.parse() {
            Ok(day) => Ok(Some(day)),
            Err(_) => Err(Refusal::NotADay { field: self.at(name), value }),
        }
    }

    pub(crate) fn day(&mut self, name: &'static str) -> Result<Day, Refusal> {
        let day = self.optional_day(name)?;
        day.ok_or_else(|| Refusal::Missing { field: self.at(name) })
    }

    /// One of a list of words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        name: &'static str,
        words: &[(&'static str, T)],
    ) -> Result<Option<T>, Refusal> {
        let Some(value) = self.optional_text(name)? else { return Ok(None) };
        let found = words.iter().find(|(word, _)| *word == value);
        found.map(|(_, meaning)| Some(*meaning)).ok_or_else(|| Refusal::NoSuchWord {
            field: self.at(name),
            value,
            allowed: words.iter().map(|(word, _)| *word).collect(),
        })
    }

    pub(crate) fn language(&mut self) -> Result<Option<Language>, Refusal> {
        self.word("lang", &[("zh", Language::Zh), ("en", Language::En)])
    }

    /// `HH:MM` as minutes of the day.
    pub(crate) fn time(&mut self, name: &'static str) -> Result<Option<u16>, Refusal> {
        let Some(value) = self.optional_text(name)? else { return Ok(None) };
        let wrong = || Refusal::WrongShape { field: self.at(name), takes: Shape::Time };
        let (hour, minute) = value.split_once(':').ok_or_else(wrong)?;
        let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| text.parse::<u16>().ok().filter(|_| digits(text));
        match (number(hour), number(minute)) {
            (Some(hour @ 0..=23), Some(minute @ 0..=59)) => Ok(Some(hour * 60 + minute)),
            _ => Err(wrong()),
        }
    }

    /// A whole number from 0 to `most`, or a text of its digits, as queries write it.
    pub(crate) fn count(&mut self, name: &'static str, most: u32) -> Result<Option<u32>, Refusal> {
        let digits = |text: &str| (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        let number = match self.take(name) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_u64().and_then(|number| u32::try_from(number).ok()),
            Some(Value::String(text)) if digits(&text) => text.parse().ok(),
            Some(_) => None,
        };
        let wrong = || Refusal::WrongShape { field: self.at(name), takes: Shape::Count };
        number.filter(|number| *number <= most).map(Some).ok_or_else(wrong)
    }

    /// A list of at most so many values, each with its path.
    pub(crate) fn list(&mut self, name: &'static str, most: usize) -> Result<Option<Vec<(Value, String)>>, Refusal> {
        let field = self.at(name);
        match self.take(name) {
            None => Ok(None),
            Some(Value::Array(values)) if values.len() > most => Err(Refusal::TooMuch { field, most }),
            Some(Value::Array(values)) => {
                let path = |(index, value)| (value, format!("{field}[{index}]"));
                Ok(Some(values.into_iter().enumerate().map(path).collect()))
            }
            Some(_) => Err(Refusal::WrongShape { field, takes: Shape::List }),
        }
    }

    /// Facts and values, each value as people write it; and the facts whose value is a list.
    pub(crate) fn answers(&mut self) -> Result<Answered, Refusal> {
        let field = self.at("answers");
        let answers = match self.take("answers") {
            None => return Ok((Vec::new(), Vec::new())),
            Some(Value::Object(answers)) => answers,
            Some(_) => return Err(Refusal::WrongShape { field, takes: Shape::Object }),
        };
        if answers.len() > MOST_ANSWERS {
            return Err(Refusal::TooMuch { field, most: MOST_ANSWERS });
        }
        let (mut read, mut lists) = (Vec::with_capacity(answers.len()), Vec::new());
        for (fact, value) in answers {
            // A question that is shown and not answered is not answered.
            if !value.is_null() {
                let wrong = || Refusal::WrongShape { field: format!("{field}.{fact}"), takes: Shape::Answer };
                if value.is_array() {
                    lists.push(fact.clone());
                }
                let value = written(&value).ok_or_else(wrong)?;
                read.push((fact, value));
            }
        }
        Ok((read, lists))
    }

    /// Nothing may be left over.
    pub(crate) fn end(self) -> Result<(), Refusal> {
        match self.left.keys().next() {
            None => Ok(()),
            Some(name) => Err(Refusal::Unknown { field: self.at(name), allowed: self.known }),
        }
    }
}

/// An answer as people write it; a list holds the options of a set.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::Array(options) if options.is_empty() => Some("无".to_owned()),
        Value::Array(options) => {
            let options: Option<Vec<&str>> = options.iter().map(Value::as_str).collect();
            Some(options?.join("、"))
        }
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(if *yes { "是" } else { "否" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Object(_) => None,
    }
}
