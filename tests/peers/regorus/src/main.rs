//! Rego on regorus: one package a matter, compiled to a program of its register machine. A line that holds is a member of a set.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::program::Program;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, Syntax};
use workload::{Atom, Decision, Matter, Request, Span, Value as Fact, When, facts, held, result_name};

const SYNTAX: Syntax = Syntax { variable: |name| format!("input.{name}"), not: |of| format!("not {of}"), ..C_LIKE };
/// What is evaluated.
const DECISION: &str = "data.matter.decision";

struct Rego {
    programs: Arc<Vec<Arc<Program>>>,
    machine: RegoVM,
}

/// The bodies of which one must hold.
fn bodies(matter: &Matter, when: &When) -> Vec<String> {
    let body = |atoms: &Vec<Atom>| match atoms.as_slice() {
        [] => "true".to_owned(),
        atoms => atoms.iter().map(|atom| SYNTAX.atom(matter, atom)).collect::<Vec<_>>().join("; "),
    };
    when.conjunctions().iter().map(body).collect()
}

fn package(matter: &Matter) -> String {
    let mut text = "package matter\n\nimport rego.v1\n\n".to_owned();
    let mut rule = |head: &str, bodies: &[String]| {
        for body in bodies {
            let _ = writeln!(text, "{head} if {{ {body} }}");
        }
    };
    let inside = |span: &Span| format!("input.region >= {}; input.region < {}", span.0, span.1);
    for (number, when) in matter.materials.iter().enumerate() {
        rule(&format!("materials contains {number}"), &bodies(matter, when));
    }
    rule("failed contains 0", &[format!("not \"{}\" in input.held", result_name(matter.result))]);
    rule("failed contains 1", &[format!("input.age < {}", matter.age)]);
    let (first, last) = matter.residence;
    rule("failed contains 2", &[format!("input.region < {first}"), format!("input.region >= {last}")]);
    for (number, span) in matter.offices.iter().enumerate() {
        rule(&format!("offices contains {number}"), &[inside(span)]);
    }
    rule("reduced", &bodies(matter, &matter.reduced));
    rule("quick", &bodies(matter, &matter.quick));
    let waived = SYNTAX.atom(matter, &matter.waiver);
    let (fee, days) = (matter.fee, matter.days);
    let _ = write!(
        text,
        "fee := 0 if {{ {waived} }} else := {} if {{ reduced }} else := {}\n\
         days := {} if {{ quick }} else := {}\n\
         decision := [materials, failed, offices, fee, input.today + days]\n",
        fee.0, fee.1, days.0, days.1
    );
    text
}

fn program(text: &String) -> Arc<Program> {
    let mut engine = Engine::new();
    engine.add_policy("matter.rego".to_owned(), text.clone()).expect("a policy");
    let policy = engine.compile_with_entrypoint(&DECISION.into()).expect("compiles");
    Compiler::compile_from_policy(&policy, &[DECISION]).expect("a program")
}

/// One bit a member.
fn bits(set: &Value) -> u32 {
    set.as_set().expect("a set").iter().map(|line| 1 << line.as_u32().expect("a number")).sum()
}

impl Peer for Rego {
    type Input = Value;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        catalogue.iter().map(package).collect()
    }

    fn load(source: &[String]) -> Self {
        Self { programs: Arc::new(source.iter().map(program).collect()), machine: RegoVM::new() }
    }

    fn fork(&self) -> Self {
        Self { programs: Arc::clone(&self.programs), machine: RegoVM::new() }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> Value {
        let given = facts(matter, request).map(|(name, value)| {
            let value = match value {
                Fact::Number(number) => Value::from(number),
                Fact::YesNo(yes) => Value::from(yes),
                Fact::Text(text) => Value::from(text),
            };
            (Value::from(name), value)
        });
        let results = held(request).map(Value::from).collect::<Vec<_>>();
        Value::from(given.chain([(Value::from("held"), Value::from(results))]).collect::<BTreeMap<_, _>>())
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &Value) -> Decision {
        self.machine.load_program(Arc::clone(&self.programs[matter.number]));
        self.machine.set_input(input.clone());
        let found = self.machine.execute().expect("evaluates");
        let [materials, failed, offices, fee, until] = found.as_array().expect("a list").as_slice() else {
            panic!("five values")
        };
        let amount = |value: &Value| value.as_i64().expect("an amount") as i32;
        Decision {
            materials: bits(materials),
            failed: bits(failed) as u8,
            offices: bits(offices) as u8,
            fee: amount(fee),
            until: amount(until),
        }
    }
}

fn main() {
    run::<Rego>("regorus");
}
