//! Answers of `matter-ide` in the protocol's terms, one function a request.

use std::collections::{BTreeSet, HashMap};

use matter_ide::{
    Action, ActionKind, Completion, CompletionKind, LensKind, LinkTo, Outline, SymbolKind, TextEdit, TokenKind,
};
use serde_json::json;
use tower_lsp::ls_types::{
    self as lsp, CodeAction, CodeActionKind, CodeActionOrCommand, CodeLens, Command, CompletionItem,
    CompletionItemKind, CompletionList, CompletionResponse, CompletionTextEdit, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentHighlight, DocumentHighlightKind, DocumentLink, DocumentSymbol,
    Documentation, FoldingRange, FoldingRangeKind, FullDocumentDiagnosticReport, Hover, HoverContents, InlayHint,
    InlayHintLabel, InsertTextFormat, Location, MarkupContent, MarkupKind, Position, Range,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, SelectionRange, SemanticToken,
    SemanticTokens, UnchangedDocumentDiagnosticReport, WorkspaceSymbol,
};

use crate::board::Report;
use crate::calls;
use crate::capabilities::symbol_kind;
use crate::convert::Lines;
use crate::forms;
use crate::manifest;
use crate::plain::{without_marks, without_stops};
use crate::preferences::Preferences;
use crate::pull::Reports;
use crate::view::View;

/// A marked text, for a client that takes marks or does not.
pub(crate) fn marked(value: String, marks: bool) -> MarkupContent {
    if marks {
        MarkupContent { kind: MarkupKind::Markdown, value }
    } else {
        MarkupContent { kind: MarkupKind::PlainText, value: without_marks(&value) }
    }
}

pub(crate) fn hover(view: &View, at: Position) -> Option<Hover> {
    let offset = view.offset(at);
    let hover = if view.snapshot.is_manifest(&view.file) {
        view.snapshot.manifest_hover(&view.file, offset)?
    } else {
        view.snapshot.hover(&view.file, offset)?
    };
    Some(Hover {
        contents: HoverContents::Markup(marked(hover.text, view.preferences.takes.marks)),
        range: Some(view.range(&hover.at)),
    })
}

pub(crate) fn completion(view: &View, at: Position) -> CompletionResponse {
    let offset = view.offset(at);
    let (found, more) = if view.snapshot.is_manifest(&view.file) {
        view.snapshot.manifest_completions(&view.file, offset, &|| manifest::neighbours(view))
    } else {
        view.snapshot.completions(&view.file, offset)
    };
    let lines = view.lines(&view.file);
    let uri = view.uri(&view.file);
    let item = |(index, one): (u32, Completion)| {
        let kind = if let CompletionKind::Name(kind) = one.kind { Some(kind) } else { None };
        let data = kind.and_then(|kind| forms::name_data(uri.as_ref(), at, kind));
        CompletionItem { data, ..completion_item(&lines, &view.preferences, index, one) }
    };
    let items = (0..).zip(found).map(item).collect();
    CompletionResponse::List(CompletionList { is_incomplete: more, items })
}

fn completion_item(lines: &Lines, client: &Preferences, index: u32, one: Completion) -> CompletionItem {
    let snippet = one.snippet && client.takes.snippets;
    let text = if one.snippet && !snippet { without_stops(&one.insert) } else { one.insert };
    let kind = match one.kind {
        CompletionKind::Word(_) => CompletionItemKind::KEYWORD,
        CompletionKind::Snippet => CompletionItemKind::SNIPPET,
        CompletionKind::Setting => CompletionItemKind::PROPERTY,
        CompletionKind::Name(SymbolKind::Fact) => CompletionItemKind::VARIABLE,
        CompletionKind::Name(SymbolKind::Value) => CompletionItemKind::ENUM_MEMBER,
        CompletionKind::Name(SymbolKind::Matter | SymbolKind::Theme) => CompletionItemKind::CLASS,
        CompletionKind::Name(SymbolKind::Material) => CompletionItemKind::STRUCT,
        CompletionKind::Name(SymbolKind::Law) => CompletionItemKind::REFERENCE,
        CompletionKind::Name(_) => CompletionItemKind::VALUE,
    };
    let insert = lines.range(one.at.start, one.at.end);
    let edit = if client.replaces && one.over > one.at.end {
        let replace = lines.range(one.at.start, one.over);
        CompletionTextEdit::InsertAndReplace(lsp::InsertReplaceEdit { new_text: text, insert, replace })
    } else {
        CompletionTextEdit::Edit(lsp::TextEdit { range: insert, new_text: text })
    };
    CompletionItem {
        kind: Some(kind),
        detail: Some(one.detail).filter(|detail| !detail.is_empty()),
        documentation: Some(one.doc)
            .filter(|doc| !doc.is_empty())
            .map(|doc| Documentation::MarkupContent(marked(doc, client.takes.offer_marks))),
        filter_text: Some(one.filter),
        sort_text: Some(format!("{index:05}")),
        insert_text_format: Some(if snippet { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
        text_edit: Some(edit),
        label: one.label,
        ..CompletionItem::default()
    }
}

/// What is wrong in a document that a client has asked about.
pub(crate) fn reports(reports: Reports) -> DocumentDiagnosticReportResult {
    let related = reports.related.into_iter().map(|(uri, report)| {
        let report = match report {
            Report::Unchanged(result_id) => UnchangedDocumentDiagnosticReport { result_id }.into(),
            Report::Full(result, items) => FullDocumentDiagnosticReport { result_id: Some(result), items }.into(),
        };
        (uri, report)
    });
    let related_documents = Some(related.collect()).filter(|all: &HashMap<_, _>| !all.is_empty());
    let report: DocumentDiagnosticReport = match reports.own {
        Report::Unchanged(result_id) => RelatedUnchangedDocumentDiagnosticReport {
            related_documents,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }
        .into(),
        Report::Full(result, items) => RelatedFullDocumentDiagnosticReport {
            related_documents,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result), items },
        }
        .into(),
    };
    report.into()
}

pub(crate) fn definition(view: &View, at: Position) -> Option<Location> {
    if view.snapshot.is_manifest(&view.file) {
        return manifest::leads_to(view, view.offset(at));
    }
    view.location(&view.snapshot.definition(&view.file, view.offset(at))?)
}

pub(crate) fn highlights(view: &View, at: Position) -> Vec<DocumentHighlight> {
    let found = view.snapshot.highlights(&view.file, view.offset(at));
    let kind = |declares| if declares { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ };
    found
        .iter()
        .map(|(at, declares)| DocumentHighlight { range: view.range(at), kind: Some(kind(*declares)) })
        .collect()
}

pub(crate) fn symbols(view: &View) -> Vec<DocumentSymbol> {
    let lines = view.lines(&view.file);
    view.snapshot.outline(&view.file).into_iter().map(|one| symbol(&lines, one)).collect()
}

fn symbol(lines: &Lines, one: Outline) -> DocumentSymbol {
    #[expect(deprecated, reason = "the type has no default, and the old field must be named")]
    DocumentSymbol {
        name: one.name,
        detail: Some(one.detail.to_owned()).filter(|detail| !detail.is_empty()),
        kind: symbol_kind(one.kind),
        tags: None,
        deprecated: None,
        range: lines.range(one.at.start, one.at.end),
        selection_range: lines.range(one.name_at.start, one.name_at.end),
        children: Some(one.children.into_iter().map(|child| symbol(lines, child)).collect()),
    }
}

pub(crate) fn workspace_symbols(view: &View, typed: &str) -> Vec<WorkspaceSymbol> {
    let places = view.snapshot.find_items(typed).into_iter().filter_map(|(name, kind, at)| {
        Some(WorkspaceSymbol {
            // Clients compare the name with what was typed once more, and know no pinyin.
            name: if name.contains(typed) { name.to_string() } else { format!("{name} · {typed}") },
            kind: symbol_kind(kind),
            location: lsp::OneOf::Left(view.location(&at)?),
            container_name: Some(view.snapshot.kind_word(kind).to_owned()),
            tags: None,
            data: None,
        })
    });
    places.collect()
}

/// What several catalogues found, once each: every catalogue finds what its dependencies and the library declare.
pub(crate) fn distinct(found: Vec<Vec<WorkspaceSymbol>>) -> Vec<WorkspaceSymbol> {
    let mut seen = BTreeSet::new();
    let new = |one: &WorkspaceSymbol| match &one.location {
        lsp::OneOf::Left(at) => seen.insert((at.uri.as_str().to_owned(), at.range.start)),
        lsp::OneOf::Right(_) => true,
    };
    found.into_iter().flatten().filter(new).collect()
}

pub(crate) fn folds(view: &View) -> Vec<FoldingRange> {
    let lines = view.lines(&view.file);
    let fold = |one: matter_ide::Fold| FoldingRange {
        start_line: lines.position(one.at.start).line,
        end_line: lines.position(one.at.end).line,
        kind: one.comment.then_some(FoldingRangeKind::Comment),
        ..FoldingRange::default()
    };
    view.snapshot.folds(&view.file).into_iter().map(fold).collect()
}

pub(crate) fn selections(view: &View, places: &[Position]) -> Vec<SelectionRange> {
    let here = |at: &Position| {
        let outward = view.snapshot.selection(&view.file, view.offset(*at));
        let nested = outward.iter().rev().fold(None, |parent, target| {
            Some(SelectionRange { range: view.range(target), parent: parent.map(Box::new) })
        });
        nested.unwrap_or(SelectionRange { range: Range { start: *at, end: *at }, parent: None })
    };
    places.iter().map(here).collect()
}

pub(crate) fn tokens(view: &View) -> SemanticTokens {
    let lines = view.lines(&view.file);
    let mut before = Position::default();
    let mut data = Vec::new();
    for token in view.snapshot.tokens(&view.file) {
        let start = lines.position(token.at.start);
        let delta_line = start.line - before.line;
        let delta_start = if delta_line == 0 { start.character - before.character } else { start.character };
        let number = TokenKind::ALL.iter().position(|kind| *kind == token.kind).unwrap_or(0);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: lines.width(token.at.start, token.at.end),
            token_type: u32::try_from(number).unwrap_or(0),
            token_modifiers_bitset: 0,
        });
        before = start;
    }
    SemanticTokens { result_id: None, data }
}

pub(crate) fn links(view: &View) -> Vec<DocumentLink> {
    let found = view.snapshot.links(&view.file).into_iter().filter_map(|link| {
        let target = match &link.to {
            LinkTo::Page(code) => view.preferences.page(code, view.snapshot.language())?,
            LinkTo::Place(to) => {
                let line = view.range(to).start.line + 1;
                format!("{}#L{line}", view.uri(&to.file)?.as_str()).parse().ok()?
            }
        };
        Some(DocumentLink { range: view.range(&link.at), target: Some(target), tooltip: Some(link.title), data: None })
    });
    found.collect()
}

pub(crate) fn hints(view: &View, range: Range) -> Vec<InlayHint> {
    let found = view.snapshot.hints(&view.file, view.offset(range.start), view.offset(range.end));
    let hint = |one: matter_ide::Hint| InlayHint {
        position: view.range(&one.at).start,
        label: InlayHintLabel::String(one.text),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    found.into_iter().filter(|one| view.preferences.shows(one.kind)).map(hint).collect()
}

pub(crate) fn lenses(view: &View) -> Vec<CodeLens> {
    let uri = view.uri(&view.file);
    let lens = |one: matter_ide::Lens| {
        let range = view.range(&one.at);
        let LensKind::RunTests(names) = one.kind else {
            return CodeLens { range, command: None, data: calls::uses_data(uri.as_ref(), range) };
        };
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let arguments = vec![json!({ "uri": uri, "names": names })];
        let command = Command { title: one.title, command: "matter.runTests".to_owned(), arguments: Some(arguments) };
        CodeLens { range, command: Some(command), data: None }
    };
    view.snapshot.lenses(&view.file).into_iter().map(lens).collect()
}

pub(crate) fn actions(view: &View, range: Range, context: &lsp::CodeActionContext) -> Vec<CodeActionOrCommand> {
    let found = view.snapshot.actions(&view.file, view.offset(range.start), view.offset(range.end));
    let wanted = found.into_iter().filter(|action| asked_for(&action_kind(action), context.only.as_deref()));
    wanted.map(|action| CodeActionOrCommand::CodeAction(code_action(view, action, &context.diagnostics))).collect()
}

/// Whether a kind is one of those that were asked for, or below one: `source` asks for `source.fixAll`, too.
fn asked_for(kind: &CodeActionKind, only: Option<&[CodeActionKind]>) -> bool {
    let below = |asked: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(asked.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
    };
    only.is_none_or(|only| only.iter().any(below))
}

fn action_kind(action: &Action) -> CodeActionKind {
    match action.kind {
        ActionKind::Repair => CodeActionKind::QUICKFIX,
        ActionKind::RepairAll => CodeActionKind::SOURCE_FIX_ALL,
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
    }
}

fn code_action(view: &View, action: Action, known: &[lsp::Diagnostic]) -> CodeAction {
    let same = |one: &&lsp::Diagnostic| matches!(&one.code, Some(lsp::NumberOrString::String(code)) if Some(code.as_str()) == action.code);
    let repaired: Vec<lsp::Diagnostic> = known.iter().filter(same).cloned().collect();
    CodeAction {
        kind: Some(action_kind(&action)),
        is_preferred: Some(action.certain && action.kind == ActionKind::Repair),
        diagnostics: Some(repaired).filter(|all| !all.is_empty()),
        edit: Some(view.workspace_edit(&action.edits)),
        title: action.title,
        ..CodeAction::default()
    }
}

pub(crate) fn formatting(view: &View, range: Option<Range>) -> Vec<lsp::TextEdit> {
    let edits: Vec<TextEdit> = match range {
        None => view.snapshot.format(&view.file, None),
        Some(range) => view.snapshot.format_range(&view.file, view.offset(range.start), view.offset(range.end)),
    };
    view.edits(&edits)
}
