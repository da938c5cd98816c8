//! Conditions of random matters as trees: printed for the compiler, evaluated for an oracle that lists all cases. Shares nothing with the proofs.

use crate::generate::Numbers;

/// A fact: its name and its values as a condition writes them.
pub struct Fact {
    /// Name.
    pub name: &'static str,
    /// Its type as declared.
    pub declared: &'static str,
    /// Values as conditions write them, in order.
    pub values: &'static [&'static str],
    /// Whether values can be compared by order.
    pub number: bool,
}

/// The facts of every random matter.
pub const FACTS: &[Fact] = &[
    Fact { name: "甲", declared: "红、黄、蓝", values: &["红", "黄", "蓝"], number: false },
    Fact { name: "乙", declared: "0 至 4 人", values: &["0 人", "1 人", "2 人", "3 人", "4 人"], number: true },
    Fact { name: "丙", declared: "是否", values: &["否", "是"], number: false },
    Fact { name: "丁", declared: "1 至 3 张", values: &["1 张", "2 张", "3 张"], number: true },
];

/// A condition.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A fact is one of these values, as written.
    Atom {
        /// Index of the fact.
        fact: usize,
        /// Indexes of the values.
        values: Vec<usize>,
        /// As written.
        written: String,
    },
    /// All parts hold.
    All(Vec<Tree>),
    /// Some part holds.
    Any(Vec<Tree>),
    /// The part does not hold.
    Not(Box<Tree>),
}

impl Tree {
    /// Whether it holds in a case: an index of a value for each fact.
    #[must_use]
    pub fn holds(&self, case: &[usize]) -> bool {
        match self {
            Self::Atom { fact, values, .. } => values.contains(&case[*fact]),
            Self::All(parts) => parts.iter().all(|part| part.holds(case)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(case)),
            Self::Not(part) => !part.holds(case),
        }
    }

    /// As the language writes it.
    #[must_use]
    pub fn text(&self) -> String {
        let joined = |parts: &[Self], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| format!("（{}）", part.text())).collect();
            parts.join(word)
        };
        match self {
            Self::Atom { written, .. } => written.clone(),
            Self::All(parts) => joined(parts, " 且 "),
            Self::Any(parts) => joined(parts, " 或 "),
            Self::Not(part) => format!("非（{}）", part.text()),
        }
    }

    /// A random one.
    pub fn random(numbers: &mut Numbers, depth: usize) -> Self {
        let parts = |numbers: &mut Numbers| (0..2).map(|_| Self::random(numbers, depth - 1)).collect();
        match if depth == 0 { 0 } else { numbers.next(6) } {
            3 => Self::All(parts(numbers)),
            4 => Self::Any(parts(numbers)),
            5 => Self::Not(Box::new(Self::random(numbers, depth - 1))),
            _ => Self::atom(numbers),
        }
    }

    fn atom(numbers: &mut Numbers) -> Self {
        let fact = numbers.next(FACTS.len());
        let Fact { name, values, number, .. } = &FACTS[fact];
        let at = numbers.next(values.len());
        let value = values[at];
        let all = 0..values.len();
        let (values, written): (Vec<usize>, String) = match numbers.next(if *number { 4 } else { 2 }) {
            0 => (vec![at], format!("{name} = {value}")),
            1 => (all.filter(|other| *other != at).collect(), format!("{name} ≠ {value}")),
            2 => (all.filter(|other| *other >= at).collect(), format!("{name} ≥ {value}")),
            _ => (all.filter(|other| *other <= at).collect(), format!("{name} ≤ {value}")),
        };
        Self::Atom { fact, values, written }
    }
}

/// Every case there is.
#[must_use]
pub fn cases() -> Vec<Vec<usize>> {
    let mut cases = vec![Vec::new()];
    for fact in FACTS {
        let longer = |case: &Vec<usize>| {
            let case = case.clone();
            (0..fact.values.len()).map(move |value| [case.as_slice(), &[value]].concat()).collect::<Vec<_>>()
        };
        cases = cases.iter().flat_map(longer).collect();
    }
    cases
}
