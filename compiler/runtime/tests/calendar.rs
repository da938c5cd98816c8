//! Day numbers and working days, against vectors that were worked out by hand from the notices of 2025 and 2026.

mod common;

use common::{china_2026, day};
use matter_runtime::tables::Day;
use proptest::prelude::*;

#[test]
fn working_days_skip_holidays_and_count_make_up_days() {
    let calendar = china_2026();
    let vectors = [
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-02-13", 30, "2026-04-02"),
        ("2026-02-13", 45, "2026-04-24"),
        ("2026-02-13", 60, "2026-05-19"),
        ("2026-04-30", 7, "2026-05-13"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-09-30", 10, "2026-10-20"),
        ("2026-09-30", 20, "2026-11-03"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2025-12-31", 3, "2026-01-06"),
        ("2026-09-01", 20, "2026-09-29"),
    ];
    for (start, count, due) in vectors {
        assert_eq!(calendar.after(day(start), count), Some(day(due)), "{count} working days after {start}");
    }
}

#[test]
fn the_year_2026_has_248_working_days() {
    assert_eq!(china_2026().working_days_in(day("2026-01-01"), day("2026-12-31")), Some(248));
}

#[test]
fn zero_working_days_is_the_day_itself_even_on_a_sunday() {
    assert_eq!(china_2026().after(day("2026-03-08"), 0), Some(day("2026-03-08")));
}

#[test]
fn a_day_off_rolls_to_the_next_working_day_and_a_working_day_stays() {
    let calendar = china_2026();
    assert_eq!(calendar.roll(day("2026-10-06")), Some(day("2026-10-08")));
    assert_eq!(calendar.roll(day("2026-10-10")), Some(day("2026-10-10")));
}

#[test]
fn days_outside_the_calendar_have_no_ordinal() {
    let calendar = china_2026();
    assert_eq!(calendar.ordinal(day("2024-12-31")), None);
    assert_eq!(calendar.after(day("2027-06-01"), 400), None);
    assert_eq!(calendar.after(day("2026-06-01"), -1), None);
}

#[test]
fn only_days_after_the_published_ones_are_provisional() {
    let calendar = china_2026();
    assert!(!calendar.is_provisional(day("2026-12-31")));
    assert!(calendar.is_provisional(day("2027-01-04")));
}

#[test]
fn months_end_on_the_corresponding_day_or_the_last_of_the_month() {
    assert_eq!(day("2026-01-31").plus_months(1), Some(day("2026-02-28")));
    assert_eq!(day("2024-01-31").plus_months(1), Some(day("2024-02-29")));
    assert_eq!(day("2026-03-15").plus_months(-2), Some(day("2026-01-15")));
    assert_eq!(day("2024-02-29").plus_months(12), Some(day("2025-02-28")));
    assert_eq!(day("2024-02-29").plus_years(1), Some(day("2025-03-01")));
    assert_eq!(day("1956-02-29").plus_years(72), Some(day("2028-02-29")));
    assert_eq!(day("1956-02-28").plus_years(70), Some(day("2026-02-28")));
    assert_eq!(day("9999-12-01").plus_years(1), None);
    assert_eq!(day("9999-12-01").plus_months(1), None);
}

#[test]
fn a_person_completes_a_year_on_the_birthday() {
    let born = day("1956-08-20");
    assert_eq!(born.completed_years(day("2026-08-19")), 69);
    assert_eq!(born.completed_years(day("2026-08-20")), 70);
    assert_eq!(day("2024-02-29").completed_years(day("2025-02-28")), 0);
}

#[test]
fn a_month_is_complete_on_the_corresponding_day_and_begun_the_day_after() {
    let from = day("2026-01-15");
    for (end, complete, begun) in
        [("2026-01-15", 0, 0), ("2026-01-16", 0, 1), ("2026-02-14", 0, 1), ("2026-02-15", 1, 1), ("2026-02-16", 1, 2)]
    {
        assert_eq!((from.completed_months(day(end)), from.months_begun(day(end))), (complete, begun), "{end}");
    }
    assert_eq!(day("2026-01-31").completed_months(day("2026-02-28")), 1);
    assert_eq!(day("2026-01-31").months_begun(day("2026-03-01")), 2);
    assert_eq!((from.completed_months(day("2025-12-15")), from.months_begun(day("2026-01-14"))), (-1, -1));
}

#[test]
fn months_before_a_day_are_counted_back_from_it() {
    // The corresponding day of 31 March is 28 February: a whole month before, and still within one.
    let until = day("2026-03-31");
    for (end, complete, begun) in
        [("2026-03-30", 0, -1), ("2026-03-01", 0, -1), ("2026-02-28", -1, -1), ("2026-02-27", -1, -2)]
    {
        assert_eq!((until.completed_months(day(end)), until.months_begun(day(end))), (complete, begun), "{end}");
    }
    // 29 to 31 January are less than a month before 28 February, though a month after each of them ends on it.
    let until = day("2026-02-28");
    for (end, complete, begun) in [("2026-01-31", 0, -1), ("2026-01-28", -1, -1), ("2026-01-27", -1, -2)] {
        assert_eq!((until.completed_months(day(end)), until.months_begun(day(end))), (complete, begun), "{end}");
    }
}

#[test]
fn weekdays_are_counted_from_monday() {
    assert_eq!(day("2026-02-14").weekday(), 6);
    assert_eq!(day("1970-01-01").weekday(), 4);
    assert_eq!(day("1969-12-28").weekday(), 7);
}

proptest! {
    #[test]
    fn a_date_prints_and_reads_back(number in -700_000_i32..2_000_000) {
        let day = Day(number);
        prop_assert_eq!(day.to_string().parse(), Ok(day));
    }

    #[test]
    fn every_day_number_has_a_date_and_no_arithmetic_overflows(number in any::<i32>(), other in any::<i32>(), months in any::<i64>()) {
        let day = Day(number);
        let (_, month, date) = day.civil();
        prop_assert!((1..=12).contains(&month) && (1..=31).contains(&date));
        let _ = (day.plus_months(months), day.plus_days(months), day.completed_years(Day(other)), day.weekday());
    }

    #[test]
    fn the_day_after_has_the_next_date(number in 0_i32..60_000) {
        let ((year, month, date), (next_year, next_month, next_date)) = (Day(number).civil(), Day(number + 1).civil());
        let next = (next_year, next_month, next_date);
        prop_assert!([(year, month, date + 1), (year, month + 1, 1), (year + 1, 1, 1)].contains(&next));
    }
}
