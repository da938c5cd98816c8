//! A tree as S-expressions, without spans: for snapshots, and to compare trees whose texts are laid out differently.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

use matter_syntax::{
    Parse,
    tree::{
        Cell, Entry, Expr, ExprKind, Item, Node, Phrase, PhraseKind, Section, Table, Text, Trivia, WindowDirection,
    },
};

/// The item and the names of its errors.
pub fn parse(parse: &Parse) -> String {
    let mut out = item(&parse.item, 0);
    for error in &parse.errors {
        out.push_str(&format!(
            "! {} {}..{} {:?}\n",
            error.problem.code(),
            error.span.start,
            error.span.end,
            error.problem
        ));
        for fix in &error.fixes {
            out.push_str(&format!("  fix {}..{} {:?}\n", fix.span.start, fix.span.end, fix.replacement));
        }
    }
    out
}

/// One item, a line for each node.
pub fn item(item: &Item, depth: usize) -> String {
    let mut out = String::new();
    let pad = "  ".repeat(depth);
    for trivia in &item.lead {
        out.push_str(&format!("{pad}{}\n", trivia_text(trivia)));
    }
    let keyword = item.keyword.map_or("none", |keyword| keyword.id());
    let name = item
        .name
        .as_ref()
        .map_or(String::new(), |name| format!(" {}{:?}", if name.quoted { "'" } else { "" }, name.text));
    let colon = if item.colon { " :" } else { "" };
    out.push_str(&format!(
        "{pad}(item {keyword}{name}{}{colon}{}{}\n",
        phrases(&item.head),
        entries(&item.inline),
        comment(item.comment.as_ref())
    ));
    out.push_str(&nodes(&item.body, depth + 1));
    for trivia in &item.tail {
        out.push_str(&format!("{pad}tail {}\n", trivia_text(trivia)));
    }
    out
}

fn nodes(body: &[Node], depth: usize) -> String {
    let pad = "  ".repeat(depth);
    body.iter()
        .map(|node| match node {
            Node::Section(part) => section(part, depth),
            Node::Group(group) => {
                format!(
                    "{pad}(group{}{}\n{}",
                    phrase(&group.header),
                    comment(group.comment.as_ref()),
                    nodes(&group.body, depth + 1)
                )
            }
            Node::Entry(one) => format!("{pad}{}\n", entry(one)),
            Node::Table(part) => table(part, depth),
            Node::Item(part) => item(part, depth),
            Node::Quote(text) => format!("{pad}> {:?}\n", text.text),
            Node::Prose(text) => format!("{pad}prose {:?}\n", text.text),
            Node::Trivia(part) => format!("{pad}{}\n", trivia_text(part)),
            Node::Junk(text) => format!("{pad}junk {:?}\n", text.text),
        })
        .collect()
}

fn section(section: &Section, depth: usize) -> String {
    let pad = "  ".repeat(depth);
    format!(
        "{pad}(section {}{}{}{}\n{}",
        section.keyword.id(),
        phrases(&section.head),
        entries(&section.inline),
        comment(section.comment.as_ref()),
        nodes(&section.body, depth + 1)
    )
}

fn table(table: &Table, depth: usize) -> String {
    let pad = "  ".repeat(depth);
    let heads: Vec<String> = table.heads.iter().map(expr).collect();
    let mut out = format!("{pad}(table {} [{}]{}\n", table.inputs, heads.join(" | "), comment(table.comment.as_ref()));
    for row in &table.rows {
        for trivia in &row.lead {
            out.push_str(&format!("{pad}  {}\n", trivia_text(trivia)));
        }
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        out.push_str(&format!(
            "{pad}  [{}]{}{}\n",
            cells.join(" | "),
            phrases(&row.tail),
            comment(row.comment.as_ref())
        ));
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Any(_) => "-".into(),
        Cell::Test { operator, right, .. } => format!("({} {})", operator.id(), expr(right)),
        Cell::Value(all, _) => phrases(all).trim_start().into(),
        Cell::Junk(text) => format!("junk {:?}", text.text),
    }
}

fn entries(all: &[Entry]) -> String {
    all.iter().map(|one| format!(" {}", entry(one))).collect()
}

fn entry(entry: &Entry) -> String {
    let replacement = entry.replacement.as_ref().map_or(String::new(), |part| format!(" := {}", self::entry(part)));
    format!("(-{}{replacement}{})", phrases(&entry.phrases), comment(entry.comment.as_ref()))
}

fn phrases(all: &[Phrase]) -> String {
    all.iter().map(phrase).collect()
}

fn phrase(phrase: &Phrase) -> String {
    match &phrase.kind {
        PhraseKind::Expr(part) => format!(" {}", expr(part)),
        PhraseKind::Clause { keyword, args, closing } => {
            let args: String = args.iter().map(|arg| format!(" {}", expr(arg))).collect();
            let closing = closing.map_or(String::new(), |word| format!(" /{}", word.id()));
            format!(" <{}{args}{closing}>", keyword.id())
        }
    }
}

fn comment(text: Option<&Text>) -> String {
    text.map_or(String::new(), |text| format!(" //{:?}", text.text))
}

fn trivia_text(trivia: &Trivia) -> String {
    match trivia {
        Trivia::Blank => "blank".into(),
        Trivia::Comment(text) => format!("// {:?}", text.text),
        Trivia::Doc(text) => format!("/// {:?}", text.text),
    }
}

fn list(name: &str, parts: &[Expr]) -> String {
    let parts: String = parts.iter().map(|part| format!(" {}", expr(part))).collect();
    format!("({name}{parts})")
}

fn expr(part: &Expr) -> String {
    match &part.kind {
        ExprKind::Name(name) => format!("{}{}", if name.quoted { "'" } else { "" }, name.text),
        ExprKind::Word(keyword) => format!("#{}", keyword.id()),
        ExprKind::Text(text) => format!("{}{:?}", if text.ascii { "a" } else { "" }, text.text),
        ExprKind::Qualified { base, inner } => format!("{}({})", expr(base), expr(inner)),
        ExprKind::Quantity(quantity) => {
            format!("{}{}", quantity.number, quantity.unit.map_or(String::new(), |unit| format!("#{}", unit.id())))
        }
        ExprKind::Between { low, high } => format!("(to {} {})", expr(low), expr(high)),
        ExprKind::Date(date) => format!("{:04}-{:02}-{:02}", date.year, date.month, date.day),
        ExprKind::Citation(cited) => {
            let places: String = cited
                .places
                .iter()
                .map(|p| format!(" {}.{}.{}.{}", p.article, p.article_sub, p.paragraph, p.item))
                .collect();
            format!("(cite{} {:?}{places})", if cited.by_title { "" } else { "-number" }, cited.law)
        }
        ExprKind::List(parts) => list("list", parts),
        ExprKind::Joined(parts) => list("+", parts),
        ExprKind::Pick { count, of } => list(&format!("pick {count}"), of),
        ExprKind::Or(parts) => list("or", parts),
        ExprKind::And(parts) => list("and", parts),
        ExprKind::Not(inner) => format!("(not {})", expr(inner)),
        ExprKind::Group(inner) => format!("({})", expr(inner)),
        ExprKind::Phrases(all) => format!("(row{})", phrases(all)),
        ExprKind::Compare { operator, left, right } => format!("({} {} {})", operator.id(), expr(left), expr(right)),
        ExprKind::DayWindow { anchor, direction, measure, length } => {
            let direction = if *direction == WindowDirection::After { "after" } else { "before" };
            format!("(window {} {direction} {measure:?} {})", expr(anchor), expr(length))
        }
        ExprKind::Verbatim(text) => format!("`{}`", text.text),
        ExprKind::Junk(text) => format!("junk {:?}", text.text),
    }
}
