//! What an edit runs again, and above all what it does not.

mod fixture;

use std::sync::Arc;

use fixture::{Counting, executed, host};
use matter_core::diagnostic::Place;
use matter_core::text_position::{ColumnUnit, LineColumn, LineIndex};
use matter_core::{Host, Mark};

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
    let _ = analysis.conclusion();
    paths.iter().map(|path| analysis.diagnostics(path).count()).sum()
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
    // The first edit makes the file an open one, and the test that looks a matter of it up is read again once.
    edit(&mut host, "a.matter", "说明", "备注");
    assert_eq!(edit(&mut host, "a.matter", "备注", "说明"), "reading 1\ntestable 1\n");
}

#[test]
fn an_edit_of_a_matters_body_leaves_index_declarations_and_other_matters_alone() {
    let mut host = host(FIXTURE);
    edit(&mut host, "a.matter", "说明", "备注");
    assert_eq!(edit(&mut host, "a.matter", "决定：县级", "决定：省级"), "reading 1\ntestable 1\n");
}

#[test]
fn a_matter_that_comes_has_nothing_read_again_beside_the_list_of_declarations() {
    let mut host = host(FIXTURE);
    let run = edit(&mut host, "a.matter", "事项 乙\n", "事项 丁\n  类型：公共服务\n\n事项 乙\n");
    // Nobody varies 丁, so its name is looked for once; 甲 and 乙 of the same file are as they were.
    assert_eq!(run, "analysed 1\nbetween_items 1\ndeclaring 1\nreading 1\nvariances_of 1\n");
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
    assert_eq!(run, "declared 1\n");
}

#[test]
fn a_fact_of_another_meaning_runs_those_again_that_name_it() {
    let mut host = host(FIXTURE);
    host.set_examiner(Arc::new(Counting));
    let run = edit(&mut host, "facts.matter", "离异", "离婚");
    insta::assert_snapshot!(run);
}

const DECLARED: &str = "
//- declared.matter
信息项 金额：金额
定义 小额：金额 ≤ 100 元
材料 居住证
  签发：公安
部门 停车管理
  机构：
    县级  停车管理分局
法规 停车办法
  文号：“龙府规〔2025〕1号”
  条数：40
标准 工本费：金额
  20 元
  30 元  于 龙岗区
一件事 安家
  牵头：停车管理
  事项：甲、乙
//- a.matter
事项 甲
  类型：公共服务
  部门：停车管理
  依据：《停车办法》第三条
  收费：工本费
  材料：
    居住证
    申请表  当 小额
//- b.matter
事项 乙
  类型：公共服务
  部门：公安
  依据：《别的办法》第三条
";

#[test]
fn a_declaration_of_another_meaning_runs_those_matters_again_that_name_it() {
    let declared = [
        ("金额 ≤ 100 元", "金额 ≤ 200 元"),
        ("签发：公安", "签发：民政"),
        ("停车管理分局", "停车管理大队"),
        ("条数：40", "条数：30"),
        ("20 元", "25 元"),
    ];
    for (from, to) in declared {
        let mut host = host(DECLARED);
        host.set_examiner(Arc::new(Counting));
        let run = edit(&mut host, "declared.matter", from, to);
        assert!(run.contains("declared 1\n") && run.contains("reading 1\n"), "{from}: {run}");
    }
}

#[test]
fn a_theme_of_another_meaning_runs_no_matter_again() {
    let mut host = host(DECLARED);
    host.set_examiner(Arc::new(Counting));
    let run = edit(&mut host, "declared.matter", "事项：甲、乙", "事项：乙、甲");
    assert!(run.contains("declared 1\n") && !run.contains("reading"), "{run}");
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

/// Names and numbers of the queries that an edit of a file runs after an earlier one opened it.
fn next_edit(host: &mut Host, path: &str, from: &str, to: &str) -> String {
    host.set_examiner(Arc::new(Counting));
    edit(host, path, "；", "；；");
    edit(host, path, from, to)
}

const MATERIALS: &str = "
//- facts.matter
信息项 婚姻状况：未婚、已婚、离异
//- a.matter
// ；
事项 甲
  类型：公共服务
  决定：县级
  材料：
    申请表
    离婚证  当 婚姻状况 = 离异
//- b.matter
事项 乙
  类型：公共服务
  改办：甲  当 婚姻状况 = 未婚
";

const VARIANCE: &str = "
//- vary.matter
特别规定 甲 于 龙岗区 自 2026-07-01
  决定：改 决定：市级
";

#[test]
fn an_edit_that_others_cannot_see_examines_its_matter_and_concludes_nothing_anew() {
    let mut host = host(MATERIALS);
    let run = next_edit(&mut host, "a.matter", "决定：县级", "决定：省级");
    assert_eq!(run, "analysed 1\ninterface 1\nreading 1\n");
}

#[test]
fn a_letter_of_prose_concludes_nothing_anew() {
    let mut host = host(&MATERIALS.replace("事项 甲\n", "事项 甲\n  说明：一二\n"));
    let run = next_edit(&mut host, "a.matter", "一二", "一二三");
    assert_eq!(run, "analysed 1\ninterface 1\nreading 1\n");
}

#[test]
fn a_line_above_others_moves_them_and_concludes_nothing_anew() {
    let mut host = host(MATERIALS);
    let places = |host: &Host| -> Vec<String> {
        let analysis = host.analysis();
        let found = analysis.conclusion().of_items.values().flatten().map(|found| analysis.settled(found));
        let at = |place: &Place| {
            let (file, range) = analysis.resolve(place).unwrap();
            let text = analysis.text(&file).unwrap();
            text.get(range.start as usize..range.end as usize).unwrap().to_owned()
        };
        found.flat_map(|found| found.labels.iter().map(|label| at(&label.place)).collect::<Vec<_>>()).collect()
    };
    host.set_examiner(Arc::new(Counting));
    assert_eq!(places(&host), ["材料", "申请表"]);
    let run = next_edit(&mut host, "a.matter", "  决定：县级", "  备注：\n    乙\n  决定：县级");
    assert!(!run.contains("conclusion"), "{run}");
    assert!(run.contains("interface 1"), "{run}");
    assert_eq!(places(&host), ["材料", "申请表"]);
}

#[test]
fn an_edit_that_others_can_see_is_concluded_from_without_examining_them() {
    let mut host = host(MATERIALS);
    let run = next_edit(&mut host, "a.matter", "    申请表\n", "    申请表\n    照片\n");
    assert_eq!(run, "analysed 1\nconclusion 1\ninterface 1\ninterfaces 1\nreading 1\n");
}

#[test]
fn an_edit_of_a_variance_examines_the_matter_that_it_varies() {
    let mut host = host(&format!("{MATERIALS}{VARIANCE}"));
    host.set_examiner(Arc::new(Counting));
    edit(&mut host, "vary.matter", "市级", "省级");
    let run = edit(&mut host, "vary.matter", "省级", "县级");
    assert!(run.contains("reading 1\n") && !run.contains("conclusion"), "{run}");
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

/// Which of some files have the same mark after an edit as before.
fn unmoved(fixture: &str, path: &str, from: &str, to: &str) -> Vec<String> {
    let mut host = host(fixture);
    let marks = |host: &Host| -> Vec<(String, Mark)> {
        let analysis = host.analysis();
        analysis.warm_up();
        analysis.files().filter_map(|path| Some((path.to_string(), analysis.mark(path)?))).collect()
    };
    let text = host.analysis().text(path).unwrap_or_default();
    assert!(text.contains(from), "{path} holds {from}");
    // A file that is opened is one that may change at any time: whoever looks something of it up is read again once.
    marks(&host);
    host.set_file(&path.into(), &text.replacen(from, to, 1).into(), 0, true);
    marks(&host);
    host.set_file(&path.into(), &text, 0, true);
    let before = marks(&host);
    assert_eq!(marks(&host), before, "nothing changed");
    host.set_file(&path.into(), &text.replacen(from, to, 1).into(), 0, true);
    let after = marks(&host);
    let same = before.into_iter().zip(after).filter(|(before, after)| before == after);
    same.map(|((path, _), _)| path).collect()
}

#[test]
fn a_mark_is_another_one_where_an_edit_may_show() {
    assert_eq!(unmoved(FIXTURE, "a.matter", "决定：县级", "决定：省级"), ["b.matter", "facts.matter"]);
    assert_eq!(unmoved(FIXTURE, "a.matter", "说明。", "说明：更长。"), ["b.matter", "facts.matter"]);
    assert_eq!(unmoved(FIXTURE, "a.matter", "事项 甲", "事项 甲二"), ["facts.matter"], "b.matter names 甲");
    assert_eq!(unmoved(FIXTURE, "facts.matter", "离异", "离婚"), ["a.matter", "b.matter"], "nobody names the value");
    assert_eq!(unmoved(FIXTURE, "facts.matter", "未婚", "单身"), ["a.matter"], "b.matter does");
}

#[test]
fn a_variance_that_cannot_be_read_moves_the_mark_of_its_matter() {
    let fixture = format!("{MATERIALS}{VARIANCE}");
    assert_eq!(unmoved(&fixture, "vary.matter", "决定：改", "决定：》"), ["b.matter", "facts.matter"]);
}

/// Whoever reads file after file changes nothing that would let go of what was read.
#[test]
fn trees_are_let_go_without_an_edit_when_the_host_is_tidied() {
    let mut host = host(FIXTURE);
    let many: String = (0..300).map(|number| format!("事项 第{number}\n  类型：公共服务\n")).collect();
    host.set_file(&"many.matter".into(), &many.as_str().into(), 0, false);
    let read = |host: &mut Host, wanted: usize| -> usize {
        let analysis = host.analysis();
        let items = analysis.items("many.matter");
        assert!(items.get(wanted).and_then(|item| analysis.tree(&item.item)).is_some());
        drop(analysis);
        host.take_executed().iter().filter(|query| query.starts_with("tree(")).count()
    };
    assert_eq!((0..300).map(|number| read(&mut host, number)).sum::<usize>(), 300);
    host.tidy();
    assert_eq!(read(&mut host, 0), 1, "the oldest one is gone");
    assert_eq!(read(&mut host, 299), 0, "the newest one is kept");
}

#[test]
fn trees_of_many_items_are_not_kept() {
    let mut host = host(FIXTURE);
    let many: String = (0..300).map(|number| format!("事项 第{number}\n  类型：公共服务\n")).collect();
    host.set_file(&"many.matter".into(), &many.as_str().into(), 0, false);
    let read = |host: &mut Host| -> usize {
        let analysis = host.analysis();
        let items = analysis.items("many.matter");
        assert_eq!(items.iter().filter_map(|item| analysis.tree(&item.item)).count(), 300);
        drop(analysis);
        host.take_executed().iter().filter(|query| query.starts_with("tree(")).count()
    };
    assert_eq!(read(&mut host), 300);
    assert_eq!(read(&mut host), 0, "within one state of the texts nothing is thrown away");
    for round in 0..3 {
        host.set_file(&"a.matter".into(), &format!("事项 甲\n  备注：{round}\n").into(), 0, true);
        assert!(read(&mut host) >= 300 - 256, "the 256 last used are kept, and no more");
    }
}

#[test]
fn places_of_a_file_are_those_of_its_text() {
    let host = host(
        "
//- a.matter
// 一𠮷
事项 甲𠮷乙
  类型：公共服务

事项 丙
  决定：县级",
    );
    let analysis = host.analysis();
    let text = analysis.text("a.matter").unwrap();
    let index = LineIndex::new(&text);
    let all: Vec<u32> = (0..=u32::try_from(text.len()).unwrap()).collect();
    for unit in [ColumnUnit::Bytes, ColumnUnit::Utf16, ColumnUnit::Chars] {
        let wanted: Vec<LineColumn> = all.iter().map(|at| index.position(&text, *at, unit)).collect();
        assert_eq!(analysis.line_columns("a.matter", &all, unit), Some(wanted));
    }
    let behind = index.position(&text, 10_000, ColumnUnit::Chars);
    assert_eq!(analysis.line_columns("a.matter", &[3, 10_000], ColumnUnit::Chars).unwrap().last(), Some(&behind));
    assert_eq!(analysis.line_columns("b.matter", &[0], ColumnUnit::Bytes), None);
}

#[test]
fn typing_in_a_catalogue_or_its_variances_reads_no_other_matter_of_its_dependency() {
    let others: String = (0..5).map(|number| format!("事项 他{number}\n  类型：公共服务\n  决定：县级\n\n")).collect();
    let texts = format!(
        "//- base:f.matter\n信息项 有房：是否\n//- base:a.matter\n{others}事项 甲\n  类型：公共服务\n  决定：县级\n//- b.matter\n事项 乙\n  类型：公共服务\n  决定：县级\n\n\
         特别规定 甲 自 2026-07-01\n  决定：改 县级：市级\n"
    );
    let read = |from: &str, to: &str| {
        let ran = edit(&mut host(&texts), "b.matter", from, to);
        let of_matters = ran.lines().find(|line| line.starts_with("reading ")).map(str::to_owned);
        of_matters.unwrap_or_default()
    };
    assert_eq!(read("类型：公共服务", "类型：行政许可"), "reading 1");
    assert_eq!(read("改 县级：市级", "改 县级：省级"), "reading 1");
}
