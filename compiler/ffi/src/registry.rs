//! Catalogues by number and texts by address: whatever a caller hands in is looked up before it is believed.
//!
//! A catalogue is cheap to clone, so a call works on its own clone and another thread may close the number meanwhile.

use std::collections::BTreeMap;
use std::ffi::{CString, c_char};
use std::sync::{Mutex, MutexGuard};

use matter_runtime::Catalogue;

use crate::failure::{Failure, text_of};

struct Catalogues {
    last: u64,
    open: BTreeMap<u64, Catalogue>,
}

static CATALOGUES: Mutex<Catalogues> = Mutex::new(Catalogues { last: 0, open: BTreeMap::new() });
static TEXTS: Mutex<BTreeMap<usize, CString>> = Mutex::new(BTreeMap::new());

/// Both registries hold whole values only, so what a panic left behind is still right.
fn locked<T>(registry: &Mutex<T>) -> MutexGuard<'_, T> {
    registry.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// A new number for the catalogue in these bytes.
pub(crate) fn open(image: Vec<u8>) -> Result<u64, Failure> {
    let catalogue = Catalogue::open(image)?;
    let mut registry = locked(&CATALOGUES);
    registry.last = registry.last.checked_add(1).ok_or(Failure::Inside)?;
    let number = registry.last;
    registry.open.insert(number, catalogue);
    Ok(number)
}

pub(crate) fn get(number: u64) -> Result<Catalogue, Failure> {
    locked(&CATALOGUES).open.get(&number).cloned().ok_or(Failure::NoCatalogue)
}

pub(crate) fn close(number: u64) -> Result<(), Failure> {
    // Dropped behind the lock: giving a large image back takes its time.
    let closed = locked(&CATALOGUES).open.remove(&number);
    closed.map(drop).ok_or(Failure::NoCatalogue)
}

/// Keeps a text until it is given back; the bytes of a `CString` do not move.
pub(crate) fn keep(text: String) -> Result<*const c_char, Failure> {
    let text = text_of(&text);
    let address = text.as_ptr();
    locked(&TEXTS).insert(address.addr(), text);
    Ok(address)
}

pub(crate) fn free(address: usize) -> Result<(), Failure> {
    locked(&TEXTS).remove(&address).map(drop).ok_or(Failure::NoText)
}
