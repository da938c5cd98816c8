//! `matter vectors`: boundary cases and pairs of cases of one matter, each with what the runtime decides: what a vendor's machine is tried with.

use std::sync::Arc;

use matter_answers::{Decided, Refusal};
use matter_checks::proofs::Words;
use matter_checks::proofs::vectors::{Purpose, Vector, vectors};
use matter_core::hir::{Definition, ItemRef};
use matter_runtime::tables::Day;
use matter_runtime::{Catalogue, Dates, Error, MatterId, RegionId, Request};
use serde_json::{Value, json};

use crate::Outcome;
use crate::arguments::Vectors;
use crate::commands::decide;
use crate::opened::spoken;
use crate::output::Output;
use crate::workspace::{Workspace, has_errors};

/// Prints the cases of a matter.
pub(super) fn run(arguments: &Vectors, output: &mut Output) -> Result<Outcome, Outcome> {
    let workspace = Workspace::open(&arguments.source, output)?;
    let (findings, _) = workspace.check(output);
    if has_errors(&findings) {
        workspace.print(&findings, output);
        return Err(Outcome::Findings);
    }
    let catalogue = super::test::compile(&workspace, output).ok_or(Outcome::Findings)?;
    match page(&workspace, &catalogue, &arguments.matter) {
        Ok(text) => {
            output.result(&text);
            Ok(Outcome::Fine)
        }
        Err(error) => Err(decide::turned_down(&error, workspace.language, output)),
    }
}

fn page(workspace: &Workspace, catalogue: &Catalogue, named: &str) -> Result<String, Refusal> {
    let matter = catalogue.matter(named)?;
    let name = catalogue.row::<matter_runtime::tables::Matter>(matter.0)?.name;
    let analysis = &workspace.analysis;
    let is_it = |item: &&ItemRef| analysis.matter_head(item).is_some_and(|head| *head.name == *name);
    let definitions: Arc<[Definition]> =
        analysis.matters_in_force().find(is_it).map_or_else(|| Arc::from([]), |item| analysis.definitions(item));
    let today = workspace.as_of().unwrap_or(Day(0));
    let words = Words { regions: analysis.regions(), root: analysis.root(), today };
    let mut cases = Vec::new();
    for definition in definitions.iter() {
        for vector in vectors(definition, &definitions, &words) {
            match case(workspace, catalogue, matter, &vector) {
                // No such case comes before a window: its answers make somebody else responsible, its channel is not open to it, or its
                // place is larger than a window's.
                Err(Refusal::Runtime(
                    Error::NotACandidate { .. } | Error::ChannelNotOffered { .. } | Error::PlaceTooLarge { .. },
                )) => {}
                made => cases.push(made?),
            }
        }
    }
    let page = json!({ "matter": name, "as_of": today.to_string(), "cases": cases });
    Ok(decide::pretty(&page))
}

/// One case with what the runtime decides; answers go the way of every answer, as text.
fn case(workspace: &Workspace, catalogue: &Catalogue, matter: MatterId, vector: &Vector) -> Result<Value, Refusal> {
    let mut answers = Vec::new();
    for (fact, value) in &vector.answers {
        catalogue.read_answer(Some(matter), fact, value, vector.day, &mut answers)?;
    }
    let region = Some(RegionId(vector.responsible));
    let dates = Dates::on(vector.day);
    let request = Request { matter, responsible: region, here: region, dates, answers: &answers };
    let decided = Decided::new(catalogue, &request, spoken(workspace.language))?;
    let outcome = serde_json::to_value(decided.decision()?).unwrap_or_default();
    let shows = vector.shows.iter().map(|shows| {
        let purpose = match shows.purpose {
            Purpose::Boundary => "boundary",
            Purpose::Pair => "pair",
        };
        json!({ "line": &*shows.line, "fact": &*shows.fact, "purpose": purpose })
    });
    let given: serde_json::Map<String, Value> =
        vector.answers.iter().map(|(fact, value)| (fact.to_string(), Value::from(&**value))).collect();
    Ok(json!({
        "day": vector.day.to_string(),
        "region": &*workspace.analysis.regions().code(vector.responsible),
        "answers": given,
        "shows": shows.collect::<Vec<_>>(),
        "outcome": outcome,
    }))
}
