//! The release and the world: places, calendars, code lists, organs, laws.
//!
//! A list of declarations that is handed on to the next of the chain in `mod.rs`; knows no types.

macro_rules! world_tables {
    ([$next:ident $($more:ident)*] $($before:tt)*) => {
        $next! {
            [$($more)*] $($before)*

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
                /// The root region, by the twelve digits of `region.code`.
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
            /// A catalogue whose texts the release was made from: its own, then those that it depends on, nearest first.
            source_catalogue SourceCatalogue key(seq) {
                /// 0 for the release's own; then 1, 2 …
                seq: u32,
                /// Short name from its manifest.
                name: String,
                /// Title as published.
                title: String,
                /// Version.
                version: String,
                /// Its root region, by the twelve digits of `region.code`.
                root_region: String,
                /// How many matters of it the release holds.
                matters: u32,
                /// SHA-256 of its texts: the same in every release that was made from the same texts.
                hash: String,
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
        }
    };
}
