//! What is asked more than before rests on something that is new: a basis that was not cited, or a law that was amended since.

use matter_core::diagnostic::{Arg, Code, Diagnostic};

use super::Added;
use crate::rules::at;

pub(super) const CODE: Code = Code("M077");

pub(super) fn check(added: &Added<'_>) -> Option<Diagnostic> {
    let (since, today) = (added.earlier.difference.old.as_of.0, added.earlier.today);
    let is_amended = |citation| {
        added.law(citation).is_some_and(|law| law.amended.iter().any(|(day, _)| since < *day && *day <= today))
    };
    let is_new = added.citations().iter().any(|citation| !added.was_cited(citation) || is_amended(citation));
    (!is_new).then(|| {
        Diagnostic::new(CODE, at(&added.rule.origin))
            .with("line", Arg::Code(added.title().into()))
            .with("version", Arg::Plain(added.version().into()))
    })
}
