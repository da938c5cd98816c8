//! An opened image: every section located and checked once, everything else read in place.

use std::sync::Arc;

use crate::calendar::Calendar;
use crate::error::{Damage, Error};
use crate::image::block::Block;
use crate::image::bytes::{i32_at, slice, u32_at};
use crate::image::packed::Packed;
use crate::image::texts::Texts;
use crate::image::{EDITION, SECTIONS, Section, Span, kind_of, sections};
use crate::tables::{self, Day, Row, Tables};

/// A matter, by its place in the table `matter`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct MatterId(pub u32);

/// An edition, by its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct EditionId(pub u32);

/// A rule, by its id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct RuleId(pub u32);

/// A fact, by its place in the table `fact`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct FactId(pub u32);

/// A region during a period, by its place in the table `region`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct RegionId(pub u32);

/// A release that can be asked. Cheap to clone; all threads may share it.
#[derive(Clone)]
pub struct Catalogue {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    inside: Arc<Inside>,
}

struct Inside {
    sections: [Span; SECTIONS],
    tables: Vec<Packed>,
    /// Stands for a table that is not there.
    empty: Packed,
    calendars: Vec<Calendar>,
}

/// An edition's entry among those of its matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct EditionEntry {
    pub(crate) region_first: u32,
    pub(crate) region_last: u32,
    pub(crate) from: Day,
    pub(crate) to: Day,
    pub(crate) edition: EditionId,
    /// Where its block begins and how long it is, in units of eight bytes.
    pub(crate) block: u32,
    pub(crate) block_length: u32,
}

impl EditionEntry {
    fn read(record: &[u8; EDITION]) -> Option<Self> {
        Some(Self {
            region_first: u32_at(record, 0)?,
            region_last: u32_at(record, 4)?,
            from: Day(i32_at(record, 8)?),
            to: Day(i32_at(record, 12)?),
            edition: EditionId(u32_at(record, 16)?),
            block: u32_at(record, 20)?,
            block_length: u32_at(record, 24)?,
        })
    }

    pub(crate) fn covers(&self, position: u32, day: Day) -> bool {
        (self.region_first..=self.region_last).contains(&position) && self.in_force(day)
    }

    pub(crate) fn in_force(&self, day: Day) -> bool {
        self.from <= day && day < self.to
    }
}

pub(crate) const STRUCTURE: Error = Error::Damaged { damage: Damage::Structure };

/// The same, made only when it is needed: an error that is made and dropped costs more than the look that it is about.
pub(crate) const fn damaged() -> Error {
    STRUCTURE
}

impl Catalogue {
    /// Checks an image and opens it. The bytes stay where they are; a mapped file will do.
    ///
    /// # Errors
    /// No image, another format, or damage.
    pub fn open(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, Error> {
        let image = bytes.as_ref();
        let sections = sections(image)?;
        let mut inside = Inside { sections, tables: Vec::new(), empty: Packed::default(), calendars: Vec::new() };
        inside.tables = inside.read_tables(image).ok_or_else(damaged)?;
        inside.check(image).ok_or_else(damaged)?;
        inside.calendars = inside.read_calendars(image).ok_or_else(damaged)?;
        Ok(Self { bytes: Arc::new(bytes), inside: Arc::new(inside) })
    }

    pub(crate) fn section(&self, section: Section) -> &[u8] {
        self.inside.section((*self.bytes).as_ref(), section)
    }

    pub(crate) fn texts(&self) -> Texts<'_> {
        self.inside.texts((*self.bytes).as_ref())
    }

    pub(crate) fn packed<R: Row>(&self) -> &Packed {
        self.inside.packed::<R>()
    }

    /// How many rows a table has. `cell_member`, `rule_row` and `rule_forbid` are kept as masks and count 0.
    #[must_use]
    pub fn count<R: Row>(&self) -> u32 {
        self.packed::<R>().rows
    }

    /// A row of a table, by its place in canonical order.
    ///
    /// # Errors
    /// There is no such row.
    pub fn row<R: Row>(&self, index: u32) -> Result<R, Error> {
        self.packed::<R>().row(self.section(Section::Tables), self.texts(), index).ok_or_else(damaged)
    }

    /// The same with its texts left in the image.
    ///
    /// # Errors
    /// There is no such row.
    pub fn view<R: Row>(&self, index: u32) -> Result<R::View<'_>, Error> {
        let (bytes, inside) = ((*self.bytes).as_ref(), &*self.inside);
        let (section, texts) = (inside.section(bytes, Section::Tables), inside.texts(bytes));
        inside.packed::<R>().view::<R>(section, texts, index).ok_or_else(damaged)
    }

    /// All rows of a table, in canonical order.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn rows<R: Row>(&self) -> Result<Vec<R>, Error> {
        (0..self.count::<R>()).map(|index| self.row(index)).collect()
    }

    /// Rows whose first column is this integer: the rows of a rule or of an edition in the tables that begin with it.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn rows_of<R: Row>(&self, key: u32) -> Result<Vec<R>, Error> {
        self.rows_with::<R>(i64::from(key))
    }

    /// The same with their texts left in the image.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn views_of<R: Row>(&self, key: u32) -> Result<Vec<R::View<'_>>, Error> {
        let range = self.packed::<R>().with_first(self.section(Section::Tables), i64::from(key));
        range.map(|index| self.view::<R>(index)).collect()
    }

    /// Rows whose first column is this text: the rows of a matter, a fact, a theme in the tables that begin with it.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn rows_named<R: Row>(&self, name: &str) -> Result<Vec<R>, Error> {
        self.texts().find(name).map_or(Ok(Vec::new()), |number| self.rows_with::<R>(i64::from(number)))
    }

    /// The same with their texts left in the image.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn views_named<R: Row>(&self, name: &str) -> Result<Vec<R::View<'_>>, Error> {
        self.texts().find(name).map_or(Ok(Vec::new()), |number| self.views_of::<R>(number))
    }

    fn rows_with<R: Row>(&self, key: i64) -> Result<Vec<R>, Error> {
        let range = self.packed::<R>().with_first(self.section(Section::Tables), key);
        range.map(|index| self.row(index)).collect()
    }

    /// The text in the first column of a row: the name of a matter, a fact, a theme.
    pub(crate) fn key<R: Row>(&self, index: u32) -> Result<&str, Error> {
        let number = self.packed::<R>().first(self.section(Section::Tables), index).ok_or_else(damaged)?;
        self.texts().get(u32::try_from(number).map_err(|_| damaged())?).ok_or_else(damaged)
    }

    /// The place of the first row whose first column is this text.
    pub(crate) fn find<R: Row>(&self, name: &str) -> Option<u32> {
        let number = self.texts().find(name)?;
        let range = self.packed::<R>().with_first(self.section(Section::Tables), i64::from(number));
        (!range.is_empty()).then_some(range.start)
    }

    /// The release.
    ///
    /// # Errors
    /// The image holds none, which `build` does not make from a compiled catalogue.
    pub fn release(&self) -> Result<tables::Catalogue, Error> {
        self.row(0)
    }

    /// The calendar of that name.
    ///
    /// # Errors
    /// There is none.
    pub fn calendar(&self, name: &str) -> Result<&Calendar, Error> {
        let found = self.inside.calendars.iter().find(|calendar| calendar.name() == name);
        found.ok_or_else(|| Error::UnknownCalendar { name: name.to_owned() })
    }

    /// The matter with that name, short name or code.
    ///
    /// # Errors
    /// None or several.
    pub fn matter(&self, name: &str) -> Result<MatterId, Error> {
        let found = self.named(Section::MatterNames, name);
        match found.as_slice() {
            [] => Err(Error::UnknownMatter { name: name.to_owned() }),
            [matter] => Ok(MatterId(*matter)),
            several => {
                if let Some(exact) = self.find::<tables::Matter>(name) {
                    return Ok(MatterId(exact));
                }
                let names = several.iter().map(|matter| self.row::<tables::Matter>(*matter).map(|row| row.name));
                Err(Error::AmbiguousMatter { name: name.to_owned(), candidates: names.collect::<Result<_, _>>()? })
            }
        }
    }

    /// The numbers that a section of pairs gives for a text.
    pub(crate) fn named(&self, section: Section, name: &str) -> Vec<u32> {
        let Some(number) = self.texts().find(name) else { return Vec::new() };
        let pairs = self.section(section).as_chunks::<8>().0;
        let key = |pair: &[u8; 8]| u32_at(pair, 0);
        let from = pairs.partition_point(|pair| key(pair) < Some(number));
        let to = pairs.partition_point(|pair| key(pair) <= Some(number));
        pairs.get(from..to).unwrap_or_default().iter().filter_map(|pair| u32_at(pair, 4)).collect()
    }

    /// The editions of a matter, best first: deepest layer, then latest start.
    pub(crate) fn editions(&self, matter: MatterId) -> impl Iterator<Item = EditionEntry> + '_ {
        let bytes = (*self.bytes).as_ref();
        let starts = self.inside.section(bytes, Section::MatterEditions);
        let at = |matter: Option<u32>| u32_at(starts, usize::try_from(matter?).ok()?.checked_mul(4)?);
        let range = at(Some(matter.0)).zip(at(matter.0.checked_add(1)));
        let (from, to) = range.map_or((0, 0), |(from, to)| (from as usize, to as usize));
        let records = self.inside.section(bytes, Section::Editions).as_chunks::<EDITION>().0;
        records.get(from..to).unwrap_or_default().iter().filter_map(EditionEntry::read)
    }

    /// The block that begins there.
    pub(crate) fn block_at(&self, eighths: u32) -> Result<Block<'_>, Error> {
        let at = usize::try_from(eighths).ok().and_then(|at| at.checked_mul(8));
        let bytes = at.and_then(|at| self.section(Section::Blocks).get(at..));
        bytes.and_then(Block::read).ok_or_else(damaged)
    }

    pub(crate) fn block(&self, edition: EditionId) -> Result<Block<'_>, Error> {
        let bytes = (*self.bytes).as_ref();
        self.inside.block(bytes, edition).ok_or_else(damaged)
    }

    /// What a rule yields: its row in the table of its kind, if that is `R`'s.
    ///
    /// # Errors
    /// A text is damaged.
    pub fn yields<R: Row>(&self, rule: RuleId) -> Result<Option<R>, Error> {
        let row = self.payload(rule).filter(|_| self.kind(rule) == kind_of::<R>());
        row.map(|row| self.row(row)).transpose()
    }

    /// The code of a rule's kind.
    fn kind(&self, rule: RuleId) -> Option<u8> {
        let edition = self.view::<tables::Rule>(rule.0).ok()?.edition;
        let block = self.block(EditionId(edition)).ok()?;
        let position = rule.0.checked_sub(block.rule_first())?;
        block.kinds().get(usize::try_from(position).ok()?).copied()
    }

    pub(crate) fn payload(&self, rule: RuleId) -> Option<u32> {
        let at = usize::try_from(rule.0).ok()?.checked_mul(4)?;
        u32_at(self.section(Section::Payloads), at).filter(|row| *row != u32::MAX)
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Catalogue").field("bytes", &(*self.bytes).as_ref().len()).finish_non_exhaustive()
    }
}

impl Inside {
    fn section<'a>(&self, bytes: &'a [u8], section: Section) -> &'a [u8] {
        let span = self.sections.get(section as usize);
        span.and_then(|(offset, length)| slice(bytes, *offset, *length)).unwrap_or_default()
    }

    fn texts<'a>(&self, bytes: &'a [u8]) -> Texts<'a> {
        Texts::new(self.section(bytes, Section::TextOffsets), self.section(bytes, Section::Texts))
    }

    fn packed<R: Row>(&self) -> &Packed {
        let place = const { Tables::place(R::SCHEMA.name) };
        place.and_then(|place| self.tables.get(place)).unwrap_or(&self.empty)
    }

    fn read_tables(&self, bytes: &[u8]) -> Option<Vec<Packed>> {
        let section = self.section(bytes, Section::Tables);
        let mut at = 0;
        let mut tables = Vec::with_capacity(Tables::SCHEMAS.len());
        for schema in Tables::SCHEMAS {
            let (table, next) = Packed::read(section, at, schema)?;
            tables.push(table);
            at = next;
        }
        Some(tables)
    }

    // Whether every section that is read later can be read without surprise.
    fn check(&self, bytes: &[u8]) -> Option<()> {
        let rows = |count: u32, size: usize| usize::try_from(count).ok()?.checked_mul(size);
        let length = |section| self.section(bytes, section).len();
        let editions = self.packed::<tables::Edition>().rows;
        let sound = self.texts(bytes).is_sound()
            && Some(length(Section::Regions)) == rows(self.packed::<tables::Region>().rows, 32)
            && Some(length(Section::Editions)) == rows(editions, EDITION)
            && Some(length(Section::Payloads)) == rows(self.packed::<tables::Rule>().rows, 4)
            && Some(length(Section::MatterEditions)) == rows(self.packed::<tables::Matter>().rows.checked_add(1)?, 4)
            && Some(length(Section::BlockOffsets)) == rows(editions.checked_add(1)?, 4);
        if !sound {
            return None;
        }
        for edition in 0..editions {
            if !self.block(bytes, EditionId(edition))?.is_sound() {
                return None;
            }
        }
        Some(())
    }

    fn block<'a>(&self, bytes: &'a [u8], edition: EditionId) -> Option<Block<'a>> {
        let offsets = self.section(bytes, Section::BlockOffsets);
        let at = usize::try_from(edition.0).ok()?.checked_mul(4)?;
        let from = usize::try_from(u32_at(offsets, at)?).ok()?.checked_mul(8)?;
        let to = usize::try_from(u32_at(offsets, at + 4)?).ok()?.checked_mul(8)?;
        Block::read(self.section(bytes, Section::Blocks).get(from..to)?)
    }

    fn read_calendars(&self, bytes: &[u8]) -> Option<Vec<Calendar>> {
        let (section, texts) = (self.section(bytes, Section::Tables), self.texts(bytes));
        let packed = self.packed::<tables::Calendar>();
        let days = self.packed::<tables::CalendarDay>();
        let mut calendars = Vec::new();
        for index in 0..packed.rows {
            let row: tables::Calendar = packed.row(section, texts, index)?;
            let range = days.with_first(section, i64::from(texts.find(&row.name)?));
            let rows: Option<Vec<tables::CalendarDay>> = range.map(|day| days.row(section, texts, day)).collect();
            calendars.push(Calendar::from_rows(&row, &rows?).ok()?);
        }
        Some(calendars)
    }
}
