//! Codes of the findings that lowering makes, each with the arguments of its text. Knows no text.
//!
//! A label's `role` is a key of the table of texts too: `expected-duration` says what a place wants, whatever the code.

use crate::diagnostic::Code;

/// Nothing has this name. args: `name`, `suggestions` (list, may be empty); role says what was looked for: `wanted-fact`,
/// `wanted-condition`, `wanted-material`, `wanted-matter`, `wanted-department`, `wanted-region`, `wanted-law`, `wanted-line`,
/// `wanted-kind`, `wanted-region-fact`, `wanted-number-fact`, `wanted-rate`.
pub const UNKNOWN_NAME: Code = Code("E0240");
/// Several regions have this name. args: `name`, `candidates` (list).
pub const AMBIGUOUS_REGION: Code = Code("E0241");
/// The code belongs to another region. args: `name`, `actual`.
pub const REGION_OF_OTHER_NAME: Code = Code("E0242");
/// The material is declared nowhere and is therefore local to the matter (information). args: `name`, `suggestions`.
pub const UNDECLARED_MATERIAL: Code = Code("E0243");
/// The definition refers to itself. args: `name`.
pub const CYCLIC_DEFINITION: Code = Code("E0244");
/// Two lines of a matter have the same label. args: `name`.
pub const DUPLICATE_LABEL: Code = Code("E0245");
/// A local name hides one of the catalogue. args: `name`.
pub const SHADOWED_NAME: Code = Code("E0246");

/// A condition that is too large or too deep once its names are read through. args: `most`.
pub const CONDITION_TOO_LARGE: Code = Code("E0247");

/// The value is none of the fact's. args: `fact`, `value`, `values` (list), `suggestions`.
pub const NOT_A_VALUE: Code = Code("E0301");
/// A value of another type. args: `fact`, `found`; role `expected-…` says what the fact takes.
pub const WRONG_TYPE: Code = Code("E0302");
/// The number lies outside the fact's range. args: `fact`, `value`, `low`, `high`.
pub const OUT_OF_RANGE: Code = Code("E0303");
/// The number has no unit or another one. args: `fact`, `found`, `unit`.
pub const WRONG_UNIT: Code = Code("E0304");
/// More decimals than the fact or the unit has. args: `value`, `decimals`.
pub const TOO_MANY_DECIMALS: Code = Code("E0305");
/// `<` between values without an order. args: `fact`, `operator`.
pub const UNORDERED: Code = Code("E0306");
/// The lower bound lies above the upper one. args: `low`, `high`.
pub const UPSIDE_DOWN: Code = Code("E0307");
/// `= ≠` between regions of different levels. args: `fact`, `level`, `value`, `value_level`.
pub const WRONG_LEVEL: Code = Code("E0308");
/// A text fact in a condition. args: `fact`.
pub const TEXT_IN_CONDITION: Code = Code("E0309");
/// A plain 日 where the law counts working days. args: `amount`.
pub const PLAIN_DAYS: Code = Code("E0310");
/// The date does not exist. args: `date`.
pub const NO_SUCH_DATE: Code = Code("E0311");
/// Two facts that cannot be compared. args: `left`, `right`.
pub const INCOMPARABLE: Code = Code("E0312");
/// The operator does not fit the fact. args: `fact`, `operator`, `use` (the operator that fits, if one does).
pub const WRONG_OPERATOR: Code = Code("E0313");
/// Not a condition. args: `found`; role `expected-condition` or `expected-comparison`.
pub const NOT_A_CONDITION: Code = Code("E0314");
/// 且 and 或 side by side. args: none.
pub const MIXED_CONNECTIVES: Code = Code("E0315");
/// A fact against itself, or two constants. args: `left`, `right`.
pub const NOTHING_TO_COMPARE: Code = Code("E0316");
/// 本地 without a responsible region (属地). args: `word`.
pub const NO_RESPONSIBLE: Code = Code("E0317");
/// The amount (标准) has no value for this region and day. args: `name`.
pub const RATE_WITHOUT_VALUE: Code = Code("E0318");
/// A number that does not fit into 64 bits. args: `value`.
pub const NUMBER_TOO_LARGE: Code = Code("E0319");
/// The cited article lies beyond the law's last. args: `law`, `article`, `articles`.
pub const NO_SUCH_ARTICLE: Code = Code("E0320");
/// The cited law is not in force on the catalogue's day. args: `law`, `day`.
pub const LAW_NOT_IN_FORCE: Code = Code("E0321");
/// A period that ends before it begins. args: `from`, `to`.
pub const EMPTY_PERIOD: Code = Code("E0322");
/// The unit counts otherwise than conditions do. args: `unit`.
pub const UNIT_IN_WINDOW: Code = Code("E0323");

/// A line does not say what its section wants. args: `section`, `found`; role `expected-…`.
pub const LINE_FORM: Code = Code("E0330");
/// Part of a line means nothing in its section. args: `section`, `found`.
pub const LEFTOVER: Code = Code("E0331");
/// 否则 in a list or inside a group. args: `section`.
pub const MISPLACED_OTHERWISE: Code = Code("E0332");
/// A group header that has nothing above it to be the rest of. args: none.
pub const REST_WITHOUT_GROUPS: Code = Code("E0333");
/// A choice has two base lines. args: `choice`.
pub const TWO_BASE_LINES: Code = Code("E0334");
/// What says one thing is said twice. args: `section`; second label `earlier`.
pub const SECTION_TWICE: Code = Code("E0335");
/// A line outside every section. args: `found`.
pub const OUTSIDE_SECTIONS: Code = Code("E0336");
/// An empty cell of a table. args: none.
pub const EMPTY_CELL: Code = Code("E0337");
/// An absent value (无, 待定) beside other lines. args: `section`.
pub const NOTHING_AND_SOMETHING: Code = Code("E0338");

/// More alternatives than a person can read. args: `most`.
pub const TOO_MANY_OPTIONS: Code = Code("E0339");

/// A section with nothing in it. args: `section`.
pub const EMPTY_SECTION: Code = Code("E0340");
/// 任选 of more documents than are listed, or of none. args: `count`, `listed`.
pub const PICK_OUT_OF_RANGE: Code = Code("E0341");
/// A fee or a number of copies in proportion to a fact that may be negative. args: `fact`, `low`.
pub const NEGATIVE_MULTIPLIER: Code = Code("E0342");
/// A share (`1%`) without what it is a share of, or a base (按) without a share. args: `found`.
pub const SHARE_OF_WHAT: Code = Code("E0343");

/// A line of a variance without 改, 增 or 减. args: `found`.
pub const NO_EDIT: Code = Code("E0350");
/// 改 without what comes instead. args: `address`.
pub const NO_REPLACEMENT: Code = Code("E0351");
/// Several lines answer to the address. args: `address`, `candidates` (list).
pub const AMBIGUOUS_ADDRESS: Code = Code("E0352");
/// Two variances of equal rank change the same line. args: `address`, `matter`.
pub const EQUAL_RANK: Code = Code("E0353");
/// A variance without region and period. args: none.
pub const VARIES_NOTHING: Code = Code("E0354");
/// One variance changes the same line twice. args: `address`; second label `earlier`.
pub const EDITED_TWICE: Code = Code("E0355");
/// A variance for a region outside the catalogue. args: `region`, `root`.
pub const VARIES_OUTSIDE: Code = Code("E0356");
/// A variance for days on which the matter is not in force. args: `matter`.
pub const VARIES_NEVER: Code = Code("E0357");
/// A section that belongs to the matter as a whole and is the same everywhere. args: `section`.
pub const NOT_VARIABLE: Code = Code("E0358");
