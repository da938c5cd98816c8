//! 应得 → [`Expectation`]: what must come out, by kind; what no line of the matter is called can never come out and is reported.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Span};

use super::super::parts;
use super::super::theme::number;
use super::subject::{Named, Subjects};
use super::{date_of, events};
use crate::codes::{EXPECTATION_FORM, NOT_A_MEMBER};
use crate::hir::{Day, Expectation, Expected, Handed, VenueMode};
use crate::lower::condition::{find_region, level_of, money_scale, scaled};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::period::day;
use crate::lower::suggest::suggest;
use crate::lower::words::{members, name_of, text_of, word_of, zh};
use crate::lower::{count_of, form_of};

/// What to say of a line that could not be read.
enum Unread {
    /// Its form is not one of 应得.
    Form,
    /// A finding says already what is wrong in it.
    Told,
}

type Read<T> = Result<T, Unread>;

pub(super) fn expectation(
    subjects: &Subjects<'_, '_>,
    mut line: Line<'_>,
    findings: &mut Findings,
) -> Option<Expectation> {
    let node = findings.node(line.span);
    let at_least = line.clause(Keyword::AtLeastThese).is_some();
    line.open_leading_clause();
    let (written, span) = (line.rest_text(), line.span);
    let reading = Reading { subjects, line: &mut line, findings };
    match reading.expected() {
        Ok(what) => {
            parts::finish(&line, Keyword::Expect, findings);
            Some(Expectation { at_least, what, node })
        }
        Err(Unread::Told) => None,
        Err(Unread::Form) => {
            findings.push(findings.at(EXPECTATION_FORM, span, "").with("found", code(written)));
            None
        }
    }
}

const KEYS: [Keyword; 21] = [
    Keyword::Materials,
    Keyword::NotNeeded,
    Keyword::MayNeed,
    Keyword::Pending,
    Keyword::Due,
    Keyword::Decides,
    Keyword::Eligible,
    Keyword::NotMet,
    Keyword::NextQuestion,
    Keyword::Times,
    Keyword::Fees,
    Keyword::Free,
    Keyword::Benefits,
    Keyword::Result,
    Keyword::Visits,
    Keyword::Channels,
    Keyword::CanAt,
    Keyword::Instead,
    Keyword::Responsible,
    Keyword::Needs,
    Keyword::Contradictory,
];

struct Reading<'r, 't, 'a> {
    subjects: &'r Subjects<'r, 'a>,
    line: &'r mut Line<'t>,
    findings: &'r mut Findings,
}

impl Reading<'_, '_, '_> {
    fn expected(mut self) -> Read<Expected> {
        Ok(match self.line.key(&KEYS).ok_or(Unread::Form)? {
            Keyword::Materials => self.material()?,
            Keyword::NotNeeded => Expected::NotNeeded(self.document()?),
            Keyword::MayNeed => Expected::MayNeed(self.document()?),
            Keyword::Pending => Expected::Pending(self.names((&[Named::Condition], &[]), "wanted-condition")),
            Keyword::Due => self.due()?,
            Keyword::Decides => self.decider()?,
            Keyword::Eligible => Expected::Eligible,
            Keyword::NotMet => {
                let besides = Subjects::failing();
                Expected::NotMet(self.names((&[Named::Condition, Named::Held], &besides), "wanted-condition"))
            }
            Keyword::NextQuestion => Expected::NextQuestion(self.question()?),
            Keyword::Times => {
                let length = parts::take_duration(self.line, self.findings);
                Expected::Limit(length.ok_or(Unread::Form)?)
            }
            Keyword::Fees => self.fee()?,
            Keyword::Free => Expected::Fee(None, 0),
            Keyword::Benefits => {
                let amount = self.line.value_if(money).ok_or(Unread::Form)?;
                Expected::Benefit(self.name((&[Named::Benefit], &[]), "wanted-benefit"), amount)
            }
            Keyword::Result => Expected::Result(self.one((&[Named::Result], &[]), "wanted-result")?),
            Keyword::Visits => Expected::Visits(self.line.value_if(number).ok_or(Unread::Form)?),
            Keyword::Channels => Expected::Channels(self.names((&[Named::Channel], &[]), "wanted-channel")),
            Keyword::CanAt => Expected::CanAt(self.region()?, self.line.value_if(mode)),
            Keyword::Instead => Expected::Instead(self.one((&[Named::Instead], &[]), "wanted-matter")?),
            Keyword::Responsible => Expected::Responsible(self.region()?),
            Keyword::Needs => Expected::Needs(self.needed()),
            Keyword::Contradictory => Expected::Contradictory(self.reason()),
            _ => return Err(Unread::Form),
        })
    }

    /// Takes a name, with its place.
    fn written(&mut self) -> Option<(Arc<str>, Span)> {
        self.line.value_if(|expr| Some((Arc::from(name_of(expr)?), expr.span)))
    }

    fn name(&mut self, known: (&[Named], &[&str]), role: &'static str) -> Option<Arc<str>> {
        let (name, span) = self.written()?;
        self.subjects.expect(known, role, (&name, span), self.findings);
        Some(name)
    }

    fn one(&mut self, known: (&[Named], &[&str]), role: &'static str) -> Read<Arc<str>> {
        self.name(known, role).ok_or(Unread::Form)
    }

    fn names(&mut self, known: (&[Named], &[&str]), role: &'static str) -> Vec<Arc<str>> {
        let listed = self.line.value().map(members).unwrap_or_default();
        let mut names = Vec::with_capacity(listed.len());
        for expr in listed {
            let Some(name) = name_of(expr) else { continue };
            self.subjects.expect(known, role, (&name, expr.span), self.findings);
            names.push(name.into());
        }
        names
    }

    fn region(&mut self) -> Read<u32> {
        let written = self.line.value().ok_or(Unread::Form)?;
        find_region(self.subjects.world, self.findings, written, None).ok_or(Unread::Told)
    }

    fn due(&mut self) -> Read<Expected> {
        let written = self.line.value_if(date_of).ok_or(Unread::Form)?;
        let minute = events::time(self.line);
        Ok(Expected::Due(self.day(written)?, minute))
    }

    fn day(&mut self, written: &Expr) -> Read<Day> {
        day(self.findings, written).ok_or(Unread::Told)
    }

    /// A requirement with its form and number, or how many entries a member asks for.
    fn material(&mut self) -> Read<Expected> {
        let count = self.line.value_if(|expr| match &expr.kind {
            ExprKind::Quantity(quantity) if quantity.unit == Some(Keyword::ItemsUnit) => quantity.number.parse().ok(),
            _ => None,
        });
        if let Some(count) = count {
            return Ok(Expected::MaterialCount(self.member(), count));
        }
        let requirement = self.line.value().ok_or(Unread::Form)?;
        let handed = Handed { form: self.line.value_if(form_of), copies: self.line.value_if(count_of) };
        self.requirement(requirement);
        Ok(Expected::Material(Arc::new(requirement.clone()), handed))
    }

    fn member(&mut self) -> Option<Arc<str>> {
        let (name, span) = self.written()?;
        let matter = self.subjects.world.matter(&name);
        match matter {
            None => {
                let similar = self.subjects.world.matters.similar(&name);
                self.findings.push(parts::unknown(self.findings, span, "wanted-matter", &name, similar));
            }
            Some((full, _)) if !self.subjects.has_member(&full) => {
                let found = self.findings.at(NOT_A_MEMBER, span, "").with("name", code(Arc::clone(&name)));
                self.findings.push(found);
            }
            Some(_) => {}
        }
        Some(name)
    }

    fn document(&mut self) -> Read<Arc<str>> {
        let expr = self.line.value_if(|expr| name_of(expr).map(|_| expr)).ok_or(Unread::Form)?;
        self.requirement(expr);
        name_of(expr).map(Arc::from).ok_or(Unread::Form)
    }

    /// A line of the matter is called so, or each of the documents exists: then it is the decision that says whether it is asked for.
    fn requirement(&mut self, expr: &Expr) {
        if self.subjects.has(&[Named::Requirement], &text_of(expr)) {
            return;
        }
        match &expr.kind {
            ExprKind::Or(parts) | ExprKind::Joined(parts) | ExprKind::List(parts) => {
                parts.iter().for_each(|part| self.requirement(part));
            }
            ExprKind::Pick { of, .. } => of.iter().for_each(|part| self.requirement(part)),
            ExprKind::Group(inner) => self.requirement(inner),
            ExprKind::Qualified { base, .. } => self.requirement(base),
            _ => self.known_document(expr),
        }
    }

    fn known_document(&mut self, expr: &Expr) {
        let Some(name) = name_of(expr) else { return };
        let world = self.subjects.world;
        let local = self.subjects.scopes().any(|scope| scope.materials.iter().any(|own| **own == *name));
        if local || world.declarations.material_names.contains_key(&*name) {
            return;
        }
        let own = [Named::Requirement, Named::Document];
        if !self.subjects.are_known() || self.subjects.has(&own, &name) {
            return;
        }
        let near = suggest(&name, self.subjects.names(&own));
        let near = if near.is_empty() { world.matters.similar_materials(&name, world.declarations) } else { near };
        self.findings.push(parts::unknown(self.findings, expr.span, "wanted-material", &name, near));
    }

    fn decider(&mut self) -> Read<Expected> {
        let level = self.line.value_if(level_of);
        let organ = self.written();
        if level.is_none() && organ.is_none() {
            return Err(Unread::Form);
        }
        if let Some((name, span)) = organ.as_ref().filter(|(name, _)| !self.is_organ(name)) {
            let kinds = [Named::Decider];
            self.subjects.expect((&kinds, &[]), "wanted-department", (name, *span), self.findings);
        }
        Ok(Expected::Decider(level, organ.map(|(name, _)| name)))
    }

    /// The name of a department, or that of one of its organs: the region's name stands before what the department is called there.
    fn is_organ(&self, name: &str) -> bool {
        let world = self.subjects.world;
        let deciders = self.subjects.names(&[Named::Decider]);
        let numbers = deciders.iter().filter_map(|decider| world.declarations.department_names.get(decider));
        let bodies = numbers.filter_map(|number| world.declared.department(*number));
        let mut bodies = bodies.flat_map(|department| department.bodies.iter().chain(&department.branches));
        // `人民政府（办事处）`: a 街道 calls its organ otherwise.
        let ends = |body: &str| {
            let (outer, inner) = body.split_once('（').unwrap_or((body, body));
            name.ends_with(outer) || name.ends_with(inner.trim_end_matches('）'))
        };
        world.declarations.department_names.contains_key(name) || bodies.any(|body| ends(&body.name))
    }

    /// A fact, or `持有` of a document.
    fn question(&mut self) -> Read<Arc<str>> {
        let holds = self.line.key(&[Keyword::Hold]).is_some();
        let (name, span) = self.written().ok_or(Unread::Form)?;
        if holds {
            self.subjects.expect((&[Named::Held], &[]), "wanted-material", (&name, span), self.findings);
            return Ok(format!("{} {name}", zh(Keyword::Hold)).into());
        }
        let world = self.subjects.world;
        let own = || self.subjects.scopes().flat_map(|scope| scope.facts.iter().map(|fact| Arc::clone(&fact.name)));
        let declared = world.declarations.fact_names.contains_key(&name) || own().any(|fact| fact == name);
        let held = name.starts_with(zh(Keyword::Hold));
        if !declared && !held && !self.subjects.matters.is_empty() && !self.subjects.has(&[Named::Condition], &name) {
            let near = suggest(&name, world.declarations.fact_names.keys().cloned().chain(own()));
            self.findings.push(parts::unknown(self.findings, span, "wanted-fact", &name, near));
        }
        Ok(name)
    }

    fn fee(&mut self) -> Read<Expected> {
        if self.line.word(Keyword::Free) {
            return Ok(Expected::Fee(None, 0));
        }
        let amount = self.line.value_if(money).ok_or(Unread::Form)?;
        Ok(Expected::Fee(self.name((&[Named::Fee], &[]), "wanted-fee"), amount))
    }

    /// Only where it is handled can be what nothing can be said without.
    fn needed(&mut self) -> Vec<Arc<str>> {
        let facts = self.subjects.scopes().flat_map(|scope| scope.facts.iter().map(|fact| Arc::clone(&fact.name)));
        let known: Vec<Arc<str>> = facts.chain(self.subjects.world.declarations.fact_names.keys().cloned()).collect();
        let mut known: Vec<&str> = known.iter().map(|name| &**name).collect();
        known.push(zh(Keyword::Responsible));
        self.names((&[], &known), "wanted-region-fact")
    }

    fn reason(&mut self) -> Option<Arc<str>> {
        let text = |expr: &Expr| Some((Arc::<str>::from(name_of(expr)?), expr.span));
        let (reason, span) = self.line.value_if(text)?;
        self.subjects.expect((&[Named::Never], &[]), "wanted-never", (&reason, span), self.findings);
        Some(reason)
    }
}

fn money(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => scaled(&quantity.number, quantity.unit.and_then(money_scale)?).ok(),
        _ => None,
    }
}

fn mode(expr: &Expr) -> Option<VenueMode> {
    match word_of(expr)? {
        Keyword::FullyOnline => Some(VenueMode::FullyOnline),
        Keyword::Forwarded => Some(VenueMode::ReceivedForAnother),
        Keyword::Jointly => Some(VenueMode::Jointly),
        _ => None,
    }
}
