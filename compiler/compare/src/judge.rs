//! Whether a change is better or worse for who applies: what is asked and taken is a burden, what is given is not, and of two amounts the
//! shorter time, the lower fee, the higher benefit is better. What is neither, or cannot be compared, is neutral.

use crate::record::Record;
use crate::report::{Effect, Said, Shift};

/// What it means that there is such a line where there was none.
pub(crate) fn new_line(kind: &str, row: &Record) -> Effect {
    match kind {
        "requirement" | "condition" | "prior_result" | "exclusion" | "instead" | "intermediary" => Effect::Worse,
        "fee" | "quota" => row.integer("amount").map_or(Effect::Neutral, |amount| worse_if(amount != 0)),
        "limit" => match row.text("kind") {
            Some("extension" | "accept_period") => worse_if(row.integer("amount").is_some()),
            Some("promised" | "notice" | "delivery") => worse_if(row.integer("amount").is_some()).reversed(),
            _ => Effect::Neutral,
        },
        "channel" | "accepting" | "benefit" | "commitment" | "trigger" | "result" | "renewal" => Effect::Better,
        "venue" if matches!(row.text("part"), Some("scope" | "mode")) => Effect::Better,
        _ => Effect::Neutral,
    }
}

/// What it means that there is such a row of a table that belongs to no line.
pub(crate) fn given(table: &str) -> Effect {
    match table {
        "hall" | "hall_channel" | "hall_window" | "window_matter" | "theme" | "matter_serves" => Effect::Better,
        _ => Effect::Neutral,
    }
}

/// What it means that such a row is different.
pub(crate) fn row(table: &str, before: &Record, after: &Record) -> Effect {
    let effect = match table {
        "hall_window" => more(before, after, "count"),
        "theme" => time(before, after, ("promise", "promise_unit")),
        _ => None,
    };
    effect.filter(|_| table != "theme" || before.is_equal_but(after, &["promise"])).unwrap_or(Effect::Neutral)
}

/// What it means that a line holds in other cases.
pub(crate) fn shifted(kind: &str, row: &Record, shift: Shift) -> Effect {
    // A condition holds where it is met.
    let more = if kind == "condition" { Effect::Better } else { new_line(kind, row) };
    match shift {
        Shift::More => more,
        Shift::Fewer => more.reversed(),
        Shift::Other => Effect::Neutral,
    }
}

/// What it means that a line says something else where it holds; none if only its title or its basis is another.
pub(crate) fn line(kind: &str, before: &Said, after: &Said) -> Option<Effect> {
    let (was, is) = (&before.row, &after.row);
    let (compared, attributes): (Vec<Option<Effect>>, &[&str]) = match kind {
        "requirement" => (requirement(before, after), &["title", "exempt", "grace", "grace_unit", "must"]),
        "limit" => (vec![limit(was, is)], &["amount"]),
        "exclusion" => (vec![bound(was, is)], &["amount", "unit"]),
        "fee" => (vec![less(was, is, "amount"), bound_of(was, is, "cap")], &["amount", "cap"]),
        "benefit" => (vec![more(was, is, "amount")], &["amount"]),
        "visit" => (vec![less(was, is, "count")], &["count", "reason"]),
        "quota" => (vec![more(was, is, "amount")], &["amount", "note"]),
        // The larger the number of a level, the nearer it is.
        "decider" => (vec![more(was, is, "level")], &["level"]),
        "venue" => (vec![venue(was, is)], &["value", "amount"]),
        "result" => (result(before, after), &["validity", "validity_unit", "permanent"]),
        "case_kind" => (vec![immediate(was, is)], &["kind"]),
        _ => (Vec::new(), &[]),
    };
    let elsewhere = !was.is_equal_but(is, attributes) || (before.parts != after.parts && !has_parts(kind));
    let rest = elsewhere.then_some(Effect::Neutral);
    let differs = was != is || before.parts != after.parts;
    all_together(compared.into_iter().chain([rest])).or(differs.then_some(Effect::Neutral))
}

fn has_parts(kind: &str) -> bool {
    kind == "requirement" || kind == "result"
}

/// One effect if all are the same, neutral if they contradict each other.
pub(crate) fn all_together(effects: impl IntoIterator<Item = Option<Effect>>) -> Option<Effect> {
    let mut effects = effects.into_iter().flatten();
    let first = effects.next()?;
    Some(if effects.all(|effect| effect == first) { first } else { Effect::Neutral })
}

const fn worse_if(worse: bool) -> Effect {
    if worse { Effect::Worse } else { Effect::Neutral }
}

/// A number of which less is better.
fn less(was: &Record, is: &Record, column: &str) -> Option<Effect> {
    let (was, is) = (was.integer(column)?, is.integer(column)?);
    (was != is).then_some(if is < was { Effect::Better } else { Effect::Worse })
}

/// A number of which more is better.
fn more(was: &Record, is: &Record, column: &str) -> Option<Effect> {
    less(was, is, column).map(Effect::reversed)
}

/// A number that bounds from above what is asked; none is no bound.
fn bound_of(was: &Record, is: &Record, column: &str) -> Option<Effect> {
    match (was.integer(column), is.integer(column)) {
        (None, Some(_)) => Some(Effect::Better),
        (Some(_), None) => Some(Effect::Worse),
        _ => less(was, is, column),
    }
}

/// The longest time that something takes.
fn bound(was: &Record, is: &Record) -> Option<Effect> {
    let both = was.integer("amount").is_some() && is.integer("amount").is_some();
    if both { time(was, is, ("amount", "unit")) } else { bound_of(was, is, "amount") }
}

/// A time of which less is better; different units cannot be compared.
fn time(was: &Record, is: &Record, (amount, unit): (&str, &str)) -> Option<Effect> {
    if was.text(unit) == is.text(unit) {
        return less(was, is, amount);
    }
    Some(Effect::Neutral)
}

fn limit(was: &Record, is: &Record) -> Option<Effect> {
    let shorter = time(was, is, ("amount", "unit"));
    // A period in which one may apply is the better the longer it is.
    if was.text("kind") == Some("accept_period") { shorter.map(Effect::reversed) } else { shorter }
}

fn venue(was: &Record, is: &Record) -> Option<Effect> {
    const SCOPES: [&str; 6] = ["village", "town", "county", "city", "province", "nation"];
    let rank = |row: &Record| SCOPES.iter().position(|scope| row.text("value") == Some(scope));
    let (before, after) = (was.text("value"), is.text("value"));
    match was.text("part") {
        Some("scope") => {
            let (before, after) = (rank(was)?, rank(is)?);
            (before != after).then_some(if after > before { Effect::Better } else { Effect::Worse })
        }
        Some("forward" | "return") => time(was, is, ("amount", "unit")),
        _ if before == after => None,
        Some("clock") if after == Some("receipt") => Some(Effect::Better),
        Some("clock") => Some(Effect::Worse),
        _ if after == Some("fully_online") => Some(Effect::Better),
        _ if before == Some("fully_online") => Some(Effect::Worse),
        _ => Some(Effect::Neutral),
    }
}

fn immediate(was: &Record, is: &Record) -> Option<Effect> {
    let at_once = |row: &Record| row.text("kind") == Some("即办件");
    (at_once(was) != at_once(is)).then_some(if at_once(is) { Effect::Better } else { Effect::Worse })
}

fn result(before: &Said, after: &Said) -> Vec<Option<Effect>> {
    let (was, is) = (&before.row, &after.row);
    let permanent = match (was.integer("permanent"), is.integer("permanent")) {
        (Some(0), Some(1)) => Some(Effect::Better),
        (Some(1), Some(0)) => Some(Effect::Worse),
        _ if was.integer("validity") == is.integer("validity") => None,
        (Some(0), Some(0)) => time(was, is, ("validity", "validity_unit")).map(Effect::reversed),
        _ => None,
    };
    vec![permanent, sets(&before.parts, &after.parts).map(Effect::reversed)]
}

/// Fewer of these rows are better, more are worse.
fn sets(before: &[Record], after: &[Record]) -> Option<Effect> {
    let lost = before.iter().any(|row| !after.contains(row));
    let won = after.iter().any(|row| !before.contains(row));
    match (lost, won) {
        (false, false) => None,
        (true, false) => Some(Effect::Better),
        (false, true) => Some(Effect::Worse),
        (true, true) => Some(Effect::Neutral),
    }
}

fn requirement(before: &Said, after: &Said) -> Vec<Option<Effect>> {
    let (was, is) = (&before.row, &after.row);
    let gained = |column: &str| match (was.text(column), is.text(column)) {
        (None, Some(_)) => Some(Effect::Better),
        (Some(_), None) => Some(Effect::Worse),
        (before, after) => (before != after).then_some(Effect::Neutral),
    };
    let grace = match (was.integer("grace"), is.integer("grace")) {
        (None, Some(_)) => Some(Effect::Better),
        (Some(_), None) => Some(Effect::Worse),
        _ => time(was, is, ("grace", "grace_unit")).map(Effect::reversed),
    };
    vec![gained("exempt"), gained("must").map(Effect::reversed), grace, members(&before.parts, &after.parts)]
}

/// The ways to meet a requirement: more ways are better, and the same documents may be asked in an easier form.
fn members(before: &[Record], after: &[Record]) -> Option<Effect> {
    let (was, is) = (ways(before), ways(after));
    let documents = |way: &[Record]| way.iter().map(document).collect::<Vec<_>>();
    let same = |way: &&[Record], among: &[&[Record]]| among.iter().any(|other| documents(way) == documents(other));
    let lost = was.iter().any(|way| !same(way, &is));
    let won = is.iter().any(|way| !same(way, &was));
    let number = match (lost, won) {
        (false, false) => None,
        (true, false) => Some(Effect::Worse),
        (false, true) => Some(Effect::Better),
        (true, true) => Some(Effect::Neutral),
    };
    let kept = was.iter().filter_map(|way| Some((way, is.iter().find(|other| documents(way) == documents(other))?)));
    let forms = kept.flat_map(|(way, other)| way.iter().zip(other.iter())).map(|(was, is)| member(was, is));
    all_together(std::iter::once(number).chain(forms))
}

/// The alternatives, each with its documents.
fn ways(parts: &[Record]) -> Vec<&[Record]> {
    parts.chunk_by(|a, b| a.integer("choice") == b.integer("choice")).collect()
}

fn document(member: &Record) -> String {
    member.named(&["material", "holder"])
}

/// What is accepted in an easier form ranks lower; a line that does not say accepts any form.
fn member(was: &Record, is: &Record) -> Option<Effect> {
    let rank = |row: &Record| match row.text("form") {
        Some("unsaid") => 0,
        Some("electronic" | "original_or_copy") => 1,
        Some("copy") => 2,
        Some("original") => 3,
        _ => 4,
    };
    let (before, after) = (rank(was), rank(is));
    let form = (before != after).then_some(if after < before { Effect::Better } else { Effect::Worse });
    let other = (!was.is_equal_but(is, &["choice", "form", "count", "title"])).then_some(Effect::Neutral);
    all_together([form, less(was, is, "count"), other])
}

/// Whether two requirements share a document.
pub(crate) fn shares(one: &Said, other: &Said) -> bool {
    one.parts.iter().any(|member| other.parts.iter().any(|same| document(member) == document(same)))
}
