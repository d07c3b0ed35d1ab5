//! `corridor.toml`.

use std::ops::Range;

use kervan_corridor::finding::suggestion;
use kervan_corridor::{
    Cell, Code, Finding, ForecastManifest, Manifest, Origin, PlanManifest, TargetManifest,
    TariffManifest, TransitManifest, WatchManifest, code,
};
use toml_edit::{Document, Item, TableLike, Value};

use crate::files::Files;
use crate::table::error_value;
use crate::workbook::is_error_value;

/// Keys whose value is a text, whatever it looks like.
pub(crate) const TEXT_KEYS: [&str; 17] = [
    "title",
    "description",
    "line.source",
    "transit.name",
    "transit.said",
    "transit.said_source",
    "target.scope",
    "target.said",
    "target.said_source",
    "plan.source",
    "forecast.scope",
    "forecast.watch",
    "forecast.watch_from",
    "forecast.watch_to",
    "forecast.watch_said",
    "forecast.watch_source",
    "tariff.source",
];
/// Keys whose value is a list of texts.
pub(crate) const LIST_KEYS: [&str; 2] = ["transit.from", "transit.to"];
/// Name of the file.
const FILE: &str = "corridor.toml";
const KEYS: [&str; 11] = [
    "title",
    "description",
    "base_year",
    "first_day",
    "real",
    "line",
    "transit",
    "target",
    "plan",
    "forecast",
    "tariff",
];
const LINE_KEYS: [&str; 3] = ["practical_share", "crossing_time_min", "source"];
const TRANSIT_KEYS: [&str; 7] = [
    "name",
    "from",
    "to",
    "said",
    "said_low_d",
    "said_high_d",
    "said_source",
];
const PLAN_KEYS: [&str; 9] = [
    "first_year",
    "discount_rate",
    "price_year",
    "unserved_usd_per_t",
    "low_demand",
    "low_chance",
    "high_demand",
    "high_chance",
    "source",
];
const FORECAST_KEYS: [&str; 8] = [
    "scope",
    "to",
    "watch",
    "watch_from",
    "watch_to",
    "watch_times",
    "watch_said",
    "watch_source",
];
const TARIFF_KEYS: [&str; 3] = ["demand_growth", "demand_deviation", "source"];
const TARGET_KEYS: [&str; 4] = ["volume_t", "scope", "said", "said_source"];

/// Reads the manifest; `None` only with findings.
pub(crate) fn read(files: &Files, findings: &mut Vec<Finding>) -> Option<Manifest> {
    if files.bytes(FILE).is_none() {
        findings.push(Finding::new(
            code::UNREADABLE,
            &Origin::file(FILE),
            format!("`{FILE}` is missing"),
            format!("every corridor has it, and `{}` has not", files.name),
            "give the folder of a corridor; `kervan export first DIR` writes an example",
        ));
        return None;
    }
    let text = match files.text(FILE) {
        Ok(text) => text,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let document = match Document::parse(text) {
        Ok(document) => document,
        Err(error) => {
            findings.push(Finding::new(
                code::BAD_TOML,
                &Origin::bytes(FILE, text, error.span()),
                format!("`{FILE}` is not valid TOML"),
                error
                    .message()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                "see `kervan export first DIR` for a corridor.toml that is",
            ));
            return None;
        }
    };
    let before = findings.len();
    let mut reader = Reader {
        what: "corridor",
        file: FILE,
        text,
        unknown_key: code::UNKNOWN_KEY,
        bad_key: code::BAD_KEY,
        findings,
    };
    let root = document.as_table();
    reader.refuse_unknown(root, "", &KEYS);
    let title = reader.text(root, "", "title", Need::Required);
    let description = reader.text(root, "", "description", Need::Optional);
    let base_year = reader.whole_number(root, "base_year", (1900.0, 2200.0));
    let first_day = reader.date(root);
    let real = reader.flag(root, "real");
    let line = reader.table(root, "line", &LINE_KEYS);
    let (practical_share, crossing_time_min, line_source) = match line {
        Some(line) => (
            reader.number(
                line,
                "line.",
                "practical_share",
                (0.05, 1.0),
                Need::Optional,
            ),
            reader.number(
                line,
                "line.",
                "crossing_time_min",
                (0.0, 60.0),
                Need::Optional,
            ),
            reader.cell(line, "line.", "source"),
        ),
        None => (None, None, None),
    };
    let transit = reader.table(root, "transit", &TRANSIT_KEYS).map(|transit| {
        let low = reader.number(
            transit,
            "transit.",
            "said_low_d",
            (0.0, 1000.0),
            Need::Optional,
        );
        let high = reader.number(
            transit,
            "transit.",
            "said_high_d",
            (0.0, 1000.0),
            Need::Optional,
        );
        if low.is_some() != high.is_some() || low.zip(high).is_some_and(|(low, high)| low > high) {
            let span = transit
                .get("said_low_d")
                .or(transit.get("said_high_d"))
                .and_then(Item::span);
            reader.wrong(
                "transit.",
                "said_low_d",
                span,
                "and `said_high_d` are no range",
                "both, the lower one first",
            );
        }
        TransitManifest {
            name: reader
                .text(transit, "transit.", "name", Need::Required)
                .unwrap_or_default(),
            from: reader.cells(transit, "transit.", "from"),
            to: reader.cells(transit, "transit.", "to"),
            said: reader.text(transit, "transit.", "said", Need::Optional),
            said_days: low.zip(high),
            said_source: reader.cell(transit, "transit.", "said_source"),
        }
    });
    let target = reader.table(root, "target", &TARGET_KEYS).map(|target| {
        let most = (1.0, 1e12);
        TargetManifest {
            volume_t: reader
                .number(target, "target.", "volume_t", most, Need::Required)
                .unwrap_or_default(),
            scope: reader.cell(target, "target.", "scope"),
            said: reader.text(target, "target.", "said", Need::Optional),
            said_source: reader.cell(target, "target.", "said_source"),
        }
    });
    let plan = reader.table(root, "plan", &PLAN_KEYS).map(|plan| {
        let mut number = |key, range, need| {
            let found = reader.number(plan, "plan.", key, range, need);
            found.unwrap_or_default()
        };
        let years = (1900.0, 2200.0);
        PlanManifest {
            first_year: number("first_year", years, Need::Required) as i64,
            discount_rate: number("discount_rate", (0.0, 1.0), Need::Required),
            price_year: number("price_year", years, Need::Required) as i64,
            unserved_usd_per_t: number("unserved_usd_per_t", (0.0, 1e6), Need::Required),
            low_demand: number("low_demand", (0.01, 1.0), Need::Optional),
            low_chance: number("low_chance", (0.0, 0.5), Need::Optional),
            high_demand: number("high_demand", (1.0, 100.0), Need::Optional),
            high_chance: number("high_chance", (0.0, 0.5), Need::Optional),
            source: reader.cell(plan, "plan.", "source"),
        }
    });
    let forecast = reader.table(root, "forecast", &FORECAST_KEYS);
    let forecast = forecast.and_then(|table| forecast_of(&mut reader, table));
    let tariff = reader.table(root, "tariff", &TARIFF_KEYS).map(|tariff| {
        let mut number = |key, range| {
            let found = reader.number(tariff, "tariff.", key, range, Need::Required);
            found.unwrap_or_default()
        };
        TariffManifest {
            demand_growth: number("demand_growth", (-0.5, 1.0)),
            demand_deviation: number("demand_deviation", (0.0, 2.0)),
            source: reader.cell(tariff, "tariff.", "source"),
        }
    });
    let complete = reader.findings.len() == before;
    complete.then(|| Manifest {
        title: title.unwrap_or_default(),
        description: description.unwrap_or_default(),
        base_year: base_year.unwrap_or_default() as i64,
        first_day: first_day.unwrap_or((2024, 1, 1)),
        real: real.unwrap_or(false),
        // UIC 406 (2013), mixed-traffic lines over a day: 60 %; three minutes to cross is
        // the usual planning value where signals and points are worked by remote control.
        practical_share: practical_share.unwrap_or(0.6),
        crossing_time_min: crossing_time_min.unwrap_or(3.0),
        line_source,
        transit,
        target,
        plan,
        forecast,
        tariff,
    })
}

/// The `[forecast]` part; `None` only with findings.
fn forecast_of(reader: &mut Reader, table: &dyn TableLike) -> Option<ForecastManifest> {
    let path = "forecast.";
    reader.text(table, path, "scope", Need::Required)?;
    let scope = reader.cell(table, path, "scope")?;
    let to = reader.number(table, path, "to", (1900.0, 2200.0), Need::Required)?;
    let watch = match reader.text(table, path, "watch", Need::Optional) {
        Some(name) => {
            for key in ["watch_from", "watch_to"] {
                reader.text(table, path, key, Need::Required)?;
            }
            Some(WatchManifest {
                name,
                from: reader.cell(table, path, "watch_from")?,
                to: reader.cell(table, path, "watch_to")?,
                times: reader.number(table, path, "watch_times", (0.01, 1e3), Need::Required)?,
                said: reader.text(table, path, "watch_said", Need::Optional),
                said_source: reader.cell(table, path, "watch_source"),
            })
        }
        None => None,
    };
    Some(ForecastManifest {
        scope,
        to: to as i64,
        watch,
    })
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// Reads the keys of one TOML file, and says what is wrong with them.
pub(crate) struct Reader<'a, 'f> {
    /// `corridor` or `scenario`.
    pub(crate) what: &'a str,
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) unknown_key: Code,
    pub(crate) bad_key: Code,
    pub(crate) findings: &'f mut Vec<Finding>,
}

impl Reader<'_, '_> {
    pub(crate) fn refuse_unknown(&mut self, table: &dyn TableLike, path: &str, known: &[&str]) {
        for (key, item) in table.iter() {
            if !known.contains(&key) {
                let span = table
                    .key(key)
                    .and_then(toml_edit::Key::span)
                    .or(item.span());
                self.findings.push(Finding::new(
                    self.unknown_key,
                    &self.place(span),
                    format!("`{}` has no key `{path}{key}`", self.file),
                    format!("not a key of a {}", self.what),
                    suggestion(key, known.iter().copied(), "it"),
                ));
            }
        }
    }

    /// The place of a span of bytes.
    pub(crate) fn place(&self, span: Option<Range<usize>>) -> Origin {
        Origin::bytes(self.file, self.text, span)
    }

    pub(crate) fn wrong(
        &mut self,
        path: &str,
        key: &str,
        span: Option<Range<usize>>,
        problem: &str,
        expected: &str,
    ) {
        let origin = if span.is_some() {
            self.place(span)
        } else {
            Origin::file(self.file)
        };
        self.findings.push(Finding::new(
            self.bad_key,
            &origin,
            format!("`{path}{key}` {problem}"),
            format!("expected {expected}"),
            format!("write `{key} = ...` with {expected}"),
        ));
    }

    fn value<'t>(
        &mut self,
        table: &'t dyn TableLike,
        path: &str,
        key: &str,
        need: Need,
        expected: &str,
    ) -> Option<&'t Value> {
        match table.get(key) {
            Some(Item::Value(value)) => {
                if let Some(text) = value.as_str().filter(|text| is_error_value(text)) {
                    let origin = self.place(value.span());
                    self.findings.push(error_value(text, &origin));
                    return None;
                }
                Some(value)
            }
            Some(item) => {
                self.wrong(path, key, item.span(), "is a table", expected);
                None
            }
            None => {
                if need == Need::Required {
                    self.wrong(path, key, None, "is missing", expected);
                }
                None
            }
        }
    }

    pub(crate) fn text(
        &mut self,
        table: &dyn TableLike,
        path: &str,
        key: &str,
        need: Need,
    ) -> Option<String> {
        let value = self.value(table, path, key, need, "a text in quotes")?;
        match value.as_str() {
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong(path, key, value.span(), "is not a text", "a text in quotes");
                None
            }
        }
    }

    fn number(
        &mut self,
        table: &dyn TableLike,
        path: &str,
        key: &str,
        (low, high): (f64, f64),
        need: Need,
    ) -> Option<f64> {
        let expected = format!("a number from {low} to {high}");
        let value = self.value(table, path, key, need, &expected)?;
        match value
            .as_float()
            .or(value.as_integer().map(|whole| whole as f64))
        {
            Some(number) if (low..=high).contains(&number) => Some(number),
            _ => {
                self.wrong(
                    path,
                    key,
                    value.span(),
                    "is out of range or no number",
                    &expected,
                );
                None
            }
        }
    }

    fn whole_number(&mut self, table: &dyn TableLike, key: &str, range: (f64, f64)) -> Option<f64> {
        let number = self.number(table, "", key, range, Need::Required)?;
        if number.fract() != 0.0 {
            self.wrong(
                "",
                key,
                table.get(key).and_then(Item::span),
                "is not a whole number",
                "a whole number",
            );
            return None;
        }
        Some(number)
    }

    fn flag(&mut self, table: &dyn TableLike, key: &str) -> Option<bool> {
        let expected = "true where the data are real, false where they are invented";
        let value = self.value(table, "", key, Need::Required, expected)?;
        if value.as_bool().is_none() {
            self.wrong("", key, value.span(), "is neither true nor false", expected);
        }
        value.as_bool()
    }

    fn date(&mut self, table: &dyn TableLike) -> Option<(i16, i8, i8)> {
        let expected = "a day of the years 1900 to 2200, such as 2024-01-01";
        let value = self.value(table, "", "first_day", Need::Required, expected)?;
        let date = value
            .as_datetime()
            .and_then(|datetime| datetime.date)
            .filter(|date| (1900..=2200).contains(&date.year));
        if date.is_none() {
            self.wrong("", "first_day", value.span(), "is not a day", expected);
        }
        date.map(|date| (date.year as i16, date.month as i8, date.day as i8))
    }

    fn table<'t>(
        &mut self,
        root: &'t dyn TableLike,
        key: &str,
        known: &[&str],
    ) -> Option<&'t dyn TableLike> {
        let item = root.get(key)?;
        match item.as_table_like() {
            Some(table) => {
                self.refuse_unknown(table, &format!("{key}."), known);
                Some(table)
            }
            None => {
                self.wrong(
                    "",
                    key,
                    item.span(),
                    "is not a table",
                    &format!("a table `[{key}]`"),
                );
                None
            }
        }
    }

    pub(crate) fn cell(&mut self, table: &dyn TableLike, path: &str, key: &str) -> Option<Cell> {
        let text = self.text(table, path, key, Need::Optional)?;
        Some(Cell {
            text,
            origin: self.place(table.get(key).and_then(Item::span)),
        })
    }

    fn cells(&mut self, table: &dyn TableLike, path: &str, key: &str) -> Vec<Cell> {
        let expected = "a list of nodes such as [\"A\", \"B\"]";
        let Some(value) = self.value(table, path, key, Need::Required, expected) else {
            return Vec::new();
        };
        let cells: Option<Vec<Cell>> = value.as_array().and_then(|array| {
            array
                .iter()
                .map(|item| {
                    Some(Cell {
                        text: item.as_str()?.to_owned(),
                        origin: self.place(item.span()),
                    })
                })
                .collect()
        });
        match cells {
            Some(cells) if !cells.is_empty() => cells,
            _ => {
                self.wrong(path, key, value.span(), "is not a list of nodes", expected);
                Vec::new()
            }
        }
    }
}
