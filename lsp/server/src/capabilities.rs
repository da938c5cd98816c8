//! What the server can do, as it tells the client at the beginning.

use matter_ide::{SymbolKind, TokenKind};
use tower_lsp::ls_types::{
    self as lsp, CallHierarchyServerCapability, CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions,
    DiagnosticOptions, DiagnosticServerCapabilities, DocumentLinkOptions, DocumentOnTypeFormattingOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, PositionEncodingKind, RenameOptions, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokenType, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

/// Everything that the server can do, for a client that asks for diagnostics itself or does not.
pub(crate) fn capabilities(encoding: PositionEncodingKind, pulls: bool) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding),
        // A file of a hundred matters is too much to be sent for each letter. What is saved is sent whole, so that no mistake lasts.
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(SaveOptions { include_text: Some(true) }.into()),
            ..TextDocumentSyncOptions::default()
        })),
        // Only documents are asked for: files that nobody has opened are told in any case.
        diagnostic_provider: pulls.then(|| {
            DiagnosticServerCapabilities::Options(DiagnosticOptions {
                inter_file_dependencies: true,
                ..DiagnosticOptions::default()
            })
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(
                [" ", "：", ":", "《", "=", "＝", "、", "/", "（", "》", "第", "\""].map(str::to_owned).to_vec(),
            ),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some([" ", "：", ":"].map(str::to_owned).to_vec()),
            ..SignatureHelpOptions::default()
        }),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: None,
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(lsp::CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::REFACTOR_REWRITE,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        })),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        semantic_tokens_provider: Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: TokenKind::ALL.iter().map(|kind| token_type(*kind)).collect(),
                    token_modifiers: Vec::new(),
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            }
            .into(),
        ),
        workspace: Some(workspace()),
        ..ServerCapabilities::default()
    }
}

/// Folders that come and go, and what gets another name.
fn workspace() -> WorkspaceServerCapabilities {
    WorkspaceServerCapabilities {
        workspace_folders: Some(WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(OneOf::Left(true)),
        }),
        file_operations: Some(lsp::WorkspaceFileOperationsServerCapabilities {
            did_rename: Some(renamed()),
            ..lsp::WorkspaceFileOperationsServerCapabilities::default()
        }),
    }
}

/// What the client tells when it gets another name: sources, manifests, and folders that may hold some.
fn renamed() -> lsp::FileOperationRegistrationOptions {
    let filter = |glob: &str, matches| lsp::FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: lsp::FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None },
    };
    lsp::FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*.matter", lsp::FileOperationPatternKind::File),
            filter("**/matters.toml", lsp::FileOperationPatternKind::File),
            filter("**/*", lsp::FileOperationPatternKind::Folder),
        ],
    }
}

const fn token_type(kind: TokenKind) -> SemanticTokenType {
    match kind {
        TokenKind::Keyword => SemanticTokenType::KEYWORD,
        TokenKind::Fact => SemanticTokenType::VARIABLE,
        TokenKind::Value => SemanticTokenType::ENUM_MEMBER,
        TokenKind::Define => SemanticTokenType::FUNCTION,
        TokenKind::Matter => SemanticTokenType::CLASS,
        TokenKind::Material => SemanticTokenType::STRUCT,
        TokenKind::Organ => SemanticTokenType::TYPE,
        TokenKind::Law => SemanticTokenType::NAMESPACE,
        TokenKind::Label => SemanticTokenType::PROPERTY,
        TokenKind::Word => SemanticTokenType::MODIFIER,
        TokenKind::Operator => SemanticTokenType::OPERATOR,
        TokenKind::Number => SemanticTokenType::NUMBER,
        TokenKind::Text => SemanticTokenType::STRING,
        TokenKind::Comment => SemanticTokenType::COMMENT,
    }
}

/// The protocol's word for a kind of thing.
pub(crate) const fn symbol_kind(kind: SymbolKind) -> lsp::SymbolKind {
    match kind {
        SymbolKind::Fact => lsp::SymbolKind::VARIABLE,
        SymbolKind::Value => lsp::SymbolKind::ENUM_MEMBER,
        SymbolKind::Define | SymbolKind::Label => lsp::SymbolKind::BOOLEAN,
        SymbolKind::Rate => lsp::SymbolKind::CONSTANT,
        SymbolKind::Material => lsp::SymbolKind::STRUCT,
        SymbolKind::Department
        | SymbolKind::Region
        | SymbolKind::Hall
        | SymbolKind::Window
        | SymbolKind::Intermediary => lsp::SymbolKind::INTERFACE,
        SymbolKind::Law | SymbolKind::Profile => lsp::SymbolKind::NAMESPACE,
        SymbolKind::Vocabulary => lsp::SymbolKind::ENUM,
        SymbolKind::Matter | SymbolKind::Variance | SymbolKind::Theme => lsp::SymbolKind::CLASS,
        SymbolKind::Test => lsp::SymbolKind::METHOD,
        SymbolKind::Section => lsp::SymbolKind::FIELD,
    }
}
