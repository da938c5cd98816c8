//! Releases on disk: complete or not there, named by a manifest, the same bytes each time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a failed step is a failed test"
)]

mod common;
#[path = "../../../tests/src/skipped.rs"]
mod skipped;

use std::collections::BTreeMap;
use std::path::Path;

use common::*;
use matter_core::hir::{Declarations, Definition, Origin};
use matter_decide::Formula;
use matter_emit::release::{Carrier, Difference, Manifest, Output, Staging, write};
use matter_emit::rows::{Analysed, Assembler, Surroundings};
use matter_runtime::tables::Tables;
use skipped::skipped;

fn definitions(names: &[&str]) -> Vec<Definition> {
    let rules = || vec![condition("年龄", Formula::at_least(0, 60)), material("材料/照片", Formula::True), promise(5)];
    names.iter().map(|name| definition(name, vec![number("年龄", 0, 120)], vec![], rules())).collect()
}

fn tables(names: &[&str]) -> Tables {
    build(&definitions(names))
}

fn all() -> Vec<Output> {
    use Carrier::{Image, Json, MariaDb, PostgreSql, SplitJson, Sqlite};
    let output = |carrier: Carrier| Output { carrier, path: format!("shiyan{}", carrier.ending()) };
    [Sqlite, Json, SplitJson, PostgreSql, MariaDb, Image].map(output).to_vec()
}

/// Every file below a folder with its content.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(content(&entry.path()).into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
    found
}

#[test]
fn a_release_holds_what_its_manifest_says() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let tables = tables(&["居住证申领", "敬老优待证换、补领/示例"]);
    let manifest = write(&tables, &out, &all()).unwrap();
    let paths: Vec<_> = manifest.files.iter().map(|file| &*file.path).collect();
    let expected = [
        "shiyan-matters/index.json",
        "shiyan-matters/matter.schema.json",
        "shiyan-matters/shared.json",
        "shiyan-matters/shared.schema.json",
        "shiyan-matters/居住证申领.json",
    ];
    assert_eq!(paths[..5], expected);
    assert!(paths[5].starts_with("shiyan-matters/敬老优待证换、补领_示例-"), "{}", paths[5]);
    let rest = [
        "shiyan.image",
        "shiyan.json",
        "shiyan.mariadb.sql",
        "shiyan.postgresql.sql",
        "shiyan.schema.json",
        "shiyan.sqlite",
    ];
    assert_eq!(paths[6..], rest);
    assert_eq!(Manifest::read(&out), Some(manifest.clone()));
    assert_eq!(manifest.verify(&out), []);
    assert_eq!(manifest.semantic_hash, tables.catalogue[0].semantic_hash);
    // Nothing is left beside the release.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert!(matter_runtime::Catalogue::open(std::fs::read(out.join("shiyan.image")).unwrap()).is_ok());
}

#[test]
fn two_builds_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let tables = tables(&["居住证申领"]);
    for name in ["one", "two"] {
        write(&tables, &folder.path().join(name), &all()).unwrap();
    }
    assert!(content(&folder.path().join("one")) == content(&folder.path().join("two")));
}

#[test]
fn a_failed_build_leaves_the_old_release_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write(&tables(&["居住证申领"]), &out, &all()).unwrap();
    let before = content(&out);
    // A text that PostgreSQL cannot hold.
    let broken = tables(&["居住证\0申领"]);
    let error = write(&broken, &out, &all()).unwrap_err();
    assert!(error.path.ends_with("shiyan.mariadb.sql") || error.path.ends_with("shiyan.postgresql.sql"), "{error}");
    assert!(content(&out) == before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn an_unwritable_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, b"not a folder").unwrap();
    let error = write(&tables(&["居住证申领"]), &file.join("out"), &all()).unwrap_err();
    assert!(error.to_string().contains("out.partial-"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"not a folder");
}

#[test]
fn files_of_matters_that_are_gone_are_removed_and_foreign_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    write(&tables(&["居住证申领", "生育登记"]), folder.path(), &all()).unwrap();
    std::fs::write(folder.path().join("说明.txt"), b"mine").unwrap();
    write(&tables(&["居住证申领"]), folder.path(), &all()).unwrap();
    let files = content(folder.path());
    assert!(!files.contains_key("shiyan-matters/生育登记.json"));
    assert!(files.contains_key("shiyan-matters/居住证申领.json") && files.contains_key("说明.txt"));
}

#[test]
fn a_changed_byte_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = write(&tables(&["居住证申领"]), folder.path(), &all()).unwrap();
    let path = folder.path().join("shiyan.json");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[9] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    std::fs::remove_file(folder.path().join("shiyan.sqlite")).unwrap();
    let expected = [("shiyan.json", Difference::Content), ("shiyan.sqlite", Difference::Unreadable)];
    assert_eq!(manifest.verify(folder.path()), expected.map(|(path, difference)| (path.to_owned(), difference)));
}

/// A release of the same matters whose rows went through a file, so many matters at a time, on so many threads.
fn streamed(names: &[&str], out: &Path, per_group: usize, threads: usize) -> Manifest {
    let (regions, calendars, declarations) = (regions(), calendars(), Declarations::default());
    let surroundings = Surroundings { declarations: &declarations, regions: &regions, calendars: &calendars };
    let positions = |origin: &Origin| (origin.item.file.to_string(), origin.node.0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let staging = Staging::begin(out).unwrap();
        let mut rows = staging.rows().unwrap();
        let mut assembler = Assembler::new(&surroundings, &positions);
        let mut made = definitions(names);
        made.sort_by(|a, b| a.matter.name.cmp(&b.matter.name));
        for group in made.chunks(per_group) {
            let analysed: Vec<Analysed<'_>> =
                group.iter().map(|definition| Analysed { definition, unproved: &[] }).collect();
            assembler.add(&analysed, &mut |part| rows.push(&part).unwrap());
        }
        let store = rows.finish(assembler.finish(&release()).unwrap()).unwrap();
        staging.publish(&store, &all()).unwrap()
    })
}

#[test]
fn rows_that_went_through_a_file_give_the_same_bytes_whatever_the_groups_and_threads() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["居住证申领", "生育登记", "敬老优待证换、补领/示例", "一", "二", "三'\\", "出生登记"];
    write(&tables(&names), &folder.path().join("memory"), &all()).unwrap();
    let memory = content(&folder.path().join("memory"));
    for (per_group, threads) in [(1, 1), (1, 4), (3, 1), (3, 4), (7, 2)] {
        let out = folder.path().join(format!("{per_group}-{threads}"));
        let manifest = streamed(&names, &out, per_group, threads);
        assert_eq!(manifest.verify(&out), []);
        assert!(content(&out) == memory, "{per_group} matters at a time on {threads} threads");
    }
    // Neither the file of rows nor the folder where the release was made is left.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 6);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_the_old_release_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let disk = folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let mount = |arguments: &[&str]| {
        let mut command = std::process::Command::new(arguments[0]);
        command.args(&arguments[1..]).arg(&disk).status().is_ok_and(|status| status.success())
    };
    if !mount(&["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs"]) {
        skipped("a full disk, a small file system can only be mounted by root");
        return;
    }
    let out = disk.join("out");
    let small: Vec<Output> = all().into_iter().filter(|output| output.carrier == Carrier::Image).collect();
    let first = write(&tables(&["居住证申领"]), &out, &small).map(|_| content(&out));
    std::fs::write(disk.join("filling"), vec![7; 5 << 20]).unwrap();
    let error =
        write(&tables(&["居住证申领", "生育登记"]), &out, &all()).map(|_| ()).map_err(|error| error.to_string());
    let after = (content(&out), std::fs::read_dir(&disk).unwrap().count());
    assert!(mount(&["umount"]), "the file system is still in use");
    let first = first.unwrap();
    let error = error.unwrap_err();
    assert!(error.contains("out.partial-") && (error.contains("space") || error.contains("full")), "{error}");
    assert_eq!(after.1, 2, "only the release and what filled the disk");
    assert!(after.0 == first);
}

/// The block of the chapter on the tables with that word behind `json`.
fn example(word: &str) -> serde_json::Value {
    let page = matter_emit::reference::page();
    let (_, after) = page.split_once(&format!("```json {word}\n")).expect("an example");
    serde_json::from_str(after.split_once("```").expect("an end").0).expect("JSON")
}

fn members(value: &serde_json::Value) -> Vec<&String> {
    value.as_object().expect("an object").keys().collect()
}

/// Two values have the same kind; what may be absent fits everything.
fn alike(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    a.is_null() || b.is_null() || std::mem::discriminant(a) == std::mem::discriminant(b)
}

#[test]
fn the_examples_of_the_chapter_have_the_shape_of_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    write(&tables(&["高龄津贴"]), &out, &all()).unwrap();
    let read =
        |path: &str| -> serde_json::Value { serde_json::from_slice(&std::fs::read(out.join(path)).unwrap()).unwrap() };
    let (manifest, shown) = (read("manifest.json"), example("manifest"));
    assert_eq!(members(&manifest), members(&shown));
    assert_eq!(members(&manifest["files"][0]), members(&shown["files"][0]));
    assert!(shown["files"][0]["sha256"].as_str().unwrap().len() == 64);
    let (whole, shown) = (read("shiyan.json"), example("edition"));
    let row = &whole["edition"][0];
    assert_eq!(members(row), members(&shown));
    for (name, value) in shown.as_object().unwrap() {
        assert!(alike(value, &row[name]), "{name}");
    }
    let split = manifest["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap());
    let index = split.clone().find(|path| path.ends_with("/index.json")).unwrap();
    assert_eq!(read(index), example("index"));
    // What the chapter says of whose a table is: all rows are those of all files together.
    let parts: Vec<serde_json::Value> = split
        .filter(|path| {
            path.starts_with(index.trim_end_matches("index.json")) && !path.contains("schema") && *path != index
        })
        .map(read)
        .collect();
    for (table, rows) in whole.as_object().unwrap() {
        let found: Vec<&serde_json::Value> =
            parts.iter().filter_map(|part| part.get(table)).flat_map(|rows| rows.as_array().unwrap()).collect();
        assert_eq!(found, rows.as_array().unwrap().iter().collect::<Vec<_>>(), "{table}");
    }
}
