//! The tree of one item: what the text says, word for word of the keyword table, with item-relative spans.
//!
//! One shape serves every section: an item holds blocks, a block holds entries, an entry is a row of phrases. Which phrases
//! make sense in which section is not known here (that is `matter-core`'s lowering); what a phrase looks like is.
//! Comments, blank lines and unreadable text are nodes, so that the printer loses nothing.

use crate::keyword::Keyword;

/// A half-open range of byte offsets, relative to the start of the item's text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// Which spelling of the keywords a text uses; the tree itself has no face.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Face {
    /// 中文
    #[default]
    Zh,
    /// English
    En,
}

/// One item: a keyword in the first column, its name, and everything indented below it.
#[derive(Clone, PartialEq, Debug)]
pub struct Item {
    /// Comment and documentation lines directly above, blank lines between them.
    pub lead: Vec<Trivia>,
    /// `None`: the slice opens no item (free-standing comments, or text that must be indented).
    pub keyword: Option<Keyword>,
    /// Span of the keyword.
    pub keyword_span: Span,
    /// The item's name as written (`事项 居住证换、补领` → 居住证换、补领).
    pub name: Option<Name>,
    /// What follows the name on the head line: `en "…"`, `简称 …`, `于 …`, `自 …`, a “title”.
    pub head: Vec<Phrase>,
    /// True if the head line has a colon after which entries may follow.
    pub colon: bool,
    /// Entries behind the colon of the head line (`信息项 婚姻状况：未婚、已婚`).
    pub inline: Vec<Entry>,
    /// Comment at the end of the head line.
    pub comment: Option<Text>,
    /// Indented lines.
    pub body: Vec<Node>,
    /// Free-standing comments in the first column behind the body, and the blank line before the next item.
    pub tail: Vec<Trivia>,
    /// The whole slice.
    pub span: Span,
}

/// A name as it stands in the text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Name {
    /// NFC, without 「」.
    pub text: Box<str>,
    /// Whether it was written in 「」.
    pub quoted: bool,
    /// Where.
    pub span: Span,
}

/// A line, or a group of lines, of an item's body.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// `材料：` with what belongs to it.
    Section(Section),
    /// `当 …：`, `其余：`, `通用：` inside a section, with the entries up to the next group or section.
    Group(Group),
    /// One entry.
    Entry(Entry),
    /// A pipe table.
    Table(Table),
    /// A local item (信息项, 定义, 互斥, 标准, 材料 “…” declared inside a matter).
    Item(Box<Item>),
    /// `> …` verbatim line.
    Quote(Text),
    /// A line of a plain-text section.
    Prose(Text),
    /// A comment or blank line of its own.
    Trivia(Trivia),
    /// Text that could not be read; printed byte for byte. An error in `Parse::errors` explains it.
    Junk(Text),
}

/// `word：` at the start of an indented line, up to the next section or item.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Which.
    pub keyword: Keyword,
    /// Span of the keyword.
    pub keyword_span: Span,
    /// Between keyword and colon (`阶段 初审：` → 初审).
    pub head: Vec<Phrase>,
    /// Entries on the header's line (between `；`; in `改革前` between `、`).
    pub inline: Vec<Entry>,
    /// Comment at the end of the header's line.
    pub comment: Option<Text>,
    /// Lines below. A `阶段` holds sections; other sections hold entries, groups, tables, prose.
    pub body: Vec<Node>,
    /// From the keyword to the end of the last line.
    pub span: Span,
}

/// A group header and its entries.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// `当 condition`, `其余` or `通用`, always one clause.
    pub header: Phrase,
    /// Comment at the end of the header's line.
    pub comment: Option<Text>,
    /// Entries, tables, trivia.
    pub body: Vec<Node>,
    /// From the header to the end of the last line.
    pub span: Span,
}

/// One logical line: phrases in a row (continuation lines included).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entry {
    /// What the line says. An edit (`改`, `增`, `减`, `至少`) is a clause without arguments; the phrases behind it are what it edits.
    pub phrases: Vec<Phrase>,
    /// `改 承诺：…`: in a variance the part behind the second colon; `phrases` then holds the edit clause and the address.
    pub replacement: Option<Box<Entry>>,
    /// Comment at the end of the line.
    pub comment: Option<Text>,
    /// Without the comment.
    pub span: Span,
}

/// One blank-separated part of an entry.
#[derive(Clone, PartialEq, Debug)]
pub struct Phrase {
    /// What it is.
    pub kind: PhraseKind,
    /// Where.
    pub span: Span,
}

/// A phrase is a value or a tail opened by a clause keyword.
#[derive(Clone, PartialEq, Debug)]
pub enum PhraseKind {
    /// A value, a name, a list, a comparison …
    Expr(Expr),
    /// `当 …`, `由 … 审查`, `自 …`, `依据 …`.
    Clause {
        /// The word that opens it (class `clause`).
        keyword: Keyword,
        /// Its argument, by the keyword's `takes`; empty if it takes none or the rest of the entry, or if it stands without one.
        args: Vec<Expr>,
        /// The word that closes it, if any (`审查`, `批准`, `前`, `后`).
        closing: Option<Keyword>,
    },
}

/// A value or condition.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// The one expression grammar of the language; lowest binding first: `或`, `且`, `非`, comparison, `、`, `+`, atom.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// An identifier or 「quoted name」.
    Name(Name),
    /// A closed word of the keyword table (原件, 县级, 不收费, 受理 …).
    Word(Keyword),
    /// “text”.
    Text(Text),
    /// `出生医学证明（一孩）`, `居住证（公安人口库）`: a name or word with what stands in parentheses directly behind it.
    Qualified {
        /// The name or word.
        base: Box<Expr>,
        /// Inside the parentheses.
        inner: Box<Expr>,
    },
    /// `20 个工作日`, `30 万元`, `2_000`, `3.50 元`, `5%`.
    Quantity(Quantity),
    /// `70 至 79`, `90 至 30 日` (the unit stands once, at the end).
    Between {
        /// Lower bound as written.
        low: Box<Expr>,
        /// Upper bound as written.
        high: Box<Expr>,
    },
    /// `2026-05-01`.
    Date(Date),
    /// `《建筑法》第八条第二款`, `第103项`; a bare document number `深民规〔2019〕2号`.
    Citation(Citation),
    /// `甲、乙、丙`.
    List(Vec<Expr>),
    /// `甲+乙`: all of them together.
    Joined(Vec<Expr>),
    /// `任选两样 甲、乙、丙`.
    Pick {
        /// How many.
        count: u32,
        /// Of these.
        of: Vec<Expr>,
    },
    /// `甲 或 乙`.
    Or(Vec<Expr>),
    /// `甲 且 乙`.
    And(Vec<Expr>),
    /// `非 甲`.
    Not(Box<Expr>),
    /// `（甲 且 乙）`.
    Group(Box<Expr>),
    /// Several phrases inside parentheses: an alternative's own tail, `户口簿（原件 1 份）`.
    Phrases(Vec<Phrase>),
    /// `左 ≥ 右`, `户籍地 属于（深圳市）`, `经营项目 含任一（热食、冷食）`; the set operators have a `List` or atom on the right.
    Compare {
        /// Operator of class `operator`.
        operator: Keyword,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `生育日期 起 3 个月内`, `居住起始日 起 满 1 年`, `有效期至 前 至少 45 日`, `有效期至 前 90 至 30 日`.
    DayWindow {
        /// The date fact.
        anchor: Box<Expr>,
        /// Counted from it or towards it.
        direction: WindowDirection,
        /// Within, at least, or between.
        measure: WindowMeasure,
        /// Quantity or `Between`.
        length: Box<Expr>,
    },
    /// `https://…`, `8:30`, `0755-12345678`: kept as written. Also the text on the header line of a plain-text section.
    Verbatim(Text),
    /// The rest of a header line that could not be read, byte for byte. An error explains it.
    Junk(Text),
}

/// Whether a window lies after its date or before it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WindowDirection {
    /// `起`
    After,
    /// `前`
    Before,
}

/// How a window bounds the days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WindowMeasure {
    /// `… 内`: at most that long.
    Within,
    /// `满 …`, `至少 …`: at least that long.
    AtLeast,
    /// `90 至 30 日`: between the two.
    Between,
    /// `70 周岁 前 2 个月`: exactly that long, in 主动.
    Exactly,
}

/// A number with an optional unit.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Quantity {
    /// Digits without `_`, half-width; may hold one `.` and a leading `-`.
    pub number: Box<str>,
    /// Unit of class `unit`.
    pub unit: Option<Keyword>,
}

/// A calendar date as written; checked for existence by the lowering.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Date {
    /// Year.
    pub year: i16,
    /// 1 to 12 if right.
    pub month: u8,
    /// 1 to 31 if right.
    pub day: u8,
}

/// A legal source and places in it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Citation {
    /// Between 《 》, or the document number.
    pub law: Box<str>,
    /// True for 《title》, false for a bare document number.
    pub by_title: bool,
    /// `第八条第二款` …; empty = the whole law.
    pub places: Vec<LawPlace>,
}

/// `第八条第二款第一项`, all numbers as integers (0 = absent). `第三条之一` has `article_sub` 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct LawPlace {
    /// 条
    pub article: u16,
    /// 之一
    pub article_sub: u8,
    /// 款
    pub paragraph: u8,
    /// 项
    pub item: u16,
}

/// Verbatim text with its place; the quotes are not part of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Text {
    /// Content.
    pub text: Box<str>,
    /// Where, delimiters included.
    pub span: Span,
    /// True if written in ASCII quotes rather than “ ”; the printer keeps the kind.
    pub ascii: bool,
}

/// A line that says nothing to the compiler.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Trivia {
    /// One or more blank lines.
    Blank,
    /// `// …`
    Comment(Text),
    /// `/// …`
    Doc(Text),
}

/// A pipe table: `| 总投资 | 建筑面积 || 决定 |`, then rows.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Column heads; the first `inputs` are conditions, the rest yields.
    pub heads: Vec<Expr>,
    /// Columns left of `||`.
    pub inputs: usize,
    /// Comment at the end of the head row.
    pub comment: Option<Text>,
    /// Rows.
    pub rows: Vec<TableRow>,
    /// Where.
    pub span: Span,
}

/// One row of a table.
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    /// Comment lines and blank lines above it.
    pub lead: Vec<Trivia>,
    /// One cell a head; another number has been reported. A row that cannot be read is one `Cell::Junk`.
    pub cells: Vec<Cell>,
    /// Tails behind the last bar.
    pub tail: Vec<Phrase>,
    /// Comment at the end.
    pub comment: Option<Text>,
    /// Where.
    pub span: Span,
}

/// A cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// `-`: any value.
    Any(Span),
    /// `≥ 1 亿元`: an operator with its right side (`=` if none is written).
    Test {
        /// Operator.
        operator: Keyword,
        /// Right side.
        right: Expr,
        /// Where.
        span: Span,
    },
    /// A yield: phrases; none in an empty cell, which has been reported.
    Value(Vec<Phrase>, Span),
    /// A row that could not be read, byte for byte.
    Junk(Text),
}
