//! Why a line holds: its address, source, legal basis, and one sentence fit for a notice.

use crate::catalogue::{Catalogue, EditionId, RuleId};
use crate::error::{Error, Language};
use crate::tables::{Basis, Condition, Rule};

/// Where a line comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why {
    /// The rule: key, condition in words, file and line.
    pub rule: Rule,
    /// Its legal basis; that of the matter where the line has none of its own.
    pub basis: Vec<Basis>,
    /// What it says, in one sentence for people.
    pub text: String,
}

impl Catalogue {
    /// Where a line comes from and what it says.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/common/example.rs.in"));
    /// # fn main() -> Result<(), matter_runtime::Error> {
    /// # let catalogue = example();
    /// use matter_runtime::{Language, RuleId};
    ///
    /// let why = catalogue.why(RuleId(1), Language::En)?;
    /// assert_eq!((why.rule.key.as_str(), why.rule.line), ("时限/承诺", 2));
    /// assert_eq!(why.text, "promised limit: 7 working days.");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// There is no such rule.
    pub fn why(&self, rule: RuleId, language: Language) -> Result<Why, Error> {
        let row: Rule = self.row(rule.0)?;
        let basis = self.basis(EditionId(row.edition), rule)?;
        let text = self.sentence(rule, &row, &basis, language)?;
        Ok(Why { rule: row, basis, text })
    }

    fn basis(&self, edition: EditionId, rule: RuleId) -> Result<Vec<Basis>, Error> {
        let all: Vec<Basis> = self.rows_of(edition.0)?;
        let (of_rule, others): (Vec<Basis>, Vec<Basis>) = all.into_iter().partition(|basis| basis.rule == Some(rule.0));
        if !of_rule.is_empty() {
            return Ok(of_rule);
        }
        Ok(others.into_iter().filter(|basis| basis.rule.is_none()).collect())
    }

    fn sentence(&self, rule: RuleId, row: &Rule, basis: &[Basis], language: Language) -> Result<String, Error> {
        let what = self.what(rule, row, language)?;
        let what = what.trim_end_matches(['。', '.']);
        let cited: Vec<String> = basis.iter().map(|basis| cite(basis, language)).collect();
        Ok(match (language, cited.is_empty()) {
            (Language::Zh, true) => format!("{what}。"),
            (Language::Zh, false) => format!("{what}。依据：{}。", cited.join("、")),
            (Language::En, true) => format!("{what}."),
            (Language::En, false) => format!("{what}. Basis: {}.", cited.join(", ")),
        })
    }

    fn what(&self, rule: RuleId, row: &Rule, language: Language) -> Result<String, Error> {
        let when = |zh: &str, en: &str| match (&row.condition, language) {
            (Some(condition), Language::Zh) => format!("{condition}的，{zh}"),
            (Some(condition), Language::En) => format!("where {condition}: {en}"),
            (None, Language::Zh) => zh.to_owned(),
            (None, Language::En) => en.to_owned(),
        };
        if let Some(condition) = self.yields::<Condition>(rule)? {
            let title = row.title.as_ref().or(row.condition.as_ref()).unwrap_or(&condition.label);
            return Ok(match language {
                Language::Zh => format!("条件：{title}"),
                Language::En => format!("condition: {title}"),
            });
        }
        let (zh, en) = self.clause(rule, row)?;
        Ok(when(&zh, &en))
    }
}

fn cite(basis: &Basis, language: Language) -> String {
    // A document number stands for itself, a title in its marks.
    let law = if basis.law.contains('〔') { basis.law.clone() } else { format!("《{}》", basis.law) };
    match language {
        Language::Zh => format!("{law}{}", basis.place),
        Language::En if basis.place.is_empty() => law,
        Language::En => format!("{law} {}", basis.place),
    }
}
