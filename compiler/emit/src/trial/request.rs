//! A test's 于 and 已知 to a request, through the runtime's own reading of answers.

use matter_core::hir::{TestAnswer, TestCase, TestEvent, TestEventKind};
use matter_core::lower::expression_text;
use matter_runtime::due::{Event, EventKind};
use matter_runtime::tables::{Day, bare};
use matter_runtime::{Dates, Error, FactId, Given, MatterId, RegionId, Request, RuleId};

use super::{Setting, events};

/// A request with the answers that it borrows.
pub(super) struct Asked {
    matter: MatterId,
    responsible: Option<RegionId>,
    here: Option<RegionId>,
    dates: Dates,
    answers: Vec<Given>,
}

impl Asked {
    pub(super) fn request(&self) -> Request<'_> {
        Request {
            matter: self.matter,
            responsible: self.responsible,
            here: self.here,
            dates: self.dates,
            answers: &self.answers,
        }
    }
}

/// Reads what a test knows.
pub(super) fn read(setting: &Setting, test: &TestCase, matter: &str, day: Day) -> Result<Asked, Error> {
    let catalogue = setting.catalogue;
    let matter = catalogue.matter(matter)?;
    let mut answers = Vec::new();
    for answer in &test.answers {
        catalogue.read_answer(Some(matter), &answer.fact, &value(answer), day, &mut answers)?;
    }
    let here = match test.place {
        Some(position) => Some(catalogue.region(&setting.regions.code(position), day)?),
        None => None,
    };
    let responsible = match &test.responsible {
        Some(answer) => Some(responsible(setting, matter, answer, day, &answers)?),
        None => None,
    };
    Ok(Asked { matter, responsible, here, dates: dates(test, day)?, answers })
}

// 于 is the day of acceptance; that of the application if 经过 begins on it and tells of an acceptance.
fn dates(test: &TestCase, day: Day) -> Result<Dates, Error> {
    // The days do not depend on the reasons of pauses.
    let told = events::events(test, &[("", RuleId(0))], &[]).unwrap_or_default();
    // The decision that names its stage is none of the case.
    let of_stage = |event: &TestEvent| {
        event.note.is_some() && event.event == TestEventKind::Event(matter_core::hir::Event::Decision)
    };
    let kept = told.into_iter().zip(&test.events).filter(|(_, written)| !of_stage(written));
    let events: Vec<Event> = kept.map(|(event, _)| event).collect();
    let applied = events.iter().find(|event| event.kind == EventKind::Applied).map(|event| event.day);
    let application = applied.unwrap_or(events.first().map_or(day, |first| first.day.min(day)));
    let acceptance = (application != day).then_some(day);
    Dates { acceptance, ..Dates::on(application) }.told_by(&events)
}

/// The value as written; a bare name means yes.
pub(super) fn value(answer: &TestAnswer) -> String {
    answer.value.as_ref().map_or_else(|| "是".to_owned(), |value| expression_text(value))
}

/// `属地 户籍地` names a fact that is answered, `属地 龙岗区` a place.
pub(super) fn responsible(
    setting: &Setting,
    matter: MatterId,
    answer: &TestAnswer,
    day: Day,
    answers: &[Given],
) -> Result<RegionId, Error> {
    let named = value(answer);
    let fact = setting.catalogue.fact(Some(matter), &named).ok();
    let given = fact.and_then(|fact| answers.iter().find(|given| given.fact == fact));
    match given.and_then(|given| u32::try_from(given.value).ok()) {
        Some(position) => Ok(RegionId(position)),
        None => setting.catalogue.region(&named, day),
    }
}

/// A fact's name for people: the set of an option, without the matter that it is local to.
pub(super) fn fact_name(setting: &Setting, fact: FactId) -> String {
    let name = setting.catalogue.fact_row(fact).map(|row| row.option_of.unwrap_or(row.name)).unwrap_or_default();
    bare(&name).to_owned()
}
