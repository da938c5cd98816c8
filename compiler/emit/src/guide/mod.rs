//! An edition of the tables → its guide (办事指南) as Markdown, sections in the order of GB/T 36114, in Chinese or English.
//!
//! What stands in the tables is printed and nothing else; words of the catalogue stay in the language that they were written in.

mod lines;
mod phrases;

use std::fmt::Write;

use matter_runtime::tables::{Edition, Matter, Rule, Tables};

use lines::{Words, of_rule};

pub use phrases::Language;

/// Kinds of rules that stand under one heading: Chinese, English, kinds.
const SECTIONS: &[(&str, &str, &[&str])] = &[
    ("办件类型", "Kind of case", &["case_kind"]),
    ("属地", "Responsible region", &["responsible"]),
    ("受理机构", "Accepting body", &["accepting"]),
    ("决定机构", "Deciding body", &["decider", "delegation"]),
    ("数量限制", "Quota", &["quota"]),
    ("受理条件", "Conditions", &["condition"]),
    ("改办", "Handled as another matter", &["instead"]),
    ("前置", "Prior results", &["prior_result"]),
    ("申请材料", "Materials", &["requirement"]),
    ("告知承诺", "Commitment in place of proof", &["commitment"]),
    ("中介服务", "Intermediary services", &["intermediary"]),
    ("办理形式", "Channels", &["channel"]),
    ("到场次数", "Visits", &["visit"]),
    ("通办", "Handling elsewhere", &["venue"]),
    ("主动服务", "Proactive service", &["trigger"]),
    ("办理流程", "Steps", &["stage"]),
    ("办结时限", "Time limits", &["limit", "exclusion"]),
    ("收费", "Fees", &["fee"]),
    ("给付", "Benefits", &["benefit"]),
    ("裁量基准", "Discretion", &["discretion"]),
    ("审批结果", "Result", &["result"]),
    ("续期", "Renewal", &["renewal"]),
    ("职责", "Duties", &["duty"]),
    ("责任", "Liability", &["liability"]),
];

/// Prints the guide of an edition; `None` if the tables do not have it.
#[must_use]
pub fn markdown(tables: &Tables, edition: u32, language: Language) -> Option<String> {
    let edition = tables.edition.iter().find(|row| row.id == edition)?;
    let matter = tables.matter.iter().find(|row| row.name == edition.matter)?;
    let words = Words { tables, language };
    let mut to = String::new();
    head(words, matter, edition, &mut to);
    let rules = of_rule(&tables.rule, edition.id, |rule| rule.edition);
    for (zh, en, kinds) in SECTIONS {
        let of_section: Vec<&Rule> = rules.iter().filter(|rule| kinds.contains(&rule.kind.as_str())).collect();
        section(words, language.pick(zh, en), &of_section, &mut to);
    }
    texts(words, edition, &mut to);
    Some(to)
}

/// Writing to a string cannot fail, so that the outcome of `writeln!` says nothing.
macro_rules! line {
    ($to:expr, $($argument:tt)*) => {
        let _ = writeln!($to, $($argument)*);
    };
}

fn head(words: Words<'_>, matter: &Matter, edition: &Edition, to: &mut String) {
    let (tables, language) = (words.tables, words.language);
    let title = matter.title_en.as_deref().filter(|_| language == Language::En).unwrap_or(&matter.name);
    line!(to, "# {title}\n");
    if !matter.summary.is_empty() {
        line!(to, "{}\n", matter.summary);
    }
    let of_matter = |name: &str| name == matter.name;
    let codes = tables.matter_code.iter().filter(|row| of_matter(&row.matter));
    let codes: Vec<String> = codes.map(|row| format!("{} {}", row.system, row.code)).collect();
    let serves = tables.matter_serves.iter().filter(|row| of_matter(&row.matter)).map(|row| row.term.clone());
    let items = tables.handling_item.iter().filter(|row| of_matter(&row.matter));
    let facts = [
        (language.pick("事项名称", "Name"), matter.name.clone()),
        (language.pick("事项编码", "Codes"), codes.join(language.pick("；", "; "))),
        (language.pick("事项类型", "Kind"), matter.kind.clone()),
        (language.pick("服务对象", "Serves"), serves.collect::<Vec<_>>().join(language.pick("、", ", "))),
        (language.pick("实施主体", "Department"), matter.department.clone()),
        (
            language.pick("办理项", "Handling items"),
            items.map(|row| format!("{} {}", row.code, row.title)).collect::<Vec<_>>().join(language.pick("、", ", ")),
        ),
        (language.pick("适用期间", "Valid"), language.period(edition.day_from, edition.day_to)),
        (language.pick("设定依据", "Basis"), basis(words, edition.id, None)),
    ];
    for (name, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        line!(to, "- **{name}**{}{value}", language.pick("：", ": "));
    }
}

/// Citations of a rule, or of the matter.
fn basis(words: Words<'_>, edition: u32, rule: Option<u32>) -> String {
    let of_edition = of_rule(&words.tables.basis, edition, |row| row.edition);
    let cited = of_edition.iter().filter(|row| row.rule == rule).map(|row| format!("《{}》{}", row.law, row.place));
    cited.collect::<Vec<_>>().join(words.language.pick("；", "; "))
}

fn section(words: Words<'_>, title: &str, rules: &[&Rule], to: &mut String) {
    if rules.is_empty() {
        return;
    }
    line!(to, "\n## {title}\n");
    let mut stage = None;
    for rule in rules {
        if rule.stage != stage {
            stage.clone_from(&rule.stage);
            if let Some(stage) = &stage {
                line!(to, "\n**{stage}**\n");
            }
        }
        if let Some(text) = words.yields(rule) {
            line!(to, "- {text}{}", tail(words, rule));
        }
    }
}

/// Title, cases and basis of a line.
fn tail(words: Words<'_>, rule: &Rule) -> String {
    let language = words.language;
    let mut text = String::new();
    if let Some(title) = rule.title.as_ref().filter(|_| rule.kind != "visit") {
        text += &language.pick("“{}”", " “{}”").replace("{}", title);
    }
    if let Some(condition) = &rule.condition {
        text += &language.pick("（当 {}）", " (when {})").replace("{}", condition);
    } else if rule.otherwise {
        text += language.pick("（其他情形）", " (otherwise)");
    }
    let basis = basis(words, rule.edition, Some(rule.id));
    if !basis.is_empty() {
        text += &(language.pick("，依据", ", basis: ").to_owned() + &basis);
    }
    text
}

fn texts(words: Words<'_>, edition: &Edition, to: &mut String) {
    let mut element = "";
    for text in of_rule(&words.tables.text, edition.id, |text| text.edition) {
        if text.element != element {
            element = &text.element;
            line!(to, "\n## {}\n", words.language.word(element));
        }
        line!(to, "{}", text.text);
    }
}
