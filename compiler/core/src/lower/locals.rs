//! Names that a matter declares for itself: facts, 定义, materials, labels of its 条件. Collected before any line is lowered, so order does
//! not matter; each is typed once where it stands, and read through without findings where it is used.

use std::borrow::Cow;
use std::sync::Arc;

use matter_decide::Ranges;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Entry, Expr, ExprKind, Item, Node, PhraseKind, Section};

use super::codes::{DUPLICATE_LABEL, SHADOWED_NAME};
use super::condition::{Conditions, with_held};
use super::facts::FactTable;
use super::findings::code;
use super::line::Line;
use super::matter::Lowering;
use super::scope::{NamedBody, NamedCondition};
use super::sections::condition_parts;
use crate::hir::{FactDeclaration, FactType};

impl Lowering<'_> {
    pub(crate) fn collect_locals(&mut self, item: &Item, sections: &[&Section]) {
        let items: Vec<&Item> = local_items(item).collect();
        self.scope.handling = self.handling_fact();
        for local in &items {
            self.local(local);
        }
        for section in sections.iter().filter(|section| section.keyword == Keyword::Conditions) {
            // What a variance changes or takes away has its label already.
            for entry in entries(section).into_iter().filter(|entry| !names_a_line(entry)) {
                self.collect_label(entry);
            }
        }
        for local in items.iter().filter(|local| local.keyword == Some(Keyword::Define)) {
            if let Some(expr) = condition_of(local) {
                self.check_condition(&expr);
            }
        }
        let exists: Vec<Arc<Expr>> = self.scope.facts.iter().filter_map(|fact| fact.exists.clone()).collect();
        exists.iter().for_each(|expr| self.check_condition(expr));
    }

    fn local(&mut self, item: &Item) {
        let name = item.name.as_ref().map(|name| (Arc::<str>::from(&*name.text), name.span));
        let Some((name, span)) = name else { return };
        let declarations = self.world.declarations;
        let shadows = match item.keyword {
            Some(Keyword::Fact) => declarations.fact_names.contains_key(&name),
            Some(Keyword::Define) => declarations.define_names.contains_key(&name),
            Some(Keyword::Material) => declarations.material_names.contains_key(&name),
            _ => false,
        };
        if shadows {
            let found = self.findings.at(SHADOWED_NAME, span, "");
            self.findings.push(found.with("name", code(Arc::clone(&name))));
        }
        match item.keyword {
            Some(Keyword::Define) => {
                if let Some(expr) = condition_of(item) {
                    self.name_condition(name, NamedBody::Condition(Arc::new(expr.into_owned())), (false, span));
                }
            }
            Some(Keyword::Fact) => {
                if let Some(fact) = crate::declare::fact(self.world, item, &mut self.findings) {
                    self.scope.facts.push(fact);
                }
            }
            Some(Keyword::Material) => self.scope.materials.push(name),
            _ => {}
        }
    }

    /// The built-in fact that is declared without values takes those that the matter lists under 办理项.
    fn handling_fact(&self) -> Option<FactDeclaration> {
        let items = &self.head.handling_items;
        let declared = self.world.declared.without_values()?;
        let values: Arc<[Arc<str>]> = items.iter().map(|(_, title)| Arc::clone(title)).collect();
        let last = i64::try_from(values.len()).ok()?.checked_sub(1)?;
        let ty = FactType::Choice { values, ordered: false };
        Some(FactDeclaration { ty, domain: Ranges::between(0, last), ..declared.clone() })
    }

    fn name_condition(&mut self, name: Arc<str>, body: NamedBody, (label, span): (bool, matter_syntax::tree::Span)) {
        if self.scope.condition(&name).is_some() {
            let found = self.findings.at(DUPLICATE_LABEL, span, "");
            self.findings.push(found.with("name", code(name)));
            return;
        }
        self.scope.conditions.push(NamedCondition { name, body, root: self.world.root, label });
    }

    /// A labelled line of 条件 is a name for its condition; what it says is checked when the line is lowered.
    fn collect_label(&mut self, entry: &Entry) {
        let mut line = Line::new(&entry.phrases, entry.span);
        line.when();
        let Some(parts) = condition_parts(self.world, &self.scope, &mut line) else { return };
        let body = match &parts.expr {
            Some(expr) => NamedBody::Condition(Arc::new(expr.clone().into_owned())),
            None => {
                let title = parts.title.clone().unwrap_or_else(|| Arc::clone(&parts.label));
                NamedBody::Finding(title, parts.by.map(|by| self.department(by, false)))
            }
        };
        // A line without a label of its own is called by its text, which no name can be.
        // A name that stands alone labels nothing: it is a condition itself, or the beginning of one.
        let alone = parts.expr.as_deref().and_then(super::words::name_of).is_some_and(|name| *name == *parts.label);
        if super::words::is_identifier(&parts.label) && !alone {
            self.name_condition(parts.label, body, (true, entry.span));
        }
    }

    /// Types a local condition once, over a table of its own: unused ones must be right too.
    fn check_condition(&mut self, expr: &Expr) {
        let mut facts = FactTable::default();
        Conditions::new(self.world, &self.scope, &mut facts, &mut self.findings).condition(expr);
    }
}

/// Items declared in the matter, inside stages too.
pub(crate) fn local_items(item: &Item) -> impl Iterator<Item = &Item> {
    item.body.iter().filter_map(|node| match node {
        Node::Item(local) => Some(&**local),
        _ => None,
    })
}

/// Whether a line of a variance speaks of a line that stands already: 改, 减.
fn names_a_line(entry: &Entry) -> bool {
    matches!(
        entry.phrases.first().map(|phrase| &phrase.kind),
        Some(PhraseKind::Clause { keyword: Keyword::Change | Keyword::Remove, .. })
    )
}

/// Lines of a section, those in groups too.
fn entries(section: &Section) -> Vec<&Entry> {
    let mut found: Vec<&Entry> = section.inline.iter().collect();
    for node in &section.body {
        match node {
            Node::Entry(entry) => found.push(entry),
            Node::Group(group) => found.extend(group.body.iter().filter_map(|node| match node {
                Node::Entry(entry) => Some(entry),
                _ => None,
            })),
            _ => {}
        }
    }
    found
}

/// The condition of a 定义 or 互斥: behind the colon, or on the lines below.
pub(crate) fn condition_of(item: &Item) -> Option<Cow<'_, Expr>> {
    let below = item.body.iter().filter_map(|node| match node {
        Node::Entry(entry) => Some(entry),
        _ => None,
    });
    let phrases = item.inline.iter().chain(below).flat_map(|entry| &entry.phrases);
    let mut exprs = phrases.filter_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) if !matches!(expr.kind, ExprKind::Text(_)) => Some(expr),
        _ => None,
    });
    let first = exprs.next()?;
    Some(with_held(first, exprs.next()))
}
