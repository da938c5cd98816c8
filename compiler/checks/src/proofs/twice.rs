//! What is asked for or charged twice in one case: a document that two lines want, or one line twice, and a fee of one name on two lines.
//!
//! A line whose every way to be met already lies in another line's documents asks for nothing of its own. The lines of a fee that has a line
//! 否则 are a choice, and proved as one.

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Form, Requirement, RequirementMember, Rule, Yield};
use matter_decide::Formula;

use super::boundary;
use super::case::{Case, place, when};
use super::choices::reachable;
use super::codes;
use super::witness::Words;

/// Looks at every two lines that share a document, at each line by itself, and at the fees.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let lines: Vec<(&Rule, &Requirement)> = case.definition.rules.iter().filter_map(requirement).collect();
    for (index, line) in lines.iter().enumerate() {
        if let Some(member) = twice_in_line(line.1) {
            let mut finding = required(case, line.0, member);
            finding.labels.iter_mut().for_each(|label| label.role = "in-line");
            found.push(finding);
        }
        for earlier in lines.iter().take(index).filter(|(other, _)| other.stage == line.0.stage) {
            // Of two lines that want the same the later one is idle; else the one that leaves a choice.
            if let Some(member) = met_by(line.1, earlier.1) {
                both(case, words, (line.0, earlier.0), required(case, line.0, member), found);
            } else if let Some(member) = met_by(earlier.1, line.1) {
                both(case, words, (earlier.0, line.0), required(case, earlier.0, member), found);
            }
        }
    }
    fees(case, words, found);
}

fn requirement(rule: &Rule) -> Option<(&Rule, &Requirement)> {
    match &rule.yields {
        Yield::Requirement(requirement) => Some((rule, requirement)),
        _ => None,
    }
}

fn required(case: &Case, rule: &Rule, member: &RequirementMember) -> Diagnostic {
    case.finding(codes::REQUIRED_TWICE, &rule.origin).with("material", Arg::Code(member.title.clone()))
}

/// Reports a line that asks again for what another one asks for, if there is a case of both.
fn both(case: &Case, words: &Words, (idle, other): (&Rule, &Rule), finding: Diagnostic, found: &mut Vec<Diagnostic>) {
    let (Some(one), Some(two)) = (when(idle), when(other)) else { return };
    let cases = reachable(case, &Formula::and([one.clone(), two.clone()]));
    let witness = words.case_where(case, &cases, found, &idle.origin);
    found.extend(witness.map(|witness| finding.label(place(&other.origin), "earlier").witness(witness)));
}

/// A document of a line that is met by whoever meets another line: each way to meet that one holds a way to meet it.
fn met_by<'r>(idle: &'r Requirement, other: &Requirement) -> Option<&'r RequirementMember> {
    if let ([one], [two]) = (idle.options.as_slice(), other.options.as_slice())
        && let ([one], [two]) = (one.as_slice(), two.as_slice())
    {
        return (same_document(one, two) && one_paper(one.form, two.form)).then_some(one);
    }
    let asks_for = |option: &[RequirementMember], member: &RequirementMember| {
        option.iter().any(|other| same_document(other, member) && other.form == member.form)
    };
    let within = |option: &[RequirementMember]| {
        idle.options.iter().find(|own| own.iter().all(|member| asks_for(option, member)))
    };
    let ways: Option<Vec<&Vec<RequirementMember>>> = other.options.iter().map(|option| within(option)).collect();
    ways?.first()?.first()
}

fn same_document(one: &RequirementMember, other: &RequirementMember) -> bool {
    one.material == other.material && one.holder == other.holder
}

/// Whether one line can ask for both forms at once: an original and its copy are 原件和复印件 of one document.
const fn one_paper(one: Form, other: Form) -> bool {
    const fn paper(form: Form) -> bool {
        matches!(form, Form::Original | Form::Copy | Form::OriginalAndCopy | Form::OriginalOrCopy)
    }
    paper(one) && paper(other) || one as u8 == other as u8
}

/// A document that one way to meet a line holds twice, or the first one of two ways that are the same.
fn twice_in_line(line: &Requirement) -> Option<&RequirementMember> {
    let repeated = |option: &'_ [RequirementMember]| {
        (1..option.len()).find(|at| option.iter().take(*at).any(|earlier| option.get(*at) == Some(earlier)))
    };
    let again = line.options.iter().find_map(|option| option.get(repeated(option)?));
    let ways = || line.options.iter().enumerate();
    let same_way =
        |(at, option): (usize, &'_ Vec<RequirementMember>)| line.options.iter().take(at).any(|one| one == option);
    again.or_else(|| ways().find(|way| same_way(*way)).and_then(|(_, option)| option.first()))
}

/// Fees of one name that are charged together in some case, and fees in cases that another line says are free.
fn fees(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let lines: Vec<Fee> = case.definition.rules.iter().filter_map(Fee::of).collect();
    for (index, fee) in lines.iter().enumerate() {
        for earlier in lines.iter().take(index).filter(|earlier| earlier.rule.stage == fee.rule.stage) {
            let (dear, other) = if fee.is_free() { (earlier, fee) } else { (fee, earlier) };
            let code = match (dear.amount, other.is_free()) {
                (1.., true) => codes::CHARGED_THOUGH_FREE,
                (_, false) if dear.name == other.name => codes::CHARGED_TWICE,
                _ => continue,
            };
            let (Some(one), Some(two)) = (when(dear.rule), when(other.rule)) else { continue };
            let cases = reachable(case, &Formula::and([one.clone(), two.clone()]));
            let Some(witness) = words.case_where(case, &cases, found, &dear.rule.origin) else { continue };
            let finding = case.finding(code, &dear.rule.origin).with("fee", Arg::Code(dear.title()));
            let mut finding = finding.label(place(&other.rule.origin), "earlier").witness(witness);
            finding.fixes.extend(boundary::once(case, &[other.rule, dear.rule]));
            found.push(finding);
        }
    }
}

/// A line of 收费 that is no line of a choice.
struct Fee<'a> {
    rule: &'a Rule,
    name: &'a Arc<str>,
    amount: i64,
}

impl<'a> Fee<'a> {
    fn of(rule: &'a Rule) -> Option<Self> {
        match &rule.yields {
            Yield::Fee { name, amount, .. } if rule.choice.is_none() => Some(Self { rule, name, amount: *amount }),
            _ => None,
        }
    }

    /// Whether it is 不收费.
    fn is_free(&self) -> bool {
        self.amount == 0 && self.name.is_empty()
    }

    /// What the line is called; a fee without a name is its section.
    fn title(&self) -> Arc<str> {
        if self.name.is_empty() { self.rule.address.clone() } else { self.name.clone() }
    }
}
