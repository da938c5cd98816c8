//! The runtime behind a C interface (`include/matter.h`): pointers and numbers in, codes and texts out.
//!
//! Only this file is unsafe: it turns pointers into values and back. A caller may hand over any number and any bytes; what it must see to
//! is that pointers which are not null are valid. Handles are numbers in a registry, so use after close is an error and no accident.

mod ask;
mod failure;
mod registry;

use std::ffi::{CStr, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

use failure::Failure;

/// More answers than this belong to no case.
const MOST_ANSWERS: usize = 10_000;

/// Version of the interface, `MATTER_ABI` of the header.
#[unsafe(no_mangle)]
pub extern "C" fn matter_abi() -> u32 {
    1
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
        // SAFETY: not null, and the caller promises that it may be written to; no alignment is assumed.
        unsafe { catalogue.write_unaligned(handle) };
        Ok(())
    })
}

/// Closes a catalogue.
#[unsafe(no_mangle)]
pub extern "C" fn matter_close(catalogue: u64) -> i32 {
    guarded(|| registry::close(catalogue))
}

/// The matters offered at a place on a day, as a JSON array of names.
///
/// # Safety
/// Texts are null or end with a zero byte; `json` is null or points to a writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_offered(
    catalogue: u64,
    at: *const c_char,
    on: *const c_char,
    json: *mut *const c_char,
) -> i32 {
    guarded(|| {
        let catalogue = registry::get(catalogue)?;
        // SAFETY: the caller promises a text.
        let at = unsafe { text(at) }?;
        // SAFETY: the caller promises a text.
        let on = unsafe { text(on) }?;
        // SAFETY: the caller promises a place for a pointer.
        unsafe { give(json, || ask::offered(&catalogue, at, on)) }
    })
}

/// Decides a case.
///
/// # Safety
/// Texts are null or end with a zero byte; `facts` and `values` are null or point to `count` such texts each; `json` is null or points to a
/// writable pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_decide(
    catalogue: u64,
    matter: *const c_char,
    at: *const c_char,
    responsible: *const c_char,
    on: *const c_char,
    facts: *const *const c_char,
    values: *const *const c_char,
    count: usize,
    json: *mut *const c_char,
) -> i32 {
    guarded(|| {
        let catalogue = registry::get(catalogue)?;
        // SAFETY: the caller promises a text.
        let matter = unsafe { text(matter) }?;
        // SAFETY: the caller promises a text.
        let at = unsafe { text(at) }?;
        // SAFETY: the caller promises a text.
        let on = unsafe { text(on) }?;
        // SAFETY: the caller promises a text, or null for none.
        let responsible = if responsible.is_null() { None } else { Some(unsafe { text(responsible) }?) };
        // SAFETY: the caller promises that many texts.
        let facts = unsafe { texts(facts, count) }?;
        // SAFETY: the caller promises that many texts.
        let values = unsafe { texts(values, count) }?;
        let answers: Vec<(&str, &str)> = facts.into_iter().zip(values).collect();
        let asked = ask::Asked { matter, at, responsible, on, answers: &answers };
        // SAFETY: the caller promises a place for a pointer.
        unsafe { give(json, || ask::decide(&catalogue, &asked)) }
    })
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

/// Nothing unwinds into the caller, and whatever failed is remembered for it.
fn guarded(work: impl FnOnce() -> Result<(), Failure>) -> i32 {
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Failure::Inside));
    i32::from(failure::remember(done))
}

/// # Safety
/// `pointer` is null or points to a text that ends with a zero byte and outlives the call.
unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, Failure> {
    if pointer.is_null() {
        return Err(Failure::Null);
    }
    // SAFETY: not null, and the caller promises a zero byte at its end.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|_| Failure::NotUtf8)
}

/// # Safety
/// `pointer` is null or points to `count` pointers, each as for [`text`].
unsafe fn texts<'a>(pointer: *const *const c_char, count: usize) -> Result<Vec<&'a str>, Failure> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if pointer.is_null() {
        return Err(Failure::Null);
    }
    if count > MOST_ANSWERS {
        return Err(Failure::TooMany);
    }
    // SAFETY: not null, and the caller promises that many pointers, which C aligns.
    let pointers = unsafe { std::slice::from_raw_parts(pointer, count) };
    // SAFETY: the caller promises a text behind each.
    pointers.iter().map(|pointer| unsafe { text(*pointer) }).collect()
}

/// Makes a text that the library keeps and hands its address over.
///
/// # Safety
/// `place` is null or points to a writable pointer.
unsafe fn give(place: *mut *const c_char, make: impl FnOnce() -> Result<String, Failure>) -> Result<(), Failure> {
    if place.is_null() {
        return Err(Failure::Null);
    }
    let kept = registry::keep(make()?)?;
    // SAFETY: not null, and the caller promises that it may be written to; no alignment is assumed.
    unsafe { place.write_unaligned(kept) };
    Ok(())
}
