//! The logical tables: what the compiler emits, once, for every carrier.
//!
//! A table is a `Vec` of plain rows; the macro below is its only declaration and yields the Rust structs, the schema that the SQL and
//! JSON carriers print, and the visitor that walks all rows. Nothing here knows how a row is stored. Text keys survive a rebuild;
//! the integer ids `rule` and `row` are positions in this release only.
//!
//! Reading a case from the rows is specified in the book's chapter on tables; in short: pick the `edition` of (matter, responsible region,
//! day), map each answer to its `cell`, and every rule follows from `rule_row` and `rule_forbid` by one anti-join.

/// Version of the table format: readers refuse another major number.
pub const FORMAT_MAJOR: u16 = 1;
/// Additions that old readers may ignore.
pub const FORMAT_MINOR: u16 = 0;

/// A civil day, counted from 1970-01-01 (= 0). Carriers also print it as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Day(pub i32);

/// The type of a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// UTF-8 text, never empty unless the column's doc says so.
    Text,
    /// 64-bit signed integer.
    Integer,
    /// 0 or 1.
    Flag,
    /// A civil day.
    Day,
}

/// A column's name and type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Name in every carrier.
    pub name: &'static str,
    /// Type.
    pub kind: ColumnKind,
    /// Whether the value may be absent.
    pub nullable: bool,
    /// The column's documentation.
    pub doc: &'static str,
}

/// One value of one row; ordered as the canonical sort orders keys (absent first, text by bytes).
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub enum Value<'a> {
    /// Absent.
    Null,
    /// Text.
    Text(&'a str),
    /// Integer or flag.
    Integer(i64),
    /// Day.
    Day(Day),
}

/// A table's name, columns and documentation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schema {
    /// Name in every carrier.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// Columns in order.
    pub columns: &'static [Column],
    /// Names of the columns that identify a row, in the order of the canonical sort.
    pub key: &'static [&'static str],
}

/// A row that carriers can print without knowing its type.
pub trait Row {
    /// The table that the row stands in.
    const SCHEMA: Schema;
    /// Calls `each` with the values in column order.
    fn values<'a>(&'a self, each: &mut dyn FnMut(Value<'a>));
    /// Makes a row of the values that `next` yields in column order; a value of another type counts as empty, 0 or absent.
    fn from_values<'a>(next: &mut dyn FnMut() -> Value<'a>) -> Self
    where
        Self: Sized;
}

/// Walks all tables in their canonical order.
pub trait TableVisitor {
    /// The first error stops the walk.
    type Error;
    /// Called once a table.
    fn table<R: Row>(&mut self, rows: &[R]) -> Result<(), Self::Error>;
}

trait ColumnType {
    const KIND: ColumnKind;
    const NULLABLE: bool = false;
    fn value(&self) -> Value<'_>;
    fn read(value: Value<'_>) -> Self;
}
impl ColumnType for String {
    const KIND: ColumnKind = ColumnKind::Text;
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
    fn read(value: Value<'_>) -> Self {
        if let Value::Text(text) = value { text.to_owned() } else { Self::new() }
    }
}
impl ColumnType for bool {
    const KIND: ColumnKind = ColumnKind::Flag;
    fn value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
    fn read(value: Value<'_>) -> Self {
        value == Value::Integer(1)
    }
}
impl ColumnType for Day {
    const KIND: ColumnKind = ColumnKind::Day;
    fn value(&self) -> Value<'_> {
        Value::Day(*self)
    }
    fn read(value: Value<'_>) -> Self {
        if let Value::Day(day) = value { day } else { Self(0) }
    }
}
macro_rules! integer_columns {
    ($($ty:ty)*) => {$(
        impl ColumnType for $ty {
            const KIND: ColumnKind = ColumnKind::Integer;
            fn value(&self) -> Value<'_> {
                Value::Integer(i64::from(*self))
            }
            fn read(value: Value<'_>) -> Self {
                if let Value::Integer(number) = value { Self::try_from(number).unwrap_or(0) } else { 0 }
            }
        }
    )*};
}
integer_columns!(u8 u16 u32 i32 i64);
impl<T: ColumnType> ColumnType for Option<T> {
    const KIND: ColumnKind = T::KIND;
    const NULLABLE: bool = true;
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, T::value)
    }
    fn read(value: Value<'_>) -> Self {
        (value != Value::Null).then(|| T::read(value))
    }
}

macro_rules! tables {
    ($( $(#[doc = $doc:literal])* $table:ident $row:ident key($($key:ident)*) { $( $(#[doc = $coldoc:literal])* $column:ident : $ty:ty ),* $(,)? } )*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Clone, PartialEq, Eq, Debug, Default, PartialOrd, Ord)]
            pub struct $row { $( $(#[doc = $coldoc])* pub $column: $ty ),* }
            impl Row for $row {
                const SCHEMA: Schema = Schema {
                    name: stringify!($table),
                    doc: concat!($($doc),*),
                    columns: &[ $( Column {
                        name: stringify!($column),
                        kind: <$ty as ColumnType>::KIND,
                        nullable: <$ty as ColumnType>::NULLABLE,
                        doc: concat!($($coldoc),*),
                    } ),* ],
                    key: &[ $( stringify!($key) ),* ],
                };
                fn values<'a>(&'a self, each: &mut dyn FnMut(Value<'a>)) {
                    $( each(ColumnType::value(&self.$column)); )*
                }
                fn from_values<'a>(next: &mut dyn FnMut() -> Value<'a>) -> Self {
                    $( let $column = ColumnType::read(next()); )*
                    Self { $( $column ),* }
                }
            }
        )*
        /// Every table of a release.
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct Tables { $( $(#[doc = $doc])* pub $table: Vec<$row> ),* }
        impl Tables {
            /// The schemas in canonical order.
            pub const SCHEMAS: &'static [Schema] = &[ $( <$row as Row>::SCHEMA ),* ];
            /// Whether every table is in canonical order.
            #[must_use]
            pub fn is_sorted(&self) -> bool {
                true $( && self.$table.is_sorted_by(|a, b| {
                    std::cmp::Ordering::Equal $( .then_with(|| a.$key.cmp(&b.$key)) )*.is_le()
                }) )*
            }
            /// Shows each table to `visitor`, in canonical order.
            ///
            /// # Errors
            /// The visitor's first.
            pub fn visit<V: TableVisitor>(&self, visitor: &mut V) -> Result<(), V::Error> {
                $( visitor.table(&self.$table)?; )*
                Ok(())
            }
            /// Moves all rows of `other` behind the rows of `self`.
            pub fn append(&mut self, other: &mut Self) {
                $( self.$table.append(&mut other.$table); )*
            }
            /// Sorts every table by its key: the canonical order.
            pub fn sort(&mut self) {
                $( self.$table.sort_by(|a, b| std::cmp::Ordering::Equal$(.then_with(|| a.$key.cmp(&b.$key)))*); )*
            }
        }
    };
}

tables! {
    /// This release; one row.
    catalogue Catalogue key(name) {
        /// Short name from the manifest.
        name: String,
        /// Title as published.
        title: String,
        /// Version of the catalogue.
        version: String,
        /// Edition of the language.
        edition: String,
        /// `zh` or `en`: language of generated texts.
        language: String,
        /// Code of the root region.
        root_region: String,
        /// The day that stands for "today" in checks.
        as_of: Day,
        /// Table format, major number.
        format_major: u16,
        /// Table format, minor number.
        format_minor: u16,
        /// Hash of the meaning: without positions, tool version, other-language titles.
        semantic_hash: String,
        /// Version of the compiler.
        tool: String,
    }
    /// An administrative unit during a period; places in one nested-interval numbering.
    region Region key(code valid_from) {
        /// Twelve digits.
        code: String,
        /// Name without its parents.
        name: String,
        /// 1 nation, 2 province, 3 city, 4 county, 5 town, 6 village.
        level: u8,
        /// Code of the unit above; absent for the nation.
        parent: Option<String>,
        /// First position of the unit; the unit itself stands there.
        first: u32,
        /// Last position inside the unit.
        last: u32,
        /// Kind as the source names it (市辖区, 自治县 …).
        kind: String,
        /// First day of the unit, if known.
        valid_from: Option<Day>,
        /// First day on which it no longer exists.
        valid_to: Option<Day>,
    }
    /// Who acts where a level does not exist (a city without counties).
    region_level RegionLevel key(region missing) {
        /// Code of the region in which, and below which, the rule stands.
        region: String,
        /// Level that does not exist.
        missing: u8,
        /// Level that acts instead.
        acts: u8,
        /// Legal basis in words; may be empty.
        basis: String,
    }
    /// A working-day calendar.
    calendar Calendar key(name) {
        /// Name, `cn` for the national one.
        name: String,
        /// First published day.
        published_from: Day,
        /// Last published day; what touches a later day is provisional.
        published_to: Day,
    }
    /// A day of a calendar, without gaps from the first to the horizon.
    calendar_day CalendarDay key(calendar day) {
        /// Calendar.
        calendar: String,
        /// Day.
        day: Day,
        /// Whether offices work.
        working: bool,
        /// Working days up to and including this day; due date of n working days after day d = the working day of ordinal(d) + n.
        ordinal: i32,
        /// Month, counted as year × 12 + month − 1: n months later is n more.
        month: i32,
        /// Day of the month.
        month_day: u8,
        /// Holiday's name; absent on ordinary days.
        name: Option<String>,
        /// The notice that says so.
        notice: Option<String>,
    }
    /// A code list.
    vocabulary Vocabulary key(name) {
        /// Name.
        name: String,
        /// Code system that its codes belong to.
        code_system: String,
    }
    /// An entry of a code list.
    term Term key(vocabulary code) {
        /// Code list.
        vocabulary: String,
        /// Code as text; leading zeros count.
        code: String,
        /// Title.
        title: String,
    }
    /// A line of authority.
    department Department key(name) {
        /// Name.
        name: String,
        /// English title.
        title_en: Option<String>,
    }
    /// Another name of a department, law or material, or the short name of one.
    alias Alias key(of name) {
        /// department, law or material: the table that `target` names a row of.
        of: String,
        /// The other name.
        name: String,
        /// The row's name.
        target: String,
    }
    /// A department's organ at a level, or at one region.
    body Body key(department level region branch) {
        /// Department.
        department: String,
        /// Level 1 to 6.
        level: u8,
        /// Region code if the organ is one particular organ; empty text if it is the form of name at that level.
        region: String,
        /// True for an organ of the level above that sits at this level and acts in that organ's name.
        branch: bool,
        /// Name.
        name: String,
        /// True if that is the whole name; else it is printed behind the region's.
        whole_name: bool,
        /// Unified social credit code.
        credit_code: Option<String>,
    }
    /// A legal source.
    law Law key(name) {
        /// Full title without 《》.
        name: String,
        /// 法律, 行政法规, 地方性法规, 部门规章, 规范性文件 …
        rank: String,
        /// Document number.
        number: Option<String>,
        /// Who issued it.
        issuer: Option<String>,
        /// Number of articles, if known.
        articles: Option<u16>,
        /// In force from.
        valid_from: Option<Day>,
        /// First day no longer in force.
        valid_to: Option<Day>,
    }
    /// An amendment of a law.
    law_amendment LawAmendment key(law day) {
        /// Law.
        law: String,
        /// Day.
        day: Day,
        /// Document number; may be empty.
        number: String,
    }
    /// Something asked or known about a case; options of a set are facts of their own.
    fact Fact key(name) {
        /// Name; local facts as `matter/name`, an option of a set as `set/option`.
        name: String,
        /// bool, choice, ordered, option, number, money, date, region, derived, finding (favourable = 1), held (held = 1), text.
        kind: String,
        /// The set that an option belongs to.
        option_of: Option<String>,
        /// Title for people.
        title: String,
        /// Unit of a number.
        unit: Option<String>,
        /// Decimals of a number: the stored integer is the value times 10^scale.
        scale: u8,
        /// Smallest value.
        low: Option<i64>,
        /// Largest value.
        high: Option<i64>,
        /// Level at which a region fact is answered.
        level: Option<u8>,
        /// applicant, shared, official, held, computed.
        owner: String,
        /// Department that judges an official's finding, if named.
        judge: Option<String>,
        /// The document whose possession the fact says (kind held).
        document: Option<String>,
        /// True if any member of the household counts.
        any_member: bool,
        /// Documentation for whoever answers.
        help: Option<String>,
    }
    /// A value of a choice or ordered fact.
    fact_value FactValue key(fact ordinal) {
        /// Fact.
        fact: String,
        /// 0, 1, 2 …
        ordinal: u32,
        /// Title.
        title: String,
        /// Code, if its vocabulary has one.
        code: Option<String>,
    }
    /// A fact that the client computes from two others before it looks for cells.
    derived Derived key(fact) {
        /// The computed fact.
        fact: String,
        /// equal, less, at_most (1 if a is equal to, less than, at most b); years, months, days (completed, from a to b); months_begun
        /// (the least n such that b is not after a plus n months); same_unit.
        operation: String,
        /// First argument: a fact, or one of the built-in values application_day, acceptance_day, event_day, responsible.
        a: String,
        /// Second argument, likewise.
        b: String,
        /// Level for same_unit.
        level: Option<u8>,
    }
    /// A document.
    material Material key(name) {
        /// Name; local materials as `matter/name`.
        name: String,
        /// Title for people.
        title: String,
        /// Department or body that issues it.
        issuer: Option<String>,
        /// Type code of the electronic certificate.
        certificate: Option<String>,
        /// Shared data source that can replace it.
        shared: Option<String>,
        /// Documentation.
        help: Option<String>,
    }
    /// A matter.
    matter Matter key(name) {
        /// Name.
        name: String,
        /// Short name.
        short: Option<String>,
        /// English title.
        title_en: Option<String>,
        /// Kind (行政许可, 公共服务 …); may be empty.
        kind: String,
        /// Line of authority; may be empty.
        department: String,
        /// Its documentation; may be empty.
        summary: String,
        /// In force from.
        valid_from: Option<Day>,
        /// First day no longer in force.
        valid_to: Option<Day>,
    }
    /// A section that the matter's source has, and which kind of nothing it says.
    matter_section MatterSection key(matter section) {
        /// Matter.
        matter: String,
        /// Section, as an identifier of the keyword table.
        section: String,
        /// filled; none (无); law_sets_none (无规定); to_be_settled (待定).
        state: String,
    }
    /// Whom a matter serves.
    matter_serves MatterServes key(matter term) {
        /// Matter.
        matter: String,
        /// 自然人, 企业法人 …
        term: String,
    }
    /// A code of a matter.
    matter_code MatterCode key(matter system) {
        /// Matter.
        matter: String,
        /// Code system (国家, 实施, 地方 …).
        system: String,
        /// Code.
        code: String,
    }
    /// A handling item of a matter.
    handling_item HandlingItem key(matter code) {
        /// Matter.
        matter: String,
        /// Two digits.
        code: String,
        /// Title.
        title: String,
    }
    /// An effective definition of a matter: for responsible regions in an interval, during a period.
    edition Edition key(id) {
        /// Number in this release, dense from 0.
        id: u32,
        /// Hash of the definition's content; survives a rebuild.
        key: String,
        /// Matter.
        matter: String,
        /// Regions covered, first position.
        region_first: u32,
        /// Regions covered, last position.
        region_last: u32,
        /// Depth of the variance layer; the largest that covers the responsible region wins.
        depth: u8,
        /// First day.
        day_from: Option<Day>,
        /// First day after.
        day_to: Option<Day>,
        /// The date that selects the edition: acceptance_day.
        select_by: String,
    }
    /// A fact that an edition asks, in the order in which it is best asked.
    question Question key(edition seq) {
        /// Edition.
        edition: u32,
        /// 0, 1, 2 …
        seq: u32,
        /// Fact.
        fact: String,
    }
    /// A class of answers to a fact that an edition does not tell apart; several rows if it has several intervals.
    cell_member CellMember key(edition fact cell low) {
        /// Edition.
        edition: u32,
        /// Fact.
        fact: String,
        /// Number of the cell, dense from 0.
        cell: u16,
        /// First value (ordinal, day number, fen, region position …), inclusive.
        low: i64,
        /// Last value, inclusive.
        high: i64,
    }
    /// Answers that cannot stand together; already folded into the rows, kept to name the reason.
    never Never key(edition seq) {
        /// Edition.
        edition: u32,
        /// 0, 1, 2 …
        seq: u32,
        /// Reason as declared.
        reason: String,
        /// The rule (kind `never`) that holds exactly in the excluded cases.
        rule: u32,
    }
    /// One conditional line.
    rule Rule key(id) {
        /// Number in this release, dense from 0, grouped by edition.
        id: u32,
        /// Edition.
        edition: u32,
        /// Address of the line: section/key[/label]; unique inside an edition.
        key: String,
        /// The table that holds what the rule yields, or one of these without such a table: `feasible`, one rule for each group of
        /// `never` that share facts, has only positive rows: where none is compatible, the answers are contradictory; `eligible`, one
        /// rule for each group of conditions that share facts, likewise: where none is compatible, no completion meets all conditions
        /// (findings counted as favourable) and lines of choices say nothing; `never` holds in the cases that one 互斥 excludes, over
        /// all cases; `existence` holds where a fact exists.
        kind: String,
        /// Order inside the edition.
        seq: u32,
        /// The choice that the line belongs to (section/key); absent for lines of lists.
        choice: Option<String>,
        /// The rest line of its choice: holds iff no other line of the choice does; has no rows.
        otherwise: bool,
        /// Approval stage (阶段) that the line belongs to.
        stage: Option<String>,
        /// Title “…”, if the line has one.
        title: Option<String>,
        /// Its condition in words; absent if it always holds.
        condition: Option<String>,
        /// Source file, relative to the catalogue.
        file: String,
        /// Source line, from 1.
        line: u32,
    }
    /// A legal basis of a rule or of the whole matter.
    basis Basis key(edition rule seq) {
        /// Edition.
        edition: u32,
        /// Rule; absent: basis of the matter.
        rule: Option<u32>,
        /// 0, 1, 2 …
        seq: u32,
        /// Law, by full title or document number.
        law: String,
        /// 第八条第二款 …; empty if the whole law.
        place: String,
    }
    /// One conjunction of a rule (positive) or of its negation.
    rule_row RuleRow key(id) {
        /// Number in this release, dense from 0, grouped by rule.
        id: u32,
        /// Rule.
        rule: u32,
        /// 1: the rule holds where no forbidden cell is answered; 0: it fails there.
        positive: bool,
    }
    /// A cell that a row forbids.
    rule_forbid RuleForbid key(row fact cell) {
        /// Row.
        row: u32,
        /// Fact.
        fact: String,
        /// Cell.
        cell: u16,
    }
    /// A condition of eligibility.
    condition Condition key(rule) {
        /// Rule: holds iff the condition is met.
        rule: u32,
        /// Label.
        label: String,
        /// Who judges it; absent if it follows from answers. Judged conditions are pending at the counter.
        official: Option<String>,
    }
    /// A result that must be held.
    prior_result PriorResult key(rule) {
        /// Rule: holds iff the prior result is required.
        rule: u32,
        /// The document.
        material: String,
        /// The yes/no fact that says whether it is held.
        fact: String,
    }
    /// A fact that exists only in some cases.
    existence Existence key(rule) {
        /// Rule: holds where the fact exists; elsewhere it is not asked.
        rule: u32,
        /// Fact.
        fact: String,
    }
    /// A material to hand in or show.
    requirement Requirement key(rule) {
        /// Rule: holds iff it is required.
        rule: u32,
        /// As printed on the list.
        title: String,
        /// Shared data that replaces it; it need not be handed in.
        exempt: Option<String>,
        /// Time to hand it in later.
        grace: Option<i64>,
        /// Unit of the grace: working_days, calendar_days, months …
        grace_unit: Option<String>,
        /// What happens after the grace.
        grace_overdue: Option<String>,
        /// What it must bear (须 签字 …).
        must: Option<String>,
    }
    /// A way to fulfil a requirement: all members of one option.
    requirement_member RequirementMember key(rule choice seq) {
        /// Requirement.
        rule: u32,
        /// Alternative, from 0.
        choice: u16,
        /// Member, from 0.
        seq: u16,
        /// Material.
        material: String,
        /// Name as written on the line.
        title: String,
        /// Whose (一孩, 女方 …).
        holder: Option<String>,
        /// original, copy, original_and_copy, original_or_copy, electronic, unsaid.
        form: String,
        /// How many.
        count: u32,
        /// The number is multiplied by this fact.
        per: Option<String>,
    }
    /// Candidates for the responsible region.
    responsible Responsible key(rule seq) {
        /// Rule: holds iff these candidates apply.
        rule: u32,
        /// 0, 1, 2 …
        seq: u16,
        /// Region fact.
        fact: String,
        /// Level of the responsible unit.
        level: u8,
    }
    /// Who decides.
    decider Decider key(rule) {
        /// Rule.
        rule: u32,
        /// Level 1 to 6.
        level: u8,
        /// Department; the matter's unless the line names another.
        department: String,
    }
    /// How a decision is brought nearer to the applicant.
    delegation Delegation key(rule) {
        /// Rule.
        rule: u32,
        /// devolved, delegated, posted, networked.
        mode: String,
        /// Level of the lawful decider.
        from_level: u8,
        /// Level where it is done.
        to_level: u8,
        /// Department or organisation that does it, if another.
        body: Option<String>,
        /// Weekdays or other remarks.
        note: Option<String>,
    }
    /// Who receives.
    accepting Accepting key(rule) {
        /// Rule.
        rule: u32,
        /// Level, if it is one.
        level: Option<u8>,
        /// Named acceptor, if it is no level.
        name: Option<String>,
    }
    /// A statement about handing in elsewhere (通办).
    venue Venue key(rule) {
        /// Rule.
        rule: u32,
        /// scope, mode, forward, return, clock.
        part: String,
        /// Of scope a level (nation … village); of mode fully_online, received_for_another or jointly; of clock receipt or arrival.
        value: Option<String>,
        /// Duration of forwarding or return.
        amount: Option<i64>,
        /// Unit of the duration.
        unit: Option<String>,
    }
    /// A stage of approval (阶段).
    phase Phase key(edition seq) {
        /// Edition.
        edition: u32,
        /// 0, 1, 2 …
        seq: u16,
        /// Name.
        name: String,
        /// Stage that must be finished before; absent for the first.
        after: Option<String>,
    }
    /// A step of the process.
    stage Stage key(rule) {
        /// Rule: holds iff the step is taken.
        rule: u32,
        /// Name.
        name: String,
        /// Who does it: 窗口, a department …
        actor: Option<String>,
        /// Where, if somewhere else than at the responsible unit, in words; the facts are in `stage_place`.
        places: Option<String>,
        /// Duration.
        amount: Option<i64>,
        /// Unit.
        unit: Option<String>,
        /// True for a fixed period that cannot be shortened.
        fixed: bool,
        /// acceptance: outside the limits; processing: inside; delivery: after the decision.
        part: String,
    }
    /// A region fact at whose place a step is done; several work in parallel.
    stage_place StagePlace key(rule seq) {
        /// Step.
        rule: u32,
        /// 0, 1, 2 …
        seq: u16,
        /// Region fact.
        fact: String,
    }
    /// An edge of the process: `rule` begins when `after` is done.
    stage_after StageAfter key(rule after) {
        /// Step.
        rule: u32,
        /// Earlier step.
        after: u32,
    }
    /// A time limit.
    limit Limit key(rule) {
        /// Rule.
        rule: u32,
        /// statutory, promised, notice, delivery, extension, publicity, accept_period.
        kind: String,
        /// Amount; 0 working days = the day itself; absent if the law sets none.
        amount: Option<i64>,
        /// working_days, calendar_days, months, years, hours.
        unit: String,
        /// Event from which it runs: application, receipt, acceptance, decision, correction …
        start: String,
        /// Who must approve (of an extension).
        approver: Option<String>,
        /// What follows when it passes (treated_accepted …).
        overdue: Option<String>,
        /// What an extension extends: statutory or promised.
        extends: Option<String>,
    }
    /// Time that does not count (不计, 不含).
    exclusion Exclusion key(rule) {
        /// Rule.
        rule: u32,
        /// What for.
        name: String,
        /// At most this long; absent if open.
        amount: Option<i64>,
        /// Unit.
        unit: Option<String>,
    }
    /// A fee.
    fee Fee key(rule) {
        /// Rule.
        rule: u32,
        /// Name; `不收费` lines have amount 0.
        name: String,
        /// Fen, or fen per unit of `per`.
        amount: i64,
        /// Number fact that multiplies it.
        per: Option<String>,
        /// Units of `per` that one `amount` is for.
        per_amount: Option<i64>,
        /// Cap in fen.
        cap: Option<i64>,
    }
    /// A benefit.
    benefit Benefit key(rule) {
        /// Rule.
        rule: u32,
        /// Name; may be empty.
        name: String,
        /// Fen.
        amount: i64,
        /// monthly, yearly, once.
        period: String,
    }
    /// What the applicant gets.
    result ResultDocument key(rule) {
        /// Rule.
        rule: u32,
        /// Document.
        name: String,
        /// Validity; absent if permanent or not said.
        validity: Option<i64>,
        /// Unit of the validity.
        validity_unit: Option<String>,
        /// Valid for ever.
        permanent: bool,
    }
    /// How a result is handed over.
    delivery Delivery key(rule seq) {
        /// Result's rule.
        rule: u32,
        /// 0, 1, 2 …
        seq: u16,
        /// 窗口领取, 邮寄 …
        mode: String,
        /// Remark in parentheses (到付).
        note: Option<String>,
    }
    /// When a result may be renewed.
    renewal Renewal key(rule) {
        /// Rule.
        rule: u32,
        /// Earliest, before expiry.
        earliest: Option<i64>,
        /// Unit of the earliest.
        earliest_unit: Option<String>,
        /// Latest, before expiry.
        latest: Option<i64>,
        /// Unit of the latest.
        latest_unit: Option<String>,
    }
    /// A service that comes to the person (主动).
    trigger Trigger key(rule) {
        /// Rule.
        rule: u32,
        /// The age or event in words.
        event: String,
        /// Date fact that it is counted from.
        fact: Option<String>,
        /// Completed years at the event.
        years: Option<i64>,
        /// Lead before the event.
        lead: Option<i64>,
        /// Unit of the lead.
        lead_unit: Option<String>,
        /// How the person is told.
        notice: Option<String>,
        /// What counts as application.
        consent: Option<String>,
    }
    /// In these cases it is another matter.
    instead Instead key(rule) {
        /// Rule.
        rule: u32,
        /// The other matter.
        matter: String,
    }
    /// A limit on numbers.
    quota Quota key(rule) {
        /// Rule.
        rule: u32,
        /// Number; absent if only described.
        amount: Option<i64>,
        /// Description.
        note: String,
    }
    /// A duty of the organ.
    duty Duty key(rule) {
        /// Rule.
        rule: u32,
        /// before, during, after.
        phase: String,
        /// Text.
        text: String,
    }
    /// What an official answers for.
    liability Liability key(rule) {
        /// Rule.
        rule: u32,
        /// Text.
        text: String,
    }
    /// A channel of application.
    channel Channel key(rule) {
        /// Rule.
        rule: u32,
        /// 窗口, 网上 …
        channel: String,
    }
    /// Visits in person.
    visit Visit key(rule) {
        /// Rule.
        rule: u32,
        /// How many.
        count: u32,
        /// Why.
        reason: Option<String>,
    }
    /// Kind of case (即办件, 承诺件).
    case_kind CaseKind key(rule) {
        /// Rule.
        rule: u32,
        /// Kind.
        kind: String,
    }
    /// A discretion standard (裁量基准).
    discretion Discretion key(rule) {
        /// Rule.
        rule: u32,
        /// What is decided.
        name: String,
        /// Smallest amount.
        low: i64,
        /// Largest amount.
        high: i64,
        /// Unit.
        unit: String,
    }
    /// A commitment in place of proof (告知承诺).
    commitment Commitment key(rule) {
        /// Rule.
        rule: u32,
        /// What it replaces or says.
        text: String,
    }
    /// An intermediary service that a matter may require.
    intermediary Intermediary key(rule) {
        /// Rule.
        rule: u32,
        /// Service.
        name: String,
        /// Who pays.
        payer: Option<String>,
    }
    /// An intermediary service as declared.
    intermediary_service IntermediaryService key(name) {
        /// Service.
        name: String,
        /// Longest time.
        amount: Option<i64>,
        /// Unit.
        unit: Option<String>,
        /// Who pays.
        payer: Option<String>,
        /// Basis in words; may be empty.
        basis: String,
    }
    /// Plain text of an element (咨询, 投诉, 复议, 诉讼, 常见问题, 说明 …).
    text Text key(edition element seq) {
        /// Edition.
        edition: u32,
        /// Element, as an identifier of the keyword table.
        element: String,
        /// Line.
        seq: u16,
        /// Content.
        text: String,
    }
    /// A folded amount, to explain where a constant came from.
    rate Rate key(name region day_from) {
        /// Name.
        name: String,
        /// Region code; empty text if everywhere.
        region: String,
        /// First day.
        day_from: Option<Day>,
        /// First day after.
        day_to: Option<Day>,
        /// Value: fen or plain number.
        value: i64,
        /// Basis in words; may be empty.
        basis: String,
    }
    /// A service point.
    hall Hall key(name) {
        /// Name.
        name: String,
        /// Code of the region it serves or lies in.
        region: String,
        /// Address; may be empty.
        address: String,
    }
    /// Opening hours of a hall.
    hall_hours HallHours key(hall seq) {
        /// Hall.
        hall: String,
        /// 0, 1, 2 …
        seq: u16,
        /// As declared.
        text: String,
    }
    /// Channel of a hall.
    hall_channel HallChannel key(hall channel) {
        /// Hall.
        hall: String,
        /// Channel.
        channel: String,
    }
    /// Window classes of a hall.
    hall_window HallWindow key(hall window) {
        /// Hall.
        hall: String,
        /// Window class.
        window: String,
        /// How many; 1 if not said.
        count: u32,
    }
    /// A class of windows and the matters that it accepts.
    window_matter WindowMatter key(window matter) {
        /// Window class.
        window: String,
        /// Matter.
        matter: String,
    }
    /// A combined service (一件事).
    theme Theme key(name) {
        /// Name.
        name: String,
        /// English title.
        title_en: Option<String>,
        /// Leading department; may be empty.
        lead: String,
        /// Promised time.
        promise: Option<i64>,
        /// Unit of the promise.
        promise_unit: Option<String>,
    }
    /// A stage of a theme.
    theme_stage ThemeStage key(theme seq) {
        /// Theme.
        theme: String,
        /// 0, 1, 2 …
        seq: u16,
        /// Name.
        name: String,
        /// Leading department, if another.
        lead: Option<String>,
        /// Limit.
        amount: Option<i64>,
        /// Unit.
        unit: Option<String>,
    }
    /// A member of a theme.
    theme_matter ThemeMatter key(theme matter) {
        /// Theme.
        theme: String,
        /// Matter.
        matter: String,
        /// Stage, if the theme has stages.
        stage: Option<String>,
        /// Order in which the matters can be done, from 0; equal numbers run in parallel.
        rank: u16,
    }
    /// Members handled together (联办) or visits made once (联合).
    theme_joint ThemeJoint key(theme seq) {
        /// Theme.
        theme: String,
        /// 0, 1, 2 …
        seq: u16,
        /// together (联办), joint (联合), excluded (不含).
        mode: String,
        /// Matter, or step's name.
        name: String,
        /// At most this often (joint).
        at_most: Option<i64>,
    }
    /// What a theme saves, computed.
    theme_saving ThemeSaving key(theme name) {
        /// Theme.
        theme: String,
        /// materials, days, visits, questions.
        name: String,
        /// One by one.
        before: i64,
        /// In the theme.
        after: i64,
    }
    /// What a theme claims (改革前).
    theme_claim ThemeClaim key(theme seq) {
        /// Theme.
        theme: String,
        /// 0, 1, 2 …
        seq: u16,
        /// In words.
        text: String,
        /// Number claimed.
        amount: Option<i64>,
    }
    /// Something that the compiler could not decide within its budget.
    unproved Unproved key(edition seq) {
        /// Edition.
        edition: u32,
        /// 0, 1, 2 …
        seq: u32,
        /// Code of the finding.
        code: String,
        /// Rule key it concerns.
        key: String,
    }
    /// A finding waived in the source.
    waiver Waiver key(matter code reason) {
        /// Matter.
        matter: String,
        /// Code.
        code: String,
        /// Reason.
        reason: String,
        /// Last day.
        until: Day,
    }
}
