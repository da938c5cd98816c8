//! An expression → the expressions that it is made of, for who looks at all of them. Knows nothing of what they are looked at for.

use crate::tree::{Expr, ExprKind};

impl Expr {
    /// Visits the expressions that this one is directly made of, in the order of the text. Of [`ExprKind::Phrases`] nothing is visited: their
    /// parts are phrases.
    pub fn for_each_part<'t>(&'t self, mut visit: impl FnMut(&'t Self)) {
        match &self.kind {
            ExprKind::Qualified { base: left, inner: right }
            | ExprKind::Between { low: left, high: right }
            | ExprKind::Compare { left, right, .. }
            | ExprKind::DayWindow { anchor: left, length: right, .. } => {
                visit(left);
                visit(right);
            }
            ExprKind::List(parts)
            | ExprKind::Joined(parts)
            | ExprKind::Pick { of: parts, .. }
            | ExprKind::Or(parts)
            | ExprKind::And(parts) => parts.iter().for_each(visit),
            ExprKind::Not(inner) | ExprKind::Group(inner) => visit(inner),
            ExprKind::Phrases(_)
            | ExprKind::Name(_)
            | ExprKind::Word(_)
            | ExprKind::Text(_)
            | ExprKind::Quantity(_)
            | ExprKind::Date(_)
            | ExprKind::Citation(_)
            | ExprKind::Verbatim(_)
            | ExprKind::Junk(_) => {}
        }
    }
}
