//! The parameter dictionary: one line per table and per column of a corridor.
//!
//! `data/tables.csv` and `data/parameters.csv` drive the checks, the defaults and the
//! reference pages. Nothing about a column is said anywhere else.

use std::sync::OnceLock;

/// What may stand in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The identifier of the row.
    Id,
    /// Free text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A number with one of these units, which stands in the header or in each cell.
    Amount(Vec<String>),
    /// One of some words.
    Choice(Vec<String>),
    /// The identifier of a row of another table; of one of several, separated by `|`.
    Reference(String),
    /// Identifiers of rows of another table, separated by `;`.
    References(String),
    /// `pool@NODE; pool@NODE`: rows of another table and from which node on.
    Stretches(String),
    /// A distribution, such as `triangular(1, 2, 5)`; a bare number is a constant.
    Distribution,
    /// Weekly opening hours in local time.
    OpeningHours,
    /// Weekly or daily departures in local time.
    Timetable,
    /// Twelve numbers, January to December, separated by `;`.
    Months,
    /// A time zone of the IANA database.
    TimeZone,
    /// Where the values of the row come from.
    Sources,
}

/// What happens when a cell is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is a finding.
    Refused,
    /// There is no value, and the model says what that means.
    Nothing,
    /// This text stands in its place.
    Default(String),
    /// What stands in this column of the row stands in its place.
    Column(String),
}

/// One column of one table.
#[derive(Clone, Debug)]
pub struct ColumnRule {
    /// Name of the column.
    pub name: String,
    /// What may stand in it.
    pub kind: Kind,
    /// Unit of the values as the model takes them; empty for none, `-` for a pure number.
    pub unit: String,
    /// Least and greatest value, both allowed, in `unit`.
    pub range: Option<(f64, f64)>,
    /// What an empty cell means.
    pub absent: Absent,
    /// Meaning in one sentence.
    pub meaning: String,
    /// `used`, or `recorded` where no answer leans on it yet.
    pub status: String,
}

/// One table of a corridor.
#[derive(Clone, Debug)]
pub struct TableRule {
    /// Name of the table; its file is `<name>.csv`.
    pub name: String,
    /// Whether every corridor has it.
    pub required: bool,
    /// The column whose value names a row.
    pub key: String,
    /// Meaning in one sentence.
    pub meaning: String,
    /// Its columns, in the order of the dictionary.
    pub columns: Vec<ColumnRule>,
}

impl TableRule {
    /// The file of the table.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }

    /// Position of a column.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|rule| rule.name == column)
    }
}

/// All tables, in reading order.
pub fn tables() -> &'static [TableRule] {
    static TABLES: OnceLock<Vec<TableRule>> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables: Vec<TableRule> = rows(include_str!("../data/tables.csv"))
            .into_iter()
            .map(|row| TableRule {
                name: row[0].clone(),
                required: row[1] == "yes",
                key: row[2].clone(),
                meaning: row[3].clone(),
                columns: Vec::new(),
            })
            .collect();
        for row in rows(include_str!("../data/parameters.csv")) {
            if let Some(table) = tables.iter_mut().find(|table| table.name == row[0]) {
                table.columns.push(column_rule(&row));
            }
        }
        tables
    })
}

/// One table by its name.
pub fn table(name: &str) -> Option<&'static TableRule> {
    tables().iter().find(|table| table.name == name)
}

fn rows(text: &str) -> Vec<Vec<String>> {
    csv::Reader::from_reader(text.as_bytes())
        .records()
        .filter_map(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

fn column_rule(row: &[String]) -> ColumnRule {
    ColumnRule {
        name: row[1].clone(),
        kind: kind(&row[2]),
        unit: row[3].clone(),
        range: row[4]
            .split_once("..")
            .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?))),
        absent: match row[5].as_str() {
            "required" => Absent::Refused,
            "" => Absent::Nothing,
            text if text.starts_with('=') => Absent::Column(text[1..].to_owned()),
            text => Absent::Default(text.to_owned()),
        },
        meaning: row[6].clone(),
        status: row[7].clone(),
    }
}

fn kind(text: &str) -> Kind {
    let (word, argument) = text.split_once('(').map_or((text, ""), |(word, rest)| {
        (word, rest.trim_end_matches(')'))
    });
    match word {
        "id" => Kind::Id,
        "number" => Kind::Number,
        "integer" => Kind::Integer,
        "amount" => Kind::Amount(argument.split('|').map(str::to_owned).collect()),
        "choice" => Kind::Choice(argument.split('|').map(str::to_owned).collect()),
        "ref" => Kind::Reference(argument.to_owned()),
        "refs" => Kind::References(argument.to_owned()),
        "stretches" => Kind::Stretches(argument.to_owned()),
        "distribution" => Kind::Distribution,
        "opening_hours" => Kind::OpeningHours,
        "timetable" => Kind::Timetable,
        "months" => Kind::Months,
        "time_zone" => Kind::TimeZone,
        "sources" => Kind::Sources,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_dictionary_is_well_formed() {
        let known = [
            "id",
            "text",
            "number",
            "integer",
            "amount",
            "choice",
            "ref",
            "refs",
            "stretches",
            "distribution",
            "opening_hours",
            "timetable",
            "months",
            "time_zone",
            "sources",
        ];
        let lines = rows(include_str!("../data/parameters.csv"));
        assert_eq!(
            lines.len(),
            tables()
                .iter()
                .map(|table| table.columns.len())
                .sum::<usize>()
        );
        for line in &lines {
            assert_eq!(line.len(), 8, "{line:?}");
            let word = line[2].split('(').next().unwrap_or_default();
            assert!(
                known.contains(&word),
                "kind `{word}` of {}.{}",
                line[0],
                line[1]
            );
            let numeric = ["number", "integer", "amount", "distribution", "months"].contains(&word);
            assert_eq!(
                numeric,
                !line[4].is_empty(),
                "range of {}.{}",
                line[0],
                line[1]
            );
            assert!(
                ["used", "recorded"].contains(&line[7].as_str()),
                "status of {}.{}",
                line[0],
                line[1]
            );
            assert!(
                line[6].ends_with('.'),
                "meaning of {}.{} ends with a full stop",
                line[0],
                line[1]
            );
        }
        for table in tables() {
            assert!(
                table.position(&table.key).is_some(),
                "key of {}",
                table.name
            );
        }
    }

    #[test]
    fn every_column_is_read_by_the_code() {
        let code = concat!(
            include_str!("build.rs"),
            include_str!("build/market.rs"),
            include_str!("build/measure.rs"),
            include_str!("build/tariff.rs"),
            include_str!("build/volume.rs"),
            include_str!("build/way.rs")
        );
        for table in tables() {
            for column in table
                .columns
                .iter()
                .filter(|column| column.kind != Kind::Sources)
            {
                let read = column.name == "gauge" || code.contains(&format!("\"{}\"", column.name));
                assert!(read, "nothing reads {}.{}", table.name, column.name);
            }
        }
    }
}
