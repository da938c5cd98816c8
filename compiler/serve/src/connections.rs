//! A listening port → connections that are answered, each with its limits, until a stop.
//!
//! Stands where `axum::serve` could, which has no limit for the time in which a head must come or an answer must be taken: a client that
//! sends, or reads, one byte a minute would hold its connection for ever.
//!
//! One thread accepts and hands connections in turn to workers, a thread for each core. A connection stays with its worker: nobody is woken
//! to take over a request, which costs more than the request.

use std::future::Future;
use std::io;
use std::net::TcpStream as Accepted;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::patient::Patient;

/// What a connection may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// How long a connection may be idle, and how long the head of a request may take to come.
    pub head: Duration,
    /// How long a client may take nothing of an answer.
    pub write: Duration,
    /// How many connections are held at a time; more wait in the system's queue.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { head: Duration::from_secs(10), write: Duration::from_secs(10), connections: 8192 }
    }
}

/// The largest head that is read at all, in bytes; one that is larger than `HEAD_LIMIT` of `server` is refused with a reason.
const HEAD_BUFFER: usize = 64 * 1024;

/// The pause after the system refused a connection, most often for want of file descriptors.
const BREATH: Duration = Duration::from_millis(50);

/// How often it is looked whether connections are left.
const GLANCE: Duration = Duration::from_millis(10);

/// How long requests that have begun may go on after a stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long connections stay open after a stop for the request that may be on its way; its answer says that it was the last.
const LINGER: Duration = Duration::from_millis(500);

/// A connection and its place among those that may be held.
type Held = (Accepted, OwnedSemaphorePermit);

/// The threads that answer.
pub(crate) struct Workers {
    connections: Vec<UnboundedSender<Held>>,
    threads: Vec<JoinHandle<()>>,
}

impl Workers {
    /// A worker for each core.
    ///
    /// # Errors
    /// The system gives no threads.
    pub(crate) fn start(router: &Router, limits: Limits) -> io::Result<Self> {
        let mut workers = Self { connections: Vec::new(), threads: Vec::new() };
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let runtime = Builder::new_current_thread().enable_all().build()?;
            let (send, receive) = unbounded_channel();
            let router = router.clone();
            let work = move || work(&runtime, receive, &router, limits);
            workers.threads.push(thread::Builder::new().name("serve".to_owned()).spawn(work)?);
            workers.connections.push(send);
        }
        Ok(workers)
    }

    /// No more connections come: waits until the requests that have begun are answered, or have had their time.
    pub(crate) fn finish(self) {
        drop(self.connections);
        for thread in self.threads {
            // A worker that broke down has been heard of already.
            let _ = thread.join();
        }
    }
}

/// Accepts connections for the workers until `stop` comes.
pub(crate) async fn accept(listener: TcpListener, workers: &Workers, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut stop = std::pin::pin!(stop);
    for worker in workers.connections.iter().cycle() {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await.ok()?;
            loop {
                match listener.accept().await.and_then(|(stream, _)| stream.into_std()) {
                    Ok(stream) => return Some((stream, place)),
                    Err(_) => tokio::time::sleep(BREATH).await,
                }
            }
        };
        tokio::select! {
            () = &mut stop => break,
            held = next => match held {
                // A worker that broke down takes none; its connections are closed.
                Some(held) => drop(worker.send(held)),
                None => break,
            },
        }
    }
    // Who is connected already, but was not accepted yet, has asked before the stop.
    for worker in workers.connections.iter().cycle() {
        let waiting = tokio::time::timeout(Duration::ZERO, listener.accept()).await;
        let Ok(Ok((stream, _))) = waiting else { break };
        if let (Ok(stream), Ok(place)) = (stream.into_std(), Arc::clone(&room).try_acquire_owned()) {
            drop(worker.send((stream, place)));
        }
    }
}

fn work(runtime: &Runtime, mut connections: UnboundedReceiver<Held>, router: &Router, limits: Limits) {
    runtime.block_on(async {
        let graceful = GracefulShutdown::new();
        while let Some((stream, place)) = connections.recv().await {
            let Ok(stream) = TcpStream::from_std(stream) else { continue };
            let connection = graceful.watch(connection(stream, router.clone(), limits));
            tokio::spawn(async move {
                // A connection that breaks concerns its client only.
                let _ = connection.await;
                drop(place);
            });
        }
        let end = Instant::now() + LINGER;
        while graceful.count() > 0 && Instant::now() < end {
            tokio::time::sleep(GLANCE).await;
        }
        let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
    });
}

type Connection = http1::Connection<TokioIo<Patient>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router, limits: Limits) -> Connection {
    // Answers are small and whole: waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(HEAD_BUFFER);
    protocol.serve_connection(TokioIo::new(Patient::new(stream, limits.write)), TowerToHyperService::new(router))
}
