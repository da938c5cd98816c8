//! Civil days.

use matter_runtime::tables::Day;

#[test]
fn known_days_have_known_numbers() {
    assert_eq!(Day::from_civil(1970, 1, 1), Some(Day(0)));
    assert_eq!(Day::from_civil(2000, 3, 1), Some(Day(11_017)));
    assert_eq!("2026-11-22".parse(), Ok(Day(20_779)));
    assert_eq!(Day(-1).to_string(), "1969-12-31");
}

#[test]
fn dates_that_do_not_exist_are_refused() {
    assert_eq!(Day::from_civil(2026, 2, 29), None);
    assert_eq!(Day::from_civil(1900, 2, 29), None);
    assert_eq!(Day::from_civil(2026, 13, 1), None);
    assert_eq!(Day::from_civil(2026, 1, 0), None);
    assert!("2026-1-01".parse::<Day>().is_err());
    assert!("20260101".parse::<Day>().is_err());
    assert!("+026-01-01".parse::<Day>().is_err());
}

#[test]
fn every_day_of_four_centuries_comes_back() {
    for number in -135_140..10_957 {
        let (year, month, day) = Day(number).civil();
        assert_eq!(Day::from_civil(year, month, day), Some(Day(number)));
    }
}
