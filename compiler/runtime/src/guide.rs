//! The guide of a matter: everything that its definition says at a place on a day, before any answer.

use crate::case::{Case, Dates, Request};
use crate::catalogue::{Catalogue, MatterId, RegionId};
use crate::decide::Answer;
use crate::decision::Line;
use crate::error::Error;
use crate::tables::{self, Day, Row};

/// A matter as its guide shows it.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The matter.
    pub matter: tables::Matter,
    /// The definition in force.
    pub edition: tables::Edition,
    /// Its codes.
    pub codes: Vec<tables::MatterCode>,
    /// Whom it serves.
    pub serves: Vec<tables::MatterServes>,
    /// Its handling items.
    pub items: Vec<tables::HandlingItem>,
    /// Its stages of approval.
    pub phases: Vec<tables::Phase>,
    /// Legal bases of the whole matter.
    pub basis: Vec<tables::Basis>,
    /// Plain texts.
    pub texts: Vec<tables::Text>,
    /// Where every line stands without answers.
    pub answer: Answer,
}

impl Guide {
    /// The lines of one kind, whatever their conditions.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn lines<'c, R: Row>(&self, catalogue: &'c Catalogue) -> Result<Vec<Line<R::View<'c>>>, Error> {
        catalogue.lines::<R>(&self.answer)
    }
}

impl Catalogue {
    /// The guide of a matter for a responsible region on a day.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// use matter_runtime::tables::Requirement;
    ///
    /// let on = "2026-03-02".parse().unwrap();
    /// let guide = catalogue.guide(catalogue.matter("二孩生育登记")?, catalogue.region("深圳市", on)?, on)?;
    /// assert_eq!(guide.lines::<Requirement>(&catalogue)?[0].row.title, "离婚证");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// No definition covers that place on that day.
    pub fn guide(&self, matter: MatterId, place: RegionId, day: Day) -> Result<Guide, Error> {
        let request = Request { matter, responsible: Some(place), here: None, dates: Dates::on(day), answers: &[] };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(self, &request)?;
        self.evaluate(&case, &mut answer)?;
        let edition = answer.edition();
        let row: tables::Matter = self.row(matter.0)?;
        let of_matter = |basis: &tables::Basis| basis.rule.is_none();
        Ok(Guide {
            codes: self.rows_named(&row.name)?,
            serves: self.rows_named(&row.name)?,
            items: self.rows_named(&row.name)?,
            phases: self.rows_of(edition.0)?,
            basis: self.rows_of::<tables::Basis>(edition.0)?.into_iter().filter(of_matter).collect(),
            texts: self.rows_of(edition.0)?,
            edition: self.edition_row(edition)?,
            matter: row,
            answer,
        })
    }
}
