//! Check digits: unified social credit codes (GB 32100-2015) and organisation codes (GB 11714-1997).

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Whether 18 characters are a unified social credit code: the last is right for the 17 before it, and so is the organisation code inside.
#[must_use]
pub fn credit_code(code: &str) -> bool {
    let digits: Option<Vec<u32>> = code.bytes().map(credit_value).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 18) else { return false };
    let sum: u32 = digits.iter().zip(CREDIT_WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = (31 - sum % 31) % 31;
    digits.last() == Some(&expected) && code.get(8..17).is_some_and(organisation_code)
}

/// Whether 9 characters are an organisation code: the last is right for the 8 before it.
#[must_use]
pub fn organisation_code(code: &str) -> bool {
    let Some((body, check)) = code.split_at_checked(8) else { return false };
    let values: Option<Vec<u32>> =
        body.chars().map(|letter| letter.to_digit(36).filter(|_| !letter.is_ascii_lowercase())).collect();
    let Some(values) = values else { return false };
    let sum: u32 = values.iter().zip(ORGANISATION_WEIGHTS).map(|(value, weight)| value * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => "X".to_owned(),
        11 => "0".to_owned(),
        digit => digit.to_string(),
    };
    check == expected
}

fn credit_value(letter: u8) -> Option<u32> {
    ALPHABET.iter().position(|known| *known == letter).and_then(|value| u32::try_from(value).ok())
}
