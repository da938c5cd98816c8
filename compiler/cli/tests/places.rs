//! `decide` where nobody is responsible yet, where nobody here is, and where the place is too large.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const MANIFEST: &str = "[catalogue]\nname = \"places\"\ntitle = \"地点\"\nregion = \"440300\"\nversion = \"1\"\nedition = \"2026\"\nas_of = \"2026-11-01\"\n";
const MATTERS: &str = "信息项 户籍地：地区 到 县级

信息项 居住地：地区 到 县级

信息项 学生：是否

信息项 经营：多选 热食、冷食、生食

事项 登记
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  属地：
    户籍地 到 县级  当 学生 = 否
    居住地 到 县级  当 学生 = 是
  受理：县级
  决定：县级
  材料：
    居民身份证  原件
    居住证  原件  当 经营 含任一（热食、冷食）
  时限：
    法定  20 个工作日  自 受理
    承诺  7 个工作日
  渠道：窗口

事项 无属地
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《居住证暂行条例》第八条
  受理：县级
  决定：县级
  材料：
    居民身份证  原件
  时限：
    法定  20 个工作日  自 受理
    承诺  7 个工作日
  渠道：窗口
";

fn matter(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_matter")).args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn decide(image: &Path, name: &str, at: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let image = image.to_str().unwrap();
    matter(&[&["decide", image, name, "--at", at, "--on", "2026-03-02"], more].concat())
}

#[test]
fn what_is_asked_before_anybody_is_responsible_is_said_and_the_case_is_not_decided() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("matters.toml"), MANIFEST).unwrap();
    std::fs::write(folder.path().join("a.matter"), MATTERS).unwrap();
    let (from, out) = (folder.path().to_str().unwrap(), folder.path().join("out"));
    let built = matter(&["build", from, "--out", out.to_str().unwrap(), "--target", "image"]);
    assert_eq!(built.0, Some(0), "{}", built.2);
    let image = out.join("places.image");

    let both = ["--set", "户籍地=龙岗区", "--set", "居住地=南山区"];
    let (code, said, _) = decide(&image, "登记", "龙岗区", &both);
    assert_eq!((code, said.as_str()), (Some(1), "结论  先定责任地\n还要问  学生\n"));
    // Whoever elects what the other line would not give is asked the same.
    let (code, said, _) = decide(&image, "登记", "龙岗区", &[&both[..], &["--for", "龙岗区"]].concat());
    assert_eq!((code, said.as_str()), (Some(1), "结论  先定责任地\n还要问  学生\n"));
    let (code, said, _) = decide(&image, "登记", "龙岗区", &[&both[..], &["--set", "学生=是"]].concat());
    assert!(code == Some(0) && said.contains("责任地  广东省/深圳市/南山区"), "{said}");
    assert!(said.contains("还要问  经营\n"), "the set is asked once: {said}");

    let elsewhere = ["--set", "户籍地=江夏区", "--set", "学生=否"];
    let (code, said, _) = decide(&image, "登记", "龙岗区", &elsewhere);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("未满足  属地  户籍地是湖北省/武汉市/江夏区，不在广东省/深圳市，这里没有负责办理的单位。"),
        "{said}"
    );
    let (_, page, _) = decide(&image, "登记", "龙岗区", &[&elsewhere[..], &["--json"]].concat());
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!((&page["resolution"], &page["conditions"][0]["value"]["label"]), (&"outside".into(), &"属地".into()));
    assert!(page["notice"].as_str().unwrap().starts_with("不符合的条件：\n1. 户籍地是湖北省"), "{page:#}");

    let (code, _, said) = decide(&image, "无属地", "深圳市", &[]);
    assert_eq!(code, Some(1));
    assert!(said.contains("R311") && said.contains("县级"), "{said}");
    assert_eq!(decide(&image, "无属地", "龙岗区", &[]).0, Some(0));
}
