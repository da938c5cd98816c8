//! Help while a line is written, in the protocol's terms: its form, the documentation of a name, tidying when it is left.

use matter_ide::{Signature, SymbolKind};
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    self as lsp, CompletionItem, Documentation, ParameterInformation, ParameterLabel, Position, SignatureHelp,
    SignatureInformation, Uri,
};

use crate::answers::marked;
use crate::view::View;

pub(crate) fn signature(view: &View, at: Position) -> Option<SignatureHelp> {
    let Signature { label, doc, parts, active } = view.snapshot.signature(&view.file, view.offset(at))?;
    let words = |text: &str| Some(Documentation::String(text.to_owned())).filter(|_| !text.is_empty());
    // Offsets inside a label count in UTF-16, whatever was agreed on for positions.
    let units = |byte: u32| {
        let before = label.get(..byte as usize).unwrap_or(&label);
        u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
    };
    let parameters = parts.iter().map(|(range, sentence)| ParameterInformation {
        label: ParameterLabel::LabelOffsets([units(range.start), units(range.end)]),
        documentation: words(sentence),
    });
    // Behind the last part none is active: a number that no part has.
    let active = u32::try_from(active.unwrap_or(parts.len())).ok();
    let signature = SignatureInformation {
        parameters: Some(parameters.collect()),
        documentation: words(&doc),
        active_parameter: active,
        label,
    };
    Some(SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active })
}

pub(crate) fn format_left_line(view: &View, at: Position) -> Vec<lsp::TextEdit> {
    view.edits(&view.snapshot.format_left_line(&view.file, view.offset(at)))
}

/// What an offered name is asked with again.
pub(crate) fn name_data(uri: Option<&Uri>, at: Position, kind: SymbolKind) -> Option<Value> {
    let number = SymbolKind::ALL.iter().position(|one| *one == kind)?;
    Some(json!({ "uri": uri?, "position": at, "kind": number }))
}

/// File, place and kind of an offered name.
pub(crate) fn named(item: &CompletionItem) -> Option<(Uri, Position, SymbolKind)> {
    let data = item.data.as_ref()?;
    let number = usize::try_from(data.get("kind")?.as_u64()?).ok()?;
    let (uri, position) = (data.get("uri")?.as_str()?.parse().ok()?, data.get("position")?.clone());
    Some((uri, serde_json::from_value(position).ok()?, *SymbolKind::ALL.get(number)?))
}

pub(crate) fn documentation(view: &View, at: Position, kind: SymbolKind, name: &str) -> Option<Documentation> {
    let value = view.snapshot.completion_doc(&view.file, view.offset(at), kind, name)?;
    Some(Documentation::MarkupContent(marked(value, view.preferences.takes.offer_marks)))
}
