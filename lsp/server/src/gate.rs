//! Standard input to messages that the transport can read.
//!
//! The transport ends at the first message that it cannot read. So messages are read here first; what is none becomes a request whose
//! answer says so, and half of a surrogate pair, which some editors send while a character is typed, becomes U+FFFD.

use std::io::{BufRead, Read};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::thread;

use serde::Deserialize;
use serde_json::json;
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::{Receiver, channel};
use tower_lsp::jsonrpc::Request;

/// The request that stands for what is no message.
pub(crate) const MALFORMED: &str = "matter/malformed";

/// No JSON, or no header that says how long it is.
const PARSE_ERROR: i64 = -32700;

/// JSON that is no message.
const INVALID_REQUEST: i64 = -32600;

/// What was wrong with a message.
#[derive(Deserialize, Debug)]
pub(crate) struct Malformed {
    /// The code of the answer.
    pub(crate) code: i64,
}

/// Messages that were read and not yet taken.
const WAITING: usize = 64;

/// Standard input as the transport reads it.
pub(crate) struct Input {
    messages: Receiver<Vec<u8>>,
    /// What is left of a message.
    rest: Vec<u8>,
}

/// Starts reading standard input.
///
/// # Errors
/// If the thread cannot be started.
pub(crate) fn standard_input() -> std::io::Result<Input> {
    let (sender, messages) = channel(WAITING);
    let read = move || {
        let mut gate = Gate::new(std::io::stdin().lock());
        while let Some(message) = gate.next() {
            if sender.blocking_send(message).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("input".to_owned()).spawn(read)?;
    Ok(Input { messages, rest: Vec::new() })
}

impl AsyncRead for Input {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        out: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if self.rest.is_empty() {
            // No message is the end of the input.
            self.rest = ready!(self.messages.poll_recv(context)).unwrap_or_default();
        }
        let taken = self.rest.len().min(out.remaining());
        let later = self.rest.split_off(taken);
        out.put_slice(&self.rest);
        self.rest = later;
        Poll::Ready(Ok(()))
    }
}

/// Reads messages one by one.
struct Gate<I> {
    input: I,
    /// The length that the current header states.
    length: Option<u64>,
    /// Whether a broken header was reported and the next whole one is looked for.
    lost: bool,
}

/// What came next.
enum Piece {
    Body(Vec<u8>),
    Broken,
}

impl<I: BufRead> Gate<I> {
    const fn new(input: I) -> Self {
        Self { input, length: None, lost: false }
    }

    /// The next message with its header, as the transport reads it; none at the end of the input.
    fn next(&mut self) -> Option<Vec<u8>> {
        let message = match self.piece()? {
            Piece::Body(body) => readable(body).unwrap_or_else(complaint),
            Piece::Broken => complaint(PARSE_ERROR),
        };
        Some(format!("Content-Length: {}\r\n\r\n{message}", message.len()).into_bytes())
    }

    fn piece(&mut self) -> Option<Piece> {
        loop {
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line).ok()? == 0 {
                return None;
            }
            if line.trim_ascii().is_empty() {
                let Some(length) = self.length.take() else { continue };
                let mut body = Vec::new();
                let read = self.input.by_ref().take(length).read_to_end(&mut body).ok()?;
                return (read as u64 == length).then_some(Piece::Body(body));
            }
            if !self.header(&line) && !std::mem::replace(&mut self.lost, true) {
                return Some(Piece::Broken);
            }
        }
    }

    /// Reads a line of a header; false if it is none. The length may follow on the rest of a message that nobody could read.
    fn header(&mut self, line: &[u8]) -> bool {
        const LENGTH: &[u8] = b"content-length:";
        let at = line.windows(LENGTH.len()).position(|name| name.eq_ignore_ascii_case(LENGTH));
        let Some(at) = at else {
            // `Content-Type` and what else a client may say; it belongs to the header whose length comes.
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            return name.len() < line.len() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        };
        let digits = line.get(at + LENGTH.len()..).unwrap_or_default().trim_ascii();
        self.length = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        let whole = self.length.is_some() && (at == 0 || self.lost);
        self.lost = self.lost && self.length.is_none();
        whole
    }
}

/// A message that says what was wrong with another.
fn complaint(code: i64) -> String {
    json!({ "jsonrpc": "2.0", "id": null, "method": MALFORMED, "params": { "code": code } }).to_string()
}

/// The text of a message, or the code of what is wrong with it.
fn readable(body: Vec<u8>) -> Result<String, i64> {
    let text = String::from_utf8(body).map_err(|_| PARSE_ERROR)?;
    let problem = match serde_json::from_str::<Request>(&text) {
        Ok(_) => return Ok(text),
        Err(problem) if problem.is_data() => return Err(INVALID_REQUEST),
        Err(_) => PARSE_ERROR,
    };
    let mended = without_halves(&text);
    serde_json::from_str::<Request>(&mended).map(|_| mended).map_err(|_| problem)
}

/// Replaces escapes of half a surrogate pair: it stands for one unit of UTF-16 as well, so positions stay the same.
fn without_halves(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let length = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                out.push('\u{FFFD}');
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => escape.chars().take(2).map(char::len_utf8).sum(),
        };
        let (kept, after) = escape.split_at(length);
        out.push_str(kept);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The unit of UTF-16 that a text begins with as an escape.
fn unit(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
