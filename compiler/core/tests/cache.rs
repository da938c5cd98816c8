//! A later run with what an earlier one kept finds what a run without it finds, and examines only what changed.

mod fixture;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fixture::{Counting, findings, host};
use matter_core::summary::{Catalogue, Conclusion, Examiner, Subject, Summary};
use matter_core::{Analysis, Cache};
use proptest::prelude::*;

const MAKER: u128 = 7;

const FIXTURE: &str = "
//- facts.matter
信息项 婚姻状况：未婚、已婚、离异
信息项 学历：无、本科
//- a.matter
事项 甲  简称 甲事
  类型：公共服务
  决定：县级
  材料：
    申请表
    离婚证  当 婚姻状况 = 离异

事项 乙
  类型：公共服务
  决定：市级
//- b.matter
事项 丙
  类型：公共服务
  改办：甲  当 婚姻状况 = 未婚
//- c.matter
事项 丁
  类型：公共服务
  材料：
    学历证书  当 学历 = 硕士
//- vary.matter
特别规定 甲 于 龙岗区 自 2026-07-01
  材料：增 照片
";

/// Counts the matters that are examined.
struct Watch(Arc<AtomicUsize>);

impl Examiner for Watch {
    fn examine(&self, subject: &Subject<'_>) -> Summary {
        self.0.fetch_add(1, Ordering::Relaxed);
        Counting.examine(subject)
    }

    fn conclude(&self, catalogue: &Catalogue<'_>) -> Conclusion {
        Counting.conclude(catalogue)
    }
}

struct Run {
    found: String,
    examined: usize,
    bytes: Option<Vec<u8>>,
}

fn everything(analysis: &Analysis) -> String {
    let matters =
        analysis.matters().map(|matter| format!("{:?}\n{:?}", analysis.summary(matter), analysis.matter_head(matter)));
    format!("{}\n{}\n{:?}", findings(analysis), matters.collect::<String>(), analysis.conclusion())
}

fn run(fixture: &str, cache: Option<Vec<u8>>) -> Run {
    let examined = Arc::new(AtomicUsize::new(0));
    let mut host = host(fixture);
    host.set_examiner(Arc::new(Watch(Arc::clone(&examined))));
    host.set_cache(Arc::new(cache.and_then(|bytes| Cache::read(bytes, MAKER)).unwrap_or_default()));
    let analysis = host.analysis();
    analysis.warm_up();
    let found = everything(&analysis);
    Run { found, examined: examined.load(Ordering::Relaxed), bytes: analysis.cache_bytes(MAKER) }
}

fn fresh(fixture: &str) -> String {
    let mut host = host(fixture);
    host.set_examiner(Arc::new(Counting));
    let analysis = host.analysis();
    analysis.warm_up();
    everything(&analysis)
}

/// Matters that are examined after an edit of a catalogue that was checked before.
fn examined_after(from: &str, to: &str) -> usize {
    assert!(FIXTURE.contains(from));
    let edited = FIXTURE.replacen(from, to, 1);
    let second = run(&edited, run(FIXTURE, None).bytes);
    assert_eq!(second.found, fresh(&edited), "{from} → {to}");
    second.examined
}

#[test]
fn nothing_is_examined_again_and_nothing_is_written_again() {
    let first = run(FIXTURE, None);
    assert_eq!(first.examined, 4);
    assert_eq!(first.found, fresh(FIXTURE));
    let second = run(FIXTURE, first.bytes.clone());
    assert_eq!((second.found, second.examined, second.bytes), (first.found, 0, None));
}

#[test]
fn an_edit_examines_what_it_touches() {
    assert_eq!(examined_after("决定：市级", "决定：县级"), 1, "乙 alone");
    assert_eq!(examined_after("增 照片", "增 照片 2 份"), 1, "甲, which is varied");
    assert_eq!(examined_after("特别规定 甲 于", "特别规定 乙 于"), 2, "甲 and 乙");
    assert_eq!(examined_after("未婚、已婚、离异", "未婚、已婚、离异、丧偶"), 4, "a declaration is read by all");
}

#[test]
fn a_name_that_is_looked_up_is_looked_up_again() {
    assert_eq!(examined_after("事项 甲  简称 甲事", "事项 甲二  简称 甲"), 2, "甲 itself, and 丙 which names it");
    assert_eq!(examined_after("事项 甲  简称 甲事", "事项 甲二"), 2, "丙 names nothing now");
    assert_eq!(examined_after("事项 丁", "事项 戊"), 1, "nobody names 丁");
}

#[test]
fn bytes_of_another_maker_are_no_cache() {
    let bytes = run(FIXTURE, None).bytes.unwrap();
    assert!(Cache::read(bytes.clone(), MAKER).is_some());
    assert!(Cache::read(bytes, MAKER + 1).is_none());
    assert!(Cache::read(Vec::new(), MAKER).is_none());
}

#[test]
fn bytes_with_a_flaw_are_no_cache() {
    let bytes = run(FIXTURE, None).bytes.unwrap();
    for at in 0..bytes.len() {
        assert!(Cache::read(bytes[..at].to_vec(), MAKER).is_none(), "cut at {at}");
        let mut flawed = bytes.clone();
        flawed[at] ^= 0x10;
        assert!(Cache::read(flawed, MAKER).is_none(), "flipped at {at}");
    }
}

/// Replacements in the fixture, among them wrong ones.
const EDITS: &[(&str, &str)] = &[
    ("决定：县级", "决定：省级"),
    ("决定：县级", "决定：无此级"),
    ("    申请表\n", "    申请表  复印件\n    照片\n"),
    ("简称 甲事", ""),
    ("事项 丙", "事项 甲"),
    ("改办：甲", "改办：丁"),
    ("改办：甲", "改办：没有的事项"),
    ("学历：无、本科", "学历：无、本科、硕士"),
    ("特别规定 甲 于 龙岗区", "特别规定 甲、乙 于 龙岗区"),
    ("特别规定 甲 于 龙岗区", "特别规定 甲 于 没有的区"),
    ("增 照片", "减 离婚证"),
    ("//- c.matter\n", "//- d.matter\n"),
    ("事项 乙", "// 说明\n事项 乙"),
    ("离异\n", "丧偶\n"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_run_with_a_cache_finds_what_a_fresh_run_finds(steps in prop::collection::vec(0..EDITS.len(), 1..6)) {
        let mut text = FIXTURE.to_owned();
        let mut bytes = run(&text, None).bytes;
        for step in steps {
            let (from, to) = EDITS[step];
            text = text.replacen(from, to, 1);
            let now = run(&text, bytes.clone());
            prop_assert_eq!(&now.found, &fresh(&text));
            bytes = now.bytes.or(bytes);
        }
    }
}
