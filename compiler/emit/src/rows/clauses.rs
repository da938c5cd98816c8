//! What must be true in a possible case, taken apart into groups that share no fact.

use matter_decide::{Dim, Formula};

/// A part of what must be true.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    formula: Formula,
    dims: Vec<Dim>,
    conditional: bool,
}

/// Clauses that hang together by the facts that they share.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The conjunction of the clauses.
    pub(crate) all: Formula,
    /// Whether a condition of eligibility is among them.
    pub(crate) conditional: bool,
    dims: Vec<Dim>,
}

impl Group {
    /// Whether the group and the facts have one in common.
    pub(crate) fn touches(&self, dims: &[Dim]) -> bool {
        dims.iter().any(|dim| self.dims.binary_search(dim).is_ok())
    }
}

impl Clause {
    /// A conjunction as its parts: the smaller the clauses, the smaller the groups.
    pub(crate) fn parts(formula: Formula, conditional: bool) -> Vec<Self> {
        match formula {
            Formula::True => Vec::new(),
            Formula::And(parts) => parts.into_iter().flat_map(|part| Self::parts(part, conditional)).collect(),
            Formula::Not(part) => match *part {
                Formula::Or(parts) => {
                    parts.into_iter().flat_map(|part| Self::parts(Formula::not(part), conditional)).collect()
                }
                Formula::Not(inner) => Self::parts(*inner, conditional),
                other => vec![Self::new(Formula::not(other), conditional)],
            },
            other => vec![Self::new(other, conditional)],
        }
    }

    fn new(formula: Formula, conditional: bool) -> Self {
        Self { dims: formula.dims(), formula, conditional }
    }
}

/// The groups, in an order that depends on the clauses' order only. A clause without facts stands alone.
pub(crate) fn groups(clauses: Vec<Clause>) -> Vec<Group> {
    let mut groups: Vec<(Vec<Clause>, Vec<Dim>)> = Vec::new();
    for clause in clauses {
        let mut joined = (Vec::new(), clause.dims.clone());
        let (touched, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(_, dims)| dims.iter().any(|dim| clause.dims.contains(dim)));
        groups = apart;
        for (clauses, dims) in touched {
            joined.0.extend(clauses);
            joined.1.extend(dims);
        }
        joined.0.push(clause);
        groups.push(joined);
    }
    groups.into_iter().map(|(clauses, dims)| group(clauses, dims)).collect()
}

fn group(clauses: Vec<Clause>, mut dims: Vec<Dim>) -> Group {
    dims.sort_unstable();
    dims.dedup();
    let conditional = clauses.iter().any(|clause| clause.conditional);
    Group { all: Formula::and(clauses.into_iter().map(|clause| clause.formula)), conditional, dims }
}
