//! A choice that leaves cases open: the lines or rows that would decide them, or one line for all the rest.

mod cases;
mod homes;

use std::mem::discriminant;

use matter_checks::proofs::open_cases;
use matter_checks::render::Finding;
use matter_core::ItemInfo;
use matter_core::hir::{Definition, Keyword, Rule, Yield};
use matter_syntax::tree::Face;

use super::{Action, ActionKind};
use crate::{Snapshot, Target, TextEdit, offset, slice};
use cases::Part;
use homes::{Home, Homes};

/// The code of a choice that leaves cases open.
const GAP: &str = "E0401";

/// More lines than these are no help.
const MOST: usize = 12;

/// A choice with a gap.
struct Open {
    item: ItemInfo,
    definition: Definition,
    /// Its lines, by their place in the definition.
    lines: Vec<usize>,
    /// Where lines of it may stand.
    homes: Homes,
    face: Face,
}

impl Snapshot {
    /// The actions that close the gap of a finding.
    pub(super) fn missing_lines(&self, file: &str, finding: &Finding) -> Vec<Action> {
        let Some(open) = (finding.code == GAP).then(|| self.open_choice(file, finding)).flatten() else {
            return Vec::new();
        };
        let cases = self.open_parts(&open).filter(|cases| (1..=MOST).contains(&cases.len()));
        let lines = cases.and_then(|cases| self.lines_for(file, &open, &cases));
        lines.into_iter().chain(self.line_for_the_rest(file, &open)).collect()
    }

    fn lines_for(&self, file: &str, open: &Open, cases: &[Vec<Part>]) -> Option<Action> {
        let placed: Option<Vec<(&Home, String)>> = cases.iter().map(|case| open.homes.line(case, open.face)).collect();
        let said: Vec<String> = cases.iter().map(|case| cases::condition(case.iter(), open.face)).collect();
        let title = self.words(
            format!("补上缺少的情形：{}", said.join("；")),
            format!("Add the missing cases: {}", said.join("; ")),
        );
        self.added(file, open, title, &placed?)
    }

    /// The rule whose words the first missing line repeats.
    pub(super) fn proposed(&self, file: &str, finding: &Finding) -> Option<Rule> {
        let open = (finding.code == GAP).then(|| self.open_choice(file, finding)).flatten()?;
        let cases = self.open_parts(&open);
        let first = cases.as_ref().and_then(|cases| open.homes.line(cases.first()?, open.face));
        let (home, _) = first.or_else(|| open.homes.rest(""))?;
        let start = open.item.range.start;
        let rules = open.lines.iter().filter_map(|line| open.definition.rules.get(*line));
        let mut placed: Vec<(u32, &Rule)> = rules.filter_map(|rule| Some((self.place_of(rule)?.start, rule))).collect();
        placed.sort_by_key(|(at, _)| *at);
        // A line before all groups says what the last one says.
        let above = placed.iter().rfind(|(at, _)| home.is_below(at.saturating_sub(start)));
        above.or(placed.last()).map(|(_, rule)| (*rule).clone())
    }

    fn line_for_the_rest(&self, file: &str, open: &Open) -> Option<Action> {
        let chosen =
            open.lines.iter().filter_map(|line| open.definition.rules.get(*line)).all(|rule| rule.choice.is_some());
        let rest = Keyword::Otherwise.text(open.face);
        let title = self.words(format!("补上一行“{rest}”"), format!("Add a line `{rest}`"));
        self.added(file, open, title, &[open.homes.rest(rest).filter(|_| chosen)?])
    }

    fn added(&self, file: &str, open: &Open, title: String, lines: &[(&Home, String)]) -> Option<Action> {
        let text = self.analysis.text(file)?;
        let own = slice(&text, open.item.range.clone());
        let edits = open.homes.edits(own, lines).into_iter().map(|(range, text)| {
            let start = open.item.range.start;
            TextEdit { at: Target::new(&open.item.item.file, start + range.start..start + range.end), text }
        });
        let edits = edits.collect();
        Some(Action { title, kind: ActionKind::Repair, code: Some(GAP), certain: false, edits })
    }

    /// The choice that a finding is about, if its lines stand in the item itself.
    fn open_choice(&self, file: &str, finding: &Finding) -> Option<Open> {
        let place = finding.places.first()?;
        let item = self.analysis.item_at(file, offset(place.at.start))?;
        let definition = self.analysis.definitions(&item.item).first()?.clone();
        let own = |rule: &Rule| self.place_of(rule).filter(|_| rule.origin.item == item.item);
        let found =
            definition.rules.iter().find(|rule| own(rule).is_some_and(|at| at.start == offset(place.at.start)))?;
        let listed = matches!(found.yields, Yield::Accept { .. } | Yield::Channel(_));
        let same = |rule: &Rule| match &found.choice {
            Some(choice) => rule.choice.as_ref() == Some(choice),
            None => listed && discriminant(&rule.yields) == discriminant(&found.yields),
        };
        let lines: Vec<usize> =
            definition.rules.iter().enumerate().filter(|(_, rule)| same(rule)).map(|(index, _)| index).collect();
        let places = lines.iter().filter_map(|line| definition.rules.get(*line)).filter_map(own);
        let places: Vec<u32> = places.filter_map(|at| at.start.checked_sub(item.range.start)).collect();
        let text = self.analysis.text(file)?;
        let tree = self.analysis.tree(&item.item)?;
        let homes = homes::find(&tree.parse().item, slice(&text, item.range.clone()), &places)?;
        let face = crate::completion::face(&text, self.analysis.settings().language);
        Some(Open { item, definition, lines, homes, face })
    }

    /// The open cases, each as what it says of some facts; `None` if one has no plain words.
    fn open_parts(&self, open: &Open) -> Option<Vec<Vec<Part>>> {
        let lines: Vec<&Rule> = open.lines.iter().filter_map(|line| open.definition.rules.get(*line)).collect();
        let cubes = open_cases(&open.definition, &lines)?;
        cubes.iter().map(|cube| self.parts(&open.definition, cube, open.face)).collect()
    }
}
