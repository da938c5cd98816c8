//! Small tables by hand: a tree of places, facts, editions, rules with their rows.

use matter_runtime::tables::*;

use super::day;

/// Tables in the making.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) tables: Tables,
}

/// A row of a rule: whether it is positive, and the cells that it forbids.
pub(crate) type RowSpec<'a> = (bool, Vec<(&'a str, u16)>);

// Name, code, level, parent's code, first and last position.
const PLACES: [(&str, &str, u8, &str, u32, u32); 16] = [
    ("中国", "000000000000", 1, "", 0, 15),
    ("北京市", "110000000000", 2, "000000000000", 1, 2),
    ("朝阳区", "110105000000", 4, "110000000000", 2, 2),
    ("吉林省", "220000000000", 2, "000000000000", 3, 5),
    ("长春市", "220100000000", 3, "220000000000", 4, 5),
    ("朝阳区", "220104000000", 4, "220100000000", 5, 5),
    ("广东省", "440000000000", 2, "000000000000", 6, 15),
    ("深圳市", "440300000000", 3, "440000000000", 7, 13),
    ("罗湖区", "440303000000", 4, "440300000000", 8, 9),
    ("桂园街道", "440303001000", 5, "440303000000", 9, 9),
    ("龙岗区", "440307000000", 4, "440300000000", 10, 13),
    ("坂田街道", "440307005000", 5, "440307000000", 11, 12),
    ("杨美社区", "440307005001", 6, "440307005000", 12, 12),
    ("南湾街道", "440307006000", 5, "440307000000", 13, 13),
    ("东莞市", "441900000000", 3, "440000000000", 14, 15),
    ("虎门镇", "441900121000", 5, "441900000000", 15, 15),
];

impl Builder {
    /// A catalogue of a root region, with all places and the calendar.
    pub(crate) fn new(root: &str) -> Self {
        let mut made = Self::default();
        made.tables.catalogue.push(Catalogue {
            name: "longgang".into(),
            title: "龙岗区政务服务事项目录".into(),
            version: "2026.4".into(),
            edition: "2026".into(),
            language: "zh".into(),
            root_region: root.into(),
            as_of: day("2026-11-01"),
            format_major: FORMAT_MAJOR,
            format_minor: FORMAT_MINOR,
            semantic_hash: "0f".into(),
            tool: "0.1.0".into(),
        });
        for (name, code, level, parent, first, last) in PLACES {
            made.tables.region.push(Region {
                code: code.into(),
                name: name.into(),
                level,
                parent: (!parent.is_empty()).then(|| parent.into()),
                first,
                last,
                kind: "示例".into(),
                valid_from: None,
                valid_to: None,
            });
        }
        made.calendar();
        made
    }

    fn calendar(&mut self) {
        let calendar = super::china_2026();
        let (published_from, published_to) = calendar.published();
        self.tables.calendar.push(Calendar { name: "cn".into(), published_from, published_to });
        let (first, last) = calendar.range();
        for number in first.0..=last.0 {
            let date = Day(number);
            self.tables.calendar_day.push(CalendarDay {
                calendar: "cn".into(),
                day: date,
                working: calendar.is_working(date) == Some(true),
                ordinal: calendar.ordinal(date).unwrap_or_default(),
                ..CalendarDay::default()
            });
        }
    }

    /// A fact with a kind of the table; more can be changed in what is returned.
    pub(crate) fn fact(&mut self, name: &str, kind: &str) -> &mut Fact {
        let fact = Fact {
            name: name.into(),
            kind: kind.into(),
            title: name.into(),
            owner: "applicant".into(),
            ..Fact::default()
        };
        self.tables.fact.push(fact);
        self.tables.fact.last_mut().expect("just pushed")
    }

    /// A choice and its values.
    pub(crate) fn choice(&mut self, name: &str, values: &[&str]) {
        self.fact(name, "choice");
        for (ordinal, title) in (0..).zip(values) {
            let row = FactValue { fact: name.into(), ordinal, title: (*title).into(), code: None };
            self.tables.fact_value.push(row);
        }
    }

    /// A region fact answered at a level.
    pub(crate) fn place(&mut self, name: &str, level: u8) {
        self.fact(name, "region").level = Some(level);
    }

    /// A matter of the health department.
    pub(crate) fn matter(&mut self, name: &str) {
        self.tables.matter.push(Matter {
            name: name.into(),
            kind: "公共服务".into(),
            department: "卫生健康".into(),
            ..Matter::default()
        });
    }

    /// An edition for the positions of a region, from a day on.
    pub(crate) fn edition(
        &mut self,
        matter: &str,
        region: &str,
        depth: u8,
        from: Option<&str>,
        to: Option<&str>,
    ) -> u32 {
        let id = u32::try_from(self.tables.edition.len()).expect("few");
        let region = self.tables.region.iter().find(|row| row.code == region).expect("a place of the tree");
        self.tables.edition.push(Edition {
            id,
            key: format!("{matter}@{id}"),
            matter: matter.into(),
            region_first: region.first,
            region_last: region.last,
            depth,
            day_from: from.map(day),
            day_to: to.map(day),
            select_by: "acceptance_day".into(),
        });
        id
    }

    /// The cells of a fact in an edition, each a list of intervals; the fact is also asked.
    pub(crate) fn cells(&mut self, edition: u32, fact: &str, cells: &[&[(i64, i64)]]) {
        for (cell, members) in (0..).zip(cells) {
            for (low, high) in *members {
                let row = CellMember { edition, fact: fact.into(), cell, low: *low, high: *high };
                self.tables.cell_member.push(row);
            }
        }
        self.ask(edition, fact);
    }

    /// Asks a fact.
    pub(crate) fn ask(&mut self, edition: u32, fact: &str) {
        let seq = self.tables.question.iter().filter(|question| question.edition == edition).count();
        self.tables.question.push(Question { edition, seq: u32::try_from(seq).expect("few"), fact: fact.into() });
    }

    /// A rule with rows; the rules of an edition must follow each other.
    pub(crate) fn rule(&mut self, edition: u32, kind: &str, key: &str, rows: &[RowSpec<'_>]) -> u32 {
        let id = u32::try_from(self.tables.rule.len()).expect("few");
        self.tables.rule.push(Rule {
            id,
            edition,
            key: key.into(),
            kind: kind.into(),
            seq: id,
            file: "龙岗/生育.matter".into(),
            line: id + 1,
            ..Rule::default()
        });
        for (positive, forbids) in rows {
            let row = u32::try_from(self.tables.rule_row.len()).expect("few");
            self.tables.rule_row.push(RuleRow { id: row, rule: id, positive: *positive });
            for (fact, cell) in forbids {
                self.tables.rule_forbid.push(RuleForbid { row, fact: (*fact).into(), cell: *cell });
            }
        }
        id
    }

    /// A rule that holds exactly in one cell of a fact with `cells` cells.
    pub(crate) fn rule_if(
        &mut self,
        edition: u32,
        kind: &str,
        key: &str,
        (fact, cell, cells): (&str, u16, u16),
    ) -> u32 {
        let others = (0..cells).filter(|other| *other != cell).map(|other| (fact, other)).collect();
        self.rule(edition, kind, key, &[(true, others), (false, vec![(fact, cell)])])
    }

    /// A rule that always holds.
    pub(crate) fn rule_always(&mut self, edition: u32, kind: &str, key: &str) -> u32 {
        self.rule(edition, kind, key, &[(true, Vec::new())])
    }

    /// The rest line of a choice; puts the rule ids given into the choice too.
    pub(crate) fn rest(&mut self, edition: u32, kind: &str, choice: &str, others: &[u32]) -> u32 {
        let id = self.rule(edition, kind, &format!("{choice}/否则"), &[]);
        for rule in others.iter().chain([&id]) {
            self.tables.rule[usize::try_from(*rule).expect("small")].choice = Some(choice.into());
        }
        self.tables.rule[usize::try_from(id).expect("small")].otherwise = true;
        id
    }

    /// The opened image.
    pub(crate) fn open(&self) -> matter_runtime::Catalogue {
        matter_runtime::Catalogue::open(self.bytes()).expect("an image just built opens")
    }

    /// The image.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        matter_runtime::image::build(&self.tables).expect("sound tables")
    }
}
