//! A forecast: what was published, what is expected year by year, why, and how sure that is.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::rows::RunInfoRow;

/// The tables of a forecast.
#[derive(Clone, Debug)]
pub struct ForecastTables<'a> {
    /// `forecast_history`.
    pub history: &'a [HistoryRow],
    /// `forecast_years`.
    pub years: &'a [ForecastYearRow],
    /// `forecast_drivers`.
    pub drivers: &'a [DriverRow],
    /// `forecast_growth`.
    pub growth: &'a [GrowthPartRow],
    /// `forecast_models`.
    pub models: &'a [ModelRow],
    /// `forecast_backtest`.
    pub backtest: &'a [BacktestRow],
    /// `forecast_coverage`.
    pub coverage: &'a [CoverageRow],
    /// `forecast_promises`.
    pub promises: &'a [PromiseRow],
    /// `forecast_needed`.
    pub needed: &'a [NeededRow],
    /// `run`.
    pub run: &'a [RunInfoRow],
}

/// A year of a published series.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryRow {
    /// Statistics it is counted in.
    pub scope: String,
    /// What it counts: commodity, places, metric.
    pub what: String,
    /// The year.
    pub year: i64,
    /// How much.
    pub value: f64,
    /// `t` or `TEU`.
    pub unit: &'static str,
    /// How it became a year: `published`, `by share`, `pro rata`, `by growth`, `linked`.
    pub how: &'static str,
    /// Months that it rests on.
    pub months: i64,
    /// Whether it is the series that is forecast.
    pub is_headline: bool,
    /// What was said.
    pub said: String,
}

/// A year of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastYearRow {
    /// The year.
    pub year: i64,
    /// Tonnes that half of the futures ask for, ceiling or not.
    pub asked_t: f64,
    /// Tonnes that half of the futures carry.
    pub median_t: f64,
    /// Mean of the futures.
    pub mean_t: f64,
    /// Ends of the intervals of 50, 80 and 95 %.
    pub bands_t: [[f64; 2]; 3],
    /// Mean of what goes by other routes as the corridor fills up.
    pub elsewhere_t: f64,
    /// What the corridor can carry; none where no ceiling is known.
    pub ceiling_t: Option<f64>,
    /// Share of the futures that ask for more than that.
    pub share_above_ceiling: f64,
    /// Share of the futures that carry the target in that year; none without a target.
    pub chance_of_target: Option<f64>,
    /// Share of the futures that have carried it in that year or one before.
    pub chance_by_then: Option<f64>,
    /// Share in which the watched part comes to so many times the base year.
    pub chance_of_watched: Option<f64>,
    /// The same of what is asked for, ceiling or not.
    pub chance_of_watched_asked: Option<f64>,
}

/// A driver of a forecast: flows of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct DriverRow {
    /// Name in print.
    pub driver: String,
    /// Flows, joined by `; `.
    pub flows: String,
    /// Tonnes of the base year.
    pub base_t: f64,
    /// Growth a year of its own series, as a share; none where none is published.
    pub own_growth: Option<f64>,
    /// Growth a year that the forecast begins with.
    pub growth: f64,
    /// Where that comes from.
    pub rests_on: String,
    /// Year that the next columns speak of.
    pub year: i64,
    /// What is expected of that year: its mean share of the median total.
    pub expected_t: f64,
    /// Interval of 80 % of that year.
    pub band_t: [f64; 2],
    /// Part of the growth of the median total since the base year, as a share of the base year.
    pub points: f64,
}

/// A part of growth that has been seen.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthPartRow {
    /// Year against the year before.
    pub year: i64,
    /// The part; what no published figure splits is `not published by part`.
    pub part: String,
    /// Tonnes before and after; none where not known.
    pub before_t: Option<f64>,
    /// See `before_t`.
    pub after_t: Option<f64>,
    /// Change in tonnes.
    pub change_t: f64,
    /// The same as a share of the total before.
    pub points: f64,
    /// What to know of it.
    pub note: String,
}

/// A model and what it is trusted with.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRow {
    /// Name in print.
    pub model: String,
    /// Its weight.
    pub weight: f64,
    /// Forecasts of the past that it was judged by.
    pub judged: u32,
    /// Root of their mean square in logarithms, a root year.
    pub root_mean_square: Option<f64>,
    /// What it expects of the next year, in tonnes.
    pub next_t: Option<f64>,
    /// What it expects of the last year, in tonnes.
    pub last_t: Option<f64>,
}

/// A forecast of the past.
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestRow {
    /// Statistics and what is counted.
    pub series: String,
    /// Last year that was known.
    pub known_to: i64,
    /// Year that was forecast.
    pub year: i64,
    /// What was expected.
    pub expected: f64,
    /// What came.
    pub came: f64,
    /// What came over what was expected, less one.
    pub off: f64,
    /// Width of the 80 % interval to either side, as a factor, from all other series.
    pub factor_80: Option<f64>,
}

/// How often intervals held what came.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverageRow {
    /// Confidence.
    pub level: f64,
    /// Intervals.
    pub count: u32,
    /// Those that held it.
    pub held: u32,
}

/// What a plan promised and what was reached.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseRow {
    /// In words.
    pub promise: String,
    /// Statistics.
    pub scope: String,
    /// When it was made.
    pub made: String,
    /// The year it was for.
    pub year: i64,
    /// What was promised.
    pub promised: f64,
    /// What was reached; none where it is open or not known.
    pub reached: Option<f64>,
    /// `t` or `TEU`.
    pub unit: &'static str,
    /// Reached over promised.
    pub ratio: Option<f64>,
    /// Chance that the forecast gives a promise that is open, where it is of its series.
    pub chance: Option<f64>,
}

/// What would have to be true for the target in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct NeededRow {
    /// The year.
    pub year: i64,
    /// Tonnes that are to be carried.
    pub target_t: f64,
    /// Growth a year from the last known year.
    pub growth: f64,
    /// Spells of as many years that grew as fast, in all series.
    pub spells_reached: u32,
    /// Such spells in all.
    pub spells: u32,
    /// What the corridor can carry in that year with what is decided.
    pub ceiling_t: Option<f64>,
    /// Chance that the forecast gives it.
    pub chance: f64,
    /// The same if nothing held it back.
    pub chance_without_ceiling: f64,
}

impl ForecastTables<'_> {
    /// All tables with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        Ok([
            ("forecast_history", HistoryRow::batch(self.history)?),
            ("forecast_years", ForecastYearRow::batch(self.years)?),
            ("forecast_drivers", DriverRow::batch(self.drivers)?),
            ("forecast_growth", GrowthPartRow::batch(self.growth)?),
            ("forecast_models", ModelRow::batch(self.models)?),
            ("forecast_backtest", BacktestRow::batch(self.backtest)?),
            ("forecast_coverage", CoverageRow::batch(self.coverage)?),
            ("forecast_promises", PromiseRow::batch(self.promises)?),
            ("forecast_needed", NeededRow::batch(self.needed)?),
            ("run", RunInfoRow::batch(self.run)?),
        ]
        .map(|(name, batch)| (name.to_owned(), batch))
        .into())
    }
}

impl HistoryRow {
    fn batch(rows: &[HistoryRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("scope", rows.iter().map(|row| row.scope.as_str()))
            .text("what", rows.iter().map(|row| row.what.as_str()))
            .whole("year", rows.iter().map(|row| row.year))
            .number("value", rows.iter().map(|row| row.value))
            .text("unit", rows.iter().map(|row| row.unit))
            .text("how", rows.iter().map(|row| row.how))
            .whole("months", rows.iter().map(|row| row.months))
            .flag("is_headline", rows.iter().map(|row| row.is_headline))
            .text("said", rows.iter().map(|row| row.said.as_str()))
            .batch()
    }
}

impl ForecastYearRow {
    fn batch(rows: &[ForecastYearRow]) -> Result<RecordBatch, ArrowError> {
        let band = |at: usize, end: usize| rows.iter().map(move |row| row.bands_t[at][end]);
        Columns::default()
            .whole("year", rows.iter().map(|row| row.year))
            .number("asked_t", rows.iter().map(|row| row.asked_t))
            .number("median_t", rows.iter().map(|row| row.median_t))
            .number("mean_t", rows.iter().map(|row| row.mean_t))
            .number("low_50_t", band(0, 0))
            .number("high_50_t", band(0, 1))
            .number("low_80_t", band(1, 0))
            .number("high_80_t", band(1, 1))
            .number("low_95_t", band(2, 0))
            .number("high_95_t", band(2, 1))
            .number("elsewhere_t", rows.iter().map(|row| row.elsewhere_t))
            .optional("ceiling_t", rows.iter().map(|row| row.ceiling_t))
            .number(
                "share_above_ceiling",
                rows.iter().map(|row| row.share_above_ceiling),
            )
            .optional(
                "chance_of_target",
                rows.iter().map(|row| row.chance_of_target),
            )
            .optional("chance_by_then", rows.iter().map(|row| row.chance_by_then))
            .optional(
                "chance_of_watched",
                rows.iter().map(|row| row.chance_of_watched),
            )
            .optional(
                "chance_of_watched_asked",
                rows.iter().map(|row| row.chance_of_watched_asked),
            )
            .batch()
    }
}

impl DriverRow {
    fn batch(rows: &[DriverRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("driver", rows.iter().map(|row| row.driver.as_str()))
            .text("flows", rows.iter().map(|row| row.flows.as_str()))
            .number("base_t", rows.iter().map(|row| row.base_t))
            .optional("own_growth", rows.iter().map(|row| row.own_growth))
            .number("growth", rows.iter().map(|row| row.growth))
            .text("rests_on", rows.iter().map(|row| row.rests_on.as_str()))
            .whole("year", rows.iter().map(|row| row.year))
            .number("expected_t", rows.iter().map(|row| row.expected_t))
            .number("low_80_t", rows.iter().map(|row| row.band_t[0]))
            .number("high_80_t", rows.iter().map(|row| row.band_t[1]))
            .number("points", rows.iter().map(|row| row.points))
            .batch()
    }
}

impl GrowthPartRow {
    fn batch(rows: &[GrowthPartRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("year", rows.iter().map(|row| row.year))
            .text("part", rows.iter().map(|row| row.part.as_str()))
            .optional("before_t", rows.iter().map(|row| row.before_t))
            .optional("after_t", rows.iter().map(|row| row.after_t))
            .number("change_t", rows.iter().map(|row| row.change_t))
            .number("points", rows.iter().map(|row| row.points))
            .text("note", rows.iter().map(|row| row.note.as_str()))
            .batch()
    }
}

impl ModelRow {
    fn batch(rows: &[ModelRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("model", rows.iter().map(|row| row.model.as_str()))
            .number("weight", rows.iter().map(|row| row.weight))
            .whole("judged", rows.iter().map(|row| i64::from(row.judged)))
            .optional(
                "root_mean_square",
                rows.iter().map(|row| row.root_mean_square),
            )
            .optional("next_t", rows.iter().map(|row| row.next_t))
            .optional("last_t", rows.iter().map(|row| row.last_t))
            .batch()
    }
}

impl BacktestRow {
    fn batch(rows: &[BacktestRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("series", rows.iter().map(|row| row.series.as_str()))
            .whole("known_to", rows.iter().map(|row| row.known_to))
            .whole("year", rows.iter().map(|row| row.year))
            .number("expected", rows.iter().map(|row| row.expected))
            .number("came", rows.iter().map(|row| row.came))
            .number("off", rows.iter().map(|row| row.off))
            .optional("factor_80", rows.iter().map(|row| row.factor_80))
            .batch()
    }
}

impl CoverageRow {
    fn batch(rows: &[CoverageRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .number("level", rows.iter().map(|row| row.level))
            .whole("count", rows.iter().map(|row| i64::from(row.count)))
            .whole("held", rows.iter().map(|row| i64::from(row.held)))
            .batch()
    }
}

impl PromiseRow {
    fn batch(rows: &[PromiseRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("promise", rows.iter().map(|row| row.promise.as_str()))
            .text("scope", rows.iter().map(|row| row.scope.as_str()))
            .text("made", rows.iter().map(|row| row.made.as_str()))
            .whole("year", rows.iter().map(|row| row.year))
            .number("promised", rows.iter().map(|row| row.promised))
            .optional("reached", rows.iter().map(|row| row.reached))
            .text("unit", rows.iter().map(|row| row.unit))
            .optional("ratio", rows.iter().map(|row| row.ratio))
            .optional("chance", rows.iter().map(|row| row.chance))
            .batch()
    }
}

impl NeededRow {
    fn batch(rows: &[NeededRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("year", rows.iter().map(|row| row.year))
            .number("target_t", rows.iter().map(|row| row.target_t))
            .number("growth", rows.iter().map(|row| row.growth))
            .whole(
                "spells_reached",
                rows.iter().map(|row| i64::from(row.spells_reached)),
            )
            .whole("spells", rows.iter().map(|row| i64::from(row.spells)))
            .optional("ceiling_t", rows.iter().map(|row| row.ceiling_t))
            .number("chance", rows.iter().map(|row| row.chance))
            .number(
                "chance_without_ceiling",
                rows.iter().map(|row| row.chance_without_ceiling),
            )
            .batch()
    }
}
