//! The meaning of a case, three times: expected by hand (用例), decided by the tables, and judged by the reference interpreter.

use std::path::PathBuf;

use matter_checks::proofs::Words;
use matter_checks::proofs::vectors::vectors;
use matter_core::Analysis;
use matter_runtime::{Catalogue, RegionId};
use matter_tests::compiled::{self, Asked};
use matter_tests::differential::{Tally, compare, definitions};
use matter_tests::trials;
use matter_tests::workspace::Workspace;

fn analysis(folder: &str) -> Analysis {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    Workspace::new().check_folder(&root).analysis().clone()
}

/// Every test of a catalogue that can be asked, as a request.
fn requests(analysis: &Analysis, catalogue: &Catalogue) -> Vec<(String, Asked)> {
    let tests = analysis.tests();
    let asked = tests.iter().filter_map(|test| {
        let asked = compiled::asked(analysis, catalogue, test).expect("readable answers")?;
        Some((test.name.to_string(), asked))
    });
    asked.collect()
}

fn judged_alike(analysis: &Analysis, catalogue: &Catalogue, name: &str, asked: &Asked, sum: &mut Tally) {
    match compare(analysis, catalogue, asked) {
        Ok(tally) => sum.add(tally),
        Err(different) => panic!("{name}, answers {:?}:\n{different}", asked.answers),
    }
}

/// Of all lines so few may have more completions than the interpreter tries.
fn nearly_all_were_judged(sum: Tally) {
    assert!(sum.too_many * 10 <= sum.agreed, "{sum:?}");
}

#[test]
fn hand_worked_cases_come_out_as_expected() {
    let analysis = analysis("semantics");
    let trials = trials::run(&analysis);
    assert!(trials.len() >= 27, "only {} cases", trials.len());
    let failed: Vec<_> = trials.iter().filter(|(_, trial)| !trial.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn hand_worked_cases_are_judged_by_the_interpreter_as_by_the_tables() {
    let analysis = analysis("semantics");
    let catalogue = compiled::compile(&analysis);
    let mut sum = Tally::default();
    for (name, asked) in requests(&analysis, &catalogue) {
        judged_alike(&analysis, &catalogue, &name, &asked, &mut sum);
    }
    assert!(sum.agreed > 100 && sum.contradictory > 0 && sum.unresolved > 0, "{sum:?}");
    nearly_all_were_judged(sum);
}

#[test]
fn the_real_catalogue_is_judged_by_the_interpreter_as_by_the_tables() {
    let analysis = analysis("../matters/longgang");
    let catalogue = compiled::compile(&analysis);
    let mut sum = Tally::default();
    for (name, asked) in requests(&analysis, &catalogue) {
        judged_alike(&analysis, &catalogue, &name, &asked, &mut sum);
    }
    nearly_all_were_judged(sum);
}

/// The cases that `matter vectors` gives to vendors: both sides of every bound, both sides of every part of a condition.
#[test]
fn boundary_cases_of_the_real_catalogue_are_judged_alike() {
    let analysis = analysis("../matters/longgang");
    let catalogue = compiled::compile(&analysis);
    let words = Words { regions: analysis.regions(), root: analysis.root(), today: compiled::today(&analysis) };
    let (mut sum, mut cases) = (Tally::default(), 0);
    for head in analysis.matters().filter_map(|matter| analysis.matter_head(matter)) {
        let (matter, definitions) =
            (catalogue.matter(&head.name).expect("a matter"), definitions(&analysis, &head.name));
        for vector in definitions.iter().flat_map(|definition| vectors(definition, &definitions, &words)) {
            let mut answers = Vec::new();
            for (fact, value) in &vector.answers {
                catalogue.read_answer(Some(matter), fact, value, vector.day, &mut answers).expect("a readable answer");
            }
            let region = Some(RegionId(vector.responsible));
            let name = head.name.clone();
            let asked = Asked { matter, name, responsible: region, here: region, day: vector.day, answers };
            judged_alike(&analysis, &catalogue, &format!("{:?}", vector.shows), &asked, &mut sum);
            cases += 1;
        }
    }
    assert!(cases > 150, "{cases} cases");
    assert_eq!((sum.contradictory, sum.unresolved), (0, 0), "cases that can exist");
    nearly_all_were_judged(sum);
}

/// Every way to leave out one answer, and halves: what is possible is where tables and meaning could part.
fn poorer(asked: &Asked) -> Vec<Asked> {
    let without = |keep: &dyn Fn(usize) -> bool| {
        let answers = asked.answers.iter().enumerate().filter(|(at, _)| keep(*at)).map(|(_, given)| *given);
        Asked { answers: answers.collect(), ..asked.clone() }
    };
    let count = asked.answers.len();
    let mut all: Vec<Asked> = (0..count).map(|left_out| without(&|at| at != left_out)).collect();
    all.push(without(&|at| at % 2 == 0));
    all.push(without(&|at| at % 2 == 1));
    all.push(without(&|at| at * 2 < count));
    all.push(without(&|_| false));
    all
}

#[test]
fn answers_left_out_are_judged_alike() {
    let mut sum = Tally::default();
    for folder in ["semantics", "../matters/longgang"] {
        let analysis = analysis(folder);
        let catalogue = compiled::compile(&analysis);
        for (name, asked) in requests(&analysis, &catalogue) {
            for asked in poorer(&asked) {
                judged_alike(&analysis, &catalogue, &name, &asked, &mut sum);
            }
        }
    }
    assert!(sum.agreed > 10_000, "{sum:?}");
    println!("{sum:?}");
}
