//! Guides of the real catalogue, in every form, as snapshots; and what the command says when there is none.

use std::fs;
use std::path::Path;

use matter_tests::binary::run;

fn longgang() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../matters/longgang").to_str().expect("UTF-8").to_owned()
}

/// Exit code, standard output, standard error.
fn guide(matter: &str, arguments: &[&str]) -> (i32, String, String) {
    let catalogue = longgang();
    let all: Vec<&str> =
        ["guide", matter, "--catalogue", &catalogue].into_iter().chain(arguments.iter().copied()).collect();
    let output = run(&all);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn printed(matter: &str, arguments: &[&str]) -> String {
    let (code, text, remarks) = guide(matter, arguments);
    assert_eq!(code, 0, "{remarks}");
    text
}

#[test]
fn two_matters_in_every_form() {
    for (short, matter) in [("birth", "二孩生育登记"), ("construction", "施工许可")] {
        for format in ["md", "html", "svg"] {
            insta::assert_snapshot!(format!("{short}_{format}"), printed(matter, &["--format", format]));
        }
    }
}

#[test]
fn an_english_guide_has_english_headings() {
    let text = printed("二孩生育登记", &["--format", "md", "--language", "en"]);
    assert!(text.starts_with("# Second child registration\n"), "{text}");
    assert!(text.contains("\n## Materials\n") && text.contains("| statutory limit | 20 working days |"), "{text}");
}

#[test]
fn a_place_has_its_own_organs_and_halls() {
    let text = printed("施工许可", &["--format", "md", "--place", "坂田街道"]);
    assert!(text.contains("坂田街道便民服务中心"), "{text}");
    let (code, _, said) = guide("施工许可", &["--place", "没有的街道"]);
    assert_eq!((code, said.contains("R103")), (1, true), "{said}");
}

#[test]
fn no_guide_is_made_for_a_day_before_the_matter_or_for_no_day() {
    assert_eq!(guide("施工许可", &["--on", "2021-03-29", "--place", "龙岗区"]).0, 1);
    assert_eq!(guide("施工许可", &["--on", "2021-03-30", "--place", "龙岗区"]).0, 0);
    assert_eq!(guide("施工许可", &["--on", "明天"]).0, 2);
    // In force since 2022-01-01, in whatever place: as `decide` says.
    let (code, page, said) = guide("二孩生育登记", &["--on", "2021-06-01"]);
    assert_eq!(
        (code, page.as_str(), said.contains("R301"), said.contains("2021-06-01")),
        (1, "", true, true),
        "{said}"
    );
    assert_eq!(guide("二孩生育登记", &["--on", "2022-01-01"]).0, 0);
}

#[test]
fn an_unknown_matter_is_answered_with_names_that_sound_like_it() {
    let (code, printed, said) = guide("二孩生育等级", &[]);
    assert_eq!((code, printed.as_str()), (1, ""));
    assert!(said.contains("R101") && said.contains("二孩生育登记"), "{said}");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("指南.html");
    let path = file.to_str().expect("UTF-8");
    assert_eq!(printed("二孩生育登记", &["--output", path]), "");
    assert_eq!(fs::read_to_string(&file).expect("a page"), printed("二孩生育登记", &[]));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let (code, _, said) =
        guide("二孩生育登记", &["--output", folder.path().join("没有/指南.html").to_str().expect("UTF-8")]);
    assert_eq!((code, said.contains("指南.html")), (3, true), "{said}");
}

#[test]
fn an_image_gives_the_guide_of_its_catalogue() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().to_str().expect("UTF-8");
    let built = run(&["build", &longgang(), "--out", out, "--target", "image"]);
    assert!(built.status.success());
    let image = folder.path().join("longgang.image");
    for format in ["md", "svg"] {
        let output = run(&["guide", "施工许可", "--image", image.to_str().expect("UTF-8"), "--format", format]);
        assert_eq!(String::from_utf8(output.stdout).expect("UTF-8"), printed("施工许可", &["--format", format]));
    }
}
