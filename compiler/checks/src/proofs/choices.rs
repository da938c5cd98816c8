//! Every choice decides each eligible case exactly once: no gap (推诿), no overlap (抢办), no line that can never apply. 受理 and 渠道 are no
//! choices, several may receive in several ways; but somebody does, in some way.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Rule, When, Yield};
use matter_decide::{Choice, Formula};

use super::boundary;
use super::case::{Case, place, when};
use super::codes;
use super::deciders;
use super::existence::{exists, related};
use super::witness::Words;

/// Proves all choices of a definition.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let mut done: Vec<&Arc<str>> = Vec::new();
    for rule in &case.definition.rules {
        if let Some(choice) = &rule.choice
            && !done.contains(&choice)
        {
            done.push(choice);
            let lines: Vec<&Rule> =
                case.definition.rules.iter().filter(|line| line.choice.as_ref() == Some(choice)).collect();
            // Judgements count as favourable: of lines that rest on one nothing else can be said.
            if lines.iter().all(|line| deciders::judged(case, line).is_none()) {
                ChoiceProof { case, words, choice, lines }.run(found);
            }
        }
    }
    never_empty(case, words, |yields| matches!(yields, Yield::Accept { .. }), found);
    never_empty(case, words, |yields| matches!(yields, Yield::Channel(_)), found);
}

/// Looks for a case that no line of a list takes.
fn never_empty(case: &Case, words: &Words, of: fn(&Yield) -> bool, found: &mut Vec<Diagnostic>) {
    let rules = case.definition.rules.iter();
    let lines: Vec<&Rule> = rules.filter(|rule| of(&rule.yields)).collect();
    let formulas: Option<Vec<Formula>> = lines.iter().map(|line| when(line).cloned()).collect();
    let (Some(first), Some(formulas)) = (lines.first().copied(), formulas) else { return };
    if formulas.contains(&Formula::True) {
        return;
    }
    let Some((section, _)) = first.address.split_once('/') else { return };
    let choice = Arc::from(section);
    let proof =
        case.ask(&first.origin, found, |partition, budget| partition.exactly_once(&formulas, &case.eligible, budget));
    let Some(proof) = proof else { return };
    ChoiceProof { case, words, choice: &choice, lines }.gap(&proof, first, &[], found);
}

struct ChoiceProof<'a> {
    case: &'a Case<'a>,
    words: &'a Words<'a>,
    choice: &'a Arc<str>,
    lines: Vec<&'a Rule>,
}

impl ChoiceProof<'_> {
    fn run(&self, found: &mut Vec<Diagnostic>) {
        let conditional: Vec<&Rule> = self.lines.iter().copied().filter(|line| when(line).is_some()).collect();
        let formulas: Vec<Formula> = conditional.iter().filter_map(|line| when(line)).cloned().collect();
        let rest: Vec<&Rule> = self.lines.iter().copied().filter(|line| line.when == When::Otherwise).collect();
        // One line that always holds is the common choice; there is nothing to prove about it.
        if let ([], [Formula::True]) | ([_], []) = (rest.as_slice(), formulas.as_slice()) {
            return;
        }
        let Some(first) = self.lines.first() else { return };
        let proof = self.case.ask(&first.origin, found, |partition, budget| {
            partition.exactly_once(&formulas, &self.case.eligible, budget)
        });
        let Some(proof) = proof else { return };
        self.gap(&proof, first, &rest, found);
        self.overlaps(&proof, &conditional, found);
        self.dead(&proof, &conditional, &rest, found);
        if let [_, second, ..] = rest.as_slice() {
            found.push(self.finding(codes::OVERLAP, second));
        }
    }

    fn gap(&self, proof: &Choice, first: &Rule, rest: &[&Rule], found: &mut Vec<Diagnostic>) {
        if !rest.is_empty() || proof.gaps.is_empty() {
            return;
        }
        let gaps = (proof.gaps.as_slice(), !proof.more_gaps);
        let Some(witness) = self.words.first_case(self.case, gaps, found, &first.origin) else { return };
        let mut finding = self.finding(codes::GAP, first).witness(witness);
        finding.fixes.extend(boundary::take_in(self.case, &self.lines, &proof.gaps).filter(|_| !proof.more_gaps));
        found.push(finding);
    }

    fn overlaps(&self, proof: &Choice, conditional: &[&Rule], found: &mut Vec<Diagnostic>) {
        for overlap in &proof.overlaps {
            let (Some(one), Some(other)) = (conditional.get(overlap.first), conditional.get(overlap.second)) else {
                continue;
            };
            let cases = (overlap.cases.as_slice(), !overlap.more_cases);
            if let Some(witness) = self.words.first_case(self.case, cases, found, &other.origin) {
                let finding = self.finding(codes::OVERLAP, other).label(place(&one.origin), "earlier");
                let mut finding = finding.witness(witness);
                let fix = boundary::leave_out(self.case, &self.lines, &overlap.cases);
                finding.fixes.extend(fix.filter(|_| !overlap.more_cases));
                found.push(finding);
            }
        }
    }

    fn dead(&self, proof: &Choice, conditional: &[&Rule], rest: &[&Rule], found: &mut Vec<Diagnostic>) {
        for (index, line) in conditional.iter().enumerate() {
            let never = proof.never.contains(&index) || when(line).is_some_and(|when| self.never(when, line, found));
            if never {
                found.push(self.finding(codes::DEAD_LINE, line));
            }
        }
        let ([line], false) = (rest, conditional.is_empty()) else { return };
        let others = Formula::or(conditional.iter().filter_map(|line| when(line)).cloned());
        if proof.gaps.is_empty() || self.never(&Formula::not(others), line, found) {
            found.push(self.finding(codes::DEAD_LINE, line));
        }
    }

    /// Whether no eligible case that can exist meets the formula. Where no facts bear on each other, the cells of the choice have told already.
    fn never(&self, formula: &Formula, line: &Rule, found: &mut Vec<Diagnostic>) -> bool {
        let formula = reachable(self.case, formula);
        related(self.case, &formula) && exists(self.case, self.words, &formula, &line.origin, found) == Some(false)
    }

    fn finding(&self, code: matter_core::diagnostic::Code, line: &Rule) -> Diagnostic {
        self.case.finding(code, &line.origin).with("choice", Arg::Code(self.choice.clone()))
    }
}

/// The cubes in which a rule of a list applies and the matter can be granted.
pub(super) fn reachable(case: &Case, when: &Formula) -> Formula {
    Formula::and([when.clone(), case.eligible.clone()])
}
