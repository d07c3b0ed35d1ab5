//! What a code, a table or a result means.

use kervan_corridor::dictionary::{self, Absent, Kind};
use kervan_corridor::finding::suggestion;
use kervan_corridor::{code, files_of, header_of};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../docs/src/reference/errors"]
struct Pages;

/// Explains the code of a finding (`K1303`), a table of a corridor (`berths`) or all of them
/// (`tables`), a result table (`results`).
///
/// # Errors
///
/// A sentence with the nearest name, where there is no such thing.
pub fn explain(word: &str) -> Result<String, String> {
    let upper = word.to_uppercase();
    if let Some(page) = Pages::get(&format!("{upper}.md")) {
        return Ok(String::from_utf8_lossy(&page.data).into_owned());
    }
    match word {
        "tables" => Ok(tables()),
        "results" => Ok(results()),
        _ => dictionary::table(word).map(table).ok_or_else(|| {
            let names = code::ALL
                .iter()
                .map(|code| code.as_str())
                .chain(dictionary::tables().iter().map(|table| table.name.as_str()));
            let names: Vec<&str> = names.chain(["tables", "results"]).collect();
            let asked = if word.starts_with(['K', 'k']) && word.len() == 5 {
                upper.as_str()
            } else {
                word
            };
            format!(
                "there is no code and no table `{word}`; {}",
                suggestion(
                    asked,
                    names,
                    "`kervan explain tables` or a code: the program"
                )
            )
        }),
    }
}

fn tables() -> String {
    let mut text = String::from("# Tables of a corridor\n\n");
    for table in dictionary::tables() {
        let needed = if table.required { " (required)" } else { "" };
        text += &format!("- `{}`{needed}: {}\n", table.file(), table.meaning);
    }
    text + "\n`kervan explain TABLE` lists the columns of one.\n"
}

fn table(table: &dictionary::TableRule) -> String {
    let mut text = format!("# {}\n\n{}\n\n", table.file(), table.meaning);
    for column in &table.columns {
        let need = match &column.absent {
            Absent::Refused => "required".to_owned(),
            Absent::Nothing => "optional".to_owned(),
            Absent::Default(value) => format!("default {value}"),
            Absent::Column(column) => format!("default: that of `{column}`"),
        };
        let kind = match &column.kind {
            Kind::Choice(words) => format!(", one of {}", words.join(" | ")),
            Kind::Amount(units) => format!(", in {}", units.join(" or ")),
            Kind::Reference(table) => format!(", a row of {}", files_of(table)),
            Kind::References(table) => format!(", rows of {} separated by `;`", files_of(table)),
            Kind::Stretches(table) => format!(", rows of {table}.csv, each with `@NODE`"),
            Kind::Distribution => ", a number or a distribution".to_owned(),
            _ => String::new(),
        };
        let range = column
            .range
            .map_or(String::new(), |(low, high)| format!(", {low} to {high}"));
        text += &format!(
            "- `{}` ({need}{kind}{range}): {}\n",
            header_of(column),
            column.meaning
        );
    }
    text
}

fn results() -> String {
    let mut text = String::from(
        "# Result tables\n\nColumns ending in `_low` and `_high` are the ends of the 95 % interval.\n",
    );
    let mut last = String::new();
    for column in kervan_results::columns() {
        if column.table != last {
            text += &format!("\n## {}\n\n", column.table);
            last.clone_from(&column.table);
        }
        text += &format!("- `{}`: {}\n", column.column, column.meaning);
    }
    text
}
