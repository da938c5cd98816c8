//! Cedar: one policy a line, one set of policies a matter. A decision is one question whether the applicant is permitted; the lines that
//! hold are the policies that its answer names. Cedar knows no amounts: fee and time are chosen here by three more policies.

use std::sync::Arc;

use cedar_policy::{
    Authorizer, Context, Entities, EntityUid, Policy, PolicyId, PolicySet, Request as Question, RestrictedExpression,
};
use workload::measure::{Peer, run};
use workload::write::{C_LIKE, Syntax};
use workload::{Decision, Matter, Request, Value, days, facts, fee, held};

const SYNTAX: Syntax = Syntax { variable: |name| format!("context.{name}"), ..C_LIKE };

/// Where the lines of the waiver, of the reduced fee and of the short time stand.
const WAIVED: u32 = 28;
const REDUCED: u32 = 29;
const QUICK: u32 = 30;

struct Cedar {
    authorizer: Authorizer,
    policies: Arc<Vec<PolicySet>>,
    nobody: Entities,
    someone: EntityUid,
}

/// A policy a text line, after its number.
fn policies(matter: &Matter) -> String {
    let lines = SYNTAX.lines(matter, |result| format!("context.held.contains(\"{result}\")"));
    let amounts = [
        (WAIVED, SYNTAX.atom(matter, &matter.waiver)),
        (REDUCED, SYNTAX.when(matter, &matter.reduced)),
        (QUICK, SYNTAX.when(matter, &matter.quick)),
    ];
    (0..)
        .zip(lines)
        .chain(amounts)
        .map(|(number, when)| format!("{number} permit(principal, action, resource) when {{ {when} }};\n"))
        .collect()
}

fn set(text: &str) -> PolicySet {
    let mut set = PolicySet::new();
    for line in text.lines() {
        let (number, policy) = line.split_once(' ').expect("a number");
        set.add(Policy::parse(Some(PolicyId::new(number)), policy).expect("a policy")).expect("a new number");
    }
    set
}

impl Peer for Cedar {
    type Input = Question;

    fn source(catalogue: &[Matter]) -> Vec<String> {
        catalogue.iter().map(policies).collect()
    }

    fn load(source: &[String]) -> Self {
        let policies = source.iter().map(|text| set(text)).collect();
        Self {
            authorizer: Authorizer::new(),
            policies: Arc::new(policies),
            nobody: Entities::empty(),
            someone: "Person::\"someone\"".parse().expect("a name"),
        }
    }

    fn fork(&self) -> Self {
        Self {
            authorizer: Authorizer::new(),
            policies: Arc::clone(&self.policies),
            nobody: Entities::empty(),
            someone: self.someone.clone(),
        }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> Question {
        let given = facts(matter, request).map(|(name, value)| {
            let value = match value {
                Value::Number(number) => RestrictedExpression::new_long(number.into()),
                Value::YesNo(yes) => RestrictedExpression::new_bool(yes),
                Value::Text(text) => RestrictedExpression::new_string(text.to_owned()),
            };
            (name.to_owned(), value)
        });
        let results = RestrictedExpression::new_set(held(request).map(RestrictedExpression::new_string));
        let context = Context::from_pairs(given.chain([("held".to_owned(), results)])).expect("facts");
        let same = || self.someone.clone();
        Question::new(same(), same(), same(), context, None).expect("a question")
    }

    fn decide(&mut self, matter: &Matter, request: &Request, input: &Question) -> Decision {
        let answer = self.authorizer.is_authorized(input, &self.policies[matter.number], &self.nobody);
        let bit = |id: &PolicyId| 1 << AsRef::<str>::as_ref(id).parse::<u32>().expect("a number");
        let bits: u32 = answer.diagnostics().reason().map(bit).sum();
        let is = |line: u32| bits >> line & 1 == 1;
        Decision {
            materials: bits & 0xF_FFFF,
            failed: (bits >> 20 & 7) as u8,
            offices: (bits >> 23 & 31) as u8,
            fee: fee(matter, is(WAIVED), is(REDUCED)),
            until: request.today + days(matter, is(QUICK)),
        }
    }
}

fn main() {
    run::<Cedar>("cedar-policy");
}
