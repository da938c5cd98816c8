//! Expression → its canonical Chinese text. It names lines, derived facts and findings, so equal meaning written alike is equal text.

use std::fmt::Write as _;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{
    Citation, Expr, ExprKind, Face, LawPlace, Phrase, PhraseKind, Quantity, WindowDirection, WindowMeasure,
};

/// The Chinese spelling of a keyword.
pub(crate) fn zh(keyword: Keyword) -> &'static str {
    keyword.text(Face::Zh)
}

/// The canonical text of a value or condition.
pub fn text_of(expr: &Expr) -> String {
    let mut out = String::new();
    write_expr(&mut out, expr);
    out
}

/// The canonical text of phrases, one blank between them.
pub(crate) fn text_of_phrases<'t>(phrases: impl IntoIterator<Item = &'t Phrase>) -> String {
    let texts: Vec<String> = phrases.into_iter().map(text_of_phrase).collect();
    texts.join(" ")
}

fn text_of_phrase(phrase: &Phrase) -> String {
    match &phrase.kind {
        PhraseKind::Expr(expr) => text_of(expr),
        PhraseKind::Clause { keyword, args, closing } => clause_text(*keyword, args, *closing),
    }
}

/// `当 …`, `由 … 审查`.
pub(crate) fn clause_text(keyword: Keyword, args: &[Expr], closing: Option<Keyword>) -> String {
    let mut out = zh(keyword).to_owned();
    for arg in args {
        out.push(' ');
        write_expr(&mut out, arg);
    }
    if let Some(closing) = closing {
        out.push(' ');
        out.push_str(zh(closing));
    }
    out
}

/// Whether two keywords are spelt alike: 受理 is a section and an event, and which of them the tree holds depends on the place.
pub(crate) fn same_word(a: Keyword, b: Keyword) -> bool {
    a == b || zh(a) == zh(b)
}

/// The closed word that an expression is.
pub(crate) fn word_of(expr: &Expr) -> Option<Keyword> {
    match &expr.kind {
        ExprKind::Word(word) => Some(*word),
        ExprKind::Group(inner) => word_of(inner),
        _ => None,
    }
}

/// Whether the expression is this closed word.
pub(crate) fn is_word(expr: &Expr, wanted: Keyword) -> bool {
    word_of(expr).is_some_and(|word| same_word(word, wanted))
}

/// The name that an expression can stand for: identifiers, closed words, quoted texts, and these with a part in parentheses.
pub(crate) fn name_of(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.text.to_string()),
        ExprKind::Word(word) => Some(zh(*word).to_owned()),
        ExprKind::Text(text) | ExprKind::Verbatim(text) => Some(text.text.to_string()),
        ExprKind::Qualified { base, inner } => Some(format!("{}（{}）", name_of(base)?, text_of(inner))),
        ExprKind::Citation(citation) if citation.places.is_empty() => Some(citation.law.to_string()),
        _ => None,
    }
}

/// The members of a list, or the expression itself; parentheses around a list fall away.
pub(crate) fn members(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::List(parts) => parts.iter().flat_map(members).collect(),
        ExprKind::Group(inner) if matches!(inner.kind, ExprKind::List(_) | ExprKind::Name(_) | ExprKind::Word(_)) => {
            members(inner)
        }
        _ => vec![expr],
    }
}

fn write_expr(out: &mut String, expr: &Expr) {
    match &expr.kind {
        ExprKind::Name(name) => out.push_str(&name.text),
        ExprKind::Word(word) => out.push_str(zh(*word)),
        ExprKind::Text(text) => write_quoted(out, &text.text),
        ExprKind::Verbatim(text) | ExprKind::Junk(text) => out.push_str(&text.text),
        ExprKind::Qualified { base, inner } => {
            write_expr(out, base);
            write_parenthesised(out, inner);
        }
        ExprKind::Quantity(quantity) => write_quantity(out, quantity),
        ExprKind::Between { low, high } => write_joined(out, [&**low, &**high], " 至 "),
        ExprKind::Date(date) => write_plain(out, format_args!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
        ExprKind::Citation(citation) => write_citation(out, citation),
        ExprKind::List(parts) => write_joined(out, parts, "、"),
        ExprKind::Joined(parts) => write_joined(out, parts, "+"),
        ExprKind::Pick { count, of } => {
            write_plain(out, format_args!("任选{count}样 "));
            write_joined(out, of, "、");
        }
        ExprKind::Or(parts) => write_joined(out, parts, " 或 "),
        ExprKind::And(parts) => write_joined(out, parts, " 且 "),
        ExprKind::Not(part) => {
            out.push_str("非 ");
            write_expr(out, part);
        }
        ExprKind::Group(inner) => write_parenthesised(out, inner),
        ExprKind::Phrases(phrases) => out.push_str(&text_of_phrases(phrases)),
        ExprKind::Compare { operator, left, right } => write_compare(out, *operator, left, right),
        ExprKind::DayWindow { anchor, direction, measure, length } => {
            write_expr(out, anchor);
            write_window(out, *direction, *measure, length);
        }
    }
}

fn write_plain(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

fn write_quoted(out: &mut String, text: &str) {
    out.push('“');
    out.push_str(text);
    out.push('”');
}

fn write_parenthesised(out: &mut String, inner: &Expr) {
    out.push('（');
    match &inner.kind {
        ExprKind::Group(inner) => write_expr(out, inner),
        _ => write_expr(out, inner),
    }
    out.push('）');
}

fn write_joined<'t>(out: &mut String, parts: impl IntoIterator<Item = &'t Expr>, separator: &str) {
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            out.push_str(separator);
        }
        write_expr(out, part);
    }
}

fn write_quantity(out: &mut String, quantity: &Quantity) {
    out.push_str(&quantity.number);
    match quantity.unit {
        None => {}
        Some(sign @ (Keyword::Percent | Keyword::Permille)) => out.push_str(zh(sign)),
        Some(unit) => {
            out.push(' ');
            out.push_str(zh(unit));
        }
    }
}

fn write_compare(out: &mut String, operator: Keyword, left: &Expr, right: &Expr) {
    write_expr(out, left);
    out.push(' ');
    out.push_str(zh(operator));
    if matches!(operator, Keyword::InSet | Keyword::HasAny | Keyword::HasAll) {
        write_parenthesised(out, right);
    } else {
        out.push(' ');
        write_expr(out, right);
    }
}

fn write_window(out: &mut String, direction: WindowDirection, measure: WindowMeasure, length: &Expr) {
    out.push_str(match direction {
        WindowDirection::After => " 起 ",
        WindowDirection::Before => " 前 ",
    });
    if measure == WindowMeasure::AtLeast {
        out.push_str(if direction == WindowDirection::After { "满 " } else { "至少 " });
    }
    write_expr(out, length);
    if measure == WindowMeasure::Within {
        out.push('内');
    }
}

fn write_citation(out: &mut String, citation: &Citation) {
    if citation.by_title {
        write_plain(out, format_args!("《{}》", citation.law));
    } else {
        out.push_str(&citation.law);
    }
    out.push_str(&places_text(&citation.places));
}

/// `第八条第二款、第九条`.
pub(crate) fn places_text(places: &[LawPlace]) -> String {
    let texts: Vec<String> = places.iter().map(place_text).collect();
    texts.join("、")
}

fn place_text(place: &LawPlace) -> String {
    let mut out = String::new();
    let parts = [(place.article, "条"), (u16::from(place.paragraph), "款"), (place.item, "项")];
    for (number, unit) in parts {
        if number == 0 {
            continue;
        }
        let shown = if unit == "项" && place.article == 0 { number.to_string() } else { chinese_number(number) };
        write_plain(&mut out, format_args!("第{shown}{unit}"));
        if unit == "条" && place.article_sub > 0 {
            write_plain(&mut out, format_args!("之{}", chinese_number(u16::from(place.article_sub))));
        }
    }
    out
}

/// 1 → 一, 18 → 十八, 120 → 一百二十, 1005 → 一千零五.
pub(crate) fn chinese_number(number: u16) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(u16, &str); 5] = [(10_000, "万"), (1000, "千"), (100, "百"), (10, "十"), (1, "")];
    let mut out = String::new();
    let mut rest = number;
    let mut gap = false;
    for (size, unit) in UNITS {
        let digit = rest / size;
        rest %= size;
        if digit == 0 {
            gap = gap || !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(size == 10 && digit == 1 && out.is_empty()) {
            out.push_str(DIGITS.get(usize::from(digit)).unwrap_or(&""));
        }
        out.push_str(unit);
    }
    if out.is_empty() { "零".to_owned() } else { out }
}

/// Whether a text could stand as a name without quotes.
pub(crate) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_alphanumeric() || character == '_')
}
