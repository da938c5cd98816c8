//! Tests written in the language to thousands of cases: their answers, some dropped, some changed, some made up.

use std::collections::BTreeSet;

use matter_core::hir::{TestCase, TestSubject};
use matter_core::lower::expression_text;
use matter_runtime::due::Event;
use matter_runtime::tables::{CHANNEL, Day, Tables};
use matter_runtime::{Answer, Case, Catalogue, Dates, Error, FactId, Given, MatterId, RegionId, Request, Resolution};
use matter_tests::release::Compiled;

use crate::events;

/// A case as every side gets it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub matter: String,
    pub id: MatterId,
    pub responsible: RegionId,
    pub here: RegionId,
    pub dates: Dates,
    pub answers: Vec<Given>,
    /// What happened, in its order, and the day on which somebody asks when it is due.
    pub events: Vec<Event>,
    pub today: Day,
}

impl Asked {
    pub fn request(&self) -> Request<'_> {
        Request {
            matter: self.id,
            responsible: Some(self.responsible),
            here: Some(self.here),
            dates: self.dates,
            answers: &self.answers,
        }
    }

    /// Answers by fact name; a place is the position of its unit.
    pub fn answers<'t>(&self, tables: &'t Tables) -> Vec<(&'t str, i64)> {
        let named = |given: &Given| {
            let fact = &tables.fact[given.fact.0 as usize];
            let place = |region: i64| i64::from(tables.region[usize::try_from(region).unwrap()].first);
            (fact.name.as_str(), if fact.kind == "region" { place(given.value) } else { given.value })
        };
        self.answers.iter().map(named).collect()
    }

    pub fn describe(&self, tables: &Tables) -> String {
        let region = &tables.region[self.responsible.0 as usize];
        format!("{} {} {:?}", self.dates.application, region.name, self.answers(tables))
    }
}

/// A generator of numbers that gives the same cases every time (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (below.max(1) as u64)).unwrap()
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

/// Places that tell levels apart: villages to provinces, cities without counties, inside and outside a catalogue.
const PLACES: [&str; 13] = [
    "440307",
    "440307003000",
    "440307003001",
    "440304",
    "440300",
    "440000",
    "441900",
    "110101",
    "440103",
    "440307001000",
    "220104",
    "419001",
    "130104",
];

/// The cases of a catalogue.
pub fn made(compiled: &Compiled, catalogue: &Catalogue, count: usize) -> Vec<Asked> {
    let mut dice = Dice(20_261_101);
    let mut bases: Vec<Asked> = compiled.tests.iter().filter_map(|test| base(compiled, catalogue, test)).collect();
    if bases.is_empty() {
        bases = unanswered(compiled, catalogue);
    }
    assert!(!bases.is_empty(), "no matter of the catalogue is a case");
    let mut places: Vec<RegionId> =
        PLACES.iter().filter_map(|place| catalogue.region(place, compiled.as_of).ok()).collect();
    places.extend(bases.iter().map(|base| base.responsible));
    let mut made = bases.clone();
    made.truncate(count / 2);
    while made.len() < count {
        let base = dice.one(&bases).clone();
        made.push(changed(base, compiled, &places, &mut dice));
    }
    made.retain_mut(|asked| elected(catalogue, asked));
    let (exclusions, stages) = (events::exclusions(&compiled.tables), events::stages(&compiled.tables));
    for asked in &mut made {
        let reasons = exclusions.get(&asked.matter).map_or(&[][..], Vec::as_slice);
        (asked.events, asked.today) =
            events::made(asked.dates, (reasons, stages.get(&asked.matter).copied().unwrap_or(0)), &mut dice);
    }
    made
}

/// What a client checks before it asks: the region that was given is the unit of the matter's level and no stranger to the candidates. One
/// that is none gives way to the one that follows from the answers; a case of nobody here is not asked.
pub fn elected(catalogue: &Catalogue, asked: &mut Asked) -> bool {
    let (mut case, mut answer) = (Case::new(), Answer::new());
    let mut stands = |request: &Request<'_>| {
        let resolved = case.resolve(catalogue, request)?;
        match catalogue.evaluate(&case, &mut answer) {
            // That is found out when everything else stands.
            Ok(()) | Err(Error::ChannelNotOffered { .. }) => {}
            Err(error) => return Err(error),
        }
        catalogue.decision(&case, &answer)?;
        Ok(matches!(resolved, Resolution::Edition(_)).then(|| case.responsible()).flatten())
    };
    let found = match stands(&asked.request()) {
        Err(Error::NotACandidate { .. }) => stands(&Request { responsible: None, ..asked.request() }),
        found => found,
    };
    match found {
        Ok(Some(responsible)) => asked.responsible = responsible,
        Ok(None) | Err(Error::NotACandidate { .. } | Error::PlaceTooLarge { .. }) => return false,
        // What is refused for another reason is compared, in the region that follows where the one that was given is a stranger.
        Err(_) => match case.responsible() {
            Some(responsible) => asked.responsible = responsible,
            None => return false,
        },
    }
    true
}

/// Of a catalogue without tests: each matter without an answer.
fn unanswered(compiled: &Compiled, catalogue: &Catalogue) -> Vec<Asked> {
    let (day, matters) = (compiled.as_of, &compiled.tables.matter);
    let here = catalogue.region("440307003000", day).expect("a place");
    let base = |matter: &matter_runtime::tables::Matter| Asked {
        matter: matter.name.clone(),
        id: catalogue.matter(&matter.name).expect("a matter"),
        responsible: here,
        here,
        dates: Dates::on(day),
        answers: Vec::new(),
        events: Vec::new(),
        today: day,
    };
    matters.iter().map(base).collect()
}

fn base(compiled: &Compiled, catalogue: &Catalogue, test: &TestCase) -> Option<Asked> {
    let TestSubject::Matter(name, _) = &test.subject else { return None };
    let (id, day) = (catalogue.matter(name).ok()?, test.day.unwrap_or(compiled.as_of));
    let mut answers = Vec::new();
    for answer in &test.answers {
        let value = answer.value.as_ref().map_or_else(|| "是".to_owned(), |value| expression_text(value));
        catalogue.read_answer(Some(id), &answer.fact, &value, day, &mut answers).ok()?;
    }
    let here = match test.place {
        Some(position) => region_at(&compiled.tables, position),
        None => catalogue.region("440307", day).ok()?,
    };
    let mut case = Case::new();
    let request = Request { matter: id, responsible: None, here: Some(here), dates: Dates::on(day), answers: &answers };
    let resolved = case.resolve(catalogue, &request).ok().and_then(|_| case.responsible());
    let responsible = resolved.unwrap_or(here);
    let dates = Dates::on(day);
    Some(Asked { matter: name.to_string(), id, responsible, here, dates, answers, events: Vec::new(), today: day })
}

fn region_at(tables: &Tables, position: u32) -> RegionId {
    RegionId(u32::try_from(tables.region.iter().position(|row| row.first == position).unwrap()).unwrap())
}

fn changed(mut asked: Asked, compiled: &Compiled, places: &[RegionId], dice: &mut Dice) -> Asked {
    let facts = facts(&compiled.tables, &asked.matter);
    let (drop, change, add) = match dice.roll(5) {
        0 => (25, 0, 0),
        1 => (5, 20, 10),
        2 => (30, 40, 40),
        3 => (10, 10, 90),
        _ => (0, 0, 15),
    };
    asked.answers.retain(|_| dice.roll(100) >= drop);
    for given in &mut asked.answers {
        if dice.roll(100) < change {
            given.value = value(compiled, given.fact, asked.dates.application, places, dice);
        }
    }
    for fact in facts {
        // Nobody comes by a channel that does not exist but now and then.
        let rare = compiled.tables.fact[fact.0 as usize].name == CHANNEL && dice.roll(4) > 0;
        if !rare && dice.roll(100) < add && !asked.answers.iter().any(|given| given.fact == fact) {
            let value = value(compiled, fact, asked.dates.application, places, dice);
            asked.answers.push(Given { fact, value });
        }
    }
    if dice.roll(10) == 0 {
        asked.responsible = *dice.one(places);
    }
    if dice.roll(3) == 0 {
        asked.here = *dice.one(places);
    }
    if dice.roll(8) == 0 {
        let later = i64::try_from(dice.roll(700)).unwrap() - 350;
        asked.dates = Dates::on(asked.dates.application.plus_days(later));
    }
    if dice.roll(16) == 0 {
        // The calendar's last days: limits end in it, behind it, or begin there.
        let horizon = compiled.tables.calendar_day.last().map_or(asked.dates.application, |last| last.day);
        asked.dates = Dates::on(horizon.plus_days(3 - i64::try_from(dice.roll(40)).unwrap()));
    }
    if dice.roll(8) == 0 {
        asked.dates.event = Some(asked.dates.application.plus_days(i64::try_from(dice.roll(90)).unwrap()));
    }
    if dice.roll(8) == 0 {
        asked.dates.acceptance = Some(asked.dates.application.plus_days(i64::try_from(dice.roll(9)).unwrap()));
    }
    asked
}

/// Facts that can be answered: those that some edition of the matter asks or cuts into cells, but what the case gives or a client computes.
fn facts(tables: &Tables, matter: &str) -> Vec<FactId> {
    let editions: BTreeSet<u32> = tables.edition.iter().filter(|row| row.matter == matter).map(|row| row.id).collect();
    let asked = tables.question.iter().filter(|row| editions.contains(&row.edition)).map(|row| row.fact.as_str());
    let cut = tables.cell_member.iter().filter(|row| editions.contains(&row.edition)).map(|row| row.fact.as_str());
    // By which channel somebody comes can always be said.
    let names: BTreeSet<&str> = asked.chain(cut).chain([CHANNEL]).collect();
    let given = ["申请日", "受理日", "决定日", "生效日", "责任地", "所在地"];
    let rows = (0..).zip(&tables.fact);
    rows.filter(|(_, row)| names.contains(row.name.as_str()) && row.kind != "derived" && row.kind != "text")
        .filter(|(_, row)| !given.contains(&row.name.as_str()))
        .map(|(index, _)| FactId(index))
        .collect()
}

/// A value near an edge of a cell, where mistakes are.
pub fn value(compiled: &Compiled, fact: FactId, day: Day, places: &[RegionId], dice: &mut Dice) -> i64 {
    let row = &compiled.tables.fact[fact.0 as usize];
    match row.kind.as_str() {
        "region" => i64::from(dice.one(places).0),
        "date" => date(day, dice),
        "choice" if row.name == CHANNEL => {
            let values = compiled.tables.fact_value.iter().filter(|value| value.fact == CHANNEL).count();
            i64::try_from(dice.roll(values)).unwrap()
        }
        "number" if dice.roll(2) == 0 => {
            let (low, high) = (row.low.unwrap_or(0), row.high.unwrap_or(1_000_000));
            low + i64::try_from(dice.roll(usize::try_from(high - low + 1).unwrap())).unwrap()
        }
        _ => {
            let cells = compiled.tables.cell_member.iter().filter(|member| member.fact == row.name);
            let edges: Vec<i64> = cells.flat_map(|member| [member.low, member.high]).collect();
            if edges.is_empty() { i64::try_from(dice.roll(2)).unwrap() } else { *dice.one(&edges) }
        }
    }
}

/// Anniversaries and their neighbours, month ends and 29 February.
fn date(day: Day, dice: &mut Dice) -> i64 {
    let leap: Day = ["1956-02-29", "1960-02-29", "2004-02-29", "2024-02-29"][dice.roll(4)].parse().unwrap();
    let months = i64::try_from(if dice.roll(2) == 0 { dice.roll(40) } else { 12 * dice.roll(90) }).unwrap();
    let near = i64::try_from(dice.roll(5)).unwrap() - 2;
    let back = day.plus_months(-months).map_or(day, |day| day.plus_days(near));
    i64::from(if dice.roll(8) == 0 { leap } else { back }.0)
}
