//! Facts → questions that a form can show: kind, values, range, help.

use matter_runtime::tables::{Fact, FactValue, Matter};
use matter_runtime::{Catalogue, Error, FactId};
use serde_json::{Value, json};

/// The name by which a fact is answered: without the matter that it belongs to.
pub(crate) fn short<'n>(matter: &Matter, name: &'n str) -> &'n str {
    name.strip_prefix(matter.name.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
}

/// Questions in the order of the facts; the options of a set make one question where the first of them stands.
pub(crate) fn questions(catalogue: &Catalogue, matter: &Matter, facts: &[FactId]) -> Result<Vec<Value>, Error> {
    let mut asked: Vec<String> = Vec::new();
    let mut questions = Vec::new();
    for fact in facts {
        let row = catalogue.fact_row(*fact)?;
        match &row.option_of {
            None => questions.push(single(catalogue, matter, &row)?),
            Some(set) if asked.contains(set) => {}
            Some(set) => {
                asked.push(set.clone());
                questions.push(several(catalogue, matter, set)?);
            }
        }
    }
    Ok(questions)
}

fn single(catalogue: &Catalogue, matter: &Matter, row: &Fact) -> Result<Value, Error> {
    let values: Vec<String> = match row.kind.as_str() {
        "choice" | "ordered" => {
            catalogue.rows_named::<FactValue>(&row.name)?.into_iter().map(|value| value.title).collect()
        }
        _ => Vec::new(),
    };
    Ok(json!({
        "fact": short(matter, &row.name),
        "title": row.title,
        "kind": row.kind,
        "values": values,
        "unit": row.unit,
        "decimals": row.scale,
        "low": row.low,
        "high": row.high,
        "level": row.level,
        "owner": row.owner,
        "document": row.document,
        "help": row.help,
    }))
}

fn several(catalogue: &Catalogue, matter: &Matter, set: &str) -> Result<Value, Error> {
    let title = set.rsplit('/').next().unwrap_or(set);
    let options = catalogue.options(None, set)?;
    let values: Vec<&str> = options.iter().map(|(_, row)| row.name.rsplit('/').next().unwrap_or_default()).collect();
    let help = options.first().and_then(|(_, row)| row.help.clone());
    Ok(json!({ "fact": short(matter, set), "title": title, "kind": "set", "values": values, "help": help }))
}
