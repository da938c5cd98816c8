//! What can be done at a place: repairs of findings, all certain repairs of a file at once, a witness as a test, the missing lines of a
//! choice, the declaration of a material, the other face.

mod declare;
mod missing;
mod witness;

use matter_checks::render::{Finding, Replacement};
use matter_core::hir::Face;

use crate::{Snapshot, Target, TextEdit, offset};

/// Something that can be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Action {
    /// What it does, in words.
    pub title: String,
    /// What kind of action it is.
    pub kind: ActionKind,
    /// Code of the finding that it repairs.
    pub code: Option<&'static str>,
    /// True if it may be applied without asking.
    pub certain: bool,
    /// Its edits.
    pub edits: Vec<TextEdit>,
}

/// Kinds of actions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ActionKind {
    /// Repairs one finding.
    Repair,
    /// Repairs everything in the file that may be repaired without asking.
    RepairAll,
    /// Changes how something is written.
    Rewrite,
}

impl Snapshot {
    /// What can be done between two offsets of a file.
    #[must_use]
    pub fn actions(&self, file: &str, start: u32, end: u32) -> Vec<Action> {
        let findings = self.findings(file);
        let touches = |finding: &&Finding| {
            let places = finding.places.iter().filter(|place| &*place.at.file == file);
            places.take(1).any(|place| offset(place.at.start) <= end && start <= offset(place.at.end))
        };
        let mut actions: Vec<Action> = Vec::new();
        for finding in findings.iter().filter(touches) {
            actions.extend(repairs(finding));
            actions.extend(self.missing_lines(file, finding));
            actions.extend(self.declare_material(file, finding));
            actions.extend(self.witness(file, finding));
        }
        actions.extend(self.repair_all(&findings));
        actions.extend(self.other_face(file));
        actions
    }

    /// All repairs that need no asking and do not touch one another.
    fn repair_all(&self, findings: &[Finding]) -> Option<Action> {
        let mut edits: Vec<TextEdit> = Vec::new();
        for repair in findings.iter().filter_map(|finding| finding.repairs.iter().find(|repair| repair.certain)) {
            let more: Vec<TextEdit> = repair.edits.iter().map(edit).collect();
            let apart = |one: &TextEdit, other: &TextEdit| {
                one.at.file != other.at.file || one.at.end <= other.at.start || other.at.end <= one.at.start
            };
            if more.iter().all(|one| edits.iter().all(|other| apart(one, other) && one.at != other.at)) {
                edits.extend(more);
            }
        }
        (!edits.is_empty()).then(|| Action {
            title: self
                .words("改正本文件中所有可以直接改正的问题", "Fix everything in this file that needs no asking")
                .to_owned(),
            kind: ActionKind::RepairAll,
            code: None,
            certain: true,
            edits,
        })
    }

    /// The file with its keywords in the other language.
    fn other_face(&self, file: &str) -> Option<Action> {
        let text = self.analysis.text(file)?;
        let (face, title) = match crate::completion::face(&text, self.analysis.settings().language) {
            Face::Zh => (Face::En, self.words("改用英文关键词", "Write the keywords in English")),
            Face::En => (Face::Zh, self.words("改用中文关键词", "Write the keywords in Chinese")),
        };
        let edits = self.format(file, Some(face));
        (!edits.is_empty()).then(|| Action {
            title: title.to_owned(),
            kind: ActionKind::Rewrite,
            code: None,
            certain: false,
            edits,
        })
    }
}

fn repairs(finding: &Finding) -> impl Iterator<Item = Action> + '_ {
    finding.repairs.iter().map(|repair| Action {
        title: repair.title.clone(),
        kind: ActionKind::Repair,
        code: Some(finding.code),
        certain: repair.certain,
        edits: repair.edits.iter().map(edit).collect(),
    })
}

fn edit(one: &Replacement) -> TextEdit {
    let at = Target { file: one.at.file.clone(), start: offset(one.at.start), end: offset(one.at.end) };
    TextEdit { at, text: one.text.to_string() }
}
