//! The tree of an item that describes the world → its declaration. One item at a time; names of other items are looked at later,
//! except laws, which are known before everything else.

mod fact;
mod figure;
mod law;
mod merge;
mod parts;
mod people;
mod profile;
mod rate;
mod test;
mod theme;
mod waiver;

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{ExprKind, Item, PhraseKind, Trivia};

use crate::hir::{
    ConditionDeclaration, DepartmentDeclaration, FactDeclaration, FigureDeclaration, HallDeclaration,
    IntermediaryDeclaration, LawDeclaration, MaterialDeclaration, ProfileDeclaration, RateDeclaration,
    ThemeDeclaration, VocabularyDeclaration, WindowDeclaration,
};
use crate::lower::condition::with_held;
use crate::lower::findings::Findings;
use crate::world::World;

pub(crate) use fact::fact;
pub use law::law_ranks;
pub(crate) use merge::{Merged, Source, merge};
pub(crate) use people::weekdays_exist;
pub(crate) use profile::sections_of_matters;
pub(crate) use test::{Subject as Testable, test_case};
pub(crate) use waiver::waivers;

/// What one item declares.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Declaration {
    Fact(FactDeclaration),
    Define(ConditionDeclaration),
    Never(ConditionDeclaration),
    Rate(RateDeclaration),
    Material(MaterialDeclaration),
    Department(DepartmentDeclaration),
    Law(LawDeclaration),
    Vocabulary(VocabularyDeclaration),
    Hall(HallDeclaration),
    Window(WindowDeclaration),
    Intermediary(IntermediaryDeclaration),
    Profile(ProfileDeclaration),
    Theme(ThemeDeclaration),
    Figure(FigureDeclaration),
}

/// Whether items of this kind describe the world: matters, variances and tests do not.
pub(crate) const fn declares(keyword: Keyword) -> bool {
    !matches!(keyword, Keyword::Matter | Keyword::Vary | Keyword::Test)
}

/// Reads a declaration; `None` for items that declare nothing, or nothing that can be used.
pub(crate) fn declare(world: &World<'_>, item: &Item, findings: &mut Findings) -> Option<Declaration> {
    Some(match item.keyword? {
        Keyword::Fact => Declaration::Fact(fact(world, item, findings)?),
        Keyword::Define => Declaration::Define(condition(world, item, findings)?),
        Keyword::Never => Declaration::Never(condition(world, item, findings)?),
        Keyword::Rate => Declaration::Rate(rate::rate(world, item, findings)?),
        Keyword::Material => Declaration::Material(people::material(item, findings)),
        Keyword::Department => Declaration::Department(people::department(world, item, findings)),
        Keyword::Law => Declaration::Law(law::law(item, findings)),
        Keyword::Vocabulary => Declaration::Vocabulary(law::vocabulary(item, findings)),
        Keyword::Hall => Declaration::Hall(people::hall(world, item, findings)),
        Keyword::Window => Declaration::Window(people::window(item, findings)),
        Keyword::Intermediary => Declaration::Intermediary(profile::intermediary(world, item, findings)),
        Keyword::Profile => Declaration::Profile(profile::profile(world, item, findings)),
        Keyword::Theme => Declaration::Theme(theme::theme(item, findings)),
        Keyword::Figure => Declaration::Figure(figure::figure(world, item, findings)),
        _ => return None,
    })
}

/// 定义 and 互斥: a name or reason, and a condition that is typed where it is used.
fn condition(world: &World<'_>, item: &Item, findings: &mut Findings) -> Option<ConditionDeclaration> {
    let written = item.inline.iter().chain(parts::entries(&item.body)).flat_map(|entry| &entry.phrases);
    let mut values = written.filter_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { .. } => None,
    });
    let condition = values.next().map(|first| with_held(first, values.next()).into_owned());
    let Some(condition) = condition else {
        findings.push(findings.at(crate::codes::DECLARATION_FORM, item.keyword_span, "expected-condition"));
        return None;
    };
    let reason = item.head.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => match &expr.kind {
            ExprKind::Text(text) => Some(Arc::from(&*text.text)),
            _ => None,
        },
        PhraseKind::Clause { .. } => None,
    });
    let name = reason.or_else(|| item.name.as_ref().map(|name| Arc::from(&*name.text)));
    Some(ConditionDeclaration {
        name: name.unwrap_or_else(|| "".into()),
        condition: Arc::new(condition),
        root: world.root,
        origin: parts::origin(item, findings),
    })
}

/// Documentation lines above the item, one text.
pub(crate) fn documentation(item: &Item) -> Arc<str> {
    let lines: Vec<&str> = item
        .lead
        .iter()
        .filter_map(|trivia| match trivia {
            Trivia::Doc(text) => Some(text.text.trim().trim_start_matches("///").trim()),
            Trivia::Blank | Trivia::Comment(_) => None,
        })
        .collect();
    lines.join("\n").into()
}
