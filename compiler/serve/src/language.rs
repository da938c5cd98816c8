//! Which of the two languages a request wants.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use matter_runtime::Language;

/// The language of `?lang=`, else the first of the header's that there is; none if the request does not say.
pub(crate) fn wanted(lang: Option<&str>, headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    lang.into_iter().chain(header.split(',')).find_map(named)
}

/// `zh`, `zh-CN;q=0.9`, `en-GB` …; `None` for other languages.
fn named(tag: &str) -> Option<Language> {
    let tag = tag.trim().to_ascii_lowercase();
    match tag.split(['-', '_', ';']).next() {
        Some("zh") => Some(Language::Zh),
        Some("en") => Some(Language::En),
        _ => None,
    }
}

/// One of two texts.
pub(crate) const fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
