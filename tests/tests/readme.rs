//! What the README tells a new user, done: the SQL on the SQLite file and `matter decide` give the four materials that it names.

use std::fs;
use std::process::Command;

use matter_tests::binary::{matter, root};

const EXPECTED: [&str; 4] = ["户口簿 或 军人工作证件+居民身份证", "出生医学证明（一孩）", "离婚证", "子女抚养协议"];

#[test]
fn the_readme_query_and_the_runtime_name_the_same_materials() {
    let out = tempfile::tempdir().expect("a folder");
    let release = out.path().join("out");
    let build = Command::new(matter())
        .args(["build", "matters/longgang", "--out"])
        .arg(&release)
        .current_dir(root())
        .output()
        .expect("matter build runs");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));

    let readme = fs::read_to_string(root().join("README.md")).expect("README.md");
    let sql = readme.split("```sql\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the SQL of the README");
    let connection = rusqlite::Connection::open(release.join("longgang.sqlite")).expect("the SQLite file");
    let mut query = connection.prepare(sql).expect("the SQL of the README is right");
    let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("rows");
    let rows: Vec<(String, String)> = rows.map(|row| row.expect("a row")).collect();
    assert_eq!(rows, EXPECTED.map(|title| (title.to_owned(), "certain".to_owned())));

    let answers = ["婚姻状况=离异", "已有子女数=1", "户籍地=龙岗区", "居住地=龙岗区", "渠道=窗口"];
    let decide = Command::new(matter())
        .arg("decide")
        .arg(release.join("longgang.image"))
        .args(["二孩生育登记", "--at", "坂田街道", "--on", "2026-03-02", "--json"])
        .args(answers.iter().flat_map(|answer| ["--set", answer]))
        .output()
        .expect("matter decide runs");
    let decision: serde_json::Value = serde_json::from_slice(&decide.stdout).expect("JSON");
    let schema = Command::new(matter()).args(["schema", "decision"]).output().expect("matter schema runs");
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("a schema").validate(&decision).expect("the published shape");
    let titles: Vec<&str> = decision["materials"]
        .as_array()
        .expect("materials")
        .iter()
        .filter_map(|line| line["value"]["title"].as_str())
        .collect();
    assert_eq!(titles, EXPECTED);
    // Seven working days from Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
    assert_eq!(decision["due"]["day"], "2026-03-11");
}
