//! 信息项 → [`FactDeclaration`]: a type, a domain as integers, an owner, and in which cases the fact exists.

use std::sync::Arc;

use matter_decide::Ranges;
use matter_syntax::hints;
use matter_syntax::keyword::Keyword;
use matter_syntax::tree::{Expr, ExprKind, Face, Item};

use super::parts::{self, list_names};
use crate::codes::{DECLARATION_FORM, DUPLICATE_VALUE, EMPTY_RANGE, TOO_FEW_VALUES};
use crate::hir::{Day, FactDeclaration, FactType, Level, Operation, Owner};
use crate::lower::condition::{level_of, money_scale, scaled};
use crate::lower::findings::{Findings, code};
use crate::lower::line::Line;
use crate::lower::words::{is_word, name_of, zh};
use crate::world::World;

/// Facts that every case has without being asked: its places and days.
const NEVER_ASKED: [&str; 6] = ["所在地", "责任地", "申请日", "受理日", "决定日", "生效日"];

/// Amounts of money and dates that a fact can have unless it says otherwise: up to 10,000 yi yuan, the years 1900 to 2199.
const LARGEST_AMOUNT: i64 = 100_000_000_000_000;
const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;

/// Reads a fact, standing alone or in a matter.
pub(crate) fn fact(world: &World<'_>, item: &Item, findings: &mut Findings) -> Option<FactDeclaration> {
    let Some(entry) = item.inline.first().or_else(|| parts::entries(&item.body).next()) else {
        findings.push(findings.at(DECLARATION_FORM, item.keyword_span, "expected-type"));
        return None;
    };
    let mut line = Line::new(&entry.phrases, entry.span);
    let exists = line.clause(Keyword::When).and_then(|tail| tail.arg().cloned());
    let (owner, by) = owner(&mut line);
    let any_member = line.word(Keyword::AnyMember);
    let Some((ty, domain)) = Reader { world, findings, line: &mut line }.ty() else {
        findings.push(findings.at(DECLARATION_FORM, entry.span, "expected-type"));
        return None;
    };
    parts::finish(&line, Keyword::Fact, findings);
    let name = parts::name(item);
    let computed = matches!(ty, FactType::Count { .. }) || NEVER_ASKED.contains(&&*name);
    Some(FactDeclaration {
        ty,
        domain,
        owner: if computed { Owner::Computed } else { owner },
        by,
        any_member,
        exists: exists.map(Arc::new),
        root: world.root,
        doc: super::documentation(item),
        origin: parts::origin(item, findings),
        name,
    })
}

/// `由 公安 审查` is an official's judgement, `由 公安人口库` shared data; nothing: the applicant is asked.
fn owner(line: &mut Line<'_>) -> (Owner, Option<Arc<str>>) {
    let Some(tail) = line.clause(Keyword::By) else { return (Owner::Applicant, None) };
    let owner = if tail.closing == Some(Keyword::Reviews) { Owner::Official } else { Owner::Shared };
    (owner, tail.arg().and_then(name_of).map(Arc::from))
}

/// What people write for a number; the language wants to know which.
const NUMBERS: [&str; 7] = ["数字", "整数", "数值", "数", "数量", "小数", "自然数"];

/// What people write for 是否.
const YES_OR_NO: [&str; 7] = ["是/否", "有/无", "是或否", "是与否", "是非", "布尔", "布尔值"];

struct Reader<'r, 't, 'w> {
    world: &'r World<'w>,
    findings: &'r mut Findings,
    line: &'r mut Line<'t>,
}

impl<'t> Reader<'_, 't, '_> {
    fn ty(&mut self) -> Option<(FactType, Ranges)> {
        if let Some(tail) = self.line.clause(Keyword::Several) {
            let options = self.values(tail.arg()?);
            let domain = ordinals(&options);
            return Some((FactType::Set { options }, domain));
        }
        if let Some(tail) = self.line.clause(Keyword::Ordered) {
            let values = self.values(tail.arg()?);
            let domain = ordinals(&values);
            return Some((FactType::Choice { values, ordered: true }, domain));
        }
        if let Some(tail) = self.line.clause(Keyword::Since) {
            return self.count(name_of(tail.arg()?)?.into());
        }
        self.word_type().or_else(|| self.number()).or_else(|| self.choice())
    }

    fn word_type(&mut self) -> Option<(FactType, Ranges)> {
        const WORDS: [Keyword; 5] = [Keyword::YesNo, Keyword::Date, Keyword::Money, Keyword::Region, Keyword::Text];
        Some(match self.line.one_of(&WORDS)? {
            Keyword::YesNo => (FactType::YesNo, Ranges::between(0, 1)),
            Keyword::Date => {
                let day =
                    |year, month, of_month| Day::from_civil(year, month, of_month).map_or(0, |day| i64::from(day.0));
                (FactType::Date, Ranges::between(day(FIRST_YEAR, 1, 1), day(LAST_YEAR, 12, 31)))
            }
            Keyword::Money => {
                let bounds = self.line.value_if(range_of);
                let domain = match bounds {
                    Some(bounds) => self.bounds(bounds, 2)?,
                    None => Ranges::between(0, LARGEST_AMOUNT),
                };
                (FactType::Money, domain)
            }
            Keyword::Region => {
                let level = self.line.clause(Keyword::ToLevel).and_then(|tail| level_of(tail.arg()?));
                let level = level.unwrap_or(Level::Village);
                (FactType::Region(level), Ranges::of(self.world.regions.answers(level).map(i64::from)))
            }
            _ => (FactType::Text, Ranges::empty()),
        })
    }

    /// `自 出生日期 起的周岁数`; the date may be given by the law of another country, so the count may be negative too.
    fn count(&mut self, from: Arc<str>) -> Option<(FactType, Ranges)> {
        const WORDS: [Keyword; 3] = [Keyword::CompletedYears, Keyword::CompletedMonths, Keyword::CompletedDays];
        let (operation, domain) = match self.line.one_of(&WORDS)? {
            Keyword::CompletedYears => (Operation::Years, Ranges::between(-200, 200)),
            Keyword::CompletedMonths => (Operation::Months, Ranges::between(-2_400, 2_400)),
            _ => (Operation::Days, Ranges::between(-73_050, 73_050)),
        };
        Some((FactType::Count { from, operation }, domain))
    }

    /// `0 至 1_000_000 平方米 两位小数`
    fn number(&mut self) -> Option<(FactType, Ranges)> {
        let bounds = self.line.value_if(range_of)?;
        let scale = match self.line.one_of(&[Keyword::OneDecimal, Keyword::TwoDecimals, Keyword::ThreeDecimals]) {
            Some(Keyword::OneDecimal) => 1,
            Some(Keyword::TwoDecimals) => 2,
            Some(_) => 3,
            None => 0,
        };
        let unit = unit_of(bounds.1).or_else(|| unit_of(bounds.0));
        if unit.and_then(money_scale).is_some() {
            return Some((FactType::Money, self.bounds(bounds, 2)?));
        }
        let unit = unit.map(|unit| Arc::from(unit.text(Face::Zh)));
        Some((FactType::Number { scale, unit }, self.bounds(bounds, scale)?))
    }

    fn bounds(&mut self, (low, high): (&'t Expr, &'t Expr), scale: u8) -> Option<Ranges> {
        let unit = unit_of(high).or_else(|| unit_of(low));
        let read = |expr: &Expr| {
            let ExprKind::Quantity(quantity) = &expr.kind else { return None };
            let scale = quantity.unit.or(unit).and_then(money_scale).unwrap_or(scale);
            scaled(&quantity.number, scale).ok()
        };
        let domain = Ranges::between(read(low)?, read(high)?);
        if domain.is_empty() {
            self.findings.push(self.findings.at(EMPTY_RANGE, low.span, ""));
        }
        Some(domain)
    }

    fn choice(&mut self) -> Option<(FactType, Ranges)> {
        let list = self.line.value()?;
        // The built-in fact whose values each matter lists under 办理项.
        if name_of(list).as_deref() == Some("事项的办理项") {
            return Some((FactType::Choice { values: Arc::from([]), ordered: false }, Ranges::empty()));
        }
        let values = self.values(list);
        if values.len() < 2 {
            let name = name_of(list).unwrap_or_default();
            let role = if NUMBERS.contains(&&*name) { "expected-number-range" } else { "" };
            let mut found = self.findings.at(TOO_FEW_VALUES, list.span, role);
            if YES_OR_NO.contains(&&*name) {
                found = found.fix(self.findings.replacement("use-instead", list.span, zh(Keyword::YesNo), true));
            } else if let Some(range) = hints::ranged(&name) {
                found = found.fix(self.findings.replacement("use-instead", list.span, range, true));
            } else if name.contains('/') && name.split('/').all(|value| !value.is_empty()) {
                let values = name.replace('/', "、");
                found = found.fix(self.findings.replacement("use-instead", list.span, values, true));
            }
            self.findings.push(found);
        }
        let domain = ordinals(&values);
        Some((FactType::Choice { values, ordered: false }, domain))
    }

    /// The values of a list; one that stands there twice is reported and counts once.
    fn values(&mut self, list: &Expr) -> Arc<[Arc<str>]> {
        let mut values: Vec<Arc<str>> = Vec::new();
        for value in list_names(list) {
            if values.contains(&value) {
                let found = self.findings.at(DUPLICATE_VALUE, list.span, "").with("value", code(value));
                self.findings.push(found);
            } else {
                values.push(value);
            }
        }
        values.into()
    }
}

fn ordinals(values: &[Arc<str>]) -> Ranges {
    i64::try_from(values.len()).map_or_else(|_| Ranges::empty(), |count| Ranges::between(0, count - 1))
}

fn range_of(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match &expr.kind {
        ExprKind::Between { low, high } if !is_word(low, Keyword::AnyMark) => Some((low, high)),
        _ => None,
    }
}

fn unit_of(expr: &Expr) -> Option<Keyword> {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity.unit,
        _ => None,
    }
}
