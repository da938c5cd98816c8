//! Shared by the tests of this crate: days and the national calendar of 2025 and 2026, typed in from the notices.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    dead_code,
    reason = "a mistake in a fixture fails its test; no test file uses all of it"
)]

pub(crate) mod build;
pub(crate) mod window;

use matter_runtime::{calendar::Calendar, tables::Day};

/// The day of an ISO date.
pub(crate) fn day(text: &str) -> Day {
    text.parse().expect(text)
}

const OFF: [(&str, &str); 8] = [
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
];
const WORKED: [&str; 6] = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"];

/// From 2025-10-01 to 2027-12-31, published to the end of 2026.
pub(crate) fn china_2026() -> Calendar {
    let first = day("2025-10-01");
    let works = |date: Day| {
        let off = OFF.iter().any(|(from, to)| (day(from)..=day(to)).contains(&date));
        let made_up = WORKED.iter().any(|made_up| day(made_up) == date);
        made_up || (date.weekday() <= 5 && !off)
    };
    let flags = (first.0..=day("2027-12-31").0).map(Day).map(works);
    Calendar::new("cn", first, day("2026-12-31"), first, flags)
}
