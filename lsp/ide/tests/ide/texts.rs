//! Snapshots: what is asked while a text changes, and what a check remembers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use matter_ide::{Desk, FileFindings, Look};

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

/// What was said of matters that nobody edits is remembered, and moves.
#[test]
fn after_each_edit_a_file_is_said_to_be_wrong_as_a_fresh_desk_says() {
    const PIECES: &[&str] = &[
        "",
        "字",
        "\n",
        "// 说明\n",
        "当 ",
        "离异",
        "\n事项 另一个\n",
        "  材料：\n    无人声明的表\n",
        "》",
        "特别规定 甲 于 龙岗区\n",
    ];
    let gap = MATTER.replace("    市级  否则\n", "");
    let wrong = gap.replacen("事项 ", "事项 第二", 1);
    let hint = MATTER.replacen("事项 ", "事项 第三", 1).replacen("  材料：\n", "  材料：\n    无人声明的表\n", 1);
    let begin = format!("{gap}\n{wrong}\n{hint}\n{MATTER}");
    for seed in 0..4 {
        let mut number = numbers(seed);
        let mut text = begin.clone();
        let mut used = fixture(&text);
        let said = |desk: &Desk| desk.snapshot().ask(|snapshot| snapshot.findings("甲.matter")).expect("nobody writes");
        for step in 0..16 {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            let start = places[number(places.len())];
            let length = text[start..].chars().take(number(4)).map(char::len_utf8).sum::<usize>();
            text.replace_range(start..start + length, PIECES[number(PIECES.len())]);
            used.desk.set_open_file(&"甲.matter".into(), &text.as_str().into(), 0);
            said(&used.desk);
            if step % 4 == 3 {
                used.desk.snapshot().ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
                let fresh = fixture(&text);
                assert_eq!(said(&used.desk), said(&fresh.desk), "seed {seed}, step {step}:\n{text}");
                assert_eq!(said(&used.desk), said(&fresh.desk), "remembered, seed {seed}, step {step}");
            }
        }
    }
}

/// What somebody knows who is told by looks at the whole catalogue, each of which leaves out what is as at the one before.
#[derive(Default)]
struct Reader {
    look: Option<Look>,
    told: BTreeMap<Arc<str>, FileFindings>,
}

impl Reader {
    /// Looks, and says how many files with findings were put into words.
    fn look(&mut self, desk: &Desk) -> usize {
        let snapshot = desk.snapshot();
        let look = snapshot.ask(|snapshot| snapshot.overview(self.look.as_ref(), |_| false));
        let overview = look.expect("nobody writes");
        self.told.retain(|file, _| overview.same.contains(file));
        let count = overview.files.len();
        self.told.extend(overview.files);
        self.look = Some(overview.look);
        count
    }
}

fn files(texts: &[(Arc<str>, String)]) -> String {
    texts.iter().map(|(path, text)| format!("== {path}\n{text}")).collect()
}

/// Files that see each other: a variance, a prior result, a short name, a test, a theme.
fn neighbours() -> Vec<(Arc<str>, String)> {
    let texts = [
        ("甲.matter", MATTER),
        (
            "乙.matter",
            "事项 另登记  简称 微\n  类型：公共服务\n  决定：县级\n  前置：\n    持有 登记证\n  结果：另证\n",
        ),
        ("丙.matter", "特别规定 登记 于 龙岗区 自 2026-07-01\n  决定：改 决定：市级\n"),
        ("丁.matter", "事项 小\n  类型：公共服务\n  决定：县级\n  前置：\n    持有 另证\n  结果：登记证\n"),
        ("戊.matter", "用例 试：微\n  应得：\n    符合\n一件事 全部\n  事项：登记、微、小\n"),
    ];
    texts.into_iter().map(|(path, text)| (path.into(), text.to_owned())).collect()
}

#[test]
fn a_look_after_edits_says_what_a_fresh_look_says_of_all_files() {
    const PIECES: &[&str] = &[
        "",
        "，",
        "\n",
        "离异",
        "事项 登记\n",
        "  材料：\n    照片\n",
        "》",
        "  简称 小",
        "登记证",
        "另证",
        "  前置：\n    持有 另证\n",
        "特别规定 小 于 龙岗区\n",
    ];
    for seed in 0..4 {
        let mut number = numbers(seed);
        let mut texts = neighbours();
        let mut used = fixture(&files(&texts));
        let mut reader = Reader::default();
        for step in 0..18 {
            let which = number(texts.len());
            let (path, text) = &mut texts[which];
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let start = places[number(places.len())];
            let length = text[start..].chars().take(number(5)).map(char::len_utf8).sum::<usize>();
            text.replace_range(start..start + length, PIECES[number(PIECES.len())]);
            used.desk.set_open_file(path, &text.as_str().into(), 0);
            if step % 3 == 2 {
                reader.look(&used.desk);
                let fresh = fixture(&files(&texts));
                let wanted = fresh.desk.snapshot().ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
                assert_eq!(reader.told, wanted, "seed {seed}, step {step}:\n{}", files(&texts));
            }
        }
    }
}

#[test]
fn a_look_puts_into_words_only_what_may_have_changed() {
    let text =
        |number: usize| format!("事项 第{number}\n  类型：公共服务\n  决定：县级\n  材料：\n    没有的{number}\n");
    let texts: Vec<_> = (0..20).map(|number| (format!("{number}.matter").into(), text(number))).collect();
    let mut used = fixture(&files(&texts));
    let mut reader = Reader::default();
    assert_eq!(reader.look(&used.desk), 20, "something is wrong in each");
    assert_eq!(reader.look(&used.desk), 0);
    let (path, text) = &texts[3];
    used.desk.set_open_file(path, &text.replace("没有的3", "没有的三").as_str().into(), 0);
    assert_eq!(reader.look(&used.desk), 1);
    assert_eq!(reader.told.len(), 20);
}
