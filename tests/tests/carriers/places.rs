//! Who is responsible before anybody is elected: by the image, by the documented statements on three databases, by the evaluator of the
//! JSON and by the reference interpreter; and that what is found stands whatever else is answered.

use std::fmt::Write as _;

use matter_core::hir::Definition;
use matter_emit::carriers::sql::{Dialect, write};
use matter_runtime::tables::Tables;
use matter_runtime::{Answer, Case, Catalogue, Error, Given, Request, Resolution};
use matter_tests::binary::root;
use matter_tests::interpreter::{Known, Whose, whose};
use matter_tests::release::{Compiled, compile};
use matter_tests::servers::{Engine, Server};
use matter_tests::skipped::skipped;
use serde_json::{Value, json};

use crate::cases::{Asked, Dice, made};
use crate::documented::Documented;
use crate::sides::python;
use crate::sql::Sqlite;

const CASES: usize = 2_000;
const ASKED: [&str; 2] = ["whose", "place_questions"];

/// What the image says: the rows of `whose` and the facts that are asked, or why there are none.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Found {
    Whose(String, Vec<String>),
    Contradictory,
    NotOffered,
}

#[test]
fn who_is_responsible_is_found_alike_by_all_carriers() {
    for folder in ["tests/carriers/places", "tests/semantics", "matters/longgang"] {
        compare(folder, &compile(&root().join(folder)));
    }
}

fn compare(name: &str, compiled: &Compiled) {
    let (tables, documented) = (&compiled.tables, Documented::read());
    let catalogue = Catalogue::open(matter_runtime::image::build(tables).expect("an image")).expect("opens");
    let cases = made(compiled, &catalogue, CASES);
    let lines = cases.iter().map(|asked| format!("{}\n", as_json(tables, asked))).collect();
    let Some(answers) = python(tables, lines) else {
        skipped("who is responsible on every carrier, python3 is not installed");
        return;
    };
    let sqlite = Sqlite::open(tables, &documented);
    let (mut scripts, mut compared, mut interpreted, mut units) = (Vec::new(), 0, 0, 0);
    for (asked, json) in cases.iter().zip(&answers) {
        let Some(image) = by_image(&catalogue, asked, &asked.answers) else { continue };
        let about = asked.describe(tables);
        // Without candidates it is the place, whatever is answered, and whether or not the matter is offered there.
        let is_place = |found: &Found| matches!(found, Found::Whose(row, _) if row.starts_with("place"));
        let said = by_json(json);
        if said != image && (is_place(&said) || is_place(&image) || image == Found::NotOffered) {
            continue;
        }
        assert_eq!(said, image, "JSON, {name}: {}, {about}", asked.matter);
        let Found::Whose(row, questions) = &image else { continue };
        let script = script(tables, asked, json) + documented.sql("begin");
        sqlite.connection.execute_batch(&script).expect("begun");
        let rows = ASKED.map(|query| sqlite.rows(documented.sql(query)));
        let asked_for: Vec<&str> = rows[1].iter().map(|row| row.split('\t').next().expect("a column")).collect();
        assert_eq!(rows[0], std::slice::from_ref(row), "SQLite, {name}: {}, {about}", asked.matter);
        // Whoever is responsible already needs no question here.
        if row.starts_with("ask") || row.starts_with("elect") {
            assert_eq!(asked_for, *questions, "SQLite, {name}: {}, {about}", asked.matter);
        }
        if let Some(said) = interpreted_as(compiled, asked, json) {
            let wanted = match said {
                Whose::Unit(unit) => row == &format!("unit\t{unit}"),
                Whose::Outside => row == "outside\tNULL",
                Whose::Open => row.starts_with("ask") || row.starts_with("elect"),
            };
            assert!(wanted, "interpreter {said:?}, image {row}, {name}: {}, {about}", asked.matter);
            interpreted += 1;
        }
        (compared, units) = (compared + 1, units + usize::from(row.starts_with("unit")));
        scripts.push((script, rows));
    }
    println!("{name}: {compared} cases, {interpreted} interpreted, {units} with a unit");
    assert!(compared > CASES / 3 && interpreted > 100 && units > 50, "nothing was compared");
    on_servers(tables, &documented, &scripts);
}

#[test]
fn who_is_responsible_stays_so_whatever_else_is_answered() {
    let compiled = compile(&root().join("tests/carriers/places"));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let (mut dice, mut held) = (Dice(35), 0);
    for asked in made(&compiled, &catalogue, 4 * CASES) {
        let some: Vec<Given> = asked.answers.iter().copied().filter(|_| dice.roll(4) > 0).collect();
        let (Some(before), Some(after)) =
            (by_image(&catalogue, &asked, &some), by_image(&catalogue, &asked, &asked.answers))
        else {
            continue;
        };
        let Found::Whose(row, _) = &before else { continue };
        if (row.starts_with("unit") || row.starts_with("outside")) && after != Found::Contradictory {
            assert_eq!(after, before, "{}, {}", asked.matter, asked.describe(&compiled.tables));
            held += usize::from(some.len() < asked.answers.len());
        }
    }
    assert!(held > 300, "{held}");
}

/// Whoever answers what is asked comes to a unit, to nobody, or to an election.
#[test]
fn the_questions_end() {
    let compiled = compile(&root().join("tests/carriers/places"));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    for asked in made(&compiled, &catalogue, CASES) {
        let mut answers = Vec::new();
        while let Some(Found::Whose(row, questions)) = by_image(&catalogue, &asked, &answers) {
            assert_eq!(row.starts_with("ask"), !questions.is_empty(), "{row} {questions:?}");
            let Some(name) = questions.first() else { break };
            let fact = (0..).zip(&compiled.tables.fact).find(|(_, row)| row.name == *name).expect("a fact").0;
            let next = asked.answers.iter().find(|given| given.fact.0 == fact && !answers.contains(*given));
            let Some(next) = next else { break };
            answers.push(*next);
        }
    }
}

/// `None` if a value lies outside its domain.
fn by_image(catalogue: &Catalogue, asked: &Asked, answers: &[Given]) -> Option<Found> {
    let request = Request { responsible: None, answers, ..asked.request() };
    let (mut case, mut questions) = (Case::new(), Vec::new());
    let whose = |row: String| Found::Whose(row, Vec::new());
    let has_candidates = |case: &Case| !case.candidates().is_empty();
    Some(match case.resolve(catalogue, &request) {
        Err(Error::OutsideDomain { .. } | Error::PlaceMissing) => return None,
        Err(Error::Contradictory { .. }) => Found::Contradictory,
        // Found, but nothing is defined for it; or nothing is in force at all.
        Err(Error::NoEdition { .. }) => match case.responsible().filter(|_| has_candidates(&case)) {
            Some(_) => return None,
            None => Found::NotOffered,
        },
        Err(error) => panic!("{error}"),
        Ok(Resolution::Edition(_)) if !has_candidates(&case) => whose("place\tNULL".to_owned()),
        Ok(Resolution::Edition(_)) => {
            let unit = case.responsible().and_then(|unit| catalogue.region_row(unit).ok()).expect("a unit");
            whose(format!("unit\t{}", unit.first))
        }
        Ok(Resolution::Outside) => whose("outside\tNULL".to_owned()),
        Ok(_) => {
            catalogue.open_facts(&case, &Answer::new(), &mut questions).expect("an image without damage");
            let names: Vec<String> =
                questions.iter().map(|fact| catalogue.fact_row(*fact).expect("a fact").name).collect();
            let elects = names.is_empty() && case.candidates().iter().all(|candidate| candidate.certain);
            Found::Whose(if elects { "elect\tNULL" } else { "ask\tNULL" }.to_owned(), names)
        }
    })
}

fn by_json(value: &Value) -> Found {
    if value["edition"].is_null() {
        return Found::NotOffered;
    }
    if value["contradictory"].is_array() {
        return Found::Contradictory;
    }
    let unit = value["whose"][1].as_i64().map_or("NULL".to_owned(), |unit| unit.to_string());
    let texts = value["questions"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let word = value["whose"][0].as_str().expect("a word");
    Found::Whose(format!("{word}\t{unit}"), texts.map(str::to_owned).collect())
}

fn as_json(tables: &Tables, asked: &Asked) -> Value {
    let answers: serde_json::Map<String, Value> =
        asked.answers(tables).into_iter().map(|(fact, value)| (fact.to_owned(), value.into())).collect();
    json!({
        "matter": asked.matter, "responsible": null, "here": tables.region[asked.here.0 as usize].first,
        "application_day": asked.dates.application.0, "acceptance_day": asked.dates.acceptance.map(|day| day.0),
        "event_day": asked.dates.event.map(|day| day.0), "answers": answers,
    })
}

/// The values as the client has computed them.
fn values(json: &Value) -> Vec<(String, i64)> {
    let values = json["values"].as_object().into_iter().flatten();
    values.map(|(fact, value)| (fact.clone(), value.as_i64().expect("an integer"))).collect()
}

fn script(tables: &Tables, asked: &Asked, json: &Value) -> String {
    let mut script = "DELETE FROM given_case;\nDELETE FROM given_value;\n".to_owned();
    let (matter, day) = (&asked.matter, asked.dates.selecting().0);
    writeln!(script, "INSERT INTO given_case VALUES ('{matter}', NULL, NULL, {day}, NULL, NULL);").unwrap();
    let values = values(json);
    // A place that is larger than its fact asks for is no value, but may be exact enough for a candidate.
    let larger = asked.answers(tables).into_iter().map(|(fact, value)| (fact.to_owned(), value));
    let larger: Vec<_> = larger.filter(|(fact, _)| !values.iter().any(|(known, _)| known == fact)).collect();
    for (fact, value) in values.into_iter().chain(larger) {
        writeln!(script, "INSERT INTO given_value VALUES ('{fact}', {value});").unwrap();
    }
    script
}

fn interpreted_as(compiled: &Compiled, asked: &Asked, json: &Value) -> Option<Whose> {
    let row = &compiled.tables.edition[usize::try_from(json["edition"].as_u64()?).ok()?];
    let same = |definition: &&Definition| {
        let scope = &definition.scope;
        *definition.matter.name == *row.matter
            && (scope.first, scope.last, scope.depth) == (row.region_first, row.region_last, row.depth)
            && (scope.period.from, scope.period.to) == (row.day_from, row.day_to)
    };
    let definition = compiled.definitions.iter().find(same)?;
    let values = values(json);
    // A place that is larger than its fact asks for is used by whoever knows the tree only.
    if !asked.answers(&compiled.tables).iter().all(|(fact, _)| values.iter().any(|(known, _)| known == fact)) {
        return None;
    }
    let known = Known {
        answers: values.iter().cloned().collect(),
        application_day: asked.dates.application.0,
        acceptance_day: asked.dates.selecting().0,
        event_day: json["event_day"].as_i64().and_then(|day| i32::try_from(day).ok()),
        responsible: None,
        same_unit: values.into_iter().collect(),
    };
    let regions = &compiled.tables.region;
    let unit = |place: i64, level: u8| {
        let place = u32::try_from(place).ok()?;
        let around = regions.iter().filter(|row| row.first <= place && place <= row.last && row.level <= level);
        around.max_by_key(|row| row.level).map(|row| row.first)
    };
    let root = regions.iter().find(|row| row.code == compiled.tables.catalogue[0].root_region)?;
    whose(definition, &known, &unit, &|unit| (root.first..=root.last).contains(&unit))
}

fn on_servers(tables: &Tables, documented: &Documented, scripts: &[(String, [Vec<String>; 2])]) {
    for (engine, dialect, opening) in [
        (Engine::PostgreSql, Dialect::PostgreSql, ""),
        (Engine::MariaDb, Dialect::MariaDb, documented.for_mariadb.as_str()),
    ] {
        let Some(server) = Server::start(engine) else { continue };
        let mut script = Vec::new();
        write(tables, dialect, &mut script).expect("a script");
        server.run(&String::from_utf8(script).expect("UTF-8")).expect("loaded");
        let (mut session, mut wanted) = (format!("{opening}\n{}", documented.sql("input")), Vec::new());
        for (steps, rows) in scripts.iter().step_by(8) {
            session += steps;
            for (name, rows) in ASKED.iter().zip(rows) {
                writeln!(session, "SELECT '# {name}';\n{}", documented.sql(name)).unwrap();
                wanted.push(format!("# {name}"));
                wanted.extend(rows.iter().cloned());
            }
        }
        let found = server.run(&session).expect("answered");
        assert_eq!(found.lines().collect::<Vec<_>>(), wanted, "{engine:?}");
    }
}
