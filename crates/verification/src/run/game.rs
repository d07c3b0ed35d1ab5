//! Games of coalitions.

use std::cell::OnceCell;

use kervan_tariff::TariffError;
use kervan_tariff::core::least_core;
use kervan_tariff::division::{is_nucleolus, nucleolus, shapley};
use kervan_tariff::game::Game;

use crate::case::Expectation;
use crate::quantity::{GameQuantity, Quantity};
use crate::run::Answer;

/// Answers to everything that is asked of a game.
pub(crate) fn game(game: &Game, expects: &[Expectation]) -> Vec<Answer> {
    let (of_nucleolus, of_core) = (OnceCell::new(), OnceCell::new());
    let shares = OnceCell::new();
    let number = |what: GameQuantity, player: usize| -> Result<f64, TariffError> {
        let nucleolus = || of_nucleolus.get_or_init(|| nucleolus(game)).clone();
        let core = || of_core.get_or_init(|| least_core(game)).clone();
        let flag = |flag: bool| f64::from(u8::from(flag));
        Ok(match what {
            GameQuantity::Shapley => shares.get_or_init(|| shapley(game))[player],
            GameQuantity::Nucleolus => nucleolus()?.division[player],
            GameQuantity::HasCore => flag(core()?.has_core(game)),
            GameQuantity::LeastSatisfaction => core()?.satisfaction,
            GameQuantity::KohlbergHolds => flag(is_nucleolus(game, &nucleolus()?.division)?),
        })
    };
    let answer = |asked: &Expectation| match &asked.quantity {
        Quantity::Game { what, player } => match number(*what, *player) {
            Ok(number) => Answer::Number(number),
            Err(error) => Answer::None(error.to_string()),
        },
        _ => Answer::None("it is no quantity of a game".to_owned()),
    };
    expects.iter().map(answer).collect()
}
