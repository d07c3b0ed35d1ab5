//! What happens if something breaks.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::Results;
use crate::batch::Columns;
use crate::estimate::Estimate;
use crate::rows::RunInfoRow;

/// What happens if something breaks: one thing at a time, in years of luck, and as the water falls.
///
/// Tonnes are tonnes of goods. `late` is in tonne-days: a tonne that is inside for a day longer
/// than it would have been. Parts that were not asked for, or not reached, are empty.
#[derive(Clone, Debug, Default)]
pub struct Stress {
    /// Each thing out, the worst first: those that were simulated in full, then those that were
    /// only screened.
    pub outages: Vec<OutageRow>,
    /// Tonnes late day by day of the outages that were simulated in full, and of single events.
    pub recoveries: Vec<RecoveryRow>,
    /// Each disruption once, at its worst month.
    pub events: Vec<OutageRow>,
    /// Years with weather and disruptions, and without.
    pub years: Vec<YearsRow>,
    /// What each disruption and each weather closure adds to a year.
    pub contributions: Vec<ContributionRow>,
    /// What buffers and measures take off.
    pub measures: Vec<MeasureRow>,
    /// Year by year as the water falls.
    pub water: Vec<WaterRow>,
    /// Estimated inputs, and where the ranking of disruptions flips.
    pub flips: Vec<FlipRow>,
    /// The run of an ordinary year that the others are compared with.
    pub ordinary: Option<Results>,
    /// Versions, seed, checksums, settings and rules, in order.
    pub run: Vec<RunInfoRow>,
    /// Remarks that a reader must see.
    pub remarks: Vec<String>,
    /// Whether it was interrupted, so that what comes after what is here is missing.
    pub is_interrupted: bool,
}

/// Something out for a while, once, beside the same days without it.
#[derive(Clone, Debug, PartialEq)]
pub struct OutageRow {
    /// Place in the ranking, from 1.
    pub rank: u32,
    /// What is out: `table:id`, several joined by `; `, or the identifier of a disruption.
    pub part: String,
    /// Name in print.
    pub name: String,
    /// What is left of it: 0 nothing. Of demand: what it is times.
    pub left: f64,
    /// `worst` or `best` month of the year, or `asked` for one that was asked for.
    pub season: &'static str,
    /// Month in which it begins, 1 to 12.
    pub month: u32,
    /// How long it lasts, in days.
    pub days: f64,
    /// Demand whose way uses what is out, in tonnes a year.
    pub through_t: f64,
    /// Flows whose way uses it, joined by `; `.
    pub flows: String,
    /// Tonne-days late up to the horizon.
    pub late_td: Estimate,
    /// Tonnes late on the day on which they are most, on average over replications.
    pub depth_t: Estimate,
    /// Tonnes turned away, beyond those of the same days without it.
    pub lost_t: Estimate,
    /// Tonnes still late at the horizon.
    pub behind_t: Estimate,
    /// Tonnes that took another way.
    pub detoured_t: Estimate,
    /// Other ways that goods can take, as `flow: service, service`, joined by `; `; empty where
    /// there are none.
    pub detours: String,
    /// Days from its end until the backlog is gone, over the replications in which it goes.
    pub recovered_d: Option<Estimate>,
    /// Replications in which the backlog was still there at the horizon.
    pub not_recovered: u32,
    /// Days simulated from its end on.
    pub horizon_d: u32,
    /// Replications that came to rest: a ring of waiting.
    pub rings: u32,
    /// Replications.
    pub replications: u32,
    /// Whether it was simulated in full; else only screened.
    pub is_full: bool,
    /// Share of the inputs behind it that are estimates.
    pub estimated_share: f64,
}

/// Tonnes late on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct RecoveryRow {
    /// What is out, as in [`OutageRow`].
    pub part: String,
    /// Season, as in [`OutageRow`].
    pub season: &'static str,
    /// Days since it began, from 1.
    pub day: u32,
    /// Tonnes late at the end of the day.
    pub late_t: Estimate,
}

/// Sampled years.
#[derive(Clone, Debug, PartialEq)]
pub struct YearsRow {
    /// `calm`: without weather and disruptions; `ordinary`: with weather; `all`: with both.
    pub years: &'static str,
    /// Tonnes that arrive a year.
    pub arrived_t: Estimate,
    /// Tonnes turned away a year.
    pub lost_t: Estimate,
    /// Tonnes a year that arrive less than in the same calm year.
    pub short_t: Estimate,
    /// Tonne-days late a year, beside the same calm year.
    pub late_td: Estimate,
    /// Mean of `short_t` over the worst years.
    pub tail_short_t: Estimate,
    /// Mean of `late_td` over the worst years.
    pub tail_late_td: Estimate,
    /// Share of years that are the worst.
    pub tail: f64,
    /// Share of days on which goods flowed without interruption.
    pub flowing: Estimate,
    /// Quantiles of the headline transit time in days.
    pub p50_d: Option<Estimate>,
    /// Nine units in ten keep it.
    pub p90_d: Option<Estimate>,
    /// 95 in a hundred keep it.
    pub p95_d: Option<Estimate>,
    /// 99 in a hundred keep it.
    pub p99_d: Option<Estimate>,
    /// Years, over all replications.
    pub sampled: u32,
}

/// What one disruption or one weather closure adds to a year.
#[derive(Clone, Debug, PartialEq)]
pub struct ContributionRow {
    /// `disruption`, `weather`, `interaction` (all at once less each alone), `all disruptions`,
    /// `all weather` or `together` (all at once).
    pub kind: &'static str,
    /// Identifier; empty for sums.
    pub id: String,
    /// Name in print.
    pub name: String,
    /// How often it begins, in times a year.
    pub rate: Option<f64>,
    /// Its mean duration in days.
    pub duration_d: Option<f64>,
    /// Tonne-days late a year: its rate times what one of it does at its worst month, up to the
    /// horizon.
    pub by_rate_late_td: Option<Estimate>,
    /// Tonnes turned away a year: its rate times what one of it does at its worst month.
    pub by_rate_lost_t: Option<Estimate>,
    /// Tonne-days late a year that go away without it, on the same luck.
    pub late_td: Option<Estimate>,
    /// Tonnes turned away a year that go away without it, on the same luck.
    pub lost_t: Option<Estimate>,
    /// Sources, joined by `; `.
    pub sources: String,
    /// The weakest firmness of its rate and duration, or of its months and length.
    pub firmness: &'static str,
}

/// What a buffer or a measure takes off a year with weather and disruptions.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureRow {
    /// Short name: that of the scenario.
    pub name: String,
    /// Title in print.
    pub title: String,
    /// Which of the worst places it touches; or `asked`.
    pub touches: String,
    /// Tonne-days late a year that it takes off.
    pub late_td: Estimate,
    /// Tonnes turned away a year that it takes off.
    pub lost_t: Estimate,
    /// Tonnes a year that arrive more.
    pub arrived_t: Estimate,
    /// Share of days with uninterrupted flow that it adds.
    pub flowing: Estimate,
}

/// One year of falling water.
#[derive(Clone, Debug, PartialEq)]
pub struct WaterRow {
    /// Scenario on top; empty for the corridor as it is.
    pub scenario: String,
    /// Year.
    pub year: i64,
    /// How much lower than in the base year, in metres, where it falls most.
    pub fall_m: f64,
    /// Room that vessels whose load follows the depth may use, as a share of their full load.
    pub load_share: Option<f64>,
    /// Tonnes that arrive a year; `None` where the corridor cannot be worked.
    pub arrived_t: Option<Estimate>,
    /// P90 of the headline transit time in days.
    pub p90_d: Option<Estimate>,
    /// Why it cannot be worked; empty where it can.
    pub refused: String,
}

/// An estimated input that decides the ranking of two disruptions.
#[derive(Clone, Debug, PartialEq)]
pub struct FlipRow {
    /// The one that ranks higher.
    pub first: String,
    /// The next one.
    pub second: String,
    /// `rate` or `duration` of which of the two, as `id rate`.
    pub input: String,
    /// Value in the corridor.
    pub value: f64,
    /// Unit of the value.
    pub unit: &'static str,
    /// Value at which the two change places; `None` where no value of the range does it.
    pub flips_at: Option<f64>,
    /// Lowest value tried.
    pub low: f64,
    /// Highest value tried.
    pub high: f64,
    /// Firmness of the value.
    pub firmness: &'static str,
}

impl Stress {
    /// The tables that have rows, with their names, as Arrow record batches; and `run`.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        let mut tables = self.all_tables()?;
        tables.retain(|(name, batch)| name == "run" || batch.num_rows() > 0);
        Ok(tables)
    }

    /// All tables with their names, those without rows too.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn all_tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        let tables = [
            ("outages", OutageRow::batch(&self.outages)?),
            ("events", OutageRow::batch(&self.events)?),
            ("recoveries", RecoveryRow::batch(&self.recoveries)?),
            ("sampled_years", YearsRow::batch(&self.years)?),
            (
                "contributions",
                ContributionRow::batch(&self.contributions)?,
            ),
            ("resilience", MeasureRow::batch(&self.measures)?),
            ("falling_water", WaterRow::batch(&self.water)?),
            ("flips", FlipRow::batch(&self.flips)?),
            ("run", RunInfoRow::batch(&self.run)?),
        ];
        Ok(tables
            .into_iter()
            .map(|(name, batch)| (name.to_owned(), batch))
            .collect())
    }
}

impl OutageRow {
    fn batch(rows: &[OutageRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("rank", rows.iter().map(|row| i64::from(row.rank)))
            .text("part", rows.iter().map(|row| row.part.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .number("left", rows.iter().map(|row| row.left))
            .text("season", rows.iter().map(|row| row.season))
            .whole("month", rows.iter().map(|row| i64::from(row.month)))
            .number("days", rows.iter().map(|row| row.days))
            .number("through_t_per_year", rows.iter().map(|row| row.through_t))
            .text("flows", rows.iter().map(|row| row.flows.as_str()))
            .estimate("late_td", rows.iter().map(|row| Some(row.late_td)))
            .estimate("depth_t", rows.iter().map(|row| Some(row.depth_t)))
            .estimate("lost_t", rows.iter().map(|row| Some(row.lost_t)))
            .estimate("behind_t", rows.iter().map(|row| Some(row.behind_t)))
            .estimate("detoured_t", rows.iter().map(|row| Some(row.detoured_t)))
            .text("detours", rows.iter().map(|row| row.detours.as_str()))
            .estimate("recovered_d", rows.iter().map(|row| row.recovered_d))
            .whole(
                "not_recovered",
                rows.iter().map(|row| i64::from(row.not_recovered)),
            )
            .whole("horizon_d", rows.iter().map(|row| i64::from(row.horizon_d)))
            .whole("rings", rows.iter().map(|row| i64::from(row.rings)))
            .whole(
                "replications",
                rows.iter().map(|row| i64::from(row.replications)),
            )
            .flag("is_full", rows.iter().map(|row| row.is_full))
            .number(
                "estimated_share_of_inputs",
                rows.iter().map(|row| row.estimated_share),
            )
            .batch()
    }
}

impl RecoveryRow {
    fn batch(rows: &[RecoveryRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("part", rows.iter().map(|row| row.part.as_str()))
            .text("season", rows.iter().map(|row| row.season))
            .whole("day", rows.iter().map(|row| i64::from(row.day)))
            .estimate("late_t", rows.iter().map(|row| Some(row.late_t)))
            .batch()
    }
}

impl YearsRow {
    fn batch(rows: &[YearsRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("years", rows.iter().map(|row| row.years))
            .estimate(
                "arrived_t_per_year",
                rows.iter().map(|row| Some(row.arrived_t)),
            )
            .estimate("lost_t_per_year", rows.iter().map(|row| Some(row.lost_t)))
            .estimate("short_t_per_year", rows.iter().map(|row| Some(row.short_t)))
            .estimate("late_td_per_year", rows.iter().map(|row| Some(row.late_td)))
            .estimate(
                "tail_short_t",
                rows.iter().map(|row| Some(row.tail_short_t)),
            )
            .estimate(
                "tail_late_td",
                rows.iter().map(|row| Some(row.tail_late_td)),
            )
            .number("tail", rows.iter().map(|row| row.tail))
            .estimate("flowing_share", rows.iter().map(|row| Some(row.flowing)))
            .estimate("p50_d", rows.iter().map(|row| row.p50_d))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .estimate("p95_d", rows.iter().map(|row| row.p95_d))
            .estimate("p99_d", rows.iter().map(|row| row.p99_d))
            .whole("sampled", rows.iter().map(|row| i64::from(row.sampled)))
            .batch()
    }
}

impl ContributionRow {
    fn batch(rows: &[ContributionRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("kind", rows.iter().map(|row| row.kind))
            .text("id", rows.iter().map(|row| row.id.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .optional("rate_per_year", rows.iter().map(|row| row.rate))
            .optional("duration_d", rows.iter().map(|row| row.duration_d))
            .estimate(
                "by_rate_late_td",
                rows.iter().map(|row| row.by_rate_late_td),
            )
            .estimate("by_rate_lost_t", rows.iter().map(|row| row.by_rate_lost_t))
            .estimate("late_td_per_year", rows.iter().map(|row| row.late_td))
            .estimate("lost_t_per_year", rows.iter().map(|row| row.lost_t))
            .text("sources", rows.iter().map(|row| row.sources.as_str()))
            .text("firmness", rows.iter().map(|row| row.firmness))
            .batch()
    }
}

impl MeasureRow {
    fn batch(rows: &[MeasureRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .text("title", rows.iter().map(|row| row.title.as_str()))
            .text("touches", rows.iter().map(|row| row.touches.as_str()))
            .estimate("late_td_per_year", rows.iter().map(|row| Some(row.late_td)))
            .estimate("lost_t_per_year", rows.iter().map(|row| Some(row.lost_t)))
            .estimate(
                "arrived_t_per_year",
                rows.iter().map(|row| Some(row.arrived_t)),
            )
            .estimate("flowing_share", rows.iter().map(|row| Some(row.flowing)))
            .batch()
    }
}

impl WaterRow {
    fn batch(rows: &[WaterRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("scenario", rows.iter().map(|row| row.scenario.as_str()))
            .whole("year", rows.iter().map(|row| row.year))
            .number("fall_m", rows.iter().map(|row| row.fall_m))
            .optional("load_share", rows.iter().map(|row| row.load_share))
            .estimate("arrived_t_per_year", rows.iter().map(|row| row.arrived_t))
            .estimate("p90_d", rows.iter().map(|row| row.p90_d))
            .text("refused", rows.iter().map(|row| row.refused.as_str()))
            .batch()
    }
}

impl FlipRow {
    fn batch(rows: &[FlipRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("first", rows.iter().map(|row| row.first.as_str()))
            .text("second", rows.iter().map(|row| row.second.as_str()))
            .text("input", rows.iter().map(|row| row.input.as_str()))
            .number("value", rows.iter().map(|row| row.value))
            .text("unit", rows.iter().map(|row| row.unit))
            .optional("flips_at", rows.iter().map(|row| row.flips_at))
            .number("low", rows.iter().map(|row| row.low))
            .number("high", rows.iter().map(|row| row.high))
            .text("firmness", rows.iter().map(|row| row.firmness))
            .batch()
    }
}
