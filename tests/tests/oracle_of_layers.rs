//! Random matters with variances: prior results that wait for each other somewhere, and districts that ask for more, compared with a list of all
//! cases. The list is written here and shares nothing with the proofs.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use matter_core::Settings;
use matter_core::diagnostic::{Arg, Diagnostic};
use matter_tests::generate::Numbers;
use matter_tests::trees::{FACTS, Tree, cases};
use matter_tests::workspace::{Checked, Workspace};

/// Districts: two may have variances, the last stands for everywhere else.
const DISTRICTS: &[&str] = &["罗湖区", "福田区", "南山区"];

const HEAD: &str = "  类型：公共服务\n  服务对象：自然人\n  部门：民政\n  依据：《中华人民共和国民法典》第二百零一条\n  \
                    属地：户籍地 到 县级\n  受理：县级\n  决定：县级\n";

fn declarations() -> String {
    let mut text = "信息项 户籍地：地区 到 县级\n".to_owned();
    for fact in FACTS {
        let _ = writeln!(text, "信息项 {}：{}", fact.name, fact.declared);
    }
    text
}

fn check(workspace: &mut Workspace, text: &str) -> Checked {
    let settings = Settings { region: Some("440300".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    workspace.set(settings, [(Arc::from("判例.matter"), Arc::from(text))]);
    workspace.check()
}

/// Whether a case of the list is like the witness of a finding in a district.
fn fits(finding: &Diagnostic, district: &str, case: &[usize]) -> bool {
    let Some(witness) = &finding.witness else { return false };
    witness.answers.iter().all(|(_, name, value)| {
        if &**name == "户籍地" {
            return &**value == district || (district == "南山区" && !DISTRICTS[..2].contains(&&**value));
        }
        let fact = FACTS.iter().position(|fact| *fact.name == **name).expect("a fact");
        FACTS[fact].values[case[fact]] == &**value
    })
}

/// A matter that makes one document and asks for others: of each line the alternatives, by number of matter, and when it is asked.
struct Waiting {
    base: Vec<(Vec<usize>, Tree)>,
    /// What a district asks besides; none: it has no variance.
    more: [Option<(usize, Tree)>; 2],
}

const MATTERS: usize = 4;

fn waiting(numbers: &mut Numbers, own: usize) -> Waiting {
    let other = |numbers: &mut Numbers| (own + 1 + numbers.next(MATTERS - 1)) % MATTERS;
    let base = (0..numbers.next(3)).map(|_| {
        let (one, two) = (other(numbers), other(numbers));
        let options = if numbers.next(3) == 0 && one != two { vec![one, two] } else { vec![one] };
        (options, Tree::random(numbers, 1))
    });
    let base = base.collect();
    let mut more = || (numbers.next(3) == 0).then(|| (other(numbers), Tree::random(numbers, 1)));
    Waiting { base, more: [more(), more()] }
}

fn text_of_waiting(matters: &[Waiting]) -> String {
    let mut text = declarations();
    (0..MATTERS).for_each(|number| writeln!(text, "材料 证{number}").expect("a text"));
    for (number, matter) in matters.iter().enumerate() {
        let _ = write!(text, "\n事项 事{number}\n{HEAD}  材料：\n    申请表  原件\n");
        for (line, (options, when)) in matter.base.iter().enumerate() {
            // Two lines about one document are told apart by their holder's form only where they are alternatives.
            let names: Vec<String> = options.iter().map(|option| format!("证{option}")).collect();
            let _ = writeln!(text, "    {}  {}  当 {}", names.join(" 或 "), ["原件", "复印件"][line % 2], when.text());
        }
        let _ = writeln!(
            text,
            "  时限：\n    法定  20 个工作日  自 受理\n    承诺  10 个工作日\n  渠道：窗口\n  收费：不收费\n  结果：证{number}  长期有效"
        );
    }
    for (number, matter) in matters.iter().enumerate() {
        for (district, more) in DISTRICTS.iter().zip(&matter.more) {
            if let Some((document, when)) = more {
                let _ = writeln!(
                    text,
                    "\n特别规定 事{number} 于 {district} 自 2026-07-01\n  材料：增 证{document}  原件和复印件  当 {}  依据 《中华人民共和国民法典》第二百零一条",
                    when.text()
                );
            }
        }
    }
    text
}

/// The matters that cannot finish in a case: the least fixpoint, step by step.
fn stuck(matters: &[Waiting], district: usize, case: &[usize]) -> Vec<usize> {
    let mut done: BTreeSet<usize> = BTreeSet::new();
    loop {
        let finishes = |number: &usize| {
            let matter = &matters[*number];
            let base = matter
                .base
                .iter()
                .all(|(options, when)| !when.holds(case) || options.iter().any(|one| done.contains(one)));
            let more = matter.more.get(district).and_then(Option::as_ref);
            base && more.is_none_or(|(document, when)| !when.holds(case) || done.contains(document))
        };
        let next: BTreeSet<usize> = (0..MATTERS).filter(finishes).collect();
        if next == done {
            return (0..MATTERS).filter(|number| !done.contains(number)).collect();
        }
        done = next;
    }
}

#[test]
fn matters_wait_for_each_other_exactly_where_enumeration_says_so() {
    let mut workspace = Workspace::new();
    let (mut circles, mut local, mut clean) = (0, 0, 0);
    for seed in 0..150 {
        let mut numbers = Numbers::new(seed);
        let matters: Vec<Waiting> = (0..MATTERS).map(|own| waiting(&mut numbers, own)).collect();
        let text = text_of_waiting(&matters);
        let checked = check(&mut workspace, &text);
        let found: Vec<&Diagnostic> = checked.findings().iter().filter(|one| one.code.0 == "E0410").collect();
        assert!(!checked.codes().contains(&"E0411") && !checked.codes().contains(&"E0490"), "seed {seed}\n{text}");
        let somewhere: Vec<bool> = (0..DISTRICTS.len())
            .map(|district| cases().iter().any(|case| !stuck(&matters, district, case).is_empty()))
            .collect();
        assert_eq!(!found.is_empty(), somewhere.contains(&true), "seed {seed}: {somewhere:?}\n{text}");
        for finding in &found {
            let circle = circle_of(finding);
            let real = (0..DISTRICTS.len()).any(|district| {
                let holds = |case: &&Vec<usize>| fits(finding, DISTRICTS[district], case);
                let all =
                    |case: &Vec<usize>| circle.iter().all(|number| stuck(&matters, district, case).contains(number));
                let mut like = cases();
                like.retain(|case| holds(&case));
                !like.is_empty() && like.iter().all(all)
            });
            assert!(real, "seed {seed}: {:?}\n{text}", finding.witness);
        }
        circles += usize::from(!found.is_empty());
        local += usize::from(somewhere[2] != somewhere.contains(&true));
        clean += usize::from(found.is_empty());
    }
    assert!(
        circles > 30 && local > 5 && clean > 30,
        "{circles} with circles, {local} in a district only, {clean} without"
    );
}

/// The matters of a circle, by number.
fn circle_of(finding: &Diagnostic) -> BTreeSet<usize> {
    let names = finding.args.iter().find(|(name, _)| *name == "circle").map(|(_, arg)| arg);
    let Some(Arg::List(names)) = names else { return BTreeSet::new() };
    let number = |name: &Arg| match name {
        Arg::Code(name) => name.trim_start_matches('事').parse().ok(),
        _ => None,
    };
    names.iter().filter_map(number).collect()
}

const PAPERS: &[&str] = &["居民身份证", "居住证", "居民户口簿"];

/// A line of 材料: alternatives by number of paper.
type Line = (Vec<usize>, Tree);

/// What a matter or a district says: conditions, materials, cases whose promise is short, cases in which hearings are not counted.
#[derive(Clone)]
struct Says {
    conditions: Vec<Tree>,
    materials: Vec<Line>,
    short: Tree,
    uncounted: Option<Tree>,
}

fn line(numbers: &mut Numbers) -> Line {
    let (one, two) = (numbers.next(PAPERS.len()), numbers.next(PAPERS.len()));
    let papers = if one == two { vec![one] } else { vec![one, two] };
    (papers, Tree::random(numbers, 1))
}

/// A matter, and a district that adds a line here and there.
fn varied(numbers: &mut Numbers) -> (Says, Says) {
    let base = Says {
        conditions: (0..numbers.next(2)).map(|_| Tree::random(numbers, 1)).collect(),
        materials: (0..1 + numbers.next(2)).map(|_| line(numbers)).collect(),
        short: Tree::random(numbers, 0),
        uncounted: (numbers.next(2) == 0).then(|| Tree::random(numbers, 0)),
    };
    let mut child = base.clone();
    if numbers.next(3) == 0 {
        child.conditions.push(Tree::random(numbers, 1));
    }
    if numbers.next(2) == 0 {
        child.materials.push(line(numbers));
    }
    if child.uncounted.is_none() && numbers.next(3) == 0 {
        child.uncounted = Some(Tree::random(numbers, 0));
    }
    (base, child)
}

fn text_of_varied(base: &Says, child: &Says) -> String {
    let papers = |line: &Line| line.0.iter().map(|paper| PAPERS[*paper]).collect::<Vec<_>>().join(" 或 ");
    let mut text = declarations();
    let _ = write!(text, "\n事项 判例\n{HEAD}");
    text.push_str(if base.conditions.is_empty() { "" } else { "  条件：\n" });
    for (number, condition) in base.conditions.iter().enumerate() {
        let _ = writeln!(text, "    条{number}  “第{number}条”  {}", condition.text());
    }
    text.push_str("  材料：\n    申请表  原件\n");
    for line in &base.materials {
        let _ = writeln!(text, "    {}  原件  当 {}", papers(line), line.1.text());
    }
    let _ = writeln!(
        text,
        "  时限：\n    法定  20 个工作日  自 受理\n    承诺  5 个工作日  当 {}\n    承诺  10 个工作日  否则",
        base.short.text()
    );
    if let Some(when) = &base.uncounted {
        let _ = writeln!(text, "    不计  听证  不超过 10 个工作日  当 {}", when.text());
    }
    text.push_str("  渠道：窗口\n  收费：不收费\n  结果：证明  长期有效\n\n特别规定 判例 于 罗湖区 自 2026-07-01\n  渠道：增 上门\n");
    if let Some(condition) = child.conditions.get(base.conditions.len()) {
        let _ = writeln!(text, "  条件：增 新条  “新条”  {}", condition.text());
    }
    if let Some(line) = child.materials.get(base.materials.len()) {
        let _ = writeln!(text, "  材料：增 {}  复印件  当 {}", papers(line), line.1.text());
    }
    if let (None, Some(when)) = (&base.uncounted, &child.uncounted) {
        let _ = writeln!(text, "  时限：增 不计  听证  不超过 10 个工作日  当 {}", when.text());
    }
    text
}

/// What the district makes worse, by listing cases and what a person may hold.
fn worse(base: &Says, child: &Says) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let met = |lines: &[Line], case: &[usize], held: usize| {
        lines.iter().all(|(papers, when)| !when.holds(case) || papers.iter().any(|paper| held & (1 << paper) != 0))
    };
    for case in cases().iter().filter(|case| base.conditions.iter().all(|condition| condition.holds(case))) {
        if !child.conditions.iter().all(|condition| condition.holds(case)) {
            found.insert("conditions");
        }
        if (0..1 << PAPERS.len()).any(|held| met(&base.materials, case, held) && !met(&child.materials, case, held)) {
            found.insert("materials");
        }
        let uncounted = |says: &Says| says.uncounted.as_ref().is_some_and(|when| when.holds(case));
        if uncounted(child) && !uncounted(base) {
            found.insert("exclusion");
        }
    }
    found
}

#[test]
fn a_district_is_stricter_exactly_where_enumeration_says_so() {
    let mut workspace = Workspace::new();
    let (mut stricter, mut fair) = (0, 0);
    for seed in 0..200 {
        let (base, child) = varied(&mut Numbers::new(seed));
        let text = text_of_varied(&base, &child);
        let checked = check(&mut workspace, &text);
        let of =
            |finding: &Diagnostic| finding.args.iter().find(|(name, _)| *name == "what").map(|(_, what)| what.clone());
        let found = checked.findings().iter().filter(|finding| finding.code.0 == "E0420");
        let found: BTreeSet<String> = found
            .filter_map(of)
            .filter_map(|what| match what {
                Arg::Plain(what) => Some(what.to_string()),
                _ => None,
            })
            .collect();
        let expected: BTreeSet<String> = worse(&base, &child).into_iter().map(str::to_owned).collect();
        assert_eq!(found, expected, "seed {seed}\n{text}\n{:?}", checked.codes());
        stricter += usize::from(!expected.is_empty());
        fair += usize::from(expected.is_empty());
    }
    assert!(stricter > 50 && fair > 30, "{stricter} stricter, {fair} fair");
}
