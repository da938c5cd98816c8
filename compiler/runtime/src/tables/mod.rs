//! The logical tables: what the compiler emits, once, for every carrier.
//!
//! A table is a `Vec` of plain rows. The files of this folder list each table once; from the list the macro below makes the Rust structs,
//! the schema that the SQL and JSON carriers print, and the visitor that walks all rows. Nothing here knows how a row is stored. Text keys survive a rebuild;
//! the integer ids `rule` and `row` are positions in this release only.
//!
//! Reading a case from the rows is specified in the book's chapter on tables; in short: pick the `edition` of (matter, responsible region,
//! day), map each answer to its `cell`, and every rule follows from `rule_row` and `rule_forbid` by one anti-join.

#[macro_use]
mod definitions;
#[macro_use]
mod lines;
#[macro_use]
mod services;
#[macro_use]
mod world;
mod names;
mod parts;

pub use names::bare;
pub use parts::{Parts, PieceVisitor, visit_pieces};

/// Version of the table format: readers refuse another major number.
pub const FORMAT_MAJOR: u16 = 1;
/// Additions that old readers may ignore.
pub const FORMAT_MINOR: u16 = 0;

/// The fact that says by which channel a case is handed in; a matter's lines of `channel` are values of it.
pub const CHANNEL: &str = "渠道";

/// A civil day, counted from 1970-01-01 (= 0). Carriers also print it as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Day(pub i32);

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// UTF-8 text, never empty unless the column's doc says so.
    Text,
    /// 64-bit signed integer.
    Integer,
    /// 0 or 1.
    Flag,
    /// A civil day.
    Day,
}

/// A column's name and type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Name in every carrier.
    pub name: &'static str,
    /// Type.
    pub kind: ColumnKind,
    /// Whether the value may be absent.
    pub nullable: bool,
    /// The column's documentation.
    pub doc: &'static str,
}

/// One value of one row; ordered as the canonical sort orders keys (absent first, text by bytes).
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Value<'a> {
    /// Absent.
    Null,
    /// Text.
    Text(&'a str),
    /// Integer or flag.
    Integer(i64),
    /// Day.
    Day(Day),
}

/// A table's name, columns and documentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schema {
    /// Name in every carrier.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Names of the columns that identify a row, in the order of the canonical sort.
    pub key: &'static [&'static str],
}

/// A row that carriers can print without knowing its type.
pub trait Row {
    /// The table that the row stands in.
    const SCHEMA: Schema;
    /// Calls `each` with the values in column order.
    fn values<'a>(&'a self, each: &mut dyn FnMut(Value<'a>));
    /// Makes a row of the values that `next` yields in column order; a value of another type counts as empty, 0 or absent.
    fn from_values<'a>(next: &mut dyn FnMut() -> Value<'a>) -> Self
    where
        Self: Sized;
    /// The row with its texts left where they are.
    type View<'a>;
    /// Makes such a row, as [`Row::from_values`] does; rows are read in numbers, so that each reader has a copy of its own.
    fn view<'a>(next: &mut impl FnMut() -> Value<'a>) -> Self::View<'a>;
    /// This row as such a one.
    fn viewed(&self) -> Self::View<'_> {
        let mut values = Vec::with_capacity(Self::SCHEMA.columns.len());
        self.values(&mut |value| values.push(value));
        let mut values = values.into_iter();
        Self::view(&mut || values.next().unwrap_or(Value::Null))
    }
}

/// Fills all tables in their canonical order.
pub trait TableFiller {
    /// The first error stops the walk.
    type Error;
    /// Called once a table.
    ///
    /// # Errors
    /// The filler's.
    fn table<R: Row>(&mut self, rows: &mut Vec<R>) -> Result<(), Self::Error>;
}

/// Walks all tables in their canonical order.
pub trait TableVisitor {
    /// The first error stops the walk.
    type Error;
    /// Called once a table.
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error>;
}

trait ColumnType {
    const KIND: ColumnKind;
    const NULLABLE: bool = false;
    fn value(&self) -> Value<'_>;
}
/// What a value is read as; a value of another type counts as empty, 0 or absent.
trait Cell<'a> {
    fn read(value: Value<'a>) -> Self;
}
impl ColumnType for String {
    const KIND: ColumnKind = ColumnKind::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}
impl<'a> Cell<'a> for &'a str {
    fn read(value: Value<'a>) -> Self {
        if let Value::Text(text) = value { text } else { "" }
    }
}
impl<'a> Cell<'a> for String {
    fn read(value: Value<'a>) -> Self {
        <&str>::read(value).to_owned()
    }
}
impl ColumnType for bool {
    const KIND: ColumnKind = ColumnKind::Flag;
    fn value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}
impl<'a> Cell<'a> for bool {
    fn read(value: Value<'a>) -> Self {
        value == Value::Integer(1)
    }
}
impl ColumnType for Day {
    const KIND: ColumnKind = ColumnKind::Day;
    fn value(&self) -> Value<'_> {
        Value::Day(*self)
    }
}
impl<'a> Cell<'a> for Day {
    fn read(value: Value<'a>) -> Self {
        if let Value::Day(day) = value { day } else { Self(0) }
    }
}
/// Whether texts are equal; `==` cannot be asked while compiling.
const fn equal(mut a: &[u8], mut b: &[u8]) -> bool {
    while let (Some((first, rest)), Some((other, others))) = (a.split_first(), b.split_first()) {
        if *first != *other {
            return false;
        }
        (a, b) = (rest, others);
    }
    a.is_empty() && b.is_empty()
}

macro_rules! integer_columns {
    ($($ty:ty)*) => {$(
        impl ColumnType for $ty {
            const KIND: ColumnKind = ColumnKind::Integer;
            fn value(&self) -> Value<'_> {
                Value::Integer(i64::from(*self))
            }
        }
        impl<'a> Cell<'a> for $ty {
            fn read(value: Value<'a>) -> Self {
                if let Value::Integer(number) = value { Self::try_from(number).unwrap_or(0) } else { 0 }
            }
        }
    )*};
}
integer_columns!(u8 u16 u32 i32 i64);
impl<T: ColumnType> ColumnType for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const NULLABLE: bool = true;
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::value)
    }
}
impl<'a, T: Cell<'a>> Cell<'a> for Option<T> {
    fn read(value: Value<'a>) -> Self {
        (value != Value::Null).then(|| T::read(value))
    }
}

/// A column's type where texts are left where they are.
macro_rules! viewed {
    ($of:lifetime String) => { &$of str };
    ($of:lifetime Option<String>) => { Option<&$of str> };
    ($of:lifetime $($ty:tt)+) => { $($ty)+ };
}

macro_rules! tables {
    ([] $( $(#[doc = $doc:literal])* $table:ident $row:ident key($($key:ident)*) { $( $(#[doc = $coldoc:literal])* $column:ident : $ty:ident $(<$inner:ident>)? ),* $(,)? } )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
            pub struct $row { $( $(#[doc = $coldoc])* pub $column: $ty $(<$inner>)? ),* }
            impl Row for $row {
                const SCHEMA: Schema = Schema {
                    name: stringify!($table),
                    doc: concat!($($doc),*),
                    columns: &[ $( Column {
                        name: stringify!($column),
                        kind: <$ty $(<$inner>)? as ColumnType>::KIND,
                        nullable: <$ty $(<$inner>)? as ColumnType>::NULLABLE,
                        doc: concat!($($coldoc),*),
                    } ),* ],
                    key: &[ $( stringify!($key) ),* ],
                };
                fn values<'a>(&'a self, each: &mut dyn FnMut(Value<'a>)) {
                    $( each(ColumnType::value(&self.$column)); )*
                }
                fn from_values<'a>(next: &mut dyn FnMut() -> Value<'a>) -> Self {
                    $( let $column = Cell::read(next()); )*
                    Self { $( $column ),* }
                }
                type View<'a> = view::$row<'a>;
                fn view<'a>(next: &mut impl FnMut() -> Value<'a>) -> view::$row<'a> {
                    $( let $column = Cell::read(next()); )*
                    view::$row { $( $column, )* texts: std::marker::PhantomData }
                }
            }
        )*
        /// The same rows with their texts left where they are: what an opened image shows without a copy.
        pub mod view {
            use super::Day;
            $(
                $(#[doc = $doc])*
                #[derive(Clone, Copy, PartialEq, Eq, Debug)]
                pub struct $row<'a> {
                    $( $(#[doc = $coldoc])* pub $column: viewed!('a $ty $(<$inner>)?), )*
                    pub(super) texts: std::marker::PhantomData<&'a str>,
                }
            )*
        }
        /// Every table of a release.
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct Tables { $( $(#[doc = $doc])* pub $table: Vec<$row> ),* }
        impl Tables {
            /// The schemas in canonical order.
            pub const SCHEMAS: &'static [Schema] = &[ $( <$row as Row>::SCHEMA ),* ];
            /// The place of the table of that name among the schemas, found while compiling where the name is known then.
            pub(crate) const fn place(name: &str) -> Option<usize> {
                let (mut schemas, mut place) = (Self::SCHEMAS, 0);
                while let Some((schema, rest)) = schemas.split_first() {
                    if equal(schema.name.as_bytes(), name.as_bytes()) {
                        return Some(place);
                    }
                    (schemas, place) = (rest, place + 1);
                }
                None
            }
            /// Whether every table is in canonical order.
            #[must_use]
            pub fn is_sorted(&self) -> bool {
                true $( && self.$table.is_sorted_by(|a, b| {
                    std::cmp::Ordering::Equal $( .then_with(|| a.$key.cmp(&b.$key)) )*.is_le()
                }) )*
            }
            /// Shows each table to `visitor`, in canonical order.
            ///
            /// # Errors
            /// The visitor's first.
            pub fn visit<V: TableVisitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
                $( visitor.table(&self.$table)?; )*
                Ok(())
            }
            /// Shows each table to `filler`, in canonical order.
            ///
            /// # Errors
            /// The filler's first.
            pub fn fill<F: TableFiller>(&mut self, filler: &mut F) -> Result<(), F::Error> {
                $( filler.table(&mut self.$table)?; )*
                Ok(())
            }
            /// Moves all rows of `other` behind the rows of `self`.
            pub fn append(&mut self, other: &mut Self) {
                $( self.$table.append(&mut other.$table); )*
            }
            /// Sorts every table by its key: the canonical order.
            pub fn sort(&mut self) {
                $( self.$table.sort_by(|a, b| std::cmp::Ordering::Equal$(.then_with(|| a.$key.cmp(&b.$key)))*); )*
            }
        }
    };
}

world_tables! { [definition_tables line_tables service_tables tables] }
