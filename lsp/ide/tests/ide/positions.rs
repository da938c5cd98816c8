//! Which words of the language are offered where: as a law over what the sample catalogue, the library and the good programs write, and by
//! example.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use matter_ide::CompletionKind;
use matter_syntax::keyword::Keyword;
use matter_syntax::parse_file;
use matter_syntax::tree::{Entry, Face, Item, Node, Phrase, PhraseKind};

use crate::common::{MATTER, behind, fixture, fixture_in, offered, sample_files};

/// The clauses of an item in the order of the text: keyword and offset.
fn clauses(item: &Item, found: &mut Vec<(Keyword, u32)>) {
    phrases(&item.head, found);
    entries(&item.inline, found);
    nodes(&item.body, found);
}

fn nodes(list: &[Node], found: &mut Vec<(Keyword, u32)>) {
    for node in list {
        match node {
            Node::Section(section) => {
                phrases(&section.head, found);
                entries(&section.inline, found);
                nodes(&section.body, found);
            }
            Node::Group(group) => {
                phrases(std::slice::from_ref(&group.header), found);
                nodes(&group.body, found);
            }
            Node::Entry(entry) => entries(std::slice::from_ref(entry), found),
            Node::Table(table) => table.rows.iter().for_each(|row| phrases(&row.tail, found)),
            Node::Item(item) => clauses(item, found),
            _ => {}
        }
    }
}

fn entries(list: &[Entry], found: &mut Vec<(Keyword, u32)>) {
    for entry in list {
        phrases(&entry.phrases, found);
        entries(entry.replacement.as_deref().map_or(&[], std::slice::from_ref), found);
    }
}

fn phrases(list: &[Phrase], found: &mut Vec<(Keyword, u32)>) {
    for phrase in list {
        if let PhraseKind::Clause { keyword, .. } = &phrase.kind {
            found.push((*keyword, phrase.span.start));
        }
    }
}

#[test]
fn every_clause_that_is_written_is_offered_at_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let paths = sample_files(&root, &["matters/longgang", "stdlib", "tests/semantics", "tests/carriers"]);
    let mut desk = fixture("⟦⟧").desk;
    let mut seen = BTreeSet::new();
    let mut missing = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a text");
        let file: Arc<str> = path.to_string_lossy().into();
        desk.set_files([(file.clone(), text.as_str().into(), 0)]);
        for item in parse_file(&text) {
            let mut found = Vec::new();
            clauses(&item.parse.item, &mut found);
            for (keyword, start) in found {
                // The phrase of `自 甲 至 乙` begins with what 自 takes: its word is looked for.
                let phrase = start as usize + item.slice.offset;
                let word = keyword.spellings().filter_map(|word| text[phrase..].find(word)).min().expect("its word");
                let at = u32::try_from(phrase + word).expect("short");
                let line_start = text[..at as usize].rfind('\n').map_or(0, |at| at + 1);
                // A shape of line is asked once.
                let shape: String = text[line_start..at as usize].chars().filter(|one| !one.is_ascii_digit()).collect();
                if !seen.insert((keyword, shape)) {
                    continue;
                }
                let ask = desk.snapshot();
                let (offered, _) = ask.ask(|snapshot| snapshot.completions(&file, at)).expect("nobody writes");
                if !offered.iter().any(|one| one.kind == CompletionKind::Word(keyword)) {
                    let line =
                        &text[line_start..text[line_start..].find('\n').map_or(text.len(), |end| line_start + end)];
                    missing.insert((keyword.text(Face::Zh), line.to_owned()));
                }
            }
        }
    }
    assert!(seen.len() > 200, "too few clauses were looked at: {}", seen.len());
    assert!(missing.is_empty(), "{} clauses are not offered: {missing:#?}", missing.len());
}

#[test]
fn a_line_offers_its_own_tails_and_no_others() {
    let found = behind("材料", "    户口簿  原件  1 份  ");
    for tail in ["当", "每", "须", "免提交", "容缺后补", "逾期", "依据"] {
        assert!(found.contains(&tail.to_owned()), "{tail} is missing: {found:?}");
    }
    for other in ["多选", "下一问", "矛盾", "可在", "牵头", "占"] {
        assert!(!found.contains(&other.to_owned()), "{other} was offered behind a material");
    }
    assert!(!offered(&MATTER.replace("渠道：窗口", "渠道：窗口  ⟦⟧")).contains(&"其余".to_owned()));
}

#[test]
fn groups_open_where_lines_depend_on_conditions() {
    for section in ["材料", "决定", "流程"] {
        let found = behind(section, "    ");
        for word in ["当", "其余", "通用"] {
            assert!(found.contains(&word.to_owned()), "{word} is missing in {section}");
        }
    }
    let rule = format!("{MATTER}特别规定 登记 于 坂田街道\n  材料：\n    ⟦⟧\n");
    assert_eq!(offered(&rule)[..3], ["改", "增", "减"]);
}

const TYPES: &str =
    "信息项 有房：是否\n信息项 等级：由低到高 初级、高级\n信息项 项目：多选 甲类、乙类\n信息项 搬来：日期\n";

fn operators(fact: &str) -> Vec<String> {
    offered(&format!("{TYPES}{MATTER}互斥 “无”：{fact} ⟦⟧\n"))
}

#[test]
fn behind_a_fact_stand_the_operators_of_its_type() {
    assert_eq!(operators("婚姻状况"), ["=", "≠", "属于"]);
    assert_eq!(operators("等级"), ["=", "≠", "属于", "≥", "≤", ">", "<"]);
    assert_eq!(operators("项目"), ["含任一", "含全部"]);
    assert_eq!(operators("年龄"), ["≥", "≤", ">", "<", "=", "≠"]);
    assert_eq!(operators("有房"), ["=", "且", "或"]);
    assert_eq!(operators("居住地"), ["=", "≠", "属于"]);
    assert_eq!(operators("搬来")[..2], ["起", "前"]);
}

#[test]
fn behind_a_comparison_it_is_joined_or_the_line_goes_on() {
    assert_eq!(behind("决定", "    县级  当 婚姻状况 = 离异 "), ["且", "或", "由", "否则", "依据"]);
    assert!(behind("决定", "    县级  当 婚姻状况 = 离异 且 ").contains(&"年龄".to_owned()));
    assert_eq!(behind("决定", "    县级  当 婚姻状况 属于（离异、"), ["未婚", "已婚", "离异"]);
    let window = behind("决定", "    县级  当 出生日期 起 ");
    assert_eq!(window, ["满", "至少", "内"]);
    assert!(behind("决定", "    县级  当 出生日期 起 3 个月内 ").contains(&"且".to_owned()));
}

#[test]
fn only_units_that_answer_a_fact_stand_behind_its_sign_nearest_first() {
    let found = behind("决定", "    县级  当 居住地 = ");
    assert_eq!(found[0], "龙岗区");
    assert!(found.contains(&"南山区".to_owned()), "another district of the city: {found:?}");
    assert!(found.iter().all(|one| !one.ends_with("街道") && !one.ends_with("社区")), "{found:?}");
    assert!(!behind("决定", "    县级  当 居住地 = 深圳").contains(&"深圳市".to_owned()));
    assert!(behind("决定", "    县级  当 居住地 属于（深圳").contains(&"深圳市".to_owned()));
    let facts = offered(&MATTER.replace("属地：居住地 到 县级", "属地：⟦⟧"));
    assert!(facts.contains(&"居住地".to_owned()) && !facts.contains(&"年龄".to_owned()), "{facts:?}");
}

#[test]
fn a_cell_takes_values_of_its_header_and_the_decided_column_what_the_section_takes() {
    let table = |row: &str| behind("决定", &format!("    | 婚姻状况 || 决定 |\n    | {row}"));
    assert_eq!(table(""), ["未婚", "已婚", "离异", "-"]);
    assert!(table("离异 || ").contains(&"县级".to_owned()));
    assert!(!table("离异 || ").contains(&"离异".to_owned()));
}

#[test]
fn what_a_test_expects_is_told_by_the_word_before_it() {
    let test = |line: &str| offered(&format!("{MATTER}用例 试：登记\n  应得：\n    {line}⟦⟧\n"));
    assert!(test("决定  ").contains(&"县级".to_owned()));
    assert!(test("材料  ").contains(&"居民身份证".to_owned()));
    assert!(!test("决定  ").contains(&"居民身份证".to_owned()));
    assert!(test("渠道  ").contains(&"网上".to_owned()));
    assert_eq!(test("不符合  "), ["够龄"]);
    assert!(test("下一问  ").contains(&"婚姻状况".to_owned()));
}

#[test]
fn a_test_is_offered_what_its_matter_writes() {
    let own =
        MATTER.replace("    承诺  5 个工作日\n", "    承诺  5 个工作日\n    不计  专家评审  不超过 30 个工作日\n");
    let own = own.replace("收费：不收费", "收费：\n    工本费  4 元");
    let own = own.replace("      离婚证  原件", "      离婚证（配偶）  原件");
    let test = |section: &str, line: &str| offered(&format!("{own}用例 试：登记\n  {section}：\n    {line}⟦⟧\n"));
    assert_eq!(test("经过", "暂停 2026-03-02 "), ["专家评审"]);
    assert!(test("经过", "").contains(&"暂停".to_owned()));
    assert!(test("应得", "收费  ").contains(&"工本费".to_owned()));
    assert_eq!(test("应得", "材料  ")[..2], ["居民身份证", "离婚证（配偶）"]);
    assert!(test("应得", "至少 材料  离婚证  ").contains(&"原件".to_owned()));
    assert!(test("应得", "材料  离婚证（").contains(&"配偶".to_owned()));
    assert!(test("已知", "持有 ").contains(&"居民身份证".to_owned()));
    assert_eq!(test("已知", "持有 离婚证 "), ["是", "否"]);
    assert_eq!(test("已知", "属地 "), ["居住地"]);
}

#[test]
fn a_special_rule_removes_what_the_matter_asks_for() {
    let found = offered(&format!("{MATTER}特别规定 登记 于 坂田街道\n  材料：减 ⟦⟧\n"));
    assert_eq!(found, ["居民身份证", "离婚证"]);
}

#[test]
fn the_first_word_of_a_file_is_found_by_pinyin() {
    assert!(offered("sx⟦⟧").contains(&"事项".to_owned()));
    assert!(offered("shixiang⟦⟧").contains(&"事项".to_owned()));
}

#[test]
fn the_nearest_of_two_regions_of_a_name_comes_first() {
    let fixture =
        fixture_in(&MATTER.replace("属地：居住地 到 县级", "属地：居住地 到 县级  当 居住地 = 朝阳⟦⟧"), "220100");
    let (found, _) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
    assert_eq!((found[0].label.as_str(), found[0].detail.as_str()), ("朝阳区", "长春市"));
}

#[test]
fn words_of_several_english_words_are_read_as_one() {
    let english = "fact 婚姻状况: 未婚, 已婚\nmatter 登记\n  kind: 公共服务\n  decide:\n    county  when 婚姻状况 ";
    assert_eq!(offered(&format!("{english}is in (⟦⟧\n")), ["未婚", "已婚"]);
    assert_eq!(offered(&format!("{english}= 已婚 ⟦⟧\n"))[..2], ["and", "or"]);
    assert_eq!(offered(&format!("{english}⟦⟧\n")), ["=", "≠", "is in"]);
}

#[test]
fn stages_take_matters_and_laws_take_ranks() {
    let found = offered(&format!("{MATTER}一件事 出生\n  阶段 甲：⟦⟧\n"));
    assert!(found.contains(&"登记".to_owned()), "{found:?}");
    let ranks = offered("法规 测试条例\n  位阶：⟦⟧\n");
    assert!(ranks.contains(&"行政法规".to_owned()) && ranks.contains(&"地方性法规".to_owned()), "{ranks:?}");
    assert_eq!(offered("法规 测试条例 ⟦⟧\n"), ["简称", "en", "替换"]);
    assert!(offered("信息项 人数：⟦⟧\n").contains(&"多选".to_owned()));
}

#[test]
fn a_special_rule_ends_on_a_day() {
    assert_eq!(offered(&format!("{MATTER}特别规定 登记 自 2026-10-01 ⟦⟧至 2026-12-31\n")), ["于", "至"]);
}
