//! Two corridors on the same luck, and the difference in every figure.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kervan_corridor::finding::suggestion;
use kervan_corridor::{Finding, Origin, code};
use kervan_engine::{Interval, Tally, tallied_interval, welch_interval};
use kervan_format::WriteError;
use kervan_results::{
    Cause, Comparison, Condition, DifferenceRow, DistributionRow, Estimate, Figure, Quantity,
    Results, RunInfoRow, Side, UnmatchedRow,
};
use kervan_simulation::{PairError, PairWatch, Progress, Settings, simulate_pair};

use crate::builtin::builtin_names;
use crate::study::{OpenError, Study};
use crate::written::write_answer;

/// Confidence of all intervals.
const LEVEL: f64 = 0.95;

/// Opens the two sides of a comparison.
///
/// Each is a corridor as [`Study::open`] takes it, with `+SCENARIO` for every scenario to apply to
/// it: `middle-corridor+2025+every-loop`. Where B names no corridor but scenarios alone, they are
/// taken on top of A. Scenarios that are given apart are applied to both, before their own.
///
/// # Errors
///
/// The findings of A, or those of B where A has none.
pub fn open_pair(a: &str, b: &str, scenarios: &[String]) -> Result<[Study; 2], OpenError> {
    let with = |more: Vec<String>| [scenarios, &more].concat();
    let (corridor, of_a) = side(a)?;
    let study_a = Study::open(corridor, &with(of_a.clone()))?;
    let (first, of_b) = side(b)?;
    if is_corridor(first) {
        let study_b = Study::open(first, &with(of_b))?;
        return Ok([study_a, study_b]);
    }
    let offered = study_a.scenarios();
    if !first.ends_with(".toml") && offered.iter().all(|scenario| scenario.name != first) {
        let names = builtin_names();
        let known = names.iter().map(String::as_str);
        let known = known.chain(offered.iter().map(|scenario| scenario.name.as_str()));
        return Err(refused(
            b,
            format!("there is no corridor and no scenario `{first}`"),
            format!("neither a corridor, nor a scenario that `{corridor}` offers"),
            suggestion(first, known, "the program, with these scenarios,"),
        ));
    }
    let on_top = [of_a, vec![first.to_owned()], of_b].concat();
    Ok([study_a, Study::open(corridor, &with(on_top))?])
}

/// The corridor of a side, and the scenarios to apply to it.
fn side(text: &str) -> Result<(&str, Vec<String>), OpenError> {
    // A folder may have a `+` in its name.
    if is_corridor(text) {
        return Ok((text, Vec::new()));
    }
    let mut parts = text.split('+');
    let first = parts.next().unwrap_or_default();
    let scenarios: Vec<String> = parts.map(str::to_owned).collect();
    if first.is_empty() || scenarios.iter().any(String::is_empty) {
        return Err(refused(
            text,
            format!("`{text}` has nothing before or after a `+`"),
            "a corridor, then `+` and a scenario for each to apply".to_owned(),
            "write it like `middle-corridor+2025`".to_owned(),
        ));
    }
    Ok((first, scenarios))
}

/// Whether a name is that of a corridor, built in or on the disk.
fn is_corridor(name: &str) -> bool {
    let is_path = name.contains(['/', '\\']) || Path::new(name).exists();
    builtin_names().iter().any(|built_in| built_in == name) || (is_path && !name.ends_with(".toml"))
}

fn refused(side: &str, message: String, expected: String, help: String) -> OpenError {
    OpenError {
        findings: vec![Finding::new(
            code::UNREADABLE,
            &Origin::file(side),
            message,
            expected,
            help,
        )],
        files: None,
    }
}

/// Simulates two corridors on the same luck and compares every figure of their results.
///
/// Replication by replication the figures of B are those of A with what was changed, and not with
/// other luck too: the interval is one over the differences of the pairs. Both leave out the
/// longer of the two warm-ups. Figures are matched by name, and headlines of different names with
/// each other.
///
/// # Errors
///
/// What a run can fail of, and which of the two did.
pub fn compare(
    studies: [&Study; 2],
    settings: &Settings,
    progress: &Progress,
) -> Result<Comparison, PairError> {
    let mut pairs = Pairs::default();
    let corridors = studies.map(Study::corridor);
    let pair = simulate_pair(corridors, settings, progress, &mut pairs)?;
    let [a, b] = pair.results;
    let mut remarks = Vec::new();
    for (side, results, other) in [(Side::A, &a, &b), (Side::B, &b, &a)] {
        for remark in &results.remarks {
            match (other.remarks.contains(remark), side) {
                (false, _) => remarks.push(format!("{}: {remark}", side.as_str())),
                (true, Side::A) => remarks.push(remark.clone()),
                (true, Side::B) => {}
            }
        }
    }
    remarks.extend(pair.remark);
    let (differences, unmatched) = pairs.rows(&a, &b);
    Ok(Comparison {
        differences,
        unmatched,
        precision: pair.precision,
        run: run_info(studies, &a),
        remarks,
        a,
        b,
    })
}

/// Writes the tables of a comparison as CSV and Parquet, with further files, into a new folder.
///
/// # Errors
///
/// A target that is there and not empty, or the system's refusal.
pub fn write_comparison(
    comparison: &Comparison,
    files: &[(String, Vec<u8>)],
    folder: &Path,
) -> Result<(), WriteError> {
    write_answer(comparison.tables(), files, folder)
}

fn run_info(studies: [&Study; 2], results: &Results) -> Vec<RunInfoRow> {
    let row = |key: String, value: String| RunInfoRow { key, value };
    let mut rows = vec![row("kervan".to_owned(), crate::VERSION.to_owned())];
    for (side, study) in [Side::A, Side::B].into_iter().zip(studies) {
        let key = |what: &str| format!("{what} {}", side.as_str());
        rows.push(row(key("corridor"), study.name().to_owned()));
        rows.push(row(key("corridor sha256"), study.checksum()));
        for applied in study.applied() {
            rows.push(row(key("scenario"), applied.scenario.name.clone()));
            rows.push(row(key("scenario sha256"), applied.sha256.clone()));
        }
    }
    // Seed, replications and years are those of both.
    rows.extend(
        results
            .run
            .iter()
            .filter(|row| row.key != "intervals")
            .cloned(),
    );
    rows.push(row(
        "warm-up years".to_owned(),
        results.warm_up.years.to_string(),
    ));
    rows.push(row(
        "intervals".to_owned(),
        "95 %, Student t over pairs of replications".to_owned(),
    ));
    rows
}

/// What is known of one figure: in A, in B, and the difference, over the replications in which
/// both have it.
#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    a: Tally,
    b: Tally,
    difference: Tally,
}

impl Pair {
    fn add(&mut self, a: f64, b: f64) {
        self.a.add(a);
        self.b.add(b);
        self.difference.add(b - a);
    }

    fn row(&self, figure: Figure) -> Option<DifferenceRow> {
        Some(DifferenceRow {
            figure,
            a: estimate(&self.a)?,
            b: estimate(&self.b)?,
            difference: estimate(&self.difference)?,
            unpaired_halfwidth: welch_interval(&self.a, &self.b, LEVEL)
                .map(|interval| interval.halfwidth),
        })
    }
}

/// Mean with its interval; `None` where nothing was tallied.
fn estimate(tally: &Tally) -> Option<Estimate> {
    let interval = tallied_interval(tally, LEVEL);
    Some(Estimate {
        mean: tally.mean()?,
        low: interval.as_ref().map(Interval::low),
        high: interval.as_ref().map(Interval::high),
    })
}

/// The figures of pairs of replications, put together one by one.
#[derive(Debug, Default)]
struct Pairs {
    figures: BTreeMap<Figure, Pair>,
    /// Replications in which units of a flow arrived in both, by flow.
    arrived: BTreeMap<String, u64>,
    /// Name of the headline of A.
    headline: String,
}

impl PairWatch for Pairs {
    fn add(&mut self, one: &[Results]) {
        let [a, b] = one else { return };
        if let Some(first) = a.flows.first() {
            self.headline.clone_from(&first.flow);
        }
        let (in_a, mut in_b) = (arrived(a), arrived(b));
        if let Some((of_a, of_b)) = other_headline(a, b)
            && in_b.contains(of_b)
        {
            in_b.insert(of_a);
        }
        let in_both: BTreeSet<&str> = in_a.intersection(&in_b).copied().collect();
        for flow in &in_both {
            *self.arrived.entry((*flow).to_owned()).or_default() += 1;
        }
        let is_zero =
            |figure: &Figure| is_part(figure) && in_both.contains(figure.subject.as_str());
        let mut of_b: BTreeMap<Figure, f64> = figures_of_b(a, b).into_iter().collect();
        for (figure, in_a) in figures(a) {
            let in_b = of_b.remove(&figure);
            if let Some(in_b) = in_b.or_else(|| is_zero(&figure).then_some(0.0)) {
                self.figures.entry(figure).or_default().add(in_a, in_b);
            }
        }
        for (figure, in_b) in of_b {
            if is_zero(&figure) {
                self.figures.entry(figure).or_default().add(0.0, in_b);
            }
        }
    }

    fn difference(&self, condition: &Condition) -> Option<Estimate> {
        let (subject, column, unit) = match condition.quantity {
            Quantity::Mean => (self.headline.as_str(), "mean_d", "d"),
            Quantity::P10 => (self.headline.as_str(), "p10_d", "d"),
            Quantity::P50 => (self.headline.as_str(), "p50_d", "d"),
            Quantity::P90 => (self.headline.as_str(), "p90_d", "d"),
            Quantity::P95 => (self.headline.as_str(), "p95_d", "d"),
            Quantity::P99 => (self.headline.as_str(), "p99_d", "d"),
            Quantity::Volume if condition.is_in_teu() => (ALL, "arrived_per_year", "TEU/yr"),
            Quantity::Volume => (ALL, "arrived_t_per_year", "t/yr"),
        };
        let figure = Figure {
            table: FLOWS,
            subject: subject.to_owned(),
            place: String::new(),
            part: String::new(),
            column,
            unit: unit.to_owned(),
        };
        estimate(&self.figures.get(&figure)?.difference)
    }
}

impl Pairs {
    /// The differences in the order of the result tables, and the figures without a counterpart.
    fn rows(mut self, a: &Results, b: &Results) -> (Vec<DifferenceRow>, Vec<UnmatchedRow>) {
        // Hours and shares that a replication did not have before another had them.
        for (figure, pair) in self
            .figures
            .iter_mut()
            .filter(|(figure, _)| is_part(figure))
        {
            let arrived = self.arrived.get(&figure.subject).copied().unwrap_or(0);
            for _ in pair.difference.count()..arrived {
                pair.add(0.0, 0.0);
            }
        }
        let (mut rows, mut unmatched) = (Vec::new(), Vec::new());
        for (figure, side) in in_order(a, b) {
            match self.figures.get(&figure) {
                Some(pair) => rows.extend(pair.row(figure)),
                None => unmatched.push(UnmatchedRow { figure, side }),
            }
        }
        (rows, unmatched)
    }
}

/// The figures of A in the order of its tables; those that B alone has follow the one that they
/// follow in B.
fn in_order(a: &Results, b: &Results) -> Vec<(Figure, Side)> {
    let in_a: Vec<Figure> = figures(a).into_iter().map(|(figure, _)| figure).collect();
    let known: BTreeSet<&Figure> = in_a.iter().collect();
    let mut following: BTreeMap<Option<Figure>, Vec<Figure>> = BTreeMap::new();
    let mut last = None;
    for (figure, _) in figures_of_b(a, b) {
        if known.contains(&figure) {
            last = Some(figure);
        } else {
            following.entry(last.clone()).or_default().push(figure);
        }
    }
    let mut after = |figure: Option<&Figure>| {
        let more = following.remove(&figure.cloned()).unwrap_or_default();
        more.into_iter().map(|figure| (figure, Side::B))
    };
    let mut ordered: Vec<(Figure, Side)> = after(None).collect();
    for figure in &in_a {
        ordered.push((figure.clone(), Side::A));
        ordered.extend(after(Some(figure)));
    }
    ordered
}

/// The headlines of A and B where they are of other names, and neither has a flow of the other's.
fn other_headline<'r>(a: &'r Results, b: &'r Results) -> Option<(&'r str, &'r str)> {
    let (of_a, of_b) = (&a.flows.first()?.flow, &b.flows.first()?.flow);
    let has = |results: &Results, name: &str| results.flows.iter().any(|row| row.flow == name);
    (!has(a, of_b) && !has(b, of_a)).then_some((of_a.as_str(), of_b.as_str()))
}

/// The figures of B under the names that A has for them: a headline is compared with the
/// headline, whatever its name.
fn figures_of_b(a: &Results, b: &Results) -> Vec<(Figure, f64)> {
    let mut all = figures(b);
    if let Some((of_a, of_b)) = other_headline(a, b) {
        for (figure, _) in &mut all {
            if figure.subject == of_b {
                of_a.clone_into(&mut figure.subject);
            }
        }
    }
    all
}

/// Flows of which something arrived.
fn arrived(results: &Results) -> BTreeSet<&str> {
    let flows = results.flows.iter().filter(|row| row.mean_d.is_some());
    flows.map(|row| row.flow.as_str()).collect()
}

/// Whether a figure is a part of a whole, so that none of it is zero.
fn is_part(figure: &Figure) -> bool {
    [HOURS, DISTRIBUTION].contains(&figure.table)
}

const FLOWS: &str = "flows";
const HOURS: &str = "hours_by_cause";
const SERVERS: &str = "server_hours";
const MONTHS: &str = "transit_by_month";
const DISTRIBUTION: &str = "transit_distribution";
const OBSERVED: &str = "observed";
/// Subject of the figures on all flows together.
const ALL: &str = "all flows";

/// Every figure of results that a simulation draws, in the order of their tables. Hours are added
/// up by place, by cause and in all too; the distribution is one by days.
fn figures(results: &Results) -> Vec<(Figure, f64)> {
    let mut all = Vec::new();
    let mut push = |table, subject: &str, place: &str, part: String, column, unit: &str, value| {
        let figure = Figure {
            table,
            subject: subject.to_owned(),
            place: place.to_owned(),
            part,
            column,
            unit: unit.to_owned(),
        };
        all.push((figure, value));
    };
    let whole = String::new;
    for (column, unit, volume) in [
        ("arrived_t_per_year", "t/yr", results.volume_t),
        ("arrived_per_year", "TEU/yr", results.volume_teu),
    ] {
        push(FLOWS, ALL, "", whole(), column, unit, volume.mean);
    }
    for row in &results.flows {
        let per_year = format!("{}/yr", row.measure);
        for (column, unit, estimate) in [
            ("entered_per_year", per_year.as_str(), Some(row.entered)),
            ("arrived_per_year", per_year.as_str(), Some(row.arrived)),
            ("arrived_t_per_year", "t/yr", Some(row.arrived_t)),
            ("mean_d", "d", row.mean_d),
            ("p10_d", "d", row.p10_d),
            ("p50_d", "d", row.p50_d),
            ("p90_d", "d", row.p90_d),
            ("p95_d", "d", row.p95_d),
            ("p99_d", "d", row.p99_d),
            ("share_in_said", "share", row.share_in_said),
            ("months_in_said", "share", row.months_in_said),
        ] {
            if let Some(estimate) = estimate {
                push(FLOWS, &row.flow, "", whole(), column, unit, estimate.mean);
            }
        }
    }
    for rows in results.hours.chunk_by(|a, b| a.flow == b.flow) {
        let (mut sum, mut by_cause) = (0.0, BTreeMap::<Cause, f64>::new());
        for rows in rows.chunk_by(|a, b| a.place == b.place) {
            let mut here = 0.0;
            for row in rows {
                let (part, hours) = (row.cause.as_str().to_owned(), row.hours.mean);
                push(HOURS, &row.flow, &row.place, part, PER_UNIT, "h", hours);
                here += hours;
                *by_cause.entry(row.cause).or_default() += hours;
            }
            sum += here;
            push(
                HOURS,
                &rows[0].flow,
                &rows[0].place,
                whole(),
                PER_UNIT,
                "h",
                here,
            );
        }
        for (cause, hours) in by_cause {
            let part = cause.as_str().to_owned();
            push(HOURS, &rows[0].flow, "", part, PER_UNIT, "h", hours);
        }
        push(HOURS, &rows[0].flow, "", whole(), PER_UNIT, "h", sum);
    }
    for row in &results.servers {
        let subject = format!("{} {}", row.kind, row.server);
        let part = if row.month == 0 {
            whole()
        } else {
            month(row.month)
        };
        let occupancy = row.occupancy.mean;
        push(SERVERS, &subject, "", part, "occupancy", "share", occupancy);
    }
    for row in &results.months {
        let arrived = row.arrived.mean;
        if let Some(mean) = row.mean_d {
            push(
                MONTHS,
                &row.flow,
                "",
                month(row.month),
                "mean_d",
                "d",
                mean.mean,
            );
        }
        let measure = results.flows.iter().find(|flow| flow.flow == row.flow);
        let unit = measure.map_or("", |flow| flow.measure);
        push(
            MONTHS,
            &row.flow,
            "",
            month(row.month),
            "arrived",
            unit,
            arrived,
        );
    }
    let day = |row: &DistributionRow| row.from_d.floor();
    for rows in results
        .distribution
        .chunk_by(|a, b| a.flow == b.flow && day(a) == day(b))
    {
        let part = format!("day {}", day(&rows[0]));
        let share = rows.iter().map(|row| row.share).sum();
        push(
            DISTRIBUTION,
            &rows[0].flow,
            "",
            part,
            "share",
            "share",
            share,
        );
    }
    for row in &results.observed {
        if let Some(simulated) = row.simulated {
            push(
                OBSERVED,
                &row.observed,
                "",
                whole(),
                "simulated",
                row.unit,
                simulated.mean,
            );
        }
    }
    all
}

/// Column of the hours.
const PER_UNIT: &str = "hours_per_unit";

fn month(month: u32) -> String {
    format!("month {month}")
}
