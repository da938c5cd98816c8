//! Codes of what can be wrong with a folder, a manifest or a file.

use matter_core::diagnostic::Code;

/// The folder has no `matters.toml`.
pub const NO_MANIFEST: Code = Code("E0501");
/// `matters.toml` is not valid TOML.
pub const MANIFEST_SYNTAX: Code = Code("E0502");
/// A value of `matters.toml` is well-formed but impossible (a date that does not exist, an unknown language or target).
pub const MANIFEST_VALUE: Code = Code("E0503");
/// A source is not UTF-8.
pub const NOT_UTF8: Code = Code("E0504");
/// A file or folder cannot be read.
pub const UNREADABLE: Code = Code("E0505");
/// Catalogues depend on each other in a circle.
pub const DEPENDENCY_CYCLE: Code = Code("E0506");
/// Two catalogues of one build have the same name.
pub const SAME_NAME: Code = Code("E0507");

/// `matters.toml` has a key that means nothing.
pub const UNKNOWN_KEY: Code = Code("E0510");
/// A value of `matters.toml` has the wrong type.
pub const KEY_TYPE: Code = Code("E0511");
/// `matters.toml` lacks a key that it must have.
pub const MISSING_KEY: Code = Code("E0512");

/// Every code of this crate.
pub const ALL: &[Code] = &[
    NO_MANIFEST,
    MANIFEST_SYNTAX,
    MANIFEST_VALUE,
    NOT_UTF8,
    UNREADABLE,
    DEPENDENCY_CYCLE,
    SAME_NAME,
    UNKNOWN_KEY,
    KEY_TYPE,
    MISSING_KEY,
];
