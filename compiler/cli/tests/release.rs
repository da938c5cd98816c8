//! Releases through the program: each carrier by its name, nothing half-written, and what is wrong with a release named.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in the repository's root.
fn matter(arguments: &[&str]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    Command::new(env!("CARGO_BIN_EXE_matter")).args(arguments).current_dir(root).output().expect("matter runs")
}

fn said(output: &Output) -> (Option<i32>, String) {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    (output.status.code(), String::from_utf8_lossy(&both).into_owned())
}

fn build(out: &Path, more: &[&str]) -> (Option<i32>, String) {
    let out = out.to_str().expect("a path");
    said(&matter(&[&["build", "matters/longgang", "--out", out, "--quiet"], more].concat()))
}

fn names(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    found.sort();
    found
}

#[test]
fn each_carrier_is_written_by_its_name_alone() {
    let targets = [
        ("sqlite", vec!["longgang.sqlite", "manifest.json"]),
        ("json", vec!["longgang.json", "longgang.schema.json", "manifest.json"]),
        ("image", vec!["longgang.image", "manifest.json"]),
        ("postgresql", vec!["longgang.postgresql.sql", "manifest.json"]),
        ("mariadb", vec!["longgang.mariadb.sql", "manifest.json"]),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    for (target, expected) in targets {
        let out = folder.path().join(target);
        let (code, text) = build(&out, &["--target", target]);
        assert_eq!((code, names(&out)), (Some(0), expected.into_iter().map(str::to_owned).collect()), "{text}");
        let (code, text) = said(&matter(&["verify", out.to_str().expect("a path")]));
        assert_eq!(code, Some(0), "{text}");
    }
}

#[test]
fn an_unknown_carrier_is_a_mistake_of_usage_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, text) = build(&folder.path().join("out"), &["--target", "oracle"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("oracle") && text.contains("sqlite"), "{text}");
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn what_is_wrong_with_a_release_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    assert_eq!(build(&out, &["--target", "sqlite", "--target", "image"]).0, Some(0));
    let verify = || said(&matter(&["--lang", "en", "verify", out.to_str().expect("a path")]));

    let manifest = fs::read_to_string(out.join("manifest.json")).expect("a manifest");
    let renamed = manifest.replace("\"version\": \"2026.4\"", "\"version\": \"2027.1\"");
    assert_ne!(renamed, manifest);
    fs::write(out.join("manifest.json"), renamed).expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("longgang.image: the manifest says 2027.1, the file holds 2026.4"), "{text}");
    fs::write(out.join("manifest.json"), &manifest).expect("written");

    assert!(text.contains("longgang.sqlite: the manifest says 2027.1, the file holds 2026.4"), "{text}");

    // A list that leads out of the folder, or names a file twice.
    let image = manifest.find("\"path\": \"longgang.image\"").expect("the image");
    let (before, behind) = manifest.split_at(image);
    let outside = format!("{before}{}", behind.replacen("longgang.image", "../longgang.image", 1));
    fs::write(out.join("manifest.json"), outside).expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("../longgang.image: is outside of the release's folder"), "{text}");
    fs::write(out.join("manifest.json"), manifest.replace("longgang.sqlite", "longgang.image")).expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("longgang.image: stands in the manifest twice"), "{text}");
    fs::write(out.join("manifest.json"), &manifest).expect("written");

    fs::create_dir(out.join("old")).expect("a folder");
    fs::write(out.join("old/longgang.sqlite"), "").expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("old/longgang.sqlite: is not in the manifest"), "{text}");
    fs::remove_dir_all(out.join("old")).expect("removed");
    let (before, _) = manifest.split_once("\"files\":").expect("files");
    fs::write(out.join("manifest.json"), format!("{before}\"files\": []}}")).expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("manifest.json: the manifest lists no file"), "{text}");
    assert!(text.contains("longgang.image: is not in the manifest"), "{text}");
    fs::write(out.join("manifest.json"), &manifest).expect("written");

    let image = fs::read(out.join("longgang.image")).expect("an image");
    let mut flipped = image.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    fs::write(out.join("longgang.image"), &flipped).expect("written");
    fs::remove_file(out.join("longgang.sqlite")).expect("removed");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("longgang.image: another content"), "{text}");
    assert!(text.contains("longgang.sqlite: cannot be read"), "{text}");

    // An image of an older format: the major number stands behind the eight bytes of the mark.
    let mut older = image;
    older[8..10].copy_from_slice(&0_u16.to_le_bytes());
    let file = folder.path().join("older.image");
    fs::write(&file, older).expect("written");
    let (code, text) = said(&matter(&["--lang", "en", "info", file.to_str().expect("a path")]));
    assert_eq!(code, Some(3), "{text}");
    assert!(text.contains("0.0"), "{text}");

    fs::write(out.join("manifest.json"), manifest.replace("\"format\": \"1.", "\"format\": \"0.")).expect("written");
    let (code, text) = verify();
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("table format 0."), "{text}");
    fs::write(out.join("manifest.json"), "{").expect("written");
    assert_eq!(verify().0, Some(3));
}

#[test]
fn json_that_is_not_what_its_schema_says_is_named_by_file_and_pointer() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    assert_eq!(build(&out, &["--target", "json", "--split"]).0, Some(0));
    let verify = |language| said(&matter(&["--lang", language, "verify", out.to_str().expect("a path")]));
    assert_eq!(verify("en").0, Some(0));
    let whole = fs::read_to_string(out.join("longgang.json")).expect("tables");
    let differing = [
        ("\"positive\":1", "\"positive\":2", "/rule_row/", "应当是 0 或 1", "0 or 1 is expected"),
        ("\n\"region\":[", "\n\"place\":[", "/place", "没有这个表或列", "there is no such table or column"),
        (",\"positive\":1", "", "/rule_row/", "缺少这个表或列", "this table or column is absent"),
        ("]\n}\n", "]\n", "", "不是 JSON", "no JSON"),
    ];
    for (right, wrong, pointer, zh, en) in differing {
        assert!(whole.contains(right), "{right}");
        fs::write(out.join("longgang.json"), whole.replacen(right, wrong, 1)).expect("written");
        for (language, words) in [("zh", zh), ("en", en)] {
            let (code, text) = verify(language);
            assert_eq!(code, Some(1), "{text}");
            let line = text.lines().find(|line| line.contains("C005")).expect("a line with the code");
            let named = line.starts_with(&format!("longgang.json: C005: {pointer}"));
            assert!(named && line.contains(words), "{line}");
        }
    }
}

#[test]
fn a_matter_that_towns_decide_has_a_guide_without_a_place() {
    let wanted = ["guide", "高龄津贴", "--catalogue", "matters/longgang", "--format", "md", "--quiet"];
    let (exit, text) = said(&matter(&wanted));
    assert_eq!(exit, Some(0), "{text}");
    // It is that of a town, and names it.
    assert!(text.contains("广东省/深圳市/龙岗区/"), "{text}");
    assert!(text.contains("## 申请材料"), "{text}");
}

#[test]
fn what_the_system_denies_has_a_code_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("a path").to_owned();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let (image, text, page, release) = (at("没有.image"), at("没有.matter"), at("没有/页.html"), at("没有"));
    let case = ["decide", &image, "登记", "--at", "坂田街道", "--on", "2026-03-02"];
    let guide = ["guide", "二孩生育登记", "--catalogue", "matters/longgang", "--output", &page];
    let asked: [(&[&str], &str, &str, &str); 7] = [
        (&["build", "matters/longgang", "--out", "matters/longgang/README.md/out"], "C002", "README.md", "README.md"),
        (&["info", &image], "C001", "没有这个文件或文件夹", "there is no such file or folder"),
        (&case, "C001", "没有这个文件或文件夹", "there is no such file or folder"),
        (&["fmt", &text], "C001", "没有这个文件或文件夹", "there is no such file or folder"),
        (&guide, "C002", "没有这个文件或文件夹", "there is no such file or folder"),
        (&["serve", "matters/longgang", "--port", &port], "C003", "已被占用", "the port is in use"),
        (&["verify", &release], "C004", "manifest.json", "manifest.json"),
    ];
    for (arguments, code, zh, en) in asked {
        for (language, words) in [("zh", zh), ("en", en)] {
            let (exit, text) = said(&matter(&[&["--quiet", "--lang", language], arguments].concat()));
            assert_eq!(exit, Some(3), "{text}");
            assert!(text.starts_with(&format!("{code}: ")) && text.contains(words), "{text}");
        }
    }
}
