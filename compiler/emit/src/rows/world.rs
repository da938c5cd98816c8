//! Declarations, divisions and calendars → their tables.

use std::collections::BTreeSet;
use std::sync::Arc;

use matter_core::hir::{Citation, Declarations, Definition, DepartmentBody, Yield};
use matter_core::regions::RegionTree;
use matter_runtime::tables::{
    Alias, Body, Department, Hall, HallChannel, HallHours, HallWindow, IntermediaryService, Law, LawAmendment,
    Material, Rate, Region, RegionLevel, Tables, Term, Vocabulary, WindowMatter,
};

use super::{Surroundings, maybe, owned, words};

/// Adds all rows that are no matter's.
pub(crate) fn rows(surroundings: &Surroundings<'_>, local: LocalMaterials, to: &mut Tables) {
    let declarations = surroundings.declarations;
    regions(surroundings.regions, to);
    for calendar in surroundings.calendars {
        to.calendar.push(calendar.calendar.clone());
        to.calendar_day.extend_from_slice(&calendar.days);
    }
    vocabularies(declarations, to);
    departments(declarations, to);
    laws(declarations, to);
    materials(declarations, local, to);
    rates(declarations, to);
    halls(declarations, to);
    intermediaries(declarations, to);
}

fn regions(tree: &RegionTree, to: &mut Tables) {
    to.region.extend(tree.positions().map(|at| {
        let ((first, last), period) = (tree.interval(at), tree.period(at));
        Region {
            code: owned(&tree.code(at)),
            name: tree.name(at).to_owned(),
            level: words::level(tree.level(at)),
            parent: tree.parent(at).map(|parent| owned(&tree.code(parent))),
            first,
            last,
            kind: tree.kind(at).to_owned(),
            valid_from: period.from,
            valid_to: period.to,
        }
    }));
    to.region_level.extend(tree.missing_levels().map(|(region, rule)| RegionLevel {
        region: owned(&region),
        missing: words::level(rule.missing),
        acts: words::level(rule.acts),
        basis: owned(&rule.basis),
    }));
}

fn vocabularies(declarations: &Declarations, to: &mut Tables) {
    for list in &declarations.vocabularies {
        let (name, code_system) = (owned(&list.name), owned(&list.code_system));
        for (code, title) in &list.terms {
            // A term without a code has none in that system; its title stands in for the key.
            let code = if code.is_empty() { title } else { code };
            to.term.push(Term { vocabulary: name.clone(), code: owned(code), title: owned(title) });
        }
        to.vocabulary.push(Vocabulary { name, code_system });
    }
}

fn departments(declarations: &Declarations, to: &mut Tables) {
    for department in &declarations.departments {
        let name = owned(&department.name);
        bodies(&name, &department.bodies, false, to);
        bodies(&name, &department.branches, true, to);
        aliases("department", &name, department.aliases.iter().map(owned), to);
        to.department.push(Department { name, title_en: maybe(&department.title_en) });
    }
}

fn bodies(department: &str, bodies: &[DepartmentBody], branch: bool, to: &mut Tables) {
    to.body.extend(bodies.iter().map(|body| Body {
        department: department.to_owned(),
        level: words::level(body.level),
        region: body.region.as_ref().map(owned).unwrap_or_default(),
        branch,
        name: owned(&body.name),
        whole_name: body.whole_name,
        credit_code: maybe(&body.credit_code),
    }));
}

fn aliases(of: &str, target: &str, names: impl Iterator<Item = String>, to: &mut Tables) {
    let names: BTreeSet<String> = names.filter(|name| name != target).collect();
    to.alias.extend(names.into_iter().map(|name| Alias { of: of.to_owned(), name, target: target.to_owned() }));
}

fn laws(declarations: &Declarations, to: &mut Tables) {
    for law in &declarations.laws {
        let name = owned(&law.name);
        aliases("law", &name, law.short.iter().map(owned), to);
        to.law_amendment.extend(law.amended.iter().map(|(day, number)| LawAmendment {
            law: name.clone(),
            day: *day,
            number: owned(number),
        }));
        to.law.push(Law {
            name,
            rank: law.rank.map(words::rank).unwrap_or_default().to_owned(),
            number: maybe(&law.number),
            issuer: maybe(&law.issuer),
            articles: law.articles,
            valid_from: law.in_force.from,
            valid_to: law.in_force.to,
        });
    }
}

fn materials(declarations: &Declarations, local: LocalMaterials, to: &mut Tables) {
    for material in &declarations.materials {
        let name = owned(&material.name);
        aliases("material", &name, material.aliases.iter().map(owned), to);
        to.material.push(Material {
            title: name.clone(),
            name,
            issuer: maybe(&material.issuer),
            certificate: maybe(&material.certificate),
            shared: maybe(&material.shared),
            help: Some(owned(&material.doc)).filter(|help| !help.is_empty()),
        });
    }
    let declared: BTreeSet<String> = to.material.iter().map(|material| material.name.clone()).collect();
    to.material.extend(local.rows().filter(|material| !declared.contains(&material.name)));
}

/// Documents that lines ask for, by name and title.
#[derive(Default)]
pub(crate) struct LocalMaterials {
    found: BTreeSet<(Arc<str>, Arc<str>)>,
}

impl LocalMaterials {
    /// Takes those of a definition.
    pub(crate) fn add(&mut self, definition: &Definition) {
        for rule in &definition.rules {
            match &rule.yields {
                Yield::Requirement(requirement) => {
                    let members = requirement.options.iter().flatten();
                    self.found.extend(members.map(|member| (member.material.clone(), member.title.clone())));
                }
                Yield::Prior { document, .. } => _ = self.found.insert((document.clone(), document.clone())),
                _ => {}
            }
        }
    }

    /// Each once.
    fn rows(self) -> impl Iterator<Item = Material> {
        let mut last: Option<Arc<str>> = None;
        self.found.into_iter().filter_map(move |(name, title)| {
            let again = last.as_ref() == Some(&name);
            last = Some(Arc::clone(&name));
            (!again).then(|| Material { name: owned(&name), title: owned(&title), ..Default::default() })
        })
    }
}

fn rates(declarations: &Declarations, to: &mut Tables) {
    for rate in &declarations.rates {
        to.rate.extend(rate.values.iter().map(|(region, period, value, basis)| Rate {
            name: owned(&rate.name),
            region: owned(region),
            day_from: period.from,
            day_to: period.to,
            value: *value,
            basis: owned(basis),
        }));
    }
}

fn halls(declarations: &Declarations, to: &mut Tables) {
    for hall in &declarations.halls {
        let name = || owned(&hall.name);
        to.hall.push(Hall { name: name(), region: owned(&hall.region), address: owned(&hall.address) });
        let hours = (0..).zip(&hall.hours);
        to.hall_hours.extend(hours.map(|(seq, text)| HallHours { hall: name(), seq, text: owned(text) }));
        let channels: BTreeSet<_> = hall.channels.iter().collect();
        to.hall_channel
            .extend(channels.into_iter().map(|channel| HallChannel { hall: name(), channel: owned(channel) }));
        let windows = hall.windows.iter();
        to.hall_window.extend(windows.map(|(window, count)| HallWindow {
            hall: name(),
            window: owned(window),
            count: *count,
        }));
    }
    for window in &declarations.windows {
        let matters: BTreeSet<_> = window.matters.iter().collect();
        let rows =
            matters.into_iter().map(|matter| WindowMatter { window: owned(&window.name), matter: owned(matter) });
        to.window_matter.extend(rows);
    }
}

fn intermediaries(declarations: &Declarations, to: &mut Tables) {
    to.intermediary_service.extend(declarations.intermediaries.iter().map(|service| IntermediaryService {
        name: owned(&service.name),
        amount: service.limit.map(|limit| limit.amount),
        unit: service.limit.map(|limit| limit.unit.name().to_owned()),
        payer: maybe(&service.payer),
        basis: service.basis.iter().map(citation).collect::<Vec<_>>().join("；"),
    }));
}

/// A citation in words.
fn citation(citation: &Citation) -> String {
    format!("《{}》{}", citation.law, citation.place)
}
