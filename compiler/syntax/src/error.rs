//! What can be wrong with a text, as data: a code, typed arguments, a place, fixes. Knows no message in any language.

use crate::{keyword::Keyword, tree::Span};

/// Something unreadable or misleading in one item.
#[derive(Clone, PartialEq, Debug)]
pub struct SyntaxError {
    /// What it is, with its arguments.
    pub problem: Problem,
    /// Where, relative to the item's start.
    pub span: Span,
    /// Ways out; each is complete by itself.
    pub fixes: Vec<Fix>,
}

/// One replacement that removes the error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fix {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// With what.
    pub replacement: Box<str>,
    /// Whether it is what was meant, if it is the only way out: then it may be applied without asking.
    pub certain: bool,
}

/// What could stand at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Expected {
    /// A name, a number, a text: any value.
    Value,
    /// A number with its unit.
    Quantity,
    /// A condition.
    Condition,
    /// `且`, `=`, `、` …
    Operator,
    /// A blank before the next phrase.
    Blank,
    /// The end of the line.
    LineEnd,
    /// This very word.
    Word(Keyword),
}

macro_rules! problems {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })? = $code:literal $name:literal,)*) => {
        /// Every kind of syntax error. The number is its stable code.
        #[derive(Clone, PartialEq, Debug)]
        pub enum Problem {
            $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $type),* })?,)*
        }

        impl Problem {
            /// `E0101` …
            pub fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code,)* }
            }

            /// The code's name in kebab case.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $name,)* }
            }

            /// All codes with their names.
            pub const ALL: &'static [(&'static str, &'static str)] = &[$(($code, $name)),*];
        }
    };
}

problems! {
    /// A word or sign that cannot stand here.
    UnexpectedText {
        /// As written.
        found: Box<str>,
        /// What could stand instead.
        expected: Vec<Expected>,
    } = "E0101" "unexpected-text",
    /// A section word alone on its line, without `：`.
    MissingColon {
        /// The section.
        section: Keyword,
    } = "E0102" "missing-colon",
    /// A word with a colon that is no section of this item.
    UnknownSection {
        /// As written.
        found: Box<str>,
        /// Sections of this item that are spelled nearly so, best first.
        near: Vec<Keyword>,
    } = "E0103" "unknown-section",
    /// A line in the first column whose first word is no item keyword, but nearly.
    UnknownItem {
        /// As written.
        found: Box<str>,
        /// Item keywords that are spelled nearly so, best first.
        near: Vec<Keyword>,
    } = "E0104" "unknown-item",
    /// A section that exists, but not in this kind of item.
    MisplacedSection {
        /// The section.
        section: Keyword,
        /// The item in which it stands.
        item: Keyword,
    } = "E0105" "misplaced-section",
    /// Text in the first column that opens no item.
    StrayText {
        /// First word as written.
        found: Box<str>,
    } = "E0106" "stray-text",
    /// An item keyword that must stand in the first column.
    IndentedItem {
        /// The item keyword.
        item: Keyword,
    } = "E0107" "indented-item",
    /// A quotation mark or bracket that is not closed on its line.
    Unterminated {
        /// The opening sign.
        open: char,
        /// The sign that closes it.
        close: char,
    } = "E0108" "unterminated",
    /// `且` and `或` in one condition without parentheses.
    MixedAndOr = "E0109" "mixed-and-or",
    /// `、` and `或` in one list.
    MixedListOr = "E0110" "mixed-list-or",
    /// Words run together (`年龄且户籍`).
    RunTogether {
        /// As written.
        found: Box<str>,
        /// With blanks.
        split: Box<str>,
    } = "E0111" "run-together",
    /// A number in Chinese numerals where digits are needed (`五天`).
    ChineseNumber {
        /// As written.
        found: Box<str>,
        /// What to write.
        write: Box<str>,
    } = "E0112" "chinese-number",
    /// A date in another form than `2026-05-01`.
    BadDate {
        /// As written.
        found: Box<str>,
    } = "E0113" "bad-date",
    /// A place in a law that is not of the form 第X条第X款第X项.
    BadLawPlace {
        /// As written.
        found: Box<str>,
    } = "E0114" "bad-law-place",
    /// An empty cell of a table.
    EmptyCell {
        /// Counted from 1.
        column: u32,
    } = "E0115" "empty-cell",
    /// A row with another number of cells than its head.
    WrongCellCount {
        /// Columns of the head.
        expected: u32,
        /// Cells of the row.
        found: u32,
    } = "E0116" "wrong-cell-count",
    /// A comment before the end of a logical line.
    CommentInside = "E0117" "comment-inside",
    /// A character that cannot be seen, or that turns the writing direction.
    InvisibleCharacter {
        /// The character.
        character: char,
    } = "E0118" "invisible-character",
    /// A letter that looks like another one.
    LookAlike {
        /// As written.
        found: char,
        /// What it looks like.
        plain: char,
    } = "E0119" "look-alike",
    /// Brackets nested deeper than the language allows.
    TooDeep {
        /// The limit.
        limit: u32,
    } = "E0120" "too-deep",
    /// A name that is not in Unicode normal form C.
    NotNormalised {
        /// As written.
        found: Box<str>,
    } = "E0121" "not-normalised",
    /// Two phrases without a blank between them.
    MissingBlank {
        /// What follows without a blank.
        found: Box<str>,
    } = "E0122" "missing-blank",
    /// An operator without a right side.
    MissingOperand {
        /// As written.
        operator: Box<str>,
    } = "E0123" "missing-operand",
    /// A punctuation mark of another kind than the language uses.
    WrongPunctuation {
        /// As written.
        found: char,
        /// What to write; none if it is simply left out.
        instead: Option<char>,
    } = "E0124" "wrong-punctuation",
    /// Parentheses with nothing in them.
    EmptyParentheses = "E0125" "empty-parentheses",
    /// A number in a form that cannot be read.
    BadNumber {
        /// As written.
        found: Box<str>,
    } = "E0126" "bad-number",
    /// Continuation lines of one entry begin with different words.
    MixedContinuation = "E0127" "mixed-continuation",
    /// An item keyword without a name.
    MissingName {
        /// The item keyword.
        item: Keyword,
    } = "E0128" "missing-name",
    /// A clause keyword without what it takes.
    MissingArgument {
        /// The clause keyword.
        clause: Keyword,
    } = "E0129" "missing-argument",
    /// A line that begins with the number of a list.
    ListNumber {
        /// As written.
        found: Box<str>,
    } = "E0130" "list-number",
    /// A name or value that can only be written in `「」`: it begins with a digit, or holds a word or sign of conditions.
    Unquoted {
        /// As written.
        found: Box<str>,
    } = "E0131" "unquoted",
}
