//! Series and what other software says of them: automatic exponential smoothing and Holt-Winters
//! of single series, and mean errors over the series of a competition.

use kervan_forecast::{Form, Model, Season};

use super::{Making, note_of};
use crate::case::{Forecast, Kind, Panel};
use crate::node::{Node, Value};
use crate::quantity::{
    ForecastQuantity as Asked, HoltWintersQuantity, Measure, PanelQuantity, Quantity, Smoothing,
};
use crate::read::{CaseFile, stem};
use crate::section::Reader;

/// The criterion may be so much above the known one.
const ABOVE: f64 = 2.0;
/// Or the forecast may be off by this share at any step.
const NEAR: f64 = 0.05;
/// Smoothing may be off by so much.
const OF_SMOOTHING: f64 = 0.005;
/// States may be off by this share.
const OF_STATES: f64 = 0.002;
/// Errors of naive forecasts are printed with four decimals.
const ROUNDED: f64 = 0.00006;

/// Models by the names they have in such files, with the shares of the known error between which
/// the answer must lie; none where it is to be the known one, but for rounding.
const MODELS: [(&str, Model, Option<[f64; 2]>); 6] = [
    ("Naive", Model::Naive, None),
    ("sNaive", Model::SeasonalNaive, None),
    ("RWD", Model::Drift, None),
    ("SES", Model::Ses, Some([0.99, 1.01])),
    ("Theta", Model::Theta, Some([0.96, 1.04])),
    ("AutoETS", Model::AutomaticEts, Some([0.0, 1.05])),
];
/// Models that must not be worse than the seasonal naive forecast, where there are seasons.
const NO_WORSE: [Model; 3] = [Model::Ses, Model::Theta, Model::AutomaticEts];
/// What is said of ARIMA.
const NO_ARIMA: &str = "Kervan has no ARIMA, as series of corridors are too short for it";

/// Whether an object holds answers of single series.
pub(super) fn is_classic(tree: &Node) -> bool {
    let entries = tree.entries().unwrap_or_default();
    let has_aicc = |node: &Node| node.get("aicc").is_some();
    entries.iter().any(|entry| {
        entry.key.starts_with("HoltWinters_")
            || entry.key == "ets" && super::all_are(&entry.node, has_aicc)
    })
}

/// Whether an object holds mean errors over many series.
pub(super) fn is_panel(tree: &Node) -> bool {
    let has_errors = |node: &Node| node.get("sMAPE").is_some() || node.get("MASE").is_some();
    tree.get("accuracy").is_some_and(|accuracy| {
        let frequencies = accuracy.entries().unwrap_or_default();
        !frequencies.is_empty()
            && frequencies
                .iter()
                .all(|entry| super::all_are(&entry.node, has_errors))
    })
}

/// Answers of single series: `ets` by the name of the series, and `HoltWinters_NAME_SEASON`. The
/// series stands in `PREFIX_NAME.csv` beside `PREFIX_expected.json`.
pub(super) fn read_classic(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    let prefix = stem(reader.file)
        .strip_suffix("expected")
        .unwrap_or_default()
        .to_owned();
    let kind = |name: &str| Kind::Forecast(Forecast::File(format!("{prefix}{name}.csv")));
    for entry in tree.entries().unwrap_or_default() {
        let (key, node) = (entry.key.as_str(), &entry.node);
        if key == "ets" {
            for entry in node.entries().unwrap_or_default() {
                let data = kind(&entry.key);
                let mut making =
                    Making::new(reader, &entry.node, &format!("ETS {}", entry.key), data);
                ets(&mut making, &entry.node);
                file.cases.push(making.case);
            }
        } else if let Some(rest) = key.strip_prefix("HoltWinters_") {
            let (name, season) = match rest.rsplit_once('_') {
                Some((name, "additive")) => (name, Season::Additive),
                Some((name, "multiplicative")) => (name, Season::Multiplicative),
                _ => (rest, Season::None),
            };
            let title = format!("Holt-Winters {}", rest.replace('_', " "));
            let mut making = Making::new(reader, node, &title, kind(name));
            holt_winters(&mut making, node, season);
            file.cases.push(making.case);
        } else if key.contains("arima") {
            let count = node.entries().map_or(0, <[_]>::len);
            let note = format!(
                "{}: `{key}` ({count} cases) is skipped: {NO_ARIMA}",
                reader.file
            );
            file.notes.push(note);
        } else if key != "computed_with" {
            file.notes
                .push(format!("{}: `{key}` is not compared", reader.file));
        }
    }
    file
}

fn ets(making: &mut Making, node: &Node) {
    let forecast = node.entries().unwrap_or_default().iter();
    let forecast = forecast
        .clone()
        .find(|entry| entry.key.starts_with("forecast"));
    let forecast = forecast
        .and_then(|entry| entry.node.numbers())
        .unwrap_or_default();
    let quantity = Quantity::Forecast(Asked::ChosenAicc {
        above: ABOVE,
        forecast,
        near: NEAR,
    });
    making.ask(node.get("aicc"), "AICc, or the forecast", quantity);
    let model = node.get("model").and_then(Node::text).unwrap_or_default();
    let Some(form) = Form::named(model) else {
        return;
    };
    for (key, which) in SMOOTHINGS {
        let quantity = Quantity::Forecast(Asked::Smoothing(form, which));
        making.ask(node.get(key), format!("{key} of {form}"), quantity);
        off_by(making, node.get(key), |_| OF_SMOOTHING);
    }
}

const SMOOTHINGS: [(&str, Smoothing); 4] = [
    ("alpha", Smoothing::Alpha),
    ("beta", Smoothing::Beta),
    ("gamma", Smoothing::Gamma),
    ("phi", Smoothing::Phi),
];

fn holt_winters(making: &mut Making, node: &Node, season: Season) {
    use HoltWintersQuantity::{Level, Season as OfSeason, Smoothing as Of, Squares, Trend};
    let is_there = |key: &str| node.get(key).is_some_and(|node| node.number().is_some());
    let has_trend = is_there("beta");
    let season = if is_there("gamma") {
        season
    } else {
        Season::None
    };
    let mut ask = |key: &str, what: HoltWintersQuantity, tolerance: fn(f64) -> f64| {
        // Older software writes `false` for what a series does not have.
        let at = node
            .get(key)
            .filter(|node| !matches!(node.value, Value::Flag(false)));
        let quantity = Quantity::Forecast(Asked::HoltWinters(has_trend, season, what));
        making.ask(at, key, quantity);
        off_by(making, at, tolerance);
    };
    for (key, which) in &SMOOTHINGS[..3] {
        ask(key, Of(*which), |_| OF_SMOOTHING);
    }
    let of_states = |value: f64| OF_STATES * value.abs();
    ask("a", Level, of_states);
    ask("b", Trend, of_states);
    ask("SSE", Squares, of_states);
    for entry in node.entries().unwrap_or_default() {
        let step = entry
            .key
            .strip_prefix('s')
            .and_then(|step| step.parse().ok());
        if let Some(step) = step {
            ask(&entry.key, OfSeason(step), of_states);
        }
    }
}

/// What the last known answer may be off by, if it was asked.
fn off_by(making: &mut Making, at: Option<&Node>, tolerance: impl Fn(f64) -> f64) {
    if let (Some(_), Some(asked)) = (at, making.case.expects.last_mut()) {
        asked.tolerance = tolerance(asked.value);
    }
}

/// Mean errors by frequency and model over the series in `NAME.csv.gz` or `NAME.csv` beside
/// `NAME_expected.json`.
pub(super) fn read_panel(reader: &mut Reader, tree: &Node) -> CaseFile {
    let mut file = CaseFile::default();
    let name = stem(reader.file);
    let name = name.strip_suffix("_expected").unwrap_or(name).to_owned();
    let frequencies = tree
        .get("accuracy")
        .and_then(Node::entries)
        .unwrap_or_default();
    for frequency in frequencies {
        let data = Kind::Panel(Panel::File(format!("{name}.csv")));
        let title = format!("{name} {}", frequency.key);
        let mut making = Making::new(reader, &frequency.node, &title, data);
        for entry in frequency.node.entries().unwrap_or_default() {
            let Some((_, model, shares)) = MODELS.iter().find(|(name, ..)| *name == entry.key)
            else {
                let note = format!("{title}: `{}` is not compared", entry.key);
                file.notes.push(note);
                continue;
            };
            for (key, measure) in [("sMAPE", Measure::Smape), ("MASE", Measure::Mase)] {
                let at = entry.node.get(key);
                let value = at.and_then(Node::number).unwrap_or_default();
                let range = match shares {
                    Some(shares) => shares.map(|share| share * value),
                    None => [value - ROUNDED, value + ROUNDED],
                };
                let quantity = errors(Some(&frequency.key), *model, measure, range);
                making.ask(at, format!("{key} of {model}"), quantity);
            }
        }
        let seasonal = frequency
            .node
            .get("sNaive")
            .and_then(|node| node.get("sMAPE"));
        let naive = frequency
            .node
            .get("Naive")
            .and_then(|node| node.get("sMAPE"));
        let of = |node: Option<&Node>| node.and_then(Node::number);
        // Where both naive forecasts are one there is no season.
        if let (Some(most), true) = (of(seasonal), of(seasonal) != of(naive)) {
            for model in NO_WORSE {
                let quantity = errors(Some(&frequency.key), model, Measure::Smape, [0.0, most]);
                let label = format!("sMAPE of {model}, not above seasonal naive");
                making.ask(seasonal, label, quantity);
            }
        }
        file.cases.push(making.case);
    }
    if tree.get("published_sMAPE").is_some() {
        file.notes.push(note_of(reader, &name, "published_sMAPE"));
    }
    file
}

fn errors(frequency: Option<&String>, model: Model, measure: Measure, range: [f64; 2]) -> Quantity {
    Quantity::Panel(PanelQuantity {
        frequency: frequency.cloned(),
        only: None,
        model,
        measure,
        range,
    })
}

/// Whether a table holds errors of other software, a series a line.
pub(super) fn is_by_series(text: &str) -> bool {
    let columns = columns(text.lines().next().unwrap_or_default());
    columns.first() == Some(&"id") && columns.contains(&"smape_ets")
}

fn columns(line: &str) -> Vec<&str> {
    // A model's name has commas inside quotes.
    let mut cells = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => {
                cells.push(line[start..at].trim().trim_matches('"'));
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(line[start..].trim().trim_matches('"'));
    cells
}

/// Errors of other software for some series of `NAME.csv.gz`, in `NAME_....csv`: the mean over
/// these series is to be matched.
pub(super) fn read_by_series(reader: &mut Reader) -> CaseFile {
    let mut file = CaseFile::default();
    let text = reader.text;
    let name = stem(reader.file);
    let name = name.split_once("_every_").or_else(|| name.split_once('_'));
    let name = name.map_or(stem(reader.file), |(name, _)| name).to_owned();
    let heading = columns(text.lines().next().unwrap_or_default());
    let mut start = text.lines().next().map_or(0, |line| line.len() + 1);
    let mut ids = Vec::new();
    let mut sums = vec![0.0; heading.len()];
    for line in text.lines().skip(1) {
        let place = start..start + line.len();
        start = place.end + 1;
        if line.trim().is_empty() {
            continue;
        }
        let cells = columns(line);
        ids.push(cells[0].to_owned());
        for (at, column) in heading.iter().enumerate() {
            if !column.starts_with("smape_") {
                continue;
            }
            match cells.get(at).and_then(|cell| cell.parse::<f64>().ok()) {
                Some(value) if value.is_finite() => sums[at] += value,
                _ => {
                    let origin = reader.place(&place);
                    reader.find(
                        kervan_corridor::code::BAD_CASE,
                        &origin,
                        format!("this line has no number in `{column}`"),
                        "an error in percent",
                        "write one line a series, with the columns of the heading",
                    );
                }
            }
        }
    }
    let whole = Node {
        span: 0..text.lines().next().map_or(0, str::len),
        value: Value::Table(Vec::new()),
    };
    let data = Kind::Panel(Panel::File(format!("{name}.csv")));
    let title = format!("{} series of {name}", ids.len());
    let mut making = Making::new(reader, &whole, &title, data);
    for (column, model, shares) in [
        ("smape_ets", Model::AutomaticEts, [0.0, 1.05]),
        ("smape_theta", Model::Theta, [0.96, 1.04]),
    ] {
        let Some(at) = heading.iter().position(|name| *name == column) else {
            continue;
        };
        let mean = sums[at] / ids.len().max(1) as f64;
        let quantity = Quantity::Panel(PanelQuantity {
            frequency: None,
            only: Some(ids.clone()),
            model,
            measure: Measure::Smape,
            range: shares.map(|share| share * mean),
        });
        making.ask_for(Some(&whole), format!("sMAPE of {model}"), quantity, mean);
    }
    let case = making.case;
    if heading.contains(&"smape_arima") {
        let note = format!(
            "{}: the columns of ARIMA are skipped: {NO_ARIMA}",
            reader.file
        );
        file.notes.push(note);
    }
    file.cases.push(case);
    file
}
