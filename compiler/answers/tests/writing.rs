//! An answer is JSON as `serde_json` writes it, whatever its texts hold.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what fails in a test fails the test")]

#[path = "../../runtime/tests/common/mod.rs"]
mod common;

use common::window::{REGISTRATION, district};
use matter_answers::{Operation, ask};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Reading keeps the order of fields, so writing again must give the same bytes.
fn written_again(text: &str) -> String {
    serde_json::from_str::<Value>(text).unwrap().to_string()
}

#[test]
fn every_operation_writes_as_serde_json_does() {
    let catalogue = district().open();
    let case =
        json!({ "matter": REGISTRATION, "at": "坂田街道", "on": "2026-03-02", "answers": { "婚姻状况": "离异" } });
    for operation in Operation::ALL {
        let request = match operation {
            Operation::Info | Operation::Figures => json!({}),
            Operation::Places => json!({ "on": "2026-03-02" }),
            Operation::Offered => json!({ "at": "坂田街道", "on": "2026-03-02" }),
            Operation::Guide => json!({ "matter": REGISTRATION, "at": "坂田街道", "on": "2026-03-02" }),
            Operation::Theme => json!({ "theme": "生育一件事", "at": "坂田街道", "on": "2026-03-02" }),
            _ => case.clone(),
        };
        let text = ask(&catalogue, operation, request.to_string().as_bytes()).unwrap();
        assert_eq!(text, written_again(&text), "{}", operation.name());
    }
}

/// Letters that JSON writes as they are, and all that it does not.
fn letters() -> impl Strategy<Value = String> {
    let letter =
        prop_oneof![4 => Just('材'), 4 => Just('a'), 1 => (0..128_u8).prop_map(char::from), 1 => any::<char>()];
    prop::collection::vec(letter, 0..200).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn a_text_comes_out_as_it_went_in(title in letters()) {
        let mut builder = district();
        builder.tables.catalogue[0].title.clone_from(&title);
        let text = ask(&builder.open(), Operation::Info, b"").unwrap();
        prop_assert_eq!(&text, &written_again(&text));
        let answer: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&answer["catalogue"]["title"], &json!(title));
    }
}
