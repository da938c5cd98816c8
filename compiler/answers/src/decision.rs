//! A decided case → the decision that a window shows: every line with where it stands, what it yields and why.

use std::borrow::Cow;

use matter_runtime::tables::bare;
use matter_runtime::tables::view::{Benefit, Delegation, Exclusion, Fee, Requirement, RequirementMember};
use matter_runtime::{Error, Pending, Prior, Required};
use serde::Serialize;

use crate::date::Date;
use crate::decided::Decided;
use crate::due::Undated;
use crate::lines::electable;
use crate::parts::{Explainer, Line, Release, Resolution, Standing, Why, each};
use crate::questions::Question;
use crate::venues::Venues;

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// What a window shows of a case. Lines that are excluded are left out, but for conditions; all lists are empty unless the case is resolved
/// to a definition.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Decision<'d> {
    /// Which release answers.
    pub catalogue: Release<'d>,
    /// Name of the matter.
    pub matter: &'d str,
    /// Day of application.
    pub on: Date,
    /// How far the case could be resolved.
    pub resolution: Resolution,
    /// The responsible region, from the province down.
    pub responsible: Option<String>,
    /// Possible responsible regions, if one had to be looked for.
    pub candidates: Vec<Candidate<'d>>,
    /// Whether the applicant is eligible; officials' findings count as favourable until they are found.
    pub eligible: Standing,
    /// The day on which another definition takes over, if one does before the limit for the notice has passed: so long the acceptance, which
    /// selects the definition, may be put off.
    pub changes_on: Option<Date>,
    /// What is still worth asking, best first.
    pub questions: Vec<Question<'d>>,
    /// Conditions; those that are excluded fail.
    pub conditions: Vec<Line<'d, ConditionValue<'d>>>,
    /// Results that must be held.
    pub priors: Vec<Line<'d, PriorValue<'d>>>,
    /// What officials still have to find.
    pub pending: Vec<PendingFact<'d>>,
    /// Documents to hand in or to show.
    pub materials: Vec<Line<'d, MaterialValue<'d>>>,
    /// The one-time notice (一次性告知书): what is not met, what must be held first, what must be handed in. Empty if nothing is lacking.
    pub notice: String,
    /// Who decides.
    pub deciders: Vec<Line<'d, DeciderValue<'d>>>,
    /// How the decision is brought nearer.
    pub delegations: Vec<Line<'d, DelegationValue<'d>>>,
    /// Kinds of case (即办件, 承诺件).
    pub kinds: Vec<Line<'d, KindValue<'d>>>,
    /// Time limits.
    pub limits: Vec<Line<'d, LimitValue<'d>>>,
    /// Time that does not count.
    pub exclusions: Vec<Line<'d, ExclusionValue<'d>>>,
    /// The last day of the decision if the case is handed in and accepted at the beginning of its days; null if it is not known.
    pub due: Option<DecisionDue>,
    /// Why `due` is null.
    pub undated: Option<Undated>,
    /// Fees.
    pub fees: Vec<Line<'d, FeeValue<'d>>>,
    /// Benefits.
    pub benefits: Vec<Line<'d, BenefitValue<'d>>>,
    /// What the applicant gets.
    pub results: Vec<Line<'d, ResultValue<'d>>>,
    /// Channels of application.
    pub channels: Vec<Line<'d, ChannelValue<'d>>>,
    /// Visits in person.
    pub visits: Vec<Line<'d, VisitValue<'d>>>,
    /// Other matters that it is instead.
    pub instead: Vec<Line<'d, InsteadValue<'d>>>,
    /// Where it can be handed in; null unless the case is resolved to a definition.
    pub venues: Option<Venues<'d>>,
}

macro_rules! values {
    ($($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $field_doc:literal])+ $field:ident: $kind:ty,)+ })+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, PartialEq, Eq, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(JsonSchema))]
        pub struct $name<'d> {
            $($(#[doc = $field_doc])+ pub $field: $kind,)+
        }
    )+};
}

values! {
    /// A possible responsible region.
    Candidate {
        /// Name by which the fact that names it is answered.
        fact: &'d str,
        /// Title of the fact.
        title: &'d str,
        /// The unit, if the fact is answered.
        place: Option<String>,
    }
    /// A condition of eligibility.
    ConditionValue {
        /// Label.
        label: &'d str,
        /// Who judges it; null if it follows from answers.
        official: Option<&'d str>,
    }
    /// A result that must be held.
    PriorValue {
        /// The document.
        document: &'d str,
        /// How people call it.
        title: &'d str,
        /// Whether it is held, if that is known.
        held: Option<bool>,
    }
    /// What an official still has to find.
    PendingFact {
        /// Title of the fact.
        title: &'d str,
        /// Who finds it, if named.
        judge: Option<&'d str>,
    }
    /// A document of an alternative.
    MaterialMember {
        /// The document.
        material: &'d str,
        /// Name as written on the line.
        title: &'d str,
        /// Whose.
        holder: Option<&'d str>,
        /// original, copy, original_and_copy, original_or_copy, electronic, unsaid.
        form: &'d str,
        /// How many.
        count: u32,
        /// The number is multiplied by this fact.
        per: Option<&'d str>,
        /// How many the case needs: `count`, or that times the number; null while the number is unknown.
        copies: Option<i64>,
    }
    /// A requirement.
    MaterialValue {
        /// As printed on the list.
        title: &'d str,
        /// Alternatives, each a set of documents.
        options: Vec<Vec<MaterialMember<'d>>>,
        /// Shared data that replaces it; it need not be handed in.
        exempt: Option<&'d str>,
        /// What it must bear.
        must: Option<&'d str>,
        /// Time to hand it in later.
        grace: Option<i64>,
        /// Unit of the grace.
        grace_unit: Option<&'d str>,
        /// What follows after the grace.
        grace_overdue: Option<&'d str>,
    }
    /// Who decides.
    DeciderValue {
        /// Level, 1 nation to 6 village.
        level: u8,
        /// Department.
        department: &'d str,
        /// Name of its organ there, if it has one.
        body: Option<String>,
        /// The unit whose organ decides.
        unit: Option<String>,
    }
    /// How a decision is brought nearer to the applicant.
    DelegationValue {
        /// devolved, delegated, posted, networked.
        mode: &'d str,
        /// Level of the lawful decider.
        from_level: u8,
        /// Level where it is done.
        to_level: u8,
        /// Who does it, if another.
        body: Option<&'d str>,
        /// Remarks.
        note: Option<&'d str>,
    }
    /// A kind of case.
    KindValue {
        /// 即办件, 承诺件 …
        name: &'d str,
    }
    /// A time limit.
    LimitValue {
        /// statutory, promised, notice, delivery, extension, publicity, accept_period.
        kind: &'d str,
        /// How long; null if the law sets none.
        amount: Option<i64>,
        /// working_days, calendar_days, months, years, hours.
        unit: &'d str,
        /// Event from which it runs.
        start: &'d str,
        /// Who must approve an extension.
        approver: Option<&'d str>,
        /// What follows when it passes.
        overdue: Option<&'d str>,
    }
    /// Time that does not count.
    ExclusionValue {
        /// What for; events name it as their reason.
        name: &'d str,
        /// At most this long; null if open.
        amount: Option<i64>,
        /// Unit.
        unit: Option<&'d str>,
    }
    /// A fee.
    FeeValue {
        /// Name.
        name: &'d str,
        /// Amount in fen; null while the number that multiplies it is unknown.
        fen: Option<i64>,
        /// Fen; with `per`, for `per_unit` of that number.
        rate: i64,
        /// Number fact that multiplies it.
        per: Option<&'d str>,
        /// How much of `per` costs one `rate`, in words: `平方米`, `100平方米`.
        per_unit: Option<String>,
        /// Cap in fen.
        cap: Option<i64>,
    }
    /// A benefit.
    BenefitValue {
        /// Name; may be empty.
        name: &'d str,
        /// Fen.
        fen: i64,
        /// monthly, yearly, once.
        period: &'d str,
    }
    /// What the applicant gets.
    ResultValue {
        /// The document.
        name: &'d str,
        /// How people call it.
        title: &'d str,
        /// Validity; null if permanent or not said.
        validity: Option<i64>,
        /// Unit of the validity.
        unit: Option<&'d str>,
        /// Valid for ever.
        permanent: bool,
        /// How it is handed over.
        deliveries: Vec<&'d str>,
    }
    /// A channel of application.
    ChannelValue {
        /// 窗口, 网上 …
        name: &'d str,
    }
    /// Visits in person.
    VisitValue {
        /// How many.
        count: u32,
        /// Why.
        reason: Option<&'d str>,
    }
    /// Another matter that it is instead.
    InsteadValue {
        /// Name of the other matter.
        matter: &'d str,
    }
}

/// When the decision is due.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct DecisionDue {
    /// The last day.
    pub day: Date,
    /// The time of that day, `HH:MM`, for limits in hours; else the end of the day.
    pub time: Option<String>,
    /// Whether the calendar of that day is not yet published.
    pub provisional: bool,
}

impl Decided<'_> {
    /// The whole answer.
    ///
    /// # Errors
    /// The image is damaged.
    pub fn decision(&self) -> Result<Decision<'_>, Error> {
        let decision = &self.rows()?;
        let resolved = self.case.edition().is_some();
        let explain = self.explainer()?;
        let outside = decision.resolution == matter_runtime::Resolution::Outside;
        let (conditions, priors, materials) = (
            if outside { self.outside(&explain)? } else { explain.conditions(decision)? },
            priors(&explain, &decision.priors)?,
            materials(&explain, &decision.materials)?,
        );
        let explained = conditions.iter().map(|line| &line.why).chain(priors.iter().map(|line| &line.why));
        let explained: Vec<&Why<'_>> = explained.chain(materials.iter().map(|line| &line.why)).collect();
        let notice = if outside {
            self.catalogue.notice_outside(decision, self.language)
        } else {
            decision.notice(self.language, |rule| match explained.iter().find(|why| why.id == rule) {
                Some(why) => Ok(Cow::from(why.text.as_str())),
                None => Ok(explain.why(rule)?.text.into()),
            })
        }?;
        let (due, undated) = self.decision_due()?.map_or_else(|why| (None, Some(why)), |due| (Some(due), None));
        Ok(Decision {
            catalogue: Release::of(self.catalogue)?,
            matter: self.matter.name,
            on: Date(self.day),
            resolution: decision.resolution.into(),
            responsible: explain.place(decision.responsible)?,
            candidates: electable(self.catalogue, self.matter.name, &decision.candidates)?,
            eligible: decision.eligible.into(),
            changes_on: decision.changes_on.map(Date),
            questions: self.asked(&decision.questions)?,
            conditions,
            priors,
            pending: if resolved { pending(&decision.pending) } else { Vec::new() },
            materials,
            notice,
            deciders: explain.deciders(decision)?,
            delegations: delegations(&explain, &decision.delegations)?,
            kinds: explain.lines(&decision.case_kinds, |row| KindValue { name: row.kind })?,
            limits: explain.limits(decision)?,
            exclusions: exclusions(&explain, &decision.exclusions)?,
            due,
            undated,
            fees: self.fees(&explain, &decision.fees)?,
            benefits: benefits(&explain, &decision.benefits)?,
            results: explain.results(decision)?,
            channels: explain.lines(&decision.channels, |row| ChannelValue { name: row.channel })?,
            visits: explain.lines(&decision.visits, |row| VisitValue { count: row.count, reason: row.reason })?,
            instead: explain.lines(&decision.instead, |row| InsteadValue { matter: row.matter })?,
            venues: if resolved { Some(self.venues_by(&explain)?) } else { None },
        })
    }

    /// That nobody here is responsible fails as a condition of its own: 属地.
    fn outside<'d>(&'d self, explain: &Explainer<'d>) -> Result<Vec<Line<'d, ConditionValue<'d>>>, Error> {
        each(self.case.fails_by(), |rule| {
            let (mut why, stage) = explain.explained(*rule)?;
            why.text = self.catalogue.nobody_responsible(self.case.candidates(), self.day, self.language)?;
            let value = ConditionValue { label: "属地", official: None };
            Ok(Line { status: matter_runtime::Status::Excluded.into(), settled: false, stage, value, why })
        })
    }

    fn fees<'d>(
        &'d self,
        explain: &Explainer<'d>,
        fees: &[matter_runtime::Line<Fee<'d>>],
    ) -> Result<Vec<Line<'d, FeeValue<'d>>>, Error> {
        each(fees, |line| {
            let row = &line.row;
            let value = FeeValue {
                name: row.name,
                fen: self.catalogue.fee_amount(&self.case, row)?,
                rate: row.amount,
                per: row.per,
                per_unit: row.per.map(|per| self.catalogue.fee_unit(per, row.per_amount)).transpose()?,
                cap: row.cap,
            };
            explain.line(line, value)
        })
    }
}

fn priors<'d>(explain: &Explainer<'d>, priors: &[Prior<'d>]) -> Result<Vec<Line<'d, PriorValue<'d>>>, Error> {
    each(priors, |prior| {
        let document = prior.line.row.material;
        let value = PriorValue { title: bare(document), document, held: prior.held };
        explain.line(&prior.line, value)
    })
}

fn pending<'d>(pending: &[Pending<'d>]) -> Vec<PendingFact<'d>> {
    pending.iter().map(|one| PendingFact { title: one.title, judge: one.judge }).collect()
}

fn materials<'d>(
    explain: &Explainer<'d>,
    materials: &[Required<'d>],
) -> Result<Vec<Line<'d, MaterialValue<'d>>>, Error> {
    each(materials, |required| {
        let value = material(&required.line.row, members(&required.options, &required.copies));
        explain.line(&required.line, value)
    })
}

fn delegations<'d>(
    explain: &Explainer<'d>,
    delegations: &[matter_runtime::Line<Delegation<'d>>],
) -> Result<Vec<Line<'d, DelegationValue<'d>>>, Error> {
    explain.lines(delegations, |row| DelegationValue {
        mode: row.mode,
        from_level: row.from_level,
        to_level: row.to_level,
        body: row.body,
        note: row.note,
    })
}

fn exclusions<'d>(
    explain: &Explainer<'d>,
    exclusions: &[matter_runtime::Line<Exclusion<'d>>],
) -> Result<Vec<Line<'d, ExclusionValue<'d>>>, Error> {
    explain.lines(exclusions, |row| ExclusionValue { name: row.name, amount: row.amount, unit: row.unit })
}

fn benefits<'d>(
    explain: &Explainer<'d>,
    benefits: &[matter_runtime::Line<Benefit<'d>>],
) -> Result<Vec<Line<'d, BenefitValue<'d>>>, Error> {
    explain.lines(benefits, |row| BenefitValue { name: row.name, fen: row.amount, period: row.period })
}

/// What a requirement asks for.
pub(crate) fn material<'d>(row: &Requirement<'d>, options: Vec<Vec<MaterialMember<'d>>>) -> MaterialValue<'d> {
    MaterialValue {
        title: row.title,
        options,
        exempt: row.exempt,
        must: row.must,
        grace: row.grace,
        grace_unit: row.grace_unit,
        grace_overdue: row.grace_overdue,
    }
}

/// Alternatives of a requirement, with the copies that the case needs of each document.
pub(crate) fn members<'d>(
    options: &[Vec<RequirementMember<'d>>],
    copies: &[Vec<Option<i64>>],
) -> Vec<Vec<MaterialMember<'d>>> {
    let option = |(option, copies): (&Vec<RequirementMember<'d>>, &Vec<Option<i64>>)| {
        option.iter().zip(copies).map(|(one, copies)| member(one, *copies)).collect()
    };
    options.iter().zip(copies).map(option).collect()
}

/// The same without a case: how many copies are needed of what follows a number is not known.
pub(crate) fn members_of_all<'d>(options: &[Vec<RequirementMember<'d>>]) -> Vec<Vec<MaterialMember<'d>>> {
    let copies = |one: &RequirementMember<'d>| one.per.is_none().then(|| i64::from(one.count));
    options.iter().map(|option| option.iter().map(|one| member(one, copies(one))).collect()).collect()
}

fn member<'d>(member: &RequirementMember<'d>, copies: Option<i64>) -> MaterialMember<'d> {
    MaterialMember {
        material: member.material,
        title: member.title,
        holder: member.holder,
        form: member.form,
        count: member.count,
        per: member.per,
        copies,
    }
}
