//! Prior results as a call hierarchy, and uses above a line, in the protocol's terms.

use matter_ide::{Call, Caller, Target};
use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, Position, Range, SymbolKind, Uri,
};

use crate::view::View;

pub(crate) fn prepare(view: &View, at: Position) -> Option<Vec<CallHierarchyItem>> {
    Some(vec![item(view, &view.snapshot.caller(&view.file, view.offset(at))?)?])
}

fn item(view: &View, caller: &Caller) -> Option<CallHierarchyItem> {
    Some(CallHierarchyItem {
        name: caller.name.to_string(),
        kind: SymbolKind::CLASS,
        tags: None,
        detail: Some(caller.at.file.to_string()),
        uri: view.uri(&caller.at.file)?,
        range: view.range(&caller.at),
        selection_range: view.range(&caller.name_at),
        data: None,
    })
}

/// Lines of the file that the protocol counts them in.
fn ranges(view: &View, places: &[Target], file: &str) -> Vec<Range> {
    places.iter().filter(|at| &*at.file == file).map(|at| view.range(at)).collect()
}

pub(crate) fn incoming(view: &View, at: Position) -> Vec<CallHierarchyIncomingCall> {
    let call = |(caller, places): Call| {
        let from_ranges = ranges(view, &places, &caller.at.file);
        Some(CallHierarchyIncomingCall { from: item(view, &caller)?, from_ranges })
    };
    view.snapshot.incoming_calls(&view.file, view.offset(at)).into_iter().filter_map(call).collect()
}

pub(crate) fn outgoing(view: &View, at: Position) -> Vec<CallHierarchyOutgoingCall> {
    let call = |(caller, places): Call| {
        let from_ranges = ranges(view, &places, &view.file);
        Some(CallHierarchyOutgoingCall { to: item(view, &caller)?, from_ranges })
    };
    view.snapshot.outgoing_calls(&view.file, view.offset(at)).into_iter().filter_map(call).collect()
}

/// What a lens that counts uses is asked with when it comes into sight.
pub(crate) fn uses_data(uri: Option<&Uri>, at: Range) -> Option<Value> {
    Some(json!({ "uri": uri?, "position": at.start }))
}

/// File and place of a lens that counts uses.
pub(crate) fn uses_of(lens: &CodeLens) -> Option<(Uri, Position)> {
    let data = lens.data.as_ref()?;
    let uri = data.get("uri")?.as_str()?.parse().ok()?;
    Some((uri, serde_json::from_value(data.get("position")?.clone()).ok()?))
}
