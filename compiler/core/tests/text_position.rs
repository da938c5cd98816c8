//! Offsets, lines and columns.

use matter_core::text_position::{ColumnUnit, LineColumn, LineIndex, chars_before};
use proptest::prelude::*;

const TEXT: &str = "事项 甲\r\n  𠮷b\n";

#[test]
fn columns_are_counted_in_the_unit_of_the_reader() {
    let index = LineIndex::new(TEXT);
    let at = u32::try_from(TEXT.find('b').unwrap()).unwrap();
    let column = |unit| index.position(TEXT, at, unit);
    assert_eq!(column(ColumnUnit::Bytes), LineColumn { line: 1, column: 6 });
    assert_eq!(column(ColumnUnit::Utf16), LineColumn { line: 1, column: 4 });
    assert_eq!(column(ColumnUnit::Chars), LineColumn { line: 1, column: 3 });
    assert_eq!(chars_before(TEXT, at), 9);
}

#[test]
fn places_that_do_not_exist_are_moved_to_the_nearest_that_does() {
    let index = LineIndex::new(TEXT);
    assert_eq!(index.lines(), 3);
    assert_eq!(index.offset(TEXT, LineColumn { line: 0, column: 99 }, ColumnUnit::Utf16), 10);
    assert_eq!(index.offset(TEXT, LineColumn { line: 9, column: 0 }, ColumnUnit::Utf16), TEXT.len() as u32);
    assert_eq!(index.position(TEXT, 1, ColumnUnit::Chars), LineColumn { line: 0, column: 0 });
    assert_eq!(index.position(TEXT, 9999, ColumnUnit::Chars), LineColumn { line: 2, column: 0 });
    assert_eq!(index.line_text(TEXT, 0), "事项 甲");
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    let text = "甲\r乙\r\r\n丙\n\r";
    let index = LineIndex::new(text);
    assert_eq!(index.lines(), 6);
    assert_eq!(
        ["甲", "乙", "", "丙", "", ""].to_vec(),
        (0..6).map(|line| index.line_text(text, line)).collect::<Vec<_>>()
    );
    assert_eq!(index.position(text, 4, ColumnUnit::Utf16), LineColumn { line: 1, column: 0 });
}

proptest! {
    #[test]
    fn every_offset_outside_line_breaks_comes_back(text in "[a𠮷项 \n\r]{0,40}", unit in 0..3usize) {
        let unit = [ColumnUnit::Bytes, ColumnUnit::Utf16, ColumnUnit::Chars][unit];
        let index = LineIndex::new(&text);
        for (at, _) in text.char_indices() {
            if text.split_at(at).0.ends_with('\r') && text.split_at(at).1.starts_with('\n') {
                continue;
            }
            let at = at as u32;
            prop_assert_eq!(index.offset(&text, index.position(&text, at, unit), unit), at);
        }
    }
}
