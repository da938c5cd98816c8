//! A decided case → the decision that a window shows: every line with where it stands, what it yields and why.

use matter_runtime::tables::bare;
use matter_runtime::{Error, Required};
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::parts::{Line, Release, Resolution, Standing};
use crate::questions::{Question, questions};
use crate::venues::Venues;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// What a window shows of a case. Lines that are excluded are left out, but for conditions; all lists are empty unless the case is resolved
/// to a definition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Decision {
    /// Which release answers.
    pub catalogue: Release,
    /// Name of the matter.
    pub matter: String,
    /// Day of application.
    pub on: Date,
    /// How far the case could be resolved.
    pub resolution: Resolution,
    /// The responsible region, from the province down.
    pub responsible: Option<String>,
    /// Possible responsible regions, if one had to be looked for.
    pub candidates: Vec<Candidate>,
    /// Whether the applicant is eligible; officials' findings count as favourable until they are found.
    pub eligible: Standing,
    /// The day on which another definition takes over, if one does.
    pub changes_on: Option<Date>,
    /// What is still worth asking, best first.
    pub questions: Vec<Question>,
    /// Conditions; those that are excluded fail.
    pub conditions: Vec<Line<ConditionValue>>,
    /// Results that must be held.
    pub priors: Vec<Line<PriorValue>>,
    /// What officials still have to find.
    pub pending: Vec<PendingFact>,
    /// Documents to hand in or to show.
    pub materials: Vec<Line<MaterialValue>>,
    /// The one-time notice (一次性告知书): what is not met, what must be held first, what must be handed in. Empty if nothing is lacking.
    pub notice: String,
    /// Who decides.
    pub deciders: Vec<Line<DeciderValue>>,
    /// How the decision is brought nearer.
    pub delegations: Vec<Line<DelegationValue>>,
    /// Kinds of case (即办件, 承诺件).
    pub kinds: Vec<Line<KindValue>>,
    /// Time limits.
    pub limits: Vec<Line<LimitValue>>,
    /// Time that does not count.
    pub exclusions: Vec<Line<ExclusionValue>>,
    /// The last day of the decision if the case is handed in and accepted on its days; null where no limit says so.
    pub due: Option<DecisionDue>,
    /// Fees.
    pub fees: Vec<Line<FeeValue>>,
    /// Benefits.
    pub benefits: Vec<Line<BenefitValue>>,
    /// What the applicant gets.
    pub results: Vec<Line<ResultValue>>,
    /// Channels of application.
    pub channels: Vec<Line<ChannelValue>>,
    /// Visits in person.
    pub visits: Vec<Line<VisitValue>>,
    /// Other matters that it is instead.
    pub instead: Vec<Line<InsteadValue>>,
    /// Where it can be handed in; null unless the case is resolved to a definition.
    pub venues: Option<Venues>,
}

macro_rules! values {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $field:ident: $kind:ty,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(JsonSchema))]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: $kind,)+
        }
    )+};
}

values! {
    /// A possible responsible region.
    Candidate {
        /// Name by which the fact that names it is answered.
        fact: String,
        /// Title of the fact.
        title: String,
        /// The unit, if the fact is answered.
        place: Option<String>,
    }
    /// A condition of eligibility.
    ConditionValue {
        /// Label.
        label: String,
        /// Who judges it; null if it follows from answers.
        official: Option<String>,
    }
    /// A result that must be held.
    PriorValue {
        /// The document.
        document: String,
        /// How people call it.
        title: String,
        /// Whether it is held, if that is known.
        held: Option<bool>,
    }
    /// What an official still has to find.
    PendingFact {
        /// Title of the fact.
        title: String,
        /// Who finds it, if named.
        judge: Option<String>,
    }
    /// A document of an alternative.
    MaterialMember {
        /// The document.
        material: String,
        /// Name as written on the line.
        title: String,
        /// Whose.
        holder: Option<String>,
        /// original, copy, original_and_copy, original_or_copy, electronic, unsaid.
        form: String,
        /// How many.
        count: u32,
        /// The number is multiplied by this fact.
        per: Option<String>,
    }
    /// A requirement.
    MaterialValue {
        /// As printed on the list.
        title: String,
        /// Alternatives, each a set of documents.
        options: Vec<Vec<MaterialMember>>,
        /// Shared data that replaces it; it need not be handed in.
        exempt: Option<String>,
        /// What it must bear.
        must: Option<String>,
        /// Time to hand it in later.
        grace: Option<i64>,
        /// Unit of the grace.
        grace_unit: Option<String>,
        /// What follows after the grace.
        grace_overdue: Option<String>,
    }
    /// Who decides.
    DeciderValue {
        /// Level, 1 nation to 6 village.
        level: u8,
        /// Department.
        department: String,
        /// Name of its organ there, if it has one.
        body: Option<String>,
        /// The unit whose organ decides.
        unit: Option<String>,
    }
    /// How a decision is brought nearer to the applicant.
    DelegationValue {
        /// devolved, delegated, posted, networked.
        mode: String,
        /// Level of the lawful decider.
        from_level: u8,
        /// Level where it is done.
        to_level: u8,
        /// Who does it, if another.
        body: Option<String>,
        /// Remarks.
        note: Option<String>,
    }
    /// A kind of case.
    KindValue {
        /// 即办件, 承诺件 …
        name: String,
    }
    /// A time limit.
    LimitValue {
        /// statutory, promised, notice, delivery, extension, publicity, accept_period.
        kind: String,
        /// How long; null if the law sets none.
        amount: Option<i64>,
        /// working_days, calendar_days, months, years, hours.
        unit: String,
        /// Event from which it runs.
        start: String,
        /// What follows when it passes.
        overdue: Option<String>,
    }
    /// Time that does not count.
    ExclusionValue {
        /// What for; events name it as their reason.
        name: String,
        /// At most this long; null if open.
        amount: Option<i64>,
        /// Unit.
        unit: Option<String>,
    }
    /// When the decision is due.
    DecisionDue {
        /// The last day.
        day: Date,
        /// Whether the calendar of that day is not yet published.
        provisional: bool,
    }
    /// A fee.
    FeeValue {
        /// Name.
        name: String,
        /// Amount in fen; null while the number that multiplies it is unknown.
        fen: Option<i64>,
        /// Fen, or fen per unit of `per`.
        rate: i64,
        /// Number fact that multiplies it.
        per: Option<String>,
        /// Cap in fen.
        cap: Option<i64>,
    }
    /// A benefit.
    BenefitValue {
        /// Name; may be empty.
        name: String,
        /// Fen.
        fen: i64,
        /// monthly, yearly, once.
        period: String,
    }
    /// What the applicant gets.
    ResultValue {
        /// The document.
        name: String,
        /// How people call it.
        title: String,
        /// Validity; null if permanent or not said.
        validity: Option<i64>,
        /// Unit of the validity.
        unit: Option<String>,
        /// Valid for ever.
        permanent: bool,
        /// How it is handed over.
        deliveries: Vec<String>,
    }
    /// A channel of application.
    ChannelValue {
        /// 窗口, 网上 …
        name: String,
    }
    /// Visits in person.
    VisitValue {
        /// How many.
        count: u32,
        /// Why.
        reason: Option<String>,
    }
    /// Another matter that it is instead.
    InsteadValue {
        /// Name of the other matter.
        matter: String,
    }
}

impl Decided<'_> {
    /// The whole answer.
    ///
    /// # Errors
    /// The last day lies beyond what the calendar can tell; the image is damaged.
    pub fn decision(&self) -> Result<Decision, Error> {
        let decision = &self.decision;
        let resolved = self.case.edition().is_some();
        let explain = self.explainer();
        Ok(Decision {
            catalogue: Release::of(self.catalogue)?,
            matter: self.matter.name.clone(),
            on: Date(self.day),
            resolution: decision.resolution.into(),
            responsible: explain.place(decision.responsible)?,
            candidates: explain.candidates(&self.matter.name, decision)?,
            eligible: decision.eligible.into(),
            changes_on: decision.changes_on.map(Date),
            questions: questions(self.catalogue, &self.matter.name, &decision.questions)?,
            conditions: explain.conditions(decision)?,
            priors: self.priors()?,
            pending: self.pending(),
            materials: self.materials()?,
            notice: self.catalogue.notice(decision, self.language)?,
            deciders: explain.deciders(decision)?,
            delegations: self.delegations()?,
            kinds: explain.lines(&decision.case_kinds, |row| KindValue { name: row.kind.clone() })?,
            limits: explain.limits(decision)?,
            exclusions: self.exclusions()?,
            due: self.decision_due()?,
            fees: self.fees()?,
            benefits: self.benefits()?,
            results: explain.results(decision)?,
            channels: explain.lines(&decision.channels, |row| ChannelValue { name: row.channel.clone() })?,
            visits: explain
                .lines(&decision.visits, |row| VisitValue { count: row.count, reason: row.reason.clone() })?,
            instead: explain.lines(&decision.instead, |row| InsteadValue { matter: row.matter.clone() })?,
            venues: if resolved { Some(self.venues()?) } else { None },
        })
    }

    fn priors(&self) -> Result<Vec<Line<PriorValue>>, Error> {
        let line = |prior: &matter_runtime::Prior| {
            let document = prior.line.row.material.clone();
            let value = PriorValue { title: bare(&document).to_owned(), document, held: prior.held };
            self.explainer().line(prior.line.rule, prior.line.status, value)
        };
        self.decision.priors.iter().map(line).collect()
    }

    fn pending(&self) -> Vec<PendingFact> {
        let pending = self.decision.pending.iter();
        pending.map(|one| PendingFact { title: one.title.clone(), judge: one.judge.clone() }).collect()
    }

    fn materials(&self) -> Result<Vec<Line<MaterialValue>>, Error> {
        let line =
            |required: &Required| self.explainer().line(required.line.rule, required.line.status, material(required));
        self.decision.materials.iter().map(line).collect()
    }

    fn delegations(&self) -> Result<Vec<Line<DelegationValue>>, Error> {
        self.explainer().lines(&self.decision.delegations, |row| DelegationValue {
            mode: row.mode.clone(),
            from_level: row.from_level,
            to_level: row.to_level,
            body: row.body.clone(),
            note: row.note.clone(),
        })
    }

    fn exclusions(&self) -> Result<Vec<Line<ExclusionValue>>, Error> {
        self.explainer().lines(&self.decision.exclusions, |row| ExclusionValue {
            name: row.name.clone(),
            amount: row.amount,
            unit: row.unit.clone(),
        })
    }

    /// The last day of the decision if the case is handed in and accepted on its days; none where no limit says so.
    ///
    /// # Errors
    /// The day lies beyond what the calendar can tell; the image is damaged.
    pub fn decision_due(&self) -> Result<Option<DecisionDue>, Error> {
        if self.case.edition().is_none() {
            return Ok(None);
        }
        let due = self.catalogue.due(&self.answer, &self.accepted(), self.selecting)?;
        let deadline = due.decision().map(|(_, deadline)| deadline);
        Ok(deadline.map(|deadline| DecisionDue { day: Date(deadline.day), provisional: deadline.provisional }))
    }

    fn fees(&self) -> Result<Vec<Line<FeeValue>>, Error> {
        let line = |line: &matter_runtime::Line<matter_runtime::tables::Fee>| {
            let row = &line.row;
            let value = FeeValue {
                name: row.name.clone(),
                fen: self.catalogue.fee_amount(&self.case, row)?,
                rate: row.amount,
                per: row.per.clone(),
                cap: row.cap,
            };
            self.explainer().line(line.rule, line.status, value)
        };
        self.decision.fees.iter().map(line).collect()
    }

    fn benefits(&self) -> Result<Vec<Line<BenefitValue>>, Error> {
        self.explainer().lines(&self.decision.benefits, |row| BenefitValue {
            name: row.name.clone(),
            fen: row.amount,
            period: row.period.clone(),
        })
    }
}

fn material(required: &Required) -> MaterialValue {
    let row = &required.line.row;
    MaterialValue {
        title: row.title.clone(),
        options: members(&required.options),
        exempt: row.exempt.clone(),
        must: row.must.clone(),
        grace: row.grace,
        grace_unit: row.grace_unit.clone(),
        grace_overdue: row.grace_overdue.clone(),
    }
}

/// Alternatives of a requirement.
pub(crate) fn members(options: &[Vec<matter_runtime::tables::RequirementMember>]) -> Vec<Vec<MaterialMember>> {
    let member = |member: &matter_runtime::tables::RequirementMember| MaterialMember {
        material: member.material.clone(),
        title: member.title.clone(),
        holder: member.holder.clone(),
        form: member.form.clone(),
        count: member.count,
        per: member.per.clone(),
    };
    options.iter().map(|option| option.iter().map(member).collect()).collect()
}
