//! The lines of one definition: what each yields as a row, with its condition, bases, source and sentence.

use matter_runtime::tables::{self, Basis, Delivery, RequirementMember, Responsible, Row, StagePlace};
use matter_runtime::{Catalogue, EditionId, Error, RuleId};

use crate::record::Record;
use crate::release::Release;
use crate::report::Said;

/// Rules that are no lines: they say which answers can stand together and which facts exist.
const UNSPOKEN: [&str; 4] = ["feasible", "eligible", "never", "existence"];

/// A line of a definition.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: RuleId,
    /// The table of its row.
    pub(crate) kind: String,
    /// What lines it is compared with: the same thing of the same kind.
    pub(crate) about: String,
    /// Whether exactly one of the lines about it holds.
    pub(crate) of_choice: bool,
    pub(crate) said: Said,
    /// Its title, which no row repeats.
    title: Option<String>,
}

impl Line {
    /// Whether two lines say the same where they hold.
    pub(crate) fn says_same(&self, other: &Self) -> bool {
        self.said.row == other.said.row
            && self.said.parts == other.said.parts
            && self.said.basis == other.said.basis
            && self.title == other.title
    }
}

/// The lines of a definition in their order.
pub(crate) fn lines(release: &Release<'_>, edition: EditionId) -> Result<Vec<Line>, Error> {
    let catalogue = release.catalogue;
    let explainer = catalogue.explainer(Some(edition), release.language)?;
    let bases = catalogue.rows_of::<Basis>(edition.0)?;
    let mut lines = Vec::new();
    for id in catalogue.rules_of(edition)? {
        let rule: tables::Rule = catalogue.row(id.0)?;
        if UNSPOKEN.contains(&rule.kind.as_str()) {
            continue;
        }
        let (row, parts) = yielded(catalogue, &rule)?;
        let own = bases.iter().filter(|basis| basis.rule == Some(id.0));
        let said = Said {
            text: explainer.says(id)?,
            row,
            parts,
            condition: rule.condition,
            basis: own.map(cited).collect(),
            rule: Some(rule.key),
            source: Some(format!("{}:{}", rule.file, rule.line)),
        };
        let about = format!("{} {}", rule.stage.unwrap_or_default(), about(&rule.kind, &said));
        lines.push(Line { id, kind: rule.kind, about, of_choice: rule.choice.is_some(), said, title: rule.title });
    }
    Ok(lines)
}

/// A citation in words.
pub(crate) fn cited(basis: &Basis) -> String {
    format!("{}{}", basis.law, basis.place)
}

/// What lines are compared with a line: those that are about the same thing.
fn about(kind: &str, said: &Said) -> String {
    let columns: &[&str] = match kind {
        "requirement" => &["title"],
        "condition" => &["label"],
        "prior_result" => &["material"],
        "limit" => &["kind", "extends"],
        "exclusion" | "fee" | "benefit" | "stage" | "intermediary" | "discretion" => &["name"],
        "accepting" => &["level", "name"],
        "channel" => &["channel"],
        "venue" => &["part"],
        "delegation" => &["mode", "from_level", "to_level"],
        "trigger" => &["event"],
        "instead" => &["matter"],
        "duty" => &["phase"],
        "liability" | "commitment" => &["text"],
        _ => &[],
    };
    said.row.named(columns)
}

/// The row of a line and the rows that belong to it.
fn yielded(catalogue: &Catalogue, rule: &tables::Rule) -> Result<(Record, Vec<Record>), Error> {
    let id = RuleId(rule.id);
    let parts = match rule.kind.as_str() {
        "requirement" => members(catalogue, id)?,
        "result" => parts::<Delivery>(catalogue, id)?,
        "stage" => parts::<StagePlace>(catalogue, id)?,
        "responsible" => parts::<Responsible>(catalogue, id)?,
        _ => Vec::new(),
    };
    Ok((row(catalogue, &rule.kind, id)?.unwrap_or_default(), parts))
}

/// The alternatives of a material; one that is local to the matter goes by its bare name, so that it stays itself in a renamed matter.
fn members(catalogue: &Catalogue, rule: RuleId) -> Result<Vec<Record>, Error> {
    let bare = |member: RequirementMember| {
        let material = tables::bare(&member.material).to_owned();
        Record::of(&RequirementMember { material, ..member })
    };
    Ok(catalogue.rows_of::<RequirementMember>(rule.0)?.into_iter().map(bare).collect())
}

fn parts<R: Row>(catalogue: &Catalogue, rule: RuleId) -> Result<Vec<Record>, Error> {
    Ok(catalogue.rows_of::<R>(rule.0)?.iter().map(Record::of).collect())
}

macro_rules! row_of {
    ($catalogue:expr, $kind:expr, $rule:expr, $($row:ident)*) => {
        match $kind {
            $(kind if kind == tables::$row::SCHEMA.name => {
                Ok($catalogue.yields::<tables::$row>($rule)?.as_ref().map(Record::of))
            })*
            _ => Ok(None),
        }
    };
}

fn row(catalogue: &Catalogue, kind: &str, rule: RuleId) -> Result<Option<Record>, Error> {
    row_of!(
        catalogue, kind, rule,
        Condition PriorResult Requirement Decider Delegation Accepting Venue Stage Limit Exclusion Fee Benefit
        ResultDocument Renewal Trigger Instead Quota Duty Liability Channel Visit CaseKind Discretion Commitment
        Intermediary
    )
}
