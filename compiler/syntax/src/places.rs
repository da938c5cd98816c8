//! `第八条第二款`, `第二十、二十一条`, `第103项` ↔ places in a law. Knows no laws.

use crate::{numeral, tree::LawPlace};

/// Reads a whole run of places. `None` if any part of it is not of that form.
pub(crate) fn read(text: &str) -> Option<Vec<LawPlace>> {
    let mut places = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        rest = rest.strip_prefix('、').unwrap_or(rest);
        rest = group(rest, &mut places)?;
    }
    (!places.is_empty()).then_some(places)
}

/// `第二十、二十一条` or one place with its parts.
fn group<'t>(text: &'t str, places: &mut Vec<LawPlace>) -> Option<&'t str> {
    let (first, mut rest) = number(text.strip_prefix('第')?)?;
    let mut articles = vec![first];
    while let Some((next, after)) = rest.strip_prefix('、').and_then(number) {
        articles.push(next);
        rest = after;
    }
    let Some(after) = rest.strip_prefix('条') else {
        (articles.len() == 1).then_some(())?;
        let mut place = LawPlace::default();
        let rest = parts(text, &mut place)?;
        places.push(place);
        return Some(rest);
    };
    let last = articles.pop()?;
    places.extend(articles.into_iter().map(|article| LawPlace { article, ..LawPlace::default() }));
    let mut place = LawPlace { article: last, ..LawPlace::default() };
    let mut rest = after;
    if let Some((sub, after)) = after.strip_prefix('之').and_then(number) {
        place.article_sub = u8::try_from(sub).ok()?;
        rest = after;
    }
    let rest = if rest.starts_with('第') && !next_is_article(rest) { parts(rest, &mut place)? } else { rest };
    places.push(place);
    Some(rest)
}

/// `第二款第一项`, either part alone.
fn parts<'t>(text: &'t str, place: &mut LawPlace) -> Option<&'t str> {
    let (value, rest) = number(text.strip_prefix('第')?)?;
    if let Some(after) = rest.strip_prefix('款') {
        place.paragraph = u8::try_from(value).ok()?;
        return match after.strip_prefix('第').and_then(number) {
            Some((item, rest)) if rest.starts_with('项') => {
                place.item = item;
                rest.strip_prefix('项')
            }
            _ => Some(after),
        };
    }
    place.item = value;
    rest.strip_prefix('项')
}

fn next_is_article(text: &str) -> bool {
    text.strip_prefix('第').and_then(number).is_some_and(|(_, rest)| rest.starts_with(['条', '、']))
}

/// A number, perhaps in parentheses, and the text behind it.
fn number(text: &str) -> Option<(u16, &str)> {
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let (value, rest) = number(inner)?;
        return rest.strip_prefix(['）', ')']).map(|rest| (value, rest));
    }
    let end = text
        .find(|c: char| !"一二三四五六七八九十百千零〇两0123456789０１２３４５６７８９".contains(c))
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    numeral::read(digits).map(|value| (value, rest))
}

/// Canonical form: articles and paragraphs in Chinese numerals, an item without article in digits.
pub(crate) fn write(places: &[LawPlace]) -> String {
    let mut out = String::new();
    for (index, place) in places.iter().enumerate() {
        if index > 0 {
            out.push('、');
        }
        if place.article > 0 {
            out.push_str(&format!("第{}条", numeral::write(place.article)));
        }
        if place.article_sub > 0 {
            out.push_str(&format!("之{}", numeral::write(place.article_sub.into())));
        }
        if place.paragraph > 0 {
            out.push_str(&format!("第{}款", numeral::write(place.paragraph.into())));
        }
        if place.item > 0 && place.article == 0 && place.paragraph == 0 {
            out.push_str(&format!("第{}项", place.item));
        } else if place.item > 0 {
            out.push_str(&format!("第{}项", numeral::write(place.item)));
        }
    }
    out
}
