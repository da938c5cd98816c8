//! The operations of the header, all of one shape: a catalogue and a request in JSON in, an answer in JSON out.

use std::ffi::c_char;

use matter_answers::{Operation, ask};

use crate::border::{guarded, list, put, text};
use crate::failure::Failure;
use crate::registry;

/// A request's bytes and the places for its answer, as the caller gave them.
struct Call {
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
}

impl Call {
    /// # Safety
    /// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
    unsafe fn run(&self, operation: Result<Operation, Failure>) -> Result<(), Failure> {
        let catalogue = registry::get(self.catalogue)?;
        if self.answer.is_null() {
            return Err(Failure::Null);
        }
        // SAFETY: the caller promises that many bytes.
        let request = unsafe { list(self.request.cast::<u8>(), self.length) }?;
        if std::str::from_utf8(request).is_err() {
            return Err(Failure::NotUtf8);
        }
        let (text, length) = registry::keep(ask(&catalogue, operation?, request)?);
        if !self.answer_length.is_null() {
            // SAFETY: the caller promises a place for a length.
            unsafe { put(self.answer_length, length) }?;
        }
        // SAFETY: the caller promises a place for a pointer.
        unsafe { put(self.answer, text) }
    }
}

/// Any operation, by its name.
///
/// # Safety
/// `operation` is null or a text that ends with a zero byte; `request` is null or points to `length` readable bytes; `answer` and
/// `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_ask(
    catalogue: u64,
    operation: *const c_char,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    guarded(|| {
        // SAFETY: the caller promises a text.
        let name = unsafe { text(operation) }?;
        let call = Call { catalogue, request, length, answer, answer_length };
        // SAFETY: the caller's promises are handed on.
        unsafe { call.run(Operation::named(name).map_err(Failure::from)) }
    })
}

/// What the release is: versions, hash, counts, calendars. The request may be empty.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_info(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Info)) })
}

/// Places by a part of their name.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_places(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Places)) })
}

/// What is offered at a place on a day.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_offered(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Offered)) })
}

/// A matter as it is defined for a place on a day, before any answer.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_guide(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Guide)) })
}

/// What is still worth asking in a case, best first.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_questions(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Questions)) })
}

/// A case decided, as far as it is answered, every line with its reason.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_decide(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Decide)) })
}

/// The days of a case, from what happened in it.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_due(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Due)) })
}

/// Where a case can be handed in.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_venues(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Venues)) })
}

/// A combined service for a case: members, merged questions and documents.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_theme(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Theme)) })
}

/// Why the decision is what it is: rules, sources, bases, the one-time notice.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_why(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Why)) })
}

/// What the decision rests on: versions, hashes, facts used, rules fired.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_receipt(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Receipt)) })
}

/// Figures of the release on a day. The request may be empty.
///
/// # Safety
/// `request` is null or points to `length` readable bytes; `answer` and `answer_length` are null or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn matter_figures(
    catalogue: u64,
    request: *const c_char,
    length: usize,
    answer: *mut *const c_char,
    answer_length: *mut usize,
) -> i32 {
    let call = Call { catalogue, request, length, answer, answer_length };
    // SAFETY: the caller's promises are handed on.
    guarded(|| unsafe { call.run(Ok(Operation::Figures)) })
}
