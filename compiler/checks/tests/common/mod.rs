//! Texts in memory with places named by what stands there.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use std::sync::Arc;

use matter_checks::render::{Located, Sources};
use matter_core::diagnostic::{Arg, Code, Diagnostic, Place};
use matter_core::hir::{Day, ItemRef, Span};

/// Files by path.
pub(crate) struct Texts(BTreeMap<String, Arc<str>>);

impl Texts {
    pub(crate) fn sample() -> Self {
        let mut texts = Self(BTreeMap::new());
        texts.put(
            "甲.matter",
            "事项 停车位登记\n  类型：公共服务    \n  豁免 M042 “沿用原文” 至 2026-06-30\n  受理：县级\n",
        );
        texts.put("乙.matter", "// 五级服务体系的事项清单\n事项 二孩生育登记\n  受理：县级\n");
        texts
    }

    pub(crate) fn put(&mut self, file: &str, text: &str) {
        self.0.insert(file.to_owned(), text.into());
    }
}

impl Sources for Texts {
    /// The place's item is named by the words that it covers.
    fn locate(&self, place: &Place) -> Option<Located> {
        match place {
            Place::Node(item, _) | Place::Span(item, _) => {
                let start = self.0.get(&*item.file)?.find(&*item.name)?;
                Some(Located { file: item.file.clone(), start, end: start + item.name.len() })
            }
            Place::File(file, span) => {
                let file = file.clone();
                Some(Located { file, start: span.start as usize, end: span.end as usize })
            }
            Place::Project => None,
        }
    }

    fn text(&self, file: &str) -> Option<Arc<str>> {
        self.0.get(file).cloned()
    }
}

/// The place where these words stand.
pub(crate) fn node(file: &str, words: &str) -> Place {
    Place::Span(ItemRef { file: file.into(), name: words.into(), ordinal: 0 }, Span::default())
}

pub(crate) fn expired() -> Diagnostic {
    Diagnostic::new(Code("E0580"), node("甲.matter", "豁免 M042 “沿用原文” 至 2026-06-30"))
        .with("code", Arg::Code("M042".into()))
        .with("until", Arg::Day(Day::from_civil(2026, 6, 30).unwrap_or_default()))
}

pub(crate) fn manifest() -> Diagnostic {
    Diagnostic::new(Code("E0501"), Place::Project).with("folder", Arg::Code("matters".into()))
}
