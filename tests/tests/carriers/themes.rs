//! Combined services by the documented statements: the members decided one after the other, then merged, against the runtime.

use std::fmt::Write as _;

use matter_emit::carriers::sql::{Dialect, write};
use matter_runtime::{Catalogue, Given, ThemeDecision, ThemeRequest};
use matter_tests::release::{Compiled, compile};
use matter_tests::servers::{Engine, Server};

use crate::cases::{Asked, Dice, made};
use crate::documented::Documented;
use crate::sides::{by_python, word};
use crate::sql::{self, Sqlite};

/// Cases of each theme.
const CASES: usize = 60;
const ASKED: [&str; 4] = ["theme", "savings", "merged", "critical"];

/// A case of a theme: one case for each member, all with the same answers.
struct ThemeCase {
    theme: String,
    members: Vec<Asked>,
}

#[test]
fn themes_are_merged_alike_by_the_runtime_and_by_sql() {
    let (documented, compiled) = (Documented::read(), compile(&crate::longgang()));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let cases = theme_cases(&compiled, &catalogue);
    let members: Vec<Asked> = cases.iter().flat_map(|case| case.members.clone()).collect();
    let Some(python) = by_python(&compiled.tables, &members) else {
        println!("skipped: python3 is not installed");
        return;
    };
    let sqlite = Sqlite::open(&compiled.tables, &documented);
    let (mut client, mut compared, mut scripts) = (python.iter(), 0, Vec::new());
    for case in &cases {
        let clients: Vec<_> = client.by_ref().take(case.members.len()).collect();
        let Some(decided) = by_runtime(&catalogue, case) else { continue };
        let mut script = "DELETE FROM member_line;\n".to_owned();
        let mut questions: Vec<String> = Vec::new();
        for (position, (asked, client)) in case.members.iter().zip(clients).enumerate() {
            let rank = decided.members[position].rank;
            let member = documented.sql("member").replacen("SELECT 0,", &format!("SELECT {rank},"), 1);
            let steps = sql::given(&compiled.tables, asked, client) + &sql::steps(&documented, sql::ALL) + &member;
            sqlite.connection.execute_batch(&format!("{}{steps}", std::mem::take(&mut script))).expect("a member");
            let open = sqlite.rows("SELECT 1 FROM given_case WHERE eligible <> 'excluded'").len() == 1;
            for row in sqlite.rows(documented.sql("questions")).into_iter().filter(|_| open) {
                let fact = row.split('\t').next().unwrap_or_default().to_owned();
                if !questions.contains(&fact) {
                    questions.push(fact);
                }
            }
            scripts.push((
                if position == 0 { "DELETE FROM member_line;\n".to_owned() + &steps } else { steps },
                Vec::new(),
            ));
        }
        let named = format!("UPDATE given_case SET matter = '{}';\n", case.theme);
        sqlite.connection.execute_batch(&named).expect("named");
        let rows: Vec<Vec<String>> = ASKED.iter().map(|name| sqlite.rows(documented.sql(name))).collect();
        for ((name, rows), expected) in ASKED.iter().zip(&rows).zip(expected(&decided)) {
            assert_eq!(*rows, expected, "{name} of {}, {}", case.theme, case.members[0].describe(&compiled.tables));
        }
        let facts = decided.questions.iter().map(|fact| catalogue.fact_row(*fact).expect("a fact").name);
        assert_eq!(questions, facts.collect::<Vec<_>>(), "{}", case.theme);
        scripts.push((named, rows));
        compared += 1;
    }
    println!("{compared} cases of themes");
    assert!(compared > CASES / 2, "nothing was compared");
    on_servers(&compiled, &documented, &scripts);
}

/// Cases of each theme's first members, asked of all of them.
fn theme_cases(compiled: &Compiled, catalogue: &Catalogue) -> Vec<ThemeCase> {
    let pool = made(compiled, catalogue, 4_000);
    let mut dice = Dice(7);
    let mut cases = Vec::new();
    for theme in &compiled.tables.theme {
        let mut rows: Vec<_> = compiled.tables.theme_matter.iter().filter(|row| row.theme == theme.name).collect();
        rows.sort_by(|a, b| (a.rank, &a.matter).cmp(&(b.rank, &b.matter)));
        let first: Vec<&Asked> =
            pool.iter().filter(|asked| rows.iter().any(|row| row.matter == asked.matter)).collect();
        for _ in 0..CASES {
            let base = *dice.one(&first);
            let member = |name: &String| {
                let mut asked = base.clone();
                (asked.id, asked.matter) = (catalogue.matter(name).expect("a member"), name.clone());
                asked
            };
            let members = rows.iter().map(|row| member(&row.matter)).collect();
            cases.push(ThemeCase { theme: theme.name.clone(), members });
        }
    }
    cases
}

/// `None` if a member is not offered there and then, or the answers contradict each other.
fn by_runtime(catalogue: &Catalogue, case: &ThemeCase) -> Option<ThemeDecision> {
    let base = case.members.first()?;
    let answers: &[Given] = &base.answers;
    let request =
        ThemeRequest { responsible: Some(base.responsible), here: Some(base.here), dates: base.dates, answers };
    catalogue.theme(&case.theme, &request).ok()
}

/// The rows of the four queries.
fn expected(decided: &ThemeDecision) -> Vec<Vec<String>> {
    let absent = || "NULL".to_owned();
    let member = |member: &matter_runtime::Member| {
        format!("{}\t{}\t{}", member.rank, member.row.matter, member.row.stage.clone().unwrap_or_else(absent))
    };
    let mut savings: Vec<String> =
        decided.savings.iter().map(|saving| format!("{}\t{}\t{}", saving.name, saving.before, saving.after)).collect();
    savings.sort();
    let mut merged: Vec<String> = Vec::new();
    for (number, document) in (1..).zip(&decided.materials) {
        let (title, status) = (&document.title, word(document.status));
        let made_by = document.made_by.clone().unwrap_or_else(absent);
        merged
            .extend(document.matters.iter().map(|matter| format!("{number}\t{title}\t{status}\t{matter}\t{made_by}")));
    }
    let critical = decided.critical_days.map(|days| days.to_string());
    vec![decided.members.iter().map(member).collect(), savings, merged, critical.into_iter().collect()]
}

fn on_servers(compiled: &Compiled, documented: &Documented, scripts: &[(String, Vec<Vec<String>>)]) {
    for (engine, dialect, opening) in [
        (Engine::PostgreSql, Dialect::PostgreSql, ""),
        (Engine::MariaDb, Dialect::MariaDb, documented.for_mariadb.as_str()),
    ] {
        let Some(server) = Server::start(engine) else { continue };
        let mut script = Vec::new();
        write(&compiled.tables, dialect, &mut script).expect("a script");
        server.run(&String::from_utf8(script).expect("UTF-8")).expect("loaded");
        let (mut session, mut wanted) = (format!("{opening}\n{}", documented.sql("input")), Vec::new());
        for (steps, rows) in scripts {
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
