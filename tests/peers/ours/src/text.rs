//! The work in the language: one text of facts, then a text for every hundred matters.

use std::fmt::Write as _;

use workload::write::Syntax;
use workload::{Kind, Matter, Span, VALUES, When};

const PER_TEXT: usize = 100;

/// As the language spells comparisons. Facts are the catalogue's, so the kind of a question is part of its name.
const SYNTAX: Syntax = Syntax {
    variable: str::to_owned,
    and: " 且 ",
    or: " 或 ",
    not: |of| of.replace("= 是", "= 否"),
    truth: |variable| format!("{variable} = 是"),
    text: str::to_owned,
};

/// The name of a question's fact.
pub fn fact(name: &str, kind: Kind) -> String {
    match kind {
        Kind::Choice(values) => format!("{name}_{values}"),
        Kind::YesNo => format!("{name}_b"),
        Kind::Number => format!("{name}_n"),
        Kind::Date => format!("{name}_d"),
    }
}

/// The name of a matter.
pub fn name(number: usize) -> String {
    format!("matter{number:05}")
}

pub fn texts(catalogue: &[Matter]) -> Vec<String> {
    let mut facts: Vec<String> = catalogue
        .iter()
        .flat_map(|matter| &matter.questions)
        .map(|question| declaration(&fact(question.name, question.kind), question.kind))
        .collect();
    facts.sort();
    facts.dedup();
    facts.push("信息项 age：0 至 150\n信息项 place：0 至 1_000_000\n".to_owned());
    facts.extend((0..32).map(|result| format!("信息项 {}：是否\n", workload::result_name(result))));
    let matters = catalogue.chunks(PER_TEXT).map(|chunk| chunk.iter().map(matter).collect::<String>());
    std::iter::once(facts.concat()).chain(matters).collect()
}

fn declaration(name: &str, kind: Kind) -> String {
    let domain = match kind {
        Kind::Choice(values) => VALUES[..usize::from(values)].join("、"),
        Kind::YesNo => "是否".to_owned(),
        Kind::Number => "0 至 1_000".to_owned(),
        Kind::Date => "日期".to_owned(),
    };
    format!("信息项 {name}：{domain}\n")
}

fn matter(matter: &Matter) -> String {
    let mut text = format!(
        "事项 {}\n  类型：公共服务\n  服务对象：自然人\n  部门：公安\n  依据：《居住证暂行条例》第二条\n  受理：\n",
        name(matter.number)
    );
    for (office, span) in matter.offices.iter().enumerate() {
        let _ = writeln!(text, "    office{office}  当 {}", inside(span));
    }
    let _ = write!(
        text,
        "  决定：县级\n  条件：\n    result  “已经取得前一结果”  {} = 是\n    aged  “达到年龄”  age ≥ {}\n    resident  “住在本地”  {}\n  材料：\n",
        workload::result_name(matter.result),
        matter.age,
        inside(&matter.residence)
    );
    for (number, material) in matter.materials.iter().enumerate() {
        let _ = match material {
            When::Always => writeln!(text, "    material{number:02}  原件"),
            when => writeln!(text, "    material{number:02}  原件  当 {}", condition(matter, when)),
        };
    }
    let _ = write!(
        text,
        "  时限：\n    法定  100 个自然日  自 受理\n    承诺  {} 个自然日  当 {}\n    承诺  {} 个自然日  否则\n  渠道：窗口\n  收费：\n    \
         工本费  0 元  当 {}\n    工本费  {} 元  当 {}\n    工本费  {} 元  否则\n\n",
        matter.days.0,
        condition(matter, &matter.quick),
        matter.days.1,
        condition(matter, &When::Is(matter.waiver)),
        matter.fee.0,
        // The lines of a choice exclude each other.
        condition(matter, &When::All(vec![When::Is(not(matter)), matter.reduced.clone()])),
        matter.fee.1
    );
    text
}

fn not(matter: &Matter) -> workload::Atom {
    use workload::Test;
    let yes_no = matter.questions[matter.waiver.question].kind == Kind::YesNo;
    let test = match matter.waiver.test {
        Test::Is(value) if yes_no => Test::Is(1 - value),
        Test::Is(value) => Test::IsNot(value),
        Test::IsNot(value) => Test::Is(value),
        Test::AtLeast(bound) => Test::Below(bound),
        Test::Below(bound) => Test::AtLeast(bound),
    };
    workload::Atom { question: matter.waiver.question, test }
}

fn inside(span: &Span) -> String {
    format!("place ≥ {} 且 place < {}", span.0, span.1)
}

fn condition(matter: &Matter, when: &When) -> String {
    let join = |parts: &[When], by: &str| parts.iter().map(|part| part_of(matter, part)).collect::<Vec<_>>().join(by);
    match when {
        When::Always => "place ≥ 0".to_owned(),
        When::Is(atom) => atom_of(matter, atom),
        When::All(parts) => join(parts, SYNTAX.and),
        When::Any(parts) => join(parts, SYNTAX.or),
    }
}

fn part_of(matter: &Matter, when: &When) -> String {
    match when {
        When::All(_) | When::Any(_) => format!("（{}）", condition(matter, when)),
        _ => condition(matter, when),
    }
}

/// A date is written as one.
fn atom_of(matter: &Matter, atom: &workload::Atom) -> String {
    let question = &matter.questions[atom.question];
    let written = SYNTAX.atom(matter, atom).replace("==", "=").replace("!=", "≠").replace(">=", "≥");
    let written = written.replacen(question.name, &fact(question.name, question.kind), 1);
    match atom.test {
        workload::Test::AtLeast(bound) | workload::Test::Below(bound) if question.kind == Kind::Date => {
            written.replace(&bound.to_string(), &matter_runtime::tables::Day(bound).to_string())
        }
        _ => written,
    }
}
