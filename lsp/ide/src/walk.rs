//! An item's tree, node by node: which words of the language and which names stand where, and in what surroundings.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{
    Cell, Citation, Entry, Expr, ExprKind, Group, Item, Name, Node, Phrase, PhraseKind, Section, Span, Table, TableRow,
    Text,
};

/// Where a piece of the tree stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Surroundings<'t> {
    /// Kind of the item; of a local item, its own.
    pub(crate) item: Option<Keyword>,
    /// The item that a local item stands in.
    pub(crate) outer: Option<Keyword>,
    /// Section.
    pub(crate) section: Option<Keyword>,
    /// Clause of the phrase.
    pub(crate) clause: Option<Keyword>,
    /// Place of the phrase in its entry.
    pub(crate) phrase: usize,
    /// First word or name of the entry, where it decides what the rest is.
    pub(crate) first: Option<&'t Expr>,
    /// The other side of a comparison, on its right side.
    pub(crate) against: Option<&'t Expr>,
}

/// What a walk may want to see. Everything is optional.
pub(crate) trait Visitor<'t> {
    /// The head of an item, local ones included.
    fn item(&mut self, _item: &'t Item, _at: Surroundings<'t>) {}
    /// A section's header.
    fn section(&mut self, _section: &'t Section, _at: Surroundings<'t>) {}
    /// A group with its lines.
    fn group(&mut self, _group: &'t Group) {}
    /// An entry.
    fn entry(&mut self, _entry: &'t Entry, _at: Surroundings<'t>) {}
    /// A phrase that a clause keyword opens.
    fn clause(&mut self, _phrase: &'t Phrase, _keyword: Keyword, _closing: Option<Keyword>, _at: Surroundings<'t>) {}
    /// Any expression, outer ones first.
    fn expr(&mut self, _expr: &'t Expr, _at: Surroundings<'t>) {}
    /// A name.
    fn name(&mut self, _name: &'t Name, _at: Surroundings<'t>) {}
    /// A citation.
    fn citation(&mut self, _citation: &'t Citation, _span: Span, _at: Surroundings<'t>) {}
    /// A row of a table.
    fn row(&mut self, _row: &'t TableRow) {}
    /// A cell of a table.
    fn cell(&mut self, _cell: &'t Cell, _at: Surroundings<'t>) {}
    /// A line of plain text, or a quotation.
    fn prose(&mut self, _text: &'t Text) {}
    /// A comment.
    fn comment(&mut self, _text: &'t Text) {}
}

/// Walks an item in source order.
pub(crate) fn walk<'t>(item: &'t Item, visitor: &mut dyn Visitor<'t>) {
    item_nodes(item, Surroundings::default(), visitor);
}

fn trivia<'t>(trivia: &'t [matter_syntax::tree::Trivia], visitor: &mut dyn Visitor<'t>) {
    use matter_syntax::tree::Trivia;
    for one in trivia {
        if let Trivia::Comment(text) | Trivia::Doc(text) = one {
            visitor.comment(text);
        }
    }
}

fn item_nodes<'t>(item: &'t Item, outer: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    trivia(&item.lead, visitor);
    let at = Surroundings { item: item.keyword, outer: outer.item, ..Surroundings::default() };
    visitor.item(item, at);
    phrases(&item.head, at, visitor);
    entries(&item.inline, at, visitor);
    comment(item.comment.as_ref(), visitor);
    nodes(&item.body, at, visitor);
    trivia(&item.tail, visitor);
}

fn comment<'t>(text: Option<&'t Text>, visitor: &mut dyn Visitor<'t>) {
    if let Some(text) = text {
        visitor.comment(text);
    }
}

fn nodes<'t>(nodes_: &'t [Node], at: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    for node in nodes_ {
        match node {
            Node::Section(section) => {
                let at = Surroundings { section: Some(section.keyword), ..at };
                visitor.section(section, at);
                phrases(&section.head, at, visitor);
                entries(&section.inline, at, visitor);
                comment(section.comment.as_ref(), visitor);
                nodes(&section.body, at, visitor);
            }
            Node::Group(group) => {
                visitor.group(group);
                phrases(std::slice::from_ref(&group.header), at, visitor);
                comment(group.comment.as_ref(), visitor);
                nodes(&group.body, at, visitor);
            }
            Node::Entry(entry) => entries(std::slice::from_ref(entry), at, visitor),
            Node::Table(table) => table_nodes(table, at, visitor),
            Node::Item(item) => item_nodes(item, at, visitor),
            Node::Trivia(one) => trivia(std::slice::from_ref(one), visitor),
            Node::Quote(text) | Node::Prose(text) => visitor.prose(text),
            Node::Junk(_) => {}
        }
    }
}

fn entries<'t>(list: &'t [Entry], at: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    for entry in list {
        visitor.entry(entry, at);
        phrases(&entry.phrases, at, visitor);
        if let Some(replacement) = &entry.replacement {
            entries(std::slice::from_ref(replacement), at, visitor);
        }
        comment(entry.comment.as_ref(), visitor);
    }
}

fn phrases<'t>(list: &'t [Phrase], at: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    let first = list.iter().find_map(|phrase| match &phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { .. } => None,
    });
    for (index, phrase) in list.iter().enumerate() {
        let at = Surroundings { phrase: index, first, ..at };
        match &phrase.kind {
            PhraseKind::Expr(expr) => expr_nodes(expr, at, visitor),
            PhraseKind::Clause { keyword, args, closing } => {
                let at = Surroundings { clause: Some(*keyword), ..at };
                visitor.clause(phrase, *keyword, *closing, at);
                args.iter().for_each(|arg| expr_nodes(arg, at, visitor));
            }
        }
    }
}

fn table_nodes<'t>(table: &'t Table, at: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    let condition = Surroundings { clause: Some(Keyword::When), ..at };
    for (column, head) in table.heads.iter().enumerate() {
        expr_nodes(head, if column < table.inputs { condition } else { at }, visitor);
    }
    comment(table.comment.as_ref(), visitor);
    for row in &table.rows {
        visitor.row(row);
        trivia(&row.lead, visitor);
        for (column, cell) in row.cells.iter().enumerate() {
            visitor.cell(cell, at);
            match cell {
                Cell::Test { right, .. } => {
                    expr_nodes(right, Surroundings { against: table.heads.get(column), ..condition }, visitor);
                }
                Cell::Value(list, _) => phrases(list, at, visitor),
                Cell::Any(_) | Cell::Junk(_) => {}
            }
        }
        phrases(&row.tail, at, visitor);
        comment(row.comment.as_ref(), visitor);
    }
}

fn expr_nodes<'t>(expr: &'t Expr, at: Surroundings<'t>, visitor: &mut dyn Visitor<'t>) {
    visitor.expr(expr, at);
    match &expr.kind {
        ExprKind::Name(name) => visitor.name(name, at),
        ExprKind::Citation(citation) => visitor.citation(citation, expr.span, at),
        ExprKind::Qualified { base, inner } => {
            expr_nodes(base, at, visitor);
            expr_nodes(inner, at, visitor);
        }
        ExprKind::Compare { left, right, .. } => {
            expr_nodes(left, at, visitor);
            expr_nodes(right, Surroundings { against: Some(left), ..at }, visitor);
        }
        ExprKind::Between { low: left, high: right } | ExprKind::DayWindow { anchor: left, length: right, .. } => {
            expr_nodes(left, at, visitor);
            expr_nodes(right, at, visitor);
        }
        ExprKind::List(parts)
        | ExprKind::Joined(parts)
        | ExprKind::Pick { of: parts, .. }
        | ExprKind::Or(parts)
        | ExprKind::And(parts) => parts.iter().for_each(|part| expr_nodes(part, at, visitor)),
        ExprKind::Not(inner) | ExprKind::Group(inner) => expr_nodes(inner, at, visitor),
        ExprKind::Phrases(list) => phrases(list, at, visitor),
        ExprKind::Word(_)
        | ExprKind::Text(_)
        | ExprKind::Quantity(_)
        | ExprKind::Date(_)
        | ExprKind::Verbatim(_)
        | ExprKind::Junk(_) => {}
    }
}
