//! The process of a matter drawn (运行图): steps, decisions and ends as boxes, laid out in layers and written as SVG.
//!
//! A process is a graph of [`Node`]s and [`Edge`]s; [`layout`] gives every box its place, [`svg`] writes the picture. Nothing here asks a
//! browser: texts are measured by the width of their characters. The same process gives the same bytes.

mod layers;
mod layout;
mod process;
mod route;
mod svg;
mod text;

pub use layout::{Picture, Placed, Route, layout};
pub(crate) use svg::STYLE;
pub use svg::{Frame, svg};
pub use text::{DETAIL, TITLE, width};

use crate::guide::Source;

/// What a box stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Where the process begins or ends.
    End,
    /// Something that somebody does.
    Step,
    /// A question with several exits.
    Choice,
}

/// How an outcome is for the applicant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Neither.
    Plain,
    /// The case goes well.
    Good,
    /// The case ends without its result, or goes back.
    Bad,
}

/// On which side of another box a box stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// A box.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// What it stands for.
    pub shape: Shape,
    /// How it is for the applicant.
    pub tone: Tone,
    /// What it says first, in larger type.
    pub title: String,
    /// What it says below: who, how long, until when, in which cases.
    pub details: Vec<String>,
    /// If it stands beside another box: which, and where. That box must not stand beside one itself.
    pub beside: Option<(usize, Side)>,
    /// Where it is written.
    pub source: Option<Source>,
}

/// An arrow between two boxes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// Index of the box where it begins.
    pub from: usize,
    /// Index of the box where it ends.
    pub to: usize,
    /// What it says; may be empty.
    pub label: String,
}

/// A process: boxes in reading order, and arrows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Process {
    /// Name of the matter.
    pub title: String,
    /// The limits of the whole.
    pub captions: Vec<String>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows.
    pub edges: Vec<Edge>,
}
