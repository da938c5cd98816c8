//! Pipe tables → text, columns aligned by display width.

use unicode_width::UnicodeWidthStr;

use super::Printer;
use crate::{
    keyword::Keyword,
    tree::{Cell, Table, TableRow, Text, Trivia},
};

impl Printer {
    pub(crate) fn table(&mut self, table: &Table, depth: usize) {
        let heads: Vec<String> = table.heads.iter().map(|head| self.aside(|printer| printer.expr(head))).collect();
        let rows: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| self.aside(|printer| printer.cell(cell))).collect())
            .collect();
        let widths: Vec<usize> = (0..heads.len())
            .map(|column| {
                let cells = rows
                    .iter()
                    .zip(&table.rows)
                    .filter(|(_, row)| !is_junk(row))
                    .filter_map(|(cells, _)| cells.get(column));
                cells.chain(heads.get(column)).map(|text| text.width()).max().unwrap_or(0)
            })
            .collect();
        self.indent(depth);
        self.row(&heads, &widths, table.inputs);
        self.end_of_row(table.comment.as_ref());
        for (row, cells) in table.rows.iter().zip(&rows) {
            self.table_row(row, cells, &widths, table.inputs, depth);
        }
    }

    fn table_row(&mut self, row: &TableRow, cells: &[String], widths: &[usize], inputs: usize, depth: usize) {
        for trivia in &row.lead {
            if let Trivia::Comment(text) | Trivia::Doc(text) = trivia {
                self.indent(depth);
                self.push(if matches!(trivia, Trivia::Doc(_)) { "/// " } else { "// " });
                self.push(&text.text);
                self.push("\n");
            }
        }
        self.indent(depth);
        if let [Cell::Junk(text)] = row.cells.as_slice() {
            self.push(&text.text);
        } else {
            self.row(cells, widths, inputs);
            if !row.tail.is_empty() {
                self.push("  ");
                self.phrases(&row.tail, false);
            }
        }
        self.end_of_row(row.comment.as_ref());
    }

    fn row(&mut self, cells: &[String], widths: &[usize], inputs: usize) {
        self.push(if inputs == 0 { "||" } else { "|" });
        for (column, text) in cells.iter().enumerate() {
            self.push(" ");
            self.push(text);
            let width = widths.get(column).copied().unwrap_or(0);
            self.push(&" ".repeat(width.saturating_sub(text.width()) + 1));
            self.push(if column + 1 == inputs { "||" } else { "|" });
        }
    }

    fn end_of_row(&mut self, comment: Option<&Text>) {
        if let Some(comment) = comment {
            self.push("  // ");
            self.push(&comment.text);
        }
        self.push("\n");
    }

    fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Any(_) => self.push("-"),
            Cell::Test { operator: Keyword::Equal, right, .. } => self.expr(right),
            Cell::Test { operator, right, .. } => self.test(*operator, right),
            Cell::Value(phrases, _) => self.phrases(phrases, true),
            Cell::Junk(text) => self.push(&text.text),
        }
    }

    /// What something prints as, by itself.
    fn aside(&self, write: impl FnOnce(&mut Self)) -> String {
        let mut printer = Self { out: String::new(), face: self.face };
        write(&mut printer);
        printer.out
    }
}

fn is_junk(row: &TableRow) -> bool {
    matches!(row.cells.as_slice(), [Cell::Junk(_)])
}
