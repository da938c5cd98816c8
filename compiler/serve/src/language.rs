//! Which of the two languages a request wants.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use matter_runtime::Language;

/// The language of `?lang=`, else the one of the header's with the greatest weight, the first of equals; none if the request does not say.
pub(crate) fn wanted(lang: Option<&str>, headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = header.split(',').map(|tag| (weight(tag), named(tag))).filter(|(weight, _)| *weight > 0);
    let mut known: Vec<_> = tags.filter_map(|(weight, language)| Some((weight, language?))).collect();
    known.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    lang.and_then(named).or_else(|| known.first().map(|(_, language)| *language))
}

/// The language that a request in JSON names itself, though nothing else of it may be readable.
pub(crate) fn of_request(request: &[u8]) -> Option<Language> {
    let request: serde_json::Value = serde_json::from_slice(request).ok()?;
    named(request.get("lang")?.as_str()?)
}

/// The weight of a language range in thousandths (RFC 9110, 12.4.2): `zh;q=0.9` → 900, none → 1000; one that cannot be read counts nothing.
fn weight(tag: &str) -> u16 {
    let quality = tag.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then_some(value.trim())
    });
    let Some(quality) = quality else { return 1000 };
    let (whole, decimals) = quality.split_once('.').unwrap_or((quality, ""));
    let decimals = format!("{decimals:0<3}");
    match (whole, decimals.parse::<u16>()) {
        ("0", Ok(thousandths)) if decimals.len() == 3 => thousandths,
        ("1", Ok(0)) => 1000,
        _ => 0,
    }
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
