//! Loads an engine, compares its answers with what they must be, and measures: time of one decision, decisions a second on one thread and
//! on four, heap. One line of JSON.

use std::hint::black_box;
use std::time::Instant;

use crate::memory::heap_of;
use crate::{Decision, Matter, Request, catalogue, expected, requests};

/// Whoever can answer.
pub trait Peer: Sized + Send {
    /// A request in the engine's own form.
    type Input;

    /// The catalogue in the engine's language; not measured.
    fn source(catalogue: &[Matter]) -> Vec<String>;
    /// From source texts to ready.
    fn load(source: &[String]) -> Self;
    /// For another thread.
    fn fork(&self) -> Self;
    fn prepare(&mut self, matter: &Matter, request: &Request) -> Self::Input;
    fn decide(&mut self, matter: &Matter, request: &Request, input: &Self::Input) -> Decision;

    /// Where an engine says less by design, the decision as it would say it.
    fn as_it_is_said(decision: Decision) -> Decision {
        decision
    }
}

const REQUESTS: usize = 20_000;

/// Arguments: number of matters, seconds of each measurement.
pub fn run<P: Peer>(name: &str) {
    let mut arguments = std::env::args().skip(1);
    let matters: usize = arguments.next().map_or(1_000, |number| number.parse().expect("a number of matters"));
    let seconds: f64 = arguments.next().map_or(1.0, |number| number.parse().expect("seconds"));
    let catalogue = catalogue(matters);
    let source = P::source(&catalogue);
    let megabytes = source.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let begun = Instant::now();
    let (mut peer, heap) = heap_of(|| P::load(&source));
    let load = begun.elapsed().as_secs_f64();
    drop(source);
    let peer = &mut peer;
    // A thread of its own: its allocator's pages hold nothing of the catalogue, as in a server.
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut requests = requests(&catalogue, REQUESTS);
            requests.truncate(check(peer, &catalogue, &requests, seconds));
            let mut work = Work { catalogue: &catalogue, requests: &requests, seconds };
            let (whole, alone) = work.latencies(peer);
            let one = work.best_of_three(|work| work.rate(peer, 0));
            let four = work.best_of_three(|work| work.on_four(peer));
            println!(
                "{{\"peer\":\"{name}\",\"matters\":{matters},\"source_mb\":{megabytes:.1},\"load_s\":{load:.3},\"heap_mb\":{:.1},\
                 \"checked\":{},\"p50_ns\":{},\"p99_ns\":{},\"decide_p50_ns\":{},\"decide_p99_ns\":{},\"one\":{one:.0},\"four\":{four:.0}}}",
                heap as f64 / 1e6,
                requests.len(),
                whole[whole.len() / 2],
                whole[whole.len() * 99 / 100],
                alone[alone.len() / 2],
                alone[alone.len() * 99 / 100],
            );
        });
    });
}

/// Compares as many answers as there is time for, and says how many.
fn check<P: Peer>(peer: &mut P, catalogue: &[Matter], requests: &[Request], seconds: f64) -> usize {
    let begun = Instant::now();
    for (done, request) in requests.iter().enumerate() {
        let matter = &catalogue[request.matter];
        let input = peer.prepare(matter, request);
        let found = peer.decide(matter, request, &input);
        let wanted = P::as_it_is_said(expected(matter, request));
        assert_eq!(found, wanted, "matter {}: {request:?}", matter.number);
        if done > 200 && begun.elapsed().as_secs_f64() > 4.0 * seconds {
            return done;
        }
    }
    requests.len()
}

struct Work<'a> {
    catalogue: &'a [Matter],
    requests: &'a [Request],
    seconds: f64,
}

impl Work<'_> {
    /// Nanoseconds of a decision, sorted: with its input, and alone. Two readings of the clock are part of each.
    fn latencies<P: Peer>(&mut self, peer: &mut P) -> (Vec<u64>, Vec<u64>) {
        let (mut whole, mut alone) = (Vec::new(), Vec::new());
        let begun = Instant::now();
        while whole.is_empty() || begun.elapsed().as_secs_f64() < self.seconds {
            for request in self.requests {
                let matter = &self.catalogue[request.matter];
                let start = Instant::now();
                let input = black_box(peer.prepare(matter, request));
                let ready = Instant::now();
                black_box(peer.decide(matter, request, &input));
                let end = Instant::now();
                whole.push((end - start).as_nanos() as u64);
                alone.push((end - ready).as_nanos() as u64);
            }
        }
        whole.sort_unstable();
        alone.sort_unstable();
        (whole, alone)
    }

    /// Decisions a second.
    fn rate<P: Peer>(&self, peer: &mut P, first: usize) -> f64 {
        let (begun, mut done) = (Instant::now(), 0_usize);
        loop {
            for _ in 0..64 {
                let request = &self.requests[(first + done) % self.requests.len()];
                let matter = &self.catalogue[request.matter];
                let input = peer.prepare(matter, request);
                black_box(peer.decide(matter, request, &input));
                done += 1;
            }
            let spent = begun.elapsed().as_secs_f64();
            if spent > self.seconds {
                return done as f64 / spent;
            }
        }
    }

    fn on_four<P: Peer>(&self, peer: &mut P) -> f64 {
        let forks: Vec<P> = (0..4).map(|_| peer.fork()).collect();
        std::thread::scope(|scope| {
            let run = |(number, mut fork): (usize, P)| scope.spawn(move || self.rate(&mut fork, number * 5_003));
            let running: Vec<_> = forks.into_iter().enumerate().map(run).collect();
            running.into_iter().map(|thread| thread.join().expect("no panic")).sum()
        })
    }

    fn best_of_three(&mut self, mut run: impl FnMut(&mut Self) -> f64) -> f64 {
        (0..3).map(|_| run(self)).fold(0.0, f64::max)
    }
}
