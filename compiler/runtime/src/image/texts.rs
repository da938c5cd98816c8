//! The texts of an image: every text once, sorted by bytes, so that equal texts have equal numbers and numbers sort as texts do.

use xxhash_rust::xxh3::xxh3_64;

use super::bytes::u32_at;

/// Texts, each once, in one run of bytes: as so many owned texts they would take several times as much. They are collected, then
/// numbered in the order of their bytes.
#[derive(Default)]
pub(crate) struct TextNumbers {
    bytes: Vec<u8>,
    /// Where each text ends.
    ends: Vec<u32>,
    /// A text's number plus one, at its hash or the first free place behind it; 0 is free. A power of two, half of it free at least.
    slots: Vec<u32>,
}

impl TextNumbers {
    /// Adds a text that may be there already; `None` if all take 4 GB or more.
    pub(crate) fn add(&mut self, text: &str) -> Option<()> {
        if self.slots.len() <= self.ends.len() * 2 {
            self.slots = vec![0; (self.slots.len() * 2).max(1 << 10)];
            for number in 0..u32::try_from(self.ends.len()).ok()? {
                let slot = self.slot(self.raw(number)).err()?;
                *self.slots.get_mut(slot)? = number + 1;
            }
        }
        if let Err(slot) = self.slot(text.as_bytes()) {
            self.bytes.extend(text.as_bytes());
            self.ends.push(u32::try_from(self.bytes.len()).ok()?);
            *self.slots.get_mut(slot)? = u32::try_from(self.ends.len()).ok()?;
        }
        Some(())
    }

    /// The same texts, numbered in the order of their bytes.
    pub(crate) fn sorted(self) -> Option<Self> {
        let mut order: Vec<u32> = (0..u32::try_from(self.ends.len()).ok()?).collect();
        order.sort_unstable_by_key(|number| self.raw(*number));
        let (mut bytes, mut ends) = (Vec::with_capacity(self.bytes.len()), Vec::with_capacity(self.ends.len()));
        let mut renumbered = vec![0; order.len()];
        for (new, old) in (1_u32..).zip(order) {
            bytes.extend(self.raw(old));
            ends.push(u32::try_from(bytes.len()).ok()?);
            *renumbered.get_mut(usize::try_from(old).ok()?)? = new;
        }
        let mut slots = self.slots;
        for slot in slots.iter_mut().filter(|slot| **slot > 0) {
            *slot = renumbered.get(usize::try_from(*slot - 1).ok()?).copied()?;
        }
        Some(Self { bytes, ends, slots })
    }

    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        self.slot(text.as_bytes()).ok()
    }

    /// Offsets, one more at the end, and bytes.
    pub(crate) fn sections(&self) -> (Vec<u8>, &[u8]) {
        let offsets = std::iter::once(&0).chain(&self.ends).flat_map(|offset| offset.to_le_bytes());
        (offsets.collect(), &self.bytes)
    }

    /// The number of a text, or the free place that it would take.
    fn slot(&self, text: &[u8]) -> Result<u32, usize> {
        let last = self.slots.len().wrapping_sub(1);
        let mut slot = xxh3_64(text) as usize & last;
        while let Some(number) = self.slots.get(slot).and_then(|entry| entry.checked_sub(1)) {
            if self.raw(number) == text {
                return Ok(number);
            }
            slot = (slot + 1) & last;
        }
        Err(slot)
    }

    fn raw(&self, number: u32) -> &[u8] {
        let at = number as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(at).map_or(start, |end| *end as usize);
        self.bytes.get(start..end).unwrap_or_default()
    }
}

/// Reads texts by number.
#[derive(Clone, Copy)]
pub(crate) struct Texts<'a> {
    offsets: &'a [u8],
    bytes: &'a [u8],
}

impl<'a> Texts<'a> {
    pub(crate) fn new(offsets: &'a [u8], bytes: &'a [u8]) -> Self {
        Self { offsets, bytes }
    }

    /// Whether offsets rise and stay inside the bytes.
    pub(crate) fn is_sound(self) -> bool {
        let offsets = self.offsets.as_chunks::<4>().0.iter().map(|chunk| u32::from_le_bytes(*chunk));
        let mut last = 0;
        for offset in offsets {
            if offset < last {
                return false;
            }
            last = offset;
        }
        usize::try_from(last) == Ok(self.bytes.len())
            && !self.offsets.is_empty()
            && self.offsets.len().is_multiple_of(4)
    }

    pub(crate) fn len(self) -> usize {
        (self.offsets.len() / 4).saturating_sub(1)
    }

    fn raw(self, number: u32) -> Option<&'a [u8]> {
        let at = usize::try_from(number).ok()?.checked_mul(4)?;
        let both = self.offsets.get(at..)?.first_chunk::<8>()?;
        let from = usize::try_from(u32_at(both, 0)?).ok()?;
        let to = usize::try_from(u32_at(both, 4)?).ok()?;
        self.bytes.get(from..to)
    }

    /// The text with that number; `None` if there is none or its bytes are no UTF-8.
    pub(crate) fn get(self, number: u32) -> Option<&'a str> {
        std::str::from_utf8(self.raw(number)?).ok()
    }

    /// The number of a text.
    pub(crate) fn find(self, text: &str) -> Option<u32> {
        let (mut low, mut high) = (0, u32::try_from(self.len()).ok()?);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.raw(middle)?.cmp(text.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}
