//! A game of coalitions: what each set of players can do by itself.

use crate::error::TariffError;

/// A set of players, one bit each; bit 0 is the first player.
pub type Mask = u32;

/// Whether the value of a coalition is earned or spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A gain to be divided: more is better.
    Profit,
    /// A cost to be shared: less is better.
    Cost,
}

/// What each coalition earns, or spends, by itself.
///
/// # Units and shapes
///
/// `values` has `2^players` entries, by mask; that of the empty coalition is 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    players: usize,
    kind: Kind,
    values: Vec<f64>,
}

/// Most players whose coalitions are listed: a million of them.
pub const MOST_PLAYERS: usize = 20;
/// What two values of a game may differ by and count as equal, as a share of its size.
pub(crate) const EQUAL: f64 = 1e-9;

impl Game {
    /// A game from the value of each coalition.
    ///
    /// # Errors
    ///
    /// No player, or too many; a value that is no number; a value of the empty coalition.
    pub fn new(
        players: usize,
        kind: Kind,
        mut value: impl FnMut(Mask) -> f64,
    ) -> Result<Game, TariffError> {
        if players > MOST_PLAYERS {
            return Err(TariffError::TooManyPlayers {
                players,
                most: MOST_PLAYERS,
            });
        }
        if players == 0 {
            let fault = "a game needs a player".to_owned();
            return Err(TariffError::Malformed(vec![fault]));
        }
        let mut values = vec![0.0];
        values.extend((1..1_u32 << players).map(&mut value));
        let wrong = values
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_finite());
        let faults: Vec<String> = wrong
            .map(|(mask, value)| format!("coalition {mask} has the value {value}"))
            .collect();
        match faults.is_empty() {
            true => Ok(Game {
                players,
                kind,
                values,
            }),
            false => Err(TariffError::Malformed(faults)),
        }
    }

    /// How many players there are.
    pub fn players(&self) -> usize {
        self.players
    }

    /// Whether values are earned or spent.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Value of a coalition.
    pub fn value(&self, coalition: Mask) -> f64 {
        self.values
            .get(coalition as usize)
            .copied()
            .unwrap_or_default()
    }

    /// All players.
    pub fn all(&self) -> Mask {
        ((1_u64 << self.players) - 1) as Mask
    }

    /// What is divided: the value of all players together.
    pub fn whole(&self) -> f64 {
        self.value(self.all())
    }

    /// All coalitions but none and all.
    pub fn proper(&self) -> std::ops::Range<Mask> {
        1..self.all()
    }

    /// 1 for a profit, -1 for a cost: times this, more is better.
    pub(crate) fn sign(&self) -> f64 {
        match self.kind {
            Kind::Profit => 1.0,
            Kind::Cost => -1.0,
        }
    }

    /// Largest value by size; never 0.
    pub(crate) fn size(&self) -> f64 {
        let most = |most: f64, value: &f64| most.max(value.abs());
        match self.values.iter().fold(0.0, most) {
            0.0 => 1.0,
            size => size,
        }
    }

    /// What each coalition has of a division, by mask.
    pub(crate) fn sums(&self, division: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.values.len()];
        for mask in 1..sums.len() {
            let lowest = mask.trailing_zeros() as usize;
            sums[mask] = sums[mask & (mask - 1)] + division.get(lowest).unwrap_or(&0.0);
        }
        sums
    }

    /// How satisfied each coalition is, by mask: what it has beyond what it can do by itself.
    pub fn satisfactions(&self, division: &[f64]) -> Vec<f64> {
        let mut sums = self.sums(division);
        for (sum, value) in sums.iter_mut().zip(&self.values) {
            *sum = self.sign() * (*sum - value);
        }
        sums
    }

    /// Whether two disjoint coalitions always do at least as well together.
    pub fn is_superadditive(&self) -> bool {
        let least = -EQUAL * self.size();
        (1..=self.all()).all(|mask| {
            // Each split once: the part with the lowest player.
            let mut part = (mask - 1) & mask;
            while part > 0 {
                let gain = self.value(mask) - self.value(part) - self.value(mask ^ part);
                if self.sign() * gain < least {
                    return false;
                }
                part = (part - 1) & mask;
            }
            true
        })
    }
}

/// Players of a coalition, in order.
pub fn members(coalition: Mask) -> impl Iterator<Item = usize> {
    (0..Mask::BITS as usize).filter(move |player| coalition >> player & 1 == 1)
}
