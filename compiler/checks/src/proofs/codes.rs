//! Codes of the proofs.

use matter_core::diagnostic::Code;

/// A choice decides nothing in a case that can exist.
pub const GAP: Code = Code("E0401");
/// Two lines of a choice decide the same case.
pub const OVERLAP: Code = Code("E0402");
/// A line can never apply.
pub const DEAD_LINE: Code = Code("E0403");
/// A condition that always holds.
pub const ALWAYS_TRUE: Code = Code("E0404");
/// A condition that never holds where it is asked.
pub const NEVER_TRUE: Code = Code("E0405");
/// A condition that the others imply.
pub const IMPLIED: Code = Code("E0406");
/// Nobody can be eligible.
pub const NOBODY: Code = Code("E0407");
/// The same document is required twice in one case.
pub const REQUIRED_TWICE: Code = Code("E0408");
/// A 互斥 that could never occur.
pub const IDLE_NEVER: Code = Code("E0409");
/// Prior results wait for each other.
pub const DEADLOCK: Code = Code("E0410");
/// A document that a matter waits for is made in the catalogue, but not in this place or not at this time.
pub const UNOBTAINABLE: Code = Code("E0411");
/// 互斥 that leave no case at all: what cannot be proves anything.
pub const NO_CASE: Code = Code("E0412");
/// A fee of one name is charged twice in one case.
pub const CHARGED_TWICE: Code = Code("E0413");
/// A fee is charged in a case that another line says is free.
pub const CHARGED_THOUGH_FREE: Code = Code("E0414");
/// A variance asks for more than what it varies.
pub const STRICTER: Code = Code("E0420");
/// A period of a variance is longer than what it varies, but only around holidays.
pub const STRICTER_AT_HOLIDAYS: Code = Code("E0421");
/// For one responsible region something depends on the place of receipt.
pub const PLACE_MATTERS: Code = Code("E0430");
/// A scope in which conditions, materials or fees differ between responsible regions.
pub const NOT_UNIFORM: Code = Code("E0431");
/// Fully online, and yet a visit or paper is needed.
pub const ONLINE_BUT_PAPER: Code = Code("E0432");
/// Received for another, without forwarding.
pub const NO_FORWARDING: Code = Code("E0433");
/// A promise longer than the law allows.
pub const PROMISE_TOO_LONG: Code = Code("E0440");
/// A promise that passes the statutory time only around holidays.
pub const PROMISE_AT_HOLIDAYS: Code = Code("E0441");
/// The steps take longer than promised.
pub const STEPS_TOO_LONG: Code = Code("E0442");
/// A stage of a theme needs a result that only a later one makes.
pub const NEEDED_BEFORE_MADE: Code = Code("E0443");
/// The stages of a theme take longer than it promises.
pub const STAGES_TOO_LONG: Code = Code("E0444");
/// What a theme claims of the time before the reform is not what the catalogue gives.
pub const CLAIM_DIFFERS: Code = Code("E0445");
/// Steps in several units take longer than promised, but only around holidays.
pub const STEPS_AT_HOLIDAYS: Code = Code("E0446");
/// A theme promises less time than one of its members does for itself.
pub const MEMBER_PROMISES_MORE: Code = Code("E0447");
/// A combined service does a step together that no member has.
pub const JOINT_STEP_MISSING: Code = Code("E0448");
/// No unit decides in some shape of region.
pub const NO_DECIDER: Code = Code("E0450");
/// Who decides depends on what an official has yet to judge.
pub const DECIDER_BY_JUDGEMENT: Code = Code("E0451");
/// Nobody decides: a matter or a stage of it has no 决定.
pub const NOBODY_DECIDES: Code = Code("E0452");
/// 改办 of the matter itself, or of everybody.
pub const ALWAYS_INSTEAD: Code = Code("E0453");
/// The budget ended before an answer was found.
pub const NOT_DECIDED: Code = Code("E0490");

/// Every code of the proofs.
pub const ALL: &[Code] = &[
    GAP,
    OVERLAP,
    DEAD_LINE,
    ALWAYS_TRUE,
    NEVER_TRUE,
    IMPLIED,
    NOBODY,
    REQUIRED_TWICE,
    IDLE_NEVER,
    DEADLOCK,
    UNOBTAINABLE,
    NO_CASE,
    CHARGED_TWICE,
    CHARGED_THOUGH_FREE,
    STRICTER,
    STRICTER_AT_HOLIDAYS,
    PLACE_MATTERS,
    NOT_UNIFORM,
    ONLINE_BUT_PAPER,
    NO_FORWARDING,
    PROMISE_TOO_LONG,
    PROMISE_AT_HOLIDAYS,
    STEPS_TOO_LONG,
    NEEDED_BEFORE_MADE,
    STAGES_TOO_LONG,
    CLAIM_DIFFERS,
    STEPS_AT_HOLIDAYS,
    MEMBER_PROMISES_MORE,
    JOINT_STEP_MISSING,
    NO_DECIDER,
    DECIDER_BY_JUDGEMENT,
    NOBODY_DECIDES,
    ALWAYS_INSTEAD,
    NOT_DECIDED,
];
