//! What a rule may read, and short ways to the places it points at.

use std::sync::Arc;

use matter_core::diagnostic::{Code, Diagnostic, Place};
use matter_core::hir::{
    Citation, Day, Declarations, Definition, DepartmentDeclaration, Keyword, LawDeclaration, LawRank,
    MaterialDeclaration, MatterHead, NodeId, Origin, Requirement, Rule, When, Yield,
};
use matter_core::regions::{Position, RegionTree};
use matter_core::summary::Question;
use matter_core::world::DeclarationLookup;
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::bare;
use rustc_hash::FxHashMap;

use crate::proofs::Words;

/// One matter with its surroundings.
#[derive(Clone, Copy)]
pub struct RuleContext<'a> {
    /// Effective definitions; the first is the base.
    pub definitions: &'a [Definition],
    /// What they share.
    pub head: &'a MatterHead,
    /// What is declared outside matters, without what [`DeclarationLookup`] knows.
    pub declarations: &'a Declarations,
    /// What single declarations say.
    pub declared: &'a dyn DeclarationLookup,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// The catalogue's settings.
    pub settings: Settings,
}

/// A catalogue with what it stands on.
#[derive(Clone, Copy)]
pub struct CatalogueContext<'a> {
    /// Heads of all matters, in (catalogue, file, item) order.
    pub matters: &'a [Arc<MatterHead>],
    /// Everything declared outside matters.
    pub declarations: &'a Declarations,
    /// Administrative divisions.
    pub regions: &'a RegionTree,
    /// The catalogue's settings.
    pub settings: Settings,
    /// The national calendar.
    pub calendar: &'a Calendar,
}

/// Settings of the catalogue that rules depend on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// "Today", if the catalogue or the command line says it.
    pub as_of: Option<Day>,
    /// The catalogue's root region.
    pub root: Position,
}

/// Documents by their [`bare`] names, and the matters whose result they are.
pub type Products<'a> = FxHashMap<&'a str, Vec<&'a MatterHead>>;

/// What a rule asks of other matters: which documents, at which line.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Asked {
    /// The rule.
    pub rule: Code,
    /// The document.
    pub document: Arc<str>,
    /// Its name for people.
    pub title: Arc<str>,
    /// The line.
    pub origin: Origin,
}

/// What a question is answered with.
#[derive(Clone, Copy)]
pub struct Makers<'a> {
    /// The matter that asks.
    pub head: &'a MatterHead,
    /// Who yields which document.
    pub products: &'a Products<'a>,
}

impl<'a> Makers<'a> {
    /// The matters whose result the document is.
    pub(super) fn of(&self, document: &str) -> &'a [&'a MatterHead] {
        self.products.get(bare(document)).map_or(&[], Vec::as_slice)
    }

    /// A finding at the line of a question.
    pub(super) fn at(&self, question: &Question) -> Diagnostic {
        let place = Place::Node(self.head.origin.item.clone(), NodeId::of_line(question.line));
        Diagnostic::new(question.rule, place)
    }
}

impl RuleContext<'_> {
    /// The head of the matter.
    pub(super) fn head(&self) -> Place {
        at(&self.head.origin)
    }

    /// Where a section begins; the head if the matter does not have it.
    pub(super) fn section(&self, keyword: Keyword) -> Place {
        section(self.head, keyword)
    }

    /// Lines of all definitions; lines of the base come again in the layers above it.
    pub(super) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.definitions.iter().flat_map(|definition| &definition.rules)
    }

    /// The matter's department, if it is declared.
    pub(super) fn department(&self) -> Option<&'_ DepartmentDeclaration> {
        let index = self.declarations.department_names.get(self.head.department.as_ref()?)?;
        self.declared.department(*index)
    }

    /// A declared material.
    pub(super) fn material(&self, name: &str) -> Option<&'_ MaterialDeclaration> {
        let index = self.declarations.material_names.get(name)?;
        self.declared.material(*index)
    }

    /// What turns values into words; without a day of its own a case stands on the day of the example.
    pub(super) fn words(&self) -> Words<'_> {
        let today = self.settings.as_of.or_else(|| Day::from_civil(2026, 1, 5)).unwrap_or_default();
        Words { regions: self.regions, root: self.settings.root, today }
    }

    /// Lines of the matter's lists of materials.
    pub(super) fn requirements(&self) -> impl Iterator<Item = (&Rule, &Requirement)> {
        self.rules().filter_map(|rule| match &rule.yields {
            Yield::Requirement(requirement) => Some((rule, requirement)),
            _ => None,
        })
    }

    /// Whether the matter is an administrative licence.
    pub(super) fn is_licence(&self) -> bool {
        is_kind(self.head, "行政许可")
    }

    /// The cited law, if the library has it.
    pub(super) fn law(&self, citation: &Citation) -> Option<&LawDeclaration> {
        self.declared.law(citation.source?)
    }

    /// The rank of a cited source, if the library knows it.
    pub(super) fn rank(&self, citation: &Citation) -> Option<LawRank> {
        self.law(citation)?.rank
    }
}

/// Whether an item belongs to the catalogue itself: files of others carry their catalogue's name.
pub(super) fn is_own(origin: &Origin) -> bool {
    !origin.item.file.contains(':')
}

/// The place of an origin.
pub(crate) fn at(origin: &Origin) -> Place {
    Place::Node(origin.item.clone(), origin.node)
}

/// Where a section of a matter begins; the head if it does not stand in the source.
pub(super) fn section(head: &MatterHead, keyword: Keyword) -> Place {
    let node = head.places.iter().find(|(word, _)| *word == keyword).map_or(head.origin.node, |(_, node)| *node);
    Place::Node(head.origin.item.clone(), node)
}

/// As [`section`], whatever node that is: for findings that outlive an edit above the section.
pub(super) fn section_of(head: &MatterHead, keyword: Keyword) -> Place {
    Place::Node(head.origin.item.clone(), NodeId::of_section(keyword))
}

/// Whether a matter is of the kind with this title.
pub(super) fn is_kind(head: &MatterHead, title: &str) -> bool {
    head.kind.as_ref().is_some_and(|(kind, _)| &**kind == title)
}

/// Whether a line of a definition holds in every case: it has no condition, or it is the base line of a choice without other lines.
pub(super) fn always(rule: &Rule, rules: &[Rule]) -> bool {
    match rule.when {
        When::If(Formula::True) => true,
        When::If(_) => false,
        When::Otherwise => rules.iter().filter(|other| other.choice == rule.choice).count() == 1,
    }
}

/// The code of a matter in one of these systems.
pub(super) fn code_of<'a>(head: &'a MatterHead, systems: &[&str]) -> Option<&'a str> {
    head.codes.iter().find(|(system, _)| systems.contains(&&**system)).map(|(_, code)| &**code)
}

/// Words that announce the base code of the national catalogue (基本编码).
pub(super) const BASE: &[&str] = &["国家", "基本", "基本编码", "national"];
/// Words that announce the code of an implementing organ's entry (实施编码).
pub(super) const IMPLEMENTATION: &[&str] = &["实施", "实施编码", "implementation"];

/// A finding whose primary label says which of several things is wrong; `role` is the key of its text.
pub(super) fn because(code: Code, place: Place, role: &'static str) -> Diagnostic {
    let mut finding = Diagnostic::new(code, place);
    for label in &mut finding.labels {
        label.role = role;
    }
    finding
}

/// Kinds of matters in the national catalogue, digits 3 and 4 of its base codes; provinces have numbers of their own.
pub(super) const NATIONAL_KINDS: &[&str] = &["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"];
