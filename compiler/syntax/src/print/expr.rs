//! Expressions and phrases → text. Parentheses stand where the tree has a group, and nowhere else.

use super::Printer;
use crate::{
    keyword::{Class, Keyword, Takes},
    numeral, places,
    tree::{Citation, Expr, ExprKind, Face, Name, Phrase, PhraseKind, Quantity, Text, WindowDirection, WindowMeasure},
};

impl Printer {
    /// The phrases of an entry. `close`: one blank between them instead of two.
    pub(crate) fn phrases(&mut self, phrases: &[Phrase], close: bool) {
        let mut before: Option<&Phrase> = None;
        for phrase in phrases {
            if let Some(before) = before {
                self.push(if close || belongs_to(before, phrase) { " " } else { "  " });
            }
            self.phrase(phrase);
            before = Some(phrase);
        }
    }

    pub(crate) fn phrase(&mut self, phrase: &Phrase) {
        let (keyword, args, closing) = match &phrase.kind {
            PhraseKind::Expr(expr) => return self.expr(expr),
            PhraseKind::Clause { keyword, args, closing } => (*keyword, args, *closing),
        };
        self.word(keyword);
        for arg in args {
            if keyword == Keyword::Exempt {
                self.in_parentheses(arg);
            } else {
                self.push(before_argument(keyword, arg, self.face));
                self.expr(arg);
            }
        }
        if let Some(closing) = closing {
            let glued = keyword == Keyword::Approved && self.face == Face::Zh && args.last().is_some_and(is_plain_name);
            self.push(if glued { "" } else { " " });
            self.word(closing);
        }
    }

    pub(crate) fn word(&mut self, keyword: Keyword) {
        self.push(keyword.text(self.face));
    }

    pub(crate) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Name(name) => self.name(name),
            ExprKind::Word(keyword) => self.word(*keyword),
            ExprKind::Text(text) => self.text(text),
            ExprKind::Qualified { base, inner } => {
                self.expr(base);
                self.in_parentheses(inner);
            }
            ExprKind::Quantity(quantity) => self.quantity(quantity, quantity.unit.is_some()),
            ExprKind::Between { low, high } => self.between(low, high),
            ExprKind::Date(date) => self.push(&format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)),
            ExprKind::Citation(citation) => self.citation(citation),
            ExprKind::List(parts) => self.separated(parts, "、", ", "),
            ExprKind::Joined(parts) => self.separated(parts, "+", "+"),
            ExprKind::Pick { count, of } => self.pick(*count, of),
            ExprKind::Or(parts) => self.operated(parts, Keyword::Or),
            ExprKind::And(parts) => self.operated(parts, Keyword::And),
            ExprKind::Not(inner) => {
                self.word(Keyword::Not);
                self.push(" ");
                self.expr(inner);
            }
            ExprKind::Group(inner) => self.in_parentheses(inner),
            ExprKind::Phrases(phrases) => self.phrases(phrases, true),
            ExprKind::Compare { operator, left, right } => self.comparison(*operator, left, right),
            ExprKind::DayWindow { anchor, direction, measure, length } => {
                self.window(anchor, *direction, *measure, length)
            }
            ExprKind::Verbatim(text) | ExprKind::Junk(text) => self.push(&text.text),
        }
    }

    pub(crate) fn name(&mut self, name: &Name) {
        if name.quoted {
            self.push(&format!("「{}」", name.text));
        } else {
            self.push(&name.text);
        }
    }

    pub(crate) fn text(&mut self, text: &Text) {
        let quotes = if text.ascii { ("\"", "\"") } else { ("“", "”") };
        self.push(quotes.0);
        self.push(&text.text);
        self.push(quotes.1);
    }

    fn in_parentheses(&mut self, inner: &Expr) {
        self.sign("（", "(");
        self.expr(inner);
        self.sign("）", ")");
    }

    fn separated(&mut self, parts: &[Expr], zh: &str, en: &str) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                // An address would take the sign for a part of itself.
                if Self::ends_in_address(parts.get(index - 1)) {
                    self.push(" ");
                }
                self.sign(zh, en);
            }
            self.expr(part);
        }
    }

    fn ends_in_address(before: Option<&Expr>) -> bool {
        before.is_some_and(|part| matches!(part.kind, ExprKind::Verbatim(_)))
    }

    fn operated(&mut self, parts: &[Expr], operator: Keyword) {
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                self.push(" ");
                self.word(operator);
                self.push(" ");
            }
            self.expr(part);
        }
    }

    /// `grouped`: digits in threes, as money and areas are read; codes and years are not.
    fn quantity(&mut self, quantity: &Quantity, grouped: bool) {
        let digits = if grouped { in_threes(&quantity.number) } else { quantity.number.to_string() };
        self.push(&digits);
        let Some(unit) = quantity.unit else { return };
        if unit.text(self.face).chars().any(char::is_alphabetic) {
            self.push(" ");
        }
        self.word(unit);
    }

    /// The unit stands once, at the end, and so do the threes.
    fn between(&mut self, low: &Expr, high: &Expr) {
        let has_unit = matches!(&high.kind, ExprKind::Quantity(quantity) if quantity.unit.is_some());
        match &low.kind {
            ExprKind::Quantity(quantity) => self.quantity(quantity, has_unit),
            _ => self.expr(low),
        }
        self.push(" ");
        self.word(Keyword::Between);
        self.push(" ");
        self.expr(high);
    }

    fn citation(&mut self, citation: &Citation) {
        if citation.by_title {
            self.push(&format!("《{}》", citation.law));
        } else {
            self.push(&citation.law);
        }
        self.push(&places::write(&citation.places));
    }

    fn pick(&mut self, count: u32, of: &[Expr]) {
        match self.face {
            Face::Zh => {
                let number = u16::try_from(count).map_or_else(|_| count.to_string(), numeral::write);
                self.push(&format!("任选{}样 ", if count == 2 { "两" } else { &number }));
            }
            Face::En => self.push(&format!("{} {count} of ", Keyword::AnyOf.text(Face::En))),
        }
        self.separated(of, "、", ", ");
    }

    pub(crate) fn comparison(&mut self, operator: Keyword, left: &Expr, right: &Expr) {
        self.expr(left);
        self.push(" ");
        self.test(operator, right);
    }

    /// An operator with its right side; a set stands in parentheses.
    pub(crate) fn test(&mut self, operator: Keyword, right: &Expr) {
        self.word(operator);
        if matches!(operator, Keyword::InSet | Keyword::HasAny | Keyword::HasAll) {
            self.sign("", " ");
            self.in_parentheses(right);
        } else {
            self.push(" ");
            self.expr(right);
        }
    }

    fn window(&mut self, anchor: &Expr, direction: WindowDirection, measure: WindowMeasure, length: &Expr) {
        let after = direction == WindowDirection::After;
        self.expr(anchor);
        self.push(" ");
        self.word(if after { Keyword::CountedFrom } else { Keyword::CountedBefore });
        self.push(" ");
        if measure == WindowMeasure::AtLeast {
            self.word(if after { Keyword::Full } else { Keyword::AtLeastCount });
            self.push(" ");
        }
        self.expr(length);
        if measure == WindowMeasure::Within {
            self.sign("", " ");
            self.word(Keyword::WithinPeriod);
        }
    }
}

/// Whether two phrases are read as one: a form and its count, `持有` and what is held, an edit and what it edits.
fn belongs_to(before: &Phrase, phrase: &Phrase) -> bool {
    let is_quantity = matches!(&phrase.kind, PhraseKind::Expr(Expr { kind: ExprKind::Quantity(_), .. }));
    match &before.kind {
        _ if is_clause(phrase, Keyword::ToLevel) => true,
        PhraseKind::Expr(Expr { kind: ExprKind::Word(word), .. }) => {
            let counted = is_quantity || is_clause(phrase, Keyword::Per);
            (word.class() == Class::Form && counted) || matches!(word, Keyword::Hold | Keyword::BeforeIt)
        }
        PhraseKind::Expr(_)
            if is_word(phrase, &[Keyword::OneDecimal, Keyword::TwoDecimals, Keyword::ThreeDecimals]) =>
        {
            true
        }
        PhraseKind::Clause { keyword: Keyword::Since, .. } => {
            is_word(phrase, &[Keyword::CompletedYears, Keyword::CompletedMonths, Keyword::CompletedDays])
        }
        PhraseKind::Clause { keyword: Keyword::Per, .. } => is_quantity,
        PhraseKind::Clause { keyword, .. } => keyword.takes() == Some(Takes::Entry),
        PhraseKind::Expr(_) => false,
    }
}

fn is_word(phrase: &Phrase, words: &[Keyword]) -> bool {
    matches!(&phrase.kind, PhraseKind::Expr(Expr { kind: ExprKind::Word(word), .. }) if words.contains(word))
}

fn is_clause(phrase: &Phrase, wanted: Keyword) -> bool {
    matches!(&phrase.kind, PhraseKind::Clause { keyword, .. } if *keyword == wanted)
}

/// In tests an expectation stands apart from what is expected; `逾期视为受理` is one word.
fn before_argument(keyword: Keyword, arg: &Expr, face: Face) -> &'static str {
    match keyword {
        Keyword::Pending | Keyword::NotMet | Keyword::Due | Keyword::MayNeed | Keyword::NextQuestion => "  ",
        Keyword::Overdue
            if face == Face::Zh
                && matches!(arg.kind, ExprKind::Word(Keyword::TreatedAccepted | Keyword::Terminate)) =>
        {
            ""
        }
        _ => " ",
    }
}

fn is_plain_name(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Name(name) if !name.quoted)
}

/// `1000000` → `1_000_000`; numbers with leading zeros are codes and stay.
fn in_threes(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    if whole.len() < 4 || whole.starts_with('0') {
        return number.into();
    }
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push('_');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}
