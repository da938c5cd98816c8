//! What a name means: the thing it names, found by where the name stands; nearer declarations first.

use std::sync::Arc;

use matter_core::hir::{FactDeclaration, FactType, ItemRef, Keyword};
use matter_core::lower::expression_text;
use matter_core::regions::{Position, RegionLookup, Within};
use matter_core::{Analysis, ItemInfo};
use matter_syntax::tree::{Expr, ExprKind, Face, Item, Node, PhraseKind, Span};

use crate::walk::Surroundings;
use crate::written::written_place;

/// Kinds of things that have names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum SymbolKind {
    /// 信息项
    Fact,
    /// A value of a fact.
    Value,
    /// 定义
    Define,
    /// 标准
    Rate,
    /// 材料
    Material,
    /// 部门
    Department,
    /// 法规
    Law,
    /// 代码表
    Vocabulary,
    /// 事项
    Matter,
    /// 特别规定
    Variance,
    /// 一件事
    Theme,
    /// 大厅
    Hall,
    /// 综合窗口
    Window,
    /// 中介服务
    Intermediary,
    /// 要素要求
    Profile,
    /// 用例
    Test,
    /// The label of a condition.
    Label,
    /// An administrative division.
    Region,
    /// A section, in outlines.
    Section,
}

/// A thing that a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Symbol {
    pub(crate) kind: SymbolKind,
    /// Full name; of a value, the value.
    pub(crate) name: Arc<str>,
    /// The item that declares it, or in whose body it is declared; none for regions.
    pub(crate) item: Option<ItemRef>,
    /// Whether it is known only inside that item.
    pub(crate) local: bool,
    /// The fact of a value; the position of a region.
    pub(crate) of: Option<Arc<str>>,
}

impl SymbolKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: &'static [Self] = &[
        Self::Fact,
        Self::Value,
        Self::Define,
        Self::Rate,
        Self::Material,
        Self::Department,
        Self::Law,
        Self::Vocabulary,
        Self::Matter,
        Self::Variance,
        Self::Theme,
        Self::Hall,
        Self::Window,
        Self::Intermediary,
        Self::Profile,
        Self::Test,
        Self::Label,
        Self::Region,
        Self::Section,
    ];

    /// What an item of this kind declares.
    pub(crate) const fn of_item(keyword: Keyword) -> Option<Self> {
        Some(match keyword {
            Keyword::Fact => Self::Fact,
            Keyword::Define => Self::Define,
            Keyword::Rate => Self::Rate,
            Keyword::Material => Self::Material,
            Keyword::Department => Self::Department,
            Keyword::Law => Self::Law,
            Keyword::Vocabulary => Self::Vocabulary,
            Keyword::Matter => Self::Matter,
            Keyword::Vary => Self::Variance,
            Keyword::Theme => Self::Theme,
            Keyword::Hall => Self::Hall,
            Keyword::Window => Self::Window,
            Keyword::Intermediary => Self::Intermediary,
            Keyword::Profile => Self::Profile,
            Keyword::Test => Self::Test,
            _ => return None,
        })
    }

    /// The item keyword that declares it.
    pub(crate) const fn keyword(self) -> Option<Keyword> {
        Some(match self {
            Self::Fact => Keyword::Fact,
            Self::Define => Keyword::Define,
            Self::Rate => Keyword::Rate,
            Self::Material => Keyword::Material,
            Self::Department => Keyword::Department,
            Self::Law => Keyword::Law,
            Self::Vocabulary => Keyword::Vocabulary,
            Self::Matter => Keyword::Matter,
            Self::Variance => Keyword::Vary,
            Self::Theme => Keyword::Theme,
            Self::Hall => Keyword::Hall,
            Self::Window => Keyword::Window,
            Self::Intermediary => Keyword::Intermediary,
            Self::Profile => Keyword::Profile,
            Self::Test => Keyword::Test,
            Self::Value | Self::Label | Self::Region | Self::Section => return None,
        })
    }
}

/// Where names are looked up: the workspace, and the item that they stand in.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) item: &'a ItemInfo,
    pub(crate) tree: &'a Item,
}

/// Kinds to try where nothing better is known.
const ANY: &[SymbolKind] = &[
    SymbolKind::Fact,
    SymbolKind::Define,
    SymbolKind::Label,
    SymbolKind::Material,
    SymbolKind::Department,
    SymbolKind::Matter,
    SymbolKind::Rate,
    SymbolKind::Theme,
    SymbolKind::Intermediary,
    SymbolKind::Profile,
    SymbolKind::Vocabulary,
    SymbolKind::Window,
    SymbolKind::Law,
    SymbolKind::Region,
];

/// The kinds that a name may be of at a place, likeliest first.
pub(crate) fn kinds_at(at: Surroundings<'_>) -> &'static [SymbolKind] {
    use SymbolKind::{
        Define, Department, Fact, Intermediary, Label, Law, Material, Matter, Profile, Rate, Region, Theme, Window,
    };
    match (at.clause, at.section, at.item) {
        (Some(Keyword::When), ..) => &[Fact, Define, Label, Rate, Region],
        (Some(Keyword::By | Keyword::Approved | Keyword::LedBy), ..) => &[Department],
        (Some(Keyword::OfPlace), ..) => &[Region, Fact],
        (Some(Keyword::Per | Keyword::ShareBase | Keyword::NextQuestion), ..) => &[Fact],
        (Some(Keyword::Pending | Keyword::NotMet), ..) => &[Label],
        (Some(Keyword::NotNeeded | Keyword::MayNeed), ..) => &[Material],
        (_, Some(Keyword::Conditions), _) => &[Label, Fact, Define, Rate, Region],
        (_, Some(Keyword::Result), _) => &[Material],
        (_, Some(Keyword::Materials | Keyword::Priors), _) => &[Material, Matter],
        (_, Some(Keyword::Organ | Keyword::Lead | Keyword::IssuedBy | Keyword::Steps | Keyword::Issuer), _) => {
            &[Department]
        }
        (_, Some(Keyword::Members | Keyword::Together | Keyword::Excluded | Keyword::Instead | Keyword::Stage), _) => {
            &[Matter, Theme]
        }
        (_, Some(Keyword::Responsible), _) => &[Fact, Region],
        (_, Some(Keyword::Located), _) => &[Region],
        (_, Some(Keyword::Windows), _) => &[Window],
        (_, Some(Keyword::Intermediaries), _) => &[Intermediary],
        (_, Some(Keyword::Requires), _) => &[Profile],
        (_, Some(Keyword::Given), _) => &[Fact],
        (_, Some(Keyword::At), _) => &[Region],
        (_, Some(Keyword::Expect), _) => &[Material, Label, Fact, Department, Region, Matter],
        (_, Some(Keyword::Amended | Keyword::Basis), _) => &[Law],
        (_, None, Some(Keyword::Test | Keyword::Vary)) => &[Matter, Theme],
        (_, None, Some(Keyword::Window)) => &[Matter],
        (_, None, Some(Keyword::Define | Keyword::Never)) => &[Fact, Define, Rate, Region],
        _ => &[],
    }
}

impl<'a> Scope<'a> {
    /// What a name stands for at a place.
    pub(crate) fn resolve(self, name: &str, at: Surroundings<'_>) -> Option<Symbol> {
        if let Some(value) = self.value(name, at) {
            return Some(value);
        }
        let likely = kinds_at(at);
        // A result is a document: a matter that happens to have its name, or its short name, is another thing.
        let result = at.section == Some(Keyword::Result) && at.clause.is_none();
        let rest = ANY.iter().filter(|kind| !(likely.contains(kind) || result && **kind == SymbolKind::Matter));
        likely.iter().chain(rest).find_map(|kind| self.of_kind(*kind, name))
    }

    /// A value of the fact that it is compared with, or that stands before it under 已知.
    fn value(self, name: &str, at: Surroundings<'_>) -> Option<Symbol> {
        if at.section == Some(Keyword::HandlingItems) && at.phrase == 0 && at.clause.is_none() {
            let of = self.fact(Keyword::HandlingItems.text(Face::Zh)).map(|fact| fact.name);
            return self.local(SymbolKind::Value, name).map(|value| Symbol { of, ..value });
        }
        let given = (at.section == Some(Keyword::Given) && at.phrase > 0).then_some(at.first).flatten();
        let fact = self.fact(&expression_text(at.against.or(given)?))?;
        if is_handling(&fact) {
            return self.local(SymbolKind::Value, name).map(|value| Symbol { of: Some(fact.name), ..value });
        }
        let values = self.values_of(&fact)?;
        let value = values.iter().find(|value| &***value == name)?;
        Some(Symbol { kind: SymbolKind::Value, name: value.clone(), of: Some(fact.name.clone()), ..fact })
    }

    /// A fact by name.
    pub(crate) fn fact(self, name: &str) -> Option<Symbol> {
        self.of_kind(SymbolKind::Fact, name)
    }

    /// How a fact is declared, by the catalogue or by a matter for itself.
    pub(crate) fn declaration(self, fact: &Symbol) -> Option<FactDeclaration> {
        declaration(self.analysis, fact)
    }

    /// The values that a fact can have, if they have names.
    pub(crate) fn values_of(self, fact: &Symbol) -> Option<Vec<Arc<str>>> {
        let named = |ty: &FactType| match ty {
            FactType::Choice { values, .. } => Some(values.to_vec()),
            FactType::Set { options } => Some(options.to_vec()),
            _ => None,
        };
        if fact.local {
            return named(&self.declaration(fact)?.ty);
        }
        if is_handling(fact) {
            return Some(self.handling_items());
        }
        let declarations = self.analysis.declarations();
        named(&declarations.facts.get(*declarations.fact_names.get(&fact.name)? as usize)?.ty)
    }

    /// What the item lists under 办理项, or the matter that it is about.
    fn handling_items(self) -> Vec<Arc<str>> {
        let own: Vec<_> = handling_items(self.tree).map(|(name, _)| name.into()).collect();
        let of_subject = |matter: ItemRef| {
            let tree = self.analysis.tree(&matter)?;
            Some(handling_items(&tree.parse().item).map(|(name, _)| name.into()).collect())
        };
        if own.is_empty() { self.subject().and_then(of_subject).unwrap_or_default() } else { own }
    }

    /// A thing of a kind by name.
    pub(crate) fn of_kind(self, kind: SymbolKind, name: &str) -> Option<Symbol> {
        if let Some(local) = self.local(kind, name) {
            return Some(local);
        }
        if kind == SymbolKind::Region {
            let position = self.region(name)?;
            let regions = self.analysis.regions();
            let of = Some(Arc::from(position.to_string()));
            return Some(Symbol { kind, name: regions.name(position).into(), item: None, local: false, of });
        }
        match declared(self.analysis, kind, name) {
            Some((name, item)) => Some(Symbol { kind, name, item: Some(item), local: false, of: None }),
            None if kind == SymbolKind::Material => self.written(name),
            None => None,
        }
    }

    /// A material that nobody declares is the matter's own: it is known by the line that asks for it first.
    fn written(self, name: &str) -> Option<Symbol> {
        let of = |item: &ItemRef| {
            let item = Some(item.clone());
            Symbol { kind: SymbolKind::Material, name: name.into(), item, local: true, of: None }
        };
        if written_place(self.tree, name).is_some() {
            return Some(of(&self.item.item));
        }
        let matter = self.subject()?;
        let tree = self.analysis.tree(&matter)?;
        written_place(&tree.parse().item, name).map(|_| of(&matter))
    }

    /// The matter that a test or a variance is about.
    fn subject(self) -> Option<ItemRef> {
        if !matches!(self.tree.keyword, Some(Keyword::Test | Keyword::Vary)) {
            return None;
        }
        subjects(self.tree).find_map(|subject| self.analysis.matter_named(&subject)).map(|(_, matter)| matter)
    }

    /// The unit that a name or path names.
    pub(crate) fn region(self, name: &str) -> Option<Position> {
        let within = Within { root: self.analysis.root(), day: self.analysis.settings().as_of, level: None };
        match self.analysis.regions().find(name, within) {
            RegionLookup::Found(position) => Some(position),
            RegionLookup::Ambiguous(positions) => positions.first().copied(),
            RegionLookup::OtherName(_) | RegionLookup::Unknown => None,
        }
    }

    /// Something declared in the body of the item itself, or of the matter that a test or a variance is about.
    fn local(self, kind: SymbolKind, name: &str) -> Option<Symbol> {
        let own = Symbol { kind, name: name.into(), item: Some(self.item.item.clone()), local: true, of: None };
        if local_place(self.tree, kind, name).is_some() {
            return Some(own);
        }
        let matter = self.subject()?;
        let tree = self.analysis.tree(&matter)?;
        local_place(&tree.parse().item, kind, name).map(|_| Symbol { item: Some(matter), ..own })
    }
}

/// The names of the matters that a test or a variance is about.
pub(crate) fn subjects(item: &Item) -> impl Iterator<Item = String> + '_ {
    let own = item.name.iter().filter(|_| item.keyword == Some(Keyword::Vary)).map(|name| name.text.to_string());
    let head = item.head.iter().chain(item.inline.iter().flat_map(|entry| &entry.phrases));
    own.chain(head.filter_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => plain_name(expr),
        PhraseKind::Clause { .. } => None,
    }))
}

/// Whether a fact is the one whose values each matter lists for itself.
fn is_handling(fact: &Symbol) -> bool {
    fact.kind == SymbolKind::Fact && &*fact.name == Keyword::HandlingItems.text(Face::Zh)
}

/// The names under 办理项.
fn handling_items(item: &Item) -> impl Iterator<Item = (String, Span)> + '_ {
    let sections = item.body.iter().filter_map(|node| match node {
        Node::Section(section) if section.keyword == Keyword::HandlingItems => Some(section),
        _ => None,
    });
    let entries = sections.flat_map(|section| {
        let lines =
            section.body.iter().filter_map(|node| if let Node::Entry(entry) = node { Some(entry) } else { None });
        section.inline.iter().chain(lines)
    });
    entries.filter_map(|entry| match &entry.phrases.first()?.kind {
        PhraseKind::Expr(expr) => Some((plain_name(expr)?, expr.span)),
        PhraseKind::Clause { .. } => None,
    })
}

/// The name that an expression is, if it is one.
pub(crate) fn plain_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.text.to_string()),
        ExprKind::Qualified { .. } | ExprKind::Word(_) => Some(expression_text(expr)),
        _ => None,
    }
}

/// Where an item's body declares something of its own: a local item's name, a condition's label, a handling item.
pub(crate) fn local_place(item: &Item, kind: SymbolKind, name: &str) -> Option<Span> {
    if kind == SymbolKind::Value {
        return handling_items(item).find(|(own, _)| own == name).map(|(_, span)| span);
    }
    item.body.iter().find_map(|node| local_in(node, kind, name))
}

fn local_in(node: &Node, kind: SymbolKind, name: &str) -> Option<Span> {
    match node {
        Node::Item(local) if local.keyword.and_then(SymbolKind::of_item) == Some(kind) => {
            local.name.as_ref().filter(|own| &*own.text == name).map(|own| own.span)
        }
        Node::Section(section) if kind == SymbolKind::Label && section.keyword == Keyword::Conditions => {
            let groups = section.body.iter().flat_map(|node| match node {
                Node::Group(group) => group.body.as_slice(),
                one => std::slice::from_ref(one),
            });
            let entries = groups.filter_map(|node| if let Node::Entry(entry) = node { Some(entry) } else { None });
            section.inline.iter().chain(entries).find_map(|entry| match &entry.phrases.first()?.kind {
                PhraseKind::Expr(expr) => plain_name(expr).filter(|label| label == name).map(|_| expr.span),
                PhraseKind::Clause { .. } => None,
            })
        }
        Node::Section(section) => section.body.iter().find_map(|node| local_in(node, kind, name)),
        _ => None,
    }
}

/// How a fact is declared.
pub(crate) fn declaration(analysis: &Analysis, fact: &Symbol) -> Option<FactDeclaration> {
    if fact.local {
        let own = analysis.local_facts(fact.item.as_ref()?);
        return own.into_iter().find(|one| one.name == fact.name);
    }
    let declarations = analysis.declarations();
    declarations.facts.get(*declarations.fact_names.get(&fact.name)? as usize).cloned()
}

/// Full name and item of something declared outside matters, or of a matter.
pub(crate) fn declared(analysis: &Analysis, kind: SymbolKind, name: &str) -> Option<(Arc<str>, ItemRef)> {
    let all = analysis.declarations();
    macro_rules! by_index {
        ($names:ident, $list:ident) => {{
            let found = all.$list.get(*all.$names.get(name)? as usize)?;
            Some((found.name.clone(), found.origin.item.clone()))
        }};
    }
    macro_rules! by_name {
        ($list:ident) => {
            all.$list.iter().find(|one| &*one.name == name).map(|one| (one.name.clone(), one.origin.item.clone()))
        };
    }
    match kind {
        SymbolKind::Fact => by_index!(fact_names, facts),
        SymbolKind::Define => by_index!(define_names, defines),
        SymbolKind::Rate => by_index!(rate_names, rates),
        SymbolKind::Material => by_index!(material_names, materials),
        SymbolKind::Department => by_index!(department_names, departments),
        SymbolKind::Law => by_index!(law_names, laws),
        SymbolKind::Vocabulary => by_index!(vocabulary_names, vocabularies),
        SymbolKind::Matter => analysis.matter_named(name),
        SymbolKind::Hall => by_name!(halls),
        SymbolKind::Window => by_name!(windows),
        SymbolKind::Intermediary => by_name!(intermediaries),
        SymbolKind::Profile => by_name!(profiles),
        SymbolKind::Theme => by_name!(themes),
        SymbolKind::Value
        | SymbolKind::Label
        | SymbolKind::Region
        | SymbolKind::Test
        | SymbolKind::Variance
        | SymbolKind::Section => None,
    }
}
