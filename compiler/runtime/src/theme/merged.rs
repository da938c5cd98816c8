//! Documents of all members → each once, with who asks for it and who makes it.

use super::{Made, Member, Merged, comes_before, makes};
use crate::decide::Status;
use crate::decision::Required;
use crate::tables::view::RequirementMember;

/// Two requirements are one document if they name the same alternatives of the same holders; the forms that members ask for stand together.
pub(super) fn merge<'c>(members: &[Member<'c>], made: &Made) -> Vec<Merged<'c>> {
    let mut merged: Vec<(Vec<Key<'_>>, Status, Merged<'_>)> = Vec::new();
    for member in members.iter().filter(|member| member.is_open()) {
        for required in &member.decision.materials {
            let key: Vec<Key<'_>> = required.options.iter().map(|option| option.iter().map(named).collect()).collect();
            let asked =
                if member.decision.eligible == Status::Certain { required.line.status } else { Status::Possible };
            if let Some((_, _, known)) = merged.iter_mut().find(|(known, ..)| *known == key) {
                known.also(&member.row.matter, asked, required);
                continue;
            }
            let maker = maker(members, member, (&required.options, made));
            let document = Merged {
                title: required.line.row.title,
                status: asked,
                options: required.options.clone(),
                copies: required.copies.clone(),
                matters: vec![member.row.matter.clone()],
                made_by: maker.map(|(maker, _)| maker.row.matter.clone()),
            };
            merged.push((key, maker.map_or(Status::Excluded, |(_, status)| status), document));
        }
    }
    let settled = merged.into_iter().map(|(_, made, document)| {
        let status = still_asked(document.status, made);
        Merged { status, ..document }
    });
    settled.collect()
}

/// Documents of an alternative, each with whose it is.
type Key<'c> = Vec<(&'c str, Option<&'c str>)>;

fn named<'c>(document: &RequirementMember<'c>) -> (&'c str, Option<&'c str>) {
    (document.material, document.holder)
}

impl<'c> Merged<'c> {
    /// Another member asks for it, too.
    fn also(&mut self, matter: &str, asked: Status, required: &Required<'c>) {
        if asked == Status::Certain {
            self.status = Status::Certain;
        }
        self.matters.push(matter.to_owned());
        let ways = required.options.iter().zip(&required.copies);
        for ((known, known_copies), (option, copies)) in self.options.iter_mut().zip(&mut self.copies).zip(ways) {
            for (document, copies) in option.iter().zip(copies) {
                let alike = |one: &RequirementMember<'_>| {
                    named(one) == named(document) && (one.form, one.per) == (document.form, document.per)
                };
                let mut both = known.iter_mut().zip(known_copies.iter_mut());
                match both.find(|(one, _)| alike(one)) {
                    Some((same, needed)) => {
                        same.count = together(same.form, same.count, document.count);
                        *needed = needed.zip(*copies).map(|(one, other)| together(same.form, one, other));
                    }
                    None => {
                        known.push(*document);
                        known_copies.push(*copies);
                    }
                }
            }
        }
    }
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
fn together<N: Ord + std::ops::Add<Output = N>>(form: &str, one: N, other: N) -> N {
    match form {
        "original" | "original_and_copy" => one + other,
        _ => one.max(other),
    }
}

// A member that comes before makes what it results in, as far as it is open; who certainly does goes before who may.
fn maker<'m, 'c>(
    members: &'m [Member<'c>],
    of: &Member<'_>,
    (options, made): (&[Vec<RequirementMember<'_>>], &Made),
) -> Option<(&'m Member<'c>, Status)> {
    let [only] = options else { return None };
    let [document] = only.as_slice() else { return None };
    let earlier = || {
        members
            .iter()
            .filter(|member| member.is_open() && comes_before(member, of, made))
            .map(|member| (member, makes(&member.decision, document.material)))
            .filter(|(_, status)| *status != Status::Excluded)
    };
    earlier().find(|(_, status)| *status == Status::Certain).or_else(|| earlier().next())
}
