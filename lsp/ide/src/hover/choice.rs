//! A choice as tables of its cases, and one of its lines: which case it decides, and what it leaves to the others.

use std::sync::Arc;

use matter_core::ItemInfo;
use matter_core::hir::{Rule, When};
use matter_syntax::tree::Span;

use super::before_condition;
use crate::{Snapshot, slice};

/// A line of a choice, with what is written.
type Line<'a> = (Rule, &'a str);

impl Snapshot {
    /// The lines of a section's choices with their cases; a table for each choice.
    pub(super) fn cases(&self, item: &ItemInfo, section: Span, text: &str) -> String {
        let lines = self.lines_of_choices(item, text, |span| section.start <= span.start && span.end <= section.end);
        let mut choices: Vec<Arc<str>> = lines.iter().filter_map(|(rule, _)| rule.choice.clone()).collect();
        choices.dedup();
        let mut tables = String::new();
        for choice in &choices {
            let own: Vec<&Line<'_>> = lines.iter().filter(|(rule, _)| rule.choice.as_ref() == Some(choice)).collect();
            // One line that always holds needs no table.
            if matches!(own.as_slice(), [(rule, _)] if rule.condition.is_none()) {
                continue;
            }
            if choices.len() > 1 {
                tables.push_str(&format!("\n\n**{}**", choice.rsplit('/').next().unwrap_or(choice)));
            }
            tables.push_str(&self.table(&own));
        }
        tables
    }

    /// Which case the line of a choice decides, and the lines that decide the others; nothing for a line that decides every case.
    pub(super) fn line_of_choice(&self, item: &ItemInfo, entry: Span, text: &str) -> Option<String> {
        let own = self.rule_of(&item.item, entry)?;
        let choice = own.choice.clone()?;
        let lines = self.lines_of_choices(item, text, |_| true);
        let others =
            lines.iter().filter(|(rule, _)| rule.choice.as_ref() == Some(&choice) && rule.origin != own.origin);
        let others: Vec<&Line<'_>> = others.collect();
        if others.is_empty() && own.condition.is_none() {
            return None;
        }
        let said = match (&own.condition, &own.when) {
            (Some(condition), _) => {
                self.words(format!("这一行用于：**{condition}**"), format!("This line is for: **{condition}**"))
            }
            (None, _) => self
                .words(
                    "这一行用于其余情形：下面各行都不适用时。",
                    "This line is for the rest: where none of those below holds.",
                )
                .to_owned(),
        };
        if others.is_empty() {
            let none = self.words("没有别的行决定其余情形。", "No other line decides the rest.");
            return Some(format!("{said}\n\n{none}"));
        }
        let head = self.words("不归这一行的：", "Left to other lines:");
        Some(format!("{said}\n\n{head}{}", self.table(&others)))
    }

    fn table(&self, lines: &[&Line<'_>]) -> String {
        let head = self.words("| 情形 | 写法 |", "| case | line |");
        let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let row = |(rule, written): &&Line<'_>| {
            format!("| {} | {} |\n", cell(&self.case_of(rule)), cell(before_condition(written)))
        };
        let rows: String = lines.iter().map(row).collect();
        format!("\n\n{head}\n| --- | --- |\n{rows}")
    }

    fn case_of(&self, rule: &Rule) -> Arc<str> {
        match (&rule.condition, &rule.when) {
            (Some(condition), _) => condition.clone(),
            (None, When::Otherwise) => self.words("其余情形", "otherwise").into(),
            (None, _) => self.words("任何情形", "always").into(),
        }
    }

    /// The lines of the item's own choices in the order of the text.
    fn lines_of_choices<'a>(&self, item: &ItemInfo, text: &'a str, wanted: impl Fn(Span) -> bool) -> Vec<Line<'a>> {
        let Some(tree) = self.analysis.tree(&item.item) else { return Vec::new() };
        let definitions = self.analysis.definitions(&item.item);
        let own = definitions.first().into_iter().flat_map(|one| &one.rules);
        let own = own.filter(|rule| rule.choice.is_some() && rule.origin.item == item.item);
        let mut lines: Vec<(Span, Line<'a>)> = own
            .filter_map(|rule| {
                let span = tree.map().span(rule.origin.node);
                wanted(span).then(|| (span, (rule.clone(), slice(text, span.start..span.end))))
            })
            .collect();
        lines.sort_by_key(|(span, (rule, _))| (rule.choice.clone(), *span));
        lines.into_iter().map(|(_, line)| line).collect()
    }
}
