//! Documents of all members → each once, with who asks for it and who makes it.

use super::{Made, Member, Merged, comes_before, makes};
use crate::catalogue::Catalogue;
use crate::decide::Status;
use crate::decision::Required;
use crate::tables::Material;
use crate::tables::view::RequirementMember;

/// Two requirements are one document if they name the same alternatives of the same holders; the forms that members ask for stand together.
/// A requirement that a document fulfils which must be handed in anyway is that document's.
pub(super) fn merge<'c>(catalogue: &Catalogue, members: &[Member<'c>], made: &Made) -> Vec<Merged<'c>> {
    let issued = |document: &RequirementMember<'_>| is_issued(catalogue, document);
    let mut merged: Vec<Document<'_>> = Vec::new();
    let mut lines = 0_usize;
    for member in members.iter().filter(|member| member.is_open()) {
        for required in &member.decision.materials {
            lines += 1;
            let key = required.options.iter().map(|option| option.iter().map(named).collect()).collect();
            let asked =
                if member.decision.eligible == Status::Certain { required.line.status } else { Status::Possible };
            let matter = (lines, member.row.matter.clone());
            if let Some(known) = merged.iter_mut().find(|known| known.key == key) {
                known.also(asked, required, &issued);
                known.matters.push(matter);
                continue;
            }
            let maker = maker(members, member, (&required.options, made));
            merged.push(Document {
                key,
                title: required.line.row.title,
                asked,
                options: required.options.clone(),
                copies: required.copies.clone(),
                matters: vec![matter],
                made_by: maker.map(|(maker, _)| maker.row.matter.clone()),
                made: maker.map_or(Status::Excluded, |(_, status)| status),
            });
        }
    }
    reduce(merged, &issued).into_iter().map(Document::settle).collect()
}

/// A document while the members are being gone through.
struct Document<'c> {
    key: Vec<Key<'c>>,
    title: &'c str,
    asked: Status,
    options: Vec<Vec<RequirementMember<'c>>>,
    /// Of each of these documents so many are needed.
    copies: Vec<Vec<Option<i64>>>,
    /// Who asks for it, each with the number of the line among all.
    matters: Vec<(usize, String)>,
    made_by: Option<String>,
    made: Status,
}

// Alternatives of which one must be handed in anyway are no document of their own.
fn reduce<'c>(mut documents: Vec<Document<'c>>, issued: Issued<'_>) -> Vec<Document<'c>> {
    let replaces = |of: &[Document<'c>], narrow: usize, wide: usize| {
        let (Some(one), Some(other)) = (of.get(narrow), of.get(wide)) else { return false };
        narrow != wide
            && one.implies(other)
            && other.status() != Status::Excluded
            && (narrow < wide || !other.implies(one))
    };
    let all = 0..documents.len();
    let stays = |at: usize| !all.clone().any(|other| replaces(&documents, other, at));
    let homes: Vec<Option<usize>> =
        all.clone().map(|at| all.clone().find(|other| replaces(&documents, *other, at) && stays(*other))).collect();
    for (at, home) in homes.iter().enumerate() {
        let Some(home) = home else { continue };
        let Some(gone) = documents.get_mut(at) else { continue };
        let (options, copies) = (std::mem::take(&mut gone.options), std::mem::take(&mut gone.copies));
        let matters = std::mem::take(&mut gone.matters);
        if let Some(home) = documents.get_mut(*home) {
            home.serves((&options, &copies), issued);
            home.matters.extend(matters);
        }
    }
    let kept = documents.into_iter().zip(homes).filter(|(_, home)| home.is_none());
    kept.map(|(document, _)| document).collect()
}

/// Documents of alternatives, and how many of each.
type Ways<'w, 'c> = (&'w [Vec<RequirementMember<'c>>], &'w [Vec<Option<i64>>]);

/// Whether a document is one that somebody issues.
type Issued<'f> = &'f dyn Fn(&RequirementMember<'_>) -> bool;

// As issuers: it is the applicant who has such a document made.
const APPLICANT: [&str; 2] = ["申请人", "applicant"];

// What somebody issues exists once, and is shown; what an applicant writes or has made, such as photographs, is handed in.
fn is_issued(catalogue: &Catalogue, document: &RequirementMember<'_>) -> bool {
    let row = catalogue.find::<Material>(document.material).and_then(|number| catalogue.view::<Material>(number).ok());
    let by_others = |issuer: &str| !APPLICANT.contains(&issuer);
    row.is_some_and(|row| row.issuer.is_some_and(by_others) || row.certificate.is_some())
}

/// Documents of an alternative, each with whose it is.
type Key<'c> = Vec<(&'c str, Option<&'c str>)>;

fn named<'c>(document: &RequirementMember<'c>) -> (&'c str, Option<&'c str>) {
    (document.material, document.holder)
}

impl<'c> Document<'c> {
    /// Another member asks for it, too.
    fn also(&mut self, asked: Status, required: &Required<'c>, issued: Issued<'_>) {
        if asked == Status::Certain {
            self.asked = Status::Certain;
        }
        let ways = required.options.iter().zip(&required.copies);
        for ((known, needed), (option, copies)) in self.options.iter_mut().zip(&mut self.copies).zip(ways) {
            for (document, copies) in option.iter().zip(copies) {
                ask_for((known, needed), (document, *copies), issued);
            }
        }
    }

    /// It is handed in for what could be another document as well.
    fn serves(&mut self, (options, copies): Ways<'_, 'c>, issued: Issued<'_>) {
        let also = || options.iter().flatten().zip(copies.iter().flatten());
        for (known, needed) in self.options.iter_mut().zip(&mut self.copies) {
            for (document, copies) in also() {
                if known.iter().any(|one| named(one) == named(document)) {
                    ask_for((known, needed), (document, *copies), issued);
                }
            }
        }
    }

    /// Whether whoever hands it in, and somebody must, has handed in an alternative of the other one.
    fn implies(&self, other: &Self) -> bool {
        let holds =
            |option: &Key<'_>| other.key.iter().any(|wanted| wanted.iter().all(|document| option.contains(document)));
        self.status() == Status::Certain && !self.key.is_empty() && self.key.iter().all(holds)
    }

    /// What members ask for need not be handed in as far as it is made.
    fn status(&self) -> Status {
        match self.made {
            Status::Certain => Status::Excluded,
            Status::Possible => Status::Possible,
            Status::Excluded | Status::Moot => self.asked,
        }
    }

    fn settle(mut self) -> Merged<'c> {
        self.matters.sort();
        let status = self.status();
        let Self { title, options, copies, made_by, matters, .. } = self;
        let matters = matters.into_iter().map(|(_, matter)| matter).collect();
        Merged { title, status, options, copies, matters, made_by }
    }
}

// An alternative is asked for in one more form, or in more copies.
fn ask_for<'c>(
    (option, needed): (&mut Vec<RequirementMember<'c>>, &mut Vec<Option<i64>>),
    (document, copies): (&RequirementMember<'c>, Option<i64>),
    issued: Issued<'_>,
) {
    let alike = |one: &RequirementMember<'c>| {
        named(one) == named(document) && (one.form, one.per) == (document.form, document.per)
    };
    let mut both = option.iter_mut().zip(needed.iter_mut());
    match both.find(|(one, _)| alike(one)) {
        Some((same, needed)) => {
            let each = is_for_each(same, issued);
            same.count = together(each, same.count, document.count);
            *needed = needed.zip(copies).map(|(one, other)| together(each, one, other));
        }
        None => {
            option.push(*document);
            needed.push(copies);
        }
    }
}

/// Each member keeps the original that it is handed; one that is issued once serves all, as does a copy in the one archive.
fn is_for_each(document: &RequirementMember<'_>, issued: Issued<'_>) -> bool {
    matches!(document.form, "original" | "original_and_copy") && !issued(document)
}

fn together<N: Ord + std::ops::Add<Output = N>>(each: bool, one: N, other: N) -> N {
    if each { one + other } else { one.max(other) }
}

// A member that comes before makes what it results in, as far as it is open; of alternatives one is enough, with all of its documents. Who
// certainly does goes before who may.
fn maker<'m, 'c>(
    members: &'m [Member<'c>],
    of: &Member<'_>,
    (options, made): (&[Vec<RequirementMember<'_>>], &Made),
) -> Option<(&'m Member<'c>, Status)> {
    let makers = |document: &RequirementMember<'_>| -> Vec<(usize, Status)> {
        let earlier = members.iter().enumerate().filter(|(_, one)| one.is_open() && comes_before(one, of, made));
        let makes = earlier.map(|(at, member)| (at, makes(&member.decision, document.material)));
        makes.filter(|(_, status)| *status != Status::Excluded).collect()
    };
    let is_certain = |(_, status): &(usize, Status)| *status == Status::Certain;
    let mut all: Vec<(bool, usize)> = Vec::new();
    for option in options {
        let found: Vec<Vec<(usize, Status)>> = option.iter().map(makers).collect();
        if found.iter().any(Vec::is_empty) {
            continue;
        }
        let certain = found.iter().all(|makers| makers.iter().any(is_certain));
        all.extend(found.iter().flatten().map(|maker| (!(certain && is_certain(maker)), maker.0)));
    }
    let (doubtful, at) = all.into_iter().min()?;
    Some((members.get(at)?, if doubtful { Status::Possible } else { Status::Certain }))
}
