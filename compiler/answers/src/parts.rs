//! What many answers hold: the release that answers, where a line stands, and why.

use std::sync::Arc;

use matter_runtime::tables::{self, view};
use matter_runtime::{Catalogue, Error, Language, RegionId, RuleId, Status};
use serde::Serialize;

use crate::write::shared;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Which release answers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Release<'c> {
    /// Name.
    pub name: &'c str,
    /// Title.
    pub title: &'c str,
    /// Version.
    pub version: &'c str,
    /// Hash of what the release means.
    pub hash: &'c str,
}

impl<'c> Release<'c> {
    /// The release of a catalogue.
    ///
    /// # Errors
    /// The image holds none.
    pub fn of(catalogue: &'c Catalogue) -> Result<Self, Error> {
        let row = catalogue.view::<tables::Catalogue>(0)?;
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
pub struct Basis<'c> {
    /// The law, by full title or document number.
    pub law: &'c str,
    /// Article and paragraph; empty if the whole law.
    pub place: &'c str,
}

/// Where a line comes from and what it says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Why<'c> {
    /// The rule.
    #[serde(skip)]
    pub(crate) id: RuleId,
    /// Address of the rule; it survives a rebuild.
    pub rule: &'c str,
    /// Source file, relative to the catalogue.
    pub file: &'c str,
    /// Line of that file, from 1.
    pub line: u32,
    /// The rule's condition in words; null if it always holds, or where no other line of its choice does (`otherwise`).
    pub condition: Option<&'c str>,
    /// Whether it is the rest of its choice (否则): it holds where no other line of the choice does.
    pub otherwise: bool,
    /// Its legal basis; that of the matter where it has none of its own.
    #[serde(serialize_with = "shared")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Basis<'c>>"))]
    pub basis: Arc<[Basis<'c>]>,
    /// What it says, in one sentence for people, fit for a notice.
    pub text: String,
}

/// Something that a rule yields, with where it stands and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema), schemars(rename = "Line_{T}"))]
pub struct Line<'c, T> {
    /// Where it stands.
    pub status: Standing,
    /// Whether what it yields is certain: it certainly holds, or all lines of its choice that may hold yield the same.
    pub settled: bool,
    /// The stage of approval (阶段) that it belongs to; null if the matter is decided once, or the line belongs to the whole.
    pub stage: Option<&'c str>,
    /// What is yielded.
    pub value: T,
    /// Why.
    pub why: Why<'c>,
}

/// What explains the lines of a definition. A case that is not resolved to one has no lines.
pub(crate) struct Explainer<'c> {
    pub(crate) catalogue: &'c Catalogue,
    lines: matter_runtime::Explainer<'c>,
    of_matter: Arc<[Basis<'c>]>,
}

impl<'c> Explainer<'c> {
    pub(crate) fn of(
        catalogue: &'c Catalogue,
        resolution: matter_runtime::Resolution,
        language: Language,
    ) -> Result<Self, Error> {
        let edition = match resolution {
            matter_runtime::Resolution::Edition(edition) => Some(edition),
            _ => None,
        };
        let lines = catalogue.explainer(edition, language)?;
        let of_matter = lines.of_matter().iter().copied().map(cited).collect();
        Ok(Self { catalogue, lines, of_matter })
    }

    pub(crate) fn why(&self, rule: RuleId) -> Result<Why<'c>, Error> {
        self.explained(rule).map(|(why, _)| why)
    }

    /// With the stage that the rule belongs to.
    pub(crate) fn explained(&self, rule: RuleId) -> Result<(Why<'c>, Option<&'c str>), Error> {
        let why = self.lines.why(rule)?;
        let stage = why.rule.stage;
        let why = Why {
            id: rule,
            rule: why.rule.key,
            file: why.rule.file,
            line: why.rule.line,
            condition: why.rule.condition,
            otherwise: why.rule.otherwise,
            basis: if Arc::ptr_eq(&why.basis, self.lines.of_matter()) {
                Arc::clone(&self.of_matter)
            } else {
                why.basis.iter().copied().map(cited).collect()
            },
            text: why.text,
        };
        Ok((why, stage))
    }

    pub(crate) fn line<R, T>(&self, line: &matter_runtime::Line<R>, value: T) -> Result<Line<'c, T>, Error> {
        let (why, stage) = self.explained(line.rule)?;
        Ok(Line { status: line.status.into(), settled: line.settled, stage, value, why })
    }

    pub(crate) fn lines<R, T>(
        &self,
        lines: &[matter_runtime::Line<R>],
        value: impl Fn(&R) -> T,
    ) -> Result<Vec<Line<'c, T>>, Error> {
        each(lines, |line| self.line(line, value(&line.row)))
    }

    pub(crate) fn place(&self, region: Option<RegionId>) -> Result<Option<String>, Error> {
        region.map(|region| self.catalogue.region_path(region)).transpose()
    }
}

pub(crate) fn cited(row: view::Basis<'_>) -> Basis<'_> {
    Basis { law: row.law, place: row.place }
}

/// Something of each, in a list that is made as long as it will be.
pub(crate) fn each<'r, R, T>(rows: &'r [R], make: impl Fn(&'r R) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    let mut made = Vec::with_capacity(rows.len());
    for row in rows {
        made.push(make(row)?);
    }
    Ok(made)
}
