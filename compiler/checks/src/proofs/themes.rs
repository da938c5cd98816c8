//! Combined services (一件事): stages in an order in which every result is made before it is needed, no longer together than promised, and
//! claims about the time before the reform that agree with the catalogue.
//!
//! A stage waits for an earlier one if one of its members needs a result made there; all others run in parallel. What a stage that says no
//! time takes is not guessed: it counts nothing. Members handled together (联办) may need each other's results in a circle, and only then
//! against the order of the stages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Place};
use matter_core::hir::{
    Definition, Duration, ItemRef, NodeId, ThemeDeclaration, ThemeStageDeclaration, TimeUnit, Yield,
};
use matter_core::names::similar;
use matter_core::summary::{Interface, Made};
use matter_runtime::calendar::Calendar;
use matter_runtime::tables::{Day, bare};

use super::codes;
use super::process::sums;
use super::times::end;
use super::witness::Words;

/// Proves all themes against the catalogue's matters.
pub(crate) fn prove_themes(
    themes: &[&ThemeDeclaration],
    interfaces: &[&Interface],
    definitions: &dyn Fn(&ItemRef) -> Arc<[Definition]>,
    (calendar, words): (&Calendar, &Words),
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if themes.is_empty() {
        return found;
    }
    let matters: BTreeMap<&str, &Interface> =
        interfaces.iter().map(|interface| (&*interface.head.name, *interface)).collect();
    let makers = makers(interfaces);
    for theme in themes {
        let proof = Proof { theme, matters: &matters, makers: &makers, words };
        proof.order(&mut found);
        proof.promise(calendar, &mut found);
        proof.members_promise(calendar, &mut found);
        proof.claims(&mut found);
        proof.joint_steps(definitions, &mut found);
    }
    found
}

/// Documents, and who makes them with which line.
type Makers<'a> = BTreeMap<&'a str, Vec<(&'a Interface, &'a Made)>>;

fn makers<'a>(interfaces: &[&'a Interface]) -> Makers<'a> {
    let mut makers = Makers::new();
    for interface in interfaces {
        for made in &interface.results {
            makers.entry(&made.document).or_default().push((interface, made));
        }
    }
    makers
}

struct Proof<'a> {
    theme: &'a ThemeDeclaration,
    matters: &'a BTreeMap<&'a str, &'a Interface>,
    makers: &'a Makers<'a>,
    words: &'a Words<'a>,
}

/// A member that needs a document that only another member makes.
struct Need<'a> {
    member: &'a str,
    document: &'a str,
    maker: &'a str,
    /// The line that asks for the document.
    asked: Place,
    /// The line that yields it.
    made: Place,
}

impl<'a> Proof<'a> {
    fn at(&self, node: NodeId) -> Place {
        Place::Node(self.theme.origin.item.clone(), node)
    }

    fn members(&self) -> impl Iterator<Item = &'a Arc<str>> + use<'a> {
        self.theme.stages.iter().flat_map(|stage| &stage.members).chain(&self.theme.members)
    }

    fn stage_of(&self, member: &str) -> Option<usize> {
        self.theme.stages.iter().position(|stage| stage.members.iter().any(|name| **name == *member))
    }

    /// What a member needs from other members. What can also be had outside the theme, or by another alternative, is not needed from it.
    fn needs(&self, member: &'a str) -> Vec<Need<'a>> {
        let Some(interface) = self.matters.get(member) else { return Vec::new() };
        let mut needs = Vec::new();
        for asked in interface.needs.iter().filter(|need| need.always) {
            let makers = self.makers.get(&*asked.document).map_or(&[][..], Vec::as_slice);
            let inside = |maker: &str| maker != member && self.members().any(|name| **name == *maker);
            if makers.iter().all(|(maker, _)| inside(&maker.head.name)) {
                needs.extend(makers.iter().map(|(maker, made)| Need {
                    member,
                    document: &asked.document,
                    maker: &maker.head.name,
                    asked: line(interface, asked.line),
                    made: line(maker, made.line),
                }));
            }
        }
        needs
    }

    /// Members of 联办 that wait for each other in a circle are received and issued together.
    fn circle(&self, need: &Need<'a>) -> bool {
        let together = |name: &str| self.theme.together.iter().any(|member| **member == *name);
        if !together(need.member) || !together(need.maker) {
            return false;
        }
        let mut seen = BTreeSet::new();
        let mut open = vec![need.maker];
        while let Some(at) = open.pop() {
            if at == need.member {
                return true;
            }
            if seen.insert(at) {
                open.extend(self.needs(at).into_iter().map(|need| need.maker).filter(|maker| together(maker)));
            }
        }
        false
    }

    fn order(&self, found: &mut Vec<Diagnostic>) {
        for (position, stage) in self.theme.stages.iter().enumerate() {
            let needs: Vec<Need> = stage.members.iter().flat_map(|member| self.needs(member)).collect();
            for need in &needs {
                // One of several makers in time is enough.
                let in_time = |other: &&Need<'a>| {
                    (other.member, other.document) == (need.member, need.document)
                        && self.stage_of(other.maker).is_none_or(|at| at <= position)
                };
                let late = self.stage_of(need.maker).and_then(|at| self.theme.stages.get(at));
                let Some(later) = late.filter(|_| !needs.iter().any(|other| in_time(&other))) else { continue };
                if !self.circle(need) {
                    found.push(self.too_early(stage, later, need));
                }
            }
        }
    }

    fn too_early(&self, stage: &ThemeStageDeclaration, later: &ThemeStageDeclaration, need: &Need) -> Diagnostic {
        Diagnostic::new(codes::NEEDED_BEFORE_MADE, self.at(stage.node))
            .with("member", Arg::Code(need.member.into()))
            .with("stage", Arg::Code(stage.name.clone()))
            .with("document", Arg::Code(bare(need.document).into()))
            .with("maker", Arg::Code(need.maker.into()))
            .with("later", Arg::Code(later.name.clone()))
            .label(self.at(later.node), "later")
            .label(need.asked.clone(), "needed")
            .label(need.made.clone(), "made")
    }

    /// Positions of earlier stages that a stage waits for.
    fn waits_for(&self, position: usize) -> BTreeSet<usize> {
        let Some(stage) = self.theme.stages.get(position) else { return BTreeSet::new() };
        let needs = stage.members.iter().flat_map(|member| self.needs(member));
        needs.filter_map(|need| self.stage_of(need.maker)).filter(|at| *at < position).collect()
    }

    /// The ways through the stages, each as the stages on it that say how long they take.
    fn paths(&self) -> Vec<Vec<&'a ThemeStageDeclaration>> {
        let mut ending: Vec<Vec<Vec<&ThemeStageDeclaration>>> = Vec::new();
        for (position, stage) in self.theme.stages.iter().enumerate() {
            let mut before: Vec<Vec<&ThemeStageDeclaration>> =
                self.waits_for(position).into_iter().filter_map(|at| ending.get(at)).flatten().cloned().collect();
            if before.is_empty() {
                before.push(Vec::new());
            }
            before.truncate(MOST_PATHS);
            before.iter_mut().for_each(|path| path.extend(stage.limit.map(|_| stage)));
            ending.push(before);
        }
        ending.into_iter().flatten().collect()
    }

    fn promise(&self, calendar: &Calendar, found: &mut Vec<Diagnostic>) {
        let Some(promise) = self.theme.promise else { return };
        let times = |path: &[&ThemeStageDeclaration]| path.iter().filter_map(|stage| stage.limit).collect::<Vec<_>>();
        let longer = self.paths().into_iter().filter(|path| exceeds(&times(path), promise, calendar));
        // Of ways of different units the one with the most stages is told.
        let Some(path) = longer.max_by_key(|path| (sum(&times(path), promise.unit), path.len())) else { return };
        let sums: Vec<Arg> =
            sums(times(&path).into_iter()).into_iter().map(|length| self.words.duration(length)).collect();
        let mut finding = Diagnostic::new(codes::STAGES_TOO_LONG, self.at(self.theme.promise_node))
            .with("sum", Arg::List(sums))
            .with("promised", self.words.duration(promise))
            .with("path", Arg::List(path.iter().map(|stage| Arg::Code(stage.name.clone())).collect()));
        for stage in path {
            finding = finding.label(self.at(stage.node), "stage");
        }
        found.push(finding);
    }

    /// A member that promises more time for itself than its stage, or the whole, has: which of the two holds nobody can tell.
    fn members_promise(&self, calendar: &Calendar, found: &mut Vec<Diagnostic>) {
        for member in self.members() {
            let stage = self.stage_of(member).and_then(|at| self.theme.stages.get(at));
            let limited = stage.and_then(|stage| Some((stage.limit?, stage.node)));
            let whole = self.theme.promise.map(|promise| (promise, self.theme.promise_node));
            let Some((limit, node)) = limited.or(whole) else { continue };
            let Some(own) = self.matters.get(&**member).and_then(|interface| interface.promised) else { continue };
            if exceeds(&[own], limit, calendar) {
                found.push(
                    Diagnostic::new(codes::MEMBER_PROMISES_MORE, self.at(node))
                        .with("member", Arg::Code(member.clone()))
                        .with("own", self.words.duration(own))
                        .with("promised", self.words.duration(limit)),
                );
            }
        }
    }

    /// A step that members take together (联合) is a step of one of them. What cannot be read is not missed, nor anything where no member says
    /// its steps.
    fn joint_steps(&self, definitions: &dyn Fn(&ItemRef) -> Arc<[Definition]>, found: &mut Vec<Diagnostic>) {
        if self.theme.joint.is_empty() {
            return;
        }
        let members: Option<Vec<Arc<[Definition]>>> =
            self.members().map(|member| Some(definitions(&self.matters.get(&**member)?.head.origin.item))).collect();
        let Some(members) = members.filter(|all| all.iter().all(|definitions| !definitions.is_empty())) else { return };
        let rules = members.iter().flat_map(|definitions| definitions.iter()).flat_map(|definition| &definition.rules);
        let steps: BTreeSet<&Arc<str>> = rules
            .filter_map(|rule| match &rule.yields {
                Yield::Step(step) => Some(&step.name),
                _ => None,
            })
            .collect();
        if steps.is_empty() {
            return;
        }
        for (name, _) in self.theme.joint.iter().filter(|(name, _)| !steps.contains(name)) {
            let near = similar(name, steps.iter().map(|step| &***step)).into_iter();
            let suggestions = near.map(|step| Arg::Code(step.into())).collect();
            let mut finding = Diagnostic::new(codes::JOINT_STEP_MISSING, self.at(self.theme.origin.node));
            finding = finding.with("name", Arg::Code(name.clone())).with("suggestions", Arg::List(suggestions));
            found.push(finding);
        }
    }

    fn claims(&self, found: &mut Vec<Diagnostic>) {
        for (text, claimed) in &self.theme.claims {
            let Some((claimed, computed)) = claimed.zip(self.computed(text)) else { continue };
            if claimed != computed {
                found.push(
                    Diagnostic::new(codes::CLAIM_DIFFERS, self.at(self.theme.claims_node))
                        .with("claim", Arg::Code(text.clone()))
                        .with("claimed", Arg::Number(claimed))
                        .with("computed", Arg::Number(computed)),
                );
            }
        }
    }

    /// The number that a claim is about, if it can be computed: working days one after the other, documents of a member or of all.
    fn computed(&self, claim: &str) -> Option<i64> {
        let claim = claim.trim();
        if let Some(number) = claim.strip_suffix("个工作日").or_else(|| claim.strip_suffix("working days")) {
            let bare = number.trim().chars().all(|letter| letter.is_ascii_digit() || letter == '_');
            let days: Option<Vec<i64>> =
                self.members().filter(|_| bare).map(|member| self.matters.get(&**member)?.days).collect();
            return days.filter(|days| !days.is_empty()).map(|days| days.iter().sum());
        }
        let rest = claim.strip_prefix("材料").or_else(|| claim.strip_prefix("materials"))?;
        let rest = rest.trim().strip_suffix('项').or_else(|| rest.trim().strip_suffix("items"))?;
        let named = rest.trim().trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '_').trim();
        let of = |member: &str| self.matters.get(member).map(|interface| i64::from(interface.documents));
        if named.is_empty() {
            return self.members().map(|member| of(member)).sum();
        }
        let is = |member: &&Arc<str>| {
            ***member == *named
                || self.matters.get(&***member).is_some_and(|interface| interface.head.short.as_deref() == Some(named))
        };
        of(self.members().find(is)?)
    }
}

/// More ways through the stages than this are not walked.
const MOST_PATHS: usize = 256;

/// Where a line of a matter stands.
fn line(interface: &Interface, line: u32) -> Place {
    Place::Node(interface.head.origin.item.clone(), NodeId::of_line(line))
}

fn sum(times: &[Duration], unit: TimeUnit) -> i64 {
    times.iter().filter(|length| length.unit == unit).map(|length| length.amount).fold(0, i64::saturating_add)
}

/// Whether one after the other they take longer than promised: by the sum in one unit, else from some working day of the calendar.
fn exceeds(times: &[Duration], promise: Duration, calendar: &Calendar) -> bool {
    if times.iter().all(|length| length.unit == promise.unit) {
        return sum(times, promise.unit) > promise.amount;
    }
    let (from, to) = calendar.published();
    (from.0..=to.0).map(Day).filter(|start| calendar.is_working(*start) == Some(true)).any(|start| {
        let last = times.iter().try_fold(start, |start, length| end(calendar, start, *length));
        let allowed = end(calendar, start, promise);
        last.zip(allowed).is_some_and(|(last, allowed)| last.max(allowed) <= to && last > allowed)
    })
}
