//! Tables that are not in memory all at once: what all matters share, and behind it the rows of the matters, part by part.
//!
//! Parts follow each other in canonical order, and all rows of a matter stand in one part, so that the rows of a table are those that are
//! shared, or those of the parts one after the other. Knows no place where parts are kept.

use std::io;

use super::{Row, TableVisitor, Tables};

/// A release whose matters come in parts.
pub trait Parts: Sync {
    /// The rows that belong to no matter.
    fn shared(&self) -> &Tables;
    /// How many parts there are.
    fn count(&self) -> usize;
    /// All rows of a part.
    ///
    /// # Errors
    /// What reading them says.
    fn part(&self, index: usize) -> io::Result<Tables>;
    /// The rows of one table in a part.
    ///
    /// # Errors
    /// What reading them says.
    fn rows<R: Row>(&self, index: usize) -> io::Result<Vec<R>>;
}

/// Everything is shared, and nothing comes in parts.
impl Parts for Tables {
    fn shared(&self) -> &Tables {
        self
    }

    fn count(&self) -> usize {
        0
    }

    fn part(&self, _: usize) -> io::Result<Tables> {
        Ok(Self::default())
    }

    fn rows<R: Row>(&self, _: usize) -> io::Result<Vec<R>> {
        Ok(Vec::new())
    }
}

/// Walks tables in their canonical order, the rows of each in pieces.
pub trait PieceVisitor {
    /// The first error stops the walk.
    type Error: From<io::Error>;
    /// A table begins.
    ///
    /// # Errors
    /// The visitor's.
    fn begin<R: Row>(&mut self) -> Result<(), Self::Error>;
    /// Its next rows.
    ///
    /// # Errors
    /// The visitor's.
    fn rows<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error>;
    /// The table has no more rows.
    ///
    /// # Errors
    /// The visitor's.
    fn end<R: Row>(&mut self) -> Result<(), Self::Error>;
}

/// Shows each table to the visitor, in canonical order, a part in memory at a time.
///
/// # Errors
/// The visitor's first, or what reading a part says.
pub fn visit_pieces<P: Parts, V: PieceVisitor>(parts: &P, visitor: &mut V) -> Result<(), V::Error> {
    parts.shared().visit(&mut Walk { parts, visitor })
}

struct Walk<'w, P, V> {
    parts: &'w P,
    visitor: &'w mut V,
}

impl<P: Parts, V: PieceVisitor> TableVisitor for Walk<'_, P, V> {
    type Error = V::Error;

    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), V::Error> {
        self.visitor.begin::<R>()?;
        if !rows.is_empty() {
            self.visitor.rows(rows)?;
        }
        for index in 0..self.parts.count() {
            let rows: Vec<R> = self.parts.rows(index)?;
            if !rows.is_empty() {
                self.visitor.rows(&rows)?;
            }
        }
        self.visitor.end::<R>()
    }
}
