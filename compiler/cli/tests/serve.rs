//! `matter serve` as a process: real cases over HTTP, a release exchanged while it is asked, a port in use, a stop.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use matter_answers::Operation;
use matter_runtime::Catalogue;
use serde_json::{Value, json};

const PROGRAM: &str = env!("CARGO_BIN_EXE_matter");

fn longgang() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../matters/longgang")
}

/// A running server; it ends with the test.
struct Served {
    process: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Served {
    fn of(tables: &Path) -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("serve").arg(tables).args(["--port", "0"]).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("http://").and_then(|rest| rest.split('/').next()).unwrap_or_default();
        assert!(address.starts_with("127.0.0.1:"), "{line}");
        Self { address: address.to_owned(), process }
    }

    fn ask(&self, head: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let kind = "content-type: application/json\r\nconnection: close";
        write!(stream, "{head} HTTP/1.1\r\nhost: here\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{body}").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        let (head, body) = reply.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, serde_json::from_str(body).map_err(|error| format!("{error}: {reply}")).unwrap())
    }

    fn decide(&self, matter: &str, answers: &Value) -> (u16, Value) {
        let asked = json!({ "matter": matter, "at": "坂田街道", "on": "2026-03-02", "answers": answers });
        self.ask("POST /api/decide?lang=en", &asked.to_string())
    }

    /// The version of the release that answers.
    fn version(&self) -> String {
        let (status, answer) = self.ask("GET /api/places?on=2026-03-02", "");
        assert_eq!(status, 200, "{answer}");
        answer["catalogue"]["version"].as_str().unwrap().to_owned()
    }
}

fn titles(lines: &Value, name: &str) -> Vec<String> {
    let lines = lines.as_array().unwrap().iter();
    lines.map(|line| line[name].as_str().or(line["value"][name].as_str()).unwrap().to_owned()).collect()
}

/// An image of the sample catalogue as it would be published under a version.
fn image(folder: &Path, version: &str) -> PathBuf {
    let source = folder.join(version);
    let copied = Command::new("cp").arg("-r").arg(longgang()).arg(&source).status().unwrap();
    assert!(copied.success());
    let manifest = fs::read_to_string(source.join("matters.toml")).unwrap();
    let replaced = manifest.replace("version = \"2026.4\"", &format!("version = \"{version}\""));
    fs::write(source.join("matters.toml"), replaced).unwrap();
    let out = folder.join(format!("{version}-out"));
    let built = Command::new(PROGRAM)
        .arg("build")
        .arg(&source)
        .args(["--target", "image", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    out.join("longgang.image")
}

#[test]
fn a_case_is_asked_about_and_decided() {
    let served = Served::of(&longgang());
    let (status, first) = served.decide("二孩生育登记", &json!({}));
    assert_eq!((status, &first["resolution"]), (200, &json!("needs_responsible")));
    assert_eq!(titles(&first["questions"], "fact"), ["户籍地", "居住地"]);
    let answers = json!({ "户籍地": "龙岗区", "居住地": "龙岗区", "婚姻状况": "离异", "已有子女数": 1 });
    let (status, decided) = served.decide("二孩生育登记", &answers);
    assert_eq!((status, &decided["eligible"]), (200, &json!("certain")), "{decided}");
    let expected = ["户口簿 或 军人工作证件+居民身份证", "出生医学证明（一孩）", "离婚证", "子女抚养协议"];
    assert_eq!(titles(&decided["materials"], "title"), expected);
    // Seven working days after Monday 2 March: 3, 4, 5, 6, 9, 10, 11.
    assert_eq!(decided["due"], json!({ "day": "2026-03-11", "time": null, "provisional": false }));
    assert_eq!(decided["deciders"][0]["value"]["body"], "龙岗区卫生健康局");
    let why = &decided["materials"][2]["why"];
    assert_eq!((&why["file"], &why["condition"]), (&json!("民生/生育登记.matter"), &json!("婚姻状况 = 离异")));
    assert!(decided["notice"].as_str().unwrap().starts_with("Documents to hand in:\n1. "), "{decided}");
}

#[test]
fn what_the_runtime_refuses_is_refused_with_its_code() {
    let served = Served::of(&longgang());
    let cases = [
        ("没有的事", json!({}), "R101"),
        ("二孩生育登记", json!({ "没有的": 1 }), "R105"),
        ("二孩生育登记", json!({ "婚姻状况": "不知道" }), "R202"),
        ("二孩生育登记", json!({ "已有子女数": "许多" }), "R201"),
        ("二孩生育登记", json!({ "已有子女数": 1.5 }), "R205"),
    ];
    // A last day that no calendar can tell is no reason to say nothing at all.
    let answers = json!({ "户籍地": "龙岗区", "居住地": "龙岗区" });
    let asked = json!({ "matter": "二孩生育登记", "at": "坂田街道", "on": "9999-12-30", "answers": answers });
    let (status, decided) = served.ask("POST /api/decide?lang=en", &asked.to_string());
    assert_eq!((status, &decided["due"], &decided["undated"]), (200, &json!(null), &json!("calendar")), "{decided}");
    let (status, problem) = served.ask("POST /api/due?lang=en", &asked.to_string());
    assert_eq!((status, &problem["code"]), (422, &json!("R303")), "{problem}");
    for (matter, answers, code) in cases {
        let (status, problem) = served.decide(matter, &answers);
        assert_eq!((status, &problem["code"]), (422, &json!(code)), "{problem}");
        assert_eq!(problem["title"], "the request could not be answered");
    }
}

#[test]
fn every_operation_answers_over_http_what_the_library_answers() {
    let folder = tempfile::tempdir().unwrap();
    let image = image(folder.path(), "2026.5");
    let catalogue = Catalogue::open(fs::read(&image).unwrap()).unwrap();
    let served = Served::of(&image);
    let case = json!({
        "matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "lang": "en",
        "answers": { "户籍地": "龙岗区", "居住地": "龙岗区", "婚姻状况": "离异", "已有子女数": 1 },
    });
    let theme = json!({ "theme": "企业开办", "at": "坂田街道", "on": "2026-03-02", "answers": {}, "lang": "en" });
    for operation in Operation::ALL {
        let request = match operation {
            Operation::Info => json!({}),
            Operation::Places => json!({ "like": "坂田", "on": "2026-03-02" }),
            Operation::Offered => json!({ "at": "坂田街道", "on": "2026-03-02", "lang": "en" }),
            Operation::Guide => json!({ "matter": "二孩生育登记", "at": "坂田街道", "on": "2026-03-02", "lang": "en" }),
            Operation::Theme => theme.clone(),
            Operation::Figures => json!({ "on": "2026-03-02", "within": 30 }),
            _ => case.clone(),
        };
        let (status, answer) = served.ask(&format!("POST /api/{}", operation.name()), &request.to_string());
        let own = matter_answers::ask(&catalogue, operation, request.to_string().as_bytes()).unwrap();
        assert_eq!((status, answer), (200, serde_json::from_str(&own).unwrap()), "{}", operation.name());
    }
    let (status, places) = served.ask("GET /api/places?on=2026-03-02&like=%E5%9D%82%E7%94%B0", "");
    assert_eq!((status, &places["places"][0]["name"]), (200, &json!("坂田街道")), "{places}");
}

#[test]
fn a_replaced_image_is_served_without_a_failed_request_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (image(folder.path(), "2026.5"), image(folder.path(), "2026.6"));
    let served = Served::of(&old);
    assert_eq!(served.version(), "2026.5");
    fs::rename(new, &old).unwrap();
    let begun = Instant::now();
    while served.version() == "2026.5" {
        assert!(begun.elapsed() < Duration::from_secs(20), "the new image is not served");
    }
    assert_eq!(served.version(), "2026.6");
    fs::write(&old, b"no image").unwrap();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(served.version(), "2026.6");
}

#[test]
fn a_port_in_use_is_an_error_of_its_own() {
    let served = Served::of(&longgang());
    let port = served.address.rsplit(':').next().unwrap();
    let second = Command::new(PROGRAM).arg("serve").arg(longgang()).args(["--port", port]).output().unwrap();
    assert_eq!(second.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&second.stderr).contains(&served.address));
}

#[test]
fn a_head_that_does_not_come_is_not_waited_for() {
    let served = Served::of(&longgang());
    let mut stream = TcpStream::connect(&served.address).unwrap();
    stream.write_all(b"GET /api/places HTTP/1.1\r\nhost: h").unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut reply = Vec::new();
    // The server closes the connection: the read ends, and it is not the read's own time that ended it.
    assert!(!matches!(stream.read_to_end(&mut reply), Err(error) if error.kind() == ErrorKind::WouldBlock));
    assert!(reply.is_empty() || reply.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&reply));
    assert_eq!(served.version(), "2026.4");
}

#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_stop_ends_well() {
    let mut served = Served::of(&longgang());
    assert_eq!(served.version(), "2026.4");
    let told = Command::new("kill").arg("-TERM").arg(served.process.id().to_string()).status().unwrap();
    assert!(told.success());
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
}

/// Asks over one connection until the server says that this was the last answer; whether every request got its answer.
#[cfg(unix)]
fn asks_until_told(address: &str) -> bool {
    let mut stream = BufReader::new(TcpStream::connect(address).unwrap());
    stream.get_ref().set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let request = "GET /api/info HTTP/1.1\r\nhost: here\r\n\r\n";
    loop {
        if stream.get_mut().write_all(request.as_bytes()).is_err() {
            return false;
        }
        let (mut length, mut last) = (0, false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).unwrap_or_default() == 0 {
                return false;
            }
            let line = line.trim_end().to_ascii_lowercase();
            length = line.strip_prefix("content-length: ").map_or(length, |length| length.parse().unwrap());
            last |= line == "connection: close";
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        if stream.read_exact(&mut body).is_err() || length == 0 {
            return false;
        }
        if last {
            return true;
        }
    }
}

#[cfg(unix)]
#[test]
fn no_request_is_lost_when_a_server_under_load_is_told_to_stop() {
    let mut served = Served::of(&longgang());
    let address = served.address.clone();
    let clients: Vec<_> = (0..16)
        .map(|_| {
            let address = address.clone();
            std::thread::spawn(move || asks_until_told(&address))
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let told = Command::new("kill").arg("-TERM").arg(served.process.id().to_string()).status().unwrap();
    assert!(told.success());
    let lost = clients.into_iter().map(|client| client.join().unwrap()).filter(|fine| !fine).count();
    assert_eq!(lost, 0, "requests without an answer");
    assert_eq!(served.process.wait().unwrap().code(), Some(0));
}
