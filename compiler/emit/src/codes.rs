//! Codes of the findings that making rows can raise. Knows no text.

use matter_core::diagnostic::Code;

/// A line's cases need more than 256 rows. args: `rule` (address), `limit`. Naming a part with 定义 helps.
pub const RULE_TOO_LARGE: Code = Code("E0470");
/// The lines of an effective definition need more than 2,048 rows together. args: `matter`, `rows`, `limit`, `rule` (the largest).
pub const EDITION_TOO_LARGE: Code = Code("E0471");
/// The rows of a line were not found within the budget. args: `rule`.
pub const ROWS_NOT_DECIDED: Code = Code("E0472");
