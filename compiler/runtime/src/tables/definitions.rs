//! Facts, documents, matters, their definitions, and the rows of their rules.
//!
//! A list of declarations that is handed on to the next of the chain in `mod.rs`; knows no types.

macro_rules! definition_tables {
    ([$next:ident $($more:ident)*] $($before:tt)*) => {
        $next! {
            [$($more)*] $($before)*

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
                /// (the least n such that b is not after a plus n months; before a, −n for the least n such that b is not before a minus n); same_unit.
                operation: String,
                /// First argument: a fact, or one of the built-in values application_day, acceptance_day, decision_day, event_day, responsible, here.
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
                /// The first line (`seq`) of its choice that yields the same: what is chosen is certain where all lines that hold or may hold
                /// have the same number. Absent for lines of lists.
                same_as: Option<u32>,
                /// Approval stage (阶段) that the line belongs to.
                stage: Option<String>,
                /// Title “…”, if the line has one.
                title: Option<String>,
                /// Its condition in words; absent if it always holds, or where no other line of its choice does (`otherwise`).
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
        }
    };
}
