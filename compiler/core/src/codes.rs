//! Codes of findings about names, types and declarations, each with the arguments of its text. Knows no text.
//!
//! `E01xx` come from the parser, `E04xx` from proofs, `E0501` to `E0519` from the project's files, `M###` from the domain's rules; each
//! is registered in its crate. Those of lowering are listed in [`crate::lower::codes`] and taken in here.

use crate::diagnostic::Code;

pub use crate::lower::codes::*;

/// The catalogue declares the name twice. args: `name`; second label `declared-here`.
pub const DUPLICATE_NAME: Code = Code("E0201");
/// A dependency declares the name too; the nearer one is used (warning). args: `name`; second label `hidden-here`.
pub const HIDES_DEPENDENCY: Code = Code("E0202");
/// 替换 without anything to replace. args: `name`.
pub const REPLACES_NOTHING: Code = Code("E0203");
/// Two matters of a theme, window or test go by the same short name; the full name is needed. args: `name`.
pub const AMBIGUOUS_MATTER: Code = Code("E0204");
/// A short name or alias is the name of another item of the kind. args: `name`; second label `declared-here`.
pub const ALIAS_TAKEN: Code = Code("E0205");
/// A matter stands twice in a theme. args: `name`.
pub const MEMBER_TWICE: Code = Code("E0206");
/// 联办 or 牵头 of a stage names what is no member. args: `name`.
pub const NOT_A_MEMBER: Code = Code("E0207");

/// A theme or window names a matter of a dependency that is not in force in the catalogue's region. args: `name`, `region`, `root`.
pub const NOT_IN_FORCE: Code = Code("E0208");
/// 不含 of a theme names one of its members. args: `name`.
pub const EXCLUDED_MEMBER: Code = Code("E0209");
/// 联办 of one member. args: `name`.
pub const TOGETHER_ALONE: Code = Code("E0210");

/// A declaration does not say what its kind needs. role `expected-…` says what.
pub const DECLARATION_FORM: Code = Code("E0360");
/// A value stands twice in a list. args: `value`.
pub const DUPLICATE_VALUE: Code = Code("E0361");
/// A choice with fewer than two values. args: none.
pub const TOO_FEW_VALUES: Code = Code("E0362");
/// A range whose end lies before its start. args: none.
pub const EMPTY_RANGE: Code = Code("E0363");
/// The fact that a count begins with is no date. args: `name`.
pub const COUNT_WITHOUT_DATE: Code = Code("E0364");
/// A line of 应得 that cannot be read. args: `found`.
pub const EXPECTATION_FORM: Code = Code("E0371");
/// A test without a subject. args: none.
pub const TEST_WITHOUT_SUBJECT: Code = Code("E0372");
/// A test answers a fact twice. args: `fact`; second label `earlier`.
pub const ANSWERED_TWICE: Code = Code("E0373");
/// A test answers what 于 or 经过 say. args: `name`.
pub const GIVEN_BY_THE_CASE: Code = Code("E0374");
/// A test of a matter that is not in force on its day. args: `name`, `day`.
pub const NO_MATTER_THAT_DAY: Code = Code("E0375");

/// Codes of this module, in order; those of lowering are not among them.
pub const DECLARATION_CODES: &[Code] = &[
    DUPLICATE_NAME,
    HIDES_DEPENDENCY,
    REPLACES_NOTHING,
    AMBIGUOUS_MATTER,
    ALIAS_TAKEN,
    MEMBER_TWICE,
    NOT_A_MEMBER,
    NOT_IN_FORCE,
    EXCLUDED_MEMBER,
    TOGETHER_ALONE,
    DECLARATION_FORM,
    DUPLICATE_VALUE,
    TOO_FEW_VALUES,
    EMPTY_RANGE,
    COUNT_WITHOUT_DATE,
    EXPECTATION_FORM,
    TEST_WITHOUT_SUBJECT,
    ANSWERED_TWICE,
    GIVEN_BY_THE_CASE,
    NO_MATTER_THAT_DAY,
];
