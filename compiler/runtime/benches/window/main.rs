//! What a window waits for: opening a district's image, resolving, deciding, the next questions, due dates.
//!
//! `by_hand` is the limit: one array of masks a matter, six of them combined, nothing checked. Each case is another matter, at random.

#![allow(clippy::unwrap_used, reason = "a bench that cannot run has nothing to say")]

mod district;

use std::sync::LazyLock;

use district::{Chance, MATTERS, QUESTIONS};
use divan::{Bencher, black_box};
use matter_runtime::due::{Event, EventKind, Length, LimitKind, Start, Term, Unit, due};
use matter_runtime::tables::Day;
use matter_runtime::{Answer, Case, Catalogue, Dates, FactId, Given, MatterId, RegionId, Request, image};

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

static IMAGE: LazyLock<&'static [u8]> = LazyLock::new(|| image::build(&district::tables()).unwrap().leak());
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::open(*IMAGE).unwrap());
/// Cases that are ready to be decided.
static CASES: LazyLock<Vec<(MatterId, [Given; QUESTIONS])>> = LazyLock::new(|| {
    let mut chance = Chance(11);
    (0..1 << 16)
        .map(|_| (MatterId(u32::try_from(chance.below(u64::from(MATTERS))).unwrap()), answers(&mut chance)))
        .collect()
});

const CELLS: [u64; QUESTIONS] = [4, 2, 3, 2, 3, 4];

fn answers(chance: &mut Chance) -> [Given; QUESTIONS] {
    let mut fact = 0;
    CELLS.map(|cells| {
        let cell = i64::try_from(chance.below(cells)).unwrap();
        let value = if fact == 4 { 20_010 + 365 * cell } else { cell };
        fact += 1;
        Given { fact: FactId(fact - 1), value }
    })
}

fn request(matter: MatterId, answers: &[Given]) -> Request<'_> {
    Request { matter, responsible: Some(RegionId(3)), here: None, dates: Dates::on(Day(20_500)), answers }
}

fn main() {
    let _ = (&*CATALOGUE, &*CASES);
    divan::main();
}

#[divan::bench]
fn open(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| Catalogue::open(black_box(*IMAGE)).unwrap());
}

/// Runs over the cases, another one each time.
fn over_cases(bencher: Bencher<'_, '_>, run: impl Fn(&mut Case, &mut Answer, &(MatterId, [Given; QUESTIONS])) + Sync) {
    thread_local! {
        static BUFFERS: std::cell::RefCell<(usize, Case, Answer)> = std::cell::RefCell::default();
    }
    bencher.counter(divan::counter::ItemsCount::new(64_u32)).bench(|| {
        BUFFERS.with_borrow_mut(|(next, case, answer)| {
            for _ in 0..64 {
                *next = (*next + 1) % CASES.len();
                run(case, answer, CASES.get(*next).unwrap());
            }
        });
    });
}

#[divan::bench(threads = [1, 4], sample_size = 20)]
fn resolve(bencher: Bencher<'_, '_>) {
    over_cases(bencher, |case, _, (matter, answers)| {
        case.resolve(&CATALOGUE, &request(*matter, answers)).unwrap();
    });
}

#[divan::bench(threads = [1, 4], sample_size = 20)]
fn resolve_and_decide(bencher: Bencher<'_, '_>) {
    over_cases(bencher, |case, answer, (matter, answers)| {
        case.resolve(&CATALOGUE, &request(*matter, answers)).unwrap();
        CATALOGUE.evaluate(case, answer).unwrap();
        black_box(answer.eligible());
    });
}

/// Deciding cases that are already resolved.
#[divan::bench(threads = [1, 4], sample_size = 20)]
fn decide(bencher: Bencher<'_, '_>) {
    static RESOLVED: LazyLock<Vec<Case>> = LazyLock::new(|| {
        let resolve = |(matter, answers): &(MatterId, [Given; QUESTIONS])| {
            let mut case = Case::new();
            case.resolve(&CATALOGUE, &request(*matter, answers)).unwrap();
            case
        };
        CASES.iter().take(8_192).map(resolve).collect()
    });
    let _ = &*RESOLVED;
    thread_local! {
        static BUFFERS: std::cell::RefCell<(usize, Answer)> = std::cell::RefCell::default();
    }
    bencher.counter(divan::counter::ItemsCount::new(64_u32)).bench(|| {
        BUFFERS.with_borrow_mut(|(next, answer)| {
            for _ in 0..64 {
                *next = (*next + 1) % RESOLVED.len();
                CATALOGUE.evaluate(RESOLVED.get(*next).unwrap(), answer).unwrap();
                black_box(answer.eligible());
            }
        });
    });
}

/// The same case again and again: everything in the nearest cache.
#[divan::bench(sample_size = 20)]
fn decide_one_matter(bencher: Bencher<'_, '_>) {
    let (mut case, mut answer) = (Case::new(), Answer::new());
    let (matter, answers) = CASES.first().unwrap();
    case.resolve(&CATALOGUE, &request(*matter, answers)).unwrap();
    bencher.counter(divan::counter::ItemsCount::new(64_u32)).bench_local(|| {
        for _ in 0..64 {
            CATALOGUE.evaluate(black_box(&case), &mut answer).unwrap();
        }
    });
}

#[divan::bench(sample_size = 20)]
fn questions(bencher: Bencher<'_, '_>) {
    thread_local! {
        static OPEN: std::cell::RefCell<Vec<FactId>> = std::cell::RefCell::default();
    }
    over_cases(bencher, |case, answer, (matter, answers)| {
        case.resolve(&CATALOGUE, &request(*matter, answers.get(..2).unwrap())).unwrap();
        CATALOGUE.evaluate(case, answer).unwrap();
        OPEN.with_borrow_mut(|open| CATALOGUE.open_facts(case, answer, open).unwrap());
    });
}

#[divan::bench(sample_size = 100)]
fn due_date(bencher: Bencher<'_, '_>) {
    let calendar = CATALOGUE.calendar("cn").unwrap();
    let length = Length { amount: 20, unit: Unit::WorkingDays };
    let extends = LimitKind::Statutory;
    let term = |kind| Term { kind, length, start: Start::Acceptance, deems_accepted: false, extends };
    let terms =
        [term(LimitKind::Statutory), Term { length: Length { amount: 7, ..length }, ..term(LimitKind::Promised) }];
    let events = [Event::on(EventKind::Received, Day(20_400)), Event::on(EventKind::Accepted, Day(20_402))];
    bencher.bench_local(|| due(calendar, black_box(&terms), &[], black_box(&events), Day(20_403)).unwrap());
}

/// The limit: six masks of one word a matter, by index, unchecked in meaning.
#[divan::bench(threads = [1, 4], sample_size = 20)]
fn by_hand(bencher: Bencher<'_, '_>) {
    static TABLES: LazyLock<Vec<[[u64; 6]; QUESTIONS]>> = LazyLock::new(|| {
        let mut chance = Chance(3);
        (0..MATTERS).map(|_| [[0; 6]; QUESTIONS].map(|row| row.map(|_: u64| chance.below(u64::MAX)))).collect()
    });
    let _ = &*TABLES;
    thread_local! {
        static NEXT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
    }
    bencher.counter(divan::counter::ItemsCount::new(64_u32)).bench(|| {
        for _ in 0..64 {
            let next = (NEXT.get() + 1) % CASES.len();
            NEXT.set(next);
            let (matter, answers) = CASES.get(next).unwrap();
            let table = TABLES.get(usize::try_from(matter.0).unwrap()).unwrap();
            let masks = table.iter().zip(answers).map(|(masks, given)| {
                let bucket = (1..6).filter(|cut| given.value >= *cut).count();
                masks.get(bucket).copied().unwrap_or(0)
            });
            black_box(masks.fold(u64::MAX, |all, mask| all & mask));
        }
    });
}
