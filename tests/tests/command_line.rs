//! The command line on bad input: each a clear message, the documented exit code, nothing half-written, nothing lost.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};

use matter_tests::binary::run;

const MANIFEST: &str =
    "[catalogue]\nname = \"t\"\ntitle = \"试\"\nregion = \"440307\"\nversion = \"1\"\nas_of = \"2026-11-01\"\n";

const MATTER: &str = "事项 甲\n  类型：公共服务\n  服务对象：自然人\n  部门：民政\n  依据：《行政许可法》第十二条\n  受理：县级\n  决定：县级\n  \
材料：\n    居民身份证  原件\n  时限：\n    法定  20 个工作日  自 受理\n    承诺  5 个工作日\n  渠道：窗口\n  收费：不收费\n  结果：证  长期有效\n";

fn catalogue(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in files {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    folder
}

fn one(text: &[u8]) -> tempfile::TempDir {
    catalogue(&[("matters.toml", MANIFEST.as_bytes()), ("a.matter", text)])
}

fn check(folder: &Path) -> Output {
    run(&["check".as_ref(), folder.as_os_str()])
}

/// Exit code and everything printed.
fn said(output: &Output) -> (i32, String) {
    let text = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    (output.status.code().expect("no signal"), text)
}

#[test]
fn arguments_that_cannot_be_read_are_refused_with_a_code_in_the_language_asked_for() {
    let cases: [(&[&str], &str); 7] = [
        (
            &["--lang", "zh", "check", "--format", "xml"],
            "C006: --format 的值「xml」不对；可以是 human、short、json、sarif\n用法见 matter --help\n",
        ),
        (&["check", "--lang=zh", "--nothing"], "C006: 没有 --nothing 这个选项\n用法见 matter --help\n"),
        (&["--lang", "zh", "chek"], "C006: 没有「chek」这个命令\n用法见 matter --help\n"),
        (&["--lang", "zh", "decide"], "C006: 还缺 "),
        (
            &["--lang", "zh", "decide", "甲", "乙", "--set", "有车"],
            "C006: --set 的值「有车」不对；写作 --set <FACT=VALUE>\n用法见 matter --help\n",
        ),
        (&["check", "--nothing"], "C006: unexpected argument '--nothing' found"),
        (&["--lang", "en", "check", "--format", "xml"], "C006: invalid value 'xml' for '--format"),
    ];
    for (arguments, expected) in cases {
        let arguments: Vec<&std::ffi::OsStr> = arguments.iter().map(|word| (*word).as_ref()).collect();
        let (code, text) = said(&run(&arguments));
        assert_eq!((code, text.starts_with(expected)), (2, true), "{text}");
    }
}

#[test]
fn a_source_that_is_no_text_is_named() {
    let (code, text) = said(&check(one(b"\xff\xfe\x00").path()));
    assert_eq!(code, 1);
    assert!(text.contains("E0504") && text.contains("a.matter"), "{text}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let text = format!("\u{feff}{}", MATTER.replace('\n', "\r\n"));
    assert_eq!(said(&check(one(text.as_bytes()).path())).0, 0);
}

#[test]
fn ten_thousand_brackets_and_a_line_of_a_megabyte_end_quickly() {
    let brackets = format!("{MATTER}  条件：\n    乙  {}\n", "（".repeat(10_000));
    let long = format!("{MATTER}  说明：{}\n", "长".repeat(350_000));
    for text in [brackets, long] {
        let start = Instant::now();
        said(&check(one(text.as_bytes()).path()));
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    }
}

#[test]
fn an_empty_file_is_a_catalogue_without_matters() {
    assert_eq!(said(&check(one(b"").path())).0, 0);
}

#[test]
fn a_folder_without_a_manifest_is_no_catalogue() {
    let (code, text) = said(&check(catalogue(&[]).path()));
    assert_eq!(code, 3);
    assert!(text.contains("E0501") && text.contains("matters.toml"), "{text}");
}

#[test]
fn a_broken_manifest_is_shown_at_its_place() {
    let folder = catalogue(&[("matters.toml", b"[catalogue]\nname = \"x\ntitle = 3\n")]);
    let (code, text) = said(&check(folder.path()));
    assert_eq!(code, 3);
    assert!(text.contains("E0502") && text.contains("matters.toml:2:10"), "{text}");
}

#[test]
fn catalogues_that_depend_on_each_other_are_a_circle() {
    let folder = tempfile::tempdir().expect("a folder");
    for (own, other) in [("a", "b"), ("b", "a")] {
        let place = folder.path().join(own);
        fs::create_dir(&place).expect("a folder");
        let manifest = MANIFEST.replace("\"t\"", &format!("\"{own}\""));
        let text = format!("{manifest}\n[dependencies]\n{other} = {{ path = \"../{other}\" }}\n");
        fs::write(place.join("matters.toml"), text).expect("a manifest");
    }
    let (code, text) = said(&check(&folder.path().join("a")));
    assert_eq!(code, 1);
    assert!(text.contains("E0506"), "{text}");
}

#[test]
fn an_unwritable_release_leaves_the_old_one_untouched() {
    let folder = one(MATTER.as_bytes());
    let out = folder.path().join("out");
    let build = |folder: &Path| run(&["build".as_ref(), folder.as_os_str(), "--out".as_ref(), out.as_os_str()]);
    assert_eq!(said(&build(folder.path())).0, 0);
    let before = fs::read(out.join("manifest.json")).expect("a release");
    fs::write(folder.path().join("a.matter"), MATTER.replace("决定：县级", "决定：天级")).expect("a mistake");
    assert_eq!(said(&build(folder.path())).0, 1);
    assert_eq!(fs::read(out.join("manifest.json")).expect("still there"), before);
    assert_eq!(said(&run(&["verify".as_ref(), out.as_os_str()])).0, 0);

    fs::write(folder.path().join("a.matter"), MATTER).expect("mended");
    fs::write(folder.path().join("file"), "").expect("a file in the way");
    let inside = folder.path().join("file/out");
    let (code, text) = said(&run(&["build".as_ref(), folder.path().as_os_str(), "--out".as_ref(), inside.as_os_str()]));
    assert_eq!(code, 3, "{text}");
}

#[test]
fn two_builds_give_the_same_bytes() {
    let folder = one(MATTER.as_bytes());
    let hashes = ["one", "two"].map(|name| {
        let out = folder.path().join(name);
        let (code, text) =
            said(&run(&["build".as_ref(), folder.path().as_os_str(), "--out".as_ref(), out.as_os_str()]));
        assert_eq!(code, 0, "{text}");
        fs::read(out.join("manifest.json")).expect("a manifest")
    });
    assert_eq!(hashes[0], hashes[1]);
}

#[test]
fn damaged_images_are_refused() {
    let folder = one(MATTER.as_bytes());
    let out = folder.path().join("out");
    assert_eq!(said(&run(&["build".as_ref(), folder.path().as_os_str(), "--out".as_ref(), out.as_os_str()])).0, 0);
    let image = fs::read(out.join("t.image")).expect("an image");
    let mut flipped = image.clone();
    flipped[image.len() / 2] ^= 1;
    for bytes in [&image[..image.len() / 2], &flipped, b"no image"] {
        let file = folder.path().join("bad.image");
        fs::write(&file, bytes).expect("a file");
        let (code, text) = said(&run(&["info".as_ref(), file.as_os_str()]));
        assert_eq!(code, 3);
        assert!(text.contains("R00"), "{text}");
    }
}

#[test]
fn a_new_catalogue_of_a_region_says_so_and_its_test_takes_place_there() {
    let folder = tempfile::tempdir().expect("a folder");
    for code in ["110101", "440307", "440307013", "810000"] {
        let place = folder.path().join(code);
        let words = ["new".as_ref(), place.as_os_str(), "--region".as_ref(), code.as_ref()];
        let (outcome, text) = said(&run(&words));
        assert_eq!(outcome, 0, "{text}");
        let manifest = fs::read_to_string(place.join("matters.toml")).expect("a manifest");
        assert!(manifest.contains(&format!("\nregion = \"{code}\"\n")), "{manifest}");
        let (outcome, text) = said(&run(&["check".as_ref(), place.as_os_str(), "--quiet".as_ref()]));
        assert_eq!((outcome, text.as_str()), (0, ""), "{code}");
        let (outcome, text) = said(&run(&["test".as_ref(), place.as_os_str()]));
        assert_eq!(outcome, 0, "{code}: {text}");
    }
    for code in ["4403", "999999", "深圳"] {
        let place = folder.path().join("none");
        let words = ["new".as_ref(), place.as_os_str(), "--region".as_ref(), code.as_ref()];
        let (outcome, text) = said(&run(&words));
        assert!(outcome == 2 && text.contains(code) && !place.exists(), "{code}: {outcome} {text}");
    }
}

#[test]
fn a_new_catalogue_compiles_and_its_test_passes() {
    for language in ["zh", "en"] {
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("catalogue");
        assert_eq!(said(&run(&["--lang".as_ref(), language.as_ref(), "new".as_ref(), place.as_os_str()])).0, 0);
        let (code, text) = said(&run(&["check".as_ref(), place.as_os_str(), "--quiet".as_ref()]));
        assert_eq!((code, text.as_str()), (0, ""));
        let (code, text) = said(&run(&["test".as_ref(), place.as_os_str()]));
        assert_eq!(code, 0, "{text}");
        assert_eq!(
            said(&run(&["fmt".as_ref(), "--check".as_ref(), place.as_os_str()])).0,
            0,
            "not in the canonical style"
        );
        let manifest = fs::read_to_string(place.join("matters.toml")).expect("a manifest");
        assert!(!manifest.lines().any(|line| line.starts_with("region")), "nobody said where it is: {manifest}");
        // Nothing that is there is ever overwritten.
        assert_eq!(said(&run(&["new".as_ref(), place.as_os_str()])).0, 3);
    }
}
