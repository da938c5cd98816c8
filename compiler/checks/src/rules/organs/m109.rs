//! No applicant is forced on line: another channel stands beside it (优化营商环境条例 article 37).

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Keyword, Yield};

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M109");

/// Channels that need a device and an account.
const ONLINE: &[&str] = &["网上", "移动端", "online", "mobile"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        let channels: Vec<&str> = definition
            .rules
            .iter()
            .filter_map(|rule| match &rule.yields {
                Yield::Channel(channel) => Some(&**channel),
                _ => None,
            })
            .collect();
        if !channels.is_empty() && channels.iter().all(|channel| ONLINE.contains(channel)) {
            let list = channels.iter().map(|channel| Arg::Code((*channel).into())).collect();
            found.push(Diagnostic::new(CODE, context.section(Keyword::Channels)).with("channels", Arg::List(list)));
        }
    }
}
