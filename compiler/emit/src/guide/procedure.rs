//! 办理流程、时限、地点: steps, limits, and where to go.

use matter_runtime::tables::{Exclusion, Hall, HallHours, HallWindow, Limit, Rule, Stage, StageAfter};

use super::basics::ADDRESS;
use super::document::{Part, Row, Section, Table};
use super::lines::says_its_start;
use super::view::View;

impl View<'_> {
    fn columns(&self, heads: &[(&'static str, &'static str)]) -> Vec<&'static str> {
        heads.iter().map(|(zh, en)| self.say(zh, en)).collect()
    }

    pub(crate) fn length(&self, amount: Option<i64>, unit: Option<&String>) -> Option<String> {
        Some(self.language.duration(amount?, unit?))
    }

    pub(crate) fn steps(&self) -> Section {
        let mut groups: Vec<(Option<String>, Vec<Row>)> = Vec::new();
        for (rule, row) in self.lines::<Stage>() {
            let made = self.step(rule, &row);
            match groups.last_mut() {
                Some((stage, rows)) if *stage == rule.stage => rows.push(made),
                _ => groups.push((rule.stage.clone(), vec![made])),
            }
        }
        let mut parts = vec![Part::Diagram];
        if !groups.is_empty() {
            let heads = [("步骤", "Step"), ("办理人", "Who"), ("地点", "Where"), ("时限", "Time"), ("说明", "Remarks")];
            let caption = self.say("办理步骤", "Steps").to_owned();
            parts.push(Part::Table(Table { caption, columns: self.columns(&heads), groups }.without_empty_columns()));
        }
        self.section("process", ("办理流程", "Process"), parts)
    }

    fn step(&self, rule: &Rule, row: &Stage) -> Row {
        let length = self.length(row.amount, row.unit.as_ref()).unwrap_or_default();
        let length = if row.fixed { format!("{}{length}", self.say("满 ", "full ")) } else { length };
        let (actor, places) = (row.actor.clone().unwrap_or_default(), row.places.clone().unwrap_or_default());
        let beside = self.is_beside(rule).then(|| self.say("与上一步同时", "beside the step before").to_owned());
        let note = Some(self.note(rule)).filter(|note| !note.is_empty());
        let remarks: Vec<String> = [beside, rule.title.clone(), note].into_iter().flatten().collect();
        let remarks = remarks.join(self.say("；", "; "));
        Row { cells: vec![row.name.clone(), actor, places, length, remarks], source: self.source(rule) }
    }

    /// Whether a step waits for the same steps as the one before it (同时).
    fn is_beside(&self, rule: &Rule) -> bool {
        let steps: Vec<&Rule> = self.of(&["stage"]).filter(|step| step.stage == rule.stage).collect();
        let place = steps.iter().position(|step| step.id == rule.id);
        let Some(before) = place.and_then(|at| at.checked_sub(1)).and_then(|at| steps.get(at)) else { return false };
        let after = |rule: &Rule| self.rows::<StageAfter>(rule).into_iter().map(|row| row.after).collect::<Vec<_>>();
        after(before) == after(rule)
    }

    pub(crate) fn times(&self) -> Section {
        let limits = self.lines::<Limit>().into_iter().map(|(rule, row)| (&rule.stage, self.limit(rule, &row)));
        let exclusions = self.lines::<Exclusion>().into_iter();
        let exclusions = exclusions.map(|(rule, row)| (&rule.stage, self.exclusion(rule, &row)));
        let mut groups: Vec<(Option<String>, Vec<Row>)> = Vec::new();
        for (stage, row) in limits.chain(exclusions) {
            match groups.iter_mut().find(|(of, _)| of == stage) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((stage.clone(), vec![row])),
            }
        }
        let heads = [("种类", "Limit"), ("时限", "Time"), ("起算", "Counted from"), ("说明", "Remarks")];
        let caption = self.say("办理时限", "Time limits").to_owned();
        let table = Table { caption, columns: self.columns(&heads), groups };
        let parts = if table.groups.is_empty() { Vec::new() } else { vec![Part::Table(table.without_empty_columns())] };
        self.section("times", ("办理时限", "Time limits"), parts)
    }

    fn limit(&self, rule: &Rule, row: &Limit) -> Row {
        // A period of acceptance that is no length of time (全年) is said by its words.
        let words = rule.title.as_deref().filter(|_| row.kind == "accept_period");
        let unset = || words.unwrap_or(self.say("无规定", "none set")).to_owned();
        let length = self.length(row.amount, Some(&row.unit)).unwrap_or_else(unset);
        let approver = row.approver.as_ref().map(|who| self.say("经{}批准", "approved by {}").replace("{}", who));
        let overdue = row.overdue.as_ref().map(|what| format!("{}{what}", self.say("逾期", "else ")));
        let note = Some(self.note(rule)).filter(|note| !note.is_empty());
        let title = rule.title.clone().filter(|_| words.is_none() || row.amount.is_some());
        let remarks: Vec<String> = [title, approver, overdue, note].into_iter().flatten().collect();
        let kind = self.language.limit(&row.kind).to_owned();
        let start = row.amount.filter(|_| says_its_start(row));
        let start = start.map(|_| self.language.word(&row.start).to_owned()).unwrap_or_default();
        Row { cells: vec![kind, length, start, remarks.join(self.say("；", "; "))], source: self.source(rule) }
    }

    fn exclusion(&self, rule: &Rule, row: &Exclusion) -> Row {
        let kind = format!("{}{}", self.say("不计入：", "not counted: "), row.name);
        let length = self.length(row.amount, row.unit.as_ref());
        let length = length.map(|most| format!("{}{most}", self.say("不超过 ", "at most "))).unwrap_or_default();
        Row { cells: vec![kind, length, String::new(), self.note(rule)], source: self.source(rule) }
    }

    pub(crate) fn venues(&self) -> Section {
        let facts = [
            self.fact(("办理形式", "Channels"), self.values_in_line(&["channel"])),
            self.fact(("网办地址", "On line at"), self.text(ADDRESS)),
            self.fact(("到现场次数", "Visits in person"), self.values(&["visit"])),
            self.fact(("跨域通办", "Handling elsewhere"), self.values(&["venue"])),
        ];
        let facts: Vec<_> = facts.into_iter().flatten().collect();
        let mut parts = if facts.is_empty() { Vec::new() } else { vec![Part::Facts(facts)] };
        let halls = self.halls();
        if !halls.is_empty() {
            let heads = [("大厅", "Hall"), ("地址", "Address"), ("时间", "Hours"), ("窗口", "Windows")];
            let rows = halls.iter().map(|hall| self.hall(hall)).collect();
            let caption = self.say("办理地点", "Places").to_owned();
            let groups = vec![(None, rows)];
            parts.push(Part::Table(Table { caption, columns: self.columns(&heads), groups }.without_empty_columns()));
        }
        self.section("venues", ("办理方式和地点", "Where and how"), parts)
    }

    fn hall(&self, (hall, hours, windows): &(Hall, Vec<HallHours>, Vec<HallWindow>)) -> Row {
        let hours: Vec<String> = hours.iter().map(|row| row.text.replace(['“', '”'], "")).collect();
        let windows: Vec<String> = windows.iter().map(|row| format!("{} {}", row.window, row.count)).collect();
        let cells = vec![
            hall.name.clone(),
            hall.address.clone(),
            hours.join(self.say("；", "; ")),
            windows.join(self.say("、", ", ")),
        ];
        Row { cells, source: None }
    }
}
