//! Limits that a text names are those of the matter: a guide must not promise 10 days where its answers say 5.

use matter_core::diagnostic::{Arg, Code, Diagnostic};
use matter_core::hir::{Definition, LimitKind, TimeUnit, Yield};

use crate::rules::context::RuleContext;

pub(super) const CODE: Code = Code("M084");

/// Words that announce a limit in prose.
const WORDS: &[(&str, &[LimitKind])] = &[
    ("承诺", &[LimitKind::Promised]),
    ("法定", &[LimitKind::Statutory]),
    ("办结", EITHER),
    ("办好", EITHER),
    ("办理时限", EITHER),
];

/// A text that does not say which may mean either.
const EITHER: &[LimitKind] = &[LimitKind::Promised, LimitKind::Statutory];

/// So many characters may stand between the word and the number (承诺办结时限为 5 个工作日).
const DISTANCE: usize = 12;

pub(super) fn check(context: &RuleContext<'_>, found: &mut Vec<Diagnostic>) {
    for definition in context.definitions {
        for (section, lines) in &definition.texts {
            for (line, (word, kinds)) in lines.iter().flat_map(|line| announced(line).map(move |word| (line, word))) {
                let known = working_days(definition, kinds);
                let Some(named) = named(line, word).filter(|named| !known.is_empty() && !known.contains(named)) else {
                    continue;
                };
                found.push(
                    Diagnostic::new(CODE, context.section(*section))
                        .with("word", Arg::Code((*word).into()))
                        .with("named", Arg::Number(named))
                        .with("known", Arg::List(known.into_iter().map(Arg::Number).collect())),
                );
            }
        }
    }
}

/// Words that announce limits in a line; those that leave open which only where no other does.
fn announced(line: &str) -> impl Iterator<Item = &'static (&'static str, &'static [LimitKind])> {
    let said = move |word: &&(&str, &[LimitKind])| line.contains(word.0);
    let exact = WORDS.iter().any(|word| said(&word) && word.1.len() == 1);
    WORDS.iter().filter(said).filter(move |word| !exact || word.1.len() == 1)
}

/// The matter's limits of these kinds in working days; others cannot be compared with prose.
fn working_days(definition: &Definition, kinds: &[LimitKind]) -> Vec<i64> {
    let lengths = definition.rules.iter().filter_map(|rule| match &rule.yields {
        Yield::Limit(limit) if kinds.contains(&limit.kind) => limit.length,
        _ => None,
    });
    let mut days: Vec<i64> = lengths.filter(|length| length.unit == TimeUnit::WorkingDays).map(|length| length.amount).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The number of working days that a line names right behind a word.
fn named(line: &str, word: &str) -> Option<i64> {
    let (_, behind) = line.split_once(word)?;
    let start = behind.char_indices().take(DISTANCE).find(|(_, letter)| letter.is_ascii_digit())?.0;
    let rest = behind.get(start..)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit())?;
    let (digits, unit) = rest.split_at_checked(end)?;
    let unit = unit.trim_start();
    (unit.starts_with("个工作日") || unit.starts_with("工作日")).then(|| digits.parse().ok())?
}
