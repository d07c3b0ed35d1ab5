//! The Shapley value: what each adds on average over all orders of joining.

use kervan_engine::RandomStream;

use crate::game::Game;

/// The Shapley value, exactly, over all coalitions.
///
/// # Source
///
/// L. S. Shapley, A value for n-person games (1953).
pub fn shapley(game: &Game) -> Vec<f64> {
    let players = game.players();
    // Share of the orders in which just these come before: s! (n - s - 1)! / n!.
    let mut weights = vec![1.0 / players as f64; players];
    for size in 1..players {
        weights[size] = weights[size - 1] * size as f64 / (players - size) as f64;
    }
    let mut division = vec![0.0; players];
    for without in 0..game.all() {
        let weight = weights[without.count_ones() as usize];
        for (player, share) in division.iter_mut().enumerate() {
            let bit = 1 << player;
            if without & bit == 0 {
                *share += weight * (game.value(without | bit) - game.value(without));
            }
        }
    }
    division
}

/// A Shapley value from sampled orders.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The mean of what each player adds.
    pub division: Vec<f64>,
    /// Standard error of each mean.
    pub errors: Vec<f64>,
    /// Orders that were sampled.
    pub orders: u32,
}

/// The Shapley value of more players than coalitions can be listed for, from random orders and
/// their reverses.
///
/// The shares add up to the value of all together, whatever the luck.
///
/// # Units and shapes
///
/// `value` has an entry for each player: whether it belongs to the coalition.
///
/// # Source
///
/// J. Castro, D. Gómez and J. Tejada, Polynomial calculation of the Shapley value based on
/// sampling, Computers and Operations Research 36 (2009).
pub fn sampled_shapley(
    players: usize,
    orders: u32,
    seed: u64,
    mut value: impl FnMut(&[bool]) -> f64,
) -> Sampled {
    let pairs = orders.div_ceil(2).max(1);
    let (mut sums, mut squares) = (vec![0.0; players], vec![0.0; players]);
    for pair in 0..pairs {
        let mut luck = RandomStream::named(seed, u64::from(pair), "shapley", "order");
        let mut order: Vec<usize> = (0..players).collect();
        for at in (1..players).rev() {
            order.swap(at, luck.below(at as u64 + 1) as usize);
        }
        let mut added = vec![0.0; players];
        for _ in 0..2 {
            let mut inside = vec![false; players];
            let mut before = 0.0;
            for player in &order {
                inside[*player] = true;
                let now = value(&inside);
                added[*player] += 0.5 * (now - before);
                before = now;
            }
            order.reverse();
        }
        for (player, each) in added.iter().enumerate() {
            sums[player] += each;
            squares[player] += each * each;
        }
    }
    let n = f64::from(pairs);
    let division: Vec<f64> = sums.iter().map(|sum| sum / n).collect();
    let spread = |(mean, square): (&f64, &f64)| {
        let variance = (square / n - mean * mean).max(0.0);
        libm::sqrt(variance / (n - 1.0).max(1.0))
    };
    Sampled {
        errors: division.iter().zip(&squares).map(spread).collect(),
        division,
        orders: 2 * pairs,
    }
}
