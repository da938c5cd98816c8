//! Names in declarations → findings where nothing bears them. A demand (要素要求) that names what does not exist demands nothing, in silence;
//! a document may be issued by anybody (银行, 用人单位), but not by a department misspelt.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;

use super::directory::of_kind;
use super::world::matter_source;
use crate::codes::{NOT_A_VALUE, UNKNOWN_NAME};
use crate::declare::sections_of_matters;
use crate::diagnostic::{Arg, Diagnostic, Edit, Fix, Place};
use crate::hir::{Declarations, FactType, HallDeclaration, MaterialDeclaration, ProfileName, ProfileNameMeans};
use crate::lower::suggest::{misspelt, suggest};

/// The code list of kinds of matters.
const KINDS: &str = "事项类型";
/// The built-in fact that says how a case is handed in.
const CHANNEL: &str = "渠道";

/// What the profiles name and nobody declares.
pub(super) fn unknown_names(db: &dyn salsa::Database, declarations: &Declarations) -> Vec<Diagnostic> {
    let names = declarations.profiles.iter().flat_map(|profile| &profile.names);
    let issuers = declarations.materials.iter().filter_map(|material| misspelt_issuer(material, declarations));
    let channels = declarations.halls.iter().flat_map(|hall| unknown_channels(hall, declarations));
    names.filter_map(|name| unknown(db, name, declarations)).chain(issuers).chain(channels).collect()
}

/// Channels of a hall that no case can be handed in through.
fn unknown_channels(hall: &HallDeclaration, all: &Declarations) -> Vec<Diagnostic> {
    let index = all.fact_names.get(CHANNEL).and_then(|index| usize::try_from(*index).ok());
    let fact = index.and_then(|index| all.facts.get(index));
    let Some(FactType::Choice { values, .. }) = fact.map(|fact| &fact.ty) else { return Vec::new() };
    let unknown = hall.channels.iter().filter(|channel| !values.contains(channel));
    let told = |channel: &Arc<str>| {
        let list = |names: Vec<Arc<str>>| Arg::List(names.into_iter().map(Arg::Code).collect());
        Diagnostic::new(NOT_A_VALUE, Place::Node(hall.origin.item.clone(), hall.origin.node))
            .with("fact", Arg::Code(CHANNEL.into()))
            .with("value", Arg::Code(Arc::clone(channel)))
            .with("values", list(values.to_vec()))
            .with("suggestions", list(suggest(channel, values.iter().cloned())))
    };
    unknown.map(told).collect()
}

fn misspelt_issuer(material: &MaterialDeclaration, all: &Declarations) -> Option<Diagnostic> {
    let issuer = material.issuer.as_ref().filter(|issuer| !all.department_names.contains_key(*issuer))?;
    let meant = misspelt(issuer, all.department_names.keys())?;
    let place = Place::Node(material.origin.item.clone(), material.origin.node);
    let mut found = Diagnostic::new(UNKNOWN_NAME, place).with("name", Arg::Code(Arc::clone(issuer)));
    found.labels.iter_mut().for_each(|label| label.role = "wanted-department");
    Some(found.with("suggestions", Arg::List(vec![Arg::Code(meant)])))
}

fn unknown(db: &dyn salsa::Database, name: &ProfileName, all: &Declarations) -> Option<Diagnostic> {
    let (role, known): (_, Vec<Arc<str>>) = match name.means {
        ProfileNameMeans::Profile => {
            let profiles = all.profiles.iter().map(|profile| Arc::clone(&profile.name));
            ("wanted-section", profiles.chain(sections_of_matters()).collect())
        }
        ProfileNameMeans::Kind => {
            let index = all.vocabulary_names.get(KINDS)?;
            let kinds = all.vocabularies.get(usize::try_from(*index).ok()?)?;
            ("wanted-kind", kinds.terms.iter().map(|(_, title)| Arc::clone(title)).collect())
        }
        ProfileNameMeans::Department => ("wanted-department", all.department_names.keys().cloned().collect()),
        ProfileNameMeans::Vocabulary => ("wanted-code-list", all.vocabulary_names.keys().cloned().collect()),
        ProfileNameMeans::Matter if exists(db, &name.name) => return None,
        ProfileNameMeans::Matter => {
            let matters = of_kind(db, Keyword::Matter).map(|entry| Arc::clone(&entry.head.name));
            ("wanted-matter", matters.collect())
        }
    };
    (!known.contains(&name.name)).then(|| told(name, role, known))
}

/// Whether a matter goes by the name; a matter whose name is lost may be meant by any.
fn exists(db: &dyn salsa::Database, name: &str) -> bool {
    matter_source(db, name).or_else(|| matter_source(db, "")).is_some()
}

fn told(name: &ProfileName, role: &'static str, known: Vec<Arc<str>>) -> Diagnostic {
    let mut found = Diagnostic::new(UNKNOWN_NAME, name.place.clone()).with("name", Arg::Code(Arc::clone(&name.name)));
    found.labels.iter_mut().for_each(|label| label.role = role);
    let suggestions = suggest(&name.name, known);
    if let Some(best) = suggestions.first() {
        let edits = vec![Edit { place: name.place.clone(), text: Arc::clone(best) }];
        let args = vec![("text", Arg::Code(Arc::clone(best)))];
        found.fixes.push(Fix { title: "use-instead", args, edits, certain: false });
    }
    found.with("suggestions", Arg::List(suggestions.into_iter().map(Arg::Code).collect()))
}
