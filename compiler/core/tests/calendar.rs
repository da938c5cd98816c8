//! The national calendar of the standard library.

use matter_core::calendar::CalendarRows;
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::Day;

const DAYS: &str = include_str!("../../../stdlib/calendar.tsv");
const STATUTORY: &str = include_str!("../../../stdlib/statutory_days.tsv");

fn day(text: &str) -> Day {
    text.parse().unwrap_or_default()
}

#[test]
fn published_days_follow_the_notices_and_later_ones_the_fixed_holidays() {
    let (rows, unread) = CalendarRows::read("cn", DAYS, STATUTORY);
    let rows = rows.unwrap();
    assert_eq!(unread, Vec::<u32>::new());
    let calendar = Calendar::from_rows(&rows.calendar, &rows.days).unwrap();
    assert_eq!(calendar.published(), (day("2004-01-01"), day("2026-12-31")));
    assert_eq!(calendar.range().1, day("2028-12-31"));
    assert_eq!(calendar.is_working(day("2004-01-17")), Some(true), "a Saturday worked for 春节");
    assert_eq!(calendar.is_working(day("2004-01-22")), Some(false));
    assert_eq!(calendar.is_working(day("2027-10-01")), Some(false), "a Friday, 国庆节 by law");
    assert_eq!(calendar.is_working(day("2027-10-04")), Some(true), "a Monday that no notice takes off yet");
    assert!(calendar.is_provisional(day("2027-01-04")));
}

#[test]
fn lines_that_cannot_be_read_are_counted() {
    let (rows, unread) =
        CalendarRows::read("cn", "date\n2026-02-30\tholiday\t春节\t1\t\n2026-02-17\tholiday\t春节\t1\t\n", "");
    assert_eq!(unread, [2]);
    assert_eq!(rows.unwrap().days.len(), 365 + 365 + 366);
}
