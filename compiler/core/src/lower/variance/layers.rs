//! Which variances hold where and when → effective definitions, one per distinct combination.
//!
//! Layers run from the root to the smallest region, inside a region by start, and what begins on one day from the farthest catalogue to the
//! nearest. They are cut to where definitions are made. A region without a variance of its own has no definition:
//! its people are served by the one of the region around it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::super::codes::{EQUAL_RANK, RATE_WITHOUT_VALUE};
use super::super::facts::FactTable;
use super::super::findings::code;
use super::super::matter::LoweredMatter;
use super::super::nevers::relevant_nevers;
use super::super::rates::rate_cuts;
use super::super::scope::Where;
use super::super::served::served;
use super::apply::Layered;
use super::{EditKind, LoweredVariance};
use crate::diagnostic::{Diagnostic, Place};
use crate::hir::{Day, Definition, DefinitionScope, Period};
use crate::regions::Position;
use crate::world::World;

/// A variance in a region as that region exists for a time.
#[derive(Clone, Copy)]
struct Layer<'v> {
    variance: &'v LoweredVariance,
    /// The region that the variance is for.
    named: Position,
    /// As much of it as definitions are made for.
    region: Position,
    period: Period,
}

/// A definition to be made: a region, a period, and the layers that hold there.
struct Plan<'v> {
    region: Position,
    period: Period,
    layers: Vec<Layer<'v>>,
}

/// Lowers the matter and its variances again, with the amounts of another place and day.
pub type Refold<'r> = dyn Fn(Where) -> (LoweredMatter, Vec<LoweredVariance>) + 'r;

/// The effective definitions of a matter: the base first, then outer before inner regions, then by period. Also what only shows when
/// variances meet: addresses that do not exist in the layer below, and two variances of equal rank.
#[must_use]
pub fn definitions(
    world: &World<'_>,
    base: &LoweredMatter,
    variances: &[&LoweredVariance],
    refold: &Refold<'_>,
) -> (Vec<Definition>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Some(within) = world.within else { return (Vec::new(), diagnostics) };
    let cuts = amounts(world, base, variances);
    let all = variances.iter().copied().chain(&cuts);
    let mut layers: Vec<Layer<'_>> = all.flat_map(|variance| layers_of(world, (within, base.rank), variance)).collect();
    layers.sort_by(|a, b| order(world, a).cmp(&order(world, b)));
    let mut plans: Vec<Plan<'_>> = Vec::new();
    for region in regions(within, &layers) {
        plans.extend(plans_for(world, (within, region), base.head.in_force, &layers));
    }
    let mut definitions: Vec<Definition> = Vec::new();
    for plan in &plans {
        equal_ranks(plan, base, &mut diagnostics);
        let scope = scope_of(world, plan, &definitions);
        if cuts.is_empty() {
            definitions.push(effective(world, base, plan, scope, &mut diagnostics));
            continue;
        }
        let (base, varied) = refold(Where { region: plan.region, day: day_in(plan.period, world.as_of) });
        let missing = |found: &&Diagnostic| found.code == RATE_WITHOUT_VALUE;
        for found in base.diagnostics.iter().filter(missing) {
            if !diagnostics.contains(found) {
                diagnostics.push(found.clone());
            }
        }
        let plan = plan.with(&varied);
        definitions.push(effective(world, &base, &plan, scope, &mut diagnostics));
    }
    (definitions, diagnostics)
}

/// Where and when amounts change that the matter or its variances use, as variances that change nothing else.
fn amounts(world: &World<'_>, base: &LoweredMatter, variances: &[&LoweredVariance]) -> Vec<LoweredVariance> {
    let mut rates: Vec<u32> = base.facts.rates().to_vec();
    rates.extend(variances.iter().flat_map(|variance| variance.facts.rates()));
    let cuts = rate_cuts(world, &rates).into_iter();
    cuts.map(|(region, period)| LoweredVariance {
        item: base.scope.item.clone(),
        rank: base.rank,
        matter: Arc::clone(&base.head.name),
        region: Some(region),
        root: base.root,
        period,
        facts: FactTable::default(),
        edits: Vec::new(),
        basis: Vec::new(),
        texts: Vec::new(),
        waivers: Vec::new(),
        diagnostics: Vec::new(),
    })
    .collect()
}

/// A day of the period: the catalogue's if it lies inside.
fn day_in(period: Period, as_of: Option<Day>) -> Option<Day> {
    let inside =
        as_of.filter(|day| period.from.is_none_or(|from| from <= *day) && period.to.is_none_or(|to| *day < to));
    inside.or(period.from).or_else(|| period.to.map(|to| Day(to.0 - 1)))
}

impl Plan<'_> {
    /// The same plan over variances that were lowered again.
    fn with<'v>(&self, variances: &'v [LoweredVariance]) -> Plan<'v> {
        let again = |layer: &Layer<'_>| {
            let variance = variances.iter().find(|variance| variance.item == layer.variance.item)?;
            Some(Layer { variance, ..*layer })
        };
        Plan { region: self.region, period: self.period, layers: self.layers.iter().filter_map(again).collect() }
    }
}

/// Outer regions first, then earlier starts, then farther catalogues; the item settles the rest, so that the result never depends on the
/// order of files.
fn order<'v>(world: &World<'_>, layer: &Layer<'v>) -> impl Ord + use<'v> {
    let depth = world.regions.ancestors(layer.named).count();
    (depth, layer.named, layer.period.from, Reverse(layer.variance.rank), &layer.variance.item)
}

/// A variance as layers: one for each period in which its region has one extent. A variance of a region around all definitions amends the
/// base; one that another catalogue has for a region beside them has no layers.
fn layers_of<'v>(world: &World<'_>, (within, rank): (Position, u16), variance: &'v LoweredVariance) -> Vec<Layer<'v>> {
    let inside = |region| rank == 0 || world.regions.contains(within, region);
    let mut named = variance.region.unwrap_or(variance.root);
    let mut found = Vec::new();
    loop {
        let extent = world.regions.period(named);
        let region = if world.regions.contains(named, within) { within } else { named };
        if let Some(period) = common(variance.period, extent).filter(|_| inside(region)) {
            found.push(Layer { variance, named, region, period });
        }
        let next = extent.to.and_then(|day| world.regions.by_code(&world.regions.code(named), Some(day)));
        match next {
            Some(next) if next != named && world.regions.period(next).from >= extent.to => named = next,
            _ => return found,
        }
    }
}

/// The whole, then every region with a variance, outer ones first.
fn regions(within: Position, layers: &[Layer<'_>]) -> Vec<Position> {
    let mut found = vec![within];
    for layer in layers {
        if !found.contains(&layer.region) {
            found.push(layer.region);
        }
    }
    found
}

/// The periods of one region, each with its layers; neighbours with the same layers are one.
fn plans_for<'v>(
    world: &World<'_>,
    (within, region): (Position, Position),
    in_force: Period,
    layers: &[Layer<'v>],
) -> Vec<Plan<'v>> {
    let here: Vec<Layer<'v>> =
        layers.iter().filter(|layer| world.regions.contains(layer.region, region)).copied().collect();
    let mut plans: Vec<Plan<'v>> = Vec::new();
    for period in segments(in_force, &here) {
        let active: Vec<Layer<'v>> = here.iter().filter(|layer| covers(layer.period, period)).copied().collect();
        if region != within && !active.iter().any(|layer| layer.region == region) {
            continue;
        }
        let same = |plan: &Plan<'v>| {
            let variances = plan.layers.iter().map(|layer| std::ptr::from_ref(layer.variance));
            plan.period.to == period.from && variances.eq(active.iter().map(|layer| std::ptr::from_ref(layer.variance)))
        };
        match plans.last_mut().filter(|plan| same(plan)) {
            Some(plan) => plan.period.to = period.to,
            None => plans.push(Plan { region, period, layers: active }),
        }
    }
    plans
}

/// The period cut at every day on which a layer begins or ends.
fn segments(whole: Period, layers: &[Layer<'_>]) -> Vec<Period> {
    let ends = layers.iter().flat_map(|layer| [layer.period.from, layer.period.to]).flatten();
    let mut cuts: Vec<Day> =
        ends.filter(|day| whole.from.is_none_or(|from| from < *day) && whole.to.is_none_or(|to| *day < to)).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let starts = std::iter::once(whole.from).chain(cuts.iter().copied().map(Some));
    let ends = cuts.iter().copied().map(Some).chain(std::iter::once(whole.to));
    starts.zip(ends).map(|(from, to)| Period { from, to }).collect()
}

/// Whether a period holds all of another.
fn covers(outer: Period, inner: Period) -> bool {
    let begins = outer.from.is_none_or(|from| inner.from.is_some_and(|inner| from <= inner));
    let ends = outer.to.is_none_or(|to| inner.to.is_some_and(|inner| inner <= to));
    begins && ends
}

/// The days that two periods share.
fn common(a: Period, b: Period) -> Option<Period> {
    let from = a.from.max(b.from);
    let to = match (a.to, b.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let empty = matches!((from, to), (Some(from), Some(to)) if to <= from);
    (!empty).then_some(Period { from, to })
}

/// Two variances of one catalogue and region that begin on one day and speak of one line: neither wins.
fn equal_ranks(plan: &Plan<'_>, base: &LoweredMatter, diagnostics: &mut Vec<Diagnostic>) {
    for (index, layer) in plan.layers.iter().enumerate() {
        let rivals = plan.layers.iter().take(index).filter(|other| {
            let rank = |layer: &Layer<'_>| (layer.named, layer.variance.period.from, layer.variance.rank);
            rank(other) == rank(layer)
        });
        for rival in rivals {
            for edit in &layer.variance.edits {
                let Some(other) = rival.variance.edits.iter().find(|other| other.address == edit.address) else {
                    continue;
                };
                if edit.kind == EditKind::Add
                    && other.kind == EditKind::Add
                    && edit.rules.iter().all(|rule| rule.choice.is_none())
                {
                    continue;
                }
                let place = Place::Node(edit.origin.item.clone(), edit.origin.node);
                let rival = Place::Node(other.origin.item.clone(), other.origin.node);
                let found = Diagnostic::new(EQUAL_RANK, place)
                    .with("address", code(Arc::clone(&edit.address)))
                    .with("matter", code(Arc::clone(&base.head.name)))
                    .label(rival, "other");
                if !diagnostics.contains(&found) {
                    diagnostics.push(found);
                }
            }
        }
    }
}

/// Where a plan's definition holds, and which of those already made it varies: the innermost around it on its first day.
fn scope_of(world: &World<'_>, plan: &Plan<'_>, made: &[Definition]) -> DefinitionScope {
    let (first, last) = world.regions.interval(plan.region);
    let around = made.iter().enumerate().rev().filter(|(_, definition)| {
        let scope = &definition.scope;
        let wider = scope.first <= first && last <= scope.last && (scope.first, scope.last) != (first, last);
        wider && covers(scope.period, plan.period)
    });
    let parent = around.max_by_key(|(_, definition)| definition.scope.depth);
    let depth = parent.as_ref().map_or(0, |(_, definition)| definition.scope.depth.saturating_add(1));
    let parent = parent.and_then(|(index, _)| u32::try_from(index).ok());
    DefinitionScope { region: world.regions.code(plan.region), first, last, depth, period: plan.period, parent }
}

fn effective(
    world: &World<'_>,
    base: &LoweredMatter,
    plan: &Plan<'_>,
    scope: DefinitionScope,
    diagnostics: &mut Vec<Diagnostic>,
) -> Definition {
    let mut layered =
        Layered { rules: base.rules.clone(), facts: base.facts.clone(), unread: &base.unread, diagnostics };
    let (mut texts, mut waivers) = (base.texts.clone(), base.waivers.clone());
    for layer in &plan.layers {
        layered.apply(layer.variance);
        waivers.extend(layer.variance.waivers.iter().cloned());
        for (section, lines) in &layer.variance.texts {
            match texts.iter_mut().find(|(keyword, _)| keyword == section) {
                Some((_, own)) => own.clone_from(lines),
                None => texts.push((*section, lines.clone())),
            }
        }
    }
    let Layered { mut rules, mut facts, .. } = layered;
    rules.extend(served(&base.head, &facts));
    let mut nevers = base.nevers.clone();
    if !plan.layers.is_empty() {
        let known: Vec<_> = nevers.iter().map(|never| never.origin.clone()).collect();
        let more = relevant_nevers(world, &base.scope, &mut facts);
        nevers.extend(more.into_iter().filter(|never| !known.contains(&never.origin)));
    }
    Definition {
        matter: Arc::clone(&base.head),
        scope,
        facts: facts.into_facts(),
        nevers,
        rules,
        stages: base.stages.clone(),
        texts,
        waivers,
    }
}
