//! Any text as a source file, all the way: split, parsed, put into the canonical style, checked, and, if the check finds no error, compiled and
//! asked for its guides.

use std::cell::RefCell;
use std::sync::Arc;

use matter_checks::render::{self, Finding, Located, Sources};
use matter_checks::texts::{Language, default_severity};
use matter_core::diagnostic::Severity;
use matter_runtime::tables::Matter;
use matter_runtime::{Catalogue, MatterId};
use matter_syntax::{format_file, parse_file, split};

use super::settings;
use crate::compiled;
use crate::workspace::{Checked, Workspace};

const PATH: &str = "甲.matter";

thread_local! {
    /// The library is read once a thread.
    static WORKSPACE: RefCell<Workspace> = RefCell::new(Workspace::new());
}

/// What must hold of a text. Says whether it was compiled.
///
/// # Panics
/// If it does not.
pub fn text(text: &str) -> bool {
    let slices = split(text);
    let whole: usize = slices.iter().map(|slice| slice.text.len()).sum();
    assert!(whole <= text.len(), "a slice is a part of the text");
    let _ = parse_file(text);
    let once = format_file(text, None).text;
    let twice = format_file(&once, None).text;
    assert_eq!(once, twice, "the canonical style is a fixed point");
    let checked = WORKSPACE.with_borrow_mut(|workspace| {
        workspace.set(settings(), [(Arc::from(PATH), Arc::from(text))]);
        workspace.check()
    });
    let sound = findings(&checked);
    if sound {
        compile(&checked);
    }
    sound
}

/// Puts findings into words in both languages and every form; says whether none is an error.
fn findings(checked: &Checked) -> bool {
    for language in [Language::Zh, Language::En] {
        let words = |finding| render::present(finding, default_severity(finding.code), language, checked);
        let found: Vec<Finding> = checked.findings().iter().map(words).collect();
        let _ = render::human(&found, checked, render::Human::default());
        let _ = (render::short(&found, checked), render::json_lines(&found, checked));
        let _ = render::sarif(&found, checked, "0", language);
    }
    for label in checked.findings().iter().flat_map(|finding| &finding.labels) {
        let Some(Located { file, start, end }) = checked.locate(&label.place) else { continue };
        let text = checked.text(&file).expect("a text of what is located in it");
        assert!(text.get(start..end).is_some(), "a place is whole characters of its text: {start}..{end}");
    }
    checked.findings().iter().all(|finding| default_severity(finding.code) != Severity::Error)
}

/// Rows of lines that are too large are refused; all others become an image that opens.
fn compile(checked: &Checked) {
    let analysis = checked.analysis();
    let Ok(tables) = compiled::tables_or_refusal(analysis) else { return };
    let image = matter_runtime::image::build(&tables).expect("rows that were made for it");
    let catalogue = Catalogue::open(image).expect("an image that was just built");
    let day = compiled::today(analysis);
    let Ok(region) = catalogue.root(day) else { return };
    for matter in 0..catalogue.count::<Matter>() {
        let _ = catalogue.guide(MatterId(matter), region, day);
    }
}
