//! Three-valued answers on small tables written by hand.
#![allow(clippy::unwrap_used, reason = "what fails in a test fails the test")]

mod common;

use common::build::Builder;
use common::day;
use matter_runtime::{Answer, Case, Catalogue, Dates, Error, FactId, Given, Request, Resolution, RuleId, Status};

const LONGGANG: &str = "440307000000";
const SHENZHEN: &str = "440300000000";

/// One catalogue and the buffers of one thread.
struct Window {
    catalogue: Catalogue,
    case: Case,
    answer: Answer,
}

impl Window {
    fn new(builder: &Builder) -> Self {
        Self { catalogue: builder.open(), case: Case::new(), answer: Answer::new() }
    }

    fn fact(&self, name: &str) -> FactId {
        let facts: Vec<matter_runtime::tables::Fact> = self.catalogue.rows().unwrap();
        FactId(u32::try_from(facts.iter().position(|fact| fact.name == name).unwrap()).unwrap())
    }

    fn given(&self, answers: &[(&str, i64)]) -> Vec<Given> {
        answers.iter().map(|(name, value)| Given { fact: self.fact(name), value: *value }).collect()
    }

    fn place(&self, name: &str) -> i64 {
        i64::from(self.catalogue.region(name, day("2026-03-02")).unwrap().0)
    }

    fn try_decide(&mut self, matter: &str, at: &str, on: &str, answers: &[(&str, i64)]) -> Result<Resolution, Error> {
        let given = self.given(answers);
        let responsible = if at.is_empty() { None } else { Some(self.catalogue.region(at, day(on))?) };
        let request = Request {
            matter: self.catalogue.matter(matter)?,
            responsible,
            here: None,
            dates: Dates::on(day(on)),
            answers: &given,
        };
        let resolution = self.case.resolve(&self.catalogue, &request)?;
        self.catalogue.evaluate(&self.case, &mut self.answer)?;
        Ok(resolution)
    }

    fn decide(&mut self, answers: &[(&str, i64)]) -> &Answer {
        self.try_decide("二孩生育登记", "坂田街道", "2026-03-02", answers).unwrap();
        &self.answer
    }

    fn open_names(&self) -> Vec<String> {
        let mut open = Vec::new();
        self.catalogue.open_facts(&self.case, &self.answer, &mut open).unwrap();
        open.into_iter().map(|fact| self.catalogue.row::<matter_runtime::tables::Fact>(fact.0).unwrap().name).collect()
    }
}

fn marriage() -> (Builder, u32) {
    let mut builder = Builder::new(LONGGANG);
    builder.choice("婚姻状况", &["未婚", "已婚", "离异", "丧偶"]);
    builder.matter("二孩生育登记");
    let edition = builder.edition("二孩生育登记", LONGGANG, 0, None, None);
    (builder, edition)
}

// 未婚 and 丧偶 are not told apart.
const MARRIAGE: &[&[(i64, i64)]] = &[&[(0, 0), (3, 3)], &[(1, 1)], &[(2, 2)]];

#[test]
fn a_line_is_possible_until_its_fact_is_answered() {
    let (mut builder, edition) = marriage();
    builder.cells(edition, "婚姻状况", MARRIAGE);
    let divorce = builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 2, 3));
    let always = builder.rule_always(edition, "requirement", "材料/户口簿");
    let mut window = Window::new(&builder);
    let divorce = RuleId(divorce);
    assert_eq!(window.decide(&[]).status(divorce), Status::Possible);
    assert_eq!(window.decide(&[("婚姻状况", 2)]).status(divorce), Status::Certain);
    assert_eq!(window.decide(&[("婚姻状况", 3)]).status(divorce), Status::Excluded);
    assert_eq!(window.decide(&[]).status(RuleId(always)), Status::Certain);
}

#[test]
fn two_facts_of_which_one_settles_a_line_leave_nothing_to_ask() {
    let (mut builder, edition) = marriage();
    builder.fact("外地户籍", "bool");
    builder.cells(edition, "婚姻状况", MARRIAGE);
    builder.cells(edition, "外地户籍", &[&[(0, 0)], &[(1, 1)]]);
    // 离异 且 外地户籍: holds in one box, fails where either is not so.
    let rule = builder.rule(
        edition,
        "requirement",
        "材料/居住证",
        &[
            (true, vec![("婚姻状况", 0), ("婚姻状况", 1), ("外地户籍", 0)]),
            (false, vec![("婚姻状况", 2)]),
            (false, vec![("外地户籍", 1)]),
        ],
    );
    let mut window = Window::new(&builder);
    assert_eq!(window.decide(&[]).status(RuleId(rule)), Status::Possible);
    assert_eq!(window.open_names(), ["婚姻状况", "外地户籍"]);
    assert_eq!(window.decide(&[("婚姻状况", 1)]).status(RuleId(rule)), Status::Excluded);
    assert_eq!(window.open_names(), [""; 0]);
    assert_eq!(window.decide(&[("婚姻状况", 2)]).status(RuleId(rule)), Status::Possible);
    assert_eq!(window.open_names(), ["外地户籍"]);
    assert_eq!(window.decide(&[("婚姻状况", 2), ("外地户籍", 1)]).status(RuleId(rule)), Status::Certain);
}

#[test]
fn a_rest_line_is_certain_when_all_others_are_excluded() {
    let (mut builder, edition) = marriage();
    builder.cells(edition, "婚姻状况", MARRIAGE);
    let married = builder.rule_if(edition, "fee", "收费/已婚", ("婚姻状况", 1, 3));
    let divorced = builder.rule_if(edition, "fee", "收费/离异", ("婚姻状况", 2, 3));
    let rest = RuleId(builder.rest(edition, "fee", "收费/工本费", &[married, divorced]));
    let mut window = Window::new(&builder);
    assert_eq!(window.decide(&[]).status(rest), Status::Possible);
    assert_eq!(window.decide(&[("婚姻状况", 0)]).status(rest), Status::Certain);
    assert_eq!(window.decide(&[("婚姻状况", 1)]).status(rest), Status::Excluded);
}

#[test]
fn a_choice_of_a_matter_whose_conditions_fail_has_no_value() {
    let (mut builder, edition) = marriage();
    builder.cells(edition, "婚姻状况", MARRIAGE);
    let condition = builder.rule_if(edition, "condition", "条件/已婚", ("婚姻状况", 1, 3));
    builder.rule(edition, "eligible", "条件", &[(true, vec![("婚姻状况", 0), ("婚姻状况", 2)])]);
    // Rows of the choice are restricted to 已婚.
    let fee = builder.rule(edition, "fee", "收费/有", &[(true, vec![("婚姻状况", 0), ("婚姻状况", 2)])]);
    let rest = builder.rest(edition, "fee", "收费/工本费", &[fee]);
    let mut window = Window::new(&builder);
    let answer = window.decide(&[("婚姻状况", 2)]);
    assert_eq!(answer.status(RuleId(condition)), Status::Excluded);
    assert_eq!(answer.eligible(), Status::Excluded);
    assert_eq!((answer.status(RuleId(fee)), answer.status(RuleId(rest))), (Status::Moot, Status::Moot));
    assert_eq!(window.decide(&[("婚姻状况", 1)]).status(RuleId(rest)), Status::Excluded);
}

#[test]
fn contradictory_answers_name_what_excludes_them() {
    let (mut builder, edition) = marriage();
    builder.choice("登记时点", &["生育后", "离婚后"]);
    builder.cells(edition, "婚姻状况", MARRIAGE);
    builder.cells(edition, "登记时点", &[&[(0, 0)], &[(1, 1)]]);
    let possible = vec![(true, vec![("婚姻状况", 0)]), (true, vec![("登记时点", 1)])];
    builder.rule(edition, "feasible", "互斥", &possible);
    let never = builder.rule(
        edition,
        "never",
        "互斥/0",
        &[
            (true, vec![("婚姻状况", 1), ("婚姻状况", 2), ("登记时点", 0)]),
            (false, vec![("婚姻状况", 0)]),
            (false, vec![("登记时点", 1)]),
        ],
    );
    let reason = "未婚者没有离婚后的登记";
    builder.tables.never.push(matter_runtime::tables::Never { edition, seq: 0, reason: reason.into(), rule: never });
    let mut window = Window::new(&builder);
    window.decide(&[("婚姻状况", 0)]);
    let error =
        window.try_decide("二孩生育登记", "坂田街道", "2026-03-02", &[("婚姻状况", 0), ("登记时点", 1)]).unwrap_err();
    assert_eq!(error, Error::Contradictory { reasons: vec![reason.into()] });
    assert_eq!(error.code(), "R401");
}

#[test]
fn computed_facts_come_before_the_cells_and_make_their_arguments_worth_asking() {
    let (mut builder, edition) = marriage();
    builder.fact("出生日期", "date");
    builder.fact("年龄", "derived").owner = "computed".into();
    builder.tables.derived.push(matter_runtime::tables::Derived {
        fact: "年龄".into(),
        operation: "years".into(),
        a: "出生日期".into(),
        b: "application_day".into(),
        level: None,
    });
    for (cell, low, high) in [(0, 0, 69), (1, 70, 150)] {
        let row = matter_runtime::tables::CellMember { edition, fact: "年龄".into(), cell, low, high };
        builder.tables.cell_member.push(row);
    }
    builder.ask(edition, "出生日期");
    let rule = RuleId(builder.rule_if(edition, "benefit", "给付/高龄", ("年龄", 1, 2)));
    let mut window = Window::new(&builder);
    assert_eq!(window.decide(&[]).status(rule), Status::Possible);
    assert_eq!(window.open_names(), ["出生日期"]);
    let born = |text: &str| i64::from(day(text).0);
    assert_eq!(window.decide(&[("出生日期", born("1956-03-02"))]).status(rule), Status::Certain);
    assert_eq!(window.decide(&[("出生日期", born("1956-03-03"))]).status(rule), Status::Excluded);
    // Nobody born on 2000-01-01 is 85 on 2026-03-02; 26 is what follows.
    assert_eq!(window.decide(&[("年龄", 85)]).status(rule), Status::Certain);
    let young = [("出生日期", born("2000-01-01")), ("年龄", 85)];
    let error = window.try_decide("二孩生育登记", "坂田街道", "2026-03-02", &young).unwrap_err();
    let expected = Error::NotAsComputed { fact: "年龄".into(), value: "85".into(), computed: "26".into() };
    assert_eq!((error.code(), &error), ("R206", &expected));
    let agreeing = [("出生日期", born("2000-01-01")), ("年龄", 26)];
    assert_eq!(window.decide(&agreeing).status(rule), Status::Excluded);
    assert_eq!(window.open_names(), [""; 0]);
}

#[test]
fn a_deeper_place_is_rolled_up_and_a_coarser_one_is_unknown() {
    let (mut builder, edition) = marriage();
    builder.place("户籍地", 4);
    builder.cells(edition, "户籍地", &[&[(10, 13)], &[(0, 9), (14, 15)]]);
    let rule = RuleId(builder.rule_if(edition, "condition", "条件/本区户籍", ("户籍地", 0, 2)));
    let mut window = Window::new(&builder);
    let at = |window: &Window, name: &str| [("户籍地", window.place(name))];
    let community = at(&window, "杨美社区");
    assert_eq!(window.decide(&community).status(rule), Status::Certain);
    let other = at(&window, "桂园街道");
    assert_eq!(window.decide(&other).status(rule), Status::Excluded);
    let city = at(&window, "深圳市");
    assert_eq!(window.decide(&city).status(rule), Status::Possible);
    assert_eq!(window.open_names(), ["户籍地"]);
    // 东莞 has no counties: nothing more exact can be said at that level.
    let dongguan = at(&window, "东莞市");
    assert_eq!(window.decide(&dongguan).status(rule), Status::Excluded);
    let town = at(&window, "虎门镇");
    assert_eq!(window.decide(&town).status(rule), Status::Excluded);
}

#[test]
fn a_relation_of_two_places_is_a_computed_fact() {
    let (mut builder, edition) = marriage();
    builder.place("户籍地", 5);
    builder.place("居住地", 5);
    for (name, operation, b, level) in
        [("同一户籍", "equal", "居住地", None), ("本市户籍", "same_unit", "responsible", Some(3))]
    {
        builder.fact(name, "derived").owner = "computed".into();
        builder.tables.derived.push(matter_runtime::tables::Derived {
            fact: name.into(),
            operation: operation.into(),
            a: "户籍地".into(),
            b: b.into(),
            level,
        });
        builder.cells(edition, name, &[&[(0, 0)], &[(1, 1)]]);
    }
    let same = RuleId(builder.rule_if(edition, "requirement", "材料/甲", ("同一户籍", 1, 2)));
    let city = RuleId(builder.rule_if(edition, "condition", "条件/本市", ("本市户籍", 1, 2)));
    let mut window = Window::new(&builder);
    let [community, town, luohu, dongguan] =
        ["杨美社区", "坂田街道", "罗湖区", "虎门镇"].map(|name| window.place(name));
    let answer = window.decide(&[("户籍地", community), ("居住地", town)]);
    assert_eq!((answer.status(same), answer.status(city)), (Status::Certain, Status::Certain));
    let answer = window.decide(&[("户籍地", luohu), ("居住地", town)]);
    assert_eq!((answer.status(same), answer.status(city)), (Status::Excluded, Status::Certain));
    let answer = window.decide(&[("户籍地", dongguan)]);
    assert_eq!((answer.status(same), answer.status(city)), (Status::Possible, Status::Excluded));
}

#[test]
fn an_officials_finding_is_taken_as_favourable_and_listed_as_pending() {
    let (mut builder, edition) = marriage();
    builder.fact("情况属实", "finding").owner = "official".into();
    builder.cells(edition, "情况属实", &[&[(0, 0)], &[(1, 1)]]);
    builder.rule_if(edition, "condition", "条件/情况属实", ("情况属实", 1, 2));
    let mut window = Window::new(&builder);
    assert_eq!(window.decide(&[]).eligible(), Status::Certain);
    assert_eq!(window.case.pending(), [window.fact("情况属实")]);
    assert_eq!(window.decide(&[("情况属实", 0)]).eligible(), Status::Excluded);
    assert_eq!(window.case.pending(), []);
}

#[test]
fn a_prior_result_must_be_held_where_it_is_required() {
    let (mut builder, edition) = marriage();
    builder.fact("持有 结婚证", "held").owner = "held".into();
    builder.cells(edition, "婚姻状况", MARRIAGE);
    builder.ask(edition, "持有 结婚证");
    let rule = builder.rule_if(edition, "prior_result", "前置/结婚证", ("婚姻状况", 1, 3));
    builder.tables.prior_result.push(matter_runtime::tables::PriorResult {
        rule,
        material: "结婚证".into(),
        fact: "持有 结婚证".into(),
    });
    let mut window = Window::new(&builder);
    assert_eq!(window.decide(&[]).eligible(), Status::Possible);
    assert_eq!(window.decide(&[("婚姻状况", 1)]).eligible(), Status::Possible);
    assert_eq!(window.open_names(), ["持有 结婚证"]);
    assert_eq!(window.decide(&[("婚姻状况", 1), ("持有 结婚证", 0)]).eligible(), Status::Excluded);
    assert_eq!(window.decide(&[("婚姻状况", 1), ("持有 结婚证", 1)]).eligible(), Status::Certain);
    assert_eq!(window.decide(&[("婚姻状况", 2)]).eligible(), Status::Certain);
    assert_eq!(window.open_names(), [""; 0]);
}

#[test]
fn the_deepest_layer_then_the_latest_start_selects_the_edition() {
    let mut builder = Builder::new(SHENZHEN);
    builder.matter("居住证申领");
    let base = builder.edition("居住证申领", SHENZHEN, 0, Some("2022-01-01"), Some("2026-07-01"));
    let later = builder.edition("居住证申领", SHENZHEN, 0, Some("2026-07-01"), None);
    let district = builder.edition("居住证申领", LONGGANG, 1, Some("2026-01-01"), Some("2026-12-01"));
    let town = builder.edition("居住证申领", "440307005000", 2, Some("2026-03-01"), None);
    let newer = builder.edition("居住证申领", "440307005000", 2, Some("2026-08-01"), None);
    let mut window = Window::new(&builder);
    let expected = [
        ("桂园街道", "2025-01-01", base),
        ("桂园街道", "2026-06-30", base),
        ("桂园街道", "2026-07-01", later),
        ("南湾街道", "2026-07-01", district),
        ("南湾街道", "2026-12-01", later),
        ("坂田街道", "2026-02-28", district),
        ("杨美社区", "2026-03-01", town),
        ("坂田街道", "2026-08-01", newer),
    ];
    for (at, on, edition) in expected {
        window.try_decide("居住证申领", at, on, &[]).unwrap();
        assert_eq!(window.case.edition(), Some(matter_runtime::EditionId(edition)), "{at} {on}");
    }
    let before = window.try_decide("居住证申领", "坂田街道", "2021-12-31", &[]).unwrap_err();
    assert_eq!(before.code(), "R301");
    let elsewhere = window.try_decide("居住证申领", "虎门镇", "2026-03-02", &[]).unwrap_err();
    assert_eq!(elsewhere.code(), "R301");
}

fn elective() -> Builder {
    let mut builder = Builder::new(SHENZHEN);
    builder.place("户籍地", 5);
    builder.place("居住地", 5);
    builder.matter("二孩生育登记");
    let city = builder.edition("二孩生育登记", SHENZHEN, 0, None, None);
    let district = builder.edition("二孩生育登记", LONGGANG, 1, None, None);
    for edition in [city, district] {
        let rule = builder.rule_always(edition, "responsible", "属地");
        for (seq, fact) in [(0, "户籍地"), (1, "居住地")] {
            let row = matter_runtime::tables::Responsible { rule, seq, fact: fact.into(), level: 4 };
            builder.tables.responsible.push(row);
        }
    }
    builder
}

#[test]
fn the_responsible_region_follows_from_candidates_that_are_all_known_and_agree() {
    let builder = elective();
    let mut window = Window::new(&builder);
    let [bantian, nanwan, guiyuan, humen] =
        ["坂田街道", "南湾街道", "桂园街道", "虎门镇"].map(|name| window.place(name));
    let longgang = window.place("龙岗区");
    let mut ask = |answers: &[(&str, i64)]| {
        let resolution = window.try_decide("二孩生育登记", "", "2026-03-02", answers).unwrap();
        (resolution, window.case.responsible().map(|region| i64::from(region.0)))
    };
    let decided = Resolution::Edition(matter_runtime::EditionId(1));
    // Who may choose has not chosen yet: 居住地 may be elsewhere.
    assert_eq!(ask(&[("户籍地", bantian)]), (Resolution::NeedsResponsible, None));
    assert_eq!(ask(&[("户籍地", bantian), ("居住地", nanwan)]), (decided, Some(longgang)));
    assert_eq!(ask(&[("户籍地", bantian), ("居住地", guiyuan)]), (Resolution::NeedsResponsible, None));
    assert_eq!(ask(&[]), (Resolution::NeedsResponsible, None));
    assert_eq!(ask(&[("户籍地", humen), ("居住地", nanwan)]), (decided, Some(longgang)));
    assert_eq!(ask(&[("户籍地", humen), ("居住地", humen)]), (Resolution::Outside, None));
}

#[test]
fn an_elected_region_must_be_a_candidate_once_all_are_answered() {
    let builder = elective();
    let mut window = Window::new(&builder);
    let [guiyuan, nanwan, humen] = ["桂园街道", "南湾街道", "虎门镇"].map(|name| window.place(name));
    let (longgang, luohu) = (window.place("龙岗区"), window.place("罗湖区"));
    let mut elect = |place: &str, answers: &[(&str, i64)]| {
        let resolution = window.try_decide("二孩生育登记", place, "2026-03-02", answers)?;
        Ok((resolution, window.case.responsible().map(|region| i64::from(region.0))))
    };
    let decided = |edition| Resolution::Edition(matter_runtime::EditionId(edition));
    let luohu_or_dongguan = [("户籍地", guiyuan), ("居住地", humen)];
    let refused = Error::NotACandidate {
        place: "广东省/深圳市/龙岗区".into(),
        candidates: vec!["广东省/深圳市/罗湖区".into(), "广东省/东莞市".into()],
    };
    assert_eq!(refused.code(), "R309");
    assert_eq!(elect("龙岗区", &luohu_or_dongguan), Err(refused));
    assert_eq!(elect("罗湖区", &luohu_or_dongguan), Ok((decided(0), Some(luohu))));
    // 东莞 lies outside this catalogue, but it is a candidate.
    assert_eq!(elect("虎门镇", &luohu_or_dongguan), Ok((Resolution::Outside, None)));
    // A city elsewhere is none.
    let code = elect("长春市/朝阳区", &luohu_or_dongguan).map_err(|error| error.code());
    assert_eq!(code, Err("R309"));
    // 居住地 may still turn out to be in 龙岗.
    assert_eq!(elect("龙岗区", &[("户籍地", guiyuan)]), Ok((decided(1), Some(longgang))));
    // A town counts as the county that decides.
    assert_eq!(elect("坂田街道", &[("户籍地", guiyuan), ("居住地", nanwan)]), Ok((decided(1), Some(longgang))));
    assert_eq!(elect("坂田街道", &[]), Ok((decided(1), Some(longgang))));
    // A city does not: its counties decide.
    let larger = Error::NotACandidate { place: "广东省/深圳市".into(), candidates: Vec::new() };
    assert_eq!(elect("深圳市", &[]), Err(larger));
}

#[test]
fn candidates_are_asked_while_the_responsible_region_is_unknown() {
    let builder = elective();
    let mut window = Window::new(&builder);
    window.try_decide("二孩生育登记", "", "2026-03-02", &[]).unwrap();
    assert_eq!(window.open_names(), ["户籍地", "居住地"]);
}

#[test]
fn a_value_in_no_cell_is_outside_the_domain() {
    let (mut builder, edition) = marriage();
    builder.cells(edition, "婚姻状况", MARRIAGE);
    builder.rule_if(edition, "requirement", "材料/离婚证", ("婚姻状况", 2, 3));
    let mut window = Window::new(&builder);
    let error = window.try_decide("二孩生育登记", "坂田街道", "2026-03-02", &[("婚姻状况", 4)]).unwrap_err();
    assert_eq!(error, Error::OutsideDomain { fact: "婚姻状况".into(), value: "4".into() });
}

#[test]
fn a_short_name_that_means_two_places_is_refused_with_their_paths() {
    let builder = Builder::new(LONGGANG);
    let catalogue = builder.open();
    let on = day("2026-03-02");
    let error = catalogue.region("朝阳区", on).unwrap_err();
    let candidates = vec!["北京市/朝阳区".into(), "吉林省/长春市/朝阳区".into()];
    assert_eq!(error, Error::AmbiguousPlace { name: "朝阳区".into(), candidates });
    let one = catalogue.region("长春市/朝阳区", on).unwrap();
    for name in [
        "长春市朝阳区",
        "吉林省长春市朝阳区",
        "吉林省朝阳区",
        "吉林省/朝阳区",
        "220104",
        "220104000000",
        "朝阳区(220104)",
        "朝阳区（220104）",
    ] {
        assert_eq!(catalogue.region(name, on), Ok(one), "{name}");
    }
    for name in ["广东省/朝阳区", "广东省朝阳区", "东长春市朝阳区", "南湾区", "999999", "龙岗区(220104)", ""]
    {
        assert_eq!(catalogue.region(name, on).unwrap_err().code(), "R103", "{name}");
    }
}

#[test]
fn within_the_root_a_short_name_means_the_place_inside() {
    let catalogue = Builder::new("220000000000").open();
    let on = day("2026-03-02");
    assert_eq!(catalogue.region("朝阳区", on), catalogue.region("220104", on));
}
