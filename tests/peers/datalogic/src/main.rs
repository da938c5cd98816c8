//! datalogic-rs: JsonLogic, one list of all outcomes a matter.

use std::sync::Arc;

use bumpalo::Bump;
use datalogic_rs::datavalue::{NumberValue, OwnedDataValue};
use datalogic_rs::{Engine, Logic};
use workload::measure::{Peer, run};
use workload::write::decision;
use workload::{Atom, Decision, Kind, Matter, Request, Span, Test, VALUES, Value, When, facts, held, result_name};

struct DataLogic {
    engine: Arc<Engine>,
    rules: Arc<Vec<Logic>>,
    memory: Bump,
}

fn variable(name: &str) -> String {
    format!("{{\"var\":\"{name}\"}}")
}

fn call(operator: &str, arguments: &[String]) -> String {
    format!("{{\"{operator}\":[{}]}}", arguments.join(","))
}

fn atom(matter: &Matter, atom: &Atom) -> String {
    let question = &matter.questions[atom.question];
    let name = variable(question.name);
    let text = |value: i32| format!("\"{}\"", VALUES[value as usize]);
    match atom.test {
        Test::Is(1) if question.kind == Kind::YesNo => name,
        Test::Is(_) if question.kind == Kind::YesNo => call("!", &[name]),
        Test::Is(value) => call("===", &[name, text(value)]),
        Test::IsNot(value) => call("!==", &[name, text(value)]),
        Test::AtLeast(bound) => call(">=", &[name, bound.to_string()]),
        Test::Below(bound) => call("<", &[name, bound.to_string()]),
    }
}

fn when(matter: &Matter, condition: &When) -> String {
    let all = |parts: &[When]| parts.iter().map(|part| when(matter, part)).collect::<Vec<_>>();
    match condition {
        When::Always => "true".to_owned(),
        When::Is(is) => atom(matter, is),
        When::All(parts) => call("and", &all(parts)),
        When::Any(parts) => call("or", &all(parts)),
    }
}

fn inside(span: &Span) -> String {
    let bound = |operator: &str, bound: i32| call(operator, &[variable("region"), bound.to_string()]);
    call("and", &[bound(">=", span.0), bound("<", span.1)])
}

fn rule(matter: &Matter) -> String {
    let mut lines: Vec<String> = matter.materials.iter().map(|material| when(matter, material)).collect();
    let holds = call("in", &[format!("\"{}\"", result_name(matter.result)), variable("held")]);
    lines.push(call("!", &[holds]));
    lines.push(call("<", &[variable("age"), matter.age.to_string()]));
    lines.push(call("!", &[inside(&matter.residence)]));
    lines.extend(matter.offices.iter().map(inside));
    let [first, second] = [matter.fee.0, matter.fee.1].map(|amount| amount.to_string());
    lines.push(call(
        "if",
        &[atom(matter, &matter.waiver), "0".to_owned(), when(matter, &matter.reduced), first, second],
    ));
    let [quick, slow] = [matter.days.0, matter.days.1].map(|days| days.to_string());
    lines.push(call("+", &[variable("today"), call("if", &[when(matter, &matter.quick), quick, slow])]));
    format!("[{}]", lines.join(","))
}

impl Peer for DataLogic {
    type Input = OwnedDataValue;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        catalogue.iter().map(rule).collect()
    }

    fn load(source: &[String]) -> Self {
        let engine = Engine::new();
        let rules = source.iter().map(|text| engine.compile(text.as_str()).expect("compiles")).collect();
        Self { engine: Arc::new(engine), rules: Arc::new(rules), memory: Bump::new() }
    }

    fn fork(&self) -> Self {
        Self { engine: Arc::clone(&self.engine), rules: Arc::clone(&self.rules), memory: Bump::new() }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> OwnedDataValue {
        let mut given: Vec<_> = facts(matter, request)
            .map(|(name, value)| {
                let value = match value {
                    Value::Number(number) => OwnedDataValue::Number(NumberValue::Integer(number.into())),
                    Value::YesNo(yes) => OwnedDataValue::Bool(yes),
                    Value::Text(text) => OwnedDataValue::String(text.into()),
                };
                (name.to_owned(), value)
            })
            .collect();
        let results = held(request).map(|name| OwnedDataValue::String(name.into())).collect();
        given.push(("held".to_owned(), OwnedDataValue::Array(results)));
        OwnedDataValue::Object(given.into())
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &OwnedDataValue) -> Decision {
        self.memory.reset();
        let found = self.engine.evaluate(&self.rules[matter.number], input, &self.memory).expect("evaluates");
        let found = found.as_array().expect("a list");
        let [lines @ .., fee, until] = found else { panic!("two amounts") };
        let amount = |value: &datalogic_rs::datavalue::DataValue<'_>| value.as_i64().expect("an amount");
        decision(lines.iter().map(|line| line.as_bool() == Some(true)), amount(fee), amount(until))
    }
}

fn main() {
    run::<DataLogic>("datalogic-rs");
}
