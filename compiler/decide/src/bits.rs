//! Sets of cells of one fact as machine words. All sets of one fact have the same length.

/// A set of small numbers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Bits(Box<[u64]>);

/// The number of words for so many members.
pub(crate) const fn words_for(members: usize) -> usize {
    members.div_ceil(64)
}

impl Bits {
    pub(crate) fn empty(members: usize) -> Self {
        Self(vec![0; words_for(members)].into())
    }

    pub(crate) fn full(members: usize) -> Self {
        let word = |index: usize| match members.saturating_sub(index * 64) {
            0 => 0,
            left if left >= 64 => u64::MAX,
            left => (1 << left) - 1,
        };
        Self((0..words_for(members)).map(word).collect())
    }

    pub(crate) fn from_words(words: &[u64]) -> Self {
        Self(words.into())
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.0
    }

    pub(crate) fn insert(&mut self, member: usize) {
        if let Some(word) = self.0.get_mut(member / 64) {
            *word |= 1 << (member % 64);
        }
    }

    pub(crate) fn contains(&self, member: usize) -> bool {
        self.0.get(member / 64).is_some_and(|word| word >> (member % 64) & 1 == 1)
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a | b).collect())
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & !b).collect())
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        members(&self.0)
    }
}

/// The sets, each split into the part inside and the part outside another set; empty parts are dropped.
pub(crate) fn split_by(sets: &[Bits], other: &Bits) -> Vec<Bits> {
    let mut parts: Vec<Bits> = sets.iter().flat_map(|set| [set.and(other), set.minus(other)]).collect();
    parts.retain(|part| !part.is_empty());
    parts
}

/// The members of a set that is given by its words.
pub(crate) fn members(words: &[u64]) -> impl Iterator<Item = usize> + '_ {
    words.iter().enumerate().flat_map(|(index, word)| {
        let mut rest = *word;
        std::iter::from_fn(move || {
            let bit = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(index * 64 + bit)
        })
    })
}
