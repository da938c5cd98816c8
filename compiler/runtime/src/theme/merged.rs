//! Documents of all members → each once, with who asks for it and who makes it.

use super::{Made, Member, Merged, comes_before};
use crate::decide::Status;
use crate::tables::RequirementMember;

/// Two requirements are one document if they name the same alternatives of the same holders in the same form.
pub(super) fn merge(members: &[Member], made: &Made) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    for member in members.iter().filter(|member| member.is_open()) {
        for required in &member.decision.materials {
            let same = merged.iter_mut().find(|known| same_documents(&known.options, &required.options));
            let Some(known) = same else {
                merged.push(Merged {
                    title: required.line.row.title.clone(),
                    status: required.line.status,
                    options: required.options.clone(),
                    matters: vec![member.row.matter.clone()],
                    made_by: maker(members, member, (&required.options, made)),
                });
                continue;
            };
            if required.line.status == Status::Certain {
                known.status = Status::Certain;
            }
            known.matters.push(member.row.matter.clone());
            let counts = required.options.iter().flatten();
            for (document, other) in known.options.iter_mut().flatten().zip(counts) {
                document.count = together(document, other.count);
            }
        }
    }
    merged
}

/// Each member keeps its original; a copy in the one archive serves all.
fn together(document: &RequirementMember, other: u32) -> u32 {
    match document.form.as_str() {
        "original" | "original_and_copy" => document.count.saturating_add(other),
        _ => document.count.max(other),
    }
}

fn same_documents(a: &[Vec<RequirementMember>], b: &[Vec<RequirementMember>]) -> bool {
    let same = |(a, b): (&RequirementMember, &RequirementMember)| {
        (&a.material, &a.holder, &a.form) == (&b.material, &b.holder, &b.form)
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.len() == b.len() && a.iter().zip(b).all(same))
}

// A member that is open and comes before makes what it certainly results in.
fn maker(members: &[Member], of: &Member, (options, made): (&[Vec<RequirementMember>], &Made)) -> Option<String> {
    let [only] = options else { return None };
    let [document] = only.as_slice() else { return None };
    let makes = |member: &&Member| {
        let mut results = member.decision.results.iter().filter(|result| result.line.status == Status::Certain);
        comes_before(member, of, made)
            && member.decision.eligible == Status::Certain
            && results.any(|result| result.line.row.name == document.material)
    };
    members.iter().find(makes).map(|member| member.row.matter.clone())
}
