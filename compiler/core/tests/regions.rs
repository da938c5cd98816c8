//! The region tree on the standard library's table and on small ones.

use matter_core::hir::Level;
use matter_core::regions::{Acting, RegionLookup, RegionProblemKind, RegionTree, Within, bare_name};

fn library() -> RegionTree {
    let (tree, problems) =
        RegionTree::read(include_str!("../../../stdlib/regions.tsv"), include_str!("../../../stdlib/levels.tsv"));
    assert_eq!(problems, []);
    tree
}

fn find(tree: &RegionTree, text: &str) -> u32 {
    tree.find(text, Within::default()).found().unwrap_or(u32::MAX)
}

#[test]
fn every_row_of_the_library_has_a_place_and_lies_inside_its_parent() {
    let tree = library();
    assert_eq!(tree.len(), include_str!("../../../stdlib/regions.tsv").lines().count());
    assert_eq!(tree.last() as usize + 1, tree.len());
    for position in tree.positions().skip(1) {
        let parent = tree.parent(position).unwrap();
        assert!(tree.contains(parent, position) && parent < position);
        assert!(tree.interval(position).1 <= tree.interval(parent).1);
        assert!(tree.level(parent) < tree.level(position));
    }
}

#[test]
fn codes_of_six_nine_and_twelve_digits_name_the_same_unit() {
    let tree = library();
    let longgang = find(&tree, "龙岗区");
    for code in ["440307", "440307000", "440307000000"] {
        assert_eq!(tree.by_code(code, None), Some(longgang), "{code}");
    }
    assert_eq!(&*tree.code(longgang), "440307000000");
    assert_eq!(tree.by_code("44030", None), None);
    assert_eq!(tree.by_code("000000", None), None);
    assert_eq!(tree.by_code("440399", None), None);
}

#[test]
fn names_may_be_written_without_the_word_for_their_kind() {
    let tree = library();
    assert_eq!(find(&tree, "深圳"), find(&tree, "深圳市"));
    assert_eq!(find(&tree, "恩施土家族苗族自治州"), tree.by_code("422800", None).unwrap());
    assert_eq!(find(&tree, "园山"), find(&tree, "园山街道"));
    assert_eq!(find(&tree, "新疆"), tree.by_code("65", None).unwrap());
    assert_eq!(bare_name("黔东南苗族侗族自治州"), "黔东南");
    assert_eq!(bare_name("积石山保安族东乡族撒拉族自治县"), "积石山");
    assert_eq!(bare_name("和县"), "和县");
    assert_eq!(bare_name("鄂伦春自治旗"), "鄂伦春");
}

#[test]
fn an_ambiguous_name_returns_its_candidates_and_a_path_or_code_settles_it() {
    let tree = library();
    let RegionLookup::Ambiguous(both) = tree.find("朝阳区", Within::default()) else {
        panic!("two are called 朝阳区")
    };
    let codes: Vec<_> = both.iter().map(|at| tree.code(*at)).collect();
    assert_eq!(codes.iter().map(|code| &**code).collect::<Vec<_>>(), ["110105000000", "220104000000"]);
    let changchun = tree.by_code("220104", None).unwrap();
    for text in
        ["长春市/朝阳区", "长春/朝阳", "吉林省/朝阳区", "吉林省/长春市/朝阳区", "朝阳区(220104)", "朝阳区（220104）"]
    {
        assert_eq!(find(&tree, text), changchun, "{text}");
    }
    assert_eq!(tree.find("朝阳区(110101)", Within::default()), RegionLookup::OtherName(find(&tree, "东城区")));
    assert_eq!(tree.find("长春市/东城区", Within::default()), RegionLookup::Unknown);
}

#[test]
fn names_are_looked_up_below_the_root_first() {
    let tree = library();
    let root = find(&tree, "吉林省");
    let within = Within { root, ..Within::default() };
    assert_eq!(tree.find("朝阳区", within).found(), tree.by_code("220104", None));
    assert_eq!(tree.find("东城区", within).found(), tree.by_code("110101", None));
}

#[test]
fn where_units_inside_each_other_share_a_short_name_the_level_decides() {
    let tree = library();
    let RegionLookup::Ambiguous(all) = tree.find("龙岗", Within::default()) else { panic!("区, 街道 and 社区") };
    assert_eq!(all.iter().map(|at| tree.name(*at)).collect::<Vec<_>>(), ["龙岗区", "龙岗街道", "龙岗社区"]);
    let within = Within { level: Some(Level::County), ..Within::default() };
    assert_eq!(tree.find("龙岗", within).found(), Some(find(&tree, "龙岗区")));
}

#[test]
fn a_wrong_name_is_answered_with_units_that_sound_or_look_alike() {
    let tree = library();
    let shenzhen = find(&tree, "深圳市");
    assert_eq!(tree.similar("龙港区", shenzhen).first().map(String::as_str), Some("龙岗区"));
    assert_eq!(tree.similar("朝扬区", 0).first().map(String::as_str), Some("北京市/朝阳区"));
    assert_eq!(tree.similar("乌有", shenzhen), Vec::<String>::new());
}

#[test]
fn the_shortest_path_finds_the_unit_again() {
    let tree = library();
    let changchun = tree.by_code("220104", None).unwrap();
    assert_eq!(tree.shortest_path(changchun, 0), "长春市/朝阳区");
    assert_eq!(tree.shortest_path(changchun, tree.by_code("22", None).unwrap()), "朝阳区");
    for position in tree.positions() {
        let path = tree.shortest_path(position, 0);
        let found =
            if position == 0 { tree.find("全国", Within::default()) } else { tree.find(&path, Within::default()) };
        assert_eq!(found, RegionLookup::Found(position), "{path}");
    }
}

#[test]
fn positions_roll_up_to_a_level() {
    let tree = library();
    let bantian = find(&tree, "坂田街道");
    assert_eq!(tree.roll_up(bantian, Level::County), Some(find(&tree, "龙岗区")));
    assert_eq!(tree.roll_up(bantian, Level::City), Some(find(&tree, "深圳市")));
    assert_eq!(tree.roll_up(bantian, Level::Nation), Some(0));
    assert_eq!(tree.roll_up(bantian, Level::Village), None);
    let (first, last) = tree.interval(find(&tree, "深圳市"));
    assert_eq!(tree.units(Level::County, first, last).count(), 9);
    assert_eq!(tree.units(Level::Town, first, last).count(), 74);
    assert_eq!(tree.children(find(&tree, "深圳市")).count(), 9);
}

#[test]
fn a_region_fact_takes_the_smallest_known_unit_where_its_level_does_not_exist() {
    let tree = library();
    assert_eq!(tree.answer(find(&tree, "坂田街道"), Level::County), Some(find(&tree, "龙岗区")));
    assert_eq!(tree.answer(find(&tree, "石龙镇"), Level::County), Some(find(&tree, "东莞市")));
    assert_eq!(tree.answer(find(&tree, "海淀区"), Level::Town), Some(find(&tree, "海淀区")));
    assert_eq!(tree.answer(find(&tree, "龙岗区"), Level::Town), None, "its streets are known");
    assert_eq!(tree.answer(find(&tree, "北京市"), Level::Town), None, "its districts are known");
    assert_eq!(tree.answers(Level::Province).count(), 34);
}

#[test]
fn where_a_level_is_missing_the_table_says_who_acts() {
    let tree = library();
    let dongguan = find(&tree, "东莞市");
    for place in [dongguan, find(&tree, "石龙镇")] {
        let Acting::Instead(unit, rule) = tree.acting(place, Level::County) else { panic!("东莞 has no counties") };
        assert_eq!((unit, rule.acts), (dongguan, Level::City));
    }
    let Acting::Instead(unit, _) = tree.acting(find(&tree, "济源市"), Level::City) else {
        panic!("济源 is under 河南")
    };
    assert_eq!(unit, find(&tree, "济源市"));
    let Acting::Instead(unit, _) = tree.acting(tree.by_code("110105", None).unwrap(), Level::City) else {
        panic!("北京")
    };
    assert_eq!(unit, find(&tree, "北京市"));
    assert_eq!(tree.acting(find(&tree, "深圳市"), Level::County), Acting::TooCoarse);
    assert_eq!(tree.acting(find(&tree, "坂田街道"), Level::County), Acting::Unit(find(&tree, "龙岗区")));
}

#[test]
fn units_that_act_for_counties_fall_into_few_shapes() {
    let tree = library();
    let (first, last) = tree.interval(find(&tree, "广东省"));
    let classes = tree.shape_classes(Level::County, first, last);
    let total: usize = classes.iter().map(|class| class.count).sum();
    assert_eq!(total, tree.units(Level::County, first, last).count() + 2, "东莞 and 中山 act for themselves");
    let dongguan = tree.shape(find(&tree, "东莞市"));
    assert!(!dongguan.below.contains(Level::County) && dongguan.below.contains(Level::Town));
    assert!(classes.iter().any(|class| class.shape == dongguan));
}

const PERIODS: &str = "code\tname\tlevel\tparent\tkind\tvalid_from\tvalid_to
330000000000\t浙江省\tprovince\t\t省\t\t
330100000000\t杭州市\tcity\t330000000000\t地级市\t\t
330102000000\t上城区\tcounty\t330100000000\t市辖区\t\t2021-04-09
330102000000\t上城区\tcounty\t330100000000\t市辖区\t2021-04-09\t
330103000000\t下城区\tcounty\t330100000000\t市辖区\t\t2021-04-09
";

#[test]
fn a_code_names_the_unit_that_exists_on_the_day() {
    let (tree, problems) = RegionTree::read(PERIODS, "");
    assert_eq!(problems, []);
    let before = "2021-04-08".parse().ok();
    let after = "2021-04-09".parse().ok();
    assert_eq!(tree.by_code("330102", before), Some(3));
    assert_eq!(tree.by_code("330102", after), Some(4));
    assert_eq!(tree.by_code("330102", None), Some(4));
    let within = Within { day: after, ..Within::default() };
    assert_eq!(tree.find("上城区", within).found(), Some(4));
    assert_eq!(tree.period(3).to, after);
    assert!(!tree.exists_on(5, after.unwrap()));
}

#[test]
fn rows_that_cannot_be_read_are_reported_and_left_out() {
    let text = "header\n12\t甲\tcity\t\t市\t\t\n330100000000\t乙\tcity\t990000000000\t市\t\t\n330000000000\t丙\tprovince\t330000000000\t省\t\t\n\
                440000000000\t丁\tprovince\t\t省\t\t\n440000000000\t丁\tprovince\t\t省\t\t\n450000000000\t戊\tprovince\t\t省\t2021-02-30\t\n";
    let (tree, problems) = RegionTree::read(text, "");
    assert_eq!(tree.len(), 2);
    let found: Vec<_> = problems.iter().map(|problem| (problem.line, problem.kind)).collect();
    use RegionProblemKind::{Code, Day, Parent};
    assert_eq!(found, [(2, Code), (3, Parent), (4, Parent), (6, Code), (7, Day)]);
}
