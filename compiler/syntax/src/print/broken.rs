//! Whether printing left alone what could not be read: the same errors about the same bytes, the same unread pieces in the same order.
//!
//! What reads otherwise once it is printed is not printed: nobody knows what a broken line was meant to say.

use crate::{
    parse::{Parse, parse_item},
    print::print,
    tree::{Cell, Entry, Expr, ExprKind, Face, Item, Node, Phrase, PhraseKind, Table},
};

/// The printed form of an item with errors; its own text if printing would change what could not be read.
pub(super) fn careful(text: &str, parse: &Parse, face: Face) -> String {
    let printed = print(&parse.item, face);
    let again = parse_item(&printed);
    let same = complaints(text, parse) == complaints(&printed, &again)
        && unread(&parse.item) == unread(&again.item)
        && print(&again.item, face) == printed;
    if same { printed } else { text.to_owned() }
}

/// The errors and the bytes that each is about.
pub(super) fn complaints<'t>(text: &'t str, parse: &'t Parse) -> Vec<(&'static str, &'t str)> {
    let bytes = |span: crate::tree::Span| text.get(span.start as usize..span.end as usize).unwrap_or_default();
    parse.errors.iter().map(|error| (error.problem.code(), bytes(error.span))).collect()
}

/// The pieces that could not be read, in the order of the text.
fn unread(item: &Item) -> Vec<&str> {
    let mut pieces = Vec::new();
    of_item(item, &mut pieces);
    pieces
}

fn of_item<'t>(item: &'t Item, into: &mut Vec<&'t str>) {
    of_phrases(&item.head, into);
    item.inline.iter().for_each(|entry| of_entry(entry, into));
    of_nodes(&item.body, into);
}

fn of_nodes<'t>(nodes: &'t [Node], into: &mut Vec<&'t str>) {
    for node in nodes {
        match node {
            Node::Section(section) => {
                of_phrases(&section.head, into);
                section.inline.iter().for_each(|entry| of_entry(entry, into));
                of_nodes(&section.body, into);
            }
            Node::Group(group) => {
                of_phrases(std::slice::from_ref(&group.header), into);
                of_nodes(&group.body, into);
            }
            Node::Entry(entry) => of_entry(entry, into),
            Node::Table(table) => of_table(table, into),
            Node::Item(item) => of_item(item, into),
            Node::Junk(text) => into.push(&text.text),
            Node::Quote(_) | Node::Prose(_) | Node::Trivia(_) => {}
        }
    }
}

fn of_table<'t>(table: &'t Table, into: &mut Vec<&'t str>) {
    table.heads.iter().for_each(|head| of_expr(head, into));
    for row in &table.rows {
        for cell in &row.cells {
            match cell {
                Cell::Test { right, .. } => of_expr(right, into),
                Cell::Value(phrases, _) => of_phrases(phrases, into),
                Cell::Junk(text) => into.push(&text.text),
                Cell::Any(_) => {}
            }
        }
        of_phrases(&row.tail, into);
    }
}

fn of_entry<'t>(entry: &'t Entry, into: &mut Vec<&'t str>) {
    of_phrases(&entry.phrases, into);
    if let Some(replacement) = &entry.replacement {
        of_entry(replacement, into);
    }
}

fn of_phrases<'t>(phrases: &'t [Phrase], into: &mut Vec<&'t str>) {
    for phrase in phrases {
        match &phrase.kind {
            PhraseKind::Expr(expr) => of_expr(expr, into),
            PhraseKind::Clause { args, .. } => args.iter().for_each(|arg| of_expr(arg, into)),
        }
    }
}

fn of_expr<'t>(expr: &'t Expr, into: &mut Vec<&'t str>) {
    match &expr.kind {
        ExprKind::Junk(text) => into.push(&text.text),
        ExprKind::Phrases(phrases) => of_phrases(phrases, into),
        _ => expr.for_each_part(|part| of_expr(part, into)),
    }
}
