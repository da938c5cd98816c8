//! What a line yields → the row of its section's table. One table a variant, so that nothing of a line is lost.

use matter_core::hir::{Definition, Duration, Requirement, Rule, Venue, Yield};
use matter_runtime::tables::{
    self, Accepting, Benefit, CaseKind, Channel, Commitment, Condition, Decider, Delegation, Delivery, Discretion,
    Duty, Exclusion, Fee, Instead, Intermediary, Liability, PriorResult, Quota, Renewal, RequirementMember,
    Responsible, ResultDocument, Stage, StageAfter, StagePlace, Tables, Trigger, Visit,
};
use rustc_hash::FxHashMap;

use super::edition::{Base, fact_name};
use super::plan::{Plan, Subject};
use super::{maybe, owned, words};

/// The table of a yield.
pub(crate) const fn kind(yields: &Yield) -> &'static str {
    match yields {
        Yield::Condition { .. } => "condition",
        Yield::Prior { .. } => "prior_result",
        Yield::Requirement(_) => "requirement",
        Yield::Responsible { .. } => "responsible",
        Yield::Accept { .. } => "accepting",
        Yield::Decider { .. } => "decider",
        Yield::Delegation { .. } => "delegation",
        Yield::Step(_) => "stage",
        Yield::Limit(_) => "limit",
        Yield::Exclusion { .. } => "exclusion",
        Yield::CaseKind(_) => "case_kind",
        Yield::Channel(_) => "channel",
        Yield::Visits(_) => "visit",
        Yield::Venue(_) => "venue",
        Yield::Fee { .. } => "fee",
        Yield::Benefit { .. } => "benefit",
        Yield::Result { .. } => "result",
        Yield::Renewal { .. } => "renewal",
        Yield::Trigger { .. } => "trigger",
        Yield::Instead { .. } => "instead",
        Yield::Quota { .. } => "quota",
        Yield::Discretion { .. } => "discretion",
        Yield::Commitment(_) => "commitment",
        Yield::Intermediary { .. } => "intermediary",
        Yield::Duty { .. } => "duty",
        Yield::Liability(_) => "liability",
    }
}

fn amount(duration: Option<&Duration>) -> Option<i64> {
    duration.map(|duration| duration.amount)
}

fn unit(duration: Option<&Duration>) -> Option<String> {
    duration.map(|duration| duration.unit.name().to_owned())
}

/// Adds the rows of what the line yields.
pub(crate) fn yields(line: &Rule, rule: u32, definition: &Definition, to: &mut Tables) {
    let made = who(line, rule, definition, to)
        || when(line, rule, definition, to)
        || money_and_results(line, rule, definition, to)
        || words_of_the_guide(line, rule, to);
    debug_assert!(made, "every yield has its table");
}

fn who(line: &Rule, rule: u32, definition: &Definition, to: &mut Tables) -> bool {
    match &line.yields {
        Yield::Condition { label, official, .. } => {
            to.condition.push(Condition { rule, label: owned(label), official: maybe(official) });
        }
        Yield::Prior { document, fact } => {
            to.prior_result.push(PriorResult { rule, material: owned(document), fact: fact_name(definition, *fact) });
        }
        Yield::Requirement(requirement) => self::requirement(requirement, rule, definition, to),
        Yield::Responsible { candidates, level } => {
            for (seq, fact) in (0..).zip(candidates) {
                let fact = fact_name(definition, *fact);
                to.responsible.push(Responsible { rule, seq, fact, level: words::level(*level) });
            }
        }
        Yield::Accept { level, name } => {
            to.accepting.push(Accepting { rule, level: level.map(words::level), name: maybe(name) });
        }
        Yield::Decider { level, department } => {
            let department = department.as_ref().or(definition.matter.department.as_ref());
            let department = department.map(owned).unwrap_or_default();
            to.decider.push(Decider { rule, level: words::level(*level), department });
        }
        Yield::Delegation { mode, from, to: place, body, note } => to.delegation.push(Delegation {
            rule,
            mode: words::delegation(*mode).to_owned(),
            from_level: words::level(*from),
            to_level: words::level(*place),
            body: maybe(body),
            note: maybe(note),
        }),
        Yield::Venue(statement) => to.venue.push(venue(statement, rule)),
        Yield::Channel(channel) => to.channel.push(Channel { rule, channel: owned(channel) }),
        Yield::Visits(count) => to.visit.push(Visit { rule, count: *count, reason: maybe(&line.title) }),
        _ => return false,
    }
    true
}

fn when(line: &Rule, rule: u32, definition: &Definition, to: &mut Tables) -> bool {
    match &line.yields {
        Yield::Step(step) => {
            let places: Vec<String> = step.places.iter().map(|fact| fact_name(definition, *fact)).collect();
            to.stage.push(Stage {
                rule,
                name: owned(&step.name),
                actor: maybe(&step.actor),
                places: (!places.is_empty()).then(|| places.join("、")),
                amount: amount(step.length.as_ref()),
                unit: unit(step.length.as_ref()),
                fixed: step.fixed,
                part: words::step_part(step.part).to_owned(),
            });
            to.stage_place.extend((0..).zip(places).map(|(seq, fact)| StagePlace { rule, seq, fact }));
        }
        Yield::Limit(limit) => to.limit.push(tables::Limit {
            rule,
            kind: words::limit(limit.kind).to_owned(),
            amount: amount(limit.length.as_ref()),
            unit: unit(limit.length.as_ref()).unwrap_or_default(),
            start: words::event(limit.start).to_owned(),
            approver: maybe(&limit.approver),
            overdue: maybe(&limit.overdue),
            extends: limit.extends.map(|kind| words::limit(kind).to_owned()),
        }),
        Yield::Exclusion { name, at_most } => to.exclusion.push(Exclusion {
            rule,
            name: owned(name),
            amount: amount(at_most.as_ref()),
            unit: unit(at_most.as_ref()),
        }),
        Yield::CaseKind(kind) => to.case_kind.push(CaseKind { rule, kind: owned(kind) }),
        Yield::Renewal { earliest, latest } => to.renewal.push(Renewal {
            rule,
            earliest: amount(earliest.as_ref()),
            earliest_unit: unit(earliest.as_ref()),
            latest: amount(latest.as_ref()),
            latest_unit: unit(latest.as_ref()),
        }),
        Yield::Trigger { event, from, years, lead, notice, consent } => to.trigger.push(Trigger {
            rule,
            event: owned(event),
            fact: from.map(|fact| fact_name(definition, fact)),
            years: *years,
            lead: amount(lead.as_ref()),
            lead_unit: unit(lead.as_ref()),
            notice: maybe(notice),
            consent: maybe(consent),
        }),
        _ => return false,
    }
    true
}

fn money_and_results(line: &Rule, rule: u32, definition: &Definition, to: &mut Tables) -> bool {
    match &line.yields {
        Yield::Fee { name, amount, per, cap } => to.fee.push(Fee {
            rule,
            name: owned(name),
            amount: *amount,
            per: per.map(|(fact, _)| fact_name(definition, fact)),
            per_amount: per.map(|(_, amount)| amount),
            cap: *cap,
        }),
        Yield::Benefit { name, amount, period } => to.benefit.push(Benefit {
            rule,
            name: owned(name),
            amount: *amount,
            period: words::benefit_period(*period).to_owned(),
        }),
        Yield::Result { document, validity, permanent, delivery } => {
            to.result.push(ResultDocument {
                rule,
                name: owned(document),
                validity: amount(validity.as_ref()),
                validity_unit: unit(validity.as_ref()),
                permanent: *permanent,
            });
            let ways = (0..).zip(delivery);
            to.delivery.extend(ways.map(|(seq, (mode, note))| Delivery {
                rule,
                seq,
                mode: owned(mode),
                note: maybe(note),
            }));
        }
        Yield::Discretion { name, low, high, unit } => {
            to.discretion.push(Discretion { rule, name: owned(name), low: *low, high: *high, unit: owned(unit) });
        }
        Yield::Quota { amount, note } => to.quota.push(Quota { rule, amount: *amount, note: owned(note) }),
        Yield::Intermediary { name, payer } => {
            to.intermediary.push(Intermediary { rule, name: owned(name), payer: maybe(payer) });
        }
        _ => return false,
    }
    true
}

fn words_of_the_guide(line: &Rule, rule: u32, to: &mut Tables) -> bool {
    match &line.yields {
        Yield::Instead { matter } => to.instead.push(Instead { rule, matter: owned(matter) }),
        Yield::Commitment(text) => to.commitment.push(Commitment { rule, text: owned(text) }),
        Yield::Duty { phase, text } => {
            to.duty.push(Duty { rule, phase: words::duty_phase(*phase).to_owned(), text: owned(text) });
        }
        Yield::Liability(text) => to.liability.push(Liability { rule, text: owned(text) }),
        _ => return false,
    }
    true
}

fn requirement(requirement: &Requirement, rule: u32, definition: &Definition, to: &mut Tables) {
    to.requirement.push(tables::Requirement {
        rule,
        title: owned(&requirement.title),
        exempt: maybe(&requirement.exempt),
        grace: amount(requirement.grace.as_ref()),
        grace_unit: unit(requirement.grace.as_ref()),
        grace_overdue: maybe(&requirement.grace_overdue),
        must: (!requirement.must.is_empty()).then(|| requirement.must.join("、")),
    });
    for (choice, option) in (0..).zip(&requirement.options) {
        for (seq, member) in (0..).zip(option) {
            to.requirement_member.push(RequirementMember {
                rule,
                choice,
                seq,
                material: owned(&member.material),
                title: owned(&member.title),
                holder: maybe(&member.holder),
                form: words::form(member.form).to_owned(),
                count: member.count,
                per: member.per.map(|fact| fact_name(definition, fact)),
            });
        }
    }
}

fn venue(statement: &Venue, rule: u32) -> tables::Venue {
    let row = |part: &str, value: Option<&str>, length: Option<&Duration>| tables::Venue {
        rule,
        part: part.to_owned(),
        value: value.map(str::to_owned),
        amount: amount(length),
        unit: unit(length),
    };
    match statement {
        Venue::Scope(level) => row("scope", Some(words::level_name(*level)), None),
        Venue::Mode(mode) => row("mode", Some(words::venue_mode(*mode)), None),
        Venue::Forward(length) => row("forward", None, Some(length)),
        Venue::Return(length) => row("return", None, Some(length)),
        Venue::ClockAtReceipt(at_receipt) => row("clock", Some(if *at_receipt { "receipt" } else { "arrival" }), None),
    }
}

/// The edges of the process, once all lines have their numbers.
pub(crate) fn steps(plan: &Plan<'_>, base: Base, to: &mut Tables) {
    let lines = || {
        (base.rule..).zip(&plan.rules).filter_map(|(id, planned)| match planned.subject {
            Subject::Line(line) => Some((id, line)),
            _ => None,
        })
    };
    let numbers: FxHashMap<&str, u32> = lines().map(|(id, line)| (&*line.address, id)).collect();
    for (rule, line) in lines() {
        if let Yield::Step(step) = &line.yields {
            let earlier = step.after.iter().filter_map(|address| numbers.get(&**address));
            to.stage_after.extend(earlier.map(|after| StageAfter { rule, after: *after }));
        }
    }
}
