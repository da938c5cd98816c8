//! The case that shows a finding, as a test behind the item. Where the lines themselves say what must come out, the test says it too.

use matter_checks::render::{Finding, expectation};
use matter_core::hir::{Level, Rule};

use super::{Action, ActionKind};
use crate::{Snapshot, Target, TextEdit, offset};

/// The code of two lines that decide the same case.
const OVERLAP: &str = "E0402";

impl Snapshot {
    /// Pastes the witness of a finding.
    pub(super) fn witness(&self, file: &str, finding: &Finding) -> Option<Action> {
        let example = finding.example.as_ref()?;
        let at = offset(finding.places.first()?.at.start);
        let item = self.analysis.item_at(file, at)?;
        let text = self.analysis.text(file)?;
        let gap = if crate::slice(&text, item.range.clone()).ends_with("\n\n") { "" } else { "\n" };
        let place = Target::new(&item.item.file, item.range.end..item.range.end);
        let test = example.complete(&self.some_place(), self.expected(file, finding).as_deref());
        Some(Action {
            title: self.words("把这个情形写成用例", "Paste this case as a test").to_owned(),
            kind: ActionKind::Repair,
            code: Some(finding.code),
            certain: false,
            edits: vec![TextEdit { at: place, text: format!("{gap}{test}\n") }],
        })
    }

    /// Where somebody may stand: the catalogue's own place, or the first county in it.
    fn some_place(&self) -> String {
        let (regions, root) = (self.analysis.regions(), self.analysis.root());
        let (first, last) = regions.interval(root);
        let county = (first..=last).find(|at| regions.level(*at) >= Level::County);
        regions.shortest_path(county.unwrap_or(root), root)
    }

    /// What must come out: of a gap what the line says that would close it, of an overlap what the earlier line says.
    fn expected(&self, file: &str, finding: &Finding) -> Option<String> {
        let said = |rule: &Rule| expectation(&rule.yields, self.profile.language);
        if finding.code != OVERLAP {
            let line = said(&self.proposed(file, finding)?)?;
            let remark = self.words(
                "// 与“补上缺少的情形”所补的一致；应得另一种结果的，两处都改",
                "// as the missing line says; where something else is right, change both",
            );
            return Some(format!("{line}  {remark}"));
        }
        let [later, earlier] = [self.line_of(file, finding, 0)?, self.line_of(file, finding, 1)?];
        let (line, other) = (said(&earlier)?, said(&later)?);
        let remark = self.words(
            format!("// 另一行说“{other}”；留下应得的，改另一行"),
            format!("// the other line says `{other}`; keep what is right, change the other line"),
        );
        Some(format!("{line}  {remark}"))
    }

    /// The rule at a place of a finding, in the base definition of the item there.
    fn line_of(&self, file: &str, finding: &Finding, place: usize) -> Option<Rule> {
        let at = &finding.places.get(place).filter(|place| &*place.at.file == file)?.at;
        let item = self.analysis.item_at(file, offset(at.start))?;
        let definitions = self.analysis.definitions(&item.item);
        let here = |rule: &&Rule| self.place_of(rule).is_some_and(|found| found.start == offset(at.start));
        definitions.first()?.rules.iter().find(here).cloned()
    }
}
