//! `材料 居民户口簿 原件 1 份`: how a document is handed in, against what the decision asks for.

use matter_core::hir::{Form, Handed};
use matter_runtime::tables::view::RequirementMember;

use super::words;

/// A document of a requirement, and how many copies of it the case needs.
type Asked<'a, 'c> = (&'a RequirementMember<'c>, Option<i64>);

/// Whether every document of the requirement is handed in as the test says; what is asked for, in words; and how a test says just that, if
/// it can be said of all of them at once.
pub(super) fn compared(
    expected: Handed,
    options: &[Vec<RequirementMember<'_>>],
    copies: &[Vec<Option<i64>>],
) -> (bool, String, Option<String>) {
    let asked: Vec<Asked<'_, '_>> = options.iter().flatten().zip(copies.iter().flatten().copied()).collect();
    let right = asked.iter().all(|(document, copies)| {
        expected.form.is_none_or(|wanted| crate::rows::form(wanted) == document.form)
            && expected.copies.is_none_or(|wanted| *copies == Some(i64::from(wanted)))
    });
    let each: Vec<String> = asked.iter().map(|asked| said(expected, *asked)).collect();
    let same = each.first().filter(|first| each.iter().all(|other| other == *first));
    let shown = match same {
        Some(all) => all.clone(),
        None => {
            let named = asked.iter().zip(&each).map(|((document, _), handed)| format!("{} {handed}", document.title));
            named.collect::<Vec<_>>().join("、")
        }
    };
    let known = same.filter(|_| asked.iter().all(|(_, copies)| copies.is_some()));
    (right, shown, known.cloned())
}

/// What is asked for, in what the test speaks of.
fn said(expected: Handed, (document, copies): Asked<'_, '_>) -> String {
    let form = FORMS.into_iter().find(|form| crate::rows::form(*form) == document.form).map_or("", words::form);
    let form = if expected.form.is_some() { form } else { "" };
    let copies = match (expected.copies, copies) {
        (None, _) => String::new(),
        (Some(_), Some(copies)) => format!("{copies} 份"),
        (Some(_), None) => "份数未定".to_owned(),
    };
    words::line(form, &copies).trim_start().to_owned()
}

const FORMS: [Form; 6] =
    [Form::Original, Form::Copy, Form::OriginalAndCopy, Form::OriginalOrCopy, Form::Electronic, Form::Unsaid];
