//! What changed between two releases, as people read it.

use std::fmt::Write as _;

use matter_compare::{Block, Change, Difference, Effect, Fall, MatterChange, MatterCount, Outcome, Said, Shift, What};

use crate::arguments::Language;

/// The report: totals first, then matter by matter.
pub(crate) fn words(difference: &Difference, language: Language) -> String {
    let mut page = Page { language, text: String::new() };
    page.totals(difference);
    for matter in &difference.changed {
        page.matter(matter);
    }
    if !difference.elsewhere.is_empty() {
        let title = page.say("事项以外", "besides matters");
        page.line(0, &format!("\n{title}"));
        page.changes(&difference.elsewhere);
    }
    page.text
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:1$}{text}", "", depth * 2);
    }

    fn totals(&mut self, difference: &Difference) {
        let (old, new) = (&difference.old, &difference.new);
        let on = difference.on.0;
        self.line(
            0,
            &match self.language {
                Language::Zh => format!("{} {} → {} {}，按 {on} 比较", old.title, old.version, new.title, new.version),
                Language::En => {
                    format!("{} {} → {} {}, compared on {on}", old.name, old.version, new.name, new.version)
                }
            },
        );
        self.matters(&difference.matters);
        let parts = [
            self.fall(difference.working_days, "承诺时限共省", "promised working days saved:", ("个工作日", "")),
            self.fall(difference.visits, "到场共省", "visits saved:", ("次", "")),
            self.fall(difference.materials, "材料共减", "materials fewer:", ("项", "")),
        ];
        self.line(0, &parts.join(self.say("；", "; ")));
        for count in &difference.changes {
            let kind = kind(&count.kind, self.language);
            let (added, removed, changed) = (count.added, count.removed, count.changed);
            let (better, worse) = (count.better, count.worse);
            self.line(
                1,
                &match self.language {
                    Language::Zh => {
                        format!("{kind}：增 {added}，减 {removed}，改 {changed}（其中好 {better}，差 {worse}）")
                    }
                    Language::En => format!(
                        "{kind}: {added} added, {removed} removed, {changed} changed ({better} better, {worse} worse)"
                    ),
                },
            );
        }
    }

    fn matters(&mut self, count: &MatterCount) {
        let MatterCount { before, after, added, cut, optimised, burdened, mixed, altered, same } = count;
        self.line(0, &match self.language {
            Language::Zh => format!(
                "事项 {before} → {after}：新增 {added}，取消 {cut}，优化 {optimised}，加重 {burdened}，有好有差 {mixed}，\
                 其他变化 {altered}，不变 {same}"
            ),
            Language::En => format!(
                "matters {before} → {after}: {added} added, {cut} cut, {optimised} optimised, {burdened} burdened, \
                 {mixed} mixed, {altered} altered, {same} the same"
            ),
        });
    }

    fn fall(&self, fall: Fall, zh: &str, en: &str, unit: (&str, &str)) -> String {
        let Fall { before, after, saved } = fall;
        match self.language {
            Language::Zh => format!("{zh} {saved} {}（{before} → {after}）", unit.0),
            Language::En => format!("{en} {saved} ({before} → {after})"),
        }
    }

    fn matter(&mut self, matter: &MatterChange) {
        let outcome = match matter.outcome {
            Outcome::Added => self.say("新增", "added"),
            Outcome::Cut => self.say("取消", "cut"),
            Outcome::Optimised => self.say("优化", "optimised"),
            Outcome::Burdened => self.say("加重", "burdened"),
            Outcome::Mixed => self.say("有好有差", "mixed"),
            Outcome::Altered => self.say("其他变化", "altered"),
        };
        let was = matter.was.as_ref().map_or_else(String::new, |was| match self.language {
            Language::Zh => format!("（原名 {was}）"),
            Language::En => format!(" (was {was})"),
        });
        self.line(0, &format!("\n{}{was}  {outcome}", matter.matter));
        let moved = |fall: Option<Fall>| fall.filter(|fall| fall.saved != 0);
        if let Some(fall) = moved(matter.working_days) {
            let text = self.fall(fall, "承诺时限省", "promised working days saved:", ("个工作日", ""));
            self.line(1, &text);
        }
        if let Some(fall) = moved(matter.visits) {
            let text = self.fall(fall, "到场省", "visits saved:", ("次", ""));
            self.line(1, &text);
        }
        self.changes(&matter.head);
        for block in &matter.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let from = block.from.map_or_else(String::new, |from| match self.language {
            Language::Zh => format!("，自 {} 起", from.0),
            Language::En => format!(", from {}", from.0),
        });
        self.line(1, &format!("{}{from}", block.places.join(self.say("、", ", "))));
        self.changes(&block.changes);
    }

    fn changes(&mut self, changes: &[Change]) {
        for change in changes {
            let effect = match change.effect {
                Effect::Better => self.say("好", "better"),
                Effect::Worse => self.say("差", "worse"),
                Effect::Neutral => "–",
            };
            let what = match change.what {
                What::Added => self.say("增", "added"),
                What::Removed => self.say("减", "removed"),
                What::Changed => self.say("改", "changed"),
            };
            let cases = match change.cases {
                None => "",
                Some(Shift::Fewer) => self.say("（情形变少）", " (in fewer cases)"),
                Some(Shift::More) => self.say("（情形变多）", " (in more cases)"),
                Some(Shift::Other) => self.say("（情形不同）", " (in other cases)"),
            };
            let head = format!("{effect} {what} {}{cases}", kind(&change.kind, self.language));
            match (&change.before, &change.after) {
                (Some(before), Some(after)) if before.rule.is_some() => {
                    self.line(2, &head);
                    let (was, is) = (self.say("原：", "before: "), self.say("现：", "after: "));
                    self.line(3, &format!("{was}{}", self.said(before)));
                    self.line(3, &format!("{is}{}", self.said(after)));
                }
                (Some(before), Some(after)) => {
                    self.line(2, &format!("{head}  {}", after.text));
                    self.columns(before, after);
                }
                (before, after) => {
                    let said = before.as_ref().or(after.as_ref()).map(|said| self.said(said));
                    self.line(2, &format!("{head}  {}", said.unwrap_or_default()));
                }
            }
        }
    }

    /// The columns of a row that differ, by the names that the tables give them.
    fn columns(&mut self, before: &Said, after: &Said) {
        let none = self.say("无", "none");
        for ((name, was), (_, is)) in before.row.texts().zip(after.row.texts()).filter(|(was, is)| was != is) {
            let [was, is] = [was, is].map(|text| text.unwrap_or_else(|| none.to_owned()));
            self.line(3, &format!("{name}  {was} → {is}"));
        }
    }

    /// The sentence of a line with its own bases and its source.
    fn said(&self, said: &Said) -> String {
        let mut text = said.text.clone();
        if !said.basis.is_empty() {
            let (label, joint) = (self.say("依据：", "basis: "), self.say("、", ", "));
            let _ = write!(text, "  {label}{}", said.basis.join(joint));
        }
        if let Some(source) = &said.source {
            let _ = write!(text, "  [{source}]");
        }
        text
    }
}

/// What a table is about.
fn kind(table: &str, language: Language) -> String {
    let (zh, en) = match table {
        "matter" => ("事项", "matter"),
        "matter_serves" => ("服务对象", "whom it serves"),
        "matter_code" => ("编码", "code"),
        "handling_item" => ("办理项", "handling item"),
        "edition" => ("适用地区和期间", "where and when it holds"),
        "basis" => ("依据", "basis"),
        "text" => ("文字", "text"),
        "condition" => ("条件", "condition"),
        "prior_result" => ("前置", "prior result"),
        "requirement" => ("材料", "material"),
        "responsible" => ("属地", "responsible region"),
        "decider" => ("决定", "decider"),
        "delegation" => ("下放委托", "delegation"),
        "accepting" => ("受理", "who receives"),
        "venue" => ("通办", "cross-region"),
        "stage" => ("流程", "step"),
        "limit" => ("时限", "time limit"),
        "exclusion" => ("不计时间", "time not counted"),
        "fee" => ("收费", "fee"),
        "benefit" => ("给付", "benefit"),
        "result" => ("结果", "result"),
        "renewal" => ("续期", "renewal"),
        "trigger" => ("主动服务", "proactive service"),
        "instead" => ("改办", "another matter instead"),
        "quota" => ("数量", "quota"),
        "duty" => ("职责", "duty"),
        "liability" => ("责任", "liability"),
        "channel" => ("渠道", "channel"),
        "visit" => ("到场", "visits"),
        "case_kind" => ("办件类型", "kind of case"),
        "discretion" => ("裁量基准", "discretion"),
        "commitment" => ("告知承诺", "commitment"),
        "intermediary" | "intermediary_service" => ("中介服务", "intermediary"),
        "hall" => ("大厅", "hall"),
        "hall_hours" => ("大厅时间", "hours of a hall"),
        "hall_channel" => ("大厅渠道", "channel of a hall"),
        "hall_window" => ("大厅窗口", "windows of a hall"),
        "window_matter" => ("窗口事项", "matter of a window"),
        "theme" => ("一件事", "combined service"),
        "theme_stage" => ("一件事的阶段", "stage of a combined service"),
        "theme_matter" => ("一件事的事项", "matter of a combined service"),
        "theme_joint" => ("一件事的合并", "what a combined service does as one"),
        "theme_saving" => ("一件事的节省", "what a combined service saves"),
        "calendar" => ("日历", "calendar"),
        "body" => ("机构", "organ"),
        other => (other, other),
    };
    if language == Language::Zh { zh } else { en }.to_owned()
}
