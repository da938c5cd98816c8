//! What an edit runs again, and above all what it does not.

mod fixture;

use std::sync::Arc;

use fixture::{executed, host};
use matter_core::Host;

const FIXTURE: &str = "
//- facts.matter
信息项 婚姻状况：未婚、已婚、离异
信息项 学历：无、本科
//- a.matter
// 说明。
事项 甲
  类型：公共服务
  决定：县级

事项 乙
  类型：公共服务
  决定：市级
//- b.matter
事项 丙
  类型：公共服务
  改办：甲  当 婚姻状况 = 未婚
用例 试：甲
  已知：
    婚姻状况 未婚
";

/// Everything that a check asks for.
fn check(host: &Host) -> usize {
    let analysis = host.analysis();
    let paths: Vec<Arc<str>> = analysis.files().cloned().collect();
    assert!(!analysis.declarations().facts.is_empty());
    paths.iter().map(|path| analysis.diagnostics(path).len()).sum()
}

/// Names and numbers of the queries that the first edit of a file, now open, runs.
fn edit(host: &mut Host, path: &str, from: &str, to: &str) -> String {
    let text = host.analysis().text(path).unwrap_or_default();
    assert!(text.contains(from), "{path} holds {from}");
    check(host);
    host.take_executed();
    host.set_file(&path.into(), &text.replacen(from, to, 1).into(), 0, true);
    check(host);
    executed(host).iter().map(|(name, count)| format!("{name} {count}\n")).collect()
}

#[test]
fn nothing_is_run_where_nothing_changed() {
    let mut host = host(FIXTURE);
    check(&host);
    host.take_executed();
    check(&host);
    assert_eq!(executed(&mut host), []);
    let text = host.analysis().text("a.matter").unwrap();
    host.set_file(&"a.matter".into(), &text, 0, false);
    check(&host);
    assert_eq!(executed(&mut host), [], "the same text again");
}

#[test]
fn an_edit_in_a_comment_reads_its_item_again_and_nothing_else() {
    let mut host = host(FIXTURE);
    assert_eq!(edit(&mut host, "a.matter", "说明", "备注"), "analysed 1\nfile_diagnostics 1\nreading 1\n");
}

#[test]
fn an_edit_of_a_matters_body_leaves_index_declarations_and_other_matters_alone() {
    let mut host = host(FIXTURE);
    assert_eq!(edit(&mut host, "a.matter", "决定：县级", "决定：乡级"), "analysed 1\nfile_diagnostics 1\nreading 1\n");
}

#[test]
fn renaming_a_matter_touches_only_those_who_name_it() {
    let mut host = host(FIXTURE);
    let run = edit(&mut host, "a.matter", "事项 甲", "事项 甲二");
    insta::assert_snapshot!(run);
}

#[test]
fn a_fact_edited_to_the_same_meaning_stops_at_the_fact() {
    let mut host = host(FIXTURE);
    let run = edit(&mut host, "facts.matter", "未婚、已婚、离异", "未婚、 已婚、离异");
    assert_eq!(run, "declared 1\nhead 1\n");
}

#[test]
fn a_fact_of_another_meaning_runs_the_matters_and_tests_again() {
    let mut host = host(FIXTURE);
    let run = edit(&mut host, "facts.matter", "离异", "离婚");
    insta::assert_snapshot!(run);
}

#[test]
fn a_file_that_is_removed_and_added_again_is_analysed_as_before() {
    let mut host = host(FIXTURE);
    let before = check(&host);
    let text = host.analysis().text("a.matter").unwrap();
    host.remove_file("a.matter");
    assert!(check(&host) > before, "丙 and the test name a matter that is gone");
    assert_eq!(host.analysis().text("a.matter"), None);
    host.set_file(&"a.matter".into(), &text, 0, false);
    assert_eq!(check(&host), before);
}

#[test]
fn a_change_of_a_text_cancels_a_snapshot_at_work() {
    let mut host = host(FIXTURE);
    let analysis = host.analysis();
    let (started, waiting) = std::sync::mpsc::channel();
    let worker = std::thread::spawn(move || {
        analysis.cancellable(|analysis| {
            loop {
                analysis.poll();
                let _ = started.send(());
            }
        })
    });
    waiting.recv().unwrap();
    host.set_file(&"a.matter".into(), &"事项 丁\n".into(), 0, true);
    assert_eq!(worker.join().unwrap(), Err::<(), _>(matter_core::Cancelled));
}
