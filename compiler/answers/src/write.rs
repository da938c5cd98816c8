//! Answers → JSON on one line, as `serde_json` writes it, with texts looked at sixteen bytes at a time: an answer is nearly all text, and
//! nearly no text holds anything that JSON writes in another way.
//!
//! Takes what answers are made of: structs, lists, texts, integers, yes and no, words of an enum, and their absence.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, Serializer};

/// Bytes that most answers fit in: a text that grows is copied again and again.
const USUAL: usize = 20 * 1024;

/// The answer as bytes of UTF-8.
///
/// # Errors
/// The answer holds something that no answer is made of: a float, a map, bytes.
pub(crate) fn json(answer: &impl Serialize) -> Result<Vec<u8>, Foreign> {
    let mut json = Json { text: Vec::with_capacity(USUAL) };
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
}

impl Json {
    fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn quoted(&mut self, text: &str) {
        self.text.reserve(text.len() + 2);
        self.text.push(b'"');
        if is_plain(text.as_bytes()) {
            self.raw(text);
        } else {
            text.bytes().for_each(|byte| self.escaped(byte));
        }
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

// Whether no byte is written in another way.
fn is_plain(bytes: &[u8]) -> bool {
    if let (pieces, Some(last)) = (bytes.as_chunks::<16>().0, bytes.last_chunk::<16>()) {
        pieces.iter().all(is_plain_piece) && is_plain_piece(last)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        is_plain_piece(first) && is_plain_piece(last)
    } else {
        bytes.iter().all(|byte| is_plain_piece(&[*byte]))
    }
}

// All bytes are looked at without a branch between them.
fn is_plain_piece<const N: usize>(piece: &[u8; N]) -> bool {
    let other = |byte: u8| u8::from(byte < 0x20) | u8::from(byte == b'"') | u8::from(byte == b'\\');
    piece.iter().fold(0, |found, byte| found | other(*byte)) == 0
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

    // Names of fields are identifiers.
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

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Foreign> {
        value.serialize(self)
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
