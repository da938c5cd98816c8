//! Speed of splitting, of pest alone, and of the whole way to the tree and back, on a generated catalogue.

use std::fmt::Write as _;

use divan::{Bencher, counter::BytesCount};
use matter_syntax::{format_file, parse_file, split};

fn main() {
    divan::main();
}

/// A file of matters that look like real ones: about 75 lines each, Chinese keywords.
fn catalogue(matters: usize) -> String {
    let sample = format_file(include_str!("../tests/fixtures/birth.matter"), None).text;
    let body = sample.split_once("特别规定").map_or("", |(matter, _)| matter);
    let mut text = String::new();
    for index in 0..matters {
        let _ = writeln!(text, "{}", body.replace("二孩生育登记", &format!("二孩生育登记{index}")));
    }
    text
}

#[divan::bench]
fn split_only(bencher: Bencher<'_, '_>) {
    let text = catalogue(100);
    bencher.counter(BytesCount::of_str(&text)).bench(|| split(&text).len());
}

#[divan::bench]
fn pairs_only(bencher: Bencher<'_, '_>) {
    let text = catalogue(100);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| split(&text).iter().map(|slice| matter_syntax::pairs(slice.text)).sum::<usize>());
}

#[divan::bench]
fn parse_to_tree(bencher: Bencher<'_, '_>) {
    let text = catalogue(100);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse_file(&text));
}

#[divan::bench]
fn format(bencher: Bencher<'_, '_>) {
    let text = catalogue(100);
    bencher.counter(BytesCount::of_str(&text)).bench(|| format_file(&text, None).text.len());
}
