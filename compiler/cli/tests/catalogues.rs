//! The repository's own catalogues through the program: nothing to complain about, every test passes, every line and every bound has a test.

use std::process::{Command, Output};

/// Runs the program in the repository's root.
fn matter(arguments: &[&str]) -> std::io::Result<Output> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    Command::new(env!("CARGO_BIN_EXE_matter")).args(arguments).current_dir(root).output()
}

fn text(output: &Output) -> String {
    let both = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).into_owned()
}

#[test]
fn the_sample_catalogue_is_checked_without_a_finding() {
    let output = matter(&["check", "matters/longgang", "--format", "short", "--quiet"]).unwrap();
    assert_eq!((output.status.code(), text(&output).as_str()), (Some(0), ""));
}

#[test]
fn the_sample_catalogue_passes_its_tests_and_leaves_no_line_cell_or_bound_untested() {
    let output = matter(&["test", "matters/longgang", "--coverage", "--quiet"]).unwrap();
    let report = text(&output);
    assert_eq!(output.status.code(), Some(0), "{report}");
    // A choice is summed up in a line of its own; what is indented further, or is no sum, was not reached.
    let missed = |line: &&str| line.starts_with("    ") || (line.starts_with("  ") && !line.contains("：行 "));
    let untested: Vec<&str> = report.lines().filter(missed).collect();
    assert_eq!(untested, Vec::<&str>::new());
    assert_eq!(report.lines().filter(|line| line.ends_with("行有用例")).count(), 18, "{report}");
}

#[test]
fn the_sample_catalogue_and_the_library_are_in_canonical_style() {
    for folder in ["matters/longgang", "stdlib"] {
        let output = matter(&["fmt", "--check", folder]).unwrap();
        assert_eq!((output.status.code(), text(&output).as_str()), (Some(0), ""), "{folder}");
    }
}

#[test]
fn a_divorced_applicant_with_one_child_is_told_what_to_bring() {
    let answers = ["婚姻状况=离异", "已有子女数=1", "户籍地=龙岗区", "居住地=龙岗区", "渠道=窗口"];
    let mut arguments = vec!["decide", "matters/longgang", "二孩生育登记", "--at", "坂田街道", "--on", "2026-03-02"];
    arguments.extend(answers.iter().flat_map(|answer| ["--set", answer]));
    let output = matter(&arguments).unwrap();
    let said = text(&output);
    let materials: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("材料  ")).collect();
    let names: Vec<&str> = materials.iter().map(|line| line.split("  ").next().unwrap()).collect();
    let expected = ["户口簿 或 军人工作证件+居民身份证", "出生医学证明（一孩）", "离婚证", "子女抚养协议"];
    assert_eq!(names, expected, "{said}");
    assert!(said.contains("2026-03-11"), "{said}");
}
