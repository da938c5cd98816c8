//! The two views of the relational carriers, in SQL that all of them take.

/// Name of a view and its query.
pub(crate) struct View {
    /// Name.
    pub(crate) name: &'static str,
    /// `SELECT …`
    pub(crate) query: String,
}

/// A table of yields and what it prints: text, amount, unit, and which further word.
type Printed = (&'static str, &'static str, &'static str, &'static str, &'static str);

const GUIDE: &[Printed] = &[
    ("limit", "y.kind", "y.amount", "y.unit", "y.start"),
    ("condition", "y.label", "NULL", "NULL", "y.official"),
    ("prior_result", "y.material", "NULL", "NULL", "NULL"),
    ("requirement", "y.title", "y.grace", "y.grace_unit", "y.exempt"),
    ("responsible", "y.fact", "y.level", "NULL", "NULL"),
    ("accepting", "y.name", "y.level", "NULL", "NULL"),
    ("decider", "y.department", "y.level", "NULL", "NULL"),
    ("delegation", "y.mode", "y.to_level", "NULL", "y.body"),
    ("stage", "y.name", "y.amount", "y.unit", "y.actor"),
    ("exclusion", "y.name", "y.amount", "y.unit", "NULL"),
    ("case_kind", "y.kind", "NULL", "NULL", "NULL"),
    ("channel", "y.channel", "NULL", "NULL", "NULL"),
    ("visit", "y.reason", "y.count", "NULL", "NULL"),
    ("venue", "y.part", "y.amount", "y.unit", "y.value"),
    ("fee", "y.name", "y.amount", "'fen'", "y.per"),
    ("benefit", "y.name", "y.amount", "'fen'", "y.period"),
    ("result", "y.name", "y.validity", "y.validity_unit", "NULL"),
    ("renewal", "NULL", "y.earliest", "y.earliest_unit", "NULL"),
    ("trigger", "y.event", "y.years", "NULL", "y.notice"),
    ("instead", "y.matter", "NULL", "NULL", "NULL"),
    ("quota", "y.note", "y.amount", "NULL", "NULL"),
    ("discretion", "y.name", "y.low", "y.unit", "NULL"),
    ("commitment", "y.text", "NULL", "NULL", "NULL"),
    ("intermediary", "y.name", "NULL", "NULL", "y.payer"),
    ("duty", "y.text", "NULL", "NULL", "y.phase"),
    ("liability", "y.text", "NULL", "NULL", "NULL"),
];

/// What `v_guide` prints of each kind: the columns of its text, amount, unit and further word; a constant is quoted.
pub(crate) fn printed() -> impl Iterator<Item = (&'static str, [Option<&'static str>; 4])> {
    let shown = |column: &'static str| (column != "NULL").then(|| column.strip_prefix("y.").unwrap_or(column));
    GUIDE
        .iter()
        .map(move |(table, text, amount, unit, more)| (*table, [text, amount, unit, more].map(|column| shown(column))))
}

/// The views.
pub(crate) fn views() -> [View; 2] {
    [View { name: "v_guide", query: guide() }, View { name: "v_offered", query: OFFERED.to_owned() }]
}

/// One row of `rule` meets a row of one of the tables. Joins, not a union: every database then begins with the rules that are asked for.
fn guide() -> String {
    let pick = |column: fn(&Printed) -> &'static str| {
        let named = GUIDE.iter().enumerate().filter(|(_, printed)| column(printed) != "NULL");
        let values = named.map(|(index, printed)| match column(printed).strip_prefix("y.") {
            Some(name) => format!("y{index}.\"{name}\""),
            None => format!("CASE WHEN y{index}.\"rule\" IS NOT NULL THEN {} END", column(printed)),
        });
        values.collect::<Vec<_>>().join(", ")
    };
    let joins = GUIDE
        .iter()
        .enumerate()
        .map(|(index, printed)| format!("LEFT JOIN \"{}\" y{index} ON y{index}.\"rule\" = r.\"id\"", printed.0));
    format!(
        "SELECT r.\"edition\", r.\"seq\", r.\"id\" AS \"rule\", r.\"key\", r.\"kind\", r.\"stage\", r.\"title\", r.\"condition\",\n\
         COALESCE({}) AS \"text\",\nCOALESCE({}) AS \"amount\",\nCOALESCE({}) AS \"unit\",\nCOALESCE({}) AS \"more\"\n\
         FROM \"rule\" r\n{}\n\
         WHERE r.\"kind\" <> 'feasible' AND r.\"kind\" <> 'eligible' AND r.\"kind\" <> 'never' AND r.\"kind\" <> 'existence'",
        pick(|printed| printed.1),
        pick(|printed| printed.2),
        pick(|printed| printed.3),
        pick(|printed| printed.4),
        joins.collect::<Vec<_>>().join("\n")
    )
}

const OFFERED: &str = "SELECT g.\"code\" AS \"place\", g.\"first\" AS \"position\", e.\"matter\", m.\"kind\", m.\"department\", \
     e.\"id\" AS \"edition\", e.\"depth\", e.\"day_from\", e.\"day_from_number\", e.\"day_to\", e.\"day_to_number\" \
     FROM \"region\" g JOIN \"edition\" e ON g.\"first\" BETWEEN e.\"region_first\" AND e.\"region_last\" \
     JOIN \"matter\" m ON m.\"name\" = e.\"matter\"";
