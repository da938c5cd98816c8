//! Bytes of files ↔ positions and addresses of the protocol. The only file that knows both.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use matter_ide::{ColumnUnit, LineColumn, LineIndex, with_line_ends_of};
use tower_lsp::ls_types::{
    ClientCapabilities, Position, PositionEncodingKind, Range, TextDocumentContentChangeEvent, Uri,
};

use crate::text::Text;

/// A text with its lines, in the client's way of counting.
pub(crate) struct Lines {
    text: Arc<str>,
    index: LineIndex,
    unit: ColumnUnit,
}

impl Lines {
    pub(crate) fn new(text: Arc<str>, unit: ColumnUnit) -> Self {
        Self { index: LineIndex::new(&text), text, unit }
    }

    /// The lines of a text that is edited: they need not be looked for.
    pub(crate) fn of(edited: &Text, unit: ColumnUnit) -> Self {
        let text: Arc<str> = edited.content().into();
        Self { index: LineIndex::of_starts(&text, edited.starts()), text, unit }
    }

    pub(crate) const fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// A text with its lines ended as these are.
    pub(crate) fn ended(&self, text: &str) -> String {
        with_line_ends_of(&self.text, text)
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        position(self.index.position(&self.text, offset, self.unit))
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    pub(crate) fn offset(&self, at: Position) -> u32 {
        self.index.offset(&self.text, LineColumn { line: at.line, column: at.character }, self.unit)
    }

    /// The length of some bytes of one line in the client's unit.
    pub(crate) fn width(&self, start: u32, end: u32) -> u32 {
        self.position(end).character.saturating_sub(self.position(start).character)
    }
}

/// A place as the protocol says it.
pub(crate) const fn position(at: LineColumn) -> Position {
    Position { line: at.line, character: at.column }
}

/// Changes a text as the client did, one change after the other.
pub(crate) fn edit(text: &mut Text, changes: Vec<TextDocumentContentChangeEvent>, unit: ColumnUnit) {
    for change in changes {
        match change.range {
            None => *text = Text::new(change.text),
            Some(range) => {
                let start = byte(text, range.start, unit);
                let end = byte(text, range.end, unit).max(start);
                text.replace(start..end, &change.text);
            }
        }
    }
}

/// The byte at a position; a column behind the end of its line is the end of the line, a line behind the last the end of the text.
fn byte(text: &Text, at: Position, unit: ColumnUnit) -> usize {
    let line = usize::try_from(at.line).ok().and_then(|line| text.line(line));
    let Some((start, line)) = line else { return text.content().len() };
    start + LineIndex::new(line).offset(line, LineColumn { line: 0, column: at.character }, unit) as usize
}

/// UTF-8 if the client offers it, else UTF-16, which every client knows.
pub(crate) fn negotiate(capabilities: &ClientCapabilities) -> (ColumnUnit, PositionEncodingKind) {
    let offered = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    if offered.is_some_and(|kinds| kinds.contains(&PositionEncodingKind::UTF8)) {
        (ColumnUnit::Bytes, PositionEncodingKind::UTF8)
    } else {
        (ColumnUnit::Utf16, PositionEncodingKind::UTF16)
    }
}

/// The scheme of documents that were never saved.
const UNTITLED: &str = "untitled:";

/// The file that an address names. A document that was never saved stands for itself: its address is its path.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    match uri.scheme().as_str() {
        "file" => uri.to_file_path().map(std::borrow::Cow::into_owned),
        "untitled" => Some(PathBuf::from(uri.as_str())),
        _ => None,
    }
}

/// Whether a path is of a document that was never saved.
pub(crate) fn is_untitled(path: &Path) -> bool {
    path.to_str().is_some_and(|path| path.starts_with(UNTITLED))
}

/// The address of a file.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    if is_untitled(path) {
        return path.to_str()?.parse().ok();
    }
    Uri::from_file_path(path)
}
