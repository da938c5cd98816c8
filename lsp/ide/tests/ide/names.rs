//! Names: definition, references, rename, highlights, in Chinese text with marked places.

use crate::common::{Fixture, MATTER, fixture};
use matter_ide::{RenameProblem, Target};

/// The empty mark is the cursor; the other marks are what must be found, in the order of files and places.
fn check(text: &str, find: impl Fn(&Fixture) -> Vec<Target>) {
    let fixture = fixture(text);
    let mut marked = fixture.marks.clone();
    marked.retain(|mark| mark.start < mark.end);
    marked.sort();
    assert_eq!(find(&fixture), marked, "{text}");
}

fn definition(fixture: &Fixture) -> Vec<Target> {
    fixture.ask(|snapshot, file, at| snapshot.definition(file, at)).into_iter().collect()
}

fn references(fixture: &Fixture) -> Vec<Target> {
    fixture.ask(|snapshot, file, at| snapshot.references(&snapshot.named(file, at).expect("a name"), true))
}

fn renamed(text: &str, name: &str) -> Result<String, RenameProblem> {
    let fixture = fixture(text);
    let edits = fixture.ask(|snapshot, file, at| {
        let named = snapshot.named(file, at).ok_or(RenameProblem::NoName)?;
        snapshot.rename(&named, name)
    })?;
    Ok(fixture.edited(&edits))
}

#[test]
fn a_fact_leads_to_its_declaration_in_another_file() {
    check(
        "== 甲.matter\n事项 登记\n  条件：\n    够  年⟦⟧龄 ≥ 18 周岁\n== 乙.matter\n信息项 ⟦年龄⟧：0 至 150 周岁\n",
        definition,
    );
}

#[test]
fn a_local_fact_is_nearer_than_the_catalogue_s() {
    check(
        "信息项 等级：一、二\n事项 登记\n  信息项 等级：甲、乙\n  决定：\n    县级  当 等⟦⟧级 = 甲\n",
        |fixture| {
            let found = definition(fixture);
            assert_eq!(found.len(), 1);
            let text = fixture.desk.snapshot().text("甲.matter").expect("a text");
            assert_eq!(&text[found[0].start as usize..found[0].end as usize], "等级");
            assert!(text[..found[0].start as usize].contains("事项"), "the first 等级 was found");
            Vec::new()
        },
    );
}

#[test]
fn a_test_leads_to_the_matter_and_to_the_label_of_its_condition() {
    check("事项 ⟦登记⟧\n  类型：公共服务\n用例 试：登⟦⟧记\n", definition);
    let text = "事项 登记\n  条件：\n    够龄  “成年”  年龄 ≥ 18 周岁\n信息项 年龄：0 至 150 周岁\n用例 试：登记\n  应得：\n    不符合  够⟦⟧龄\n";
    let fixture = fixture(text);
    let found = definition(&fixture);
    let source = fixture.desk.snapshot().text("甲.matter").expect("a text");
    assert_eq!(found.iter().map(|at| at.start as usize).collect::<Vec<_>>(), [source.find("够龄").expect("a label")]);
}

#[test]
fn references_cross_files_and_count_no_comment() {
    check(
        "== 甲.matter\n// 年龄不算\n事项 登记\n  条件：\n    够  ⟦⟧⟦年龄⟧ ≥ 18 周岁\n    不老  ⟦年龄⟧ ≤ 60 周岁\n== 乙.matter\n信息项 ⟦年龄⟧：0 至 150 周岁\n",
        references,
    );
}

#[test]
fn rename_reaches_every_file_and_quotes_where_it_must() {
    let text = "== 甲.matter\n事项 居住证换、补领  简称 换补领\n  类型：公共服务\n== 乙.matter\n用例 试：「居住证换⟦⟧、补领」\n用例 再试：换补领\n";
    let plain = renamed(text, "换领").expect("a good name");
    assert_eq!(plain, "用例 试：换领\n用例 再试：换补领\n== \n事项 换领  简称 换补领\n  类型：公共服务\n");
    let marked = renamed(text, "居住证换发、补发").expect("a good name");
    assert_eq!(
        marked,
        "用例 试：「居住证换发、补发」\n用例 再试：换补领\n== \n事项 居住证换发、补发  简称 换补领\n  类型：公共服务\n"
    );
}

#[test]
fn a_short_name_is_renamed_by_itself() {
    let text = "事项 居住证换、补领  简称 换补领\n  类型：公共服务\n用例 试：换⟦⟧补领\n";
    let renamed = renamed(text, "换证").expect("a good name");
    assert_eq!(renamed, "事项 居住证换、补领  简称 换证\n  类型：公共服务\n用例 试：换证\n");
}

#[test]
fn what_the_library_declares_and_what_exists_cannot_be_renamed() {
    let library = renamed("事项 登记\n  材料：\n    居民⟦⟧身份证  原件\n", "身份证件");
    assert_eq!(library, Err(RenameProblem::Library));
    let taken = renamed("信息项 甲⟦⟧：是否\n信息项 乙：是否\n", "乙");
    assert!(matches!(taken, Err(RenameProblem::Taken(_))), "{taken:?}");
    let region = renamed("用例 试：登记\n  于：2026-03-02 龙岗⟦⟧区\n", "龙岗");
    assert_eq!(region, Err(RenameProblem::Region("龙岗区".into())));
    assert_eq!(renamed("信息项 甲⟦⟧：是否\n", "甲：乙"), Err(RenameProblem::BadName));
}

#[test]
fn a_law_is_renamed_inside_its_marks() {
    let text = "法规 测试条例\n  位阶：地方性法规\n事项 登记\n  依据：《测试⟦⟧条例》第三条\n";
    let renamed = renamed(text, "试行条例").expect("a good name");
    assert_eq!(renamed, "法规 试行条例\n  位阶：地方性法规\n事项 登记\n  依据：《试行条例》第三条\n");
}

#[test]
fn a_matter_that_checks_has_no_finding_at_all() {
    let fixture = fixture(&format!("⟦⟧{MATTER}"));
    let found = fixture.ask(|snapshot, file, _| snapshot.findings(file));
    let errors: Vec<_> = found.iter().filter(|one| one.severity == matter_ide::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_new_name_is_refused_where_it_would_mean_something_else() {
    let taken = |from: &str, to: &str| {
        let text = MATTER.replacen(&from.replace('·', ""), &from.replace('·', "⟦⟧"), 1);
        renamed(&text, to)
    };
    assert_eq!(taken("离·异", "已婚"), Err(RenameProblem::Taken("已婚".into())), "two values became one");
    assert_eq!(taken("成·年", "年龄"), Err(RenameProblem::Taken("年龄".into())), "a definition became a fact");
    assert_eq!(taken("成·年", "够龄"), Err(RenameProblem::Taken("够龄".into())), "a definition became a label");
    assert!(taken("离·异", "离婚").is_ok());
    assert!(taken("成·年", "成人").is_ok());
}

#[test]
fn a_text_that_is_no_name_is_refused() {
    for name in ["登记  简称 x", "登记//x", "登\u{202E}记", "登\t记", "登\u{3000}记", "登;记", ""] {
        let text = MATTER.replacen("事项 登记", "事项 登⟦⟧记", 1);
        assert_eq!(renamed(&text, name), Err(RenameProblem::BadName), "{name:?}");
    }
}

/// A material that nobody declares is known in its matter from the first line that asks for it.
#[test]
fn an_undeclared_material_leads_to_the_line_that_asks_for_it_first() {
    let text = "事项 登记
  材料：
    居民身份证  原件
    ⟦甲证明⟧（子女）  原件
    乙证明 或 ⟦甲证明⟧  复印件  当 渠道 = 网上
用例 试：登记
  应得：
    材料  ⟦甲证明⟧⟦⟧
事项 注销
  材料：
    甲证明  原件
";
    check(text, references);
    let first = fixture(text).marks[0].clone();
    assert_eq!(definition(&fixture(text)), [first]);
    let renamed = renamed(text, "丙证明").expect("a new name");
    assert_eq!(renamed.matches("丙证明").count(), 3, "{renamed}");
    assert!(renamed.contains("事项 注销\n  材料：\n    甲证明"), "the other matter asks for its own: {renamed}");
    let variance = "事项 登记\n  材料：\n    ⟦甲证明⟧  原件\n特别规定 登记 于 龙岗区\n  材料：减 甲⟦⟧证明\n";
    check(variance, definition);
}

/// So is a result, and a document that a matter waits for, wherever tests name it.
#[test]
fn an_undeclared_result_leads_to_the_line_that_makes_it() {
    let text = "事项 登记
  前置：
    持有 ⟦丁证⟧
  结果：⟦甲证⟧  长期有效
用例 试：登记
  应得：
    结果  ⟦甲证⟧⟦⟧
用例 未持有：登记
  已知：
    持有 丁证  否
  应得：
    不符合  丁证
";
    let own = text.replace("⟦丁证⟧", "丁证");
    check(&own, references);
    let first = fixture(&own).marks[0].clone();
    assert_eq!(definition(&fixture(&own)), [first]);
    let renamed_result = renamed(&own, "丙证").expect("a new name");
    assert_eq!(renamed_result.matches("丙证").count(), 2, "{renamed_result}");
    let awaited = text.replace("⟦甲证⟧", "甲证").replace("⟦⟧", "").replace("持有 丁证  否", "持有 ⟦丁证⟧⟦⟧  否");
    check(&awaited.replace("不符合  丁证", "不符合  ⟦丁证⟧"), references);
    let awaited = awaited.replace("⟦丁证⟧\n", "丁证\n").replace("⟦丁证⟧⟦⟧", "丁⟦⟧证");
    assert_eq!(renamed(&awaited, "戊证").expect("a new name").matches("戊证").count(), 3);
}

#[test]
fn an_undeclared_material_takes_no_name_that_is_declared() {
    let text = "材料 丙证明\n事项 登记\n  材料：\n    甲⟦⟧证明  原件\n";
    assert_eq!(renamed(text, "丙证明"), Err(RenameProblem::Taken("丙证明".into())));
}

#[test]
fn a_new_name_is_written_so_that_it_is_read_as_that_name() {
    let text = "信息项 甲⟦⟧：是否\n事项 登记\n  条件：\n    够  甲 = 是\n";
    let to = |name: &str| renamed(text, name);
    assert_eq!(to("是"), Err(RenameProblem::BadName), "an answer cannot be asked");
    let marked = to("甲且乙").expect("a name in marks");
    assert!(marked.contains("够  「甲且乙」 = 是"), "{marked}");
    let wide = to("ａｂ").expect("a name");
    let fixture = fixture(&wide.replacen("信息项 ", "信息项 ⟦⟧", 1));
    let errors = fixture.ask(|snapshot, file, _| snapshot.findings(file));
    assert!(errors.iter().all(|one| one.code != "E0240"), "{wide}{errors:#?}");
}

/// A catalogue in which things of all kinds are declared and used.
const THINGS: &str = "\
信息项 婚姻：未婚、已婚
信息项 有房：是否
信息项 项目：多选 热食、冷食
定义 单身：婚姻 = 未婚 且 有房 = 否
法规 测试办法
  位阶：规范性文件
  文号：“深民规〔2019〕2号”
材料 声明书
事项 登记
  依据：
    深民规〔2019〕2号
    《测试办法》第三条
  办理项：
    新办  01
    变更  02
  条件：
    够  “行了”  单身 或 项目 含任一（热食、冷食）
  材料：
    声明书  原件  当 办理项 = 新办 且 婚姻 = 未婚
用例 试：登记
  已知：
    婚姻 未婚
    有房 否
    办理项 变更
";

/// Whatever is renamed to whatever: it is refused, or nothing is wrong that was right before, and renaming back gives the text back.
#[test]
fn a_name_that_is_taken_can_be_given_back_and_breaks_nothing() {
    let wrong = |text: &str| {
        let fixture = fixture(&format!("⟦⟧{text}"));
        let found = fixture.ask(|snapshot, file, _| snapshot.findings(file));
        // Rules of the domain look at what names say.
        found.into_iter().map(|one| one.code).filter(|code| code.starts_with('E')).collect::<Vec<_>>()
    };
    let before = wrong(THINGS);
    let (mut done, mut refused) = (0, Vec::new());
    for name in
        ["婚姻", "已婚", "有房", "热食", "单身", "声明书", "测试办法", "登记", "变更", "够", "深民规〔2019〕2号"]
    {
        let places: Vec<usize> = THINGS.match_indices(name).map(|(at, _)| at).collect();
        let at = *places.last().expect("a place");
        for new in ["甲且乙", "2026年毕业", "深民规〔2020〕3号", "新𠮷😀"] {
            let Ok(after) = renamed(&format!("{}⟦⟧{}", &THINGS[..at], &THINGS[at..]), new) else {
                refused.push(format!("{name} → {new}"));
                continue;
            };
            done += 1;
            assert_eq!(wrong(&after), before, "{name} → {new}:\n{after}");
            let same = THINGS.char_indices().zip(after.chars()).find(|((_, one), other)| one != other);
            let again = same.map(|((at, _), _)| at).expect("something differs");
            let back = renamed(&format!("{}⟦⟧{}", &after[..again], &after[again..]), name);
            assert_eq!(back.as_deref(), Ok(THINGS), "{name} → {new} and back:\n{after}");
        }
    }
    refused.dedup();
    assert!(done > 30, "only {done} renamings were done; refused: {refused:?}");
}

#[test]
fn a_number_of_a_document_is_renamed_where_it_is_declared_and_where_it_is_cited() {
    let text = |number: &str, cited: &str| {
        format!("法规 测试办法\n  位阶：规范性文件\n  文号：“{number}”\n事项 登记\n  依据：{cited}\n")
    };
    let after = text("深民规〔2020〕3号", "深民规〔2020〕3号");
    let old = "深民规〔2019〕2号";
    assert_eq!(renamed(&text("深民规〔20⟦⟧19〕2号", old), "深民规〔2020〕3号").as_deref(), Ok(&*after));
    assert_eq!(renamed(&text(old, "深民规⟦⟧〔2019〕2号"), "深民规〔2020〕3号").as_deref(), Ok(&*after));
    assert_eq!(renamed(&text(old, "深民规⟦⟧〔2019〕2号"), "深民规〔2019〕2号改"), Err(RenameProblem::BadNumber));
}
