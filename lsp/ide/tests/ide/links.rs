//! What hangs together: calls over prior results, uses above a line and in hover, links, remarks on regions.

use crate::common::{MATTER, fixture};
use matter_ide::{HintKind, LensKind, LinkTo};

/// 甲 yields what 乙 must hold and 丙 asks for as a document.
const CHAIN: &str = "\
== 甲.matter
材料 甲证
事项 甲登记
  前置：
    持有 居民身份证
  结果：甲证  长期有效
== 乙.matter
事项 乙登记
  前置：
    持有 甲证
事项 丙登记
  材料：
    甲证  复印件 1 份
事项 丁登记
  材料：
    居民户口簿  原件
";

fn names(calls: &[matter_ide::Call]) -> Vec<&str> {
    calls.iter().map(|(caller, _)| &*caller.name).collect()
}

#[test]
fn who_asks_for_a_result_and_what_a_matter_asks_for() {
    let first = fixture(&CHAIN.replace("事项 甲登记", "事项 甲登⟦⟧记"));
    let caller = first.ask(|snapshot, file, at| snapshot.caller(file, at)).expect("a matter");
    assert_eq!(&*caller.name, "甲登记");
    let incoming = first.ask(|snapshot, file, at| snapshot.incoming_calls(file, at));
    assert_eq!(names(&incoming), ["丙登记", "乙登记"]);
    let text = first.desk.snapshot().text("乙.matter").expect("a text");
    let lines: Vec<&str> = incoming
        .iter()
        .flat_map(|(_, places)| places)
        .map(|at| text[at.start as usize..at.end as usize].trim())
        .collect();
    assert_eq!(lines, ["甲证  复印件 1 份", "持有 甲证"]);
    // Nobody of this catalogue yields 居民身份证.
    assert_eq!(first.ask(|snapshot, file, at| snapshot.outgoing_calls(file, at)), []);
    let second = fixture(&CHAIN.replace("事项 乙登记", "事项 乙登⟦⟧记"));
    let outgoing = second.ask(|snapshot, file, at| snapshot.outgoing_calls(file, at));
    assert_eq!(names(&outgoing), ["甲登记"]);
    assert_eq!(&*outgoing[0].1[0].file, "乙.matter", "the place is not the asking line");
}

#[test]
fn a_matter_that_is_named_elsewhere_is_a_caller_too() {
    let fixture = fixture(&format!("{CHAIN}用例 试：甲登⟦⟧记\n"));
    let caller = fixture.ask(|snapshot, file, at| snapshot.caller(file, at)).expect("a matter");
    assert_eq!((&*caller.name, &*caller.at.file), ("甲登记", "甲.matter"));
}

#[test]
fn uses_stand_above_what_is_declared() {
    let fixture = fixture(&format!("{}⟦⟧", MATTER));
    let lenses = fixture.ask(|snapshot, file, _| snapshot.lenses(file));
    let text = fixture.desk.snapshot().text("甲.matter").expect("a text");
    let uses = lenses.iter().filter(|lens| lens.kind == LensKind::Uses);
    let counted: Vec<(String, String)> = uses
        .map(|lens| {
            let title = fixture.ask(|snapshot, file, _| {
                let named = snapshot.named(file, lens.at.start).expect("a name");
                snapshot.count_of_uses(snapshot.references(&named, false).len())
            });
            (text[lens.at.start as usize..lens.at.end as usize].to_owned(), title)
        })
        .collect();
    let expected = [
        ("婚姻状况", "用到 2 处"),
        ("出生日期", "用到 1 处"),
        ("年龄", "用到 1 处"),
        ("成年", "用到 1 处"),
        ("登记", "没有用到"),
        ("居住地", "用到 1 处"),
    ];
    assert_eq!(counted, expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
}

#[test]
fn hover_names_the_items_that_use_a_thing() {
    let hover = |text: &str| fixture(text).ask(|snapshot, file, at| snapshot.hover(file, at)).expect("a hover").text;
    let used = hover(&MATTER.replace("信息项 婚姻状况", "信息项 婚姻⟦⟧状况"));
    assert!(used.contains("用于：登记"), "{used}");
    let unused = hover("信息项 没人⟦⟧用：是否\n");
    assert!(!unused.contains("用于"), "{unused}");
    let matters: String = (1..=7).map(|n| format!("事项 第{n}个\n  条件：\n    够  某 = 是\n")).collect();
    let many = hover(&format!("信息项 某⟦⟧：是否\n{matters}"));
    assert!(many.contains("用于：第1个、第2个、第3个、第4个、第5个 等"), "{many}");
    // A matter and its variances are called the same.
    let varied = format!("{MATTER}特别规定 登记 自 2027-01-01\n  材料：增 结婚证  原件  当 婚姻状况 = 已婚\n");
    let twice = hover(&varied.replace("信息项 婚姻状况", "信息项 婚姻⟦⟧状况"));
    assert!(twice.contains("用于：登记\n"), "{twice}");
}

#[test]
fn hover_says_library_where_a_thing_comes_from_it() {
    let hover = |text: &str| fixture(text).ask(|snapshot, file, at| snapshot.hover(file, at)).expect("a hover").text;
    let law = hover(&MATTER.replace("《行政许可法》", "《行政⟦⟧许可法》"));
    assert!(law.ends_with("*标准库 · laws.matter*"), "{law}");
    let own = hover(&MATTER.replace("县级  当 婚姻状况", "县级  当 婚姻⟦⟧状况"));
    assert!(own.ends_with("*甲.matter*"), "{own}");
}

#[test]
fn one_line_that_always_holds_is_no_table() {
    let hover = |text: &str| fixture(text).ask(|snapshot, file, at| snapshot.hover(file, at)).expect("a hover").text;
    let one = hover(&MATTER.replace("  部门：公安", "  办件⟦⟧类型：承诺件\n  部门：公安"));
    assert!(one.starts_with("**办件类型**") && !one.contains("情形"), "{one}");
    let two = hover(&MATTER.replace("  决定：", "  决⟦⟧定："));
    assert!(two.contains("| 情形 | 写法 |"), "{two}");
}

#[test]
fn waived_codes_and_cited_laws_are_links() {
    let text = "⟦⟧事项 登记\n  依据：《行政许可法》第十二条\n  豁免：\n    M066  “还没有联网”  至 2026-12-31\n";
    let links = fixture(text).ask(|snapshot, file, _| snapshot.links(file));
    let titles: Vec<&str> = links.iter().map(|link| link.title.as_str()).collect();
    assert_eq!(titles, ["《中华人民共和国行政许可法》", "M066 copy-of-shared-data"]);
    assert_eq!(links[1].to, LinkTo::Page("M066"));
    assert!(matches!(&links[0].to, LinkTo::Place(at) if &*at.file == "std:laws.matter"), "{links:#?}");
}

#[test]
fn a_region_below_another_district_says_where_it_lies() {
    let test = "用例 试：登记\n  于：2026-03-02 坪地街道\n  已知：\n    居住地 福田区\n";
    let fixture = fixture(&format!("⟦⟧{MATTER}{test}"));
    let hints = fixture.ask(|snapshot, file, _| snapshot.hints(file, 0, u32::MAX));
    let regions: Vec<&str> =
        hints.iter().filter(|hint| hint.kind == HintKind::Region).map(|hint| hint.text.as_str()).collect();
    // 坪地街道 lies directly below the catalogue's own 龙岗区.
    assert_eq!(regions, ["广东省/深圳市"]);
}

#[test]
fn codes_that_are_drawn_otherwise_have_pages_in_both_languages() {
    use matter_ide::Language;
    use matter_ide::codes::{Tag, page, tag};
    assert_eq!((tag("E0403"), tag("E0321"), tag("E0401")), (Some(Tag::Unnecessary), Some(Tag::Deprecated), None));
    for code in ["E0403", "E0404", "E0406", "E0409", "E0584", "E0321"] {
        assert!(tag(code).is_some(), "{code}");
        for language in [Language::Zh, Language::En] {
            assert!(page(code, language).is_some_and(|text| text.starts_with(code)), "{code}");
        }
    }
}
