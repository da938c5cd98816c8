//! Identifiers as written → names: full-width letters folded, normal form C, look-alikes reported. Knows no keywords.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{Reader, replace};
use crate::{
    error::Problem,
    tree::{Name, Span},
};

/// Full-width ASCII and the ideographic space → ASCII; everything else as it is.
pub(crate) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| fold_char(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(fold_char).collect())
    }
}

pub(crate) fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// A full-width digit or Latin letter, as an identifier may hold.
fn is_wide_letter(letter: char) -> bool {
    fold_char(letter) != letter && letter.is_alphanumeric()
}

impl Reader<'_> {
    /// An identifier.
    pub(crate) fn identifier(&mut self, span: Span) -> Name {
        let written = self.slice(span);
        if written.chars().all(|c| c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c)) {
            return Name { text: written.into(), quoted: false, span };
        }
        let folded = fold(written);
        self.look_alikes(span);
        Name { text: self.normal(&folded, span), quoted: false, span }
    }

    /// A name that is free text: its letters and digits are folded, its marks stay, normal form C is asked of it.
    pub(crate) fn free_name(&mut self, span: Span, quoted: bool) -> Name {
        let written = self.slice(span);
        let text = if quoted { written.trim_start_matches('「').trim_end_matches('」') } else { written };
        let folded: Cow<'_, str> = if text.chars().any(is_wide_letter) {
            text.chars().map(|letter| if is_wide_letter(letter) { fold_char(letter) } else { letter }).collect()
        } else {
            text.into()
        };
        Name { text: self.normal(&folded, span), quoted, span }
    }

    fn normal(&mut self, text: &str, span: Span) -> Box<str> {
        if is_nfc(text) {
            return text.into();
        }
        let normal: String = text.nfc().collect();
        let written = self.slice(span);
        let fix = written.nfc().collect::<String>();
        self.error_with(Problem::NotNormalised { found: written.into() }, span, replace(span, fix));
        normal.into()
    }

    /// Letters of other scripts among Latin ones that look like them.
    fn look_alikes(&mut self, span: Span) {
        let written = self.slice(span);
        let Some((found, plain)) = written.chars().find_map(|c| plain_letter(c).map(|plain| (c, plain))) else {
            return;
        };
        let fixed: String = written.chars().map(|c| plain_letter(c).unwrap_or(c)).collect();
        self.error_with(Problem::LookAlike { found, plain }, span, replace(span, fixed));
    }
}

/// The Latin letter that a Cyrillic or Greek letter looks like.
pub(crate) fn plain_letter(c: char) -> Option<char> {
    const PAIRS: &str = "аaеeоoрpсcуyхxіiјjѕsАAВBЕEКKМMНHОOРPСCТTХXУYΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνv";
    let mut chars = PAIRS.chars();
    while let (Some(odd), Some(plain)) = (chars.next(), chars.next()) {
        if odd == c {
            return Some(plain);
        }
    }
    None
}
