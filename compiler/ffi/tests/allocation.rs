//! Nothing is allocated on the way that a window takes again and again: through the runtime and through `matter_statuses`. Counted here because
//! a counting allocator needs `unsafe`.
#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use common::day;
use common::window::{REGISTRATION, district};
use matter_ffi::{Outcome, Query};
use matter_runtime::due::{Event, EventKind, due};
use matter_runtime::{Answer, Case, Catalogue, Dates, Given, Request};

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: everything is handed on to the system's allocator; the counter itself allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promises are handed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are handed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How often the work allocates on this thread.
fn allocations(work: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    work();
    ALLOCATIONS.get() - before
}

struct Window {
    catalogue: Catalogue,
    answers: Vec<Vec<Given>>,
}

impl Window {
    fn open() -> Self {
        let catalogue = district().open();
        let matter = catalogue.matter(REGISTRATION).unwrap();
        let read = |pairs: &[(&str, &str)]| {
            let mut answers = Vec::new();
            for (fact, value) in pairs {
                catalogue.read_answer(Some(matter), fact, value, day("2026-03-02"), &mut answers).unwrap();
            }
            answers
        };
        let answers = vec![
            read(&[]),
            read(&[("婚姻状况", "离异")]),
            read(&[("情况属实", "否")]),
            read(&[("婚姻状况", "未婚"), ("情况属实", "是"), ("建筑面积", "80.25")]),
        ];
        Self { catalogue, answers }
    }

    fn request<'a>(&self, answers: &'a [Given]) -> Request<'a> {
        let on = day("2026-03-02");
        let here = Some(self.catalogue.region("坂田街道", on).unwrap());
        let matter = self.catalogue.matter(REGISTRATION).unwrap();
        Request { matter, responsible: here, here, dates: Dates::on(on), answers }
    }
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| drop(Box::new(1))), 1);
}

#[test]
fn deciding_asking_and_counting_days_allocate_nothing_after_the_first_time() {
    let window = Window::open();
    let catalogue = &window.catalogue;
    let requests: Vec<Request<'_>> = window.answers.iter().map(|answers| window.request(answers)).collect();
    let (mut case, mut answer, mut open) = (Case::new(), Answer::new(), Vec::new());
    let on = |kind, date| Event::on(kind, day(date));
    let mut days = None;
    let mut work = || {
        for request in &requests {
            case.resolve(catalogue, request).unwrap();
            catalogue.evaluate(&case, &mut answer).unwrap();
            catalogue.open_facts(&case, &answer, &mut open).unwrap();
        }
        let (calendar, limits) = days.get_or_insert_with(|| {
            let calendar = catalogue.calendar("cn").unwrap();
            (calendar, catalogue.limits(&case, &answer).unwrap())
        });
        let reason = limits.exclusions.first().unwrap().rule;
        let events = [
            on(EventKind::Accepted, "2026-03-02"),
            on(EventKind::Paused(reason), "2026-03-03"),
            on(EventKind::Resumed(reason), "2026-03-05"),
        ];
        due(calendar, limits, &events, day("2026-03-05")).unwrap();
    };
    work();
    assert_eq!(allocations(|| (0..100).for_each(|_| work())), 0);
}

#[test]
fn statuses_through_the_c_interface_allocate_nothing_after_the_first_time() {
    let image = district().bytes();
    let mut handle = 0;
    // SAFETY: the slice and the number outlive the call.
    assert_eq!(unsafe { matter_ffi::matter_open(image.as_ptr(), image.len(), &raw mut handle) }, 0);
    let window = Window::open();
    let request = window.request(&[]);
    let place = request.here.unwrap().0;
    let query = Query { matter: request.matter.0, responsible: place, here: place, day: request.dates.application.0 };
    let fact = window.catalogue.fact(Some(request.matter), "婚姻状况").unwrap().0;
    let value = 2_i64;
    let mut statuses = [9_u8; 64];
    let mut outcome = Outcome { resolution: 9, eligible: 9, edition: 9, first_rule: 9, rules: 9 };
    let mut work = || {
        // SAFETY: every pointer points to as much as is said, and outlives the call.
        let done = unsafe {
            matter_ffi::matter_statuses(
                handle,
                &raw const query,
                &raw const fact,
                &raw const value,
                1,
                statuses.as_mut_ptr(),
                statuses.len(),
                &raw mut outcome,
            )
        };
        assert_eq!(done, 0);
    };
    work();
    assert_eq!(allocations(|| (0..100).for_each(|_| work())), 0);
    assert_eq!((outcome.resolution, outcome.eligible, statuses.first()), (0, 0, Some(&0)));
    assert_eq!(matter_ffi::matter_close(handle), 0);
}
