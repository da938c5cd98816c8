//! Every line of the list of materials states what the profile asks of it (材料：类型、形式、来源、依据、受理标准).

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Form, Requirement, RequirementMember, Rule};
use matter_core::summary::Question;

use crate::rules::context::{Asked, Makers, RuleContext, at};
use crate::rules::profiles::speaking;

pub(super) const CODE: Code = Code("M060");

/// The element that only all matters together may give: a matter that yields it is a source.
const SOURCE: &str = "来源";

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    let elements = elements(context);
    for (rule, requirement) in context.requirements() {
        let missing: Vec<Arg> = elements
            .iter()
            .filter(|element| !stated(context, rule, requirement, element))
            .map(|element| Arg::Code(Arc::clone(element)))
            .collect();
        if !missing.is_empty() {
            found.push(
                Diagnostic::new(CODE, at(&rule.origin))
                    .with("material", Arg::Code(requirement.title.clone()))
                    .with("missing", Arg::List(missing)),
            );
        }
    }
}

/// Materials that nobody is said to issue: somebody's result, perhaps.
pub(super) fn ask(context: &RuleContext<'_>, asked: &mut Vec<Asked>) {
    if !elements(context).iter().any(|element| ***element == *SOURCE) {
        return;
    }
    for (rule, requirement) in context.requirements() {
        let members = requirement.options.iter().flatten();
        asked.extend(members.filter(|member| !is_issued(context, member)).map(|member| Asked {
            rule: CODE,
            document: Arc::clone(&member.material),
            title: Arc::clone(&member.title),
            origin: rule.origin.clone(),
        }));
    }
}

pub(super) fn answer(question: &Question, makers: &Makers<'_>) -> Option<Diagnostic> {
    let finding = || {
        let missing = Arg::List(vec![Arg::Code(SOURCE.into())]);
        makers.at(question).with("material", Arg::Code(Arc::clone(&question.title))).with("missing", missing)
    };
    makers.of(&question.document).is_empty().then(finding)
}

fn elements<'a>(context: &RuleContext<'a>) -> Vec<&'a Arc<str>> {
    let mut elements: Vec<&Arc<str>> =
        speaking(context).into_iter().flat_map(|profile| &profile.material_elements).collect();
    elements.sort_unstable();
    elements.dedup();
    elements
}

fn stated(context: &RuleContext<'_>, rule: &Rule, requirement: &Requirement, element: &str) -> bool {
    let all = |said: &dyn Fn(&RequirementMember) -> bool| requirement.options.iter().flatten().all(said);
    match element {
        "类型" => all(&|member| context.material(&member.material).is_some_and(|material| material.kind.is_some())),
        // What is looked up is handed in in no form.
        "形式" => requirement.exempt.is_some() || all(&|member| member.form != Form::Unsaid),
        "依据" => !rule.basis.is_empty() || !context.head.basis.is_empty(),
        "受理标准" => !requirement.must.is_empty(),
        _ => true,
    }
}

fn is_issued(context: &RuleContext<'_>, member: &RequirementMember) -> bool {
    context.material(&member.material).is_some_and(|material| material.issuer.is_some())
}
