//! One planned definition → the rows of its edition: facts asked, cells, rules with their conditions, texts, findings.

use matter_core::diagnostic::Code;
use matter_core::hir::{Citation, Definition, FactId, FactKind, Rule};
use matter_decide::Row;
use matter_runtime::tables::{
    Basis, CellMember, Edition, Existence, Never, Phase, Question, RuleForbid, RuleRow, Tables, Text, Unproved,
};

use super::plan::{Plan, Planned, Subject, subject_name};
use super::{Positions, lines, owned, questions};

/// The first numbers that an edition may use.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Base {
    pub(crate) edition: u32,
    pub(crate) rule: u32,
    pub(crate) row: u32,
}

/// What one definition adds to the tables.
pub(crate) fn rows(
    plan: &Plan<'_>,
    base: Base,
    unproved: &[(Code, std::sync::Arc<str>)],
    positions: &Positions<'_>,
) -> Tables {
    let mut filler = Filler { plan, base, positions, tables: Tables::default(), next_row: base.row };
    filler.edition();
    filler.questions();
    filler.cells();
    for (rule, planned) in (base.rule..).zip(&plan.rules) {
        filler.rule(rule, planned);
    }
    filler.matter_basis();
    filler.phases();
    filler.texts();
    filler.unproved(unproved);
    lines::steps(plan, base, &mut filler.tables);
    filler.tables
}

struct Filler<'a, 'p> {
    plan: &'p Plan<'a>,
    base: Base,
    positions: &'p Positions<'p>,
    tables: Tables,
    next_row: u32,
}

/// Name of a fact of a definition; empty for a number that it does not have.
pub(crate) fn fact_name(definition: &Definition, fact: FactId) -> String {
    definition.facts.get(usize::from(fact)).map(|fact| owned(&fact.name)).unwrap_or_default()
}

impl<'a> Filler<'a, '_> {
    fn definition(&self) -> &'a Definition {
        self.plan.definition
    }

    fn edition(&mut self) {
        let definition = self.definition();
        let scope = &definition.scope;
        self.tables.edition.push(Edition {
            id: self.base.edition,
            key: String::new(),
            matter: owned(&definition.matter.name),
            region_first: scope.first,
            region_last: scope.last,
            depth: scope.depth,
            day_from: scope.period.from,
            day_to: scope.period.to,
            select_by: "acceptance_day".to_owned(),
        });
    }

    fn questions(&mut self) {
        let edition = self.base.edition;
        for (seq, fact) in (0..).zip(questions::order(self.plan)) {
            self.tables.question.push(Question { edition, seq, fact: fact_name(self.definition(), fact) });
        }
    }

    fn cells(&mut self) {
        let edition = self.base.edition;
        for (id, fact) in (0..).zip(&self.definition().facts) {
            let places = matches!(fact.kind, FactKind::Region(_));
            for (cell, low, high) in members(self.plan, id, places) {
                self.tables.cell_member.push(CellMember { edition, fact: owned(&fact.name), cell, low, high });
            }
        }
    }

    fn rule(&mut self, id: u32, planned: &Planned<'a>) {
        let definition = self.definition();
        let mut row = matter_runtime::tables::Rule { id, edition: self.base.edition, ..Default::default() };
        row.seq = id - self.base.rule;
        let origin = match planned.subject {
            Subject::Line(rule) => {
                row.same_as = self.same_as(rule);
                describe(&mut row, rule, definition);
                self.basis(Some(id), &rule.basis);
                lines::yields(rule, id, definition, &mut self.tables);
                &rule.origin
            }
            subject => {
                row.kind = subject_name(subject).to_owned();
                self.built_in(&mut row, subject)
            }
        };
        (row.file, row.line) = (self.positions)(origin);
        self.tables.rule.push(row);
        self.conditions(id, planned);
    }

    /// The first line of a rule's choice that yields the same.
    fn same_as(&self, rule: &Rule) -> Option<u32> {
        rule.choice.as_ref()?;
        let same = |planned: &Planned<'_>| matches!(planned.subject, Subject::Line(other) if other.choice == rule.choice && other.yields == rule.yields);
        self.plan.rules.iter().position(same).and_then(|seq| u32::try_from(seq).ok())
    }

    fn built_in(
        &mut self,
        row: &mut matter_runtime::tables::Rule,
        subject: Subject<'a>,
    ) -> &'a matter_core::hir::Origin {
        let definition = self.definition();
        let mut origin = &definition.matter.origin;
        match subject {
            Subject::Line(rule) => origin = &rule.origin,
            Subject::Existence(fact) => {
                let fact = fact_name(definition, fact);
                row.key = format!("existence/{fact}");
                self.tables.existence.push(Existence { rule: row.id, fact });
            }
            Subject::Never(index) => {
                row.key = format!("never/{index}");
                if let Some(never) = definition.nevers.get(index) {
                    origin = &never.origin;
                    row.title = Some(owned(&never.reason));
                    let (edition, seq) = (self.base.edition, u32::try_from(index).unwrap_or(u32::MAX));
                    self.tables.never.push(Never { edition, seq, reason: owned(&never.reason), rule: row.id });
                }
            }
            Subject::Feasible(index) => row.key = format!("feasible/{index}"),
            Subject::Eligible(index) => row.key = format!("eligible/{index}"),
        }
        origin
    }

    fn conditions(&mut self, rule: u32, planned: &Planned<'_>) {
        for (positive, rows) in [(true, &planned.holds), (false, &planned.fails)] {
            for row in rows {
                self.tables.rule_row.push(RuleRow { id: self.next_row, rule, positive });
                self.forbids(row);
                self.next_row += 1;
            }
        }
    }

    fn forbids(&mut self, row: &Row) {
        for (fact, cells) in &row.forbids {
            let name = fact_name(self.definition(), *fact);
            for cell in cells {
                let cell = u16::try_from(*cell).unwrap_or(u16::MAX);
                self.tables.rule_forbid.push(RuleForbid { row: self.next_row, fact: name.clone(), cell });
            }
        }
    }

    fn basis(&mut self, rule: Option<u32>, citations: &[Citation]) {
        let edition = self.base.edition;
        for (seq, citation) in (0..).zip(citations) {
            let (law, place) = (owned(&citation.law), owned(&citation.place));
            self.tables.basis.push(Basis { edition, rule, seq, law, place });
        }
    }

    fn matter_basis(&mut self) {
        self.basis(None, &self.definition().matter.basis);
    }

    fn phases(&mut self) {
        let (edition, stages) = (self.base.edition, &self.definition().stages);
        for (seq, stage) in (0..).zip(stages) {
            let after = stage.after.and_then(|index| stages.get(usize::from(index))).map(|stage| owned(&stage.name));
            self.tables.phase.push(Phase { edition, seq, name: owned(&stage.name), after });
        }
    }

    fn texts(&mut self) {
        let edition = self.base.edition;
        for (section, texts) in &self.definition().texts {
            for (seq, text) in (0..).zip(texts) {
                let element = section.id().to_owned();
                self.tables.text.push(Text { edition, element, seq, text: owned(text) });
            }
        }
    }

    fn unproved(&mut self, unproved: &[(Code, std::sync::Arc<str>)]) {
        let edition = self.base.edition;
        for (seq, (code, key)) in (0..).zip(unproved) {
            self.tables.unproved.push(Unproved { edition, seq, code: code.0.to_owned(), key: owned(key) });
        }
    }
}

fn describe(row: &mut matter_runtime::tables::Rule, rule: &Rule, definition: &Definition) {
    row.key = owned(&rule.address);
    row.kind = lines::kind(&rule.yields).to_owned();
    row.choice = rule.choice.as_ref().map(owned);
    row.otherwise = super::plan::cases(rule).is_none();
    row.stage = rule.stage.and_then(|index| definition.stages.get(usize::from(index))).map(|stage| owned(&stage.name));
    row.title = rule.title.as_ref().map(owned);
    row.condition = rule.condition.as_ref().map(owned);
}

/// The intervals of a fact's cells. Positions of units that the fact never takes as answers may fall into any cell, so that the places
/// between two units of one cell join them: a set of regions stays a few intervals.
fn members(plan: &Plan<'_>, fact: FactId, places: bool) -> Vec<(u16, i64, i64)> {
    let mut found: Vec<(u16, i64, i64)> = Vec::new();
    for (cell, values) in (0..).zip(plan.partition.cells(fact)) {
        found.extend(values.intervals().iter().map(|(low, high)| (cell, *low, *high)));
    }
    if places {
        found.sort_unstable_by_key(|member| member.1);
        found.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.2 = next.2;
            }
            same
        });
    }
    found
}
