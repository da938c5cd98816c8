//! Values ↔ bytes of a cache: numbers of variable length, texts by their number in a table. Reading trusts nothing: what does not fit is `None`.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;

/// Bytes that grow, with the texts that they name.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    pub(super) texts: Texts,
}

/// Distinct texts in the order of their first use.
#[derive(Default)]
pub(super) struct Texts {
    numbers: FxHashMap<Arc<str>, u64>,
    pub(super) all: Vec<Arc<str>>,
    /// The numbers of those that are words of the program.
    pub(super) words: BTreeSet<u64>,
}

impl Texts {
    fn number(&mut self, text: &str) -> u64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.all.len() as u64;
        let text: Arc<str> = text.into();
        self.numbers.insert(Arc::clone(&text), number);
        self.all.push(text);
        number
    }
}

impl Writer {
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        let number = self.texts.number(text);
        self.number(number);
    }
}

/// Texts of a cache, as values that many readers share.
#[derive(Default, Debug)]
pub(super) struct Table {
    pub(super) texts: Vec<Arc<str>>,
    /// The words of the program among them: codes, roles, names of arguments.
    pub(super) words: FxHashMap<u64, &'static str>,
    pub(super) keywords: Vec<Keyword>,
}

/// Bytes that are read from the front.
pub(super) struct Reader<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) table: &'b Table,
}

impl<'b> Reader<'b> {
    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A length that what is left can hold: every part takes at least a byte.
    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|length| *length <= self.bytes.len())
    }

    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn text(&mut self) -> Option<&'b Arc<str>> {
        let number = usize::try_from(self.number()?).ok()?;
        self.table.texts.get(number)
    }
}

/// A value that a cache can hold.
pub(super) trait Stored: Sized {
    fn put(&self, to: &mut Writer);
    fn get(from: &mut Reader<'_>) -> Option<Self>;
}

/// A struct is its fields in order; a field that is left out does not compile.
macro_rules! record {
    ($type:ty { $($field:ident),* $(,)? }) => {
        impl Stored for $type {
            fn put(&self, to: &mut Writer) {
                $(self.$field.put(to);)*
            }
            fn get(from: &mut Reader<'_>) -> Option<Self> {
                Some(Self { $($field: Stored::get(from)?),* })
            }
        }
    };
}
pub(super) use record;

macro_rules! whole_numbers {
    ($($type:ty)*) => {$(
        impl Stored for $type {
            fn put(&self, to: &mut Writer) {
                to.number(u64::from(*self));
            }
            fn get(from: &mut Reader<'_>) -> Option<Self> {
                Self::try_from(from.number()?).ok()
            }
        }
    )*};
}
whole_numbers!(u8 u16 u32 u64);

impl Stored for i64 {
    fn put(&self, to: &mut Writer) {
        to.number(self.cast_unsigned());
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(from.number()?.cast_signed())
    }
}

impl Stored for i32 {
    fn put(&self, to: &mut Writer) {
        to.number(u64::from(self.cast_unsigned()));
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(u32::get(from)?.cast_signed())
    }
}

impl Stored for u128 {
    fn put(&self, to: &mut Writer) {
        to.bytes.extend_from_slice(&self.to_le_bytes());
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(Self::from_le_bytes(from.take(16)?.try_into().ok()?))
    }
}

impl Stored for bool {
    fn put(&self, to: &mut Writer) {
        to.number(u64::from(*self));
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        match from.number()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Stored for Arc<str> {
    fn put(&self, to: &mut Writer) {
        to.text(self);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(Self::clone)
    }
}

/// Words of the program come back as the same words, or not at all.
impl Stored for &'static str {
    fn put(&self, to: &mut Writer) {
        let number = to.texts.number(self);
        to.texts.words.insert(number);
        to.number(number);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        let number = from.number()?;
        from.table.words.get(&number).copied()
    }
}

impl Stored for Keyword {
    fn put(&self, to: &mut Writer) {
        to.number(*self as u64);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        let number = usize::try_from(from.number()?).ok()?;
        from.table.keywords.get(number).copied()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, to: &mut Writer) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        if bool::get(from)? { Some(Some(T::get(from)?)) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|one| one.put(to));
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        let length = from.length()?;
        (0..length).map(|_| T::get(from)).collect()
    }
}

impl<T: Stored> Stored for Box<[T]> {
    fn put(&self, to: &mut Writer) {
        to.number(self.len() as u64);
        self.iter().for_each(|one| one.put(to));
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(Vec::get(from)?.into())
    }
}

impl<T: Stored> Stored for Arc<T> {
    fn put(&self, to: &mut Writer) {
        (**self).put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        T::get(from).map(Self::new)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
        self.1.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::get(from)?, B::get(from)?))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
        self.1.put(to);
        self.2.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some((A::get(from)?, B::get(from)?, C::get(from)?))
    }
}
