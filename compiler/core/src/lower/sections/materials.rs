//! 材料: a line → requirements. `或` gives options, `+` joins documents of one option, 任选 is written out; tails belong to the whole line.

use std::sync::Arc;

use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Phrase, PhraseKind};

use super::super::codes::{
    LINE_FORM, NEGATIVE_MULTIPLIER, PICK_OUT_OF_RANGE, TOO_MANY_OPTIONS, UNDECLARED_MATERIAL, UNKNOWN_NAME, WRONG_TYPE,
};
use super::super::condition::{decimal, scaled};
use super::super::draft::Draft;
use super::super::findings::{code, codes, word};
use super::super::line::Line;
use super::super::matter::Lowering;
use super::super::meant;
use super::super::rules::Decides;
use super::super::suggest::suggest;
use super::super::time::{duration, is_duration};
use super::super::words::{members, name_of, text_of, word_of, zh};
use crate::diagnostic::{Arg, Fix};
use crate::hir::{FactId, FactKind, FactType, Form, Requirement, RequirementMember, Yield};

/// More options than this are no list that a person can read.
const MOST_OPTIONS: usize = 256;

/// Forms that people write onto the name of a document, longer words first.
const FORMS: [Keyword; 4] = [Keyword::OriginalAndCopy, Keyword::OriginalOrCopy, Keyword::Original, Keyword::Photocopy];

/// Form, number and scale of a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Copies {
    form: Form,
    count: u32,
    per: Option<FactId>,
    /// The line names one document only: its form may stand behind it.
    alone: bool,
}

/// The form of a document that a word names.
pub(crate) fn form_of(expr: &Expr) -> Option<Form> {
    Some(match word_of(expr)? {
        Keyword::Original => Form::Original,
        Keyword::Photocopy => Form::Copy,
        Keyword::OriginalAndCopy => Form::OriginalAndCopy,
        Keyword::OriginalOrCopy => Form::OriginalOrCopy,
        Keyword::Electronic => Form::Electronic,
        _ => return None,
    })
}

/// `1 份`, `3 张`: a count with a measure word, or a bare number.
pub(crate) fn count_of(expr: &Expr) -> Option<u32> {
    let ExprKind::Quantity(quantity) = &expr.kind else { return None };
    let counts = quantity.unit.is_none_or(|unit| {
        matches!(unit, Keyword::Copies | Keyword::Sheets | Keyword::Pieces | Keyword::ItemsUnit | Keyword::People)
    });
    scaled(&quantity.number, 0)
        .ok()
        .filter(|_| counts)
        .and_then(|count| u32::try_from(count).ok())
        .filter(|count| *count > 0)
}

/// Whether an expression says how a document is handed in, not which.
pub(crate) fn is_form_or_count(expr: &Expr) -> bool {
    form_of(expr).is_some() || count_of(expr).is_some()
}

impl Lowering<'_> {
    pub(crate) fn material_line(&mut self, mut draft: Draft<'_>) {
        let tails = self.tails(&mut draft);
        let Some(expr) = draft.line.value() else { return self.malformed(&draft, "expected-material") };
        // One sentence is one finding, however many commas it has.
        let said = |part: &&Expr| name_of(part).is_some_and(|name| is_sentence(&name) && !self.is_declared(&name));
        if members(expr).iter().any(said) {
            let found = self.findings.at(LINE_FORM, expr.span, "expected-material");
            return self.findings.push(found.with("section", word(draft.section)).with("found", code(text_of(expr))));
        }
        let title = draft.line.text();
        let alone = matches!(expr.kind, ExprKind::Name(_));
        let common = Copies { alone, ..self.copies(&mut draft.line) };
        let exempt = draft.line.clause(Keyword::Exempt).map(|tail| plain_text(&tail.text()));
        let grace = draft.line.clause(Keyword::Grace).and_then(|tail| tail.arg());
        let grace = grace.and_then(|arg| {
            if !is_duration(arg) {
                let found = self.findings.at(LINE_FORM, arg.span, "expected-duration");
                self.findings.push(found.with("section", word(Keyword::Materials)).with("found", code(text_of(arg))));
            }
            duration(&mut self.findings, arg, self.working_days)
        });
        let grace_overdue = draft.line.clause(Keyword::Overdue).map(|tail| tail.text().into());
        let must = self.must(&mut draft.line);
        for requirement in members(expr) {
            let options = self.options(requirement, common);
            if options.is_empty() {
                continue;
            }
            let written = text_of(requirement);
            let yields = Yield::Requirement(Requirement {
                title: written.as_str().into(),
                options,
                exempt: exempt.clone(),
                grace,
                grace_overdue: grace_overdue.clone(),
                must: must.clone(),
            });
            self.rule(&tails, &written, Decides::List, title.clone(), yields);
        }
        self.finish(&draft);
    }

    fn must(&mut self, line: &mut Line<'_>) -> Vec<Arc<str>> {
        let mut must = Vec::new();
        while let Some(tail) = line.clause(Keyword::Must) {
            let words = tail.args.iter().flat_map(members);
            must.extend(words.map(|expr| Arc::from(name_of(expr).unwrap_or_else(|| text_of(expr)))));
        }
        must
    }

    /// Takes form, count and 每 … of a line.
    fn copies(&mut self, line: &mut Line<'_>) -> Copies {
        let form = line.value_if(form_of).unwrap_or(Form::Unsaid);
        let per = line.clause(Keyword::Per).and_then(|tail| tail.arg()).and_then(|arg| self.number_of(arg));
        let count = line.value_if(count_of).unwrap_or(1);
        Copies { form, count, per, alone: false }
    }

    /// A number that says how many copies: no amount of money.
    fn number_of(&mut self, expr: &Expr) -> Option<FactId> {
        let id = self.number_fact(expr)?;
        if self.facts.get(id).is_none_or(|fact| fact.kind != FactKind::Money) {
            return Some(id);
        }
        let (name, found) = (text_of(expr), self.findings.at(WRONG_TYPE, expr.span, "expected-number-fact"));
        self.findings.push(found.with("fact", code(name.as_str())).with("found", code(name.as_str())));
        None
    }

    /// A number fact that a line multiplies by.
    pub(crate) fn number_fact(&mut self, expr: &Expr) -> Option<FactId> {
        let name = name_of(expr).unwrap_or_else(|| text_of(expr));
        let mut conditions = self.conditions();
        let Some(fact) = conditions.fact_named(&name) else {
            let facts = self.world.declared.all_facts().iter().chain(&self.scope.facts);
            let numbers = facts.filter(|fact| matches!(fact.ty, FactType::Number { .. }));
            let suggestions = suggest(&name, numbers.map(|fact| Arc::clone(&fact.name)));
            let found = self.findings.at(UNKNOWN_NAME, expr.span, "wanted-number-fact").with("name", code(name));
            self.findings.push(found.with("suggestions", codes(suggestions)));
            return None;
        };
        if matches!(fact.declaration.ty, FactType::Number { .. } | FactType::Count { .. } | FactType::Money) {
            let id = conditions.intern(&fact)?;
            self.not_negative(expr, id);
            return Some(id);
        }
        let found = self.findings.at(WRONG_TYPE, expr.span, "expected-number-fact");
        self.findings.push(found.with("fact", code(name.as_str())).with("found", code(name.as_str())));
        None
    }

    /// Nobody pays less than nothing, or hands in fewer copies than none: what is answered is none below zero. What is computed counts as zero
    /// there.
    pub(crate) fn not_negative(&mut self, expr: &Expr, id: FactId) {
        let Some(fact) = self.facts.get(id) else { return };
        let lowest = fact.domain.first().filter(|lowest| *lowest < 0);
        let (Some(lowest), false) = (lowest, matches!(fact.kind, FactKind::Derived { .. })) else { return };
        let scale = match fact.kind {
            FactKind::Number { scale, .. } => scale,
            FactKind::Money => 2,
            _ => 0,
        };
        let named = code(Arc::clone(&fact.title));
        let found = self.findings.at(NEGATIVE_MULTIPLIER, expr.span, "").with("fact", named);
        self.findings.push(found.with("low", code(decimal(lowest, scale))));
    }

    /// The options of an expression; empty, with a finding, if it names no document.
    fn options(&mut self, expr: &Expr, copies: Copies) -> Vec<Vec<RequirementMember>> {
        let mut options: Vec<Vec<RequirementMember>> = match &expr.kind {
            ExprKind::Or(parts) => parts.iter().flat_map(|part| self.options(part, copies)).collect(),
            ExprKind::Joined(parts) => {
                let each: Vec<Vec<Vec<RequirementMember>>> =
                    parts.iter().map(|part| self.options(part, copies)).collect();
                each.into_iter().fold(vec![Vec::new()], |so_far, next| together(&so_far, &next))
            }
            ExprKind::Pick { count, of } => {
                let each: Vec<Vec<Vec<RequirementMember>>> = of.iter().map(|part| self.options(part, copies)).collect();
                if *count == 0 || *count as usize > of.len() {
                    self.out_of_range(expr, *count, of.len());
                }
                choose(&each, *count as usize)
            }
            ExprKind::Group(inner) => self.options(inner, copies),
            _ => self.document(expr, copies).into_iter().map(|member| vec![member]).collect(),
        };
        if options.len() > MOST_OPTIONS {
            let found = self.findings.at(TOO_MANY_OPTIONS, expr.span, "");
            let most = i64::try_from(MOST_OPTIONS).unwrap_or(i64::MAX);
            self.findings.push(found.with("most", Arg::Number(most)));
            options.truncate(MOST_OPTIONS);
        }
        options
    }

    /// Who reads `任选三样` of two would be asked for nothing.
    fn out_of_range(&mut self, expr: &Expr, count: u32, listed: usize) {
        let found = self.findings.at(PICK_OUT_OF_RANGE, expr.span, "").with("count", Arg::Number(i64::from(count)));
        self.findings.push(found.with("listed", Arg::Number(i64::try_from(listed).unwrap_or(i64::MAX))));
    }

    fn document(&mut self, expr: &Expr, copies: Copies) -> Option<RequirementMember> {
        if let ExprKind::Qualified { base, inner } = &expr.kind {
            let mut copies = copies;
            let holder = self.own_tail(inner, &mut copies);
            let mut member = self.document(base, copies)?;
            member.holder = holder.or(member.holder);
            return Some(member);
        }
        let Some(written) = name_of(expr) else {
            let found = self.findings.at(LINE_FORM, expr.span, "expected-material");
            self.findings.push(found.with("section", word(Keyword::Materials)).with("found", code(text_of(expr))));
            return None;
        };
        self.note_undeclared(&written, expr, copies);
        Some(RequirementMember {
            material: self.conditions().material_name(&written),
            title: written.into(),
            holder: None,
            form: copies.form,
            count: copies.count,
            per: copies.per,
        })
    }

    /// What stands in parentheses behind a document: an alternative's own form and count, or whose it is.
    fn own_tail(&mut self, inner: &Expr, copies: &mut Copies) -> Option<Arc<str>> {
        let phrases: Vec<&Expr> = match &inner.kind {
            ExprKind::Phrases(phrases) => phrases.iter().filter_map(value_of).collect(),
            _ => vec![inner],
        };
        let mut holder = None;
        for expr in phrases {
            if let Some(form) = form_of(expr) {
                copies.form = form;
            } else if let Some(count) = count_of(expr) {
                copies.count = count;
            } else {
                holder = Some(Arc::from(text_of(expr)));
            }
        }
        holder
    }

    fn is_declared(&self, material: &str) -> bool {
        let own = self.scope.materials.iter().any(|name| &**name == material);
        own || self.world.declarations.material_names.contains_key(material)
    }

    /// `身份证原件` → `身份证  原件`, or `身份证（原件）` among others: certain where there is such a document and nothing else says its form.
    fn form_apart(&self, written: &str, expr: &Expr, copies: Copies) -> Option<Fix> {
        let (document, form) = FORMS.into_iter().find_map(|form| {
            let document = written.strip_suffix(zh(form)).filter(|document| !document.is_empty())?;
            Some((document, zh(form)))
        })?;
        let apart = if copies.alone { format!("{document}  {form}") } else { format!("{document}（{form}）") };
        let certain = copies.form == Form::Unsaid && self.is_declared(document);
        (copies.form == Form::Unsaid).then(|| self.findings.replacement("use-instead", expr.span, apart, certain))
    }

    /// `户口簿或者居住证` where one of the two is a document of its own: both are kept.
    fn several(&self, written: &str, expr: &Expr) -> Vec<Fix> {
        let Some((parts, joined)) = meant::several(written) else { return Vec::new() };
        if !parts.iter().any(|part| self.is_declared(part)) {
            return Vec::new();
        }
        let fix = |between: &&str| self.findings.replacement("use-instead", expr.span, parts.join(between), false);
        joined.iter().map(fix).collect()
    }

    fn note_undeclared(&mut self, written: &str, expr: &Expr, copies: Copies) {
        if self.is_declared(written) {
            return;
        }
        let suggestions = self.world.matters.similar_materials(written, self.world.declarations);
        let mut found = self.findings.at(UNDECLARED_MATERIAL, expr.span, "").with("name", code(written));
        let apart = self.form_apart(written, expr, copies);
        let several = self.several(written, expr);
        if !several.is_empty() {
            found.fixes = several;
            return self.findings.push(found);
        }
        // A name that resembles the whole would drop the form.
        let best = suggestions.first().filter(|_| apart.is_none());
        let best = best.map(|best| self.findings.replacement("use-instead", expr.span, Arc::clone(best), false));
        for fix in apart.into_iter().chain(best) {
            found = found.fix(fix);
        }
        self.findings.push(found.with("suggestions", codes(suggestions)));
    }
}

/// `使用集中空调的`, `还应当提供检测报告`: what is said of documents, and the name of none.
fn is_sentence(written: &str) -> bool {
    const SAID: [&str; 11] = ["应当", "应该", "应提", "需提", "须提", "还应", "还需", "请提", "可以提", "必须", "无需"];
    written.ends_with('的') || SAID.iter().any(|word| written.contains(word))
}

fn value_of(phrase: &Phrase) -> Option<&Expr> {
    match &phrase.kind {
        PhraseKind::Expr(expr) => Some(expr),
        PhraseKind::Clause { .. } => None,
    }
}

/// Every option of the one with every option of the other.
fn together(left: &[Vec<RequirementMember>], right: &[Vec<RequirementMember>]) -> Vec<Vec<RequirementMember>> {
    let pairs = left.iter().flat_map(|one| right.iter().map(move |other| (one, other)));
    pairs.take(MOST_OPTIONS + 1).map(|(one, other)| one.iter().chain(other).cloned().collect()).collect()
}

/// All ways to take `count` of the alternatives, in order; stops when there are too many.
fn choose(each: &[Vec<Vec<RequirementMember>>], count: usize) -> Vec<Vec<RequirementMember>> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, usize, Vec<Vec<RequirementMember>>)> = vec![(0, count, vec![Vec::new()])];
    while let Some((index, missing, so_far)) = open.pop() {
        if found.len() > MOST_OPTIONS {
            break;
        }
        let left = each.len().saturating_sub(index);
        let Some(here) = each.get(index).filter(|_| missing > 0) else {
            if missing == 0 {
                found.extend(so_far);
            }
            continue;
        };
        if left > missing {
            open.push((index + 1, missing, so_far.clone()));
        }
        open.push((index + 1, missing - 1, together(&so_far, here)));
    }
    found
}

/// The text of a tail's argument without the parentheses around it.
fn plain_text(text: &str) -> Arc<str> {
    text.strip_prefix('（').and_then(|text| text.strip_suffix('）')).unwrap_or(text).into()
}
