//! Figures of a release as people read them.

use std::fmt::Write as _;

use matter_answers::{Figures, Group, MatterFigures, Review, ReviewReason};

use crate::arguments::Language;

/// The figures: all matters, by kind, by kind of case, each matter, what falls due.
pub(crate) fn words(figures: &Figures<'_>, language: Language) -> String {
    let mut page = Page { language, text: String::new() };
    let release = &figures.catalogue;
    let (name, on) = (page.say(release.title, release.name), figures.on.0);
    page.line(0, &format!("{name} {}  {on}", release.version));
    page.group(page.say("全部", "all"), &figures.total);
    page.line(0, page.say("\n按类型", "\nby kind"));
    for group in &figures.by_kind {
        page.named(group);
    }
    page.line(0, page.say("\n按办件类型", "\nby kind of case"));
    for group in &figures.by_case_kind {
        page.named(group);
    }
    page.line(0, page.say("\n事项", "\nmatters"));
    for matter in &figures.matters {
        page.matter(matter);
    }
    page.line(
        0,
        &match language {
            Language::Zh => format!("\n{} 天内要复核的：{} 项", figures.within, figures.review.len()),
            Language::En => format!("\ndue for review within {} days: {}", figures.within, figures.review.len()),
        },
    );
    for review in &figures.review {
        page.review(review);
    }
    page.text
}

struct Page {
    language: Language,
    text: String,
}

impl Page {
    const fn say<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:1$}{text}", "", depth * 2);
    }

    fn named(&mut self, group: &Group) {
        let unsaid = self.say("（没有写明）", "(not said)");
        let title = group.title.clone().filter(|title| !title.is_empty());
        self.group(title.as_deref().unwrap_or(unsaid), group);
    }

    fn group(&mut self, title: &str, group: &Group) {
        let Group { matters, compared, promised, statutory, at_once, online, nearby, one_visit, no_visit, .. } = group;
        let (materials, always) = (group.materials, group.always);
        let share = group.share.map_or_else(|| "–".to_owned(), |share| format!("{}.{}%", share / 10, share % 10));
        self.line(1, &match self.language {
            Language::Zh => format!(
                "{title}：{matters} 个事项；承诺 {promised} / 法定 {statutory} 个工作日，为法定的 {share}（{compared} 个可比）；\
                 马上办 {at_once}，网上办 {online}，就近办 {nearby}，一次办 {one_visit}，不见面 {no_visit}；\
                 材料 {materials} 项，一律要交的 {always} 项"
            ),
            Language::En => format!(
                "{title}: {matters} matters; promised {promised} of {statutory} working days by law, {share} ({compared} compared); \
                 at once {at_once}, online {online}, nearby {nearby}, one visit {one_visit}, no visit {no_visit}; \
                 materials {materials}, {always} in every case"
            ),
        });
    }

    fn matter(&mut self, matter: &MatterFigures) {
        let days = |days: Option<i64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        let (promised, statutory) = (days(matter.promised), days(matter.statutory));
        let labels = [
            (matter.at_once, self.say("马上办", "at once")),
            (matter.online, self.say("网上办", "online")),
            (matter.nearby, self.say("就近办", "nearby")),
            (matter.one_visit, self.say("一次办", "one visit")),
            (matter.no_visit, self.say("不见面", "no visit")),
        ];
        let labels: Vec<&str> = labels.into_iter().filter(|(holds, _)| *holds).map(|(_, label)| label).collect();
        let labels = labels.join(self.say("、", ", "));
        let kinds = [Some(matter.kind.as_str()), matter.case_kind.as_deref()];
        let kinds = kinds.into_iter().flatten().filter(|kind| !kind.is_empty()).collect::<Vec<_>>().join(" ");
        let (name, materials) = (&matter.matter, matter.materials);
        let said = match self.language {
            Language::Zh => format!("{name}  {kinds}  承诺 {promised} / 法定 {statutory}  材料 {materials}  {labels}"),
            Language::En => {
                format!("{name}  {kinds}  promised {promised} of {statutory}  materials {materials}  {labels}")
            }
        };
        self.line(1, said.trim_end());
    }

    fn review(&mut self, review: &Review) {
        let reason = match review.reason {
            ReviewReason::Ends => self.say("到期，没有接续的规定", "ends, and nothing follows"),
            ReviewReason::LawAmended => self.say("依据修正过", "law amended"),
            ReviewReason::LawEnds => self.say("依据失效", "law ends"),
            ReviewReason::WaiverEnds => self.say("豁免到期", "waiver ends"),
        };
        self.line(1, &format!("{}  {}  {reason}  {}", review.day.0, review.matter, review.what));
    }
}
