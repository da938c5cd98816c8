//! What every address does, whatever the release: limits, refusals, headers, the page's frame, the description of the interface.

#[cfg(test)]
mod common;

use common::{Reply, server};
use matter_serve::{BODY_LIMIT, Server, openapi};
use serde_json::Value;

#[tokio::test]
async fn an_unknown_address_is_refused_in_the_language_asked_for() {
    let english = Reply::of(server(), "GET", "/api/nothing", &[("accept-language", "en-GB,zh;q=0.5")], "").await;
    assert_eq!((english.status, english.code().as_str()), (404, "S003"));
    assert_eq!(english.kind, "application/problem+json");
    assert_eq!(english.json()["detail"], "there is nothing at this address");
    let chinese = Reply::of(server(), "GET", "/api/nothing", &[("accept-language", "fr, zh-CN")], "").await;
    assert_eq!(chinese.json()["detail"], "没有这个地址");
}

#[tokio::test]
async fn the_weights_of_languages_count_and_not_their_order() {
    let cases = [
        ("en;q=0.1, zh;q=0.9", "没有这个地址"),
        ("zh;q=0.2, en;q=0.35", "there is nothing at this address"),
        ("en;q=0, fr", "没有这个地址"),
        ("en; Q=1.0, zh", "there is nothing at this address"),
        ("zh;q=x, en;q=0.001", "there is nothing at this address"),
    ];
    for (wanted, detail) in cases {
        let reply = Reply::of(server(), "GET", "/api/nothing", &[("accept-language", wanted)], "").await;
        assert_eq!(reply.json()["detail"], detail, "{wanted}");
    }
}

#[tokio::test]
async fn a_request_that_names_its_language_is_refused_in_it() {
    let headers = [("content-type", "application/json"), ("accept-language", "zh")];
    let english = Reply::of(server(), "POST", "/api/decide", &headers, r#"{"lang":"en"}"#).await;
    assert_eq!(english.json()["detail"], "the request lacks “matter”");
    let headers = [("content-type", "application/json"), ("accept-language", "en")];
    let chinese = Reply::of(server(), "POST", "/api/decide", &headers, r#"{"lang":"zh"}"#).await;
    assert_eq!(chinese.json()["detail"], "请求缺少“matter”");
}

#[tokio::test]
async fn a_wrong_method_is_refused() {
    for (method, path) in [("GET", "/api/decide"), ("POST", "/api/openapi.json"), ("DELETE", "/")] {
        let reply = Reply::of(server(), method, path, &[], "").await;
        assert_eq!((reply.status, reply.code().as_str()), (405, "S004"), "{method} {path}");
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit_and_no_further() {
    let json = [("content-type", "application/json")];
    let large = " ".repeat(BODY_LIMIT + 1);
    let reply = Reply::of(server(), "POST", "/api/decide", &json, &large).await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "S005"));
    let full = " ".repeat(BODY_LIMIT);
    let reply = Reply::of(server(), "POST", "/api/decide", &json, &full).await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q001"));
}

#[tokio::test]
async fn a_body_of_another_kind_or_shape_is_refused() {
    let plain = Reply::of(server(), "POST", "/api/decide", &[("content-type", "text/plain")], "{}").await;
    assert_eq!((plain.status, plain.code().as_str()), (415, "S006"));
    let json = [("content-type", "application/json; charset=utf-8")];
    let bodies = [
        ("", "Q001"),
        ("[", "Q001"),
        ("{}", "Q002"),
        (r#"{"matter":1}"#, "Q004"),
        (r#"{"matter":"a","at":"b","on":"2026-03-02","more":1}"#, "Q003"),
        (r#"{"matter":"a","at":"b","on":"2026-02-30"}"#, "Q005"),
    ];
    for (body, code) in bodies {
        let reply = Reply::of(server(), "POST", "/api/decide", &json, body).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, code), "{body}");
    }
}

#[tokio::test]
async fn a_body_in_another_charset_or_packed_is_refused_before_it_is_read() {
    for kind in ["application/json; charset=gbk", "application/json;charset=\"GB18030\"", "application/jsonp"] {
        let reply = Reply::of(server(), "POST", "/api/info", &[("content-type", kind)], "{}").await;
        assert_eq!((reply.status, reply.code().as_str()), (415, "S006"), "{kind}");
    }
    let packed = [("content-type", "application/json"), ("content-encoding", "gzip")];
    assert_eq!(Reply::of(server(), "POST", "/api/info", &packed, "{}").await.status, 415);
    for kind in ["application/json", "Application/JSON; charset=UTF-8", "application/json;charset=\"utf-8\""] {
        let reply = Reply::of(server(), "POST", "/api/places", &[("content-type", kind)], "{}").await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "Q002"), "{kind}");
    }
}

#[tokio::test]
async fn an_address_says_what_it_takes() {
    let methods = |allow: &str| {
        let mut methods: Vec<String> = allow.split(',').map(|method| method.trim().to_owned()).collect();
        methods.sort();
        methods.join(" ")
    };
    for (path, takes) in [("/api/decide", "POST"), ("/api/info", "GET HEAD POST"), ("/", "GET HEAD")] {
        let asked = Reply::of(server(), "OPTIONS", path, &[], "").await;
        assert_eq!((asked.status, methods(&asked.allow), asked.body.as_str()), (204, takes.to_owned(), ""), "{path}");
        for method in ["DELETE", "PATCH", "BREW"] {
            let refused = Reply::of(server(), method, path, &[], "").await;
            assert_eq!((refused.status, refused.code().as_str()), (405, "S004"), "{method} {path}");
            assert_eq!(
                (methods(&refused.allow), refused.kind.as_str()),
                (takes.to_owned(), "application/problem+json")
            );
        }
    }
}

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    for path in ["/page.css", "/page.js", "/api/openapi.json"] {
        let whole = Reply::of(server(), "GET", path, &[], "").await;
        assert!(whole.status == 200 && whole.tag.starts_with('"') && !whole.body.is_empty(), "{path}");
        for known in [whole.tag.clone(), format!("\"other\", W/{}", whole.tag), "*".to_owned()] {
            let same = Reply::of(server(), "GET", path, &[("if-none-match", &known)], "").await;
            assert_eq!((same.status, same.body.as_str(), &same.tag), (304, "", &whole.tag), "{path} {known}");
        }
        let other = Reply::of(server(), "GET", path, &[("if-none-match", "\"other\"")], "").await;
        assert_eq!((other.status, other.body.len()), (200, whole.body.len()));
    }
    // Answers about cases are kept by nobody.
    assert_eq!(Reply::of(server(), "GET", "/api/places?on=2026-03-02", &[], "").await.tag, "");
}

#[tokio::test]
async fn json_as_deep_as_a_body_can_hold_is_refused() {
    let json = [("content-type", "application/json")];
    for (open, times) in [("[", 60_000), ("{\"answers\":", 5_000)] {
        let reply = Reply::of(server(), "POST", "/api/decide", &json, &open.repeat(times)).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "Q001"), "{open}");
    }
}

#[tokio::test]
async fn a_query_is_a_request_whose_fields_are_texts() {
    let reply = Reply::of(server(), "GET", "/api/offered?at=x&lang=en", &[], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q002"));
    assert_eq!(reply.json()["detail"], "the request lacks “on”");
    let reply = Reply::of(server(), "GET", "/api/places?on=2026-03-02&q=%E5%9D%82", &[], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q003"));
    // What stands twice is refused, and so is a language that nobody speaks.
    let reply = Reply::of(server(), "GET", "/api/places?on=2026-03-02&on=2026-03-03", &[], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q008"));
    let reply = Reply::of(server(), "GET", "/api/offered?at=x&on=2026-03-02&lang=zh&lang=en", &[], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q008"));
    let reply = Reply::of(server(), "GET", "/api/places?on=2026-03-02&lang=fr", &[("accept-language", "en")], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q006"));
    assert!(reply.json()["detail"].as_str().unwrap().contains("fr"), "{}", reply.body);
    let headers = [("content-type", "application/json")];
    let reply = Reply::of(server(), "POST", "/api/decide?lang=xx", &headers, "{}").await;
    assert_eq!((reply.status, reply.code().as_str()), (400, "Q006"));
    // A case of a person does not belong in an address.
    let reply = Reply::of(server(), "GET", "/api/decide?matter=a&at=b&on=2026-03-02", &[], "").await;
    assert_eq!((reply.status, reply.code().as_str()), (405, "S004"));
}

#[tokio::test]
async fn the_page_is_framed_in_both_languages_and_runs_only_its_own_script() {
    let chinese = Reply::of(server(), "GET", "/", &[], "").await;
    assert_eq!((chinese.status, chinese.kind.as_str()), (200, "text/html; charset=utf-8"));
    assert!(chinese.body.contains(r#"<html lang="zh-CN">"#) && chinese.body.contains("办事指引"), "{}", chinese.body);
    let english = Reply::of(server(), "GET", "/?lang=en", &[("accept-language", "zh")], "").await;
    assert!(
        english.body.contains(r#"<html lang="en">"#) && english.body.contains("What is offered here"),
        "{}",
        english.body
    );
    for page in [&chinese, &english] {
        assert!(page.policy.starts_with("default-src 'none'; script-src 'self'"), "{}", page.policy);
        let left = ["{lang}", "{heading}", "{title}", "{spoken}", "{zh}", "{en}", "{place}", "{machine}"];
        assert!(!left.iter().any(|place| page.body.contains(place)), "{}", page.body);
        assert_eq!(page.body.matches("<script").count(), 1);
    }
    // Every script that another one loads is served, and nothing else.
    let pages =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/page")).unwrap().map(|file| file.unwrap().path());
    let pages: Vec<String> = pages.map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let loaded = pages.iter().flat_map(|text| text.lines()).filter_map(|line| {
        let (_, file) = line.strip_prefix("import ")?.split_once(" from \"./")?;
        Some(format!("/{}", file.trim_end_matches("\";")))
    });
    let scripts: std::collections::BTreeSet<String> = loaded.chain(["/page.js".to_owned()]).collect();
    assert!(scripts.len() > 8, "{scripts:?}");
    let scripts = scripts.iter().map(|path| (path.as_str(), "text/javascript; charset=utf-8"));
    for (path, kind) in scripts.chain([("/page.css", "text/css; charset=utf-8")]) {
        let reply = Reply::of(server(), "GET", path, &[], "").await;
        assert_eq!((reply.status, reply.kind.as_str()), (200, kind));
    }
}

#[tokio::test]
async fn the_description_names_every_address_of_the_interface_and_its_methods() {
    let description: Value = serde_json::from_str(openapi()).unwrap();
    let mut described: Vec<String> = description["paths"].as_object().unwrap().keys().cloned().collect();
    let mut served: Vec<String> = Server::paths().into_iter().filter(|path| path.starts_with("/api/")).collect();
    described.sort_unstable();
    served.sort_unstable();
    assert_eq!(described, served);
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in ["get", "post"] {
            let reply = Reply::of(server(), &method.to_uppercase(), path, &[], "").await;
            assert_eq!(reply.status != 405, methods.get(method).is_some(), "{method} {path}");
        }
    }
    let sent = Reply::of(server(), "GET", "/api/openapi.json", &[], "").await;
    assert_eq!(sent.json(), description);
}

#[test]
fn every_reference_of_the_description_leads_somewhere() {
    let text = openapi();
    let description: Value = serde_json::from_str(text).unwrap();
    let mut pieces = text.split(r##""$ref":"#"##);
    pieces.next();
    let targets: Vec<&str> = pieces.filter_map(|piece| piece.split('"').next()).collect();
    assert!(targets.len() > 10);
    for target in targets {
        assert!(description.pointer(target).is_some(), "{target}");
    }
}
