//! Requests → answers over connections that stay open: a client with nothing but a socket, and what it measures.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What a load came to.
pub(crate) struct Load {
    lasted: Duration,
    waits: Vec<Duration>,
    bytes: usize,
    /// Processor time of this process without the client's, where the system tells it.
    server: Option<Duration>,
}

impl fmt::Display for Load {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.waits.len().max(1);
        let at = |part: usize| self.waits.get((count * part / 1000).min(count - 1)).copied().unwrap_or_default();
        let a_second = count as f64 / self.lasted.as_secs_f64();
        write!(out, "{a_second:>8.0}/s   p50 {:.2?}   p99 {:.2?}   p99.9 {:.2?}", at(500), at(990), at(999))?;
        write!(out, "   {} bytes each", self.bytes / count)?;
        match self.server {
            Some(time) => {
                write!(out, "   {:.1} µs of the server's processor time each", time.as_secs_f64() * 1e6 / count as f64)
            }
            None => Ok(()),
        }
    }
}

/// Asks over so many connections at once, each its next request as soon as it has an answer.
pub(crate) fn load(address: SocketAddr, requests: &[Vec<u8>], connections: usize, lasts: Duration) -> Load {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let before = (processor("/proc/self/stat"), processor("/proc/thread-self/stat"));
    let begun = Instant::now();
    let requests: std::sync::Arc<[Vec<u8>]> = requests.into();
    let answers = runtime.block_on(async {
        let mut all = JoinSet::new();
        for number in 0..connections {
            let requests = std::sync::Arc::clone(&requests);
            all.spawn(async move { asking(address, &requests, number, begun + lasts).await });
        }
        all.join_all().await
    });
    let lasted = begun.elapsed();
    let after = (processor("/proc/self/stat"), processor("/proc/thread-self/stat"));
    let used = |before: Option<Duration>, after: Option<Duration>| Some(after? - before?);
    let server = used(before.0, after.0).zip(used(before.1, after.1)).map(|(all, own)| all.saturating_sub(own));
    let bytes = answers.iter().map(|(_, bytes)| bytes).sum();
    let mut waits: Vec<Duration> = answers.into_iter().flat_map(|(waits, _)| waits).collect();
    waits.sort_unstable();
    Load { lasted, waits, bytes, server }
}

async fn asking(address: SocketAddr, requests: &[Vec<u8>], number: usize, until: Instant) -> (Vec<Duration>, usize) {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut waits, mut bytes, mut answer) = (Vec::new(), 0, Vec::with_capacity(64 * 1024));
    for request in requests.iter().cycle().skip(number * 61) {
        let asked = Instant::now();
        if asked >= until {
            break;
        }
        write(&stream, request).await;
        let body = read(&stream, &mut answer).await;
        waits.push(asked.elapsed());
        bytes += body;
    }
    (waits, bytes)
}

async fn write(stream: &TcpStream, mut request: &[u8]) {
    while !request.is_empty() {
        match stream.try_write(request) {
            Ok(count) => request = request.split_at(count).1,
            Err(error) if error.kind() == ErrorKind::WouldBlock => stream.writable().await.unwrap(),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Reads one answer, which must be 200, and tells the length of its body.
async fn read(stream: &TcpStream, answer: &mut Vec<u8>) -> usize {
    answer.clear();
    let mut piece = [0; 32 * 1024];
    loop {
        if let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") {
            let (head, body) = answer.split_at(head + 4);
            let head = std::str::from_utf8(head).unwrap();
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split('\r').next()).unwrap();
            let length: usize = length.parse().unwrap();
            assert!(head.starts_with("HTTP/1.1 200"), "{head}{}", String::from_utf8_lossy(body));
            if body.len() == length {
                return length;
            }
        }
        match stream.try_read(&mut piece) {
            Ok(0) => panic!("the server closed the connection"),
            Ok(count) => answer.extend(piece.iter().take(count)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => stream.readable().await.unwrap(),
            Err(error) => panic!("{error}"),
        }
    }
}

/// User and system time of a process or thread: fields 14 and 15 of its line, in hundredths of a second.
fn processor(path: &str) -> Option<Duration> {
    let line = fs::read_to_string(path).ok()?;
    let mut fields = line.rsplit(')').next()?.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
