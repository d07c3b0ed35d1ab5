//! How long, how often, with which luck.

use kervan_corridor::{Finding, code};
use kervan_results::{Bound, Condition};

/// Settings of a simulation study.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Simulated years that count, after the warm-up; at least 1.
    pub years: u32,
    /// Replications; at least 1. Where a precision is asked for, those to start with.
    pub replications: u32,
    /// Half-widths to reach by adding replications, such as `halfwidth(P90)<=0.5d`; none where
    /// the replications are to be as many as said.
    pub precision: Vec<Condition>,
    /// Most replications that a precision may take.
    pub max_replications: u32,
    /// Seed of all random streams.
    pub seed: u64,
    /// Worker threads; 0 for one per processor. Never changes a result.
    pub threads: usize,
    /// Whole years left out at the start; found by MSER-5 on pilot runs where not given.
    pub warm_up_years: Option<u32>,
    /// Month, 1 to 12, in which the clock of a consignment must start for it to be counted
    /// among those that arrived; all months where none is given.
    pub departure_month: Option<u32>,
    /// Whether the corridor's disruptions happen; an ordinary year has its weather alone.
    pub disruptions: bool,
    /// Whether to look who waits for what, and what is at the root of it.
    pub waits: bool,
    /// Whether to keep the replications day by day, which grows with the horizon.
    pub days: bool,
    /// Whether to keep the event log, which grows with the horizon.
    pub log: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            years: 5,
            replications: 20,
            precision: Vec::new(),
            max_replications: 1000,
            seed: 1,
            threads: 0,
            warm_up_years: None,
            departure_month: None,
            disruptions: false,
            waits: false,
            days: false,
            log: false,
        }
    }
}

impl Settings {
    /// Refuses settings that no run can have.
    ///
    /// # Errors
    ///
    /// K4003 for each number out of its range.
    pub fn check(&self) -> Result<(), Vec<Finding>> {
        let mut findings = Vec::new();
        let mut range = |name: &str, value: u64, low: u64, high: u64| {
            if !(low..=high).contains(&value) {
                findings.push(Finding {
                    code: code::BAD_SETTINGS,
                    message: format!("`{name}` is {value}"),
                    origin: None,
                    expected: format!("must be from {low} to {high}"),
                    notes: Vec::new(),
                    help: format!("give `--{name}` a value in this range"),
                });
            }
        };
        range("years", u64::from(self.years), 1, 10_000);
        range("replications", u64::from(self.replications), 1, 100_000);
        if !self.precision.is_empty() {
            range(
                "max-replications",
                u64::from(self.max_replications),
                u64::from(self.replications),
                100_000,
            );
        }
        range("threads", self.threads as u64, 0, 1024);
        range(
            "warm-up",
            u64::from(self.warm_up_years.unwrap_or(0)),
            0,
            1000,
        );
        if let Some(month) = self
            .departure_month
            .filter(|month| !(1..=12).contains(month))
        {
            findings.push(Finding {
                code: code::BAD_SETTINGS,
                message: format!("the month of departure is {month}"),
                origin: None,
                expected: "must be from 1 to 12".to_owned(),
                notes: Vec::new(),
                help: "give a month of the year".to_owned(),
            });
        }
        for condition in &self.precision {
            let can_be_reached =
                condition.is_halfwidth && condition.bound == Bound::AtMost && condition.value > 0.0;
            if !can_be_reached {
                findings.push(Finding {
                    code: code::BAD_SETTINGS,
                    message: format!("the precision is `{condition}`"),
                    origin: None,
                    expected: "must be half the width of an interval, at most so much above zero"
                        .to_owned(),
                    notes: Vec::new(),
                    help: "write it like `halfwidth(P90)<=0.5d`".to_owned(),
                });
            }
        }
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }
}
