//! Speed of the language server over standard input and output: `cargo bench -p matter --bench lsp -- FOLDER [PART]…` on a generated catalogue.
//! Parts are `typing`, `completion`, `lenses`, `burst`, `breaking`, `awaited`, `renaming`, `declarations`; without any, all are measured.
//!
//! Works on a copy of the folder in which one closed file has a gap, so that the end of the first whole check can be seen, and in which
//! a closed matter waits for the result of the one that is typed in. Prints one table; every line names what it waits for, and says how
//! what was reached stands to the gate (more is a defect) and to the goal. A time ends when the last byte has come: what a client does with
//! the answer is its own.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    dead_code,
    reason = "a bench prints, and stops where something unexpected comes"
)]

#[path = "../tests/lsp/session.rs"]
mod session;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use session::{Session, uri};
use tempfile::TempDir;

/// Keystrokes and completions that are measured.
const ROUNDS: usize = 200;

/// The document that one closed matter waits for.
const AWAITED: &str = "被等待的凭证";

fn main() {
    // Cargo adds `--bench` to what was said behind `--`.
    let mut arguments = std::env::args().skip(1).filter(|one| !one.starts_with('-'));
    let Some(folder) = arguments.next().map(PathBuf::from) else {
        println!("lsp: no folder given, nothing measured");
        return;
    };
    let bench = Bench::prepare(&folder, arguments.collect());
    println!("{:44}{:>9}{:>9}{:>9}{:>13}{:>11}  reached", "ms", "p50", "p99", "max", "gate", "goal");
    if ["typing", "completion", "lenses", "burst"].iter().any(|part| bench.wants(part)) {
        bench.as_people_type();
    }
    if ["breaking", "awaited", "renaming", "declarations"].iter().any(|part| bench.wants(part)) {
        bench.without_delay();
    }
}

/// What a line should reach: gate and goal of the 50th and of the 99th percentile, in milliseconds.
#[derive(Clone, Copy, Default)]
struct Aim {
    p50: Option<(f64, f64)>,
    p99: Option<(f64, f64)>,
}

impl Aim {
    /// Nothing was promised.
    const NONE: Self = Self { p50: None, p99: None };
    const KEYSTROKE: Self = Self { p50: Some((20.0, 2.0)), p99: Some((50.0, 10.0)) };
    const COMPLETION: Self = Self::most(50.0, 10.0);
    const FIRST_CHECK: Self = Self::most(2500.0, 2000.0);
    const BURST: Self = Self::most(50.0, 20.0);
    const MEANWHILE: Self = Self::most(50.0, 10.0);
    const OTHER_FILES: Self = Self::most(500.0, 100.0);
    const RENAME: Self = Self::most(300.0, 50.0);

    const fn most(gate: f64, goal: f64) -> Self {
        Self { p50: None, p99: Some((gate, goal)) }
    }

    /// Gate, goal and how these percentiles stand to them.
    fn words(self, p50: f64, p99: f64) -> (String, String, &'static str) {
        let parts: Vec<(f64, f64, f64)> = [(self.p50, p50), (self.p99, p99)]
            .iter()
            .filter_map(|(aim, at)| aim.map(|(gate, goal)| (gate, goal, *at)))
            .collect();
        let list = |pick: fn(&(f64, f64, f64)) -> f64| {
            parts.iter().map(|part| pick(part).to_string()).collect::<Vec<_>>().join(" / ")
        };
        let reached = match () {
            () if parts.is_empty() => "",
            () if parts.iter().all(|(_, goal, at)| at <= goal) => "goal",
            () if parts.iter().all(|(gate, _, at)| at <= gate) => "gate",
            () => "MISSED",
        };
        (list(|part| part.0), list(|part| part.1), reached)
    }
}

/// Megabytes that the server may hold: gate and goal.
const MEMORY: (u64, u64) = (600, 200);

/// A copy of the catalogue: where things stand in it.
struct Bench {
    copy: TempDir,
    edited: PathBuf,
    waiting: PathBuf,
    facts: PathBuf,
    parts: Vec<String>,
}

/// A document in the editor.
struct Document {
    uri: String,
    text: String,
    version: i64,
}

impl Bench {
    fn prepare(folder: &Path, parts: Vec<String>) -> Self {
        let copy = TempDir::new().expect("a folder");
        let mut files = Vec::new();
        copy_files(folder, copy.path(), &mut files);
        files.sort();
        let matters: Vec<&PathBuf> =
            files.iter().filter(|path| fs::read_to_string(path).unwrap().contains("\n事项 ")).collect();
        let (edited, waiting) = (matters[matters.len() / 2].clone(), matters[matters.len() - 1].clone());
        let mut text = fs::read_to_string(&edited).unwrap();
        let at = end_of_line(&text, middle(&text), "  结果：");
        let start = text[..at].rfind("  结果：").unwrap();
        text.replace_range(start..at, &format!("  结果：{AWAITED}  长期有效"));
        fs::write(&edited, text).unwrap();
        let mut text = fs::read_to_string(&waiting).unwrap();
        let start = text[middle(&text)..].find("  决定：").unwrap() + middle(&text);
        let end = start + text[start..].find("  条件：").unwrap();
        text.replace_range(
            start..end,
            &format!("  前置：\n    持有 {AWAITED}\n  决定：\n    县级  当 总投资 ≥ 50 万元\n"),
        );
        let named = fs::read_to_string(&edited).unwrap();
        let named = named[middle(&named) + "事项 ".len()..].split_once('\n').unwrap().0.to_owned();
        text.push_str(&format!("\n用例 别处的用例：{named}\n  应得：\n    符合\n"));
        fs::write(&waiting, text).unwrap();
        let facts = copy.path().join("信息项.matter");
        Self { copy, edited, waiting, facts, parts }
    }

    fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|one| one == part)
    }

    fn start(&self, delay: Option<u32>) -> (Session, Document) {
        let begin = Instant::now();
        let mut session = Session::start_with(self.copy.path(), client(), delay);
        let document = Document::open(&mut session, &self.edited);
        session.published(|one| one["uri"] == *document.uri);
        row("start → the open file's diagnostics", Aim::NONE, &mut [begin.elapsed()]);
        session.published(|one| one["uri"] == *uri(&self.waiting));
        row("start → the whole workspace's diagnostics", Aim::FIRST_CHECK, &mut [begin.elapsed()]);
        memory("memory after the first check", &session);
        session.listen(Duration::from_secs(2));
        (session, document)
    }

    /// With the delay that the server has by itself.
    fn as_people_type(&self) {
        let (mut session, mut document) = self.start(None);
        if self.wants("typing") {
            typing(&mut session, &mut document);
        }
        if self.wants("completion") {
            completions(&mut session, &mut document);
        }
        if self.wants("lenses") {
            lenses(&mut session, &document);
        }
        if self.wants("burst") {
            burst(&mut session, &mut document);
        }
        memory("memory at the end", &session);
        session.exit();
    }

    /// New findings show at once: what breaks a choice, what others wait for, what everything stands on.
    fn without_delay(&self) {
        let (mut session, mut document) = self.start(Some(0));
        if self.wants("breaking") {
            breaking(&mut session, &mut document);
        }
        if self.wants("awaited") {
            self.awaited(&mut session, &mut document);
        }
        if self.wants("renaming") {
            self.renaming(&mut session, &mut document);
        }
        if self.wants("declarations") {
            self.declarations(&mut session, &document);
        }
        memory("memory at the end", &session);
        session.exit();
    }

    /// The result of a matter that another one waits for: until its own file and until the other file are told.
    fn awaited(&self, session: &mut Session, document: &mut Document) {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        let waiting = uri(&self.waiting);
        for _ in 0..8 {
            for (from, to, wrong) in [(AWAITED, "别的凭证", true), ("别的凭证", AWAITED, false)] {
                let at = document.text.find(from).unwrap();
                document.replace(session, at..at + from.len(), to);
                session.published(|one| document.is_current(one));
                own.push(session.waited());
                session.published(|one| one["uri"] == *waiting && one.to_string().contains("M041") == wrong);
                other.push(session.waited());
                rest(session, 100);
            }
        }
        row("a result that others wait for → own file", Aim::NONE, &mut own);
        row("a result that others wait for → their file", Aim::OTHER_FILES, &mut other);
    }

    /// The name of a matter that a closed file names: until its own file is told, and until the other file is.
    fn renaming(&self, session: &mut Session, document: &mut Document) {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        let waiting = uri(&self.waiting);
        let at = middle(&document.text) + "事项 ".len();
        let name = document.text[at..].split_once('\n').unwrap().0.to_owned();
        for _ in 0..8 {
            for (from, to, wrong) in
                [(name.len(), format!("{name}二"), true), (name.len() + "二".len(), name.clone(), false)]
            {
                document.replace(session, at..at + from, &to);
                session.published(|one| document.is_current(one));
                own.push(session.waited());
                session.published(|one| one["uri"] == *waiting && one.to_string().contains("E0240") == wrong);
                other.push(session.waited());
                rest(session, 100);
            }
        }
        row("a matter that others name → own file", Aim::NONE, &mut own);
        row("a matter that others name → their file", Aim::RENAME, &mut other);
    }

    /// A value that a third of all matters name: until its own file is told, until all files are, and how long questions wait meanwhile.
    fn declarations(&self, session: &mut Session, matters: &Document) {
        let mut facts = Document::open(session, &self.facts);
        session.listen(Duration::from_secs(2));
        let (mut comment, mut own, mut all, mut hovers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS / 5 {
            facts.replace(session, 3..3, "字");
            session.published(|one| facts.is_current(one));
            comment.push(session.waited());
            rest(session, 20);
        }
        row("keystroke in a comment of the declarations", Aim::KEYSTROKE, &mut comment);
        let waiting = uri(&self.waiting);
        let hover = json!({ "textDocument": { "uri": matters.uri }, "position": { "line": 8, "character": 4 } });
        for (from, to) in [("丧偶", "已丧偶"), ("已丧偶", "丧偶")].repeat(3) {
            let at = facts.text.find(from).unwrap();
            let begin = Instant::now();
            facts.replace(session, at..at + from.len(), to);
            session.published(|one| facts.is_current(one));
            own.push(begin.elapsed());
            for _ in 0..10 {
                let begin = Instant::now();
                let id = session.request("textDocument/hover", hover.clone());
                session.answer(id);
                hovers.push(begin.elapsed());
            }
            // All files are told together.
            let wrong = to == "已丧偶";
            session.published(|one| one["uri"] == *waiting && one.to_string().contains("已丧偶") == wrong);
            all.push(begin.elapsed());
            rest(session, 100);
        }
        row("a value that a third of all name → own file", Aim::NONE, &mut own);
        row("a value that a third of all name → all files", Aim::NONE, &mut all);
        row("a request during that check → answer", Aim::MEANWHILE, &mut hovers);
    }
}

/// What the client of this bench can do.
fn client() -> Value {
    json!({ "general": { "positionEncodings": ["utf-8"] } })
}

impl Document {
    fn open(session: &mut Session, path: &Path) -> Self {
        let (uri, text) = (uri(path), fs::read_to_string(path).unwrap());
        session.open(&uri, &text);
        Self { uri, text, version: 1 }
    }

    /// Replaces a piece of the text, as far as the server allows without sending the rest.
    fn replace(&mut self, session: &mut Session, range: Range<usize>, with: &str) {
        self.version += 1;
        if session.piecemeal {
            let place = json!({ "start": self.place(range.start), "end": self.place(range.end) });
            session.replace(&self.uri, self.version, &place, with);
        }
        self.text.replace_range(range, with);
        if !session.piecemeal {
            session.change(&self.uri, self.version, &self.text);
        }
    }

    /// Line and byte.
    fn place(&self, at: usize) -> Value {
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        json!({ "line": before[..line_start].matches('\n').count(), "character": at - line_start })
    }

    fn is_current(&self, published: &Value) -> bool {
        published["version"] == self.version && published["uri"] == *self.uri
    }
}

/// Types letters into prose: nothing that is proved changes.
fn typing(session: &mut Session, document: &mut Document) {
    let mut at = end_of_line(&document.text, middle(&document.text), "事项 ");
    document.replace(session, at..at, "\n  说明：");
    at += "\n  说明：".len();
    for (name, pause) in [("keystroke → diagnostics, fast typing", 20), ("keystroke → diagnostics, with pauses", 500)]
    {
        let mut times = Vec::new();
        let before = session.processor();
        for _ in 0..if pause > 100 { ROUNDS / 5 } else { ROUNDS } {
            document.replace(session, at..at, "字");
            session.published(|one| document.is_current(one));
            times.push(session.waited());
            at += "字".len();
            rest(session, pause);
        }
        row(name, Aim::KEYSTROKE, &mut times);
        // What the machine does besides changes this less than the time on the clock.
        let used = (session.processor() - before).as_secs_f64() * 1000.0 / times.len() as f64;
        println!("{:44}{used:>9.2}", "  time of the processors for each");
    }
}

/// Takes the last branch of a choice away and puts it back: a proof that fails and one that holds, for each.
fn breaking(session: &mut Session, document: &mut Document) {
    const ELSE: &str = "    乡镇（街道）  否则\n";
    let at = document.text[middle(&document.text)..].find(ELSE).unwrap() + middle(&document.text);
    let (mut broken, mut mended) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS / 5 {
        for (range, text, times) in [(at..at + ELSE.len(), "", &mut broken), (at..at, ELSE, &mut mended)] {
            document.replace(session, range, text);
            let found = session.published(|one| document.is_current(one));
            times.push(session.waited());
            assert_eq!(found.to_string().contains("E0401"), text.is_empty(), "{found}");
            rest(session, 20);
        }
    }
    row("keystroke that breaks a choice → finding", Aim::KEYSTROKE, &mut broken);
    row("keystroke that mends it → none", Aim::KEYSTROKE, &mut mended);
}

/// Types the beginning of something at places of all kinds and asks what may stand there.
fn completions(session: &mut Session, document: &mut Document) {
    let here = middle(&document.text);
    let places = [
        ("a material, in Chinese", end_of_line(&document.text, here, "  材料：\n"), "\n    共用"),
        ("a material, in pinyin", end_of_line(&document.text, here, "  材料：\n"), "\n    gycl"),
        ("a fact", end_of_line(&document.text, here, "  条件：\n"), "\n    甲  “乙”  "),
        ("a matter among all", here, "\n用例 试：生成"),
        ("a matter among all, in pinyin", here, "\n用例 试：scsx"),
        ("a region", here, "\n用例 试：甲\n  于：2026-03-02 龙"),
    ];
    for (name, at, typed) in places {
        let mut times = Vec::new();
        for _ in 0..ROUNDS / 4 {
            document.replace(session, at..at, typed);
            let place =
                json!({ "textDocument": { "uri": document.uri }, "position": document.place(at + typed.len()) });
            let id = session.request("textDocument/completion", place);
            let answer = session.answer(id);
            times.push(session.waited());
            assert!(answer["result"]["items"].as_array().is_some_and(|items| !items.is_empty()), "{answer}");
            document.replace(session, at..at + typed.len(), "");
            rest(session, 10);
        }
        row(&format!("completion: {name}"), Aim::COMPLETION, &mut times);
    }
}

/// Lenses of the file, and how long the counted uses of some of its matters take, and of a document that thousands of matters ask for.
fn lenses(session: &mut Session, document: &Document) {
    let (mut listed, mut used) = (Vec::new(), Vec::new());
    let mut found = Value::Null;
    for _ in 0..ROUNDS / 10 {
        let begin = Instant::now();
        let id = session.request("textDocument/codeLens", json!({ "textDocument": { "uri": document.uri } }));
        found = session.answer(id)["result"].clone();
        listed.push(begin.elapsed());
    }
    row("code lenses of a file", Aim::NONE, &mut listed);
    let all = found.as_array().expect("lenses");
    for lens in all.iter().filter(|lens| lens.get("data").is_some()).take(ROUNDS / 10) {
        let begin = Instant::now();
        let id = session.request("codeLens/resolve", lens.clone());
        assert!(session.answer(id)["result"]["command"]["title"].is_string());
        used.push(begin.elapsed());
    }
    row("code lens: uses of a matter in all files", Aim::NONE, &mut used);
    let at = document.text.find("共用材料0").expect("a document that many ask for");
    let place = json!({ "textDocument": { "uri": document.uri }, "position": document.place(at), "context": { "includeDeclaration": false } });
    let mut many = Vec::new();
    let mut count = 0;
    for _ in 0..ROUNDS / 20 {
        let begin = Instant::now();
        let id = session.request("textDocument/references", place.clone());
        count = session.answer(id)["result"].as_array().map_or(0, Vec::len);
        many.push(begin.elapsed());
    }
    row(&format!("references: a document used {count} times"), Aim::NONE, &mut many);
}

/// 300 edits at once: from the last one until diagnostics of its text; no publish may be about an older text than one before it.
fn burst(session: &mut Session, document: &mut Document) {
    let (mut sent, mut settled) = (Vec::new(), Vec::new());
    let mut told = 0;
    for _ in 0..5 {
        session.listen(Duration::from_secs(3));
        session.published.clear();
        let at = end_of_line(&document.text, middle(&document.text), "事项 ");
        let first = document.version + 1;
        let begin = Instant::now();
        for _ in 0..300 {
            document.replace(session, at..at, "字");
        }
        let last = Instant::now();
        sent.push(last - begin);
        session.published(|one| document.is_current(one));
        settled.push(last.elapsed());
        session.listen(Duration::from_secs(2));
        let own: Vec<&Value> = session.published.iter().filter(|one| one["uri"] == *document.uri).collect();
        let versions: Vec<i64> = own.iter().filter_map(|one| one["version"].as_i64()).collect();
        assert!(versions.is_sorted(), "{versions:?}");
        assert!(versions.iter().all(|version| (first..=document.version).contains(version)), "{versions:?}");
        told += versions.len();
        document.replace(session, at..at + 300 * "字".len(), "");
    }
    row("burst of 300 edits: sending", Aim::NONE, &mut sent);
    row("burst of 300 edits: last edit → diagnostics", Aim::BURST, &mut settled);
    println!("{:44}{:>9}", "burst of 300 edits: publishes of the file", told as f64 / 5.0);
}

/// Takes what comes for some milliseconds, and forgets it.
fn rest(session: &mut Session, milliseconds: u64) {
    session.listen(Duration::from_millis(milliseconds));
    session.published.clear();
}

fn row(what: &str, aim: Aim, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    let (gate, goal, reached) = aim.words(at(50), at(99));
    println!("{what:44}{:>9.2}{:>9.2}{:>9.2}{gate:>13}{goal:>11}  {reached}", at(50), at(99), at(100));
}

fn memory(what: &str, session: &Session) {
    let (held, (gate, goal)) = (session.memory(), MEMORY);
    let reached = match held {
        _ if held <= goal => "goal",
        _ if held <= gate => "gate",
        _ => "MISSED",
    };
    println!("{what:44}{held:>24} MB{gate:>13}{goal:>11}  {reached}");
}

/// A matter in the middle of a text that chooses who decides by a list with a last branch.
fn middle(text: &str) -> usize {
    let half = (text.len() / 2..).find(|at| text.is_char_boundary(*at)).unwrap();
    let choice = half + text[half..].find("  决定：\n    县级  当").expect("a choice");
    text[..choice].rfind("\n事项 ").expect("a matter") + 1
}

/// The end of the first line behind a place that begins so.
fn end_of_line(text: &str, from: usize, begins: &str) -> usize {
    let at = from + text[from..].find(begins).expect("such a line");
    at + text[at..].find('\n').expect("a line")
}

fn copy_files(from: &Path, to: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            fs::create_dir(&copy).unwrap();
            copy_files(&path, &copy, files);
        } else {
            fs::copy(&path, &copy).unwrap();
            files.extend(path.extension().is_some_and(|extension| extension == "matter").then_some(copy));
        }
    }
}
