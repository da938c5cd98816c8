//! One release, one case, one answer: the runtime image, SQLite, PostgreSQL and MariaDB by the statements that the chapter on the tables
//! prints, an evaluator of the JSON written from that chapter alone, and the reference interpreter are asked the same cases and must agree
//! row by row, in every question that the chapter has a query for.

mod cases;
mod certain;
mod documented;
mod events;
mod image;
mod places;
mod sides;
mod sql;
mod themes;

use cases::{Asked, made};
use documented::Documented;
use image::Image;
use matter_emit::carriers::sql::{Dialect, write};
use matter_runtime::Catalogue;
use matter_tests::binary::root;
use matter_tests::release::{Compiled, compile};
use matter_tests::servers::{Engine, Server};
use matter_tests::skipped::skipped;
use sides::{Answered, Evaluated, Interpreter, by_image, by_python, by_rows};
use sql::{ALL, CORE, Rows, Sqlite};

/// Cases of each catalogue.
const CASES: usize = 3_000;
/// Of so many cases one is asked everything, not only where its lines stand.
const IN_FULL: usize = 4;
/// Of so many cases one is asked of the servers as well.
const ON_SERVERS: usize = 3;
/// Matters of the generated catalogue.
const GENERATED: usize = 300;

/// What was compared, printed at the end: a comparison that never happens must be seen.
#[derive(Default)]
struct Compared {
    outside: usize,
    not_offered: usize,
    contradictory: usize,
    no_channel: usize,
    lines: usize,
    fees: usize,
    open_fees: usize,
    interpreted: usize,
    in_full: usize,
    due: usize,
    deadlines: usize,
    beyond: usize,
    on_servers: usize,
}

#[test]
fn all_carriers_of_the_judged_cases_answer_alike() {
    compare("tests/semantics", &compile(&root().join("tests/semantics")));
}

#[test]
fn all_carriers_of_a_districts_catalogue_answer_alike() {
    compare("matters/longgang", &compile(&root().join("matters/longgang")));
}

/// A district that varies what its city makes of the province's matters.
#[test]
fn all_carriers_of_a_catalogue_over_two_others_answer_alike() {
    compare("tests/across/longgang", &compile(&root().join("tests/across/longgang")));
}

#[test]
fn all_carriers_of_places_answer_alike() {
    compare("tests/carriers/places", &compile(&root().join("tests/carriers/places")));
}

#[test]
fn all_carriers_of_a_generated_catalogue_answer_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in matter_tests::generate::catalogue(GENERATED) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    compare("a generated catalogue", &compile(folder.path()));
}

/// The sides of one catalogue.
struct Sides<'c> {
    documented: &'c Documented,
    catalogue: Catalogue,
    sqlite: Sqlite<'c>,
    interpreter: Interpreter<'c>,
}

fn compare(name: &str, compiled: &Compiled) {
    let documented = Documented::read();
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let asked = made(compiled, &catalogue, CASES);
    let Some(python) = by_python(&compiled.tables, &asked) else {
        skipped("equality of carriers, python3 is not installed, and it computes what clients must");
        return;
    };
    let sqlite = Sqlite::open(&compiled.tables, &documented);
    let interpreter = Interpreter::new(compiled);
    let sides = Sides { documented: &documented, catalogue, sqlite, interpreter };
    let (mut compared, mut differences) = (Compared::default(), Vec::new());
    let mut for_servers: Vec<ForServers> = Vec::new();
    for (index, (asked, python)) in asked.iter().zip(&python).enumerate() {
        let queries = if index % IN_FULL == 0 { ALL } else { CORE };
        let mut given = sql::given(&compiled.tables, asked, python);
        if queries.len() == ALL.len() {
            given += &sql::expected(&sides.sqlite, &given, &sql::stages(&compiled.tables, python), asked);
        }
        let rows = sides.sqlite.answer(&given, queries);
        for difference in sides.one(asked, python, &rows, &mut compared) {
            differences.push(format!("{}: {difference}\n  {}", asked.matter, asked.describe(&compiled.tables)));
        }
        if index % ON_SERVERS == 0 {
            for_servers.push(ForServers { given, queries, rows });
        }
    }
    differences.extend(on_servers(compiled, &documented, &for_servers, &mut compared));
    report(name, asked.len(), &compared);
    assert!(
        differences.is_empty(),
        "{} differences, among them:\n{}",
        differences.len(),
        differences.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
    let done = compared.lines > 0
        && compared.interpreted > 0
        && compared.in_full > 0
        && compared.due > 0
        && compared.deadlines > 0;
    assert!(done, "nothing was compared");
}

impl Sides<'_> {
    fn one(&self, asked: &Asked, python: &Evaluated, rows: &Rows, compared: &mut Compared) -> Vec<String> {
        let Some(image) = by_image(&self.catalogue, asked) else {
            compared.outside += 1;
            return Vec::new();
        };
        match &image {
            Answered::NotOffered => compared.not_offered += 1,
            Answered::Contradictory(_) => compared.contradictory += 1,
            Answered::NoChannel(_) => compared.no_channel += 1,
            Answered::Lines { lines, fees, .. } => {
                compared.lines += lines.len();
                compared.fees += fees.len();
                compared.open_fees += fees.iter().filter(|fee| fee.fen.is_none()).count();
            }
        }
        let mut found = Vec::new();
        let edition = self.sqlite.edition();
        if edition != python.edition {
            found.push(format!("edition {edition:?} of SQLite, {:?} of JSON", python.edition));
        }
        found.extend(image.difference("image", &python.answered, "JSON"));
        found.extend(python.answered.difference("JSON", &by_rows(edition, rows, python), "SQLite"));
        if let Some(difference) = self.interpreter.compare(asked, python) {
            compared.interpreted += 1;
            found.extend(difference);
        }
        found.extend(self.deadlines(asked, python, compared));
        if let Some(deciders) = rows.get("deciders") {
            // Of an organ that is named the department is told by SQL alone.
            let without = |row: &String| {
                let columns: Vec<&str> = row.split('\t').collect();
                [&columns[..3], &columns[4..]].concat().join("\t")
            };
            let rows: Vec<String> = deciders.iter().map(without).collect();
            if matches!(image, Answered::Lines { .. }) && rows != python.deciders {
                found.push(format!("deciders: JSON {:?}, SQLite {rows:?}", python.deciders));
            }
        }
        if rows.contains_key("due") {
            found.extend(self.in_full(asked, python, rows, compared));
        }
        found
    }

    /// When the case is due by the evaluator, which knows the chapter only, and by the image.
    fn deadlines(&self, asked: &Asked, python: &Evaluated, compared: &mut Compared) -> Option<String> {
        let image = Image::new(&self.catalogue, self.documented, asked, python)?;
        let wanted = if image.is_outside()? { None } else { Some(image.due()?) };
        compared.deadlines += 1;
        let events: Vec<_> = asked.events.iter().map(|event| (event.kind, event.day.0, event.minute)).collect();
        (wanted != python.deadlines).then(|| {
            format!("due: image {wanted:?}, JSON {:?}, events {events:?} until {}", python.deadlines, asked.today.0)
        })
    }

    /// Every other question, image against SQLite.
    fn in_full(&self, asked: &Asked, python: &Evaluated, rows: &Rows, compared: &mut Compared) -> Vec<String> {
        let Some(image) = Image::new(&self.catalogue, self.documented, asked, python) else { return Vec::new() };
        compared.in_full += 1;
        let mut found = Vec::new();
        if let Some(outside) = image.is_outside() {
            compared.beyond += usize::from(outside);
            if outside != image::is_outside(&rows["due"]) {
                found.push(format!(
                    "behind the calendar: image {outside}, SQLite {:?}, {:?}",
                    rows["due"], asked.events
                ));
            }
        }
        for (name, expected) in image.rows() {
            let mut rows = rows[&name].clone();
            if name == "due" {
                compared.due += usize::from(!rows.is_empty());
                rows = image::earliest(&rows);
            }
            if name == "halls" && image.is_out_of_reach() {
                rows.clear();
            }
            if rows != expected {
                let events: Vec<_> = asked.events.iter().map(|event| (event.kind, event.day.to_string())).collect();
                found.push(format!(
                    "{name}: image {expected:#?}, SQLite {rows:#?}, events {events:?} until {}",
                    asked.today
                ));
            }
        }
        found
    }
}

/// A case, what is asked about it, and what SQLite says.
struct ForServers {
    given: String,
    queries: &'static [&'static str],
    rows: Rows,
}

/// The same cases on both servers, at the same time; what differs.
fn on_servers(
    compiled: &Compiled,
    documented: &Documented,
    cases: &[ForServers],
    compared: &mut Compared,
) -> Vec<String> {
    let run = |engine, dialect, opening: &str| -> Option<Vec<String>> {
        let server = Server::start(engine)?;
        let mut script = Vec::new();
        write(&compiled.tables, dialect, &mut script).expect("a script");
        server.run(&String::from_utf8(script).expect("UTF-8")).expect("loaded");
        let asked: Vec<_> = cases.iter().map(|case| (case.given.clone(), case.queries)).collect();
        let printed = server.run(&sql::session(opening, documented, &asked)).expect("answered");
        let found = sql::read_session(&printed);
        assert_eq!(found.len(), cases.len());
        let differing = cases.iter().zip(found).filter(|(case, rows)| case.rows != *rows);
        let tell = |(case, rows): (&ForServers, Rows)| {
            let names = case.rows.iter().filter(|(name, expected)| rows.get(*name) != Some(expected));
            let told: Vec<_> =
                names.map(|(name, wanted)| format!("{name} {:?}, SQLite {wanted:?}", rows.get(name))).collect();
            format!("{engine:?}: {}\n  {}", told.join("\n  "), case.given)
        };
        Some(differing.map(tell).collect())
    };
    let (postgresql, mariadb) = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(Engine::MariaDb, Dialect::MariaDb, &documented.for_mariadb));
        (run(Engine::PostgreSql, Dialect::PostgreSql, &documented.for_postgresql), other.join().expect("no panic"))
    });
    compared.on_servers = cases.len() * [&postgresql, &mariadb].into_iter().flatten().count();
    postgresql.into_iter().chain(mariadb).flatten().collect()
}

fn report(name: &str, cases: usize, compared: &Compared) {
    let Compared { outside, not_offered, contradictory, no_channel, lines, fees, open_fees, .. } = compared;
    let Compared { interpreted, in_full, due, deadlines, beyond, on_servers, .. } = compared;
    println!(
        "{name}: {cases} cases, {lines} lines, {fees} fees of which {open_fees} are open; {not_offered} not offered, \
         {contradictory} contradictory, {no_channel} by a channel that is not offered, {outside} with a value outside its domain left out; {interpreted} interpreted; {deadlines} with deadlines by the evaluator; {in_full} in every question, {due} with \
         days due, {beyond} behind the calendar; {on_servers} answers of servers"
    );
}

/// The folder of the catalogue with combined services.
fn longgang() -> std::path::PathBuf {
    root().join("matters/longgang")
}
