//! Random small matters: what the proofs say of them is compared, finding by finding, with a list of all cases. The list is written here and
//! shares nothing with the proofs: conditions are trees, printed for the compiler and evaluated for the oracle.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use matter_checks::render::Sources;
use matter_core::Settings;
use matter_tests::generate::Numbers;
use matter_tests::trees::{FACTS, Tree, cases};
use matter_tests::workspace::{Checked, Workspace};

const MATTERS: u64 = 800;

struct Condition {
    when: Option<Tree>,
    holds: Tree,
}

impl Condition {
    fn asked(&self, case: &[usize]) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(case))
    }

    fn met(&self, case: &[usize]) -> bool {
        !self.asked(case) || self.holds.holds(case)
    }
}

struct Program {
    nevers: Vec<Tree>,
    conditions: Vec<Condition>,
    lines: Vec<Tree>,
    rest: bool,
    materials: Vec<Tree>,
}

const LEVELS: &[&str] = &["省级", "市级", "县级", "乡镇（街道）"];
const PAPERS: &[&str] = &["居民身份证", "居住证"];

impl Program {
    fn random(numbers: &mut Numbers) -> Self {
        let mut trees = |most: usize, depth: usize| -> Vec<Tree> {
            (0..numbers.next(most + 1)).map(|_| Tree::random(numbers, depth)).collect()
        };
        let (nevers, materials) = (trees(2, 1), trees(2, 1));
        let conditions = (0..numbers.next(3)).map(|_| Condition {
            when: (numbers.next(3) == 0).then(|| Tree::random(numbers, 0)),
            holds: Tree::random(numbers, 1),
        });
        let conditions = conditions.collect();
        let mut lines: Vec<Tree> = (0..2 + numbers.next(3)).map(|_| Tree::random(numbers, 1)).collect();
        if numbers.next(3) > 0 {
            lines = exclusive(&lines);
        }
        Self { nevers, conditions, lines, rest: numbers.next(2) == 0, materials }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for fact in FACTS {
            let _ = writeln!(text, "信息项 {}：{}", fact.name, fact.declared);
        }
        text.push_str(
            "\n事项 判例\n  类型：公共服务\n  服务对象：自然人\n  部门：民政\n  依据：《中华人民共和国民法典》第二百零一条\n",
        );
        for (number, never) in self.nevers.iter().enumerate() {
            let _ = writeln!(text, "  互斥 “排除{number}”：{}", never.text());
        }
        text.push_str("  受理：县级\n  决定：\n");
        for (line, level) in self.lines.iter().zip(LEVELS) {
            let _ = writeln!(text, "    {level}  当 {}", line.text());
        }
        text.push_str(if self.rest { "    村（社区）  否则\n" } else { "" });
        text.push_str(if self.conditions.is_empty() { "" } else { "  条件：\n" });
        for (number, condition) in self.conditions.iter().enumerate() {
            let when = condition.when.as_ref().map_or_else(String::new, |when| format!("  当 {}", when.text()));
            let _ = writeln!(text, "    条{number}  “第{number}条”  {}{when}", condition.holds.text());
        }
        text.push_str("  材料：\n    申请表  原件\n");
        for (material, paper) in self.materials.iter().zip(PAPERS) {
            let _ = writeln!(text, "    {paper}  原件  当 {}", material.text());
        }
        text.push_str(
            "  时限：\n    法定  20 个工作日  自 受理\n    承诺  10 个工作日\n  渠道：窗口\n  收费：不收费\n",
        );
        text.push_str("  结果：证明  长期有效\n");
        text
    }

    /// What must be found: code and the beginnings of the lines concerned, the reported one first.
    fn expected(&self) -> BTreeSet<(String, Vec<String>)> {
        let cases = cases();
        let possible: Vec<&Vec<usize>> =
            cases.iter().filter(|case| !self.nevers.iter().any(|never| never.holds(case))).collect();
        let all_met = |case: &Vec<usize>| self.conditions.iter().all(|condition| condition.met(case));
        let eligible: Vec<&Vec<usize>> = possible.iter().copied().filter(|case| all_met(case)).collect();
        let mut found = BTreeSet::new();
        let mut add = |code: &str, lines: Vec<String>| found.insert((code.to_owned(), lines));
        if possible.is_empty() {
            self.expected_of_exclusions(&cases, &mut add);
            return found;
        }
        for (number, never) in self.nevers.iter().enumerate() {
            if !cases.iter().any(|case| never.holds(case)) {
                add("E0409", vec![format!("互斥 “排除{number}”")]);
            }
        }
        if eligible.is_empty() && !self.conditions.is_empty() {
            add("E0407", (0..self.conditions.len()).map(|number| format!("条{number}")).collect());
            return found;
        }
        for (number, condition) in self.conditions.iter().enumerate() {
            let asked: Vec<&&Vec<usize>> = possible.iter().filter(|case| condition.asked(case)).collect();
            let others = |case: &Vec<usize>| {
                let mut others = self.conditions.iter().enumerate().filter(|(other, _)| *other != number);
                others.all(|(_, other)| other.met(case))
            };
            let code = if !asked.iter().any(|case| condition.holds.holds(case)) {
                "E0405"
            } else if asked.iter().all(|case| condition.holds.holds(case)) {
                "E0404"
            } else if possible.iter().filter(|case| others(case)).all(|case| condition.met(case)) {
                "E0406"
            } else {
                continue;
            };
            add(code, vec![format!("条{number}")]);
        }
        self.expected_of_lines(&eligible, &mut add);
        found
    }

    /// No case is left: each 互斥 that leaves none alone, else those without any of which some would be left.
    fn expected_of_exclusions(&self, cases: &[Vec<usize>], add: &mut dyn FnMut(&str, Vec<String>) -> bool) {
        let all =
            |numbers: &[usize]| cases.iter().all(|case| numbers.iter().any(|number| self.nevers[*number].holds(case)));
        let name = |number: &usize| format!("互斥 “排除{number}”");
        let alone: Vec<usize> = (0..self.nevers.len()).filter(|number| all(&[*number])).collect();
        for number in &alone {
            add("E0412", vec![name(number)]);
        }
        if alone.is_empty() {
            let mut needed: Vec<usize> = (0..self.nevers.len()).collect();
            for number in 0..self.nevers.len() {
                let others: Vec<usize> = needed.iter().copied().filter(|other| *other != number).collect();
                needed = if all(&others) { others } else { needed };
            }
            add("E0412", needed.iter().map(name).collect());
        }
    }

    fn expected_of_lines(&self, eligible: &[&Vec<usize>], add: &mut dyn FnMut(&str, Vec<String>) -> bool) {
        let level = |number: usize| LEVELS[number].to_owned();
        for (number, line) in self.lines.iter().enumerate() {
            if !eligible.iter().any(|case| line.holds(case)) {
                add("E0403", vec![level(number)]);
            }
            for (earlier, other) in self.lines.iter().enumerate().take(number) {
                if eligible.iter().any(|case| line.holds(case) && other.holds(case)) {
                    add("E0402", vec![level(number), level(earlier)]);
                }
            }
        }
        let left = eligible.iter().any(|case| !self.lines.iter().any(|line| line.holds(case)));
        match (left, self.rest) {
            (true, false) => add("E0401", vec![level(0)]),
            (false, true) => add("E0403", vec!["村（社区）".to_owned()]),
            _ => false,
        };
        for (material, paper) in self.materials.iter().zip(PAPERS) {
            if cases().iter().all(|case| material.holds(case)) {
                add("E0404", vec![(*paper).to_owned()]);
            } else if !eligible.iter().any(|case| material.holds(case)) {
                add("E0403", vec![(*paper).to_owned()]);
            }
        }
    }
}

/// Each line without what the lines before it say: no two overlap.
fn exclusive(lines: &[Tree]) -> Vec<Tree> {
    let one = |(number, line): (usize, &Tree)| {
        let earlier = lines.iter().take(number).map(|earlier| Tree::Not(Box::new(earlier.clone())));
        Tree::All(std::iter::once(line.clone()).chain(earlier).collect())
    };
    lines.iter().enumerate().map(one).collect()
}

/// The findings of the proofs: code and the first words of the lines that they name.
fn found(checked: &Checked) -> BTreeSet<(String, Vec<String>)> {
    let findings = checked.findings().iter().filter(|finding| finding.code.0.starts_with("E04"));
    let of = |finding: &matter_core::diagnostic::Diagnostic| {
        let lines = finding.labels.iter().map(|label| {
            let at = checked.locate(&label.place).expect("a place");
            let text = checked.text(&at.file).expect("a text");
            let line = text[at.start..].lines().next().expect("a line").trim();
            line.split("  ").next().expect("words").split('：').next().expect("words").to_owned()
        });
        (finding.code.0.to_owned(), lines.collect())
    };
    findings.map(of).collect()
}

/// Every witness must be a case of the oracle's list in which what was found is true: a gap is covered by no line, an overlap by two.
fn witnesses_are_real(checked: &Checked, program: &Program) -> Result<(), String> {
    for finding in checked.findings() {
        let Some(witness) = &finding.witness else { continue };
        let fits = |case: &Vec<usize>| {
            witness.answers.iter().all(|(_, name, value)| {
                let fact = FACTS.iter().position(|fact| *fact.name == **name).expect("a fact");
                FACTS[fact].values[case[fact]] == &**value
            })
        };
        let covering = |case: &Vec<usize>| program.lines.iter().filter(|line| line.holds(case)).count();
        let shows = |case: &Vec<usize>| match finding.code.0 {
            "E0401" => covering(case) == 0,
            "E0402" => covering(case) >= 2,
            _ => true,
        };
        let possible = |case: &Vec<usize>| {
            !program.nevers.iter().any(|never| never.holds(case)) && program.conditions.iter().all(|one| one.met(case))
        };
        if !cases().iter().any(|case| fits(case) && shows(case) && possible(case)) {
            return Err(format!("{} has no case like {:?}", finding.code.0, witness.answers));
        }
    }
    Ok(())
}

#[test]
fn proofs_find_what_enumeration_finds_and_nothing_else() {
    let mut workspace = Workspace::new();
    let (mut clean, mut findings) = (0, 0);
    for seed in 0..MATTERS {
        let program = Program::random(&mut Numbers::new(seed));
        let text = program.text();
        let settings = Settings { region: Some("440000".into()), ..Settings::default() };
        workspace.set(settings, [(Arc::from("判例.matter"), Arc::from(text.as_str()))]);
        let checked = workspace.check();
        let (found, expected) = (found(&checked), program.expected());
        assert_eq!(found, expected, "seed {seed}\n{text}\n{:?}", checked.codes());
        assert_eq!(witnesses_are_real(&checked, &program), Ok(()), "seed {seed}\n{text}");
        findings += expected.len();
        clean += usize::from(expected.is_empty());
    }
    assert!(findings > 1_500 && clean > 40, "{findings} findings, {clean} clean matters");
}
