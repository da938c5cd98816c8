//! The clock of a licence stops only for what the law lists (行政许可法 article 45), or on a basis of its own.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::Yield;

use super::bounds::is_pause;
use crate::rules::context::{RuleContext, at};
use crate::rules::ranks::{Claim, Support, support};

pub(super) const CODE: Code = Code("M088");

/// What article 45 leaves out of the limit.
const LISTED: &[&str] = &["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"];

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    if !context.is_licence() {
        return;
    }
    for rule in context.rules() {
        // What a promise leaves out (不含 邮寄) is not taken from the statutory limit.
        let Yield::Exclusion { name, .. } = &rule.yields else { continue };
        let listed = LISTED.iter().any(|word| name.contains(word));
        if is_pause(rule) && !listed && matches!(support(context, &rule.basis, Claim::LengthenLimit), Support::Insufficient | Support::Missing) {
            found.push(Diagnostic::new(CODE, at(&rule.origin)).with("reason", Arg::Code(name.clone())));
        }
    }
}
