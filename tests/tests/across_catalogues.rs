//! Prior results over a catalogue and the one that it depends on: a circle through both is this catalogue's, one inside the other is not.

use std::sync::Arc;

use matter_core::Settings;
use matter_tests::workspace::Workspace;

/// A matter that makes a document and may ask for another.
fn matter(name: &str, makes: &str, asks: Option<&str>) -> String {
    let prior = asks.map_or_else(String::new, |document| format!("  前置：\n    持有 {document}\n"));
    format!(
        "事项 {name}\n  类型：公共服务\n  服务对象：自然人\n  部门：公安\n  依据：《居住证暂行条例》第八条\n  \
         属地：户籍地 到 县级\n  受理：县级\n  决定：县级\n{prior}  结果：{makes}  长期有效\n\n"
    )
}

fn declared() -> String {
    "信息项 户籍地：地区 到 县级\n\n材料 检查证\n\n材料 许可证\n\n".to_owned()
}

/// Files and first words of the places of E0410 and E0411, as the catalogue sees them.
fn found(files: &[(&str, String)]) -> Vec<(String, String)> {
    let mut workspace = Workspace::new();
    let settings = Settings { region: Some("440300".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    workspace.set(settings, files.iter().map(|(path, text)| (Arc::from(*path), Arc::from(text.as_str()))));
    let checked = workspace.check();
    let priors = checked.findings().iter().filter(|finding| matches!(finding.code.0, "E0410" | "E0411"));
    let place = |finding: &matter_core::diagnostic::Diagnostic| {
        let place = &finding.labels.first().expect("a place").place;
        let (file, _) = checked.analysis().resolve(place).expect("a file");
        (finding.code.0.to_owned(), file.to_string())
    };
    priors.map(place).collect()
}

#[test]
fn a_circle_through_a_dependency_is_told_at_the_line_of_this_catalogue() {
    let base = declared() + &matter("检查", "检查证", Some("许可证"));
    let own = matter("许可", "许可证", Some("检查证"));
    assert_eq!(found(&[("base:a.matter", base), ("b.matter", own)]), [("E0410".to_owned(), "b.matter".to_owned())]);
}

#[test]
fn a_circle_inside_a_dependency_is_left_to_it() {
    let base = declared() + &matter("检查", "检查证", Some("许可证")) + &matter("许可", "许可证", Some("检查证"));
    let own = matter("登记", "登记证", Some("检查证"));
    assert_eq!(found(&[("base:a.matter", base), ("b.matter", own)]), []);
}

#[test]
fn a_district_closes_a_circle_of_the_catalogue_it_depends_on() {
    let base = declared() + &matter("检查", "检查证", None) + &matter("许可", "许可证", Some("检查证"));
    let own =
        "特别规定 检查 于 南山区 自 2026-07-01\n  前置：增 持有 许可证  依据 《居住证暂行条例》第八条\n".to_owned();
    assert_eq!(found(&[("base:a.matter", base), ("b.matter", own)]), [("E0410".to_owned(), "b.matter".to_owned())]);
}

#[test]
fn a_district_that_makes_another_document_is_found_where_the_old_one_is_asked_for() {
    let base = declared() + &matter("检查", "检查证", None);
    let own = matter("许可", "许可证", Some("检查证"))
        + "特别规定 检查 于 南山区 自 2026-07-01\n  结果：改 检查证：检查告知书  长期有效\n";
    assert_eq!(found(&[("base:a.matter", base), ("b.matter", own)]), [("E0411".to_owned(), "b.matter".to_owned())]);
}
