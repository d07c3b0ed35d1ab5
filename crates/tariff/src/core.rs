//! The core: divisions that no coalition can better by itself.

use kervan_solver::{Col, Limits, Model, SolveError, solve};

use crate::error::TariffError;
use crate::game::{EQUAL, Game, Mask};

/// The division that leaves the least satisfied coalition as satisfied as can be.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastCore {
    /// One such division, player by player.
    pub division: Vec<f64>,
    /// Satisfaction of the least satisfied coalition, all and none not counted; 0 for a lone
    /// player.
    pub satisfaction: f64,
}

impl LeastCore {
    /// Whether some division is bettered by no coalition.
    pub fn has_core(&self, game: &Game) -> bool {
        self.satisfaction >= -EQUAL * game.size()
    }
}

/// A coalition that does better by itself than a division lets it.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaver {
    /// Who.
    pub coalition: Mask,
    /// What it gains by leaving.
    pub gain: f64,
}

/// Finds the least core.
///
/// # Errors
///
/// The solver gave no answer.
pub fn least_core(game: &Game) -> Result<LeastCore, TariffError> {
    if game.players() == 1 {
        return Ok(LeastCore {
            division: vec![game.whole()],
            satisfaction: 0.0,
        });
    }
    let mut stage = Stage::new(game);
    let found = stage.solve(|_| false)?;
    Ok(LeastCore {
        division: stage.division(&found),
        satisfaction: found.satisfaction * stage.size,
    })
}

/// Coalitions that would leave a division, most first; none for a division in the core.
///
/// A coalition is left out where a part of it gains as much by itself: who leaves is as few as
/// can be.
pub fn leavers(game: &Game, division: &[f64]) -> Vec<Leaver> {
    let satisfactions = game.satisfactions(division);
    let least = EQUAL * game.size();
    let mut found: Vec<Leaver> = game
        .proper()
        .filter(|mask| satisfactions[*mask as usize] < -least)
        .map(|coalition| Leaver {
            coalition,
            gain: -satisfactions[coalition as usize],
        })
        .collect();
    found.sort_by(|a, b| {
        b.gain
            .total_cmp(&a.gain)
            .then(a.coalition.count_ones().cmp(&b.coalition.count_ones()))
            .then(a.coalition.cmp(&b.coalition))
    });
    found
}

/// A programme over divisions: all free coalitions are at least so satisfied, some exactly.
///
/// Values are those of the game as a profit, over its size. Rows are added as they are broken:
/// of a million coalitions a few dozen decide.
pub(crate) struct Stage<'g> {
    game: &'g Game,
    /// What values are divided by.
    pub(crate) size: f64,
    /// Coalitions that have exactly so much.
    pub(crate) exact: Vec<(Mask, f64)>,
    /// Least that each player has.
    pub(crate) least: Vec<f64>,
    /// Coalitions with a row.
    active: Vec<Mask>,
}

/// A solved stage.
pub(crate) struct Found {
    /// What each player has.
    pub(crate) shares: Vec<f64>,
    /// Satisfaction of the least satisfied free coalition.
    pub(crate) satisfaction: f64,
    /// Free coalitions that are no more than that satisfied in any best division.
    pub(crate) held: Vec<Mask>,
}

/// What a row may be broken by before it is added.
const BROKEN: f64 = 1e-10;
/// Prices from which on a row holds the satisfaction.
const HOLDS: f64 = 1e-7;

impl<'g> Stage<'g> {
    pub(crate) fn new(game: &'g Game) -> Stage<'g> {
        let size = game.size();
        let players = game.players();
        Stage {
            game,
            size,
            exact: vec![(game.all(), game.sign() * game.whole() / size)],
            least: vec![f64::NEG_INFINITY; players],
            active: (0..players).map(|player| 1 << player).collect(),
        }
    }

    pub(crate) fn value(&self, coalition: Mask) -> f64 {
        self.game.sign() * self.game.value(coalition) / self.size
    }

    /// A division in the game's own sign and size.
    pub(crate) fn division(&self, found: &Found) -> Vec<f64> {
        let shares = found.shares.iter();
        shares
            .map(|share| self.game.sign() * share * self.size)
            .collect()
    }

    /// Makes the least satisfied free coalition as satisfied as can be.
    pub(crate) fn solve(
        &mut self,
        mut is_fixed: impl FnMut(Mask) -> bool,
    ) -> Result<Found, TariffError> {
        self.active.retain(|mask| !is_fixed(*mask));
        loop {
            let mut model = Model::maximise();
            let columns: Vec<Col> = self
                .least
                .iter()
                .enumerate()
                .map(|(player, least)| {
                    model.column(format!("x[{player}]"), *least, f64::INFINITY, 0.0)
                })
                .collect();
            let satisfaction = model.column("satisfaction", f64::NEG_INFINITY, f64::INFINITY, 1.0);
            let terms = |mask: Mask| {
                let players = columns.iter().enumerate();
                players
                    .filter(move |(player, _)| mask >> player & 1 == 1)
                    .map(|(_, column)| (*column, 1.0))
            };
            for (mask, value) in &self.exact {
                model.row(format!("exact[{mask}]"), *value, *value, terms(*mask));
            }
            let mut rows = Vec::new();
            for mask in &self.active {
                let value = self.value(*mask);
                let terms = terms(*mask).chain([(satisfaction, -1.0)]);
                let row = model.row(format!("free[{mask}]"), value, f64::INFINITY, terms);
                rows.push((*mask, row));
            }
            if rows.is_empty() {
                // Nothing is held yet; any free coalition will do to begin with.
                match self.game.proper().find(|mask| !is_fixed(*mask)) {
                    Some(mask) => self.active.push(mask),
                    None => return Err(SolveError::Unbounded.into()),
                }
                continue;
            }
            let solution = match solve(&model, &Limits::default()) {
                // The rows so far leave a direction in which everything grows: take more in.
                Err(SolveError::Unbounded | SolveError::InfeasibleOrUnbounded)
                    if self.widen(&mut is_fixed) =>
                {
                    continue;
                }
                other => other?,
            };
            let shares: Vec<f64> = columns
                .iter()
                .map(|column| solution.value(*column))
                .collect();
            let reached = solution.value(satisfaction);
            if self.add_broken(&shares, reached, &mut is_fixed) {
                continue;
            }
            let held = rows.iter();
            let held: Vec<Mask> = held
                .filter(|(_, row)| solution.price(*row).abs() > HOLDS)
                .map(|(mask, _)| *mask)
                .collect();
            return Ok(Found {
                shares,
                satisfaction: reached,
                held,
            });
        }
    }

    /// Adds the rows that a division breaks most; whether there were any.
    fn add_broken(
        &mut self,
        shares: &[f64],
        reached: f64,
        is_fixed: &mut impl FnMut(Mask) -> bool,
    ) -> bool {
        let sums = self.game.sums(shares);
        let mut broken: Vec<(f64, Mask)> = self
            .game
            .proper()
            .map(|mask| (sums[mask as usize] - self.value(mask) - reached, mask))
            .filter(|(slack, _)| *slack < -BROKEN)
            .collect();
        broken.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let most = 3 * self.game.players();
        let before = self.active.len();
        for (_, mask) in broken {
            if self.active.len() >= before + most {
                break;
            }
            if !self.active.contains(&mask) && !is_fixed(mask) {
                self.active.push(mask);
            }
        }
        self.active.len() > before
    }

    /// Adds rows when those so far have no end; whether there were any to add.
    fn widen(&mut self, is_fixed: &mut impl FnMut(Mask) -> bool) -> bool {
        let before = self.active.len();
        let most = 3 * self.game.players();
        // From both ends: lone players and all but a few bound most games.
        let count = self.game.all();
        let both = (1..count).flat_map(|mask| [count ^ mask, mask]);
        for mask in both {
            if self.active.len() >= before + most {
                break;
            }
            if !self.active.contains(&mask) && !is_fixed(mask) {
                self.active.push(mask);
            }
        }
        self.active.len() > before
    }
}
