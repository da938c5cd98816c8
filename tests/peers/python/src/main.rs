//! The work for the engines that are called from Python, a line of JSON each: first the matters, in SQL and in NumPy, then requests with what
//! they must be answered.

use serde_json::json;
use workload::write::{C_LIKE, Syntax};
use workload::{Decision, Kind, Matter, Request, VALUES, catalogue, expected, held, requests};

/// Requests that are written; Python engines answer far fewer in the time that they get.
const REQUESTS: usize = 20_000;

const SQL: Syntax =
    Syntax { and: " AND ", or: " OR ", not: |of| format!("NOT ({of})"), text: |value| format!("'{value}'"), ..C_LIKE };

/// Choices are the numbers of their values, as OpenFisca keeps them.
const NUMPY: Syntax = Syntax {
    and: " & ",
    or: " | ",
    not: |of| format!("~({of})"),
    text: |value| VALUES.iter().position(|other| *other == value).unwrap_or_default().to_string(),
    ..C_LIKE
};

fn matter(matter: &Matter) -> serde_json::Value {
    let mut sql = SQL.lines(matter, |result| format!("list_contains(held, '{result}')"));
    sql.extend(SQL.amounts(matter, |when, a, b| format!("(CASE WHEN {when} THEN {a} ELSE {b} END)")));
    let mut numpy = NUMPY.lines(matter, |result| {
        let bit = result.trim_start_matches("result").trim_start_matches('0');
        format!("((held >> {} & 1) == 1)", if bit.is_empty() { "0" } else { bit })
    });
    numpy.extend(NUMPY.amounts(matter, |when, a, b| format!("where({when}, {a}, {b})")));
    let questions = matter.questions.iter().map(|question| {
        let kind = match question.kind {
            Kind::Choice(_) => "choice",
            Kind::YesNo => "yes_no",
            Kind::Number | Kind::Date => "number",
        };
        json!([question.name, kind])
    });
    json!({ "questions": questions.collect::<Vec<_>>(), "sql": sql, "numpy": numpy })
}

fn request(catalogue: &[Matter], request: &Request) -> serde_json::Value {
    let Decision { materials, failed, offices, fee, until } = expected(&catalogue[request.matter], request);
    json!({
        "matter": request.matter, "age": request.age, "region": request.region, "today": request.today,
        "held": request.held, "results": held(request).collect::<Vec<_>>(), "answers": request.answers,
        "expected": [materials, failed, offices, fee, until],
    })
}

fn main() {
    let matters = std::env::args().nth(1).map_or(1_000, |number| number.parse().expect("a number of matters"));
    let catalogue = catalogue(matters);
    let requests = requests(&catalogue, REQUESTS);
    println!("{}", json!({ "matters": catalogue.iter().map(matter).collect::<Vec<_>>(), "values": VALUES }));
    for one in &requests {
        println!("{}", request(&catalogue, one));
    }
}
