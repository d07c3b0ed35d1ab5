//! The facade: the whole flow of Kervan, said once.
//!
//! ```text
//!  name, folder or workbook, scenarios --> Study (files, corridor) --> simulate --> Results --> write
//!                        |  findings, all at once
//!                        +--> overview (show), export
//!  two of them            --> compare --> Comparison (differences, pair by pair)
//! ```
//!
//! # Examples
//!
//! ```
//! use kervan::{Settings, Study};
//!
//! let study = Study::open("first", &[]).expect("the example is sound");
//! let settings = Settings { years: 1, replications: 4, ..Settings::default() };
//! let results = study.simulate_quietly(&settings).expect("it runs");
//! let median = results.flows[0].p50_d.expect("units arrived");
//! assert!(median.mean > 0.0);
//! ```

mod bottlenecks;
mod brief;
mod builtin;
mod calibrate;
mod choice;
mod compare;
mod edit;
mod explain;
mod fluid;
mod forecast;
mod overview;
mod pictures;
mod plan;
mod quote;
mod response;
mod route;
mod stress;
mod study;
mod tariff;
mod validate;
mod verify;
mod written;

pub use bottlenecks::{BottleneckError, BottleneckSettings, Bottlenecks, Target};
pub use brief::{BriefError, BriefProgress, BriefSettings, BriefStage, Briefed};
pub use builtin::{builtin_files, builtin_names};
pub use calibrate::{CalibrationError, CalibrationOutcome, Fit};
pub use choice::{ChoiceFit, ChoiceFitError, fit_choices};
pub use compare::{compare, open_pair, write_comparison};
pub use edit::{Edit, scenario_of, write_scenario};
pub use explain::explain;
pub use forecast::{
    Forecast, ForecastError, ForecastSettings, PanelScore, ScenarioRequest, SeriesError,
    SeriesForecast, SeriesRequest, forecast_series, forecast_series_of, score_panel,
};
pub use kervan_bottleneck::fluid::{
    FluidCapacity, FluidError, FluidThroughput, Resource as FluidResource,
};
pub use kervan_bottleneck::{Ladder, LadderEnd, RankedRoot, Sensitivity, Worth, ranking};
pub use kervan_choice::{
    Crossing, Estimate as ChoiceEstimate, Fit as ChoiceModel, Uniqueness, Values,
};
pub use kervan_corridor::disruption::{Disruption, Touched};
pub use kervan_corridor::{Corridor, Finding, Firmness, code, scenario};
pub use kervan_forecast::{BANDS, Model};
pub use kervan_format::{
    Files, WriteError, bottlenecks_json, comparison_json, finding_json, findings_text,
    forecast_json, plan_json, render_scenario, results_json, stress_json, tariff_json,
    write_results,
};
pub use kervan_report::{Briefing, Language, Text as BriefingText};
pub use kervan_results::{
    AloneRow, BesideRow, BindingRow, Cause, ClauseRow, Comparison, Condition, ConditionError,
    ContenderRow, ContributionRow, DaySeries, DifferenceRow, DivisionRow, Estimate, Figure,
    FlipRow, FlowRow, FrontierRow, FutureRow, HoursRow, InteractionRow, MeasureRow, ObservedRow,
    OutageRow, PayerRow, PlanLadderRow, PlanYearRow, PlannedRow, PrecisionRow, RecoveryRow,
    RegretRow, Results, RootRow, RoundRow, RungRow, SensitivityRow, ServerRow, Side, Stress,
    TariffOperatorRow, TariffPriceRow, TariffRegimeRow, TriggerRow, UnmatchedRow, WaitRow,
    WaterRow, WorthRow, YearsRow,
};
pub use kervan_results::{
    BacktestRow, CoverageRow, DriverRow, ForecastYearRow, GrowthPartRow, HistoryRow, ModelRow,
    NeededRow, PromiseRow,
};
pub use kervan_simulation::{
    Detour, Outage, OutageRun, PairError, Progress, Settings, SimulationError, simulate_outages,
};
pub use kervan_tariff::money::Money;
pub use kervan_tariff::regime::Pricing;
pub use kervan_verification::{
    Case, Judgement, Kind as CaseKind, REFUSED_BY_CHANCE, Row as CaseRow, Spent,
    Verdict as CaseVerdict, schema as case_schema,
};
pub use overview::{Overview, OverviewGroup, overview};
pub use pictures::{Picture, PictureError, picture_files};
pub use plan::{PlanSettings, Planned, PlanningError};
pub use quote::{Day, Quote, QuoteError, QuoteRequest, QuotedPrice, QuotedWay, read_date};
pub use response::{
    Balance, Conditions, DemandResponse, FlowBalance, FlowBase, LoadFlow, LoadRow, ResponseError,
    ResponseSettings, RouteBase, RouteChange,
};
pub use route::{RouteError, RouteRequest, RouteStudy, RouteWay};
pub use stress::{StressError, StressRequest, write_stress};
pub use study::{AppliedScenario, OfferedScenario, OpenError, Study};
pub use tariff::{
    DividedGame, Groups, Objective, Outsiders, PlannedRoom, PricedChain, Rule, RuleError, RuleNote,
    SettleError, Settled, SettledAccount, SettledPayment, Tariff, TariffError, TariffFileError,
    TariffSettings, TariffingError, divide_games, price_chains,
};
pub use validate::{Standing, Validation, ValidationError, ValidationRow, Verdict};
pub use verify::{Cases, CasesError, Outcome, Verification, VerificationSettings, VerifyError};

/// Version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
