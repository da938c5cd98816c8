//! 申请材料: the documents to bring, those for everybody first, then by situation.

use matter_runtime::tables::{Material, Requirement, RequirementMember, Rule};

use super::document::{Part, Row, Section, Table};
use super::view::View;

impl View<'_> {
    pub(crate) fn materials(&self) -> Section {
        let mut groups: Vec<(Option<String>, Vec<Row>)> = vec![(None, Vec::new())];
        let mut number = 0;
        for (rule, row) in self.lines::<Requirement>() {
            let title = self.situation(rule);
            number += 1;
            let row = self.material(number, rule, &row);
            match groups.iter_mut().find(|(known, _)| *known == title) {
                Some((_, rows)) => rows.push(row),
                None => groups.push((title, vec![row])),
            }
        }
        groups.retain(|(_, rows)| !rows.is_empty());
        number_rows(&mut groups);
        let table = Table {
            caption: self.say("申请材料", "Materials").to_owned(),
            columns: [
                ("序号", "No."),
                ("材料名称", "Material"),
                ("形式和份数", "Form and number"),
                ("说明", "Remarks"),
            ]
            .map(|(zh, en)| self.say(zh, en))
            .to_vec(),
            groups,
        };
        let parts = if table.groups.is_empty() { Vec::new() } else { vec![Part::Table(table.without_empty_columns())] };
        self.section("materials", ("申请材料", "Materials"), parts)
    }

    /// Stage and condition under which a material is asked for.
    fn situation(&self, rule: &Rule) -> Option<String> {
        let case = self.case(rule);
        let parts: Vec<&str> = [rule.stage.as_deref().unwrap_or_default(), case.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        (!parts.is_empty()).then(|| parts.join(self.say("：", ": ")))
    }

    fn material(&self, number: u32, rule: &Rule, row: &Requirement) -> Row {
        let members: Vec<RequirementMember> = self.rows(rule);
        let mut remarks = self.remarks(row);
        remarks.extend(self.issuer(&members));
        let basis = self.citations(Some(rule.id)).join(self.say("、", ", "));
        if !basis.is_empty() {
            remarks.push(format!("{}{basis}", self.say("依据：", "Basis: ")));
        }
        let form = if row.exempt.is_some() { String::new() } else { self.forms(&members) };
        Row {
            cells: vec![number.to_string(), row.title.clone(), form, remarks.join(self.say("；", "; "))],
            source: self.source(rule),
        }
    }

    /// One form for all members, or each with its own.
    pub(crate) fn forms(&self, members: &[RequirementMember]) -> String {
        let forms: Vec<String> = members.iter().map(|member| self.form(member)).collect();
        match forms.split_first() {
            Some((first, rest)) if rest.iter().all(|form| form == first) => first.clone(),
            _ => {
                let each = members.iter().zip(&forms).map(|(member, form)| format!("{} {form}", member.title));
                each.collect::<Vec<_>>().join(self.say("；", "; "))
            }
        }
    }

    /// Who issues the document, where one document is asked for and the catalogue says it.
    fn issuer(&self, members: &[RequirementMember]) -> Option<String> {
        let [only] = members else { return None };
        let row: Material = self.named(&only.material).into_iter().next()?;
        row.issuer.map(|issuer| format!("{}{issuer}", self.say("出具：", "issued by ")))
    }
}

/// Numbers follow the groups, as they are printed.
fn number_rows(groups: &mut [(Option<String>, Vec<Row>)]) {
    let rows = groups.iter_mut().flat_map(|(_, rows)| rows);
    for (number, row) in (1..).zip(rows) {
        if let Some(cell) = row.cells.first_mut() {
            *cell = i32::to_string(&number);
        }
    }
}
