//! 服务对象 as a condition: where a matter's lines ask who applies, whoever it does not serve is not eligible.
//!
//! Matters whose lines do not ask are left alone: nothing would come of the question.

use std::sync::Arc;

use matter_decide::{Formula, Ranges};
use matter_syntax::keyword::Keyword;

use super::facts::FactTable;
use super::words::zh;
use crate::hir::{FactKind, MatterHead, NodeId, Origin, Rule, SERVED, When, Yield};

/// The built-in fact that says who applies.
pub(crate) const APPLICANT: &str = "申请人类型";

/// The condition that 服务对象 stands for; none where no line asks for it, or where somebody is served whom the fact does not know.
pub(crate) fn served(head: &MatterHead, facts: &FactTable) -> Option<Rule> {
    let applicant = facts.find(APPLICANT)?;
    let FactKind::Choice { values, .. } = &facts.get(applicant)?.kind else { return None };
    let value = |term: &Arc<str>| values.iter().position(|value| value == term).and_then(|at| i64::try_from(at).ok());
    let served: Option<Vec<i64>> = head.serves.iter().map(value).collect();
    let served = Ranges::of(served.filter(|served| !served.is_empty())?);
    if facts.domain(applicant).is_subset(&served) {
        return None;
    }
    let label = zh(Keyword::Serves);
    let place = head.places.iter().find(|(keyword, _)| *keyword == Keyword::Serves);
    let node = place.map_or(NodeId(0), |(_, node)| *node);
    let holds = Formula::within(applicant, served);
    Some(Rule {
        address: SERVED.into(),
        choice: None,
        when: When::If(Formula::True),
        condition: None,
        comparisons: Vec::new(),
        title: Some(format!("{label}：{}", head.serves.join("、")).into()),
        stage: None,
        yields: Yield::Condition { label: label.into(), holds, official: None },
        basis: Vec::new(),
        origin: Origin { item: head.origin.item.clone(), node },
    })
}
