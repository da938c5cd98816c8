//! A layer treats nobody worse than the layer that it varies: documents, conditions, times, fees, benefits, places.
//!
//! Both definitions are put into one space (facts by name, and a yes/no dimension for each document that a person may hold), so "asks for
//! no more" is an implication: whoever met the parent meets the child. Only those count whom the parent serves: its conditions hold. A line
//! with a basis of its own may be stricter, if a rule (规章) at least stands behind it.

mod fees;
mod joint;
mod order;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Citation, Definition, LawRank, Origin, Rule, SERVED, Yield};
use matter_core::world::DeclarationLookup;
use matter_decide::Formula;
use matter_runtime::calendar::Calendar;

use super::Setting;
use super::case::{Case, condition, implication, place, when};
use super::codes;
use super::times::Excess;
use super::uniform::rest;
use super::witness::Words;
pub(super) use joint::{Joint, relocate};
use order::{Worse, given, harder, keeps, shares, takes, took, worse};

/// Compares a layer with its parent.
pub(super) fn prove(child: &Case, parent: &Definition, setting: &Setting, found: &mut Vec<Diagnostic>) {
    let joint = Joint::new(child, parent);
    let before = parent.rules.iter().filter_map(condition).map(|(when, holds)| joint.parent(&implication(when, holds)));
    let served = [child.possible.clone(), joint.parent_possible.clone()].into_iter().chain(before);
    let served = Formula::and(served);
    let Setting { words, calendar, declared } = setting;
    let comparison = Comparison { child, parent, joint: &joint, served, words, calendar, declared: *declared };
    let before = found.len();
    comparison.conditions(found);
    comparison.documents(found);
    comparison.attributes(found);
    comparison.amounts(found);
    comparison.gained(found);
    comparison.lost(found);
    let of_variance = found.split_off(before);
    found.extend(each_line_once(of_variance));
}

/// A line that is worse than several lines of the parent in one way is one finding, with all of them.
fn each_line_once(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found {
        let at = |finding: &Diagnostic| finding.labels.first().map(|label| label.place.clone());
        let same = |other: &&mut Diagnostic| {
            other.code == finding.code && other.args == finding.args && at(other) == at(&finding)
        };
        match kept.iter_mut().find(same) {
            Some(known) => {
                let parents = finding.labels.into_iter().skip(1);
                let new: Vec<_> = parents.filter(|label| !known.labels.contains(label)).collect();
                known.labels.extend(new);
            }
            None => kept.push(finding),
        }
    }
    kept
}

struct Comparison<'a> {
    child: &'a Case<'a>,
    parent: &'a Definition,
    joint: &'a Joint,
    /// Possible cases in which the parent's conditions hold.
    served: Formula,
    words: &'a Words<'a>,
    calendar: &'a Calendar,
    declared: &'a dyn DeclarationLookup,
}

impl Comparison<'_> {
    /// Whoever was eligible stays eligible.
    fn conditions(&self, found: &mut Vec<Diagnostic>) {
        for rule in self.unexcused().filter(|rule| *rule.address != *SERVED) {
            if let Some((when, holds)) = condition(rule) {
                self.require(rule, "conditions", self.served.clone(), implication(when, holds), found);
            }
        }
    }

    /// Whoever brought what the parent asks has what the child asks, in every case.
    fn documents(&self, found: &mut Vec<Diagnostic>) {
        let before = self.parent.rules.iter().filter_map(|rule| {
            let held = self.joint.held(rule)?;
            Some(implication(&self.joint.parent(when(rule)?), &held))
        });
        let premise = Formula::and(std::iter::once(self.served.clone()).chain(before));
        for rule in self.unexcused() {
            let what = if matches!(rule.yields, Yield::Prior { .. }) { "priors" } else { "materials" };
            if let Some((when, held)) = when(rule).zip(self.joint.held(rule)) {
                self.require(rule, what, premise.clone(), implication(when, &held), found);
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
        let mut finding = self.child.finding(codes::STRICTER, &rule.origin);
        let unknown = rule.basis.iter().find(|citation| self.rank(citation).is_none());
        if let (Some(citation), Some(label)) = (unknown, finding.labels.first_mut()) {
            label.role = "rank-unknown";
            label.args.push(("law", Arg::Code(citation.law.clone())));
        }
        finding
            .with("what", Arg::Plain(what.into()))
            .with("line", Arg::Code(rule.address.clone()))
            .with("region", Arg::Code(self.words.region(self.child.definition.scope.first)))
    }

    /// The lines of the child that no basis of their own excuses. A source whose rank nobody declared does not suffice.
    fn unexcused(&self) -> impl Iterator<Item = &Rule> {
        let above = |rank: LawRank| rank != LawRank::NormativeDocument;
        let rules = self.child.definition.rules.iter();
        rules.filter(move |rule| !rule.basis.iter().any(|citation| self.rank(citation).is_some_and(above)))
    }

    fn rank(&self, citation: &Citation) -> Option<LawRank> {
        self.declared.law(citation.source?)?.rank
    }

    /// The same document in a harder form, in more copies, without the grace or the exemption that the parent gives.
    fn attributes(&self, found: &mut Vec<Diagnostic>) {
        for rule in self.unexcused() {
            let Yield::Requirement(now) = &rule.yields else { continue };
            let known = self.parent.rules.iter().any(|other| other.address == rule.address);
            for other in &self.parent.rules {
                let Yield::Requirement(before) = &other.yields else { continue };
                // A line that is new is compared with those about the same document.
                let same = other.address == rule.address || (!known && shares(before, now));
                if let Some(worse) = harder(before, now, self.calendar).filter(|_| same) {
                    self.worse_where(other, rule, (worse, Formula::True), found);
                }
            }
        }
    }

    /// Amounts of one kind that got worse.
    fn amounts(&self, found: &mut Vec<Diagnostic>) {
        let fees_rise = self.fees_rise();
        for rule in self.unexcused() {
            for other in &self.parent.rules {
                if let Some(worse) = worse(&other.yields, &rule.yields, self.calendar) {
                    self.worse_where(other, rule, (worse, Formula::True), found);
                }
                for cases in fees::higher(self.joint, (other, rule)).into_iter().filter(|_| fees_rise) {
                    let before = found.len();
                    self.worse_where(other, rule, (Worse::always("fee"), cases), found);
                    if found.len() > before {
                        break;
                    }
                }
            }
        }
    }

    /// Whether somebody may pay more in all: a fee that is split, or raised as another falls, is no dearer. Fees that grow with a fact, and
    /// more fees than can be looked at together, are compared one by one.
    fn fees_rise(&self) -> bool {
        let fixed = |rule: &Rule, cases: Formula| match rule.yields {
            Yield::Fee { per: None, amount, .. } if amount > 0 => Some(Some((amount, cases))),
            Yield::Fee { per: None, .. } => None,
            Yield::Fee { .. } => Some(None),
            _ => None,
        };
        let now = self.child.definition.rules.iter().filter_map(|rule| fixed(rule, self.now(rule)));
        let before = self.parent.rules.iter().filter_map(|rule| fixed(rule, self.before(rule)));
        let before = before.map(|fee| fee.map(|(amount, cases)| (-amount, cases)));
        let fees: Option<Vec<(i64, Formula)>> = now.chain(before).collect();
        let Some(fees) = fees.filter(|fees| fees.len() <= fees::MOST) else { return true };
        fees::rising(&fees).any(|cases| {
            let cases = Formula::and([self.served.clone(), cases]);
            self.joint.can_be(&cases) != Some(false)
        })
    }

    /// A line of the child is worse than a line of the parent in some cases: reported with one in which both apply.
    fn worse_where(&self, before: &Rule, now: &Rule, (worse, cases): (Worse, Formula), found: &mut Vec<Diagnostic>) {
        let both = Formula::and([self.served.clone(), self.before(before), self.now(now), cases]);
        let refuted = self.joint.refute(self.child, self.words, (both, Formula::False), found, &now.origin);
        let finding = |witness| self.stricter(now, worse.what).label(place(&before.origin), "parent").witness(witness);
        found.extend(refuted.map(finding).map(|finding| from(finding, worse.from)));
    }

    /// Fees, pauses, services that must be paid … in cases in which the parent has no such line.
    fn gained(&self, found: &mut Vec<Diagnostic>) {
        let fees_rise = self.fees_rise();
        for rule in self.unexcused() {
            let Some(what) = takes(&rule.yields).filter(|what| *what != "fee" || fees_rise) else { continue };
            let known = self.parent.rules.iter().filter(|other| took(&other.yields, &rule.yields));
            let known = Formula::or(known.map(|other| self.before(other)));
            let premise = Formula::and([self.served.clone(), self.now(rule)]);
            self.require(rule, what, premise, known, found);
        }
    }

    /// Channels, acceptors, benefits and promises that the parent gives in a case in which the child does not.
    fn lost(&self, found: &mut Vec<Diagnostic>) {
        for other in &self.parent.rules {
            let Some(what) = given(&other.yields) else { continue };
            let kept = self.child.definition.rules.iter();
            let kept = kept.filter(|rule| keeps(&other.yields, &rule.yields) || self.comes_instead(other, rule));
            let kept = Formula::or(kept.map(|rule| self.now(rule)));
            let premise = Formula::and([self.served.clone(), self.before(other)]);
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

    /// Whether a line yields a document that the parent does not know, where the parent's line yields another one: which of the two is worth
    /// more nobody can tell.
    fn comes_instead(&self, before: &Rule, now: &Rule) -> bool {
        let document = |rule: &Rule| match &rule.yields {
            Yield::Result { document, .. } => Some(document.clone()),
            _ => None,
        };
        let known = |now| self.parent.rules.iter().any(|rule| document(rule).is_some_and(|other| other == now));
        document(before).is_some() && document(now).is_some_and(|now| !known(now))
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

/// Says from which start a period is longer; one that is longer around holidays only is a finding of its own.
fn from(mut finding: Diagnostic, excess: Option<Excess>) -> Diagnostic {
    let start = match excess {
        Some(Excess::AroundHolidays(start)) => {
            finding.code = codes::STRICTER_AT_HOLIDAYS;
            return finding.with("start", Arg::Day(start));
        }
        Some(Excess::Always(start)) => start,
        None => None,
    };
    let label = finding.labels.first_mut().filter(|label| label.role.is_empty());
    if let (Some(start), Some(label)) = (start, label) {
        label.role = "later";
        label.args.push(("start", Arg::Day(start)));
    }
    finding
}
