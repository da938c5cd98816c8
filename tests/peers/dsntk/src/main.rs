//! DMN on dsntk: one model a matter, whose one decision is a FEEL expression, a list of all outcomes.

use std::fmt::Write as _;
use std::sync::Arc;

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelNumber, Name};
use dsntk_model_evaluator::ModelEvaluator;
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, Syntax, decision};
use workload::{Decision, Kind, Matter, Request, Value as Fact, facts, held};

const SYNTAX: Syntax = Syntax { and: " and ", or: " or ", not: |of| format!("not({of})"), ..C_LIKE };
const NAMESPACE: &str = "https://example.org/matters";
const DECISION: &str = "decision";

struct Dmn(Arc<Vec<Arc<ModelEvaluator>>>);

fn model(matter: &Matter) -> String {
    let lines = SYNTAX.lines(matter, |result| format!("list contains(held, \"{result}\")"));
    let [fee, until] = SYNTAX.amounts(matter, |when, a, b| format!("(if {when} then {a} else {b})"));
    let expression =
        format!("[{}, {fee}, {until}]", lines.join(", ")).replace("==", "=").replace('<', "&lt;").replace('>', "&gt;");
    let kinds = matter.questions.iter().map(|question| {
        let kind = match question.kind {
            Kind::Choice(_) => "string",
            Kind::YesNo => "boolean",
            Kind::Number | Kind::Date => "number",
        };
        (question.name, kind)
    });
    let given = [("age", "number"), ("region", "number"), ("today", "number"), ("held", "Any")];
    let (mut inputs, mut required) = (String::new(), String::new());
    for (name, kind) in given.into_iter().chain(kinds) {
        let _ =
            writeln!(required, "<informationRequirement><requiredInput href=\"#{name}\"/></informationRequirement>");
        let _ = writeln!(
            inputs,
            "<inputData id=\"{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{kind}\"/></inputData>"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" namespace=\"{NAMESPACE}\" name=\"matter\" id=\"matter\">\n\
         {inputs}<decision name=\"{DECISION}\" id=\"decision\">\n<variable name=\"{DECISION}\"/>\n{required}\
         <literalExpression><text>{expression}</text></literalExpression>\n</decision>\n</definitions>\n"
    )
}

fn evaluator(text: &String) -> Arc<ModelEvaluator> {
    let definitions = dsntk_model::parse(text).expect("a model");
    ModelEvaluator::new(&[definitions]).expect("an evaluator")
}

/// Amounts are not negative.
fn amount(value: &Value) -> i64 {
    let Value::Number(number) = value else { panic!("an amount: {value}") };
    u32::try_from(number).expect("an amount").into()
}

impl Peer for Dmn {
    type Input = FeelContext;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        catalogue.iter().map(model).collect()
    }

    fn load(source: &[String]) -> Self {
        Self(Arc::new(source.iter().map(evaluator).collect()))
    }

    fn fork(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> FeelContext {
        let mut context = FeelContext::default();
        for (name, value) in facts(matter, request) {
            let value = match value {
                Fact::Number(number) => Value::Number(FeelNumber::from(number)),
                Fact::YesNo(yes) => Value::Boolean(yes),
                Fact::Text(text) => Value::String(text.to_owned()),
            };
            context.set_entry(&Name::from(name), value);
        }
        context.set_entry(&Name::from("held"), Value::List(held(request).map(Value::String).collect()));
        context
    }

    fn decide(&mut self, matter: &Matter, _: &Request, input: &FeelContext) -> Decision {
        let found = self.0[matter.number].evaluate_invocable(NAMESPACE, "matter", DECISION, input);
        let Value::List(found) = found else { panic!("a list: {found}") };
        let [lines @ .., fee, until] = found.as_slice() else { panic!("two amounts") };
        decision(lines.iter().map(|line| matches!(line, Value::Boolean(true))), amount(fee), amount(until))
    }
}

fn main() {
    run::<Dmn>("dsntk-model-evaluator");
}
