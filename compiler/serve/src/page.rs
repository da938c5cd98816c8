//! The page: one frame in two languages, a style and scripts, all inside the program.

use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use matter_runtime::Language;

use crate::language::{pick, wanted};
use crate::query;
use crate::server::Server;

const FRAME: &str = include_str!("page/page.html");

/// Place in the frame, Chinese, English. The script has its own words.
const WORDS: &[(&str, &str, &str)] = &[
    ("{lang}", "zh-CN", "en"),
    ("{heading}", "办事指引", "What to bring, who decides, by when"),
    ("{skip}", "跳到内容", "Skip to the content"),
    ("{languages}", "语言", "Language"),
    ("{case}", "办什么事", "Your case"),
    ("{place}", "所在地", "Place"),
    ("{place-help}", "填街道、社区的名称或者区划代码", "Name or code of a street, town or community"),
    ("{day}", "受理日", "Day of acceptance"),
    ("{matter}", "事项", "Matter"),
    ("{begin}", "开始", "Begin"),
    ("{questions}", "要回答的问题", "Questions"),
    ("{outcome}", "办理结果", "Outcome"),
    ("{noscript}", "本页需要 JavaScript。", "This page needs JavaScript."),
    ("{machine}", "接口说明（OpenAPI）", "Interface description (OpenAPI)"),
];

/// `GET /`
pub(crate) async fn html(server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let lang = query::lang(query.as_deref());
    let language = wanted(lang.as_deref(), &headers).unwrap_or_else(|| server.language());
    let title = server.catalogue().release().map(|release| release.title).unwrap_or_default();
    let spoken = if server.language() == Language::En { "en" } else { "zh-CN" };
    let mut page = FRAME.to_owned();
    for (place, zh, en) in WORDS {
        page = page.replace(place, pick(language, zh, en));
    }
    let (zh, en) = match language {
        Language::Zh => (r#" aria-current="true""#, ""),
        Language::En => ("", r#" aria-current="true""#),
    };
    let page = page.replace("{zh}", zh).replace("{en}", en).replace("{spoken}", spoken);
    let page = page.replace("{title}", &escaped(&title));
    let kinds = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CONTENT_LANGUAGE, pick(language, "zh-CN", "en"))];
    (kinds, page).into_response()
}

/// `GET /page.css`
pub(crate) async fn css() -> Response {
    let style = concat!(include_str!("page/checklist.css"), include_str!("page/page.css"));
    ([(CONTENT_TYPE, "text/css; charset=utf-8")], style).into_response()
}

/// `GET /page.js`
pub(crate) async fn js() -> Response {
    script(include_str!("page/page.js"))
}

/// `GET /checklist.js`: the preview of editors shows the same.
pub(crate) async fn checklist() -> Response {
    script(include_str!("page/checklist.js"))
}

/// `GET /place.js`
pub(crate) async fn place() -> Response {
    script(include_str!("page/place.js"))
}

fn script(text: &'static str) -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], text).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
