//! Snapshots: what is asked while a text changes, and what a check remembers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::common::{MATTER, fixture};

#[test]
fn an_edit_ends_a_question_that_is_at_work() {
    let mut fixture = fixture(MATTER);
    let snapshot = fixture.desk.snapshot();
    let (started, begun) = std::sync::mpsc::channel();
    let worker = std::thread::spawn(move || {
        let answer = snapshot.ask(|snapshot| {
            started.send(()).expect("the test waits");
            loop {
                let _ = snapshot.findings("甲.matter");
            }
        });
        drop(snapshot);
        let _: Result<(), _> = answer;
        answer.is_err()
    });
    begun.recv().expect("the worker starts");
    let before = Instant::now();
    fixture.desk.set_open_file(&"甲.matter".into(), &Arc::from("事项 另一个\n"), 0);
    assert!(before.elapsed() < Duration::from_secs(5), "the edit waited {:?}", before.elapsed());
    assert!(worker.join().expect("no panic"), "the question was not cancelled");
}

#[test]
fn the_check_of_one_file_says_what_the_check_of_everything_says() {
    let broken = MATTER.replace("    市级  否则\n", "");
    let fixture = fixture(&format!("== 甲.matter\n{broken}== 乙.matter\n// 空的\n"));
    let snapshot = fixture.desk.snapshot();
    let all = snapshot.ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
    let one = snapshot.ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes");
    assert!(one.iter().any(|finding| finding.code.starts_with("E04")), "{one:#?}");
    assert_eq!(all.get("甲.matter"), Some(&one));
}

#[test]
fn findings_move_with_their_lines() {
    let broken = MATTER.replace("    市级  否则\n", "");
    let mut fixture = fixture(&broken);
    let gap = |desk: &matter_ide::Desk| {
        let findings = desk.snapshot().ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes");
        let gap = findings.iter().find(|finding| finding.code.starts_with("E04")).expect("a gap");
        gap.places[0].at.start
    };
    let before = gap(&fixture.desk);
    fixture.desk.set_open_file(&"甲.matter".into(), &format!("// 一行\n{broken}").into(), 0);
    assert_eq!(gap(&fixture.desk), before + "// 一行\n".len());
    fixture.desk.set_open_file(&"甲.matter".into(), &MATTER.into(), 0);
    let mended = fixture.desk.snapshot().ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes");
    assert!(!mended.iter().any(|finding| finding.code.starts_with("E04")), "{mended:#?}");
}

/// A sequence that is the same on every machine (SplitMix64).
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).expect("small")
    }
}

#[test]
fn after_any_edits_a_desk_says_what_a_fresh_one_says() {
    const PIECES: &[&str] =
        &["", "，", "\n", "当 ", "年龄", "离异", "事项 另一个\n", "  材料：\n", "》", "20 个工作日", "（", "𠮷"];
    for seed in 0..6 {
        let mut number = numbers(seed);
        let mut used = fixture(MATTER);
        let mut text = MATTER.to_owned();
        for step in 0..30 {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = places[number(places.len())];
            let length = text[start..].chars().take(number(6)).map(char::len_utf8).sum::<usize>();
            text.replace_range(start..start + length, PIECES[number(PIECES.len())]);
            used.desk.set_open_file(&"甲.matter".into(), &text.as_str().into(), 0);
            if step % 3 == 0 {
                used.desk.snapshot().ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes");
            }
        }
        let all =
            |desk: &matter_ide::Desk| desk.snapshot().ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
        let fresh = fixture(&text);
        assert_eq!(all(&used.desk), all(&fresh.desk), "seed {seed}:\n{text}");
    }
}
