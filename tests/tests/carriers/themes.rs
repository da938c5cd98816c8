//! Combined services by the documented statements: the members decided one after the other, then merged, against the runtime.

use std::fmt::Write as _;
use std::path::Path;

use matter_emit::carriers::sql::{Dialect, write};
use matter_runtime::{Catalogue, Given, RegionId, ThemeDecision, ThemeRequest};
use matter_tests::release::{Compiled, compile};
use matter_tests::servers::{Engine, Server};
use matter_tests::skipped::skipped;

use crate::cases::{Asked, Dice, elected, made};
use crate::documented::Documented;
use crate::sides::{Evaluated, by_python, word};
use crate::sql::{self, Sqlite};

/// Cases of each theme.
const CASES: usize = 60;
const ASKED: [&str; 4] = ["theme", "savings", "merged", "critical"];

/// A case of a theme: one case for each member, all with the same answers.
struct ThemeCase {
    theme: String,
    /// Elected for all members of which it is a candidate.
    responsible: RegionId,
    members: Vec<Asked>,
}

#[test]
fn themes_are_merged_alike_by_the_runtime_and_by_sql() {
    compare(&crate::longgang());
}

/// In an order, by stages, and together, with answers that deny what the theme itself makes.
#[test]
fn what_members_make_for_each_other_is_held_alike_by_the_runtime_and_by_sql() {
    compare(&matter_tests::binary::root().join("tests/carriers/themes"));
}

/// The registration of 寅 makes one of the documents that the next member may be handed; its 居住证 serves as well. An identity card exists
/// once, photographs are handed in to both.
#[test]
fn what_is_made_or_handed_in_anyway_is_not_asked_for_as_an_alternative() {
    let compiled = compile(&matter_tests::binary::root().join("tests/carriers/themes"));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let on = "2026-03-02".parse().expect("a day");
    let place = Some(catalogue.region("龙岗区", on).expect("a place"));
    let dates = matter_runtime::Dates::on(on);
    let mut answers = Vec::new();
    catalogue.read_answer(None, "居住地", "龙岗区", on, &mut answers).expect("read");
    let request = ThemeRequest { responsible: place, here: place, dates, answers: &answers };
    let theme = catalogue.theme("有得选办", &request).expect("decided");
    let listed: Vec<_> = theme
        .materials
        .iter()
        .map(|one| {
            (one.title, word(one.status), one.matters.join("、"), one.options[0][0].count, one.made_by.as_deref())
        })
        .collect();
    let all = "丙登记、寅登记、卯登记".to_owned();
    let both = "寅登记、卯登记".to_owned();
    let last = || "卯登记".to_owned();
    assert_eq!(
        listed,
        [
            ("居民身份证", "certain", all, 1, None),
            ("居住证", "certain", both.clone(), 1, None),
            ("证件照片", "certain", both, 5, None),
            ("乙证 或 寅证", "excluded", last(), 1, Some("寅登记")),
            ("丙证 或 丁证", "excluded", last(), 1, Some("丙登记")),
        ]
    );
}

fn compare(folder: &Path) {
    let (documented, compiled) = (Documented::read(), compile(folder));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let cases = theme_cases(&compiled, &catalogue);
    let members: Vec<Asked> = cases.iter().flat_map(|case| case.members.clone()).collect();
    let Some(python) = by_python(&compiled.tables, &members) else {
        skipped("themes on every carrier, python3 is not installed");
        return;
    };
    let sqlite = Sqlite::open(&compiled.tables, &documented);
    let (mut client, mut compared, mut scripts) = (python.iter(), 0, Vec::new());
    for case in &cases {
        let clients: Vec<_> = client.by_ref().take(case.members.len()).collect();
        let Some(decided) = by_runtime(&catalogue, case) else { continue };
        let session = Session { compiled: &compiled, documented: &documented, sqlite: &sqlite };
        let (script, questions) = session.decide(case, &clients);
        let rows: Vec<Vec<String>> = ASKED.iter().map(|name| sqlite.rows(documented.sql(name))).collect();
        let about = case.members[0].describe(&compiled.tables);
        for ((name, rows), expected) in ASKED.iter().zip(&rows).zip(expected(&decided)) {
            assert_eq!(*rows, expected, "{name} of {}, {about}", case.theme);
        }
        let facts = decided.questions.iter().map(|fact| catalogue.fact_row(*fact).expect("a fact").name);
        assert_eq!(questions, facts.collect::<Vec<_>>(), "{}, {about}", case.theme);
        scripts.push((script, rows));
        compared += 1;
    }
    println!("{compared} cases of themes");
    assert!(compared > CASES / 2, "nothing was compared");
    on_servers(&compiled, &documented, &scripts);
}

/// A client that follows what the chapter says of themes.
struct Session<'s> {
    compiled: &'s Compiled,
    documented: &'s Documented,
    sqlite: &'s Sqlite<'s>,
}

impl Session<'_> {
    /// Everything that the client runs, and the questions that it would ask.
    fn decide(&self, case: &ThemeCase, clients: &[&Evaluated]) -> (String, Vec<String>) {
        let tables = &self.compiled.tables;
        let together = |matter: &str| {
            let mut joint = tables.theme_joint.iter().filter(|row| row.theme == case.theme && row.mode == "together");
            joint.any(|row| row.name == matter)
        };
        let mut script = self.run("DELETE FROM made;\n".to_owned());
        for (asked, client) in case.members.iter().zip(clients).filter(|(asked, _)| together(&asked.matter)) {
            let steps = sql::given(tables, asked, client) + &sql::steps(self.documented, sql::CORE);
            script += &self.run(steps + self.documented.sql("made"));
        }
        loop {
            let mut questions = Vec::new();
            script += &self.run("DELETE FROM member_line;\n".to_owned());
            for (asked, client) in case.members.iter().zip(clients) {
                script += &self.member(&case.theme, (asked, client), &mut questions);
            }
            let weaker = self.sqlite.rows(self.documented.sql("weaker"));
            for row in &weaker {
                let [matter, document, doubt] = [0, 1, 2].map(|column| row.split('\t').nth(column).expect("a column"));
                let of = format!("matter = '{matter}' AND document = '{document}'");
                script += &self.run(format!("UPDATE made SET doubt = {doubt} WHERE {of};\n"));
            }
            if weaker.is_empty() {
                let named = format!("UPDATE given_case SET matter = '{}';\n", case.theme);
                return (script + &self.run(named), questions);
            }
        }
    }

    fn member(&self, theme: &str, (asked, client): (&Asked, &Evaluated), questions: &mut Vec<String>) -> String {
        let rows = &self.compiled.tables.theme_matter;
        let rank = rows.iter().find(|row| row.theme == theme && row.matter == asked.matter).expect("a member").rank;
        let ranked = |query| self.documented.sql(query).replace("\"rank\" < 0", &format!("\"rank\" < {rank}"));
        let held = ranked("held");
        let member = self.documented.sql("member").replacen("SELECT 0,", &format!("SELECT {rank},"), 1);
        let given = sql::given(&self.compiled.tables, asked, client) + &held;
        let script = self.run(given + &sql::steps(self.documented, sql::CORE) + &member);
        let open = self.sqlite.rows("SELECT 1 FROM given_case WHERE eligible <> 'excluded'").len() == 1;
        let awaited = self.sqlite.rows(&ranked("awaited"));
        for row in self.sqlite.rows(self.documented.sql("questions")).into_iter().filter(|_| open) {
            let fact = row.split('\t').next().unwrap_or_default().to_owned();
            if !awaited.contains(&fact) && !questions.contains(&fact) {
                questions.push(fact);
            }
        }
        script
    }

    fn run(&self, script: String) -> String {
        self.sqlite.connection.execute_batch(&script).expect("a script");
        script
    }
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
                elected(catalogue, &mut asked).then_some(asked)
            };
            let members: Option<Vec<Asked>> = rows.iter().map(|row| member(&row.matter)).collect();
            let (theme, responsible) = (&theme.name, base.responsible);
            cases.extend(members.map(|members| ThemeCase { theme: theme.clone(), responsible, members }));
        }
    }
    cases
}

/// `None` if a member is not offered there and then, or the answers contradict each other.
fn by_runtime<'c>(catalogue: &'c Catalogue, case: &ThemeCase) -> Option<ThemeDecision<'c>> {
    let base = case.members.first()?;
    let answers: &[Given] = &base.answers;
    let request =
        ThemeRequest { responsible: Some(case.responsible), here: Some(base.here), dates: base.dates, answers };
    catalogue.theme(&case.theme, &request).ok().filter(|decided| decided.not_offered.is_empty())
}

/// The rows of the four queries.
fn expected(decided: &ThemeDecision<'_>) -> Vec<Vec<String>> {
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
    let critical =
        decided.critical_days.zip(decided.critical_day).map(|(days, day)| format!("{days}\t{day}\t{}", day.0));
    vec![decided.members.iter().map(member).collect(), savings, merged, critical.into_iter().collect()]
}

fn on_servers(compiled: &Compiled, documented: &Documented, scripts: &[(String, Vec<Vec<String>>)]) {
    for (engine, dialect, opening) in [
        (Engine::PostgreSql, Dialect::PostgreSql, documented.for_postgresql.as_str()),
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
