//! Names that several catalogues know: where a thing is used, and renaming it. Each catalogue that has the declaring file is asked, the
//! answers become one.

use std::collections::HashMap;
use std::path::PathBuf;

use matter_ide::{Named, RenameProblem};
use serde_json::json;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    Command, Location, Position, PrepareRenameResponse, RenameParams, TextDocumentPositionParams, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::backend::Backend;
use crate::versions::Versions;
use crate::view::View;

/// A thing that is named at a place.
#[derive(Clone)]
pub(crate) struct Known {
    named: Named,
    /// The file that declares it; none if every catalogue knows it.
    declared_in: Option<PathBuf>,
    /// The number of the texts in which it was looked up.
    revision: u64,
}

impl Known {
    fn at(view: &View, at: Position) -> Option<Self> {
        let named = view.snapshot.named(&view.file, view.offset(at))?;
        let declared_in = named.file().and_then(|file| view.paths.on_disk(file)).cloned();
        Some(Self { named, declared_in, revision: view.revision })
    }

    /// The same thing as another catalogue knows it.
    fn inside(&self, view: &View) -> Named {
        match self.declared_in {
            Some(_) => self.named.clone().in_file(&view.file),
            None => self.named.clone(),
        }
    }

    fn places(&self, view: &View, declaration: bool) -> Vec<Location> {
        view.locations(&view.snapshot.references(&self.inside(view), declaration))
    }

    /// Whether the catalogue itself declares it.
    fn is_home(&self, view: &View) -> bool {
        let rank = |path: &PathBuf| view.paths.inside(path).map(|(_, rank)| *rank);
        self.declared_in.as_ref().and_then(rank) == Some(0)
    }
}

/// What one catalogue says to a new name.
struct Part {
    revision: u64,
    versions: Versions,
    changes: HashMap<Uri, Vec<TextEdit>>,
}

impl Backend {
    async fn known(&self, uri: Uri, at: Position) -> Result<Option<Known>> {
        Ok(self.ask(uri, move |view| Known::at(view, at)).await?.flatten())
    }

    /// Places of a thing in all catalogues, in the order of files and lines.
    pub(crate) async fn places(&self, uri: Uri, at: Position, declaration: bool) -> Result<Vec<Location>> {
        let Some(known) = self.known(uri, at).await? else { return Ok(Vec::new()) };
        let holders = known.declared_in.clone();
        let found = self.ask_each(holders, move |view| known.places(view, declaration)).await?;
        let mut places: Vec<Location> = found.into_iter().flatten().collect();
        places.sort_by(|a, b| {
            (a.uri.as_str(), a.range.start, a.range.end).cmp(&(b.uri.as_str(), b.range.start, b.range.end))
        });
        places.dedup();
        Ok(places)
    }

    /// The command that shows where a thing is used; without uses it only says so.
    pub(crate) async fn uses(&self, uri: Uri, at: Position) -> Result<Option<Command>> {
        let locations = self.places(uri.clone(), at, false).await?;
        let count = locations.len();
        let Some(title) = self.ask(uri.clone(), move |view| view.snapshot.count_of_uses(count)).await? else {
            return Ok(None);
        };
        let command = if locations.is_empty() { "" } else { "matter.showReferences" };
        let arguments = json!({ "uri": uri, "position": at, "locations": locations });
        Ok(Some(Command { title, command: command.to_owned(), arguments: Some(vec![arguments]) }))
    }

    /// The name at a place, if it can be renamed: nothing where no name stands, the reason where one stands that others own.
    pub(crate) async fn renamable(&self, place: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let (uri, at) = (place.text_document.uri, place.position);
        let Some(known) = self.known(uri.clone(), at).await? else { return Ok(None) };
        if let Err(problem) = self.may_rename(&uri, &known).await? {
            return self.refuse(uri, problem).await;
        }
        let name = known.named.written.to_string();
        let range = self.ask(uri, move |view| view.range(&known.named.at)).await?;
        Ok(range.map(|range| PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: name }))
    }

    /// The edits that rename a thing in every catalogue that knows it.
    pub(crate) async fn renamed(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (place, name) = (params.text_document_position, params.new_name);
        let (uri, at) = (place.text_document.uri, place.position);
        let Some(known) = self.known(uri.clone(), at).await? else {
            return self.refuse(uri, RenameProblem::NoName).await;
        };
        if let Err(problem) = self.may_rename(&uri, &known).await? {
            return self.refuse(uri, problem).await;
        }
        let (holders, revision) = (known.declared_in.clone(), known.revision);
        let part = move |view: &View| {
            let edits = view.snapshot.rename(&known.inside(view), &name)?;
            let changes = view.changes(&edits);
            Ok(Part { revision: view.revision, versions: view.versions.clone(), changes })
        };
        let parts: std::result::Result<Vec<Part>, RenameProblem> =
            self.ask_each(holders, part).await?.into_iter().collect();
        match parts {
            Err(problem) => self.refuse(uri, problem).await,
            // Edits of different texts do not belong together.
            Ok(parts) if parts.iter().any(|part| part.revision != revision) => Err(Error::content_modified()),
            Ok(parts) => Ok(Some(merged(parts))),
        }
    }

    /// Whether a thing can be renamed: nobody knows who uses it unless the catalogue that declares it is open.
    async fn may_rename(&self, uri: &Uri, known: &Known) -> Result<std::result::Result<(), RenameProblem>> {
        let named = known.named.clone();
        let own = self.ask(uri.clone(), move |view| view.snapshot.may_rename(&named)).await?;
        if let Some(Err(problem)) = own {
            return Ok(Err(problem));
        }
        let asked = known.clone();
        let homes = self.ask_each(known.declared_in.clone(), move |view| asked.is_home(view)).await?;
        let file = known.named.file().cloned().unwrap_or_default();
        Ok(if homes.contains(&true) { Ok(()) } else { Err(RenameProblem::Elsewhere(file)) })
    }

    async fn refuse<T>(&self, uri: Uri, problem: RenameProblem) -> Result<T> {
        let sentence = self.ask(uri, move |view| view.snapshot.refusal(&problem)).await?;
        Err(Error::invalid_params(sentence.unwrap_or_default()))
    }
}

/// One edit of all parts: catalogues that share a file say the same of it.
fn merged(parts: Vec<Part>) -> WorkspaceEdit {
    let versions = parts.first().map(|part| part.versions.clone()).unwrap_or_default();
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (uri, edits) in parts.into_iter().flat_map(|part| part.changes) {
        let own = changes.entry(uri).or_default();
        own.extend(edits);
        own.sort_by_key(|edit| (edit.range.start, edit.range.end));
        own.dedup();
    }
    versions.edit(changes)
}
