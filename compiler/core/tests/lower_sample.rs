//! The sample matter of the reference: what its lines become, worked out by hand.

mod common;

use common::{fixture, print_matter};

const SAMPLE: &str = include_str!("fixtures/二孩生育登记.matter");

#[test]
fn the_sample_matter_lowers_without_a_finding_that_stops_a_build() {
    // 子女抚养协议 is declared nowhere: a material of this matter alone, noted as information.
    assert_eq!(fixture().all_findings(SAMPLE), ["E0243 @子女抚养协议 name=子女抚养协议 suggestions=[]"]);
}

#[test]
fn the_sample_matter_in_full() {
    insta::assert_snapshot!(print_matter(&fixture().lower(SAMPLE)));
}
