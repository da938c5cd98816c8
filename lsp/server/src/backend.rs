//! The protocol's handlers: each sends one message to the owner before it waits, and then waits for the answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use matter_ide::Cancelled;
use serde_json::json;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;
use tower_lsp::ls_types::{Range, Uri};
use tower_lsp::{Client, LanguageServer};

use crate::convert::{negotiate, path_of};
use crate::custom::{RunTests, TestReport, Version};
use crate::gate::Malformed;
use crate::listing::ListedTest;
use crate::outlet::Outlet;
use crate::owner::{self, Event};
use crate::pool::Job;
use crate::preview::{Answers, Collected, Place, Shown, Subject, WantedGuide, WantedPlaces};
use crate::publisher::Publisher;
use crate::pull::{Pull, Reports};
use crate::view::View;
use crate::wishes::{pulls, wishes};
use crate::{answers, calls, capabilities, custom, forms, listing, preview};

/// How often a question that edits overtake is put again.
const TURNS: usize = 8;

/// The protocol's code for a question that the server gave up.
const SERVER_CANCELLED: i64 = -32802;

/// The handlers' end of the owner's mailbox.
pub(crate) struct Backend {
    owner: Option<Sender<Event>>,
    /// Whether the client has said `shutdown`.
    farewell: Arc<AtomicBool>,
}

impl Backend {
    /// Starts the owner.
    pub(crate) fn start(
        client: Client,
        outlet: Outlet,
        runtime: &tokio::runtime::Handle,
        farewell: Arc<AtomicBool>,
    ) -> Self {
        let said = Publisher::start(client, outlet, runtime);
        Self { owner: owner::start(said, runtime).ok(), farewell }
    }

    fn send(&self, event: Event) {
        if let Some(owner) = &self.owner {
            let _ = owner.send(event);
        }
    }

    /// Puts a question about a file. Called before the handler waits for anything.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        uri: Uri,
        question: impl FnOnce(&View) -> T + Send + 'static,
    ) -> Result<Option<T>> {
        let (sender, receiver) = oneshot::channel();
        let question = move |view: Option<View>| {
            // The client may have given up; then nobody listens.
            if sender.is_closed() {
                return;
            }
            let answer = view.map(|view| view.ask(question));
            let _ = sender.send(answer);
        };
        self.send(Event::Ask { uri, question: Box::new(question) });
        match receiver.await {
            Ok(Some(Ok(answer))) => Ok(Some(answer)),
            Ok(Some(Err(Cancelled))) => Err(Error::content_modified()),
            Ok(None) => Ok(None),
            Err(_) => Err(Error::internal_error()),
        }
    }

    /// Puts a question whose answer is shown for long, and which editors do not ask again when an edit elsewhere has overtaken it.
    async fn insist<T: Send + 'static>(
        &self,
        uri: Uri,
        question: impl Fn(&View) -> T + Clone + Send + 'static,
    ) -> Result<Option<T>> {
        again(|| self.ask(uri.clone(), question.clone())).await
    }

    /// Puts a question to every catalogue that has a file, or to all; answers in the order of the catalogues' folders.
    pub(crate) async fn ask_each<T: Send + 'static>(
        &self,
        holders: Option<PathBuf>,
        question: impl Fn(&View) -> T + Clone + Send + 'static,
    ) -> Result<Vec<T>> {
        let (sender, receiver) = oneshot::channel();
        let ask = move |views: Vec<View>| {
            let (jobs, answers): (Vec<Job>, Vec<_>) =
                views.into_iter().map(|view| part(view, question.clone())).unzip();
            let _ = sender.send(answers);
            jobs
        };
        self.send(Event::AskEach { holders, ask: Box::new(ask) });
        let answers = receiver.await.map_err(|_| Error::internal_error())?;
        let mut found = Vec::with_capacity(answers.len());
        for answer in answers {
            match answer.await {
                Ok(Ok(answer)) => found.push(answer),
                Ok(Err(Cancelled)) => return Err(Error::content_modified()),
                Err(_) => return Err(Error::internal_error()),
            }
        }
        Ok(found)
    }

    /// `matter/tests`: the list is shown for long, so it is looked up again if a text changes meanwhile.
    pub(crate) async fn list_tests(&self) -> Result<Vec<ListedTest>> {
        again(|| self.ask_each(None, listing::tests)).await.map(listing::numbered)
    }

    /// `matter/runTests`
    pub(crate) async fn run_tests(&self, wanted: RunTests) -> Result<TestReport> {
        let (sender, receiver) = oneshot::channel();
        let RunTests { uri, names, only_this_file } = wanted;
        let question = move |view: Option<View>| {
            let Some(view) = view else { return };
            let file = view.file.clone();
            let collected = view.ask(|view| view.snapshot.trials(only_this_file.then_some(&*file), names.as_deref()));
            drop(view);
            let _ = sender.send(collected);
        };
        self.send(Event::Ask { uri: uri.clone(), question: Box::new(question) });
        let trials = match receiver.await {
            Ok(Ok(trials)) => trials,
            Ok(Err(Cancelled)) => return Err(Error::content_modified()),
            Err(_) => return Err(Error::invalid_params("no catalogue has this file")),
        };
        let unknown = trials.unknown().map(str::to_owned);
        // Making tables takes its time and needs no snapshot.
        let outcomes =
            tokio::task::spawn_blocking(move || custom::run(&trials)).await.map_err(|_| Error::internal_error())?;
        match outcomes {
            Err(report) => Ok(report),
            Ok(outcomes) => Ok(self
                .ask(uri, move |view| custom::report(view, outcomes, unknown))
                .await?
                .unwrap_or(TestReport { tests: Vec::new(), problem: None })),
        }
    }

    /// `matter/guide`
    pub(crate) async fn guide(&self, wanted: WantedGuide) -> Result<Option<Shown>> {
        self.show(wanted, |wanted| &wanted.subject, preview::guide).await
    }

    /// `matter/questions`
    pub(crate) async fn questions(&self, subject: Subject) -> Result<Option<Shown>> {
        self.show(subject, |subject| subject, preview::questions).await
    }

    /// `matter/answer`
    pub(crate) async fn answer(&self, given: Answers) -> Result<Option<Shown>> {
        self.show(given, |given| &given.subject, preview::answer).await
    }

    /// `matter/places`
    pub(crate) async fn offer_places(&self, wanted: WantedPlaces) -> Result<Option<Vec<Place>>> {
        let uri = wanted.text_document.uri.clone();
        self.ask(uri, move |view| preview::places(view, &wanted)).await
    }

    /// Collects a matter in a snapshot, then shows it without one: making tables needs none.
    async fn show<T: Send + Sync + 'static>(
        &self,
        wanted: T,
        subject: fn(&T) -> &Subject,
        make: fn(&Collected, &T) -> Shown,
    ) -> Result<Option<Shown>> {
        let wanted = Arc::new(wanted);
        let asked = Arc::clone(&wanted);
        let uri = subject(&wanted).text_document.uri.clone();
        let question = move |view: &View| preview::collect(view, subject(&asked));
        let Some(collected) = self.ask(uri, question).await?.flatten() else { return Ok(None) };
        let shown = tokio::task::spawn_blocking(move || make(&collected, &wanted)).await;
        shown.map(Some).map_err(|_| Error::internal_error())
    }

    /// `matter/version`
    pub(crate) async fn version(&self) -> Result<Version> {
        Ok(Version { version: env!("CARGO_PKG_VERSION") })
    }

    /// What came was no message.
    pub(crate) async fn malformed(&self, what: Malformed) -> Result<()> {
        Err(if what.code == Error::invalid_request().code.code() {
            Error::invalid_request()
        } else {
            Error::parse_error()
        })
    }
}

/// Puts a question again as long as edits overtake it.
async fn again<T, F: Future<Output = Result<T>>>(ask: impl Fn() -> F) -> Result<T> {
    let mut found = ask().await;
    for _ in 0..TURNS {
        if !matches!(&found, Err(error) if error.code == ErrorCode::ContentModified) {
            break;
        }
        found = ask().await;
    }
    found
}

/// A question to one catalogue: the snapshot is given up before the answer is told.
fn part<T: Send + 'static>(
    view: View,
    question: impl Fn(&View) -> T + Send + 'static,
) -> (Job, oneshot::Receiver<std::result::Result<T, Cancelled>>) {
    let (sender, receiver) = oneshot::channel();
    let job = move || {
        let answer = if sender.is_closed() { Err(Cancelled) } else { view.ask(question) };
        drop(view);
        let _ = sender.send(answer);
    };
    (Box::new(job), receiver)
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        if self.owner.is_none() {
            return Err(Error::internal_error());
        }
        self.send(Event::Start(wishes(&params)));
        let info = lsp::ServerInfo { name: "matter".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) };
        let encoding = negotiate(&params.capabilities).1;
        Ok(lsp::InitializeResult {
            capabilities: capabilities::capabilities(encoding, pulls(&params.capabilities).is_some()),
            server_info: Some(info),
            ..lsp::InitializeResult::default()
        })
    }

    async fn initialized(&self, _: lsp::InitializedParams) {
        self.send(Event::Ready);
    }

    async fn shutdown(&self) -> Result<()> {
        self.farewell.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Open { uri: document.uri, version: document.version, text: document.text });
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Change { uri: document.uri, version: document.version, changes: params.content_changes });
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        if let Some(text) = params.text {
            self.send(Event::Saved { uri: params.text_document.uri, text });
        }
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.send(Event::Close(params.text_document.uri));
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        self.send(Event::Watched(params.changes.iter().filter_map(|change| path_of(&change.uri)).collect()));
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        let names = params.files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]);
        self.send(Event::Watched(names.filter_map(|uri| path_of(&uri.parse().ok()?)).collect()));
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        let paths =
            |folders: &[lsp::WorkspaceFolder]| folders.iter().filter_map(|folder| path_of(&folder.uri)).collect();
        self.send(Event::Folders { added: paths(&params.event.added), removed: paths(&params.event.removed) });
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let place = params.text_document_position_params;
        Ok(self.ask(place.text_document.uri, move |view| answers::hover(view, place.position)).await?.flatten())
    }

    async fn completion(&self, params: lsp::CompletionParams) -> Result<Option<lsp::CompletionResponse>> {
        let lsp::TextDocumentPositionParams { text_document, position } = params.text_document_position;
        // Editors narrow down what they have while letters come, and do not ask anew when nothing came.
        self.insist(text_document.uri, move |view| answers::completion(view, position)).await
    }

    async fn goto_definition(&self, params: lsp::GotoDefinitionParams) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        let found = self.ask(place.text_document.uri, move |view| answers::definition(view, place.position)).await?;
        Ok(found.flatten().map(lsp::GotoDefinitionResponse::Scalar))
    }

    async fn references(&self, params: lsp::ReferenceParams) -> Result<Option<Vec<lsp::Location>>> {
        let (place, declaration) = (params.text_document_position, params.context.include_declaration);
        self.places(place.text_document.uri, place.position, declaration).await.map(Some)
    }

    async fn document_highlight(
        &self,
        params: lsp::DocumentHighlightParams,
    ) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
        let place = params.text_document_position_params;
        self.ask(place.text_document.uri, move |view| answers::highlights(view, place.position)).await
    }

    async fn prepare_rename(
        &self,
        place: lsp::TextDocumentPositionParams,
    ) -> Result<Option<lsp::PrepareRenameResponse>> {
        self.renamable(place).await
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        self.renamed(params).await
    }

    async fn document_symbol(&self, params: lsp::DocumentSymbolParams) -> Result<Option<lsp::DocumentSymbolResponse>> {
        let found = self.insist(params.text_document.uri, answers::symbols).await?;
        Ok(found.map(lsp::DocumentSymbolResponse::Nested))
    }

    async fn symbol(&self, params: lsp::WorkspaceSymbolParams) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        let found = self.ask_each(None, move |view| answers::workspace_symbols(view, &params.query)).await?;
        Ok(Some(lsp::WorkspaceSymbolResponse::Nested(answers::distinct(found))))
    }

    async fn folding_range(&self, params: lsp::FoldingRangeParams) -> Result<Option<Vec<lsp::FoldingRange>>> {
        self.insist(params.text_document.uri, answers::folds).await
    }

    async fn selection_range(&self, params: lsp::SelectionRangeParams) -> Result<Option<Vec<lsp::SelectionRange>>> {
        self.ask(params.text_document.uri, move |view| answers::selections(view, &params.positions)).await
    }

    async fn semantic_tokens_full(
        &self,
        params: lsp::SemanticTokensParams,
    ) -> Result<Option<lsp::SemanticTokensResult>> {
        let found = self.ask(params.text_document.uri, answers::tokens).await?;
        Ok(found.map(lsp::SemanticTokensResult::Tokens))
    }

    async fn document_link(&self, params: lsp::DocumentLinkParams) -> Result<Option<Vec<lsp::DocumentLink>>> {
        self.insist(params.text_document.uri, answers::links).await
    }

    async fn inlay_hint(&self, params: lsp::InlayHintParams) -> Result<Option<Vec<lsp::InlayHint>>> {
        self.insist(params.text_document.uri, move |view| answers::hints(view, params.range)).await
    }

    async fn code_lens(&self, params: lsp::CodeLensParams) -> Result<Option<Vec<lsp::CodeLens>>> {
        self.insist(params.text_document.uri, answers::lenses).await
    }

    async fn code_action(&self, params: lsp::CodeActionParams) -> Result<Option<lsp::CodeActionResponse>> {
        let (range, context) = (params.range, params.context);
        self.ask(params.text_document.uri, move |view| answers::actions(view, range, &context)).await
    }

    async fn signature_help(&self, params: lsp::SignatureHelpParams) -> Result<Option<lsp::SignatureHelp>> {
        let place = params.text_document_position_params;
        Ok(self.ask(place.text_document.uri, move |view| forms::signature(view, place.position)).await?.flatten())
    }

    async fn completion_resolve(&self, mut item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        if let (None, Some((uri, at, kind))) = (&item.documentation, forms::named(&item)) {
            let name = item.label.clone();
            item.documentation =
                self.ask(uri, move |view| forms::documentation(view, at, kind, &name)).await?.flatten();
        }
        Ok(item)
    }

    async fn code_lens_resolve(&self, mut lens: lsp::CodeLens) -> Result<lsp::CodeLens> {
        if let Some((uri, at)) = calls::uses_of(&lens) {
            lens.command = self.uses(uri, at).await?;
        }
        Ok(lens)
    }

    async fn prepare_call_hierarchy(
        &self,
        params: lsp::CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyItem>>> {
        let place = params.text_document_position_params;
        Ok(self.ask(place.text_document.uri, move |view| calls::prepare(view, place.position)).await?.flatten())
    }

    async fn incoming_calls(
        &self,
        params: lsp::CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyIncomingCall>>> {
        let lsp::CallHierarchyItem { uri, selection_range, .. } = params.item;
        self.ask(uri, move |view| calls::incoming(view, selection_range.start)).await
    }

    async fn outgoing_calls(
        &self,
        params: lsp::CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<lsp::CallHierarchyOutgoingCall>>> {
        let lsp::CallHierarchyItem { uri, selection_range, .. } = params.item;
        self.ask(uri, move |view| calls::outgoing(view, selection_range.start)).await
    }

    async fn on_type_formatting(
        &self,
        params: lsp::DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<lsp::TextEdit>>> {
        let place = params.text_document_position;
        self.ask(place.text_document.uri, move |view| forms::format_left_line(view, place.position)).await
    }

    async fn diagnostic(&self, params: lsp::DocumentDiagnosticParams) -> Result<lsp::DocumentDiagnosticReportResult> {
        let (reply, receiver) = oneshot::channel();
        let uri = params.text_document.uri;
        self.send(Event::Pull(Pull { uri, previous: params.previous_result_id, reply }));
        match receiver.await {
            Ok(Ok(reports)) => Ok(answers::reports(reports)),
            // The client asks again if the document is still of interest.
            Ok(Err(Cancelled)) => Err(Error {
                data: Some(json!({ "retriggerRequest": true })),
                ..Error::new(ErrorCode::ServerError(SERVER_CANCELLED))
            }),
            Err(_) => Ok(answers::reports(Reports::nothing())),
        }
    }

    async fn formatting(&self, params: lsp::DocumentFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        self.format(params.text_document.uri, None).await
    }

    async fn range_formatting(&self, params: lsp::DocumentRangeFormattingParams) -> Result<Option<Vec<lsp::TextEdit>>> {
        self.format(params.text_document.uri, Some(params.range)).await
    }
}

impl Backend {
    async fn format(&self, uri: Uri, range: Option<Range>) -> Result<Option<Vec<lsp::TextEdit>>> {
        self.ask(uri, move |view| answers::formatting(view, range)).await
    }
}
