//! 时限, 办件类型: limits with their events, what is not counted, and what kind of case it is.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Expr;

use super::super::codes::LINE_FORM;
use super::super::draft::Draft;
use super::super::findings::{code, word};
use super::super::line::Line;
use super::super::matter::Lowering;
use super::super::rules::{Cases, Decides, Tails};
use super::super::time::{duration, event_of, is_duration};
use super::super::words::{is_word, members, name_of, text_of, zh};
use crate::hir::{Duration, Event, Limit, LimitKind, Yield};

/// Words that open a line of 时限.
const KEYS: [Keyword; 8] = [
    Keyword::Statutory,
    Keyword::Promised,
    Keyword::NotCounted,
    Keyword::Extension,
    Keyword::Notice,
    Keyword::Delivery,
    Keyword::Publicity,
    Keyword::Excluding,
];

/// The kind of a limit and the event that starts it where the line is silent (Administrative Licensing Law, arts. 32, 42, 44).
const fn kind_of(key: Keyword) -> (LimitKind, Event) {
    match key {
        Keyword::Statutory => (LimitKind::Statutory, Event::Acceptance),
        Keyword::Promised => (LimitKind::Promised, Event::Acceptance),
        Keyword::Extension => (LimitKind::Extension, Event::Acceptance),
        Keyword::Notice => (LimitKind::Notice, Event::Receipt),
        Keyword::Delivery => (LimitKind::Delivery, Event::Decision),
        _ => (LimitKind::Publicity, Event::Acceptance),
    }
}

impl Lowering<'_> {
    pub(crate) fn time(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        draft.line.open_leading_clause();
        let title = draft.line.text();
        let Some(key) = draft.line.key(&KEYS) else { return self.malformed(&draft, "expected-limit") };
        if matches!(key, Keyword::NotCounted | Keyword::Excluding) {
            self.not_counted(&mut draft, &tails, title);
            return self.finish(&draft);
        }
        let (kind, start) = kind_of(key);
        let Some(length) = self.limit_length(&mut draft) else { return };
        let start = self.start_event(&mut draft.line).unwrap_or(start);
        let extends = (kind == LimitKind::Extension)
            .then(|| if draft.line.word(Keyword::Promised) { LimitKind::Promised } else { LimitKind::Statutory });
        if extends.is_some() {
            draft.line.word(Keyword::Statutory);
        }
        let approver = draft.line.clause(Keyword::Approved).map(|tail| tail.text().into());
        let overdue = draft.line.clause(Keyword::Overdue).map(|tail| tail.text().into());
        let excluded = draft.line.clause(Keyword::Excluding);
        let limit = Limit { kind, length, start, approver, overdue, extends };
        let index = self.rule(&tails, zh(key), Decides::Key, title, Yield::Limit(limit));
        if let Some(excluded) = excluded {
            self.excluded_by(index, &tails, excluded.args);
        }
        self.finish(&draft);
    }

    /// The length of a limit; `Some(None)` where the law sets none.
    fn limit_length(&mut self, draft: &mut Draft<'_>) -> Option<Option<Duration>> {
        if draft.line.word(Keyword::LawSetsNone) || draft.line.word(Keyword::None) {
            return Some(None);
        }
        let Some(expr) = draft.line.value_if(|expr| is_duration(expr).then_some(expr)) else {
            self.malformed(draft, "expected-duration");
            return None;
        };
        duration(&mut self.findings, expr, self.working_days).map(Some)
    }

    pub(super) fn start_event(&mut self, line: &mut Line<'_>) -> Option<Event> {
        let tail = line.clause(Keyword::Since)?;
        let arg = tail.arg()?;
        let event = event_of(arg);
        if event.is_none() {
            let found = self.findings.at(LINE_FORM, arg.span, "expected-event");
            self.findings.push(found.with("section", word(Keyword::Times)).with("found", code(text_of(arg))));
        }
        event
    }

    fn not_counted(&mut self, draft: &mut Draft<'_>, tails: &Tails, title: Option<Arc<str>>) {
        let Some(expr) = draft.line.value() else { return self.malformed(draft, "expected-pause") };
        let at_most = draft.line.clause(Keyword::AtMost).and_then(|tail| tail.arg());
        let at_most = at_most.or_else(|| draft.line.value_if(|expr| is_duration(expr).then_some(expr)));
        let at_most = at_most.and_then(|arg| duration(&mut self.findings, arg, self.working_days));
        for member in members(expr) {
            let name = name_of(member).unwrap_or_else(|| text_of(member));
            let key = format!("{}/{name}", zh(Keyword::NotCounted));
            self.rule(tails, &key, Decides::List, title.clone(), Yield::Exclusion { name: name.into(), at_most });
        }
    }

    /// `承诺 7 个工作日  不含 邮寄`: an exclusion that holds where its limit does.
    fn excluded_by(&mut self, limit: usize, tails: &Tails, args: &[Expr]) {
        let limit_rule = self.rules.get(limit);
        let choice = limit_rule.and_then(|rule| rule.choice.clone());
        let based = limit_rule.is_some_and(|rule| rule.when == crate::hir::When::Otherwise);
        let cases = if based { Cases::Always } else { tails.cases.clone() };
        let tails = Tails { cases, ..tails.clone() };
        for member in args.iter().flat_map(members) {
            let name = name_of(member).unwrap_or_else(|| text_of(member));
            let key = format!("{}/{name}", zh(Keyword::Excluding));
            let yields = Yield::Exclusion { name: name.into(), at_most: None };
            let index = self.rule(&tails, &key, Decides::List, None, yields);
            if let Some(choice) = choice.clone().filter(|_| based) {
                self.follows.push((index, choice));
            }
        }
    }

    pub(crate) fn case_kind(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(expr) = draft.line.value_if(|expr| {
            (is_word(expr, Keyword::Immediate) || is_word(expr, Keyword::PromisedCase)).then_some(expr)
        }) else {
            return self.malformed(&draft, "expected-case-kind");
        };
        let name = text_of(expr);
        self.rule(&tails, &name, Decides::Section, title, Yield::CaseKind(name.as_str().into()));
        self.finish(&draft);
    }
}
