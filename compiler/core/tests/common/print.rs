//! A lowered matter as short lines: one fact or rule a line, conditions with names and values in words.

use matter_core::hir::{Argument, Fact, FactId, FactKind, Requirement, Rule, When, Yield};
use matter_core::lower::{FactTable, LoweredMatter};
use matter_decide::{Formula, Ranges};

/// Facts, combinations that cannot be, rules, stages, texts.
pub fn print_matter(matter: &LoweredMatter) -> String {
    let mut out = String::new();
    for fact in matter.facts.facts() {
        out += &format!("fact {}{}\n", fact.name, print_kind(fact, &matter.facts));
    }
    for never in &matter.nevers {
        out += &format!("never “{}” {}\n", never.reason, print_formula(&never.cases, &matter.facts));
    }
    for rule in &matter.rules {
        out += &print_rule(rule, &matter.facts);
        out.push('\n');
    }
    for stage in &matter.stages {
        out += &format!("stage {} after {:?}\n", stage.name, stage.after);
    }
    for (section, lines) in &matter.texts {
        out += &format!("text {section:?} {lines:?}\n");
    }
    out
}

fn print_kind(fact: &Fact, facts: &FactTable) -> String {
    let exists = fact.exists.as_ref().map(|exists| format!(" exists {}", print_formula(exists, facts)));
    let kind = match &fact.kind {
        FactKind::Derived { operation, a, b } => {
            format!(" = {operation:?}({}, {})", argument(a, facts), argument(b, facts))
        }
        FactKind::Finding { by } => format!(" judged by {}", by.as_deref().unwrap_or("nobody")),
        FactKind::Held { document } => format!(" holds {document}"),
        FactKind::Option { set, .. } => format!(" of {set}"),
        _ => String::new(),
    };
    kind + &exists.unwrap_or_default()
}

fn argument(argument: &Argument, facts: &FactTable) -> String {
    match argument {
        Argument::Fact(id) => name(*id, facts),
        other => format!("{other:?}"),
    }
}

fn name(id: FactId, facts: &FactTable) -> String {
    facts.get(id).map_or_else(|| format!("?{id}"), |fact| fact.name.to_string())
}

/// A formula in words.
pub fn print_formula(formula: &Formula, facts: &FactTable) -> String {
    let all = |parts: &[Formula], joint: &str| {
        let parts: Vec<String> = parts.iter().map(|part| print_formula(part, facts)).collect();
        format!("({})", parts.join(joint))
    };
    match formula {
        Formula::True => "always".to_owned(),
        Formula::False => "never".to_owned(),
        Formula::In { dim, set } => format!("{} in {}", name(*dim, facts), print_set(*dim, set, facts)),
        Formula::And(parts) => all(parts, " & "),
        Formula::Or(parts) => all(parts, " | "),
        Formula::Not(part) => format!("!{}", print_formula(part, facts)),
    }
}

fn print_set(id: FactId, set: &Ranges, facts: &FactTable) -> String {
    let kind = facts.get(id).map(|fact| &fact.kind);
    let parts: Vec<String> = set
        .intervals()
        .iter()
        .map(|(low, high)| {
            let value = |value: i64| match kind {
                Some(FactKind::Choice { values, .. }) => {
                    values.get(value as usize).map_or_else(|| value.to_string(), ToString::to_string)
                }
                _ if value == i64::MAX => "∞".to_owned(),
                _ if value == i64::MIN => "-∞".to_owned(),
                _ => value.to_string(),
            };
            if low == high { value(*low) } else { format!("{}..{}", value(*low), value(*high)) }
        })
        .collect();
    format!("{{{}}}", parts.join(", "))
}

/// `address: cases → what it yields`.
pub fn print_rule(rule: &Rule, facts: &FactTable) -> String {
    let when = match &rule.when {
        When::If(Formula::True) => String::new(),
        When::If(formula) => format!(" if {}", print_formula(formula, facts)),
        When::Otherwise => " otherwise".to_owned(),
    };
    let choice = rule.choice.as_ref().map(|choice| format!(" <{choice}>")).unwrap_or_default();
    let title = rule.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
    let basis: String = rule.basis.iter().map(|basis| format!(" §{}{}", basis.law, basis.place)).collect();
    let condition = rule.condition.as_ref().map(|text| format!(" [{text}]")).unwrap_or_default();
    format!("{}{choice}{when}{condition}{title} → {}{basis}", rule.address, print_yield(&rule.yields, facts))
}

fn print_yield(yields: &Yield, facts: &FactTable) -> String {
    match yields {
        Yield::Condition { label, holds, official } => {
            let by = official.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
            format!("{label}: {}{by}", print_formula(holds, facts))
        }
        Yield::Requirement(requirement) => print_requirement(requirement, facts),
        Yield::Responsible { candidates, level } => {
            let names: Vec<String> = candidates.iter().map(|id| name(*id, facts)).collect();
            format!("Responsible {} at {level:?}", names.join("/"))
        }
        Yield::Step(step) => {
            let places: Vec<String> = step.places.iter().map(|id| name(*id, facts)).collect();
            let fixed = if step.fixed { " fixed" } else { "" };
            format!(
                "Step {} by {} for {:?}{fixed} at {places:?} after {:?} {:?}",
                step.name,
                step.actor.as_deref().unwrap_or("-"),
                step.length.map(|length| (length.amount, length.unit)),
                step.after,
                step.part
            )
        }
        other => format!("{other:?}"),
    }
}

fn print_requirement(requirement: &Requirement, facts: &FactTable) -> String {
    let options: Vec<String> = requirement
        .options
        .iter()
        .map(|option| {
            let members: Vec<String> = option
                .iter()
                .map(|member| {
                    let holder = member.holder.as_ref().map(|holder| format!("({holder})")).unwrap_or_default();
                    let per = member.per.map(|id| format!("×{}", name(id, facts))).unwrap_or_default();
                    format!("{}{holder} {:?} {}{per}", member.material, member.form, member.count)
                })
                .collect();
            members.join(" + ")
        })
        .collect();
    let mut out = options.join(" | ");
    if let Some(exempt) = &requirement.exempt {
        out += &format!("; exempt by {exempt}");
    }
    if let Some(grace) = requirement.grace {
        let overdue = requirement.grace_overdue.as_deref().unwrap_or("-");
        out += &format!("; grace {} {:?} else {overdue}", grace.amount, grace.unit);
    }
    if !requirement.must.is_empty() {
        out += &format!("; must {:?}", requirement.must);
    }
    out
}
