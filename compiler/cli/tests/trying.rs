//! What tests reach and what a vendor's machine is tried with: coverage by cell and vectors of a small catalogue, through the program.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "an answer that is not there is a failed test")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const MANIFEST: &str = r#"[catalogue]
name = "example"
title = "示例目录"
language = "zh"
region = "440307"
version = "1"
edition = "2026"
as_of = "2026-11-01"
"#;

/// Two cells of the investment; the one test has the least value of the upper one. Nobody under 18 is eligible, so that the cell below 18
/// is nothing to try.
const MATTERS: &str = "
信息项 投资：0 至 10_000 万元

信息项 年龄：0 至 150 周岁

信息项 带餐饮：是否

事项 场所许可
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  受理：县级
  决定：
    市级  当 投资 ≥ 1_000 万元 或 年龄 < 18 周岁
    县级  否则
  条件：
    成年  “年满十八周岁”  年龄 ≥ 18 周岁
  材料：
    居民身份证  原件
    健康证明  原件  当 带餐饮 = 是 且 投资 ≥ 500 万元
  时限：
    法定  20 个工作日  自 受理
    承诺  5 个工作日
  渠道：窗口
  收费：不收费
  结果：场所许可证  长期有效

用例 大的由市里决定：场所许可
  于：2026-03-02 龙城街道
  已知：
    投资 1_000 万元
    年龄 30 周岁
    带餐饮 否
  应得：
    决定  市级
";

fn catalogue() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("matters.toml"), MANIFEST).unwrap();
    fs::write(folder.path().join("a.matter"), MATTERS).unwrap();
    folder
}

fn matter(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_matter")).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn coverage_names_the_cells_and_bounds_that_no_test_reaches() {
    let folder = catalogue();
    let zh = matter(&["test", text(folder.path()), "--coverage"]);
    let choice = "  决定：行 1 / 2，格 2 / 3，边界 1 / 3\n    投资  < 1000 万元\n    投资  = 9999999.99 元\n    年龄  = 18 周岁\n";
    assert!(zh.contains(choice), "{zh}");
    let en = matter(&["--lang", "en", "test", text(folder.path()), "--coverage"]);
    assert!(en.contains("  决定: 1 of 2 lines, 2 of 3 cells, 1 of 3 bounds\n"), "{en}");
}

#[test]
fn coverage_for_machines_says_the_same() {
    let folder = catalogue();
    let page = matter(&["test", text(folder.path()), "--coverage", "--format", "json"]);
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page["tests"][0]["passed"], true);
    let choice = &page["coverage"][0]["choices"][0];
    assert_eq!(choice["choice"], "决定");
    let reached: Vec<&Value> = choice["lines"].as_array().unwrap().iter().map(|line| &line["reached"]).collect();
    assert_eq!(reached, [true, false]);
    let investment = &choice["facts"][0];
    assert_eq!(investment["fact"], "投资");
    assert_eq!(investment["cells"][0]["values"], "< 1000 万元");
    assert_eq!(investment["cells"][0]["reached"], false);
    assert_eq!(investment["cells"][1]["bounds"][0]["value"], "1000 万元");
    assert_eq!(investment["cells"][1]["bounds"][0]["reached"], true);
    let ages = choice["facts"][1]["cells"].as_array().unwrap();
    assert_eq!(ages.len(), 1, "nobody under 18 is eligible: {ages:?}");
}

/// Every vector goes through `decide` as a case of its own and must come out as it is recorded.
#[test]
fn vectors_decide_as_they_are_recorded() {
    let folder = catalogue();
    let page: Value = serde_json::from_str(&matter(&["vectors", "场所许可", text(folder.path())])).unwrap();
    let cases = page["cases"].as_array().unwrap();
    let shown = |fact: &str, purpose: &str| {
        let shows = cases.iter().flat_map(|case| case["shows"].as_array().unwrap());
        shows.filter(|shows| shows["fact"] == fact && shows["purpose"] == purpose).count()
    };
    // Both sides of 500, 1_000 and 18, and for each part of a condition a pair that differs in it and in its outcome.
    assert!(shown("投资", "boundary") >= 4 && shown("年龄", "boundary") >= 2, "{page:#}");
    assert!(shown("带餐饮", "pair") >= 2 && shown("投资", "pair") >= 2, "{page:#}");
    for case in cases {
        let answers = case["answers"].as_object().unwrap().iter();
        let answers: Vec<String> = answers.map(|(fact, value)| format!("{fact}={}", value.as_str().unwrap())).collect();
        let (day, region) = (case["day"].as_str().unwrap(), case["region"].as_str().unwrap());
        let mut arguments =
            vec!["decide", text(folder.path()), "场所许可", "--at", region, "--for", region, "--on", day, "--json"];
        answers.iter().for_each(|answer| arguments.extend(["--set", answer]));
        let decided: Value = serde_json::from_str(&matter(&arguments)).unwrap();
        assert_eq!(decided, case["outcome"], "{case:#}");
    }
}
