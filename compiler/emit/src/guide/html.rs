//! A guide → HTML: one page that needs nothing else, or the article alone for a page that has its own frame.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::COLOURS;
use super::document::{Guide, Item, Part, Row, Section, Source, Table};
use crate::diagram::{self, Frame};

/// How a guide looks; colours are variables.
const STYLE: &str = include_str!("guide.css");
/// The frame of a page of its own.
const PAGE: &str = include_str!("page.css");

/// Prints a guide as a page of its own: no script, no address outside of it, and a policy that allows none.
#[must_use]
pub fn html(guide: &Guide) -> String {
    let style = format!("\n{COLOURS}{PAGE}{STYLE}{}", diagram::STYLE);
    let lang = guide.language.pick("zh-CN", "en");
    let kind = guide.language.pick("办事指南", "Guide");
    let policy = format!("default-src 'none'; style-src 'sha256-{}'", base64(&Sha256::digest(style.as_bytes())));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} · {kind}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        escaped(&guide.title),
        article(guide, false),
    )
}

/// Prints the article alone. With `sources`, each line that has a place in the catalogue's sources carries a button that names it
/// (`data-file`, `data-line`), and so does each box of the diagram.
#[must_use]
pub fn article(guide: &Guide, sources: bool) -> String {
    let mut page = Page { guide, sources, to: String::new() };
    page.head();
    page.contents();
    for section in &guide.sections {
        page.section(section);
    }
    page.to.push_str("</article>\n");
    page.to
}

struct Page<'g> {
    guide: &'g Guide,
    sources: bool,
    to: String,
}

impl Page<'_> {
    const fn say(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.guide.language.pick(zh, en)
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.to, "{text}");
    }

    fn head(&mut self) {
        let guide = self.guide;
        let line = [guide.place.as_str(), &guide.day.to_string(), &guide.release].join(" · ");
        self.line("<article class=\"guide\">");
        self.line(&format!("<header>\n<p class=\"kind\">{}</p>", self.say("办事指南", "Guide")));
        self.line(&format!("<h1>{}</h1>", escaped(&guide.title)));
        if !guide.notice.is_empty() {
            self.line(&format!("<p class=\"summary\" role=\"note\"><strong>{}</strong></p>", escaped(&guide.notice)));
        }
        if !guide.summary.is_empty() {
            self.line(&format!("<p class=\"summary\">{}</p>", escaped(&guide.summary)));
        }
        self.line(&format!("<p class=\"release\">{}</p>\n</header>", escaped(&line)));
    }

    fn contents(&mut self) {
        self.line(&format!("<nav aria-label=\"{}\">\n<ul>", self.say("目录", "Contents")));
        for section in &self.guide.sections {
            self.line(&format!("<li><a href=\"#{}\">{}</a></li>", section.id, escaped(&section.title)));
        }
        self.line("</ul>\n</nav>");
    }

    fn section(&mut self, section: &Section) {
        let id = section.id;
        self.line(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>", escaped(&section.title)));
        for part in &section.parts {
            match part {
                Part::Facts(facts) => self.facts(facts),
                Part::List(title, items) => self.list(title.as_deref(), items),
                Part::Table(table) => self.table(table),
                Part::Diagram => self.diagram(),
            }
        }
        self.line("</section>");
    }

    fn facts(&mut self, facts: &[(String, Vec<Item>)]) {
        self.line("<dl>");
        for (name, items) in facts {
            self.line(&format!("<dt>{}</dt>", escaped(name)));
            for item in items {
                let said = self.said(item);
                self.line(&format!("<dd>{said}</dd>"));
            }
        }
        self.line("</dl>");
    }

    fn list(&mut self, title: Option<&str>, items: &[Item]) {
        if let Some(title) = title {
            self.line(&format!("<h3>{}</h3>", escaped(title)));
        }
        self.line("<ul>");
        for item in items {
            let said = self.said(item);
            self.line(&format!("<li>{said}</li>"));
        }
        self.line("</ul>");
    }

    fn said(&self, item: &Item) -> String {
        let note = if item.note.is_empty() {
            String::new()
        } else {
            format!(" <span class=\"note\">{}</span>", escaped(&item.note))
        };
        format!("{}{note}{}", escaped(&item.text), self.button(item.source.as_ref(), &item.text))
    }

    fn table(&mut self, table: &Table) {
        self.line(&format!("<table>\n<caption>{}</caption>\n<thead>\n<tr>", escaped(&table.caption)));
        for head in &table.columns {
            self.line(&format!("<th scope=\"col\">{head}</th>"));
        }
        self.line("</tr>\n</thead>");
        for (title, rows) in &table.groups {
            self.line("<tbody>");
            if let Some(title) = title {
                let width = table.columns.len();
                self.line(&format!("<tr><th scope=\"rowgroup\" colspan=\"{width}\">{}</th></tr>", escaped(title)));
            }
            for row in rows {
                self.row(row, &table.columns);
            }
            self.line("</tbody>");
        }
        self.line("</table>");
    }

    fn row(&mut self, row: &Row, columns: &[&str]) {
        let named = row.cells.iter().find(|cell| cell.parse::<u32>().is_err()).map_or("", String::as_str);
        let last = row.cells.len().saturating_sub(1);
        let mut cells = String::new();
        for (number, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
            let button = if number == last { self.button(row.source.as_ref(), named) } else { String::new() };
            let _ = write!(cells, "<td data-head=\"{}\">{}{button}</td>", escaped(column), escaped(cell));
        }
        self.line(&format!("<tr>{cells}</tr>"));
    }

    fn button(&self, source: Option<&Source>, named: &str) -> String {
        let Some(source) = source.filter(|_| self.sources) else { return String::new() };
        let label = self.say("到源文件：", "Go to source: ");
        format!(
            " <button type=\"button\" class=\"source\" data-file=\"{}\" data-line=\"{}\" aria-label=\"{label}{}\">{}</button>",
            escaped(&source.file),
            source.line,
            escaped(named),
            source.line,
        )
    }

    fn diagram(&mut self) {
        let frame = if self.sources { Frame::Linked } else { Frame::Inside };
        let drawn = diagram::svg(&self.guide.process, frame, self.guide.language);
        self.line(&format!(
            "<figure class=\"diagram\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">",
            self.say("流程图", "Diagram")
        ));
        self.line(drawn.trim_end());
        self.line("</figure>");
    }
}

/// Text as it stands in an element or an attribute.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Base64 with padding, as policies write hashes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |index: u32| LETTERS.get((index & 63) as usize).map_or('=', |letter| char::from(*letter));
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let number = (0..3).fold(0, |number, at| number << 8 | u32::from(group.get(at).copied().unwrap_or(0)));
        for place in 0..=3 {
            out.push(if place <= group.len() { letter(number >> (18 - 6 * place)) } else { '=' });
        }
    }
    out
}
