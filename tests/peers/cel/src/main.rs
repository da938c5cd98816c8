//! CEL: one expression a matter, a list of all outcomes.

use std::sync::Arc;

use cel::{Context, Env, Program, Value};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, decision};
use workload::{Decision, Kind, Matter, Request, VALUES, held};

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
        for (name, value) in [("age", request.age), ("region", request.region), ("today", request.today)] {
            context.add_variable_from_value(name, i64::from(value));
        }
        context.add_variable_from_value("held", held(request).collect::<Vec<String>>());
        for (question, answer) in matter.questions.iter().zip(request.answers) {
            match question.kind {
                Kind::Choice(_) => context.add_variable_from_value(question.name, VALUES[answer as usize]),
                Kind::YesNo => context.add_variable_from_value(question.name, answer == 1),
                Kind::Number | Kind::Date => context.add_variable_from_value(question.name, i64::from(answer)),
            }
        }
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
