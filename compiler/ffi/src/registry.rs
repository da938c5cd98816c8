//! Catalogues by number and texts by address: whatever a caller hands in is looked up before it is believed.
//!
//! A catalogue is cheap to clone, so a call works on its own clone and another thread may close the number meanwhile.

use std::collections::BTreeMap;
use std::ffi::{CString, c_char};
use std::sync::{Mutex, PoisonError, RwLock};

use matter_runtime::Catalogue;

use crate::failure::{Failure, text_of};

struct Catalogues {
    last: u64,
    open: BTreeMap<u64, Catalogue>,
}

// Both registries hold whole values only, so what a panic left behind is still right.
static CATALOGUES: RwLock<Catalogues> = RwLock::new(Catalogues { last: 0, open: BTreeMap::new() });
static TEXTS: Mutex<BTreeMap<usize, CString>> = Mutex::new(BTreeMap::new());

/// A new number for the catalogue in these bytes.
pub(crate) fn open(image: Vec<u8>) -> Result<u64, Failure> {
    let catalogue = Catalogue::open(image)?;
    let mut registry = CATALOGUES.write().unwrap_or_else(PoisonError::into_inner);
    registry.last = registry.last.checked_add(1).ok_or(Failure::Inside)?;
    let number = registry.last;
    registry.open.insert(number, catalogue);
    Ok(number)
}

pub(crate) fn get(number: u64) -> Result<Catalogue, Failure> {
    let registry = CATALOGUES.read().unwrap_or_else(PoisonError::into_inner);
    registry.open.get(&number).cloned().ok_or(Failure::NoCatalogue)
}

pub(crate) fn close(number: u64) -> Result<(), Failure> {
    // Dropped behind the lock: giving a large image back takes its time.
    let closed = CATALOGUES.write().unwrap_or_else(PoisonError::into_inner).open.remove(&number);
    closed.map(drop).ok_or(Failure::NoCatalogue)
}

/// Keeps a text until it is given back; its address and its length without the zero byte. The bytes of a `CString` do not move.
pub(crate) fn keep(text: String) -> (*const c_char, usize) {
    let text = text_of(text);
    let (address, length) = (text.as_ptr(), text.as_bytes().len());
    TEXTS.lock().unwrap_or_else(PoisonError::into_inner).insert(address.addr(), text);
    (address, length)
}

pub(crate) fn free(address: usize) -> Result<(), Failure> {
    let freed = TEXTS.lock().unwrap_or_else(PoisonError::into_inner).remove(&address);
    freed.map(drop).ok_or(Failure::NoText)
}
