//! `可在 园山街道 代收代办`: the decided case once more, with the applicant standing at that place.

use matter_core::hir::{TestCase, VenueMode};
use matter_core::regions::Position;
use matter_runtime::{Answer, Case, Error, Language, Request, Status, Venues};

use super::words::status_word;
use super::{Outcome, Setting, request};

/// Whether the case can be handed in at the place, and in this mode if one is named; what came out, in words. The responsible region is
/// that of the case itself: whoever receives, it stays.
pub(super) fn can_at(
    setting: &Setting,
    (test, matter): (&TestCase, &str),
    outcome: &Outcome<'_>,
    place: Position,
    mode: Option<VenueMode>,
) -> (bool, String) {
    match standing(setting, test, matter, outcome, place) {
        Ok(venues) => compared(&venues, mode),
        Err(error) => (false, error.text(Language::Zh)),
    }
}

fn standing<'s>(
    setting: &Setting<'s>,
    test: &TestCase,
    matter: &str,
    outcome: &Outcome<'_>,
    place: Position,
) -> Result<Venues<'s>, Error> {
    let asked = request::read(setting, test, matter, outcome.day)?;
    let here = setting.catalogue.region(&setting.regions.code(place), outcome.day)?;
    let responsible = outcome.decision.responsible;
    let request = Request { here: Some(here), responsible, ..asked.request() };
    let (mut case, mut answer) = (Case::new(), Answer::new());
    case.resolve(setting.catalogue, &request)?;
    setting.catalogue.evaluate(&case, &mut answer)?;
    setting.catalogue.venues(&case, &answer)
}

fn compared(venues: &Venues<'_>, mode: Option<VenueMode>) -> (bool, String) {
    let in_mode = mode.is_none_or(|mode| {
        venues.modes.iter().any(|line| line.status == Status::Certain && line.row.value == Some(key(mode)))
    });
    let modes: Vec<String> = venues
        .modes
        .iter()
        .map(|line| format!("{} {}", line.row.value.map_or("", in_words), status_word(line.status)))
        .collect();
    let here = match venues.here {
        Status::Certain => "可以在此收件",
        Status::Possible => "也许可以在此收件",
        Status::Excluded => "不可以在此收件",
        Status::Moot => "责任地未定，说不出能否在此收件",
    };
    let got = if modes.is_empty() { here.to_owned() } else { format!("{here}，方式 {}", modes.join("、")) };
    (venues.here == Status::Certain && in_mode, got)
}

/// The mode as the tables call it.
const fn key(mode: VenueMode) -> &'static str {
    crate::rows::venue_mode(mode)
}

/// A mode in words of the language.
pub(super) fn mode_word(mode: VenueMode) -> &'static str {
    in_words(key(mode))
}

fn in_words(mode: &str) -> &'static str {
    match mode {
        "fully_online" => "全程网办",
        "received_for_another" => "代收代办",
        _ => "多地联办",
    }
}
