//! Relative profits as equal as can be.

use kervan_solver::{Col, Limits, Model, solve};

use crate::core::{least_core, leavers};
use crate::error::TariffError;
use crate::game::{Game, Mask};

/// The Equal Profit Method: what each has, over its `base`, differs as little as can be between
/// players, inside the core where there is one.
///
/// Without a core the shares are in proportion to the bases: nothing better can be asked for.
///
/// # Units and shapes
///
/// `base` has an entry above 0 for each player: what its profit is compared with, such as its
/// costs or what it has alone.
///
/// # Errors
///
/// A base that is not above 0; the solver gave no answer.
///
/// # Source
///
/// M. Frisk, M. Göthe-Lundgren, K. Jörnsten and M. Rönnqvist, Cost allocation in collaborative
/// forest transportation, European Journal of Operational Research 205 (2010). Where several
/// divisions differ as little, the one whose least satisfied coalition is most satisfied is taken.
pub fn equal_profit(game: &Game, base: &[f64]) -> Result<Vec<f64>, TariffError> {
    let faults: Vec<String> = base
        .iter()
        .enumerate()
        .filter(|(_, each)| !(each.is_finite() && **each > 0.0))
        .map(|(player, each)| {
            let player = player + 1;
            format!("profits cannot be compared with {each} of player {player}; it must be above 0")
        })
        .collect();
    if !faults.is_empty() || base.len() != game.players() {
        return Err(TariffError::Malformed(faults));
    }
    let all: f64 = base.iter().sum();
    let even: Vec<f64> = base.iter().map(|each| game.whole() * each / all).collect();
    if leavers(game, &even).is_empty() || !least_core(game)?.has_core(game) {
        return Ok(even);
    }
    within_core(game, base, &even)
}

/// Inside the core, by rows that are added as they are broken.
fn within_core(game: &Game, base: &[f64], start: &[f64]) -> Result<Vec<f64>, TariffError> {
    let mut rows: Vec<Mask> = Vec::new();
    let mut division = start.to_vec();
    let size = game.size();
    // Each round adds a row that was broken, and there are only so many coalitions.
    for _ in 0..=game.all() {
        let more: Vec<Mask> = leavers(game, &division)
            .iter()
            .map(|leaver| leaver.coalition)
            .filter(|mask| !rows.contains(mask))
            .take(2 * game.players())
            .collect();
        if more.is_empty() {
            break;
        }
        rows.extend(more);
        let spread = programme(game, base, &rows, None)?;
        division = programme(game, base, &rows, Some(spread.1 + 1e-9))?.0;
        for each in &mut division {
            *each *= size;
        }
    }
    Ok(division)
}

/// The least spread; or, with a spread given, the most satisfied least coalition of `rows`.
fn programme(
    game: &Game,
    base: &[f64],
    rows: &[Mask],
    spread: Option<f64>,
) -> Result<(Vec<f64>, f64), TariffError> {
    let (size, sign) = (game.size(), game.sign());
    let mean = base.iter().sum::<f64>() / base.len() as f64;
    let mut model = Model::maximise();
    let columns: Vec<Col> = (0..game.players())
        .map(|player| {
            model.column(
                format!("x[{player}]"),
                f64::NEG_INFINITY,
                f64::INFINITY,
                0.0,
            )
        })
        .collect();
    let (low, high) = ("low", "high");
    let free = |model: &mut Model, name: &str, cost| {
        model.column(name, f64::NEG_INFINITY, f64::INFINITY, cost)
    };
    let is_first = spread.is_none();
    let cost = f64::from(u8::from(is_first));
    let (low, high) = (free(&mut model, low, cost), free(&mut model, high, -cost));
    let satisfaction = model.column("satisfaction", 0.0, f64::INFINITY, 1.0 - cost);
    for (player, column) in columns.iter().enumerate() {
        let each = mean / base[player];
        let above = [(*column, each), (low, -1.0)];
        model.row(format!("above[{player}]"), 0.0, f64::INFINITY, above);
        let below = [(high, 1.0), (*column, -each)];
        model.row(format!("below[{player}]"), 0.0, f64::INFINITY, below);
    }
    if let Some(spread) = spread {
        let terms = [(high, 1.0), (low, -1.0)];
        model.row("spread", f64::NEG_INFINITY, spread, terms);
    } else {
        model.set_bounds(satisfaction, 0.0, 0.0);
    }
    let sum = |mask: Mask| {
        let players = columns.iter().enumerate();
        players
            .filter(move |(player, _)| mask >> player & 1 == 1)
            .map(move |(_, column)| (*column, sign))
    };
    let whole = sign * game.whole() / size;
    model.row("all", whole, whole, sum(game.all()));
    for mask in rows {
        let value = sign * game.value(*mask) / size;
        let terms = sum(*mask).chain([(satisfaction, -1.0)]);
        model.row(format!("core[{mask}]"), value, f64::INFINITY, terms);
    }
    let solution = solve(&model, &Limits::default())?;
    let shares = columns.iter().map(|column| solution.value(*column));
    let found = solution.value(high) - solution.value(low);
    Ok((shares.collect(), found))
}
