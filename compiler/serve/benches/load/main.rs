//! How many whole decisions a second the server gives over connections that stay open, and how long one waits for them.
//!
//! A district's release (16,380 matters; twenty documents, five conditions, decider, times and fee each, with legal bases) is served on the
//! loopback by this process. One thread of clients asks about another matter each time. Beside the figures stands the processor time of one
//! answer, of the server and of the client apart: it means something on a machine that has other work to do, too.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a bench prints, or cannot run")]

mod client;
#[path = "../../../runtime/benches/speed/district.rs"]
mod district;

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use district::{Chance, MATTERS};
use matter_runtime::tables::{Basis, Day, FactValue, RequirementMember, Tables};
use matter_runtime::{Catalogue, image};
use matter_serve::{Limits, Options, Server, run};
use serde_json::{Map, json};

const CONNECTIONS: usize = 64;
const DIFFERENT: usize = 4096;
const LASTS: Duration = Duration::from_secs(5);
const LAWS: [(&str, &str); 3] =
    [("中华人民共和国行政许可法", "第三十四条"), ("深圳经济特区办事条例", "第八条第二款"), ("深民规〔2019〕2号", "")];

fn main() {
    let address = served(Catalogue::open(image::build(&release()).unwrap()).unwrap());
    let cores = thread::available_parallelism().unwrap();
    println!("{MATTERS} matters, {CONNECTIONS} connections, one thread of clients, {cores} cores");
    for (operation, answered) in [("decide", 6), ("questions", 2)] {
        let requests = requests(operation, answered);
        client::load(address, &requests, CONNECTIONS, LASTS / 5);
        println!("{operation:<10} {}", client::load(address, &requests, CONNECTIONS, LASTS));
    }
}

/// The district with what people read: values, citations, ways to fulfil a requirement.
fn release() -> Tables {
    let mut tables = district::tables();
    for fact in [0, 5] {
        for ordinal in 0..4 {
            let (fact, title) = (format!("信息项{fact}"), format!("值{ordinal}"));
            tables.fact_value.push(FactValue { fact, ordinal, title, code: None });
        }
    }
    for edition in &tables.edition {
        for (seq, (law, place)) in (0..).zip(LAWS) {
            let (law, place) = (law.to_owned(), place.to_owned());
            tables.basis.push(Basis { edition: edition.id, rule: None, seq, law, place });
        }
    }
    for row in &tables.requirement {
        let (title, material) = (row.title.clone(), format!("{}（标准）", row.title));
        let member = RequirementMember { rule: row.rule, material, title, count: 1, ..RequirementMember::default() };
        tables.requirement_member.push(RequirementMember { form: "copy".into(), ..member });
    }
    tables.sort();
    tables
}

fn served(catalogue: Catalogue) -> SocketAddr {
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let mut ready = |address| tell.send(address).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let limits = Limits::default();
        let options = Options { address, limits, image: None, ready: &mut ready, replaced: Box::new(|_| {}) };
        run(&Server::new(catalogue), options).unwrap();
    });
    told.recv().unwrap()
}

/// Cases of matters at random, the first so many questions answered.
fn requests(operation: &str, answered: usize) -> Vec<Vec<u8>> {
    let mut chance = Chance(11);
    let mut request = || {
        let mut below = |end| chance.below(end);
        let day = Day(20_010 + 365 * i32::try_from(below(3)).unwrap()).to_string();
        let values = [
            json!(format!("值{}", below(4))),
            json!(below(2) == 1),
            json!(below(3)),
            json!(below(2) == 1),
            json!(day),
            json!(format!("值{}", below(4))),
        ];
        let named = values.into_iter().enumerate().map(|(number, value)| (format!("信息项{number}"), value));
        let answers: Map<_, _> = named.take(answered).collect();
        let (matter, on) = (format!("事项{:05}", below(u64::from(MATTERS))), Day(20_500).to_string());
        let body = json!({ "matter": matter, "at": "街道3", "on": on, "answers": answers }).to_string();
        let head = format!("POST /api/{operation} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\n");
        format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
    };
    (0..DIFFERENT).map(|_| request()).collect()
}
