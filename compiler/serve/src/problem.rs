//! What is refused, as `application/problem+json` (RFC 9457) with a stable code.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use matter_answers::Refusal;
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
    /// The body could not be read; the reader's remark.
    Body(String),
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
    /// The address and the headers are larger than the limit.
    HeadTooLarge,
}

impl Refused {
    const fn status(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Body(_) => (StatusCode::BAD_REQUEST, "S001"),
            Self::Address => (StatusCode::NOT_FOUND, "S003"),
            Self::Method => (StatusCode::METHOD_NOT_ALLOWED, "S004"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "S005"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "S006"),
            Self::TimedOut => (StatusCode::REQUEST_TIMEOUT, "S007"),
            Self::HeadTooLarge => (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "S008"),
        }
    }

    fn text(&self, language: Language) -> String {
        match self {
            Self::Body(remark) => {
                format!("{}{remark}", pick(language, "请求内容读取不到：", "the body could not be read: "))
            }
            Self::Address => pick(language, "没有这个地址", "there is nothing at this address").to_owned(),
            Self::Method => pick(language, "这个地址不接受这种方法", "this address takes another method").to_owned(),
            Self::TooLarge => pick(language, "请求内容超过 64 KB", "the body is larger than 64 KB").to_owned(),
            Self::NotJson => {
                pick(language, "请求内容应当是 UTF-8 的 application/json", "the body must be application/json in UTF-8")
                    .to_owned()
            }
            Self::TimedOut => pick(language, "请求超时", "the request took too long").to_owned(),
            Self::HeadTooLarge => {
                pick(language, "地址和请求头超过 16 KB", "the address and the headers are larger than 16 KB").to_owned()
            }
        }
    }

    /// The problem in one language.
    pub(crate) fn problem(&self, language: Language) -> Problem {
        let (status, code) = self.status();
        Problem { status, code, detail: self.text(language), language }
    }
}

impl Problem {
    /// Why there is no answer. What is wrong with the release is our fault, everything else the request's.
    pub(crate) fn refusal(refusal: &Refusal, language: Language) -> Self {
        let status = match refusal {
            Refusal::Runtime(Error::NotAnImage | Error::OtherFormat { .. } | Error::Damaged { .. }) => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Refusal::Runtime(_) | Refusal::NoSuchRule { .. } | Refusal::NoSuchReason { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::BAD_REQUEST,
        };
        Self { status, code: refusal.code(), detail: refusal.text(language), language }
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
