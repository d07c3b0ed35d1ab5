//! The dictionary of the corridor: which tables there are, and which columns they have.

use crate::csv;
use crate::failure::Failure;

/// The file that lists the tables.
pub(crate) const TABLES: &str = "crates/corridor/data/tables.csv";
/// The file that lists the columns.
pub(crate) const COLUMNS: &str = "crates/corridor/data/parameters.csv";

/// One table of a corridor, as `tables.csv` describes it.
pub(crate) struct Table {
    /// Where it is described.
    pub(crate) line: usize,
    /// Its name.
    pub(crate) name: String,
    /// `yes` where a corridor cannot be without it.
    pub(crate) required: String,
    /// The column that names its rows.
    pub(crate) key: String,
    /// What one row is.
    pub(crate) meaning: String,
}

/// One column of a table, as `parameters.csv` describes it.
pub(crate) struct Column {
    /// Where it is described.
    pub(crate) line: usize,
    /// The table it belongs to.
    pub(crate) table: String,
    /// Its name.
    pub(crate) name: String,
    /// What kind of value it holds.
    pub(crate) kind: String,
    /// Its unit, as in the header of the table; may be empty.
    pub(crate) unit: String,
    /// Which values are allowed; may be empty.
    pub(crate) range: String,
    /// What holds where no value is given; `required` where one must be.
    pub(crate) default: String,
    /// What it means.
    pub(crate) meaning: String,
    /// Whether the simulation uses it.
    pub(crate) status: String,
}

/// The line of a row and its fields.
type Row<const N: usize> = (usize, [String; N]);

/// Reads the text of `tables.csv`.
pub(crate) fn tables(text: &str) -> Result<Vec<Table>, Failure> {
    let rows = rows(TABLES, text, ["table", "required", "key", "meaning"])?;
    let table = |(line, [name, required, key, meaning]): Row<4>| Table {
        line,
        name,
        required,
        key,
        meaning,
    };
    Ok(rows.into_iter().map(table).collect())
}

/// Reads the text of `parameters.csv`.
pub(crate) fn columns(text: &str) -> Result<Vec<Column>, Failure> {
    let names = [
        "table", "column", "kind", "unit", "range", "default", "meaning", "status",
    ];
    let rows = rows(COLUMNS, text, names)?;
    let column = |row: Row<8>| {
        let (line, [table, name, kind, unit, range, default, meaning, status]) = row;
        Column {
            line,
            table,
            name,
            kind,
            unit,
            range,
            default,
            meaning,
            status,
        }
    };
    Ok(rows.into_iter().map(column).collect())
}

/// The line and the named fields of each row, in the order of the names.
fn rows<const N: usize>(
    file: &'static str,
    text: &str,
    names: [&'static str; N],
) -> Result<Vec<Row<N>>, Failure> {
    let mut records = csv::records(text).into_iter();
    let header = records
        .next()
        .map(|record| record.fields)
        .unwrap_or_default();
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = match header.iter().position(|field| field == name) {
            Some(found) => found,
            None => return Err(Failure::NoColumn { file, column: name }),
        };
    }
    let row = |record: csv::Record| {
        let field = |place: usize| record.fields.get(place).cloned().unwrap_or_default();
        (record.line, places.map(field))
    };
    Ok(records.map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::{columns, tables};

    #[test]
    fn fields_are_found_by_their_header() {
        let text = "key,table,meaning,required\nid,nodes,\"a place, any\",yes\n";
        let names = tables(text).map(|tables| {
            let table = |table: super::Table| (table.line, table.name, table.meaning);
            tables.into_iter().map(table).collect::<Vec<_>>()
        });
        let expected = (2, "nodes".to_owned(), "a place, any".to_owned());
        assert_eq!(names.ok(), Some(vec![expected]));
    }

    #[test]
    fn a_missing_header_is_refused() {
        assert!(columns("table,column\nnodes,id\n").is_err());
    }
}
