//! A through tariff: prices, who earns, how it is divided, and what holds in years to come.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;

use crate::batch::Columns;
use crate::rows::RunInfoRow;

/// The tables of a tariff.
#[derive(Clone, Debug)]
pub struct TariffTables<'a> {
    /// `tariff_prices`.
    pub prices: &'a [TariffPriceRow],
    /// `tariff_regimes`.
    pub regimes: &'a [TariffRegimeRow],
    /// `tariff_operators`.
    pub operators: &'a [TariffOperatorRow],
    /// `tariff_divisions`.
    pub divisions: &'a [DivisionRow],
    /// `tariff_leavers`.
    pub leavers: &'a [LeaverRow],
    /// `tariff_clauses`.
    pub clauses: &'a [ClauseRow],
    /// `tariff_years`.
    pub years: &'a [TariffYearRow],
    /// `tariff_items_said`.
    pub said: &'a [ItemSumRow],
    /// `tariff_sensitivity`.
    pub sensitivity: &'a [TariffSensitivityRow],
    /// `run`.
    pub run: &'a [RunInfoRow],
}

/// The price of a way of a market under a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffPriceRow {
    /// `today`, `separate` or `joint`.
    pub regime: &'static str,
    /// Goods.
    pub commodity: String,
    /// `west` or `east`, from where to where.
    pub direction: String,
    /// Flow, or the bypass after it.
    pub way: String,
    /// Dollars a loading unit.
    pub usd_per_unit: f64,
    /// Dollars a TEU; `None` for what is not counted in TEU.
    pub usd_per_teu: Option<f64>,
    /// Dollars a tonne of cargo; `None` for empty units.
    pub usd_per_t: Option<f64>,
    /// Loading units a year.
    pub units: f64,
    /// Tonnes of cargo a year.
    pub tonnes: f64,
}

/// A regime as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffRegimeRow {
    /// `today`, `separate` or `joint`.
    pub regime: &'static str,
    /// Mean price of a TEU, in dollars; `None` where nothing is carried in TEU.
    pub usd_per_teu: Option<f64>,
    /// Mean price of a tonne, in dollars.
    pub usd_per_t: f64,
    /// TEU a year.
    pub teu: f64,
    /// Tonnes a year.
    pub tonnes: f64,
    /// Paid by shippers a year, in millions of dollars.
    pub revenue_musd: f64,
    /// Earned by all beyond the costs that vary with the load, in millions of dollars a year.
    pub profit_musd: f64,
    /// What shippers would have paid beyond, against having no way here, in millions of dollars a
    /// year.
    pub surplus_musd: f64,
    /// What all together lose against one tariff, in millions of dollars a year.
    pub lost_musd: f64,
    /// What to know of it: how it was found, whether it is unique.
    pub note: String,
}

/// An operator under a regime.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffOperatorRow {
    /// `today`, `separate`, or `captive` for what does not answer to the price.
    pub regime: &'static str,
    /// Identifier.
    pub operator: String,
    /// Name.
    pub name: String,
    /// Revenue, in millions of dollars a year.
    pub revenue_musd: f64,
    /// Costs that vary with the load, in millions of dollars a year.
    pub variable_musd: f64,
    /// Costs in any case, in millions of dollars a year.
    pub fixed_musd: f64,
}

/// What a rule gives an operator.
#[derive(Clone, Debug, PartialEq)]
pub struct DivisionRow {
    /// The rule.
    pub rule: String,
    /// Identifier.
    pub operator: String,
    /// Name.
    pub name: String,
    /// Paid to it, in millions of dollars a year.
    pub paid_musd: f64,
    /// Share of the revenue.
    pub share: f64,
    /// Earned beyond its costs that vary with the load, in millions of dollars a year.
    pub profit_musd: f64,
    /// The same today.
    pub today_musd: f64,
    /// Whether the division is in the core.
    pub is_in_core: bool,
}

/// Who would leave a division.
#[derive(Clone, Debug, PartialEq)]
pub struct LeaverRow {
    /// The rule.
    pub rule: String,
    /// Operators, joined by `; `.
    pub operators: String,
    /// What they gain by leaving, in millions of dollars a year.
    pub gain_musd: f64,
}

/// A clause of a long-term tariff.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseRow {
    /// In words.
    pub clause: String,
    /// What the prices of one tariff today are times.
    pub level: Option<f64>,
    /// Mean price of a TEU that was agreed, in dollars.
    pub usd_per_teu: Option<f64>,
    /// Earned by all over all years, discounted, in millions of dollars: mean over futures.
    pub profit_musd: Option<f64>,
    /// The same in the future that is worse than nine in ten.
    pub profit_p10_musd: Option<f64>,
    /// Tonnes a year: mean over futures.
    pub tonnes: Option<f64>,
    /// Share of years in which room does not suffice.
    pub congested: Option<f64>,
    /// Share of futures in which all together earn less than with today's prices.
    pub regretted: Option<f64>,
}

/// A year of the expected future.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffYearRow {
    /// The year.
    pub year: i64,
    /// Tonnes that would come at the tariff.
    pub asked_t: f64,
    /// Tonnes that there is room for.
    pub carried_t: f64,
    /// TEU that there is room for.
    pub room_teu: Option<f64>,
    /// Dollars a TEU that room would have to cost for nobody to be left behind.
    pub congestion_usd_per_teu: f64,
}

/// The items of a way beside what is published for the whole of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemSumRow {
    /// Flow.
    pub flow: String,
    /// Dollars a unit that all items come to.
    pub items_usd: f64,
    /// Of which border fees.
    pub border_usd: f64,
    /// Dollars a unit that are published for the whole way; `None` where nothing is.
    pub said_usd: Option<f64>,
    /// Operators whose work has no price.
    pub unpriced: String,
}

/// One tariff if shippers answer otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct TariffSensitivityRow {
    /// What the sensitivity of shippers is times.
    pub times: f64,
    /// Percent of volume for a percent of today's price.
    pub elasticity: f64,
    /// Mean price of a TEU of one tariff, in dollars.
    pub joint_usd_per_teu: Option<f64>,
    /// TEU of one tariff, over those of today.
    pub volume: f64,
    /// Earned by all more than today, in millions of dollars a year.
    pub gain_musd: f64,
}

impl TariffTables<'_> {
    /// All tables with their names, as Arrow record batches.
    ///
    /// # Errors
    ///
    /// None that a caller can cause; Arrow checks that columns have equal lengths.
    pub fn tables(&self) -> Result<Vec<(String, RecordBatch)>, ArrowError> {
        Ok([
            ("tariff_prices", TariffPriceRow::batch(self.prices)?),
            ("tariff_regimes", TariffRegimeRow::batch(self.regimes)?),
            (
                "tariff_operators",
                TariffOperatorRow::batch(self.operators)?,
            ),
            ("tariff_divisions", DivisionRow::batch(self.divisions)?),
            ("tariff_leavers", LeaverRow::batch(self.leavers)?),
            ("tariff_clauses", ClauseRow::batch(self.clauses)?),
            ("tariff_years", TariffYearRow::batch(self.years)?),
            ("tariff_items_said", ItemSumRow::batch(self.said)?),
            (
                "tariff_sensitivity",
                TariffSensitivityRow::batch(self.sensitivity)?,
            ),
            ("run", RunInfoRow::batch(self.run)?),
        ]
        .map(|(name, batch)| (name.to_owned(), batch))
        .into())
    }
}

impl TariffPriceRow {
    fn batch(rows: &[TariffPriceRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("regime", rows.iter().map(|row| row.regime))
            .text("commodity", rows.iter().map(|row| row.commodity.as_str()))
            .text("direction", rows.iter().map(|row| row.direction.as_str()))
            .text("way", rows.iter().map(|row| row.way.as_str()))
            .number("usd_per_unit", rows.iter().map(|row| row.usd_per_unit))
            .optional("usd_per_teu", rows.iter().map(|row| row.usd_per_teu))
            .optional("usd_per_t", rows.iter().map(|row| row.usd_per_t))
            .number("units_per_year", rows.iter().map(|row| row.units))
            .number("t_per_year", rows.iter().map(|row| row.tonnes))
            .batch()
    }
}

impl TariffRegimeRow {
    fn batch(rows: &[TariffRegimeRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("regime", rows.iter().map(|row| row.regime))
            .optional("usd_per_teu", rows.iter().map(|row| row.usd_per_teu))
            .number("usd_per_t", rows.iter().map(|row| row.usd_per_t))
            .number("teu_per_year", rows.iter().map(|row| row.teu))
            .number("t_per_year", rows.iter().map(|row| row.tonnes))
            .number("revenue_musd", rows.iter().map(|row| row.revenue_musd))
            .number("profit_musd", rows.iter().map(|row| row.profit_musd))
            .number("surplus_musd", rows.iter().map(|row| row.surplus_musd))
            .number("lost_musd", rows.iter().map(|row| row.lost_musd))
            .text("note", rows.iter().map(|row| row.note.as_str()))
            .batch()
    }
}

impl TariffOperatorRow {
    fn batch(rows: &[TariffOperatorRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("regime", rows.iter().map(|row| row.regime))
            .text("operator", rows.iter().map(|row| row.operator.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .number("revenue_musd", rows.iter().map(|row| row.revenue_musd))
            .number("variable_musd", rows.iter().map(|row| row.variable_musd))
            .number("fixed_musd", rows.iter().map(|row| row.fixed_musd))
            .batch()
    }
}

impl DivisionRow {
    fn batch(rows: &[DivisionRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("rule", rows.iter().map(|row| row.rule.as_str()))
            .text("operator", rows.iter().map(|row| row.operator.as_str()))
            .text("name", rows.iter().map(|row| row.name.as_str()))
            .number("paid_musd", rows.iter().map(|row| row.paid_musd))
            .number("share", rows.iter().map(|row| row.share))
            .number("profit_musd", rows.iter().map(|row| row.profit_musd))
            .number("today_musd", rows.iter().map(|row| row.today_musd))
            .flag("is_in_core", rows.iter().map(|row| row.is_in_core))
            .batch()
    }
}

impl LeaverRow {
    fn batch(rows: &[LeaverRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("rule", rows.iter().map(|row| row.rule.as_str()))
            .text("operators", rows.iter().map(|row| row.operators.as_str()))
            .number("gain_musd", rows.iter().map(|row| row.gain_musd))
            .batch()
    }
}

impl ClauseRow {
    fn batch(rows: &[ClauseRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("clause", rows.iter().map(|row| row.clause.as_str()))
            .optional("level", rows.iter().map(|row| row.level))
            .optional("usd_per_teu", rows.iter().map(|row| row.usd_per_teu))
            .optional("profit_musd", rows.iter().map(|row| row.profit_musd))
            .optional(
                "profit_p10_musd",
                rows.iter().map(|row| row.profit_p10_musd),
            )
            .optional("t_per_year", rows.iter().map(|row| row.tonnes))
            .optional("congested_share", rows.iter().map(|row| row.congested))
            .optional("regretted_share", rows.iter().map(|row| row.regretted))
            .batch()
    }
}

impl TariffYearRow {
    fn batch(rows: &[TariffYearRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .whole("year", rows.iter().map(|row| row.year))
            .number("asked_t", rows.iter().map(|row| row.asked_t))
            .number("carried_t", rows.iter().map(|row| row.carried_t))
            .optional("room_teu", rows.iter().map(|row| row.room_teu))
            .number(
                "congestion_usd_per_teu",
                rows.iter().map(|row| row.congestion_usd_per_teu),
            )
            .batch()
    }
}

impl ItemSumRow {
    fn batch(rows: &[ItemSumRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .text("flow", rows.iter().map(|row| row.flow.as_str()))
            .number("items_usd_per_unit", rows.iter().map(|row| row.items_usd))
            .number("border_usd_per_unit", rows.iter().map(|row| row.border_usd))
            .optional("said_usd_per_unit", rows.iter().map(|row| row.said_usd))
            .text("unpriced", rows.iter().map(|row| row.unpriced.as_str()))
            .batch()
    }
}

impl TariffSensitivityRow {
    fn batch(rows: &[TariffSensitivityRow]) -> Result<RecordBatch, ArrowError> {
        Columns::default()
            .number("sensitivity_times", rows.iter().map(|row| row.times))
            .number("elasticity", rows.iter().map(|row| row.elasticity))
            .optional(
                "joint_usd_per_teu",
                rows.iter().map(|row| row.joint_usd_per_teu),
            )
            .number("volume_times", rows.iter().map(|row| row.volume))
            .number("gain_musd", rows.iter().map(|row| row.gain_musd))
            .batch()
    }
}
