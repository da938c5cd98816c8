//! The sides that are compared, each with its answer in one shape: image, JSON, SQL, reference interpreter.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};

use matter_core::hir::{Definition, FactKind, Rule as Line, Yield};
use matter_emit::carriers::json;
use matter_runtime::tables::{CHANNEL, Rule, Tables};
use matter_runtime::{Answer, Case, Catalogue, Error, Resolution, Status};
use matter_tests::interpreter::{self, Judgement, Known, Verdict, judge};
use matter_tests::release::Compiled;
use serde_json::{Value, json};

use crate::cases::Asked;
use crate::sql::{Rows, event_word};

/// What a side says of a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answered {
    NotOffered,
    /// Why.
    Contradictory(Vec<String>),
    /// The channel is none of these.
    NoChannel(Vec<String>),
    Lines {
        lines: Vec<Stands>,
        questions: Vec<String>,
        pending: Vec<String>,
        fees: Vec<Fee>,
        /// Rows of `copies`.
        copies: Vec<String>,
    },
}

/// Where a line stands: its key, its status, whether what it yields is certain.
pub type Stands = (String, String, bool);

/// A fee: rule, where it stands, name, fen, and the number that is missing to know them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fee {
    pub rule: u32,
    pub status: String,
    pub name: String,
    pub fen: Option<i64>,
    pub missing: Option<String>,
}

impl Answered {
    /// Where two sides differ, in short.
    pub fn difference(&self, own: &str, other: &Self, others: &str) -> Option<String> {
        if self == other {
            return None;
        }
        let (
            Self::Lines { lines: a, questions: asked, pending, fees, copies },
            Self::Lines { lines: b, questions, pending: others_pending, fees: others_fees, copies: others_copies },
        ) = (self, other)
        else {
            return Some(format!("{own} {self:?}, {others} {other:?}"));
        };
        let lines: Vec<_> = a.iter().zip(b).filter(|(a, b)| a != b).collect();
        Some(format!(
            "{own} against {others}: {} and {} lines, {lines:?}; questions {asked:?}, {questions:?}; pending {pending:?}, \
             {others_pending:?}; fees {fees:?}, {others_fees:?}; copies {copies:?}, {others_copies:?}",
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
        Err(Error::ChannelNotOffered { offered, .. }) => return Some(Answered::NoChannel(offered)),
        Err(error) => panic!("{error}"),
    }
    catalogue.open_facts(&case, &answer, &mut open).expect("an image without damage");
    let rows = answer.rules().map(|rule| (catalogue.row::<Rule>(rule.0).expect("a rule"), answer.status(rule)));
    let shown = rows.filter(|(row, _)| !["feasible", "eligible", "never"].contains(&row.kind.as_str()));
    let name = |fact: &matter_runtime::FactId| catalogue.fact_row(*fact).expect("a fact").name;
    let settled = settled(catalogue, &answer);
    let mut pending: Vec<String> = case.pending().iter().map(name).collect();
    pending.sort();
    Some(Answered::Lines {
        lines: shown.map(|(row, status)| (row.key, word(status).to_owned(), settled.contains(&row.id))).collect(),
        questions: open.iter().map(name).collect(),
        pending,
        fees: fees(catalogue, &case, &answer),
        copies: copies(catalogue, &case, &answer),
    })
}

/// The lines of a decision whose yield is certain, and those of kinds that a decision does not show.
fn settled(catalogue: &Catalogue, answer: &Answer) -> BTreeSet<u32> {
    use matter_runtime::tables;
    macro_rules! of_kinds {
        ($($table:ident)*) => {{
            let mut found: BTreeSet<u32> =
                answer.rules().filter(|rule| answer.status(*rule) == Status::Certain).map(|rule| rule.0).collect();
            $(
                let lines = catalogue.counting::<tables::$table>(answer).expect("lines");
                found.extend(lines.iter().filter(|line| line.settled).map(|line| line.rule.0));
            )*
            found
        }};
    }
    of_kinds![
        Decider CaseKind Limit Exclusion Fee Benefit ResultDocument Visit Discretion Requirement Delegation Channel Instead Renewal
        Stage Trigger Quota Accepting Venue
    ]
}

fn copies(catalogue: &Catalogue, case: &Case, answer: &Answer) -> Vec<String> {
    let decision = catalogue.decision(case, answer).expect("a decision");
    let mut rows = Vec::new();
    for required in &decision.materials {
        let (rule, status) = (required.line.rule.0, word(required.line.status));
        let documents = required.options.iter().flatten().zip(required.copies.iter().flatten());
        rows.extend(documents.map(|(one, copies)| {
            let missing = if copies.is_none() { one.per } else { None };
            let number = copies.map_or("NULL".to_owned(), |copies| copies.to_string());
            let (choice, seq, title) = (one.choice, one.seq, one.title);
            format!("{rule}\t{status}\t{choice}\t{seq}\t{title}\t{number}\t{}", missing.unwrap_or("NULL"))
        }));
    }
    rows
}

fn fees(catalogue: &Catalogue, case: &Case, answer: &Answer) -> Vec<Fee> {
    let lines = catalogue.counting::<matter_runtime::tables::Fee>(answer).expect("fees");
    let fee = |line: matter_runtime::Line<matter_runtime::tables::view::Fee<'_>>| {
        let fen = catalogue.fee_amount(case, &line.row).expect("an amount");
        let missing = line.row.per.map(str::to_owned).filter(|_| fen.is_none());
        Fee { rule: line.rule.0, status: word(line.status).to_owned(), name: line.row.name.to_owned(), fen, missing }
    };
    lines.into_iter().map(fee).collect()
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
    /// The rows of `deciders`, without the department.
    pub deciders: Vec<String>,
    /// The rows of `clock` and of `due`, each kind once; none if the calendar does not reach so far.
    pub deadlines: Option<(Vec<String>, Vec<String>)>,
}

/// All cases by one process; `None` if there is no Python.
pub fn by_python(tables: &Tables, asked: &[Asked]) -> Option<Vec<Evaluated>> {
    let lines: String = asked.iter().map(|asked| line(tables, asked)).collect();
    let answers: Vec<Evaluated> = python(tables, lines)?.iter().map(read).collect();
    assert_eq!(answers.len(), asked.len());
    Some(answers)
}

/// What the evaluator says of each line; `None` if there is no Python.
pub fn python(tables: &Tables, lines: String) -> Option<Vec<Value>> {
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
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("python3 ends");
    assert!(output.status.success() && writer.join().is_ok(), "the evaluator failed");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

fn line(tables: &Tables, asked: &Asked) -> String {
    let answers: serde_json::Map<String, Value> =
        asked.answers(tables).into_iter().map(|(fact, value)| (fact.to_owned(), value.into())).collect();
    let place = |region: matter_runtime::RegionId| tables.region[region.0 as usize].first;
    let value = json!({
        "matter": asked.matter, "responsible": place(asked.responsible), "here": place(asked.here), "application_day": asked.dates.application.0,
        "acceptance_day": asked.dates.acceptance.map(|day| day.0), "event_day": asked.dates.event.map(|day| day.0),
        "answers": answers, "events": events(tables, asked), "today": asked.today.0,
    });
    format!("{value}\n")
}

fn read(value: &Value) -> Evaluated {
    let texts = |name: &str| -> Vec<String> {
        let list = value[name].as_array();
        list.into_iter().flatten().map(|text| text.as_str().expect("a text").to_owned()).collect()
    };
    let pairs = value["lines"].as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let pairs = pairs.map(|line| (text(&line[0]), text(&line[1]), line[2] == 1));
    let answered = if value["edition"].is_null() {
        Answered::NotOffered
    } else if value["contradictory"].is_array() {
        Answered::Contradictory(texts("contradictory"))
    } else if value["no_channel"].is_array() {
        Answered::NoChannel(texts("no_channel"))
    } else {
        let fees = value["fees"].as_array().into_iter().flatten().map(read_fee).collect();
        let copies = value["copies"].as_array().into_iter().flatten().map(row).collect();
        Answered::Lines {
            lines: pairs.collect(),
            questions: texts("questions"),
            pending: texts("pending"),
            fees,
            copies,
        }
    };
    let values = value["values"].as_object().into_iter().flatten();
    Evaluated {
        answered,
        edition: value["edition"].as_u64().map(|id| u32::try_from(id).unwrap()),
        values: values.map(|(fact, value)| (fact.clone(), value.as_i64().expect("an integer"))).collect(),
        event_day: value["event_day"].as_i64().map(|day| i32::try_from(day).unwrap()),
        deciders: value["deciders"].as_array().into_iter().flatten().map(decider).collect(),
        deadlines: deadlines(&value["deadlines"]),
    }
}

fn decider(row: &Value) -> String {
    let text = |at: usize| row[at].as_str().unwrap_or("NULL").to_owned();
    format!("{}\t{}\t{}\t{}", row[0], text(1), row[2], text(3))
}

fn events(tables: &Tables, asked: &Asked) -> Vec<Value> {
    // Stages have one name in all editions of a matter here.
    let of_matter =
        |phase: &&matter_runtime::tables::Phase| tables.edition[phase.edition as usize].matter == asked.matter;
    let event = |event: &matter_runtime::due::Event| {
        let (kind, rule) = event_word(event.kind);
        let stage = event.stage.and_then(|seq| tables.phase.iter().filter(of_matter).find(|phase| phase.seq == seq));
        json!([kind, rule, event.day.0, event.minute, stage.map(|phase| &phase.name)])
    };
    asked.events.iter().map(event).collect()
}

fn deadlines(value: &Value) -> Option<(Vec<String>, Vec<String>)> {
    let due = value["due"].as_object()?;
    let acceptance = value["acceptance"].as_array();
    let accepted = acceptance.map(|pair| format!("acceptance\t{}\t{}", pair[0], pair[1]));
    let row = |(kind, end): (&String, &Value)| {
        let (day, minute, provisional) = (&end[0], end[1].as_u64(), &end[2]);
        format!("{kind}\t{day}\t{minute:?}\t{provisional}")
    };
    Some((accepted.into_iter().collect(), due.iter().map(row).collect()))
}

/// A row as SQL prints it.
fn row(row: &Value) -> String {
    let column = |value: &Value| match value {
        Value::Null => "NULL".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    row.as_array().expect("a row").iter().map(column).collect::<Vec<_>>().join("\t")
}

fn read_fee(fee: &Value) -> Fee {
    let text = |at: usize| fee[at].as_str().map(str::to_owned);
    Fee {
        rule: u32::try_from(fee[0].as_u64().expect("a rule")).unwrap(),
        status: text(1).expect("a status"),
        name: text(2).expect("a name"),
        fen: fee[3].as_i64(),
        missing: text(4),
    }
}

/// What SQL says: the rows of its queries.
pub fn by_rows(edition: Option<u32>, rows: &Rows, client: &Evaluated) -> Answered {
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
    let channel_is_answered = client.values.iter().any(|(fact, _)| fact == "渠道");
    if channel_is_answered && !column("channels", 2).contains(&"1".to_owned()) {
        return Answered::NoChannel(column("channels", 1));
    }
    let settled = column("decide", 4).into_iter().map(|settled| settled == "1");
    let lines = column("decide", 1).into_iter().zip(column("decide", 3)).zip(settled);
    let lines = lines.map(|((key, status), settled)| (key, status, settled)).collect();
    let fees = rows["fee"].iter().map(|row| fee(row)).collect();
    let copies = rows["copies"].clone();
    Answered::Lines { lines, questions: column("questions", 0), pending: column("pending", 0), fees, copies }
}

fn fee(row: &str) -> Fee {
    let columns: Vec<&str> = row.split('\t').collect();
    let [rule, status, name, fen, missing] = columns.as_slice() else { panic!("{row}") };
    let number = |text: &str| text.parse::<i64>().expect("a number");
    Fee {
        rule: rule.parse().expect("a rule"),
        status: (*status).to_owned(),
        name: (*name).to_owned(),
        fen: (*fen != "NULL").then(|| number(fen)),
        missing: (*missing != "NULL").then(|| (*missing).to_owned()),
    }
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
        if let Some(different) = channels(definition, &lines, client) {
            return Some(Some(different));
        }
        let Answered::Lines { lines: found, questions, fees, .. } = &client.answered else { return Some(None) };
        if let Some(different) = settled_values(definition, &lines, found) {
            return Some(Some(different));
        }
        if let Some(different) = multiplied(definition, &lines, client, (questions, fees)) {
            return Some(Some(different));
        }
        let found: BTreeMap<&str, &str> =
            found.iter().map(|(key, status, _)| (key.as_str(), status.as_str())).collect();
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

/// Whether a value of a choice is said to be certain exactly where every completion gives it.
fn settled_values(definition: &Definition, lines: &[Judgement], found: &[Stands]) -> Option<String> {
    if lines.contains(&Judgement::TooMany) {
        return None;
    }
    let mut differing = Vec::new();
    for (rule, judged) in definition.rules.iter().zip(lines) {
        let of_choice = definition.rules.iter().zip(lines).filter(|(other, _)| other.choice == rule.choice);
        let mut counting = of_choice.filter(|(_, judged)| counts(judged)).map(|(other, _)| &other.yields);
        let open = matches!(judged, Judgement::Stands(interpreter::Status::Possible));
        let agreed = rule.choice.is_some()
            && !matches!(rule.yields, Yield::Responsible { .. })
            && counting.all(|yields| *yields == rule.yields);
        let wanted = matches!(judged, Judgement::Stands(interpreter::Status::Certain)) || open && agreed;
        let said = found.iter().find(|(key, ..)| **key == *rule.address).map(|(.., settled)| *settled);
        if said != Some(wanted) {
            differing.push((rule.address.to_string(), wanted, said));
        }
    }
    (!differing.is_empty()).then(|| format!("settled, interpreter against JSON: {differing:?}"))
}

const fn counts(judgement: &Judgement) -> bool {
    matches!(judgement, Judgement::Stands(interpreter::Status::Certain | interpreter::Status::Possible))
}

/// Whether the channel is refused where no line of it holds or may hold, and only there.
fn channels(definition: &Definition, lines: &[Judgement], client: &Evaluated) -> Option<String> {
    let fact = definition.facts.iter().find(|fact| *fact.name == *CHANNEL);
    let FactKind::Choice { values, .. } = &fact?.kind else { return None };
    let (_, answered) = client.values.iter().find(|(name, _)| name == CHANNEL)?;
    let own: Vec<(&str, &Judgement)> = definition
        .rules
        .iter()
        .zip(lines)
        .filter_map(|(rule, judged)| match &rule.yields {
            Yield::Channel(channel) => Some((&**channel, judged)),
            _ => None,
        })
        .collect();
    if own.iter().any(|(_, judged)| **judged == Judgement::TooMany) {
        return None;
    }
    let is_open = |value: &str| own.iter().any(|(channel, judged)| *channel == value && counts(judged));
    let offered: Vec<&str> = values.iter().map(|value| &**value).filter(|value| is_open(value)).collect();
    let refused = !own.is_empty() && !is_open(&values[usize::try_from(*answered).expect("an ordinal")]);
    let wanted = refused.then_some(offered);
    let found = match &client.answered {
        Answered::NoChannel(offered) => Some(offered.iter().map(String::as_str).collect()),
        _ => None,
    };
    (found != wanted).then(|| format!("channels: interpreter {wanted:?}, JSON {found:?}"))
}

/// What each fee costs, and whether the numbers that multiply fees and copies are asked where they must and nowhere else.
fn multiplied(
    definition: &Definition,
    lines: &[Judgement],
    client: &Evaluated,
    (questions, fees): (&[String], &[Fee]),
) -> Option<String> {
    let name = |fact: u16| &*definition.facts[usize::from(fact)].name;
    let value = |fact: u16| client.values.iter().find(|(known, _)| known == name(fact)).map(|(_, value)| *value);
    let (mut wanted, mut numbers) = (Vec::new(), Vec::new());
    for (rule, judged) in definition.rules.iter().zip(lines) {
        if *judged == Judgement::TooMany {
            return None;
        }
        if !counts(judged) {
            continue;
        }
        match &rule.yields {
            Yield::Fee { name, amount, per: None, .. } => wanted.push((name.to_string(), Some(*amount))),
            Yield::Fee { name, amount, per: Some((fact, units)), cap } => {
                let cost = |value: i64| {
                    let halves = i128::from(*amount) * i128::from(value.max(0)) * 2 + i128::from(*units);
                    let fen = i64::try_from(halves.div_euclid(2 * i128::from(*units))).expect("a small amount");
                    cap.map_or(fen, |cap| fen.min(cap))
                };
                wanted.push((name.to_string(), value(*fact).map(cost)));
                numbers.push(*fact);
            }
            Yield::Requirement(requirement) => {
                numbers.extend(requirement.options.iter().flatten().filter_map(|member| member.per));
            }
            _ => {}
        }
    }
    let found: Vec<(String, Option<i64>)> = fees.iter().map(|fee| (fee.name.clone(), fee.fen)).collect();
    if found != wanted {
        return Some(format!("fees: interpreter {wanted:?}, JSON {found:?}"));
    }
    // A computed number stands for what it is computed from, which may be asked for other reasons; a plain one for itself.
    let plain = |fact: &u16| !matches!(definition.facts[usize::from(*fact)].kind, FactKind::Derived { .. });
    let open: Vec<&str> =
        numbers.iter().filter(|fact| plain(fact) && value(**fact).is_none()).map(|fact| name(*fact)).collect();
    let forgotten: Vec<_> = open.iter().filter(|name| !questions.iter().any(|asked| asked == *name)).collect();
    let multiplies = |rule: &Line| match &rule.yields {
        Yield::Fee { per, .. } => per.map(|(fact, _)| fact).into_iter().collect(),
        Yield::Requirement(requirement) => {
            requirement.options.iter().flatten().filter_map(|member| member.per).collect()
        }
        _ => Vec::new(),
    };
    let decides = |fact: u16| interpreter::formulas(definition).iter().any(|formula| formula.dims().contains(&fact));
    let only: Vec<u16> =
        definition.rules.iter().flat_map(multiplies).filter(|fact| plain(fact) && !decides(*fact)).collect();
    let needless: Vec<&str> = only.iter().map(|fact| name(*fact)).filter(|name| !open.contains(name)).collect();
    let needless: Vec<_> = needless.into_iter().filter(|name| questions.iter().any(|asked| asked == name)).collect();
    (!forgotten.is_empty() || !needless.is_empty())
        .then(|| format!("numbers: not asked {forgotten:?}, asked in vain {needless:?}"))
}
