//! The page: one frame in two languages; its style and scripts are in `parts`.

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
    ("{where}", "地点和日期", "Place and day"),
    (
        "{intro}",
        "填上地点和日期，看那里能办什么；选好事项，只回答有关的问题，就知道要带什么、去哪里、由谁决定、何时办结。",
        "Say where and when to see what is offered there. Choose a matter and answer only what bears on it: you learn what to bring, where to \
         go, who decides and by when.",
    ),
    ("{place}", "所在地", "Place"),
    ("{place-help}", "填街道、社区的名称或者区划代码", "Name or code of a street, town or community"),
    ("{day}", "受理日", "Day of acceptance"),
    ("{begin}", "看能办什么", "See what is offered"),
    ("{choose}", "这里能办的事", "What is offered here"),
    ("{filter}", "按名称、部门查找", "Find by name or department"),
    ("{back}", "← 全部事项", "← All matters"),
    ("{questions}", "要回答的问题", "Questions"),
    ("{outcome}", "办理结果", "Outcome"),
    ("{sources}", "显示规则出处", "Show where the rules stand"),
    ("{guide}", "完整的办事指南", "The whole guide"),
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
