//! The texts of an image: every text once, sorted by bytes, so that equal texts have equal numbers and numbers sort as texts do.

use std::collections::HashMap;

use super::bytes::u32_at;

/// Collects texts and numbers them.
#[derive(Default)]
pub(crate) struct TextNumbers {
    numbers: HashMap<String, u32>,
    offsets: Vec<u8>,
    bytes: Vec<u8>,
}

impl TextNumbers {
    /// From texts that all differ; `None` if they take 4 GB or more.
    pub(crate) fn new(mut texts: Vec<String>) -> Option<Self> {
        texts.sort_unstable();
        let mut made = Self::default();
        made.offsets.extend(0_u32.to_le_bytes());
        for (number, text) in (0_u32..).zip(texts) {
            made.bytes.extend(text.as_bytes());
            made.numbers.insert(text, number);
            made.offsets.extend(u32::try_from(made.bytes.len()).ok()?.to_le_bytes());
        }
        Some(made)
    }

    pub(crate) fn number(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    pub(crate) fn into_sections(self) -> (Vec<u8>, Vec<u8>) {
        (self.offsets, self.bytes)
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
        let from = usize::try_from(u32_at(self.offsets, at)?).ok()?;
        let to = usize::try_from(u32_at(self.offsets, at + 4)?).ok()?;
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
