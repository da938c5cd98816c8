//! Times: of the clock, and of the processor, which does not run on while others have it.

use std::time::Instant;

/// Of sorted numbers.
pub(crate) fn percentile(sorted: &[u64], percent: usize) -> u64 {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or(0)
}

/// Nanoseconds by the clock.
pub(crate) fn nanoseconds(run: impl FnOnce()) -> u64 {
    let start = Instant::now();
    run();
    u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX)
}

/// What two readings of the clock take.
pub(crate) fn of_the_clock() -> u64 {
    let mut empty: Vec<u64> = (0..10_000).map(|_| nanoseconds(|| ())).collect();
    empty.sort_unstable();
    percentile(&empty, 50)
}

/// A moment of this thread's processor time where the system tells it, else of the clock.
pub(crate) struct Processor {
    clock: Instant,
    spent: Option<f64>,
}

impl Processor {
    pub(crate) fn now() -> Self {
        Self { clock: Instant::now(), spent: spent() }
    }

    /// Seconds since then, whoever had the processor.
    pub(crate) fn by_the_clock(&self) -> f64 {
        self.clock.elapsed().as_secs_f64()
    }

    /// Seconds of this thread since then.
    pub(crate) fn seconds(&self) -> f64 {
        let processor = spent().zip(self.spent).map(|(now, then)| now - then);
        processor.filter(|seconds| *seconds > 0.0).unwrap_or_else(|| self.by_the_clock())
    }
}

// Linux counts nanoseconds for each thread.
fn spent() -> Option<f64> {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counts.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}
