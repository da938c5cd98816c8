//! 豁免 lines of items that are no matters.

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::Item;

use super::parts;
use crate::codes::LINE_FORM;
use crate::hir::Waiver;
use crate::lower::findings::Findings;
use crate::lower::line::Line;
use crate::lower::period::day;
use crate::lower::words::name_of;

/// What an item waives.
pub(crate) fn waivers(item: &Item, findings: &mut Findings) -> Vec<Waiver> {
    let lines: Vec<Line<'_>> = parts::lines(item, Keyword::Waiver).collect();
    lines.into_iter().filter_map(|line| waiver(line, findings)).collect()
}

/// `M086  “省政府已同意延长”  至 2026-12-31`
fn waiver(mut line: Line<'_>, findings: &mut Findings) -> Option<Waiver> {
    let reason = line.text();
    let until = line.clause(Keyword::Until).and_then(|tail| tail.arg()).and_then(|arg| day(findings, arg));
    let code = line.value().and_then(name_of);
    let (Some(code), Some(reason), Some(until)) = (code, reason, until) else {
        findings.push(findings.at(LINE_FORM, line.span, "expected-waiver"));
        return None;
    };
    parts::finish(&line, Keyword::Waiver, findings);
    Some(Waiver { code: code.into(), reason, until, origin: findings.origin(line.span) })
}
