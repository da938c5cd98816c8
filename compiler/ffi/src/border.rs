//! Pointers into values and back: what every function of the interface does at its edges.

use std::ffi::{CStr, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::failure::{self, Failure};

/// A case of `matter_statuses`, `matter_query` of the header.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Query {
    /// Number of the matter.
    pub matter: u32,
    /// Number of the responsible region; `u32::MAX` if it follows from the answers.
    pub responsible: u32,
    /// Number of the region where the applicant stands; `u32::MAX` if that is not known.
    pub here: u32,
    /// Day of application and acceptance, from 1970-01-01.
    pub day: i32,
}

/// What `matter_statuses` finds, `matter_outcome` of the header.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// 0 to a definition, 1 the responsible region must be chosen, 2 nobody here is responsible.
    pub resolution: i32,
    /// Where the applicant's eligibility stands: 0 certain, 1 possible, 2 excluded, 3 moot.
    pub eligible: i32,
    /// Number of the definition; `u32::MAX` if there is none.
    pub edition: u32,
    /// Number of its first rule.
    pub first_rule: u32,
    /// How many rules it has.
    pub rules: u32,
}

/// Nothing unwinds into the caller, and whatever failed is remembered for it.
pub(crate) fn guarded(work: impl FnOnce() -> Result<(), Failure>) -> i32 {
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Failure::Inside));
    i32::from(failure::remember(done))
}

/// # Safety
/// `pointer` is null or points to a text that ends with a zero byte and outlives the call.
pub(crate) unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, Failure> {
    if pointer.is_null() {
        return Err(Failure::Null);
    }
    // SAFETY: not null, and the caller promises a zero byte at its end.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|_| Failure::NotUtf8)
}

/// So many values; none at all for null and 0.
///
/// # Safety
/// `pointer` is null or points to `count` readable, aligned values that outlive the call.
pub(crate) unsafe fn list<'a, T>(pointer: *const T, count: usize) -> Result<&'a [T], Failure> {
    if count == 0 {
        return Ok(&[]);
    }
    let bytes = count.checked_mul(size_of::<T>()).filter(|bytes| *bytes <= isize::MAX.unsigned_abs());
    if pointer.is_null() || bytes.is_none() {
        return Err(Failure::Null);
    }
    if !pointer.is_aligned() {
        return Err(Failure::NotAligned);
    }
    // SAFETY: not null, aligned, not longer than a slice may be, and the caller promises that many values.
    Ok(unsafe { std::slice::from_raw_parts(pointer, count) })
}

/// # Safety
/// `place` is null or may be written to.
pub(crate) unsafe fn put<T>(place: *mut T, value: T) -> Result<(), Failure> {
    if place.is_null() {
        return Err(Failure::Null);
    }
    // SAFETY: not null, and the caller promises that it may be written to; no alignment is assumed.
    unsafe { place.write_unaligned(value) };
    Ok(())
}
