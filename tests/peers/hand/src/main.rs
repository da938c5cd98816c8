//! The limit: masks written by hand for this work alone. For each answer of each question the lines that it leaves; one AND of six.
//! Parses nothing and explains nothing.

use std::sync::Arc;

use workload::measure::{Peer, run};
use workload::{Atom, Decision, Kind, Matter, Request, Span, Test, catalogue, inside};

/// Lines: 20 materials, then waiver, reduced fee, quick; the second conjunction of a line stands 32 bits higher.
#[repr(C, align(64))]
#[derive(Clone)]
struct Table {
    masks: [[u64; 6]; 6],
    start: u64,
    /// The cell of an answer is the number of cuts that it reaches.
    cuts: [[i32; 5]; 6],
    age: i32,
    residence: Span,
    offices: [Span; 5],
    fee: (i32, i32),
    days: (i32, i32),
    result: u8,
}

struct ByHand(Arc<Vec<Table>>);

impl Peer for ByHand {
    type Input = ();

    fn source(catalogue: &[Matter]) -> Vec<String> {
        vec![catalogue.len().to_string()]
    }

    fn load(source: &[String]) -> Self {
        let matters: usize = source[0].parse().expect("a number");
        Self(Arc::new(catalogue(matters).iter().map(table).collect()))
    }

    fn fork(&self) -> Self {
        Self(Arc::clone(&self.0))
    }

    fn prepare(&mut self, _: &Matter, _: &Request) {}

    fn decide(&mut self, _: &Matter, request: &Request, (): &()) -> Decision {
        decide(&self.0[request.matter], request)
    }
}

fn table(matter: &Matter) -> Table {
    let lines = matter.materials.iter().cloned().enumerate();
    let others = [(20, workload::When::Is(matter.waiver)), (21, matter.reduced.clone()), (22, matter.quick.clone())];
    let rows: Vec<(usize, Vec<Atom>)> = lines
        .chain(others)
        .flat_map(|(line, when)| (0..).zip(when.conjunctions()).map(move |(nth, row)| (line + 32 * nth, row)))
        .collect();
    let mut cuts = [[i32::MAX; 5]; 6];
    for (question, cuts) in cuts.iter_mut().enumerate() {
        for (slot, cut) in cuts.iter_mut().zip(cuts_of(matter, question, &rows)) {
            *slot = cut;
        }
    }
    let (mut masks, mut start) = ([[u64::MAX; 6]; 6], 0);
    for (bit, row) in &rows {
        start |= 1 << bit;
        for atom in row {
            for cell in 0..6 {
                // An answer of this cell.
                let mut answers = [0; 6];
                let low = matches!(matter.questions[atom.question].kind, Kind::Number | Kind::Date).then_some(i32::MIN);
                answers[atom.question] = if cell == 0 { low.unwrap_or(0) } else { cuts[atom.question][cell - 1] };
                if !atom.holds(&answers) {
                    masks[atom.question][cell] &= !(1 << bit);
                }
            }
        }
    }
    let mut offices = [(1, 0); 5];
    offices[..matter.offices.len()].copy_from_slice(&matter.offices);
    let Matter { age, residence, fee, days, .. } = *matter;
    Table { masks, start, cuts, age, residence, offices, fee, days, result: matter.result as u8 }
}

fn cuts_of(matter: &Matter, question: usize, rows: &[(usize, Vec<Atom>)]) -> Vec<i32> {
    match matter.questions[question].kind {
        Kind::Choice(values) => (1..i32::from(values)).collect(),
        Kind::YesNo => vec![1],
        Kind::Number | Kind::Date => {
            let atoms = rows.iter().flat_map(|(_, row)| row).filter(|atom| atom.question == question);
            let mut cuts: Vec<i32> = atoms
                .filter_map(|atom| match atom.test {
                    Test::AtLeast(bound) | Test::Below(bound) => Some(bound),
                    Test::Is(_) | Test::IsNot(_) => None,
                })
                .collect();
            cuts.sort_unstable();
            cuts.dedup();
            cuts
        }
    }
}

fn decide(table: &Table, request: &Request) -> Decision {
    let mut left = table.start;
    for (question, answer) in request.answers.iter().enumerate() {
        let cell: usize = table.cuts[question].iter().map(|cut| usize::from(answer >= cut)).sum();
        left &= table.masks[question][cell.min(5)];
    }
    let bits = (left | left >> 32) as u32;
    let offices =
        (0..).zip(&table.offices).fold(0, |bits, (at, span)| bits | u8::from(inside(request.region, span)) << at);
    let failed = u8::from(request.held >> table.result & 1 == 0)
        | u8::from(request.age < table.age) << 1
        | u8::from(!inside(request.region, &table.residence)) << 2;
    let is = |bit: u32| bits >> bit & 1 == 1;
    Decision {
        materials: bits & 0xF_FFFF,
        failed,
        offices,
        fee: by(table, is(20), is(21)),
        until: request.today + quick(table, is(22)),
    }
}

fn by(table: &Table, waived: bool, reduced: bool) -> i32 {
    match (waived, reduced) {
        (true, _) => 0,
        (false, true) => table.fee.0,
        (false, false) => table.fee.1,
    }
}

fn quick(table: &Table, quick: bool) -> i32 {
    if quick { table.days.0 } else { table.days.1 }
}

fn main() {
    run::<ByHand>("by hand");
}
