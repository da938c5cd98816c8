//! 流程: a line → a step, after the line above unless it says otherwise.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, WindowDirection, WindowMeasure};

use super::super::codes::UNKNOWN_NAME;
use super::super::draft::Draft;
use super::super::findings::{code, codes};
use super::super::line::Tail;
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::suggest::{misspelt, suggest};
use super::super::time::{duration, is_duration};
use super::super::words::{is_word, members, name_of, text_of, zh};
use crate::hir::{FactId, Rule, Step, StepPart, Yield};

/// The order of the steps so far, per stage of approval.
#[derive(Clone, Debug, Default)]
pub(crate) struct StepOrder {
    stage: Option<u16>,
    /// What the last step waits for.
    before: Vec<Arc<str>>,
    /// What the next step waits for.
    last: Vec<Arc<str>>,
    /// Names and rules of the steps.
    steps: Vec<(Arc<str>, usize)>,
    decided: bool,
}

impl StepOrder {
    /// The order of a process whose steps are rules already.
    pub(crate) fn seed(&mut self, rules: &[Rule]) {
        for (index, rule) in rules.iter().enumerate() {
            let Yield::Step(step) = &rule.yields else { continue };
            self.stage = rule.stage;
            self.steps.push((Arc::clone(&step.name), index));
            self.before.clone_from(&step.after);
            self.last = vec![Arc::clone(&rule.address)];
            self.decided = self.decided || &*step.name == zh(Keyword::Decides);
        }
    }
}

/// Who takes the steps that no department takes.
const WINDOW: &str = "窗口";

/// Name, and whether its period is fixed (公示满 20 自然日).
struct StepName {
    name: String,
    fixed: bool,
}

impl Lowering<'_> {
    pub(crate) fn step(&mut self, mut draft: Draft<'_>) {
        if self.steps.stage != draft.stage {
            self.steps = StepOrder { stage: draft.stage, ..StepOrder::default() };
        }
        let tails = self.tails(&mut draft);
        draft.line.open_leading_clause();
        let title = draft.line.text();
        let Some((StepName { name, fixed }, window)) = take_name(&mut draft) else {
            return self.malformed(&draft, "expected-step");
        };
        let length = window.or_else(|| draft.line.value_if(|expr| is_duration(expr).then_some(expr)));
        let length = length.and_then(|expr| duration(&mut self.findings, expr, self.working_days));
        let places = draft.line.clause(Keyword::OfPlace).map(|tail| self.step_places(tail)).unwrap_or_default();
        let parallel = draft.line.clause(Keyword::Parallel).is_some();
        let within = draft.line.clause(Keyword::Within);
        let actor = draft.line.value().map(|expr| self.actor(expr));
        let ahead = within.filter(|tail| tail.closing.is_some_and(|closing| zh(closing) == "前"));
        let after = match within {
            Some(tail) if ahead.is_none() => self.named_steps(&tail).into_iter().map(|(address, _)| address).collect(),
            Some(_) => Vec::new(),
            None if parallel => self.steps.before.clone(),
            None => self.steps.last.clone(),
        };
        let part = if self.steps.decided || is_delivery(&name) { StepPart::Delivery } else { StepPart::Processing };
        let step = Step { name: name.as_str().into(), actor, places, length, fixed, after: after.clone(), part };
        let index = self.rule(&tails, &name, Decides::List, title, Yield::Step(step));
        self.finish(&draft);
        self.place_step(&name, index, after, parallel, ahead);
    }

    /// Who takes a step: a department, or any other word (窗口, 专家组) that is not a department misspelt.
    fn actor(&mut self, expr: &Expr) -> Arc<str> {
        let written = self.department(expr, false);
        let declarations = self.world.declarations;
        // Most steps are taken at a window.
        if *written == *WINDOW || declarations.department_names.contains_key(&written) {
            return written;
        }
        let Some(meant) = misspelt(&written, declarations.department_names.keys()) else { return written };
        let found =
            self.findings.at(UNKNOWN_NAME, expr.span, "wanted-department").with("name", code(Arc::clone(&written)));
        let found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(&meant), false));
        self.findings.push(found.with("suggestions", codes([meant])));
        written
    }

    /// Puts a step that has just become a rule into the order.
    fn place_step(&mut self, name: &str, index: usize, after: Vec<Arc<str>>, parallel: bool, ahead: Option<Tail<'_>>) {
        let Some(address) = self.rules.get(index).map(|rule| Arc::clone(&rule.address)) else { return };
        self.steps.steps.push((name.into(), index));
        if let Some(tail) = ahead {
            self.go_ahead(&tail, index, &address);
            return;
        }
        if parallel {
            self.steps.last.push(address);
        } else {
            self.steps.before = after;
            self.steps.last = vec![address];
        }
        if name == zh(Keyword::Accepts) {
            let indices: Vec<usize> = self.steps.steps.iter().map(|(_, index)| *index).collect();
            indices.into_iter().for_each(|index| self.set_part(index, StepPart::Acceptance));
        }
        if name == zh(Keyword::Decides) {
            self.steps.decided = true;
        }
    }

    /// `在 受理 前`: the named steps wait for this one, which lies outside all limits.
    fn go_ahead(&mut self, tail: &Tail<'_>, index: usize, address: &Arc<str>) {
        let named = self.named_steps(tail);
        if named.is_empty() {
            self.steps.last.push(Arc::clone(address));
        }
        for (_, other) in named {
            if let Some(Yield::Step(step)) = self.rules.get_mut(other).map(|rule| &mut rule.yields) {
                step.after.push(Arc::clone(address));
            }
        }
        if tail.args.iter().any(|arg| is_word(arg, Keyword::Accepts)) {
            self.set_part(index, StepPart::Acceptance);
        }
    }

    fn set_part(&mut self, index: usize, part: StepPart) {
        if let Some(Yield::Step(step)) = self.rules.get_mut(index).map(|rule| &mut rule.yields) {
            step.part = part;
        }
    }

    /// Addresses and rules of the steps that a tail names. 受理 need not be a step: it is an event too.
    fn named_steps(&mut self, tail: &Tail<'_>) -> Vec<(Arc<str>, usize)> {
        let mut found = Vec::new();
        for expr in tail.args.iter().flat_map(members) {
            let name = name_of(expr).unwrap_or_else(|| text_of(expr));
            let index = self.steps.steps.iter().rev().find(|(step, _)| **step == *name).map(|(_, index)| *index);
            match index.and_then(|index| self.rules.get(index).map(|rule| (Arc::clone(&rule.address), index))) {
                Some(step) => found.push(step),
                None if is_word(expr, Keyword::Accepts) => {}
                None => {
                    let suggestions = suggest(&name, self.steps.steps.iter().map(|(step, _)| Arc::clone(step)));
                    let finding = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-step").with("name", code(name));
                    self.findings.push(finding.with("suggestions", codes(suggestions)));
                }
            }
        }
        found
    }

    fn step_places(&mut self, tail: Tail<'_>) -> Vec<FactId> {
        let exprs = tail.args.iter().flat_map(members);
        exprs.filter_map(|expr| self.region_fact(expr)).map(|(id, _)| id).collect()
    }
}

/// Takes the name of a step, and its length where the two stand in one expression (`公示 满 20 自然日`).
fn take_name<'t>(draft: &mut Draft<'t>) -> Option<(StepName, Option<&'t Expr>)> {
    if let Some(word) = draft.line.key(&[Keyword::Delivery, Keyword::Accepts, Keyword::Decides]) {
        return Some((StepName { name: zh(word).to_owned(), fixed: false }, None));
    }
    let expr = draft.line.value()?;
    if let ExprKind::DayWindow { anchor, direction: WindowDirection::After, measure: WindowMeasure::AtLeast, length } =
        &expr.kind
    {
        return Some((StepName { name: name_of(anchor)?, fixed: true }, Some(length)));
    }
    let name = name_of(expr)?;
    let full = zh(Keyword::Full);
    if let Some(shorter) = name.strip_suffix(full).filter(|shorter| !shorter.is_empty()) {
        return Some((StepName { name: shorter.to_owned(), fixed: true }, None));
    }
    let fixed = draft.line.word(Keyword::Full);
    Some((StepName { name, fixed }, None))
}

/// Steps that follow the decision by their very name.
fn is_delivery(name: &str) -> bool {
    name == zh(Keyword::Issue) || name == zh(Keyword::Delivery) || matches!(name, "领证" | "制证" | "归档" | "办结")
}
