//! One address an operation: `/api/decide`, `/api/due` … take a request in JSON and answer in JSON; what needs no case can be asked for
//! with a query as well.
//!
//! What requests and answers look like is not known here: `matter-answers` reads the one and writes the other.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use matter_answers::{Operation, Refusal, ask_in};
use matter_runtime::Language;

use crate::language::{of_request, wanted};
use crate::problem::{Problem, Refused};
use crate::query;
use crate::server::Server;

/// Operations that can be asked for with `GET` and a query: what they ask is no case of a person, so it may stand in an address.
pub(crate) const BY_QUERY: [Operation; 5] =
    [Operation::Info, Operation::Places, Operation::Offered, Operation::Guide, Operation::Figures];

/// The methods of an operation's address.
pub(crate) fn methods(operation: Operation) -> MethodRouter<Server> {
    let by_body = post(move |server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery, body| async move {
        let language = match spoken(&server, query.as_deref(), &headers) {
            Ok(language) => language,
            Err(refused) => return *refused,
        };
        match body_of(&headers, body) {
            Ok(body) => answer(&server, operation, &body, language),
            Err(refused) => refused.problem(language.unwrap_or_else(|| server.language())).into_response(),
        }
    });
    if !BY_QUERY.contains(&operation) {
        return by_body;
    }
    by_body.merge(get(move |server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery| async move {
        let language = match spoken(&server, query.as_deref(), &headers) {
            Ok(language) => language,
            Err(refused) => return *refused,
        };
        answer(&server, operation, &query::request(query.as_deref().unwrap_or_default()), language)
    }))
}

/// The language that query and headers want. A header may name languages that nobody here speaks; a query says `zh` or `en`.
fn spoken(server: &Server, query: Option<&str>, headers: &HeaderMap) -> Result<Option<Language>, Box<Response>> {
    let lang = query::lang(query);
    let language = wanted(lang.as_deref(), headers);
    match lang.filter(|lang| wanted(Some(lang), &HeaderMap::new()).is_none()) {
        None => Ok(language),
        Some(value) => {
            let refusal = Refusal::NoSuchWord { field: "lang".to_owned(), value, allowed: vec!["zh", "en"] };
            let language = language.unwrap_or_else(|| server.language());
            Err(Box::new(Problem::refusal(&refusal, language).into_response()))
        }
    }
}

fn answer(server: &Server, operation: Operation, request: &[u8], language: Option<Language>) -> Response {
    match ask_in(&server.catalogue(), operation, request, language) {
        Ok(answer) => ([(CONTENT_TYPE, "application/json")], answer).into_response(),
        Err(refusal) => {
            let language = of_request(request).or(language).unwrap_or_else(|| server.language());
            Problem::refusal(&refusal, language).into_response()
        }
    }
}

fn body_of(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Bytes, Refused> {
    if !is_json(headers) {
        return Err(Refused::NotJson);
    }
    body.map_err(|rejection| match rejection.status().as_u16() {
        413 => Refused::TooLarge,
        _ => Refused::Body(rejection.body_text()),
    })
}

// JSON is UTF-8 (RFC 8259, 8.1): who announces another charset, or something packed, has sent something else.
fn is_json(headers: &HeaderMap) -> bool {
    let value = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?").to_ascii_lowercase());
    let kind: String = value(CONTENT_TYPE).unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    let is_json = parts.next() == Some("application/json");
    let mut charsets = parts.filter_map(|parameter| parameter.strip_prefix("charset="));
    let plain = value(CONTENT_ENCODING).is_none_or(|coding| coding == "identity");
    is_json && plain && charsets.all(|charset| matches!(charset.trim_matches('"'), "utf-8" | "utf8"))
}
