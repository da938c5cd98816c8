//! Speed of the runtime on a district of 16,380 matters: `cargo bench -p matter-runtime`. Prints one table.
//!
//! Every case is another matter at random with six answers, so that what it reads is rarely in the nearest cache. Times of single steps are
//! those of the clock less what two readings of it take. Opening and rates are by the processor's time where the system tells it, so that
//! what else the machine does is not counted; rates are the best of five rounds. Heap is what opening adds to the process's own memory;
//! the image itself is read where it lies. The last lines compare with masks written by hand for this work alone, in the same run.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and one that cannot run has nothing to say"
)]

mod aims;
mod clock;
mod district;
mod rates;

use std::hint::black_box;

use aims::Line;
use clock::{Processor, nanoseconds};
use district::{Chance, MATTERS, QUESTIONS};
use matter_runtime::due::{Event, EventKind, Length, LimitKind, Limits, Start, Term, Unit, due};
use matter_runtime::tables::Day;
use matter_runtime::{Answer, Case, Catalogue, Dates, FactId, Given, MatterId, RegionId, Request, image};

/// A matter and what is answered.
type Asked = (MatterId, [Given; QUESTIONS]);

const CASES: usize = 1 << 16;
const CELLS: [u64; QUESTIONS] = [4, 2, 3, 2, 3, 4];

fn main() {
    let bytes: &'static [u8] = image::build(&district::tables()).unwrap().leak();
    let (catalogue, heap) = open(bytes);
    let cases = cases();
    println!("{MATTERS} matters, image {:.1} MB\n", bytes.len() as f64 / 1e6);
    aims::heading();
    let one = Single::measure(&catalogue, &cases);
    aims::RESOLVE.nanoseconds(&one.resolve);
    aims::EVALUATE.nanoseconds(&one.evaluate);
    aims::QUESTIONS.nanoseconds(&one.questions);
    aims::DUE.nanoseconds(&due_dates(&catalogue));
    let rates = rates::decisions(&catalogue, &cases);
    aims::ONE_THREAD.rate(rates.one);
    aims::FOUR_THREADS.rate(rates.four);
    aims::SCALING.ratio(rates.four / rates.one);
    aims::OPEN.milliseconds(opening(bytes));
    if let Some(heap) = heap {
        aims::HEAP.megabytes(heap);
    }
    let by_hand = rates::by_hand(&cases);
    println!();
    Line::plain(
        "masks by hand, decisions per second, 1 / 4 threads",
        &format!("{:.1} / {:.1} M", by_hand.one / 1e6, by_hand.four / 1e6),
    );
    Line::plain(
        "the runtime against them, 1 / 4 threads",
        &format!("{:.1} / {:.1} x", by_hand.one / rates.one, by_hand.four / rates.four),
    );
}

fn cases() -> Vec<Asked> {
    let mut chance = Chance(11);
    let matter = |chance: &mut Chance| MatterId(u32::try_from(chance.below(u64::from(MATTERS))).unwrap());
    (0..CASES).map(|_| (matter(&mut chance), answers(&mut chance))).collect()
}

fn answers(chance: &mut Chance) -> [Given; QUESTIONS] {
    let mut fact = 0;
    CELLS.map(|cells| {
        let cell = i64::try_from(chance.below(cells)).unwrap();
        let value = if fact == 4 { 20_010 + 365 * cell } else { cell };
        fact += 1;
        Given { fact: FactId(fact - 1), value }
    })
}

pub(crate) fn request(matter: MatterId, answers: &[Given]) -> Request<'_> {
    Request { matter, responsible: Some(RegionId(3)), here: None, dates: Dates::on(Day(20_500)), answers }
}

/// The catalogue, and how many megabytes of its own the process has more than before.
fn open(bytes: &'static [u8]) -> (Catalogue, Option<f64>) {
    let before = own_memory();
    let catalogue = Catalogue::open(bytes).unwrap();
    let more = own_memory().zip(before).map(|(after, before)| (after - before).max(0.0));
    (catalogue, more)
}

// Where the system says so.
fn own_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    line.trim().strip_suffix(" kB")?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1e3)
}

/// Milliseconds, the mean of many: processor time is counted in ticks of some milliseconds.
fn opening(bytes: &'static [u8]) -> f64 {
    let (begun, count) = (Processor::now(), 100);
    (0..count).for_each(|_| drop(black_box(Catalogue::open(black_box(bytes)).unwrap())));
    begun.seconds() * 1e3 / f64::from(count)
}

/// Times of the steps of single cases.
struct Single {
    resolve: Vec<u64>,
    evaluate: Vec<u64>,
    questions: Vec<u64>,
}

impl Single {
    fn measure(catalogue: &Catalogue, cases: &[Asked]) -> Self {
        let (mut case, mut answer, mut open) = (Case::new(), Answer::new(), Vec::new());
        let resolve = times(cases, |asked, time| {
            time(&mut || _ = case.resolve(catalogue, &request(asked.0, &asked.1)).unwrap());
        });
        // A case is decided right after it was resolved.
        let evaluate = times(cases, |asked, time| {
            case.resolve(catalogue, &request(asked.0, &asked.1)).unwrap();
            time(&mut || catalogue.evaluate(&case, &mut answer).unwrap());
        });
        let questions = times(cases, |asked, time| {
            case.resolve(catalogue, &request(asked.0, asked.1.get(..2).unwrap())).unwrap();
            catalogue.evaluate(&case, &mut answer).unwrap();
            time(&mut || catalogue.open_facts(&case, &answer, &mut open).unwrap());
        });
        Self { resolve, evaluate, questions }
    }
}

/// Sorted times of what `run` has measured.
fn times<T>(cases: &[T], mut run: impl FnMut(&T, &mut dyn FnMut(&mut dyn FnMut()))) -> Vec<u64> {
    let clock = clock::of_the_clock();
    let mut found = Vec::with_capacity(cases.len());
    for asked in cases {
        run(asked, &mut |measured| found.push(nanoseconds(measured).saturating_sub(clock)));
    }
    found.sort_unstable();
    found
}

/// A last day from two terms and two events; a hundred at once, for one alone is shorter than the clock can tell.
fn due_dates(catalogue: &Catalogue) -> Vec<u64> {
    let calendar = catalogue.calendar("cn").unwrap();
    let length = Length { amount: 20, unit: Unit::WorkingDays };
    let extends = LimitKind::Statutory;
    let (start, stage) = (Start::Acceptance, None);
    let term = |kind| Term { kind, length, start, stage, deems_accepted: false, extends, certain: true };
    let promised = Term { length: Length { amount: 7, ..length }, ..term(LimitKind::Promised) };
    let limits = Limits { terms: vec![term(LimitKind::Statutory), promised], ..Limits::default() };
    let events = [Event::on(EventKind::Received, Day(20_400)), Event::on(EventKind::Accepted, Day(20_402))];
    let one = || black_box(due(calendar, black_box(&limits), black_box(&events), Day(20_403)).unwrap());
    let hundred = times(&[(); 2_000], |(), time| time(&mut || (0..100).for_each(|_| _ = one())));
    hundred.into_iter().map(|time| time / 100).collect()
}
