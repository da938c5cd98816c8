//! What a fee line costs: by itself, or in proportion to a number of the case.
//!
//! Numbers are the stored ones, times 10^scale of their fact, on both sides of a proportion: nothing is rounded but the fen at the end.

use crate::case::{Case, Given};
use crate::catalogue::{Catalogue, FactId};
use crate::error::Error;
use crate::tables::Fact;
use crate::tables::view::Fee;

impl Catalogue {
    /// What a fee line costs in a case, in fen; `None` while the number that multiplies it is unknown. Part of a unit costs its share; half
    /// a fen and more is rounded up; then the cap is applied. A count below zero is none.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn fee_amount(&self, case: &Case, fee: &Fee<'_>) -> Result<Option<i64>, Error> {
        let Some(per) = fee.per else { return Ok(Some(fee.amount)) };
        let Some(value) = case.value(self.multiplier(per)?) else { return Ok(None) };
        let units = i128::from(fee.per_amount.unwrap_or(1).max(1));
        let product = i128::from(fee.amount) * i128::from(value.max(0));
        let amount = i64::try_from((2 * product + units).div_euclid(2 * units)).unwrap_or(i64::MAX);
        Ok(Some(fee.cap.map_or(amount, |cap| amount.min(cap))))
    }

    /// How much of its number one `amount` of a fee is for, as people write it: `平方米`, `100平方米`.
    ///
    /// # Errors
    /// There is no such fact; the image is damaged.
    pub fn fee_unit(&self, per: &str, per_amount: Option<i64>) -> Result<String, Error> {
        let shown = self.show_value(Given { fact: self.multiplier(per)?, value: per_amount.unwrap_or(1) })?;
        let one = shown.strip_prefix('1').filter(|unit| unit.starts_with(|first: char| first.is_alphabetic()));
        Ok(one.map_or(shown.clone(), str::to_owned))
    }

    pub(crate) fn multiplier(&self, per: &str) -> Result<FactId, Error> {
        self.find::<Fact>(per).map(FactId).ok_or_else(|| Error::UnknownFact { name: per.to_owned() })
    }
}
