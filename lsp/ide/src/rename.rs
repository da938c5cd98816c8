//! Rename: every place that writes the thing by the name under the cursor gets the new name, in every file that is not the library's.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use matter_syntax::keyword::{Class, Context, Keyword, lookup};
use matter_syntax::parse_item;
use matter_syntax::tree::{Citation, Expr, ExprKind, Span};

use crate::mention::Mention;
use crate::symbol::{Scope, Symbol, SymbolKind, local_place};
use crate::walk::{Surroundings, Visitor, walk};
use crate::{Snapshot, Target, TextEdit};

/// A thing by one of its names. It can be looked for in another catalogue, in which the file that declares it goes by another path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// The name that was asked for.
    pub at: Target,
    /// As it is written there, without marks.
    pub written: Arc<str>,
    pub(crate) symbol: Symbol,
}

impl Named {
    /// The file that declares it; none for an administrative division.
    #[must_use]
    pub fn file(&self) -> Option<&Arc<str>> {
        self.symbol.item.as_ref().map(|item| &item.file)
    }

    /// The same thing where the file that declares it goes by another path.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        if let Some(item) = &mut self.symbol.item {
            item.file = Arc::clone(file);
        }
        self
    }
}

/// Why something cannot be renamed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RenameProblem {
    /// No name stands here, or nothing is known by it.
    NoName,
    /// It is an administrative division of this name.
    Region(Arc<str>),
    /// The standard library declares it.
    Library,
    /// It is declared by this file, of a catalogue that the reader has not opened.
    Elsewhere(Arc<str>),
    /// The new name is empty, or holds marks that no name can hold.
    BadName,
    /// A document's number was to be replaced by something that is none.
    BadNumber,
    /// Something else has the new name already.
    Taken(Arc<str>),
}

impl Snapshot {
    /// The thing that is named at an offset.
    #[must_use]
    pub fn named(&self, file: &str, offset: u32) -> Option<Named> {
        let Mention { at, written, symbol, .. } = self.mention_at(file, offset)?;
        Some(Named { at, written, symbol })
    }

    /// Whether a thing can be renamed, as far as this catalogue knows.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn may_rename(&self, named: &Named) -> Result<(), RenameProblem> {
        match (&named.symbol.item, named.symbol.kind) {
            (None, SymbolKind::Region) => Err(RenameProblem::Region(named.symbol.name.clone())),
            (None, _) => Err(RenameProblem::NoName),
            (Some(item), _) if self.analysis.rank(&item.file) == Some(u16::MAX) => Err(RenameProblem::Library),
            _ => Ok(()),
        }
    }

    /// The edits that rename a thing in this catalogue and in those that it depends on.
    ///
    /// # Errors
    /// Why it cannot be renamed so.
    pub fn rename(&self, named: &Named, name: &str) -> Result<Vec<TextEdit>, RenameProblem> {
        self.may_rename(named)?;
        let name = name.trim().trim_start_matches(['「', '《']).trim_end_matches(['」', '》']);
        if self.is_by_number(named) && !is_number(name) {
            return Err(RenameProblem::BadNumber);
        }
        let read = read_as_name(&format!("「{name}」")).filter(|_| can_be_a_name(name));
        let Some(name) = read.as_deref() else { return Err(RenameProblem::BadName) };
        if let Some(other) = self.other_of_name(named, name) {
            return Err(RenameProblem::Taken(other));
        }
        let uses = self.uses(&named.symbol).into_iter().filter(|one| one.written == named.written);
        let own = uses.filter(|one| self.analysis.rank(&one.at.file) != Some(u16::MAX));
        Ok(own.map(|one| TextEdit { text: self.written(&one, name), at: one.at }).collect())
    }

    /// Whether a law is named by its document number.
    fn is_by_number(&self, named: &Named) -> bool {
        let laws = &self.analysis.declarations().laws;
        let own = laws.iter().find(|law| named.symbol.kind == SymbolKind::Law && law.name == named.symbol.name);
        own.is_some_and(|law| law.number.as_ref() == Some(&named.written) && law.name != named.written)
    }

    /// What a name stands for already, where the thing is declared.
    fn other_of_name(&self, named: &Named, name: &str) -> Option<Arc<str>> {
        let Symbol { kind, item, .. } = &named.symbol;
        let declaring = item.as_ref()?;
        let info = self.analysis.items(&declaring.file).into_iter().find(|info| info.item == *declaring)?;
        let tree = self.analysis.tree(declaring)?;
        let scope = Scope { analysis: &self.analysis, item: &info, tree: &tree.parse().item };
        // Its own other name is taken, too: by both names the same would be written, and whoever asks for one of them finds two.
        let is_other = |other: &Symbol| *other != named.symbol || name != &*named.written;
        let same = |kind: &SymbolKind| scope.of_kind(*kind, name).filter(is_other);
        let other = match kind {
            SymbolKind::Value => return self.sibling(scope, named, name),
            kind if CONDITIONS.contains(kind) => CONDITIONS.iter().find_map(same).or_else(|| self.inner(named, name)),
            kind => same(kind),
        };
        other.map(|other| if other == named.symbol { name.into() } else { other.name })
    }

    /// Another value of the same fact: two that are one could not be told apart any more.
    fn sibling(&self, scope: Scope<'_>, named: &Named, name: &str) -> Option<Arc<str>> {
        let fact = scope.fact(named.symbol.of.as_deref()?)?;
        scope.values_of(&fact)?.into_iter().find(|value| &**value == name && *value != named.symbol.name)
    }

    /// What an item that uses a thing calls so itself: there the new name would mean something else.
    fn inner(&self, named: &Named, name: &str) -> Option<Symbol> {
        let mut files: Vec<Arc<str>> = self.uses(&named.symbol).into_iter().map(|one| one.at.file).collect();
        files.sort();
        files.dedup();
        files.iter().flat_map(|file| self.analysis.items(file)).find_map(|item| {
            let tree = self.analysis.tree_once(&item.item)?;
            let own = |kind: &SymbolKind| local_place(&tree.parse().item, *kind, name).map(|_| *kind);
            let kind = CONDITIONS.iter().find_map(own)?;
            Some(Symbol { kind, name: name.into(), item: Some(item.item.clone()), local: true, of: None })
        })
    }

    /// Why something cannot be renamed, in the reader's words.
    #[must_use]
    pub fn refusal(&self, problem: &RenameProblem) -> String {
        match problem {
            RenameProblem::NoName => {
                self.words("这里没有可以改名的名称。", "There is no name here that can be changed.").to_owned()
            }
            RenameProblem::Region(name) => self.words(
                format!("「{name}」是行政区划，名称以标准库的区划表为准，不能在目录里改。"),
                format!("`{name}` is an administrative division: its name comes from the standard library's table."),
            ),
            RenameProblem::Library => self
                .words(
                    "它由标准库声明，不能在目录里改名。",
                    "The standard library declares it; a catalogue cannot rename it.",
                )
                .to_owned(),
            RenameProblem::Elsewhere(file) => self.words(
                format!("它声明在没有打开的目录里（{file}）；先打开那个目录的文件夹，再改名。"),
                format!("It is declared in a catalogue that is not open ({file}); open that catalogue's folder first."),
            ),
            RenameProblem::BadNumber => self
                .words(
                    "文号只能改成文号，如 深民规〔2019〕2号。",
                    "A document's number can only become a number, such as 深民规〔2019〕2号.",
                )
                .to_owned(),
            RenameProblem::BadName => self
                .words(
                    "名称不能为空，也不能含有换行、连续的空格、看不见的字符、冒号、分号、竖线、引号、书名号、「」和 //。",
                    "A name cannot be empty, nor hold line breaks, blanks in a row, unseen characters, colons, semicolons, bars, quotes, 《》, 「」 or //.",
                )
                .to_owned(),
            RenameProblem::Taken(name) => self.words(
                format!("已经有「{name}」，换一个名称。"),
                format!("`{name}` exists already; choose another name."),
            ),
        }
    }

    /// The new name as it must stand in the place of the old one.
    fn written(&self, mention: &Mention, name: &str) -> String {
        let text = self.analysis.text(&mention.at.file).unwrap_or_default();
        let old = crate::slice(&text, mention.at.start..mention.at.end);
        if is_number(old) && is_number(name) {
            return name.to_owned();
        }
        if old.starts_with('《') {
            return format!("《{name}》");
        }
        let runs_on =
            mention.head && matches!(mention.symbol.kind, SymbolKind::Matter | SymbolKind::Law | SymbolKind::Theme);
        if is_word(name) || (runs_on && !old.starts_with('「')) { name.to_owned() } else { format!("「{name}」") }
    }
}

/// Kinds of things that a condition names: one name means one of them.
const CONDITIONS: &[SymbolKind] = &[SymbolKind::Fact, SymbolKind::Define, SymbolKind::Label, SymbolKind::Rate];

/// Whether a text can stand for a name: nothing in it ends the name, opens a comment or cannot be seen.
fn can_be_a_name(name: &str) -> bool {
    let ends = |letter: char| "「」《》“”\"：:；;|｜".contains(letter);
    let unseen = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
    };
    let blanks = name.chars().zip(name.chars().skip(1)).any(|(one, next)| one.is_whitespace() && next.is_whitespace());
    let wide = name.contains('\u{3000}');
    // What answers a question cannot be asked.
    let answer = [Keyword::Yes, Keyword::No].iter().any(|word| word.spellings().any(|one| one == name));
    !answer
        && !name.is_empty()
        && !name.contains("//")
        && !blanks
        && !wide
        && !name.contains(|one| ends(one) || unseen(one))
}

/// Whether a name can stand for itself in a line, without marks around it.
pub(crate) fn is_word(name: &str) -> bool {
    if is_plain(name) {
        return true;
    }
    lookup(name, Context::Clause).is_none() && read_as_name(name).as_deref() == Some(name)
}

/// Whether a name holds nothing but Chinese letters that no word between names begins or ends with, and is no word of the language itself: most
/// names are, and need not be read to be known for words.
fn is_plain(name: &str) -> bool {
    static IN_WORDS: LazyLock<BTreeSet<char>> = LazyLock::new(|| {
        let parts = |class: &Class| matches!(class, Class::Operator | Class::Clause | Class::Unit);
        let words = Keyword::all().filter(|word| parts(&word.class()));
        let closing = Keyword::all().flat_map(|word| word.closes().iter().copied());
        let spellings = words.chain(closing).flat_map(|word| word.spellings().collect::<Vec<_>>());
        spellings.flat_map(str::chars).chain("零〇一二三四五六七八九十百千万亿两半第".chars()).collect()
    });
    let contexts = [Context::Value, Context::Kind, Context::Item, Context::Event];
    let known = || contexts.iter().any(|context| lookup(name, *context).is_some());
    let letter = |one: char| matches!(one, '\u{4E00}'..='\u{9FFF}') && !IN_WORDS.contains(&one);
    !name.is_empty() && name.chars().all(letter) && !known()
}

/// The name that a text in the place of a name is read as; nothing if it is read as something else.
fn read_as_name(written: &str) -> Option<Box<str>> {
    let probe = parse_item(&format!("事项 甲\n  条件：\n    甲  {written} = 1\n"));
    let mut left = Left { name: None };
    walk(&probe.item, &mut left);
    left.name.filter(|_| probe.errors.is_empty())
}

/// Whether a text is read as a document's number, which needs no marks.
fn is_number(written: &str) -> bool {
    let probe = parse_item(&format!("事项 甲\n  依据：{written}\n"));
    let mut cited = Cited { number: None };
    walk(&probe.item, &mut cited);
    probe.errors.is_empty() && cited.number.as_deref() == Some(written)
}

/// Looks for a document that is cited by its number.
struct Cited {
    number: Option<Box<str>>,
}

impl<'t> Visitor<'t> for Cited {
    fn citation(&mut self, citation: &'t Citation, _: Span, _: Surroundings<'t>) {
        if !citation.by_title {
            self.number = Some(citation.law.clone());
        }
    }
}

/// Looks for the comparison with a name on its left.
struct Left {
    name: Option<Box<str>>,
}

impl<'t> Visitor<'t> for Left {
    fn expr(&mut self, expr: &'t Expr, _: Surroundings<'t>) {
        if let ExprKind::Compare { left, .. } = &expr.kind
            && let ExprKind::Name(name) = &left.kind
        {
            self.name = Some(name.text.clone());
        }
    }
}
