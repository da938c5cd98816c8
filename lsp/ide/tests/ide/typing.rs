//! What may be written at a place.

use std::collections::{BTreeMap, BTreeSet};

use matter_ide::CompletionKind;
use matter_syntax::parse_item;

use crate::common::{MATTER, behind, fixture, offered};

#[test]
fn values_of_the_fact_at_hand_and_nothing_else() {
    assert_eq!(behind("材料", "    当 婚姻状况 = "), ["未婚", "已婚", "离异"]);
    assert_eq!(behind("材料", "    当 婚姻状况 属于（未婚、"), ["未婚", "已婚", "离异"]);
}

#[test]
fn pinyin_and_initials_find_chinese_names() {
    assert_eq!(behind("材料", "    jmsfz"), ["居民身份证"]);
    assert_eq!(behind("材料", "    lihunz"), ["离婚证"]);
    assert_eq!(behind("材料", "    当 hunyin"), ["婚姻状况"]);
    assert_eq!(behind("材料", "    当 婚姻状况 = wh"), ["未婚"]);
}

#[test]
fn sections_of_this_item_that_it_does_not_have_yet() {
    let found = offered(&MATTER.replace("  渠道：窗口\n", "  渠道：窗口\n  ⟦⟧\n"));
    assert!(found.contains(&"到场".to_owned()), "{found:?}");
    assert!(!found.contains(&"收费".to_owned()), "the matter has this section already");
    assert!(!found.contains(&"机构".to_owned()), "a section of departments was offered in a matter");
}

#[test]
fn items_and_a_whole_matter_in_the_first_column() {
    assert_eq!(offered(&format!("{MATTER}shix⟦⟧")), ["事项", "事项（全部章节）"]);
}

#[test]
fn units_behind_a_number() {
    assert_eq!(behind("时限", "    法定  20 个工"), ["个工作日"]);
    assert_eq!(behind("时限", "    法定  20gzr"), ["个工作日", "自然日"], "工作日 and 个自然日 begin so");
}

#[test]
fn laws_between_their_marks_and_departments_behind_their_word() {
    let laws = offered("事项 登记\n  依据：《行政许可法⟦⟧\n");
    assert_eq!(laws, ["中华人民共和国行政许可法", "行政许可法"]);
    assert!(behind("条件", "    甲  “乙”  由 gong").contains(&"公安".to_owned()));
}

#[test]
fn regions_level_by_level() {
    let found = offered("事项 登记\n用例 试：登记\n  于：2026-03-02 深圳市/longg⟦⟧\n");
    assert!(found.contains(&"龙岗区".to_owned()), "{found:?}");
}

#[test]
fn nothing_inside_comments_texts_and_prose() {
    assert!(offered("// 事⟦⟧\n").is_empty());
    assert!(behind("条件", "    甲  “年").is_empty());
    assert!(offered("事项 登记\n  说明：年⟦⟧\n").is_empty());
}

#[test]
fn the_known_facts_of_a_test_and_their_values() {
    let test = |line: &str| offered(&format!("{MATTER}用例 试：登记\n  已知：\n{line}⟦⟧\n"));
    assert_eq!(test("    hyzk"), ["婚姻状况"]);
    assert_eq!(test("    婚姻状况 l"), ["离异"]);
}

#[test]
fn of_many_matters_the_first_by_name_and_that_there_are_more() {
    let many: String = (0..300).rev().map(|number| format!("事项 变更{number:03}\n")).collect();
    let fixture = fixture(&format!("{many}事项 注销  简称 销\n用例 试：bg⟦⟧\n"));
    let (found, more) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
    let labels: Vec<&str> = found.iter().map(|one| one.label.as_str()).collect();
    assert!(more, "300 are more than are shown");
    assert_eq!((labels[0], labels[199], labels.len()), ("变更000", "变更199", 200));
    assert_eq!(offered(&format!("{many}事项 注销  简称 销\n用例 试：zx⟦⟧\n")), ["注销"]);
    assert_eq!(offered(&format!("{many}事项 注销  简称 销\n用例 试：销⟦⟧\n")), ["注销", "销"]);
}

/// A word in whose middle something is chosen is replaced as a whole.
#[test]
fn the_rest_of_the_word_that_is_completed_does_not_stay() {
    let chosen = |line: &str, label: &str| {
        let fixture = fixture(&MATTER.replace("    承诺  5 个工作日", line));
        let (found, _) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
        let one = found.iter().find(|one| one.label == label).unwrap_or_else(|| panic!("{label}: {found:?}"));
        let text = fixture.desk.snapshot().text("甲.matter").expect("a text");
        let after = format!("{}{}{}", &text[..one.at.start as usize], one.insert, &text[one.at.end as usize..]);
        after.lines().find(|line| line.contains("承诺")).expect("a line").to_owned()
    };
    assert_eq!(chosen("    承诺  5 个工⟦⟧作日", "个工作日"), "    承诺  5 个工作日");
    assert_eq!(
        chosen("    承诺  5 个工⟦⟧作日  当 婚姻状况 = 未婚", "个工作日"),
        "    承诺  5 个工作日  当 婚姻状况 = 未婚"
    );
    assert_eq!(
        chosen("    承诺  5 个工作日  当 婚姻⟦⟧状况 = 未婚", "婚姻状况"),
        "    承诺  5 个工作日  当 婚姻状况 = 未婚"
    );
    // What stands behind the place and is another word stays.
    assert_eq!(
        chosen("    承诺  5 个工作日  当 hyz⟦⟧婚姻 = 未婚", "婚姻状况"),
        "    承诺  5 个工作日  当 婚姻状况婚姻 = 未婚"
    );
}

/// Names of letters that words of the language hold, and of others: what is offered for each is read as that name, marked or not.
#[test]
fn a_name_that_is_offered_is_read_as_that_name() {
    let letters: Vec<char> =
        "居民身份证明表格申请书且或非起前内年月日元工作当由自到依据每经零一万原件县级".chars().collect();
    let mut state = 7_usize;
    let mut next = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let names: BTreeSet<String> = (0..150)
        .map(|_| (0..=next(5)).map(|_| letters[next(letters.len())]).collect::<String>())
        .filter(|name| !["是", "否"].contains(&name.as_str()))
        .collect();
    let declared: String = names.iter().map(|name| format!("材料 「{name}」\n")).collect();
    let mut offered = BTreeMap::new();
    for first in &letters {
        let fixture = fixture(&format!("{declared}事项 登记\n  材料：\n    {first}⟦⟧\n"));
        let (found, _) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
        let own = found.into_iter().filter(|one| names.contains(&one.label));
        offered
            .extend(own.filter(|one| matches!(one.kind, CompletionKind::Name(_))).map(|one| (one.label, one.insert)));
    }
    assert!(offered.len() > 100, "{} of {} names were offered", offered.len(), names.len());
    for (name, insert) in offered {
        let parse = parse_item(&format!("事项 登记\n  条件：\n    够  {insert} = 1\n"));
        assert_eq!(parse.errors, [], "{name} as {insert}");
        assert!(format!("{:?}", parse.item).contains(&format!("text: {name:?}")), "{name} as {insert}");
    }
}
