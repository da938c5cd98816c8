//! A choice that leaves cases open: the lines that would decide them, or one line for all the rest.

use matter_checks::proofs::{Words, open_cases};
use matter_checks::render::Finding;
use matter_core::hir::{Definition, Fact, FactKind, Keyword, Operation, Rule};
use matter_decide::{Cube, Ranges};
use matter_syntax::tree::{Face, Node};

use super::{Action, ActionKind};
use crate::{Snapshot, Target, TextEdit, offset, slice};

/// The code of a choice that leaves cases open.
const GAP: &str = "E0401";

/// More lines than these are no help.
const MOST: usize = 12;

/// Where lines are added, and what the one above them says before its condition.
struct Below {
    at: Target,
    indent: String,
    says: String,
    face: Face,
}

impl Snapshot {
    /// The actions that close the gap of a finding.
    pub(super) fn missing_lines(&self, file: &str, finding: &Finding) -> Vec<Action> {
        let found = (finding.code == GAP).then(|| self.choice_of(file, finding)).flatten();
        let Some((definition, choice, below)) = found else { return Vec::new() };
        let cubes = open_cases(&definition, &choice).unwrap_or_default();
        let cases: Option<Vec<String>> =
            cubes.iter().map(|cube| self.case_text(&definition, cube, below.face)).collect();
        let cases = cases.filter(|cases| (1..=MOST).contains(&cases.len()));
        let lines = cases.map(|cases| {
            let title = self.words(
                format!("补上缺少的情形：{}", cases.join("；")),
                format!("Add the missing cases: {}", cases.join("; ")),
            );
            let when = Keyword::When.text(below.face);
            below.action(title, cases.iter().map(|case| format!("{when} {case}")))
        });
        let rest = Keyword::Otherwise.text(below.face);
        let title = self.words(format!("补上一行“{rest}”"), format!("Add a line `{rest}`"));
        lines.into_iter().chain([below.action(title, std::iter::once(rest.to_owned()))]).collect()
    }

    /// The choice that a finding is about, if its lines stand one below the other in the item itself.
    fn choice_of(&self, file: &str, finding: &Finding) -> Option<(Definition, String, Below)> {
        let place = finding.places.first()?;
        let item = self.analysis.item_at(file, offset(place.at.start))?;
        let definition = self.analysis.definitions(&item.item).first()?.clone();
        let own = |rule: &&Rule| rule.origin.item == item.item && rule.choice.is_some();
        let rules = definition.rules.iter().filter(own);
        let placed: Vec<(&Rule, Target)> = rules.filter_map(|rule| Some((rule, self.place_of(rule)?))).collect();
        let (rule, _) = placed.iter().find(|(_, at)| at.start == offset(place.at.start))?;
        let choice = rule.choice.as_ref()?.to_string();
        let lines = placed.iter().filter(|(rule, _)| rule.choice.as_deref() == Some(&choice));
        let last = lines.map(|(_, at)| at).max_by_key(|at| at.start)?;
        let tree = self.analysis.tree(&item.item)?;
        let inside = last.start - item.range.start;
        let grouped = tree.parse().item.body.iter().any(|node| match node {
            Node::Section(section) => {
                let here = (section.span.start..section.span.end).contains(&inside);
                here && section.body.iter().any(|node| matches!(node, Node::Group(_) | Node::Table(_)))
            }
            _ => false,
        });
        let text = self.analysis.text(file)?;
        let line = text.get(..last.start as usize)?.rfind('\n').map_or(0, |at| offset(at) + 1);
        let indent = slice(&text, line..last.start).to_owned();
        if grouped || indent.is_empty() || !indent.chars().all(char::is_whitespace) {
            return None;
        }
        let says = crate::hover::before_condition(slice(&text, last.start..last.end)).to_owned();
        let face = crate::completion::face(&text, self.analysis.settings().language);
        let end = text.get(last.end as usize..)?.find('\n').map_or(text.len(), |at| at + last.end as usize);
        let at = Target::new(&item.item.file, offset(end)..offset(end));
        Some((definition, choice, Below { at, indent, says, face }))
    }

    /// The cases of a cube as a condition; `None` if a fact in it has no plain words for them.
    fn case_text(&self, definition: &Definition, cube: &Cube, face: Face) -> Option<String> {
        let parts: Option<Vec<String>> = cube
            .sides()
            .iter()
            .map(|(dim, set)| self.side_text(definition.facts.get(usize::from(*dim))?, set, face))
            .collect();
        Some(parts?.join(&format!(" {} ", Keyword::And.text(face)))).filter(|text| !text.is_empty())
    }

    fn side_text(&self, fact: &Fact, set: &Ranges, face: Face) -> Option<String> {
        let name = written(fact.name.rsplit('/').next()?);
        let words = Words { regions: self.analysis.regions(), root: self.analysis.root(), today: self.today() };
        let value = |value: i64| match &fact.kind {
            FactKind::Derived { operation: Operation::Years, .. } => {
                Some(format!("{value} {}", Keyword::FullYears.text(face)))
            }
            _ => words.value(fact, value).map(|text| text.to_string()),
        };
        match &fact.kind {
            FactKind::YesNo => Some(format!("{name} = {}", value(set.only()?)?)),
            FactKind::Choice { .. } => {
                let values: Option<Vec<String>> = set.iter().map(|one| Some(written(&value(one)?))).collect();
                Some(one_of(&name, &values?, face))
            }
            FactKind::Number { .. } | FactKind::Money | FactKind::Date => between(&name, fact, set, face, &value),
            FactKind::Derived { operation: Operation::Years, .. }
                if self.analysis.declarations().fact_names.contains_key(&fact.name) =>
            {
                between(&name, fact, set, face, &value)
            }
            _ => None,
        }
    }
}

impl Below {
    fn action(&self, title: String, tails: impl Iterator<Item = String>) -> Action {
        let text = tails.map(|tail| format!("\n{}{}  {tail}", self.indent, self.says)).collect();
        Action {
            title,
            kind: ActionKind::Repair,
            code: Some(GAP),
            certain: false,
            edits: vec![TextEdit { at: self.at.clone(), text }],
        }
    }
}

fn written(name: &str) -> String {
    if crate::rename::is_word(name) { name.to_owned() } else { format!("「{name}」") }
}

fn one_of(name: &str, values: &[String], face: Face) -> String {
    match (values, face) {
        ([only], _) => format!("{name} = {only}"),
        (_, Face::Zh) => format!("{name} {}（{}）", Keyword::InSet.text(face), values.join("、")),
        (_, Face::En) => format!("{name} {} ({})", Keyword::InSet.text(face), values.join(", ")),
    }
}

/// One interval as comparisons; several are alternatives, which a line of its own could say better.
fn between(name: &str, fact: &Fact, set: &Ranges, face: Face, value: &dyn Fn(i64) -> Option<String>) -> Option<String> {
    let [(low, high)] = set.intervals() else { return None };
    let (first, last) = (fact.domain.first()?, fact.domain.last()?);
    let at_least = format!("{name} ≥ {}", value(*low)?);
    let at_most = format!("{name} ≤ {}", value(*high)?);
    Some(match (*low <= first, *high >= last) {
        _ if low == high => format!("{name} = {}", value(*low)?),
        (true, _) => at_most,
        (_, true) => at_least,
        _ => format!("{at_least} {} {at_most}", Keyword::And.text(face)),
    })
}
