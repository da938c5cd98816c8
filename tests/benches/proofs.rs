//! Proofs as `check` runs them, through the language. Goals: a matter of the generated catalogue under 2 ms at the 99th percentile, a table of
//! 1,000 rows and 6 columns under 100 ms, an adversarial condition stopped in under 50 ms, and after an edit no more than the edited matter.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use divan::{Bencher, black_box};
use matter_checks::proofs::{Setting, Words, prove_matter};
use matter_core::diagnostic::Diagnostic;
use matter_core::hir::{Definition, ItemRef};
use matter_core::{Analysis, Settings};
use matter_tests::generate::{Numbers, catalogue};
use matter_tests::workspace::{Workspace, calendar};

/// Matters of the generated catalogue that are measured: enough for a 99th percentile.
const MATTERS: usize = 2_000;

fn main() {
    let times: Vec<Duration> = GENERATED.with(|generated| generated.matters.iter().map(|(time, _)| *time).collect());
    let at = |percent: usize| times[times.len() * percent / 100];
    println!("proofs of one of {MATTERS} generated matters: p50 {:?}, p90 {:?}, p99 {:?}", at(50), at(90), at(99));
    divan::main();
}

/// The generated catalogue: each matter with the time that its proofs took, the best of three, fastest first.
struct Generated {
    analysis: Analysis,
    matters: Vec<(Duration, Arc<[Definition]>)>,
}

thread_local! {
    static GENERATED: Generated = generated();
}

fn generated() -> Generated {
    let analysis = analysis(files());
    let time = |item: &ItemRef| {
        let definitions = analysis.definitions(item);
        let once = |_| {
            let start = Instant::now();
            black_box(prove(&analysis, &definitions));
            start.elapsed()
        };
        ((0..3).map(once).min().unwrap_or_default(), definitions)
    };
    let mut matters: Vec<(Duration, Arc<[Definition]>)> = analysis.matters().map(time).collect();
    matters.sort_by_key(|(time, _)| *time);
    Generated { analysis, matters }
}

fn files() -> Vec<(Arc<str>, Arc<str>)> {
    let files = catalogue(MATTERS).into_iter().filter(|(path, _)| path.ends_with(".matter"));
    files.map(|(path, text)| (path.into(), text.into())).collect()
}

fn settings() -> Settings {
    Settings { region: Some("440307".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() }
}

fn analysis(files: Vec<(Arc<str>, Arc<str>)>) -> Analysis {
    let mut workspace = Workspace::new();
    workspace.set(settings(), files);
    workspace.analysis()
}

fn prove(analysis: &Analysis, definitions: &[Definition]) -> Vec<Diagnostic> {
    let today = analysis.settings().as_of.unwrap_or_default();
    let words = Words { regions: analysis.regions(), root: analysis.root(), today };
    prove_matter(definitions, &[], &Setting { words, calendar: calendar(), declared: analysis.declarations() })
}

/// The matter that 50 or 99 of a hundred are faster than.
#[divan::bench(args = [50, 99])]
fn generated_matter_at_percentile(bencher: Bencher, percent: usize) {
    GENERATED.with(|Generated { analysis, matters }| {
        let (_, definitions) = &matters[matters.len() * percent / 100];
        bencher.bench_local(|| prove(black_box(analysis), black_box(definitions)));
    });
}

/// Rows that are together everything and share nothing: a box is cut at a chance place of a chance column, again and again.
fn table(rows: usize) -> Vec<[(usize, usize); 6]> {
    const WIDTH: usize = 1_000_000;
    let mut numbers = Numbers::new(7);
    let mut boxes = vec![[(0, WIDTH); 6]];
    while boxes.len() < rows {
        let (row, column) = (numbers.next(boxes.len()), numbers.next(6));
        let (low, high) = boxes[row][column];
        if low < high {
            let cut = low + numbers.next(high - low);
            let mut upper = boxes[row];
            boxes[row][column].1 = cut;
            upper[column].0 = cut + 1;
            boxes.push(upper);
        }
    }
    boxes
}

/// The table in the language: six amounts decide how much is paid.
fn program(rows: &[[(usize, usize); 6]]) -> String {
    let mut text = String::new();
    for column in 0..6 {
        let _ = writeln!(text, "信息项 数{column}：0 至 1_000_000 人");
    }
    text.push_str(
        "\n事项 千行表\n  类型：行政给付\n  服务对象：自然人\n  部门：民政\n  依据：《中华人民共和国民法典》第二百零一条\n  受理：县级\n  决定：县级\n  \
         材料：\n    申请表  原件\n  给付：\n    | 数0 | 数1 | 数2 | 数3 | 数4 | 数5 || 补助 |\n",
    );
    for (number, row) in rows.iter().enumerate() {
        for (low, high) in row {
            let _ = write!(text, "    | {low} 至 {high} 人 ");
        }
        let _ = writeln!(text, "|| {} 元 一次性 |", number + 1);
    }
    text
}

fn bench_program(bencher: Bencher, text: String, code: Option<&str>) {
    let analysis = analysis(vec![("表.matter".into(), text.into())]);
    let item = analysis.matters().next().expect("a matter").clone();
    let definitions = analysis.definitions(&item);
    let codes: Vec<&str> = prove(&analysis, &definitions).iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, code.into_iter().collect::<Vec<_>>());
    bencher.bench_local(|| prove(black_box(&analysis), black_box(&definitions)));
}

#[divan::bench]
fn table_of_1000_rows_and_6_columns(bencher: Bencher) {
    bench_program(bencher, program(&table(1_000)), None);
}

/// The same with one row missing: the gap has to be found, and a case in it.
#[divan::bench]
fn table_of_999_rows_with_a_gap(bencher: Bencher) {
    let mut rows = table(1_000);
    rows.remove(500);
    bench_program(bencher, program(&rows), Some("E0401"));
}

#[divan::bench]
fn adversarial_condition_is_stopped(bencher: Bencher) {
    bench_program(bencher, include_str!("../ui/bad/adversarial_condition.matter").to_owned(), Some("E0490"));
}

/// A promise of one matter changes; the findings of all hundred matters of its file are asked for again.
#[divan::bench(sample_count = 20)]
fn edited_matter_is_proved_again(bencher: Bencher) {
    let mut workspace = Workspace::new();
    let own = files();
    let (path, text) = own.last().expect("a file").clone();
    workspace.set(settings(), own);
    black_box(workspace.check());
    let mut days = 1;
    bencher.bench_local(|| {
        days = days % 5 + 1;
        let at = text.find("承诺  ").expect("a promise") + "承诺  ".len();
        let rest = text[at..].trim_start_matches(|sign: char| sign.is_ascii_digit());
        workspace.edit(&path, format!("{}{days}{rest}", &text[..at]).into());
        let analysis = workspace.analysis();
        let matters = analysis.matters().filter(|item| item.file == path);
        matters.filter_map(|item| analysis.summary(item)).map(|summary| summary.findings.len()).sum::<usize>()
    });
}
