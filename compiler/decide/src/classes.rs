//! Facts that are certainly equal, or certainly in one unit, as classes (union-find). From `a = b` and `b = c` follows `a = c` at once, which
//! narrowing one relation at a time finds only by trying values.

use crate::propagate::Values;
use crate::ranges::Ranges;
use crate::relation::{Relation, RelationKind};
use crate::space::Dim;
use crate::units::Units;

/// Narrows values by what follows from equalities together; false if some fact has no value left.
pub(crate) fn narrow(values: &mut Values, relations: &[Relation]) -> bool {
    let certain = |relation: &&Relation| values.of(relation.result).only() == Some(1);
    let yes: Vec<&Relation> = relations.iter().filter(certain).collect();
    if !yes.iter().any(|relation| matches!(relation.kind, RelationKind::Equal | RelationKind::SameUnit(_))) {
        return true;
    }
    let equal = Classes::of(yes.iter().copied().filter(|relation| relation.kind == RelationKind::Equal));
    for class in equal.classes() {
        let common = class.iter().skip(1).fold(class.first().map(|dim| values.of(*dim).clone()), |common, dim| {
            common.map(|common| common.intersect(values.of(*dim)))
        });
        let common = common.unwrap_or_default();
        class.iter().for_each(|dim| {
            values.keep(*dim, &common);
        });
        if common.is_empty() {
            return false;
        }
    }
    relations.iter().all(|relation| {
        let follows = match &relation.kind {
            RelationKind::Equal => equal.joined(relation.a, relation.b),
            RelationKind::SameUnit(units) => in_one_unit(values, &yes, &equal, (relation, units)),
            _ => false,
        };
        if follows {
            values.keep(relation.result, &Ranges::single(1));
        }
        !values.of(relation.result).is_empty()
    })
}

/// Whether two places certainly lie in one unit: through places that do, or because they are equal and every place lies in some unit.
fn in_one_unit(values: &Values, yes: &[&Relation], equal: &Classes, (relation, units): (&Relation, &Units)) -> bool {
    if equal.joined(relation.a, relation.b) {
        return units.cover(values.of(relation.a));
    }
    let same = |other: &&Relation| matches!(&other.kind, RelationKind::Equal) || other.kind == relation.kind;
    // A class that only equalities join was looked at above; any other holds a place that lies in a unit, and so all of them do.
    Classes::of(yes.iter().copied().filter(same)).joined(relation.a, relation.b)
}

/// Disjoint sets of facts.
struct Classes(Vec<Vec<Dim>>);

impl Classes {
    fn of<'r>(relations: impl Iterator<Item = &'r Relation>) -> Self {
        let mut classes = Self(Vec::new());
        relations.for_each(|relation| classes.join(relation.a, relation.b));
        classes
    }

    fn join(&mut self, a: Dim, b: Dim) {
        let (mut merged, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.0).into_iter().partition(|class| class.contains(&a) || class.contains(&b));
        merged.push(vec![a, b]);
        let mut class = merged.concat();
        class.sort_unstable();
        class.dedup();
        self.0 = kept;
        self.0.push(class);
    }

    fn joined(&self, a: Dim, b: Dim) -> bool {
        a == b || self.0.iter().any(|class| class.contains(&a) && class.contains(&b))
    }

    fn classes(&self) -> &[Vec<Dim>] {
        &self.0
    }
}
