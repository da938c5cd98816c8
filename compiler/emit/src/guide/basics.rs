//! What a matter is, on what it rests, who can apply, whom to ask: the sections around materials and process.

use matter_runtime::tables::{Condition, HandlingItem, MatterCode, MatterServes, Responsible, Rule, Text};

use super::document::{Item, Part, Section};
use super::view::View;

/// Elements of plain text that say whom to turn to.
const CONTACTS: [&str; 4] = ["consult", "complain", "review", "litigation"];

/// The element that says where on line it is handled; it stands with the places.
pub(crate) const ADDRESS: &str = "online_address";

impl View<'_> {
    pub(crate) fn section(&self, id: &'static str, title: (&'static str, &'static str), parts: Vec<Part>) -> Section {
        Section { id, title: self.say(title.0, title.1).to_owned(), parts }
    }

    /// A line with its condition and basis.
    pub(crate) fn item(&self, rule: &Rule) -> Option<Item> {
        let text = self.sentence(rule)?;
        // A line of a stage says of which one: each is decided by itself.
        let text = match &rule.stage {
            Some(stage) => format!("{stage}{}{text}", self.say("：", ": ")),
            None => text,
        };
        Some(Item { text, note: self.note(rule), source: self.source(rule) })
    }

    /// The lines of some kinds as a list; nothing if there are none.
    pub(crate) fn list(&self, title: Option<(&'static str, &'static str)>, kinds: &[&str]) -> Vec<Part> {
        let items: Vec<Item> = self.of(kinds).filter_map(|rule| self.item(rule)).collect();
        let title = title.map(|(zh, en)| self.say(zh, en).to_owned());
        if items.is_empty() { Vec::new() } else { vec![Part::List(title, items)] }
    }

    pub(crate) fn fact(&self, name: (&'static str, &'static str), items: Vec<Item>) -> Option<(String, Vec<Item>)> {
        let items: Vec<Item> = items.into_iter().filter(|item| !item.text.is_empty()).collect();
        (!items.is_empty()).then(|| (self.say(name.0, name.1).to_owned(), items))
    }

    fn joined(&self, parts: impl IntoIterator<Item = String>) -> Vec<Item> {
        vec![Item::plain(parts.into_iter().collect::<Vec<_>>().join(self.say("、", ", ")))]
    }

    /// As [`Self::values`]; those that always hold, without a basis of their own, stand in one line.
    pub(crate) fn values_in_line(&self, kinds: &[&str]) -> Vec<Item> {
        let (always, some): (Vec<_>, Vec<_>) = self.of(kinds).partition(|rule| self.note(rule).is_empty());
        let source = always.first().and_then(|rule| self.source(rule));
        let mut items = self.joined(always.into_iter().filter_map(|rule| self.sentence(rule)));
        items.iter_mut().for_each(|item| item.source.clone_from(&source));
        items.extend(some.into_iter().filter_map(|rule| self.item(rule)));
        items
    }

    /// Lines of some kinds as values of a fact.
    pub(crate) fn values(&self, kinds: &[&str]) -> Vec<Item> {
        self.of(kinds).filter_map(|rule| self.item(rule)).collect()
    }

    pub(crate) fn basics(&self) -> Section {
        let matter = &self.matter;
        let codes =
            self.named::<MatterCode>(&matter.name).into_iter().map(|row| format!("{} {}", row.system, row.code));
        let serves = self.named::<MatterServes>(&matter.name).into_iter().map(|row| row.term);
        let items = self.named::<HandlingItem>(&matter.name).into_iter();
        let items = items.map(|row| format!("{} {}", row.code, row.title));
        let text = |text: &Option<String>| vec![Item::plain(text.clone().unwrap_or_default())];
        let period = self.language.period(self.edition.day_from, self.edition.day_to);
        let facts = [
            self.fact(("事项名称", "Name"), vec![Item::plain(&*matter.name)]),
            self.fact(("英文名称", "English name"), text(&matter.title_en)),
            self.fact(("简称", "Short name"), text(&matter.short)),
            self.fact(("事项编码", "Codes"), self.joined(codes)),
            self.fact(("事项类型", "Kind"), vec![Item::plain(&*matter.kind)]),
            self.fact(("办件类型", "Kind of case"), self.values(&["case_kind"])),
            self.fact(("服务对象", "Serves"), self.joined(serves)),
            self.fact(("办理项", "Handling items"), self.joined(items)),
            self.fact(("主管部门", "Department"), vec![Item::plain(&*matter.department)]),
            self.fact(("属地", "Responsible place"), self.responsible()),
            self.fact(("受理机构", "Accepting body"), self.values_in_line(&["accepting"])),
            self.fact(("决定机构", "Deciding body"), self.values(&["decider", "delegation"])),
            self.fact(("数量限制", "Quota"), self.values(&["quota"])),
            self.fact(("适用期间", "In force"), vec![Item::plain(period)]),
        ];
        self.section("basics", ("基本信息", "At a glance"), vec![Part::Facts(facts.into_iter().flatten().collect())])
    }

    /// Who is asked for a choice between several places says so in one line.
    fn responsible(&self) -> Vec<Item> {
        let lines = self.lines::<Responsible>();
        lines.iter().filter_map(|(rule, _)| self.item(rule)).collect()
    }

    pub(crate) fn bases(&self) -> Section {
        let items: Vec<Item> = self.citations(None).into_iter().map(Item::plain).collect();
        let parts = if items.is_empty() { Vec::new() } else { vec![Part::List(None, items)] };
        self.section("basis", ("设定依据", "Legal basis"), parts)
    }

    pub(crate) fn conditions(&self) -> Section {
        let conditions = self.lines::<Condition>().into_iter();
        let items: Vec<Item> =
            conditions.filter_map(|(rule, row)| Some(self.condition(rule, &row, self.sentence(rule)?))).collect();
        let mut parts = if items.is_empty() { Vec::new() } else { vec![Part::List(None, items)] };
        parts.extend(self.list(Some(("先要取得", "To be held first")), &["prior_result"]));
        parts.extend(self.list(Some(("改办其他事项", "Handled as another matter")), &["instead"]));
        parts.extend(self.list(Some(("主动服务", "Proactive service")), &["trigger"]));
        self.section("conditions", ("受理条件", "Conditions"), parts)
    }

    /// The words of a condition say what it asks; the comparison behind them is a note, unless it is all there is.
    fn condition(&self, rule: &Rule, row: &Condition, text: String) -> Item {
        let note = self.note(rule);
        let text = match (&rule.title, &rule.condition) {
            (None, Some(compared)) if row.official.is_none() => compared.clone(),
            _ => text,
        };
        Item { text, note, source: self.source(rule) }
    }

    pub(crate) fn more(&self) -> Vec<Section> {
        let list = |id, title, kinds: &[&str]| self.section(id, title, self.list(None, kinds));
        vec![
            list("commitment", ("告知承诺", "Commitment in place of proof"), &["commitment"]),
            list("intermediary", ("中介服务", "Intermediary services"), &["intermediary"]),
            list("discretion", ("裁量基准", "Discretion"), &["discretion"]),
            list("duties", ("职责", "Duties"), &["duty"]),
            list("liability", ("责任", "Liability"), &["liability"]),
        ]
    }

    /// The lines of an element of plain text.
    pub(crate) fn text(&self, element: &str) -> Vec<Item> {
        let rows = self.catalogue.rows_of::<Text>(self.edition.id).unwrap_or_default().into_iter();
        rows.filter(|row| row.element == element).map(|row| Item::plain(row.text)).collect()
    }

    /// Plain texts: whom to ask and to complain to, then everything that has no place elsewhere.
    pub(crate) fn texts(&self) -> Vec<Section> {
        let rows = self.catalogue.rows_of::<Text>(self.edition.id).unwrap_or_default();
        let mut others: Vec<&str> = rows.iter().map(|row| row.element.as_str()).collect();
        others.dedup();
        others.retain(|element| !CONTACTS.contains(element) && *element != ADDRESS);
        let facts = |elements: &[&str]| {
            let facts = elements.iter().map(|element| (self.language.element(element).to_owned(), self.text(element)));
            let facts: Vec<_> = facts.filter(|(_, items)| !items.is_empty()).collect();
            if facts.is_empty() { Vec::new() } else { vec![Part::Facts(facts)] }
        };
        vec![
            self.section("contact", ("咨询投诉与救济", "Help, complaints and remedies"), facts(&CONTACTS)),
            self.section("remarks", ("其他说明", "Further remarks"), facts(&others)),
        ]
    }

    /// Result, how it reaches the applicant, and when it can be renewed.
    pub(crate) fn results(&self) -> Section {
        let mut parts = self.list(None, &["result"]);
        parts.extend(self.list(Some(("续期", "Renewal")), &["renewal"]));
        self.section("result", ("办理结果", "Result"), parts)
    }

    pub(crate) fn money(&self) -> Section {
        let mut parts = self.list(None, &["fee"]);
        parts.extend(self.list(Some(("给付", "Benefits")), &["benefit"]));
        let title = if self.of(&["benefit"]).next().is_some() {
            ("收费和给付", "Fees and benefits")
        } else {
            ("收费", "Fees")
        };
        self.section("fees", title, parts)
    }

    /// What changes with the situation, gathered by condition, in the order in which the conditions first appear.
    pub(crate) fn situations(&self) -> Section {
        const KINDS: [&str; 12] = [
            "case_kind",
            "responsible",
            "accepting",
            "decider",
            "prior_result",
            "instead",
            "requirement",
            "channel",
            "visit",
            "limit",
            "fee",
            "venue",
        ];
        let mut groups: Vec<(&str, Vec<Item>)> = Vec::new();
        for rule in self.of(&KINDS) {
            let condition = rule.condition.as_deref().filter(|condition| *condition != "否则");
            let (Some(condition), Some(text)) = (condition, self.sentence(rule)) else { continue };
            let kind = self.language.kind(&rule.kind);
            let item = Item {
                text: format!("{kind}{}{text}", self.say("：", ": ")),
                note: String::new(),
                source: self.source(rule),
            };
            match groups.iter_mut().find(|(known, _)| *known == condition) {
                Some((_, items)) => items.push(item),
                None => groups.push((condition, vec![item])),
            }
        }
        let when = |condition: &str| match condition {
            "其余" => self.say("其他情形", "Otherwise").to_owned(),
            condition => format!("{}{condition}", self.say("当 ", "When ")),
        };
        let parts = groups.into_iter().map(|(condition, items)| Part::List(Some(when(condition)), items)).collect();
        self.section("situations", ("常见情形", "Situations"), parts)
    }
}
