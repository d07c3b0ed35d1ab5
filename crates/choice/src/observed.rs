//! Observed choices in a table: a row for each alternative of each situation.

use std::collections::BTreeMap;

use crate::estimate::{Alternative, Choices, Situation, Term};

/// A table as read, each cell with its line and column.
#[derive(Clone, Debug, Default)]
pub struct ChoiceTable {
    header: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    line: u32,
    cells: Vec<String>,
}

/// Which columns say what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceColumns {
    /// Names the situation.
    pub situation: String,
    /// Names the alternative.
    pub alternative: String,
    /// 1 for what was chosen and 0 for the rest; or how often each was chosen.
    pub choice: String,
}

impl ChoiceColumns {
    /// The columns of a header by the names that such tables usually have.
    pub fn usual(header: &[String]) -> ChoiceColumns {
        let named = |names: [&str; 5]| {
            let mut found = names
                .iter()
                .filter(|name| header.iter().any(|own| own == *name));
            (*found.next().unwrap_or(&names[0])).to_owned()
        };
        ChoiceColumns {
            situation: named(["case", "situation", "chid", "id", "obs"]),
            alternative: named(["alt", "alternative", "route", "mode", "option"]),
            choice: named(["choice", "chosen", "choose", "taken", "count"]),
        }
    }
}

/// A condition on rows: a column beside a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Keep {
    column: String,
    sign: Sign,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// Something that is wrong in a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: u32,
    /// Number of the cell in its line, from 1; 0 for the whole line.
    pub cell: u32,
    /// What is wrong.
    pub problem: String,
    /// What was expected.
    pub expected: String,
}

fn fault(line: u32, cell: usize, problem: String, expected: impl Into<String>) -> Fault {
    Fault {
        line,
        cell: cell as u32,
        problem,
        expected: expected.into(),
    }
}

impl Keep {
    /// Reads `noalt == 4`; what follows the value, such as a remark in parentheses, is left alone.
    /// `None` where it is no condition.
    pub fn read(text: &str) -> Option<Keep> {
        const SIGNS: [(&str, Sign); 7] = [
            ("==", Sign::Is),
            ("!=", Sign::IsNot),
            ("<=", Sign::AtMost),
            (">=", Sign::AtLeast),
            ("<", Sign::Less),
            (">", Sign::More),
            ("=", Sign::Is),
        ];
        let (at, sign, kind) = SIGNS
            .iter()
            .find_map(|(sign, kind)| text.find(sign).map(|at| (at, sign, *kind)))?;
        let value = text[at + sign.len()..].split('(').next()?.trim();
        let column = text[..at].trim();
        let is_one = !column.is_empty() && !value.is_empty();
        is_one.then(|| Keep {
            column: column.to_owned(),
            sign: kind,
            value: value.trim_matches(['"', '\'']).to_owned(),
        })
    }

    fn holds(&self, cell: &str) -> bool {
        let numbers = cell.trim().parse::<f64>().ok().zip(self.value.parse().ok());
        let order = match numbers {
            Some((cell, value)) => cell.total_cmp(&value),
            None => cell.trim().cmp(&self.value),
        };
        match self.sign {
            Sign::Is => order.is_eq(),
            Sign::IsNot => order.is_ne(),
            Sign::Less => order.is_lt(),
            Sign::AtMost => order.is_le(),
            Sign::More => order.is_gt(),
            Sign::AtLeast => order.is_ge(),
        }
    }
}

impl ChoiceTable {
    /// Reads a table of comma-separated values with a header.
    ///
    /// # Errors
    ///
    /// All lines that have not as many cells as the header; an empty table.
    pub fn read(text: &str) -> Result<ChoiceTable, Vec<Fault>> {
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => return Err(vec![fault(1, 0, error.to_string(), "a header")]),
        };
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |at| at.line() as u32);
                    if record.len() != header.len() {
                        let problem = format!("there are {} cells", record.len());
                        let expected = format!("{} cells, as in the header", header.len());
                        faults.push(fault(line, 0, problem, expected));
                    }
                    let cells = record.iter().map(str::to_owned).collect();
                    rows.push(Row { line, cells });
                }
                Err(error) => faults.push(fault(1, 0, error.to_string(), "a row of cells")),
            }
        }
        if rows.is_empty() && faults.is_empty() {
            faults.push(fault(
                1,
                0,
                "there is no row".to_owned(),
                "rows below the header",
            ));
        }
        match faults.is_empty() {
            true => Ok(ChoiceTable { header, rows }),
            false => Err(faults),
        }
    }

    /// Names of its columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The position of a column.
    fn column(&self, name: &str) -> Result<usize, Fault> {
        let found = self.header.iter().position(|own| own == name);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.header.iter().map(String::as_str).collect();
            let problem = format!("there is no column `{name}`");
            fault(1, 0, problem, format!("one of `{}`", known.join("`, `")))
        })
    }

    /// The choices, with these columns as numbers, of the rows that meet all conditions.
    ///
    /// # Errors
    ///
    /// Columns that are not there; cells that are no numbers; situations in which nothing was
    /// chosen, or an alternative stands twice.
    pub fn choices(
        &self,
        columns: &ChoiceColumns,
        keep: &[Keep],
        numbers: &[String],
    ) -> Result<Choices, Vec<Fault>> {
        let names = [&columns.situation, &columns.alternative, &columns.choice];
        let mut faults = Vec::new();
        let mut find = |name: &String| {
            let found = self.column(name);
            found
                .map_err(|fault| faults.push(fault))
                .unwrap_or_default()
        };
        let [situation, alternative, choice] = names.map(&mut find);
        let read: Vec<usize> = numbers.iter().map(&mut find).collect();
        let kept: Vec<(usize, &Keep)> =
            keep.iter().map(|keep| (find(&keep.column), keep)).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let rows: Vec<&Row> = self
            .rows
            .iter()
            .filter(|row| kept.iter().all(|(at, keep)| keep.holds(&row.cells[*at])))
            .collect();
        let mut number = |row: &Row, at: usize| -> f64 {
            match row.cells[at].parse::<f64>() {
                Ok(number) if number.is_finite() => number,
                _ => {
                    let problem = format!("`{}` is `{}`", self.header[at], row.cells[at]);
                    faults.push(fault(row.line, at + 1, problem, "a number"));
                    0.0
                }
            }
        };
        let mut alternatives: Vec<String> = Vec::new();
        let mut order: BTreeMap<&str, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<(&Row, f64, Alternative)>> = Vec::new();
        for row in &rows {
            let name = &row.cells[alternative];
            let at = alternatives.iter().position(|known| known == name);
            let at = at.unwrap_or_else(|| {
                alternatives.push(name.clone());
                alternatives.len() - 1
            });
            let group = *order.entry(&row.cells[situation]).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            let chosen = match row.cells[choice].to_ascii_lowercase().as_str() {
                "yes" | "true" => 1.0,
                "no" | "false" => 0.0,
                _ => number(row, choice),
            };
            let values = read.iter().map(|at| number(row, *at)).collect();
            groups[group].push((
                row,
                chosen,
                Alternative {
                    alternative: at,
                    values,
                },
            ));
        }
        let is_once = groups
            .iter()
            .flatten()
            .all(|row| row.1 == 0.0 || row.1 == 1.0);
        let mut situations = Vec::new();
        for group in groups {
            let (first, line) = (&group[0].0.cells[situation], group[0].0.line);
            let chosen: Vec<usize> = (0..group.len()).filter(|at| group[*at].1 > 0.0).collect();
            let mut wrong = |line, cell, problem: &str, expected: &str| {
                let problem = format!("in situation `{first}` {problem}");
                faults.push(fault(line, cell, problem, expected));
            };
            if let Some(row) = group.iter().find(|row| row.1 < 0.0) {
                wrong(row.0.line, choice + 1, "a count is below 0", "0 or more");
            }
            if chosen.is_empty() {
                wrong(line, 0, "nothing is chosen", "1 for what was chosen");
            }
            if is_once && chosen.len() > 1 {
                let second = group[chosen[1]].0.line;
                wrong(
                    second,
                    choice + 1,
                    "two are chosen",
                    "1 once, or counts above 1 somewhere",
                );
            }
            for at in 1..group.len() {
                let own = group[at].2.alternative;
                if group[..at].iter().any(|row| row.2.alternative == own) {
                    let problem = "an alternative stands twice";
                    wrong(group[at].0.line, alternative + 1, problem, "each once");
                }
            }
            let rows: Vec<Alternative> = group.iter().map(|row| row.2.clone()).collect();
            situations.extend(chosen.iter().map(|at| Situation {
                alternatives: rows.clone(),
                chosen: *at,
                weight: group[*at].1,
            }));
        }
        if rows.is_empty() {
            faults.push(fault(
                1,
                0,
                "no row meets the conditions".to_owned(),
                "some rows",
            ));
        }
        match faults.is_empty() {
            true => Ok(Choices {
                alternatives,
                columns: numbers.to_vec(),
                situations,
            }),
            false => Err(faults),
        }
    }

    /// Names of the alternatives, in the order in which they stand.
    ///
    /// # Errors
    ///
    /// A column that is not there.
    pub fn alternatives(&self, columns: &ChoiceColumns) -> Result<Vec<String>, Fault> {
        let at = self.column(&columns.alternative)?;
        let mut found: Vec<String> = Vec::new();
        for row in &self.rows {
            if !found.contains(&row.cells[at]) {
                found.push(row.cells[at].clone());
            }
        }
        Ok(found)
    }
}

/// What a term is, by its name: a column; `column_alternative`; `asc_alternative` or
/// `constant_alternative`. `None` where it is none of these.
pub fn term_named(name: &str, columns: &[String], alternatives: &[String]) -> Option<Term> {
    let position = |names: &[String], name: &str| names.iter().position(|own| own == name);
    let term = |column, alternative| Term {
        name: name.to_owned(),
        column,
        alternative,
    };
    if let Some(column) = position(columns, name) {
        return Some(term(Some(column), None));
    }
    name.match_indices(['_', ':', ' ']).find_map(|(at, _)| {
        let (start, end) = (&name[..at], &name[at + 1..]);
        let alternative = position(alternatives, end)?;
        match (position(columns, start), start) {
            (Some(column), _) => Some(term(Some(column), Some(alternative))),
            (None, "asc" | "constant") => Some(term(None, Some(alternative))),
            _ => None,
        }
    })
}

/// The choices of a table with the terms of these names; terms of an alternative that no kept row
/// has are at fault.
///
/// # Errors
///
/// Everything that is wrong with the table, and names that are no terms.
pub fn choices_named(
    table: &ChoiceTable,
    columns: &ChoiceColumns,
    keep: &[Keep],
    terms: &[String],
) -> Result<(Choices, Vec<Term>), Vec<Fault>> {
    let alternatives = table.alternatives(columns).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    let mut used: Vec<String> = Vec::new();
    for name in terms {
        match term_named(name, table.header(), &alternatives) {
            Some(term) => {
                let column = term.column.map(|at| table.header()[at].clone());
                used.extend(column.filter(|column| !used.contains(column)));
            }
            None => faults.push(fault(
                1,
                0,
                format!("`{name}` is no term"),
                "a column, `column_alternative` or `asc_alternative`",
            )),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let choices = table.choices(columns, keep, &used)?;
    let found: Vec<Term> = terms
        .iter()
        .filter_map(|name| term_named(name, &choices.columns, &choices.alternatives))
        .collect();
    match found.len() == terms.len() {
        true => Ok((choices, found)),
        false => Err(vec![fault(
            1,
            0,
            "a term is of an alternative that no kept row has".to_owned(),
            format!("alternatives `{}`", choices.alternatives.join("`, `")),
        )]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "case,alt,choice,cost\n1,rail,1,5\n1,sea,0,3\n2,rail,0,6\n2,sea,1,2\n";

    fn usual(text: &str) -> Result<Choices, Vec<Fault>> {
        let table = ChoiceTable::read(text)?;
        table.choices(
            &ChoiceColumns::usual(table.header()),
            &[],
            &["cost".to_owned()],
        )
    }

    #[test]
    fn a_table_becomes_situations() {
        let choices = usual(TABLE).unwrap_or_default();
        assert_eq!(choices.alternatives, ["rail", "sea"]);
        let chosen: Vec<usize> = choices.situations.iter().map(|row| row.chosen).collect();
        assert_eq!(chosen, [0, 1]);
        // Counts are as many choices.
        let counts = usual("case,alt,choice,cost\n1,rail,30,5\n1,sea,70,3\n").unwrap_or_default();
        let weights: Vec<f64> = counts.situations.iter().map(|row| row.weight).collect();
        assert_eq!(weights, [30.0, 70.0]);
    }

    #[test]
    fn everything_that_is_wrong_is_found_with_its_place() {
        let text = "case,alt,choice,cost\n1,rail,1,x\n1,sea,1,3\n2,rail,0,6\n2,rail,0,2\n";
        let faults = usual(text).err().unwrap_or_default();
        let found: Vec<(u32, u32)> = faults.iter().map(|row| (row.line, row.cell)).collect();
        assert_eq!(found, [(2, 4), (3, 3), (4, 0), (5, 2)]);
        let short = usual("case,alt,choice,cost\n1,rail\n")
            .err()
            .unwrap_or_default();
        assert_eq!(
            (short[0].line, short[0].problem.as_str()),
            (2, "there are 2 cells")
        );
        assert!(usual("a,b\n1,2\n").is_err() && usual("case,alt\n").is_err());
    }

    #[test]
    fn conditions_and_terms_are_read() {
        let keep = Keep::read("noalt == 4 (2779 travellers)");
        assert!(
            keep.as_ref()
                .is_some_and(|keep| keep.holds("4") && !keep.holds("3"))
        );
        assert!(Keep::read("mode != air").is_some_and(|keep| keep.holds("car")));
        assert!(Keep::read("cost <= 5").is_some_and(|keep| keep.holds("5") && !keep.holds("10")));
        assert_eq!(Keep::read("all rows"), None);
        let names = |names: [&str; 2]| names.map(str::to_owned);
        let (columns, alternatives) = (names(["cost", "in_time"]), names(["air", "night_train"]));
        let found = |name| term_named(name, &columns, &alternatives);
        let places = |name| found(name).map(|term| (term.column, term.alternative));
        assert_eq!(places("in_time"), Some((Some(1), None)));
        assert_eq!(places("in_time_night_train"), Some((Some(1), Some(1))));
        assert_eq!(places("asc_air"), Some((None, Some(0))));
        assert_eq!(places("asc_bus"), None);
    }
}
