//! The tables that every answer reads.
//!
//! | table | answers |
//! | --- | --- |
//! | [`FlowRow`] `flows` | how much arrives, how long it takes, how reliably |
//! | [`HoursRow`] `hours_by_cause` | where the hours of a consignment go |
//! | [`ServerRow`] `server_hours` | how full each line, terminal, berth, fleet and control is, by month |
//! | [`MonthRow`] `transit_by_month` | transit time by month of the year |
//! | [`DistributionRow`] `transit_distribution` | the whole distribution of the transit time |
//! | [`ObservedRow`] `observed` | what was published beside what is simulated |
//! | [`WaitRow`] `waits` | who waits for what, and what is at the root of it, where it was asked for |
//! | [`RootRow`] `roots` | all that waits for one root |
//! | [`RunInfoRow`] `run` | version, seed, checksum, settings |
//! | [`PrecisionRow`] `precision` | the precision that was asked for, where one was, and what was reached |
//! | [`LegRow`] `consignment_legs`, [`TrainRunRow`] `train_runs`, [`VesselCallRow`] `vessel_calls`, [`BorderStayRow`] `border_stays` | the event log, where one was asked for |
//!
//! A [`Comparison`] of two runs has two tables of its own, [`DifferenceRow`] `differences` and
//! [`UnmatchedRow`] `unmatched`.
//!
//! A plan has [`PlannedRow`] `plan`, [`PlanYearRow`] `plan_years`, [`PayerRow`] `plan_payers`,
//! [`BesideRow`] `plan_beside`, [`FutureRow`] `plan_futures` and [`RoundRow`] `plan_rounds`.
//! A forecast has [`ForecastYearRow`] `forecast_years`, and beside it what [`ForecastTables`] lists.
//!
//! A tariff has [`TariffTables`].
//! The search for bottlenecks has [`RungRow`] `ladder`, [`BindingRow`] `binding`, [`AloneRow`] `one_at_a_time`,
//! [`WorthRow`] `worth`, [`InteractionRow`] `interactions` and [`SensitivityRow`] `sensitivity`.
//!
//! Rows are plain structs; [`Results::tables`] turns them into Arrow record batches. The
//! columns are described in `data/columns.csv`.

mod batch;
mod bottleneck;
mod cause;
mod columns;
mod comparison;
mod condition;
mod days;
mod estimate;
mod forecast;
mod log;
mod plan;
mod precision;
mod rows;
mod stress;
mod tariff;
mod waits;

pub use bottleneck::{
    AloneRow, BindingRow, BottleneckTables, InteractionRow, RungRow, SensitivityRow, WorthRow,
};
pub use cause::Cause;
pub use columns::{ColumnMeaning, columns};
pub use comparison::{Comparison, DifferenceRow, Figure, Side, UnmatchedRow};
pub use condition::{Bound, Condition, ConditionError, ConditionFault, Quantity};
pub use days::DaySeries;
pub use estimate::Estimate;
pub use forecast::{
    BacktestRow, CoverageRow, DriverRow, ForecastTables, ForecastYearRow, GrowthPartRow,
    HistoryRow, ModelRow, NeededRow, PromiseRow,
};
pub use log::{BorderStayRow, LegRow, Log, TrainRunRow, VesselCallRow};
pub use plan::{
    BesideRow, ContenderRow, FrontierRow, FutureRow, PayerRow, PlanLadderRow, PlanTables,
    PlanYearRow, PlannedRow, RegretRow, RoundRow, TriggerRow,
};
pub use precision::PrecisionRow;
pub use rows::{
    DistributionRow, FlowRow, HoursRow, MonthRow, ObservedRow, RunInfoRow, ServerRow, WarmUpInfo,
};
pub use stress::{
    ContributionRow, FlipRow, MeasureRow, OutageRow, RecoveryRow, Stress, WaterRow, YearsRow,
};
pub use tariff::{
    ClauseRow, DivisionRow, ItemSumRow, LeaverRow, TariffOperatorRow, TariffPriceRow,
    TariffRegimeRow, TariffSensitivityRow, TariffTables, TariffYearRow,
};
pub use waits::{RootRow, WaitRow};

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

/// A table with its name.
pub type NamedTable = (String, RecordBatch);

/// The results of one simulation study.
#[derive(Clone, Debug)]
pub struct Results {
    /// Flows, the headline group first.
    pub flows: Vec<FlowRow>,
    /// Hours per unit by place and cause.
    pub hours: Vec<HoursRow>,
    /// Occupancy and waiting of every server.
    pub servers: Vec<ServerRow>,
    /// Transit time by month of the year.
    pub months: Vec<MonthRow>,
    /// Distribution of the transit time.
    pub distribution: Vec<DistributionRow>,
    /// Published figures beside simulated ones.
    pub observed: Vec<ObservedRow>,
    /// Tonnes of goods a year that all flows deliver.
    pub volume_t: Estimate,
    /// TEU a year that all flows counted in TEU deliver.
    pub volume_teu: Estimate,
    /// The precision that was asked for, where one was.
    pub precision: Vec<PrecisionRow>,
    /// How the warm-up was found.
    pub warm_up: WarmUpInfo,
    /// Version, seed, checksum, settings, in order.
    pub run: Vec<RunInfoRow>,
    /// Further remarks that a reader must see, such as a backlog that grows.
    pub remarks: Vec<String>,
    /// Who waits for what, traced to its root, where it was asked for.
    pub waits: Vec<WaitRow>,
    /// The roots of it, the one with most tonne-days first.
    pub roots: Vec<RootRow>,
    /// Replications day by day, where they were asked for.
    pub days: Vec<DaySeries>,
    /// The event log, where one was asked for.
    pub log: Option<Log>,
}

impl Results {
    /// All tables with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        let mut tables = vec![
            ("flows".to_owned(), FlowRow::batch(&self.flows)?),
            ("hours_by_cause".to_owned(), HoursRow::batch(&self.hours)?),
            ("server_hours".to_owned(), ServerRow::batch(&self.servers)?),
            (
                "transit_by_month".to_owned(),
                MonthRow::batch(&self.months)?,
            ),
            (
                "transit_distribution".to_owned(),
                DistributionRow::batch(&self.distribution)?,
            ),
            ("observed".to_owned(), ObservedRow::batch(&self.observed)?),
            ("run".to_owned(), RunInfoRow::batch(&self.run)?),
        ];
        if !self.precision.is_empty() {
            tables.push((
                "precision".to_owned(),
                PrecisionRow::batch(&self.precision)?,
            ));
        }
        if !self.waits.is_empty() {
            tables.push(("waits".to_owned(), WaitRow::batch(&self.waits)?));
            tables.push(("roots".to_owned(), RootRow::batch(&self.roots)?));
        }
        if let Some(log) = &self.log {
            tables.extend([
                ("consignment_legs".to_owned(), LegRow::batch(&log.legs)?),
                (
                    "train_runs".to_owned(),
                    TrainRunRow::batch(&log.train_runs)?,
                ),
                (
                    "vessel_calls".to_owned(),
                    VesselCallRow::batch(&log.vessel_calls)?,
                ),
                (
                    "border_stays".to_owned(),
                    BorderStayRow::batch(&log.border_stays)?,
                ),
            ]);
        }
        Ok(tables)
    }
}
