//! Handling elsewhere (通办) says how, and how long forwarding takes.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, Rule, Venue, VenueMode, Yield};

use crate::rules::context::{RuleContext, always, at};

pub(super) const CODE: Code = Code("M106");

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let venues: Vec<(&Rule, &Venue)> = definition
            .rules
            .iter()
            .filter_map(|rule| match &rule.yields {
                Yield::Venue(venue) => Some((rule, venue)),
                _ => None,
            })
            .collect();
        let has = |wanted: fn(&Venue) -> bool| venues.iter().find(|(_, venue)| wanted(venue));
        let scope = has(|venue| matches!(venue, Venue::Scope(_)));
        let mode = has(|venue| matches!(venue, Venue::Mode(_)));
        let received = has(|venue| matches!(venue, Venue::Mode(VenueMode::ReceivedForAnother)));
        let forward = has(|venue| matches!(venue, Venue::Forward(_)));
        match (scope, mode, received, forward) {
            (Some((rule, _)), None, ..) => found.push(missing(rule, Keyword::Mode)),
            (_, _, Some((rule, _)), None) => found.push(missing(rule, Keyword::Forward)),
            _ => {}
        }
        found.extend(visited_online(&definition.rules));
    }
}

fn missing(rule: &Rule, word: Keyword) -> Diagnostic {
    Diagnostic::new(CODE, at(&rule.origin)).with("missing", Arg::Word(word))
}

/// Handled wholly on line in every case, and yet one must come: the conditional case is proved elsewhere.
fn visited_online(rules: &[Rule]) -> Option<Diagnostic> {
    let online = rules.iter().find(|rule| matches!(rule.yields, Yield::Venue(Venue::Mode(VenueMode::FullyOnline))) && always(rule, rules))?;
    let visit = rules.iter().find(|rule| matches!(rule.yields, Yield::Visits(times) if times > 0) && always(rule, rules))?;
    let finding = Diagnostic::new(CODE, at(&online.origin)).label(at(&visit.origin), "visit");
    Some(finding.with("missing", Arg::Word(Keyword::Visits)))
}
