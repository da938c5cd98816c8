//! A layer treats nobody worse than the layer that it varies: documents, conditions, promise, fees, benefits, places.
//!
//! Both definitions are put into one space (facts by name, and a yes/no dimension for each document that a person may hold), so "asks for
//! no more" is an implication: whoever met the parent meets the child. A line with a basis of its own may be stricter; whether that
//! basis is of sufficient rank is a rule of the domain (M023).

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Witness};
use matter_core::hir::{
    BenefitPeriod, Definition, Duration, Form, Limit, LimitKind, Origin, Requirement, RequirementMember, Rule, Yield,
};
use matter_decide::{Budget, Dim, Formula, Partition, Ranges, Space};
use rustc_hash::FxHashMap;

use super::case::{Case, condition, implication, place, when};
use super::codes;
use super::uniform::rest;
use super::witness::Words;

/// Compares a layer with its parent.
pub(super) fn prove(child: &Case, parent: &Definition, words: &Words, found: &mut Vec<Diagnostic>) {
    let joint = Joint::new(child, parent);
    let comparison = Comparison { child, parent, joint: &joint, words };
    comparison.conditions(found);
    comparison.documents(found);
    comparison.attributes(found);
    comparison.amounts(found);
    comparison.gained(found);
    comparison.lost(found);
}

/// The child's facts keep their places; the parent's other facts follow, then one dimension for each document.
pub(super) struct Joint {
    space: Space,
    /// Where the parent's facts are.
    moved: Vec<Dim>,
    documents: FxHashMap<(Arc<str>, Option<Arc<str>>), Dim>,
    pub(super) parent_possible: Formula,
}

impl Joint {
    pub(super) fn new(child: &Case, parent: &Definition) -> Self {
        let mut names: FxHashMap<Arc<str>, Dim> = FxHashMap::default();
        let mut space = child.space.clone();
        for (dim, fact) in (0..).zip(&child.definition.facts) {
            names.insert(fact.name.clone(), dim);
        }
        let moved = parent.facts.iter().map(|fact| {
            *names.entry(fact.name.clone()).or_insert_with(|| {
                space.domains.push(fact.domain.clone());
                last(&space)
            })
        });
        let moved: Vec<Dim> = moved.collect();
        let mut documents = FxHashMap::default();
        for rule in child.definition.rules.iter().chain(&parent.rules) {
            for member in members(rule) {
                documents.entry((member.material.clone(), member.holder.clone())).or_insert_with(|| {
                    space.domains.push(Ranges::between(0, 1));
                    last(&space)
                });
            }
        }
        let nevers = Formula::or(parent.nevers.iter().map(|never| never.cases.clone()));
        let parent_possible = Formula::not(relocate(&nevers, &moved));
        Self { space, moved, documents, parent_possible }
    }

    pub(super) fn parent(&self, formula: &Formula) -> Formula {
        relocate(formula, &self.moved)
    }

    /// What must be held to meet a requirement.
    fn requirement(&self, requirement: &Requirement) -> Formula {
        let held = |member: &RequirementMember| {
            let key = (member.material.clone(), member.holder.clone());
            self.documents.get(&key).map_or(Formula::True, |dim| Formula::is(*dim, 1))
        };
        Formula::or(requirement.options.iter().map(|option| Formula::and(option.iter().map(held))))
    }

    /// A case that can exist in which the premise holds and the conclusion does not; what could not be decided is reported.
    pub(super) fn refute(
        &self,
        child: &Case,
        words: &Words,
        (premise, conclusion): (Formula, Formula),
        found: &mut Vec<Diagnostic>,
        origin: &Origin,
    ) -> Option<Witness> {
        let question = Formula::and([premise, Formula::not(conclusion)]);
        match Partition::of(&self.space, [&question]).example(&question, &mut Budget::default()) {
            Ok(cube) => words.case_in(child, &self.space, (&cube?, &question), found, origin),
            Err(_) => {
                found.push(child.finding(codes::NOT_DECIDED, origin));
                None
            }
        }
    }
}

/// The dimension that was pushed last.
fn last(space: &Space) -> Dim {
    Dim::try_from(space.domains.len().saturating_sub(1)).unwrap_or(Dim::MAX)
}

fn members(rule: &Rule) -> impl Iterator<Item = &RequirementMember> {
    let options = match &rule.yields {
        Yield::Requirement(requirement) => requirement.options.as_slice(),
        _ => &[],
    };
    options.iter().flatten()
}

/// The formula with its facts at other places.
pub(super) fn relocate(formula: &Formula, moved: &[Dim]) -> Formula {
    match formula {
        Formula::True => Formula::True,
        Formula::False => Formula::False,
        Formula::In { dim, set } => {
            Formula::within(moved.get(usize::from(*dim)).copied().unwrap_or(Dim::MAX), set.clone())
        }
        Formula::And(parts) => Formula::and(parts.iter().map(|part| relocate(part, moved))),
        Formula::Or(parts) => Formula::or(parts.iter().map(|part| relocate(part, moved))),
        Formula::Not(part) => Formula::not(relocate(part, moved)),
    }
}

struct Comparison<'a> {
    child: &'a Case<'a>,
    parent: &'a Definition,
    joint: &'a Joint,
    words: &'a Words<'a>,
}

impl Comparison<'_> {
    fn possible(&self) -> Formula {
        Formula::and([self.child.possible.clone(), self.joint.parent_possible.clone()])
    }

    /// Whoever was eligible stays eligible.
    fn conditions(&self, found: &mut Vec<Diagnostic>) {
        let before = self.parent.rules.iter().filter_map(condition);
        let before = before.map(|(when, holds)| self.joint.parent(&implication(when, holds)));
        let premise = Formula::and(std::iter::once(self.possible()).chain(before));
        for rule in &self.child.definition.rules {
            if let (Some((when, holds)), true) = (condition(rule), rule.basis.is_empty()) {
                self.require(rule, "conditions", premise.clone(), implication(when, holds), found);
            }
        }
    }

    /// Whoever brought what the parent asks has what the child asks, in every case.
    fn documents(&self, found: &mut Vec<Diagnostic>) {
        let asked = |rule: &Rule| match (&rule.yields, when(rule)) {
            (Yield::Requirement(requirement), Some(when)) => {
                Some(implication(when, &self.joint.requirement(requirement)))
            }
            _ => None,
        };
        let before = self.parent.rules.iter().filter_map(|rule| match (&rule.yields, when(rule)) {
            (Yield::Requirement(requirement), Some(when)) => {
                Some(implication(&self.joint.parent(when), &self.joint.requirement(requirement)))
            }
            _ => None,
        });
        let premise = Formula::and(std::iter::once(self.possible()).chain(before));
        for rule in self.child.definition.rules.iter().filter(|rule| rule.basis.is_empty()) {
            if let Some(conclusion) = asked(rule) {
                self.require(rule, "materials", premise.clone(), conclusion, found);
            }
        }
    }

    fn require(
        &self,
        rule: &Rule,
        what: &'static str,
        premise: Formula,
        conclusion: Formula,
        found: &mut Vec<Diagnostic>,
    ) {
        let refuted = self.joint.refute(self.child, self.words, (premise, conclusion), found, &rule.origin);
        found.extend(refuted.map(|witness| self.stricter(rule, what).witness(witness)));
    }

    fn stricter(&self, rule: &Rule, what: &'static str) -> Diagnostic {
        self.child
            .finding(codes::STRICTER, &rule.origin)
            .with("what", Arg::Plain(what.into()))
            .with("line", Arg::Code(rule.address.clone()))
            .with("region", Arg::Code(self.words.region(self.child.definition.scope.first)))
    }

    /// The lines of the child that no basis of their own excuses.
    fn unexcused(&self) -> impl Iterator<Item = &Rule> {
        self.child.definition.rules.iter().filter(|rule| rule.basis.is_empty())
    }

    /// The same document in a harder form, in more copies, without the grace or the exemption that the parent gives.
    fn attributes(&self, found: &mut Vec<Diagnostic>) {
        for rule in self.unexcused() {
            let Yield::Requirement(now) = &rule.yields else { continue };
            for other in self.parent.rules.iter().filter(|other| other.address == rule.address) {
                if let Yield::Requirement(before) = &other.yields
                    && harder(before, now)
                {
                    self.worse_where_both(other, rule, "form", found);
                }
            }
        }
    }

    /// Amounts of one kind that got worse.
    fn amounts(&self, found: &mut Vec<Diagnostic>) {
        for rule in self.unexcused() {
            for other in &self.parent.rules {
                if let Some(what) = worse(&other.yields, &rule.yields) {
                    self.worse_where_both(other, rule, what, found);
                }
            }
        }
    }

    /// A line of the child is worse than a line of the parent: reported with a case in which both apply.
    fn worse_where_both(&self, before: &Rule, now: &Rule, what: &'static str, found: &mut Vec<Diagnostic>) {
        let both = Formula::and([self.possible(), self.before(before), self.now(now)]);
        let refuted = self.joint.refute(self.child, self.words, (both, Formula::False), found, &now.origin);
        let finding = |witness| self.stricter(now, what).label(place(&before.origin), "parent").witness(witness);
        found.extend(refuted.map(finding));
    }

    /// Fees in cases in which the parent has no fee of that name.
    fn gained(&self, found: &mut Vec<Diagnostic>) {
        for rule in self.unexcused() {
            let Yield::Fee { name, amount: 1.., .. } = &rule.yields else { continue };
            let same = |other: &&Rule| matches!(&other.yields, Yield::Fee { name: other, .. } if other == name);
            let known = self.parent.rules.iter().filter(same).map(|other| self.before(other));
            let premise = Formula::and([self.possible(), self.now(rule)]);
            self.require(rule, "fee", premise, Formula::or(known), found);
        }
    }

    /// Channels, acceptors, benefits and promises that the parent gives in a case in which the child does not.
    fn lost(&self, found: &mut Vec<Diagnostic>) {
        for other in &self.parent.rules {
            let Some(what) = given(&other.yields) else { continue };
            let kept = self.child.definition.rules.iter().filter(|rule| keeps(&other.yields, &rule.yields));
            let kept = Formula::or(kept.map(|rule| self.now(rule)));
            let premise = Formula::and([self.possible(), self.before(other)]);
            let origin = self.layer_origin(other);
            let refuted = self.joint.refute(self.child, self.words, (premise, kept), found, &origin);
            let finding = |witness| {
                let finding = Diagnostic { labels: Vec::new(), ..self.stricter(other, what) };
                let finding = finding.label(place(&origin), "");
                let parent = (origin != other.origin).then(|| place(&other.origin));
                parent.map_or(finding.clone(), |parent| finding.label(parent, "parent")).witness(witness)
            };
            found.extend(refuted.map(finding));
        }
    }

    /// The cases in which a line of the child applies.
    fn now(&self, rule: &Rule) -> Formula {
        when(rule).cloned().unwrap_or_else(|| rest(self.child.definition, rule))
    }

    /// The cases in which a line of the parent applies.
    fn before(&self, rule: &Rule) -> Formula {
        self.joint.parent(&when(rule).cloned().unwrap_or_else(|| rest(self.parent, rule)))
    }

    /// A place in the variance: a line that the parent does not have, else the parent's line itself.
    fn layer_origin(&self, lost: &Rule) -> Origin {
        let parent = |rule: &Rule| self.parent.rules.iter().any(|other| other.origin.item == rule.origin.item);
        let own = self.child.definition.rules.iter().find(|rule| !parent(rule));
        own.map_or_else(|| lost.origin.clone(), |rule| rule.origin.clone())
    }
}

/// What an applicant would miss, if it is something given.
const fn given(yields: &Yield) -> Option<&'static str> {
    match yields {
        Yield::Channel(_) => Some("places"),
        Yield::Accept { .. } => Some("places"),
        Yield::Benefit { .. } => Some("benefit"),
        Yield::Limit(Limit { kind: LimitKind::Promised, length: Some(_), .. }) => Some("promise"),
        _ => None,
    }
}

/// Whether a line still gives what the other one gave; amounts are compared elsewhere.
fn keeps(before: &Yield, now: &Yield) -> bool {
    match (before, now) {
        (Yield::Benefit { name, .. }, Yield::Benefit { name: same, .. }) => name == same,
        (Yield::Limit(before), Yield::Limit(now)) => before.kind == now.kind && now.length.is_some(),
        _ => before == now,
    }
}

/// Whether meeting `before` may not be enough for `now`, though the documents are the same.
fn harder(before: &Requirement, now: &Requirement) -> bool {
    let member = |one: &Requirement, like: &RequirementMember| {
        one.options
            .iter()
            .flatten()
            .find(|other| other.material == like.material && other.holder == like.holder)
            .cloned()
    };
    let worse_member = now.options.iter().flatten().any(|member_now| {
        member(before, member_now).is_some_and(|was| {
            form_rank(member_now.form) > form_rank(was.form)
                || member_now.count > was.count
                || (member_now.per.is_some() && was.per.is_none())
        })
    });
    let lost_exemption = before.exempt.is_some() && now.exempt.is_none();
    let less_grace = match (before.grace, now.grace) {
        (Some(_), None) => true,
        (Some(before), Some(now)) => shorter(now, before),
        _ => false,
    };
    worse_member || lost_exemption || less_grace
}

/// What is accepted in an easier form ranks lower; a line that does not say accepts any form.
const fn form_rank(form: Form) -> u8 {
    match form {
        Form::Unsaid => 0,
        Form::Electronic | Form::OriginalOrCopy => 1,
        Form::Copy => 2,
        Form::Original => 3,
        Form::OriginalAndCopy => 4,
    }
}

/// What got worse from one amount to the other, if they are of one kind.
fn worse(before: &Yield, now: &Yield) -> Option<&'static str> {
    match (before, now) {
        (Yield::Limit(before), Yield::Limit(now))
            if before.kind == LimitKind::Promised && now.kind == LimitKind::Promised =>
        {
            let (before, now) = (before.length?, now.length?);
            shorter(before, now).then_some("promise")
        }
        (Yield::Fee { name, amount, .. }, Yield::Fee { name: same, amount: now, .. }) => {
            (name == same && now > amount).then_some("fee")
        }
        (Yield::Benefit { name, amount, period }, Yield::Benefit { name: same, amount: now, period: now_period }) => {
            let rarer = period_rank(*now_period) > period_rank(*period);
            (name == same && (now < amount || rarer)).then_some("benefit")
        }
        (Yield::Visits(before), Yield::Visits(now)) => (now > before).then_some("visits"),
        _ => None,
    }
}

const fn period_rank(period: BenefitPeriod) -> u8 {
    match period {
        BenefitPeriod::Monthly => 0,
        BenefitPeriod::Yearly => 1,
        BenefitPeriod::Once => 2,
    }
}

/// Whether `a` is certainly shorter than `b`; different units are compared by the longest and shortest that they can be.
pub(super) fn shorter(a: Duration, b: Duration) -> bool {
    if a.unit == b.unit {
        return a.amount < b.amount;
    }
    let (_, longest) = super::times::bounds_in_days(a);
    let (shortest, _) = super::times::bounds_in_days(b);
    longest < shortest
}
