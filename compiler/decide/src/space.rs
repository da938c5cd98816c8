//! The coordinates: facts with their domains, points, and cubes (products of sets). Knows nothing of formulas.

use crate::ranges::Ranges;

/// The index of a fact in a [`Space`].
pub type Dim = u16;

/// One value for each fact of a space, by index.
pub type Point = Vec<i64>;

/// The facts of a problem, each with the set of values it can take.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Space {
    /// Domains by [`Dim`]; a space with an empty domain has no points.
    pub domains: Vec<Ranges>,
}

impl Space {
    /// A space with these domains.
    pub fn new(domains: impl IntoIterator<Item = Ranges>) -> Self {
        Self { domains: domains.into_iter().collect() }
    }

    /// The domain of a fact; empty for an index that the space does not have.
    pub fn domain(&self, dim: Dim) -> &Ranges {
        const NOTHING: &Ranges = &Ranges::empty();
        self.domains.get(usize::from(dim)).unwrap_or(NOTHING)
    }

    /// The indexes of all facts.
    pub fn dims(&self) -> impl Iterator<Item = Dim> + '_ {
        (0..=Dim::MAX).take(self.domains.len())
    }

    /// The number of points, at most `u128::MAX`.
    pub fn count(&self) -> u128 {
        self.domains.iter().fold(1, |product: u128, domain| product.saturating_mul(domain.count()))
    }
}

/// A product of sets, one for each restricted fact; facts that are not listed take every value of their domain.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cube {
    sides: Vec<(Dim, Ranges)>,
}

impl Cube {
    /// The cube that is restricted to these sets; several sets for one fact are intersected.
    pub fn new(sides: impl IntoIterator<Item = (Dim, Ranges)>) -> Self {
        let mut cube = Self::default();
        for (dim, set) in sides {
            cube.restrict(dim, &set);
        }
        cube
    }

    /// The restricted facts in ascending order, each with its allowed values.
    pub fn sides(&self) -> &[(Dim, Ranges)] {
        &self.sides
    }

    /// The allowed values of a fact, if it is restricted.
    pub fn side(&self, dim: Dim) -> Option<&Ranges> {
        let index = self.sides.binary_search_by_key(&dim, |side| side.0).ok()?;
        self.sides.get(index).map(|side| &side.1)
    }

    /// The values of the fact that the cube allows in this space.
    pub fn values(&self, space: &Space, dim: Dim) -> Ranges {
        self.side(dim).map_or_else(|| space.domain(dim).clone(), |side| side.intersect(space.domain(dim)))
    }

    /// Keeps only values of the set for this fact.
    pub fn restrict(&mut self, dim: Dim, set: &Ranges) {
        match self.sides.binary_search_by_key(&dim, |side| side.0) {
            Ok(index) => {
                if let Some(side) = self.sides.get_mut(index) {
                    side.1 = side.1.intersect(set);
                }
            }
            Err(index) => self.sides.insert(index, (dim, set.clone())),
        }
    }

    /// Whether the point lies in the cube; a point without a restricted coordinate does not.
    pub fn contains(&self, point: &[i64]) -> bool {
        self.sides.iter().all(|(dim, set)| point.get(usize::from(*dim)).is_some_and(|value| set.contains(*value)))
    }

    /// The number of points of the space in the cube, at most `u128::MAX`.
    pub fn count(&self, space: &Space) -> u128 {
        space.dims().fold(1, |product: u128, dim| {
            let width = self.side(dim).map_or_else(|| space.domain(dim).count(), |_| self.values(space, dim).count());
            product.saturating_mul(width)
        })
    }

    /// The point with the least value of every fact; none if the cube is empty in this space.
    pub fn first(&self, space: &Space) -> Option<Point> {
        space.dims().map(|dim| self.values(space, dim).first()).collect()
    }
}
