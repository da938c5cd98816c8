//! Handing in elsewhere changes nothing but the channel: what 通办 promises, proved.
//!
//! For one responsible region nothing may depend on the place of receipt; across the responsible regions of the scope conditions, materials
//! and fees are equal. A fully online mode needs neither a visit nor paper, a mode of receiving for another needs forwarding.

use matter_core::diagnostic::{Arg, Diagnostic};
use matter_core::hir::{Definition, FactId, Origin, Requirement, Rule, Venue, VenueMode, Yield};
use matter_decide::Formula;

use super::case::{Case, condition, implication, place, when};
use super::codes;
use super::variance::Joint;
use super::witness::Words;

/// The built-in fact that names the receiving place.
const RECEIVING_PLACE: &str = "所在地";

/// Looks at one definition of a matter with a scope.
pub(super) fn prove(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    let venue = |rule: &&Rule| matches!(rule.yields, Yield::Venue(_));
    if !case.definition.rules.iter().any(|rule| venue(&rule)) {
        return;
    }
    place_of_receipt(case, found);
    modes(case, words, found);
}

fn place_of_receipt(case: &Case, found: &mut Vec<Diagnostic>) {
    let dim = (0..).zip(&case.definition.facts).find(|(_, fact)| &*fact.name == RECEIVING_PLACE).map(|(dim, _)| dim);
    let Some(dim) = dim else { return };
    for rule in &case.definition.rules {
        let about_channels =
            matches!(rule.yields, Yield::Channel(_) | Yield::Visits(_) | Yield::Venue(_) | Yield::Accept { .. });
        let mentions = when(rule).is_some_and(|when| when.dims().contains(&dim))
            || condition(rule).is_some_and(|(_, holds)| holds.dims().contains(&dim));
        if mentions && !about_channels {
            found.push(case.finding(codes::PLACE_MATTERS, &rule.origin).with("line", Arg::Code(rule.address.clone())));
        }
    }
}

fn modes(case: &Case, words: &Words, found: &mut Vec<Diagnostic>) {
    for rule in &case.definition.rules {
        match rule.yields {
            Yield::Venue(Venue::Mode(VenueMode::FullyOnline)) => online(case, rule, words, found),
            Yield::Venue(Venue::Mode(VenueMode::ReceivedForAnother)) => {
                let forwards = |rule: &Rule| matches!(rule.yields, Yield::Venue(Venue::Forward(_)));
                if !case.definition.rules.iter().any(forwards) {
                    found.push(case.finding(codes::NO_FORWARDING, &rule.origin));
                }
            }
            _ => {}
        }
    }
}

/// In the cases handled fully online nobody need come and no material exists on paper only.
fn online(case: &Case, mode: &Rule, words: &Words, found: &mut Vec<Diagnostic>) {
    let cases = when(mode).cloned().unwrap_or_else(|| rest(case.definition, mode));
    off_line(case, (mode, &cases), words, found);
    for rule in &case.definition.rules {
        let hinders = match &rule.yields {
            Yield::Visits(count) => *count > 0,
            Yield::Requirement(requirement) => {
                // An original may be shown as a certificate or an image; what exists on paper only says so.
                requirement.exempt.is_none() && requirement.must.iter().any(|must| must.contains("纸质"))
            }
            _ => false,
        };
        if !hinders {
            continue;
        }
        let applies = when(rule).cloned().unwrap_or_else(|| rest(case.definition, rule));
        let both = Formula::and([case.eligible.clone(), cases.clone(), applies]);
        if let Some(witness) = words.case_where(case, &both, found, &rule.origin) {
            let finding =
                case.finding(codes::ONLINE_BUT_PAPER, &rule.origin).with("line", Arg::Code(rule.address.clone()));
            found.push(finding.label(place(&mode.origin), "mode").witness(witness));
        }
    }
}

/// Channels over which a case can be handled without anybody coming or posting paper.
const ON_LINE: [&str; 2] = ["网上", "移动端"];
/// Channels at which somebody comes or paper is posted.
const OFF_LINE: [&str; 4] = ["窗口", "自助终端", "邮寄", "上门"];

/// A mode of being handled fully online, and yet no channel of the matter leads on line in some of its cases.
fn off_line(case: &Case, (mode, cases): (&Rule, &Formula), words: &Words, found: &mut Vec<Diagnostic>) {
    let channels = case.definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Channel(channel) => Some((rule, &**channel)),
        _ => None,
    });
    let channels: Vec<(&Rule, &str)> = channels.collect();
    // Channels that a catalogue has added may lead anywhere.
    let Some((first, _)) = channels.first().filter(|_| channels.iter().all(|(_, name)| is_known(name))) else { return };
    let on_line =
        channels.iter().filter(|(_, name)| ON_LINE.contains(name)).filter_map(|(rule, _)| when(rule)).cloned();
    let without = Formula::and([case.eligible.clone(), cases.clone(), Formula::not(Formula::or(on_line))]);
    if let Some(witness) = words.case_where(case, &without, found, &first.origin) {
        let mut finding =
            case.finding(codes::ONLINE_BUT_PAPER, &first.origin).with("line", Arg::Code(first.address.clone()));
        finding.labels.iter_mut().for_each(|label| label.role = "no-channel");
        found.push(finding.label(place(&mode.origin), "mode").witness(witness));
    }
}

fn is_known(channel: &str) -> bool {
    ON_LINE.contains(&channel) || OFF_LINE.contains(&channel)
}

/// The cases of a rest line: none of its choice's other lines.
pub(super) fn rest(definition: &Definition, line: &Rule) -> Formula {
    let others = definition.rules.iter().filter(|other| line.choice.is_some() && other.choice == line.choice);
    Formula::not(Formula::or(others.filter_map(when).cloned()))
}

/// Compares the definitions of one matter for different responsible regions inside a scope, on common days.
pub(super) fn across(case: &Case, other: &Definition, words: &Words, found: &mut Vec<Diagnostic>) {
    let joint = Joint::new(case, other);
    let possible = Formula::and([case.possible.clone(), joint.parent_possible.clone()]);
    let here = met(case.definition);
    let there = joint.parent(&met(other));
    let mut rules = case.definition.rules.iter().chain(&other.rules);
    let Some(first) = rules.find(|rule| condition(rule).is_some()) else { return };
    for (premise, conclusion) in [(&here, &there), (&there, &here)] {
        let premise = Formula::and([possible.clone(), premise.clone()]);
        if let Some(witness) = joint.refute(case, words, (premise, conclusion.clone()), found, &first.origin) {
            found.push(not_uniform(case, (other, words), "conditions", &first.origin).witness(witness));
            break;
        }
    }
}

/// Materials and fees must be the same lines; only where they stand may differ.
pub(super) fn lines(case: &Case, other: &Definition, words: &Words, found: &mut Vec<Diagnostic>) {
    let compared = |rule: &&Rule| matches!(rule.yields, Yield::Requirement(_) | Yield::Fee { .. });
    let key = |rule: &Rule, of: &Definition| (rule.condition.clone(), content(&rule.yields, of));
    let theirs: Vec<_> = other.rules.iter().filter(compared).map(|rule| key(rule, other)).collect();
    for rule in case.definition.rules.iter().filter(compared) {
        if !theirs.contains(&key(rule, case.definition)) {
            let fee = matches!(rule.yields, Yield::Fee { .. });
            let what = if fee { "fees" } else { "materials" };
            found.push(
                not_uniform(case, (other, words), what, &rule.origin).with("line", Arg::Code(rule.address.clone())),
            );
        }
    }
}

/// What a line yields, with facts by name: their indexes differ between definitions.
fn content(yields: &Yield, definition: &Definition) -> String {
    let fact = |id: FactId| definition.facts.get(usize::from(id)).map(|fact| &fact.name);
    match yields {
        Yield::Requirement(requirement) => {
            let member = |member: &matter_core::hir::RequirementMember| {
                let per = member.per.and_then(fact);
                format!("{}|{:?}|{:?}|{}|{per:?}", member.material, member.holder, member.form, member.count)
            };
            let options = requirement.options.iter().map(|option| option.iter().map(member).collect::<Vec<_>>());
            let Requirement { exempt, grace, must, .. } = requirement;
            format!("{:?} {exempt:?} {grace:?} {must:?}", options.collect::<Vec<_>>())
        }
        Yield::Fee { name, amount, per, cap } => {
            let per = per.map(|(id, units)| (fact(id), units));
            format!("{name}|{amount}|{per:?}|{cap:?}")
        }
        _ => String::new(),
    }
}

fn met(definition: &Definition) -> Formula {
    Formula::and(definition.rules.iter().filter_map(condition).map(|(when, holds)| implication(when, holds)))
}

fn not_uniform(case: &Case, (other, words): (&Definition, &Words), what: &'static str, origin: &Origin) -> Diagnostic {
    let region = Arg::Code(words.region(other.scope.first));
    case.finding(codes::NOT_UNIFORM, origin).with("what", Arg::Plain(what.into())).with("region", region)
}
