//! Fits repeated: which values the corridor's own rules of calibration give.

use kervan_corridor::calibration::{Calibration, FitRule};
use kervan_corridor::scenario::Scenario;
use kervan_results::{Estimate, ObservedRow, Results};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::edit::{Edit, scenario_of};
use crate::study::{OpenError, Study};

/// Halvings of the plausible range in a `match`: one part in four thousand of it.
const HALVINGS: u32 = 12;

/// What a calibration found.
#[derive(Clone, Debug)]
pub struct CalibrationOutcome {
    /// The fits, in order of table row.
    pub fits: Vec<Fit>,
    /// The figures that were fitted to, simulated with the fitted values.
    pub observed: Vec<ObservedRow>,
    /// A scenario that sets the fitted values.
    pub scenario: Scenario,
}

/// One fitted number.
#[derive(Clone, Debug)]
pub struct Fit {
    /// Row of the calibration table.
    pub calibration: String,
    /// What was fitted.
    pub table: String,
    /// Its row.
    pub row: String,
    /// Its column.
    pub column: String,
    /// Unit of the column.
    pub unit: &'static str,
    /// The corridor's own value.
    pub given: f64,
    /// The value that the rule gives.
    pub fitted: f64,
    /// Plausible range.
    pub range: (f64, f64),
    /// Whether the rule asked for a value beyond the range, whose end was taken.
    pub at_end_of_range: bool,
    /// Number in use with plenty, for `in use`.
    pub in_use: Option<Estimate>,
    /// Figure it was fitted to.
    pub observed: String,
}

/// Why a calibration came to no end.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// The corridor says nothing of fits.
    #[error("the corridor has no calibration.csv, so there is nothing to fit")]
    Nothing,
    /// A value in the plausible range makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

impl Study {
    /// Repeats the fits of the calibration table.
    ///
    /// `in use`: all pools that are fitted so are given the upper end of their range together;
    /// the number in use on average over `share`, plus `spare`, rounded up to `step`, is the
    /// value. `match`: one after the other, by halving the range, with the same luck in every
    /// run.
    ///
    /// # Errors
    ///
    /// No fits, values that make the corridor unsound, runs that fail.
    pub fn calibrate(
        &self,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<CalibrationOutcome, CalibrationError> {
        let rows = self.corridor().calibration.rows();
        if rows.is_empty() {
            return Err(CalibrationError::Nothing);
        }
        let mut fits = self.fit_in_use(rows, settings, progress)?;
        for row in rows.iter().filter(|row| row.rule == FitRule::Match) {
            let fit = self.fit_match(row, &fits, settings, progress)?;
            fits.push(fit);
        }
        let results = self
            .edited("calibrate", &edits(&fits))?
            .simulate(settings, progress)?;
        let fitted_to: Vec<&str> = fits.iter().map(|fit| fit.observed.as_str()).collect();
        Ok(CalibrationOutcome {
            observed: results
                .observed
                .into_iter()
                .filter(|row| fitted_to.contains(&row.observed.as_str()))
                .collect(),
            scenario: scenario_of(
                "calibrate",
                "Values fitted by kervan calibrate",
                &edits(&fits),
            ),
            fits,
        })
    }

    fn fit_in_use(
        &self,
        rows: &[Calibration],
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Vec<Fit>, CalibrationError> {
        let in_use = || {
            rows.iter()
                .filter(|row| matches!(row.rule, FitRule::InUse { .. }))
        };
        let plenty: Vec<Edit> = in_use()
            .flat_map(|row| row.rows.iter().map(|id| edit(row, id, row.range.1)))
            .collect();
        if plenty.is_empty() {
            return Ok(Vec::new());
        }
        let results = self
            .edited("calibrate", &plenty)?
            .simulate(settings, progress)?;
        let mut fits = Vec::new();
        for row in in_use() {
            for id in &row.rows {
                let used = used(&results, &row.table, id);
                let wanted = match row.rule {
                    FitRule::InUse { share, spare } => {
                        (used.map_or(0.0, |used| used.mean) / share).ceil() + spare
                    }
                    FitRule::Match => continue,
                };
                let fitted = (wanted / row.step - 1e-9).ceil() * row.step;
                fits.push(self.fit(row, id, fitted, used));
            }
        }
        Ok(fits)
    }

    /// Halves the range until the simulated figure is the published one.
    fn fit_match(
        &self,
        row: &Calibration,
        before: &[Fit],
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Fit, CalibrationError> {
        let observed = &self.corridor().observed[row.observed];
        let target = (observed.low + observed.high) / 2.0;
        let id = &row.rows[0];
        let simulated = |value: f64| -> Result<f64, CalibrationError> {
            let mut all = edits(before);
            all.push(edit(row, id, value));
            let results = self
                .edited("calibrate", &all)?
                .simulate(settings, progress)?;
            Ok(results
                .observed
                .iter()
                .find(|found| found.observed == observed.id)
                .and_then(|found| found.simulated)
                .map_or(f64::NAN, |estimate| estimate.mean))
        };
        let (mut low, mut high) = row.range;
        let (at_low, at_high) = (simulated(low)?, simulated(high)?);
        let rises = at_high > at_low;
        let fitted = if (target < at_low) == rises {
            low - row.step
        } else if (target > at_high) == rises {
            high + row.step
        } else {
            for _ in 0..HALVINGS {
                if high - low <= row.step {
                    break;
                }
                let middle = (low + high) / 2.0;
                if (simulated(middle)? < target) == rises {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            ((low + high) / 2.0 / row.step).round() * row.step
        };
        Ok(self.fit(row, id, fitted, None))
    }

    fn fit(&self, row: &Calibration, id: &str, value: f64, in_use: Option<Estimate>) -> Fit {
        let fitted = value.clamp(row.range.0, row.range.1);
        let known = self.corridor().values.of_row(&row.table, id);
        let (given, unit) = known
            .filter(|(column, _)| *column == row.column)
            .map(|(_, value)| (value.text.parse().unwrap_or(f64::NAN), value.unit))
            .next()
            .unwrap_or((f64::NAN, ""));
        Fit {
            calibration: row.id.clone(),
            table: row.table.clone(),
            row: id.to_owned(),
            column: row.column.clone(),
            unit,
            given,
            fitted,
            range: row.range,
            at_end_of_range: value != fitted,
            in_use,
            observed: self.corridor().observed[row.observed].id.clone(),
        }
    }
}

fn edit(row: &Calibration, id: &str, value: f64) -> Edit {
    Edit {
        table: row.table.clone(),
        row: id.to_owned(),
        column: row.column.clone(),
        value: format!("{value}"),
    }
}

fn edits(fits: &[Fit]) -> Vec<Edit> {
    fits.iter()
        .map(|fit| Edit {
            table: fit.table.clone(),
            row: fit.row.clone(),
            column: fit.column.clone(),
            value: format!("{}", fit.fitted),
        })
        .collect()
}

/// Number of a pool in use on average; the tables of pools and the kinds of servers have the
/// same names.
fn used(results: &Results, table: &str, id: &str) -> Option<Estimate> {
    let row = results
        .servers
        .iter()
        .find(|row| row.kind == table && row.server == id && row.month == 0)?;
    let times = |value: f64| value * row.capacity;
    Some(Estimate {
        mean: times(row.occupancy.mean),
        low: row.occupancy.low.map(times),
        high: row.occupancy.high.map(times),
    })
}
