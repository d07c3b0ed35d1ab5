//! What was asked for.

use crate::failure::Failure;

/// How it is called.
pub(crate) const USAGE: &str = "cargo xtask bench [queues] [hold] [port] [line] [corridor] \
     [FILE.toml …] [--quick] [--rounds N]; without a word all benches run, and FILE.toml is a \
     scenario of the Middle Corridor";

/// The benches, in the order they run.
const BENCHES: [&str; 5] = ["queues", "hold", "port", "line", "corridor"];

/// Rounds of each contender: the median is not moved by two bad ones.
const ROUNDS: u32 = 5;

/// How much work a round has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// As in the published tables.
    Full,
    /// A tenth, to see that everything runs.
    Quick,
}

impl Extent {
    /// This much of `whole`, at least 1.
    pub(crate) fn of(self, whole: u64) -> u64 {
        match self {
            Self::Full => whole,
            Self::Quick => (whole / 10).max(1),
        }
    }
}

/// The words of the command line.
#[derive(Debug)]
pub(crate) struct Words {
    benches: Vec<&'static str>,
    scenarios: Vec<String>,
    extent: Extent,
    rounds: u32,
}

impl Words {
    /// Reads the words.
    ///
    /// # Errors
    ///
    /// The first word that means nothing.
    pub(crate) fn read(given: Vec<String>) -> Result<Words, Failure> {
        let mut words = Words {
            benches: Vec::new(),
            scenarios: Vec::new(),
            extent: Extent::Full,
            rounds: ROUNDS,
        };
        let mut given = given.into_iter();
        while let Some(word) = given.next() {
            if let Some(bench) = BENCHES.into_iter().find(|bench| *bench == word) {
                words.benches.push(bench);
            } else if word.ends_with(".toml") {
                words.scenarios.push(word);
            } else if word == "--quick" {
                words.extent = Extent::Quick;
            } else if word == "--rounds" {
                let number = given.next().unwrap_or_default();
                words.rounds = number
                    .parse()
                    .ok()
                    .filter(|rounds| *rounds > 0)
                    .ok_or(Failure::Word(number))?;
            } else {
                return Err(Failure::Word(word));
            }
        }
        if words.benches.is_empty() {
            words.benches = match words.scenarios.as_slice() {
                [] => BENCHES.to_vec(),
                _ => vec!["corridor"],
            };
        }
        Ok(words)
    }

    /// The benches to run, in order.
    pub(crate) fn benches(&self) -> impl Iterator<Item = &'static str> + '_ {
        let asked = |bench: &&str| self.benches.contains(bench);
        BENCHES.into_iter().filter(asked)
    }

    /// Scenario files for the bench `corridor`.
    pub(crate) fn scenarios(&self) -> &[String] {
        &self.scenarios
    }

    /// How much work a round has.
    pub(crate) fn extent(&self) -> Extent {
        self.extent
    }

    /// Rounds of each contender.
    pub(crate) fn rounds(&self) -> u32 {
        self.rounds
    }
}

#[cfg(test)]
mod tests {
    use super::{Extent, Words};

    fn read(line: &str) -> Result<Words, String> {
        Words::read(line.split_whitespace().map(str::to_owned).collect())
            .map_err(|failure| failure.to_string())
    }

    #[test]
    fn without_a_word_all_benches_run() {
        let words = read("--quick --rounds 7").unwrap();
        assert_eq!(words.benches().count(), 5);
        assert_eq!((words.extent(), words.rounds()), (Extent::Quick, 7));
    }

    #[test]
    fn a_scenario_asks_for_the_corridor() {
        let words = read("a.toml").unwrap();
        assert_eq!(words.benches().collect::<Vec<_>>(), ["corridor"]);
        assert_eq!(words.scenarios(), ["a.toml"]);
    }

    #[test]
    fn a_word_that_means_nothing_is_named() {
        assert_eq!(read("queue").unwrap_err(), "`queue` was not expected here");
        assert!(read("--rounds 0").is_err());
    }
}
