//! Bytes of files ↔ positions and addresses of the protocol. The only file that knows both.

use std::path::{Path, PathBuf};

use matter_ide::{ColumnUnit, LineColumn, LineIndex};
use tower_lsp::ls_types::{ClientCapabilities, Position, PositionEncodingKind, Range, Uri};

/// A text with its lines, in the client's way of counting.
pub(crate) struct Lines<'t> {
    text: &'t str,
    index: LineIndex,
    unit: ColumnUnit,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str, unit: ColumnUnit) -> Self {
        Self { text, index: LineIndex::new(text), unit }
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        let at = self.index.position(self.text, offset, self.unit);
        Position { line: at.line, character: at.column }
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start), end: self.position(end) }
    }

    pub(crate) fn offset(&self, at: Position) -> u32 {
        self.index.offset(self.text, LineColumn { line: at.line, column: at.character }, self.unit)
    }

    /// The length of some bytes of one line in the client's unit.
    pub(crate) fn width(&self, start: u32, end: u32) -> u32 {
        self.position(end).character.saturating_sub(self.position(start).character)
    }
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

/// The file that an address names.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let file = uri.scheme().as_str() == "file";
    file.then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten()
}

/// The address of a file.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}
