//! Rows of rules to the blocks of masks, one an edition.

use super::block::{BUILT_IN, ELIGIBLE, FEASIBLE, Header};
use super::build::BuildError;
use super::cells::{LeadUnit, LocalDerived, LocalTrigger};
use super::facts::Facts;
use super::planes::Planes;
use crate::tables::{
    CHANNEL, CellMember, Channel, Derived, Edition, Existence, Fee, PriorResult, Question, RequirementMember,
    Responsible, Row, Rule, RuleForbid, RuleRow, Tables, Trigger,
};
use crate::value::{BuiltIn, Operation};

pub(super) const TOO_MANY: BuildError = BuildError::TooLarge { what: "an edition" };

/// The blocks of all editions, made part by part.
pub(super) struct Blocks<'a> {
    /// Facts and how they are computed.
    shared: &'a Tables,
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
    pub(super) fn new(shared: &'a Tables) -> Self {
        Self { shared, before: Before::default(), offsets: Vec::new(), written: 0 }
    }

    /// The blocks of the editions of the next part.
    pub(super) fn add(&mut self, part: &Tables) -> Result<Vec<u8>, BuildError> {
        let mut bytes = Vec::new();
        let mut parts = Parts::new(part, self.before)?;
        let tables = Sources { shared: self.shared, part, nevers: self.before.nevers };
        for edition in &part.edition {
            self.offsets.push(eighths(self.written + bytes.len())?);
            EditionRows::take(tables, &mut parts, edition)?.write(&mut bytes)?;
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
    part: &'a Tables,
    /// Rows of `never` in earlier parts.
    nevers: usize,
}

fn eighths(at: usize) -> Result<u32, BuildError> {
    u32::try_from(at / 8).map_err(|_| BuildError::TooLarge { what: "all editions together" })
}

pub(super) fn short(count: usize) -> Result<u16, BuildError> {
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
    triggers: &'a [Trigger],
    fees: &'a [Fee],
    documents: &'a [RequirementMember],
    channels: &'a [Channel],
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
            triggers: &tables.trigger,
            fees: &tables.fee,
            documents: &tables.requirement_member,
            channels: &tables.channel,
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
    scales: Vec<(usize, &'a str)>,
    channels: Vec<(usize, &'a str)>,
    trigger: Option<&'a Trigger>,
}

impl<'a> EditionRows<'a> {
    fn take(tables: Sources<'a>, parts: &mut Parts<'a>, edition: &'a Edition) -> Result<Self, BuildError> {
        let rules = take(&mut parts.rules, &edition.id, |rule| rule.edition);
        let (mut rows, mut priors, mut candidates, mut existences) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut scales, mut channels, mut trigger) = (Vec::new(), Vec::new(), None);
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
            trigger = trigger.or(take(&mut parts.triggers, &rule.id, |trigger| trigger.rule).first());
            let fees = take(&mut parts.fees, &rule.id, |fee| fee.rule).iter().map(|fee| &fee.per);
            let documents = take(&mut parts.documents, &rule.id, |member| member.rule).iter().map(|member| &member.per);
            scales.extend(fees.chain(documents).flatten().map(|per| (position, per.as_str())));
            let channel = take(&mut parts.channels, &rule.id, |channel| channel.rule);
            channels.extend(channel.iter().map(|channel| (position, channel.channel.as_str())));
        }
        scales.dedup();
        let members = take(&mut parts.members, &edition.id, |member| member.edition);
        let questions = take(&mut parts.questions, &edition.id, |question| question.edition);
        Ok(Self {
            tables,
            edition,
            rules,
            rows,
            members,
            questions,
            priors,
            candidates,
            existences,
            scales,
            channels,
            trigger,
        })
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), BuildError> {
        let facts = Facts::new(self.tables.shared, self.members)?;
        let planes = self.planes();
        let derived = self.derived(&facts)?;
        let header = Header {
            rule_first: self.rules.first().map_or(0, |rule| rule.id),
            rules: short(self.rules.len())?,
            questions: short(self.questions.len())?,
            words: short(planes.words())?,
            cells: short(facts.cells)?,
            positive_planes: planes.count[0],
            negative_planes: planes.count[1],
            has_defaults: !derived.is_empty() || facts.has_defaults(),
        };
        let [slots, records, cuts, places] = facts.parts()?;
        let trigger = self.trigger.and_then(|trigger| self.event(trigger));
        let parts = [
            slots,
            records,
            cuts,
            places,
            self.groups(planes.rule_words),
            self.rests(planes.rule_words)?,
            tails(&planes)?,
            self.named("prior_result", self.priors.iter().map(|(rule, fact)| (*rule, 0, *fact)))?,
            written(trigger.iter(), LocalTrigger::write),
            written(derived.iter(), LocalDerived::write),
            self.named("responsible", self.candidates.iter().map(|(rule, one)| (*rule, one.level, one.fact.as_str())))?,
            self.nevers()?,
            self.named("existence", self.existences.iter().map(|(rule, fact)| (*rule, 0, *fact)))?,
            self.named("fee", self.scales.iter().map(|(rule, fact)| (*rule, 0, *fact)))?,
            self.channels()?,
            self.questions()?,
            self.kinds()?,
            self.masks(&facts, &planes)?,
        ];
        header.write(&parts, out).ok_or(TOO_MANY)
    }

    fn planes(&self) -> Planes {
        let mut counts = vec![[0_usize; 2]; self.rules.len()];
        for (rule, positive, _) in &self.rows {
            if let Some(count) = counts.get_mut(*rule).and_then(|count| count.get_mut(usize::from(!positive))) {
                *count += 1;
            }
        }
        Planes::new(&counts)
    }

    fn groups(&self, rule_words: usize) -> Vec<u8> {
        let mut out = Vec::new();
        for group in ["condition", "feasible", "eligible"] {
            words(&mut out, rule_words, self.rules.iter().map(|rule| rule.kind == group));
        }
        let chosen = |rule: &Rule| rule.choice.is_some() && rule.kind != "responsible";
        words(&mut out, rule_words, self.rules.iter().map(chosen));
        out
    }

    // The event of a proactive matter, if it can be counted from an answer.
    fn event(&self, trigger: &Trigger) -> Option<LocalTrigger> {
        let lead = trigger.lead.unwrap_or(0);
        let (lead, lead_unit) = match trigger.lead_unit.as_deref() {
            None | Some("calendar_days") => (lead, LeadUnit::Days),
            Some("months") => (lead, LeadUnit::Months),
            Some("years") => (lead.checked_mul(12)?, LeadUnit::Months),
            Some("working_days") => (lead, LeadUnit::WorkingDays),
            // So many hours before the event begins lies on this day.
            Some("hours") => (lead.checked_add(23)? / 24, LeadUnit::Days),
            Some(_) => return None,
        };
        Some(LocalTrigger {
            fact: fact_number(self.tables.shared, trigger.fact.as_deref()?)?,
            years: i32::try_from(trigger.years?).ok()?,
            lead: i32::try_from(lead).ok()?,
            lead_unit,
        })
    }

    // Channels that are values of the fact; others cannot be answered.
    fn channels(&self) -> Result<Vec<u8>, BuildError> {
        let ordinal = |title: &str| {
            let values = &self.tables.shared.fact_value;
            let from = values.partition_point(|value| value.fact.as_str() < CHANNEL);
            let mut own = values.iter().skip(from).take_while(|value| value.fact == CHANNEL);
            own.find(|value| value.title == title).and_then(|value| u8::try_from(value.ordinal).ok())
        };
        let known = self.channels.iter().filter_map(|(rule, channel)| Some((*rule, ordinal(channel)?, CHANNEL)));
        self.named("channel", known)
    }

    fn questions(&self) -> Result<Vec<u8>, BuildError> {
        let mut out = Vec::new();
        for question in self.questions {
            out.extend(self.fact("question", &question.fact)?.to_le_bytes());
        }
        Ok(out)
    }

    fn kinds(&self) -> Result<Vec<u8>, BuildError> {
        let unknown = |rule: &Rule| BuildError::Unknown { table: "rule", name: rule.kind.clone() };
        self.rules.iter().map(|rule| kind_code(&rule.kind).ok_or_else(|| unknown(rule))).collect()
    }

    // Records of a rule, a level and a fact.
    fn named<'f>(
        &self,
        table: &'static str,
        records: impl Iterator<Item = (usize, u8, &'f str)>,
    ) -> Result<Vec<u8>, BuildError> {
        let mut out = Vec::new();
        for (rule, level, fact) in records {
            out.extend(short(rule)?.to_le_bytes());
            out.extend([level, 0]);
            out.extend(self.fact(table, fact)?.to_le_bytes());
        }
        Ok(out)
    }

    fn fact(&self, table: &'static str, name: &str) -> Result<u32, BuildError> {
        fact_number(self.tables.shared, name).ok_or_else(|| BuildError::Unknown { table, name: name.to_owned() })
    }

    fn masks(&self, facts: &Facts, planes: &Planes) -> Result<Vec<u8>, BuildError> {
        let words = planes.words();
        let mut masks = vec![0_u64; words * (facts.cells + 1)];
        let mut nth = vec![[0_usize; 2]; self.rules.len()];
        let mut forbidden = Vec::new();
        for (rule, positive, forbids) in &self.rows {
            let Some(count) = nth.get_mut(*rule).and_then(|nth| nth.get_mut(usize::from(!positive))) else { continue };
            let bit = planes.bit(*rule, *positive, *count);
            *count += 1;
            for mask in masks.chunks_exact_mut(words.max(1)) {
                if let Some(word) = mask.get_mut(bit / 64) {
                    *word |= 1 << (bit % 64);
                }
            }
            for forbid in *forbids {
                forbidden.push((bit, facts.cell(forbid)?));
            }
        }
        for (bit, cell) in forbidden {
            if let Some(word) = masks.get_mut(cell * words + bit / 64) {
                *word &= !(1 << (bit % 64));
            }
        }
        Ok(masks.iter().flat_map(|word| word.to_le_bytes()).collect())
    }

    // Each rest line, and which lines it is the rest of.
    fn rests(&self, rule_words: usize) -> Result<Vec<u8>, BuildError> {
        let mut out = Vec::new();
        for (position, rest) in self.rules.iter().enumerate().filter(|(_, rule)| rule.otherwise) {
            let is_other = |rule: &Rule| {
                !rule.otherwise && rule.choice.is_some() && rule.choice == rest.choice && rule.stage == rest.stage
            };
            out.extend(u64::from(short(position)?).to_le_bytes());
            words(&mut out, rule_words, self.rules.iter().map(is_other));
        }
        Ok(out)
    }

    fn nevers(&self) -> Result<Vec<u8>, BuildError> {
        let from = self.tables.part.never.partition_point(|never| never.edition < self.edition.id);
        let of_edition = self.tables.part.never.iter().enumerate().skip(from);
        let mut out = Vec::new();
        for (row, never) in of_edition.take_while(|(_, never)| never.edition == self.edition.id) {
            let position = self.rules.iter().position(|rule| rule.id == never.rule);
            let position = position.ok_or(BuildError::NotGrouped { table: "never" })?;
            out.extend(short(position)?.to_le_bytes());
            out.extend([0, 0]);
            out.extend(u32::try_from(self.tables.nevers + row).map_err(|_| TOO_MANY)?.to_le_bytes());
        }
        Ok(out)
    }

    // Computed facts that the edition looks at, arguments before what is computed from them.
    fn derived(&self, facts: &Facts) -> Result<Vec<LocalDerived>, BuildError> {
        let mut order: Vec<LocalDerived> = Vec::new();
        let prior_facts = self.priors.iter().filter_map(|(_, name)| fact_number(self.tables.shared, name));
        let scales = self.scales.iter().filter_map(|(_, name)| fact_number(self.tables.shared, name));
        let wanted: Vec<u32> = facts.numbers().chain(prior_facts).chain(scales).collect();
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

pub(super) fn fact_number(tables: &Tables, name: &str) -> Option<u32> {
    let found = tables.fact.binary_search_by(|fact| fact.name.as_str().cmp(name)).ok()?;
    u32::try_from(found).ok()
}

/// The code of the kind of rules whose rows stand in the table of `R`, found while compiling.
pub(crate) fn kind_of<R: Row>() -> Option<u8> {
    const { Tables::place(R::SCHEMA.name) }.and_then(|table| u8::try_from(table).ok())
}

/// The code of a rule's kind: the number of its table.
fn kind_code(kind: &str) -> Option<u8> {
    match kind {
        "feasible" => return Some(FEASIBLE),
        "eligible" => return Some(ELIGIBLE),
        _ => {}
    }
    Tables::place(kind).and_then(|table| u8::try_from(table).ok())
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

fn tails(planes: &Planes) -> Result<Vec<u8>, BuildError> {
    let mut out = Vec::new();
    for tail in &planes.tails {
        out.extend(short(tail.rule)?.to_le_bytes());
        out.extend([u8::from(tail.negative), 0]);
        out.extend(short(tail.first)?.to_le_bytes());
        out.extend(short(tail.count)?.to_le_bytes());
    }
    Ok(out)
}

fn written<'r, R: 'r>(records: impl Iterator<Item = &'r R>, write: impl Fn(&R, &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    records.for_each(|record| write(record, &mut out));
    out
}
