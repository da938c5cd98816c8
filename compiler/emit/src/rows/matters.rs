//! What all editions of a matter share → `matter`, its codes, sections, handling items and waivers.

use std::collections::BTreeSet;

use matter_core::hir::Definition;
use matter_runtime::tables::{HandlingItem, Matter, MatterCode, MatterSection, MatterServes, Tables, Waiver};

use super::{maybe, owned, words};

/// Adds the rows of each matter once; `definitions` come in the order of the editions, the base of a matter first.
pub(crate) fn rows<'a>(definitions: impl IntoIterator<Item = &'a Definition>, to: &mut Tables) {
    let mut waivers = BTreeSet::new();
    for definition in definitions {
        let name = &definition.matter.name;
        if to.matter.last().is_none_or(|last| *last.name != **name) {
            head(definition, to);
        }
        waivers.extend(definition.waivers.iter().map(|waiver| Waiver {
            matter: owned(name),
            code: owned(&waiver.code),
            reason: owned(&waiver.reason),
            until: waiver.until,
        }));
    }
    to.waiver.extend(waivers);
}

fn head(definition: &Definition, to: &mut Tables) {
    let head = &definition.matter;
    let matter = || owned(&head.name);
    to.matter.push(Matter {
        name: matter(),
        short: maybe(&head.short),
        title_en: maybe(&head.title_en),
        kind: head.kind.as_ref().map(|(title, _)| owned(title)).unwrap_or_default(),
        department: head.department.as_ref().map(owned).unwrap_or_default(),
        summary: owned(&head.summary),
        valid_from: head.in_force.from,
        valid_to: head.in_force.to,
    });
    to.matter_serves.extend(unique(head.serves.iter().map(owned)).map(|term| MatterServes { matter: matter(), term }));
    let codes = head.codes.iter().map(|(system, code)| (owned(system), owned(code)));
    to.matter_code.extend(codes.map(|(system, code)| MatterCode { matter: matter(), system, code }));
    let items = head.handling_items.iter().map(|(code, title)| (owned(code), owned(title)));
    to.handling_item.extend(items.map(|(code, title)| HandlingItem { matter: matter(), code, title }));
    to.matter_section.extend(head.sections.iter().map(|(section, state)| MatterSection {
        matter: matter(),
        section: section.id().to_owned(),
        state: words::section_state(*state).to_owned(),
    }));
}

fn unique(texts: impl Iterator<Item = String>) -> impl Iterator<Item = String> {
    texts.collect::<BTreeSet<_>>().into_iter()
}
