//! Findings for people in a terminal. The only file that knows ariadne.
//!
//! Spans are given to ariadne in characters: with byte spans version 0.6 loses labels or panics on Chinese text in a second file.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ariadne::{Cache, Color, Config, IndexType, Label, Report, ReportKind, Source};
use matter_core::diagnostic::Severity;

use super::present::severity_word;
use super::{Finding, Located, Marked, Sources, summary};
use crate::texts::Language;

/// How to print.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Human {
    /// Whether to use colours.
    pub color: bool,
    /// How many findings are shown in full; the summary counts all.
    pub limit: usize,
}

impl Default for Human {
    fn default() -> Self {
        Self { color: false, limit: 200 }
    }
}

/// Lines longer than this are named, not shown: nobody can read them and one may be a megabyte.
const LONGEST_LINE: usize = 1_000;

type Span = (Arc<str>, Range<usize>);

/// All findings with their source lines, then a line that counts them; empty if there is nothing to say.
#[must_use]
pub fn human(findings: &[Finding], sources: &dyn Sources, options: Human) -> String {
    let mut open = Open { sources, files: BTreeMap::new() };
    let mut text = String::new();
    for finding in findings.iter().take(options.limit) {
        text.push_str(&report(finding, &mut open, options.color));
        text.push('\n');
    }
    let Some(language) = findings.first().map(|finding| finding.language) else { return text };
    let hidden = findings.len().saturating_sub(options.limit);
    let more = match (hidden, language) {
        (0, _) => String::new(),
        (hidden, Language::Zh) => format!("（另有 {hidden} 条未显示）"),
        (hidden, Language::En) => format!(" ({hidden} more not shown)"),
    };
    text.push_str(&format!("{}{more}\n", summary(findings, language)));
    text
}

fn report(finding: &Finding, open: &mut Open<'_>, color: bool) -> String {
    let marks = marks(finding, open);
    let mut text = match marks.first() {
        Some((primary, _)) => excerpt(finding, primary.clone(), &marks, open, color),
        None => head(finding),
    };
    text.push_str(&tail(finding));
    without_empty_arrows(&text)
}

/// Lines without blanks at their end, and without the arrows that lead from an underline to no text.
fn without_empty_arrows(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !is_empty_arrow(line) {
            lines.push(line.to_owned());
        } else if let Some(underline) = lines.last_mut().filter(|above| above.matches('┬').count() == 1) {
            *underline = underline.replace('┬', "─");
        }
    }
    lines.iter().fold(String::new(), |text, line| text + line + "\n")
}

/// The arrow to a label without text.
fn is_empty_arrow(line: &str) -> bool {
    let plain = without_escapes(line);
    plain.contains('╰') && plain.trim_start().starts_with('│') && plain.chars().all(|sign| " │╰─".contains(sign))
}

/// The finding without source lines.
fn head(finding: &Finding) -> String {
    let place = finding.places.first().map(|place| format!("   {}\n", place.at.file)).unwrap_or_default();
    format!("[{}] {}: {}\n{place}", finding.code, severity_word(finding.severity, finding.language), finding.message)
}

fn excerpt(finding: &Finding, primary: Span, marks: &[(Span, &Marked)], open: &mut Open<'_>, color: bool) -> String {
    let paint = match finding.severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Information => Color::Blue,
    };
    let kind = ReportKind::Custom(severity_word(finding.severity, finding.language), paint);
    let config = Config::default().with_color(color).with_index_type(IndexType::Char);
    let mut builder =
        Report::build(kind, primary.clone()).with_config(config).with_code(finding.code).with_message(&finding.message);
    // A label that lies before the one printed last would open the same file again.
    let mut sorted: Vec<&(Span, &Marked)> = marks.iter().collect();
    sorted.sort_by_key(|(span, _)| (span.0 != primary.0, span.0.clone(), span.1.start, span.1.end));
    for (span, marked) in sorted {
        let label = Label::new(span.clone()).with_color(if *span == primary { paint } else { Color::Cyan });
        // Without a message, even an empty one, ariadne does not underline.
        builder = builder.with_label(label.with_message(&marked.text));
    }
    let mut bytes = Vec::new();
    match builder.finish().write(&mut *open, &mut bytes) {
        // The kind's own colour is printed even where the configuration says no.
        Ok(()) if !color => without_escapes(&String::from_utf8_lossy(&bytes)),
        Ok(()) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => head(finding),
    }
}

fn without_escapes(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |plain, piece| plain + piece.split_once('m').map_or(piece, |(_, rest)| rest))
}

/// Notes, the witness case and repairs; ariadne's own words for them are English only.
fn tail(finding: &Finding) -> String {
    let zh = finding.language == Language::Zh;
    let mut text = String::new();
    for note in &finding.notes {
        text.push_str(&format!("   {}{note}\n", if zh { "说明：" } else { "note: " }));
    }
    if let Some(example) = &finding.example {
        text.push_str(&format!("   {}{}\n\n", if zh { "例如：" } else { "for example: " }, example.words));
        for line in example.test.lines() {
            text.push_str(&format!("       {line}\n"));
        }
    }
    for repair in &finding.repairs {
        text.push_str(&format!("   {}{}\n", if zh { "修正：" } else { "fix: " }, repair.title));
    }
    text
}

/// Labels in characters; without those whose file or line cannot be shown. If the primary one cannot, none is.
fn marks<'a>(finding: &'a Finding, open: &mut Open<'_>) -> Vec<(Span, &'a Marked)> {
    let Some(first) = finding.places.first() else { return Vec::new() };
    let Some(primary) = open.span(&first.at) else { return Vec::new() };
    let others = finding.places.iter().skip(1).filter_map(|place| open.span(&place.at).map(|span| (span, place)));
    std::iter::once((primary, first)).chain(others).collect()
}

/// Sources opened for ariadne, one each for all reports.
struct Open<'a> {
    sources: &'a dyn Sources,
    files: BTreeMap<Arc<str>, Option<Source<Arc<str>>>>,
}

impl Open<'_> {
    fn file(&mut self, file: &Arc<str>) -> Option<&Source<Arc<str>>> {
        let sources = self.sources;
        self.files.entry(file.clone()).or_insert_with(|| sources.text(file).map(Source::from)).as_ref()
    }

    /// Bytes to characters. A place of several lines shows as its first line: the finding is about where it begins.
    fn span(&mut self, at: &Located) -> Option<Span> {
        let source = self.file(&at.file)?;
        let whole = source.text();
        let start = floor(whole, at.start);
        let (line, _, column) = source.get_byte_line(start)?;
        let text = source.get_line_text(line)?;
        if text.chars().count() > LONGEST_LINE {
            return None;
        }
        let before = text.get(..column).unwrap_or_default().chars().count();
        let inside = whole.get(start..floor(whole, at.end).max(start))?;
        let first_line = inside.split(['\n', '\r']).next().unwrap_or_default();
        let from = line.offset() + before;
        Some((at.file.clone(), from..from + first_line.chars().count()))
    }
}

fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

impl Cache<Arc<str>> for &mut Open<'_> {
    type Storage = Arc<str>;

    fn fetch(&mut self, file: &Arc<str>) -> Result<&Source<Arc<str>>, impl fmt::Debug> {
        self.file(file).ok_or("source is gone")
    }

    fn display<'a>(&self, file: &'a Arc<str>) -> Option<impl fmt::Display + 'a> {
        Some(file.clone())
    }
}
