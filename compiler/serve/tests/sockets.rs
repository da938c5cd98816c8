//! What a connection may do and what ends it, over real sockets.

#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use matter_runtime::tables::{self, Tables};
use matter_runtime::{Catalogue, image};
use matter_serve::{BODY_LIMIT, HEAD_LIMIT, Limits, Options, Server, Unusable, run};

const SHORT: Duration = Duration::from_millis(400);
const LONG: Duration = Duration::from_secs(30);
const LIMITS: Limits = Limits { head: SHORT, write: SHORT, connections: 64 };

fn release(version: &str) -> Vec<u8> {
    let row = tables::Catalogue { version: version.to_owned(), language: "en".to_owned(), ..Default::default() };
    image::build(&Tables { catalogue: vec![row], ..Tables::default() }).unwrap()
}

/// A server that runs until the test ends, and what it says of replaced images.
fn served(limits: Limits, image: Option<PathBuf>) -> (SocketAddr, Receiver<Result<(), Unusable>>) {
    let (tell, told) = channel();
    let (say, said) = channel();
    thread::spawn(move || {
        let server = Server::new(Catalogue::open(release("1")).unwrap());
        let mut ready = |address| tell.send(address).unwrap();
        let replaced = Box::new(move |outcome| drop(say.send(outcome)));
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        run(&server, Options { address, limits, image, ready: &mut ready, replaced }).unwrap();
    });
    (told.recv().unwrap(), said)
}

fn connected(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// Everything that comes until the server closes the connection; none may wait as long as the test itself does.
fn rest(mut stream: &TcpStream) -> String {
    let mut all = Vec::new();
    if let Err(error) = stream.read_to_end(&mut all) {
        assert_ne!(error.kind(), ErrorKind::WouldBlock, "the server does not close the connection");
    }
    String::from_utf8(all).unwrap()
}

/// What comes of a request on a connection of its own that asks to be closed.
fn exchanged(address: SocketAddr, request: &str) -> String {
    let mut stream = connected(address);
    // The server may refuse, and close, before everything is sent.
    let _ = stream.write_all(request.as_bytes());
    rest(&stream)
}

const INFO: &str = "GET /api/info HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n";

fn version(address: SocketAddr) -> String {
    let answer = exchanged(address, INFO);
    let (_, version) = answer.split_once(r#""version":""#).unwrap();
    version.split('"').next().unwrap().to_owned()
}

#[test]
fn a_client_that_sends_its_head_byte_by_byte_is_given_up() {
    let (address, _) = served(LIMITS, None);
    let mut slow = connected(address);
    let begun = Instant::now();
    for byte in INFO.bytes().cycle() {
        if slow.write_all(&[byte]).is_err() || begun.elapsed() > LONG {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    assert!(begun.elapsed() < LONG);
    assert_eq!(version(address), "1");
}

#[test]
fn a_client_that_never_reads_is_given_up() {
    let (address, _) = served(LIMITS, None);
    let mut deaf = connected(address);
    deaf.set_write_timeout(Some(LONG)).unwrap();
    let begun = Instant::now();
    let requests = "GET /page.js HTTP/1.1\r\nhost: h\r\n\r\n".repeat(1000);
    // It asks on until the server takes nothing more, and then has closed the connection.
    let ended = loop {
        if let Err(error) = deaf.write_all(requests.as_bytes()) {
            break error;
        }
    };
    assert!(matches!(ended.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "{ended}");
    assert!(begun.elapsed() < LONG);
}

#[test]
fn a_large_head_is_refused_with_a_reason_and_a_huge_one_is_not_read() {
    let (address, _) = served(LIMITS, None);
    let of =
        |size| format!("GET /api/info HTTP/1.1\r\nhost: h\r\nconnection: close\r\nx: {}\r\n\r\n", "x".repeat(size));
    assert!(exchanged(address, &of(HEAD_LIMIT / 2)).starts_with("HTTP/1.1 200"));
    let large = exchanged(address, &of(HEAD_LIMIT));
    assert!(large.starts_with("HTTP/1.1 431") && large.contains(r#""code":"S008""#), "{large}");
    let huge = exchanged(address, &of(500_000));
    assert!(huge.is_empty() || huge.starts_with("HTTP/1.1 431"), "{huge}");
    assert_eq!(version(address), "1");
}

#[test]
fn a_body_that_is_announced_as_too_large_is_refused_before_it_comes() {
    let (address, _) = served(LIMITS, None);
    let of = |length: &str| {
        format!(
            "POST /api/decide HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
        )
    };
    let begun = Instant::now();
    let refused = exchanged(address, &of("100000000"));
    assert!(refused.starts_with("HTTP/1.1 413") && refused.contains(r#""code":"S005""#), "{refused}");
    assert!(exchanged(address, &of("99999999999999999999999")).starts_with("HTTP/1.1 400"));
    assert!(exchanged(address, &of("-1")).starts_with("HTTP/1.1 400"));
    // Nobody waited for what was announced.
    assert!(begun.elapsed() < Duration::from_secs(5));
    let chunks = format!("{:x}\r\n{}\r\n0\r\n\r\n", BODY_LIMIT + 1, " ".repeat(BODY_LIMIT + 1));
    let head = "POST /api/decide HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let chunked = exchanged(address, &format!("{head}transfer-encoding: chunked\r\n\r\n{chunks}"));
    assert!(chunked.is_empty() || chunked.starts_with("HTTP/1.1 413"), "{chunked}");
}

#[test]
fn a_body_may_wait_to_be_asked_for() {
    let (address, _) = served(LIMITS, None);
    let mut stream = connected(address);
    let head = "POST /api/info HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\nconnection: close\r\n";
    stream.write_all(format!("{head}content-length: 2\r\nexpect: 100-continue\r\n\r\n").as_bytes()).unwrap();
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"{}").unwrap();
    assert!(rest(&stream).starts_with("HTTP/1.1 200"));
}

#[test]
fn requests_that_come_at_once_are_answered_in_their_order() {
    let (address, _) = served(LIMITS, None);
    let asked = ["GET /api/info", "HEAD /api/info", "GET /api/nothing"];
    let requests: String = asked.iter().map(|line| format!("{line} HTTP/1.1\r\nhost: h\r\n\r\n")).collect();
    let answers = exchanged(address, &format!("{requests}{INFO}"));
    let answered: Vec<&str> =
        answers.split("HTTP/1.1 ").skip(1).filter_map(|answer| answer.split(' ').next()).collect();
    assert_eq!(answered, ["200", "200", "404", "200"]);
    // The head of an answer is all that HEAD asks for.
    assert_eq!(answers.matches(r#""version":"1""#).count(), 2);
}

#[test]
fn an_old_client_gets_its_answer_and_the_end_of_the_connection() {
    let (address, _) = served(LIMITS, None);
    let answer = exchanged(address, "GET /api/info HTTP/1.0\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.0 200") && answer.ends_with('}'), "{answer}");
}

#[test]
fn what_is_no_http_is_refused() {
    let (address, _) = served(LIMITS, None);
    for nonsense in ["\u{16}\u{3}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "一 二 三\r\n\r\n"] {
        let answer = exchanged(address, nonsense);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400") || answer.contains(" 505 "), "{answer}");
    }
    assert_eq!(version(address), "1");
}

#[test]
fn more_connections_than_are_held_wait_for_their_turn() {
    let (address, _) = served(Limits { connections: 2, head: LONG, ..LIMITS }, None);
    let held = [connected(address), connected(address)];
    thread::sleep(SHORT);
    let mut third = connected(address);
    third.write_all(INFO.as_bytes()).unwrap();
    third.set_read_timeout(Some(SHORT)).unwrap();
    assert!(third.read(&mut [0]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock));
    held.iter().for_each(|stream| stream.shutdown(Shutdown::Both).unwrap());
    third.set_read_timeout(Some(LONG)).unwrap();
    assert!(rest(&third).starts_with("HTTP/1.1 200"));
}

/// The same bytes in size and time of writing, in place.
fn rewritten(path: &Path, bytes: &[u8]) {
    let before = fs::metadata(path).unwrap();
    assert_eq!(before.len(), bytes.len() as u64);
    fs::write(path, bytes).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(before.modified().unwrap()).unwrap();
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), before.modified().unwrap());
}

#[test]
fn an_image_of_the_same_size_and_time_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalogue.image");
    fs::write(&path, release("1")).unwrap();
    let (address, replaced) = served(LIMITS, Some(path.clone()));
    rewritten(&path, &release("2"));
    assert!(replaced.recv_timeout(LONG).unwrap().is_ok());
    assert_eq!(version(address), "2");
}

#[test]
fn half_an_image_is_not_served_and_its_other_half_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalogue.image");
    fs::write(&path, release("1")).unwrap();
    let (address, replaced) = served(LIMITS, Some(path.clone()));
    let new = release("2");
    fs::write(&path, new.split_at(new.len() / 2).0).unwrap();
    assert!(matches!(replaced.recv_timeout(LONG).unwrap(), Err(Unusable::Image(_))));
    assert_eq!(version(address), "1");
    fs::write(&path, &new).unwrap();
    assert!(replaced.recv_timeout(LONG).unwrap().is_ok());
    assert_eq!(version(address), "2");
}
