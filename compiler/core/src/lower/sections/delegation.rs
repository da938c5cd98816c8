//! 下放, 委托, 派员, 联网: four ways to bring a decision nearer, as `市级 至 县级` with body and remarks.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::super::condition::level_of;
use super::super::draft::Draft;
use super::super::line::Line;
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::words::{members, name_of, text_of, zh};
use crate::declare::weekdays_exist;
use crate::hir::{DelegationMode, Level, Yield};

impl Lowering<'_> {
    pub(crate) fn delegation(&mut self, mut draft: Draft<'_>) {
        let mode = match draft.section {
            Keyword::Devolved => DelegationMode::Devolved,
            Keyword::Delegated => DelegationMode::Delegated,
            Keyword::Posted => DelegationMode::Posted,
            _ => DelegationMode::Networked,
        };
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some((from, to)) = take_levels(&mut draft.line) else {
            return self.malformed(&draft, "expected-two-levels");
        };
        let body = draft.line.clause(Keyword::By).and_then(|tail| tail.arg()).map(|expr| self.department(expr, false));
        let mut names: Vec<Arc<str>> = Vec::new();
        while let Some(expr) =
            draft.line.value_if(|expr| members(expr).iter().all(|part| name_of(part).is_some()).then_some(expr))
        {
            names.push(text_of(expr).into());
        }
        let mut names = names.into_iter();
        let body = body.or_else(|| if mode == DelegationMode::Posted { None } else { names.next() });
        let note: Vec<Arc<str>> = names.collect();
        if !note.iter().all(|note| weekdays_exist(note)) {
            self.malformed(&draft, "expected-hours");
        }
        let note = (!note.is_empty()).then(|| Arc::from(note.join(" ")));
        let key = format!("{} 至 {}", zh(from.keyword()), zh(to.keyword()));
        self.rule(&tails, &key, Decides::List, title, Yield::Delegation { mode, from, to, body, note });
        self.finish(&draft);
    }
}

/// `市级 至 县级`, as a range, as two tails, or as two words.
fn take_levels(line: &mut Line<'_>) -> Option<(Level, Level)> {
    if let Some(pair) = line.value_if(level_range) {
        return Some(pair);
    }
    let from = line.value_if(level_of)?;
    let tail = line.clause(Keyword::Until).or_else(|| line.clause(Keyword::ToLevel));
    let to = match tail {
        Some(tail) => tail.arg().and_then(level_of),
        None => line.value_if(level_of),
    };
    to.map(|to| (from, to))
}

fn level_range(expr: &Expr) -> Option<(Level, Level)> {
    match &expr.kind {
        ExprKind::Between { low, high } => level_of(low).zip(level_of(high)),
        ExprKind::Compare { operator: Keyword::Between, left, right } => level_of(left).zip(level_of(right)),
        _ => None,
    }
}
