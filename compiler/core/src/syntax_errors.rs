//! Errors of the parser → findings: code and arguments are taken over, spans become places of the item.

use std::sync::Arc;

use matter_syntax::{Expected, Problem, SyntaxError};

use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Fix, Place};
use crate::hir::ItemRef;

/// The finding for an error of an item.
pub(crate) fn finding(item: &ItemRef, error: &SyntaxError) -> Diagnostic {
    let place = |span| Place::Span(item.clone(), span);
    let mut found = Diagnostic::new(Code(error.problem.code()), place(error.span));
    found.args = args(&error.problem);
    for fix in &error.fixes {
        let text: Arc<str> = Arc::from(&*fix.replacement);
        let title = match (&error.problem, &*text) {
            (Problem::MissingColon { .. }, _) => "insert",
            (Problem::MissingName { .. }, " ") => "remove-colon",
            _ => title_of(fix),
        };
        let args = if text.trim().is_empty() { Vec::new() } else { vec![("text", Arg::Code(Arc::clone(&text)))] };
        let edits = vec![Edit { place: place(fix.span), text }];
        found.fixes.push(Fix { title, args, edits, certain: fix.certain && error.fixes.len() == 1 });
    }
    found
}

/// What a fix does, by its text alone.
fn title_of(fix: &matter_syntax::Fix) -> &'static str {
    let text = &*fix.replacement;
    match (text.is_empty(), text.trim().is_empty(), fix.span.start == fix.span.end) {
        (true, ..) => "remove",
        (_, true, true) if text.len() > 1 => "indent",
        (_, true, true) => "insert-blank",
        (_, true, false) => "only-blank",
        (_, _, true) => "insert",
        _ => "replace-with",
    }
}

fn text(text: &str) -> Arg {
    Arg::Code(text.into())
}

fn args(problem: &Problem) -> Vec<(&'static str, Arg)> {
    match problem {
        Problem::UnexpectedText { found, expected } => {
            let expected = expected.iter().map(expectation).collect();
            vec![("found", text(found)), ("expected", Arg::List(expected))]
        }
        Problem::MissingColon { section } => vec![("section", Arg::Word(*section))],
        Problem::UnknownSection { found, near } | Problem::UnknownItem { found, near } => {
            let near = near.iter().copied().map(Arg::Word).collect();
            vec![("found", text(found)), ("suggestions", Arg::List(near))]
        }
        Problem::MisplacedSection { section, item } => {
            vec![("section", Arg::Word(*section)), ("item", Arg::Word(*item))]
        }
        Problem::IndentedItem { item } | Problem::MissingName { item } => vec![("item", Arg::Word(*item))],
        Problem::Unterminated { open, close } => {
            vec![("open", text(&open.to_string())), ("close", text(&close.to_string()))]
        }
        Problem::RunTogether { found, split } => vec![("found", text(found)), ("split", text(split))],
        Problem::ChineseNumber { found, write } => vec![("found", text(found)), ("write", text(write))],
        Problem::EmptyCell { column } => vec![("column", Arg::Number(i64::from(*column)))],
        Problem::WrongCellCount { expected, found } => {
            vec![("expected", Arg::Number(i64::from(*expected))), ("found", Arg::Number(i64::from(*found)))]
        }
        Problem::InvisibleCharacter { character } => {
            vec![("character", Arg::Plain(format!("U+{:04X}", u32::from(*character)).into()))]
        }
        Problem::LookAlike { found, plain } => {
            vec![("found", text(&found.to_string())), ("plain", text(&plain.to_string()))]
        }
        Problem::TooDeep { limit } => vec![("limit", Arg::Number(i64::from(*limit)))],
        Problem::WrongPunctuation { found, instead } => {
            let mut args = vec![("found", text(&found.to_string()))];
            args.extend(instead.map(|instead| ("instead", text(&instead.to_string()))));
            args
        }
        Problem::MissingOperand { operator } => vec![("operator", text(operator))],
        Problem::MissingArgument { clause } => vec![("clause", Arg::Word(*clause))],
        Problem::StrayText { found }
        | Problem::BadDate { found }
        | Problem::BadLawPlace { found }
        | Problem::NotNormalised { found }
        | Problem::MissingBlank { found }
        | Problem::ListNumber { found }
        | Problem::Unquoted { found }
        | Problem::BadNumber { found } => vec![("found", text(found))],
        Problem::MixedAndOr
        | Problem::MixedListOr
        | Problem::CommentInside
        | Problem::EmptyParentheses
        | Problem::MixedContinuation => Vec::new(),
    }
}

/// A keyword, or the key of a phrase in the table of texts (`expected-value`).
fn expectation(expected: &Expected) -> Arg {
    let key = match expected {
        Expected::Word(keyword) => return Arg::Word(*keyword),
        Expected::Value => "expected-value",
        Expected::Quantity => "expected-quantity",
        Expected::Condition => "expected-condition",
        Expected::Operator => "expected-operator",
        Expected::Blank => "expected-blank",
        Expected::LineEnd => "expected-line-end",
    };
    Arg::Plain(key.into())
}
