//! A listening port → connections that are answered, each with its limits, until a stop.
//!
//! Stands where `axum::serve` could, which has no limit for the time in which a head must come: a client that sends one byte a minute
//! would hold its connection for ever.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// How long a connection may be idle, and how long the head of a request may take to come.
const HEAD: Duration = Duration::from_secs(10);

/// How many connections are held at a time; more wait in the system's queue.
const CONNECTIONS: usize = 8192;

/// The pause after the system refused a connection, most often for want of file descriptors.
const BREATH: Duration = Duration::from_millis(50);

/// How long requests that have begun may go on after a stop.
const GRACE: Duration = Duration::from_secs(10);

/// Answers connections until `stop` comes; requests that have begun are answered for a while longer.
pub(crate) async fn answer(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            () = &mut stop => break,
            (place, accepted) = next => match accepted {
                Ok((stream, _)) => (place, stream),
                Err(_) => {
                    tokio::time::sleep(BREATH).await;
                    continue;
                }
            },
        };
        let connection = graceful.watch(connection(stream, router.clone()));
        tokio::spawn(async move {
            // A connection that breaks concerns its client only.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, graceful.shutdown()).await;
}

type Connection = http1::Connection<TokioIo<TcpStream>, TowerToHyperService<Router>>;

fn connection(stream: TcpStream, router: Router) -> Connection {
    // Answers are small and whole: waiting for more to send would only delay them.
    let _ = stream.set_nodelay(true);
    let mut protocol = http1::Builder::new();
    protocol.timer(TokioTimer::new()).header_read_timeout(HEAD);
    protocol.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router))
}
