//! Difference bounds: from limits on values and on differences of values to the tightest limits that follow, or to the
//! proof that there is no solution (Bellman and Ford). Knows no relations.

/// Values `x0, x1, …` with limits on each and on differences.
pub(crate) struct Differences {
    limits: Vec<(i128, i128)>,
    /// `(from, to, most)`: `x_to - x_from <= most`.
    edges: Vec<(usize, usize, i128)>,
}

impl Differences {
    pub(crate) fn new(limits: Vec<(i128, i128)>) -> Self {
        Self { limits, edges: Vec::new() }
    }

    pub(crate) fn at_most(&mut self, from: usize, to: usize, most: i128) {
        self.edges.push((from, to, most));
    }

    /// The tightest limits; none if there is no solution. Rounds are bounded by the number of values.
    pub(crate) fn solve(mut self) -> Option<Vec<(i128, i128)>> {
        for _ in 0..=self.limits.len() {
            if !self.tighten()? {
                return Some(self.limits);
            }
        }
        // Limits that still move after as many rounds as there are values move on a circle without end.
        None
    }

    /// One round; none if some value has no room left.
    fn tighten(&mut self) -> Option<bool> {
        let mut changed = false;
        for &(from, to, most) in &self.edges {
            let (from_low, from_high) = *self.limits.get(from)?;
            let (to_low, to_high) = *self.limits.get(to)?;
            let (high, low) = (to_high.min(from_high + most), from_low.max(to_low - most));
            changed |= high < to_high || low > from_low;
            self.limits.get_mut(to)?.1 = high;
            self.limits.get_mut(from)?.0 = low;
            if self.limits.iter().any(|(low, high)| low > high) {
                return None;
            }
        }
        Some(changed)
    }
}
