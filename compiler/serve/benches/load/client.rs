//! Requests → answers over connections that stay open: a client with nothing but a socket, and what it measures.

use std::fmt;
use std::fs;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What a load came to.
pub(crate) struct Load {
    lasted: Duration,
    waits: Vec<Duration>,
    bytes: usize,
    /// Processor time of this process without the client's, and the client's, where the system tells it.
    processor: Option<(Duration, Duration)>,
}

impl fmt::Display for Load {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.waits.len().max(1);
        let at = |part: usize| self.waits.get((count * part / 1000).min(count - 1)).copied().unwrap_or_default();
        let a_second = count as f64 / self.lasted.as_secs_f64();
        write!(out, "{a_second:>8.0}/s   p50 {:.2?}   p99 {:.2?}   p99.9 {:.2?}", at(500), at(990), at(999))?;
        write!(out, "   {} bytes each", self.bytes / count)?;
        let Some((server, client)) = self.processor else { return Ok(()) };
        let each = |time: Duration| time.as_secs_f64() * 1e6 / count as f64;
        write!(out, "   processor time each: server {:.1} µs, client {:.1} µs", each(server), each(client))
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
    let of_both = used(before.0, after.0).zip(used(before.1, after.1));
    let processor = of_both.map(|(all, own)| (all.saturating_sub(own), own));
    let bytes = answers.iter().map(|(_, bytes)| bytes).sum();
    let mut waits: Vec<Duration> = answers.into_iter().flat_map(|(waits, _)| waits).collect();
    waits.sort_unstable();
    Load { lasted, waits, bytes, processor }
}

async fn asking(address: SocketAddr, requests: &[Vec<u8>], number: usize, until: Instant) -> (Vec<Duration>, usize) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut waits, mut bytes, mut answer) = (Vec::new(), 0, vec![0; 64 * 1024]);
    for request in requests.iter().cycle().skip(number * 61) {
        let asked = Instant::now();
        if asked >= until {
            break;
        }
        write(&mut stream, request).await;
        let body = read(&mut stream, &mut answer).await;
        waits.push(asked.elapsed());
        bytes += body;
    }
    (waits, bytes)
}

async fn write(stream: &mut TcpStream, mut request: &[u8]) {
    while !request.is_empty() {
        let count = poll_fn(|context| Pin::new(&mut *stream).poll_write(context, request)).await.unwrap();
        request = request.split_at(count).1;
    }
}

/// Reads one answer, which must be 200, and tells the length of its body. The place for it is larger than any answer: a read that does not
/// fill it need not be repeated to learn that there is no more.
async fn read(stream: &mut TcpStream, answer: &mut [u8]) -> usize {
    let (mut come, mut whole) = (0, None);
    loop {
        let mut room = ReadBuf::new(answer.split_at_mut(come).1);
        poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut room)).await.unwrap();
        assert!(!room.filled().is_empty(), "the server closed the connection");
        come += room.filled().len();
        let come_so_far = answer.split_at(come).0;
        whole = whole.or_else(|| lengths(come_so_far));
        match whole {
            Some((head, body)) if come == head + body => return body,
            _ => {}
        }
    }
}

/// How long the head and the body of an answer are, as soon as its head has come.
fn lengths(answer: &[u8]) -> Option<(usize, usize)> {
    let head = answer.windows(4).position(|end| end == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(answer.split_at(head).0).unwrap();
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    let length = text.split("content-length: ").nth(1).and_then(|rest| rest.split('\r').next()).unwrap();
    Some((head, length.parse().unwrap()))
}

/// User and system time of a process or thread: fields 14 and 15 of its line, in hundredths of a second.
fn processor(path: &str) -> Option<Duration> {
    let line = fs::read_to_string(path).ok()?;
    let mut fields = line.rsplit(')').next()?.split_whitespace().skip(11);
    let ticks: u64 = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
