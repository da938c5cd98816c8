//! The sections of a matter, a variance or a theme in the order of a guide; other items keep their order. A section takes along the comments above it; unreadable items stay as they are.

use crate::{
    keyword::Keyword,
    tree::{Item, Node, Trivia},
};

/// A node with the comments and blank lines above it.
struct Block {
    rank: u32,
    nodes: Vec<Node>,
}

pub(super) fn ordered(item: &Item) -> Item {
    let mut item = item.clone();
    if !matches!(item.keyword, Some(Keyword::Matter | Keyword::Vary | Keyword::Theme)) {
        return item;
    }
    item.body = ordered_body(std::mem::take(&mut item.body), item.keyword);
    item
}

fn ordered_body(body: Vec<Node>, item: Option<Keyword>) -> Vec<Node> {
    let movable = |node: &Node| matches!(node, Node::Section(_) | Node::Item(_) | Node::Trivia(_));
    let start = body.iter().position(|node| matches!(node, Node::Section(_) | Node::Item(_))).unwrap_or(body.len());
    let start = start - body.iter().take(start).rev().take_while(|node| matches!(node, Node::Trivia(_))).count();
    if !body.iter().skip(start).all(movable) {
        return body;
    }
    let mut body = body;
    let rest = body.split_off(start);
    let mut blocks = Vec::new();
    let mut above = Vec::new();
    for node in rest {
        let rank = match &node {
            Node::Section(section) => rank(section.keyword, item),
            Node::Item(_) => local_rank(),
            _ => {
                above.push(node);
                continue;
            }
        };
        let mut nodes = std::mem::take(&mut above);
        nodes.push(sorted_stage(node));
        blocks.push(Block { rank, nodes });
    }
    if blocks.windows(2).all(|pair| matches!(pair, [a, b] if a.rank <= b.rank)) {
        body.extend(blocks.into_iter().flat_map(|block| block.nodes));
        body.extend(above);
        return body;
    }
    let behind = blocks.last_mut().and_then(|block| block.nodes.last_mut()).map(take_behind).unwrap_or_default();
    blocks.sort_by_key(|block| block.rank);
    if let Some(last) = blocks.last_mut().and_then(|block| block.nodes.last_mut()) {
        innermost(last).into_iter().for_each(|body| body.extend(behind.iter().cloned()));
    }
    let first = body.is_empty();
    body.extend(blocks.into_iter().flat_map(|block| block.nodes));
    body.extend(above);
    if first {
        let blanks = body.iter().take_while(|node| matches!(node, Node::Trivia(Trivia::Blank))).count();
        body.drain(..blanks);
    }
    body
}

/// The body that takes the comments at the end of an item: that of the last section, and of the last group in it.
fn innermost(node: &mut Node) -> Option<&mut Vec<Node>> {
    let body = match node {
        Node::Section(section) => &mut section.body,
        Node::Group(group) => &mut group.body,
        Node::Item(item) => &mut item.body,
        _ => return None,
    };
    let last = body.iter().rposition(|node| !matches!(node, Node::Trivia(_)));
    let nested = last.filter(|&at| matches!(body.get(at), Some(Node::Section(_) | Node::Group(_) | Node::Item(_))));
    match nested {
        Some(at) => body.get_mut(at).and_then(innermost),
        None => Some(body),
    }
}

/// Comments at the end of an item stay at its end, whichever section comes last.
fn take_behind(node: &mut Node) -> Vec<Node> {
    let Some(body) = innermost(node) else { return Vec::new() };
    let from = body.iter().rposition(|node| !matches!(node, Node::Trivia(_))).map_or(0, |at| at + 1);
    body.split_off(from)
}

fn sorted_stage(node: Node) -> Node {
    match node {
        Node::Section(mut section) if section.keyword == Keyword::Stage => {
            section.body = ordered_body(section.body, Some(Keyword::Matter));
            Node::Section(section)
        }
        other => other,
    }
}

/// Place of a section. Stages of a matter follow the last section that a stage could hold, or they would take it in.
fn rank(section: Keyword, item: Option<Keyword>) -> u32 {
    let own = match (section, item) {
        (Keyword::Stage, Some(Keyword::Theme)) => Keyword::Members,
        (Keyword::Stage, _) => Keyword::CrossRegion,
        _ => section,
    };
    own as u32 * 2 + u32::from(own != section)
}

/// Local facts, definitions and materials stand before the sections that use them.
fn local_rank() -> u32 {
    Keyword::HandlingItems as u32 * 2 + 1
}
