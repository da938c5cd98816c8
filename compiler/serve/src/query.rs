//! A query string → the request in JSON that it stands for: each parameter is a field that holds a text.

use serde_json::Value;

/// The request of a query, without `lang`, which every address understands. What stands twice there stands twice in the request, and is
/// refused with it.
pub(crate) fn request(query: &str) -> Vec<u8> {
    let is_repeated = parameters(query).filter(|(name, _)| name == "lang").count() > 1;
    let own = parameters(query).filter(|(name, _)| name != "lang" || is_repeated);
    let fields: Vec<String> =
        own.map(|(name, value)| format!("{}:{}", Value::String(name), Value::String(value))).collect();
    format!("{{{}}}", fields.join(",")).into_bytes()
}

/// The language that a query names.
pub(crate) fn lang(query: Option<&str>) -> Option<String> {
    parameters(query.unwrap_or_default()).find_map(|(name, value)| (name == "lang").then_some(value))
}

fn parameters(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(name, value)| (decoded(name), decoded(value)))
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
