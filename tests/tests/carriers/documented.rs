//! The chapter on the tables as a client reads it: its statements by name, and what the view of the guide prints. Not the compiler's
//! copies of them: what is not printed there does not exist here.

use std::collections::BTreeMap;

use matter_tests::binary::root;

/// The chapter's statements.
pub struct Documented {
    sections: BTreeMap<String, String>,
    /// Statements that a session of MariaDB begins with.
    pub for_mariadb: String,
    /// And one of PostgreSQL.
    pub for_postgresql: String,
    /// Of each kind of line the columns that `v_guide` shows: text, amount, unit, more; a constant is quoted.
    pub guide: BTreeMap<String, [Option<String>; 4]>,
}

impl Documented {
    pub fn read() -> Self {
        let page = std::fs::read_to_string(root().join("tests/spec/tables.md")).expect("the chapter");
        let (_, queries) = page.split_once("\n## Queries\n").expect("the part on queries");
        let mut parts = queries.split("\n### ");
        let opening = parts.next().unwrap_or_default();
        let (before, after) = opening.split_once("PostgreSQL translates").expect("a word on PostgreSQL");
        let (for_mariadb, for_postgresql) = (statements(before), statements(after));
        let (mut sections, mut guide) = (BTreeMap::new(), BTreeMap::new());
        for part in parts {
            let (name, text) = part.split_once('\n').expect("a title");
            sections.insert(name.trim().to_owned(), statements(text));
            if name.trim() == "guide" {
                guide = text.lines().filter_map(printed).collect();
            }
        }
        assert!(!for_mariadb.is_empty() && guide.len() > 20, "the chapter has changed its shape");
        Self { sections, for_mariadb, for_postgresql, guide }
    }

    /// The statements of a section.
    pub fn sql(&self, name: &str) -> &str {
        self.sections
            .get(name)
            .map(String::as_str)
            .filter(|sql| !sql.is_empty())
            .unwrap_or_else(|| panic!("no `{name}`"))
    }
}

fn statements(text: &str) -> String {
    let (_, after) = text.split_once("```sql\n").expect("statements");
    after.split_once("```").expect("an end").0.to_owned()
}

/// A line of the table that says what the guide prints.
fn printed(line: &str) -> Option<(String, [Option<String>; 4])> {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    let [kind, columns @ ..] = cells.as_slice() else { return None };
    let kind = kind.strip_prefix('`')?.strip_suffix('`')?;
    let columns: [&str; 4] = columns.try_into().ok()?;
    Some((kind.to_owned(), columns.map(|column| (!column.is_empty()).then(|| column.to_owned()))))
}
