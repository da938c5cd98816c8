//! A line, once its section has read it → a rule with its address, cases and basis. Knows no section's words.

use std::sync::Arc;

use matter_decide::Formula;
use matter_syntax::hints;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::basis::citations;
use super::codes::{LEFTOVER, LINE_FORM, MISPLACED_OTHERWISE, TWO_BASE_LINES};
use super::condition::with_held;
use super::draft::{Draft, Guard};
use super::findings::{code, word};
use super::matter::Lowering;
use super::meant;
use super::words::{clause_text, text_of, zh};
use crate::diagnostic::{Diagnostic, Fix};
use crate::hir::{Citation, Comparison, FactType, Origin, Rule, When, Yield};

/// How the lines of a section relate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Decides {
    /// They add up.
    List,
    /// Exactly one of the section's.
    Section,
    /// Exactly one of those with the same key.
    Key,
}

/// When a line holds, before its section is known to be a choice.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cases {
    Always,
    If(Formula),
    Otherwise,
}

/// The parts that lines of all sections have.
#[derive(Clone, Debug)]
pub(crate) struct Tails {
    pub(crate) section: Keyword,
    pub(crate) stage: Option<u16>,
    pub(crate) cases: Cases,
    pub(crate) condition: Option<String>,
    pub(crate) comparisons: Vec<Comparison>,
    pub(crate) basis: Vec<Citation>,
    pub(crate) origin: Origin,
}

impl Lowering<'_> {
    /// Takes the parts that all lines have: 当, 否则, 依据.
    pub(crate) fn tails(&mut self, draft: &mut Draft<'_>) -> Tails {
        let Guard { formula, text } = draft.guard.clone();
        let mut condition = text;
        let mut cases = if condition.is_some() { Cases::If(formula.clone()) } else { Cases::Always };
        let mut comparisons = Vec::new();
        if let Some((when, next)) = draft.line.when() {
            let args: Vec<Expr> = when.args.iter().map(|arg| with_held(arg, next).into_owned()).collect();
            let own = self.when(&args);
            comparisons = self.comparisons(&args, &own);
            cases = Cases::If(Formula::and([formula, own]));
            let own_text = clause_text(Keyword::When, &args, None);
            let own_text = own_text.strip_prefix(zh(Keyword::When)).unwrap_or(&own_text).trim();
            condition = Some(both(condition.as_deref(), own_text, args.first()));
        }
        if let Some(otherwise) = draft.line.clause(Keyword::Otherwise) {
            if condition.is_some() {
                let found = self.findings.at(MISPLACED_OTHERWISE, otherwise.span, "");
                self.findings.push(found.with("section", word(draft.section)));
            } else {
                cases = Cases::Otherwise;
            }
        }
        let mut basis = Vec::new();
        while let Some(cites) = draft.line.clause(Keyword::Cites) {
            basis.extend(citations(self.world, &mut self.findings, cites.args));
        }
        let origin = self.findings.origin(draft.line.span);
        Tails { section: draft.section, stage: draft.stage, cases, condition, comparisons, basis, origin }
    }

    /// The comparisons by order that a condition is made of, if it is one or several joined by 且.
    fn comparisons(&mut self, args: &[Expr], whole: &Formula) -> Vec<Comparison> {
        let parts = match args {
            [Expr { kind: ExprKind::And(parts), .. }] => parts.as_slice(),
            parts => parts,
        };
        let atoms: &[Formula] = match whole {
            Formula::And(atoms) => atoms,
            atom => std::slice::from_ref(atom),
        };
        if parts.len() != atoms.len() {
            return Vec::new();
        }
        let one = |(part, atom): (&Expr, &Formula)| match (&part.kind, atom) {
            (ExprKind::Compare { operator, left, right }, Formula::In { dim, set }) if is_order(*operator) => {
                let sides = (text_of(left).into(), text_of(right).into());
                Some(Comparison { fact: *dim, set: set.clone(), sides, origin: self.findings.origin(part.span) })
            }
            _ => None,
        };
        parts.iter().zip(atoms).filter_map(one).collect()
    }

    /// Reports what nobody took of a line.
    pub(crate) fn finish(&mut self, draft: &Draft<'_>) {
        let mut rest = draft.line.rest().into_iter().peekable();
        while let Some((mut span, mut text)) = rest.next() {
            if self.findings.told_inside(draft.line.span) {
                // The unit behind a number is told with the number.
                self.findings.belongs_to_wrong_unit(span, &text);
                continue;
            }
            if self.findings.belongs_to_wrong_unit(span, &text) {
                continue;
            }
            let mut fix = self.meant_by(span, &text);
            // `如果 由他人代办 = 是` is one slip, whatever stands behind the word.
            if meant::opens_condition(&text)
                && let Some((behind, condition)) = rest.next()
            {
                fix = Some(self.findings.replacement("replace-with", span, zh(Keyword::When), true));
                span = Span { start: span.start, end: behind.end };
                text = format!("{text} {condition}");
            }
            let mut found = self.findings.at(LEFTOVER, span, "");
            found.fixes.extend(fix);
            self.findings.push(found.with("section", word(draft.section)).with("found", code(text)));
        }
    }

    /// What a part of a line that nobody took was to say.
    fn meant_by(&mut self, span: Span, text: &str) -> Option<Fix> {
        if let Some(copies) = meant::copies_of_both(text) {
            return Some(self.findings.replacement("use-instead", span, copies, false));
        }
        let condition = meant::behind_if(text)?;
        let fact = self.conditions().fact_named(condition).map(|fact| fact.declaration.ty.clone());
        let condition = match fact {
            Some(FactType::YesNo) => format!("{condition} = {}", zh(Keyword::Yes)),
            _ => condition.to_owned(),
        };
        let fixed = format!("{} {condition}", zh(Keyword::When));
        Some(self.findings.replacement("use-instead", span, fixed, false))
    }

    /// Reports a line that does not say what its section wants; `role` names what is expected.
    pub(crate) fn malformed(&mut self, draft: &Draft<'_>, role: &'static str) {
        let span = draft.line.peek().map_or(draft.line.span, |expr| expr.span);
        let text = draft.line.peek().map_or_else(|| draft.line.written(), text_of);
        let mut found = self.findings.at(LINE_FORM, span, role).with("section", word(draft.section));
        if role == "expected-level"
            && let Some(level) = meant::level(&text)
        {
            found = found.fix(self.findings.replacement("use-instead", span, level, false));
        }
        if role == "expected-scope"
            && let Some(scope) = meant::scope(&text)
        {
            found = found.fix(self.findings.replacement("use-instead", span, scope, false));
        }
        if role == "expected-limit"
            && let Some(limit) = hints::limit(&text)
        {
            found = found.fix(self.findings.replacement("use-instead", span, limit, true));
        }
        self.findings.push(found.with("found", code(text)));
    }

    /// `stage/section`, the beginning of an address.
    pub(crate) fn section_address(&self, section: Keyword, stage: Option<u16>) -> String {
        let stage = stage.and_then(|stage| self.stages.get(usize::from(stage)));
        stage.map_or_else(|| zh(section).to_owned(), |stage| format!("{}/{}", stage.name, zh(section)))
    }

    /// Enters a line as a rule and returns its index.
    pub(crate) fn rule(
        &mut self,
        tails: &Tails,
        key: &str,
        decides: Decides,
        title: Option<Arc<str>>,
        yields: Yield,
    ) -> usize {
        let section = self.section_address(tails.section, tails.stage);
        let keyed = if key.is_empty() { section.clone() } else { format!("{section}/{key}") };
        let choice: Option<Arc<str>> = match decides {
            Decides::List => None,
            Decides::Section => Some(section.into()),
            Decides::Key => Some(keyed.as_str().into()),
        };
        let when = self.when_of(tails, choice.as_ref());
        let labelled = match (&tails.condition, &yields) {
            (Some(condition), _) if !matches!(yields, Yield::Condition { .. }) => format!("{keyed}/{condition}"),
            _ => keyed,
        };
        let address = self.unique(labelled);
        self.rules.push(Rule {
            address,
            choice,
            when,
            condition: tails.condition.as_deref().map(Arc::from),
            comparisons: tails.comparisons.clone(),
            title,
            stage: tails.stage,
            yields,
            basis: tails.basis.clone(),
            origin: tails.origin.clone(),
        });
        self.rules.len() - 1
    }

    fn when_of(&mut self, tails: &Tails, choice: Option<&Arc<str>>) -> When {
        let based = match (&tails.cases, choice) {
            (Cases::If(formula), _) => return When::If(formula.clone()),
            (Cases::Always, None) => return When::If(Formula::True),
            (Cases::Otherwise, None) => {
                let place = crate::diagnostic::Place::Node(tails.origin.item.clone(), tails.origin.node);
                let found = Diagnostic::new(MISPLACED_OTHERWISE, place).with("section", word(tails.section));
                self.findings.push(found);
                return When::If(Formula::True);
            }
            (Cases::Always | Cases::Otherwise, Some(choice)) => Arc::clone(choice),
        };
        if !self.based.insert(Arc::clone(&based)) {
            let place = crate::diagnostic::Place::Node(tails.origin.item.clone(), tails.origin.node);
            let is_first = |rule: &&Rule| rule.choice.as_ref() == Some(&based) && rule.when == When::Otherwise;
            let first = self.rules.iter().find(is_first).map(|rule| rule.origin.clone());
            let found = Diagnostic::new(TWO_BASE_LINES, place).with("choice", code(based));
            self.findings.push(match first {
                Some(first) => found.label(crate::diagnostic::Place::Node(first.item, first.node), "earlier"),
                None => found,
            });
        }
        When::Otherwise
    }

    /// The address, with a number where two lines would have the same.
    fn unique(&mut self, address: String) -> Arc<str> {
        let mut candidate: Arc<str> = address.as_str().into();
        let mut number = 2_u32;
        while !self.addresses.insert(Arc::clone(&candidate)) {
            candidate = format!("{address}#{number}").into();
            number += 1;
        }
        candidate
    }

    /// A list line that belongs to the base line of a choice holds where no other line of the choice does.
    pub(crate) fn settle_followers(&mut self) {
        for (index, choice) in std::mem::take(&mut self.follows) {
            let others = self.rules.iter().filter(|rule| rule.choice.as_ref() == Some(&choice));
            let cases = others.filter_map(|rule| match &rule.when {
                When::If(formula) => Some(formula.clone()),
                When::Otherwise => None,
            });
            let rest = Formula::not(Formula::or(cases.collect::<Vec<_>>()));
            if let Some(rule) = self.rules.get_mut(index) {
                rule.condition = (rest != Formula::True).then(|| Arc::from(zh(Keyword::Otherwise)));
                rule.when = When::If(rest);
            }
        }
    }
}

/// `< ≤ > ≥`
const fn is_order(operator: Keyword) -> bool {
    matches!(operator, Keyword::Less | Keyword::AtMostOp | Keyword::More | Keyword::AtLeastOp)
}

/// A group's condition and a line's own, in words.
fn both(outer: Option<&str>, own: &str, expr: Option<&Expr>) -> String {
    let Some(outer) = outer else { return own.to_owned() };
    let own_is_or = expr.is_some_and(|expr| matches!(expr.kind, ExprKind::Or(_)));
    let own = if own_is_or { format!("（{own}）") } else { own.to_owned() };
    let outer = if outer.contains(" 或 ") { format!("（{outer}）") } else { outer.to_owned() };
    format!("{outer} {} {own}", zh(Keyword::And))
}
