//! Identifiers of the tables → words for people, in Chinese and English.

use matter_core::hir::{Face, Keyword};
use matter_runtime::tables::Day;

/// Language of a guide.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// 中文
    Zh,
    /// English
    En,
}

/// Identifier, Chinese, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("working_days", "个工作日", "working days"),
    ("calendar_days", "个自然日", "calendar days"),
    ("months", "个月", "months"),
    ("years", "年", "years"),
    ("hours", "小时", "hours"),
    ("statutory", "法定", "statutory"),
    ("promised", "承诺", "promised"),
    ("notice", "告知", "notice"),
    ("delivery", "送达", "delivery"),
    ("extension", "延长", "extension"),
    ("publicity", "公示", "publicity"),
    ("accept_period", "受理期", "accept period"),
    ("application", "申请", "application"),
    ("receipt", "收件", "receipt"),
    ("correction", "补正", "correction"),
    ("acceptance", "受理", "acceptance"),
    ("decision", "决定", "decision"),
    ("finding", "查实", "finding"),
    ("expiry", "届满", "expiry"),
    ("original", "原件", "original"),
    ("copy", "复印件", "copy"),
    ("original_and_copy", "原件和复印件", "original and copy"),
    ("original_or_copy", "原件或复印件", "original or copy"),
    ("electronic", "电子", "electronic"),
    ("devolved", "下放", "devolved"),
    ("delegated", "委托", "delegated"),
    ("posted", "派员", "posted"),
    ("networked", "联网", "networked"),
    ("monthly", "每月", "a month"),
    ("yearly", "每年", "a year"),
    ("once", "一次性", "once"),
    ("before", "事前", "before"),
    ("during", "事中", "during"),
    ("after", "事后", "after"),
    ("scope", "范围", "scope"),
    ("mode", "方式", "mode"),
    ("forward", "转送", "forwarding"),
    ("return", "返还", "return"),
    ("clock", "起算", "clock starts"),
    ("fully_online", "全程网办", "fully online"),
    ("received_for_another", "代收代办", "received for another"),
    ("jointly", "多地联办", "jointly"),
    ("arrival", "属地收到之日", "on arrival"),
    ("nation", "全国", "whole country"),
    ("province", "全省", "whole province"),
    ("city", "全市", "whole city"),
    ("county", "全县（区）", "whole county"),
    ("town", "全镇（街道）", "whole town"),
    ("village", "全村（社区）", "whole village"),
    ("consult", "咨询", "Consultation"),
    ("complain", "监督投诉", "Complaints"),
    ("review", "行政复议", "Administrative review"),
    ("litigation", "行政诉讼", "Litigation"),
    ("questions", "常见问题", "Frequent questions"),
    ("remarks", "说明", "Remarks"),
];

/// Kind of rule, Chinese, English: what a line is about.
const KINDS: &[(&str, &str, &str)] = &[
    ("case_kind", "办件类型", "kind of case"),
    ("responsible", "属地", "responsible place"),
    ("accepting", "受理机构", "accepting body"),
    ("decider", "决定机构", "deciding body"),
    ("prior_result", "前置", "needed first"),
    ("instead", "改办", "another matter"),
    ("requirement", "材料", "material"),
    ("channel", "办理形式", "channel"),
    ("visit", "到现场", "visits in person"),
    ("limit", "时限", "time limit"),
    ("fee", "收费", "fee"),
    ("venue", "通办", "handling elsewhere"),
];

/// Kind of limit as the first cell of a line of its own.
const LIMITS: &[(&str, &str, &str)] = &[
    ("statutory", "法定办结时限", "statutory limit"),
    ("promised", "承诺办结时限", "promised limit"),
    ("notice", "告知时限", "notice of what is missing"),
    ("delivery", "送达时限", "delivery of the result"),
    ("extension", "延长", "extension"),
    ("publicity", "公示", "publicity"),
    ("accept_period", "受理期", "period of acceptance"),
];

fn look_up(words: &'static [(&str, &str, &str)], id: &str, language: Language) -> Option<&'static str> {
    words.iter().find(|word| word.0 == id).map(|word| language.pick(word.1, word.2))
}

const LEVELS: [(&str, &str); 6] = [
    ("国家级", "nation"),
    ("省级", "province"),
    ("市级", "city"),
    ("县级", "county"),
    ("乡镇（街道）", "town"),
    ("村（社区）", "village"),
];

impl Language {
    /// One of two texts.
    #[must_use]
    pub const fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The word for an identifier; the identifier itself if there is none.
    #[must_use]
    pub fn word(self, id: &str) -> &str {
        look_up(WORDS, id, self).unwrap_or(id)
    }

    /// The name of an element of plain text: as guides head it, else the section's own word.
    pub(crate) fn element(self, id: &str) -> &str {
        let face = match self {
            Self::Zh => Face::Zh,
            Self::En => Face::En,
        };
        let section = || Keyword::from_id(id).map_or(id, |section| section.text(face));
        look_up(WORDS, id, self).unwrap_or_else(section)
    }

    /// What a kind of rule is about.
    pub(crate) fn kind(self, id: &str) -> &str {
        look_up(KINDS, id, self).unwrap_or(id)
    }

    /// A kind of limit, in full.
    pub(crate) fn limit(self, id: &str) -> &str {
        look_up(LIMITS, id, self).unwrap_or(id)
    }

    /// A law with its article; a document number stands for itself, a title in its marks.
    pub(crate) fn citation(self, law: &str, place: &str) -> String {
        let law = if law.contains('〔') { law.to_owned() } else { format!("《{law}》") };
        format!("{law}{}{place}", if self == Self::En && !place.is_empty() { " " } else { "" })
    }

    /// A level of administration, 1 to 6.
    #[must_use]
    pub fn level(self, level: u8) -> &'static str {
        let index = usize::from(level).checked_sub(1);
        index.and_then(|index| LEVELS.get(index)).map_or("", |level| self.pick(level.0, level.1))
    }

    /// `7 个工作日`; `当场办结` for 0 working days.
    #[must_use]
    pub fn duration(self, amount: i64, unit: &str) -> String {
        match (self, amount) {
            (_, 0) if unit == "working_days" => self.pick("当场办结", "at once").to_owned(),
            (Self::En, 1) => format!("1 {}", self.word(unit).trim_end_matches('s')),
            _ => format!("{amount} {}", self.word(unit)),
        }
    }

    /// Fen as yuan, without decimals if there are none.
    #[must_use]
    pub fn money(self, fen: i64) -> String {
        let (sign, fen) = (if fen < 0 { "-" } else { "" }, fen.unsigned_abs());
        let (yuan, rest) = (fen / 100, fen % 100);
        let number = if rest == 0 { yuan.to_string() } else { format!("{yuan}.{rest:02}") };
        format!("{sign}{number} {}", self.pick("元", "yuan"))
    }

    /// A half-open period; empty if it is open at both ends.
    #[must_use]
    pub fn period(self, from: Option<Day>, to: Option<Day>) -> String {
        let last = to.map(|to| Day(to.0.saturating_sub(1)));
        match (from, last) {
            (None, None) => String::new(),
            (Some(from), None) => format!("{from} {}", self.pick("起", "onward")),
            (None, Some(last)) => format!("{} {last}", self.pick("至", "until")),
            (Some(from), Some(last)) => format!("{from} {} {last}", self.pick("至", "to")),
        }
    }
}
