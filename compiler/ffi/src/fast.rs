//! Deciding without texts: names and values become numbers once, then a case is numbers in and one byte a rule out.
//!
//! Numbers belong to one release; rules have the numbers that they have in its tables. Buffers are kept for each thread, so a call allocates
//! nothing once they have their size.

use std::cell::RefCell;
use std::ffi::c_char;

use matter_runtime::tables::{Day, Fact, Matter, Region, Row};
use matter_runtime::{Answer, Case, Catalogue, Dates, FactId, Given, MatterId, RegionId, Request, Resolution, Status};

use crate::border::{Outcome, Query, guarded, list, put, text};
use crate::failure::Failure;
use crate::registry;

/// No number: `MATTER_NONE` of the header.
const NONE: u32 = u32::MAX;

#[derive(Default)]
struct Buffers {
    case: Case,
    answer: Answer,
    given: Vec<Given>,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::default();
}

/// The number of a matter.
///
/// # Safety
/// `name` is null or a text that ends with a zero byte; `matter` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_find(catalogue: u64, name: *const c_char, matter: *mut u32) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let name = unsafe { text(name) }?;
        let found = registry::get(catalogue)?.matter(name)?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(matter, found.0) }
    })
}

/// The number of a place on a day.
///
/// # Safety
/// `name` is null or a text that ends with a zero byte; `place` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_place(catalogue: u64, name: *const c_char, day: i32, place: *mut u32) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let name = unsafe { text(name) }?;
        let found = registry::get(catalogue)?.region(name, Day(day))?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(place, found.0) }
    })
}

/// The number of a fact as a matter sees it.
///
/// # Safety
/// `name` is null or a text that ends with a zero byte; `fact` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_fact(catalogue: u64, matter: u32, name: *const c_char, fact: *mut u32) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let name = unsafe { text(name) }?;
        let catalogue = registry::get(catalogue)?;
        let matter = Some(MatterId(matter)).filter(|matter| matter.0 != NONE);
        if let Some(matter) = matter {
            known::<Matter>(&catalogue, matter.0)?;
        }
        let found = catalogue.fact(matter, name)?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(fact, found.0) }
    })
}

/// The integer of a value as people write it.
///
/// # Safety
/// `written` is null or a text that ends with a zero byte; `value` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_value(
    catalogue: u64,
    fact: u32,
    written: *const c_char,
    day: i32,
    value: *mut i64,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let written = unsafe { text(written) }?;
        let catalogue = registry::get(catalogue)?;
        known::<Fact>(&catalogue, fact)?;
        let row = catalogue.view::<Fact>(fact)?;
        let found = catalogue.read_value(&row, written, Day(day))?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(value, found.ok_or(Failure::NoValue)?) }
    })
}

/// Where every rule of a case stands, one byte each.
///
/// # Safety
/// `query` is null or points to a query; `facts` and `values` are null or point to `count` numbers each; `statuses` is null or points to
/// `capacity` writable bytes; `outcome` is null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_statuses(
    catalogue: u64,
    query: *const Query,
    facts: *const u32,
    values: *const i64,
    count: usize,
    statuses: *mut u8,
    capacity: usize,
    outcome: *mut Outcome,
) -> i32 {
    guarded(|| {
        let catalogue = registry::get(catalogue)?;
        // SAFETY: the caller promises a query.
        let query = unsafe { list(query, 1) }?.first().ok_or(Failure::Null)?;
        // SAFETY: the caller promises that many numbers.
        let facts = unsafe { list(facts, count) }?;
        // SAFETY: the caller promises that many numbers.
        let values = unsafe { list(values, count) }?;
        BUFFERS.with_borrow_mut(|buffers| {
            buffers.given.clear();
            let given = |(fact, value): (&u32, &i64)| Given { fact: FactId(*fact), value: *value };
            buffers.given.extend(facts.iter().zip(values).map(given));
            let found = decided(&catalogue, query, buffers)?;
            // SAFETY: the caller promises a place for an outcome.
            unsafe { put(outcome, found) }?;
            if usize::try_from(found.rules).is_ok_and(|rules| rules > capacity) {
                return Err(Failure::TooSmall);
            }
            for (offset, rule) in buffers.answer.rules().enumerate() {
                // SAFETY: below the capacity, and the caller promises that many bytes.
                unsafe { put(statuses.wrapping_add(offset), code(buffers.answer.status(rule))) }?;
            }
            Ok(())
        })
    })
}

// A number beyond the table is the caller's mistake; the runtime would take the image for damaged.
fn known<R: Row>(catalogue: &Catalogue, number: u32) -> Result<(), Failure> {
    if number < catalogue.count::<R>() { Ok(()) } else { Err(Failure::NoNumber(number)) }
}

fn decided(catalogue: &Catalogue, query: &Query, buffers: &mut Buffers) -> Result<Outcome, Failure> {
    known::<Matter>(catalogue, query.matter)?;
    for place in [query.responsible, query.here].into_iter().filter(|place| *place != NONE) {
        known::<Region>(catalogue, place)?;
    }
    for given in &buffers.given {
        known::<Fact>(catalogue, given.fact.0)?;
    }
    catalogue.check_given(&buffers.given)?;
    let place = |number: u32| Some(RegionId(number)).filter(|region| region.0 != NONE);
    let request = Request {
        matter: MatterId(query.matter),
        responsible: place(query.responsible),
        here: place(query.here),
        dates: Dates::on(Day(query.day)),
        answers: &buffers.given,
    };
    let resolution = buffers.case.resolve(catalogue, &request)?;
    catalogue.evaluate(&buffers.case, &mut buffers.answer)?;
    let mut rules = buffers.answer.rules();
    let edition = if let Resolution::Edition(edition) = resolution { edition.0 } else { NONE };
    Ok(Outcome {
        resolution: match resolution {
            Resolution::Edition(_) => 0,
            Resolution::NeedsResponsible => 1,
            Resolution::Nothing | Resolution::Outside => 2,
        },
        eligible: i32::from(code(buffers.answer.eligible())),
        edition,
        rules: u32::try_from(buffers.answer.rules().count()).unwrap_or(NONE),
        first_rule: rules.next().map_or(0, |rule| rule.0),
    })
}

const fn code(status: Status) -> u8 {
    match status {
        Status::Certain => 0,
        Status::Possible => 1,
        Status::Excluded => 2,
        Status::Moot => 3,
    }
}
