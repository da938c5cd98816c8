//! 渠道, 到场, 通办: how and where a case is handed in.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::super::codes::NOT_A_VALUE;
use super::super::condition::scaled;
use super::super::draft::Draft;
use super::super::findings::{code, codes};
use super::super::matter::Lowering;
use super::super::rules::Decides;
use super::super::suggest::suggest;
use super::super::time::{duration, is_duration};
use super::super::words::{members, name_of, text_of, zh};
use crate::hir::{FactType, Level, Venue, VenueMode, Yield};

const KEYS: [Keyword; 5] = [Keyword::Scope, Keyword::Mode, Keyword::Forward, Keyword::ReturnPath, Keyword::ClockStart];

const SCOPES: [(Keyword, Level); 6] = [
    (Keyword::WholeCountry, Level::Nation),
    (Keyword::WholeProvince, Level::Province),
    (Keyword::WholeCity, Level::City),
    (Keyword::WholeCounty, Level::County),
    (Keyword::WholeTown, Level::Town),
    (Keyword::AcrossVillages, Level::Town),
];

const MODES: [(Keyword, VenueMode); 3] = [
    (Keyword::FullyOnline, VenueMode::FullyOnline),
    (Keyword::Forwarded, VenueMode::ReceivedForAnother),
    (Keyword::Jointly, VenueMode::Jointly),
];

/// The entry of a table whose word stands in the line.
fn take<T: Copy>(draft: &mut Draft<'_>, table: &[(Keyword, T)]) -> Option<T> {
    let words: Vec<Keyword> = table.iter().map(|(word, _)| *word).collect();
    let found = draft.line.one_of(&words)?;
    table.iter().find(|(word, _)| *word == found).map(|(_, value)| *value)
}

impl Lowering<'_> {
    pub(crate) fn channels(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-channel") };
        for member in members(expr) {
            let name = name_of(member).unwrap_or_else(|| text_of(member));
            self.known_channel(&name, member);
            self.rule(&tails, &name, Decides::List, title.clone(), Yield::Channel(name.as_str().into()));
        }
        self.finish(&draft);
    }

    /// A channel must be a value of the built-in fact 渠道, so that a case can be handed in through it.
    fn known_channel(&mut self, name: &str, expr: &Expr) {
        let fact = self.conditions().fact_named("渠道").map(|fact| fact.declaration.ty.clone());
        let Some(FactType::Choice { values, .. }) = fact else { return };
        if values.iter().any(|value| **value == *name) {
            return;
        }
        let suggestions = suggest(name, values.iter().cloned());
        let mut found = self
            .findings
            .at(NOT_A_VALUE, expr.span, "")
            .with("fact", code("渠道"))
            .with("value", code(name))
            .with("values", codes(values.iter().cloned()));
        if let Some(best) = suggestions.first() {
            found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
        }
        self.findings.push(found.with("suggestions", codes(suggestions)));
    }

    pub(crate) fn visits(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let Some(count) = draft.line.value_if(visit_count) else { return self.malformed(&draft, "expected-visits") };
        let key = format!("{count} {}", zh(Keyword::TimesUnit));
        self.rule(&tails, &key, Decides::Section, title, Yield::Visits(count));
        self.finish(&draft);
    }

    pub(crate) fn venue(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let title = draft.line.text();
        let key = draft.line.key(&KEYS);
        // `通办：全市` says the scope alone.
        let key = key.unwrap_or(Keyword::Scope);
        let venue = match key {
            Keyword::Scope => take(&mut draft, &SCOPES).map(Venue::Scope).ok_or("expected-scope"),
            Keyword::Mode => take(&mut draft, &MODES).map(Venue::Mode).ok_or("expected-mode"),
            Keyword::ClockStart => {
                let clock = [(Keyword::FromReceiptHere, true), (Keyword::FromArrival, false)];
                take(&mut draft, &clock).map(Venue::ClockAtReceipt).ok_or("expected-clock-start")
            }
            _ => self.way(&mut draft, key).ok_or("expected-duration"),
        };
        match venue {
            Ok(venue) => {
                self.rule(&tails, zh(key), Decides::Key, title, Yield::Venue(venue));
                self.finish(&draft);
            }
            Err(role) => self.malformed(&draft, role),
        }
    }

    fn way(&mut self, draft: &mut Draft<'_>, key: Keyword) -> Option<Venue> {
        let expr = draft.line.value_if(|expr| is_duration(expr).then_some(expr))?;
        let length = duration(&mut self.findings, expr, self.working_days)?;
        Some(if key == Keyword::Forward { Venue::Forward(length) } else { Venue::Return(length) })
    }
}

fn visit_count(expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Quantity(quantity) if matches!(quantity.unit, Some(Keyword::TimesUnit) | None) => {
            scaled(&quantity.number, 0).ok().and_then(|count| u32::try_from(count).ok())
        }
        _ => None,
    }
}
