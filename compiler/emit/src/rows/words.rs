//! Identifiers that stand in the tables for the closed words of the language.

use matter_core::hir::{
    Argument, BenefitPeriod, Definition, DelegationMode, DutyPhase, Event, Fact, FactKind, Form, LawRank, Level,
    LimitKind, Operation, Owner, SectionState, StepPart, VenueMode,
};

use super::edition::fact_name;

/// Level 1 to 6.
pub(crate) const fn level(level: Level) -> u8 {
    level as u8
}

pub(crate) const fn level_name(level: Level) -> &'static str {
    match level {
        Level::Nation => "nation",
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Town => "town",
        Level::Village => "village",
    }
}

pub(crate) const fn limit(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Statutory => "statutory",
        LimitKind::Promised => "promised",
        LimitKind::Notice => "notice",
        LimitKind::Delivery => "delivery",
        LimitKind::Extension => "extension",
        LimitKind::Publicity => "publicity",
        LimitKind::AcceptPeriod => "accept_period",
    }
}

pub(crate) const fn event(event: Event) -> &'static str {
    match event {
        Event::Application => "application",
        Event::Receipt => "receipt",
        Event::Notice => "notice",
        Event::Correction => "correction",
        Event::Acceptance => "acceptance",
        Event::Decision => "decision",
        Event::Delivery => "delivery",
        Event::Finding => "finding",
        Event::Expiry => "expiry",
    }
}

pub(crate) const fn form(form: Form) -> &'static str {
    match form {
        Form::Original => "original",
        Form::Copy => "copy",
        Form::OriginalAndCopy => "original_and_copy",
        Form::OriginalOrCopy => "original_or_copy",
        Form::Electronic => "electronic",
        Form::Unsaid => "unsaid",
    }
}

pub(crate) const fn delegation(mode: DelegationMode) -> &'static str {
    match mode {
        DelegationMode::Devolved => "devolved",
        DelegationMode::Delegated => "delegated",
        DelegationMode::Posted => "posted",
        DelegationMode::Networked => "networked",
    }
}

pub(crate) const fn step_part(part: StepPart) -> &'static str {
    match part {
        StepPart::Acceptance => "acceptance",
        StepPart::Processing => "processing",
        StepPart::Delivery => "delivery",
    }
}

pub(crate) const fn venue_mode(mode: VenueMode) -> &'static str {
    match mode {
        VenueMode::FullyOnline => "fully_online",
        VenueMode::ReceivedForAnother => "received_for_another",
        VenueMode::Jointly => "jointly",
    }
}

pub(crate) const fn benefit_period(period: BenefitPeriod) -> &'static str {
    match period {
        BenefitPeriod::Monthly => "monthly",
        BenefitPeriod::Yearly => "yearly",
        BenefitPeriod::Once => "once",
    }
}

pub(crate) const fn duty_phase(phase: DutyPhase) -> &'static str {
    match phase {
        DutyPhase::Before => "before",
        DutyPhase::During => "during",
        DutyPhase::After => "after",
    }
}

pub(crate) const fn section_state(state: SectionState) -> &'static str {
    match state {
        SectionState::Filled => "filled",
        SectionState::None => "none",
        SectionState::LawSetsNone => "law_sets_none",
        SectionState::ToBeSettled => "to_be_settled",
    }
}

/// The rank as law writes it.
pub(crate) const fn rank(rank: LawRank) -> &'static str {
    match rank {
        LawRank::Constitution => "宪法",
        LawRank::Law => "法律",
        LawRank::AdministrativeRegulation => "行政法规",
        LawRank::StateCouncilDecision => "国务院决定",
        LawRank::LocalRegulation => "地方性法规",
        LawRank::DepartmentRule => "部门规章",
        LawRank::ProvincialRule => "省级政府规章",
        LawRank::CityRule => "设区的市政府规章",
        LawRank::NormativeDocument => "规范性文件",
    }
}

pub(crate) const fn owner(owner: Owner) -> &'static str {
    match owner {
        Owner::Applicant => "applicant",
        Owner::Shared => "shared",
        Owner::Official => "official",
        Owner::Held => "held",
        Owner::Computed => "computed",
    }
}

pub(crate) const fn fact_kind(fact: &Fact) -> &'static str {
    match &fact.kind {
        FactKind::YesNo => "bool",
        FactKind::Choice { ordered: false, .. } => "choice",
        FactKind::Choice { ordered: true, .. } => "ordered",
        FactKind::Option { .. } => "option",
        FactKind::Number { .. } => "number",
        FactKind::Money => "money",
        FactKind::Date => "date",
        FactKind::Region(_) => "region",
        FactKind::Derived { .. } => "derived",
        FactKind::Finding { .. } => "finding",
        FactKind::Held { .. } => "held",
    }
}

pub(crate) const fn operation(operation: Operation) -> &'static str {
    match operation {
        Operation::Equal => "equal",
        Operation::Less => "less",
        Operation::AtMost => "at_most",
        Operation::Years => "years",
        Operation::Months => "months",
        Operation::MonthsBegun => "months_begun",
        Operation::Days => "days",
        Operation::SameUnit(_) => "same_unit",
    }
}

/// A fact's name, or the name of a built-in value.
pub(crate) fn argument(definition: &Definition, argument: &Argument) -> String {
    match argument {
        Argument::Fact(fact) => fact_name(definition, *fact),
        Argument::ApplicationDay => "application_day".to_owned(),
        Argument::AcceptanceDay => "acceptance_day".to_owned(),
        Argument::EventDay => "event_day".to_owned(),
        Argument::Responsible => "responsible".to_owned(),
    }
}
