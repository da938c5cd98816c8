//! What a client wants, as it says at the beginning.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use matter_ide::{ColumnUnit, Language};
use tower_lsp::ls_types as lsp;

use crate::convert::{negotiate, path_of};
use crate::preferences::{Preferences, Takes};

/// How long after the last edit new findings are shown, unless the client says otherwise. An input method sends its letters as text.
const DELAY: Duration = Duration::from_millis(200);

/// What the client wants at the beginning.
pub(crate) struct Wishes {
    pub(crate) folders: Vec<PathBuf>,
    pub(crate) unit: ColumnUnit,
    /// Language of messages; the catalogue's if none.
    pub(crate) language: Option<Language>,
    /// How long after the last edit new findings are shown, and everything is checked.
    pub(crate) delay: Duration,
    pub(crate) preferences: Arc<Preferences>,
    /// Whether the client asks for diagnostics of documents itself.
    pub(crate) pulls: Option<Pulls>,
    /// Whether the client takes edits for a version of a document.
    pub(crate) versions: bool,
    /// Whether and how the client can be asked to watch files.
    pub(crate) watches: Option<Watches>,
    /// What the client can be asked to look at again.
    pub(crate) looks: Looks,
}

/// What a client that shows a document looks at again when it is told that another text has changed.
#[derive(Clone, Copy, Default)]
pub(crate) struct Looks {
    pub(crate) tokens: bool,
    pub(crate) lenses: bool,
    pub(crate) hints: bool,
}

/// How a client watches files.
#[derive(Clone, Copy)]
pub(crate) struct Watches {
    /// Whether it takes a folder and a pattern inside of it.
    pub(crate) relative: bool,
}

/// How a client asks for diagnostics.
#[derive(Clone, Copy)]
pub(crate) struct Pulls {
    /// Whether it can be told that it may ask again.
    pub(crate) refresh: bool,
    /// Whether an answer may speak of other documents too.
    pub(crate) related: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            folders: Vec::new(),
            unit: ColumnUnit::Utf16,
            language: None,
            delay: Duration::ZERO,
            preferences: Arc::new(Preferences::read(None)),
            pulls: None,
            versions: false,
            watches: None,
            looks: Looks::default(),
        }
    }
}

/// Folders of the workspace, in whichever way the client names them.
fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let found: Vec<PathBuf> = named.filter_map(path_of).collect();
    if !found.is_empty() {
        return found;
    }
    #[expect(deprecated, reason = "older clients name a single folder")]
    let root = params.root_uri.as_ref();
    root.and_then(path_of).into_iter().collect()
}

/// `{ "language": "zh" | "en" | "auto", "diagnosticsDelay": milliseconds }`, and what [`Preferences::read`] takes.
pub(crate) fn wishes(params: &lsp::InitializeParams) -> Wishes {
    let options = params.initialization_options.as_ref();
    let language = options.and_then(|options| options.get("language")).and_then(|value| value.as_str());
    let delay = options.and_then(|options| options.get("diagnosticsDelay")).and_then(serde_json::Value::as_u64);
    Wishes {
        folders: folders(params),
        unit: negotiate(&params.capabilities).0,
        language: match language {
            Some("zh") => Some(Language::Zh),
            Some("en") => Some(Language::En),
            _ => None,
        },
        delay: delay.map_or(DELAY, Duration::from_millis),
        preferences: Arc::new(
            Preferences::read(options).of_client(replaces(&params.capabilities), takes(&params.capabilities)),
        ),
        pulls: pulls(&params.capabilities),
        versions: takes_versions(&params.capabilities),
        watches: watches(&params.capabilities),
        looks: looks(&params.capabilities).unwrap_or_default(),
    }
}

/// Whether the client tells inserting from replacing when an offer is accepted.
fn replaces(capabilities: &lsp::ClientCapabilities) -> bool {
    let completion = capabilities.text_document.as_ref().and_then(|document| document.completion.as_ref());
    let item = completion.and_then(|completion| completion.completion_item.as_ref());
    item.and_then(|item| item.insert_replace_support).unwrap_or(false)
}

/// In which forms the client takes texts. Marks are taken by whoever does not list what it takes.
fn takes(capabilities: &lsp::ClientCapabilities) -> Takes {
    let document = capabilities.text_document.as_ref();
    let hover = document.and_then(|document| document.hover.as_ref());
    let completion = document.and_then(|document| document.completion.as_ref());
    let item = completion.and_then(|completion| completion.completion_item.as_ref());
    let marks =
        |formats: Option<&Vec<lsp::MarkupKind>>| formats.is_none_or(|all| all.contains(&lsp::MarkupKind::Markdown));
    Takes {
        snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
        marks: marks(hover.and_then(|hover| hover.content_format.as_ref())),
        offer_marks: marks(item.and_then(|item| item.documentation_format.as_ref())),
    }
}

/// Whether the client takes edits for a version of a document.
fn takes_versions(capabilities: &lsp::ClientCapabilities) -> bool {
    let edit = capabilities.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
    edit.and_then(|edit| edit.document_changes).unwrap_or(false)
}

/// Whether and how the client asks for diagnostics itself.
pub(crate) fn pulls(capabilities: &lsp::ClientCapabilities) -> Option<Pulls> {
    let pull = capabilities.text_document.as_ref()?.diagnostic.as_ref()?;
    let workspace = capabilities.workspace.as_ref().and_then(|workspace| workspace.diagnostics.as_ref());
    let refresh = workspace.and_then(|diagnostics| diagnostics.refresh_support).unwrap_or(false);
    Some(Pulls { refresh, related: pull.related_document_support.unwrap_or(false) })
}

/// What the client can be asked to look at again.
fn looks(capabilities: &lsp::ClientCapabilities) -> Option<Looks> {
    let workspace = capabilities.workspace.as_ref()?;
    let tokens = workspace.semantic_tokens.as_ref().and_then(|tokens| tokens.refresh_support);
    let lenses = workspace.code_lens.as_ref().and_then(|lenses| lenses.refresh_support);
    let hints = workspace.inlay_hint.as_ref().and_then(|hints| hints.refresh_support);
    let [tokens, lenses, hints] = [tokens, lenses, hints].map(|can| can.unwrap_or(false));
    Some(Looks { tokens, lenses, hints })
}

/// Whether and how the client can be asked to watch files.
fn watches(capabilities: &lsp::ClientCapabilities) -> Option<Watches> {
    let files = capabilities.workspace.as_ref()?.did_change_watched_files?;
    let relative = files.relative_pattern_support.unwrap_or(false);
    files.dynamic_registration.unwrap_or(false).then_some(Watches { relative })
}
