//! 条件 and 前置: what must be true, and what must be held.

use std::borrow::Cow;
use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Expr;

use super::super::codes::UNKNOWN_NAME;
use super::super::condition::{ends_in_hold, with_held};
use super::super::draft::Draft;
use super::super::line::Line;
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::scope::{NamedBody, Scope};
use super::super::words::{members, name_of, text_of};
use crate::hir::Yield;
use crate::world::World;

/// The parts of a line of 条件.
pub(crate) struct ConditionParts<'t> {
    /// Label, or what stands in for one: the title, else the condition in words.
    pub(crate) label: Arc<str>,
    pub(crate) title: Option<Arc<str>>,
    /// `None`: an official's judgement that only the title describes.
    pub(crate) expr: Option<Cow<'t, Expr>>,
    /// Who judges.
    pub(crate) by: Option<&'t Expr>,
}

/// Takes a line of 条件 apart: `label “title” condition 由 … 审查`, any of them absent; `None` if it says nothing.
pub(crate) fn condition_parts<'t>(world: &World<'_>, scope: &Scope, line: &mut Line<'t>) -> Option<ConditionParts<'t>> {
    let by = line.clause(Keyword::By);
    let title = line.text();
    let first = next_condition(line);
    let second = next_condition(line);
    let (label, expr) = match (first, second) {
        (Some(first), Some(second)) => (name_of(&first), Some(second)),
        (Some(only), None) => match name_of(&only) {
            // A name beside a title or a judge is a label, unless it is known as a condition itself.
            Some(name) if (title.is_some() || by.is_some()) && !names_condition(world, scope, &name) => {
                (Some(name), None)
            }
            _ => (None, Some(only)),
        },
        (None, _) => (None, None),
    };
    if expr.is_none() && title.is_none() && label.is_none() {
        return None;
    }
    let text =
        || label.clone().or_else(|| title.as_deref().map(str::to_owned)).or_else(|| expr.as_deref().map(text_of));
    let label: Arc<str> = text().unwrap_or_default().into();
    Some(ConditionParts { label, title, expr, by: by.and_then(|tail| tail.arg()) })
}

/// The next value, with the document that belongs to it where it breaks off behind 持有.
fn next_condition<'t>(line: &mut Line<'t>) -> Option<Cow<'t, Expr>> {
    let expr = line.value()?;
    let next = if ends_in_hold(expr) { line.value() } else { None };
    Some(with_held(expr, next))
}

fn names_condition(world: &World<'_>, scope: &Scope, name: &str) -> bool {
    let declarations = world.declarations;
    let defined =
        scope.conditions.iter().any(|named| &*named.name == name && matches!(named.body, NamedBody::Condition(_)));
    defined
        || scope.fact(name).is_some()
        || declarations.fact_names.contains_key(name)
        || declarations.define_names.contains_key(name)
}

impl Lowering<'_> {
    pub(crate) fn condition_line(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let Some(parts) = condition_parts(self.world, &self.scope, &mut draft.line) else {
            return self.malformed(&draft, "expected-condition");
        };
        let official = parts.by.map(|by| self.department(by, true));
        let holds = match &parts.expr {
            Some(expr) => self.conditions().labelled(&parts.label, expr),
            None => {
                let title = parts.title.clone().unwrap_or_else(|| Arc::clone(&parts.label));
                self.conditions().finding(&parts.label, &title, official.clone())
            }
        };
        let label = Arc::clone(&parts.label);
        let yields = Yield::Condition { label: Arc::clone(&label), holds, official };
        // Without a title the condition itself is what people read: a label alone says nothing to them.
        let title = parts.title.or_else(|| parts.expr.as_deref().map(|expr| text_of(expr).into()));
        self.rule(&tails, &label, Decides::List, title, yields);
        self.finish(&draft);
    }

    pub(crate) fn prior(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        draft.line.key(&[Keyword::Hold]);
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-material") };
        let title = draft.line.text();
        for member in members(expr) {
            let Some(written) = name_of(member) else {
                let found = self.findings.at(UNKNOWN_NAME, member.span, "wanted-material");
                self.findings.push(found.with("name", super::super::findings::code(text_of(member))));
                continue;
            };
            let written = written.strip_prefix("持有").unwrap_or(&written).trim().to_owned();
            let fact = self.conditions().held(&written);
            let document = self.conditions().material_name(&written);
            self.rule(&tails, &written, Decides::List, title.clone(), Yield::Prior { document, fact });
        }
        self.finish(&draft);
    }
}
