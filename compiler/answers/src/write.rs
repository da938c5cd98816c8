//! Answers → JSON on one line, as `serde_json` writes it, with texts looked at eight bytes and more at a time: an answer is nearly all text, and
//! nearly no text holds anything that JSON writes in another way.
//!
//! Takes what answers are made of: structs, lists, texts, integers, yes and no, words of an enum, and their absence.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::ser::{self, Impossible, Serialize, Serializer};

/// Bytes that most answers fit in: a text that grows is copied again and again.
const USUAL: usize = 20 * 1024;

/// The answer as bytes of UTF-8.
///
/// # Errors
/// The answer holds something that no answer is made of: a float, a map, bytes.
pub(crate) fn json(answer: &impl Serialize) -> Result<Vec<u8>, Foreign> {
    let mut json = Json { text: Vec::with_capacity(USUAL), shared: None };
    answer.serialize(&mut json)?;
    Ok(json.text)
}

/// Something that no answer is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Foreign;

impl fmt::Display for Foreign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not part of an answer")
    }
}

impl std::error::Error for Foreign {}

impl ser::Error for Foreign {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

struct Json {
    text: Vec<u8>,
    /// The shared list that was written last: its address, and where it stands in the text.
    shared: Option<(*const (), Range<usize>)>,
}

/// Marks a list that parts of an answer share.
const SHARED: &str = "shared";

/// Writes a list that several parts of an answer share, as the citations of a matter stand with each of its lines: put into words once, and
/// copied where it comes again. For other serializers it is a list like any other.
pub(crate) fn shared<T: Serialize, S: Serializer>(list: &Arc<[T]>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(SHARED, &**list)
}

impl Json {
    fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn quoted(&mut self, text: &str) {
        let mut left = text.as_bytes();
        self.text.reserve(left.len() + 2);
        self.text.push(b'"');
        while let Some((plain, other, behind)) = first_other(left) {
            self.text.extend_from_slice(plain);
            self.escaped(other);
            left = behind;
        }
        self.text.extend_from_slice(left);
        self.text.push(b'"');
    }

    fn escaped(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0c => b'f',
            0..0x20 => {
                let digit = |half: u8| if half < 10 { b'0' + half } else { b'a' + half - 10 };
                self.text.extend([b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
                return;
            }
            _ => return self.text.push(byte),
        };
        self.text.extend([b'\\', short]);
    }

    fn unsigned(&mut self, mut left: u64) {
        let from = self.text.len();
        loop {
            self.text.push(b'0' + (left % 10) as u8);
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if let Some(digits) = self.text.get_mut(from..) {
            digits.reverse();
        }
    }

    fn signed(&mut self, number: i64) {
        if number < 0 {
            self.text.push(b'-');
        }
        self.unsigned(number.unsigned_abs());
    }
}

/// Bytes that are looked at without a branch between them.
const BLOCK: usize = 64;

// The bytes before the first that is written in another way, that byte, and those behind it.
fn first_other(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let plain = blocks.iter().take_while(|block| is_plain(*block)).count();
    if plain == blocks.len() && is_plain(rest) {
        return None;
    }
    let is_other = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
    let in_block = bytes.iter().skip(BLOCK * plain).position(is_other)?;
    let (plain, rest) = bytes.split_at_checked(BLOCK * plain + in_block)?;
    rest.split_first().map(|(other, behind)| (plain, *other, behind))
}

// Whether no byte is written in another way. The last word is looked at where it ends, though it begins within the one before.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        let mut word = [b' '; 8];
        word.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
        return others(&word) == 0;
    };
    bytes.as_chunks().0.iter().fold(others(last), |found, word| found | others(word)) == 0
}

// Not 0 if one of eight bytes is written in another way. A byte from which something larger is taken borrows, and so sets its highest bit,
// which it did not have before; other bytes may borrow then, too, but only behind one that is found.
fn others(word: &[u8; 8]) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let word = u64::from_le_bytes(*word);
    let below = |bytes: u64, end: u64| bytes.wrapping_sub(ONES * end) & !bytes & (ONES << 7);
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    below(word, 0x20) | is(b'"') | is(b'\\')
}

/// A list or a struct that is being written.
struct Open<'j> {
    json: &'j mut Json,
    /// What stands before the next part: the opening mark, later a comma.
    before: u8,
}

impl Open<'_> {
    fn next(&mut self) {
        self.json.text.push(self.before);
        self.before = b',';
    }

    fn close(self, end: u8) {
        if self.before != b',' {
            self.json.text.push(self.before);
        }
        self.json.text.push(end);
    }
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Foreign;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Foreign> {
        self.next();
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Foreign> {
        self.close(b']');
        Ok(())
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Foreign;

    // Names of fields are identifiers. Where a struct is written its names are known: in place, they are copied as constants.
    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Foreign> {
        self.next();
        self.json.text.push(b'"');
        self.json.raw(name);
        self.json.raw("\":");
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Foreign> {
        self.close(b'}');
        Ok(())
    }
}

macro_rules! integers {
    ($($method:ident $ty:ident $write:ident)*) => {$(
        fn $method(self, number: $ty) -> Result<(), Foreign> {
            self.$write(number.into());
            Ok(())
        }
    )*};
}

macro_rules! foreign {
    ($($method:ident($($ty:ty),*) $answer:ty;)*) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$answer, Foreign> {
            Err(Foreign)
        }
    )*};
}

type No = Impossible<(), Foreign>;

impl<'j> Serializer for &'j mut Json {
    type Ok = ();
    type Error = Foreign;
    type SerializeSeq = Open<'j>;
    type SerializeStruct = Open<'j>;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStructVariant = No;

    integers! {
        serialize_i8 i8 signed
        serialize_i16 i16 signed
        serialize_i32 i32 signed
        serialize_i64 i64 signed
        serialize_u8 u8 unsigned
        serialize_u16 u16 unsigned
        serialize_u32 u32 unsigned
        serialize_u64 u64 unsigned
    }

    foreign! {
        serialize_f32(f32) ();
        serialize_f64(f64) ();
        serialize_char(char) ();
        serialize_bytes(&[u8]) ();
        serialize_unit_struct(&'static str) ();
        serialize_tuple(usize) No;
        serialize_tuple_struct(&'static str, usize) No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) No;
        serialize_map(Option<usize>) No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) No;
    }

    fn serialize_bool(self, yes: bool) -> Result<(), Foreign> {
        self.raw(if yes { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Result<(), Foreign> {
        self.quoted(text);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Foreign> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Foreign> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Foreign> {
        self.raw("null");
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Result<(), Foreign> {
        self.quoted(word);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Foreign> {
        if name != SHARED {
            return value.serialize(self);
        }
        // While an answer is written nothing of it moves: at the same address stands the same list.
        let address = std::ptr::from_ref(value).cast::<()>();
        match &self.shared {
            Some((known, range)) if *known == address => self.text.extend_from_within(range.clone()),
            _ => {
                let from = self.text.len();
                value.serialize(&mut *self)?;
                self.shared = Some((address, from..self.text.len()));
            }
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Foreign> {
        Err(Foreign)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'j>, Foreign> {
        Ok(Open { json: self, before: b'[' })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'j>, Foreign> {
        Ok(Open { json: self, before: b'{' })
    }
}
