//! Chinese text as rules look at it: runs of digits, catch-all phrases, neutral words of names.

/// Phrases that leave open what is asked (兜底): forbidden in lists of materials and conditions.
const CATCH_ALL: &[&str] = &[
    "其他材料",
    "其它材料",
    "其他相关材料",
    "其他有关材料",
    "其他需要提供",
    "其他需要提交",
    "其他应当提交",
    "其他必要材料",
    "其他证明材料",
    "其他条件",
    "其它条件",
    "规定的其他",
    "要求的其他",
    "要求提供的材料",
    "要求提交的材料",
    "认为需要",
    "认为必要",
    "等材料",
    "等条件",
    "等相关材料",
    "等有关材料",
];

/// The catch-all phrase in a text, if there is one; a final `等` is one (`身份证等`), `等级` is none.
pub(super) fn catch_all(text: &str) -> Option<&'static str> {
    // Each of the phrases holds one of these characters, and most texts hold none.
    if !text.contains(['其', '要', '认', '等']) {
        return None;
    }
    let text = text.trim();
    let phrase = CATCH_ALL.iter().find(|phrase| text.contains(**phrase)).copied();
    phrase.or_else(|| ends_in_and_so_on(text).then_some("等"))
}

/// `同等`, `中等`, `平等` and the like end in the same character.
fn ends_in_and_so_on(text: &str) -> bool {
    let Some(before) = text.strip_suffix('等') else { return false };
    before.chars().next_back().is_some_and(|last| !"同中平高初上下劣优均对一二三四五".contains(last))
}

/// Words that do not tell matters apart.
const NEUTRAL: &[&str] = &["服务", "办理", "业务", "事项", "申请", "的"];

/// A matter's name without neutral words.
pub(super) fn essential(name: &str) -> String {
    NEUTRAL.iter().fold(name.to_owned(), |name, word| name.replace(word, ""))
}

/// Maximal runs of ASCII digits and a final X, as they stand in identity numbers.
pub(super) fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != 'X' && letter != 'x').filter(|run| !run.is_empty())
}

/// Whether a run is a resident identity number with a right check digit (GB 11643-1999) and a possible date of birth.
pub(super) fn identity_number(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some((body, check)) = run.split_at_checked(17) else { return false };
    let digits: Option<Vec<u32>> = body.chars().map(|letter| letter.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = "10X98765432".chars().nth((sum % 11) as usize);
    let mut letters = check.chars();
    letters.next().map(|letter| letter.to_ascii_uppercase()) == expected && letters.next().is_none() && born(body)
}

fn born(body: &str) -> bool {
    let number = |from: usize, to: usize| body.get(from..to).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    (1900..2100).contains(&number(6, 10)) && (1..=12).contains(&number(10, 12)) && (1..=31).contains(&number(12, 14))
}

/// The full-width letter or digit that a text holds, if any.
pub(super) fn full_width(text: &str) -> Option<char> {
    text.chars().find(|letter| matches!(letter, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ'))
}
