//! 编码, 类型, 服务对象, 部门, 依据, 施行, 办理项, 豁免 → the matter's head and its waivers.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind};

use super::super::basis::citations;
use super::super::codes::{LINE_FORM, NOT_A_VALUE, SECTION_TWICE, UNKNOWN_NAME};
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::matter::Lowering;
use super::super::period::{day, take_period};
use super::super::served::APPLICANT;
use super::super::suggest::suggest;
use super::super::words::{members, name_of, text_of, zh};
use crate::diagnostic::Place;
use crate::hir::{FactType, VocabularyDeclaration, Waiver};

/// What people write for whom a matter serves, and the value that is meant.
const SPOKEN: [(&[&str], &str); 2] = [
    (&["个人", "公民", "居民", "市民", "群众", "全体市民", "个体工商户"], "自然人"),
    (&["企业", "公司", "单位"], "企业法人"),
];

/// Digits as written, or a name.
pub(crate) fn code_text(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Quantity(quantity) if quantity.unit.is_none() => quantity.number.to_string(),
        _ => name_of(expr).unwrap_or_else(|| text_of(expr)),
    }
}

impl<'a> Lowering<'a> {
    pub(crate) fn identity(&mut self, mut draft: Draft<'_>) {
        match draft.section {
            Keyword::Code => self.code_line(&mut draft),
            Keyword::Kind => self.kind_line(&mut draft),
            Keyword::Serves => self.serves_line(&mut draft),
            Keyword::Organ => self.organ_line(&mut draft),
            Keyword::Basis => self.basis_line(&mut draft),
            Keyword::InForce => self.in_force_line(&mut draft),
            Keyword::HandlingItems => self.handling_item(&mut draft),
            _ => self.waiver_line(&mut draft),
        }
        self.finish(&draft);
    }

    fn code_line(&mut self, draft: &mut Draft<'_>) {
        let (Some(system), Some(number)) = (draft.line.value(), draft.line.value()) else {
            return self.malformed(draft, "expected-code");
        };
        let (system, number): (Arc<str>, Arc<str>) = (code_text(system).into(), code_text(number).into());
        if self.head.codes.iter().any(|(known, _)| *known == system) {
            let found = self
                .findings
                .at(SECTION_TWICE, draft.line.span, "")
                .with("section", code(format!("{} {system}", zh(Keyword::Code))));
            let first = self.head.places.iter().find(|(keyword, _)| *keyword == Keyword::Code).map(|(_, node)| *node);
            let first = first.map(|node| Place::Node(self.findings.item().clone(), node));
            return self.findings.push(match first {
                Some(first) => found.label(first, "earlier"),
                None => found,
            });
        }
        self.head.codes.push((system, number));
    }

    fn kind_line(&mut self, draft: &mut Draft<'_>) {
        let Some(expr) = draft.line.value() else { return self.malformed(draft, "expected-name") };
        let title = code_text(expr);
        let term = self.term("事项类型", &title, expr);
        self.head.kind = Some((title.as_str().into(), term.unwrap_or_else(|| "".into())));
        let profiles = &self.world.declarations.profiles;
        self.working_days = profiles.iter().any(|profile| {
            profile.day_unit == Some(crate::hir::TimeUnit::WorkingDays)
                && profile.kinds.iter().any(|kind| **kind == *title)
        });
    }

    /// The code of a term of a vocabulary, if there is that vocabulary; a finding if it has no such term.
    fn term(&mut self, vocabulary: &str, title: &str, expr: &Expr) -> Option<Arc<str>> {
        let vocabulary = self.vocabulary(vocabulary)?;
        let found = vocabulary.terms.iter().find(|(_, term)| **term == *title);
        if found.is_none() {
            let suggestions = suggest(title, vocabulary.terms.iter().map(|(_, term)| Arc::clone(term)));
            let mut finding = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-kind").with("name", code(title));
            if let Some(best) = suggestions.first() {
                finding = finding.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
            }
            self.findings.push(finding.with("suggestions", codes(suggestions)));
        }
        found.map(|(code, _)| Arc::clone(code))
    }

    pub(super) fn vocabulary(&self, name: &str) -> Option<&'a VocabularyDeclaration> {
        let declarations = self.world.declarations;
        declarations.vocabularies.get(*declarations.vocabulary_names.get(name)? as usize)
    }

    fn serves_line(&mut self, draft: &mut Draft<'_>) {
        while let Some(expr) = draft.line.value() {
            for member in members(expr) {
                let written = code_text(member);
                self.known_applicant(&written, member);
                self.head.serves.push(written.into());
            }
        }
    }

    /// Whom a matter serves must be a value of the built-in fact 申请人类型: somebody else is never asked for, so nobody would be turned away.
    fn known_applicant(&mut self, written: &str, expr: &Expr) {
        let fact = self.conditions().fact_named(APPLICANT).map(|fact| fact.declaration.ty.clone());
        let Some(FactType::Choice { values, .. }) = fact else { return };
        if values.iter().any(|value| **value == *written) {
            return;
        }
        let meant = SPOKEN.iter().find(|(spoken, _)| spoken.contains(&written)).map(|(_, meant)| Arc::from(*meant));
        let suggestions = meant.map_or_else(|| suggest(written, values.iter().cloned()), |meant| vec![meant]);
        let mut found = self
            .findings
            .at(NOT_A_VALUE, expr.span, "")
            .with("fact", word(Keyword::Serves))
            .with("value", code(written))
            .with("values", codes(values.iter().cloned()));
        if let Some(best) = suggestions.first() {
            found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
        }
        self.findings.push(found.with("suggestions", codes(suggestions)));
    }

    fn organ_line(&mut self, draft: &mut Draft<'_>) {
        let Some(expr) = draft.line.value() else { return self.malformed(draft, "expected-department") };
        let several = members(expr);
        let Some(first) = several.first() else { return };
        self.head.department = Some(self.department(first, true));
        for other in several.iter().skip(1) {
            let found = self.findings.at(super::super::codes::LEFTOVER, other.span, "expected-one-department");
            self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(other))));
        }
    }

    /// The canonical name of a department; as written, with a finding if wanted, where there is none of this name.
    pub(crate) fn department(&mut self, expr: &Expr, must_exist: bool) -> Arc<str> {
        let written = name_of(expr).unwrap_or_else(|| text_of(expr));
        let declarations = self.world.declarations;
        let index = declarations.department_names.get(&*written);
        if let Some(department) = index.and_then(|index| self.world.declared.department(*index)) {
            return Arc::clone(&department.name);
        }
        if must_exist {
            let suggestions = suggest(&written, declarations.department_names.keys().cloned());
            let mut found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-department");
            if let Some(best) = suggestions.first() {
                found = found.fix(self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
            }
            self.findings.push(found.with("name", code(written.as_str())).with("suggestions", codes(suggestions)));
        }
        written.into()
    }

    fn basis_line(&mut self, draft: &mut Draft<'_>) {
        let mut values = 0_usize;
        while let Some(expr) = draft.line.value() {
            values = values.saturating_add(1);
            let found = citations(self.world, &mut self.findings, std::slice::from_ref(expr));
            self.head.basis.extend(found);
        }
        if values == 0 && draft.line.is_empty() {
            self.malformed(draft, "expected-citation");
        }
    }

    fn in_force_line(&mut self, draft: &mut Draft<'_>) {
        match take_period(&mut self.findings, &mut draft.line) {
            Some(period) => self.head.in_force = period,
            None => self.malformed(draft, "expected-date"),
        }
    }

    fn handling_item(&mut self, draft: &mut Draft<'_>) {
        let title = draft.line.value();
        let (Some(title), Some(number)) = (title, draft.line.value()) else {
            let Some(list) = title else { return self.malformed(draft, "expected-handling-item") };
            return self.without_codes(draft, list);
        };
        self.head.handling_places.push(self.findings.node(draft.line.span));
        self.head.handling_items.push((code_text(number).into(), code_text(title).into()));
    }

    /// `新证、延续`: each needs its two digits, which are counted from 01.
    fn without_codes(&mut self, draft: &Draft<'_>, list: &Expr) {
        let numbered: Vec<String> =
            members(list).iter().zip(1..).map(|(title, number)| format!("{} {number:02}", text_of(title))).collect();
        let fix = self.findings.replacement("use-instead", list.span, numbered.join("；"), false);
        let found = self.findings.at(LINE_FORM, list.span, "expected-handling-item").fix(fix);
        self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(list))));
    }

    fn waiver_line(&mut self, draft: &mut Draft<'_>) {
        let reason = draft.line.text();
        let until =
            draft.line.clause(Keyword::Until).and_then(|tail| tail.arg()).and_then(|arg| day(&mut self.findings, arg));
        let finding = draft.line.value();
        let (Some(finding), Some(reason), Some(until)) = (finding, reason, until) else {
            return self.malformed(draft, "expected-waiver");
        };
        let origin = self.findings.origin(draft.line.span);
        self.waivers.push(Waiver { code: code_text(finding).into(), reason, until, origin });
    }
}
