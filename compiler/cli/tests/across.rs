//! A province, its city and a district, each a catalogue of its own that stands on the one above: what every command says of the district's.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// The three catalogues in a folder of their own.
fn catalogues() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let from = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/across"));
    for name in ["guangdong", "shenzhen", "longgang"] {
        let to = folder.path().join(name);
        fs::create_dir_all(&to).expect("a folder");
        for entry in fs::read_dir(from.join(name)).expect("a catalogue").flatten() {
            if entry.file_type().expect("a kind").is_file() {
                fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
            }
        }
    }
    let own = folder.path().join("longgang");
    (folder, own)
}

fn matter(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_matter"))
        .args(arguments)
        .current_dir(folder)
        .env("MATTER_CACHE_DIR", folder.join("cache"))
        .output()
        .expect("matter runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (run.status.code(), text(&run.stdout), text(&run.stderr))
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("a text");
    assert!(text.contains(from), "{file}: {from}");
    fs::write(path, text.replace(from, to)).expect("written");
}

fn codes(found: &str) -> Vec<String> {
    let lines = found.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    lines
        .filter(|one| one["severity"] != "information")
        .map(|one| one["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn tests_of_the_district_reach_matters_of_the_province_with_the_variances_of_all() {
    let (folder, _own) = catalogues();
    let (code, out, err) = matter(folder.path(), &["test", "longgang", "--quiet"]);
    assert_eq!(code, Some(0), "{out}{err}");
    assert!(out.contains("通过 7，失败 0"), "{out}{err}");
}

#[test]
fn the_release_of_the_district_answers_for_all_that_is_in_force_there_and_says_what_it_was_made_from() {
    let (folder, _own) = catalogues();
    for name in ["guangdong", "shenzhen", "longgang"] {
        let (code, out, err) = matter(folder.path(), &["build", name, "--out", &format!("out/{name}"), "--quiet"]);
        assert_eq!(code, Some(0), "{out}{err}");
    }
    let (_, out, _) = matter(folder.path(), &["info", "out/longgang/longgang.image"]);
    assert!(out.contains("事项 4") && out.contains("依据 shenzhen") && out.contains("依据 guangdong"), "{out}");
    let sources = |name: &str| {
        let text = fs::read(folder.path().join(format!("out/{name}/manifest.json"))).expect("a manifest");
        let manifest: Value = serde_json::from_slice(&text).expect("JSON");
        let named = manifest["sources"].as_array().expect("a list").iter();
        named.map(|one| (one["catalogue"].to_string(), one["sha256"].to_string())).collect::<Vec<_>>()
    };
    let (province, city, district) = (sources("guangdong"), sources("shenzhen"), sources("longgang"));
    // What stands on a catalogue names it by the hash by which its own release names itself.
    assert_eq!((district.len(), &district[1..]), (3, &city[..]));
    assert_eq!(&city[1..], &province[..]);
    let (code, out, err) = matter(folder.path(), &["verify", "out/longgang"]);
    assert_eq!(code, Some(0), "{out}{err}");
}

#[test]
fn deciding_in_the_district_takes_its_variance_and_in_the_province_its_own() {
    let (folder, _own) = catalogues();
    let promised = |catalogue: &str| {
        let answers =
            ["住地=龙城街道", "户籍地=天河区", "年龄=30", "有子女=否"].map(|answer| ["--set", answer]).concat();
        let asked =
            [&["decide", catalogue, "居住登记", "--at", "龙城街道", "--on", "2026-07-01", "--json"][..], &answers]
                .concat();
        let (code, out, err) = matter(folder.path(), &asked);
        assert_eq!(code, Some(0), "{out}{err}");
        let decided: Value = serde_json::from_str(&out).expect("JSON");
        let limits = decided["limits"].as_array().expect("limits").iter();
        let promised = limits.map(|one| &one["value"]).find(|one| one["kind"] == "promised");
        promised.and_then(|one| one["amount"].as_i64())
    };
    assert_eq!(promised("longgang"), Some(5));
    assert_eq!(promised("guangdong"), Some(10));
}

#[test]
fn a_warm_check_sees_a_change_in_the_catalogue_below() {
    let (folder, _own) = catalogues();
    let check = || matter(folder.path(), &["check", "longgang", "--format", "json", "--quiet"]);
    for _ in 0..2 {
        let (code, out, err) = check();
        assert_eq!((code, codes(&out)), (Some(0), vec![]), "{out}{err}");
    }
    // The city now promises four days: the district's five are worse.
    edit(folder.path(), "shenzhen/深圳.matter", "改 承诺：7 个工作日", "改 承诺：4 个工作日");
    let (code, out, _) = check();
    assert_eq!((code, codes(&out)), (Some(1), vec!["E0420".to_owned()]), "{out}");
    let first: Value = serde_json::from_str(out.lines().next().expect("a finding")).expect("JSON");
    assert_eq!((&first["file"], &first["related"][0]["file"]), (&"龙岗.matter".into(), &"shenzhen:深圳.matter".into()));
    // It is not judged twice: a catalogue whose texts have errors is named, and where.
    edit(folder.path(), "guangdong/居住.matter", "非 户籍地 属于 城区", "非 户籍 属于 城区");
    let (_, out, _) = check();
    assert!(codes(&out).contains(&"E0513".to_owned()), "{out}");
}

#[test]
fn coverage_is_of_what_the_district_says_and_guides_are_of_everything() {
    let (folder, _own) = catalogues();
    let (_, out, _) = matter(folder.path(), &["test", "longgang", "--coverage", "--quiet"]);
    assert!(out.contains("居住登记：") && out.contains("停车登记：") && !out.contains("房屋核验："), "{out}");
    let (code, out, err) = matter(
        folder.path(),
        &[
            "guide",
            "居住登记",
            "--catalogue",
            "longgang",
            "--place",
            "坂田街道",
            "--on",
            "2026-09-01",
            "--format",
            "md",
        ],
    );
    assert_eq!(code, Some(0), "{out}{err}");
    // Of the street's two promises the one that begins later holds, though the province makes it.
    assert!(out.contains("4 个工作日") && !out.contains("3 个工作日"), "{out}");
}

#[test]
fn the_release_of_another_catalogue_is_no_earlier_one() {
    let (folder, _) = catalogues();
    let (code, out, err) = matter(folder.path(), &["check", "longgang", "--against", "shenzhen", "--quiet"]);
    assert_eq!((code, &*out), (Some(2), ""), "{err}");
    assert!(err.contains("--against 是目录“shenzhen”的发布") && err.contains("“longgang”"), "{err}");
    assert_eq!(matter(folder.path(), &["check", "longgang", "--against", "longgang", "--quiet"]).0, Some(0));
}
