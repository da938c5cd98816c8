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
