//! `calendar.tsv` and `statutory_days.tsv` → the rows of the national working-day calendar.
//!
//! The published part ends with the year of the last notice. Two more years follow, unpublished: Monday to Friday without the statutory
//! holidays that have a fixed date. What touches them is provisional; holidays by the moon are not guessed.

use matter_runtime::tables::{Calendar, CalendarDay, Day};
use rustc_hash::FxHashMap;

/// Years behind the published part.
const UNPUBLISHED_YEARS: i32 = 2;

/// A calendar as rows of the tables.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarRows {
    /// The calendar.
    pub calendar: Calendar,
    /// Its days without gaps.
    pub days: Vec<CalendarDay>,
}

/// Lines of a table that could not be read and were left out, counted from 1.
pub type UnreadLines = Vec<u32>;

/// A line of `calendar.tsv`.
struct Special<'t> {
    working: bool,
    name: &'t str,
    notice: &'t str,
}

/// A line of `statutory_days.tsv` with a date.
struct Fixed<'t> {
    month: u8,
    day: u8,
    from: Option<Day>,
    to: Option<Day>,
    name: &'t str,
}

impl CalendarRows {
    /// Reads the two tables; `None` if there is no published day at all.
    #[must_use]
    pub fn read(name: &str, calendar: &str, statutory_days: &str) -> (Option<Self>, UnreadLines) {
        let mut unread = Vec::new();
        let mut special: FxHashMap<Day, Special<'_>> = FxHashMap::default();
        let mut years: Option<(i32, i32)> = None;
        for (line, text) in lines(calendar) {
            let Some((day, entry)) = read_special(text) else {
                unread.push(line);
                continue;
            };
            let year = day.civil().0;
            years = Some(years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
            special.insert(day, entry);
        }
        let fixed: Vec<Fixed<'_>> = lines(statutory_days).filter_map(|(_, text)| read_fixed(text)).collect();
        let rows = years.and_then(|(first, last)| rows(name, first, last, &special, &fixed));
        (rows, unread)
    }
}

fn rows(
    name: &str,
    first: i32,
    last: i32,
    special: &FxHashMap<Day, Special<'_>>,
    fixed: &[Fixed<'_>],
) -> Option<CalendarRows> {
    let published_from = Day::from_civil(first, 1, 1)?;
    let published_to = Day::from_civil(last, 12, 31)?;
    let end = Day::from_civil(last + UNPUBLISHED_YEARS, 12, 31)?;
    let mut ordinal = 0;
    let days = (published_from.0..=end.0).map(|number| {
        let day = Day(number);
        let (works, title, notice) = match special.get(&day) {
            Some(entry) => (entry.working, Some(entry.name), Some(entry.notice).filter(|notice| !notice.is_empty())),
            None => {
                let holiday = Some(day).filter(|day| *day > published_to).and_then(|day| fixed_on(fixed, day));
                (day.weekday() <= 5 && holiday.is_none(), holiday, None)
            }
        };
        ordinal += i32::from(works);
        let (year, month, month_day) = day.civil();
        CalendarDay {
            calendar: name.to_owned(),
            day,
            working: works,
            ordinal,
            month: year * 12 + i32::from(month) - 1,
            month_day,
            name: title.map(str::to_owned),
            notice: notice.map(str::to_owned),
        }
    });
    let days = days.collect();
    Some(CalendarRows { calendar: Calendar { name: name.to_owned(), published_from, published_to }, days })
}

fn fixed_on<'t>(fixed: &[Fixed<'t>], day: Day) -> Option<&'t str> {
    let (_, month, of_month) = day.civil();
    let applies = |holiday: &&Fixed<'_>| {
        (holiday.month, holiday.day) == (month, of_month)
            && holiday.from.is_none_or(|from| from <= day)
            && holiday.to.is_none_or(|to| day < to)
    };
    fixed.iter().find(applies).map(|holiday| holiday.name)
}

/// Lines behind the header with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (2..).zip(text.lines().skip(1)).filter(|(_, line)| !line.is_empty())
}

fn read_special(text: &str) -> Option<(Day, Special<'_>)> {
    let mut columns = text.split('\t');
    let day = columns.next()?.parse().ok()?;
    let working = match columns.next()? {
        "holiday" => false,
        "makeup" => true,
        _ => return None,
    };
    let name = columns.next()?;
    Some((day, Special { working, name, notice: columns.nth(1).unwrap_or("") }))
}

/// `None` for holidays without a fixed date too.
fn read_fixed(text: &str) -> Option<Fixed<'_>> {
    let mut columns = text.split('\t');
    let name = columns.next()?;
    let (month, day) = columns.next()?.split_once('-')?;
    let (from, to) = (columns.next()?, columns.next()?);
    Some(Fixed {
        month: month.parse().ok()?,
        day: day.parse().ok()?,
        from: from.parse().ok(),
        to: to.parse().ok(),
        name,
    })
}
