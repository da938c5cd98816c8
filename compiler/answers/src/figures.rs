//! Figures of a release on a day: how many matters of each kind, what they promise beside what the law allows, the four labels
//! (马上办, 网上办, 就近办, 一次办) and 不见面, materials, and what falls due for review.
//!
//! They are read from the rows alone, as the queries `figures`, `totals` and `review` of the chapter on the tables are: a label is a
//! statement about all cases of a matter, not about one. Of a matter counts the definition that holds for most places.

use std::collections::BTreeMap;

use matter_runtime::tables::{
    self, Accepting, CaseKind, Channel, Day, Delivery, Edition, Limit, Matter, ResultDocument, Visit,
};
use matter_runtime::{Catalogue, EditionId, Error, RuleId};
use serde::Serialize;

use crate::date::Date;
use crate::parts::Release;
use crate::review::{Review, review};

#[cfg(feature = "schema")]
use schemars::JsonSchema;

/// Figures of a release.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Figures<'c> {
    /// Which release answers.
    pub catalogue: Release<'c>,
    /// The day.
    pub on: Date,
    /// All matters together.
    pub total: Group,
    /// By kind of matter.
    pub by_kind: Vec<Group>,
    /// By kind of case (即办件, 承诺件); null where a matter does not say, or says one in some cases and another in others.
    pub by_case_kind: Vec<Group>,
    /// Matters that have a definition on the day, by name.
    pub matters: Vec<MatterFigures>,
    /// How many days after the day are looked at for what falls due.
    pub within: u32,
    /// What falls due for review.
    pub review: Vec<Review>,
}

/// Matters that are counted together.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct Group {
    /// What they have in common; null of all matters, and of those that do not say.
    pub title: Option<String>,
    /// How many there are.
    pub matters: u32,
    /// How many of them promise, and are allowed by law, so many working days: those that the next three are about.
    pub compared: u32,
    /// Working days promised, added up.
    pub promised: i64,
    /// Working days that the law allows, added up.
    pub statutory: i64,
    /// What is promised, in thousandths of what the law allows, half rounded up; null if the law allows none.
    pub share: Option<i64>,
    /// 马上办
    pub at_once: u32,
    /// 网上办
    pub online: u32,
    /// 就近办
    pub nearby: u32,
    /// 一次办
    pub one_visit: u32,
    /// 不见面
    pub no_visit: u32,
    /// Lines of materials.
    pub materials: i64,
    /// Of these, lines that hold in every case.
    pub always: i64,
}

/// Figures of a matter.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(JsonSchema))]
pub struct MatterFigures {
    /// Name.
    pub matter: String,
    /// Kind (行政许可, 公共服务 …); may be empty.
    pub kind: String,
    /// Kind of case; null where the matter does not say, or says one in some cases and another in others.
    pub case_kind: Option<String>,
    /// Working days of its longest promise; null if it promises none, or in another unit.
    pub promised: Option<i64>,
    /// Working days of its longest limit by law, likewise.
    pub statutory: Option<i64>,
    /// 马上办: every case is decided at once (即办件), or within no working day.
    pub at_once: bool,
    /// 网上办: one may apply on line.
    pub online: bool,
    /// 就近办: it is received in towns or villages.
    pub nearby: bool,
    /// 一次办: no case takes more than one visit, as far as the matter says how many.
    pub one_visit: bool,
    /// 不见面: there is a way without a visit, and no result can only be collected at a window.
    pub no_visit: bool,
    /// Lines of materials.
    pub materials: i64,
    /// Of these, lines that hold in every case.
    pub always: i64,
}

/// Figures of a release on a day, and what falls due for review on it or in so many days after it.
///
/// # Errors
/// The image is damaged.
pub fn figures(catalogue: &Catalogue, on: Day, within: u32) -> Result<Figures<'_>, Error> {
    let editions = catalogue.rows::<Edition>()?;
    let matters = matters(catalogue, &editions, on)?;
    let mut total = Group::default();
    let (mut by_kind, mut by_case_kind): (BTreeMap<_, Group>, BTreeMap<_, Group>) = Default::default();
    for matter in &matters {
        total.add(matter);
        by_kind.entry(Some(matter.kind.clone())).or_default().add(matter);
        by_case_kind.entry(matter.case_kind.clone()).or_default().add(matter);
    }
    let named = |groups: BTreeMap<Option<String>, Group>| {
        groups.into_iter().map(|(title, group)| Group { title, ..group }.shared()).collect()
    };
    Ok(Figures {
        catalogue: Release::of(catalogue)?,
        on: Date(on),
        total: total.shared(),
        by_kind: named(by_kind),
        by_case_kind: named(by_case_kind),
        matters,
        within,
        review: review(catalogue, &editions, on, within)?,
    })
}

/// Whether a definition holds on a day.
pub(crate) fn in_force(edition: &Edition, on: Day) -> bool {
    edition.day_from.is_none_or(|from| from <= on) && edition.day_to.is_none_or(|to| on < to)
}

fn matters(catalogue: &Catalogue, editions: &[Edition], on: Day) -> Result<Vec<MatterFigures>, Error> {
    let mut widest: BTreeMap<&str, &Edition> = BTreeMap::new();
    for edition in editions.iter().filter(|edition| in_force(edition, on)) {
        let breadth = |edition: &Edition| (edition.depth, edition.region_first, edition.id);
        let known = widest.entry(&edition.matter).or_insert(edition);
        if breadth(edition) < breadth(known) {
            *known = edition;
        }
    }
    let mut found = Vec::with_capacity(widest.len());
    for number in 0..catalogue.count::<Matter>() {
        let row = catalogue.view::<Matter>(number)?;
        if let Some(edition) = widest.get(row.name) {
            let of_edition = of_edition(catalogue, EditionId(edition.id))?;
            found.push(MatterFigures { matter: row.name.to_owned(), kind: row.kind.to_owned(), ..of_edition });
        }
    }
    Ok(found)
}

/// What the lines of a definition say, before it is put together.
#[derive(Default)]
struct Lines {
    promised: Longest,
    statutory: Longest,
    case_kinds: Vec<String>,
    visits: Vec<u32>,
    collected: bool,
    figures: MatterFigures,
}

/// The longest of limits; known only if all are in working days.
#[derive(Default)]
struct Longest {
    amount: Option<i64>,
    in_another_unit: bool,
}

impl Longest {
    fn add(&mut self, limit: &Limit) {
        self.in_another_unit |= limit.unit != "working_days";
        self.amount = self.amount.max(limit.amount);
    }

    fn working_days(&self) -> Option<i64> {
        self.amount.filter(|_| !self.in_another_unit)
    }
}

fn of_edition(catalogue: &Catalogue, edition: EditionId) -> Result<MatterFigures, Error> {
    let mut lines = Lines::default();
    for id in catalogue.rules_of(edition)? {
        lines.read(catalogue, id)?;
    }
    let Lines { promised, statutory, case_kinds, visits, collected, figures } = lines;
    let case_kind = case_kinds.first().filter(|first| case_kinds.iter().all(|kind| kind == *first)).cloned();
    let promised = promised.working_days();
    Ok(MatterFigures {
        at_once: case_kind.as_deref() == Some("即办件") || promised == Some(0),
        one_visit: visits.iter().max().is_some_and(|most| *most <= 1),
        no_visit: visits.contains(&0) && !collected,
        case_kind,
        promised,
        statutory: statutory.working_days(),
        ..figures
    })
}

impl Lines {
    fn read(&mut self, catalogue: &Catalogue, id: RuleId) -> Result<(), Error> {
        let rule = catalogue.view::<tables::Rule>(id.0)?;
        match rule.kind {
            "requirement" => {
                self.figures.materials += 1;
                self.figures.always += i64::from(rule.condition.is_none());
            }
            "limit" => {
                let limit = catalogue.yields::<Limit>(id)?.unwrap_or_default();
                match limit.kind.as_str() {
                    "promised" => self.promised.add(&limit),
                    "statutory" => self.statutory.add(&limit),
                    _ => {}
                }
            }
            "case_kind" => self.case_kinds.extend(catalogue.yields::<CaseKind>(id)?.map(|row| row.kind)),
            "visit" => self.visits.extend(catalogue.yields::<Visit>(id)?.map(|row| row.count)),
            "channel" => {
                self.figures.online |= catalogue.yields::<Channel>(id)?.is_some_and(|row| row.channel == "网上");
            }
            "accepting" => {
                let level = catalogue.yields::<Accepting>(id)?.and_then(|row| row.level);
                self.figures.nearby |= level.is_some_and(|level| level >= 5);
            }
            "result" if catalogue.yields::<ResultDocument>(id)?.is_some() => {
                let ways = catalogue.views_of::<Delivery>(id.0)?;
                self.collected |= ways.iter().all(|way| way.mode == "窗口领取");
            }
            _ => {}
        }
        Ok(())
    }
}

impl Group {
    fn add(&mut self, matter: &MatterFigures) {
        self.matters += 1;
        if let (Some(promised), Some(statutory)) = (matter.promised, matter.statutory) {
            self.compared += 1;
            self.promised = self.promised.saturating_add(promised);
            self.statutory = self.statutory.saturating_add(statutory);
        }
        self.at_once += u32::from(matter.at_once);
        self.online += u32::from(matter.online);
        self.nearby += u32::from(matter.nearby);
        self.one_visit += u32::from(matter.one_visit);
        self.no_visit += u32::from(matter.no_visit);
        self.materials += matter.materials;
        self.always += matter.always;
    }

    fn shared(self) -> Self {
        let half = self.statutory / 2;
        let share = self.promised.saturating_mul(1000).saturating_add(half).checked_div(self.statutory);
        Self { share, ..self }
    }
}
