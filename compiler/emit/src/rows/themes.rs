//! Declared combined services → the tables of themes. What merging saves is computed in [`super::savings`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_core::hir::{Declarations, ThemeDeclaration};
use matter_runtime::tables::{Tables, Theme, ThemeClaim, ThemeJoint, ThemeMatter, ThemeStage};

use super::{maybe, owned, savings};

/// Matters that are members of some theme.
pub(crate) fn all_members(declarations: &Declarations) -> BTreeSet<Arc<str>> {
    let of = |theme: &ThemeDeclaration| {
        let staged = theme.stages.iter().flat_map(|stage| stage.members.iter());
        staged.chain(&theme.members).cloned().collect::<Vec<_>>()
    };
    declarations.themes.iter().flat_map(of).collect()
}

/// Adds the rows of all themes. `lines` are the rows of the members: they say which member's result another one needs.
pub(crate) fn rows(declarations: &Declarations, lines: &Tables, to: &mut Tables) {
    // What is left of a theme that is in force in other places only has no members.
    let in_force = |theme: &&ThemeDeclaration| !theme.members.is_empty() || !theme.stages.is_empty();
    for theme in declarations.themes.iter().filter(in_force) {
        let name = owned(&theme.name);
        let promise = theme.promise;
        members(theme, lines, to);
        stages(theme, to);
        joint(theme, to);
        to.theme_claim.extend((0..).zip(&theme.claims).map(|(seq, (text, amount))| ThemeClaim {
            theme: name.clone(),
            seq,
            text: owned(text),
            amount: *amount,
        }));
        to.theme.push(Theme {
            name,
            title_en: maybe(&theme.title_en),
            lead: theme.lead.as_ref().map(owned).unwrap_or_default(),
            promise: promise.map(|promise| promise.amount),
            promise_unit: promise.map(|promise| promise.unit.name().to_owned()),
        });
    }
}

fn stages(theme: &ThemeDeclaration, to: &mut Tables) {
    to.theme_stage.extend((0..).zip(&theme.stages).map(|(seq, stage)| ThemeStage {
        theme: owned(&theme.name),
        seq,
        name: owned(&stage.name),
        lead: maybe(&stage.lead),
        amount: stage.limit.map(|limit| limit.amount),
        unit: stage.limit.map(|limit| limit.unit.name().to_owned()),
    }));
}

fn joint(theme: &ThemeDeclaration, to: &mut Tables) {
    let together = theme.together.iter().map(|name| ("together", name, None));
    let joint = theme.joint.iter().map(|(name, at_most)| ("joint", name, *at_most));
    let excluded = theme.excluded.iter().map(|name| ("excluded", name, None));
    to.theme_joint.extend((0..).zip(together.chain(joint).chain(excluded)).map(|(seq, (mode, name, at_most))| {
        ThemeJoint { theme: owned(&theme.name), seq, mode: mode.to_owned(), name: owned(name), at_most }
    }));
}

fn members(theme: &ThemeDeclaration, lines: &Tables, to: &mut Tables) {
    let staged = theme.stages.iter().flat_map(|stage| stage.members.iter().map(|member| (member, Some(&stage.name))));
    let members: BTreeMap<String, Option<String>> = staged
        .chain(theme.members.iter().map(|member| (member, None)))
        .map(|(member, stage)| (owned(member), stage.map(owned)))
        .collect();
    let waits = waits(&members, theme, lines);
    let ranks = ranks(members.keys().cloned().collect(), &waits);
    let saved = savings::rows(theme, &ranks, &waits, lines);
    to.theme_saving.extend(saved);
    to.theme_matter.extend(members.into_iter().map(|(matter, stage)| ThemeMatter {
        theme: owned(&theme.name),
        rank: ranks.get(&matter).copied().unwrap_or(0),
        matter,
        stage,
    }));
}

/// (member, member that begins when it has decided): one whose result the other needs, but for members handled together, which wait for
/// nothing from each other; and one of an earlier stage.
fn waits(
    members: &BTreeMap<String, Option<String>>,
    theme: &ThemeDeclaration,
    tables: &Tables,
) -> BTreeSet<(String, String)> {
    let together: BTreeSet<String> = theme.together.iter().map(owned).collect();
    let apart = |(before, after): &(String, String)| {
        before != after && !(together.contains(before) && together.contains(after))
    };
    let mut waits: BTreeSet<_> = edges(&members.keys().cloned().collect(), tables).into_iter().filter(apart).collect();
    let stage = |name: &Option<String>| theme.stages.iter().position(|stage| name.as_deref() == Some(&*stage.name));
    for (before, earlier) in members {
        let later = members.iter().filter(|(_, later)| stage(earlier).zip(stage(later)).is_some_and(|(a, b)| a < b));
        waits.extend(later.map(|(after, _)| (before.clone(), after.clone())));
    }
    waits
}

/// How many members must come before, at least: the longest chain of members that wait. What a cycle leaves without a rank has rank 0, and
/// a finding of its own.
fn ranks(members: BTreeSet<String>, waits: &BTreeSet<(String, String)>) -> BTreeMap<String, u16> {
    let mut ranks = BTreeMap::new();
    let mut ready: BTreeSet<String> = members.clone();
    for (_, after) in waits {
        ready.remove(after);
    }
    let mut rank = 0;
    while !ready.is_empty() {
        ranks.extend(ready.iter().map(|member| (member.clone(), rank)));
        let waiting =
            |member: &String| waits.iter().any(|(before, after)| after == member && !ranks.contains_key(before));
        ready = members.iter().filter(|member| !ranks.contains_key(*member) && !waiting(member)).cloned().collect();
        rank += 1;
    }
    ranks
}

/// (member, member that asks for one of its results).
fn edges(members: &BTreeSet<String>, tables: &Tables) -> BTreeSet<(String, String)> {
    let matter_of: BTreeMap<u32, &str> =
        tables.edition.iter().filter(|edition| members.contains(&edition.matter)).map(|e| (e.id, &*e.matter)).collect();
    let rule: BTreeMap<u32, &str> =
        tables.rule.iter().filter_map(|rule| Some((rule.id, *matter_of.get(&rule.edition)?))).collect();
    let mut producers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for result in &tables.result {
        if let Some(matter) = rule.get(&result.rule) {
            producers.entry(&result.name).or_default().insert(matter);
        }
    }
    let needs = tables.prior_result.iter().map(|prior| (prior.rule, &*prior.material));
    let needs = needs.chain(tables.requirement_member.iter().map(|member| (member.rule, &*member.material)));
    let mut edges = BTreeSet::new();
    for (needed_by, document) in needs {
        let (Some(after), Some(before)) = (rule.get(&needed_by), producers.get(document)) else { continue };
        edges.extend(before.iter().map(|before| ((*before).to_owned(), (*after).to_owned())));
    }
    edges
}
