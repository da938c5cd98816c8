//! What the lines of a section hold, by what stands before the place: names, closed words, and words that everybody writes there though they are
//! no words of the language.

use matter_core::hir::Keyword;
use matter_syntax::keyword::{Class, Context, lookup};

use super::line::{Kind, Piece, complete};
use super::{List, Place};
use crate::symbol::SymbolKind;

use Keyword as K;

impl List<'_> {
    /// What may stand behind these pieces of a section's line; behind none, what it may begin with.
    pub(super) fn content(&mut self, section: Option<Keyword>, before: &[Piece<'_>]) {
        let Some(section) = section else { return };
        if self.scope.item.keyword == Some(K::Profile) {
            return self.demands(section, before);
        }
        self.names_in(section, before);
        self.closed_words(section, before);
        self.usual_words(section, before);
    }

    /// Whether these pieces name already what the line is about, so that another name is the least likely to follow.
    pub(super) fn is_named(&self, section: Keyword, before: &[Piece<'_>]) -> bool {
        let names = match section {
            K::Materials => 1,
            K::Steps => 2,
            _ => return false,
        };
        self.scope.item.keyword != Some(K::Profile) && before.len() >= names && complete(before)
    }

    /// What follows a name: thousands of others would hide it.
    pub(super) fn behind_name(&mut self, section: Keyword, place: &Place<'_>) {
        self.closed_words(section, &place.before);
        if section == K::Materials {
            self.alternatives(&place.before);
        }
        self.tails(place);
        self.names_in(section, &place.before);
    }

    /// Names by section.
    fn names_in(&mut self, section: Keyword, before: &[Piece<'_>]) {
        let first = before.is_empty();
        match section {
            K::Materials => {
                self.names_of(SymbolKind::Material);
                self.alternatives(before);
            }
            K::Priors | K::Result => self.names_of(SymbolKind::Material),
            K::Organ | K::Lead => self.names_of(SymbolKind::Department),
            K::IssuedBy => {
                self.names_of(SymbolKind::Department);
                self.issuers_of_materials();
            }
            K::Issuer => self.issuers_of_laws(),
            K::Members | K::Together | K::Excluded | K::Instead => self.names_of(SymbolKind::Matter),
            K::Stage if self.scope.item.keyword == Some(K::Theme) => self.names_of(SymbolKind::Matter),
            K::Rank => self.ranks(),
            K::Basis | K::Amended => self.law_citations(),
            K::Responsible => self.region_facts(),
            K::Located | K::At => self.regions(),
            K::Intermediaries => self.names_of(SymbolKind::Intermediary),
            K::Windows => self.names_of(SymbolKind::Window),
            K::Kind => self.terms(match self.scope.item.keyword {
                Some(K::Material) => "材料类别",
                Some(K::Law) => "法律位阶",
                _ => "事项类型",
            }),
            K::Serves => self.terms("服务对象"),
            K::Holder => {
                self.plain_words(["自然人", "法人", "其他组织", "项目"]);
                self.terms("服务对象");
            }
            K::FormFields => self.names_of(SymbolKind::Fact),
            K::Shared => self.sources(),
            K::Code | K::Certificate if first => self.code_systems(),
            K::Values if !first => self.code_systems(),
            K::Given => self.asked(),
            K::Steps if first => self.steps(),
            K::Steps => self.names_of(SymbolKind::Department),
            K::Joint => self.steps(),
            K::Fees if !first => self.names_of(SymbolKind::Rate),
            K::Events if !first => self.pauses(),
            K::Expect if first => self.expectations(),
            _ => {}
        }
    }

    /// Closed words by section.
    fn closed_words(&mut self, section: Keyword, before: &[Piece<'_>]) {
        let first = before.is_empty();
        let words: &[Keyword] = match section {
            K::Materials => &[K::Original, K::Photocopy, K::OriginalAndCopy, K::OriginalOrCopy, K::Electronic],
            K::Times if first => {
                &[K::Statutory, K::Promised, K::NotCounted, K::Extension, K::Notice, K::Delivery, K::Publicity]
            }
            K::Times => &[K::AtOnce, K::LawSetsNone],
            K::Channels => &[K::WindowWord, K::Online, K::Terminal, K::Post, K::Mobile, K::HomeVisit],
            K::CrossRegion => return self.across(before),
            K::Fees if first => &[K::Free],
            K::CaseKind => &[K::Immediate, K::PromisedCase],
            K::Result => &[K::Permanent, K::PickUp, K::Post],
            K::Valid => &[K::Permanent],
            K::Priors => &[K::Hold],
            K::Given if first => &[K::Hold],
            K::Stage if self.scope.item.keyword == Some(K::Matter) => &[K::Within],
            K::Steps => &[K::WindowWord, K::Publicity, K::AtOnce],
            K::Duties => &[K::BeforeEvent, K::DuringEvent, K::AfterEvent],
            K::Benefits => &[K::Monthly, K::Yearly, K::Once],
            K::Quota if first => &[K::None],
            K::Renewal if first => &[K::Expire],
            K::Renewal if is_unit(before.last()) => &[K::WithinPeriod],
            K::Renewal => &[K::CountedBefore, K::CountedFrom],
            K::Proactive if is_unit(before.last()) => &[K::CountedBefore],
            K::InForce | K::AcceptPeriod | K::Amended if is_number(before.last()) => &[K::CountedFrom, K::Between],
            K::Events if first => return self.of_class(Class::Event),
            _ => &[],
        };
        self.words(words);
        match section {
            K::Accepts | K::Decides | K::Bodies | K::Branches => self.of_class(Class::Level),
            K::Devolved | K::Delegated | K::Posted | K::Networked => self.two_levels(before),
            _ => {}
        }
    }

    /// Words that lines of a section usually hold and that the language has no keywords for.
    fn usual_words(&mut self, section: Keyword, before: &[Piece<'_>]) {
        let first = before.is_empty();
        let words: &[&str] = match section {
            // The facts that decide who is responsible are answered under this name in either face.
            K::Given if first => &["属地"],
            K::Hours if first => DAYS,
            K::Posted if !first => DAYS,
            K::Proactive if first => &["年满"],
            K::Proactive => &["短信告知", "电话告知", "同意即申请"],
            K::Commitment if first => &["告知书", "承诺书", "核查", "失信", "不承诺"],
            K::Times if before.first().is_some_and(|first| is_word(first, K::NotCounted)) => NOT_COUNTED,
            _ => &[],
        };
        self.plain_words(words);
    }

    /// `市级 至 县级`.
    fn two_levels(&mut self, before: &[Piece<'_>]) {
        let open = before.last().is_none_or(|last| last.operator() == Some(K::Between));
        if open {
            self.of_class(Class::Level);
        } else if before.len() == 1 {
            self.words(&[K::Between]);
        }
    }

    /// A kind of what 通办 says, and what stands behind each.
    fn across(&mut self, before: &[Piece<'_>]) {
        let kinds = [K::Scope, K::Mode, K::Forward, K::ReturnPath, K::ClockStart];
        let kind = before.first().and_then(|first| kinds.into_iter().find(|kind| is_word(first, *kind)));
        match kind {
            None => self.words(&kinds),
            Some(K::Scope) => self.of_class(Class::Scope),
            Some(K::Mode) => self.words(&[K::FullyOnline, K::Forwarded, K::Jointly]),
            Some(K::ClockStart) => self.words(&[K::FromReceiptHere, K::FromArrival]),
            Some(_) => self.words(&[K::AtOnce]),
        }
    }

    /// Behind a document another may stand for it.
    pub(super) fn alternatives(&mut self, before: &[Piece<'_>]) {
        if before.last().is_some_and(|last| last.kind == Kind::Word || last.is_sign(&["）", ")"])) {
            self.words(&[K::Or]);
        }
    }

    /// What a profile demands of matters.
    fn demands(&mut self, section: Keyword, before: &[Piece<'_>]) {
        let first = before.is_empty();
        match section {
            K::Applies if first => {
                self.words(&[K::WholeChoice, K::None]);
                self.plain_words(SCOPES);
            }
            K::Applies => self.scope_values(before),
            K::Requires | K::Forbids => {
                let sections = self.all().iter().copied().filter(|one| one.allowed_in(K::Matter));
                self.words(&sections.collect::<Vec<_>>());
                self.names_of(SymbolKind::Profile);
            }
            K::Listed | K::Cancelled => self.names_of(SymbolKind::Vocabulary),
            K::StaysWithin => self.of_class(Class::Level),
            K::Materials => self.plain_words(["类型", "形式", "来源", "依据", "受理标准"]),
            K::Basis => self.law_citations(),
            K::InForce if is_number(before.last()) => self.words(&[K::CountedFrom, K::Between]),
            K::Defaults | K::Bounds => {
                self.closed_words(K::Times, before);
                self.usual_words(K::Times, before);
                if first && section == K::Bounds {
                    self.plain_words(["初审", "联合办理", "联合办理延长"]);
                }
                if first && section == K::Defaults {
                    self.words(&[K::Equal]);
                }
                if is_unit(before.last()) {
                    self.words(&[K::Equal]);
                }
            }
            _ => {}
        }
    }

    /// What a profile applies to, behind the word that says of what kind that is.
    fn scope_values(&mut self, before: &[Piece<'_>]) {
        let words = before.iter().rev().filter(|piece| piece.kind == Kind::Word);
        let scope = words.filter(|word| SCOPES.contains(&word.text)).map(|word| word.text).next();
        match scope {
            Some("类型") => self.terms("事项类型"),
            Some("部门") => self.names_of(SymbolKind::Department),
            Some("地区") => self.regions(),
            Some("层级") => self.of_class(Class::Level),
            Some("事项") => self.names_of(SymbolKind::Matter),
            _ => {}
        }
    }
}

/// What a profile may be narrowed by, in either face.
const SCOPES: &[&str] = &["类型", "编码", "部门", "地区", "层级", "机构", "事项"];

const DAYS: &[&str] = &["周一至周五", "周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// What the Law on Administrative Licensing (行政许可法第四十五条) leaves out of limits.
pub(super) const NOT_COUNTED: &[&str] = &["听证", "招标", "拍卖", "检验", "检测", "检疫", "鉴定", "专家评审"];

fn is_word(piece: &Piece<'_>, keyword: Keyword) -> bool {
    piece.kind == Kind::Word && keyword.spellings().any(|word| word == piece.text)
}

pub(super) fn is_number(piece: Option<&Piece<'_>>) -> bool {
    piece.is_some_and(|piece| piece.kind == Kind::Number)
}

pub(super) fn is_unit(piece: Option<&Piece<'_>>) -> bool {
    piece.is_some_and(|piece| piece.kind == Kind::Word && lookup(piece.text, Context::Unit).is_some())
}
