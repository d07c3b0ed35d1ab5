//! A race: the same work by several contenders, round by round in turn.

use crate::contender::{Contender, Round};
use crate::failure::Failure;

/// The same work for several contenders.
pub(crate) struct Race {
    /// What the work is, above the table.
    pub(crate) title: String,
    /// The unit of work, for "… per CPU second".
    pub(crate) unit: &'static str,
    /// An answer to show: its name, and the known value where there is one.
    pub(crate) shown: Vec<(&'static str, Option<f64>)>,
    /// Those that take part; each is compared with the first.
    pub(crate) contenders: Vec<Contender>,
    /// Where a round takes minutes, fewer of them.
    pub(crate) rounds_at_most: Option<u32>,
    /// Whether they did the same, asked when all rounds are run.
    pub(crate) check: fn(&Outcome) -> Result<Option<String>, Failure>,
}

/// A race that was run.
pub(crate) struct Outcome {
    /// What the work is.
    pub(crate) title: String,
    /// The unit of work.
    pub(crate) unit: &'static str,
    /// Answers to show.
    pub(crate) shown: Vec<(&'static str, Option<f64>)>,
    /// Each contender with its rounds, in order; no rounds where it could not run, and why.
    pub(crate) entries: Vec<Entry>,
    /// What the check said.
    pub(crate) checked: Option<String>,
}

/// A contender and its rounds.
pub(crate) struct Entry {
    /// Who.
    pub(crate) contender: Contender,
    /// Its rounds, in order.
    pub(crate) rounds: Vec<Round>,
    /// Why it did not run.
    pub(crate) missing: Option<String>,
}

impl Race {
    /// Runs `rounds` rounds of every contender in turn, each in a fresh process with the round's number as
    /// seed. A peer that cannot run is left out and named; one of ours must run.
    ///
    /// # Errors
    ///
    /// If one of ours fails, or the check does.
    pub(crate) fn run(&self, rounds: u32) -> Result<Outcome, Failure> {
        let rounds = self.rounds_at_most.map_or(rounds, |most| most.min(rounds));
        let mut entries: Vec<Entry> = self
            .contenders
            .iter()
            .map(|contender| Entry {
                contender: contender.clone(),
                rounds: Vec::new(),
                missing: None,
            })
            .collect();
        for seed in 1..=rounds {
            for entry in &mut entries {
                if entry.missing.is_some() {
                    continue;
                }
                eprintln!(
                    "bench: {}, round {seed} of {rounds}: {}",
                    self.title, entry.contender.name
                );
                match entry.contender.round(seed) {
                    Ok(round) => entry.rounds.push(round),
                    Err(failure) if entry.contender.is_ours() => return Err(failure),
                    Err(failure) => {
                        eprintln!("bench: left out: {failure}");
                        entry.missing = Some(failure.to_string());
                    }
                }
            }
        }
        let mut outcome = Outcome {
            title: self.title.clone(),
            unit: self.unit,
            shown: self.shown.clone(),
            entries,
            checked: None,
        };
        outcome.checked = (self.check)(&outcome)?;
        Ok(outcome)
    }
}

impl Outcome {
    /// The entry of a name.
    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries
            .iter()
            .find(|entry| entry.contender.name == name)
    }
}

impl Entry {
    /// Median over the rounds; `None` without any.
    pub(crate) fn median(&self, value: impl Fn(&Round) -> f64) -> Option<f64> {
        let mut values: Vec<f64> = self.rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        let middle = values.len() / 2;
        let upper = *values.get(middle)?;
        match values.len() % 2 {
            1 => Some(upper),
            _ => Some(f64::midpoint(values[middle - 1], upper)),
        }
    }

    /// Median units of work per CPU second.
    pub(crate) fn rate(&self) -> Option<f64> {
        self.median(|round| round.work / round.cpu_s)
    }
}
