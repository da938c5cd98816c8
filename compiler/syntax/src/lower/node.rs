//! pest's pairs → nodes that are copied for nothing. pest's own pairs share two counters each, and count what they hold whenever it is looked at.

use pest::{Token, iterators::Pairs};

use crate::{grammar::Rule, tree::Span};

/// One pair.
struct Flat {
    rule: Rule,
    span: Span,
    /// How many of the pairs behind it stand inside it.
    inside: usize,
}

/// All pairs of a text in one row, each before what it holds.
pub(crate) struct Nodes(Vec<Flat>);

impl Nodes {
    pub(crate) fn of(pairs: Pairs<'_, Rule>) -> Self {
        let tokens = pairs.tokens();
        let mut all: Vec<Flat> = Vec::with_capacity(tokens.len() / 2);
        let mut open: Vec<usize> = Vec::with_capacity(8);
        for token in tokens {
            match token {
                Token::Start { rule, pos } => {
                    let start = pos.pos() as u32;
                    open.push(all.len());
                    all.push(Flat { rule, span: Span { start, end: start }, inside: 0 });
                }
                Token::End { pos, .. } => {
                    let count = all.len();
                    let Some((at, flat)) = open.pop().and_then(|at| Some((at, all.get_mut(at)?))) else { continue };
                    flat.span.end = pos.pos() as u32;
                    flat.inside = count - at - 1;
                }
            }
        }
        Self(all)
    }

    pub(crate) fn iter(&self) -> Inner<'_> {
        Inner(&self.0)
    }
}

/// A pair of the grammar.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    flat: &'t Flat,
    inside: &'t [Flat],
}

impl<'t> Node<'t> {
    pub(crate) const fn as_rule(&self) -> Rule {
        self.flat.rule
    }

    pub(crate) const fn span(&self) -> Span {
        self.flat.span
    }

    /// The pairs that it holds, without those that they hold.
    pub(crate) const fn into_inner(self) -> Inner<'t> {
        Inner(self.inside)
    }
}

/// Pairs side by side.
#[derive(Clone)]
pub(crate) struct Inner<'t>(&'t [Flat]);

impl<'t> Iterator for Inner<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let (flat, behind) = self.0.split_first()?;
        let (inside, rest) = behind.split_at_checked(flat.inside)?;
        self.0 = rest;
        Some(Node { flat, inside })
    }
}
