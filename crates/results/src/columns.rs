//! What each column of each result table means.

/// One column of one result table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnMeaning {
    /// Table.
    pub table: String,
    /// Column.
    pub column: String,
    /// Meaning and unit.
    pub meaning: String,
}

/// The dictionary of result columns, `data/columns.csv`. Columns that end in `_low` and
/// `_high` are the ends of the 95 % interval of the column without the ending.
pub fn columns() -> Vec<ColumnMeaning> {
    csv::Reader::from_reader(include_str!("../data/columns.csv").as_bytes())
        .records()
        .filter_map(Result::ok)
        .filter(|record| record.len() == 3)
        .map(|record| ColumnMeaning {
            table: record[0].to_owned(),
            column: record[1].to_owned(),
            meaning: record[2].to_owned(),
        })
        .collect()
}
