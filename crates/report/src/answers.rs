//! What a briefing is printed from: the corridor, and the result tables of every answer.

use kervan_corridor::observed::ObservedQuantity;
use kervan_corridor::{Corridor, Firmness};
use kervan_results::{
    BottleneckTables, Estimate, ForecastTables, ObservedRow, PlanTables, Results, Stress,
    TariffTables,
};

/// All answers about a corridor, those that are missing too.
#[derive(Clone, Debug)]
pub struct Answers<'a> {
    /// The corridor.
    pub corridor: &'a Corridor,
    /// How the answers came about.
    pub about: About,
    /// What it holds, by country.
    pub holdings: Vec<Holding>,
    /// Number of values by firmness.
    pub firmness: Vec<(Firmness, usize)>,
    /// The corridor as it is, simulated.
    pub today: &'a Results,
    /// What holds it back.
    pub bottlenecks: Part<Bottlenecks<'a>>,
    /// What to do about it.
    pub plan: Part<Plan<'a>>,
    /// Which through tariff.
    pub tariff: Part<Tariff<'a>>,
    /// What if something breaks.
    pub stress: Part<&'a Stress>,
    /// How much will move.
    pub forecast: Part<Forecast<'a>>,
    /// Published figures beside simulated ones.
    pub validation: Part<Vec<Compared>>,
}

/// An answer, or why there is none.
#[derive(Clone, Debug)]
pub enum Part<T> {
    /// There is one.
    Given(T),
    /// There is none.
    Missing(Missing),
}

impl<T> Part<T> {
    /// The answer, if there is one.
    pub fn given(&self) -> Option<&T> {
        match self {
            Part::Given(answer) => Some(answer),
            Part::Missing(_) => None,
        }
    }
}

/// Why an answer is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The corridor lacks what it needs: the key of a message that says what.
    Lacks(&'static str),
    /// It was tried, and failed: what the program said, in English.
    Failed(String),
}

/// How the answers came about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Version of the program.
    pub version: String,
    /// Name of the corridor: a built-in one, a folder or a workbook.
    pub name: String,
    /// SHA-256 over the files of the corridor.
    pub checksum: String,
    /// Scenarios that were applied: name, title, SHA-256.
    pub scenarios: Vec<(String, String, String)>,
    /// Seed of all luck.
    pub seed: u64,
    /// The command that gives the same briefing.
    pub command: String,
    /// Whether it is the quick one.
    pub is_quick: bool,
    /// Years and replications of each answer: the key of its chapter, years, replications.
    pub sizes: Vec<(&'static str, u32, u32)>,
}

/// What there is in one country.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    /// Two-letter code of the country.
    pub country: String,
    /// Places.
    pub places: usize,
    /// Kilometres of line.
    pub line_km: f64,
    /// Terminals.
    pub terminals: usize,
    /// Berths.
    pub berths: usize,
    /// Border controls.
    pub controls: usize,
    /// Locomotives.
    pub locomotives: u32,
    /// Wagons.
    pub wagons: u32,
    /// Vessels.
    pub vessels: u32,
    /// Values.
    pub values: usize,
    /// Values that are estimates or defaults.
    pub estimates: usize,
}

/// What holds a corridor back.
#[derive(Clone, Debug)]
pub struct Bottlenecks<'a> {
    /// The tables.
    pub tables: BottleneckTables<'a>,
    /// Tonnes a year that it is asked to carry.
    pub demand_t: f64,
    /// Tonnes a year that are aimed at.
    pub target_t: f64,
    /// What the demand was times where the worth of one more unit was measured.
    pub worth_factor: f64,
    /// Whether the climb ended because nothing that can be added brings more.
    pub nothing_helps: bool,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The tables.
    pub tables: PlanTables<'a>,
    /// Whether the simulated plan carries what is aimed at.
    pub is_reached: bool,
    /// Whether it is proved that no plan is cheaper, within the gap.
    pub is_proved: bool,
    /// Gap that was left, as a share.
    pub gap: f64,
    /// Cost of building, running and not carrying, discounted, in millions of dollars.
    pub cost_musd: f64,
    /// Tonnes a year that are aimed at.
    pub target_t: f64,
    /// Tonnes a year that the corridor is asked to carry today.
    pub today_t: f64,
    /// Measures that change nothing that the corridor describes.
    pub without_effect: &'a [String],
}

/// A through tariff.
#[derive(Clone, Debug)]
pub struct Tariff<'a> {
    /// The tables.
    pub tables: TariffTables<'a>,
    /// The rules of division, the first that of the answer.
    pub rules: Vec<DivisionRule>,
    /// Whether the answer is the tariff that carries most, and not the one that earns most.
    pub is_for_volume: bool,
    /// Of the prices and costs behind it, the share of estimates.
    pub estimated_share: f64,
}

/// A rule by which revenue is divided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionRule {
    /// Its word: `distance`, `shapley` and so on.
    pub rule: String,
    /// Whether nobody would leave.
    pub is_in_core: bool,
    /// Whether every operator gains against today.
    pub all_gain: bool,
}

/// A forecast.
#[derive(Clone, Debug)]
pub struct Forecast<'a> {
    /// The tables.
    pub tables: ForecastTables<'a>,
    /// Statistics that it speaks of.
    pub scope: &'a str,
    /// Last year with a published figure, and its tonnes.
    pub last: (i64, f64),
    /// Tonnes whose chance is asked.
    pub target_t: Option<f64>,
}

/// A published figure beside the simulated one.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The figure, and what was simulated of it.
    pub observed: ObservedRow,
    /// Year it speaks of, where that is not the base year.
    pub year: Option<i64>,
    /// What the comparison can prove: `fitted`, `demand`, `fleets` or `predicted`.
    pub standing: &'static str,
    /// How the two compare.
    pub verdict: Verdict,
}

/// How a simulated figure compares with a published one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// They agree.
    Agrees,
    /// The mean is below by this share.
    Below(f64),
    /// The mean is above by this share.
    Above(f64),
    /// There is no such quantity.
    None,
}

impl Answers<'_> {
    /// Tonnes of goods a year that arrive, in the statistics that the target is counted in; of all flows where there is
    /// no target. Without an interval where no published volume tells these statistics.
    pub(crate) fn volume_t(&self) -> Estimate {
        if let Some(volume) = self.in_scope("t/yr", "") {
            return volume;
        }
        if self.is_all_counted() {
            return self.today.volume_t;
        }
        let flows = self.corridor.flows.rows().iter();
        let counted = flows.filter(|flow| self.corridor.grows(flow) && flow.trade != "empty");
        let arrived = counted.filter_map(|flow| {
            let row = self.today.flows.iter().find(|row| row.flow == flow.id)?;
            Some(row.arrived_t.mean)
        });
        Estimate {
            mean: arrived.sum(),
            low: None,
            high: None,
        }
    }

    /// TEU a year that arrive, in the same statistics; nothing where they cannot be told.
    pub(crate) fn volume_teu(&self) -> Option<Estimate> {
        let all = self.is_all_counted().then_some(self.today.volume_teu);
        self.in_scope("TEU/yr", "containers").or(all)
    }

    /// Whether every flow is counted in the statistics of the target.
    fn is_all_counted(&self) -> bool {
        let mut flows = self.corridor.flows.rows().iter();
        flows.all(|flow| self.corridor.grows(flow))
    }

    /// The simulated side of the published volume of the whole corridor in the statistics of the target.
    fn in_scope(&self, unit: &str, commodity: &str) -> Option<Estimate> {
        let corridor = self.corridor;
        let scope = corridor.target.as_ref()?.scope.as_deref()?;
        let figure = corridor.observed.rows().iter().find(|figure| {
            figure.quantity == ObservedQuantity::Volume
                && figure.scope == scope
                && figure.unit == unit
                && figure.commodity.trim_end_matches('*') == commodity
                && figure.from.is_empty()
                && figure.to.is_empty()
        })?;
        let rows = self.today.observed.iter();
        rows.filter(|row| row.observed == figure.id)
            .find_map(|row| row.simulated)
    }

    /// The headline transit time: mean of the first group, where units arrived.
    pub(crate) fn headline_d(&self) -> Option<Estimate> {
        self.today.flows.first().and_then(|row| row.mean_d)
    }
}
