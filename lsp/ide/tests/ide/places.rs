//! Places for a field: the catalogue of these tests is that of 龙岗区, 广东省/深圳市.

use crate::common::fixture;

fn offered(typed: &str, anywhere: bool) -> Vec<String> {
    let fixture = fixture("// 空的⟦⟧\n");
    fixture.ask(|snapshot, _, _| snapshot.places(typed, anywhere)).into_iter().map(|one| one.path).collect()
}

#[test]
fn an_empty_field_offers_the_own_place_and_what_lies_below_it() {
    let found = offered("", false);
    assert_eq!(found[0], "广东省/深圳市/龙岗区");
    assert!(found.contains(&"广东省/深圳市/龙岗区/坂田街道".to_owned()), "{found:?}");
    assert!(found[1..].iter().all(|path| path.matches('/').count() == 3), "not only the next level: {found:?}");
}

#[test]
fn a_place_that_is_written_out_leads_to_the_next_level() {
    for typed in ["广东省/深圳市/龙岗区/坂田街道", "广东省/深圳市/龙岗区/坂田街道/", "坂田街道"]
    {
        let found = offered(typed, false);
        assert_eq!(found[0], "广东省/深圳市/龙岗区/坂田街道", "{typed}");
        assert!(found.iter().all(|path| path.starts_with("广东省/深圳市/龙岗区/坂田街道")), "{found:?}");
    }
    assert_eq!(offered("龙岗区/坂", false), ["广东省/深圳市/龙岗区/坂田街道"]);
    assert_eq!(offered("龙岗区/bt", false), ["广东省/深圳市/龙岗区/坂田街道"]);
}

#[test]
fn pinyin_initials_parts_and_codes_find_a_place() {
    for typed in ["bantian", "btjd", "坂田", "田街", "440307"] {
        let found = offered(typed, false);
        assert!(found.contains(&"广东省/深圳市/龙岗区/坂田街道".to_owned()), "{typed}: {found:?}");
    }
    assert_eq!(offered("没有的地方", true), [""; 0]);
}

#[test]
fn places_outside_come_only_where_they_may_and_last() {
    assert_eq!(offered("福田区", false), [""; 0]);
    assert_eq!(offered("futianq", false), [""; 0]);
    assert_eq!(offered("futianq", true), ["广东省/深圳市/福田区"]);
    let found = offered("longgang", true);
    assert_eq!(found[0], "广东省/深圳市/龙岗区");
    assert!(found.len() > 1, "places outside with such a name are missing: {found:?}");
}
