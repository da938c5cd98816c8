//! The interface as windows use it: a C program compiled against the header, Python through ctypes, and threads in each other's way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "what fails in a test fails the test; what is skipped is said"
)]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;

use std::ffi::{CStr, CString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::ptr;

use common::build::Builder;
use matter_runtime::tables::Requirement;

const MATTER: &str = "二孩生育登记";

/// A matter that wants a divorce certificate of the divorced, and a household register of all.
fn image() -> Vec<u8> {
    let mut builder = Builder::new("440300000000");
    builder.choice("婚姻状况", &["未婚", "已婚", "离异"]);
    builder.matter(MATTER);
    let edition = builder.edition(MATTER, "440300000000", 0, None, None);
    builder.cells(edition, "婚姻状况", &[&[(0, 1)], &[(2, 2)]]);
    builder.ask(edition, "婚姻状况");
    for (rule, title) in [
        (builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 1, 2)), "离婚证"),
        (builder.rule_always(edition, "requirement", "材料/户口簿"), "户口簿"),
    ] {
        builder.tables.requirement.push(Requirement { rule, title: title.into(), ..Requirement::default() });
    }
    builder.bytes()
}

fn library() -> PathBuf {
    let folder = std::env::current_exe().unwrap().parent().unwrap().to_path_buf();
    let name = format!("{}matter_ffi{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let places = [folder.join(&name), folder.parent().unwrap().join(&name)];
    places.into_iter().find(|path| path.is_file()).expect("cargo builds the library before the test")
}

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn exists(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

fn check(decision: &str) {
    let decision: serde_json::Value = serde_json::from_str(decision).unwrap();
    let materials = decision.get("materials").unwrap().as_array().unwrap();
    let titles: Vec<&str> =
        materials.iter().map(|line| line.pointer("/value/title").and_then(|title| title.as_str()).unwrap()).collect();
    assert_eq!(titles, ["离婚证", "户口簿"]);
    assert!(materials.iter().all(|line| line.get("status").unwrap() == "certain"));
    assert_eq!(decision.get("resolution").unwrap(), "edition");
}

#[test]
fn a_c_program_decides_and_every_misuse_is_an_error() {
    if !exists("cc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (program, image_path) = (folder.path().join("window"), folder.path().join("image"));
    std::fs::write(&image_path, image()).unwrap();
    let place = library().parent().unwrap().to_path_buf();
    let made = Command::new("cc")
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-I"])
        .arg(here("include"))
        .arg(here("tests/window.c"))
        .arg("-o")
        .arg(&program)
        .arg(format!("-L{}", place.display()))
        .arg(format!("-Wl,-rpath,{}", place.display()))
        .arg("-lmatter_ffi")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let run = Command::new(&program).arg(&image_path).output().unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{:?} {text}", run.status);
    let (offered, decision) = text.trim_end().split_once('\n').unwrap();
    assert_eq!(offered, format!("[\"{MATTER}\"]"));
    check(decision);
}

#[test]
fn python_decides_through_ctypes() {
    if !exists("python3") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let image_path = folder.path().join("image");
    std::fs::write(&image_path, image()).unwrap();
    let run = Command::new("python3")
        .arg(here("examples/window.py"))
        .arg(library())
        .arg(&image_path)
        .args([MATTER, "龙岗区", "2026-03-02", "婚姻状况=离异"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    check(&String::from_utf8(run.stdout).unwrap());
}

/// How many of two hundred decisions were given; the others were refused because the catalogue is closed.
fn decided(catalogue: u64) -> i32 {
    let texts = [MATTER, "龙岗区", "2026-03-02"].map(|text| CString::new(text).unwrap());
    let [matter, at, on] = &texts;
    let mut decided = 0;
    for _ in 0..200 {
        let (mut json, none, nobody) = (ptr::null(), ptr::null(), ptr::null());
        let (matter, at, on) = (matter.as_ptr(), at.as_ptr(), on.as_ptr());
        // SAFETY: the texts and the pointer outlive the call; there are no answers.
        let result =
            unsafe { matter_ffi::matter_decide(catalogue, matter, at, nobody, on, none, none, 0, &raw mut json) };
        if result == 0 {
            decided += 1;
            assert_eq!(matter_ffi::matter_free(json), 0);
        } else {
            // SAFETY: the library's text is valid until the next call on this thread.
            assert_eq!(unsafe { CStr::from_ptr(matter_ffi::matter_error_code()) }.to_str(), Ok("F003"));
        }
    }
    decided
}

#[test]
fn threads_that_close_what_others_use_get_an_answer_or_an_error() {
    let image = image();
    let mut catalogue = 0;
    // SAFETY: the slice and the number outlive the call.
    assert_eq!(unsafe { matter_ffi::matter_open(image.as_ptr(), image.len(), &raw mut catalogue) }, 0);
    let closed: i32 = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..4).map(|_| scope.spawn(|| decided(catalogue))).collect();
        std::thread::sleep(std::time::Duration::from_millis(5));
        let closing: Vec<_> = (0..2).map(|_| scope.spawn(|| matter_ffi::matter_close(catalogue))).collect();
        asking.into_iter().for_each(|thread| assert!(thread.join().unwrap() <= 200));
        closing.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(closed, 1, "one thread closes it, the other is told that it is closed");
    assert_eq!(decided(catalogue), 0);
}
