//! Small remarks inside the text: how much of the statutory time is promised, how long the steps take one after the other, which region
//! a name means.

use matter_checks::proofs::longest_days;
use matter_core::ItemInfo;
use matter_core::hir::{Definition, Duration, Keyword, LimitKind, Rule, Yield};
use matter_syntax::tree::Node;

use crate::mention::Mention;
use crate::symbol::SymbolKind;
use crate::{Snapshot, Target};

/// A remark behind a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// The place, an empty range.
    pub at: Target,
    /// The remark.
    pub text: String,
    /// What it is about.
    pub kind: HintKind,
}

/// What a remark is about; each can be switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HintKind {
    /// Where a region lies.
    Region,
    /// What part of the statutory time is promised.
    Share,
    /// The longest chain of steps.
    Path,
}

impl Snapshot {
    /// The remarks of a file between two offsets.
    #[must_use]
    pub fn hints(&self, file: &str, start: u32, end: u32) -> Vec<Hint> {
        let items = self.analysis.items(file).into_iter();
        let seen: Vec<ItemInfo> = items.filter(|item| item.range.start <= end && start <= item.range.end).collect();
        let matters = seen.iter().filter(|item| item.keyword == Some(Keyword::Matter));
        let mut hints: Vec<Hint> = matters.flat_map(|item| self.hints_of(item)).collect();
        hints.extend(seen.iter().flat_map(|item| self.regions_of(item)));
        hints.sort_by_key(|hint| hint.at.start);
        hints
    }

    /// Where the regions lie that an item names, unless that is plain: directly below the catalogue's own region.
    fn regions_of(&self, item: &ItemInfo) -> Vec<Hint> {
        let regions = self.analysis.regions();
        let root = self.analysis.root();
        let mentions = self.mentions(item).into_iter().filter(|one| one.symbol.kind == SymbolKind::Region);
        let hint = |one: Mention| {
            let position = one.symbol.of.as_ref()?.parse().ok()?;
            let parent = regions.parent(position).filter(|parent| position != root && *parent != root)?;
            let mut path: Vec<&str> = regions.ancestors(parent).map(|unit| regions.name(unit)).collect();
            path.reverse();
            // The country stands above every path and says nothing.
            let path = path.get(1..)?;
            let plain = path.is_empty() || path.iter().all(|name| one.written.contains(name));
            let at = Target { start: one.at.end, ..one.at };
            (!plain).then(|| Hint { at, text: path.join("/"), kind: HintKind::Region })
        };
        mentions.filter_map(hint).collect()
    }

    fn hints_of(&self, item: &ItemInfo) -> Vec<Hint> {
        let definitions = self.analysis.definitions(&item.item);
        let Some(base) = definitions.first() else { return Vec::new() };
        let share = self.share(item, base);
        share.into_iter().chain(self.critical_path(item, base)).collect()
    }

    /// What part of the statutory time the promise is, where both count the same days.
    fn share(&self, item: &ItemInfo, base: &Definition) -> Vec<Hint> {
        let limits = |kind: LimitKind| {
            base.rules.iter().filter_map(move |rule| match &rule.yields {
                Yield::Limit(limit) if limit.kind == kind => Some((rule, limit.length?)),
                _ => None,
            })
        };
        let mut statutory = limits(LimitKind::Statutory);
        let (Some((_, whole)), None) = (statutory.next(), statutory.next()) else { return Vec::new() };
        let Some(tree) = self.analysis.tree(&item.item) else { return Vec::new() };
        let promised = limits(LimitKind::Promised)
            .filter(|(rule, length)| length.unit == whole.unit && whole.amount > 0 && rule.origin.item == item.item);
        let hint = |(rule, length): (&Rule, Duration)| {
            let percent = (length.amount * 200 + whole.amount) / (whole.amount * 2);
            let end = tree.map().span(rule.origin.node).end + item.range.start;
            Hint {
                at: Target::new(&item.item.file, end..end),
                text: self.words(format!("法定时限的 {percent}%"), format!("{percent}% of the statutory time")),
                kind: HintKind::Share,
            }
        };
        promised.map(hint).collect()
    }

    /// How many working days the steps of one case take at most, those that run side by side counted once.
    fn critical_path(&self, item: &ItemInfo, base: &Definition) -> Option<Hint> {
        let days = longest_days(base)?;
        let tree = self.analysis.tree(&item.item)?;
        let section = tree.parse().item.body.iter().find_map(|node| match node {
            Node::Section(section) if section.keyword == Keyword::Steps => Some(section.keyword_span),
            _ => None,
        })?;
        let text = self.analysis.text(&item.item.file)?;
        let start = section.end + item.range.start;
        let rest = text.get(start as usize..)?;
        let end = start + crate::offset(rest.find('\n').unwrap_or(rest.len()));
        Some(Hint {
            at: Target::new(&item.item.file, end..end),
            text: self.words(format!("最长路径 {days} 个工作日"), format!("longest path: {days} working days")),
            kind: HintKind::Path,
        })
    }
}
