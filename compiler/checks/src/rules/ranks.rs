//! Which rank of legal source may carry which claim, with the articles that say so.

use matter_core::hir::{Citation, LawRank};

use super::RuleContext;

use LawRank::{
    AdministrativeRegulation, CityRule, Constitution, DepartmentRule, Law, LocalRegulation, ProvincialRule,
    StateCouncilDecision,
};

/// Something that a matter may only say with a legal basis of sufficient rank.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// Creates an administrative licence.
    CreateLicence,
    /// Creates one for at most a year.
    CreateLicenceForAYear,
    /// Adds a condition or a step to a matter.
    AddCondition,
    /// Charges for a licence.
    ChargeForLicence,
    /// Requires an intermediary service.
    RequireIntermediary,
    /// Requires a proof (证明事项).
    RequireProof,
    /// Gives a licence more time than the law on licences.
    LengthenLimit,
    /// Has a licence granted by another organ in its name.
    DelegateLicence,
    /// Sets another period for renewal than the law on licences.
    SetRenewal,
    /// Keeps agents out of a licence.
    CloseToAgents,
    /// Keeps people and enterprises of other places out of a licence.
    KeepOutOthers,
    /// Makes a permit a condition of registering an enterprise.
    ConditionRegistration,
}

/// Laws and administrative regulations.
const NATIONAL: &[LawRank] = &[Constitution, Law, AdministrativeRegulation];
/// The same and decisions of the State Council.
const NATIONAL_OR_DECISION: &[LawRank] = &[Constitution, Law, AdministrativeRegulation, StateCouncilDecision];
/// Laws and regulations, those of places included.
const REGULATIONS: &[LawRank] = &[Constitution, Law, AdministrativeRegulation, LocalRegulation];
/// The same and decisions of the State Council.
const REGULATIONS_OR_DECISION: &[LawRank] =
    &[Constitution, Law, AdministrativeRegulation, StateCouncilDecision, LocalRegulation];
/// Everything above normative documents.
const RULES: &[LawRank] = &[
    Constitution,
    Law,
    AdministrativeRegulation,
    StateCouncilDecision,
    LocalRegulation,
    DepartmentRule,
    ProvincialRule,
    CityRule,
];

/// Claims, ranks that carry them, and the source.
pub const MATRIX: &[(Claim, &[LawRank], &str)] = &[
    (Claim::CreateLicence, REGULATIONS_OR_DECISION, "行政许可法 第十四条、第十五条、第十七条"),
    (Claim::CreateLicenceForAYear, &[ProvincialRule], "行政许可法 第十五条第一款"),
    (Claim::AddCondition, RULES, "优化营商环境条例 第三十五条；行政许可法 第十六条"),
    (Claim::ChargeForLicence, NATIONAL, "行政许可法 第五十八条"),
    (Claim::RequireIntermediary, REGULATIONS_OR_DECISION, "优化营商环境条例 第四十三条"),
    (Claim::RequireProof, REGULATIONS_OR_DECISION, "优化营商环境条例 第四十四条"),
    (Claim::LengthenLimit, REGULATIONS, "行政许可法 第四十二条"),
    (Claim::DelegateLicence, RULES, "行政许可法 第二十四条"),
    (Claim::SetRenewal, RULES, "行政许可法 第五十条"),
    (Claim::CloseToAgents, REGULATIONS, "行政许可法 第二十九条"),
    (Claim::KeepOutOthers, NATIONAL_OR_DECISION, "行政许可法 第五条、第十五条第二款"),
    (Claim::ConditionRegistration, NATIONAL_OR_DECISION, "优化营商环境条例 第十九条；行政许可法 第十五条第二款"),
];

/// How well citations carry a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Support {
    /// At least one has a sufficient rank.
    Sufficient,
    /// None has, but the rank of one is not known.
    Unknown,
    /// The ranks of all are known and none suffices.
    Insufficient,
    /// Nothing is cited.
    Missing,
}

impl Claim {
    /// Ranks that carry the claim.
    #[must_use]
    pub fn ranks(self) -> &'static [LawRank] {
        self.line().map_or(&[], |(_, ranks, _)| *ranks)
    }

    /// Articles that say so.
    #[must_use]
    pub fn source(self) -> &'static str {
        self.line().map_or("", |(_, _, source)| source)
    }

    fn line(self) -> Option<&'static (Self, &'static [LawRank], &'static str)> {
        MATRIX.iter().find(|(claim, _, _)| *claim == self)
    }
}

/// How well these citations carry the claim.
pub(super) fn support(context: &RuleContext<'_>, basis: &[Citation], claim: Claim) -> Support {
    let ranks: Vec<Option<LawRank>> = basis.iter().map(|citation| context.rank(citation)).collect();
    if ranks.is_empty() {
        Support::Missing
    } else if ranks.iter().flatten().any(|rank| claim.ranks().contains(rank)) {
        Support::Sufficient
    } else if ranks.contains(&None) {
        Support::Unknown
    } else {
        Support::Insufficient
    }
}
