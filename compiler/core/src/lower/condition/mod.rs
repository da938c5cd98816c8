//! Expression → formula over the facts of a definition: the one place where conditions are typed.
//!
//! Names of 定义 and labels of 条件 are read through (their own items report what is wrong inside them); facts enter the table when
//! they are first mentioned. Knows no sections.

mod compare;
mod date;
mod hold;
mod operand;
mod region;
mod relation;
mod value;
mod window;

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::codes::{CONDITION_TOO_LARGE, CYCLIC_DEFINITION, MIXED_CONNECTIVES, NOT_A_CONDITION, UNKNOWN_NAME};
use super::facts::FactTable;
use super::findings::{Findings, code, codes};
use super::meant;
use super::scope::{NamedBody, NamedCondition, Scope};
use super::suggest::suggest;
use super::words::{name_of, text_of, zh};
use crate::diagnostic::{Arg, Diagnostic};
use crate::hir::{Fact, FactId, FactKind, FactType, Owner};
use crate::regions::Position;
use crate::source_map::SourceMap;
use crate::world::World;

pub(crate) use compare::swapped;
pub(crate) use date::day_of;
pub(crate) use hold::{ends_in_hold, with_held};
pub(crate) use operand::Declared;
pub(crate) use region::{find_region, level_of};
pub(crate) use value::{NumberProblem, decimal, money_scale, scaled};

/// Lowers a condition that stands outside matters' lines: declarations' 当, 定义, 互斥 and local checks. Facts that it mentions enter `facts`;
/// `map` is the source map of the item that it stands in. Of a 定义, `defines` is the name: it must not lead back to it.
pub fn lower_condition(
    world: &World<'_>,
    scope: &Scope,
    facts: &mut FactTable,
    (defines, expr): (Option<&Arc<str>>, &Expr),
    map: &Arc<SourceMap>,
) -> (Formula, Vec<Diagnostic>) {
    let mut findings = Findings::new(scope.item.clone(), Arc::clone(map));
    let mut conditions = Conditions::new(world, scope, facts, &mut findings);
    conditions.own = usize::from(defines.is_some());
    conditions.open.extend(defines.cloned());
    let formula = conditions.condition(expr);
    (formula, findings.into_found())
}

/// What typing a condition needs and fills in.
pub(crate) struct Conditions<'c, 'a> {
    pub(crate) world: &'c World<'a>,
    pub(crate) scope: &'c Scope,
    pub(crate) facts: &'c mut FactTable,
    pub(crate) findings: &'c mut Findings,
    /// The root region of the catalogue whose text is being read.
    root: Position,
    /// Names that are being read through, outermost first.
    open: Vec<Arc<str>>,
    /// How many of them are the item's own name.
    own: usize,
    /// Where the outermost of them stands.
    outermost: Span,
    /// Parts of the condition read so far: names that repeat names would double it with every step.
    parts: u32,
}

/// Names inside names deeper than this are refused.
const DEEPEST: usize = 64;

/// A condition with more parts than this is refused.
const MOST_PARTS: u32 = 20_000;

impl<'c, 'a> Conditions<'c, 'a> {
    pub(crate) const fn new(
        world: &'c World<'a>,
        scope: &'c Scope,
        facts: &'c mut FactTable,
        findings: &'c mut Findings,
    ) -> Self {
        let (root, outermost) = (world.root, Span { start: 0, end: 0 });
        Self { world, scope, facts, findings, root, open: Vec::new(), own: 0, outermost, parts: 0 }
    }

    /// The cases in which the expression holds; never where it is wrong, with a finding.
    pub(crate) fn condition(&mut self, expr: &Expr) -> Formula {
        self.parts = self.parts.saturating_add(1);
        if self.parts > MOST_PARTS || self.open.len() > DEEPEST {
            return self.too_large(expr.span);
        }
        match &expr.kind {
            ExprKind::Name(name) => self.named(&name.text, expr.span),
            ExprKind::Word(keyword) => self.named(zh(*keyword), expr.span),
            ExprKind::Text(text) => self.finding(&text.text, &text.text, None),
            ExprKind::Group(inner) => self.condition(inner),
            ExprKind::Not(inner) => Formula::not(self.condition(inner)),
            ExprKind::And(parts) => self.all(parts),
            ExprKind::Or(parts) => self.any(parts),
            ExprKind::Compare { operator, left, right } => self.compare(*operator, left, right, expr.span),
            ExprKind::DayWindow { anchor, direction, measure, length } => {
                self.window(anchor, *direction, *measure, length)
            }
            ExprKind::Qualified { .. } => match name_of(expr) {
                Some(name) => self.named(&name, expr.span),
                None => self.not_a_condition(expr, "expected-condition"),
            },
            ExprKind::Phrases(phrases) => self.phrases(phrases, expr),
            _ => self.not_a_condition(expr, "expected-condition"),
        }
    }

    fn all(&mut self, parts: &[Expr]) -> Formula {
        let parts: Vec<Formula> = parts.iter().map(|part| self.condition(part)).collect();
        Formula::and(parts)
    }

    fn any(&mut self, parts: &[Expr]) -> Formula {
        if let Some(mixed) = parts.iter().find(|part| matches!(part.kind, ExprKind::And(_))) {
            let fix = format!("（{}）", text_of(mixed));
            let fix = self.findings.replacement("group-and", mixed.span, fix, false);
            let found = self.findings.at(MIXED_CONNECTIVES, mixed.span, "").fix(fix);
            self.findings.push(found);
        }
        let mut formulas = Vec::with_capacity(parts.len());
        let mut before: Option<&Expr> = None;
        for part in parts {
            match before.and_then(|before| self.value_of_neighbour(before, part)) {
                Some(formula) => formulas.push(formula),
                None => formulas.push(self.condition(part)),
            }
            before = Some(part);
        }
        Formula::or(formulas)
    }

    /// `持有 结婚证` reaches conditions as two phrases in parentheses or behind 当.
    fn phrases(&mut self, phrases: &[matter_syntax::tree::Phrase], expr: &Expr) -> Formula {
        use matter_syntax::keyword::Keyword;
        use matter_syntax::tree::PhraseKind;
        match phrases {
            [first, second] => match (&first.kind, &second.kind) {
                (PhraseKind::Expr(hold), PhraseKind::Expr(document)) if super::words::is_word(hold, Keyword::Hold) => {
                    self.held_expr(document)
                }
                _ => self.not_a_condition(expr, "expected-condition"),
            },
            [only] => match &only.kind {
                PhraseKind::Expr(inner) => self.condition(inner),
                PhraseKind::Clause { .. } => self.not_a_condition(expr, "expected-condition"),
            },
            _ => self.not_a_condition(expr, "expected-condition"),
        }
    }

    /// The result that a condition asks to be held.
    pub(crate) fn held_expr(&mut self, document: &Expr) -> Formula {
        match name_of(document) {
            Some(name) => Formula::is(self.held(&name), 1),
            None => self.not_a_condition(document, "expected-material"),
        }
    }

    /// A name standing as a condition: label, 定义, or a yes/no fact.
    fn named(&mut self, name: &str, span: Span) -> Formula {
        if let Some(named) = self.scope.condition(name).filter(|named| !self.hides_own_fact(named)) {
            return match &named.body {
                NamedBody::Condition(expr) => {
                    self.findings.begin_reading_through();
                    let formula = self.through(name, (expr, named.root), span);
                    self.findings.end_reading_through();
                    formula
                }
                NamedBody::Finding(title, by) => self.finding(name, title, by.clone()),
            };
        }
        if let Some(operand) = self.fact_named(name) {
            return self.fact_alone(operand, span);
        }
        let declarations = self.world.declarations;
        if let Some(define) = declarations.define_names.get(name).and_then(|index| self.world.declared.define(*index)) {
            self.findings.mute();
            let formula = self.through(name, (&define.condition, define.root), span);
            self.findings.unmute();
            return formula;
        }
        if let Some(document) = name.strip_prefix("持有").map(str::trim).filter(|document| !document.is_empty()) {
            return Formula::is(self.held(document), 1);
        }
        self.unknown_condition(name, span)
    }

    /// A label named like a fact does not hide the fact in its own line.
    fn hides_own_fact(&self, named: &NamedCondition) -> bool {
        named.label && self.open.last() == Some(&named.name) && self.fact_named(&named.name).is_some()
    }

    /// The condition of a line with this label: inside it, a fact of the same name is meant.
    pub(crate) fn labelled(&mut self, label: &Arc<str>, expr: &Expr) -> Formula {
        let own = self.scope.condition(label).is_some_and(|named| named.label) && self.fact_named(label).is_some();
        self.own = usize::from(own);
        self.open.extend(own.then(|| Arc::clone(label)));
        let formula = self.condition(expr);
        self.open.clear();
        formula
    }

    fn unknown_condition(&mut self, name: &str, span: Span) -> Formula {
        let declarations = self.world.declarations;
        let known = declarations.fact_names.keys().chain(declarations.define_names.keys()).cloned();
        let local = self.scope.conditions.iter().map(|named| Arc::clone(&named.name));
        let local = local.chain(self.scope.facts.iter().map(|fact| Arc::clone(&fact.name)));
        let suggestions = suggest(name, known.chain(local));
        let mut found = self.findings.at(UNKNOWN_NAME, span, "wanted-condition").with("name", code(name));
        let facts = declarations.fact_names.keys().chain(self.scope.facts.iter().map(|fact| &fact.name));
        if let Some((meant, certain)) = meant::condition(name, facts.map(|fact| &**fact)) {
            found = found.fix(self.findings.replacement("use-instead", span, meant, certain));
            self.findings.push(found);
            return Formula::False;
        }
        if let Some(best) = suggestions.first() {
            found = found.fix(self.findings.replacement("use-instead", span, Arc::clone(best), false));
        }
        self.findings.push(found.with("suggestions", codes(suggestions)));
        Formula::False
    }

    /// The condition behind a name, with a guard against names that lead back to themselves. Where it is wrong, it is reported where it
    /// stands, and nothing is concluded from its uses.
    fn through(&mut self, name: &str, (expr, root): (&Expr, Position), span: Span) -> Formula {
        if self.open.len() == self.own {
            self.outermost = span;
        }
        if let Some(begin) = self.open.iter().position(|open| &**open == name) {
            return self.circle(name, begin, span);
        }
        self.open.push(name.into());
        let slips = self.findings.slips();
        let formula = self.below(root, expr);
        self.open.pop();
        if self.findings.slips() > slips { self.unknown(name) } else { formula }
    }

    /// A condition of a text of the catalogue with this root.
    pub(crate) fn below(&mut self, root: Position, expr: &Expr) -> Formula {
        let outer = std::mem::replace(&mut self.root, root);
        let formula = self.condition(expr);
        self.root = outer;
        formula
    }

    /// A circle of names of the catalogue is reported at each 定义 on it, not at those who only use them. What it stands for is unknown, so
    /// that nothing is concluded from it.
    fn circle(&mut self, name: &str, begin: usize, span: Span) -> Formula {
        let names = self.open.iter().skip(begin).map(|open| &**open).chain([name]);
        let circle = names.collect::<Vec<_>>().join(" → ");
        let own = begin < self.own;
        let found = self.findings.at(CYCLIC_DEFINITION, if own { self.outermost } else { span }, "");
        let found = found.with("name", code(name)).with("circle", code(circle));
        // While a tree of another item is read, that item tells.
        if own || !self.findings.is_muted() {
            self.findings.push_once(found);
        }
        self.unknown(name)
    }

    /// What a name stands for whose condition cannot be read: true in some cases, false in others.
    fn unknown(&mut self, name: &str) -> Formula {
        let unknown = Fact {
            name: self.local_name(name),
            title: name.into(),
            kind: FactKind::YesNo,
            domain: Ranges::between(0, 1),
            owner: Owner::Applicant,
            exists: None,
        };
        Formula::is(self.facts.intern(unknown), 1)
    }

    /// Reported where the item itself mentions the first name, whoever declares what is behind it.
    fn too_large(&mut self, span: Span) -> Formula {
        let span = if self.open.len() == self.own { span } else { self.outermost };
        let found = self.findings.at(CONDITION_TOO_LARGE, span, "");
        self.findings.push_once(found.with("most", Arg::Number(i64::from(MOST_PARTS))));
        Formula::False
    }

    fn fact_alone(&mut self, operand: operand::Declared<'c>, span: Span) -> Formula {
        if operand.declaration.ty == FactType::YesNo {
            return self.intern(&operand).map_or(Formula::False, |id| self.facts.holds(id, Ranges::single(1)));
        }
        let found = self
            .findings
            .at(NOT_A_CONDITION, span, "expected-comparison")
            .with("found", code(Arc::clone(&operand.declaration.name)))
            .with("values", codes(operand.value_words()));
        self.findings.push(found);
        Formula::False
    }

    fn not_a_condition(&mut self, expr: &Expr, role: &'static str) -> Formula {
        let found = self.findings.at(NOT_A_CONDITION, expr.span, role).with("found", code(text_of(expr)));
        self.findings.push(found);
        Formula::False
    }

    /// An official's judgement that nothing but words describes; assumed favourable until it is made.
    pub(crate) fn finding(&mut self, name: &str, title: &str, by: Option<Arc<str>>) -> Formula {
        Formula::is(self.finding_fact(name, title, by), 1)
    }

    pub(crate) fn finding_fact(&mut self, name: &str, title: &str, by: Option<Arc<str>>) -> FactId {
        self.facts.intern(Fact {
            name: self.local_name(name),
            title: title.into(),
            kind: FactKind::Finding { by },
            domain: Ranges::between(0, 1),
            owner: Owner::Official,
            exists: None,
        })
    }

    /// The built-in fact 持有 … of a document.
    pub(crate) fn held(&mut self, document: &str) -> FactId {
        let name: Arc<str> = format!("持有 {document}").into();
        let document = self.material_name(document);
        self.facts.intern(Fact {
            title: Arc::clone(&name),
            name,
            kind: FactKind::Held { document },
            domain: Ranges::between(0, 1),
            owner: Owner::Held,
            exists: None,
        })
    }

    /// The unique name of a material: the declared one's, else local to the matter.
    pub(crate) fn material_name(&self, written: &str) -> Arc<str> {
        let declarations = self.world.declarations;
        let local = self.scope.materials.iter().any(|name| &**name == written);
        let declared = declarations
            .material_names
            .get(written)
            .filter(|_| !local)
            .and_then(|index| self.world.declared.material(*index));
        declared.map_or_else(|| self.local_name(written), |material| Arc::clone(&material.name))
    }

    /// A name made unique by the matter that it belongs to.
    pub(crate) fn local_name(&self, name: &str) -> Arc<str> {
        if self.scope.matter.is_empty() { name.into() } else { format!("{}/{name}", self.scope.matter).into() }
    }
}
