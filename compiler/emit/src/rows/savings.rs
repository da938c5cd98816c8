//! What a combined service saves → `theme_saving`: its members one by one against the theme, in the catalogue's base editions.
//!
//! Everything that can be asked in some case counts, so the numbers are those of the largest case or more. Documents are distinct lines of
//! 材料; in the theme a line that several members ask for counts once, and the result of an earlier member not at all, nor whether it is
//! held. Days are promised working days, else those of the law; in the theme its own promise, else the longest way through members that wait
//! for each other. Visits are the most of each member; members of one rank are visited for once. What the catalogue does not say for every
//! member is left out.

use std::collections::{BTreeMap, BTreeSet};

use matter_core::hir::ThemeDeclaration;
use matter_runtime::tables::{Rule, Tables, ThemeSaving};

/// A line of 材料: for each alternative its documents and holders.
type Asked<'a> = BTreeSet<(u16, &'a str, Option<&'a str>)>;

/// The rows of one theme; members and ranks as they stand in `theme_matter`.
pub(super) fn rows(
    theme: &ThemeDeclaration,
    ranks: &BTreeMap<String, u16>,
    waits: &BTreeSet<(String, String)>,
    tables: &Tables,
) -> Vec<ThemeSaving> {
    let members: Vec<Member<'_>> =
        ranks.iter().filter_map(|(matter, rank)| Member::new(matter, *rank, tables)).collect();
    if members.is_empty() || members.len() < ranks.len() {
        return Vec::new();
    }
    let saving = |name: &str, (before, after): (i64, i64)| ThemeSaving {
        theme: String::from(&*theme.name),
        name: name.to_owned(),
        before,
        after,
    };
    let promise = theme.promise.filter(|promise| promise.unit.name() == WORKING_DAYS).map(|promise| promise.amount);
    let days = days_of(members.iter().collect(), waits).map(|(before, path)| (before, promise.unwrap_or(path)));
    let mut rows = vec![saving("materials", materials(&members)), saving("questions", questions(&members))];
    rows.extend(days.map(|days| saving("days", days)));
    rows.extend(visits(&members).map(|visits| saving("visits", visits)));
    rows
}

const WORKING_DAYS: &str = "working_days";

struct Member<'a> {
    matter: &'a str,
    rank: u16,
    asked: BTreeSet<Asked<'a>>,
    results: BTreeSet<&'a str>,
    facts: BTreeSet<&'a str>,
    days: Option<i64>,
    visits: Option<i64>,
}

impl<'a> Member<'a> {
    /// The matter's widest and first edition.
    fn new(matter: &'a str, rank: u16, tables: &'a Tables) -> Option<Self> {
        let editions = tables.edition.iter().filter(|edition| edition.matter == matter);
        let edition = editions.min_by_key(|edition| (edition.depth, edition.id))?.id;
        let rules: BTreeSet<u32> = tables.rule.iter().filter(|rule| rule.edition == edition).map(id).collect();
        let mut asked: BTreeMap<u32, Asked<'a>> = BTreeMap::new();
        for member in tables.requirement_member.iter().filter(|member| rules.contains(&member.rule)) {
            let document = (member.choice, &*member.material, member.holder.as_deref());
            asked.entry(member.rule).or_default().insert(document);
        }
        let results = tables.result.iter().filter(|result| rules.contains(&result.rule));
        let questions = tables.question.iter().filter(|question| question.edition == edition);
        let visits = tables.visit.iter().filter(|visit| rules.contains(&visit.rule));
        Some(Self {
            matter,
            rank,
            asked: asked.into_values().collect(),
            results: results.map(|result| &*result.name).collect(),
            facts: questions.map(|question| &*question.fact).collect(),
            days: days(&rules, tables),
            visits: visits.map(|visit| i64::from(visit.count)).max(),
        })
    }
}

const fn id(rule: &Rule) -> u32 {
    rule.id
}

/// The longest promise, else the longest limit of the law, if it counts working days.
fn days(rules: &BTreeSet<u32>, tables: &Tables) -> Option<i64> {
    let of = |kind: &str| {
        let limits = tables.limit.iter().filter(|limit| rules.contains(&limit.rule) && limit.kind == kind);
        limits.max_by_key(|limit| limit.amount)
    };
    let limit = of("promised").or_else(|| of("statutory"))?;
    limit.amount.filter(|_| limit.unit == WORKING_DAYS)
}

fn materials(members: &[Member<'_>]) -> (i64, i64) {
    let before = members.iter().map(|member| member.asked.len()).sum();
    // Of alternatives one is enough, with all of its documents.
    let made = |member: &Member<'_>, asked: &Asked<'_>| {
        let is_made = |(_, document, holder): &(u16, &str, Option<&str>)| {
            holder.is_none() && is_made_before(members, member, document)
        };
        asked.iter().any(|(choice, ..)| asked.iter().filter(|(of, ..)| of == choice).all(is_made))
    };
    let left = members.iter().flat_map(|member| member.asked.iter().filter(move |asked| !made(member, asked)));
    (count(before), count(left.collect::<BTreeSet<_>>().len()))
}

fn questions(members: &[Member<'_>]) -> (i64, i64) {
    let before = members.iter().map(|member| member.facts.len()).sum();
    let asked = |member: &Member<'_>, fact: &str| {
        fact.strip_prefix("持有 ").is_none_or(|document| !is_made_before(members, member, document))
    };
    let left = members.iter().flat_map(|member| member.facts.iter().filter(move |fact| asked(member, fact)));
    (count(before), count(left.collect::<BTreeSet<_>>().len()))
}

fn is_made_before(members: &[Member<'_>], member: &Member<'_>, document: &str) -> bool {
    members.iter().any(|other| other.rank < member.rank && other.results.contains(document))
}

/// The sum over all members, and the longest way through them; `None` if a member does not say how long it takes.
fn days_of(mut members: Vec<&Member<'_>>, waits: &BTreeSet<(String, String)>) -> Option<(i64, i64)> {
    // Whoever waits has a higher rank.
    members.sort_by_key(|member| member.rank);
    let mut ends: BTreeMap<&str, i64> = BTreeMap::new();
    let mut sum = 0_i64;
    for member in members {
        let own = member.days?;
        let before = waits.iter().filter(|(_, after)| after == member.matter);
        let begins = before.filter_map(|(before, _)| ends.get(&**before)).max().copied().unwrap_or(0);
        ends.insert(member.matter, begins.checked_add(own)?);
        sum = sum.checked_add(own)?;
    }
    Some((sum, ends.into_values().max()?))
}

/// The sum over all members, and over the ranks the most of each; `None` if a member does not say it.
fn visits(members: &[Member<'_>]) -> Option<(i64, i64)> {
    let mut most: BTreeMap<u16, i64> = BTreeMap::new();
    let mut sum = 0_i64;
    for member in members {
        let amount = member.visits?;
        sum = sum.checked_add(amount)?;
        let known = most.entry(member.rank).or_default();
        *known = amount.max(*known);
    }
    Some((sum, most.values().sum()))
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX)
}
