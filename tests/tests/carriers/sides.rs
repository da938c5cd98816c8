//! The sides that are compared, each with its answer in one shape: image, JSON, SQL, reference interpreter.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use matter_core::hir::Definition;
use matter_emit::carriers::json;
use matter_runtime::tables::{Rule, Tables};
use matter_runtime::{Answer, Case, Catalogue, Error, Resolution, Status};
use matter_tests::interpreter::{self, Judgement, Known, Verdict, judge};
use matter_tests::release::Compiled;
use serde_json::{Value, json};

use crate::cases::Asked;
use crate::sql::Rows;

/// What a side says of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answered {
    NotOffered,
    /// Why.
    Contradictory(Vec<String>),
    Lines {
        lines: Vec<(String, String)>,
        questions: Vec<String>,
        pending: Vec<String>,
    },
}

impl Answered {
    /// Where two sides differ, in short.
    pub fn difference(&self, own: &str, other: &Self, others: &str) -> Option<String> {
        if self == other {
            return None;
        }
        let (
            Self::Lines { lines: a, questions: asked, pending },
            Self::Lines { lines: b, questions, pending: others_pending },
        ) = (self, other)
        else {
            return Some(format!("{own} {self:?}, {others} {other:?}"));
        };
        let lines: Vec<_> = a.iter().zip(b).filter(|(a, b)| a != b).collect();
        Some(format!(
            "{own} against {others}: {} and {} lines, {lines:?}; questions {asked:?}, {questions:?}; pending {pending:?}, \
             {others_pending:?}",
            a.len(),
            b.len()
        ))
    }
}

/// The image; `None` if a value is outside the domain of its fact, which the image refuses and SQL lists apart.
pub fn by_image(catalogue: &Catalogue, asked: &Asked) -> Option<Answered> {
    let (mut case, mut answer, mut open) = (Case::new(), Answer::new(), Vec::new());
    match case.resolve(catalogue, &asked.request()) {
        Ok(Resolution::Edition(_)) => {}
        Err(Error::NoEdition { .. }) => return Some(Answered::NotOffered),
        Err(Error::OutsideDomain { .. }) => return None,
        other => panic!("{other:?}"),
    }
    match catalogue.evaluate(&case, &mut answer) {
        Ok(()) => {}
        Err(Error::Contradictory { reasons, .. }) => return Some(Answered::Contradictory(reasons)),
        Err(error) => panic!("{error}"),
    }
    catalogue.open_facts(&case, &answer, &mut open).expect("an image without damage");
    let rows = answer.rules().map(|rule| (catalogue.row::<Rule>(rule.0).expect("a rule"), answer.status(rule)));
    let shown = rows.filter(|(row, _)| !["feasible", "eligible", "never"].contains(&row.kind.as_str()));
    let name = |fact: &matter_runtime::FactId| catalogue.fact_row(*fact).expect("a fact").name;
    let mut pending: Vec<String> = case.pending().iter().map(name).collect();
    pending.sort();
    Some(Answered::Lines {
        lines: shown.map(|(row, status)| (row.key, word(status).to_owned())).collect(),
        questions: open.iter().map(name).collect(),
        pending,
    })
}

/// A status as SQL says it.
pub const fn word(status: Status) -> &'static str {
    match status {
        Status::Certain => "certain",
        Status::Possible => "possible",
        Status::Excluded => "excluded",
        Status::Moot => "moot",
    }
}

/// What the evaluator says, with what a client computes before it asks SQL.
pub struct Evaluated {
    pub answered: Answered,
    pub edition: Option<u32>,
    pub values: Vec<(String, i64)>,
    pub event_day: Option<i32>,
}

/// All cases by one process; `None` if there is no Python.
pub fn by_python(tables: &Tables, asked: &[Asked]) -> Option<Vec<Evaluated>> {
    Command::new("python3").arg("--version").output().ok().filter(|output| output.status.success())?;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tables.json");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    json::write(tables, &mut file).expect("written");
    file.into_inner().expect("flushed").sync_all().expect("synced");
    let mut child = Command::new("python3")
        .arg(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("carriers/evaluate.py"))
        .arg(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    let lines: String = asked.iter().map(|asked| line(tables, asked)).collect();
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("python3 ends");
    assert!(output.status.success() && writer.join().is_ok(), "the evaluator failed");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let answers: Vec<Evaluated> = text.lines().map(read).collect();
    assert_eq!(answers.len(), asked.len());
    Some(answers)
}

fn line(tables: &Tables, asked: &Asked) -> String {
    let answers: serde_json::Map<String, Value> =
        asked.answers(tables).into_iter().map(|(fact, value)| (fact.to_owned(), value.into())).collect();
    let place = |region: matter_runtime::RegionId| tables.region[region.0 as usize].first;
    let value = json!({
        "matter": asked.matter, "responsible": place(asked.responsible), "here": place(asked.here), "application_day": asked.dates.application.0,
        "acceptance_day": asked.dates.acceptance.map(|day| day.0), "event_day": asked.dates.event.map(|day| day.0),
        "answers": answers,
    });
    format!("{value}\n")
}

fn read(line: &str) -> Evaluated {
    let value: Value = serde_json::from_str(line).expect("JSON");
    let texts = |name: &str| -> Vec<String> {
        let list = value[name].as_array();
        list.into_iter().flatten().map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let pairs = value["lines"].as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap().to_owned()));
    let answered = if value["edition"].is_null() {
        Answered::NotOffered
    } else if value["contradictory"].is_array() {
        Answered::Contradictory(texts("contradictory"))
    } else {
        Answered::Lines { lines: pairs.collect(), questions: texts("questions"), pending: texts("pending") }
    };
    let values = value["values"].as_object().into_iter().flatten();
    Evaluated {
        answered,
        edition: value["edition"].as_u64().map(|id| u32::try_from(id).unwrap()),
        values: values.map(|(fact, value)| (fact.clone(), value.as_i64().expect("an integer"))).collect(),
        event_day: value["event_day"].as_i64().map(|day| i32::try_from(day).unwrap()),
    }
}

/// What SQL says: the rows of its queries.
pub fn by_rows(edition: Option<u32>, rows: &Rows) -> Answered {
    let column = |name: &str, at: usize| -> Vec<String> {
        let column = |row: &String| row.split('\t').nth(at).expect("a column").to_owned();
        rows[name].iter().map(column).collect()
    };
    if edition.is_none() {
        return Answered::NotOffered;
    }
    let reasons = column("contradictory", 0);
    if !reasons.is_empty() {
        return Answered::Contradictory(reasons);
    }
    let lines = column("decide", 1).into_iter().zip(column("decide", 3)).collect();
    Answered::Lines { lines, questions: column("questions", 0), pending: column("pending", 0) }
}

/// The reference interpreter over the definitions.
pub struct Interpreter<'c> {
    definitions: &'c [Definition],
    tables: &'c Tables,
}

impl<'c> Interpreter<'c> {
    pub fn new(compiled: &'c Compiled) -> Self {
        Self { definitions: &compiled.definitions, tables: &compiled.tables }
    }

    fn definition(&self, edition: u32) -> &Definition {
        let row = &self.tables.edition[edition as usize];
        let same = |definition: &&Definition| {
            let scope = &definition.scope;
            *definition.matter.name == *row.matter
                && (scope.first, scope.last, scope.depth) == (row.region_first, row.region_last, row.depth)
                && (scope.period.from, scope.period.to) == (row.day_from, row.day_to)
        };
        self.definitions.iter().find(same).expect("an edition comes from a definition")
    }

    /// `None`: too many completions, not offered, or an answer that names a larger place than was asked for, which only a tree of places can
    /// use. The values are those that the client has computed: places rolled up to their levels.
    pub fn compare(&self, asked: &Asked, client: &Evaluated) -> Option<Option<String>> {
        let definition = self.definition(client.edition?);
        let is_known = |fact: &str| client.values.iter().any(|(known, _)| known == fact);
        if !asked.answers(self.tables).iter().all(|(fact, _)| is_known(fact)) {
            return None;
        }
        let known = Known {
            answers: client.values.iter().cloned().collect(),
            application_day: asked.dates.application.0,
            acceptance_day: asked.dates.selecting().0,
            event_day: client.event_day,
            responsible: Some(self.tables.region[asked.responsible.0 as usize].first),
            same_unit: client.values.iter().cloned().collect(),
        };
        let lines = match (judge(definition, &known), &client.answered) {
            (Verdict::TooMany, _) => return None,
            (Verdict::Contradictory(why), Answered::Contradictory(reasons)) => {
                let all = reasons.iter().all(|reason| why.contains(reason));
                return Some((!all).then(|| format!("interpreter: {why:?}, JSON: {reasons:?}")));
            }
            (Verdict::Lines(_), Answered::Contradictory(_)) => {
                return Some(Some("interpreter: not contradictory".to_owned()));
            }
            (Verdict::Contradictory(why), _) => return Some(Some(format!("interpreter: contradictory {why:?}"))),
            (Verdict::Lines(lines), _) => lines,
        };
        let Answered::Lines { lines: found, .. } = &client.answered else { return None };
        let found: BTreeMap<&str, &str> = found.iter().map(|(key, status)| (key.as_str(), status.as_str())).collect();
        let words = lines.iter().map(|line| match line {
            Judgement::Stands(interpreter::Status::Certain) => Some("certain"),
            Judgement::Stands(interpreter::Status::Possible) => Some("possible"),
            Judgement::Stands(interpreter::Status::Excluded) => Some("excluded"),
            Judgement::Moot => Some("moot"),
            Judgement::TooMany => None,
        });
        let differing: Vec<_> = definition
            .rules
            .iter()
            .zip(words)
            .filter_map(|(rule, word)| Some((rule, word?)))
            .filter(|(rule, word)| found.get(&*rule.address) != Some(word))
            .map(|(rule, word)| (rule.address.to_string(), word, found.get(&*rule.address).copied()))
            .collect();
        Some((!differing.is_empty()).then(|| format!("interpreter against JSON: {differing:?}")))
    }
}
