//! What each line should reach, and how it is printed: gate (more is a defect), goal, stretch, what was reached.

use super::clock::percentile;

/// A line of the table with its aims; of two numbers the first is the 50th percentile, the second the 99th.
pub(crate) struct Aim {
    what: &'static str,
    gate: &'static [f64],
    goal: &'static [f64],
    stretch: &'static [f64],
}

pub(crate) const RESOLVE: Aim = Aim::new("resolving a case, p50, ns", &[2_000.0], &[300.0], &[150.0]);
pub(crate) const EVALUATE: Aim =
    Aim::new("evaluating it, p50 / p99, ns", &[1_000.0, 5_000.0], &[150.0, 1_000.0], &[60.0, 500.0]);
pub(crate) const QUESTIONS: Aim = Aim::new("next questions, p50, ns", &[1_000.0], &[1_000.0], &[]);
pub(crate) const DUE: Aim = Aim::new("a due date, p50, ns", &[100.0], &[100.0], &[]);
pub(crate) const ONE_THREAD: Aim = Aim::new("decisions per second, 1 thread, M", &[1.0], &[10.0], &[30.0]);
pub(crate) const FOUR_THREADS: Aim = Aim::new("decisions per second, 4 threads, M", &[3.5], &[35.0], &[100.0]);
pub(crate) const SCALING: Aim = Aim::new("4 threads against 1", &[3.5], &[3.5], &[]);
pub(crate) const OPEN: Aim = Aim::new("opening the image, mean, ms", &[50.0], &[5.0], &[1.0]);
pub(crate) const HEAP: Aim = Aim::new("heap of the catalogue, MB", &[64.0], &[16.0], &[8.0]);

pub(crate) fn heading() {
    println!("{:52}{:>14}{:>14}{:>14}{:>14}  reached", "", "measured", "gate", "goal", "stretch");
}

/// A line without aims.
pub(crate) struct Line;

impl Line {
    pub(crate) fn plain(what: &str, measured: &str) {
        println!("{what:52}{measured:>14}");
    }
}

impl Aim {
    const fn new(what: &'static str, gate: &'static [f64], goal: &'static [f64], stretch: &'static [f64]) -> Self {
        Self { what, gate, goal, stretch }
    }

    /// Sorted times, as many percentiles of them as are aimed at.
    pub(crate) fn nanoseconds(&self, sorted: &[u64]) {
        let measured: Vec<f64> =
            [50, 99].iter().zip(self.gate).map(|(percent, _)| percentile(sorted, *percent) as f64).collect();
        self.print(&measured, 0, |measured, aim| measured <= aim);
    }

    pub(crate) fn milliseconds(&self, measured: f64) {
        self.print(&[measured], 1, |measured, aim| measured <= aim);
    }

    pub(crate) fn megabytes(&self, measured: f64) {
        self.print(&[measured], 1, |measured, aim| measured <= aim);
    }

    /// Per second.
    pub(crate) fn rate(&self, measured: f64) {
        self.print(&[measured / 1e6], 1, |measured, aim| measured >= aim);
    }

    pub(crate) fn ratio(&self, measured: f64) {
        self.print(&[measured], 1, |measured, aim| measured >= aim);
    }

    fn print(&self, measured: &[f64], decimals: usize, is_met: fn(f64, f64) -> bool) {
        let meets = |aims: &[f64]| !aims.is_empty() && measured.iter().zip(aims).all(|(one, aim)| is_met(*one, *aim));
        let reached = match () {
            () if meets(self.stretch) => "stretch",
            () if meets(self.goal) => "goal",
            () if meets(self.gate) => "gate",
            () => "MISSED",
        };
        let list = |numbers: &[f64], decimals: usize| {
            numbers.iter().map(|number| format!("{number:.decimals$}")).collect::<Vec<_>>().join(" / ")
        };
        let aim = |numbers: &[f64]| numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" / ");
        let (gate, goal, stretch) = (aim(self.gate), aim(self.goal), aim(self.stretch));
        println!("{:52}{:>14}{gate:>14}{goal:>14}{stretch:>14}  {reached}", self.what, list(measured, decimals));
    }
}
