//! Coefficients of shippers' choices, from a table of what they chose and a specification.

use std::path::Path;

use kervan_choice::{ChoiceColumns, ChoiceTable, Fault, Fit, Keep, choices_named, fit};
use kervan_corridor::{Finding, Origin, code};
use kervan_format::Files;
use toml_edit::{Document, Item};

/// What was fitted, and to what.
#[derive(Clone, Debug)]
pub struct ChoiceFit {
    /// The table.
    pub data: String,
    /// The specification.
    pub spec: String,
    /// What maximum likelihood makes of them.
    pub fit: Fit,
    /// Alternatives, each with how often it was there, and how often it was taken.
    pub alternatives: Vec<(String, f64, f64)>,
}

/// Choices that allow no fit: all findings, and the files for their excerpts.
#[derive(Debug, thiserror::Error)]
#[error("the choices have {} findings", findings.len())]
pub struct ChoiceFitError {
    /// Everything that is wrong.
    pub findings: Vec<Finding>,
    /// The files, where they could be read.
    pub files: Option<Files>,
}

const KEYS: [&str; 9] = [
    "situation",
    "alternative",
    "choice",
    "keep",
    "generic",
    "by_alternative",
    "individual",
    "constants",
    "reference",
];
const HELP: &str = "`kervan choice fit --help` says what the table and the specification hold";

/// Fits a conditional logit to a table of choices (CSV, or packed with gzip).
///
/// The specification is TOML. `generic` lists columns with one coefficient for all alternatives,
/// `by_alternative` columns with one for each, `individual` columns that are the same in a
/// situation and work on all alternatives but the `reference`; `constants = true` gives all but
/// the reference a constant. `keep` lists conditions on rows, such as `noalt == 4`. `situation`,
/// `alternative` and `choice` name columns; usual names are found by themselves.
///
/// # Errors
///
/// All findings on the files, or the reason why they allow no estimate.
pub fn fit_choices(data: &Path, spec: &Path) -> Result<ChoiceFit, ChoiceFitError> {
    let mut files = Files::from_memory("choices", []);
    let read = |files: &mut Files, path: &Path| {
        let found = files.attach_beside(&path.display().to_string());
        found.map_err(|finding| vec![*finding])
    };
    let names = read(&mut files, data).and_then(|data| Ok((data, read(&mut files, spec)?)));
    let found = names.and_then(|(data, spec)| of_files(&files, &data, &spec));
    found.map_err(|findings| ChoiceFitError {
        findings,
        files: Some(files),
    })
}

fn of_files(files: &Files, data: &str, spec: &str) -> Result<ChoiceFit, Vec<Finding>> {
    let text = |name| files.text(name).map_err(|finding| vec![finding]);
    let table = text(data)?;
    let faulty = |faults: Vec<Fault>| -> Vec<Finding> {
        faults
            .into_iter()
            .map(|fault| of_fault(data, table, fault))
            .collect()
    };
    let read = ChoiceTable::read(table).map_err(faulty)?;
    let spec_text = text(spec)?;
    let specified = Specification::read(spec, spec_text, &read)?;
    let (columns, keep) = (&specified.columns, &specified.keep);
    let found = choices_named(&read, columns, keep, &specified.terms).map_err(faulty)?;
    let (choices, terms) = found;
    let fit = fit(&choices, &terms).map_err(|error| {
        let expected = "a likelihood with one maximum";
        let origin = Origin::file(data);
        vec![Finding::new(
            code::BAD_CHOICES,
            &origin,
            error.to_string(),
            expected,
            HELP,
        )]
    })?;
    let taken = choices.taken();
    let alternatives = choices.alternatives.iter().zip(taken);
    Ok(ChoiceFit {
        data: data.to_owned(),
        spec: spec.to_owned(),
        alternatives: alternatives
            .map(|(name, (there, taken))| (name.clone(), there, taken))
            .collect(),
        fit,
    })
}

/// A fault of a table, with the place of its cell.
fn of_fault(file: &str, text: &str, fault: Fault) -> Finding {
    let mut origin = Origin {
        line: fault.line,
        ..Origin::file(file)
    };
    let line = text.lines().nth((fault.line as usize).saturating_sub(1));
    if let (Some(line), Some(before)) = (line, (fault.cell as usize).checked_sub(1)) {
        let mut cells = line.split(',');
        let start: usize = cells
            .by_ref()
            .take(before)
            .map(|cell| cell.chars().count() + 1)
            .sum();
        let length = cells.next().map_or(0, |cell| cell.chars().count());
        (origin.column, origin.length) = (start as u32 + 1, length.max(1) as u32);
    }
    Finding::new(
        code::BAD_CHOICES,
        &origin,
        fault.problem,
        fault.expected,
        HELP,
    )
}

/// What a specification says.
struct Specification {
    columns: ChoiceColumns,
    keep: Vec<Keep>,
    terms: Vec<String>,
}

impl Specification {
    fn read(file: &str, text: &str, table: &ChoiceTable) -> Result<Specification, Vec<Finding>> {
        let mut findings = Vec::new();
        let mut wrong = |span: Option<std::ops::Range<usize>>, message: String, expected: &str| {
            let origin = match span {
                Some(span) => Origin::bytes(file, text, Some(span)),
                None => Origin::file(file),
            };
            findings.push(Finding::new(
                code::BAD_CHOICES,
                &origin,
                message,
                expected,
                HELP,
            ));
        };
        let document = match Document::parse(text) {
            Ok(document) => document,
            Err(error) => {
                let reason = error
                    .message()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                wrong(error.span(), format!("`{file}` is not valid TOML"), &reason);
                return Err(findings);
            }
        };
        let root = document.as_table();
        for (key, item) in root.iter().filter(|(key, _)| !KEYS.contains(key)) {
            let expected = format!("one of `{}`", KEYS.join("`, `"));
            wrong(item.span(), format!("there is no key `{key}`"), &expected);
        }
        let mut list = |key: &str| -> Vec<String> {
            let Some(item) = root.get(key) else {
                return Vec::new();
            };
            let found = item.as_array().and_then(|array| {
                let texts = array.iter().map(|value| value.as_str().map(str::to_owned));
                texts.collect::<Option<Vec<_>>>()
            });
            found.unwrap_or_else(|| {
                let expected = "a list of texts, such as [\"cost\"]";
                wrong(
                    item.span(),
                    format!("`{key}` is no list of texts"),
                    expected,
                );
                Vec::new()
            })
        };
        let [generic, by_alternative, individual, conditions] =
            ["generic", "by_alternative", "individual", "keep"].map(&mut list);
        let mut one = |key: &str| {
            let item = root.get(key)?;
            let found = item.as_str().map(str::to_owned);
            if found.is_none() {
                wrong(
                    item.span(),
                    format!("`{key}` is no text"),
                    "a text in quotes",
                );
            }
            found
        };
        let usual = ChoiceColumns::usual(table.header());
        let columns = ChoiceColumns {
            situation: one("situation").unwrap_or(usual.situation),
            alternative: one("alternative").unwrap_or(usual.alternative),
            choice: one("choice").unwrap_or(usual.choice),
        };
        let reference = one("reference");
        let constants = root.get("constants").map(|item| (item, item.as_bool()));
        if let Some((item, None)) = constants {
            wrong(
                item.span(),
                "`constants` is neither true nor false".to_owned(),
                "one of them",
            );
        }
        let has_constants = constants.and_then(|(_, flag)| flag).unwrap_or(true);
        let mut keep = Vec::new();
        for text in &conditions {
            match Keep::read(text) {
                Some(found) => keep.push(found),
                None => {
                    let span = root.get("keep").and_then(Item::span);
                    let message = format!("`{text}` is no condition");
                    wrong(
                        span,
                        message,
                        "a column beside a value, such as `noalt == 4`",
                    );
                }
            }
        }
        let alternatives = table.alternatives(&columns).unwrap_or_default();
        if let Some(name) = reference
            .as_ref()
            .filter(|name| !alternatives.contains(name))
        {
            let span = root.get("reference").and_then(Item::span);
            let expected = format!("one of `{}`", alternatives.join("`, `"));
            wrong(span, format!("there is no alternative `{name}`"), &expected);
        }
        let columns_asked = [&generic, &by_alternative, &individual];
        for name in columns_asked.into_iter().flatten() {
            if !table.header().contains(name) {
                let expected = format!("one of `{}`", table.header().join("`, `"));
                let key = ["generic", "by_alternative", "individual"]
                    .into_iter()
                    .find(|key| {
                        let list = root.get(key).and_then(Item::as_array);
                        list.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(name)))
                    });
                let span = key.and_then(|key| root.get(key)).and_then(Item::span);
                wrong(span, format!("there is no column `{name}`"), &expected);
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let reference = reference
            .or(alternatives.first().cloned())
            .unwrap_or_default();
        let others = || alternatives.iter().filter(|name| **name != reference);
        let mut terms = generic;
        for column in &by_alternative {
            terms.extend(alternatives.iter().map(|name| format!("{column}_{name}")));
        }
        if has_constants {
            terms.extend(others().map(|name| format!("asc_{name}")));
        }
        for column in &individual {
            terms.extend(others().map(|name| format!("{column}_{name}")));
        }
        Ok(Specification {
            columns,
            keep,
            terms,
        })
    }
}
