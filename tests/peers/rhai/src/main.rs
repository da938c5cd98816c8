//! rhai: one expression a matter, a list of all outcomes.

use std::sync::Arc;

use rhai::{AST, Array, Dynamic, Engine, Scope};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, decision};
use workload::{Decision, Matter, Request, Value, facts, held};

struct Rhai(Arc<Engine>, Arc<Vec<AST>>);

impl Peer for Rhai {
    type Input = Scope<'static>;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        let text = |matter: &Matter| {
            let lines = C_LIKE.lines(matter, |result| format!("(\"{result}\" in held)"));
            let [fee, until] = C_LIKE.amounts(matter, |when, a, b| format!("(if {when} {{ {a} }} else {{ {b} }})"));
            format!("[{}, {fee}, {until}]", lines.join(", "))
        };
        catalogue.iter().map(text).collect()
    }

    fn load(source: &[String]) -> Self {
        let mut engine = Engine::new();
        engine.set_max_expr_depths(0, 0);
        let compiled = source.iter().map(|text| engine.compile(text).expect("compiles")).collect();
        Self(Arc::new(engine), Arc::new(compiled))
    }

    fn fork(&self) -> Self {
        Self(Arc::clone(&self.0), Arc::clone(&self.1))
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> Scope<'static> {
        let mut scope = Scope::new();
        for (name, value) in facts(matter, request) {
            match value {
                Value::Number(number) => scope.push_constant(name, i64::from(number)),
                Value::YesNo(yes) => scope.push_constant(name, yes),
                Value::Text(text) => scope.push_constant(name, text),
            };
        }
        scope.push_constant("held", held(request).map(Dynamic::from).collect::<Array>());
        scope
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &Scope<'static>) -> Decision {
        // The engine asks for a scope that it may change.
        let mut scope = input.clone();
        let found: Array = self.0.eval_ast_with_scope(&mut scope, &self.1[matter.number]).expect("evaluates");
        let [lines @ .., fee, until] = found.as_slice() else { panic!("two amounts") };
        decision(
            lines.iter().map(|line| line.as_bool() == Ok(true)),
            fee.as_int().expect("a fee"),
            until.as_int().expect("a day"),
        )
    }
}

fn main() {
    run::<Rhai>("rhai");
}
