//! `matter.h` says exactly what the library exports: functions, their arguments and types, structs and their fields, and the version.
#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use std::collections::BTreeMap;
use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// A C type as the Rust sources write it.
fn rust_type(c: &str) -> String {
    let fixed = [
        ("matter_catalogue", "u64"),
        ("uint64_t", "u64"),
        ("uint32_t", "u32"),
        ("int32_t", "i32"),
        ("size_t", "usize"),
        ("const char *", "*const c_char"),
        ("const char **", "*mut *const c_char"),
        ("const uint8_t *", "*const u8"),
        ("uint8_t *", "*mut u8"),
        ("matter_catalogue *", "*mut u64"),
        ("size_t *", "*mut usize"),
        ("const uint32_t *", "*const u32"),
        ("uint32_t *", "*mut u32"),
        ("const int64_t *", "*const i64"),
        ("int64_t *", "*mut i64"),
        ("const matter_query *", "*const Query"),
        ("matter_outcome *", "*mut Outcome"),
    ];
    fixed
        .iter()
        .find(|(known, _)| *known == c)
        .unwrap_or_else(|| unreachable!("a new type in the header: {c}"))
        .1
        .into()
}

/// `const char *name` as its name and its type in Rust.
fn argument(c: &str) -> (String, String) {
    let at = c.rfind(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap() + 1;
    let (kind, name) = c.split_at(at);
    (name.to_owned(), rust_type(kind.trim()))
}

type Signature = (Vec<(String, String)>, String);

/// Functions of the header.
fn declared() -> BTreeMap<String, Signature> {
    let header = read("include/matter.h");
    let mut plain = String::new();
    let mut rest = header.as_str();
    while let Some((before, after)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    plain.push_str(rest);
    let plain: Vec<&str> = plain.lines().filter(|line| !line.starts_with('#')).collect();
    let one_line = plain.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut functions = BTreeMap::new();
    for statement in one_line.split(';').filter(|statement| statement.contains("matter_") && statement.contains('(')) {
        let (head, arguments) = statement.split_once('(').unwrap();
        let arguments = arguments.split_once(')').unwrap().0;
        let start = head.rfind(['"', '{']).map_or(0, |at| at + 1);
        let (name, result) = argument(head.get(start..).unwrap().trim());
        let arguments = arguments.split(',').map(str::trim).filter(|one| *one != "void").map(argument).collect();
        functions.insert(name, (arguments, result));
    }
    functions
}

/// Functions that the sources export.
fn exported() -> BTreeMap<String, Signature> {
    let sources = ["src/lib.rs", "src/operations.rs", "src/fast.rs"].map(read).concat();
    let mut functions = BTreeMap::new();
    for piece in sources.split("#[unsafe(no_mangle)]").skip(1) {
        let signature = piece.split_once("extern \"C\" fn ").unwrap().1.split_once(" {\n").unwrap().0;
        let (name, rest) = signature.split_once('(').unwrap();
        let (arguments, result) = rest.rsplit_once(") -> ").unwrap();
        let pair = |one: &str| one.split_once(": ").map(|(name, kind)| (name.to_owned(), kind.to_owned())).unwrap();
        let arguments = arguments.split(',').map(str::trim).filter(|one| !one.is_empty()).map(pair).collect();
        functions.insert(name.to_owned(), (arguments, result.to_owned()));
    }
    functions
}

#[test]
fn the_header_declares_what_the_library_exports() {
    let (declared, exported) = (declared(), exported());
    assert!(declared.len() > 20, "{declared:?}");
    assert_eq!(declared, exported);
}

#[test]
fn the_structs_of_the_header_have_the_fields_of_the_sources() {
    let (header, source) = (read("include/matter.h"), read("src/border.rs"));
    for (c, rust) in [("matter_query", "Query"), ("matter_outcome", "Outcome")] {
        let body = header.split(&format!("}} {c};")).next().unwrap().rsplit('{').next().unwrap();
        let c: Vec<(String, String)> =
            body.split(';').map(str::trim).filter(|line| !line.is_empty()).map(argument).collect();
        let body = source.split(&format!("pub struct {rust} {{")).nth(1).unwrap().split('}').next().unwrap();
        let field = |line: &str| {
            line.trim()
                .strip_prefix("pub ")?
                .strip_suffix(',')?
                .split_once(": ")
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
        };
        let rust: Vec<(String, String)> = body.lines().filter_map(field).collect();
        assert_eq!(c, rust);
    }
}

#[test]
fn the_version_of_the_header_is_the_library_s() {
    assert!(read("include/matter.h").contains(&format!("#define MATTER_ABI {}\n", matter_ffi::matter_abi())));
}
