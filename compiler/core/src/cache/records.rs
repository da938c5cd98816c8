//! What is kept of a matter, field by field.

use std::sync::Arc;

use matter_runtime::tables::Day;
use matter_syntax::tree::Span;

use super::Entry;
use super::codec::{Reader, Stored, Writer, record};
use crate::db::Analysed;
use crate::diagnostic::{Arg, Code, Diagnostic, Edit, Fix, Label, Place, Witness};
use crate::hir::{Citation, Duration, ItemRef, MatterHead, NodeId, Origin, Period, SectionState, TimeUnit, Waiver};
use crate::summary::{Interface, LinePlace, Made, Need, Question, Summary};

record!(Entry { asked, varied, analysed, spans });
record!(ItemRef { file, name, ordinal });
record!(Origin { item, node });
record!(Citation { law, source, place, article });
record!(Period { from, to });
record!(Span { start, end });
record!(Waiver { code, reason, until, origin });
record!(Diagnostic { code, args, labels, fixes, witness });
record!(Label { place, role, args });
record!(Fix { title, args, edits, certain });
record!(Edit { place, text });
record!(Witness { matter, answers, judged, day, region, responsible });
record!(Summary { findings, waivers, broken, variances, interface, lines });
record!(LinePlace { item, node });
record!(Made { document, line, everywhere });
record!(Need { document, line, option, waits, always });
record!(Question { rule, document, title, line });
record!(MatterHead {
    name,
    short,
    title_en,
    summary,
    kind,
    codes,
    serves,
    department,
    basis,
    in_force,
    handling_items,
    handling_places,
    sections,
    says_no_materials,
    origin,
    places,
});

/// The head of an interface is the matter's own, and stored once.
impl Stored for Analysed {
    fn put(&self, to: &mut Writer) {
        self.head.put(to);
        self.summary.put(to);
        self.diagnostics.put(to);
        self.abroad.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        let head: Arc<MatterHead> = Stored::get(from)?;
        let mut summary = Summary::get(from)?;
        Arc::get_mut(&mut summary.interface)?.head = Arc::clone(&head);
        Some(Self { head, summary, diagnostics: Stored::get(from)?, abroad: Stored::get(from)? })
    }
}

impl Stored for Interface {
    fn put(&self, to: &mut Writer) {
        let Self { head: _, results, varied_results, needs, documents, days, promised, questions } = self;
        results.put(to);
        varied_results.put(to);
        needs.put(to);
        documents.put(to);
        days.put(to);
        promised.put(to);
        questions.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            head: Arc::default(),
            results: Stored::get(from)?,
            varied_results: Stored::get(from)?,
            needs: Stored::get(from)?,
            documents: Stored::get(from)?,
            days: Stored::get(from)?,
            promised: Stored::get(from)?,
            questions: Stored::get(from)?,
        })
    }
}

impl Stored for NodeId {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        u32::get(from).map(Self)
    }
}

impl Stored for Day {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        i32::get(from).map(Self)
    }
}

impl Stored for Code {
    fn put(&self, to: &mut Writer) {
        self.0.put(to);
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        <&'static str>::get(from).map(Self)
    }
}

record!(Duration { amount, unit });

impl Stored for TimeUnit {
    fn put(&self, to: &mut Writer) {
        to.bytes.push(match self {
            Self::WorkingDays => 0,
            Self::CalendarDays => 1,
            Self::Months => 2,
            Self::Years => 3,
            Self::Hours => 4,
        });
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::WorkingDays,
            1 => Self::CalendarDays,
            2 => Self::Months,
            3 => Self::Years,
            4 => Self::Hours,
            _ => return None,
        })
    }
}

impl Stored for SectionState {
    fn put(&self, to: &mut Writer) {
        to.bytes.push(match self {
            Self::Filled => 0,
            Self::None => 1,
            Self::LawSetsNone => 2,
            Self::ToBeSettled => 3,
        });
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::Filled,
            1 => Self::None,
            2 => Self::LawSetsNone,
            3 => Self::ToBeSettled,
            _ => return None,
        })
    }
}

impl Stored for Arg {
    fn put(&self, to: &mut Writer) {
        let mut tagged = |tag: u8, value: &dyn Fn(&mut Writer)| {
            to.bytes.push(tag);
            value(to);
        };
        match self {
            Self::Code(text) => tagged(0, &|to| text.put(to)),
            Self::Plain(text) => tagged(1, &|to| text.put(to)),
            Self::Word(word) => tagged(2, &|to| word.put(to)),
            Self::Number(number) => tagged(3, &|to| number.put(to)),
            Self::Day(day) => tagged(4, &|to| day.put(to)),
            Self::List(list) => tagged(5, &|to| list.put(to)),
        }
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::Code(Stored::get(from)?),
            1 => Self::Plain(Stored::get(from)?),
            2 => Self::Word(Stored::get(from)?),
            3 => Self::Number(Stored::get(from)?),
            4 => Self::Day(Stored::get(from)?),
            5 => Self::List(Stored::get(from)?),
            _ => return None,
        })
    }
}

impl Stored for Place {
    fn put(&self, to: &mut Writer) {
        let mut tagged = |tag: u8, value: &dyn Fn(&mut Writer)| {
            to.bytes.push(tag);
            value(to);
        };
        match self {
            Self::Node(item, node) => tagged(0, &|to| {
                item.put(to);
                node.put(to);
            }),
            Self::Span(item, span) => tagged(1, &|to| {
                item.put(to);
                span.put(to);
            }),
            Self::File(file, span) => tagged(2, &|to| {
                file.put(to);
                span.put(to);
            }),
            Self::Project => tagged(3, &|_| {}),
        }
    }
    fn get(from: &mut Reader<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::Node(Stored::get(from)?, Stored::get(from)?),
            1 => Self::Span(Stored::get(from)?, Stored::get(from)?),
            2 => Self::File(Stored::get(from)?, Stored::get(from)?),
            3 => Self::Project,
            _ => return None,
        })
    }
}
