//! `matter test`: run the tests written in the language, through the tables, as a window would.

use std::fmt::Write as _;
use std::sync::Arc;

use matter_core::diagnostic::Place;
use matter_core::hir::TestCase;
use matter_emit::trial::{self, Setting, Trial};
use matter_runtime::Catalogue;
use matter_runtime::tables::Day;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::coverage::Coverage;
use crate::Outcome;
use crate::arguments::{Language, Test, TestFormat};
use crate::output::Output;
use crate::progress;
use crate::tables;
use crate::workspace::{LineNumbers, Workspace, has_errors, serious};

/// Runs the tests of the catalogue.
pub(super) fn run(test: &Test, output: &mut Output) -> Result<Outcome, Outcome> {
    let workspace = Workspace::open(&test.source, output)?;
    let (findings, _) = workspace.check(output);
    if has_errors(&findings) {
        workspace.print(&serious(findings), output);
        return Ok(Outcome::Findings);
    }
    let Some(catalogue) = compile(&workspace, output) else { return Ok(Outcome::Findings) };
    let as_of = workspace.as_of().unwrap_or(Day(0));
    let wanted = |case: &Arc<TestCase>| test.only.as_ref().is_none_or(|part| case.name.contains(part.as_str()));
    let cases: Vec<Arc<TestCase>> = workspace.analysis.tests().into_iter().filter(wanted).collect();
    let bar = progress::bar(output.quiet(), workspace.text("运行用例", "running tests"), cases.len());
    let analysis = &workspace.analysis;
    let setting =
        Setting { catalogue: &catalogue, declarations: analysis.declarations(), regions: analysis.regions(), as_of };
    let trials: Vec<(Arc<TestCase>, Trial)> = cases
        .par_iter()
        .map(|case| {
            let trial = trial::run(&setting, case);
            bar.inc(1);
            (case.clone(), trial)
        })
        .collect();
    bar.finish_and_clear();
    report(test, &workspace, &catalogue, &trials, output);
    Ok(if trials.iter().all(|(_, trial)| trial.passed()) { Outcome::Fine } else { Outcome::Findings })
}

/// The tables of the catalogue, opened as a window would open them.
pub(super) fn compile(workspace: &Workspace, output: &mut Output) -> Option<Catalogue> {
    let tables = match tables::tables(workspace, workspace.as_of().unwrap_or(Day(0))) {
        Ok(tables) => tables,
        Err(found) => {
            workspace.print(&workspace.words_of(&found), output);
            return None;
        }
    };
    let opened = matter_runtime::image::build(&tables).map_err(|error| error.to_string());
    let opened = opened.and_then(|bytes| Catalogue::open(bytes).map_err(|error| error.to_string()));
    opened.map_err(|error| output.finding(&error)).ok()
}

fn report(
    test: &Test,
    workspace: &Workspace,
    catalogue: &Catalogue,
    trials: &[(Arc<TestCase>, Trial)],
    output: &mut Output,
) {
    match test.format {
        TestFormat::Junit => output.result(&junit(workspace, trials)),
        TestFormat::Json => output.result(&page(test, workspace, catalogue, trials)),
        TestFormat::Human => {
            let numbers = LineNumbers::new(&workspace.analysis);
            for (case, trial) in trials.iter().filter(|(_, trial)| !trial.passed()) {
                output.finding(&failure(workspace, &numbers, case, trial));
            }
            let failed = trials.iter().filter(|(_, trial)| !trial.passed()).count();
            let passed = trials.len() - failed;
            output.result(&match workspace.language {
                Language::Zh => format!("用例 {} 个：通过 {passed}，失败 {failed}", trials.len()),
                Language::En => format!("{} tests: {passed} passed, {failed} failed", trials.len()),
            });
        }
    }
    if test.coverage && test.format != TestFormat::Json {
        output.result(&Coverage::of(workspace, catalogue, trials).text(workspace.language));
    }
}

/// One failed test: where it stands, then a line for each difference.
fn failure(workspace: &Workspace, numbers: &LineNumbers, case: &TestCase, trial: &Trial) -> String {
    let place = |node| {
        let place = Place::Node(case.origin.item.clone(), node);
        workspace.analysis.resolve(&place).map_or_else(
            || case.origin.item.file.to_string(),
            |(file, range)| format!("{file}:{}", numbers.line(&file, range.start)),
        )
    };
    let (head, expected, got) = match workspace.language {
        Language::Zh => ("用例失败", "应得", "实得"),
        Language::En => ("test failed", "expected", "got"),
    };
    let mut text = format!("{head} {}（{}）\n", case.name, place(case.origin.node));
    for difference in &trial.differences {
        let _ = writeln!(
            text,
            "  {}\n    {expected}  {}\n    {got}  {}",
            place(difference.node),
            difference.expected,
            difference.got
        );
    }
    text
}

/// The same for machines.
fn page(test: &Test, workspace: &Workspace, catalogue: &Catalogue, trials: &[(Arc<TestCase>, Trial)]) -> String {
    let one = |(case, trial): &(Arc<TestCase>, Trial)| {
        let differences = trial.differences.iter();
        let differences: Vec<Value> =
            differences.map(|one| json!({ "expected": one.expected, "got": one.got })).collect();
        json!({ "test": &*case.name, "file": &*case.origin.item.file, "passed": trial.passed(), "differences": differences })
    };
    let tests: Vec<Value> = trials.iter().map(one).collect();
    let coverage = test.coverage.then(|| Coverage::of(workspace, catalogue, trials).json());
    let page = json!({ "catalogue": &*workspace.manifest.name, "tests": tests, "coverage": coverage });
    format!("{page:#}")
}

fn junit(workspace: &Workspace, trials: &[(Arc<TestCase>, Trial)]) -> String {
    let failed = trials.iter().filter(|(_, trial)| !trial.passed()).count();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = escape(&workspace.manifest.name);
    let _ = writeln!(text, "<testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\">", trials.len());
    for (case, trial) in trials {
        let class = escape(&case.origin.item.file);
        let _ = write!(text, "  <testcase classname=\"{class}\" name=\"{}\"", escape(&case.name));
        if trial.passed() {
            text.push_str("/>\n");
            continue;
        }
        text.push_str(">\n");
        for difference in &trial.differences {
            let (expected, got) = (escape(&difference.expected), escape(&difference.got));
            let _ = writeln!(text, "    <failure message=\"{expected}\">{got}</failure>");
        }
        text.push_str("  </testcase>\n");
    }
    text.push_str("</testsuite>\n");
    text
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
