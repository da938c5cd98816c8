//! Messages to standard output, each of them whole: those of the transport and, past it, diagnostics.
//!
//! Diagnostics of a large file are most of what the server says while somebody types. The transport would make a tree of them first; here they are
//! written as they are. Nobody who says something waits for the client to read, but the transport stops while many of its messages wait.

use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use tokio::io::AsyncWrite;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_lsp::ls_types::Uri;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};

use crate::spoken::Spoken;

/// Messages of the transport that may wait for the client.
const WAITING: usize = 64;

/// How long the end waits for a client that does not read.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is wrong in a file, for a version of its text if it is open.
pub(crate) struct Publication {
    pub(crate) uri: Uri,
    pub(crate) diagnostics: Vec<Arc<Spoken>>,
    pub(crate) version: Option<i32>,
}

impl Publication {
    /// Nothing is wrong.
    pub(crate) const fn nothing(uri: Uri) -> Self {
        Self { uri, diagnostics: Vec::new(), version: None }
    }
}

/// Something to write.
enum Message {
    /// What the transport wrote at once: whole messages. Another one may come when the permit is given back.
    Transport(Vec<u8>, OwnedSemaphorePermit),
    Diagnostics(Publication),
    /// Everything before this has been written when the sender is heard or gone.
    End(SyncSender<()>),
}

/// Whoever has one may say something.
#[derive(Clone)]
pub(crate) struct Outlet(Sender<Message>);

impl Outlet {
    /// Tells the client about a file.
    pub(crate) fn publish(&self, diagnostics: Publication) {
        let _ = self.0.send(Message::Diagnostics(diagnostics));
    }

    /// Waits until everything is written, or the client has not read for a while.
    pub(crate) fn finish(&self) {
        let (sender, receiver) = sync_channel(1);
        let _ = self.0.send(Message::End(sender));
        let _ = receiver.recv_timeout(PATIENCE);
    }

    /// Standard output as the transport writes it.
    pub(crate) fn transport(&self) -> Transport {
        Transport { outlet: self.clone(), permits: Arc::new(Semaphore::new(WAITING)), waiting: None }
    }
}

/// Starts writing to standard output.
///
/// # Errors
/// If the thread cannot be started.
pub(crate) fn standard_output() -> std::io::Result<Outlet> {
    let (sender, messages) = channel();
    thread::Builder::new().name("output".to_owned()).spawn(move || write(&messages, std::io::stdout()))?;
    Ok(Outlet(sender))
}

/// Writes one message after the other. Where nobody reads any more, messages are taken and dropped until the input ends, too.
fn write(messages: &Receiver<Message>, mut output: impl Write) {
    while let Ok(message) = messages.recv() {
        match message {
            Message::Transport(bytes, _permit) => say(&mut output, &bytes),
            Message::Diagnostics(diagnostics) => {
                say(&mut output, &bytes_of(&diagnostics));
            }
            Message::End(sender) => {
                let _ = sender.send(());
            }
        }
    }
}

fn say(output: &mut impl Write, bytes: &[u8]) {
    let _ = output.write_all(bytes).and_then(|()| output.flush());
}

/// A notification as the protocol writes it. What is wrong is in JSON already, if it has been told before.
fn bytes_of(told: &Publication) -> Vec<u8> {
    let method = PublishDiagnostics::METHOD;
    let uri = serde_json::Value::from(told.uri.as_str());
    let before = format!(r#"{{"jsonrpc":"2.0","method":"{method}","params":{{"uri":{uri},"diagnostics":["#);
    let after = told.version.map_or_else(|| "]}}".to_owned(), |version| format!(r#"],"version":{version}}}}}"#));
    let diagnostics: Vec<&str> = told.diagnostics.iter().map(|one| one.json()).collect();
    let between = diagnostics.len().saturating_sub(1);
    let inside: usize = diagnostics.iter().map(|one| one.len()).sum();
    let length = before.len() + inside + between + after.len();
    let mut bytes = format!("Content-Length: {length}\r\n\r\n").into_bytes();
    bytes.reserve_exact(length);
    bytes.extend_from_slice(before.as_bytes());
    for (number, one) in diagnostics.into_iter().enumerate() {
        bytes.extend_from_slice(if number == 0 { "" } else { "," }.as_bytes());
        bytes.extend_from_slice(one.as_bytes());
    }
    bytes.extend_from_slice(after.as_bytes());
    bytes
}

/// Standard output for the transport. It hands over whole messages, because everything is taken at once.
pub(crate) struct Transport {
    outlet: Outlet,
    permits: Arc<Semaphore>,
    waiting: Option<Waiting>,
}

type Waiting = Pin<Box<dyn Future<Output = Option<OwnedSemaphorePermit>> + Send>>;

impl AsyncWrite for Transport {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let permits = Arc::clone(&self.permits);
        let wait = || -> Waiting { Box::pin(async move { permits.acquire_owned().await.ok() }) };
        let mut waiting = self.waiting.take().unwrap_or_else(wait);
        let Poll::Ready(permit) = waiting.as_mut().poll(context) else {
            self.waiting = Some(waiting);
            return Poll::Pending;
        };
        let sent = permit.and_then(|permit| self.outlet.0.send(Message::Transport(bytes.to_vec(), permit)).ok());
        Poll::Ready(sent.map(|()| bytes.len()).ok_or_else(|| std::io::ErrorKind::BrokenPipe.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
