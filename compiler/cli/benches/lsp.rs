//! Speed of the language server over standard input and output: `cargo bench -p matter --bench lsp -- FOLDER [PART]…` on a generated catalogue.
//! Parts are `typing`, `completion`, `burst`, `breaking`, `awaited`, `declarations`; without any, all are measured.
//!
//! Works on a copy of the folder in which one closed file has a gap, so that the end of the first whole check can be seen, and in which
//! a closed matter waits for the result of the one that is typed in. Prints one table; every line names what it waits for.

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
    println!("{:44}{:>9}{:>9}{:>9}", "ms", "p50", "p99", "max");
    if bench.wants("typing") || bench.wants("completion") || bench.wants("burst") {
        bench.as_people_type();
    }
    if bench.wants("breaking") || bench.wants("awaited") || bench.wants("declarations") {
        bench.without_delay();
    }
}

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
        row("start → the open file's diagnostics", &mut [begin.elapsed()]);
        session.published(|one| one["uri"] == *uri(&self.waiting));
        row("start → the whole workspace's diagnostics", &mut [begin.elapsed()]);
        println!("{:44}{:>6} MB", "memory after the first check", session.memory());
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
        if self.wants("burst") {
            burst(&mut session, &mut document);
        }
        println!("{:44}{:>6} MB", "memory at the end", session.memory());
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
        if self.wants("declarations") {
            self.declarations(&mut session, &document);
        }
        println!("{:44}{:>6} MB", "memory at the end", session.memory());
        session.exit();
    }

    /// The result of a matter that another one waits for: until its own file and until the other file are told.
    fn awaited(&self, session: &mut Session, document: &mut Document) {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        let waiting = uri(&self.waiting);
        for _ in 0..8 {
            for (from, to, wrong) in [(AWAITED, "别的凭证", true), ("别的凭证", AWAITED, false)] {
                let at = document.text.find(from).unwrap();
                let begin = Instant::now();
                document.replace(session, at..at + from.len(), to);
                session.published(|one| document.is_current(one));
                own.push(begin.elapsed());
                session.published(|one| one["uri"] == *waiting && one.to_string().contains("M041") == wrong);
                other.push(begin.elapsed());
                rest(session, 100);
            }
        }
        row("a result that others wait for → own file", &mut own);
        row("a result that others wait for → their file", &mut other);
    }

    /// A value that a third of all matters name: until its own file is told, until all files are, and how long questions wait meanwhile.
    fn declarations(&self, session: &mut Session, matters: &Document) {
        let mut facts = Document::open(session, &self.facts);
        session.listen(Duration::from_secs(2));
        let (mut comment, mut own, mut all, mut hovers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS / 5 {
            let begin = Instant::now();
            facts.replace(session, 3..3, "字");
            session.published(|one| facts.is_current(one));
            comment.push(begin.elapsed());
            rest(session, 20);
        }
        row("keystroke in a comment of the declarations", &mut comment);
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
        row("a value that a third of all name → own file", &mut own);
        row("a value that a third of all name → all files", &mut all);
        row("a request during that check → answer", &mut hovers);
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
        for _ in 0..if pause > 100 { ROUNDS / 5 } else { ROUNDS } {
            let begin = Instant::now();
            document.replace(session, at..at, "字");
            session.published(|one| document.is_current(one));
            times.push(begin.elapsed());
            at += "字".len();
            rest(session, pause);
        }
        row(name, &mut times);
    }
}

/// Takes the last branch of a choice away and puts it back: a proof that fails and one that holds, for each.
fn breaking(session: &mut Session, document: &mut Document) {
    const ELSE: &str = "    乡镇（街道）  否则\n";
    let at = document.text[middle(&document.text)..].find(ELSE).unwrap() + middle(&document.text);
    let (mut broken, mut mended) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS / 5 {
        for (range, text, times) in [(at..at + ELSE.len(), "", &mut broken), (at..at, ELSE, &mut mended)] {
            let begin = Instant::now();
            document.replace(session, range, text);
            let found = session.published(|one| document.is_current(one));
            times.push(begin.elapsed());
            assert_eq!(found.to_string().contains("E0401"), text.is_empty(), "{found}");
            rest(session, 20);
        }
    }
    row("keystroke that breaks a choice → finding", &mut broken);
    row("keystroke that mends it → none", &mut mended);
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
            let begin = Instant::now();
            let id = session.request("textDocument/completion", place);
            let answer = session.answer(id);
            times.push(begin.elapsed());
            assert!(answer["result"]["items"].as_array().is_some_and(|items| !items.is_empty()), "{answer}");
            document.replace(session, at..at + typed.len(), "");
            rest(session, 10);
        }
        row(&format!("completion: {name}"), &mut times);
    }
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
    row("burst of 300 edits: sending", &mut sent);
    row("burst of 300 edits: last edit → diagnostics", &mut settled);
    println!("{:44}{:>9}", "burst of 300 edits: publishes of the file", told as f64 / 5.0);
}

/// Takes what comes for some milliseconds, and forgets it.
fn rest(session: &mut Session, milliseconds: u64) {
    session.listen(Duration::from_millis(milliseconds));
    session.published.clear();
}

fn row(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!("{what:44}{:>9.2}{:>9.2}{:>9.2}", at(50), at(99), at(100));
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
