//! The interface as windows use it: a C program compiled against the header and run plainly, under AddressSanitizer and under valgrind; and
//! threads in each other's way.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    unreachable_pub,
    reason = "what fails in a test fails the test; what is skipped is said, by a file that all tests share"
)]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;
#[path = "../../../tests/src/skipped.rs"]
mod skipped;

use std::collections::BTreeMap;
use std::ffi::CStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::ptr;

use common::window::district;
use matter_answers::{Operation, ask};
use serde_json::Value;
use skipped::skipped;

const SANITIZED: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

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
        skipped(&format!("the C program, {program} is not installed"));
    }
    found
}

/// Whether the C compiler has the sanitizers' libraries.
fn sanitizes(folder: &Path) -> bool {
    let source = folder.join("empty.c");
    std::fs::write(&source, "int main(void) { return 0; }").unwrap();
    let made = Command::new("cc").args(SANITIZED).arg(&source).arg("-o").arg(folder.join("empty")).output();
    let found = made.is_ok_and(|made| made.status.success());
    if !found {
        skipped("the C program under sanitizers, the C compiler has none");
    }
    found
}

/// Compiles the C program beside an image.
fn compiled(folder: &Path, more: &[&str]) -> (PathBuf, PathBuf) {
    let (program, image) = (folder.join("window"), folder.join("image"));
    std::fs::write(&image, district().bytes()).unwrap();
    let place = library().parent().unwrap().to_path_buf();
    let made = Command::new("cc")
        .args(["-std=c99", "-g", "-Wall", "-Wextra", "-Werror", "-pedantic"])
        .args(more)
        .arg("-I")
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
    (program, image)
}

/// The program beside the library that it was linked with: what cargo puts into the search path may hold an older one.
fn run(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_remove("LD_LIBRARY_PATH").env_remove("DYLD_FALLBACK_LIBRARY_PATH");
    command
}

/// What the program printed: the answer of each operation.
fn answers(run: &Output) -> BTreeMap<String, String> {
    let text = String::from_utf8(run.stdout.clone()).unwrap();
    let last = text.lines().last().unwrap_or_default();
    assert!(run.status.success(), "{:?} {last} {}", run.status, String::from_utf8_lossy(&run.stderr));
    let line = |line: &str| line.split_once(' ').map(|(name, answer)| (name.to_owned(), answer.to_owned())).unwrap();
    text.lines().map(line).collect()
}

#[test]
fn a_c_program_gets_every_answer_and_every_misuse_is_an_error() {
    if !exists("cc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (program, image) = compiled(folder.path(), &[]);
    let answers = answers(&run(&program).arg(&image).output().unwrap());
    let names: Vec<&str> = Operation::ALL.iter().map(|operation| operation.name()).collect();
    assert!(names.iter().all(|name| answers.contains_key(*name)) && answers.len() == names.len(), "{answers:?}");
    let decision: Value = serde_json::from_str(&answers["decide"]).unwrap();
    let titles: Vec<&str> =
        decision["materials"].as_array().unwrap().iter().map(|line| line["value"]["title"].as_str().unwrap()).collect();
    assert_eq!((titles, &decision["eligible"]), (vec!["离婚证", "户口簿"], &Value::from("certain")));
    // Seven working days after Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
    let due: Value = serde_json::from_str(&answers["due"]).unwrap();
    assert_eq!(due["decision"]["day"], "2026-03-11");
    let catalogue = district().open();
    assert_eq!(answers["info"], ask(&catalogue, Operation::Info, b"").unwrap());
}

#[test]
fn the_c_program_leaves_no_memory_behind_and_touches_none_that_is_not_its_own() {
    if !exists("cc") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (program, image) = compiled(folder.path(), &[]);
    let plain = answers(&run(&program).arg(&image).output().unwrap());
    if exists("valgrind") {
        let checked = run("valgrind")
            .args(["--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect", "--error-exitcode=9"])
            .arg(&program)
            .arg(&image)
            .output()
            .unwrap();
        assert_eq!(answers(&checked), plain);
    }
    if sanitizes(folder.path()) {
        let (program, image) = compiled(folder.path(), &SANITIZED);
        assert_eq!(answers(&run(&program).arg(&image).output().unwrap()), plain);
    }
}

/// How many of two hundred decisions were given; the others were refused because the catalogue is closed.
fn decided(catalogue: u64) -> i32 {
    let request = r#"{"matter":"二孩生育登记","at":"龙岗区","on":"2026-03-02"}"#;
    let mut decided = 0;
    for _ in 0..200 {
        let (mut answer, mut length) = (ptr::null(), 0);
        // SAFETY: the request and both places outlive the call.
        let result = unsafe {
            matter_ffi::matter_decide(
                catalogue,
                request.as_ptr().cast(),
                request.len(),
                &raw mut answer,
                &raw mut length,
            )
        };
        if result == 0 {
            decided += 1;
            assert!(length > 100);
            assert_eq!(matter_ffi::matter_free(answer), 0);
        } else {
            // SAFETY: the library's text is valid until the next call on this thread.
            assert_eq!(unsafe { CStr::from_ptr(matter_ffi::matter_error_code()) }.to_str(), Ok("F003"));
        }
    }
    decided
}

#[test]
fn threads_that_close_what_others_use_get_an_answer_or_an_error() {
    let image = district().bytes();
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
