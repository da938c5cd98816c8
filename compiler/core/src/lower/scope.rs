//! What a condition may refer to besides the catalogue's declarations: the names of its matter, and the day that windows count from.

use std::sync::Arc;

use matter_syntax::tree::Expr;

use crate::hir::{Argument, Day, FactDeclaration, ItemRef, Level};
use crate::regions::Position;

/// The surroundings of a condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Scope {
    /// The item that the condition stands in.
    pub item: ItemRef,
    /// The matter's name; local facts and materials are called `matter/name`. Empty outside matters.
    pub matter: Arc<str>,
    /// Facts declared in the matter.
    pub facts: Vec<FactDeclaration>,
    /// The built-in fact 办理项 with the matter's own handling items as its values.
    pub handling: Option<FactDeclaration>,
    /// Names of conditions: 定义 of the matter and labels of its 条件.
    pub conditions: Vec<NamedCondition>,
    /// Materials declared in the matter, as written.
    pub materials: Vec<Arc<str>>,
    /// Where and when the definition holds whose amounts are folded; `None`: in the catalogue's root on its day.
    pub folded_at: Option<Where>,
    /// The day that day windows and ages count to: of application, or of the event (主动).
    pub day: Argument,
    /// Level of the responsible region (属地 … 到 …).
    pub responsible: Option<Level>,
}

/// A place and a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Where {
    /// Responsible region.
    pub region: Position,
    /// Day of acceptance.
    pub day: Option<Day>,
}

/// A name that stands for a condition.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedCondition {
    /// Name or label.
    pub name: Arc<str>,
    /// What it stands for.
    pub body: NamedBody,
    /// The root region of the catalogue that says so.
    pub root: Position,
    /// Whether it is the label of a line of 条件.
    pub label: bool,
}

/// What a named condition stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum NamedBody {
    /// A condition.
    Condition(Arc<Expr>),
    /// An official's judgement: title, who judges.
    Finding(Arc<str>, Option<Arc<str>>),
}

impl Scope {
    /// The scope of an item that is no matter.
    #[must_use]
    pub fn outside(item: ItemRef) -> Self {
        Self {
            item,
            matter: "".into(),
            facts: Vec::new(),
            handling: None,
            conditions: Vec::new(),
            materials: Vec::new(),
            folded_at: None,
            day: Argument::ApplicationDay,
            responsible: None,
        }
    }

    /// The fact declared here under this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&FactDeclaration> {
        self.facts.iter().find(|fact| &*fact.name == name)
    }

    /// The condition named here.
    #[must_use]
    pub fn condition(&self, name: &str) -> Option<&NamedCondition> {
        self.conditions.iter().find(|condition| &*condition.name == name)
    }
}
