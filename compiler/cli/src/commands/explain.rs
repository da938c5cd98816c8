//! `matter explain`: the page of a diagnostic, or the list of all.

use matter_checks::explain;
use matter_checks::texts;

use super::words;
use crate::Outcome;
use crate::arguments::Explain;
use crate::output::Output;

/// Prints the page of a code.
pub(super) fn run(explain: &Explain, output: &mut Output) -> Outcome {
    let language = words(output.language("zh"));
    let Some(code) = &explain.code else {
        for (code, entry) in texts::entries() {
            output.result(&format!("{code}  {}  {}", entry.name, texts::fill(entry.message(language), &[], language)));
        }
        return Outcome::Fine;
    };
    if let Some(page) = explain::explain(code, language) {
        output.result(&page);
        return Outcome::Fine;
    }
    output.finding(&match language {
        texts::Language::Zh => format!("没有编号或名称为「{code}」的诊断；matter explain 列出全部"),
        texts::Language::En => format!("no diagnostic has the code or name `{code}`; `matter explain` lists all"),
    });
    Outcome::Usage
}
