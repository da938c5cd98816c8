//! The real catalogue, broken in one place at a time: how many of the breaks does the compiler, or the catalogue's own tests, catch?
//!
//! A mutant is caught if the check finds something that it did not find before, or if a test written in the catalogue fails. Survivors are printed:
//! `cargo test -p matter-tests --test mutation -- --nocapture`.
//!
//! What survives, and why: a deleted line of 办件类型 whose cases fall to the line 否则 leaves a whole choice, only with another answer. It
//! contradicts nothing in the catalogue, and tests cannot expect a kind of case, so that nobody can notice.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use matter_core::Settings;
use matter_core::diagnostic::Severity;
use matter_project::load;
use matter_tests::trials;
use matter_tests::workspace::{Workspace, settings};

/// The share, in percent, below which the run fails, by kind of mutant; chosen below what the run reaches today.
const FLOORS: &[(&str, usize)] = &[
    ("a line of a choice is deleted", 95),
    ("a bound is shifted by one", 100),
    ("a prior result is asked always", 100),
    ("a variance adds a material", 100),
    ("a promise passes the law", 100),
];

/// The share, in percent, of all mutants that must be caught.
const FLOOR: usize = 95;

/// One break: its kind, the line it was made in, and the file's text with it.
struct Mutant {
    kind: &'static str,
    file: usize,
    line: String,
    text: String,
}

struct Sources {
    settings: Settings,
    files: Vec<(Arc<str>, Arc<str>)>,
}

fn sources() -> Sources {
    let project = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../matters/longgang"));
    let catalogue = project.catalogues.first().expect("a catalogue");
    let files = catalogue.sources.iter().map(|source| (source.path.clone(), source.text.clone())).collect();
    Sources { settings: settings(&catalogue.manifest), files }
}

/// A line with what it stands under: its item and its section.
struct Place<'t> {
    number: usize,
    text: &'t str,
    item: &'t str,
    section: &'t str,
}

fn places(text: &str) -> Vec<Place<'_>> {
    let (mut item, mut section) = ("", "");
    let mut places = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if indent == 0 && !line.is_empty() && !line.starts_with('/') {
            (item, section) = (line, "");
        } else if indent == 2 {
            section = line.trim().split('：').next().unwrap_or_default();
        }
        places.push(Place { number, text: line, item, section });
    }
    places
}

fn with_line(text: &str, number: usize, new: Option<&str>) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.filter_map(|(at, line)| if at == number { new } else { Some(line) });
    lines.map(|line| format!("{line}\n")).collect()
}

fn mutants(sources: &Sources) -> Vec<Mutant> {
    let mut found = Vec::new();
    for (file, (_, text)) in sources.files.iter().enumerate() {
        for place in places(text) {
            let mut add = |kind, new: Option<String>| {
                let text = with_line(text, place.number, new.as_deref());
                found.push(Mutant { kind, file, line: format!("{} | {}", place.item, place.text.trim()), text });
            };
            if place.item.starts_with("事项") {
                in_matter(&place, &mut add);
            } else if place.item.starts_with("特别规定") && place.text.starts_with("特别规定") {
                let with = format!("{}\n  材料：增 变异证明  原件", place.text);
                add("a variance adds a material", Some(with));
            }
        }
    }
    found
}

fn in_matter(place: &Place<'_>, add: &mut dyn FnMut(&'static str, Option<String>)) {
    let entry = place.text.starts_with("    ");
    let choice = ["决定", "到场", "给付", "办件类型"].contains(&place.section);
    if entry && choice && (place.text.contains("当 ") || place.text.trim_end().ends_with("否则")) {
        add("a line of a choice is deleted", None);
    }
    if place.section == "条件" || choice {
        for (at, bound) in bounds(place.text) {
            let end = at + bound.len();
            let more = bound.replace('_', "").parse::<u64>().map_or(0, |value| value + 1);
            let new = format!("{}{more}{}", &place.text[..at], &place.text[end..]);
            add("a bound is shifted by one", Some(new));
        }
    }
    if place.section == "前置"
        && entry
        && let Some(at) = place.text.find("  当 ")
    {
        add("a prior result is asked always", Some(place.text[..at].to_owned()));
    }
    if place.section == "时限"
        && let Some(rest) = place.text.trim().strip_prefix("承诺  ")
        && rest.starts_with(|letter: char| letter.is_ascii_digit())
    {
        let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        add("a promise passes the law", Some(format!("    承诺  400{}", &rest[digits..])));
    }
}

/// Numbers behind an operator of order.
fn bounds(line: &str) -> Vec<(usize, &str)> {
    let signs = ["≥ ", "≤ ", "> ", "< "];
    let starts = signs.iter().flat_map(|sign| line.match_indices(sign).map(|(at, sign)| at + sign.len()));
    let number = |at: usize| {
        let rest = &line[at..];
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '_').unwrap_or(rest.len());
        (end > 0).then(|| (at, &rest[..end]))
    };
    starts.filter_map(number).collect()
}

/// Who notices a break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Caught {
    ByCheck,
    ByTests,
    No,
}

fn try_mutant(workspace: &mut Workspace, sources: &Sources, mutant: &Mutant) -> Caught {
    let files = sources.files.iter().enumerate().map(|(index, (path, text))| {
        let text = if index == mutant.file { Arc::from(mutant.text.as_str()) } else { Arc::clone(text) };
        (Arc::clone(path), text)
    });
    workspace.set(sources.settings.clone(), files);
    let checked = workspace.check();
    let weight = |finding: &matter_core::diagnostic::Diagnostic| matter_checks::texts::default_severity(finding.code);
    if checked.findings().iter().any(|finding| matches!(weight(finding), Severity::Error | Severity::Warning)) {
        return Caught::ByCheck;
    }
    let failed = trials::run(checked.analysis()).iter().any(|(_, trial)| !trial.passed());
    if failed { Caught::ByTests } else { Caught::No }
}

#[test]
fn broken_catalogues_are_noticed() {
    let sources = sources();
    let mut workspace = Workspace::new();
    let untouched = Mutant { kind: "", file: usize::MAX, line: String::new(), text: String::new() };
    assert_eq!(try_mutant(&mut workspace, &sources, &untouched), Caught::No, "the catalogue itself is clean");
    let mut shares: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for mutant in mutants(&sources) {
        let share = shares.entry(mutant.kind).or_default();
        share.0 += 1;
        match try_mutant(&mut workspace, &sources, &mutant) {
            Caught::ByCheck => share.1 += 1,
            Caught::ByTests => share.2 += 1,
            Caught::No => println!("survives: {}: {}", mutant.kind, mutant.line),
        }
    }
    for (kind, floor) in FLOORS {
        let (all, by_check, by_tests) = shares.get(kind).copied().unwrap_or_default();
        println!("{kind}: {all} mutants, {by_check} caught by the check, {by_tests} by tests");
        assert!(all > 0, "{kind}: no mutants");
        assert!((by_check + by_tests) * 100 >= all * floor, "{kind}: fewer than {floor} % caught");
    }
    let all: usize = shares.values().map(|share| share.0).sum();
    let caught: usize = shares.values().map(|share| share.1 + share.2).sum();
    println!("{caught} of {all} mutants caught");
    assert!(caught * 100 >= all * FLOOR, "fewer than {FLOOR} % of all caught");
}
