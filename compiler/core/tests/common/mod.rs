//! What the tests of lowering share: a small world of declarations, fixtures read from text, and a short print of what came out.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "each test file uses its part")]
#![allow(clippy::expect_used, clippy::string_slice, reason = "a fixture that is wrong must stop the test")]

mod print;

use std::sync::Arc;

use matter_core::diagnostic::{Arg, Diagnostic, Place};
use matter_core::hir::{
    Declarations, Definition, DepartmentDeclaration, FactDeclaration, FactType, ItemRef, LawDeclaration, Level,
    MaterialDeclaration, NodeId, Operation, Origin, Owner, Period, ProfileDeclaration, RateDeclaration, TimeUnit,
};
use matter_core::lower::{LoweredMatter, LoweredVariance, definitions, lower_matter, lower_matter_at, lower_variance};
use matter_core::regions::RegionTree;
use matter_core::source_map::SourceMap;
use matter_core::world::{MatterLookup, World};
use matter_decide::Ranges;
use matter_runtime::tables::Day;
use matter_syntax::tree::Item;

pub use print::{print_formula, print_matter, print_rule};

const REGIONS: &str = include_str!("../../../../stdlib/regions.tsv");
const LEVELS: &str = include_str!("../../../../stdlib/levels.tsv");

/// Declarations, regions and matters that fixtures may name.
pub struct Fixture {
    pub declarations: Declarations,
    pub regions: RegionTree,
    pub matters: Matters,
    pub root: u32,
}

/// Matters by name.
pub struct Matters(pub Vec<&'static str>);

impl MatterLookup for Matters {
    fn matter(&self, name: &str) -> Option<(Arc<str>, ItemRef)> {
        let found = self.0.iter().find(|matter| **matter == name)?;
        Some((Arc::from(*found), item_ref("事项", found)))
    }

    fn similar(&self, name: &str) -> Vec<Arc<str>> {
        matter_core::names::similar(name, self.0.iter().copied()).into_iter().map(Arc::from).collect()
    }
}

impl Fixture {
    pub fn world(&self) -> World<'_> {
        World {
            declarations: &self.declarations,
            declared: &self.declarations,
            regions: &self.regions,
            root: self.root,
            rank: 0,
            within: Some(self.root),
            as_of: Day::from_civil(2026, 11, 1),
            matters: &self.matters,
        }
    }

    pub fn lower(&self, text: &str) -> LoweredMatter {
        let item = parse(text);
        let name = item.name.as_ref().map_or("", |name| &*name.text);
        let reference = item_ref("事项", name);
        lower_matter(&self.world(), &item, &reference, &Arc::new(SourceMap::of(&item)))
    }

    /// A variance of a lowered matter.
    pub fn vary(&self, base: &LoweredMatter, text: &str, name: &str) -> LoweredVariance {
        let item = parse(text);
        lower_variance(&self.world(), &item, &item_ref("特别规定", name), &Arc::new(SourceMap::of(&item)), base)
    }

    /// The effective definitions of a matter, and what only shows when variances meet.
    pub fn effective(&self, base: &LoweredMatter, variances: &[LoweredVariance]) -> (Vec<Definition>, Vec<Diagnostic>) {
        let again = |_| (base.clone(), variances.to_vec());
        let variances: Vec<&LoweredVariance> = variances.iter().collect();
        definitions(&self.world(), base, &variances, &again)
    }

    /// The effective definitions of a matter without variances, with the amounts of each place and day.
    pub fn effective_amounts(&self, text: &str) -> (Vec<Definition>, Vec<Diagnostic>) {
        let item = parse(text);
        let reference = item_ref("事项", "示例");
        let map = Arc::new(SourceMap::of(&item));
        let world = self.world();
        let again = |at| (lower_matter_at(&world, &item, &reference, &map, Some(at)), Vec::new());
        definitions(&world, &self.lower(text), &[], &again)
    }

    /// Findings of a matter with these lines, as `code role place: arguments`.
    pub fn findings(&self, lines: &str) -> Vec<String> {
        self.all_findings(&matter(lines))
    }

    /// Findings of a matter's whole text.
    pub fn all_findings(&self, text: &str) -> Vec<String> {
        let map = SourceMap::of(&parse(text));
        self.lower(text).diagnostics.iter().map(|found| print_finding(found, &map, text)).collect()
    }
}

/// A matter that says nothing but these lines.
pub fn matter(lines: &str) -> String {
    format!("事项 示例\n{lines}\n")
}

pub fn parse(text: &str) -> Item {
    let parsed = matter_syntax::parse_item(text);
    assert!(parsed.errors.is_empty(), "the fixture does not parse: {:#?}\n{text}", parsed.errors);
    parsed.item
}

pub fn item_ref(kind: &str, name: &str) -> ItemRef {
    ItemRef { file: "a.matter".into(), name: format!("{kind}/{name}").into(), ordinal: 0 }
}

fn origin() -> Origin {
    Origin { item: item_ref("信息项", "x"), node: NodeId(0) }
}

fn print_finding(found: &Diagnostic, map: &SourceMap, text: &str) -> String {
    let label = found.labels.first().expect("a finding has a place");
    let place = match &label.place {
        Place::Node(_, node) => {
            let span = map.span(*node);
            &text[span.start as usize..span.end as usize]
        }
        _ => "",
    };
    let args: Vec<String> = found.args.iter().map(|(name, arg)| format!("{name}={}", print_arg(arg))).collect();
    let fixes: Vec<String> = found
        .fixes
        .iter()
        .map(|fix| fix.edits.iter().map(|edit| format!("→{}", edit.text)).collect::<String>())
        .collect();
    let role = if label.role.is_empty() { String::new() } else { format!(" {}", label.role) };
    format!("{}{role} @{place} {} {}", found.code.0, args.join(" "), fixes.join(" ")).trim_end().to_owned()
}

fn print_arg(arg: &Arg) -> String {
    match arg {
        Arg::Code(text) | Arg::Plain(text) => text.to_string(),
        Arg::Word(word) => word.text(matter_syntax::tree::Face::Zh).to_owned(),
        Arg::Number(number) => number.to_string(),
        Arg::Day(day) => day.to_string(),
        Arg::List(list) => format!("[{}]", list.iter().map(print_arg).collect::<Vec<_>>().join(",")),
    }
}

pub fn choice(values: &[&str], ordered: bool) -> (FactType, Ranges) {
    let last = values.len() as i64 - 1;
    (
        FactType::Choice { values: values.iter().map(|value| Arc::from(*value)).collect(), ordered },
        Ranges::between(0, last),
    )
}

pub fn number(low: i64, high: i64, scale: u8, unit: Option<&str>) -> (FactType, Ranges) {
    (FactType::Number { scale, unit: unit.map(Arc::from) }, Ranges::between(low, high))
}

fn day(year: i32) -> i64 {
    i64::from(Day::from_civil(year, 1, 1).expect("a date").0)
}

/// The facts that fixtures use.
fn facts(regions: &RegionTree) -> Vec<(&'static str, (FactType, Ranges))> {
    let places = |level| (FactType::Region(level), Ranges::of(regions.answers(level).map(i64::from)));
    let dates = || (FactType::Date, Ranges::between(day(1900), day(2200) - 1));
    let age = FactType::Count { from: "出生日期".into(), operation: Operation::Years };
    let dishes = ["热食", "冷食", "生食", "糕点"].map(Arc::from);
    vec![
        ("婚姻状况", choice(&["未婚", "已婚", "离异", "丧偶"], false)),
        ("登记时点", choice(&["生育前", "生育后", "离婚后"], false)),
        ("已有子女数", number(0, 20, 0, None)),
        ("户籍地", places(Level::County)),
        ("居住地", places(Level::County)),
        ("经营所在市", places(Level::City)),
        ("渠道", choice(&["窗口", "网上", "自助终端", "邮寄", "移动端", "上门"], false)),
        ("学历", choice(&["无", "高中及以下", "大专", "本科", "硕士"], true)),
        ("出生日期", dates()),
        ("生育日期", dates()),
        ("有效期至", dates()),
        ("年龄", (age, Ranges::between(-200, 200))),
        ("建筑面积", number(0, 100_000_000, 2, Some("平方米"))),
        ("总投资", (FactType::Money, Ranges::between(0, 100_000_000_000_000))),
        ("股东数", number(1, 50, 0, None)),
        ("有住房", (FactType::YesNo, Ranges::between(0, 1))),
        ("经营项目", (FactType::Set { options: dishes.into() }, Ranges::between(0, 3))),
        ("备注", (FactType::Text, Ranges::empty())),
    ]
}

fn fact_declaration(name: &str, (ty, domain): (FactType, Ranges)) -> FactDeclaration {
    let owner = if matches!(ty, FactType::Count { .. }) { Owner::Computed } else { Owner::Applicant };
    FactDeclaration {
        name: name.into(),
        ty,
        domain,
        owner,
        by: None,
        any_member: false,
        exists: None,
        root: 0,
        doc: "".into(),
        origin: origin(),
    }
}

/// The world of the fixtures: the facts above, the library's regions with the root 龙岗区, a few laws, departments and materials.
pub fn fixture() -> Fixture {
    let (regions, problems) = RegionTree::read(REGIONS, LEVELS);
    assert!(problems.is_empty(), "{problems:?}");
    let root = regions.by_code("440307", None).expect("龙岗区");
    let mut declarations = Declarations::default();
    for (name, ty) in facts(&regions) {
        add_fact(&mut declarations, fact_declaration(name, ty));
    }
    for name in ["卫生健康", "公安", "市场监督管理"] {
        declarations.department_names.insert(name.into(), declarations.departments.len() as u32);
        declarations.departments.push(DepartmentDeclaration {
            name: name.into(),
            aliases: Vec::new(),
            title_en: None,
            bodies: Vec::new(),
            branches: Vec::new(),
            origin: origin(),
        });
    }
    add_materials(&mut declarations);
    add_laws(&mut declarations);
    declarations.profiles.push(licensing_profile());
    add_rate(&mut declarations);
    Fixture { declarations, regions, matters: Matters(vec!["食品经营备案", "施工许可"]), root }
}

pub fn add_fact(declarations: &mut Declarations, fact: FactDeclaration) {
    declarations.fact_names.insert(Arc::clone(&fact.name), declarations.facts.len() as u32);
    declarations.facts.push(fact);
}

fn add_materials(declarations: &mut Declarations) {
    let names = ["居民户口簿", "军人工作证件", "居民身份证", "出生医学证明", "离婚证", "结婚证", "居住证", "营业执照"];
    for name in names {
        let index = declarations.materials.len() as u32;
        declarations.material_names.insert(name.into(), index);
        declarations.materials.push(MaterialDeclaration {
            name: name.into(),
            issuer: None,
            kind: None,
            holder: None,
            validity: None,
            permanent: false,
            certificate: None,
            shared: None,
            aliases: Vec::new(),
            fields: Vec::new(),
            doc: "".into(),
            origin: origin(),
        });
    }
    declarations.material_names.insert("户口簿".into(), 0);
}

fn add_laws(declarations: &mut Declarations) {
    let laws = [
        ("人口与计划生育法", 47, (2002, 9, 1), None),
        ("行政许可法", 83, (2004, 7, 1), None),
        ("旧条例", 9, (1990, 1, 1), Some((2010, 1, 1))),
    ];
    for (name, articles, from, to) in laws {
        let title: Arc<str> =
            if name == "旧条例" { name.into() } else { format!("中华人民共和国{name}").into() };
        let index = declarations.laws.len() as u32;
        declarations.law_names.insert(name.into(), index);
        declarations.law_names.insert(Arc::clone(&title), index);
        let date = |(year, month, day)| Day::from_civil(year, month, day).expect("a date");
        declarations.laws.push(LawDeclaration {
            name: title,
            short: None,
            aliases: Vec::new(),
            rank: None,
            number: None,
            issuer: None,
            in_force: Period { from: Some(date(from)), to: to.map(date) },
            amended: Vec::new(),
            articles: Some(articles),
            origin: origin(),
        });
    }
}

fn licensing_profile() -> ProfileDeclaration {
    ProfileDeclaration {
        name: "行政许可的期限".into(),
        kinds: vec!["行政许可".into()],
        day_unit: Some(TimeUnit::WorkingDays),
        origin: origin(),
        ..ProfileDeclaration::default()
    }
}

fn add_rate(declarations: &mut Declarations) {
    declarations.rate_names.insert("低保标准".into(), 0);
    declarations.rates.push(RateDeclaration {
        name: "低保标准".into(),
        ty: FactType::Money,
        values: vec![
            ("".into(), Period::default(), 80_000, "".into()),
            ("440300".into(), Period::default(), 149_800, "".into()),
        ],
        origin: origin(),
    });
}
