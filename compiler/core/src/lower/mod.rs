//! From the tree of a matter to its effective definitions: conditions become formulas, lines become rules, variances are folded in.
//!
//! Pure functions of a tree and a [`World`]. They never fail: what is wrong becomes a finding, and the rest is lowered all the same.

pub(crate) mod basis;
pub mod codes;
pub(crate) mod condition;
mod draft;
mod facts;
pub(crate) mod findings;
mod head;
pub(crate) mod line;
pub(crate) mod locals;
mod matter;
pub(crate) mod meant;
mod nevers;
pub(crate) mod period;
pub(crate) mod rates;
mod rules;
mod scope;
mod sections;
mod served;
pub(crate) mod suggest;
pub(crate) mod time;
pub(crate) mod twice;
mod variance;
pub(crate) mod words;

pub use condition::lower_condition;
pub use facts::FactTable;
pub use matter::{LoweredMatter, Unread, lower_matter, lower_matter_at};
pub use scope::{NamedBody, NamedCondition, Scope, Where};
pub(crate) use sections::{count_of, form_of};
pub use variance::{Edit, EditKind, LoweredVariance, Refold, definitions, lower_variance};
pub use words::text_of as expression_text;
