//! A server on a port: listens, watches the image's file, stops when it is told to.
//!
//! The one file of the crate that touches the network, files and signals.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use matter_runtime::{Catalogue, Error};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::connections::{Limits, Workers, accept};
use crate::server::Server;

/// How often the image's file is looked at.
const GLANCE: Duration = Duration::from_millis(500);

/// What a running server does and whom it tells.
pub struct Options<'a> {
    /// Where it listens; port 0 takes a free one.
    pub address: SocketAddr,
    /// What a connection may take.
    pub limits: Limits,
    /// The image's file, if its replacement is to be served.
    pub image: Option<PathBuf>,
    /// Told the address once it listens.
    pub ready: &'a mut (dyn FnMut(SocketAddr) + Send),
    /// Told of every replacement; of an image that cannot be used, why. The old one goes on answering then.
    pub replaced: Box<dyn FnMut(Result<(), Unusable>) + Send>,
}

/// Why a new image is not served.
#[derive(Debug)]
pub enum Unusable {
    /// The file cannot be read.
    File(io::Error),
    /// It is no image that this program can read.
    Image(Error),
}

/// Serves until the process is told to stop (Ctrl-C, SIGTERM); requests that have begun are answered.
///
/// # Errors
/// The address cannot be used, or the system gives no threads.
pub fn run(server: &Server, options: Options<'_>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let outcome = runtime.block_on(serve(server, options));
    runtime.shutdown_timeout(Duration::from_secs(1));
    outcome?.finish();
    Ok(())
}

async fn serve(server: &Server, options: Options<'_>) -> io::Result<Workers> {
    let listener = TcpListener::bind(options.address).await?;
    let served = options.image.as_deref().and_then(stamp);
    let workers = Workers::start(&server.router(), options.limits)?;
    (options.ready)(listener.local_addr()?);
    if let Some(image) = options.image {
        tokio::spawn(follow(server.clone(), (image, served), options.replaced));
    }
    let stop = async {
        told_to_stop().await;
        server.stop();
    };
    accept(listener, &workers, options.limits, stop).await;
    Ok(workers)
}

async fn told_to_stop() {
    let terminated = async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
}

/// What tells that a file was replaced or written again, whatever its size and its time of writing say: device and number, size, time of
/// writing, and the time of the last change of any kind, which nobody can set.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    file: (u64, u64),
    size: u64,
    written: (i64, i64),
    changed: (i64, i64),
}

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some(Stamp {
        file: (data.dev(), data.ino()),
        size: data.len(),
        written: (data.mtime(), data.mtime_nsec()),
        changed: (data.ctime(), data.ctime_nsec()),
    })
}

/// Serves the file's new content whenever it has changed and stood still for a glance, so that a file that is being written is let alone.
async fn follow(
    server: Server,
    (image, mut served): (PathBuf, Option<Stamp>),
    mut told: Box<dyn FnMut(Result<(), Unusable>) + Send>,
) {
    let mut before = served;
    loop {
        tokio::time::sleep(GLANCE).await;
        let now = stamp(&image);
        if now.is_some() && now != served && now == before {
            served = now;
            let path = image.clone();
            // Connections are accepted meanwhile.
            if let Ok(opened) = tokio::task::spawn_blocking(move || open(&path)).await {
                told(opened.map(|catalogue| server.replace(catalogue)));
            }
        }
        before = now;
    }
}

fn open(image: &Path) -> Result<Catalogue, Unusable> {
    let bytes = fs::read(image).map_err(Unusable::File)?;
    Catalogue::open(bytes).map_err(Unusable::Image)
}
