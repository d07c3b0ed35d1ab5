//! Published figures beside simulated ones, good and bad alike.

use kervan_corridor::calibration::FitRule;
use kervan_corridor::observed::{Observed, ObservedQuantity};
use kervan_corridor::scenario::{Change, ChangeKind, Factor, Scale, Scenario};
use kervan_corridor::{Cell, Origin};
use kervan_results::{Estimate, ObservedRow, Results};
use kervan_simulation::{Progress, Settings, SimulationError};

use crate::edit::{Edit, scenario_of};
use crate::study::{OpenError, Study};

/// What a validation found.
#[derive(Clone, Debug)]
pub struct Validation {
    /// One row for each published figure, in order of identifier.
    pub rows: Vec<ValidationRow>,
    /// The run that all but the ceilings come from.
    pub results: Results,
}

/// A published figure beside the simulated one.
#[derive(Clone, Debug)]
pub struct ValidationRow {
    /// The figure, and what was simulated of it.
    pub observed: ObservedRow,
    /// Year it speaks of, where that is not the base year.
    pub year: Option<i64>,
    /// What the comparison can prove.
    pub standing: Standing,
    /// How the two compare.
    pub verdict: Verdict,
}

/// What a comparison can prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A value was fitted to the figure: that they agree proves nothing.
    Fitted,
    /// The figure is the demand that was put in: that it agrees shows that it is carried.
    Demand,
    /// What can be carried by fleets that were fitted to another figure.
    Fleets,
    /// Nothing was fitted to it.
    Predicted,
}

impl Standing {
    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Fitted => "fitted",
            Standing::Demand => "demand",
            Standing::Fleets => "fleets",
            Standing::Predicted => "predicted",
        }
    }
}

/// How a simulated figure compares with a published one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// The 95 % interval of the simulated mean and the published range meet.
    Agrees,
    /// The mean lies below the published range by this share of its lower end.
    Below(f64),
    /// The mean lies above the published range by this share of its upper end.
    Above(f64),
    /// The simulation has no such quantity.
    None,
}

/// Why a validation came to no end.
#[derive(Debug, thiserror::Error)]
pub enum ValidationError {
    /// The corridor publishes nothing.
    #[error("the corridor has no observed.csv, so there is nothing to compare with")]
    Nothing,
    /// Raised demand makes the corridor unsound.
    #[error(transparent)]
    Corridor(#[from] OpenError),
    /// A run failed.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

/// Largest multiple of its demand that a ceiling is looked for with.
const MOST: u32 = 64;
/// A doubled demand that brings less than this much more has met the ceiling.
const STILL_RISES: f64 = 1.02;
/// Years and replications of the runs that look for a ceiling: mean throughputs need few.
const CEILING_YEARS: u32 = 2;
const CEILING_REPLICATIONS: u32 = 4;

impl Study {
    /// Compares every published figure with what is simulated.
    ///
    /// A ceiling is found by doubling the demand of the flows it speaks of, all others as they
    /// are, until 2 % or less more gets through; the greatest throughput met is the ceiling.
    ///
    /// # Errors
    ///
    /// No published figures, runs that fail.
    pub fn validate(
        &self,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Validation, ValidationError> {
        let corridor = self.corridor();
        if corridor.observed.is_empty() {
            return Err(ValidationError::Nothing);
        }
        let results = self.simulate(settings, progress)?;
        self.validate_after(results, true, settings, progress)
    }

    /// The same after a run of the corridor as it is, with or without a search for ceilings.
    ///
    /// # Errors
    ///
    /// As [`Study::validate`].
    pub(crate) fn validate_after(
        &self,
        results: Results,
        with_ceilings: bool,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Validation, ValidationError> {
        let corridor = self.corridor();
        if corridor.observed.is_empty() {
            return Err(ValidationError::Nothing);
        }
        let fits = corridor.calibration.rows();
        let fleets_fitted = fits
            .iter()
            .any(|fit| matches!(fit.rule, FitRule::InUse { .. }));
        let mut rows = Vec::new();
        for (figure, found) in corridor.observed.rows().iter().zip(&results.observed) {
            let mut observed = found.clone();
            if figure.quantity == ObservedQuantity::Ceiling && with_ceilings {
                observed.simulated = self.ceiling(figure, settings, progress)?;
            }
            let fitted = corridor
                .calibration
                .rows()
                .iter()
                .any(|fit| corridor.observed[fit.observed].id == figure.id);
            let standing = match figure.quantity {
                _ if fitted => Standing::Fitted,
                ObservedQuantity::Volume => Standing::Demand,
                ObservedQuantity::Ceiling if fleets_fitted => Standing::Fleets,
                _ => Standing::Predicted,
            };
            rows.push(ValidationRow {
                year: figure.year,
                standing,
                verdict: verdict(&observed),
                observed,
            });
        }
        Ok(Validation { rows, results })
    }

    fn ceiling(
        &self,
        figure: &Observed,
        settings: &Settings,
        progress: &Progress,
    ) -> Result<Option<Estimate>, ValidationError> {
        let flows = self.corridor().flows.rows();
        let chosen: Vec<&str> = flows
            .iter()
            .filter(|flow| figure.speaks_of(flow))
            .map(|flow| flow.id.as_str())
            .collect();
        if chosen.is_empty() {
            return Ok(None);
        }
        let settings = Settings {
            years: CEILING_YEARS,
            replications: settings.replications.min(CEILING_REPLICATIONS),
            warm_up_years: Some(1),
            log: false,
            ..settings.clone()
        };
        let mut best: Option<Estimate> = None;
        let mut times = 2;
        while times <= MOST {
            let raised = self.changed(raised(&figure.id, &chosen, times))?;
            let results = match raised.simulate(&settings, progress) {
                Ok(results) => results,
                // So much demand brings the corridor to rest: what got through before is the most.
                Err(SimulationError::Deadlock { .. }) => return Ok(best),
                Err(error) => return Err(error.into()),
            };
            let row = results
                .observed
                .iter()
                .find(|row| row.observed == figure.id);
            let Some(carried) = row.and_then(|row| row.simulated) else {
                return Ok(None);
            };
            let rises = best.is_none_or(|best| carried.mean > best.mean * STILL_RISES);
            if best.is_none_or(|best| carried.mean > best.mean) {
                best = Some(carried);
            }
            if !rises {
                break;
            }
            times *= 2;
        }
        Ok(best)
    }
}

/// Demand of some flows raised, and a nameplate looked at as a volume.
fn raised(figure: &str, flows: &[&str], times: u32) -> Scenario {
    let mut scenario = scenario_of(
        "validate",
        "Demand raised to find a ceiling",
        &[Edit {
            table: "observed".to_owned(),
            row: figure.to_owned(),
            column: "quantity".to_owned(),
            value: "volume".to_owned(),
        }],
    );
    let origin = Origin::file("(made by kervan validate)");
    let cell = |text: &str| Cell::new(text, &origin);
    scenario.changes.push(Change {
        origin: origin.clone(),
        why: None,
        table: cell("flows"),
        kind: ChangeKind::Scale(Scale {
            rows: flows.iter().map(|flow| cell(flow)).collect(),
            factors: vec![Factor {
                column: cell("volume"),
                factor: f64::from(times),
                origin: origin.clone(),
            }],
        }),
        source: None,
    });
    scenario
}

fn verdict(row: &ObservedRow) -> Verdict {
    let Some(simulated) = row.simulated else {
        return Verdict::None;
    };
    let low = simulated.low.unwrap_or(simulated.mean);
    let high = simulated.high.unwrap_or(simulated.mean);
    if high < row.low {
        Verdict::Below((row.low - simulated.mean) / row.low)
    } else if low > row.high {
        Verdict::Above((simulated.mean - row.high) / row.high)
    } else {
        Verdict::Agrees
    }
}
