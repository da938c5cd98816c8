//! One function an address of the interface: reads parameters, asks the runtime, hands out JSON.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{RawQuery, State};
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use matter_runtime::tables::{Day, Region};
use matter_runtime::{Catalogue, Error, Language, RegionId};
use serde_json::{Value, json};

use crate::answer::release;
use crate::ask::{Asked, Decided};
use crate::language::language;
use crate::problem::{Problem, Refused};
use crate::server::{OPENAPI, Server};

/// The most places that one request gets.
const PLACES: usize = 50;

/// A request's parameters, its language, and the release that answers it.
pub(crate) struct Context {
    parameters: Vec<(String, String)>,
    catalogue: Catalogue,
    pub(crate) language: Language,
}

impl Context {
    pub(crate) fn new(server: &Server, headers: &HeaderMap, query: Option<&str>) -> Self {
        let parameters = parameters(query.unwrap_or_default());
        let wanted = parameters.iter().find(|(name, _)| name == "lang").map(|(_, value)| value.as_str());
        let language = language(wanted, headers, server.language());
        Self { catalogue: server.catalogue(), language, parameters }
    }

    fn get(&self, name: &'static str) -> Result<&str, Problem> {
        let found = self.parameters.iter().find(|(given, value)| given == name && !value.trim().is_empty());
        found.map(|(_, value)| value.as_str()).ok_or_else(|| Refused::Parameter(name).problem(self.language))
    }

    fn day(&self) -> Result<Day, Problem> {
        self.get("on")?.parse().map_err(|_| Refused::Parameter("on").problem(self.language))
    }

    fn answer(&self, answer: Result<Value, Error>) -> Response {
        match answer {
            Ok(value) => sent(value.to_string()),
            Err(error) => Problem::runtime(&error, self.language).into_response(),
        }
    }
}

/// `GET /api/openapi.json`
pub(crate) async fn openapi() -> Response {
    sent(OPENAPI.to_owned())
}

/// `GET /api/places?on=&q=`
pub(crate) async fn places(server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let context = Context::new(&server, &headers, query.as_deref());
    let wanted = context.get("q").unwrap_or_default().trim().to_owned();
    match context.day() {
        Ok(day) => context.answer(places_named(&context.catalogue, &wanted, day)),
        Err(problem) => problem.into_response(),
    }
}

/// `GET /api/matters?at=&on=`
pub(crate) async fn matters(server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let context = Context::new(&server, &headers, query.as_deref());
    match context.get("at").and_then(|at| Ok((at, context.day()?))) {
        Ok((at, day)) => context.answer(offered(&context.catalogue, at, day, context.language)),
        Err(problem) => problem.into_response(),
    }
}

/// `GET /api/guide?matter=&at=&on=`
pub(crate) async fn guide(server: State<Server>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let context = Context::new(&server, &headers, query.as_deref());
    match context.get("matter").and_then(|matter| Ok((matter, context.get("at")?, context.day()?))) {
        Ok((matter, at, day)) => {
            context.answer(crate::guide::guide(&context.catalogue, matter, at, day, context.language))
        }
        Err(problem) => problem.into_response(),
    }
}

/// `POST /api/decide`
pub(crate) async fn decide(
    server: State<Server>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let context = Context::new(&server, &headers, query.as_deref());
    let spoken = context.language;
    match asked(&headers, body) {
        Ok((asked, day)) => {
            let decided = Decided::of(&context.catalogue, &asked, day, spoken);
            context.answer(decided.and_then(|decided| decided.json()))
        }
        Err(refused) => refused.problem(spoken).into_response(),
    }
}

fn asked(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<(Asked, Day), Refused> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Refused::NotJson);
    }
    let body = body.map_err(|rejection| match rejection.status().as_u16() {
        413 => Refused::TooLarge,
        _ => Refused::Body(rejection.body_text()),
    })?;
    let asked: Asked = serde_json::from_slice(&body).map_err(|error| Refused::Body(error.to_string()))?;
    let day = asked.on.parse().map_err(|_| Refused::Parameter("on"))?;
    Ok((asked, day))
}

fn places_named(catalogue: &Catalogue, wanted: &str, day: Day) -> Result<Value, Error> {
    let root = catalogue.root(day)?;
    let mut places = Vec::new();
    for number in 0..catalogue.count::<Region>() {
        let region = RegionId(number);
        if !catalogue.lies_in(region, root) {
            continue;
        }
        let row = catalogue.region_row(region)?;
        let there = row.valid_from.is_none_or(|from| from <= day) && row.valid_to.is_none_or(|to| day < to);
        if there && (row.name.contains(wanted) || row.code.starts_with(wanted)) {
            let path = catalogue.region_path(region)?;
            places.push(json!({ "code": row.code, "name": row.name, "path": path, "level": row.level }));
        }
        if places.len() == PLACES {
            break;
        }
    }
    Ok(json!({ "catalogue": release(catalogue)?, "places": places }))
}

fn offered(catalogue: &Catalogue, at: &str, day: Day, language: Language) -> Result<Value, Error> {
    let offered = catalogue.offered(catalogue.region(at, day)?, day)?;
    let matters = offered.into_iter().map(|matter| crate::guide::head(catalogue, matter, language));
    Ok(json!({ "catalogue": release(catalogue)?, "matters": matters.collect::<Result<Vec<_>, _>>()? }))
}

fn sent(json: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], json).into_response()
}

/// Names and values of a query string.
fn parameters(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

/// `%E5%9D%82+` as `坂 `; what is no UTF-8 is replaced.
fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut plain = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let digits = (ahead.next().and_then(hexadecimal), ahead.next().and_then(hexadecimal));
        match (byte, digits) {
            (b'%', (Some(high), Some(low))) => {
                plain.push(high * 16 + low);
                bytes = ahead;
            }
            (b'+', _) => plain.push(b' '),
            _ => plain.push(byte),
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn hexadecimal(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
