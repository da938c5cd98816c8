//! The tables of a district: every matter with six questions, five conditions, twenty documents, a decider, times and a fee.
//!
//! The same numbers on every machine.

use matter_runtime::tables::*;

/// Power-and-duty items of one district.
pub(crate) const MATTERS: u32 = 16_380;
/// Questions of a matter.
pub(crate) const QUESTIONS: usize = 6;

const CELLS: [u16; QUESTIONS] = [4, 2, 3, 2, 3, 4];
const KINDS: [&str; QUESTIONS] = ["choice", "bool", "number", "bool", "date", "choice"];

/// Small numbers that look like chance.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// One comparison: a fact is in some of its cells.
type Atom = (usize, Vec<u16>);

pub(crate) fn tables() -> Tables {
    let mut district = District { tables: frame(), chance: Chance(7) };
    for (number, kind) in KINDS.iter().enumerate() {
        let fact = Fact {
            name: format!("信息项{number}"),
            kind: (*kind).into(),
            title: format!("信息项{number}"),
            owner: "applicant".into(),
            ..Fact::default()
        };
        district.tables.fact.push(fact);
    }
    for number in 0..MATTERS {
        district.matter(number);
    }
    district.tables.sort();
    district.tables
}

fn frame() -> Tables {
    let mut tables = Tables::default();
    tables.catalogue.push(Catalogue { name: "district".into(), root_region: "440307".into(), ..Catalogue::default() });
    tables.region.push(Region {
        code: "440307000000".into(),
        name: "龙岗区".into(),
        level: 4,
        first: 0,
        last: 8,
        ..Region::default()
    });
    for town in 1..=8 {
        tables.region.push(Region {
            code: format!("44030700{town}000"),
            name: format!("街道{town}"),
            level: 5,
            parent: Some("440307000000".into()),
            first: town,
            last: town,
            ..Region::default()
        });
    }
    let first = Day(20_000);
    let mut ordinal = 0;
    tables.calendar.push(matter_runtime::tables::Calendar {
        name: "cn".into(),
        published_from: first,
        published_to: Day(21_000),
    });
    for number in 20_000..22_000 {
        let working = Day(number).weekday() <= 5;
        ordinal += i32::from(working);
        let calendar = "cn".into();
        tables.calendar_day.push(CalendarDay {
            calendar,
            day: Day(number),
            working,
            ordinal,
            ..CalendarDay::default()
        });
    }
    tables
}

struct District {
    tables: Tables,
    chance: Chance,
}

impl District {
    fn matter(&mut self, number: u32) {
        let name = format!("事项{number:05}");
        self.tables.matter.push(Matter { name: name.clone(), kind: "行政许可".into(), ..Matter::default() });
        self.tables.edition.push(Edition {
            id: number,
            key: format!("{number:08x}"),
            matter: name,
            region_last: 8,
            ..Edition::default()
        });
        for (fact, cells) in (0..).zip(CELLS) {
            let name = format!("信息项{fact}");
            for cell in 0..cells {
                let (low, high) =
                    if fact == 4 { (day_cell(cell), day_cell(cell + 1) - 1) } else { (cell.into(), cell.into()) };
                self.tables.cell_member.push(CellMember { edition: number, fact: name.clone(), cell, low, high });
            }
            self.tables.question.push(Question { edition: number, seq: fact, fact: name });
        }
        for condition in 0..5 {
            let atoms = self.atoms(1);
            let rule = self.rule(number, "condition", &format!("条件/{condition}"), &atoms, None);
            self.tables.condition.push(Condition { rule, label: format!("条件{condition}"), official: None });
        }
        for document in 0..20 {
            let count = if self.chance.below(10) < 3 { 0 } else { 1 + self.chance.below(3) };
            let atoms = self.atoms(count);
            let rule = self.rule(number, "requirement", &format!("材料/{document}"), &atoms, None);
            self.tables.requirement.push(Requirement {
                rule,
                title: format!("材料{document}"),
                ..Requirement::default()
            });
        }
        self.choices(number);
    }

    fn choices(&mut self, edition: u32) {
        for level in [Some(3), None] {
            let rule = self.line(edition, "decider", "决定", level.is_none());
            self.tables.decider.push(Decider { rule, level: level.unwrap_or(4), department: "住房建设".into() });
        }
        for amount in [Some(7), None] {
            let rule = self.line(edition, "limit", "时限/承诺", amount.is_none());
            self.tables.limit.push(Limit {
                rule,
                kind: "promised".into(),
                amount: amount.or(Some(20)),
                unit: "working_days".into(),
                start: "acceptance".into(),
                ..Limit::default()
            });
        }
        for amount in [Some(0), None] {
            let rule = self.line(edition, "fee", "收费/工本费", amount.is_none());
            self.tables
                .fee
                .push(Fee { rule, name: "工本费".into(), amount: amount.unwrap_or(400), ..Fee::default() });
        }
    }

    fn line(&mut self, edition: u32, kind: &str, choice: &str, rest: bool) -> u32 {
        if !rest {
            let atoms = self.atoms(1);
            return self.rule(edition, kind, &format!("{choice}/当"), &atoms, Some(choice));
        }
        let rule = self.rule(edition, kind, &format!("{choice}/否则"), &[], Some(choice));
        self.tables.rule_row.pop();
        if let Some(line) = self.tables.rule.last_mut() {
            line.otherwise = true;
        }
        rule
    }

    fn atoms(&mut self, count: u64) -> Vec<Atom> {
        (0..count)
            .map(|_| {
                let fact = usize::try_from(self.chance.below(QUESTIONS as u64)).unwrap_or(0);
                let cells = CELLS.get(fact).copied().unwrap_or(1);
                let cell = u16::try_from(self.chance.below(u64::from(cells))).unwrap_or(0);
                (fact, vec![cell])
            })
            .collect()
    }

    /// All atoms (or, for an odd number of the edition, any) must hold.
    fn rule(&mut self, edition: u32, kind: &str, key: &str, atoms: &[Atom], choice: Option<&str>) -> u32 {
        let id = u32::try_from(self.tables.rule.len()).unwrap_or(0);
        self.tables.rule.push(Rule {
            id,
            edition,
            key: key.into(),
            kind: kind.into(),
            seq: id,
            choice: choice.map(Into::into),
            condition: (!atoms.is_empty()).then(|| format!("信息项条件{}", self.chance.0 % 4_000)),
            file: format!("领域{:02}/事项{:03}.matter", edition / 100 % 27, edition / 100),
            line: id % 4_000,
            ..Rule::default()
        });
        let outside = |(fact, inside): &Atom| -> Vec<(usize, u16)> {
            let cells = CELLS.get(*fact).copied().unwrap_or(1);
            (0..cells).filter(|cell| !inside.contains(cell)).map(|cell| (*fact, cell)).collect()
        };
        let inside =
            |(fact, inside): &Atom| -> Vec<(usize, u16)> { inside.iter().map(|cell| (*fact, *cell)).collect() };
        let any = edition % 2 == 1;
        let all_of = |positive, cells: Vec<(usize, u16)>| (positive, cells);
        let rows: Vec<(bool, Vec<(usize, u16)>)> = if atoms.is_empty() {
            vec![(true, Vec::new())]
        } else if any {
            let positive = atoms.iter().map(|atom| all_of(true, outside(atom)));
            positive.chain([all_of(false, atoms.iter().flat_map(inside).collect())]).collect()
        } else {
            let negative = atoms.iter().map(|atom| all_of(false, inside(atom)));
            negative.chain([all_of(true, atoms.iter().flat_map(outside).collect())]).collect()
        };
        for (positive, mut forbids) in rows {
            let row = u32::try_from(self.tables.rule_row.len()).unwrap_or(0);
            self.tables.rule_row.push(RuleRow { id: row, rule: id, positive });
            forbids.sort_unstable();
            forbids.dedup();
            for (fact, cell) in forbids {
                self.tables.rule_forbid.push(RuleForbid { row, fact: format!("信息项{fact}"), cell });
            }
        }
        id
    }
}

fn day_cell(cell: u16) -> i64 {
    20_000 + 365 * i64::from(cell)
}
