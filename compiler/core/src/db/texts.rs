//! Texts → inputs: a file's new text is compared with its items, and only what differs is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use salsa::{Durability, Setter};

use super::Database;
use super::directory::{IndexEntry, Names, group_of};
use super::edits::{Inside, edited};
use super::inputs::{ItemSource, NameGroup, Slice, SourceFile, Workspace};
use super::slices::{Piece, head_line, pieces};
use super::source::{Head, head};
use crate::hir::ItemRef;

/// The owner's side of the texts: inputs of files and items that are gone, for reuse (the engine never gives them back), and changes of
/// what items are called, until they are entered among the names.
#[derive(Default)]
pub(crate) struct Texts {
    files: Vec<SourceFile>,
    items: Vec<ItemSource>,
    renamed: Vec<Renamed>,
}

/// The items of a file before and after a change.
struct Renamed {
    path: Arc<str>,
    before: Vec<Arc<IndexEntry>>,
    after: Vec<Arc<IndexEntry>>,
}

/// A new file: path, text, rank of its catalogue.
pub(crate) type NewFile = (Arc<str>, Arc<str>, u16);

impl Texts {
    /// New closed files. Their head lines are read on all cores.
    pub(crate) fn add(&mut self, db: &mut Database, files: &[NewFile]) -> Vec<SourceFile> {
        let read: Vec<Vec<(Head, Piece<'_>)>> = files.par_iter().map(read).collect();
        let added = files.iter().zip(read).map(|((path, text, rank), pieces)| {
            let offsets = pieces.iter().map(|(_, piece)| piece.offset).collect();
            let entries = pieces.into_iter().map(|(head, piece)| {
                let slice = Slice::of(text, piece.offset, piece.text);
                self.add_item(db, &piece, head, slice, *rank)
            });
            let entries = entries.collect();
            self.add_file(db, path, *rank, entries, offsets)
        });
        added.collect()
    }

    fn add_file(
        &mut self,
        db: &mut Database,
        path: &Arc<str>,
        rank: u16,
        entries: Vec<Arc<IndexEntry>>,
        offsets: Vec<u32>,
    ) -> SourceFile {
        self.renamed.push(Renamed { path: Arc::clone(path), before: Vec::new(), after: entries.clone() });
        let Some(file) = self.files.pop() else {
            let file = SourceFile::builder(Arc::clone(path), rank, None, entries, offsets);
            return file.durability(Durability::HIGH).new(db);
        };
        file.set_path(db).with_durability(Durability::HIGH).to(Arc::clone(path));
        file.set_rank(db).with_durability(Durability::HIGH).to(rank);
        file.set_edited(db).with_durability(Durability::HIGH).to(None);
        file.set_entries(db).with_durability(Durability::HIGH).to(entries);
        file.set_offsets(db).with_durability(Durability::HIGH).to(offsets);
        file
    }

    fn add_item(
        &mut self,
        db: &mut Database,
        piece: &Piece<'_>,
        head: Head,
        text: Slice,
        rank: u16,
    ) -> Arc<IndexEntry> {
        let source = match self.items.pop() {
            None => {
                let item = ItemSource::builder(piece.reference.clone(), piece.keyword, rank, text);
                item.durability(Durability::HIGH).new(db)
            }
            Some(item) => {
                item.set_reference(db).with_durability(Durability::HIGH).to(piece.reference.clone());
                item.set_keyword(db).with_durability(Durability::HIGH).to(piece.keyword);
                item.set_rank(db).with_durability(Durability::HIGH).to(rank);
                item.set_text(db).with_durability(Durability::HIGH).to(text);
                item
            }
        };
        Arc::new(IndexEntry { item: piece.reference.clone(), head, rank, source })
    }

    /// A file of another catalogue, or of none.
    pub(crate) fn rank(&mut self, db: &mut Database, file: SourceFile, rank: u16) {
        file.set_rank(db).with_durability(Durability::HIGH).to(rank);
        let entries = file.entries(db).clone();
        for entry in &entries {
            entry.source.set_rank(db).with_durability(Durability::HIGH).to(rank);
        }
        let after = entries.iter().map(|entry| Arc::new(IndexEntry { rank, ..(**entry).clone() })).collect();
        self.set_entries(db, file, after);
    }

    /// A file's new text.
    pub(crate) fn change(&mut self, db: &mut Database, file: SourceFile, text: &Arc<str>, open: bool) {
        let often = if open { Durability::LOW } else { Durability::HIGH };
        let known = file.edited(db).as_deref();
        if let Some(inside) = known.and_then(|known| edited(known, text, file.offsets(db))) {
            change_inside(db, file, text, &inside, often);
            file.set_edited(db).with_durability(often).to(open.then(|| Arc::clone(text)));
            return;
        }
        let pieces = pieces(file.path(db), text);
        let rank = file.rank(db);
        let before = file.entries(db).clone();
        let mut known: FxHashMap<&ItemRef, &Arc<IndexEntry>> =
            before.iter().map(|entry| (&entry.item, entry)).collect();
        let mut entries = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            entries.push(match known.remove(&piece.reference) {
                Some(entry) => change_item(db, entry, piece, often),
                None => self.add_item(db, piece, head(piece.head_line), Slice::from(piece.text), rank),
            });
        }
        let gone = before.iter().filter(|entry| known.contains_key(&entry.item)).map(|entry| entry.source);
        self.retire(db, gone.collect());
        self.set_entries(db, file, entries);
        let offsets: Vec<u32> = pieces.iter().map(|piece| piece.offset).collect();
        if *file.offsets(db) != offsets {
            file.set_offsets(db).with_durability(often).to(offsets);
        }
        file.set_edited(db).with_durability(often).to(open.then(|| Arc::clone(text)));
    }

    fn set_entries(&mut self, db: &mut Database, file: SourceFile, after: Vec<Arc<IndexEntry>>) {
        if *file.entries(db) == after {
            return;
        }
        let (path, before) = (Arc::clone(file.path(db)), file.entries(db).clone());
        self.renamed.push(Renamed { path, before, after: after.clone() });
        file.set_entries(db).with_durability(Durability::HIGH).to(after);
    }

    /// Items that are gone let go of their texts.
    fn retire(&mut self, db: &mut Database, gone: Vec<ItemSource>) {
        for item in gone {
            item.set_text(db).with_durability(Durability::HIGH).to(Slice::from(""));
            self.items.push(item);
        }
    }

    /// A file that is gone; its texts are emptied, its inputs kept for reuse.
    pub(crate) fn remove(&mut self, db: &mut Database, file: SourceFile) {
        let gone = file.entries(db).iter().map(|entry| entry.source).collect();
        self.retire(db, gone);
        self.set_entries(db, file, Vec::new());
        file.set_edited(db).with_durability(Durability::HIGH).to(None);
        self.files.push(file);
    }

    /// Enters what changed among the names; until then nobody finds a new item by its name. Groups in which nothing changed are not written.
    pub(crate) fn enter_names(&mut self, db: &mut Database, workspace: Workspace) {
        let mut groups: BTreeMap<usize, Names> = BTreeMap::new();
        for Renamed { path, before, after } in std::mem::take(&mut self.renamed) {
            let names: BTreeSet<&str> = before.iter().chain(&after).flat_map(|entry| entry.names()).collect();
            let mut bearers: FxHashMap<&str, Vec<&Arc<IndexEntry>>> = FxHashMap::default();
            for entry in &after {
                entry.names().into_iter().for_each(|name| bearers.entry(name).or_default().push(entry));
            }
            for name in names {
                let number = group_of(name);
                let own = bearers.get(name).map(Vec::as_slice).unwrap_or_default();
                let group = groups.get(&number).or_else(|| workspace.groups(db).get(number).map(|one| one.names(db)));
                let known = group.and_then(|names| names.get(name)).map(Vec::as_slice).unwrap_or_default();
                let Some(entries) = bear(known, &path, own) else { continue };
                let names = groups.entry(number).or_insert_with(|| group_names(db, workspace, number));
                if entries.is_empty() {
                    names.remove(name);
                } else {
                    names.insert(name.into(), entries);
                }
            }
        }
        for (number, names) in groups {
            if let Some(group) = workspace.groups(db).get(number).copied() {
                group.set_names(db).with_durability(Durability::HIGH).to(names);
            }
        }
    }
}

/// Gives the one item that was edited its new text; those behind it move.
fn change_inside(db: &mut Database, file: SourceFile, text: &str, inside: &Inside, often: Durability) {
    let entry = file.entries(db).get(inside.number).cloned();
    let Some((entry, own)) = entry.zip(text.get(inside.range.clone())) else { return };
    change_text(db, entry.source, own, often);
    let before = file.offsets(db).get(inside.number + 1).map(|start| *start as usize);
    if before.is_some_and(|start| start != inside.range.end) {
        let moved = |(number, start): (usize, &u32)| match before {
            Some(before) if number > inside.number => {
                let start = (*start as usize + inside.range.end).saturating_sub(before);
                u32::try_from(start).unwrap_or(u32::MAX)
            }
            _ => *start,
        };
        let offsets = file.offsets(db).iter().enumerate().map(moved).collect();
        file.set_offsets(db).with_durability(often).to(offsets);
    }
}

/// The items of a new file.
fn read((path, text, _): &NewFile) -> Vec<(Head, Piece<'_>)> {
    pieces(path, text).into_iter().map(|piece| (head(piece.head_line), piece)).collect()
}

fn group_names(db: &Database, workspace: Workspace, number: usize) -> Names {
    workspace.groups(db).get(number).map(|group: &NameGroup| group.names(db).clone()).unwrap_or_default()
}

/// The bearers of a name once those of one file are these; `None` if they are already.
fn bear(known: &[Arc<IndexEntry>], path: &Arc<str>, own: &[&Arc<IndexEntry>]) -> Option<Vec<Arc<IndexEntry>>> {
    let (before, others): (Vec<_>, Vec<_>) = known.iter().partition(|entry| entry.item.file == *path);
    if before == own {
        return None;
    }
    let mut all: Vec<Arc<IndexEntry>> = others.into_iter().chain(own.iter().copied()).cloned().collect();
    // Those of one file are in order already.
    all.sort_by(|a, b| (a.rank, &a.item.file).cmp(&(b.rank, &b.item.file)));
    Some(all)
}

/// A file's content. Of closed files it is put together: to keep it beside its items would double the memory of a large catalogue.
pub(crate) fn text(db: &dyn salsa::Database, file: SourceFile) -> Arc<str> {
    if let Some(text) = file.edited(db) {
        return Arc::clone(text);
    }
    let items: Vec<&str> = file.entries(db).iter().map(|entry| &**entry.source.text(db)).collect();
    items.concat().into()
}

/// Whether a file's content is this.
pub(crate) fn is_text(db: &dyn salsa::Database, file: SourceFile, text: &str) -> bool {
    if let Some(known) = file.edited(db) {
        return **known == *text;
    }
    let rest = file.entries(db).iter().try_fold(text, |rest, entry| rest.strip_prefix(&**entry.source.text(db)));
    rest.is_some_and(str::is_empty)
}

/// An item's new text; what it is called is read again if the head line is another.
fn change_item(db: &mut Database, entry: &Arc<IndexEntry>, piece: &Piece<'_>, often: Durability) -> Arc<IndexEntry> {
    let item = entry.source;
    if **item.text(db) == *piece.text {
        return Arc::clone(entry);
    }
    let same = head_line(item.text(db)) == piece.head_line;
    change_text(db, item, piece.text, often);
    if same {
        return Arc::clone(entry);
    }
    Arc::new(IndexEntry { head: head(piece.head_line), ..(**entry).clone() })
}

fn change_text(db: &mut Database, item: ItemSource, text: &str, often: Durability) {
    // Everything stands on declarations: a less durable one would make everything less durable, and that counts as a change.
    let often = match item.keyword(db) {
        Some(Keyword::Matter | Keyword::Vary | Keyword::Test) | None => often,
        Some(_) => Durability::HIGH,
    };
    item.set_text(db).with_durability(often).to(Slice::from(text));
}
