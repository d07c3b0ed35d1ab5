//! A small reader of our own CSV files: quoted fields, doubled quotes, lines counted.

/// One record of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// The line it begins on; the first line is 1.
    pub(crate) line: usize,
    /// Its fields, without their quotes.
    pub(crate) fields: Vec<String>,
}

/// Splits a text into records; empty lines are left out.
pub(crate) fn records(text: &str) -> Vec<Record> {
    let mut records = Vec::new();
    let mut record = Record {
        line: 1,
        fields: Vec::new(),
    };
    let mut field = String::new();
    let mut quoted = false;
    let mut line = 1;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\n' {
            line += 1;
        }
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                field.push('"');
                characters.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.fields.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.fields.push(std::mem::take(&mut field));
                let next = Record {
                    line,
                    fields: Vec::new(),
                };
                records.push(std::mem::replace(&mut record, next));
            }
            _ => field.push(character),
        }
    }
    record.fields.push(field);
    records.push(record);
    records.retain(|record| record.fields != [""]);
    records
}

#[cfg(test)]
mod tests {
    use super::{Record, records};

    fn record(line: usize, fields: &[&str]) -> Record {
        let fields = fields.iter().map(|&field| field.to_owned()).collect();
        Record { line, fields }
    }

    #[test]
    fn quotes_keep_commas_and_doubled_quotes_are_one() {
        let text = "id,meaning\na,\"one, \"\"two\"\"\"\n\nb,\n";
        let expected = [
            record(1, &["id", "meaning"]),
            record(2, &["a", "one, \"two\""]),
            record(4, &["b", ""]),
        ];
        assert_eq!(records(text), expected);
    }

    #[test]
    fn a_quoted_line_break_is_counted() {
        let expected = [record(1, &["a\nb"]), record(3, &["c"])];
        assert_eq!(records("\"a\nb\"\r\nc"), expected);
    }
}
