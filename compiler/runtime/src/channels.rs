//! The channel by which a case is handed in (渠道): an answer must be one that the matter offers.
//!
//! A matter that names no channel offers all of them.

use crate::case::Case;
use crate::catalogue::{Catalogue, FactId, damaged};
use crate::decide::{Answer, Status};
use crate::error::Error;
use crate::image::block::Block;
use crate::tables::{CHANNEL, FactValue};

impl Catalogue {
    /// Refuses an answered channel of which no line holds or may hold.
    pub(crate) fn check_channel(&self, block: &Block<'_>, case: &Case, answer: &Answer) -> Result<(), Error> {
        let channels = block.channels();
        let Some((_, fact, _)) = channels.clone().next() else { return Ok(()) };
        let Some(value) = case.value(FactId(fact)) else { return Ok(()) };
        let mut offered = channels.filter(|(rule, ..)| counts(answer, *rule));
        match offered.any(|(.., ordinal)| i64::from(ordinal) == value) {
            true => Ok(()),
            false => Err(self.no_channel(block, answer, value)),
        }
    }

    #[cold]
    fn no_channel(&self, block: &Block<'_>, answer: &Answer, value: i64) -> Error {
        let Ok(values) = self.rows_named::<FactValue>(CHANNEL) else { return damaged() };
        let title = |ordinal: i64| {
            let found = values.iter().find(|value| i64::from(value.ordinal) == ordinal);
            found.map_or_else(|| ordinal.to_string(), |value| value.title.clone())
        };
        let mut offered: Vec<u8> =
            block.channels().filter(|(rule, ..)| counts(answer, *rule)).map(|(.., ordinal)| ordinal).collect();
        offered.sort_unstable();
        offered.dedup();
        let offered = offered.into_iter().map(|ordinal| title(i64::from(ordinal))).collect();
        Error::ChannelNotOffered { channel: title(value), offered }
    }
}

fn counts(answer: &Answer, rule: u16) -> bool {
    matches!(answer.status_at(usize::from(rule)), Status::Certain | Status::Possible)
}
