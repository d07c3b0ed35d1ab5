//! The nucleolus: the least satisfied coalition as satisfied as can be, then the next, and so on.

use kervan_solver::{Limits, Model, solve};

use crate::core::{Found, Stage};
use crate::error::TariffError;
use crate::game::{EQUAL, Game, Mask};
use crate::span::Span;

/// The division that is the nucleolus.
#[derive(Clone, Debug, PartialEq)]
pub struct Nucleolus {
    /// What each player has.
    pub division: Vec<f64>,
    /// Satisfaction of the least satisfied coalition.
    pub satisfaction: f64,
    /// Whether some division gives every player what it has alone. Where none does, there is no
    /// nucleolus in the strict sense, and the division is the prenucleolus: the same without that
    /// demand.
    pub has_imputations: bool,
    /// Linear programmes that were solved, rounds of adding rows counted as one.
    pub stages: usize,
}

/// Finds the nucleolus.
///
/// A sequence of linear programmes. Each raises the least satisfaction of the coalitions that are
/// still free, and then fixes coalitions. A coalition that one solution happens to hold tight must
/// not be fixed, nor may the sequence end with the first programme: only a coalition whose row has
/// a price is tight in every best division, and those alone are fixed. The end is reached when the
/// fixed coalitions settle every player's share.
///
/// # Errors
///
/// The solver gave no answer, or one that fails Kohlberg's criterion ([`is_nucleolus`]).
///
/// # Source
///
/// D. Schmeidler, The nucleolus of a characteristic function game, SIAM Journal on Applied
/// Mathematics 17 (1969); M. Guajardo and K. Jörnsten, Common mistakes in computing the nucleolus,
/// European Journal of Operational Research 241 (2015).
///
/// # Examples
///
/// An estate of 200 and three contracts of 100, 200 and 300, as the Talmud divides it.
///
/// ```
/// use kervan_tariff::division::nucleolus;
/// use kervan_tariff::game::{Game, Kind};
/// let value = |mask| match mask {
///     0b110 => 100.0,
///     0b111 => 200.0,
///     _ => 0.0,
/// };
/// let found = nucleolus(&Game::new(3, Kind::Profit, value)?)?;
/// for (share, said) in found.division.iter().zip([50.0, 75.0, 75.0]) {
///     assert!((share - said).abs() < 1e-9);
/// }
/// # Ok::<(), kervan_tariff::TariffError>(())
/// ```
pub fn nucleolus(game: &Game) -> Result<Nucleolus, TariffError> {
    let players = game.players();
    if players == 1 {
        return Ok(Nucleolus {
            division: vec![game.whole()],
            satisfaction: 0.0,
            has_imputations: true,
            stages: 0,
        });
    }
    let mut stage = Stage::new(game);
    let has_imputations = has_imputations(game);
    if has_imputations {
        let alone = |player: usize| stage.value(1 << player);
        stage.least = (0..players).map(alone).collect();
    }
    let mut span = Span::new(players);
    span.add(game.all());
    // Settled coalitions, remembered: once settled, always settled.
    let mut settled = vec![false; 1 << players];
    let mut levels: Vec<(f64, Vec<Mask>)> = Vec::new();
    let mut last: Option<Found> = None;
    while !span.is_whole() {
        let found = stage.solve(|mask| {
            let known = &mut settled[mask as usize];
            *known = *known || span.has(mask);
            *known
        })?;
        let mut held = Vec::new();
        for mask in &found.held {
            if span.add(*mask) {
                stage
                    .exact
                    .push((*mask, stage.value(*mask) + found.satisfaction));
                held.push(*mask);
            }
        }
        if held.is_empty() {
            let what = "no coalition holds the satisfaction".to_owned();
            return Err(TariffError::Malformed(vec![what]));
        }
        levels.push((found.satisfaction, held));
        last = Some(found);
    }
    let shares = last.map(|found| polished(&stage, found));
    let division: Vec<f64> = shares
        .unwrap_or_default()
        .iter()
        .map(|share| game.sign() * share * stage.size)
        .collect();
    if !is_nucleolus(game, &division)? {
        let what = "the division that was found fails Kohlberg's criterion".to_owned();
        return Err(TariffError::Malformed(vec![what]));
    }
    Ok(Nucleolus {
        division,
        satisfaction: levels.first().map_or(0.0, |level| level.0 * stage.size),
        has_imputations,
        stages: levels.len(),
    })
}

/// Whether some division gives every player at least what it has alone.
fn has_imputations(game: &Game) -> bool {
    let alone: f64 = (0..game.players())
        .map(|player| game.value(1 << player))
        .sum();
    game.sign() * (game.whole() - alone) >= -EQUAL * game.size()
}

/// The shares that the fixed coalitions settle, solved directly.
fn polished(stage: &Stage<'_>, found: Found) -> Vec<f64> {
    let players = found.shares.len();
    let mut rows: Vec<(Vec<f64>, f64)> = stage
        .exact
        .iter()
        .map(|(mask, value)| {
            let bit = |player: usize| f64::from(mask >> player & 1);
            ((0..players).map(bit).collect(), *value)
        })
        .collect();
    for at in 0..players {
        let largest = |a: &usize, b: &usize| rows[*a].0[at].abs().total_cmp(&rows[*b].0[at].abs());
        let Some(pivot) = (at..rows.len()).max_by(largest) else {
            return found.shares;
        };
        rows.swap(at, pivot);
        let (lead, value) = rows[at].clone();
        if lead[at].abs() < 1e-9 {
            return found.shares;
        }
        for (other, row) in rows.iter_mut().enumerate() {
            let times = row.0[at] / lead[at];
            if other != at && times != 0.0 {
                for (each, taken) in row.0.iter_mut().zip(&lead) {
                    *each -= times * taken;
                }
                row.1 -= times * value;
            }
        }
    }
    (0..players).map(|at| rows[at].1 / rows[at].0[at]).collect()
}

/// Satisfactions that differ by less than this share of the game's size are one level.
const LEVEL: f64 = 1e-7;
/// Improvement that counts, of shares that may move by 1: far above the rounding of thousands of
/// rows, far below what any true direction brings.
const MOVES: f64 = 1e-4;

/// Kohlberg's criterion: whether a division is the nucleolus, however it was found.
///
/// For each level of satisfaction, from the lowest: no way of moving money between players lets
/// every coalition up to that level have at least as much as now, and one of them more. Players
/// who have just what they have alone may not lose either. The levels end where the coalitions so
/// far settle every share.
///
/// # Errors
///
/// The solver gave no answer.
///
/// # Source
///
/// E. Kohlberg, On the nucleolus of a characteristic function game, SIAM Journal on Applied
/// Mathematics 20 (1971).
pub fn is_nucleolus(game: &Game, division: &[f64]) -> Result<bool, TariffError> {
    let (players, size) = (game.players(), game.size());
    let total: f64 = division.iter().sum();
    if division.len() != players || (total - game.whole()).abs() > LEVEL * size {
        return Ok(false);
    }
    let satisfactions = game.satisfactions(division);
    let satisfied = |mask: Mask| satisfactions[mask as usize];
    let mut alone = Vec::new();
    if has_imputations(game) {
        let players = (0..players).map(|player| 1 << player);
        for player in players {
            match satisfied(player) {
                less if less < -LEVEL * size => return Ok(false),
                even if even <= LEVEL * size => alone.push(player),
                _ => {}
            }
        }
    }
    let mut order: Vec<Mask> = game.proper().collect();
    order.sort_by(|a, b| satisfied(*a).total_cmp(&satisfied(*b)).then(a.cmp(b)));
    let mut span = Span::new(players);
    span.add(game.all());
    let mut so_far = 0;
    // A coalition within the span of others adds nothing but its own row; rows are few enough.
    while !span.is_whole() && so_far < order.len() {
        let level = satisfied(order[so_far]) + LEVEL * size;
        let more = order[so_far..]
            .iter()
            .take_while(|mask| satisfied(**mask) <= level)
            .count();
        for mask in &order[so_far..so_far + more] {
            span.add(*mask);
        }
        so_far += more;
        if moves(game, &order[..so_far], &alone)? > MOVES {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How much coalitions can gain together while none of them, and no lone player, loses.
fn moves(game: &Game, coalitions: &[Mask], alone: &[Mask]) -> Result<f64, TariffError> {
    let mut model = Model::maximise();
    let columns: Vec<_> = (0..game.players())
        .map(|player| {
            let gains = coalitions.iter().filter(|mask| *mask >> player & 1 == 1);
            model.column(format!("y[{player}]"), -1.0, 1.0, gains.count() as f64)
        })
        .collect();
    let mut row = |mask: Mask, high: f64| {
        let players = columns.iter().enumerate();
        let terms = players
            .filter(|(player, _)| mask >> player & 1 == 1)
            .map(|(_, column)| (*column, 1.0));
        model.row(format!("y({mask})"), 0.0, high, terms);
    };
    row(game.all(), 0.0);
    for mask in coalitions.iter().chain(alone) {
        row(*mask, f64::INFINITY);
    }
    Ok(solve(&model, &Limits::default())?.objective)
}
