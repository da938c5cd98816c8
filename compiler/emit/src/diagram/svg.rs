//! A laid-out process → SVG: a file of its own with its colours, or a drawing inside a page that has them.

use std::fmt::Write;

use super::layout::{Picture, Placed, Route, layout};
use super::text::{DETAIL, TITLE, width, wrap};
use super::{Process, Shape, Tone};
use crate::guide::{COLOURS, Language, Source, escaped};

/// Where a drawing stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// A file of its own, with heading and colours.
    Alone,
    /// Inside a page whose style has the classes.
    Inside,
    /// Inside a page that leads to the sources.
    Linked,
}

/// Which variable colours what. Whoever knows no variables shows the attributes.
pub(crate) const STYLE: &str = include_str!("diagram.css");
const FONT: &str = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif";
/// Size of the heading.
const HEADING: i32 = 18;

macro_rules! line {
    ($to:expr, $($argument:tt)*) => {
        // Writing to a string cannot fail.
        let _ = writeln!($to, $($argument)*);
    };
}

/// Draws a process.
#[must_use]
pub fn svg(process: &Process, frame: Frame, language: Language) -> String {
    let picture = layout(process);
    let heading = if frame == Frame::Alone { heading(process, picture.width) } else { Vec::new() };
    let above: i32 = heading.iter().map(|(_, size)| size + 10).sum::<i32>() + if heading.is_empty() { 0 } else { 16 };
    let widest = heading.iter().map(|(text, size)| width(text, *size) + 48).max().unwrap_or(0);
    let wide = picture.width.max(widest);
    let high = picture.height + above;
    let mut to = String::new();
    let role = if frame == Frame::Linked { "group" } else { "img" };
    line!(
        to,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"diagram-svg\" width=\"{wide}\" height=\"{high}\" \
         viewBox=\"0 0 {wide} {high}\" role=\"{role}\" aria-labelledby=\"diagram-title diagram-description\" font-family=\"{FONT}\">"
    );
    let kind = language.pick("流程图", "process");
    line!(to, "<title id=\"diagram-title\">{} · {kind}</title>", escaped(&process.title));
    line!(to, "<desc id=\"diagram-description\">{}</desc>", escaped(&described(process, language)));
    if frame == Frame::Alone {
        line!(to, "<style>\n{COLOURS}{STYLE}</style>");
        line!(to, "<rect class=\"ground\" width=\"{wide}\" height=\"{high}\" fill=\"#ffffff\"/>");
    }
    let mut base = 16;
    for (text, size) in &heading {
        base += size + 10;
        let class = if *size == HEADING { "" } else { " class=\"small\"" };
        let weight = if *size == HEADING { " font-weight=\"600\"" } else { "" };
        line!(
            to,
            "<text{class} x=\"{}\" y=\"{}\" font-size=\"{size}\"{weight} text-anchor=\"middle\" fill=\"#1b1f24\">{}</text>",
            wide / 2,
            base - 8,
            escaped(text)
        );
    }
    line!(to, "<g transform=\"translate({} {above})\">", (wide - picture.width) / 2);
    picture.routes.iter().for_each(|route| arrow(route, &mut to));
    boxes(process, &picture, frame, language, &mut to);
    to.push_str("</g>\n</svg>\n");
    to
}

fn heading(process: &Process, wide: i32) -> Vec<(String, i32)> {
    let limit = (wide - 48).max(320);
    let title = wrap(&process.title, HEADING, limit).into_iter().map(|text| (text, HEADING));
    let captions = process.captions.iter().flat_map(|text| wrap(text, DETAIL, limit)).map(|text| (text, DETAIL));
    title.chain(captions).collect()
}

/// The process in words, for whoever does not see it.
fn described(process: &Process, language: Language) -> String {
    let joint = language.pick("，", ", ");
    let texts = process.nodes.iter().enumerate().map(|(number, node)| {
        let mut text = format!("{} {}", number + 1, node.title);
        node.details.iter().for_each(|detail| text += &format!("{joint}{detail}"));
        let leads = process.edges.iter().filter(|edge| edge.from == number);
        let leads: Vec<String> = leads
            .map(|edge| format!("{}→{}", if edge.label.is_empty() { "" } else { &edge.label }, edge.to + 1))
            .collect();
        if leads.is_empty() { text } else { format!("{text}（{}）", leads.join(language.pick("、", ", "))) }
    });
    texts.collect::<Vec<_>>().join(language.pick("；", "; "))
}

fn arrow(route: &Route, to: &mut String) {
    let mut way = String::new();
    for (number, (x, y)) in route.points.iter().enumerate() {
        let _ = write!(way, "{}{x} {y}", if number == 0 { "M" } else { " L" });
    }
    line!(
        to,
        "<path class=\"edge\" d=\"{way}\" fill=\"none\" stroke=\"#4d5661\" stroke-width=\"1.5\" stroke-linejoin=\"round\"/>"
    );
    if let [.., (x1, y1), (x, y)] = route.points.as_slice() {
        let (dx, dy) = ((x - x1).signum() * 8, (y - y1).signum() * 8);
        let (sx, sy) = (dy / 2, dx / 2);
        line!(
            to,
            "<path class=\"head\" d=\"M{x} {y} L{} {} L{} {} Z\" fill=\"#4d5661\"/>",
            x - dx + sx,
            y - dy + sy,
            x - dx - sx,
            y - dy - sy
        );
    }
    if let Some((text, x, y)) = &route.label {
        line!(
            to,
            "<text class=\"small\" x=\"{x}\" y=\"{y}\" font-size=\"{DETAIL}\" text-anchor=\"middle\" fill=\"#4d5661\">{}</text>",
            escaped(text)
        );
    }
}

fn boxes(process: &Process, picture: &Picture, frame: Frame, language: Language, to: &mut String) {
    for (node, placed) in process.nodes.iter().zip(&picture.boxes) {
        let class = match (node.tone, node.shape) {
            (Tone::Good, _) => "good",
            (Tone::Bad, _) => "bad",
            (Tone::Plain, Shape::Choice) => "choice",
            (Tone::Plain, Shape::Step) => "step",
            (Tone::Plain, Shape::End) => "end",
        };
        let source = node.source.as_ref().filter(|_| frame == Frame::Linked);
        if let Some(Source { file, line }) = source {
            let label = language.pick("到源文件：", "Go to source: ");
            line!(
                to,
                "<a class=\"source {class}\" href=\"#process\" data-file=\"{}\" data-line=\"{line}\" aria-label=\"{label}{}\">",
                escaped(file),
                escaped(&node.title)
            );
        } else {
            line!(to, "<g class=\"{class}\">");
        }
        shape(node.shape, class, placed, to);
        texts(placed, to);
        to.push_str(if source.is_some() { "</a>\n" } else { "</g>\n" });
    }
}

fn shape(shape: Shape, class: &str, placed: &Placed, to: &mut String) {
    let (fill, stroke) = match class {
        "good" => ("#e6f4ea", "#14602f"),
        "bad" => ("#fbeaea", "#9b1c1c"),
        "choice" => ("#fdf3e1", "#7a4a00"),
        "step" => ("#e7f0f9", "#0b4f8a"),
        _ => ("#ffffff", "#4d5661"),
    };
    let (x, y, w, h) = (placed.x, placed.y, placed.width, placed.height);
    let paint = format!("class=\"box\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"");
    match shape {
        Shape::Choice => {
            let (cx, cy) = placed.centre();
            line!(
                to,
                "<path {paint} d=\"M{cx} {y} L{} {cy} L{cx} {} L{x} {cy} Z\" stroke-linejoin=\"round\"/>",
                x + w,
                y + h
            );
        }
        Shape::Step | Shape::End => {
            let radius = if shape == Shape::End { (h / 2).min(22) } else { 6 };
            line!(to, "<rect {paint} x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{radius}\"/>");
        }
    }
}

fn texts(placed: &Placed, to: &mut String) {
    let x = placed.centre().0;
    for text in &placed.lines {
        let (class, weight, fill) = if text.size == TITLE {
            ("", " font-weight=\"600\"", "#1b1f24")
        } else {
            (" class=\"small\"", "", "#4d5661")
        };
        line!(
            to,
            "<text{class} x=\"{x}\" y=\"{}\" font-size=\"{}\"{weight} text-anchor=\"middle\" fill=\"{fill}\">{}</text>",
            placed.y + text.base,
            text.size,
            escaped(&text.text)
        );
    }
}
