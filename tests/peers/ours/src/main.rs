//! Our language, compiler and runtime on the work: from texts to an image, then one case resolved and decided at a time.
//!
//! Who is not eligible is told why and nothing else: fee and time are no part of such a decision.

mod text;

use std::sync::Arc;

use matter_core::calendar::CalendarRows;
use matter_core::hir::{Definition, Origin};
use matter_core::regions::RegionTree;
use matter_core::{Host, Settings};
use matter_emit::rows::{Analysed, Release, Surroundings, tables};
use matter_project::library;
use matter_runtime::tables::{Day, Edition, Rule};
use matter_runtime::{Answer, Case, Catalogue, Dates, FactId, Given, MatterId, RegionId, Request as Asked};
use workload::measure::{Peer, run};
use workload::{Decision, Matter, Request, days, fee};

/// Facts of a case: six answers, age, place, result.
type Facts = [FactId; 9];
/// Where the first rule of a kind stands among the rules of a matter.
#[derive(Clone, Copy, Default)]
struct Places {
    conditions: u32,
    offices: u32,
    materials: u32,
    quick: u32,
    fees: u32,
}

struct Ours {
    catalogue: Catalogue,
    matters: Arc<Vec<(MatterId, Places)>>,
    facts: Arc<std::collections::HashMap<String, FactId>>,
    of_matter: Vec<Option<Facts>>,
    place: RegionId,
    case: Case,
    answer: Answer,
}

impl Peer for Ours {
    type Input = [Given; 9];

    fn source(catalogue: &[Matter]) -> Vec<String> {
        text::texts(catalogue)
    }

    fn load(source: &[String]) -> Self {
        let catalogue = Catalogue::open(image(source)).expect("an image");
        let facts = catalogue.rows::<matter_runtime::tables::Fact>().expect("facts").into_iter().zip(0..);
        let facts = facts.map(|(fact, number)| (fact.name, FactId(number))).collect();
        let place = catalogue.region("440307", Day(20_780)).expect("a place");
        let count = catalogue.count::<Edition>() as usize;
        let matters: Vec<_> = (0..count).map(|number| places(&catalogue, number)).collect();
        let (case, answer) = (Case::new(), Answer::new());
        Self {
            of_matter: vec![None; count],
            catalogue,
            matters: Arc::new(matters),
            facts: Arc::new(facts),
            place,
            case,
            answer,
        }
    }

    fn fork(&self) -> Self {
        Self {
            catalogue: self.catalogue.clone(),
            matters: Arc::clone(&self.matters),
            facts: Arc::clone(&self.facts),
            of_matter: self.of_matter.clone(),
            place: self.place,
            case: Case::new(),
            answer: Answer::new(),
        }
    }

    fn prepare(&mut self, matter: &Matter, request: &Request) -> [Given; 9] {
        let facts = self.of_matter[matter.number].unwrap_or_else(|| self.facts_of(matter));
        self.of_matter[matter.number] = Some(facts);
        let [a, b, c, d, e, f] = request.answers;
        let held = i32::from(request.held >> matter.result & 1 == 1);
        let values = [a, b, c, d, e, f, request.age, request.region, held];
        std::array::from_fn(|at| Given { fact: facts[at], value: values[at].into() })
    }

    fn decide(&mut self, matter: &Matter, request: &Request, input: &[Given; 9]) -> Decision {
        let (id, places) = self.matters[matter.number];
        let dates = Dates::on(Day(request.today));
        let asked = Asked { matter: id, responsible: Some(self.place), here: None, dates, answers: input };
        self.case.resolve(&self.catalogue, &asked).expect("resolved");
        self.catalogue.evaluate(&self.case, &mut self.answer).expect("decided");
        let certain = self.answer.certain().next().unwrap_or(0);
        let bits = |from: u32, count: u32| (certain >> from) as u32 & ((1 << count) - 1);
        let failed = !bits(places.conditions, 3) as u8 & 7;
        let (fees, quick) = (bits(places.fees, 3), bits(places.quick, 2));
        Decision {
            materials: bits(places.materials, 20),
            failed,
            offices: bits(places.offices, matter.offices.len() as u32) as u8,
            fee: if failed == 0 { fee(matter, fees & 1 == 1, fees & 2 == 2) } else { 0 },
            until: if failed == 0 { request.today + days(matter, quick & 1 == 1) } else { 0 },
        }
    }

    fn as_it_is_said(decision: Decision) -> Decision {
        if decision.failed == 0 { decision } else { Decision { fee: 0, until: 0, ..decision } }
    }
}

impl Ours {
    fn facts_of(&self, matter: &Matter) -> Facts {
        let mut names: Vec<String> =
            matter.questions.iter().map(|question| text::fact(question.name, question.kind)).collect();
        names.extend(["age".to_owned(), "place".to_owned(), workload::result_name(matter.result)]);
        std::array::from_fn(|at| *self.facts.get(&names[at]).expect("a declared fact"))
    }
}

/// Where the lines of a matter stand. Lines stand in the order of the text.
fn places(catalogue: &Catalogue, number: usize) -> (MatterId, Places) {
    let id = catalogue.matter(&text::name(number)).expect("a matter");
    let guide =
        catalogue.guide(id, catalogue.region("440307", Day(20_780)).expect("a place"), Day(20_780)).expect("offered");
    let first = guide.answer.rules().next().expect("a rule");
    let at = |kind: &str, key: &str| {
        let rules = guide.answer.rules().map(|rule| (rule, catalogue.row::<Rule>(rule.0).expect("a rule")));
        let found = rules.into_iter().find(|(_, row)| row.kind == kind && row.key.contains(key));
        found.map(|(rule, _)| rule.0 - first.0).expect("a line")
    };
    let places = Places {
        conditions: at("condition", ""),
        offices: at("accepting", ""),
        materials: at("requirement", ""),
        quick: at("limit", "承诺"),
        fees: at("fee", ""),
    };
    (id, places)
}

/// Texts to an image, as `matter build` does it after its checks.
fn image(source: &[String]) -> Vec<u8> {
    let mut host = Host::new();
    host.set_regions(Arc::new(RegionTree::read(library().regions, library().levels).0));
    host.set_settings(Settings { region: Some("440307".into()), as_of: Some(Day(20_780)), ..Settings::default() });
    let standard = library().sources.iter().map(|(name, text)| (format!("std:{name}").into(), Arc::from(*text), 9));
    let own = source
        .iter()
        .enumerate()
        .map(|(number, text)| (format!("{number:03}.matter").into(), Arc::from(text.as_str()), 0));
    host.set_files(own.chain(standard));
    let analysis = host.analysis();
    let definitions: Vec<Arc<[Definition]>> = analysis.matters().map(|matter| analysis.definitions(matter)).collect();
    let analysed: Vec<Analysed<'_>> = definitions
        .iter()
        .flat_map(|definitions| definitions.iter())
        .map(|definition| Analysed { definition, unproved: &[] })
        .collect();
    let calendar = CalendarRows::read("cn", library().calendar, library().statutory_days).0.expect("a calendar");
    let surroundings = Surroundings {
        declarations: analysis.declarations(),
        regions: analysis.regions(),
        calendars: std::slice::from_ref(&calendar),
    };
    let release = Release {
        name: "work".to_owned(),
        title: "work".to_owned(),
        version: "1".to_owned(),
        edition: "2026".to_owned(),
        language: "zh".to_owned(),
        root_region: "440307".to_owned(),
        as_of: Day(20_780),
        tool: "peers".to_owned(),
        sources: Vec::new(),
    };
    let position = |origin: &Origin| (origin.item.file.to_string(), 1);
    let made = tables(&release, &surroundings, &analysed, &position).expect("rows");
    matter_runtime::image::build(&made).expect("an image")
}

fn main() {
    run::<Ours>("matter");
}
