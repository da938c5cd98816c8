//! The lines of a matter → its process: the steps of the source between the questions that every application meets (may it be accepted,
//! is it complete, is it granted), each with both of its exits.

use matter_runtime::tables::{Channel, Decider, Limit, ResultDocument, Rule, Stage, StageAfter};

use super::{Edge, Node, Process, Shape, Side, Tone};
use crate::guide::Source;
use crate::guide::view::View;

/// The most limits that stand below a title.
const CAPTIONS: usize = 4;

/// The process as far as it is drawn, with the boxes from which it goes on.
struct Drawing<'v, 'c> {
    view: &'v View<'c>,
    process: Process,
    /// Boxes that lead to the next one, each with what its arrow says.
    open: Vec<(usize, &'static str)>,
}

impl Process {
    /// The process of a matter.
    pub(crate) fn of(view: &View<'_>) -> Self {
        let process = Self { title: view.matter.name.clone(), captions: captions(view), ..Self::default() };
        let mut drawing = Drawing { view, process, open: Vec::new() };
        let start = drawing.begin();
        drawing.steps("acceptance");
        drawing.questions(start);
        drawing.steps("processing");
        drawing.decide();
        drawing.steps("delivery");
        drawing.end();
        drawing.process
    }
}

/// The limits of the whole, and what does not count.
fn captions(view: &View<'_>) -> Vec<String> {
    let whole =
        |rule: &&Rule| view.yields::<Limit>(rule).is_none_or(|row| matches!(&*row.kind, "statutory" | "promised"));
    let lines = view.of(&["limit", "exclusion"]).filter(whole).filter_map(|rule| view.in_case(rule));
    lines.take(CAPTIONS).collect()
}

const fn node(shape: Shape, tone: Tone, title: String, details: Vec<String>) -> Node {
    Node { shape, tone, title, details, beside: None, source: None }
}

impl Drawing<'_, '_> {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.view.say(zh, en)
    }

    /// A box without a place in the order yet.
    fn add(&mut self, node: Node) -> usize {
        self.process.nodes.push(node);
        self.process.nodes.len() - 1
    }

    fn lead(&mut self, from: usize, to: usize, label: &str) {
        self.process.edges.push(Edge { from, to, label: label.to_owned() });
    }

    /// A box that follows everything that is open; from now on it alone is.
    fn follow(&mut self, node: Node, label: &'static str) -> usize {
        let made = self.add(node);
        for (from, label) in std::mem::take(&mut self.open) {
            self.lead(from, made, label);
        }
        self.open = vec![(made, label)];
        made
    }

    fn begin(&mut self) -> usize {
        let channels = self.view.lines::<Channel>();
        let source = channels.first().and_then(|(rule, _)| self.view.source(rule));
        let names: Vec<String> = channels.into_iter().map(|(_, row)| row.channel).collect();
        let details = if names.is_empty() { Vec::new() } else { vec![names.join(self.say("、", ", "))] };
        let title = self.say("申请人提出申请", "The applicant applies").to_owned();
        self.follow(Node { source, ..node(Shape::End, Tone::Plain, title, details) }, "")
    }

    /// The steps of a part, each after those that it waits for.
    fn steps(&mut self, part: &str) {
        let steps: Vec<(&Rule, Stage)> =
            self.view.lines::<Stage>().into_iter().filter(|(_, row)| row.part == part).collect();
        let waits: Vec<Vec<usize>> = steps.iter().map(|(rule, _)| self.waits(rule, &steps)).collect();
        let until = finished(&steps, &waits);
        let made: Vec<usize> =
            steps.iter().zip(&until).map(|((rule, row), until)| self.step(rule, row, *until)).collect();
        let before = std::mem::take(&mut self.open);
        for (own, waits) in made.iter().zip(&waits) {
            let earlier: Vec<usize> = waits.iter().filter_map(|at| made.get(*at)).copied().collect();
            if earlier.is_empty() {
                before.iter().for_each(|(from, label)| self.lead(*from, *own, label));
            }
            earlier.into_iter().for_each(|from| self.lead(from, *own, ""));
        }
        let last = |at: &usize| !waits.iter().any(|waits| waits.contains(at));
        self.open = (0..made.len()).filter(last).filter_map(|at| Some((*made.get(at)?, ""))).collect();
        if self.open.is_empty() {
            self.open = before;
        }
    }

    /// Positions among `steps` of what a step waits for.
    fn waits(&self, rule: &Rule, steps: &[(&Rule, Stage)]) -> Vec<usize> {
        let after: Vec<StageAfter> = self.view.rows(rule);
        let position =
            |row: &StageAfter| steps.iter().position(|(other, _)| other.id == row.after && other.id != rule.id);
        after.iter().filter_map(position).collect()
    }

    fn step(&mut self, rule: &Rule, row: &Stage, until: Option<i64>) -> usize {
        let place = row.places.as_ref().map(|place| format!("{}{place}", self.say("于 ", "at ")));
        let who: Vec<String> = [row.actor.clone(), place].into_iter().flatten().collect();
        let length = self.view.length(row.amount, row.unit.as_ref()).map(|length| {
            let length = format!("{}{length}", if row.fixed { self.say("满 ", "full ") } else { self.say("限 ", "") });
            match until.filter(|until| Some(*until) != row.amount) {
                Some(until) => {
                    format!("{length}{}", self.say("，至第 {} 日", ", by day {}").replace("{}", &until.to_string()))
                }
                None => length,
            }
        });
        let case = Some(self.view.case(rule)).filter(|case| !case.is_empty());
        let decides = if row.name == "决定" { self.decision() } else { Vec::new() };
        let details = [Some(who.join(" ")).filter(|who| !who.is_empty()), length, case].into_iter().flatten();
        let title = match &rule.stage {
            Some(stage) => format!("{stage} · {}", row.name),
            None => row.name.clone(),
        };
        let details = details.chain(decides).collect();
        let source = self.view.source(rule);
        self.add(Node { source, ..node(Shape::Step, Tone::Plain, title, details) })
    }

    /// Whether the matter is theirs, and whether the application is complete.
    fn questions(&mut self, start: usize) {
        let yes = self.say("是", "yes");
        let title = self.say("属于受理范围？", "Within their remit?").to_owned();
        let remit = self.follow(node(Shape::Choice, Tone::Plain, title, Vec::new()), yes);
        let title = self.say("不予受理", "Not accepted").to_owned();
        let details = vec![self.say("书面说明理由", "with reasons, in writing").to_owned()];
        self.exit(remit, node(Shape::End, Tone::Bad, title, details), Side::Right);
        let title = self.say("材料齐全、符合法定形式？", "Complete and in due form?").to_owned();
        let complete = self.follow(node(Shape::Choice, Tone::Plain, title, Vec::new()), yes);
        let title = self.say("一次性告知补正", "Told once what is missing").to_owned();
        let (details, source) = self.notice();
        let told = self.exit(complete, Node { source, ..node(Shape::Step, Tone::Bad, title, details) }, Side::Left);
        self.lead(told, start, "");
    }

    /// The limit for the notice, and what follows when it passes.
    fn notice(&self) -> (Vec<String>, Option<Source>) {
        let limits = self.view.lines::<Limit>();
        let Some((rule, row)) = limits.iter().find(|(_, row)| row.kind == "notice") else { return (Vec::new(), None) };
        let within = self.view.length(row.amount, Some(&row.unit));
        let within = within.map(|length| self.say("{}内", "within {}").replace("{}", &length));
        let overdue = row.overdue.as_ref().map(|what| format!("{}{what}", self.say("逾期", "else ")));
        (within.into_iter().chain(overdue).collect(), self.view.source(rule))
    }

    fn exit(&mut self, from: usize, node: Node, side: Side) -> usize {
        let label = self.say("否", "no");
        let made = self.add(Node { beside: Some((from, side)), ..node });
        self.lead(from, made, label);
        made
    }

    /// Who decides, in each case.
    fn decision(&self) -> Vec<String> {
        let deciders = self.view.lines::<Decider>().into_iter();
        let said = deciders.map(|(rule, row)| {
            let organ = self.view.organ(row.level, &row.department);
            let case = self.view.case(rule);
            if case.is_empty() { organ } else { format!("{organ}{}{case}", self.say("，", ", ")) }
        });
        said.collect()
    }

    fn decide(&mut self) {
        let stages = self.view.lines::<Stage>();
        if !stages.iter().any(|(_, row)| row.part == "processing" && row.name == "决定") {
            let title = self.say("作出决定", "Decision").to_owned();
            let source = self.view.lines::<Decider>().first().and_then(|(rule, _)| self.view.source(rule));
            let details = self.decision();
            self.follow(Node { source, ..node(Shape::Step, Tone::Plain, title, details) }, "");
        }
        let licence = self.view.matter.kind == "行政许可";
        let title = self.say("符合条件？", "Conditions met?").to_owned();
        let granted = self.say("准予", "granted");
        let question = self.follow(node(Shape::Choice, Tone::Plain, title, Vec::new()), granted);
        let title = if licence { self.say("不予许可", "Refused") } else { self.say("不予办理", "Refused") };
        let details =
            vec![self.say("书面说明理由，告知复议、诉讼途径", "with reasons and remedies, in writing").to_owned()];
        let made = self.exit(question, node(Shape::End, Tone::Bad, title.to_owned(), details), Side::Right);
        if let Some(edge) = self.process.edges.iter_mut().find(|edge| edge.to == made) {
            self.view.say("不予", "refused").clone_into(&mut edge.label);
        }
    }

    fn end(&mut self) {
        let results = self.view.lines::<ResultDocument>();
        let source = results.first().and_then(|(rule, _)| self.view.source(rule));
        let details = results.iter().filter_map(|(rule, _)| self.view.in_case(rule));
        let details = details.collect();
        let title = self.say("办结", "Done").to_owned();
        self.follow(Node { source, ..node(Shape::End, Tone::Good, title, details) }, "");
    }
}

/// The working day on which each step is finished at the latest, where all of them are counted in working days.
fn finished(steps: &[(&Rule, Stage)], waits: &[Vec<usize>]) -> Vec<Option<i64>> {
    let counted = steps.iter().all(|(_, row)| row.part == "processing" && row.unit.as_deref() == Some("working_days"));
    let mut until: Vec<Option<i64>> = vec![None; steps.len()];
    // As many rounds as there are steps reach the end of the longest way, and end in a circle, too.
    for _ in steps.iter().filter(|_| counted) {
        for (at, (_, row)) in steps.iter().enumerate() {
            let earlier: Option<Vec<i64>> =
                waits.get(at).into_iter().flatten().map(|other| until.get(*other).copied().flatten()).collect();
            let Some(begin) = earlier.map(|earlier| earlier.into_iter().max().unwrap_or(0)) else { continue };
            until.iter_mut().skip(at).take(1).for_each(|until| *until = row.amount.map(|amount| begin + amount));
        }
    }
    until
}
