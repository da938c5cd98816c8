//! Decisions per second on one thread and on four: by the runtime, and by masks written by hand.

use std::hint::black_box;
use std::sync::Barrier;

use matter_runtime::{Answer, Case, Catalogue};

use super::clock::Processor;
use super::district::{Chance, MATTERS, QUESTIONS};
use super::{Asked, request};

const ROUNDS: usize = 5;
/// A round takes half a second: processor time is counted in ticks of some milliseconds.
const ROUND: f64 = 0.5;

/// Decisions per second.
pub(crate) struct Rates {
    pub(crate) one: f64,
    pub(crate) four: f64,
}

impl Rates {
    /// The best of some rounds; `worker` makes what one thread does for a case.
    fn measure<W: FnMut(&Asked)>(cases: &[Asked], worker: impl Fn() -> W + Sync) -> Self {
        let best = |threads| (0..ROUNDS).map(|_| round(cases, threads, &worker)).fold(0.0, f64::max);
        Self { one: best(1), four: best(4) }
    }
}

fn round<W: FnMut(&Asked)>(cases: &[Asked], threads: usize, worker: &(impl Fn() -> W + Sync)) -> f64 {
    let start = Barrier::new(threads);
    let run = |thread: usize| {
        let mut work = worker();
        // Each thread begins elsewhere.
        let (behind, ahead) = cases.split_at(cases.len() / threads * thread);
        start.wait();
        let begun = Processor::now();
        let mut done = 0;
        while begun.by_the_clock() < ROUND {
            ahead.iter().chain(behind).for_each(&mut work);
            done += cases.len();
        }
        done as f64 / begun.seconds()
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || run(thread))).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// Resolved and decided by the runtime.
pub(crate) fn decisions(catalogue: &Catalogue, cases: &[Asked]) -> Rates {
    Rates::measure(cases, || {
        let (mut case, mut answer) = (Case::new(), Answer::new());
        move |(matter, answers)| {
            case.resolve(catalogue, &request(*matter, answers)).unwrap();
            catalogue.evaluate(&case, &mut answer).unwrap();
            black_box(answer.eligible());
        }
    })
}

/// The limit: six masks of one word a matter, by index, unchecked in meaning.
pub(crate) fn by_hand(cases: &[Asked]) -> Rates {
    let mut chance = Chance(3);
    let mut table = || [[0_u64; 6]; QUESTIONS].map(|row| row.map(|_| chance.below(u64::MAX)));
    let tables: Vec<[[u64; 6]; QUESTIONS]> = (0..MATTERS).map(|_| table()).collect();
    Rates::measure(cases, || {
        |(matter, answers): &Asked| {
            let table = tables.get(usize::try_from(matter.0).unwrap()).unwrap();
            let masks = table.iter().zip(answers).map(|(masks, given)| {
                let bucket = (1..6).filter(|cut| given.value >= *cut).count();
                masks.get(bucket).copied().unwrap_or(0)
            });
            black_box(masks.fold(u64::MAX, |all, mask| all & mask));
        }
    })
}
