//! Conditions in the surface of other languages, and answers that come as lists of yes and no.

use crate::{Atom, Decision, Matter, Test, VALUES, When};

/// How a language spells comparisons.
pub struct Syntax {
    /// A question or built-in name as a variable.
    pub variable: fn(&str) -> String,
    pub and: &'static str,
    pub or: &'static str,
    pub not: fn(&str) -> String,
    /// A variable that is true.
    pub truth: fn(&str) -> String,
    /// A text constant.
    pub text: fn(&str) -> String,
}

/// As most languages do.
pub const C_LIKE: Syntax = Syntax {
    variable: str::to_owned,
    and: " && ",
    or: " || ",
    not: |of| format!("!({of})"),
    truth: str::to_owned,
    text: |value| format!("\"{value}\""),
};

impl Syntax {
    pub fn atom(&self, matter: &Matter, atom: &Atom) -> String {
        let question = &matter.questions[atom.question];
        let variable = (self.variable)(question.name);
        let yes_no = question.kind == crate::Kind::YesNo;
        match atom.test {
            Test::Is(1) if yes_no => (self.truth)(&variable),
            Test::Is(_) if yes_no => (self.not)(&(self.truth)(&variable)),
            Test::Is(value) => format!("{variable} == {}", (self.text)(VALUES[value as usize])),
            Test::IsNot(value) => format!("{variable} != {}", (self.text)(VALUES[value as usize])),
            Test::AtLeast(bound) => format!("{variable} >= {bound}"),
            Test::Below(bound) => format!("{variable} < {bound}"),
        }
    }

    pub fn when(&self, matter: &Matter, when: &When) -> String {
        let join = |parts: &[When], by: &str| {
            parts.iter().map(|part| format!("({})", self.when(matter, part))).collect::<Vec<_>>().join(by)
        };
        match when {
            When::Always => "true".to_owned(),
            When::Is(atom) => self.atom(matter, atom),
            When::All(parts) => join(parts, self.and),
            When::Any(parts) => join(parts, self.or),
        }
    }

    /// Materials, failed conditions and offices as expressions, in the order of the bits.
    pub fn lines(&self, matter: &Matter, holds_result: fn(&str) -> String) -> Vec<String> {
        let (age, region) = ((self.variable)("age"), (self.variable)("region"));
        // Some languages bind comparisons looser than their `and`.
        let inside = |span: &crate::Span| format!("(({region} >= {}){}({region} < {}))", span.0, self.and, span.1);
        let mut lines: Vec<String> = matter.materials.iter().map(|when| self.when(matter, when)).collect();
        lines.push((self.not)(&holds_result(&crate::result_name(matter.result))));
        lines.push(format!("{age} < {}", matter.age));
        lines.push((self.not)(&inside(&matter.residence)));
        lines.extend(matter.offices.iter().map(inside));
        lines
    }

    /// Fee and last day by a conditional expression.
    pub fn amounts(&self, matter: &Matter, choose: fn(&str, &str, &str) -> String) -> [String; 2] {
        let [first, second] = [matter.fee.0, matter.fee.1].map(|amount| amount.to_string());
        let reduced = choose(&self.when(matter, &matter.reduced), &first, &second);
        let fee = choose(&self.atom(matter, &matter.waiver), "0", &reduced);
        let [quick, slow] = [matter.days.0, matter.days.1].map(|days| days.to_string());
        let days = choose(&self.when(matter, &matter.quick), &quick, &slow);
        [fee, format!("{} + {days}", (self.variable)("today"))]
    }
}

/// The decision of a list of yes and no in the order of [`Syntax::lines`].
pub fn decision(lines: impl Iterator<Item = bool>, fee: i64, until: i64) -> Decision {
    let bits = lines.enumerate().fold(0_u32, |bits, (at, line)| bits | u32::from(line) << at);
    Decision {
        materials: bits & 0xF_FFFF,
        failed: (bits >> 20 & 7) as u8,
        offices: (bits >> 23) as u8,
        fee: fee as i32,
        until: until as i32,
    }
}
