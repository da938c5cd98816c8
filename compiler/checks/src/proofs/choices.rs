//! Every choice decides each eligible case exactly once: no gap (推诿), no overlap (抢办), no line that can never apply.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Rule, When};
use matter_decide::{Choice, Formula};

use super::boundary;
use super::case::{Case, place, when};
use super::codes;
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
            ChoiceProof { case, words, choice, lines }.run(found);
        }
    }
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
        for line in proof.never.iter().filter_map(|line| conditional.get(*line)) {
            found.push(self.finding(codes::DEAD_LINE, line));
        }
        let exhausted = proof.gaps.is_empty() && !conditional.is_empty();
        if let ([line], true) = (rest, exhausted) {
            found.push(self.finding(codes::DEAD_LINE, line));
        }
    }

    fn finding(&self, code: matter_core::diagnostic::Code, line: &Rule) -> Diagnostic {
        self.case.finding(code, &line.origin).with("choice", Arg::Code(self.choice.clone()))
    }
}

/// The cubes in which a rule of a list applies and the matter can be granted.
pub(super) fn reachable(case: &Case, when: &Formula) -> Formula {
    Formula::and([when.clone(), case.eligible.clone()])
}
