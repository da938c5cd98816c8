//! Texts, halls, combined services, and what was not decided.
//!
//! A list of declarations that is handed on to the next of the chain in `mod.rs`; knows no types.

macro_rules! service_tables {
    ([$next:ident $($more:ident)*] $($before:tt)*) => {
        $next! {
            [$($more)*] $($before)*

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
                /// As declared: words for people, nothing to compute with.
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
            /// A class of windows and the matters that it accepts; a class without rows accepts every matter.
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
    };
}
