//! A licence is delegated to another administrative organ only, on a basis, and never passed on (行政许可法 article 24).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{DelegationMode, Level, Rule, Yield};

use crate::rules::context::{RuleContext, at, because};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M100");

/// Endings of names of bodies that are no administrative organs.
const NO_ORGANS: &[&str] = &["公司", "协会", "学会", "商会", "联合会", "促进会", "基金会", "事务所", "银行", "集团", "医院", "学校"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for definition in context.definitions {
        let delegated: Vec<(&Rule, Level, Level, Option<&str>)> = definition.rules.iter().filter_map(delegation).collect();
        for (rule, from, to, body) in &delegated {
            let foreign = body.is_some_and(|name| NO_ORGANS.iter().any(|ending| name.ends_with(ending)));
            let passed_on = delegated.iter().any(|(_, _, other, _)| other == from);
            let weak = matches!(support(context, &rule.basis, Claim::DelegateLicence), Support::Insufficient | Support::Missing);
            let reason = if foreign {
                "no-organ"
            } else if passed_on {
                "passed-on"
            } else if weak {
                "no-basis"
            } else {
                continue;
            };
            found.push(
                because(CODE, at(&rule.origin), reason)
                    .with("to", body.map_or_else(|| Arg::Word(to.keyword()), |body| Arg::Code(body.into()))),
            );
        }
    }
}

fn delegation(rule: &Rule) -> Option<(&Rule, Level, Level, Option<&str>)> {
    match &rule.yields {
        Yield::Delegation { mode: DelegationMode::Delegated, from, to, body, .. } => Some((rule, *from, *to, body.as_deref())),
        _ => None,
    }
}
