//! A line of a section with the cases in which it stands: what groups (`当 …：`, `其余：`) and table rows say before the line itself speaks.

use matter_decide::Formula;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Cell, Entry, Expr, ExprKind, Group, Node, PhraseKind, Section, Span, Table, TableRow};

use super::codes::{NOTHING_AND_SOMETHING, REST_WITHOUT_GROUPS};
use super::findings::word;
use super::line::Line;
use super::matter::Lowering;
use super::words::{clause_text, is_word, text_of, zh};
use crate::hir::SectionState;

/// The cases that surround a line.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) formula: Formula,
    /// In words; `None` where nothing surrounds the line.
    pub(crate) text: Option<String>,
}

impl Guard {
    pub(crate) const fn always() -> Self {
        Self { formula: Formula::True, text: None }
    }
}

/// A line that is about to be lowered.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'t> {
    pub(crate) section: Keyword,
    pub(crate) stage: Option<u16>,
    pub(crate) guard: Guard,
    pub(crate) line: Line<'t>,
}

/// What has been said so far in a section.
struct Surroundings {
    section: Keyword,
    stage: Option<u16>,
    /// Guards of the groups above.
    above: Vec<Formula>,
}

/// Whether a section says that there is nothing to say.
pub(crate) fn absence(section: &Section) -> SectionState {
    let mut entries = section.inline.iter().chain(section.body.iter().filter_map(|node| match node {
        Node::Entry(entry) => Some(entry),
        _ => None,
    }));
    let (Some(first), None) = (entries.next(), entries.next()) else { return SectionState::Filled };
    entry_absence(first)
}

fn entry_absence(entry: &Entry) -> SectionState {
    let [only] = entry.phrases.as_slice() else { return SectionState::Filled };
    let PhraseKind::Expr(expr) = &only.kind else { return SectionState::Filled };
    if is_word(expr, Keyword::None) {
        SectionState::None
    } else if is_word(expr, Keyword::LawSetsNone) {
        SectionState::LawSetsNone
    } else if is_word(expr, Keyword::ToBeSettled) {
        SectionState::ToBeSettled
    } else {
        SectionState::Filled
    }
}

impl Lowering<'_> {
    /// Lowers the lines of a section one by one.
    pub(crate) fn lines(&mut self, section: &Section, stage: Option<u16>) {
        let mut surroundings = Surroundings { section: section.keyword, stage, above: Vec::new() };
        for entry in &section.inline {
            self.entry(&surroundings, entry, Guard::always());
        }
        for node in &section.body {
            match node {
                Node::Group(group) => self.group(&mut surroundings, group),
                other => self.node(&surroundings, other, &Guard::always()),
            }
        }
    }

    fn node(&mut self, surroundings: &Surroundings, node: &Node, guard: &Guard) {
        match node {
            Node::Entry(entry) => self.entry(surroundings, entry, guard.clone()),
            Node::Table(table) => self.table(surroundings, table, guard),
            Node::Prose(text) | Node::Quote(text) => self.plain_text(surroundings.section, &text.text),
            Node::Section(_) | Node::Group(_) | Node::Item(_) | Node::Trivia(_) | Node::Junk(_) => {}
        }
    }

    fn group(&mut self, surroundings: &mut Surroundings, group: &Group) {
        let guard = self.group_guard(surroundings, group);
        for node in &group.body {
            self.node(surroundings, node, &guard);
        }
        if guard.text.is_some() {
            surroundings.above.push(guard.formula);
        }
    }

    /// The cases of a group that stands alone: in a variance there is nothing above it to be the rest of.
    pub(crate) fn guard_of(&mut self, group: &Group) -> Guard {
        let alone = Surroundings { section: Keyword::Vary, stage: None, above: Vec::new() };
        self.group_guard(&alone, group)
    }

    fn group_guard(&mut self, surroundings: &Surroundings, group: &Group) -> Guard {
        let PhraseKind::Clause { keyword, args, closing } = &group.header.kind else { return Guard::always() };
        match keyword {
            Keyword::When => {
                let formula = self.when(args);
                let text = clause_text(*keyword, args, *closing);
                let text = text.strip_prefix(zh(Keyword::When)).unwrap_or(&text).trim().to_owned();
                Guard { formula, text: Some(text) }
            }
            Keyword::Rest => {
                if surroundings.above.is_empty() {
                    let found = self.findings.at(REST_WITHOUT_GROUPS, group.header.span, "");
                    self.findings.push(found);
                }
                let above = Formula::or(surroundings.above.iter().cloned());
                Guard { formula: Formula::not(above), text: Some(zh(Keyword::Rest).to_owned()) }
            }
            _ => Guard::always(),
        }
    }

    fn entry(&mut self, surroundings: &Surroundings, entry: &Entry, guard: Guard) {
        let absence = entry_absence(entry);
        if absence == SectionState::None && guard.text.is_some() && surroundings.section == Keyword::Materials {
            self.head.says_no_materials = true;
            return;
        }
        if absence != SectionState::Filled {
            let found = self.findings.at(NOTHING_AND_SOMETHING, entry.span, "");
            self.findings.push(found.with("section", word(surroundings.section)));
            return;
        }
        let line = Line::new(&entry.phrases, entry.span);
        self.line(Draft { section: surroundings.section, stage: surroundings.stage, guard, line });
    }

    fn table(&mut self, surroundings: &Surroundings, table: &Table, guard: &Guard) {
        for row in &table.rows {
            let guard = self.row_guard(table, row, guard);
            let outputs = table.heads.iter().zip(&row.cells).skip(table.inputs);
            for (head, cell) in outputs {
                let Cell::Value(phrases, span) = cell else { continue };
                if phrases.is_empty() {
                    continue;
                }
                let mut line = Line::joined(phrases, &row.tail, *span);
                if !is_word(head, surroundings.section) && text_of(head) != zh(surroundings.section) {
                    line.lead_with(head);
                }
                let (section, stage) = (surroundings.section, surroundings.stage);
                self.line(Draft { section, stage, guard: guard.clone(), line });
            }
        }
    }

    /// The cases of a row: all of its tests, inside the table's own surroundings.
    fn row_guard(&mut self, table: &Table, row: &TableRow, outer: &Guard) -> Guard {
        let mut formulas = vec![outer.formula.clone()];
        let mut texts: Vec<String> = outer.text.iter().cloned().collect();
        for (head, cell) in table.heads.iter().zip(&row.cells).take(table.inputs) {
            let Some(test) = cell_test(head, cell) else { continue };
            formulas.push(self.conditions().condition(&test));
            texts.push(text_of(&test));
        }
        let text = (!texts.is_empty()).then(|| texts.join(&format!(" {} ", zh(Keyword::And))));
        Guard { formula: Formula::and(formulas), text }
    }
}

/// The comparison that a cell makes with its column's head; none for `-`.
fn cell_test(head: &Expr, cell: &Cell) -> Option<Expr> {
    let (operator, right, span): (Keyword, &Expr, Span) = match cell {
        Cell::Test { operator, right, span } => (*operator, right, *span),
        Cell::Any(_) | Cell::Value(..) | Cell::Junk(_) => return None,
    };
    let (left, right) = (Box::new(head.clone()), Box::new(right.clone()));
    Some(Expr { kind: ExprKind::Compare { operator, left, right }, span })
}
