//! The language server: tower-lsp as a transport, one thread that owns all texts, answers from snapshots on a small pool.
//!
//! A handler sends one message to the owner before it waits for anything, so the order of messages is the order of edits. Positions
//! are converted in `convert`, nowhere else. What an answer says is decided in `matter-ide`.

mod answers;
mod backend;
mod board;
mod calls;
mod capabilities;
mod checker;
mod convert;
mod custom;
mod folders;
mod forms;
mod gate;
mod library;
mod listing;
mod manifest;
mod names;
mod outlet;
mod owner;
mod plain;
mod plan;
mod pool;
mod preferences;
mod preview;
mod publisher;
mod pull;
mod root;
mod spoken;
mod text;
mod versions;
mod view;
mod watching;
mod wishes;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tower_lsp::{LspService, Server};

use crate::backend::Backend;

/// Requests in flight. At the default of four, four slow requests would hold back both edits and cancellations; the owner keeps the order.
const CONCURRENCY: usize = 256;

/// Stack of a thread: the parser recurses on brackets, up to its own limit.
pub(crate) const STACK: usize = 16 << 20;

/// Serves on standard input and output until the client says `exit`. True if it said `shutdown` before, as it should.
///
/// # Errors
/// If the runtime or a thread cannot be started.
pub fn run() -> std::io::Result<bool> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).thread_stack_size(STACK).enable_all().build()?;
    let input = gate::standard_input()?;
    let outlet = outlet::standard_output()?;
    let farewell = Arc::new(AtomicBool::new(false));
    runtime.block_on(async {
        let handle = tokio::runtime::Handle::current();
        let (service, socket) =
            LspService::build(|client| Backend::start(client, outlet.clone(), &handle, Arc::clone(&farewell)))
                .custom_method(custom::RUN_TESTS, Backend::run_tests)
                .custom_method(listing::LIST_TESTS, Backend::list_tests)
                .custom_method(preview::GUIDE, Backend::guide)
                .custom_method(preview::QUESTIONS, Backend::questions)
                .custom_method(preview::ANSWER, Backend::answer)
                .custom_method(preview::PLACES, Backend::offer_places)
                .custom_method(custom::VERSION, Backend::version)
                .custom_method(gate::MALFORMED, Backend::malformed)
                .finish();
        Server::new(input, outlet.transport(), socket).concurrency_level(CONCURRENCY).serve(service).await;
    });
    outlet.finish();
    // The thread that reads standard input may wait for ever: the client need not close it.
    runtime.shutdown_background();
    Ok(farewell.load(Ordering::Relaxed))
}
