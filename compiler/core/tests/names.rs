//! Suggestions for unknown names.

use matter_core::names::{Known, similar, similar_unordered};
use matter_core::sounds::{Sounded, begins_as_typed, sound, sound_alike, spellings};

const KNOWN: [&str; 7] = ["居民身份证", "居民户口簿", "结婚证", "离婚证", "出生医学证明", "居住证", "婚姻状况"];

#[test]
fn a_name_with_one_wrong_character_is_found() {
    assert_eq!(similar("出生医学证名", KNOWN), ["出生医学证明"]);
    assert_eq!(similar("婚姻况状", KNOWN), ["婚姻状况"]);
}

#[test]
fn names_sound_alike_exactly_if_their_sounds_are_equal() {
    // 方案 and 反感 are spelled alike though no syllable is the same; signs have no sound.
    let names = ["方案", "反感", "民政", "民正", "公安", "公安（局）", "窗口", "窗", "A1窗口", "a1床口", "", "、"];
    for (one, other) in names.iter().flat_map(|one| names.map(|other| (*one, other))) {
        assert_eq!(sound_alike(one, other), sound(one) == sound(other), "{one} {other}");
    }
    assert!(sound_alike("方案", "反感") && sound_alike("民政", "民正") && !sound_alike("窗口", "窗"));
}

#[test]
fn a_homophone_comes_first() {
    assert_eq!(similar("洁昏证", KNOWN).first(), Some(&"结婚证"));
    assert_eq!(similar("举住证", KNOWN).first(), Some(&"居住证"));
}

#[test]
fn part_of_a_name_finds_the_whole() {
    assert_eq!(similar("身份证", KNOWN), ["居民身份证"]);
}

#[test]
fn pinyin_and_initials_find_the_name() {
    assert_eq!(similar("jiehunzheng", KNOWN), ["结婚证"]);
    assert_eq!(similar("csyx", KNOWN), ["出生医学证明"]);
    assert_eq!(sound("居住证 A"), "juzhuzhenga");
    assert_eq!(spellings("结婚证 A"), ["jiehunzhenga", "jhza"]);
    assert!(begins_as_typed("jmhk", "居民户口簿") && begins_as_typed("居民", "居民户口簿"));
    assert!(!begins_as_typed("hk", "居民户口簿"));
}

#[test]
fn what_resembles_nothing_gets_no_suggestion() {
    assert_eq!(similar("建筑面积", KNOWN), Vec::<&str>::new());
    assert_eq!(similar("", KNOWN), Vec::<&str>::new());
    assert_eq!(similar("证", KNOWN), Vec::<&str>::new());
}

#[test]
fn prepared_names_are_found_as_others_are() {
    let known = Known::new(KNOWN.map(Into::into));
    for wanted in ["出生医学证名", "洁昏证", "身份证", "jiehun", "居民身份证明", "建筑面积", "婚姻况状", "证", ""]
    {
        let found: Vec<String> = known.similar(wanted).iter().map(ToString::to_string).collect();
        assert_eq!(found, similar_unordered(wanted, KNOWN), "{wanted}");
    }
}

#[test]
fn a_name_is_suggested_once_however_often_it_stands_there() {
    assert_eq!(similar("婚姻况状", ["婚姻状况", "已婚", "婚姻状况"]), ["婚姻状况"]);
}

#[test]
fn a_name_that_was_listened_to_fits_what_begins_or_stands_in_it() {
    let name = Sounded::new(&"出生医学证明".into());
    for typed in ["", "医学", "chusheng", "csyx", "CSYX"] {
        assert!(name.fits(typed), "{typed}");
    }
    for typed in ["医院", "shengyi", "csyxzmx"] {
        assert!(!name.fits(typed), "{typed}");
    }
}

#[test]
fn a_character_with_several_readings_is_found_by_each() {
    let names = [
        ("chongqing", "重庆市"),
        ("cq", "重庆市"),
        ("zhongqing", "重庆市"),
        ("xiamen", "厦门市"),
        ("xm", "厦门市"),
        ("changsha", "长沙市"),
        ("luan", "六安市"),
        ("panyu", "番禺区"),
        ("yueqing", "乐清市"),
        ("shanxian", "单县"),
        ("hongtong", "洪洞县"),
        ("lvliang", "吕梁市"),
        ("luliang", "吕梁市"),
        ("hangzhou", "杭州市"),
        ("yinhang", "银行"),
    ];
    for (typed, name) in names {
        assert!(begins_as_typed(typed, name), "{typed} for {name}");
        assert!(Sounded::new(&name.into()).fits(typed), "{typed} for {name}");
    }
    assert!(!begins_as_typed("chongqin2", "重庆市") && !begins_as_typed("zhangsa", "长沙市"));
}

#[test]
fn syllables_and_initials_may_be_mixed() {
    assert!(begins_as_typed("jmshenfz", "居民身份证") && begins_as_typed("juminsfz", "居民身份证"));
    assert!(!begins_as_typed("jmsfzx", "居民身份证"), "a letter too many");
    assert!(!begins_as_typed(&"a".repeat(64), &"啊".repeat(64)), "nobody types so much");
    assert!(begins_as_typed(&"a".repeat(63), &"啊".repeat(64)));
}

#[test]
fn signs_are_not_typed() {
    assert!(begins_as_typed("jzz", "《居住证》") && begins_as_typed("jzza", "居住证 A"));
    assert!(Sounded::new(&"《居住证》".into()).fits("jzz"));
}

#[test]
fn spellings_hold_the_usual_one_first_and_are_few() {
    let found = spellings("重庆市");
    assert_eq!(found[0], "zhongqingshi");
    assert!(found.contains(&"chongqingshi".to_owned()) && found.contains(&"cqs".to_owned()), "{found:?}");
    assert!(spellings(&"重".repeat(40)).len() <= 12);
}

#[test]
fn what_says_the_opposite_is_no_misspelling() {
    for (written, known) in
        [("无空调", "有空调"), ("非有空调", "有空调"), ("未成年人", "成年人"), ("行政许可法", "非行政许可法")]
    {
        assert!(similar(written, [known]).is_empty(), "{written} for {known}");
    }
    assert_eq!(similar("末成年人", ["未成年人"]), ["未成年人"]);
    assert_eq!(similar("有空凋", ["有空调"]), ["有空调"]);
}
