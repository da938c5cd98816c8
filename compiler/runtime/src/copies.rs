//! How many copies of a document a case needs: as many as the line says, or so many for each of a number.

use crate::case::Case;
use crate::catalogue::Catalogue;
use crate::error::Error;
use crate::tables::Fact;
use crate::tables::view::RequirementMember;

impl Catalogue {
    /// How many copies of a document a case needs: `count`, times the number that multiplies it; `None` while that number is unknown. Part
    /// of a copy is a copy, a count below zero none.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn copies(&self, case: &Case, document: &RequirementMember<'_>) -> Result<Option<i64>, Error> {
        let count = i64::from(document.count);
        let Some(per) = document.per else { return Ok(Some(count)) };
        let fact = self.multiplier(per)?;
        let Some(value) = case.value(fact) else { return Ok(None) };
        let units = 10_i128.checked_pow(u32::from(self.view::<Fact>(fact.0)?.scale)).unwrap_or(1);
        let copies = (i128::from(count) * i128::from(value.max(0)) + units - 1).div_euclid(units);
        Ok(Some(i64::try_from(copies).unwrap_or(i64::MAX)))
    }
}
