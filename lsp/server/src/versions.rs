//! Edits of several documents in the form that the client takes: of open documents for the version that was read, so that an edit of
//! an older text is refused and not misplaced.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use crate::convert::path_of;

/// Versions of open documents; none if the client takes no versions.
#[derive(Clone, Default)]
pub(crate) struct Versions(Option<Arc<BTreeMap<PathBuf, i32>>>);

impl Versions {
    pub(crate) fn of(open: impl Iterator<Item = (PathBuf, i32)>) -> Self {
        Self(Some(Arc::new(open.collect())))
    }

    /// The edit, for the versions that are open.
    pub(crate) fn edit(&self, changes: HashMap<Uri, Vec<TextEdit>>) -> WorkspaceEdit {
        let Some(open) = &self.0 else { return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() } };
        let mut documents: Vec<(Uri, Vec<TextEdit>)> = changes.into_iter().collect();
        documents.sort_by(|(one, _), (other, _)| one.as_str().cmp(other.as_str()));
        let document = |(uri, edits): (Uri, Vec<TextEdit>)| {
            let version = path_of(&uri).and_then(|path| open.get(&path)).copied();
            let edits = edits.into_iter().map(OneOf::Left).collect();
            TextDocumentEdit { text_document: OptionalVersionedTextDocumentIdentifier { uri, version }, edits }
        };
        let edits = documents.into_iter().map(document).collect();
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(edits)), ..WorkspaceEdit::default() }
    }
}
