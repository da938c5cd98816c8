//! What is refused, as `application/problem+json` (RFC 9457) with a stable code.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use matter_runtime::{Error, Language};
use serde_json::json;

use crate::language::pick;

/// A request that is not answered.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    language: Language,
}

/// What is wrong with a request before the runtime sees it. Codes are never reused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The body is no JSON of the right shape; the reader's remark.
    Body(String),
    /// A parameter is missing or makes no sense; its name.
    Parameter(&'static str),
    /// There is no such address.
    Address,
    /// The address takes another method.
    Method,
    /// The body is larger than the limit.
    TooLarge,
    /// The body is not announced as JSON.
    NotJson,
    /// It took too long.
    TimedOut,
}

impl Refused {
    const fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Body(_) => (StatusCode::BAD_REQUEST, "S001"),
            Self::Parameter(_) => (StatusCode::BAD_REQUEST, "S002"),
            Self::Address => (StatusCode::NOT_FOUND, "S003"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "S004"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "S005"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "S006"),
            Self::TimedOut => (StatusCode::REQUEST_TIMEOUT, "S007"),
        }
    }

    fn text(&self, language: Language) -> String {
        match self {
            Self::Body(remark) => format!(
                "{}{remark}",
                pick(language, "请求内容不是所需的 JSON：", "the body is not the JSON that is needed: ")
            ),
            Self::Parameter(name) => {
                format!("{}{name}", pick(language, "缺少参数，或参数不对：", "missing or wrong parameter: "))
            }
            Self::Address => pick(language, "没有这个地址", "there is nothing at this address").to_owned(),
            Self::Method => pick(language, "这个地址不接受这种方法", "this address takes another method").to_owned(),
            Self::TooLarge => pick(language, "请求内容超过 64 KB", "the body is larger than 64 KB").to_owned(),
            Self::NotJson => {
                pick(language, "请求内容应当是 application/json", "the body must be application/json").to_owned()
            }
            Self::TimedOut => pick(language, "请求超时", "the request took too long").to_owned(),
        }
    }

    /// The problem in one language.
    pub(crate) fn problem(&self, language: Language) -> Problem {
        let (status, code) = self.status();
        Problem { status, code, detail: self.text(language), language }
    }
}

impl Problem {
    /// The runtime's error. What is wrong with the release is our fault, everything else the request's.
    pub(crate) fn runtime(error: &Error, language: Language) -> Self {
        let ours = matches!(error, Error::NotAnImage | Error::OtherFormat { .. } | Error::Damaged { .. });
        let status = if ours { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::UNPROCESSABLE_ENTITY };
        Self { status, code: error.code(), detail: error.text(language), language }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": format!("urn:matter:problem:{}", self.code),
            "title": pick(self.language, "请求未能办理", "the request could not be answered"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "code": self.code,
        });
        let mut response = (self.status, body.to_string()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
