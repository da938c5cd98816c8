//! A client asks what is wrong in a document: the answer is found on a snapshot and worded by the owner, who knows what was told before.

use std::path::PathBuf;

use matter_ide::Cancelled;
use tokio::sync::oneshot;
use tower_lsp::ls_types::Uri;

use crate::board::{Report, Told};
use crate::convert::path_of;
use crate::owner::{Event, Owner};
use crate::spoken::of_edited;
use crate::view::View;

/// A question.
pub(crate) struct Pull {
    pub(crate) uri: Uri,
    /// What the client has.
    pub(crate) previous: Option<String>,
    pub(crate) reply: oneshot::Sender<Result<Reports, Cancelled>>,
}

/// What was found for a question.
pub(crate) struct Pulled {
    place: PathBuf,
    pull: Pull,
    own: Told,
    related: Vec<(Uri, Told)>,
}

/// An answer.
pub(crate) struct Reports {
    pub(crate) own: Report,
    /// Other open documents of which the client has something else.
    pub(crate) related: Vec<(Uri, Report)>,
}

impl Reports {
    /// Nothing is wrong, and nothing will be.
    pub(crate) fn nothing() -> Self {
        Self { own: Report::Full("0".to_owned(), Vec::new()), related: Vec::new() }
    }
}

impl Owner {
    /// Looks for an answer. Nothing is wrong in a file that no catalogue has.
    pub(crate) fn pull(&mut self, pull: Pull) {
        self.flush();
        self.asked();
        let others = self.wishes.pulls.is_some_and(|pulls| pulls.related);
        // What is wrong with a manifest is told in any case; twice would be once too often.
        let Some(path) = path_of(&pull.uri).filter(|path| !View::is_manifest(path)) else { return };
        let version = self.documents.get(&path).map(|document| document.version);
        let mut related: Vec<(PathBuf, Uri, i32)> = Vec::new();
        if others {
            let open = self.documents.iter().filter(|(other, _)| **other != path && self.is_pulled(other));
            related.extend(open.map(|(path, document)| (path.clone(), document.uri.clone(), document.version)));
        }
        let Some((place, view)) = self.nearest(&path) else { return };
        let own = self.own.clone();
        let work = move || match view.ask(|view| find(view, version, &related)) {
            Err(Cancelled) => {
                drop(view);
                let _ = pull.reply.send(Err(Cancelled));
            }
            Ok((found, related)) => {
                drop(view);
                let _ = own.send(Event::Pulled(Pulled { place, pull, own: found, related }));
            }
        };
        let _ = self.answers.send(Box::new(work));
    }

    /// Words an answer, unless the text has changed since.
    pub(crate) fn pulled(&mut self, pulled: Pulled) {
        let Pulled { place, pull, own, related } = pulled;
        let documents = &self.documents;
        let current = |uri: &Uri| path_of(uri).and_then(|path| documents.get(&path)).map(|document| document.version);
        if current(&pull.uri) != own.1 {
            let _ = pull.reply.send(Err(Cancelled));
            return;
        }
        let related: Vec<(Uri, Told)> = related.into_iter().filter(|(uri, told)| current(uri) == told.1).collect();
        let typing = self.is_typing();
        let own = self.board.answer(&place, &pull.uri, own, pull.previous.as_deref(), typing);
        let mut reports = Reports { own, related: Vec::new() };
        for (uri, told) in related {
            if self.board.differs(&place, &uri, &told.0) {
                let report = self.board.answer(&place, &uri, told, None, typing);
                reports.related.push((uri, report));
            }
        }
        let _ = pull.reply.send(Ok(reports));
    }
}

/// What is wrong in the view's file, and in others of the same catalogue.
fn find(view: &View, version: Option<i32>, related: &[(PathBuf, Uri, i32)]) -> (Told, Vec<(Uri, Told)>) {
    let related = related.iter().filter_map(|(path, uri, version)| {
        let (name, _) = view.paths.inside(path).filter(|(_, rank)| *rank == 0)?;
        Some((uri.clone(), (of_edited(view, name), Some(*version))))
    });
    let related = related.collect();
    ((of_edited(view, &view.file), version), related)
}
