//! Chinese numerals ↔ integers, up to 9,999: as they stand in 第二十一条 and 任选两样. Knows nothing else.

/// Reads `二十一`, `一百零三`, `二〇二六`, `21`, full-width digits, and the forms of bank notes: `壹佰`, `贰拾`, `廿五`. `None` if it is no number or above 9,999.
#[must_use]
pub fn read(text: &str) -> Option<u16> {
    if text.starts_with(['廿', '卅']) {
        let rest = text.trim_start_matches(['廿', '卅']);
        let tens = if text.starts_with('廿') { 20 } else { 30 };
        let ones = if rest.is_empty() { Some(0) } else { rest.chars().next().and_then(digit) };
        return ones.filter(|_| text.chars().count() <= 2).map(|ones| tens + ones);
    }
    let mut chars = text.chars().map(digit);
    if text.is_empty() || text.chars().any(|c| scale(c).is_some()) {
        return scaled(text);
    }
    chars.try_fold(0_u16, |sum, digit| sum.checked_mul(10)?.checked_add(digit?))
}

/// Whether a character can stand in a number in words.
pub(crate) const fn is_numeral(c: char) -> bool {
    scale(c).is_some() || matches!(c, '廿' | '卅') || !c.is_ascii() && (c < '０' || c > '９') && digit(c).is_some()
}

fn scaled(text: &str) -> Option<u16> {
    let (mut sum, mut pending) = (0_u16, None);
    for c in text.chars() {
        if let Some(scale) = scale(c) {
            sum = sum.checked_add(scale.checked_mul(pending.take().unwrap_or(1))?)?;
        } else {
            let digit = digit(c)?;
            pending = if digit == 0 { None } else { Some(digit) };
        }
    }
    (!text.is_empty()).then_some(())?;
    sum.checked_add(pending.unwrap_or(0))
}

const fn scale(c: char) -> Option<u16> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

const fn digit(c: char) -> Option<u16> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        '0'..='9' => c as u16 - '0' as u16,
        '０'..='９' => (c as u32 - '０' as u32) as u16,
        _ => return None,
    })
}

/// Writes `二十一`, `一百零三`.
#[must_use]
pub fn write(number: u16) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut out = String::new();
    let mut gap = false;
    for (scale, sign) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        let digit = number / scale % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        if !(digit == 1 && scale == 10 && out.is_empty()) {
            out.extend(DIGITS.get(digit as usize));
        }
        out.extend(sign);
    }
    if out.is_empty() { "零".into() } else { out }
}
