//! Documents of all members → each once, with who asks for it and who makes it.

use super::{Made, Member, Merged, comes_before};
use crate::decide::Status;
use crate::tables::RequirementMember;

/// Two requirements are one document if they name the same alternatives of the same holders in the same form.
pub(super) fn merge(members: &[Member], made: &Made) -> Vec<Merged> {
    let mut merged: Vec<(Merged, Status)> = Vec::new();
    for member in members.iter().filter(|member| member.is_open()) {
        for required in &member.decision.materials {
            let same = merged.iter_mut().find(|(known, _)| same_documents(&known.options, &required.options));
            let Some((known, _)) = same else {
                let maker = maker(members, member, (&required.options, made));
                let document = Merged {
                    title: required.line.row.title.clone(),
                    status: required.line.status,
                    options: required.options.clone(),
                    matters: vec![member.row.matter.clone()],
                    made_by: maker.map(|(maker, _)| maker.row.matter.clone()),
                };
                merged.push((document, maker.map_or(Status::Excluded, |(_, status)| status)));
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
    merged.into_iter().map(|(document, made)| Merged { status: still_asked(document.status, made), ..document }).collect()
}

/// What members ask for need not be handed in as far as it is made.
fn still_asked(asked: Status, made: Status) -> Status {
    match made {
        Status::Certain => Status::Excluded,
        Status::Possible => Status::Possible,
        Status::Excluded | Status::Moot => asked,
    }
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

// A member that comes before makes what it results in, as far as it is open; who certainly does goes before who may.
fn maker<'m>(
    members: &'m [Member],
    of: &Member,
    (options, made): (&[Vec<RequirementMember>], &Made),
) -> Option<(&'m Member, Status)> {
    let [only] = options else { return None };
    let [document] = only.as_slice() else { return None };
    let makes = |member: &'m Member| {
        let lines = member.decision.results.iter().map(|result| &result.line);
        let mut statuses = lines.filter(|line| line.row.name == document.material).map(|line| line.status).peekable();
        statuses.peek()?;
        let certain = member.decision.eligible == Status::Certain && statuses.any(|status| status == Status::Certain);
        Some((member, if certain { Status::Certain } else { Status::Possible }))
    };
    let earlier = || members.iter().filter(|member| member.is_open() && comes_before(member, of, made)).filter_map(makes);
    earlier().find(|(_, status)| *status == Status::Certain).or_else(|| earlier().next())
}
