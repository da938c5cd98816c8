//! With a cache `matter check` prints what it prints without one, byte for byte.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use matter_core::{Cache, Settings};
use matter_tests::binary::matter;
use matter_tests::generate::{Numbers, catalogue};
use matter_tests::workspace::{Checked, Workspace};

const MAKER: u128 = 11;

fn programs() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["bad", "good"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui").join(folder);
        for entry in std::fs::read_dir(folder).expect("a folder of programs") {
            let path = entry.expect("a program").path();
            if path.extension().is_some_and(|end| end == "matter") {
                let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
                found.push((name, std::fs::read_to_string(&path).expect("a program")));
            }
        }
    }
    found
}

fn check(workspace: &mut Workspace, (name, text): &(String, String)) -> Checked {
    let as_of = "2026-11-01".parse().ok();
    let settings = Settings { region: Some("440000".into()), as_of, ..Settings::default() };
    workspace.set(settings, [(Arc::from(name.as_str()), Arc::from(text.as_str()))]);
    workspace.check()
}

#[test]
fn every_program_is_found_wrong_in_the_same_way_from_a_cache() {
    let (mut without, mut first, mut second) = (Workspace::new(), Workspace::new(), Workspace::new());
    for program in programs() {
        let found = check(&mut without, &program);
        first.set_cache(Arc::new(Cache::empty()));
        let cold = check(&mut first, &program);
        assert_eq!(cold.waiving, found.waiving, "{}", program.0);
        // Without a matter there is nothing to keep.
        let Some(bytes) = cold.analysis().cache_bytes(MAKER) else {
            assert!(!program.1.contains("\n事项 "), "{}: something to keep", program.0);
            continue;
        };
        second.set_cache(Arc::new(Cache::read(bytes, MAKER).expect("a cache")));
        let warm = check(&mut second, &program);
        assert_eq!(warm.waiving, found.waiving, "{}", program.0);
        let again = warm.analysis().cache_bytes(MAKER);
        assert!(
            again.is_none() || !found.waiving.standing.is_empty(),
            "{}: a sound matter is taken as it was",
            program.0
        );
    }
}

/// What `matter check` prints of a folder, as JSON and for people.
fn printed(folder: &Path, cache: &[&str]) -> [Vec<u8>; 2] {
    [("json", 0), ("human", 1)].map(|(format, stream)| {
        let mut command = Command::new(matter());
        let output =
            command.arg("check").arg(folder).args(["--format", format]).args(cache).output().expect("matter runs");
        if stream == 0 { output.stdout } else { output.stderr }
    })
}

/// Changes one line of a text: a digit in it, its order, or whether it is there at all.
fn edit(text: &str, random: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = random.next(lines.len());
    match random.next(4) {
        0 => drop(lines.remove(at)),
        1 => {
            let other = random.next(lines.len());
            lines.swap(at, other);
        }
        2 => lines.insert(at, "  备注: 改过".to_owned()),
        _ => {
            let digit = char::from_digit(u32::try_from(random.next(10)).expect("a digit"), 10).expect("a digit");
            lines[at] = lines[at].replace(|letter: char| letter.is_ascii_digit(), &digit.to_string());
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn a_generated_catalogue_that_is_edited_prints_the_same_with_and_without_a_cache() {
    let place = tempfile::tempdir().expect("a folder");
    let (folder, cache) = (place.path().join("catalogue"), place.path().join("cache"));
    let mut files = catalogue(120);
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |(path, text): &(String, String)| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    files.iter().for_each(write);
    let with = ["--cache", cache.to_str().expect("a path")];
    let mut random = Numbers::new(5);
    for round in 0..3 {
        let cold = printed(&folder, &["--no-cache"]);
        assert_eq!(printed(&folder, &with), cold, "round {round}, after the edits, and after none");
        for _ in 0..=random.next(3) {
            let at = random.next(files.len());
            if files[at].0.ends_with(".matter") {
                files[at].1 = edit(&files[at].1, &mut random);
                write(&files[at]);
            }
        }
    }
    for entry in std::fs::read_dir(&cache).expect("a cache") {
        let path = entry.expect("a file").path();
        let mut bytes = std::fs::read(&path).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        std::fs::write(&path, bytes).expect("a file");
    }
    assert_eq!(printed(&folder, &with), printed(&folder, &["--no-cache"]), "a damaged cache");
}
