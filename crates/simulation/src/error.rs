//! Why a simulation has no result.

use kervan_corridor::{Finding, code};
use kervan_engine::{DistributionError, PacedServerError};

/// Why a simulation has no result.
#[derive(Debug, thiserror::Error)]
pub enum SimulationError {
    /// The settings cannot be run.
    #[error("the settings cannot be run")]
    Settings {
        /// One finding per setting.
        findings: Vec<Finding>,
    },
    /// The corridor came to rest: a ring of waiting that nothing can undo.
    #[error("the corridor came to rest on day {day}: {}", ring.join("; "))]
    Deadlock {
        /// Simulated day on which it was found.
        day: i64,
        /// Who waits for what, held by the next one.
        ring: Vec<String>,
    },
    /// The run was interrupted.
    #[error("interrupted; nothing was written")]
    Interrupted,
    /// A distribution of the corridor that the engine refuses: a defect of ours.
    #[error("a distribution passed the check and was refused by the engine: {0}")]
    Distribution(#[from] DistributionError),
    /// A capacity of the corridor that the engine refuses: a defect of ours.
    #[error("a capacity passed the check and was refused by the engine: {0}")]
    Capacity(#[from] PacedServerError),
}

/// Why a pair of runs has no result.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct PairError {
    /// Which of the two failed, 0 or 1; `None` where neither did, but the settings, or somebody
    /// interrupted them.
    pub which: Option<usize>,
    /// What it failed of.
    pub error: SimulationError,
}

impl PairError {
    pub(crate) fn of_both(error: SimulationError) -> PairError {
        PairError { which: None, error }
    }

    pub(crate) fn of_one(which: usize, error: SimulationError) -> PairError {
        let which = Some(which).filter(|_| !matches!(error, SimulationError::Interrupted));
        PairError { which, error }
    }

    /// The findings to show, where the fault lies with the input; they begin with the letter of
    /// the one that failed.
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings = self.error.findings();
        if let Some(which) = self.which {
            for finding in &mut findings {
                let letter = if which == 0 { "A" } else { "B" };
                finding.message = format!("{letter}: {}", finding.message);
            }
        }
        findings
    }
}

impl SimulationError {
    /// The findings to show, where the fault lies with the input.
    pub fn findings(&self) -> Vec<Finding> {
        match self {
            SimulationError::Settings { findings } => findings.clone(),
            SimulationError::Deadlock { day, ring } => vec![Finding {
                code: code::DEADLOCK,
                message: format!("the corridor came to rest on simulated day {day}"),
                origin: None,
                expected: "a ring of waiting that nothing can undo".to_owned(),
                notes: ring.clone(),
                help: "break the ring: more room, tracks or vehicles at one of its members, or fewer units".to_owned(),
            }],
            _ => Vec::new(),
        }
    }
}
