//! The release that is served, its addresses, and what holds for all of them: limits, headers, refusals.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, HeaderMap, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use matter_answers::Operation;
use matter_runtime::{Catalogue, Language};

use crate::language::wanted;
use crate::openapi::openapi;
use crate::operations::methods;
use crate::page;
use crate::parts::{Part, parts};
use crate::problem::Refused;

/// The largest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;

/// The largest address with its headers that is answered, in bytes.
pub const HEAD_LIMIT: usize = 16 * 1024;

/// The longest that a request may take, its body included.
const PATIENCE: Duration = Duration::from_secs(10);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A release that is served and can be exchanged while it is asked. Clones share the release.
#[derive(Clone, Debug)]
pub struct Server {
    catalogue: Arc<RwLock<Catalogue>>,
    stopping: Arc<AtomicBool>,
}

impl Server {
    /// A server of this release.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue: Arc::new(RwLock::new(catalogue)), stopping: Arc::default() }
    }

    /// The release that answers now. A request takes it once and keeps it to its end.
    #[must_use]
    pub fn catalogue(&self) -> Catalogue {
        self.catalogue.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Lets another release answer from the next request on.
    pub fn replace(&self, catalogue: Catalogue) {
        *self.catalogue.write().unwrap_or_else(PoisonError::into_inner) = catalogue;
    }

    /// From now on every answer is the last of its connection.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// The language of the release: what is spoken if a request does not say.
    #[must_use]
    pub fn language(&self) -> Language {
        let english = self.catalogue().release().is_ok_and(|release| release.language == "en");
        if english { Language::En } else { Language::Zh }
    }

    /// Every address.
    #[must_use]
    pub fn paths() -> Vec<String> {
        routes().into_iter().map(|(path, _)| path).collect()
    }

    /// All addresses with their limits and headers, ready to be served or to be put into a larger service.
    pub fn router(&self) -> Router {
        let mut router = Router::new();
        for (path, methods) in routes() {
            router = router.route(&path, methods);
        }
        router
            .fallback(nothing)
            .method_not_allowed_fallback(other_method)
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(from_fn_with_state(self.clone(), within_limits))
            .layer(from_fn_with_state(self.clone(), headers))
            .with_state(self.clone())
    }
}

fn routes() -> Vec<(String, MethodRouter<Server>)> {
    let whole = |part: Part| get(move |headers: HeaderMap| async move { part.answer(&headers) });
    let described = ("/api/openapi.json", Part::new("application/json", openapi()));
    let parts = parts().into_iter().chain([described]).map(|(path, part)| (path, whole(part)));
    let pages = [("/", get(page::html))].into_iter().chain(parts).map(|(path, methods)| (path.to_owned(), methods));
    let operations =
        Operation::ALL.into_iter().map(|operation| (format!("/api/{}", operation.name()), methods(operation)));
    pages.chain(operations).collect()
}

async fn nothing(State(server): State<Server>, headers: HeaderMap) -> Response {
    Refused::Address.problem(wanted(None, &headers).unwrap_or_else(|| server.language())).into_response()
}

// What an address takes is said in `Allow`, which the router adds; who asks for nothing else has not failed.
async fn other_method(State(server): State<Server>, method: Method, headers: HeaderMap) -> Response {
    if method == Method::OPTIONS {
        return StatusCode::NO_CONTENT.into_response();
    }
    Refused::Method.problem(wanted(None, &headers).unwrap_or_else(|| server.language())).into_response()
}

async fn within_limits(State(server): State<Server>, request: Request, next: Next) -> Response {
    let spoken = wanted(None, request.headers());
    let refused = |refused: Refused| refused.problem(spoken.unwrap_or_else(|| server.language())).into_response();
    if head_size(&request) > HEAD_LIMIT {
        return refused(Refused::HeadTooLarge);
    }
    // What is announced need not come to be refused.
    if request.body().size_hint().lower() > BODY_LIMIT as u64 {
        return refused(Refused::TooLarge);
    }
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) => refused(Refused::TimedOut),
    }
}

fn head_size(request: &Request) -> usize {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    let headers = request.headers().iter();
    address + headers.map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum::<usize>()
}

async fn headers(State(server): State<Server>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if server.stopping.load(Ordering::Relaxed) {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let set =
        [(CONTENT_SECURITY_POLICY, POLICY), (X_CONTENT_TYPE_OPTIONS, "nosniff"), (REFERRER_POLICY, "no-referrer")];
    for (name, value) in set {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    // Whoever answers may know better.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
