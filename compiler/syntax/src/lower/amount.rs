//! Numbers with a unit as people write it (`1.5 亿`, `200 m2`, `200 平方米以上`) → one error with what may have been meant. Knows no facts.

use super::{Node, Reader, Words, propose, span_of};
use crate::{
    error::{Fix, Problem},
    grammar::Rule,
    hints,
    keyword::Keyword,
    tree::{Face, Span},
};

impl<'s> Reader<'s> {
    /// The number alone would be another amount: no repair may add a unit to it.
    pub(crate) fn refuse_spoken_amounts(&mut self, exprs: &[Words<'s>]) {
        for pair in exprs.windows(2) {
            let [before, behind] = pair else { continue };
            let (Some(number), Some(word)) = (before.last(), behind.first()) else { continue };
            let bare = number.as_rule() == Rule::quantity && number.into_inner().count() == 1;
            if !bare || !matches!(word.as_rule(), Rule::name | Rule::words) {
                continue;
            }
            let (number, word) = (span_of(number), span_of(word));
            let Some(meant) = hints::spoken_unit(self.slice(word)) else { continue };
            self.unreadable = true;
            let whole = Span { start: number.start, end: word.end };
            let sign = before.iter().rev().nth(1).and_then(|token| self.sign(token));
            let fixes = self.meant(number, whole, sign, meant);
            self.error_with(Problem::BadNumber { found: self.slice(whole).into() }, whole, fixes);
        }
    }

    /// A comparison before the number.
    fn sign(&self, token: &Node<'s>) -> Option<(Keyword, Span)> {
        let at = span_of(token);
        matches!(token.as_rule(), Rule::operator | Rule::symbol).then(|| (self.operator(at), at))
    }

    fn meant(
        &self,
        number: Span,
        whole: Span,
        sign: Option<(Keyword, Span)>,
        (unit, bound): (Option<Keyword>, Option<Keyword>),
    ) -> Vec<Fix> {
        let Some(unit) = unit else { return Vec::new() };
        let amount = format!("{} {}", self.slice(number), unit.text(Face::Zh));
        match (bound, sign) {
            (None, _) => propose(whole, amount),
            (Some(bound), Some((Keyword::Equal, at))) => {
                let span = Span { start: at.start, end: whole.end };
                propose(span, format!("{} {amount}", bound.text(Face::Zh)))
            }
            (Some(bound), Some((sign, _))) if sign == bound => propose(whole, amount),
            (Some(_), Some(_)) => Vec::new(),
            (Some(bound), None) => propose(whole, format!("{} {amount}", bound.text(Face::Zh))),
        }
    }
}
