//! Sets of cells of one fact as machine words. All sets of one fact have the same length.

/// A set of small numbers. Most facts have few cells, so that most sets are one word and need no memory of their own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Bits {
    One(u64),
    Many(Box<[u64]>),
}

/// The number of words for so many members.
pub(crate) const fn words_for(members: usize) -> usize {
    members.div_ceil(64)
}

/// The members of a word that begins with member `start`, of so many in all.
const fn full_word(members: usize, start: usize) -> u64 {
    match members.saturating_sub(start) {
        0 => 0,
        left if left >= 64 => u64::MAX,
        left => (1 << left) - 1,
    }
}

impl Bits {
    pub(crate) fn empty(members: usize) -> Self {
        if members <= 64 { Self::One(0) } else { Self::Many(vec![0; words_for(members)].into()) }
    }

    pub(crate) fn full(members: usize) -> Self {
        if members <= 64 {
            return Self::One(full_word(members, 0));
        }
        Self::Many((0..words_for(members)).map(|index| full_word(members, index * 64)).collect())
    }

    pub(crate) fn from_words(words: &[u64]) -> Self {
        match words {
            [] => Self::One(0),
            [word] => Self::One(*word),
            _ => Self::Many(words.into()),
        }
    }

    pub(crate) fn words(&self) -> &[u64] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words,
        }
    }

    fn words_mut(&mut self) -> &mut [u64] {
        match self {
            Self::One(word) => std::slice::from_mut(word),
            Self::Many(words) => words,
        }
    }

    fn zipped(&self, other: &Self, word: impl Fn(u64, u64) -> u64) -> Self {
        match (self, other) {
            (Self::One(a), Self::One(b)) => Self::One(word(*a, *b)),
            _ => Self::Many(self.words().iter().zip(other.words()).map(|(a, b)| word(*a, *b)).collect()),
        }
    }

    pub(crate) fn insert(&mut self, member: usize) {
        if let Some(word) = self.words_mut().get_mut(member / 64) {
            *word |= 1 << (member % 64);
        }
    }

    pub(crate) fn contains(&self, member: usize) -> bool {
        self.words().get(member / 64).is_some_and(|word| word >> (member % 64) & 1 == 1)
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        self.zipped(other, |a, b| a & b)
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        self.zipped(other, |a, b| a | b)
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.zipped(other, |a, b| a & !b)
    }

    pub(crate) fn unite(&mut self, other: &Self) {
        self.words_mut().iter_mut().zip(other.words()).for_each(|(a, b)| *a |= b);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words().iter().all(|word| *word == 0)
    }

    pub(crate) fn first(&self) -> Option<usize> {
        self.iter().next()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        members(self.words())
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
