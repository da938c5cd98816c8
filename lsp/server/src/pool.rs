//! A few threads for answers. Checks have a thread of their own, so that no question waits behind one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crate::STACK;

/// One answer.
pub(crate) type Job = Box<dyn FnOnce() + Send>;

/// Starts some threads that run jobs in the order of their arrival. They end when the sender is dropped.
///
/// # Errors
/// If no thread can be started.
pub(crate) fn start(name: &str, threads: usize) -> std::io::Result<Sender<Job>> {
    let (sender, receiver) = channel::<Job>();
    let receiver = Arc::new(Mutex::new(receiver));
    for number in 0..threads {
        let receiver = Arc::clone(&receiver);
        thread::Builder::new().name(format!("{name}-{number}")).stack_size(STACK).spawn(move || work(&receiver))?;
    }
    Ok(sender)
}

fn work(jobs: &Mutex<Receiver<Job>>) {
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        // A job that panics answers nothing: its sender is dropped, and the handler reports an internal error.
        let _ = catch_unwind(AssertUnwindSafe(job));
    }
}
