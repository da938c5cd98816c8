//! What changed between two releases, as plain structs that serialize to JSON.

use matter_answers::Date;
use serde::Serialize;

use crate::record::Record;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// What changed between two releases.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Difference {
    /// The earlier release.
    pub old: Compared,
    /// The later release.
    pub new: Compared,
    /// The day on which both are asked.
    pub on: Date,
    /// How many matters there were and are, and what became of them.
    pub matters: MatterCount,
    /// Working days of the promises of all matters that both releases have.
    pub working_days: Fall,
    /// Visits of all matters that both releases have.
    pub visits: Fall,
    /// Lines of materials of all matters that both releases have.
    pub materials: Fall,
    /// Changes by kind.
    pub changes: Vec<ChangeCount>,
    /// Matters that differ, by name.
    pub changed: Vec<MatterChange>,
    /// Rows that belong to no matter and differ: calendars, organs, halls, windows, combined services, intermediaries.
    pub elsewhere: Vec<Change>,
}

impl Difference {
    /// Whether nothing changed for anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.elsewhere.is_empty()
    }
}

/// A release that is compared.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Compared {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// The day as of which it was compiled.
    pub as_of: Date,
    /// Hash of what it means.
    pub hash: String,
}

/// What became of matters.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MatterCount {
    /// Matters of the earlier release.
    pub before: usize,
    /// Matters of the later release.
    pub after: usize,
    /// Only the later release has them.
    pub added: usize,
    /// Only the earlier release has them.
    pub cut: usize,
    /// Something is better and nothing is worse.
    pub optimised: usize,
    /// Something is worse and nothing is better.
    pub burdened: usize,
    /// Something is better and something is worse.
    pub mixed: usize,
    /// Something is different and nothing is better or worse.
    pub altered: usize,
    /// Nothing changed.
    pub same: usize,
}

/// A number before and after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Fall {
    /// In the earlier release.
    pub before: i64,
    /// In the later release.
    pub after: i64,
    /// By how much it fell; negative if it grew.
    pub saved: i64,
}

impl Fall {
    pub(crate) const fn new(before: i64, after: i64) -> Self {
        Self { before, after, saved: before.saturating_sub(after) }
    }

    pub(crate) const fn add(&mut self, other: Self) {
        *self = Self::new(self.before.saturating_add(other.before), self.after.saturating_add(other.after));
    }
}

/// How many changes of a kind there are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct ChangeCount {
    /// The table of what changed (requirement, limit, fee …).
    pub kind: String,
    /// New ones.
    pub added: usize,
    /// Ones that are gone.
    pub removed: usize,
    /// Ones that are different.
    pub changed: usize,
    /// Of all these, better for who applies.
    pub better: usize,
    /// Of all these, worse for who applies.
    pub worse: usize,
}

/// What became of a matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Only the later release has it.
    Added,
    /// Only the earlier release has it.
    Cut,
    /// Something is better and nothing is worse.
    Optimised,
    /// Something is worse and nothing is better.
    Burdened,
    /// Something is better and something is worse.
    Mixed,
    /// Something is different and nothing is better or worse.
    Altered,
}

/// A matter that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MatterChange {
    /// Its name, the later one if it was renamed.
    pub matter: String,
    /// Its earlier name, if it was renamed: a code tells that it is the same matter.
    pub was: Option<String>,
    /// Kind (行政许可, 公共服务 …); may be empty.
    pub kind: String,
    /// Line of authority; may be empty.
    pub department: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Working days of its longest promise; absent unless both releases promise in working days.
    pub working_days: Option<Fall>,
    /// Most visits; absent unless both releases say how many.
    pub visits: Option<Fall>,
    /// Lines of materials; absent unless both releases have the matter.
    pub materials: Option<Fall>,
    /// What changed of the matter as a whole: its name, codes, whom it serves.
    pub head: Vec<Change>,
    /// What changed of its definitions.
    pub blocks: Vec<Block>,
}

impl MatterChange {
    /// All changes of the matter.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.head.iter().chain(self.blocks.iter().flat_map(|block| &block.changes))
    }
}

/// What changed of a definition. A place stands for everything in it that has no definition of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Block {
    /// The places where it changed so, names from the province down.
    pub places: Vec<String>,
    /// The later day from which it holds; absent if it holds on the day that is compared.
    pub from: Option<Date>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// How a line changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is different.
    Changed,
}

/// What a change means for who applies.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nobody is worse off, somebody is better off.
    Better,
    /// Nobody is better off, somebody is worse off.
    Worse,
    /// Neither, or better for some and worse for others.
    Neutral,
}

/// How the cases of a line are others than before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// Some of them, and no others.
    Fewer,
    /// All of them, and others.
    More,
    /// Neither, or too much work to tell.
    Other,
}

/// A line, or a row of another table, that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Change {
    /// The table of what the line yields (requirement, limit, fee …).
    pub kind: String,
    /// How it changed.
    pub what: What,
    /// What that means for who applies.
    pub effect: Effect,
    /// How the cases in which the line holds are others (of a condition: those that meet it); absent if they are the same.
    pub cases: Option<Shift>,
    /// The line before; absent if it is new.
    pub before: Option<Said>,
    /// The line after; absent if it is gone.
    pub after: Option<Said>,
}

/// A line of a release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Said {
    /// What it says in one sentence; of a row that is no line, its key.
    pub text: String,
    /// Its row.
    pub row: Record,
    /// Rows that belong to it (alternatives of a material, ways of delivery).
    pub parts: Vec<Record>,
    /// Its condition in words; absent if it always holds.
    pub condition: Option<String>,
    /// Its own legal bases; those of the matter hold where it has none.
    pub basis: Vec<String>,
    /// Address of the line; absent of what is no line.
    pub rule: Option<String>,
    /// Source file and line of the release, `file:line`; absent of what is no line.
    pub source: Option<String>,
}

/// The JSON Schema (2020-12) of a [`Difference`].
#[cfg(feature = "schema")]
#[must_use]
pub fn schema() -> serde_json::Value {
    matter_answers::schema_of::<Difference>("What `matter diff --format json` prints")
}
