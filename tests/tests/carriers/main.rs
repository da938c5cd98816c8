//! One release, one case, one answer: the runtime image, SQLite by the documented queries, an evaluator of the JSON written from the chapter
//! on the tables alone, and the reference interpreter are asked the same cases and must agree line by line.

mod cases;
mod sides;

use std::path::Path;

use cases::{Asked, made};
use matter_runtime::Catalogue;
use matter_tests::release::compile;
use sides::{Answered, Interpreter, Sqlite, by_image, by_python};

/// Cases of each catalogue.
const CASES: usize = 6_000;

/// What was compared, printed at the end: a comparison that never happens must be seen.
#[derive(Default)]
struct Compared {
    outside: usize,
    not_offered: usize,
    contradictory: usize,
    lines: usize,
    interpreted: usize,
}

#[test]
fn all_carriers_of_the_judged_cases_answer_alike() {
    compare("tests/semantics");
}

#[test]
fn all_carriers_of_a_districts_catalogue_answer_alike() {
    compare("matters/longgang");
}

fn compare(folder: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let compiled = compile(&root.join(folder));
    let catalogue = Catalogue::open(matter_runtime::image::build(&compiled.tables).expect("an image")).expect("opens");
    let asked = made(&compiled, &catalogue, CASES);
    let python = by_python(&compiled.tables, &asked);
    let sqlite = Sqlite::open(&compiled.tables);
    let interpreter = Interpreter::new(&compiled);
    let (mut compared, mut differences) = (Compared::default(), Vec::new());
    for (index, asked) in asked.iter().enumerate() {
        let python = python.as_ref().map(|answers| &answers[index]);
        for difference in one(asked, &catalogue, python, &sqlite, &interpreter, &mut compared) {
            differences.push(format!("{}: {difference}\n  {}", asked.matter, asked.describe(&compiled.tables)));
        }
    }
    report(folder, asked.len(), &compared, python.is_some());
    assert!(
        differences.is_empty(),
        "{} differences, among them:\n{}",
        differences.len(),
        differences.iter().take(12).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(compared.lines > 0 && compared.interpreted > 0, "nothing was compared");
}

fn one(
    asked: &Asked,
    catalogue: &Catalogue,
    python: Option<&sides::Evaluated>,
    sqlite: &Sqlite,
    interpreter: &Interpreter,
    compared: &mut Compared,
) -> Vec<String> {
    let Some(image) = by_image(catalogue, asked) else {
        compared.outside += 1;
        return Vec::new();
    };
    match &image {
        Answered::NotOffered => compared.not_offered += 1,
        Answered::Contradictory => compared.contradictory += 1,
        Answered::Lines { lines, .. } => compared.lines += lines.len(),
    }
    let Some(python) = python else { return Vec::new() };
    let mut found = Vec::new();
    found.extend(image.difference("image", &python.answered, "JSON"));
    found.extend(python.answered.difference("JSON", &sqlite.answer(asked, python), "SQLite"));
    if let Some(difference) = interpreter.compare(asked, python) {
        compared.interpreted += 1;
        found.extend(difference);
    }
    found
}

fn report(folder: &str, cases: usize, compared: &Compared, python: bool) {
    let Compared { outside, not_offered, contradictory, lines, interpreted } = compared;
    println!(
        "{folder}: {cases} cases, {lines} lines; {not_offered} not offered, {contradictory} contradictory, \
         {outside} with a value outside its domain left out; {interpreted} interpreted"
    );
    if !python {
        println!("skipped: python3 is not installed; the image alone was asked");
    }
}
