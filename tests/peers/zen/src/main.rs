//! zen-engine: one graph a matter, from its input over one node of expressions to its output.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use serde_json::{Value, json};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, Syntax, decision};
use workload::{Decision, Matter, Request, Value as Fact, facts, held};
use zen_engine::model::{DecisionContent, GraphContent};
use zen_engine::{Decision as Graph, Variable};

const SYNTAX: Syntax = Syntax {
    and: " and ",
    or: " or ",
    not: |of| format!("not({of})"),
    truth: |variable| format!("{variable} == true"),
    ..C_LIKE
};

struct Zen {
    graphs: Arc<Vec<Arc<GraphContent>>>,
    /// A graph that runs belongs to one thread.
    running: HashMap<usize, Graph>,
}

fn graph(matter: &Matter) -> String {
    let lines = SYNTAX.lines(matter, |result| format!("(\"{result}\" in held)"));
    let [fee, until] = SYNTAX.amounts(matter, |when, a, b| format!("(({when}) ? {a} : {b})"));
    let expressions: Vec<Value> = [("lines", format!("[{}]", lines.join(", "))), ("fee", fee), ("until", until)]
        .into_iter()
        .map(|(key, value)| json!({ "id": key, "key": key, "value": value }))
        .collect();
    let node = |id: &str, kind: &str, content: Value| json!({ "id": id, "name": id, "type": kind, "content": content });
    let edge = |from: &str, to: &str| json!({ "id": from, "type": "edge", "sourceId": from, "targetId": to });
    let rules = json!({
        "expressions": expressions, "passThrough": false, "inputField": null, "outputPath": null, "executionMode": "single",
    });
    json!({
        "nodes": [
            node("input", "inputNode", json!({})),
            node("rules", "expressionNode", rules),
            node("output", "outputNode", json!({})),
        ],
        "edges": [edge("input", "rules"), edge("rules", "output")],
    })
    .to_string()
}

fn compiled(text: &String) -> Arc<GraphContent> {
    let DecisionContent::Graph(graph) = serde_json::from_str(text).expect("a graph") else { panic!("a graph") };
    let mut graph = Arc::unwrap_or_clone(graph);
    graph.compile();
    Arc::new(graph)
}

fn amount(value: &Variable) -> i64 {
    let number = value.as_number().expect("an amount");
    number.try_into().expect("a whole amount")
}

impl Peer for Zen {
    type Input = Value;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        catalogue.iter().map(graph).collect()
    }

    fn load(source: &[String]) -> Self {
        Self { graphs: Arc::new(source.iter().map(compiled).collect()), running: HashMap::new() }
    }

    fn fork(&self) -> Self {
        Self { graphs: Arc::clone(&self.graphs), running: HashMap::new() }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> Value {
        let given = facts(matter, request).map(|(name, value)| {
            let value = match value {
                Fact::Number(number) => Value::from(number),
                Fact::YesNo(yes) => Value::from(yes),
                Fact::Text(text) => Value::from(text),
            };
            (name.to_owned(), value)
        });
        Value::Object(given.chain([("held".to_owned(), held(request).collect())]).collect())
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &Value) -> Decision {
        let graph =
            self.running.entry(matter.number).or_insert_with(|| Graph::from(Arc::clone(&self.graphs[matter.number])));
        // Nothing in these graphs waits, so the first poll ends them.
        let mut running = pin!(graph.evaluate(Variable::from(input)));
        let Poll::Ready(ended) = running.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("it waits")
        };
        let found = ended.expect("evaluates").result;
        let of = |key: &str| found.dot(key).expect("an outcome");
        let lines = of("lines");
        let lines = lines.as_array().expect("a list");
        decision(
            lines.borrow().iter().map(|line| line.as_bool() == Some(true)),
            amount(&of("fee")),
            amount(&of("until")),
        )
    }
}

fn main() {
    run::<Zen>("zen-engine");
}
