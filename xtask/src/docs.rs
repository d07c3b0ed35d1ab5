//! `cargo xtask docs`: the reference pages and the book.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::cargo;
use crate::dictionary::{self, COLUMNS, Column, TABLES, Table};
use crate::equations;
use crate::failure::Failure;
use crate::workspace;

/// The folder of the generated pages, inside the book.
const FOLDER: &str = "reference/tables/";
/// The page that lists the tables, inside the book.
const INDEX: &str = "reference/tables/README.md";
/// What the program for books is called.
const MDBOOK: &str = "mdbook";

/// Copies the book's source, adds a page per table, and builds the book.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish("cargo xtask docs")?;
    let root = workspace::root()?;
    // Beside `docs/book.toml`, which names this folder; so not in CARGO_TARGET_DIR.
    let source = root.join("target/book-src");
    if source.exists() {
        fs::remove_dir_all(&source).map_err(at(&source))?;
    }
    copy_folder(&root.join("docs/src"), &source)?;
    let tables = dictionary::tables(&read(&root.join(TABLES))?)?;
    let columns = dictionary::columns(&read(&root.join(COLUMNS))?)?;
    write(&source.join(INDEX), &index_page(&tables))?;
    write(&source.join(equations::PAGE), &equations::page(&root)?)?;
    for table in &tables {
        write(
            &source.join(page_path(&table.name)),
            &table_page(table, &columns),
        )?;
    }
    let summary = source.join("SUMMARY.md");
    write(&summary, &with_tables(&read(&summary)?, &tables))?;
    eprintln!(
        "docs: the Markdown is in target/book-src, with {} pages of tables",
        tables.len()
    );
    if !cargo::succeeds(Command::new(MDBOOK).arg("--version")) {
        eprintln!(
            "docs: `{MDBOOK}` is not there, so the book is not built; `cargo install {MDBOOK}` brings it"
        );
        return Ok(());
    }
    cargo::run(
        Command::new(MDBOOK)
            .args(["build", "docs"])
            .current_dir(&root),
    )?;
    eprintln!("docs: the book is target/book/index.html");
    Ok(())
}

/// The pages this command writes, by their path inside the book; `tables` is the text of `tables.csv`.
pub(crate) fn generated_pages(tables: Option<&str>) -> BTreeSet<String> {
    let tables = tables
        .and_then(|text| dictionary::tables(text).ok())
        .unwrap_or_default();
    let pages = tables.iter().map(|table| page_path(&table.name));
    pages
        .chain([
            INDEX.to_owned(),
            FOLDER.trim_end_matches('/').to_owned(),
            equations::PAGE.to_owned(),
        ])
        .collect()
}

/// Where the page of a table is, inside the book.
fn page_path(table: &str) -> String {
    format!("{FOLDER}{table}.md")
}

/// The page that lists all tables.
fn index_page(tables: &[Table]) -> String {
    let mut page = "# Tables\n\nA corridor is a folder of these tables.\n\n\
                    | table | required | one row is |\n| --- | --- | --- |\n"
        .to_owned();
    for Table {
        name,
        required,
        meaning,
        ..
    } in tables
    {
        page.push_str(&format!(
            "| [`{name}`]({name}.md) | {required} | {} |\n",
            cell(meaning)
        ));
    }
    page
}

/// The page of one table: its meaning, then its columns.
fn table_page(table: &Table, columns: &[Column]) -> String {
    let need = if table.required == "yes" {
        "required"
    } else {
        "optional"
    };
    let mut page = format!(
        "# `{}`\n\n{}\n\nFile `{}.csv`, {need}; a row is named by `{}`.\n\n",
        table.name, table.meaning, table.name, table.key
    );
    page.push_str("| column | kind | unit | range | default | meaning | status |\n");
    page.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for column in columns.iter().filter(|column| column.table == table.name) {
        page.push_str(&format!(
            "| `{}` | {} | {} | {} | {} | {} | {} |\n",
            column.name,
            cell(&column.kind),
            cell(&column.unit),
            cell(&column.range),
            cell(&column.default),
            cell(&column.meaning),
            cell(&column.status)
        ));
    }
    page
}

/// A text that fits into one cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// The table of contents with the generated pages in it.
///
/// They go below the line that links to the list of tables, one step to the right;
/// where no line does, they close the book.
fn with_tables(summary: &str, tables: &[Table]) -> String {
    let is_new = |table: &&Table| !summary.contains(&format!("({})", page_path(&table.name)));
    let lines = |indent: &str| -> String {
        let new = tables.iter().filter(is_new);
        new.map(|table| format!("{indent}- [`{}`]({})\n", table.name, page_path(&table.name)))
            .collect()
    };
    let mut text = String::new();
    let mut placed = false;
    for line in summary.lines() {
        text.push_str(line);
        text.push('\n');
        if !placed && line.contains(&format!("]({INDEX}")) {
            let indent = line.len() - line.trim_start().len();
            text.push_str(&lines(&" ".repeat(indent + 2)));
            placed = true;
        }
    }
    if !placed {
        text.push_str(&format!(
            "\n# Generated reference\n\n- [Tables]({INDEX})\n{}",
            lines("  ")
        ));
    }
    text
}

/// Copies a folder with all that is in it.
fn copy_folder(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::create_dir_all(to).map_err(at(to))?;
    for entry in fs::read_dir(from).map_err(at(from))? {
        let entry = entry.map_err(at(from))?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(at(from))?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).map_err(at(&target))?;
        }
    }
    Ok(())
}

/// The text of a file.
fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(at(path))
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    fs::write(path, text).map_err(at(path))
}

/// Ties what the system said to the file it said it of.
fn at(path: &Path) -> impl Fn(std::io::Error) -> Failure {
    move |source| Failure::File {
        path: path.to_path_buf(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::{table_page, with_tables};
    use crate::dictionary;

    const TABLES: &str = "table,required,key,meaning\nnodes,yes,id,A place.\n";
    const COLUMNS: &str = "table,column,kind,unit,range,default,meaning,status\n\
                           nodes,gauge,choice(1435|1520),mm,,required,Track gauge.,used\n";

    #[test]
    fn a_page_has_the_columns_of_its_table() {
        let tables = dictionary::tables(TABLES).unwrap_or_default();
        let columns = dictionary::columns(COLUMNS).unwrap_or_default();
        let pages: Vec<String> = tables
            .iter()
            .map(|table| table_page(table, &columns))
            .collect();
        let row = "| `gauge` | choice(1435\\|1520) | mm |  | required | Track gauge. | used |\n";
        assert!(pages.concat().ends_with(row));
    }

    #[test]
    fn pages_go_below_the_line_of_the_list() {
        let tables = dictionary::tables(TABLES).unwrap_or_default();
        let summary = "# Book\n- [Tables](reference/tables/README.md)\n- [Last](last.md)\n";
        let expected = "# Book\n- [Tables](reference/tables/README.md)\n  - [`nodes`](reference/tables/nodes.md)\n- [Last](last.md)\n";
        assert_eq!(with_tables(summary, &tables), expected);
    }
}
