//! One edition of a matter, read from a release: its rules in order and what their rows say. Chooses no words.

use matter_runtime::tables::{self, Basis, Day, Hall, HallHours, HallWindow, Row as TableRow, Rule, WindowMatter};
use matter_runtime::{Answer, Case, Catalogue, Dates, Error, MatterId, RegionId, Request, RuleId, Status};

use super::{Language, Source};

/// An edition with the place and the language of its guide.
pub(crate) struct View<'c> {
    pub(crate) catalogue: &'c Catalogue,
    pub(crate) language: Language,
    /// The responsible region.
    pub(crate) place: RegionId,
    pub(crate) day: Day,
    pub(crate) matter: tables::Matter,
    pub(crate) edition: tables::Edition,
    /// Conditions, and lines that can hold in some case, in the order of the source.
    pub(crate) rules: Vec<Rule>,
    pub(crate) basis: Vec<Basis>,
}

impl<'c> View<'c> {
    /// # Errors
    /// No definition covers that place on that day.
    pub(crate) fn new(
        catalogue: &'c Catalogue,
        matter: MatterId,
        place: RegionId,
        day: Day,
        language: Language,
    ) -> Result<Self, Error> {
        let request = Request { matter, responsible: Some(place), here: None, dates: Dates::on(day), answers: &[] };
        let (mut case, mut answer) = (Case::new(), Answer::new());
        case.resolve(catalogue, &request)?;
        catalogue.evaluate(&case, &mut answer)?;
        let mut rules = answer.rules().map(|rule| catalogue.row::<Rule>(rule.0)).collect::<Result<Vec<_>, _>>()?;
        // A condition that nobody meets on this day (受理期 is over) is what a reader most needs to know.
        rules.retain(|rule| rule.kind == "condition" || answer.status(RuleId(rule.id)) != Status::Excluded);
        let edition = answer.edition();
        Ok(Self {
            catalogue,
            language,
            place,
            day,
            matter: catalogue.row(matter.0)?,
            edition: catalogue.edition_row(edition)?,
            rules,
            basis: catalogue.rows_of(edition.0)?,
        })
    }

    /// Lines of some kinds, in the order of the source.
    pub(crate) fn of<'v>(&'v self, kinds: &'v [&str]) -> impl Iterator<Item = &'v Rule> {
        self.rules.iter().filter(move |rule| kinds.contains(&rule.kind.as_str()))
    }

    /// What a line yields, if that is a row of `R`.
    pub(crate) fn yields<R: TableRow>(&self, rule: &Rule) -> Option<R> {
        self.catalogue.yields(RuleId(rule.id)).ok().flatten()
    }

    /// The lines of one table with their rows.
    pub(crate) fn lines<R: TableRow>(&self) -> Vec<(&Rule, R)> {
        self.rules.iter().filter_map(|rule| Some((rule, self.yields(rule)?))).collect()
    }

    /// The rows of a table that hang on a rule.
    pub(crate) fn rows<R: TableRow>(&self, rule: &Rule) -> Vec<R> {
        self.catalogue.rows_of(rule.id).unwrap_or_default()
    }

    /// The rows of a table that begin with a name.
    pub(crate) fn named<R: TableRow>(&self, name: &str) -> Vec<R> {
        self.catalogue.rows_named(name).unwrap_or_default()
    }

    /// One of two texts.
    pub(crate) const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.language.pick(zh, en)
    }

    /// A document that only this matter has is named without the matter.
    pub(crate) fn own<'n>(&self, name: &'n str) -> &'n str {
        name.strip_prefix(self.matter.name.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(name)
    }

    /// Citations of a rule, or of the matter.
    pub(crate) fn citations(&self, rule: Option<u32>) -> Vec<String> {
        let own = self.basis.iter().filter(|row| row.rule == rule);
        own.map(|row| self.language.citation(&row.law, &row.place)).collect()
    }

    /// The organ of a department that acts at a level for the place; the department where the catalogue names none.
    pub(crate) fn organ(&self, level: u8, department: &str) -> String {
        let unit = self.catalogue.acting_unit(self.place, level);
        let name = unit.and_then(|unit| self.catalogue.body_name(department, unit, level).ok().flatten());
        let level = self.language.level(level);
        match name {
            Some(name) => self.say("{}（{}）", "{} ({})").replacen("{}", &name, 1).replacen("{}", level, 1),
            None => format!("{level} {department}").trim().to_owned(),
        }
    }

    /// Halls in the place, or of a unit around it, that take the matter, with their hours and windows for it.
    pub(crate) fn halls(&self) -> Vec<(Hall, Vec<HallHours>, Vec<HallWindow>)> {
        let halls = self.catalogue.rows::<Hall>().unwrap_or_default().into_iter();
        halls
            .filter_map(|hall| {
                let region = self.catalogue.region(&hall.region, self.day).ok()?;
                let near = self.catalogue.lies_in(region, self.place) || self.catalogue.lies_in(self.place, region);
                let windows: Vec<HallWindow> = self.named(&hall.name);
                let all = windows.is_empty();
                let windows: Vec<_> = windows.into_iter().filter(|window| self.takes(&window.window)).collect();
                (near && (all || !windows.is_empty())).then(|| (self.named(&hall.name), windows, hall))
            })
            .map(|(hours, windows, hall)| (hall, hours, windows))
            .collect()
    }

    /// A class of windows without a list of matters takes everything.
    fn takes(&self, window: &str) -> bool {
        let matters: Vec<WindowMatter> = self.named(window);
        matters.is_empty() || matters.iter().any(|row| row.matter == self.matter.name)
    }

    /// Where a line is written; lines of the library have no place in the catalogue.
    pub(crate) fn source(&self, rule: &Rule) -> Option<Source> {
        (rule.line > 0).then(|| Source { file: rule.file.clone(), line: rule.line })
    }

    /// `当 婚姻状况 = 离异`, `其他情形`; empty for a line that always holds.
    pub(crate) fn case(&self, rule: &Rule) -> String {
        match &rule.condition {
            // What hangs on the rest line of a choice says so in its condition.
            Some(condition) if matches!(condition.as_str(), "否则" | "其余") => {
                self.say("其他情形", "otherwise").to_owned()
            }
            Some(condition) => format!("{}{condition}", self.say("当 ", "when ")),
            None if rule.otherwise && !self.is_alone(rule) => self.say("其他情形", "otherwise").to_owned(),
            None => String::new(),
        }
    }

    /// Whether a line is the only one of its choice: then it is no rest of anything.
    fn is_alone(&self, rule: &Rule) -> bool {
        !self.rules.iter().any(|other| other.id != rule.id && other.choice == rule.choice && other.stage == rule.stage)
    }

    /// What a line says, with its case in parentheses.
    pub(crate) fn in_case(&self, rule: &Rule) -> Option<String> {
        let (text, case) = (self.sentence(rule)?, self.case(rule));
        let parentheses = self.say("（{}）", " ({})");
        Some(if case.is_empty() { text } else { text + &parentheses.replace("{}", &case) })
    }

    /// Case and basis of a line, in this order.
    pub(crate) fn note(&self, rule: &Rule) -> String {
        let cited = self.citations(Some(rule.id)).join(self.say("、", ", "));
        let cited = if cited.is_empty() { cited } else { format!("{}{cited}", self.say("依据：", "Basis: ")) };
        let parts = [self.case(rule), cited];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(self.say("；", "; "))
    }
}
