//! A finding as data: a code, typed arguments, places, fixes, a witness case. No text in any language stands here.
//!
//! `matter-checks` owns one table of texts per language and turns a diagnostic into words; renderers turn places into lines and
//! columns last, so an edit elsewhere in the file leaves a stored diagnostic valid.

use std::sync::Arc;

use crate::hir::{FactId, ItemRef, NodeId, Span};

/// A stable code: `E01xx` syntax, `E02xx` names, `E03xx` types, `E04xx` proofs, `E05xx` project and files, `M###` rules of the domain.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Code(pub &'static str);

/// How much a finding weighs, before `[lints]` changes it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Severity {
    /// Stops `build`.
    Error,
    /// Should be mended.
    Warning,
    /// Worth knowing.
    Information,
}

/// What a project says of a code, a family of codes or all of them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LintLevel {
    /// Not shown.
    Allow,
    /// A warning.
    Warn,
    /// An error.
    Deny,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// Which rule was broken.
    pub code: Code,
    /// Arguments of its text, by name.
    pub args: Vec<(&'static str, Arg)>,
    /// The first label is the primary place.
    pub labels: Vec<Label>,
    /// Certain repairs, best first.
    pub fixes: Vec<Fix>,
    /// A case that shows it.
    pub witness: Option<Arc<Witness>>,
}

/// An argument of a diagnostic's text.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Arg {
    /// Text of the user's program; rendered in backticks.
    Code(Arc<str>),
    /// Text that needs no quoting.
    Plain(Arc<str>),
    /// A word of the keyword table, rendered in the reader's language.
    Word(matter_syntax::keyword::Keyword),
    /// A number.
    Number(i64),
    /// A day.
    Day(matter_runtime::tables::Day),
    /// Several arguments, joined by the reader's comma.
    List(Vec<Arg>),
}

/// A place and what it has to do with the finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// Key of the label's text in the table of texts; `""` for none.
    pub role: &'static str,
    /// Arguments of that text.
    pub args: Vec<(&'static str, Arg)>,
}

/// A place in the sources.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// A node of an item; its span is looked up in the item's source map.
    Node(ItemRef, NodeId),
    /// Bytes of an item, for what has no node (syntax errors).
    Span(ItemRef, Span),
    /// Bytes of a file that is no `.matter` file (`matters.toml`).
    File(Arc<str>, Span),
    /// The project as a whole.
    Project,
}

/// A repair.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Fix {
    /// Key of its title in the table of texts.
    pub title: &'static str,
    /// Arguments of the title.
    pub args: Vec<(&'static str, Arg)>,
    /// What to replace.
    pub edits: Vec<Edit>,
    /// True if it may be applied without asking (fix-all).
    pub certain: bool,
}

/// Replace the text of `place` by `text`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// By what.
    pub text: Arc<str>,
}

/// A case that can exist and shows the finding; printed in words and as a ready-to-paste 用例.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Witness {
    /// The matter.
    pub matter: Arc<str>,
    /// The facts it fixes, by their place in the definition, with the value in words of the language (`总投资` `700 万元`).
    pub answers: Vec<(FactId, Arc<str>, Arc<str>)>,
    /// Those among them that an official finds: nobody answers them, so no test does.
    pub judged: Vec<FactId>,
    /// Date of acceptance, if it matters.
    pub day: Option<matter_runtime::tables::Day>,
    /// Responsible region, if it matters: name in words.
    pub region: Option<Arc<str>>,
    /// What a test has to say of the responsible region (属地) where the answers do not settle it.
    pub responsible: Option<Arc<str>>,
}

impl Diagnostic {
    /// Gives back the room that its lists were given to grow: for findings that are kept.
    pub(crate) fn settle(&mut self) {
        self.args.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.fixes.shrink_to_fit();
        self.fixes.iter_mut().for_each(|fix| fix.edits.shrink_to_fit());
    }

    /// A finding at one place.
    #[must_use]
    pub fn new(code: Code, place: Place) -> Self {
        let primary = Label { place, role: "", args: Vec::new() };
        Self { code, args: Vec::new(), labels: vec![primary], fixes: Vec::new(), witness: None }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.args.push((name, arg));
        self
    }

    /// Adds a secondary place.
    #[must_use]
    pub fn label(mut self, place: Place, role: &'static str) -> Self {
        self.labels.push(Label { place, role, args: Vec::new() });
        self
    }

    /// Adds a repair.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds the case that shows it.
    #[must_use]
    pub fn witness(mut self, witness: Witness) -> Self {
        self.witness = Some(Arc::new(witness));
        self
    }
}
