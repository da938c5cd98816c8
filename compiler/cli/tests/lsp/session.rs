//! A client of the language server over standard input and output: sends messages, waits for answers with a time limit.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longer than any answer takes on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server.
pub(crate) struct Session {
    server: Child,
    input: ChildStdin,
    /// With the time at which the last byte of each had come.
    messages: Receiver<(Instant, Value)>,
    /// When something was said last, and when the message that was taken last had come.
    times: (Instant, Instant),
    /// What the server says that it can do.
    pub(crate) capabilities: Value,
    next: i64,
    answers: BTreeMap<i64, Value>,
    /// Everything published, in order.
    pub(crate) published: Vec<Value>,
    /// Whether the server takes edits piece by piece.
    pub(crate) piecemeal: bool,
    /// Requests of the server, by method.
    pub(crate) wished: Vec<String>,
    /// What they say.
    pub(crate) wishes: Vec<Value>,
    /// Codes of answers to what was no request.
    complaints: Vec<i64>,
    /// What is sent later, at once.
    kept: Option<Vec<u8>>,
}

/// The address of a file.
pub(crate) fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_str().expect("a path in UTF-8").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(char::from(byte)),
            other => uri.push_str(&format!("%{other:02X}")),
        }
    }
    uri
}

impl Session {
    /// Starts the server for a folder. `encoding` is what the client offers for positions.
    pub(crate) fn start(folder: &Path, encoding: &str) -> Self {
        Self::start_with(folder, json!({ "general": { "positionEncodings": [encoding] } }), Some(50))
    }

    /// Starts the server for a client with these capabilities; new findings show so many milliseconds after the last edit.
    pub(crate) fn start_with(folder: &Path, capabilities: Value, delay: Option<u32>) -> Self {
        let wishes = delay.map_or_else(|| json!({}), |delay| json!({ "diagnosticsDelay": delay }));
        Self::start_wishing(folder, capabilities, &wishes)
    }

    /// Starts the server with a client's own wishes.
    pub(crate) fn start_wishing(folder: &Path, capabilities: Value, wishes: &Value) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_matter"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let (sender, messages) = channel();
        let output = server.stdout.take().expect("an output");
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(body) = read(&mut output) {
                let arrived = Instant::now();
                let Ok(message) = serde_json::from_slice(&body) else { return };
                if sender.send((arrived, message)).is_err() {
                    return;
                }
            }
        });
        let input = server.stdin.take().expect("an input");
        let (answers, published, wished, complaints) = (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
        let (next, piecemeal, kept) = (0, false, None);
        let mut session = Self {
            server,
            input,
            messages,
            times: (Instant::now(), Instant::now()),
            next,
            answers,
            published,
            piecemeal,
            wished,
            wishes: Vec::new(),
            complaints,
            kept,
            capabilities: Value::Null,
        };
        let encoding = capabilities["general"]["positionEncodings"][0].clone();
        let answer = session.ask(
            "initialize",
            json!({
                "processId": null,
                "capabilities": capabilities,
                "workspaceFolders": [{ "uri": uri(folder), "name": "t" }],
                "initializationOptions": wishes,
            }),
        );
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        session.capabilities = answer["capabilities"].clone();
        let sync = &answer["capabilities"]["textDocumentSync"];
        session.piecemeal = sync.get("change").unwrap_or(sync) == 2;
        session.tell("initialized", json!({}));
        session
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends what is said meanwhile at once.
    pub(crate) fn burst(&mut self, say: impl FnOnce(&mut Self)) {
        self.kept = Some(Vec::new());
        say(self);
        let kept = self.kept.take().unwrap_or_default();
        self.send_raw(&kept);
    }

    /// Sends bytes as they are.
    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        if let Some(kept) = &mut self.kept {
            return kept.extend_from_slice(bytes);
        }
        self.times.0 = Instant::now();
        self.input.write_all(bytes).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    /// The next answer to nobody's request.
    pub(crate) fn complaint(&mut self) -> i64 {
        let end = Instant::now() + PATIENCE;
        while self.complaints.is_empty() {
            assert!(self.receive(end), "nothing was said of it");
        }
        self.complaints.remove(0)
    }

    /// From what was said last until the message that was taken last had come: what the server took. Reading its words is the client's work.
    pub(crate) fn waited(&self) -> Duration {
        self.times.1.saturating_duration_since(self.times.0)
    }

    /// Sends a notification.
    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request without waiting.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.next += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.next, "method": method, "params": params }));
        self.next
    }

    /// The whole answer to a request.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            assert!(self.receive(end), "no answer to request {id}");
        }
    }

    /// Sends a request and waits for its result.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Takes one message, if it comes in time.
    fn receive(&mut self, end: Instant) -> bool {
        let Ok((arrived, message)) = self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) else {
            return false;
        };
        self.times.1 = arrived;
        match (message.get("method").and_then(Value::as_str), message.get("id").and_then(Value::as_i64)) {
            (Some("textDocument/publishDiagnostics"), _) => self.published.push(message["params"].clone()),
            (None, Some(id)) => assert!(self.answers.insert(id, message).is_none(), "request {id} was answered twice"),
            (None, None) => self.complaints.extend(message["error"]["code"].as_i64()),
            (Some(method), Some(id)) => {
                self.wished.push(method.to_owned());
                self.wishes.push(message["params"].clone());
                self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
            }
            _ => {}
        }
        true
    }

    /// Waits for diagnostics that satisfy a wish.
    pub(crate) fn published(&mut self, wish: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        let mut seen = 0;
        loop {
            if let Some(found) = self.published[seen..].iter().find(|one| wish(one)) {
                return found.clone();
            }
            seen = self.published.len();
            assert!(self.receive(end), "such diagnostics never came; {:?}", self.published);
        }
    }

    /// Takes whatever comes for a while.
    pub(crate) fn listen(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while self.receive(end) {}
    }

    /// Opens a document as version 1.
    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "matter", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a document's text.
    pub(crate) fn change(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    /// Replaces a piece of a document's text: a range of the protocol and what comes there.
    pub(crate) fn replace(&mut self, uri: &str, version: i64, range: &Value, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let change = json!({ "range": range, "text": text });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }

    /// Resident memory of the server in MB; 0 where the system does not tell.
    pub(crate) fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        kilobytes.unwrap_or(0) / 1024
    }

    /// Time of the processors that the server has used, threads that are gone included; 0 where the system does not tell.
    pub(crate) fn processor(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.server.id())).unwrap_or_default();
        // Behind the name in parentheses; 14th and 15th of all, in hundredths of a second.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Says goodbye; the server must end although its input stays open.
    pub(crate) fn exit(mut self) {
        self.ask("shutdown", Value::Null);
        assert_eq!(self.leave(), Some(0));
    }

    /// Says `exit` and nothing before; the server's exit code.
    pub(crate) fn leave(&mut self) -> Option<i32> {
        self.send(&json!({ "jsonrpc": "2.0", "method": "exit" }));
        let end = Instant::now() + PATIENCE;
        loop {
            match self.server.try_wait().expect("the server can be asked") {
                Some(status) => break status.code(),
                None => assert!(Instant::now() < end, "the server did not end"),
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The body of the next message.
fn read(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().ok()?,
            None if line.trim().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    Some(body)
}
