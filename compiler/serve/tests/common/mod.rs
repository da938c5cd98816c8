//! A server of an empty release, asked in the process.

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use matter_runtime::tables::Tables;
use matter_runtime::{Catalogue, image};
use matter_serve::Server;
use serde_json::Value;
use tower::ServiceExt;

/// A server of a release without matters.
pub(crate) fn server() -> Server {
    Server::new(Catalogue::open(image::build(&Tables::default()).unwrap()).unwrap())
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) kind: String,
    pub(crate) policy: String,
    pub(crate) allow: String,
    pub(crate) tag: String,
    pub(crate) body: String,
}

impl Reply {
    /// Sends one request through the router.
    pub(crate) async fn of(server: Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let request = headers
            .iter()
            .fold(Request::builder().method(method).uri(path), |request, (name, value)| request.header(*name, *value));
        let response = server.router().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let (status, kind, policy) =
            (response.status().as_u16(), header("content-type"), header("content-security-policy"));
        let (allow, tag) = (header("allow"), header("etag"));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        Self { status, kind, policy, allow, tag, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap().to_owned()
    }
}
