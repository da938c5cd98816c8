//! The beginning of a condition → what must follow: an operand, an operator, a value, the rest of a window of days, or nothing.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Context, lookup};

use super::line::{Kind, Piece};

/// What is expected behind the beginning of a condition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Expected {
    /// A name, 非 or an opening parenthesis.
    Operand,
    /// What compares this fact; nothing if it is a whole condition by itself.
    Operator(String),
    /// A value of the fact, behind this operator.
    Value(String, Keyword),
    /// How long the window is; whether a number with its unit stands already and lacks 内 only.
    Window(bool),
    /// 且, 或 or the end; what a comma would go on with.
    End(String, Keyword),
}

/// What is expected behind these pieces.
pub(super) fn expected(pieces: &[Piece<'_>]) -> Expected {
    let mut open = false;
    pieces.iter().fold(Expected::Operand, |before, piece| {
        let window_open = open;
        open = match &before {
            Expected::Window(_) => open || is_open_measure(piece),
            _ => false,
        };
        step(before, piece, window_open)
    })
}

/// 满, 至少: a window that needs no closing word.
fn is_open_measure(piece: &Piece<'_>) -> bool {
    matches!(piece.operator(), Some(Keyword::Full | Keyword::AtLeastCount | Keyword::Between))
}

fn step(before: Expected, piece: &Piece<'_>, open: bool) -> Expected {
    use Expected::{End, Operand, Operator, Value, Window};
    let operator = piece.operator();
    if matches!(operator, Some(Keyword::And | Keyword::Or)) {
        return Operand;
    }
    match before {
        Operand => match (piece.kind, operator) {
            (Kind::Word, None) if lookup(piece.text, Context::Unit).is_none() => Operator(piece.text.to_owned()),
            _ => Operand,
        },
        Operator(fact) => behind_fact(fact, piece, operator),
        Value(fact, by) => match piece.kind {
            Kind::Sign => Value(fact, by),
            _ => End(fact, by),
        },
        Window(_) if piece.kind == Kind::Number => Window(true),
        Window(true) if open || piece.text.ends_with('内') || operator == Some(Keyword::WithinPeriod) => {
            End(String::new(), Keyword::CountedFrom)
        }
        Window(measured) => Window(measured),
        End(fact, by) => match operator {
            Some(Keyword::Between) => Value(fact, by),
            _ if piece.is_sign(&["、", "，", ",", "/"]) => Value(fact, by),
            _ => End(fact, by),
        },
    }
}

fn behind_fact(fact: String, piece: &Piece<'_>, operator: Option<Keyword>) -> Expected {
    match operator {
        Some(Keyword::CountedFrom | Keyword::CountedBefore) => Expected::Window(false),
        Some(by) => Expected::Value(fact, by),
        None if piece.is_sign(&["）", ")"]) => Expected::End(String::new(), Keyword::Equal),
        None if piece.is_sign(&["、", "，", ","]) => Expected::Operand,
        // `持有 居住证` is one name of two words.
        None if piece.kind == Kind::Word && !fact.ends_with('/') => {
            Expected::Operator(format!("{fact} {}", piece.text))
        }
        None => Expected::Operator(format!("{fact}{}", piece.text)),
    }
}
