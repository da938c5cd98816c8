//! Fixtures: files in one text, places marked in it by a bracket pair that the language does not use. ⟦⟧ is a cursor, ⟦text⟧ a range.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use matter_ide::{Desk, Profile, Settings, Snapshot, Standard, Target, TextEdit};
use matter_project::library;

/// A catalogue with its marked places.
pub(crate) struct Fixture {
    pub(crate) desk: Desk,
    /// Marked places in order.
    pub(crate) marks: Vec<Target>,
}

fn standard() -> &'static Arc<Standard> {
    static STANDARD: OnceLock<Arc<Standard>> = OnceLock::new();
    STANDARD.get_or_init(|| {
        let all = library();
        Standard::read(all.sources, all.regions, all.levels, all.calendar, all.statutory_days).expect("the library")
    })
}

/// Reads files: each begins with a line `== path`; without one the text is the file `甲.matter`. A path `name:…`
/// belongs to a dependency.
pub(crate) fn fixture(text: &str) -> Fixture {
    fixture_in(text, "440307")
}

/// The same in the catalogue of another place.
pub(crate) fn fixture_in(text: &str, region: &str) -> Fixture {
    let mut desk = Desk::new(standard());
    let day = "2026-11-02".parse().expect("a day");
    desk.set_profile(Profile {
        settings: Settings { region: Some(region.into()), as_of: Some(day), ..Settings::default() },
        today: Some(day),
        name: ["t", "t", "1", "2026"].map(Arc::from),
        ..Profile::default()
    });
    let mut marks = Vec::new();
    let text = if text.starts_with("== ") { text.to_owned() } else { format!("== 甲.matter\n{text}") };
    for file in text.split("== ").skip(1) {
        let (path, body) = file.split_once('\n').expect("a path and a text");
        let path: Arc<str> = path.into();
        let body = unmark(&path, body, &mut marks);
        let rank = u16::from(path.contains(':'));
        desk.set_files([(path, body.into(), rank)]);
    }
    // As after the first check of the whole catalogue.
    desk.snapshot().ask(|snapshot| snapshot.all_findings()).expect("nobody writes");
    Fixture { desk, marks }
}

fn unmark(path: &Arc<str>, text: &str, marks: &mut Vec<Target>) -> String {
    let mut out = String::new();
    let mut start = 0;
    for letter in text.chars() {
        let at = u32::try_from(out.len()).expect("short");
        match letter {
            '⟦' => start = at,
            '⟧' => marks.push(Target { file: path.clone(), start, end: at }),
            other => out.push(other),
        }
    }
    out
}

impl Fixture {
    /// Asks at the first empty mark; without one, at the first mark.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Snapshot, &str, u32) -> T) -> T {
        let empty = self.marks.iter().find(|mark| mark.start == mark.end);
        let mark = empty.or(self.marks.first()).expect("a mark");
        self.desk.snapshot().ask(|snapshot| question(snapshot, &mark.file, mark.end)).expect("nobody writes")
    }

    /// The files with edits applied, in the notation of fixtures.
    pub(crate) fn edited(&self, edits: &[TextEdit]) -> String {
        let snapshot = self.desk.snapshot();
        let mut files: Vec<Arc<str>> = edits.iter().map(|edit| edit.at.file.clone()).collect();
        files.sort();
        files.dedup();
        let edit_file = |file: &Arc<str>| {
            let mut text = snapshot.text(file).expect("a text").to_string();
            let mut own: Vec<&TextEdit> = edits.iter().filter(|edit| edit.at.file == *file).collect();
            own.sort_by_key(|edit| std::cmp::Reverse(edit.at.start));
            for edit in own {
                text.replace_range(edit.at.start as usize..edit.at.end as usize, &edit.text);
            }
            text
        };
        files.iter().map(edit_file).collect::<Vec<_>>().join("== \n")
    }
}

/// A small matter that checks; tests vary its lines.
pub(crate) const MATTER: &str = "\
信息项 婚姻状况：未婚、已婚、离异
信息项 出生日期：日期
信息项 年龄：自 出生日期 起的周岁数
定义 成年：年龄 ≥ 18 周岁
事项 登记
  类型：公共服务
  服务对象：自然人
  部门：公安
  依据：《行政许可法》第十二条
  施行：2022-01-01 起
  属地：居住地 到 县级
  受理：县级
  决定：
    县级  当 婚姻状况 = 未婚
    市级  否则
  条件：
    够龄  “已经成年”  成年
  材料：
    居民身份证  原件
    当 婚姻状况 = 离异：
      离婚证  原件
  流程：
    受理  窗口  1 个工作日
    审核  公安  2 个工作日
    发证  窗口  1 个工作日
  时限：
    法定  20 个工作日  自 受理
    承诺  5 个工作日
  渠道：窗口
  收费：不收费
  结果：登记证  长期有效
信息项 居住地：地区 到 县级
";

/// The files of the language below these folders of the repository, in order.
pub(crate) fn sample_files(root: &Path, folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    folders.iter().for_each(|folder| files(&root.join(folder), &mut found));
    found
}

/// The sample catalogue and the library, with the names that a desk knows them by.
pub(crate) fn sample_texts() -> Vec<(Arc<str>, Arc<str>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &PathBuf| {
        (path.to_string_lossy().as_ref().into(), std::fs::read_to_string(path).expect("a text").into())
    };
    sample_files(&root, &["matters/longgang", "stdlib"]).iter().map(read).collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut inside: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").map(|one| one.expect("an entry").path()).collect();
    inside.sort();
    for path in inside {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "matter") {
            found.push(path);
        }
    }
}

/// The labels that are offered at the cursor.
pub(crate) fn offered(text: &str) -> Vec<String> {
    let fixture = fixture(text);
    let (found, _) = fixture.ask(|snapshot, file, at| snapshot.completions(file, at));
    found.into_iter().map(|one| one.label).collect()
}

/// The labels that are offered behind a line of a section of the matter.
pub(crate) fn behind(section: &str, line: &str) -> Vec<String> {
    offered(&MATTER.replace(&format!("  {section}：\n"), &format!("  {section}：\n{line}⟦⟧\n")))
}
