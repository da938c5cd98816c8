//! What many answers hold: the release that answers, where a line stands, and why.

use matter_runtime::{Catalogue, Error, Language, RegionId, RuleId, Status};
use serde::Serialize;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Which release answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Release {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Hash of what the release means.
    pub hash: String,
}

impl Release {
    /// The release of a catalogue.
    ///
    /// # Errors
    /// The image holds none.
    pub fn of(catalogue: &Catalogue) -> Result<Self, Error> {
        let row = catalogue.release()?;
        Ok(Self { name: row.name, title: row.title, version: row.version, hash: row.semantic_hash })
    }
}

/// Where a line stands, given what is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It holds in every completion of the answers.
    Certain,
    /// It holds in some and fails in others.
    Possible,
    /// It fails in all.
    Excluded,
    /// The line has no meaning: the matter's conditions cannot hold, or the case is not resolved.
    Moot,
}

impl From<Status> for Standing {
    fn from(status: Status) -> Self {
        match status {
            Status::Certain => Self::Certain,
            Status::Possible => Self::Possible,
            Status::Excluded => Self::Excluded,
            Status::Moot => Self::Moot,
        }
    }
}

/// How far a case could be resolved.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Resolution {
    /// Nothing was asked.
    Nothing,
    /// To a definition of the matter.
    Edition,
    /// The responsible region must be chosen among the candidates first.
    NeedsResponsible,
    /// Nobody in this catalogue is responsible.
    Outside,
}

impl From<matter_runtime::Resolution> for Resolution {
    fn from(resolution: matter_runtime::Resolution) -> Self {
        match resolution {
            matter_runtime::Resolution::Nothing => Self::Nothing,
            matter_runtime::Resolution::Edition(_) => Self::Edition,
            matter_runtime::Resolution::NeedsResponsible => Self::NeedsResponsible,
            matter_runtime::Resolution::Outside => Self::Outside,
        }
    }
}

/// A citation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Basis {
    /// The law, by full title or document number.
    pub law: String,
    /// Article and paragraph; empty if the whole law.
    pub place: String,
}

/// Where a line comes from and what it says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Why {
    /// Address of the rule; it survives a rebuild.
    pub rule: String,
    /// Source file, relative to the catalogue.
    pub file: String,
    /// Line of that file, from 1.
    pub line: u32,
    /// The rule's condition in words; null if it always holds.
    pub condition: Option<String>,
    /// Its legal basis; that of the matter where it has none of its own.
    pub basis: Vec<Basis>,
    /// What it says, in one sentence for people, fit for a notice.
    pub text: String,
}

/// Something that a rule yields, with where it stands and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Line_{T}"))]
pub struct Line<T> {
    /// Where it stands.
    pub status: Standing,
    /// What is yielded.
    pub value: T,
    /// Why.
    pub why: Why,
}

/// What explains: a release and a language.
#[derive(Clone, Copy)]
pub(crate) struct Explainer<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) language: Language,
}

impl Explainer<'_> {
    pub(crate) fn why(&self, rule: RuleId) -> Result<Why, Error> {
        let why = self.catalogue.why(rule, self.language)?;
        Ok(Why {
            rule: why.rule.key,
            file: why.rule.file,
            line: why.rule.line,
            condition: why.rule.condition,
            basis: cited(why.basis),
            text: why.text,
        })
    }

    pub(crate) fn line<T>(&self, rule: RuleId, status: Status, value: T) -> Result<Line<T>, Error> {
        Ok(Line { status: status.into(), value, why: self.why(rule)? })
    }

    pub(crate) fn lines<R, T>(
        &self,
        lines: &[matter_runtime::Line<R>],
        value: impl Fn(&R) -> T,
    ) -> Result<Vec<Line<T>>, Error> {
        lines.iter().map(|line| self.line(line.rule, line.status, value(&line.row))).collect()
    }

    pub(crate) fn place(&self, region: Option<RegionId>) -> Result<Option<String>, Error> {
        region.map(|region| self.catalogue.region_path(region)).transpose()
    }
}

pub(crate) fn cited(rows: Vec<matter_runtime::tables::Basis>) -> Vec<Basis> {
    rows.into_iter().map(|row| Basis { law: row.law, place: row.place }).collect()
}
