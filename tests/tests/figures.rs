//! Figures of a release: worked out by hand, and the same from the image and from SQLite by the documented statements.

use std::path::Path;
use std::sync::Arc;

use matter_answers::{Figures, Group, ReviewReason, figures, schema_of};
use matter_core::Settings;
use matter_emit::carriers::sqlite::fill;
use matter_emit::queries::query;
use matter_runtime::Catalogue;
use matter_runtime::tables::{Day, Tables};
use matter_tests::compiled;
use matter_tests::workspace::Workspace;
use rusqlite::Connection;

fn on(day: &str) -> Day {
    day.parse().expect("a day")
}

fn analysed(files: impl IntoIterator<Item = (Arc<str>, Arc<str>)>) -> Tables {
    let mut workspace = Workspace::new();
    let settings = Settings { region: Some("440307".into()), as_of: "2026-11-01".parse().ok(), ..Settings::default() };
    workspace.set(settings, files);
    compiled::tables(&workspace.analysis())
}

fn district() -> Tables {
    matter_tests::release::compile(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../matters/longgang")).tables
}

fn opened(tables: &Tables) -> Catalogue {
    Catalogue::open(matter_runtime::image::build(tables).expect("an image")).expect("opens")
}

/// The rows of a statement, each value as text, `-` if absent.
fn rows(connection: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = connection.prepare(sql).expect("a statement");
    let width = statement.column_count();
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Null => "-".to_owned(),
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => panic!("{other:?}"),
    };
    let row = |row: &rusqlite::Row<'_>| (0..width).map(|at| row.get(at).map(text)).collect::<Result<Vec<_>, _>>();
    statement.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect()
}

/// What a client without our code gets: each matter, the totals, what falls due.
fn by_sql(tables: &Tables, day: Day, within: u32) -> [Vec<Vec<String>>; 3] {
    let connection = Connection::open_in_memory().expect("a database");
    fill(tables, &connection).expect("filled");
    let case = format!("INSERT INTO given_case VALUES ('', NULL, NULL, {}, NULL, NULL);", day.0);
    connection.execute_batch(&format!("{}{case}{}", query("input"), query("figures"))).expect("statements");
    let review = query("review").replacen("c.acceptance_day + 0", &format!("c.acceptance_day + {within}"), 1);
    let each = "SELECT * FROM matter_figure ORDER BY matter";
    [rows(&connection, each), rows(&connection, query("totals")), rows(&connection, &review)]
}

/// The same of the image, in the form of the rows.
fn by_image(catalogue: &Catalogue, day: Day, within: u32) -> [Vec<Vec<String>>; 3] {
    let made = figures(catalogue, day, within).expect("a sound image");
    let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let flag = |holds: bool| u8::from(holds).to_string();
    let each = made.matters.iter().map(|one| {
        let kinds = [one.matter.clone(), one.kind.clone(), one.case_kind.clone().unwrap_or_else(|| "-".to_owned())];
        let days = [number(one.promised), number(one.statutory)];
        let labels = [one.at_once, one.online, one.nearby, one.one_visit, one.no_visit].map(flag);
        let materials = [one.materials.to_string(), one.always.to_string()];
        kinds.into_iter().chain(days).chain(labels).chain(materials).collect()
    });
    let review = made.review.iter().map(|one| {
        let reason = match one.reason {
            ReviewReason::Ends => "ends",
            ReviewReason::LawAmended => "law_amended",
            ReviewReason::LawEnds => "law_ends",
            ReviewReason::WaiverEnds => "waiver_ends",
        };
        vec![one.day.0.0.to_string(), one.matter.clone(), reason.to_owned(), one.what.clone()]
    });
    let (each, mut review) = (each.collect(), review.collect::<Vec<_>>());
    review.sort_by(|a, b| (a[0].len(), a).cmp(&(b[0].len(), b)));
    [each, totals(&made), review]
}

/// Groups of kind and kind of case, which SQL adds up at once, from the matters.
fn totals(made: &Figures<'_>) -> Vec<Vec<String>> {
    let mut groups: std::collections::BTreeMap<(String, Option<String>), [i64; 11]> = Default::default();
    for one in &made.matters {
        let sums = groups.entry((one.kind.clone(), one.case_kind.clone())).or_default();
        let compared = one.promised.zip(one.statutory);
        let (promised, statutory) = compared.unwrap_or_default();
        let labels = [one.at_once, one.online, one.nearby, one.one_visit, one.no_visit].map(i64::from);
        let [at_once, online, nearby, one_visit, no_visit] = labels;
        let more = [
            1,
            i64::from(compared.is_some()),
            promised,
            statutory,
            at_once,
            online,
            nearby,
            one_visit,
            no_visit,
            one.materials,
            one.always,
        ];
        sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
    }
    let shown = |((kind, case_kind), sums): ((String, Option<String>), [i64; 11])| {
        let head = [kind, case_kind.unwrap_or_else(|| "-".to_owned())];
        head.into_iter().chain(sums.map(|sum| sum.to_string())).collect()
    };
    groups.into_iter().map(shown).collect()
}

#[test]
fn image_and_documented_sql_give_the_same_figures() {
    let generated = matter_tests::generate::catalogue(300).into_iter().filter(|(path, _)| path.ends_with(".matter"));
    let generated = analysed(generated.map(|(path, text)| (Arc::from(path.as_str()), Arc::from(text.as_str()))));
    for (name, tables) in [("longgang", district()), ("generated", generated), ("reviewed", reviewed())] {
        let catalogue = opened(&tables);
        for (day, within) in [("2026-11-01", 0), ("2026-09-01", 92), ("2019-06-01", 3_000)] {
            let (image, sql) = (by_image(&catalogue, on(day), within), by_sql(&tables, on(day), within));
            assert_eq!(image, sql, "{name} on {day} within {within} days");
        }
        assert!(!by_image(&catalogue, on("2026-11-01"), 0)[0].is_empty(), "{name} has no matters to compare");
    }
}

#[test]
fn figures_of_the_district_are_what_its_matters_say() {
    let catalogue = opened(&district());
    let made = figures(&catalogue, on("2026-11-01"), 0).expect("a sound image");
    // Worked out from the sources: 7/20 + 1/3 + 1/5 + 6/7 + 10/20 + 10/20 + 5/10; other laws set no limit or count natural days.
    let Group { matters, compared, promised, statutory, share, at_once, .. } = made.total;
    assert_eq!((matters, compared, promised, statutory, share, at_once), (18, 7, 40, 85, Some(471), 2));
    let licences = made.by_kind.iter().find(|group| group.title.as_deref() == Some("行政许可")).expect("licences");
    assert_eq!((licences.matters, licences.promised, licences.statutory, licences.share), (5, 32, 60, Some(533)));
    let housing = made.matters.iter().find(|one| one.matter == "毕业生人才住房配租").expect("the matter");
    let labels = [housing.at_once, housing.online, housing.nearby, housing.one_visit, housing.no_visit];
    assert_eq!((labels, housing.materials, housing.always), ([false, true, true, true, true], 6, 4));
    let sum = |of: fn(&Group) -> u32| (made.by_kind.iter().map(of).sum(), made.by_case_kind.iter().map(of).sum());
    assert_eq!(sum(|group| group.matters), (18, 18));
    assert_eq!(sum(|group| group.no_visit), (made.total.no_visit, made.total.no_visit));
}

#[test]
fn figures_have_the_published_shape() {
    let schema = schema_of::<Figures<'_>>("figures");
    let (district, reviewed) = (opened(&district()), opened(&reviewed()));
    for catalogue in [&district, &reviewed] {
        let made = figures(catalogue, on("2026-11-01"), 92).expect("a sound image");
        let made = serde_json::to_value(&made).expect("JSON");
        jsonschema::validator_for(&schema).expect("a schema").validate(&made).expect("the published shape");
    }
}

/// A matter whose law was amended after its version, whose variance ends, and one of whose rules is waived for a while.
fn reviewed() -> Tables {
    let text = "\
事项 停车位登记
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《建筑法》第七条
  施行：2017-01-01 起
  受理：县级
  决定：县级
  渠道：网上
  豁免：M109  “移动窗口筹备中”  至 2026-12-31

特别规定 停车位登记 于 坂田街道 自 2026-10-01 至 2027-02-01
  渠道：增 窗口
";
    analysed([(Arc::from("车位.matter"), Arc::from(text))])
}

#[test]
fn what_falls_due_is_named_with_its_day() {
    let tables = reviewed();
    let catalogue = opened(&tables);
    let due = |within| {
        let made = figures(&catalogue, on("2026-11-01"), within).expect("a sound image");
        let shown = |one: &matter_answers::Review| (one.day.0.to_string(), one.reason, one.what.clone());
        made.review.iter().map(shown).collect::<Vec<_>>()
    };
    // The law on building was amended in 2011 and 2019: the matter's version of 2017 knows the first.
    let amended = ("2019-04-23".to_owned(), ReviewReason::LawAmended, "中华人民共和国建筑法".to_owned());
    let waiver = ("2027-01-01".to_owned(), ReviewReason::WaiverEnds, "M109".to_owned());
    let variance = ("2027-02-01".to_owned(), ReviewReason::Ends, "440307013000".to_owned());
    let all = [amended, waiver, variance];
    assert_eq!(due(0), all[..1]);
    assert_eq!(due(60), all[..1], "the waiver's last day is the sixtieth");
    assert_eq!(due(61), all[..2]);
    assert_eq!(due(92), all);
}
