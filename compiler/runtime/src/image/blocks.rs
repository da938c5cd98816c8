//! Rows of rules to the blocks of masks, one an edition.

use super::block::{BUILT_IN, Counts, ELIGIBLE, FEASIBLE, FactDefault, LocalDerived, LocalFact};
use super::build::BuildError;
use super::lookups::matter_number;
use super::planes::Planes;
use crate::tables::{
    CellMember, Derived, Edition, Existence, PriorResult, Question, Responsible, Rule, RuleForbid, RuleRow, Tables,
};
use crate::value::{BuiltIn, Operation};

const TOO_MANY: BuildError = BuildError::TooLarge { what: "an edition" };

/// The blocks of all editions, made part by part.
pub(super) struct Blocks<'a> {
    /// Facts and how they are computed.
    shared: &'a Tables,
    /// All matters.
    named: &'a Tables,
    /// Rows of earlier parts.
    before: Before,
    offsets: Vec<u32>,
    /// Bytes of the blocks of earlier parts.
    written: usize,
}

#[derive(Clone, Copy, Default)]
struct Before {
    editions: u32,
    rows: u32,
    nevers: usize,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(shared: &'a Tables, named: &'a Tables) -> Self {
        Self { shared, named, before: Before::default(), offsets: Vec::new(), written: 0 }
    }

    /// The blocks of the editions of the next part.
    pub(super) fn add(&mut self, part: &Tables) -> Result<Vec<u8>, BuildError> {
        let mut bytes = Vec::new();
        let mut parts = Parts::new(part, self.before)?;
        let tables = Sources { shared: self.shared, named: self.named, part, nevers: self.before.nevers };
        for edition in &part.edition {
            self.offsets.push(eighths(self.written + bytes.len())?);
            EditionRows::take(tables, &mut parts, edition)?.write(&mut bytes)?;
            bytes.resize(bytes.len().next_multiple_of(8), 0);
        }
        let count = |count: usize| u32::try_from(count).map_err(|_| TOO_MANY);
        self.before.editions += count(part.edition.len())?;
        self.before.rows += count(part.rule_row.len())?;
        self.before.nevers += part.never.len();
        self.written += bytes.len();
        Ok(bytes)
    }

    /// Offsets of the blocks, in units of eight bytes, one more at the end.
    pub(super) fn finish(mut self) -> Result<Vec<u32>, BuildError> {
        self.offsets.push(eighths(self.written)?);
        Ok(self.offsets)
    }
}

/// Where an edition's names are looked up.
#[derive(Clone, Copy)]
struct Sources<'a> {
    shared: &'a Tables,
    named: &'a Tables,
    part: &'a Tables,
    /// Rows of `never` in earlier parts.
    nevers: usize,
}

fn eighths(at: usize) -> Result<u32, BuildError> {
    u32::try_from(at / 8).map_err(|_| BuildError::TooLarge { what: "all editions together" })
}

fn short(count: usize) -> Result<u16, BuildError> {
    u16::try_from(count).map_err(|_| TOO_MANY)
}

/// What is left of the tables that are sorted by edition, rule or row.
struct Parts<'a> {
    rules: &'a [Rule],
    rows: &'a [RuleRow],
    forbids: &'a [RuleForbid],
    members: &'a [CellMember],
    questions: &'a [Question],
    priors: &'a [PriorResult],
    responsible: &'a [Responsible],
    existences: &'a [Existence],
}

impl<'a> Parts<'a> {
    fn new(tables: &'a Tables, before: Before) -> Result<Self, BuildError> {
        let dense = |first: u32, mut ids: &mut dyn Iterator<Item = u32>| {
            (first..).zip(&mut ids).all(|(number, id): (u32, u32)| number == id)
        };
        let rows = dense(before.rows, &mut tables.rule_row.iter().map(|row| row.id));
        if !rows || !tables.rule_row.is_sorted_by_key(|row| row.rule) {
            return Err(BuildError::NotGrouped { table: "rule_row" });
        }
        if !dense(before.editions, &mut tables.edition.iter().map(|edition| edition.id)) {
            return Err(BuildError::NotGrouped { table: "edition" });
        }
        Ok(Self {
            rules: &tables.rule,
            rows: &tables.rule_row,
            forbids: &tables.rule_forbid,
            members: &tables.cell_member,
            questions: &tables.question,
            priors: &tables.prior_result,
            responsible: &tables.responsible,
            existences: &tables.existence,
        })
    }
}

/// Takes the rows at the front whose key is `key`; rows with a smaller key belong to nothing and are passed over.
fn take<'a, T, K: Ord>(rows: &mut &'a [T], key: &K, of: impl Fn(&T) -> K) -> &'a [T] {
    let from = rows.partition_point(|row| of(row) < *key);
    let to = rows.partition_point(|row| of(row) <= *key);
    let taken = rows.get(from..to).unwrap_or_default();
    *rows = rows.get(to..).unwrap_or_default();
    taken
}

/// The rows of one edition.
struct EditionRows<'a> {
    tables: Sources<'a>,
    edition: &'a Edition,
    rules: &'a [Rule],
    rows: Vec<(usize, bool, &'a [RuleForbid])>,
    members: &'a [CellMember],
    questions: &'a [Question],
    priors: Vec<(usize, &'a str)>,
    candidates: Vec<(usize, &'a Responsible)>,
    existences: Vec<(usize, &'a str)>,
}

impl<'a> EditionRows<'a> {
    fn take(tables: Sources<'a>, parts: &mut Parts<'a>, edition: &'a Edition) -> Result<Self, BuildError> {
        let rules = take(&mut parts.rules, &edition.id, |rule| rule.edition);
        let (mut rows, mut priors, mut candidates, mut existences) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (position, rule) in rules.iter().enumerate() {
            for row in take(&mut parts.rows, &rule.id, |row| row.rule) {
                rows.push((position, row.positive, take(&mut parts.forbids, &row.id, |forbid| forbid.row)));
            }
            let prior = take(&mut parts.priors, &rule.id, |prior| prior.rule);
            priors.extend(prior.iter().map(|prior| (position, prior.fact.as_str())));
            let existence = take(&mut parts.existences, &rule.id, |existence| existence.rule);
            existences.extend(existence.iter().map(|existence| (position, existence.fact.as_str())));
            let responsible = take(&mut parts.responsible, &rule.id, |candidate| candidate.rule);
            candidates.extend(responsible.iter().map(|candidate| (position, candidate)));
        }
        let members = take(&mut parts.members, &edition.id, |member| member.edition);
        let questions = take(&mut parts.questions, &edition.id, |question| question.edition);
        Ok(Self { tables, edition, rules, rows, members, questions, priors, candidates, existences })
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), BuildError> {
        let facts = Facts::new(self.tables.shared, self.members)?;
        let mut counts = vec![[0_usize; 2]; self.rules.len()];
        for (rule, positive, _) in &self.rows {
            if let Some(count) = counts.get_mut(*rule).and_then(|count| count.get_mut(usize::from(!positive))) {
                *count += 1;
            }
        }
        let planes = Planes::new(&counts);
        let derived = self.derived(&facts)?;
        let rests = self.rests(planes.rule_words);
        let nevers = self.nevers()?;
        let header = self.header(&facts, &planes, [derived.len(), rests.len(), nevers.len()])?;
        header.write(out);
        for group in ["condition", "feasible", "eligible"] {
            words(out, planes.rule_words, self.rules.iter().map(|rule| rule.kind == group));
        }
        words(
            out,
            planes.rule_words,
            self.rules.iter().map(|rule| rule.choice.is_some() && rule.kind != "responsible"),
        );
        for (rule, others) in rests {
            out.extend(u64::try_from(rule).map_err(|_| TOO_MANY)?.to_le_bytes());
            words(out, planes.rule_words, others.into_iter());
        }
        for tail in &planes.tails {
            out.extend(short(tail.rule)?.to_le_bytes());
            out.extend([u8::from(tail.negative), 0]);
            out.extend(short(tail.first)?.to_le_bytes());
            out.extend(short(tail.count)?.to_le_bytes());
        }
        let priors = self.priors.iter().map(|(rule, fact)| (*rule, 0, *fact));
        self.named("prior_result", priors, out)?;
        facts.write(out);
        self.masks(&facts, &planes, out)?;
        derived.iter().for_each(|derived| derived.write(out));
        self.lists(&nevers, out)
    }

    fn lists(&self, nevers: &[(u16, u32)], out: &mut Vec<u8>) -> Result<(), BuildError> {
        let candidates = self.candidates.iter().map(|(rule, one)| (*rule, one.level, one.fact.as_str()));
        self.named("responsible", candidates, out)?;
        for (rule, row) in nevers {
            out.extend(rule.to_le_bytes());
            out.extend([0, 0]);
            out.extend(row.to_le_bytes());
        }
        let existences = self.existences.iter().map(|(rule, fact)| (*rule, 0, *fact));
        self.named("existence", existences, out)?;
        for question in self.questions {
            out.extend(self.fact("question", &question.fact)?.to_le_bytes());
        }
        for rule in self.rules {
            let unknown = || BuildError::Unknown { table: "rule", name: rule.kind.clone() };
            out.push(kind_code(&rule.kind).ok_or_else(unknown)?);
        }
        Ok(())
    }

    // Records of a rule, a level and a fact.
    fn named<'f>(
        &self,
        table: &'static str,
        records: impl Iterator<Item = (usize, u8, &'f str)>,
        out: &mut Vec<u8>,
    ) -> Result<(), BuildError> {
        for (rule, level, fact) in records {
            out.extend(short(rule)?.to_le_bytes());
            out.extend([level, 0]);
            out.extend(self.fact(table, fact)?.to_le_bytes());
        }
        Ok(())
    }

    fn fact(&self, table: &'static str, name: &str) -> Result<u32, BuildError> {
        fact_number(self.tables.shared, name).ok_or_else(|| BuildError::Unknown { table, name: name.to_owned() })
    }

    fn header(
        &self,
        facts: &Facts,
        planes: &Planes,
        [derived, rests, nevers]: [usize; 3],
    ) -> Result<Counts, BuildError> {
        let unknown = || BuildError::Unknown { table: "edition", name: self.edition.matter.clone() };
        let [positive_planes, negative_planes] = planes.count;
        Ok(Counts {
            rule_first: self.rules.first().map_or(0, |rule| rule.id),
            matter: matter_number(self.tables.named, &self.edition.matter).ok_or_else(unknown)?,
            intervals: u32::try_from(facts.intervals.len()).map_err(|_| TOO_MANY)?,
            cells: u32::try_from(facts.cells).map_err(|_| TOO_MANY)?,
            rules: short(self.rules.len())?,
            facts: short(facts.list.len())?,
            questions: short(self.questions.len())?,
            derived: short(derived)?,
            rule_words: short(planes.rule_words)?,
            positive_planes: short(positive_planes)?,
            negative_planes: short(negative_planes)?,
            tail_bits: short(planes.tail_bits)?,
            tails: short(planes.tails.len())?,
            rests: short(rests)?,
            priors: short(self.priors.len())?,
            candidates: short(self.candidates.len())?,
            nevers: short(nevers)?,
            existences: short(self.existences.len())?,
            has_defaults: derived > 0 || facts.list.iter().any(|fact| fact.default != FactDefault::None),
        })
    }

    fn masks(&self, facts: &Facts, planes: &Planes, out: &mut Vec<u8>) -> Result<(), BuildError> {
        let words = planes.words();
        let mut masks = vec![0_u64; words * (facts.cells + 1)];
        let mut nth = vec![[0_usize; 2]; self.rules.len()];
        let mut forbidden = Vec::new();
        for (rule, positive, forbids) in &self.rows {
            let Some(count) = nth.get_mut(*rule).and_then(|nth| nth.get_mut(usize::from(!positive))) else { continue };
            let bit = planes.bit(*rule, *positive, *count);
            *count += 1;
            for mask in masks.chunks_exact_mut(words) {
                if let Some(word) = mask.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            for forbid in *forbids {
                forbidden.push((bit, facts.cell(forbid)?));
            }
        }
        for (bit, cell) in forbidden {
            if let Some(word) = masks.get_mut((cell + 1) * words + bit / 64) {
                *word &= !(1 << (bit % 64));
            }
        }
        out.extend(masks.iter().flat_map(|word| word.to_le_bytes()));
        Ok(())
    }

    // A rest line, and which lines it is the rest of.
    fn rests(&self, rule_words: usize) -> Vec<(usize, Vec<bool>)> {
        let rest_lines = self.rules.iter().enumerate().filter(|(_, rule)| rule.otherwise);
        let others = |rest: &Rule| {
            let mut bits = vec![false; rule_words * 64];
            for (bit, rule) in bits.iter_mut().zip(self.rules) {
                *bit =
                    !rule.otherwise && rule.choice.is_some() && rule.choice == rest.choice && rule.stage == rest.stage;
            }
            bits
        };
        rest_lines.map(|(position, rest)| (position, others(rest))).collect()
    }

    fn nevers(&self) -> Result<Vec<(u16, u32)>, BuildError> {
        let from = self.tables.part.never.partition_point(|never| never.edition < self.edition.id);
        let of_edition = self.tables.part.never.iter().enumerate().skip(from);
        let mut found = Vec::new();
        for (row, never) in of_edition.take_while(|(_, never)| never.edition == self.edition.id) {
            let position = self.rules.iter().position(|rule| rule.id == never.rule);
            let position = position.ok_or(BuildError::NotGrouped { table: "never" })?;
            let row = u32::try_from(self.tables.nevers + row).map_err(|_| TOO_MANY)?;
            found.push((short(position)?, row));
        }
        Ok(found)
    }

    // Computed facts that the edition looks at, arguments before what is computed from them.
    fn derived(&self, facts: &Facts) -> Result<Vec<LocalDerived>, BuildError> {
        let mut order: Vec<LocalDerived> = Vec::new();
        let prior_facts = self.priors.iter().filter_map(|(_, name)| fact_number(self.tables.shared, name));
        let wanted: Vec<u32> = facts.list.iter().map(|fact| fact.fact).chain(prior_facts).collect();
        for fact in wanted {
            self.derive(fact, &mut order, 0)?;
        }
        Ok(order)
    }

    fn derive(&self, fact: u32, order: &mut Vec<LocalDerived>, depth: usize) -> Result<(), BuildError> {
        let declared = usize::try_from(fact).ok().and_then(|fact| self.tables.shared.fact.get(fact));
        let row = declared.and_then(|declared| derived_row(self.tables.shared, &declared.name));
        let Some(row) = row else { return Ok(()) };
        if order.iter().any(|known| known.target == fact) {
            return Ok(());
        }
        let (a, b) = (self.argument(&row.a)?, self.argument(&row.b)?);
        let unknown = || BuildError::Unknown { table: "derived", name: row.operation.clone() };
        let operation = Operation::parse(&row.operation).ok_or_else(unknown)?;
        if depth > 64 {
            return Err(BuildError::NotGrouped { table: "derived" });
        }
        self.derive(a, order, depth + 1)?;
        self.derive(b, order, depth + 1)?;
        let level = row.level.or_else(|| region_level(self.tables.shared, row)).unwrap_or(0);
        order.push(LocalDerived { target: fact, a, b, operation: operation.code(), level });
        Ok(())
    }

    fn argument(&self, name: &str) -> Result<u32, BuildError> {
        match BuiltIn::parse(name) {
            Some(built_in) => Ok(BUILT_IN + u32::from(built_in.code())),
            None => self.fact("derived", name),
        }
    }
}

// Equality of regions is that of the units at the level at which both are answered.
fn region_level(tables: &Tables, row: &Derived) -> Option<u8> {
    let fact = |name: &str| fact_number(tables, name).and_then(|number| tables.fact.get(usize::try_from(number).ok()?));
    let regions = [&row.a, &row.b].into_iter().filter_map(|name| fact(name)).filter(|fact| fact.kind == "region");
    regions.filter_map(|fact| fact.level).min()
}

fn derived_row<'a>(tables: &'a Tables, fact: &str) -> Option<&'a Derived> {
    let found = tables.derived.binary_search_by(|derived| derived.fact.as_str().cmp(fact)).ok()?;
    tables.derived.get(found)
}

fn fact_number(tables: &Tables, name: &str) -> Option<u32> {
    let found = tables.fact.binary_search_by(|fact| fact.name.as_str().cmp(name)).ok()?;
    u32::try_from(found).ok()
}

/// The code of a rule's kind: the number of its table.
pub(crate) fn kind_code(kind: &str) -> Option<u8> {
    match kind {
        "feasible" => return Some(FEASIBLE),
        "eligible" => return Some(ELIGIBLE),
        _ => {}
    }
    let table = Tables::SCHEMAS.iter().position(|schema| schema.name == kind)?;
    u8::try_from(table).ok()
}

fn words(out: &mut Vec<u8>, count: usize, bits: impl Iterator<Item = bool>) {
    let mut words = vec![0_u64; count];
    for (index, bit) in bits.enumerate() {
        if bit && let Some(word) = words.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }
    out.extend(words.iter().flat_map(|word| word.to_le_bytes()));
}

/// The facts of an edition with their cells and intervals.
struct Facts {
    names: Vec<String>,
    list: Vec<LocalFact>,
    intervals: Vec<(i64, i64, u16)>,
    cells: usize,
}

impl Facts {
    fn new(tables: &Tables, members: &[CellMember]) -> Result<Self, BuildError> {
        let mut made = Self { names: Vec::new(), list: Vec::new(), intervals: Vec::new(), cells: 0 };
        for of_fact in members.chunk_by(|a, b| a.fact == b.fact) {
            let Some(first) = of_fact.first() else { continue };
            let unknown = || BuildError::Unknown { table: "cell_member", name: first.fact.clone() };
            let number = fact_number(tables, &first.fact).ok_or_else(unknown)?;
            let row = usize::try_from(number).ok().and_then(|number| tables.fact.get(number)).ok_or_else(unknown)?;
            let cells = of_fact.iter().map(|member| member.cell).max().unwrap_or(0);
            let cells = cells.checked_add(1).ok_or(TOO_MANY)?;
            let mut intervals: Vec<_> = of_fact.iter().map(|member| (member.low, member.high, member.cell)).collect();
            intervals.sort_unstable();
            made.list.push(LocalFact {
                fact: number,
                interval_first: short(made.intervals.len())?,
                interval_count: short(intervals.len())?,
                cell_first: short(made.cells)?,
                cells,
                level: if row.kind == "region" { row.level.unwrap_or(6) } else { 0 },
                default: default(&first.fact, &row.kind, &row.owner),
            });
            made.names.push(first.fact.clone());
            made.cells += usize::from(cells);
            made.intervals.extend(intervals);
        }
        short(made.intervals.len())?;
        short(made.cells)?;
        Ok(made)
    }

    /// The cell that a row forbids, numbered through all facts.
    fn cell(&self, forbid: &RuleForbid) -> Result<usize, BuildError> {
        let unknown = || BuildError::Unknown { table: "rule_forbid", name: forbid.fact.clone() };
        let found = self.names.binary_search(&forbid.fact).map_err(|_| unknown())?;
        let fact = self.list.get(found).filter(|fact| forbid.cell < fact.cells).ok_or_else(unknown)?;
        Ok(usize::from(fact.cell_first) + usize::from(forbid.cell))
    }

    fn write(&self, out: &mut Vec<u8>) {
        self.list.iter().for_each(|fact| fact.write(out));
        for (low, high, cell) in &self.intervals {
            out.extend(low.to_le_bytes());
            out.extend(high.to_le_bytes());
            out.extend(cell.to_le_bytes());
        }
    }
}

fn default(name: &str, kind: &str, owner: &str) -> FactDefault {
    match BuiltIn::parse(name) {
        Some(built_in) => FactDefault::BuiltIn(built_in.code()),
        None if owner == "official" || kind == "finding" => FactDefault::Favourable,
        None => FactDefault::None,
    }
}
