//! Rules of division: axioms, brute force over orders, hand-worked cases.

use kervan_tariff::division::{
    cost, distance, equal_profit, mix, nucleolus, sampled_shapley, shapley, terminal_allowance,
};
use kervan_tariff::game::{Game, Kind, Mask};
use proptest::prelude::*;

fn random(players: usize) -> impl Strategy<Value = Game> {
    prop::collection::vec(-10.0..10.0_f64, (1 << players) - 1).prop_map(move |values| {
        Game::new(players, Kind::Profit, |mask| values[mask as usize - 1]).expect("a game")
    })
}

fn orders(players: usize) -> Vec<Vec<usize>> {
    if players == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for order in orders(players - 1) {
        for at in 0..=order.len() {
            let mut longer = order.clone();
            longer.insert(at, players - 1);
            all.push(longer);
        }
    }
    all
}

proptest! {
    /// The mean of what each adds over all 24 orders of four.
    #[test]
    fn shapley_is_the_mean_over_all_orders(game in random(4)) {
        let mut mean = [0.0; 4];
        let all = orders(4);
        for order in &all {
            let mut coalition: Mask = 0;
            for player in order {
                let before = game.value(coalition);
                coalition |= 1 << player;
                mean[*player] += (game.value(coalition) - before) / all.len() as f64;
            }
        }
        for (a, b) in shapley(&game).iter().zip(mean) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }

    /// Efficiency, a player that adds nothing, and sums of games.
    #[test]
    fn shapley_keeps_its_axioms(a in random(5), b in random(5)) {
        let of = |value: &dyn Fn(Mask) -> f64| {
            shapley(&Game::new(5, Kind::Profit, value).expect("a game"))
        };
        let sum = of(&|mask| a.value(mask) + b.value(mask));
        prop_assert!((sum.iter().sum::<f64>() - a.whole() - b.whole()).abs() < 1e-9);
        for (sum, (a, b)) in sum.iter().zip(shapley(&a).iter().zip(shapley(&b))) {
            prop_assert!((sum - a - b).abs() < 1e-9);
        }
        // Player 3 adds nothing: it is left out of every value.
        let idle = of(&|mask| a.value(mask & !0b1000));
        prop_assert!(idle[3].abs() < 1e-9);
        // Players 0 and 1 are alike: values see only how many of them are in.
        let alike = of(&|mask| match mask & 0b11 {
            0b10 => a.value(mask ^ 0b11),
            _ => a.value(mask),
        });
        prop_assert!((alike[0] - alike[1]).abs() < 1e-9);
    }

    #[test]
    fn parts_by_work_add_up(revenue in 1.0..1e9_f64, work in prop::collection::vec(0.1..1e3_f64, 2..9)) {
        let allowances: Vec<f64> = work.iter().rev().map(|each| each * 1e3).collect();
        for parts in [
            distance(revenue, &work),
            cost(revenue, &work),
            terminal_allowance(revenue, &allowances, &work),
        ] {
            let sum: f64 = parts.expect("parts").iter().sum();
            prop_assert!((sum - revenue).abs() < 1e-9 * revenue);
        }
    }
}

/// Seed 1; 4,000 orders of 24 players in a game whose Shapley value is the weights themselves plus
/// a shared part: within four standard errors, which fails by chance for one of 24 players once in
/// 600 seeds.
#[test]
fn sampled_shapley_is_within_its_error() {
    let weight = |player: usize| 1.0 + player as f64;
    let value = |inside: &[bool]| {
        let own: f64 = (0..24).filter(|at| inside[*at]).map(weight).sum();
        // Any 12 together bring 240 more: 10 each on average, as all are alike in it.
        let count = inside.iter().filter(|each| **each).count();
        own + if count >= 12 { 240.0 } else { 0.0 }
    };
    let found = sampled_shapley(24, 4000, 1, value);
    assert_eq!(found.orders, 4000);
    let sum: f64 = found.division.iter().sum();
    assert!((sum - (300.0 + 240.0)).abs() < 1e-6);
    for player in 0..24 {
        let off = (found.division[player] - weight(player) - 10.0).abs();
        assert!(off <= 4.0 * found.errors[player] + 1e-9, "{player}: {off}");
    }
}

/// Two players who need each other, no bypass: the rules on the game all halve what they gain.
#[test]
fn where_all_are_needed_the_rules_on_the_game_coincide() {
    let game = Game::new(3, Kind::Profit, |mask| {
        f64::from(u8::from(mask == 7)) * 90.0
    });
    let game = game.expect("a game");
    let even = equal_profit(&game, &[1.0; 3]).expect("a division");
    let nucleolus = nucleolus(&game).expect("a nucleolus").division;
    for parts in [shapley(&game), nucleolus, even] {
        assert!(
            parts.iter().all(|part| (part - 30.0).abs() < 1e-9),
            "{parts:?}"
        );
    }
}

/// Ports have 20 and 10 for handling; of the 70 that are left the railway with 600 of 700 km has
/// 60 and the line 10. More allowances than money are paid in proportion.
#[test]
fn terminals_have_their_allowance_first() {
    let parts = terminal_allowance(100.0, &[20.0, 0.0, 0.0, 10.0], &[0.0, 600.0, 100.0, 0.0]);
    assert_eq!(parts.expect("parts"), [20.0, 60.0, 10.0, 10.0]);
    let short = terminal_allowance(15.0, &[20.0, 0.0, 10.0], &[0.0, 1.0, 0.0]);
    assert_eq!(short.expect("parts"), [10.0, 0.0, 5.0]);
    assert!(distance(1.0, &[0.0, 0.0]).is_err());
}

/// Profits over bases are equal where the core lets them be: 10 to each of two; but two who can
/// earn 16 without the third must have 16.
#[test]
fn equal_profit_bends_to_the_core() {
    let free = Game::new(2, Kind::Profit, |mask| if mask == 3 { 20.0 } else { 0.0 });
    assert_eq!(
        equal_profit(&free.expect("a game"), &[5.0, 5.0]).expect("parts"),
        [10.0, 10.0]
    );
    let bound = Game::new(3, Kind::Profit, |mask| match mask {
        3 => 16.0,
        7 => 18.0,
        _ => 0.0,
    });
    let parts = equal_profit(&bound.expect("a game"), &[1.0; 3]).expect("parts");
    assert!(
        (parts[0] - 8.0).abs() < 1e-6 && (parts[2] - 2.0).abs() < 1e-6,
        "{parts:?}"
    );
    let game = Game::new(2, Kind::Profit, |_| 1.0).expect("a game");
    assert!(equal_profit(&game, &[1.0, 0.0]).is_err());
}

#[test]
fn a_mix_weighs_its_parts() {
    let parts = mix(&[(1.0, &[10.0, 0.0]), (3.0, &[2.0, 8.0])]);
    assert_eq!(parts.expect("parts"), [4.0, 6.0]);
    assert!(mix(&[(0.0, &[1.0])]).is_err() && mix(&[(1.0, &[1.0]), (1.0, &[])]).is_err());
}
