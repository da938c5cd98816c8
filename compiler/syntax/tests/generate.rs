//! `keywords.toml` → `src/keyword/table.rs` and `src/keywords.pest`. Fails when a file is stale; `UPDATE=1 cargo test` rewrites it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "what fails in a test fails the test"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::{fmt::Write as _, fs, path::Path};

const CLASSES: [(&str, &str); 10] = [
    ("item", "Item"),
    ("section", "Section"),
    ("clause", "Clause"),
    ("operator", "Operator"),
    ("unit", "Unit"),
    ("level", "Level"),
    ("scope", "Scope"),
    ("event", "Event"),
    ("form", "Form"),
    ("word", "Word"),
];

/// One row of the table.
struct Row {
    id: String,
    class: &'static str,
    entry: toml::Table,
}

impl Row {
    fn text(&self, key: &str) -> &str {
        self.entry.get(key).map_or("", |value| value.as_str().unwrap())
    }

    fn list(&self, key: &str) -> Vec<&str> {
        let Some(value) = self.entry.get(key) else { return Vec::new() };
        value.as_array().unwrap().iter().map(|value| value.as_str().unwrap()).collect()
    }

    fn spellings(&self) -> Vec<&str> {
        let mut all = vec![self.text("zh"), self.text("en")];
        all.extend(self.list("also"));
        all.dedup();
        all
    }
}

fn rows() -> Vec<Row> {
    let file: toml::Table = fs::read_to_string("keywords.toml").unwrap().parse().unwrap();
    let mut rows = Vec::new();
    for (key, class) in CLASSES {
        for (id, entry) in file[key].as_table().unwrap() {
            rows.push(Row { id: id.clone(), class, entry: entry.as_table().unwrap().clone() });
        }
    }
    rows
}

fn camel(id: &str) -> String {
    id.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ")
}

fn table(rows: &[Row]) -> String {
    let mut out = String::from(
        "//! Generated from `keywords.toml` by `tests/generate.rs`: every keyword with its spellings. Not edited by hand.\n\nsuper::keywords! {\n",
    );
    for row in rows {
        let related = if row.class == "Clause" { row.list("closes") } else { row.list("in") };
        let related: Vec<String> = related.into_iter().map(camel).collect();
        let shape = match row.class {
            "Section" => format!("Kind::Section(Shape::{})", camel(row.text("shape"))),
            "Clause" => format!("Kind::Clause(Takes::{})", camel(row.text("takes"))),
            _ => "Kind::Plain".into(),
        };
        writeln!(
            out,
            "    {} {:?} {} {:?} {:?} [{}] [{}] {}, {:?} {:?};",
            camel(&row.id),
            row.id,
            row.class,
            row.text("zh"),
            row.text("en"),
            quoted(&row.list("also")),
            related.join(", "),
            shape,
            row.text("doc_zh"),
            row.text("doc_en"),
        )
        .unwrap();
    }
    out + "}\n"
}

/// One character as a range: that is one comparison, where a string is a call of `memcmp`.
fn character(c: char) -> String {
    let c = if c == '\'' { "\\'".into() } else { c.to_string() };
    format!("'{c}'..'{c}'")
}

fn spelling(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(only), None) => character(only),
        _ => format!("{text:?}"),
    }
}

/// Alternatives grouped by their first character, longest first; Chinese groups stand before Latin ones. Many words of one group, and the
/// Latin ones together, are guarded: to try each of them would cost more than the guard.
fn alternatives(mut spellings: Vec<&str>) -> String {
    spellings.sort_by(|a, b| b.chars().count().cmp(&a.chars().count()).then(a.cmp(b)));
    spellings.dedup();
    let mut groups: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for text in spellings {
        groups.entry(text.chars().next().unwrap()).or_default().push(text);
    }
    let render = |(first, members): (char, Vec<&str>)| {
        let all = members.iter().copied().map(spelling).collect::<Vec<_>>().join(" | ");
        if members.len() > 3 { format!("&{} ~ ({all})", character(first)) } else { all }
    };
    let (latin, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(first, _)| first.is_ascii_lowercase());
    let guard = !others.is_empty() && latin.len() > 1;
    let latin = latin.into_iter().map(render).collect::<Vec<_>>().join(" | ");
    let mut all: Vec<String> = others.into_iter().map(render).collect();
    if guard {
        all.push(format!("&'a'..'z' ~ ({latin})"));
    } else if !latin.is_empty() {
        all.push(latin);
    }
    all.join(" | ")
}

/// The first characters, Chinese ones before Latin ones.
fn starts(spellings: &[&str]) -> String {
    let first: BTreeSet<char> = spellings.iter().map(|text| text.chars().next().unwrap()).collect();
    let (latin, others): (Vec<char>, Vec<char>) = first.into_iter().partition(char::is_ascii_lowercase);
    [ranges(&others), ranges(&latin)].concat().join(" | ")
}

/// The Chinese characters that begin none of these, as ranges; those in which most words of the language begin come first.
fn others(spellings: &[&str], rows: &[Row]) -> String {
    let chinese = '\u{4e00}'..='\u{9fff}';
    let first: BTreeSet<char> =
        spellings.iter().map(|text| text.chars().next().unwrap()).filter(|c| chinese.contains(c)).collect();
    let mut gaps: Vec<(u32, u32)> = Vec::new();
    let mut start = *chinese.start() as u32;
    for c in first.into_iter().map(u32::from).chain([*chinese.end() as u32 + 1]) {
        gaps.extend((start < c).then_some((start, c - 1)));
        start = c + 1;
    }
    let begins = |(first, last): &(u32, u32)| {
        let words = rows.iter().flat_map(Row::spellings);
        words.filter(|word| word.chars().next().is_some_and(|c| (*first..=*last).contains(&(c as u32)))).count()
    };
    gaps.sort_by_key(|gap| std::cmp::Reverse(begins(gap)));
    gaps.into_iter()
        .map(|(first, last)| format!("'\\u{{{first:x}}}'..'\\u{{{last:x}}}'"))
        .collect::<Vec<_>>()
        .join(" | ")
}

/// Neighbours share a range.
fn ranges(sorted: &[char]) -> Vec<String> {
    let mut runs: Vec<(char, char)> = Vec::new();
    for &c in sorted {
        match runs.last_mut() {
            Some((_, last)) if *last as u32 + 1 == c as u32 => *last = c,
            _ => runs.push((c, c)),
        }
    }
    runs.into_iter().map(|(first, last)| format!("'{first}'..'{last}'")).collect()
}

fn is_symbol(spelling: &str) -> bool {
    !spelling.chars().any(char::is_alphabetic)
}

fn grammar(rows: &[Row]) -> String {
    let pick = |ids: &[&str]| -> Vec<&str> {
        rows.iter().filter(|row| ids.contains(&row.id.as_str())).flat_map(Row::spellings).collect()
    };
    let operators = [
        "and",
        "or",
        "equal",
        "unequal",
        "less",
        "at_most_op",
        "more",
        "at_least_op",
        "between",
        "in_set",
        "has_any",
        "has_all",
    ];
    let (symbols, words): (Vec<&str>, Vec<&str>) = pick(&operators).into_iter().partition(|text| is_symbol(text));
    let items: Vec<&str> = rows.iter().filter(|row| row.class == "Item").flat_map(Row::spellings).collect();
    let (units, signs): (Vec<&str>, Vec<&str>) =
        rows.iter().filter(|row| row.class == "Unit").flat_map(Row::spellings).partition(|text| !is_symbol(text));
    let phrases: Vec<&str> = rows
        .iter()
        .filter(|row| !matches!(row.class, "Operator" | "Item"))
        .flat_map(Row::spellings)
        .filter(|text| text.contains(' '))
        .collect();
    let mut out = String::from("// Generated from keywords.toml by tests/generate.rs. Not edited by hand.\n\n");
    let mut rule = |name: &str, body: String, comment: &str| {
        writeln!(out, "// {comment}\n{name} = {body}\n").unwrap();
    };
    let whole = |words: &[&str]| format!("@{{ ({}) ~ !idc }}", alternatives(words.to_vec()));
    let vary = pick(&["vary"]);
    let items: Vec<&str> = items.into_iter().filter(|item| !vary.contains(item)).collect();
    rule("item_word", whole(&items), "Opens an item in the first column.");
    rule("vary_word", whole(&vary), "Opens a variance, whose name ends before its place.");
    rule("symbol_start", format!("_{{ {} }}", starts(&symbols)), "Guard of `symbol`.");
    rule("symbol", format!("@{{ {} }}", alternatives(symbols)), "Operators that need no blank around them.");
    let logic = pick(&["and", "or"]);
    rule("logic_start", format!("_{{ {} }}", starts(&logic)), "Guard of `logic`.");
    rule("logic", format!("_{{ ({}) ~ !idc }}", alternatives(logic)), "Words that may continue a line.");
    let anchors = pick(&["counted_from", "counted_before"]);
    let mut spaced = words.clone();
    spaced.extend(&anchors);
    spaced.extend(pick(&["not"]));
    rule(
        "plain",
        format!("_{{ {} }}", others(&spaced, rows)),
        "Chinese characters that begin neither an operator, a window of days nor a negation.",
    );
    rule("affirmed", format!("_{{ {} }}", others(&pick(&["not"]), rows)), "Chinese characters that begin no negation.");
    rule("operator", whole(&words), "Operators that are words.");
    rule("not", whole(&pick(&["not"])), "Negation.");
    rule("not_start", format!("_{{ {} }}", starts(&pick(&["not"]))), "Guard of `not`.");
    rule("between", format!("@{{ ({}) }}", alternatives(pick(&["between"]))), "Between two numbers.");
    rule("anchor", whole(&anchors), "Direction of a window of days.");
    rule(
        "measure",
        format!("@{{ {} }}", alternatives(pick(&["full", "at_least_count"]))),
        "Lower bound of a window of days.",
    );
    rule("within", whole(&pick(&["within_period"])), "Upper bound of a window of days.");
    rule("unit_word", format!("@{{ ({}) ~ (!idc | &(within)) }}", alternatives(units)), "Units that are words.");
    rule("unit_sign", format!("@{{ {} }}", alternatives(signs)), "Units that are signs.");
    rule("words", whole(&phrases), "Keywords of several words, all of them of the English face.");
    rule("kw_english", whole(&pick(&["english"])), "Ends a name before its English title.");
    rule("kw_short", whole(&pick(&["abbreviated"])), "Ends a name before its short form.");
    rule("kw_replaces", whole(&pick(&["replaces"])), "Ends a name that replaces one of a dependency.");
    rule("kw_place", whole(&pick(&["of_place", "since"])), "Ends the name in a variance.");
    out
}

fn compare(path: &str, expected: &str) {
    let old = fs::read_to_string(path).unwrap_or_default();
    if old == expected {
        return;
    }
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "{path} does not follow keywords.toml; run `UPDATE=1 cargo test -p matter-syntax`"
    );
    fs::create_dir_all(Path::new(path).parent().unwrap()).unwrap();
    fs::write(path, expected).unwrap();
}

#[test]
fn keyword_table_follows_the_data() {
    compare("src/keyword/table.rs", &table(&rows()));
}

#[test]
fn keyword_rules_of_the_grammar_follow_the_data() {
    compare("src/keywords.pest", &grammar(&rows()));
}
