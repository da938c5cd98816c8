//! Texts → inputs: a file's new text is compared with its items, and only what differs is written.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use rustc_hash::FxHashMap;
use salsa::{Durability, Setter};

use super::Database;
use super::inputs::{ItemSource, Slice, SourceFile};
use super::slices::{Piece, pieces};
use crate::hir::ItemRef;

/// Inputs of files and items that are gone, for reuse: the engine never gives them back.
#[derive(Default)]
pub(crate) struct Texts {
    files: Vec<SourceFile>,
    items: Vec<ItemSource>,
}

impl Texts {
    /// A new closed file.
    pub(crate) fn add(&mut self, db: &mut Database, path: &Arc<str>, text: &Arc<str>, rank: u16) -> SourceFile {
        let pieces = pieces(path, text);
        let offsets = pieces.iter().map(|piece| piece.offset).collect();
        let items =
            pieces.iter().map(|piece| self.add_item(db, piece, Slice::of(text, piece.offset, piece.text), rank));
        let items = items.collect();
        let Some(file) = self.files.pop() else {
            let file = SourceFile::builder(Arc::clone(path), rank, None, items, offsets);
            return file.durability(Durability::HIGH).new(db);
        };
        file.set_path(db).with_durability(Durability::HIGH).to(Arc::clone(path));
        file.set_rank(db).with_durability(Durability::HIGH).to(rank);
        file.set_edited(db).with_durability(Durability::HIGH).to(None);
        file.set_items(db).with_durability(Durability::HIGH).to(items);
        file.set_offsets(db).with_durability(Durability::HIGH).to(offsets);
        file
    }

    fn add_item(&mut self, db: &mut Database, piece: &Piece<'_>, text: Slice, rank: u16) -> ItemSource {
        let Some(item) = self.items.pop() else {
            let item =
                ItemSource::builder(piece.reference.clone(), piece.keyword, rank, Arc::from(piece.head_line), text);
            return item.durability(Durability::HIGH).new(db);
        };
        item.set_reference(db).with_durability(Durability::HIGH).to(piece.reference.clone());
        item.set_keyword(db).with_durability(Durability::HIGH).to(piece.keyword);
        item.set_rank(db).with_durability(Durability::HIGH).to(rank);
        item.set_head_line(db).with_durability(Durability::HIGH).to(piece.head_line.into());
        item.set_text(db).with_durability(Durability::HIGH).to(text);
        item
    }

    /// A file of another catalogue, or of none.
    pub(crate) fn rank(db: &mut Database, file: SourceFile, rank: u16) {
        file.set_rank(db).with_durability(Durability::HIGH).to(rank);
        for item in file.items(db).clone() {
            item.set_rank(db).with_durability(Durability::HIGH).to(rank);
        }
    }

    /// A file's new text.
    pub(crate) fn change(&mut self, db: &mut Database, file: SourceFile, text: &Arc<str>, open: bool) {
        let often = if open { Durability::LOW } else { Durability::HIGH };
        let pieces = pieces(file.path(db), text);
        let rank = file.rank(db);
        let before = file.items(db).clone();
        let mut known: FxHashMap<ItemRef, ItemSource> =
            before.iter().map(|item| (item.reference(db).clone(), *item)).collect();
        let mut items = Vec::with_capacity(pieces.len());
        for piece in &pieces {
            match known.remove(&piece.reference) {
                Some(item) => {
                    change_item(db, item, piece, often);
                    items.push(item);
                }
                None => items.push(self.add_item(db, piece, Slice::from(piece.text), rank)),
            }
        }
        let gone: Vec<ItemSource> =
            before.iter().copied().filter(|item| known.contains_key(item.reference(db))).collect();
        self.retire(db, gone);
        if items != before {
            file.set_items(db).with_durability(Durability::HIGH).to(items);
        }
        let offsets: Vec<u32> = pieces.iter().map(|piece| piece.offset).collect();
        if *file.offsets(db) != offsets {
            file.set_offsets(db).with_durability(often).to(offsets);
        }
        file.set_edited(db).with_durability(often).to(open.then(|| Arc::clone(text)));
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
        let gone = file.items(db).clone();
        self.retire(db, gone);
        file.set_items(db).with_durability(Durability::HIGH).to(Vec::new());
        file.set_edited(db).with_durability(Durability::HIGH).to(None);
        self.files.push(file);
    }
}

/// A file's content. Of closed files it is put together: to keep it beside its items would double the memory of a large catalogue.
pub(crate) fn text(db: &dyn salsa::Database, file: SourceFile) -> Arc<str> {
    if let Some(text) = file.edited(db) {
        return Arc::clone(text);
    }
    let items: Vec<&str> = file.items(db).iter().map(|item| &**item.text(db)).collect();
    items.concat().into()
}

/// Whether a file's content is this.
pub(crate) fn is_text(db: &dyn salsa::Database, file: SourceFile, text: &str) -> bool {
    if let Some(known) = file.edited(db) {
        return **known == *text;
    }
    let rest = file.items(db).iter().try_fold(text, |rest, item| rest.strip_prefix(&**item.text(db)));
    rest.is_some_and(str::is_empty)
}

fn change_item(db: &mut Database, item: ItemSource, piece: &Piece<'_>, often: Durability) {
    if **item.head_line(db) != *piece.head_line {
        item.set_head_line(db).with_durability(Durability::HIGH).to(piece.head_line.into());
    }
    if **item.text(db) != *piece.text {
        // Everything stands on declarations: a less durable one would make everything less durable, and that counts as a change.
        let often = match piece.keyword {
            Some(Keyword::Matter | Keyword::Vary | Keyword::Test) | None => often,
            Some(_) => Durability::HIGH,
        };
        item.set_text(db).with_durability(often).to(Slice::from(piece.text));
    }
}
