//! What a client wishes for at the beginning, as far as answers depend on it: where pages of codes are, which remarks are shown.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use matter_ide::{HintKind, Language, codes};
use serde_json::Value;
use tower_lsp::ls_types::Uri;

use crate::convert::uri_of;

/// Wishes of a client; every one has a default.
#[derive(Debug)]
pub(crate) struct Preferences {
    pages: Pages,
    hidden: Vec<HintKind>,
    /// Whether an offer may say what is replaced if the reader replaces, apart from what is if they insert.
    pub(crate) replaces: bool,
    /// What the client takes.
    pub(crate) takes: Takes,
}

/// In which forms a client takes texts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Takes {
    /// Offers with stops.
    pub(crate) snippets: bool,
    /// Marks where a name is explained.
    pub(crate) marks: bool,
    /// Marks beside an offer.
    pub(crate) offer_marks: bool,
}

/// Where the page of a code is opened.
#[derive(Debug)]
enum Pages {
    /// The client shows pages itself, under addresses of this scheme: `matter-explain:E0401?zh`.
    Scheme(String),
    /// Every editor can open a file; each is written when it is first pointed to.
    Folder(PathBuf, Mutex<BTreeMap<String, Uri>>),
}

impl Preferences {
    /// For a client that tells inserting from replacing, or does not, and takes texts in these forms.
    pub(crate) fn of_client(self, replaces: bool, takes: Takes) -> Self {
        Self { replaces, takes, ..self }
    }

    /// `{ "pages": scheme, "hints": { "regions": bool, "share": bool, "path": bool } }`
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let scheme = options.and_then(|options| options.get("pages")).and_then(Value::as_str);
        let hints = options.and_then(|options| options.get("hints"));
        let hidden = [("regions", HintKind::Region), ("share", HintKind::Share), ("path", HintKind::Path)];
        let off = |name: &str| hints.and_then(|hints| hints.get(name)).and_then(Value::as_bool) == Some(false);
        Self {
            pages: scheme.map_or_else(Pages::on_disk, |scheme| Pages::Scheme(scheme.to_owned())),
            hidden: hidden.into_iter().filter(|(name, _)| off(name)).map(|(_, kind)| kind).collect(),
            replaces: false,
            takes: Takes::default(),
        }
    }

    pub(crate) fn shows(&self, kind: HintKind) -> bool {
        !self.hidden.contains(&kind)
    }

    /// The address of a code's page.
    pub(crate) fn page(&self, code: &str, language: Language) -> Option<Uri> {
        let spoken = if language == Language::Zh { "zh" } else { "en" };
        match &self.pages {
            Pages::Scheme(scheme) => format!("{scheme}:{code}?{spoken}").parse().ok(),
            Pages::Folder(folder, written) => {
                let mut written = written.lock().unwrap_or_else(PoisonError::into_inner);
                let name = format!("{code}.{spoken}.md");
                if let Some(known) = written.get(&name) {
                    return Some(known.clone());
                }
                let path = folder.join(&name);
                // Another server may show the same page at this moment: it is never seen half-written.
                let aside = folder.join(format!("{name}.{}", std::process::id()));
                fs::create_dir_all(folder).ok()?;
                fs::write(&aside, format!("# {}", codes::page(code, language)?)).ok()?;
                fs::rename(&aside, &path).ok()?;
                let page = uri_of(&path)?;
                written.insert(name, page.clone());
                Some(page)
            }
        }
    }
}

impl Pages {
    fn on_disk() -> Self {
        let folder = std::env::temp_dir().join(concat!("matter-library-", env!("CARGO_PKG_VERSION"))).join("codes");
        Self::Folder(folder, Mutex::default())
    }
}
