//! What a rule yields: one table for each kind of line.
//!
//! A list of declarations that is handed on to the next of the chain in `mod.rs`; knows no types.

macro_rules! line_tables {
    ([$next:ident $($more:ident)*] $($before:tt)*) => {
        $next! {
            [$($more)*] $($before)*

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
                /// Fen; of a fee with `per`, for `per_amount` of it: the case pays amount × value ÷ per_amount, half a fen rounded up.
                amount: i64,
                /// Number fact that multiplies it.
                per: Option<String>,
                /// How much of `per` one `amount` is for, stored as the fact's values are: times 10^`fact.scale`.
                per_amount: Option<i64>,
                /// At most, in fen.
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
        }
    };
}
