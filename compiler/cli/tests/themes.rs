//! Combined services, places and facts that no line asks for: small catalogues written here, through the program.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a folder that cannot be written is a failed test")]

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
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

/// Two matters of one theme; the second needs what the first yields, both ask for the identity card.
const MATTERS: &str = "
信息项 申请方式：新办、变更

信息项 设施：多选 烟感、喷淋、消火栓

信息项 低保户：是否

信息项 补充说明：文本

互斥 “变更的不会是低保户”：申请方式 = 变更 且 低保户 = 是

材料 检测报告

材料 场所登记证

材料 开放方案

材料 开放备案表

事项 场所登记
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  属地：所在地 到 县级
  受理：县级、乡镇（街道）
  决定：县级
  条件：无
  材料：
    居民身份证  原件
    当 设施 含任一（烟感）：
      检测报告  原件
  流程：
    审核  公安  3 个工作日
  时限：
    法定  20 个工作日  自 受理
    承诺  5 个工作日
  渠道：窗口、网上
  通办：
    范围  全县
    方式  全程网办  当 渠道 = 网上
    方式  代收代办  否则
    转送  1 个工作日
  收费：不收费
  结果：场所登记证  长期有效

事项 场所开放  简称 开放
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  属地：所在地 到 县级
  受理：县级
  决定：县级
  条件：无
  材料：
    居民身份证  原件
    场所登记证  复印件
    开放方案  原件
  流程：
    审核  公安  4 个工作日
  时限：
    法定  20 个工作日  自 受理
    承诺  6 个工作日
  渠道：窗口
  收费：不收费
  结果：开放备案表  长期有效

一件事 开办场所
  牵头：公安
  阶段 登记：场所登记  5 个工作日
  阶段 开放：开放  6 个工作日
  不含：竣工验收
  承诺：11 个工作日
";

fn catalogue(more: &str) -> TempDir {
    written(&format!("{MATTERS}{more}"))
}

fn written(text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("matters.toml"), MANIFEST).unwrap();
    fs::write(folder.path().join("目录.matter"), text).unwrap();
    folder
}

/// What the program says of a catalogue, and whether it found nothing wrong.
fn matter(command: &str, folder: &TempDir, arguments: &[&str]) -> (bool, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_matter"));
    let output = program.arg(command).arg(folder.path()).args(arguments).arg("--quiet").output().unwrap();
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

#[test]
fn a_theme_is_tested_as_a_whole_and_a_result_made_inside_is_not_asked_for() {
    let test = "
用例 新开一处：开办场所
  于：2026-03-02 坂田街道
  已知：
    设施 无
    渠道 窗口
  应得：
    时限  11 个工作日
    材料  3 项
    材料 开放 2 项
    材料  居民身份证
    材料  开放方案
    不需要  检测报告
    不需要  场所登记证
    符合
    结果  场所登记证
";
    // 居民身份证 once and 开放方案: two; the test says three.
    let (fine, said) = matter("test", &catalogue(test), &[]);
    assert!(!fine && said.contains("材料  3 项") && said.contains("2 项"), "{said}");
    assert_eq!(said.matches("应得").count(), 1, "{said}");
    let (fine, said) = matter("test", &catalogue(&test.replace("材料  3 项", "材料  2 项")), &[]);
    assert!(fine && said.contains("通过 1，失败 0"), "{said}");
}

#[test]
fn a_theme_fails_for_what_it_promises_otherwise_and_for_what_it_cannot_say() {
    let test = "
用例 不对：开办场所
  于：2026-03-02 坂田街道
  已知：
    设施 烟感
    渠道 窗口
  应得：
    时限  10 个工作日
    材料 场所登记 1 项
    决定  县级
";
    let (fine, said) = matter("test", &catalogue(test), &[]);
    assert!(!fine && said.contains("失败 1"), "{said}");
    assert!(said.contains("11 working_days") || said.contains("11 个工作日"), "{said}");
    assert!(said.contains("2 项"), "{said}");
    assert!(said.contains("一件事的用例不能检查这一项"), "{said}");
}

#[test]
fn where_a_case_can_be_handed_in_is_tested_by_place_and_mode() {
    let test = |line: &str| {
        format!(
            "
用例 收件：场所登记
  于：2026-03-02 坂田街道
  已知：
    设施 无
    渠道 窗口
  应得：
    {line}
"
        )
    };
    for right in ["可在 园山街道 代收代办", "可在 园山街道", "可在 坂田街道"] {
        let (fine, said) = matter("test", &catalogue(&test(right)), &[]);
        assert!(fine, "{right}: {said}");
    }
    for wrong in ["可在 园山街道 全程网办", "可在 440304000000"] {
        let (fine, said) = matter("test", &catalogue(&test(wrong)), &[]);
        assert!(!fine && said.contains("收件"), "{wrong}: {said}");
    }
}

#[test]
fn every_declared_fact_and_option_can_be_answered() {
    let test = "
用例 都答：场所登记
  于：2026-03-02 坂田街道
  已知：
    设施 喷淋、消火栓
    低保户 是
    申请方式 新办
    补充说明 “临街”
    渠道 窗口
  应得：
    材料  居民身份证
    不需要  检测报告
";
    let (fine, said) = matter("test", &catalogue(test), &[]);
    assert!(fine && said.contains("通过 1，失败 0"), "{said}");
    // What is no answer is found before anything is tried.
    for (from, to, code) in [("设施 喷淋", "设施 水枪", "E0301"), ("低保户 是", "低保户 离异", "E0302")]
    {
        let (fine, said) = matter("test", &catalogue(&test.replace(from, to)), &[]);
        assert!(!fine && said.contains(code) && !said.contains("用例失败"), "{to}: {said}");
    }
}

#[test]
fn a_command_that_errors_stop_says_nothing_that_is_mere_information() {
    let folder =
        written(&MATTERS.replace("部门：公安", "部门：公按").replace("    开放方案  原件", "    某个计划  原件"));
    let (_, all) = matter("check", &folder, &[]);
    assert!(all.contains(" 提示: "), "{all}");
    for command in ["test", "build"] {
        let (fine, said) = matter(command, &folder, &[]);
        assert!(!fine && said.contains(" 错误: "), "{said}");
        assert!(!said.contains(" 提示: "), "{command}: {said}");
    }
}

#[test]
fn who_judges_a_declared_finding_is_said_beside_it() {
    let condition = "  条件：\n    属实  “场地属实”  场地属实 = 是\n  材料：\n    居民身份证  原件\n    当 设施";
    let matters = MATTERS.replacen("  条件：无\n  材料：\n    居民身份证  原件\n    当 设施", condition, 1);
    let folder = written(&format!("\n信息项 场地属实：是否  由 公安 审查\n{matters}"));
    let (fine, said) = matter("decide", &folder, &["场所登记", "--at", "坂田街道", "--on", "2026-03-02", "--json"]);
    let decision: Value = serde_json::from_str(&said).unwrap();
    assert!(fine);
    assert_eq!(decision["pending"], json!([{ "title": "场地属实", "judge": "公安" }]));
}

#[test]
fn a_theme_is_decided_for_a_case_in_words_and_in_json() {
    let folder = catalogue("");
    let case = ["开办场所", "--at", "坂田街道", "--on", "2026-03-02", "--set", "设施=无", "--set", "渠道=窗口"];
    let (fine, said) = matter("theme", &folder, &case);
    assert!(fine, "{said}");
    let begins: Vec<&str> = said.lines().map(|line| line.split("  [").next().unwrap()).collect();
    // Both members ask for one 居民身份证, which nobody has twice. What the first of them makes is not handed in to the second.
    for line in [
        "一件事  开办场所",
        "牵头  公安",
        "材料  居民身份证（原件 1 份）",
        "材料  场所登记证（复印件 1 份）（由“场所登记”产生，不用交）",
        "材料  开放方案（原件 1 份）",
        "事项  登记：场所登记  符合",
        "事项  开放：场所开放  符合",
        "  时限  承诺时限：6个工作日，自受理起",
        "  结果  场所登记证",
        "承诺  11 个工作日",
        "最长一路  11 个工作日",
    ] {
        assert!(begins.contains(&line), "{line}:\n{said}");
    }
    let (fine, json) = matter("theme", &folder, &[case.as_slice(), &["--json"]].concat());
    let answer: Value = serde_json::from_str(&json).unwrap();
    assert!(fine);
    assert_eq!((&answer["theme"], &answer["critical_days"]), (&json!("开办场所"), &json!(11)));
    let (fine, english) = matter("theme", &folder, &[case.as_slice(), &["--lang", "en"]].concat());
    assert!(fine && english.contains("material  居民身份证 (original × 1)"), "{english}");
    let (fine, refused) = matter("theme", &folder, &["没有", "--at", "坂田街道", "--on", "2026-03-02"]);
    assert!(!fine && refused.contains("R106"), "{refused}");
    // Who asks for it as for a matter is told what it is.
    let (fine, led) = matter("decide", &folder, &["开办场所", "--at", "坂田街道", "--on", "2026-03-02"]);
    assert!(!fine && led.contains("matter theme"), "{led}");
}
