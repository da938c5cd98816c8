//! 结果, 续期, 改办: what comes out, how it is renewed, and where it is another matter.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span, WindowDirection, WindowMeasure};

use super::super::codes::{LINE_FORM, NOT_A_VALUE, UNKNOWN_NAME};
use super::super::condition::scaled;
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::line::Tail;
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::suggest::suggest;
use super::super::time::{duration, is_duration};
use super::super::words::{members, name_of, text_of, zh};
use crate::hir::{Duration, Yield};

impl Lowering<'_> {
    pub(crate) fn result(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let delivery = draft.line.clause(Keyword::Delivered).map(|tail| self.ways(&tail)).unwrap_or_default();
        let permanent = draft.line.word(Keyword::Permanent);
        // `有效期 3 年` says no more than `3 年`.
        draft.line.value_if(|expr| name_of(expr).filter(|name| name == zh(Keyword::Valid)));
        let validity = draft.line.value_if(|expr| is_duration(expr).then_some(expr));
        let validity = validity.and_then(|expr| duration(&mut self.findings, expr, self.working_days));
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-result") };
        let documents = match &expr.kind {
            ExprKind::Joined(parts) => parts.iter().collect(),
            _ => members(expr),
        };
        // One document: the section decides which. Several on a line come out together, so each is a choice of its own.
        let decides = if documents.len() == 1 { Decides::Section } else { Decides::Key };
        for member in documents {
            let written = name_of(member).unwrap_or_else(|| text_of(member));
            let document = self.conditions().material_name(&written);
            let yields = Yield::Result { document, validity, permanent, delivery: delivery.clone() };
            self.rule(&tails, &written, decides, title.clone(), yields);
        }
        self.finish(&draft);
    }

    /// Ways of delivery with their remarks: `窗口领取、邮寄（到付）`.
    fn ways(&mut self, tail: &Tail<'_>) -> Vec<(Arc<str>, Option<Arc<str>>)> {
        let written: Vec<&Expr> = tail.args.iter().flat_map(members).collect();
        let ways: Vec<_> = written.iter().map(|expr| way(expr)).collect();
        for (expr, (name, _)) in written.iter().zip(&ways) {
            self.known_way(name, expr);
        }
        ways
    }

    /// A way of delivery is a term of its code list: another word reaches nobody who reads the tables.
    fn known_way(&mut self, name: &Arc<str>, expr: &Expr) {
        let Some(list) = self.vocabulary(WAYS) else { return };
        let terms: Vec<Arc<str>> = list.terms.iter().map(|(_, term)| Arc::clone(term)).collect();
        if terms.contains(name) {
            return;
        }
        let suggestions = suggest(name, terms.iter().cloned());
        let mut found = self.findings.at(NOT_A_VALUE, expr.span, "").with("fact", word(Keyword::Delivered));
        if let Some(best) = suggestions.first() {
            found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
        }
        let found = found.with("value", code(Arc::clone(name))).with("values", codes(terms));
        self.findings.push(found.with("suggestions", codes(suggestions)));
    }

    pub(crate) fn renewal(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        // `届满 前 90 至 30 日` may leave its date out: a renewal counts to the expiry.
        draft.line.key(&[Keyword::BeforeIt, Keyword::CountedBefore]);
        let Some(expr) = draft.line.peek() else { return self.malformed(&draft, "expected-renewal") };
        let Some((earliest, latest)) = self.renewal_window(expr) else {
            return self.malformed_renewal(&draft, expr);
        };
        draft.line.value();
        self.rule(&tails, "", Decides::List, title, Yield::Renewal { earliest, latest });
        self.finish(&draft);
    }

    /// `届满 前 30 日`: not later than that, or not earlier.
    fn malformed_renewal(&mut self, draft: &Draft<'_>, expr: &Expr) {
        if name_of(expr).is_some_and(|name| matches!(&*name, "届满前" | "期满前" | "到期前")) {
            let fix = self.findings.replacement("use-instead", expr.span, "届满 前", true);
            let found = self.findings.at(LINE_FORM, expr.span, "expected-renewal").fix(fix);
            return self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(expr))));
        }
        let length = match &expr.kind {
            ExprKind::DayWindow { length, .. } => length,
            _ => expr,
        };
        let mut found = self.findings.at(LINE_FORM, expr.span, "expected-renewal");
        if let ExprKind::Quantity(_) = length.kind {
            let length = text_of(length);
            // A bare 前 stands before what was read.
            let bare = matches!(expr.kind, ExprKind::Quantity(_));
            let start = if bare { draft.line.span.start } else { expr.span.start };
            let whole = Span { start, end: expr.span.end };
            for meant in [format!("届满 前 至少 {length}"), format!("届满 前 {length}内")] {
                found = found.fix(self.findings.replacement("use-instead", whole, meant, false));
            }
        }
        self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(expr))));
    }

    /// `届满 前 90 至 30 日`, `届满 前 至少 30 日`, `届满 前 1 个月内`. A bare `前 30 日` could mean either of the last two and is refused.
    fn renewal_window(&mut self, expr: &Expr) -> Option<(Option<Duration>, Option<Duration>)> {
        let (measure, length) = match &expr.kind {
            ExprKind::DayWindow { direction: WindowDirection::Before, measure, length, .. } => (*measure, &**length),
            ExprKind::Between { .. } => (WindowMeasure::Between, expr),
            _ => return None,
        };
        if let ExprKind::Between { low, high } = &length.kind {
            let latest = duration(&mut self.findings, high, self.working_days)?;
            let ExprKind::Quantity(first) = &low.kind else { return None };
            let amount = scaled(&first.number, 0).ok()?;
            let earliest = Duration { amount, unit: latest.unit };
            return Some((Some(earliest.max(latest)), Some(earliest.min(latest))));
        }
        let length = duration(&mut self.findings, length, self.working_days)?;
        match measure {
            WindowMeasure::Within => Some((Some(length), None)),
            WindowMeasure::AtLeast => Some((None, Some(length))),
            WindowMeasure::Between | WindowMeasure::Exactly => None,
        }
    }

    pub(crate) fn instead(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-matter") };
        let written = name_of(expr).unwrap_or_else(|| text_of(expr));
        let found = self.world.matter(&written);
        if found.is_none() && !self.world.has_nameless_matter() {
            let suggestions = self.world.matters.similar(&written);
            let mut finding = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-matter");
            if let Some(best) = suggestions.first() {
                finding = finding.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
            }
            let name = code(written.as_str());
            self.findings.push(finding.with("name", name).with("suggestions", codes(suggestions)));
        }
        let matter = found.map_or_else(|| written.as_str().into(), |(name, _)| name);
        self.rule(&tails, &written, Decides::List, title, Yield::Instead { matter });
        self.finish(&draft);
    }
}

/// The code list of ways of delivery.
const WAYS: &str = "送达方式";

fn way(expr: &Expr) -> (Arc<str>, Option<Arc<str>>) {
    match &expr.kind {
        ExprKind::Qualified { base, inner } => (text_of(base).into(), Some(text_of(inner).into())),
        _ => (name_of(expr).unwrap_or_else(|| text_of(expr)).into(), None),
    }
}
