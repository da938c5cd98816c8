//! Random pairs of releases: what is said of each change is compared with a list of all cases, which is written here and shares nothing with
//! the comparison.

use std::fmt::Write as _;
use std::sync::Arc;

use matter_compare::{Change, Effect, MatterChange, Shift, compare};
use matter_core::Settings;
use matter_runtime::{Catalogue, Language};
use matter_tests::compiled;
use matter_tests::generate::Numbers;
use matter_tests::trees::{FACTS, Tree, cases};
use matter_tests::workspace::Workspace;

const MATTERS: usize = 120;

/// A matter of one release: when it asks for a document, whom it admits, and how long it takes, by a case.
struct Release {
    document: Tree,
    admits: Option<Tree>,
    quick: Tree,
    days: [i64; 2],
}

impl Release {
    fn random(numbers: &mut Numbers, admitting: bool) -> Self {
        let mut day = || i64::try_from(numbers.next(4)).expect("small") + 1;
        let days = [day(), day() + 4];
        let tree = |numbers: &mut Numbers| Tree::random(numbers, 2);
        Self { document: tree(numbers), admits: admitting.then(|| tree(numbers)), quick: tree(numbers), days }
    }

    fn text(&self, number: usize) -> String {
        let mut text = format!(
            "\n事项 事{number}\n  类型：公共服务\n  服务对象：自然人\n  部门：民政\n  依据：《中华人民共和国民法典》第二百零一条\n  \
             受理：县级\n  决定：县级\n"
        );
        if let Some(admits) = &self.admits {
            let _ = write!(text, "  条件：\n    身份  “符合规定的身份”  {}\n", admits.text());
        }
        let [short, long] = self.days;
        let (document, quick) = (self.document.text(), self.quick.text());
        let _ = write!(text, "  材料：\n    户口簿  原件\n    离婚证  复印件  当 {document}\n");
        let _ = write!(text, "  时限：\n    承诺  {short} 个工作日  当 {quick}\n    承诺  {long} 个工作日  否则\n");
        text
    }

    fn takes(&self, case: &[usize]) -> i64 {
        self.days[usize::from(!self.quick.holds(case))]
    }

    fn admits(&self, case: &[usize]) -> bool {
        self.admits.as_ref().is_none_or(|admits| admits.holds(case))
    }
}

fn compiled(releases: &[Release]) -> Catalogue {
    let mut text = String::new();
    for fact in FACTS {
        let _ = writeln!(text, "信息项 {}：{}", fact.name, fact.declared);
    }
    text.extend(releases.iter().enumerate().map(|(number, release)| release.text(number)));
    let mut workspace = Workspace::new();
    let settings = Settings { region: Some("440300".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    workspace.set(settings, [(Arc::from("判例.matter"), Arc::from(text))]);
    compiled::compile(&workspace.analysis())
}

/// How one set of cases is from another, by looking at each.
fn shift(was: impl Fn(&[usize]) -> bool, is: impl Fn(&[usize]) -> bool) -> Option<Shift> {
    let (mut lost, mut won) = (false, false);
    for case in cases() {
        lost |= was(&case) && !is(&case);
        won |= is(&case) && !was(&case);
    }
    match (lost, won) {
        (false, false) => None,
        (true, false) => Some(Shift::Fewer),
        (false, true) => Some(Shift::More),
        (true, true) => Some(Shift::Other),
    }
}

fn of<'c>(matter: Option<&'c MatterChange>, kind: &str) -> Vec<&'c Change> {
    matter.into_iter().flat_map(MatterChange::changes).filter(|change| change.kind == kind).collect()
}

fn judged(matter: Option<&MatterChange>, kind: &str) -> Option<(Option<Shift>, Effect)> {
    of(matter, kind).first().map(|change| (change.cases, change.effect))
}

const fn burden(shift: Shift) -> Effect {
    match shift {
        Shift::Fewer => Effect::Better,
        Shift::More => Effect::Worse,
        Shift::Other => Effect::Neutral,
    }
}

const fn opposite(effect: Effect) -> Effect {
    match effect {
        Effect::Better => Effect::Worse,
        Effect::Worse => Effect::Better,
        Effect::Neutral => Effect::Neutral,
    }
}

#[test]
fn every_change_is_what_a_list_of_all_cases_says() {
    let mut numbers = Numbers::new(2026);
    let mut release = || (0..MATTERS).map(|number| Release::random(&mut numbers, number % 3 == 0)).collect::<Vec<_>>();
    let (mut old, new) = (release(), release());
    // Some that are the same but for one line.
    for number in (0..MATTERS).step_by(4) {
        old[number].document = new[number].document.clone();
        old[number].days = new[number].days;
    }
    let found = compare(&compiled(&old), &compiled(&new), "2026-11-01".parse().expect("a day"), Language::Zh);
    let found = found.expect("sound images");
    let mut seen = [0_usize; 4];
    for (number, (was, is)) in old.iter().zip(&new).enumerate() {
        let matter = found.changed.iter().find(|matter| matter.matter == format!("事{number}"));
        let document = shift(|case| was.document.holds(case), |case| is.document.holds(case));
        seen[document.map_or(0, |shift| shift as usize + 1)] += 1;
        let expected = document.map(|shift| (Some(shift), burden(shift)));
        assert_eq!(judged(matter, "requirement"), expected, "{} → {}", was.document.text(), is.document.text());
        let admitted = shift(|case| was.admits(case), |case| is.admits(case));
        let expected = admitted.map(|shift| (Some(shift), opposite(burden(shift))));
        assert_eq!(judged(matter, "condition"), expected, "事{number}");
        let both: Vec<Vec<usize>> = cases().into_iter().filter(|case| was.admits(case) && is.admits(case)).collect();
        let any = |effect: Effect| of(matter, "limit").iter().any(|change| change.effect == effect);
        let shorter = both.iter().any(|case| is.takes(case) < was.takes(case));
        let longer = both.iter().any(|case| is.takes(case) > was.takes(case));
        assert_eq!(
            (any(Effect::Better), any(Effect::Worse)),
            (shorter, longer),
            "事{number}: {:#?}",
            of(matter, "limit")
        );
    }
    assert!(seen.iter().all(|count| *count > 3), "not every kind of change was met: {seen:?}");
}
