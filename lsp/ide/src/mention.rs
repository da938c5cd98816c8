//! The names of an item and what they stand for: what definition, references, rename, highlighting and hover have in common.

use std::sync::Arc;

use matter_core::hir::Keyword;
use matter_core::{ItemInfo, ItemTree};
use matter_syntax::tree::{Citation, Expr, ExprKind, Item, Name, Span, Text};

use crate::symbol::{Scope, Symbol, SymbolKind, local_place, plain_name};
use crate::walk::{Surroundings, Visitor, walk};
use crate::written::written_place;
use crate::{Snapshot, Target, slice};

/// A name in a file.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Bytes of the file: the name with its marks 「」 《》.
    pub(crate) at: Target,
    /// As written, without marks.
    pub(crate) written: Arc<str>,
    /// What it stands for.
    pub(crate) symbol: Symbol,
    /// Whether the thing is declared here.
    pub(crate) declares: bool,
    /// Whether the name may run over blanks and marks here: the head line of an item.
    pub(crate) head: bool,
}

impl Snapshot {
    /// The item at an offset with its tree.
    pub(crate) fn item_at(&self, file: &str, offset: u32) -> Option<(ItemInfo, ItemTree)> {
        let item = self.analysis.item_at(file, offset)?;
        let tree = self.analysis.tree(&item.item)?;
        Some((item, tree))
    }

    /// All names of an item, in source order.
    pub(crate) fn mentions(&self, item: &ItemInfo) -> Vec<Mention> {
        self.mentions_in(item, self.analysis.tree(&item.item), None)
    }

    /// As [`Self::mentions`], for whoever looks at many items once; with `wanted`, only names that hold one of these.
    pub(crate) fn mentions_once(&self, item: &ItemInfo, wanted: Option<&[Arc<str>]>) -> Vec<Mention> {
        self.mentions_in(item, self.analysis.tree_once(&item.item), wanted)
    }

    fn mentions_in(&self, item: &ItemInfo, tree: Option<ItemTree>, wanted: Option<&[Arc<str>]>) -> Vec<Mention> {
        let (Some(tree), Some(text)) = (tree, self.analysis.item_text(&item.item)) else { return Vec::new() };
        let tree = &tree.parse().item;
        let scope = Scope { analysis: &self.analysis, item, tree };
        let mut found = Collector { scope, text: &text, wanted, found: Vec::new() };
        walk(tree, &mut found);
        found.found.sort_by_key(|mention| (mention.at.start, mention.at.end));
        found.found.dedup_by_key(|mention| (mention.at.start, mention.at.end));
        found.found
    }

    /// The name at an offset; at the end of a name it still counts.
    pub(crate) fn mention_at(&self, file: &str, offset: u32) -> Option<Mention> {
        let (item, _) = self.item_at(file, offset)?;
        let touches = |mention: &Mention| (mention.at.start..=mention.at.end).contains(&offset);
        let mut mentions: Vec<Mention> = self.mentions(&item).into_iter().filter(touches).collect();
        mentions.sort_by_key(|mention| (mention.at.end == offset, mention.at.end - mention.at.start));
        mentions.into_iter().next()
    }
}

struct Collector<'a> {
    scope: Scope<'a>,
    text: &'a str,
    /// Parts of names; without them all names are collected.
    wanted: Option<&'a [Arc<str>]>,
    found: Vec<Mention>,
}

impl Collector<'_> {
    fn push(&mut self, span: Span, written: &str, symbol: Symbol, declares: bool, head: bool) {
        let start = self.scope.item.range.start;
        let at = Target::new(&self.scope.item.item.file, span.start + start..span.end + start);
        self.found.push(Mention { at, written: written.into(), symbol, declares, head });
    }

    /// Whether a name is collected: most of what a search meets is something else, and to find out what would be the greater part of it.
    fn wants(&self, written: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted.iter().any(|name| written.contains(&**name)))
    }

    fn resolve(&mut self, written: &str, span: Span, at: Surroundings<'_>) {
        if !self.wants(written) {
            return;
        }
        let aliases = at.clause == Some(Keyword::Abbreviated) || at.section == Some(Keyword::Aliases);
        if aliases && let Some(symbol) = self.own() {
            return self.push(span, written, symbol, true, false);
        }
        if at.item == Some(Keyword::Fact)
            && at.clause != Some(Keyword::When)
            && at.section.is_none()
            && let Some(symbol) = self.value_of_own(written)
        {
            return self.push(span, written, symbol, true, false);
        }
        if let Some(symbol) = self.scope.resolve(written, at) {
            let own_label = symbol.kind == SymbolKind::Label
                && at.section == Some(Keyword::Conditions)
                && at.phrase == 0
                && at.clause.is_none();
            let first = symbol.local
                && symbol.kind == SymbolKind::Material
                && symbol.item.as_ref() == Some(&self.scope.item.item)
                && local_place(self.scope.tree, symbol.kind, &symbol.name).is_none()
                && written_place(self.scope.tree, &symbol.name) == Some(span);
            self.push(span, written, symbol, own_label || first, false);
        }
    }

    /// What the item itself declares.
    fn own(&self) -> Option<Symbol> {
        let (item, name) = (self.scope.tree, self.scope.tree.name.as_ref()?);
        let kind = SymbolKind::of_item(item.keyword?)?;
        let item = Some(self.scope.item.item.clone());
        Some(Symbol { kind, name: (&*name.text).into(), item, local: false, of: None })
    }

    /// A value in the declaration of the fact itself.
    fn value_of_own(&self, written: &str) -> Option<Symbol> {
        let fact = self.own().filter(|own| own.kind == SymbolKind::Fact)?;
        let values = self.scope.values_of(&fact)?;
        let value = values.into_iter().find(|value| &**value == written)?;
        Some(Symbol { kind: SymbolKind::Value, of: Some(fact.name.clone()), name: value, ..fact })
    }
}

impl Collector<'_> {
    /// The number that a law declares for itself, between quotes.
    fn number(&mut self, text: &Text) {
        let Some(symbol) = self.own().filter(|own| own.kind == SymbolKind::Law && self.wants(&text.text)) else {
            return;
        };
        let mark = crate::offset(if text.ascii { 1 } else { '“'.len_utf8() });
        let span = Span { start: text.span.start + mark, end: text.span.end.saturating_sub(mark) };
        self.push(span, &text.text, symbol, true, false);
    }
}

impl<'t> Visitor<'t> for Collector<'_> {
    fn item(&mut self, item: &'t Item, at: Surroundings<'t>) {
        let (Some(keyword), Some(name)) = (item.keyword, &item.name) else { return };
        let Some(kind) = SymbolKind::of_item(keyword) else { return };
        if kind == SymbolKind::Variance {
            return self.resolve(&name.text, name.span, at);
        }
        let local = at.outer.is_some();
        let of_item = Some(self.scope.item.item.clone());
        let symbol = Symbol { kind, name: (&*name.text).into(), item: of_item, local, of: None };
        self.push(name.span, &name.text, symbol, true, true);
    }

    fn name(&mut self, name: &'t Name, at: Surroundings<'t>) {
        self.resolve(&name.text, name.span, at);
    }

    fn expr(&mut self, expr: &'t Expr, at: Surroundings<'t>) {
        if let (ExprKind::Text(text), Some(Keyword::Number)) = (&expr.kind, at.section) {
            return self.number(text);
        }
        // A name with its parentheses, or a word of the language, may be a name as a whole: 出生医学证明（一孩）, 窗口.
        if let ExprKind::Qualified { .. } | ExprKind::Word(_) = expr.kind
            && let Some(written) = plain_name(expr)
            && self.wants(&written)
            && let Some(symbol) = self.scope.resolve(&written, at)
            && (matches!(expr.kind, ExprKind::Qualified { .. }) || symbol.kind == SymbolKind::Value)
        {
            self.push(expr.span, &written, symbol, false, false);
        }
    }

    fn citation(&mut self, citation: &'t Citation, span: Span, _: Surroundings<'t>) {
        if !self.wants(&citation.law) {
            return;
        }
        let Some(symbol) = self.scope.of_kind(SymbolKind::Law, &citation.law) else { return };
        let written = slice(self.text, span.start..span.end);
        // 《 and 》 are three bytes each; a bare number is the law's number as a whole.
        let end = if citation.by_title {
            written.find('》').map_or(span.end, |at| span.start + crate::offset(at) + 3)
        } else {
            span.end
        };
        self.push(Span { start: span.start, end }, &citation.law, symbol, false, false);
    }
}
