//! What the program carries with it – style, scripts, the description of the interface – as answers that a client asks for again only when they
//! are others.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::xxh3_64;

/// A text that is the same as long as the program runs.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    kind: &'static str,
    text: &'static str,
    tag: String,
}

const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

impl Part {
    /// A text of a media type.
    pub(crate) fn new(kind: &'static str, text: &'static str) -> Self {
        Self { kind, text, tag: format!("\"{:016x}\"", xxh3_64(text.as_bytes())) }
    }

    /// The text, or that the client has it already (RFC 9110, 13.1.2).
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = known.flat_map(|list| list.split(',')).map(|tag| tag.trim().trim_start_matches("W/"));
        let has = known.any(|tag| tag == "*" || tag == self.tag);
        let mut response = if has { StatusCode::NOT_MODIFIED.into_response() } else { self.text.into_response() };
        let fields = response.headers_mut();
        if !has {
            fields.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        }
        // It may be kept, but not used without asking: another program may answer here tomorrow.
        fields.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        fields.extend(HeaderValue::from_str(&self.tag).ok().map(|tag| (ETAG, tag)));
        response
    }
}

/// The style and the scripts of the page, by their addresses. The checklist and the field for places are the editors' as well.
pub(crate) fn parts() -> Vec<(&'static str, Part)> {
    let style = concat!(include_str!("page/checklist.css"), include_str!("page/page.css"));
    vec![
        ("/page.css", Part::new(STYLE, style)),
        ("/page.js", Part::new(SCRIPT, include_str!("page/page.js"))),
        ("/address.js", Part::new(SCRIPT, include_str!("page/address.js"))),
        ("/checklist.js", Part::new(SCRIPT, include_str!("page/checklist.js"))),
        ("/element.js", Part::new(SCRIPT, include_str!("page/element.js"))),
        ("/guide.js", Part::new(SCRIPT, include_str!("page/guide.js"))),
        ("/notice.js", Part::new(SCRIPT, include_str!("page/notice.js"))),
        ("/place.js", Part::new(SCRIPT, include_str!("page/place.js"))),
        ("/questions.js", Part::new(SCRIPT, include_str!("page/questions.js"))),
        ("/theme.js", Part::new(SCRIPT, include_str!("page/theme.js"))),
        ("/values.js", Part::new(SCRIPT, include_str!("page/values.js"))),
        ("/words.js", Part::new(SCRIPT, include_str!("page/words.js"))),
    ]
}
