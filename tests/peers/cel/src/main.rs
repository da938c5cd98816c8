//! CEL: one expression a matter, a list of all outcomes.

use std::sync::Arc;

use cel::{Context, Env, Program, Value};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, decision};
use workload::{Decision, Matter, Request, Value as Fact, facts, held};

struct Cel {
    environment: Arc<Env>,
    programs: Arc<Vec<Program>>,
}

impl Peer for Cel {
    type Input = Context<'static, 'static>;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        let text = |matter: &Matter| {
            let lines = C_LIKE.lines(matter, |result| format!("(\"{result}\" in held)"));
            let [fee, until] = C_LIKE.amounts(matter, |when, a, b| format!("(({when}) ? {a} : {b})"));
            format!("[{}, {fee}, {until}]", lines.join(", "))
        };
        catalogue.iter().map(text).collect()
    }

    fn load(source: &[String]) -> Self {
        let environment = Arc::new(Env::stdlib());
        let programs = source.iter().map(|text| environment.compile(text).expect("compiles")).collect();
        Self { environment, programs: Arc::new(programs) }
    }

    fn fork(&self) -> Self {
        Self { environment: Arc::clone(&self.environment), programs: Arc::clone(&self.programs) }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> Self::Input {
        let mut context = Context::with_env(Arc::clone(&self.environment));
        for (name, value) in facts(matter, request) {
            match value {
                Fact::Number(number) => context.add_variable_from_value(name, i64::from(number)),
                Fact::YesNo(yes) => context.add_variable_from_value(name, yes),
                Fact::Text(text) => context.add_variable_from_value(name, text),
            }
        }
        context.add_variable_from_value("held", held(request).collect::<Vec<String>>());
        context
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &Self::Input) -> Decision {
        let Ok(Value::List(found)) = self.programs[matter.number].execute(input) else { panic!("a list") };
        let [lines @ .., Value::Int(fee), Value::Int(until)] = found.as_slice() else { panic!("two amounts") };
        decision(lines.iter().map(|line| matches!(line, Value::Bool(true))), *fee, *until)
    }
}

fn main() {
    run::<Cel>("cel");
}
