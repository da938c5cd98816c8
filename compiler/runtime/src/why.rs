//! Why a line holds: its address, source, legal basis, and one sentence fit for a notice.

use std::borrow::Cow;
use std::sync::Arc;

use crate::catalogue::{Catalogue, EditionId, RuleId};
use crate::error::{Error, Language};
use crate::sentences::Sentence;
use crate::tables;
use crate::tables::view::{Basis, Condition, Rule};

/// Where a line comes from. Its texts stay in the image, but for the sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Why<'c> {
    /// The rule: key, condition in words, file and line.
    pub rule: Rule<'c>,
    /// Its legal basis; that of the matter where the line has none of its own.
    pub basis: Arc<[Basis<'c>]>,
    /// What it says, in one sentence for people.
    pub text: String,
}

/// What explains the lines of one edition in one language; the edition's citations are read and put into words once.
#[derive(Clone, Debug)]
pub struct Explainer<'c> {
    catalogue: &'c Catalogue,
    language: Language,
    of_matter: Cited<'c>,
    of_lines: Vec<Basis<'c>>,
}

/// Citations, and how they end a sentence.
#[derive(Clone, Debug)]
struct Cited<'c> {
    basis: Arc<[Basis<'c>]>,
    end: String,
}

impl<'c> Cited<'c> {
    fn new(basis: Vec<Basis<'c>>, language: Language) -> Self {
        let mut sentence = Sentence::new(language);
        for (number, basis) in basis.iter().enumerate() {
            match number {
                0 => sentence.say(format_args!("。依据："), format_args!(". Basis: ")),
                _ => sentence.say(format_args!("、"), format_args!(", ")),
            }
            cite(basis, &mut sentence);
        }
        sentence.say(format_args!("。"), format_args!("."));
        Self { basis: basis.into(), end: sentence.text }
    }
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
    /// assert_eq!((why.rule.key, why.rule.line), ("时限/承诺", 2));
    /// assert_eq!(why.text, "promised limit: 7 working days, from acceptance.");
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    /// There is no such rule.
    pub fn why(&self, rule: RuleId, language: Language) -> Result<Why<'_>, Error> {
        let edition = EditionId(self.view::<tables::Rule>(rule.0)?.edition);
        self.explainer(Some(edition), language)?.why(rule)
    }

    /// What explains the lines of an edition; a case that is not resolved to one has none.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn explainer(&self, edition: Option<EditionId>, language: Language) -> Result<Explainer<'_>, Error> {
        let bases = edition.map_or(Ok(Vec::new()), |edition| self.views_of::<tables::Basis>(edition.0))?;
        let (of_matter, of_lines) = bases.into_iter().partition(|basis| basis.rule.is_none());
        Ok(Explainer { catalogue: self, language, of_matter: Cited::new(of_matter, language), of_lines })
    }
}

impl<'c> Explainer<'c> {
    /// The legal basis of the matter; the same list stands with each line that has none of its own.
    #[must_use]
    pub fn of_matter(&self) -> &Arc<[Basis<'c>]> {
        &self.of_matter.basis
    }

    /// Where a line of the edition comes from and what it says.
    ///
    /// # Errors
    /// There is no such rule.
    pub fn why(&self, rule: RuleId) -> Result<Why<'c>, Error> {
        let row = self.catalogue.view::<tables::Rule>(rule.0)?;
        let cited = self.cited(rule);
        let mut sentence = Sentence::new(self.language);
        self.what(rule, &row, &mut sentence)?;
        sentence.unstopped();
        sentence.text.push_str(&cited.end);
        Ok(Why { rule: row, basis: Arc::clone(&cited.basis), text: sentence.text })
    }

    /// What a line of the edition says, in one sentence without its basis.
    ///
    /// # Errors
    /// There is no such rule.
    pub fn says(&self, rule: RuleId) -> Result<String, Error> {
        let row = self.catalogue.view::<tables::Rule>(rule.0)?;
        let mut sentence = Sentence::new(self.language);
        self.what(rule, &row, &mut sentence)?;
        sentence.unstopped();
        sentence.say(format_args!("。"), format_args!("."));
        Ok(sentence.text)
    }

    fn cited(&self, rule: RuleId) -> Cow<'_, Cited<'c>> {
        let own: Vec<Basis<'c>> = self.of_lines.iter().filter(|basis| basis.rule == Some(rule.0)).copied().collect();
        if own.is_empty() { Cow::Borrowed(&self.of_matter) } else { Cow::Owned(Cited::new(own, self.language)) }
    }

    fn what(&self, rule: RuleId, row: &Rule<'c>, sentence: &mut Sentence) -> Result<(), Error> {
        if row.kind == "condition"
            && let Some(payload) = self.catalogue.payload(rule)
        {
            let condition: Condition<'c> = self.catalogue.view::<tables::Condition>(payload)?;
            let title = row.title.or(row.condition).unwrap_or(condition.label);
            sentence.say(format_args!("条件：{title}"), format_args!("condition: {title}"));
            return Ok(());
        }
        if let Some(condition) = row.condition {
            sentence.say(format_args!("{condition}的，"), format_args!("where {condition}: "));
        }
        self.catalogue.clause(rule, row, sentence)
    }
}

fn cite(basis: &Basis<'_>, sentence: &mut Sentence) {
    // A document number stands for itself, a title in its marks.
    let (open, close) = if basis.law.contains('〔') { ("", "") } else { ("《", "》") };
    let (law, place) = (basis.law, basis.place);
    let space = if place.is_empty() { "" } else { " " };
    sentence.say(format_args!("{open}{law}{close}{place}"), format_args!("{open}{law}{close}{space}{place}"));
}
