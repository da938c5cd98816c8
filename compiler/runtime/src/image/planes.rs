//! Gives each row of an edition a bit.
//!
//! The nth row of every rule stands in plane n, at the rule's own bit: "some row is left" is then an OR of planes, for all rules at once.
//! Planes follow each other without a gap: one has as many bits as there are rules. Rules with many rows would make many planes; their rows stand one after the other in a tail. How many planes there are is chosen so
//! that the whole is shortest.

/// Bits of an edition's rows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Planes {
    /// Words that hold one bit a rule.
    pub(super) rule_words: usize,
    rules: usize,
    /// Planes of positive and of negative rows.
    pub(super) count: [u8; 2],
    /// Bits of the tail.
    pub(super) tail_bits: usize,
    /// Rules with rows in the tail.
    pub(super) tails: Vec<Tail>,
    /// Bit of each row: per rule and polarity (0 positive, 1 negative), its first bit and the distance to the next.
    places: Vec<[(usize, usize); 2]>,
}

/// A rule's rows in the tail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tail {
    pub(super) rule: usize,
    pub(super) negative: bool,
    /// First bit inside the tail.
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Planes {
    /// `counts`: per rule, how many positive and negative rows it has.
    pub(super) fn new(counts: &[[usize; 2]]) -> Self {
        let rule_words = counts.len().div_ceil(64);
        let mut made = Self { rule_words, rules: counts.len(), ..Self::default() };
        for polarity in [0, 1] {
            let of: Vec<usize> = counts.iter().filter_map(|count| count.get(polarity).copied()).collect();
            if let Some(planes) = made.count.get_mut(polarity) {
                *planes = best_count(&of);
            }
        }
        made.place(counts);
        made
    }

    fn place(&mut self, counts: &[[usize; 2]]) {
        let [positive, negative] = self.count.map(usize::from);
        let plane_bits = self.rules;
        let tail_at = (positive + negative) * plane_bits;
        let mut next = 0;
        for (rule, [yes, no]) in counts.iter().enumerate() {
            let mut place = [(0, 0); 2];
            let polarities = [(false, *yes, positive, 0), (true, *no, negative, positive)];
            for (slot, (negative, rows, planes, from)) in place.iter_mut().zip(polarities) {
                if rows <= planes {
                    *slot = (from * plane_bits + rule, plane_bits);
                } else {
                    *slot = (tail_at + next, 1);
                    self.tails.push(Tail { rule, negative, first: next, count: rows });
                    next += rows;
                }
            }
            self.places.push(place);
        }
        self.tail_bits = next;
    }

    /// Words of a mask.
    pub(super) fn words(&self) -> usize {
        (self.rules * self.count.map(usize::from).iter().sum::<usize>() + self.tail_bits).div_ceil(64)
    }

    /// The bit of a rule's nth row of one polarity.
    pub(super) fn bit(&self, rule: usize, positive: bool, nth: usize) -> usize {
        let place = self.places.get(rule).and_then(|place| place.get(usize::from(!positive)));
        place.map_or(0, |(first, step)| first + nth * step)
    }
}

/// A plane costs a bit a rule; a rule in the tail costs its bits and the work of looking at them, which is about that of a word.
fn best_count(rows: &[usize]) -> u8 {
    let most = rows.iter().max().copied().unwrap_or(0);
    let cost = |planes: u8| {
        let planes = usize::from(planes);
        let tail = rows.iter().filter(|rows| **rows > planes);
        rows.len() * planes + tail.clone().sum::<usize>() + 64 * tail.count()
    };
    (0..=8).filter(|planes| usize::from(*planes) <= most).min_by_key(|planes| cost(*planes)).unwrap_or(0)
}
