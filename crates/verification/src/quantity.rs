//! What can be asked.

use kervan_corridor::finding::nearest;
use kervan_forecast::{Form, Model, Season};

/// Something that can be asked of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// Of a network: at a station, or on the whole way through where there is none; of one class,
    /// or of all.
    Network {
        /// What.
        what: NetworkQuantity,
        /// Position of the station.
        station: Option<usize>,
        /// Position of the class.
        class: Option<usize>,
        /// `quantile` or `than`, where it needs one.
        at: f64,
    },
    /// Of a corridor.
    Corridor {
        /// What.
        what: CorridorQuantity,
        /// Flow or group of flows.
        flow: String,
        /// Node, section or link.
        place: String,
        /// Cause of the hours.
        cause: String,
        /// Server.
        server: String,
    },
    /// Of a file of numbers.
    Series {
        /// What.
        what: SeriesQuantity,
        /// Distance of an autocorrelation.
        lag: usize,
        /// Parts of the series.
        batches: usize,
        /// Confidence.
        level: f64,
    },
    /// Of a single track.
    Line(LineQuantity),
    /// Of a network with capacity.
    Capacity {
        /// What.
        what: CapacityQuantity,
        /// Nodes from and to which, where it needs them.
        ends: Option<[String; 2]>,
        /// Arcs that lose capacity, by their nodes; those with a price where there are none.
        arcs: Vec<[String; 2]>,
        /// Capacity added to arcs, by position.
        added: Vec<(usize, f64)>,
    },
    /// Of a network whose edges fail.
    Reliability {
        /// What.
        what: ReliabilityQuantity,
        /// Nodes of which the first is to reach the others.
        terminals: Vec<usize>,
    },
    /// Of a plan.
    Plan(PlanQuantity),
    /// Of a network whose arcs can be opened.
    Design(DesignQuantity),
    /// Of a series to be forecast.
    Forecast(ForecastQuantity),
    /// Of many series to be forecast.
    Panel(PanelQuantity),
    /// Of carriers in series.
    Tariff {
        /// What.
        what: TariffQuantity,
        /// How prices are set.
        regime: PriceRegime,
        /// Position of the carrier, where it needs one.
        carrier: usize,
    },
    /// Of a game of coalitions.
    Game {
        /// What.
        what: GameQuantity,
        /// Position of the player, where it needs one.
        player: usize,
    },
    /// Of observed choices.
    Choice {
        /// What.
        what: ChoiceQuantity,
        /// Position of the term, where it is about one.
        term: usize,
    },
    /// Of paths over links that fill up.
    Path {
        /// What.
        what: PathQuantity,
        /// Position of the path of the first demand.
        path: usize,
        /// Dispersion, in 1 over the unit of time; the user equilibrium where there is none.
        theta: Option<f64>,
    },
}

/// Of a series to be forecast.
#[derive(Clone, Debug, PartialEq)]
pub enum ForecastQuantity {
    /// What a model expects of a step ahead, from 1.
    Point(Model, usize),
    /// Deviation of a form at a step ahead, from 1.
    Deviation(Form, usize),
    /// Criterion of Akaike of a form, corrected for small samples.
    Aicc(Form),
    /// The same of the form that is chosen: at most so much above the known one, or a forecast
    /// that is near the known one at every step.
    ChosenAicc {
        /// So much above.
        above: f64,
        /// A known forecast; empty where there is none.
        forecast: Vec<f64>,
        /// How near, as a share.
        near: f64,
    },
    /// Smoothing of a form.
    Smoothing(Form, Smoothing),
    /// Of the method of Holt and Winters: with a trend or without, with which season.
    HoltWinters(bool, Season, HoltWintersQuantity),
    /// Mean error of a model over the steps that came after.
    Error(Model, Measure),
}

/// Of the smoothing of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // as they are called
pub enum Smoothing {
    Alpha,
    Beta,
    Gamma,
    Phi,
}

/// Of the method of Holt and Winters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoltWintersQuantity {
    /// Smoothing.
    Smoothing(Smoothing),
    /// Level after the last value.
    Level,
    /// Trend after the last value.
    Trend,
    /// Season of a step ahead, from 1.
    Season(usize),
    /// Sum of squares one step ahead.
    Squares,
}

/// How errors are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Symmetric mean absolute percentage error, in percent.
    Smape,
    /// Mean absolute scaled error.
    Mase,
}

/// Mean error of a model over many series.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelQuantity {
    /// Only series of this frequency.
    pub frequency: Option<String>,
    /// Only these series.
    pub only: Option<Vec<String>>,
    /// Model.
    pub model: Model,
    /// How errors are measured.
    pub measure: Measure,
    /// Least and most that the answer may be.
    pub range: [f64; 2],
}

/// Of a network whose arcs can be opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DesignQuantity {
    /// Cost of the best design that was found.
    Cost,
    /// Cost of the linear relaxation with all strong rows.
    Relaxation,
    /// By how much what is proved of the cheapest is above what somebody else found; 0 where it
    /// is not.
    BoundAbove(f64),
}

/// Of a plan that carries all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanQuantity {
    /// Cost of the cheapest, discounted.
    Cost,
    /// Cost of the next plan: any other, or one that does not do all that the cheapest does.
    NextCost {
        /// Whether it must leave something out.
        leaves_out: bool,
    },
    /// Cost of the plan that takes bottlenecks one at a time.
    OneAtATimeCost,
    /// 1 where the cheapest does a project, by position; 0 where not.
    Does(usize),
    /// Cost of a plan that somebody else found, as the checker sees it: the period in which
    /// each project is started.
    CostOf(Vec<Option<usize>>),
}

/// A quantity with its name and meaning; reader and schema use the same rows.
pub(crate) struct Word<T: 'static> {
    pub(crate) name: &'static str,
    pub(crate) what: T,
    /// Keys beside `value` that it needs.
    pub(crate) needs: &'static [&'static str],
    /// Keys it may have.
    pub(crate) may_have: &'static [&'static str],
    pub(crate) unit: &'static str,
    pub(crate) meaning: &'static str,
}

/// Finds a quantity by its name.
pub(crate) fn find<T>(words: &'static [Word<T>], name: &str) -> Option<&'static Word<T>> {
    words.iter().find(|word| word.name == name)
}

/// The name that was probably meant, where symbols are known too.
pub(crate) fn meant(written: &str, names: &[&'static str]) -> Option<&'static str> {
    let symbol = SYMBOLS.iter().find(|(symbol, _)| *symbol == written);
    symbol
        .map(|(_, name)| *name)
        .filter(|name| names.contains(name))
        .or_else(|| nearest(written, names.iter().copied()))
}

/// Symbols of textbooks.
const SYMBOLS: [(&str, &str); 14] = [
    ("Wq", "mean wait"),
    ("W", "mean time"),
    ("Lq", "mean line"),
    ("L", "mean number"),
    ("rho", "utilisation"),
    ("utilization", "utilisation"),
    ("X", "throughput"),
    ("p0", "share empty"),
    ("p_wait", "share waited"),
    ("p_block", "share lost"),
    ("queue length", "mean line"),
    ("response time", "mean time"),
    ("sojourn time", "mean time"),
    ("cycle time", "mean time"),
];

/// Of a network of stations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum NetworkQuantity {
    MeanWait,
    QuantileOfWait,
    ShareWaitingLonger,
    ShareWaited,
    MeanTime,
    DeviationOfTime,
    QuantileOfTime,
    ShareTakingLonger,
    MeanLine,
    MeanNumber,
    Utilisation,
    Throughput,
    ArrivalRate,
    ShareLost,
    ShareBlocked,
    ShareEmpty,
    MeanLeftBehind,
    ShareLeavingBehind,
}

impl NetworkQuantity {
    /// Whether it can be asked of the whole way through the network.
    pub(crate) fn is_of_the_way(self) -> bool {
        use NetworkQuantity::*;
        matches!(
            self,
            MeanTime
                | DeviationOfTime
                | QuantileOfTime
                | ShareTakingLonger
                | MeanNumber
                | Throughput
                | ShareLost
        )
    }
}

const PLACE: &[&str] = &["station", "class"];

macro_rules! words {
    ($($name:literal, $what:expr, $needs:expr, $may:expr, $unit:literal, $meaning:literal;)*) => {
        &[$(Word { name: $name, what: $what, needs: $needs, may_have: $may, unit: $unit, meaning: $meaning }),*]
    };
}

/// Quantities of networks.
pub(crate) const NETWORK: &[Word<NetworkQuantity>] = {
    use NetworkQuantity::*;
    words! {
        "mean wait", MeanWait, &[], PLACE, "time", "time in line of those served, not counting interruptions (Wq); at a timetable, to departure";
        "quantile of wait", QuantileOfWait, &["quantile"], PLACE, "time", "the wait that a share `quantile` of the served do not pass";
        "share waiting longer", ShareWaitingLonger, &["than"], PLACE, "share", "of the served, who waited longer than `than`";
        "share waited", ShareWaited, &[], PLACE, "share", "of the served, who had to wait at all (Erlang C)";
        "mean time", MeanTime, &[], PLACE, "time", "from coming to leaving: wait, service, interruptions, blocking, running (W); without a station, from entry into the network to leaving it, or a whole cycle";
        "deviation of time", DeviationOfTime, &[], PLACE, "time", "standard deviation of that time";
        "quantile of time", QuantileOfTime, &["quantile"], PLACE, "time", "the time that a share `quantile` of customers do not pass";
        "share taking longer", ShareTakingLonger, &["than"], PLACE, "share", "of customers, who took longer than `than`";
        "mean line", MeanLine, &[], PLACE, "customers", "mean number in line or interrupted (Lq)";
        "mean number", MeanNumber, &[], PLACE, "customers", "mean number there, in service too (L); without a station, in the whole network";
        "utilisation", Utilisation, &[], PLACE, "share", "mean share of the servers that work (rho); of a delay, the mean number in it; of a timetable, the share of the room taken";
        "throughput", Throughput, &[], PLACE, "customers per time", "those who leave served; without a station, passages completed";
        "arrival rate", ArrivalRate, &[], PLACE, "customers per time", "those who come, the lost ones included";
        "share lost", ShareLost, &[], PLACE, "share", "of those who come, who find no room and are lost (Erlang B); without a station, of those who enter the network";
        "share blocked", ShareBlocked, &[], PLACE, "share", "of time in which a server is blocked, a mean over the servers";
        "share empty", ShareEmpty, &[], PLACE, "share", "of time in which nobody is there (p0)";
        "mean left behind", MeanLeftBehind, &[], PLACE, "customers", "at a timetable: mean number that a departure leaves behind";
        "share leaving behind", ShareLeavingBehind, &[], PLACE, "share", "at a timetable: of departures, those that leave somebody behind";
    }
};

/// Of a corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum CorridorQuantity {
    MeanTransitTime,
    TransitTimeP10,
    TransitTimeP50,
    TransitTimeP90,
    Hours,
    Entered,
    Arrived,
    Tonnes,
    Occupancy,
}

/// Quantities of corridors.
pub(crate) const CORRIDOR: &[Word<CorridorQuantity>] = {
    use CorridorQuantity::*;
    words! {
        "mean transit time", MeanTransitTime, &["flow"], &[], "d", "mean over the units of a flow";
        "P10 of transit time", TransitTimeP10, &["flow"], &[], "d", "one unit in ten is faster";
        "P50 of transit time", TransitTimeP50, &["flow"], &[], "d", "median";
        "P90 of transit time", TransitTimeP90, &["flow"], &[], "d", "nine units in ten are faster";
        "hours", Hours, &["flow", "place", "cause"], &[], "h", "mean hours of a unit of the flow at a place for a cause";
        "entered", Entered, &["flow"], &[], "TEU, t or m a year", "room of the units that enter, in the flow's measure";
        "arrived", Arrived, &["flow"], &[], "TEU, t or m a year", "room of the units that arrive";
        "tonnes", Tonnes, &["flow"], &[], "t a year", "goods that arrive";
        "occupancy", Occupancy, &["server"], &[], "share", "mean share of a server that is held over the year";
    }
};

/// Of a file of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum SeriesQuantity {
    Count,
    Mean,
    Variance,
    StandardDeviation,
    Autocorrelation,
    BatchMeansHalfWidth,
    BatchMeansAutocorrelation,
    OverlappingBatchMeans,
    MserDeleted,
    MserMean,
    MserStatistic,
    AnovaF,
    AnovaRSquared,
    AnovaDeviation,
    Slope,
    Intercept,
    DeviationOfSlope,
    DeviationOfIntercept,
    RegressionRSquared,
    RegressionDeviation,
}

/// Quantities of files of numbers.
pub(crate) const SERIES: &[Word<SeriesQuantity>] = {
    use SeriesQuantity::*;
    const BATCHES: &[&str] = &["batches"];
    words! {
        "count", Count, &[], &[], "-", "number of values";
        "mean", Mean, &[], &[], "-", "mean";
        "variance", Variance, &[], &[], "-", "sample variance, divided by n - 1";
        "standard deviation", StandardDeviation, &[], &[], "-", "its root";
        "autocorrelation", Autocorrelation, &["lag"], &[], "-", "sum of products of distances to the mean over the sum of their squares";
        "batch means half-width", BatchMeansHalfWidth, &[], &["batches", "level"], "-", "half the Student interval of the mean from `batches` equal parts";
        "batch means autocorrelation", BatchMeansAutocorrelation, &[], BATCHES, "-", "that of neighbouring parts";
        "overlapping batch means variance", OverlappingBatchMeans, &[], BATCHES, "-", "variance of the mean from all parts of n / `batches` values";
        "MSER-5 deleted", MserDeleted, &[], &[], "-", "values left out at the start";
        "MSER-5 mean", MserMean, &[], &[], "-", "mean of the rest, by means of five";
        "MSER-5 statistic", MserStatistic, &[], &[], "-", "squares of the kept means of five over the square of their number";
        "ANOVA F", AnovaF, &[], &[], "-", "columns group, value: one-way analysis of variance";
        "ANOVA R squared", AnovaRSquared, &[], &[], "-", "share of the squares between groups";
        "ANOVA residual deviation", AnovaDeviation, &[], &[], "-", "root of the mean square within groups";
        "slope", Slope, &[], &[], "-", "columns x, y: straight line by least squares";
        "intercept", Intercept, &[], &[], "-", "its value at x = 0";
        "deviation of slope", DeviationOfSlope, &[], &[], "-", "standard error";
        "deviation of intercept", DeviationOfIntercept, &[], &[], "-", "standard error";
        "line R squared", RegressionRSquared, &[], &[], "-", "share of the squares that the line explains";
        "line residual deviation", RegressionDeviation, &[], &[], "-", "root of the residual squares over n - 2";
    }
};

/// Of a single track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum LineQuantity {
    Cycle,
    BindingSection,
    TrainsADay,
    SaturatedTrainsADay,
}

/// Quantities of single tracks.
pub(crate) const LINE: &[Word<LineQuantity>] = {
    use LineQuantity::*;
    words! {
        "cycle", Cycle, &[], &[], "min", "of the worst section: up + down + 2 crossings + 2 (k - 1) headways";
        "binding section", BindingSection, &[], &[], "-", "number of that section, from 1";
        "trains a day", TrainsADay, &[], &[], "trains a day", "both directions together, by the formula";
        "saturated trains a day", SaturatedTrainsADay, &[], &[], "trains a day", "simulated with trains always waiting at both ends: at least 98 % of the known answer, and never above it";
    }
};

/// Of a network with capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum CapacityQuantity {
    Factor,
    FactorWithLess,
    MaximumFlow,
    Throughput,
    /// What capacity added to arcs adds to the throughput; in files of others alone.
    ThroughputGained,
}

/// Quantities of networks with capacity.
pub(crate) const CAPACITY: &[Word<CapacityQuantity>] = {
    use CapacityQuantity::*;
    words! {
        "factor", Factor, &[], &[], "-", "by which all demands can grow together before the network is full (maximum concurrent flow); below 1 they do not fit";
        "factor with the bottleneck 1 % smaller", FactorWithLess, &[], &[], "-", "that factor when the arcs that Kervan says bind lose 1 % of their capacity: 0.99 of it, if they do";
        "maximum flow", MaximumFlow, &["from", "to"], &[], "as the capacities", "the most that can flow between two nodes";
        "throughput", Throughput, &[], &[], "as the demands", "the most that can be carried of all demands together, none beyond what there is of it";
    }
};

/// Of a network whose edges fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum ReliabilityQuantity {
    Reliability,
    BySamples,
}

/// Quantities of networks whose edges fail.
pub(crate) const RELIABILITY: &[Word<ReliabilityQuantity>] = {
    use ReliabilityQuantity::*;
    const TERMINALS: &[&str] = &["terminals"];
    words! {
        "reliability", Reliability, &[], TERMINALS, "chance", "that the first of the `terminals` reaches all others; all nodes, from the first of the first edge, where they are left out";
        "reliability by samples", BySamples, &[], TERMINALS, "chance", "the same, from drawn outcomes: 20,000 a replication, up to 1,000,000 where being joined is rare";
    }
};

/// What a quantity of a series is about; the model and the step come with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ForecastWord {
    Point,
    Deviation,
    Aicc,
    Smoothing(Smoothing),
    Error(Measure),
}

/// Quantities of series to be forecast.
pub(crate) const FORECAST: &[Word<ForecastWord>] = {
    use ForecastWord::*;
    const MODEL: &[&str] = &["model"];
    const STEP: &[&str] = &["model", "step"];
    words! {
        "point", Point, STEP, &[], "as the values", "what the model expects of the step ahead";
        "deviation", Deviation, STEP, &[], "as the values", "of the step ahead around it, by the closed form; of forms whose errors and season add";
        "AICc", Aicc, MODEL, &[], "-", "minus twice the logarithm of the likelihood and what its parameters cost: n log(squares) + 2 p + 2 p (p + 1) / (n - p - 1), with the variance among the p parameters";
        "alpha", Smoothing(crate::quantity::Smoothing::Alpha), MODEL, &[], "share", "smoothing of the level";
        "beta", Smoothing(crate::quantity::Smoothing::Beta), MODEL, &[], "share", "smoothing of the trend, of the error";
        "gamma", Smoothing(crate::quantity::Smoothing::Gamma), MODEL, &[], "share", "smoothing of the season";
        "phi", Smoothing(crate::quantity::Smoothing::Phi), MODEL, &[], "share", "what a damped trend keeps each step";
        "sMAPE", Error(Measure::Smape), MODEL, &[], "%", "mean of 200 |y - f| / (|y| + |f|) over the steps of `after`";
        "MASE", Error(Measure::Mase), MODEL, &[], "-", "mean error over the steps of `after`, over that of the seasonal naive forecast inside the series";
    }
};

/// How carriers in series set prices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PriceRegime {
    /// All at once, each for itself.
    #[default]
    Separate,
    /// One after another, in the order of the way.
    Successive,
    /// One price for the whole way.
    Joint,
}

impl PriceRegime {
    /// All, with their names.
    pub(crate) const ALL: [(&str, PriceRegime); 3] = [
        ("separate", PriceRegime::Separate),
        ("successive", PriceRegime::Successive),
        ("joint", PriceRegime::Joint),
    ];
}

/// Of carriers in series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum TariffQuantity {
    ThroughPrice,
    Price,
    Sent,
    TotalProfit,
    Profit,
    Surplus,
    MarketShare,
    Equilibrium,
    GainOfOneTariff,
}

/// Quantities of carriers in series.
pub(crate) const TARIFF: &[Word<TariffQuantity>] = {
    use TariffQuantity::*;
    const REGIME: &[&str] = &["regime"];
    const CARRIER: &[&str] = &["carrier"];
    words! {
        "through price", ThroughPrice, &[], REGIME, "money a unit", "price of the whole way";
        "price", Price, CARRIER, REGIME, "money a unit", "what a carrier asks; the first is 1";
        "sent", Sent, &[], REGIME, "units", "what is sent at that price";
        "total profit", TotalProfit, &[], REGIME, "money", "what all earn beyond their costs";
        "profit", Profit, CARRIER, REGIME, "money", "what a carrier earns beyond its costs";
        "surplus", Surplus, &[], REGIME, "money", "what those who send would have paid beyond the price";
        "market share", MarketShare, &[], REGIME, "share", "of all that could be sent; of `logit` alone";
        "equilibrium", Equilibrium, &[], REGIME, "0 or 1", "whether there are prices from which nobody moves";
        "gain of one tariff", GainOfOneTariff, &[], REGIME, "money", "total profit of `joint` less that of the regime";
    }
};

/// Of a game of coalitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum GameQuantity {
    Shapley,
    Nucleolus,
    HasCore,
    LeastSatisfaction,
    KohlbergHolds,
}

/// Quantities of games of coalitions.
pub(crate) const GAME: &[Word<GameQuantity>] = {
    use GameQuantity::*;
    const PLAYER: &[&str] = &["player"];
    words! {
        "Shapley value", Shapley, PLAYER, &[], "as the values", "what a player adds on average over all orders; the first is 1";
        "nucleolus", Nucleolus, PLAYER, &[], "as the values", "what a player has where the least satisfied coalitions are as satisfied as can be";
        "core", HasCore, &[], &[], "0 or 1", "whether some division is bettered by no coalition";
        "least satisfaction", LeastSatisfaction, &[], &[], "as the values", "of the least satisfied coalition, as large as any division makes it (least core)";
        "Kohlberg holds", KohlbergHolds, &[], &[], "0 or 1", "whether the nucleolus that was found passes Kohlberg's criterion, which does not know how it was found";
    }
};

/// Of observed choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum ChoiceQuantity {
    Coefficient,
    StandardError,
    LogLikelihood,
    AtZero,
    AtShares,
    RhoSquared,
    Choices,
}

/// Quantities of observed choices.
pub(crate) const CHOICE: &[Word<ChoiceQuantity>] = {
    use ChoiceQuantity::*;
    words! {
        "coefficient", Coefficient, &["term"], &[], "1 over the column", "of a term, by maximum likelihood";
        "standard error", StandardError, &["term"], &[], "1 over the column", "of that coefficient";
        "log-likelihood", LogLikelihood, &[], &[], "-", "at the maximum";
        "log-likelihood at zero", AtZero, &[], &[], "-", "with all coefficients 0: equal shares";
        "log-likelihood at shares", AtShares, &[], &[], "-", "with constants alone: market shares";
        "rho squared", RhoSquared, &[], &[], "-", "1 less the log-likelihood over that at zero";
        "choices", Choices, &[], &[], "-", "their number, counts counted";
    }
};

/// Of paths over links that fill up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the meanings stand in the table below
pub enum PathQuantity {
    Flow,
    Time,
}

/// Quantities of paths over links that fill up.
pub(crate) const PATH: &[Word<PathQuantity>] = {
    use PathQuantity::*;
    words! {
        "flow", Flow, &["path"], &["theta"], "as the demand", "of a path in equilibrium: stochastic with a `theta`, by a logit of the times of paths; the user equilibrium without";
        "time", Time, &["path"], &["theta"], "as the links", "of a path in that equilibrium";
    }
};
