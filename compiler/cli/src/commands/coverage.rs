//! Which rules the tests reach: of each matter, the lines that certainly held in some test and those that never did.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use matter_core::hir::TestCase;
use matter_emit::trial::Trial;
use matter_runtime::Catalogue;
use matter_runtime::tables::{Edition, Rule};

use crate::arguments::Language;

/// Kinds of rows that are bookkeeping, not lines of the source.
const UNWRITTEN: &[&str] = &["feasible", "never", "eligible"];

/// A line per matter, and under it the rules that no test reached.
pub(super) fn report(language: Language, catalogue: &Catalogue, trials: &[(Arc<TestCase>, Trial)]) -> String {
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, trial) in trials {
        for (matter, rule) in &trial.covered {
            reached.entry(matter).or_default().insert(rule);
        }
    }
    let (Ok(editions), Ok(rules)) = (catalogue.rows::<Edition>(), catalogue.rows::<Rule>()) else {
        return String::new();
    };
    let mut written: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in rules.iter().filter(|rule| !UNWRITTEN.contains(&rule.kind.as_str())) {
        let edition = usize::try_from(rule.edition).ok().and_then(|index| editions.get(index));
        if let Some(edition) = edition {
            written.entry(&edition.matter).or_default().insert(&rule.key);
        }
    }
    let mut text = String::new();
    for (matter, rules) in written {
        let hit = reached.get(matter);
        let missed: Vec<&str> =
            rules.iter().filter(|rule| hit.is_none_or(|hit| !hit.contains(*rule))).copied().collect();
        let _ = match language {
            Language::Zh => writeln!(text, "{matter}：{} / {} 行有用例", rules.len() - missed.len(), rules.len()),
            Language::En => writeln!(text, "{matter}: {} of {} lines reached", rules.len() - missed.len(), rules.len()),
        };
        for rule in missed {
            let _ = writeln!(text, "  {rule}");
        }
    }
    text
}
