//! 经过 → the runtime's events.

use matter_core::hir::{TestCase, TestEvent, TestEventKind};
use matter_core::lower::expression_text;
use matter_runtime::RuleId;
use matter_runtime::due::{Event, EventKind, Undated};

use super::compare::same;

/// The events of 经过; `None` if one stops the clock where nothing does.
pub(super) fn events(test: &TestCase, exclusions: &[(&str, RuleId)], stages: &[String]) -> Option<Vec<Event>> {
    // What goes on is what stopped last, unless a reason is named; what stops without one stops for the first that there is.
    let mut reason = exclusions.first().map(|(_, rule)| *rule);
    let event = |event: &TestEvent| {
        let note = event.note.as_deref().map(expression_text).unwrap_or_default();
        let named = exclusions.iter().find(|(known, _)| same(known, &note));
        reason = named.map(|(_, rule)| *rule).or(reason);
        let stage = stages.iter().position(|stage| same(stage, &note)).and_then(|at| u16::try_from(at).ok());
        let kind = event_kind(event.event, reason)?;
        let happened = event.minute.map_or_else(|| Event::on(kind, event.day), |at| Event::at(kind, event.day, at));
        Some(Event { stage, ..happened })
    };
    test.events.iter().map(event).collect()
}

/// Why nothing is due, in words.
pub(super) const fn undated(why: Option<Undated>) -> &'static str {
    match why {
        Some(Undated::Paused) => "期限暂停，没有到期日",
        Some(Undated::NotStarted) => "期限还没有起算",
        Some(Undated::Answers) => "没有答全，到期日不能确定",
        Some(Undated::NoLimit) | None => "没有期限",
    }
}

fn event_kind(kind: TestEventKind, reason: Option<RuleId>) -> Option<EventKind> {
    use matter_core::hir::Event as Declared;
    Some(match kind {
        TestEventKind::Pause => EventKind::Paused(reason?),
        TestEventKind::Resume => EventKind::Resumed(reason?),
        TestEventKind::Extend => EventKind::Extended,
        TestEventKind::Arrive => EventKind::Arrived,
        TestEventKind::Event(event) => match event {
            Declared::Application => EventKind::Applied,
            Declared::Receipt => EventKind::Received,
            Declared::Notice => EventKind::Noticed,
            Declared::Correction => EventKind::Corrected,
            Declared::Acceptance => EventKind::Accepted,
            Declared::Decision => EventKind::Decided,
            Declared::Delivery => EventKind::Delivered,
            Declared::Finding => EventKind::Found,
            Declared::Expiry => return None,
        },
    })
}
