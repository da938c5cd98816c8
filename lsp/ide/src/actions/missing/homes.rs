//! Where lines of a choice may stand: below a line, in a table, in a group, or in the section itself where nothing else fits.

use std::collections::BTreeSet;
use std::ops::Range;

use matter_core::hir::Keyword;
use matter_syntax::format_file;
use matter_syntax::tree::{
    Cell, Entry, Expr, ExprKind, Face, Group, Item, Node, PhraseKind, Section, Span, Table, TableRow,
};

use super::cases::{Part, condition, written};
use crate::{offset, slice};

/// A place for further lines.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Home {
    /// The fact and the values for which the group around it holds.
    group: Option<(String, BTreeSet<String>)>,
    form: Form,
    /// Behind this byte of the item.
    at: u32,
    /// What stands before each line.
    indent: String,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// A row below the others: the facts that head the columns, what it says, the first byte of the table.
    Row { heads: Vec<String>, says: String, start: u32 },
    /// A line, and what it says before its condition.
    Line { says: String },
}

/// The places for lines of one choice, the narrowest first.
pub(super) struct Homes(Vec<Home>);

/// Finds the places for lines beside those at these bytes of the item.
pub(super) fn find(item: &Item, text: &str, lines: &[u32]) -> Option<Homes> {
    let section = lines.iter().find_map(|at| section_at(&item.body, *at))?;
    let mut finder = Finder { text, lines, homes: Vec::new(), says: None };
    for node in &section.body {
        if let Node::Group(group) = node {
            finder.group(group);
        }
    }
    finder.container(&section.body, None);
    section.inline.iter().for_each(|entry| finder.hears(entry));
    finder.fallback(section);
    Some(Homes(finder.homes))
}

/// The innermost section around a byte.
fn section_at(nodes: &[Node], at: u32) -> Option<&Section> {
    nodes.iter().find_map(|node| match node {
        Node::Section(section) if holds(section.span, at) => Some(section_at(&section.body, at).unwrap_or(section)),
        _ => None,
    })
}

const fn holds(span: Span, at: u32) -> bool {
    span.start <= at && at < span.end
}

struct Finder<'a> {
    text: &'a str,
    lines: &'a [u32],
    homes: Vec<Home>,
    /// What the last line says.
    says: Option<String>,
}

impl Finder<'_> {
    /// A group that holds for values of one fact; others say their cases in a way that cannot be taken apart here.
    fn group(&mut self, group: &Group) {
        let PhraseKind::Clause { keyword, args, .. } = &group.header.kind else { return };
        match (keyword, args.as_slice()) {
            (Keyword::Always, _) => self.container(&group.body, None),
            (Keyword::When, [condition]) => match values(condition) {
                Some(values) => self.container(&group.body, Some(&values)),
                None => self.hear(&group.body),
            },
            _ => self.hear(&group.body),
        }
    }

    /// Only takes notice of what the lines say.
    fn hear(&mut self, nodes: &[Node]) {
        let before = self.homes.len();
        self.container(nodes, None);
        self.homes.truncate(before);
    }

    fn hears(&mut self, entry: &Entry) {
        if self.lines.iter().any(|at| holds(entry.span, *at)) {
            self.says = Some(self.before_condition(entry.span));
        }
    }

    fn container(&mut self, nodes: &[Node], group: Option<&(String, BTreeSet<String>)>) {
        let mut line = None;
        for node in nodes {
            match node {
                Node::Entry(entry) if self.lines.iter().any(|at| holds(entry.span, *at)) => line = Some(entry),
                Node::Table(table) => self.table(table, group),
                _ => {}
            }
        }
        if let Some(entry) = line {
            self.hears(entry);
            let form = Form::Line { says: self.before_condition(entry.span) };
            self.homes.push(Home {
                group: group.cloned(),
                form,
                at: self.line_end(entry.span.end),
                indent: self.indent(entry.span.start),
            });
        }
    }

    fn table(&mut self, table: &Table, group: Option<&(String, BTreeSet<String>)>) {
        let own = |row: &&TableRow| self.lines.iter().any(|at| holds(row.span, *at));
        let Some(row) = table.rows.iter().rfind(own) else { return };
        let outputs = || table.heads.iter().zip(&row.cells).skip(table.inputs);
        let cell = |cell: &Cell| match cell {
            Cell::Value(_, span) => slice(self.text, span.start..span.end).trim().to_owned(),
            _ => String::new(),
        };
        let says: Vec<String> = outputs().map(|(_, value)| cell(value)).collect();
        let line = outputs().find_map(|(head, value)| {
            let Cell::Value(_, span) = value else { return None };
            let head = slice(self.text, head.span.start..head.span.end);
            self.lines.contains(&span.start).then(|| format!("{head}  {}", cell(value)))
        });
        let heads: Option<Vec<String>> = table.heads.iter().take(table.inputs).map(fact).collect();
        self.says = line.or_else(|| says.first().cloned());
        let Some(heads) = heads else { return };
        let last = table.rows.last().map_or(row.span, |row| row.span);
        let form = Form::Row { heads, says: says.join(" | "), start: self.line_start(table.span.start) };
        self.homes.push(Home {
            group: group.cloned(),
            form,
            at: self.line_end(last.end),
            indent: self.indent(row.span.start),
        });
    }

    /// A line of the section itself: before its groups, because a group holds up to the next one; else behind everything.
    fn fallback(&mut self, section: &Section) {
        let plain = |home: &Home| home.group.is_none() && matches!(home.form, Form::Line { .. });
        let Some(says) = self.says.take().filter(|_| !self.homes.iter().any(plain)) else { return };
        let grouped = section.body.iter().any(|node| matches!(node, Node::Group(_)));
        let inline = section.inline.last().map_or(section.keyword_span.end, |entry| entry.span.end);
        let table = section.body.iter().rev().find_map(|node| match node {
            Node::Table(table) => Some(table.span.end),
            _ => None,
        });
        let at = table.filter(|_| !grouped).unwrap_or(inline);
        let first = section.body.iter().find_map(|node| match node {
            Node::Entry(entry) => Some(entry.span.start),
            Node::Group(group) => Some(group.span.start),
            Node::Table(table) => Some(table.span.start),
            _ => None,
        });
        let indent = first.map_or_else(|| format!("{}  ", self.indent(section.span.start)), |at| self.indent(at));
        // The column of a table may be headed by the section itself.
        let head = slice(self.text, section.keyword_span.start..section.keyword_span.end);
        let says = says.strip_prefix(head).map_or(says.as_str(), str::trim_start).to_owned();
        self.homes.push(Home { group: None, form: Form::Line { says }, at: self.line_end(at), indent });
    }

    fn before_condition(&self, span: Span) -> String {
        crate::hover::before_condition(slice(self.text, span.start..span.end)).to_owned()
    }

    fn line_start(&self, at: u32) -> u32 {
        slice(self.text, 0..at).rfind('\n').map_or(0, |at| offset(at) + 1)
    }

    fn line_end(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        at + offset(rest.find('\n').unwrap_or(rest.len()))
    }

    fn indent(&self, at: u32) -> String {
        let line = slice(self.text, self.line_start(at)..at);
        line.chars().take_while(|letter| letter.is_whitespace()).collect()
    }
}

/// `类别 = 甲`, `类别 属于（甲、乙）`
fn values(condition: &Expr) -> Option<(String, BTreeSet<String>)> {
    let ExprKind::Compare { operator, left, right } = &condition.kind else { return None };
    let all = match (operator, &right.kind) {
        (Keyword::Equal, _) => std::slice::from_ref(&**right),
        (Keyword::InSet, ExprKind::List(values)) => values.as_slice(),
        (Keyword::InSet, ExprKind::Group(inner)) => match &inner.kind {
            ExprKind::List(values) => values.as_slice(),
            _ => std::slice::from_ref(&**inner),
        },
        _ => return None,
    };
    Some((fact(left)?, all.iter().map(value).collect::<Option<_>>()?))
}

fn fact(expr: &Expr) -> Option<String> {
    if let ExprKind::Name(name) = &expr.kind { Some(written(&name.text)) } else { None }
}

fn value(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(written(&name.text)),
        ExprKind::Word(word) => Some(word.text(Face::Zh).to_owned()),
        _ => None,
    }
}

impl Home {
    /// Whether lines here stand below this byte of the item.
    pub(super) const fn is_below(&self, at: u32) -> bool {
        at < self.at
    }

    /// The line that decides a case here, if it is one of those that belong here.
    fn line(&self, case: &[Part], face: Face) -> Option<String> {
        let said = |part: &&Part| match &self.group {
            Some((fact, values)) if part.name == *fact => part.values().len() < values.len(),
            _ => true,
        };
        if let Some((fact, values)) = &self.group {
            let part = case.iter().find(|part| part.name == *fact)?;
            let inside = |value: &String| values.contains(value);
            if part.values().is_empty() || !part.values().iter().all(inside) {
                return None;
            }
        }
        let left: Vec<&Part> = case.iter().filter(said).collect();
        let indent = &self.indent;
        match &self.form {
            Form::Line { says } if left.is_empty() => Some(format!("\n{indent}{says}")),
            Form::Line { says } => {
                let when = Keyword::When.text(face);
                Some(format!("\n{indent}{says}  {when} {}", condition(left.iter().copied(), face)))
            }
            Form::Row { heads, says, .. } => {
                let known = |part: &&Part| heads.contains(&part.name);
                let cell = |head: &String| left.iter().find(|part| part.name == *head).map(|part| part.cell(face));
                let cells = heads.iter().map(|head| cell(head).unwrap_or_else(|| "-".to_owned()));
                let cells = cells.collect::<Vec<_>>().join(" | ");
                left.iter().all(known).then(|| format!("\n{indent}| {cells} || {says} |"))
            }
        }
    }
}

impl Homes {
    /// The line that decides a case, and where it goes.
    pub(super) fn line(&self, case: &[Part], face: Face) -> Option<(&Home, String)> {
        self.0.iter().find_map(|home| Some((home, home.line(case, face)?)))
    }

    /// The line for all the rest: no condition of a group may stand around it.
    pub(super) fn rest(&self, word: &str) -> Option<(&Home, String)> {
        let home = self.0.iter().find(|home| home.group.is_none())?;
        let indent = &home.indent;
        Some(match &home.form {
            Form::Line { says } => (home, format!("\n{indent}{says}  {word}")),
            Form::Row { heads, says, .. } => {
                let cells = vec!["-"; heads.len()].join(" | ");
                (home, format!("\n{indent}| {cells} || {says} |"))
            }
        })
    }

    /// What is replaced in the item by what. A table is written anew, its columns are as wide as the widest cell.
    pub(super) fn edits(&self, text: &str, lines: &[(&Home, String)]) -> Vec<(Range<u32>, String)> {
        let used = self.0.iter().filter_map(|home| {
            let own: String = lines.iter().filter(|(at, _)| std::ptr::eq(*at, home)).map(|(_, line)| &**line).collect();
            (!own.is_empty()).then_some((home, own))
        });
        used.map(|(home, added)| {
            let range = match &home.form {
                Form::Line { .. } => home.at..home.at,
                Form::Row { start, .. } => *start..home.at,
            };
            (range.clone(), tidy(text, range, &added))
        })
        .collect()
    }
}

/// Lines with further ones behind them, as the formatter would write them.
fn tidy(text: &str, range: Range<u32>, added: &str) -> String {
    let rows = format!("{}{added}", slice(text, range.clone()));
    let whole = format!("{}{rows}{}", slice(text, 0..range.start), slice(text, range.end..offset(text.len())));
    let tidy = format_file(&whole, None).text;
    let line = |line: &str| crate::format::tidied(line, &tidy).unwrap_or(line).to_owned();
    rows.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
