//! The runtime behind a C interface (`include/matter.h`): pointers and numbers in, codes and texts out.
//!
//! A caller may hand over any number and any bytes; what it must see to is that pointers which are not null are valid. Handles are numbers in
//! a registry, so use after close is an error and no accident. What a request or an answer says is not known here.

mod border;
mod failure;
mod fast;
mod operations;
mod registry;

use std::ffi::c_char;

pub use border::{Outcome, Query};
pub use fast::{matter_fact, matter_find, matter_place, matter_statuses, matter_value};
pub use operations::*;

use border::{guarded, put, text};
use failure::Failure;

/// Version of the interface, `MATTER_ABI` of the header.
#[unsafe(no_mangle)]
pub extern "C" fn matter_abi() -> u32 {
    2
}

/// Version of the library, as `0.1.0`; valid for ever.
#[unsafe(no_mangle)]
pub extern "C" fn matter_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// Opens an image; the bytes are copied.
///
/// # Safety
/// `bytes` is null or points to `length` readable bytes; `catalogue` is null or points to a writable `u64`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_open(bytes: *const u8, length: usize, catalogue: *mut u64) -> i32 {
    guarded(|| {
        if bytes.is_null() || catalogue.is_null() || length > isize::MAX.unsigned_abs() {
            return Err(Failure::Null);
        }
        // SAFETY: not null, and the caller promises that many readable bytes; a slice may not be longer than `isize::MAX`.
        let image = unsafe { std::slice::from_raw_parts(bytes, length) };
        let handle = registry::open(image.to_vec())?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(catalogue, handle) }
    })
}

/// Opens the image in a file.
///
/// # Safety
/// `path` is null or a text that ends with a zero byte; `catalogue` is null or points to a writable `u64`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_open_file(path: *const c_char, catalogue: *mut u64) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let path = unsafe { text(path) }?;
        if catalogue.is_null() {
            return Err(Failure::Null);
        }
        let image = std::fs::read(path).map_err(|error| Failure::File(path.to_owned(), error.kind()))?;
        let handle = registry::open(image)?;
        // SAFETY: the caller promises a place for a number.
        unsafe { put(catalogue, handle) }
    })
}

/// Closes a catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn matter_close(catalogue: u64) -> i32 {
    guarded(|| registry::close(catalogue))
}

/// Gives a text back. The pointer is only compared, never followed.
#[unsafe(no_mangle)]
pub extern "C" fn matter_free(text: *const c_char) -> i32 {
    guarded(|| if text.is_null() { Ok(()) } else { registry::free(text.addr()) })
}

/// The code of what went wrong in the last call on this thread; empty if nothing did.
#[unsafe(no_mangle)]
pub extern "C" fn matter_error_code() -> *const c_char {
    failure::code()
}

/// One sentence about it: 0 in Chinese, else in English.
#[unsafe(no_mangle)]
pub extern "C" fn matter_error_text(language: i32) -> *const c_char {
    failure::text(language == 0)
}
