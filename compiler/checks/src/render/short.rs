//! One line a finding, for logs: `file:line:col: severity[code] message`.

use super::files::Files;
use super::present::severity_word;
use super::{Finding, Sources};

/// All findings, one line each, with files as the catalogue names them; a finding about the whole project has no place in front.
#[must_use]
pub fn short(findings: &[Finding], sources: &dyn Sources) -> String {
    short_from(findings, sources, &str::to_owned)
}

/// The same, with files as `named` calls them, which knows where the reader stands.
#[must_use]
pub fn short_from(findings: &[Finding], sources: &dyn Sources, named: &dyn Fn(&str) -> String) -> String {
    let mut files = Files::new(sources);
    let mut text = String::new();
    for finding in findings {
        if let Some(place) = finding.places.first() {
            let at = files.position(&place.at.file, place.at.start);
            text.push_str(&format!("{}:{}:{}: ", named(&place.at.file), at.line, at.column));
        }
        let severity = severity_word(finding.severity, finding.language);
        let message = finding.sentence().replace('\n', " ");
        text.push_str(&format!("{severity}[{}] {message}\n", finding.code));
    }
    text
}
