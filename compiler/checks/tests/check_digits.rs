//! Check digits of credit and organisation codes on published and invented ones.

use matter_checks::rules::{credit_code, organisation_code};
use proptest::prelude::*;

/// GB 32100's own example, ministries, organs and institutions of several provinces.
const GENUINE: &[&str] = &[
    "91350100M000100Y43",
    "914403001922038216",
    "11100000000013338W",
    "11100000MB03271699",
    "11100000000013661B",
    "11100000MB0143028R",
    "11440300007542195T",
    "11511301008778183N",
    "115113010833722043",
    "12110000400777687U",
    "11370800MB28559184",
    "11430000006122244L",
    "11330105002500287C",
    "11211300MB0W183574",
    "11511124326991123C",
    "11430903MB0U393592",
    "12510600731597648D",
    "111101070000678541",
    "113700000045046442",
];

/// One character changed, moved or missing; a letter that the alphabet leaves out; a placeholder.
const WRONG: &[&str] = &[
    "91350100M050100Y43",
    "914403001922M38216",
    "13100000000013338W",
    "11100000MB03271693",
    "11100000000K13661B",
    "1Y100000MB0143028R",
    "11440300007542197T",
    "13511301008778183N",
    "911100001000000000",
    "91350100M000100Y4",
    "91350100I000100Y43",
    "113708012345678915",
    "11440300007542785T",
    "",
    "统一社会信用代码",
];

#[test]
fn genuine_credit_codes_pass() {
    for code in GENUINE {
        assert!(credit_code(code), "{code}");
    }
}

#[test]
fn invented_credit_codes_fail() {
    for code in WRONG {
        assert!(!credit_code(code), "{code}");
    }
}

#[test]
fn organisation_codes_by_gb_11714() {
    for code in ["00877836X", "083372204", "326991123", "000133380"] {
        assert!(organisation_code(code), "{code}");
    }
    for code in ["008778360", "083372200", "326991120", "000133381", "00877836", "00877836x"] {
        assert!(!organisation_code(code), "{code}");
    }
}

proptest! {
    /// Both checks together find every slip of one character.
    #[test]
    fn one_wrong_character_is_always_found(index in 0..GENUINE.len(), at in 0..18_usize, other in "[0-9A-HJ-NPQRTUWXY]") {
        let code = GENUINE[index];
        let keep = |index: usize, letter: char| if index == at { other.clone() } else { letter.to_string() };
        let changed: String = code.chars().enumerate().map(|(index, letter)| keep(index, letter)).collect();
        prop_assert_eq!(credit_code(&changed), changed == code);
    }
}
