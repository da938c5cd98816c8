//! What the runtime answers from an image to everything that the chapter on the tables has a query for, as the rows of that query.

use std::collections::BTreeMap;

use matter_runtime::tables::{self, Row, Rule, Value};
use matter_runtime::{Answer, Case, Catalogue, Error, Language, Resolution, RuleId, Status};

use crate::cases::Asked;
use crate::documented::Documented;
use crate::sides::{Evaluated, word};
use crate::sql::Rows;

/// A case that was resolved and decided.
pub struct Image<'c> {
    catalogue: &'c Catalogue,
    documented: &'c Documented,
    asked: &'c Asked,
    client: &'c Evaluated,
    case: Case,
    answer: Answer,
}

/// Columns of a row as text, by name.
type Columns = BTreeMap<&'static str, String>;

impl<'c> Image<'c> {
    /// `None` if the case has no edition, or answers that contradict each other.
    pub fn new(
        catalogue: &'c Catalogue,
        documented: &'c Documented,
        asked: &'c Asked,
        client: &'c Evaluated,
    ) -> Option<Self> {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        let resolved = case.resolve(catalogue, &asked.request()).ok()?;
        let decided = matches!(resolved, Resolution::Edition(_)) && catalogue.evaluate(&case, &mut answer).is_ok();
        decided.then_some(Self { catalogue, documented, asked, client, case, answer })
    }

    /// The rows of every query that is more than where the lines stand; `due` is absent if the runtime refuses the events.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::new();
        let mut put = |name: &str, lines: Vec<String>| _ = rows.insert(name.to_owned(), lines);
        put("eligible", vec![word(self.answer.eligible()).to_owned()]);
        put("pending", self.pending());
        put("offered", self.offered());
        put("page", self.page());
        put("responsible", self.responsible());
        put("deciders", self.deciders());
        put("guide", self.guide());
        put("why", self.why());
        put("receipt", self.receipt());
        let venues = self.catalogue.venues(&self.case, &self.answer).expect("venues");
        put("here", vec![word(venues.here).to_owned()]);
        put("halls", self.halls(&venues));
        put("venues", self.venues(&venues));
        if let Some((clock, due)) = self.due() {
            put("clock", clock);
            put("due", due);
        }
        rows
    }

    /// Whether the case cannot be handed in where the person stands: halls there are of no use.
    pub fn is_out_of_reach(&self) -> bool {
        self.catalogue.venues(&self.case, &self.answer).expect("venues").here == Status::Excluded
    }

    fn rules(&self) -> impl Iterator<Item = (RuleId, Rule, Status)> + '_ {
        let row = |rule: RuleId| (rule, self.catalogue.row(rule.0).expect("a rule"), self.answer.status(rule));
        self.answer.rules().map(row)
    }

    /// Lines as people see them.
    fn lines(&self) -> impl Iterator<Item = (RuleId, Rule, Status)> + '_ {
        let built_in = ["feasible", "eligible", "never", "existence"];
        self.rules().filter(move |(_, row, _)| !built_in.contains(&row.kind.as_str()))
    }

    fn pending(&self) -> Vec<String> {
        let decision = self.catalogue.decision(&self.case, &self.answer).expect("a decision");
        let name = |fact| self.catalogue.fact_row(fact).expect("a fact").name;
        let mut rows: Vec<String> = decision
            .pending
            .iter()
            .map(|pending| format!("{}\t{}\t{}", name(pending.fact), pending.title, or_null(pending.judge)))
            .collect();
        rows.sort();
        rows
    }

    fn offered(&self) -> Vec<String> {
        let offered = self.catalogue.offered(self.asked.here, self.asked.dates.selecting()).expect("offered");
        let row =
            |matter: matter_runtime::MatterId| -> tables::Matter { self.catalogue.row(matter.0).expect("a matter") };
        offered.into_iter().map(row).map(|row| format!("{}\t{}\t{}", row.name, row.kind, row.department)).collect()
    }

    fn deciders(&self) -> Vec<String> {
        let decision = self.catalogue.decision(&self.case, &self.answer).expect("a decision");
        let mut rows: Vec<_> = decision
            .deciders
            .iter()
            .map(|decides| {
                let (line, row) = (&decides.line, &decides.line.row);
                let unit = decides.unit.map(|unit| self.catalogue.region_row(unit).expect("a unit").code);
                let head = (line.rule.0, row.level);
                let tail = or_null(unit.as_deref()).to_owned();
                (head, format!("{}\t{}\t{}\t{}\t{tail}", line.rule.0, word(line.status), row.level, row.department))
            })
            .collect();
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// The hundred behind the matter that is asked about.
    fn page(&self) -> Vec<String> {
        let behind = |row: &String| row.split('\t').next().is_some_and(|name| *name > *self.asked.matter);
        self.offered().into_iter().filter(behind).take(100).collect()
    }

    fn responsible(&self) -> Vec<String> {
        let mut rows = Vec::new();
        let holds = |status| matches!(status, Status::Certain | Status::Possible);
        for (rule, _, status) in self.rules().filter(|(_, row, status)| row.kind == "responsible" && holds(*status)) {
            for row in self.catalogue.rows_of::<tables::Responsible>(rule.0).expect("candidates") {
                let value =
                    self.client.values.iter().find(|(fact, _)| *fact == row.fact).map(|(_, value)| value.to_string());
                let (status, value) = (word(status), or_null(value.as_deref()));
                rows.push(format!("{}\t{status}\t{}\t{}\t{value}", rule.0, row.fact, row.level));
            }
        }
        rows
    }

    fn guide(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for (rule, row, _) in self.lines() {
            let shown = self.documented.guide.get(&row.kind);
            let payloads = payloads(self.catalogue, &row.kind, rule);
            let mut lines: Vec<[String; 4]> = payloads.iter().map(|columns| printed(shown, columns)).collect();
            if lines.is_empty() {
                lines.push(["NULL"; 4].map(str::to_owned));
            }
            lines.sort();
            let head =
                [&row.stage, &row.title, &row.condition].map(|text| or_null(text.as_deref()).to_owned()).join("\t");
            rows.extend(
                lines.iter().map(|line| format!("{}\t{}\t{}\t{head}\t{}", row.seq, row.key, row.kind, line.join("\t"))),
            );
        }
        rows
    }

    fn why(&self) -> Vec<String> {
        let mut rows = Vec::new();
        for (rule, row, _) in self.lines() {
            let why = self.catalogue.why(rule, Language::Zh).expect("a reason");
            let [title, condition] = [&row.title, &row.condition].map(|text| or_null(text.as_deref()).to_owned());
            let head =
                format!("{}\t{}\t{}\t{title}\t{condition}\t{}\t{}", row.seq, row.key, row.kind, row.file, row.line);
            let cited = why.basis.iter().map(|basis| format!("{head}\t{}\t{}", basis.law, basis.place));
            rows.extend(cited);
            if why.basis.is_empty() {
                rows.push(format!("{head}\tNULL\tNULL"));
            }
        }
        rows
    }

    fn receipt(&self) -> Vec<String> {
        let receipt = self.catalogue.receipt(&self.case, &self.answer).expect("a receipt").expect("of an edition");
        let release = &receipt.release;
        vec![format!(
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            release.name,
            release.version,
            release.format_major,
            release.format_minor,
            release.semantic_hash,
            release.tool,
            receipt.matter,
            receipt.edition,
            or_null(receipt.responsible.as_deref()),
            or_null(receipt.here.as_deref()),
            receipt.days.1.0,
            or_null(receipt.calendar_to.map(|day| day.to_string()).as_deref()),
        )]
    }

    fn halls(&self, venues: &matter_runtime::Venues) -> Vec<String> {
        let on = self.asked.dates.selecting();
        let region =
            |code: &str| self.catalogue.region(code, on).and_then(|at| self.catalogue.region_row(at)).expect("a place");
        let row =
            |hall: &tables::view::Hall<'_>| format!("{}\t{}\t{}", hall.name, hall.address, region(hall.region).name);
        let mut rows: Vec<String> = venues.halls.iter().map(row).collect();
        rows.sort();
        rows
    }

    fn venues(&self, venues: &matter_runtime::Venues) -> Vec<String> {
        let unit = |unit: Option<matter_runtime::RegionId>| {
            let code = unit.map(|unit| self.catalogue.region_row(unit).expect("a unit").code);
            let reaches = unit.is_some_and(|unit| self.catalogue.lies_in(self.asked.here, unit));
            format!("{}\t{}", or_null(code.as_deref()), u8::from(reaches))
        };
        let mut rows: Vec<(u32, String)> = Vec::new();
        for receives in &venues.accepting {
            let (line, name) = (&receives.line, or_null(receives.line.row.name));
            let row = format!("accepting\t{}\t{name}\tNULL\tNULL\t{}", word(line.status), unit(receives.unit));
            rows.push((line.rule.0, row));
        }
        let scopes = venues.scopes.iter().map(|scope| (&scope.line, scope.unit));
        let others = [&venues.modes, &venues.forward, &venues.back, &venues.clock].into_iter().flatten();
        for (line, at) in scopes.chain(others.map(|line| (line, None))) {
            let (status, row) = (word(line.status), &line.row);
            let amount = row.amount.map(|amount| amount.to_string());
            let words = [row.value, amount.as_deref(), row.unit].map(or_null).join("\t");
            rows.push((line.rule.0, format!("{}\t{status}\t{words}\t{}", row.part, unit(at))));
        }
        rows.sort();
        rows.into_iter().map(|(rule, row)| format!("{rule}\t{row}")).collect()
    }

    /// The acceptance, for each kind of limit the day that counts, and when it must be decided; `None` where the runtime refuses the events.
    pub fn due(&self) -> Option<(Vec<String>, Vec<String>)> {
        let due = match self.catalogue.due(&self.case, &self.answer, &self.asked.events, self.asked.today) {
            Ok(due) => due,
            Err(Error::NotExtensible { .. } | Error::ExtendedTwice { .. } | Error::OutsideCalendar { .. }) => {
                return None;
            }
            Err(error) => panic!("{error}: {:?}", self.asked.events),
        };
        let decision = due.decision().map(|(_, deadline)| deadline);
        let accepted = due.accepted.map(|day| format!("acceptance\t{}\t{}", day.0, u8::from(due.deemed_accepted)));
        let limits = [
            ("decision", decision),
            ("delivery", due.delivery),
            ("notice", due.notice),
            ("promised", due.promised),
            ("statutory", due.statutory),
        ];
        let row = |(kind, end): (&str, Option<matter_runtime::due::Deadline>)| {
            end.map(|end| format!("{kind}\t{}\t{:?}\t{}", end.day.0, end.minute, u8::from(end.provisional)))
        };
        let stages = self.catalogue.stages_due(&self.case, &self.answer, &self.asked.events, self.asked.today);
        let mut rows: Vec<String> = Vec::new();
        for (name, stage) in stages.expect("stages") {
            let days = stage.days;
            let of = [
                ("decision", days.decision().map(|(_, end)| end)),
                ("delivery", days.delivery),
                ("promised", days.promised),
                ("statutory", days.statutory),
            ];
            rows.extend(of.into_iter().filter_map(row).map(|row| format!("{name}:{row}")));
        }
        // What is said of the whole follows from the stages, and is no row of the tables.
        if rows.is_empty() {
            rows.extend(limits.into_iter().filter_map(row));
        } else {
            rows.extend(row(("notice", due.notice)));
        }
        rows.sort();
        Some((accepted.into_iter().collect(), rows))
    }

    /// Whether the runtime says that the calendar does not reach so far; `None` where it refuses the events for another reason.
    pub fn is_outside(&self) -> Option<bool> {
        match self.catalogue.due(&self.case, &self.answer, &self.asked.events, self.asked.today) {
            Ok(_) => Some(false),
            Err(Error::OutsideCalendar { .. }) => Some(true),
            Err(_) => None,
        }
    }
}

/// An end as a client compares it: without a minute it is the end of the day.
type End = (i32, u16, String);

/// The rows of `due` as a client reads them: of each kind the earliest day that certainly counts, and when it must be decided.
pub fn earliest(rows: &[String]) -> Vec<String> {
    let mut stages: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        let (row, stage) = row.rsplit_once('\t').expect("columns");
        stages.entry(stage).or_default().push(row);
    }
    let mut shown: Vec<String> = Vec::new();
    for (stage, rows) in &stages {
        let of_stage = earliest_of_one(rows);
        shown.extend(of_stage.into_iter().map(|row| if *stage == "NULL" { row } else { format!("{stage}:{row}") }));
    }
    shown.sort();
    shown
}

fn earliest_of_one(rows: &[&str]) -> Vec<String> {
    let mut found: BTreeMap<&str, End> = BTreeMap::new();
    let mut possible: Option<End> = None;
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, kind, status, _, day, minute, provisional, _] = columns.as_slice() else { panic!("{row}") };
        let Ok(day) = day.parse::<i32>() else { continue };
        let end: End = (day, minute.parse().unwrap_or(u16::MAX), (*provisional).to_owned());
        if *status == "possible" {
            possible = possible.into_iter().chain([end]).min();
            continue;
        }
        // Of the notice the first limit counts.
        let known = found.entry(kind).or_insert_with(|| end.clone());
        *known = if *kind == "notice" { known.clone() } else { known.clone().min(end) };
    }
    let decision = ["promised", "statutory"].into_iter().filter_map(|kind| found.get(kind)).min().cloned();
    let decision = decision.filter(|end| possible.as_ref().is_none_or(|possible| end <= possible));
    found.extend(decision.map(|end| ("decision", end)));
    let shown = |(kind, (day, minute, provisional)): (&str, End)| {
        let minute = (minute != u16::MAX).then_some(minute);
        format!("{kind}\t{day}\t{minute:?}\t{provisional}")
    };
    found.into_iter().map(shown).collect()
}

/// Whether a limit that certainly holds ends behind the calendar.
pub fn is_outside(rows: &[String]) -> bool {
    rows.iter().any(|row| row.contains("\tcertain\t") && row.contains("\toutside\t"))
}

fn or_null(text: Option<&str>) -> &str {
    text.unwrap_or("NULL")
}

fn printed(shown: Option<&[Option<String>; 4]>, columns: &Columns) -> [String; 4] {
    let value = |column: &Option<String>| match column.as_deref() {
        None => "NULL".to_owned(),
        Some(constant) if constant.starts_with('\'') => constant.trim_matches('\'').to_owned(),
        Some(name) => columns.get(name).cloned().expect("a column of the table"),
    };
    shown.map_or(["NULL"; 4].map(str::to_owned), |shown| [0, 1, 2, 3].map(|at| value(&shown[at])))
}

fn columns<R: Row>(row: &R) -> Columns {
    let (mut found, mut names) = (Columns::new(), R::SCHEMA.columns.iter());
    row.values(&mut |value| {
        let text = match value {
            Value::Null => "NULL".to_owned(),
            Value::Text(text) => text.to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Day(day) => day.to_string(),
        };
        found.insert(names.next().expect("a column").name, text);
    });
    found
}

/// The rows that a rule yields, whatever their table.
fn payloads(catalogue: &Catalogue, kind: &str, rule: RuleId) -> Vec<Columns> {
    macro_rules! rows_of {
        ($($table:ident)*) => {
            match kind {
                $(_ if kind == tables::$table::SCHEMA.name => {
                    catalogue.rows_of::<tables::$table>(rule.0).expect("rows").iter().map(columns).collect()
                })*
                other => panic!("no table {other}"),
            }
        };
    }
    rows_of![
        Limit Condition PriorResult Requirement Responsible Accepting Decider Delegation Stage Exclusion CaseKind Channel Visit Venue
        Fee Benefit ResultDocument Renewal Trigger Instead Quota Discretion Commitment Intermediary Duty Liability
    ]
}
