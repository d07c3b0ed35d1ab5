//! Core and nucleolus: brute force on small games, and the known traps.

use kervan_tariff::core::{least_core, leavers};
use kervan_tariff::division::{is_nucleolus, nucleolus};
use kervan_tariff::game::{Game, Kind, Mask};
use proptest::prelude::*;

fn game(players: usize, kind: Kind, values: &[f64]) -> Game {
    Game::new(players, kind, |mask| values[mask as usize - 1]).expect("a game")
}

fn sorted(game: &Game, division: &[f64]) -> Vec<f64> {
    let all = game.satisfactions(division);
    let mut proper: Vec<f64> = game.proper().map(|mask| all[mask as usize]).collect();
    proper.sort_by(f64::total_cmp);
    proper
}

/// Whether the sorted satisfactions of the first are better than those of the second.
fn is_better(a: &[f64], b: &[f64]) -> bool {
    for (a, b) in a.iter().zip(b) {
        if (a - b).abs() > 1e-9 {
            return a > b;
        }
    }
    false
}

/// The nucleolus by trying every point at which enough coalitions are equally satisfied, or
/// players have what they have alone: it is one of them, and the lexicographic best.
fn by_brute_force(game: &Game) -> Vec<f64> {
    let n = game.players();
    let bits = |mask: Mask| -> Vec<f64> { (0..n).map(|at| f64::from(mask >> at & 1)).collect() };
    let mut planes: Vec<(Vec<f64>, f64)> = Vec::new();
    let proper: Vec<Mask> = game.proper().collect();
    for (at, a) in proper.iter().enumerate() {
        for b in &proper[at + 1..] {
            let row = bits(*a).iter().zip(bits(*b)).map(|(a, b)| a - b).collect();
            planes.push((row, game.value(*a) - game.value(*b)));
        }
    }
    for player in 0..n {
        planes.push((bits(1 << player), game.value(1 << player)));
    }
    let is_imputation =
        |division: &[f64]| (0..n).all(|player| division[player] >= game.value(1 << player) - 1e-9);
    let mut best: Option<(Vec<f64>, Vec<f64>)> = None;
    let mut pick = vec![0_usize; n - 1];
    loop {
        let mut rows: Vec<(Vec<f64>, f64)> = vec![(vec![1.0; n], game.whole())];
        rows.extend(pick.iter().map(|at| planes[*at].clone()));
        if let Some(point) = solved(rows)
            && is_imputation(&point)
        {
            let mine = sorted(game, &point);
            if best
                .as_ref()
                .is_none_or(|(_, other)| is_better(&mine, other))
            {
                best = Some((point, mine));
            }
        }
        // The next choice of planes, in order.
        let mut at = n - 1;
        loop {
            if at == 0 {
                return best.expect("an imputation").0;
            }
            at -= 1;
            pick[at] += 1;
            if pick[at] + (n - 2 - at) < planes.len() {
                break;
            }
        }
        for later in at + 1..n - 1 {
            pick[later] = pick[later - 1] + 1;
        }
        if pick[n - 2] >= planes.len() {
            return best.expect("an imputation").0;
        }
    }
}

fn solved(mut rows: Vec<(Vec<f64>, f64)>) -> Option<Vec<f64>> {
    let n = rows.len();
    for at in 0..n {
        let pivot = (at..n).max_by(|a, b| rows[*a].0[at].abs().total_cmp(&rows[*b].0[at].abs()))?;
        if rows[pivot].0[at].abs() < 1e-9 {
            return None;
        }
        rows.swap(at, pivot);
        for other in 0..n {
            if other != at {
                let times = rows[other].0[at] / rows[at].0[at];
                for column in 0..n {
                    let taken = times * rows[at].0[column];
                    rows[other].0[column] -= taken;
                }
                let taken = times * rows[at].1;
                rows[other].1 -= taken;
            }
        }
    }
    Some((0..n).map(|at| rows[at].1 / rows[at].0[at]).collect())
}

/// Superadditive games of three players from small whole numbers, so that ties are common.
fn three() -> impl Strategy<Value = Game> {
    prop::collection::vec(0..6_i32, 7).prop_map(|each| {
        let mut values: Vec<f64> = each.iter().map(|each| f64::from(*each)).collect();
        for mask in 1..8_usize {
            let mut part = (mask - 1) & mask;
            while part > 0 {
                values[mask - 1] =
                    values[mask - 1].max(values[part - 1] + values[(mask ^ part) - 1]);
                part = (part - 1) & mask;
            }
        }
        game(3, Kind::Profit, &values)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nucleolus_of_three_is_the_best_of_all_points(game in three()) {
        let found = nucleolus(&game).expect("a nucleolus");
        let brute = by_brute_force(&game);
        for (a, b) in found.division.iter().zip(&brute) {
            prop_assert!((a - b).abs() < 1e-8, "{:?} {:?}", found.division, brute);
        }
    }

    /// Bondareva and Shapley for three players: what pairs can do, half of each, and what each
    /// can do alone beside the other two, are no more than the whole.
    #[test]
    fn core_of_three_is_empty_when_pairs_can_do_too_much(
        values in prop::collection::vec(-3..7_i32, 7)
    ) {
        let values: Vec<f64> = values.iter().map(|each| f64::from(*each)).collect();
        let game = game(3, Kind::Profit, &values);
        let v = |mask: Mask| game.value(mask);
        let has_core = v(3) + v(5) + v(6) <= 2.0 * v(7)
            && v(1) + v(6) <= v(7)
            && v(2) + v(5) <= v(7)
            && v(4) + v(3) <= v(7)
            && v(1) + v(2) + v(4) <= v(7);
        let found = least_core(&game).expect("a least core");
        prop_assert_eq!(found.has_core(&game), has_core);
        prop_assert_eq!(leavers(&game, &found.division).is_empty(), has_core);
        prop_assert!((sorted(&game, &found.division)[0] - found.satisfaction).abs() < 1e-8);
    }

    /// A cost game is the profit game of what is saved.
    #[test]
    fn costs_and_savings_have_the_same_nucleolus(game_ in three()) {
        let costs: Vec<f64> = (1..8).map(|mask: Mask| {
            10.0 * f64::from(mask.count_ones()) - game_.value(mask)
        }).collect();
        let saved = nucleolus(&game_).expect("a nucleolus").division;
        let costs = nucleolus(&game(3, Kind::Cost, &costs)).expect("a nucleolus").division;
        for (saved, cost) in saved.iter().zip(&costs) {
            prop_assert!((10.0 - saved - cost).abs() < 1e-8);
        }
    }
}

/// Ten games of four players by a fixed rule; all points of brute force are tried.
#[test]
fn nucleolus_of_four_is_the_best_of_all_points() {
    for seed in 0..10_u64 {
        let value = |mask: Mask| {
            let size = f64::from(mask.count_ones());
            let hash = (u64::from(mask) * 2_654_435_761 + seed * 97) % 7;
            if size < 2.0 {
                0.0
            } else {
                4.0 * (size - 1.0) * size / 2.0 + hash as f64
            }
        };
        let game = Game::new(4, Kind::Profit, value).expect("a game");
        assert!(game.is_superadditive(), "{seed}");
        let found = nucleolus(&game).expect("a nucleolus");
        let brute = by_brute_force(&game);
        for (a, b) in found.division.iter().zip(&brute) {
            assert!(
                (a - b).abs() < 1e-8,
                "{seed}: {:?} {brute:?}",
                found.division
            );
        }
    }
}

/// The four of Guajardo and Jörnsten's kind: one optimal solution of the first programme has more
/// tight coalitions than all have.
#[test]
fn tight_by_accident_is_not_fixed() {
    let costs = [
        8.0, 1.0, 8.0, 10.0, 10.0, 10.0, 10.0, 11.0, 19.0, 12.0, 19.0, 12.0, 20.0, 13.0, 20.0,
    ];
    let found = nucleolus(&game(4, Kind::Cost, &costs)).expect("a nucleolus");
    for (share, said) in found.division.iter().zip([7.5, 0.5, 1.5, 10.5]) {
        assert!((share - said).abs() < 1e-9, "{:?}", found.division);
    }
    assert!(found.satisfaction.abs() < 1e-9 && found.has_imputations);
}

#[test]
fn kohlberg_refuses_a_division_that_only_looks_right() {
    let costs = [
        8.0, 1.0, 8.0, 10.0, 10.0, 10.0, 10.0, 11.0, 19.0, 12.0, 19.0, 12.0, 20.0, 13.0, 20.0,
    ];
    let game = game(4, Kind::Cost, &costs);
    // In the least core, as the first programme may give it, but not the nucleolus.
    for other in [
        [8.0, 0.0, 2.0, 10.0],
        [7.6, 0.4, 1.5, 10.5],
        [7.5, 0.5, 1.6, 10.4],
    ] {
        assert!(
            !is_nucleolus(&game, &other).expect("an answer"),
            "{other:?}"
        );
    }
    assert!(is_nucleolus(&game, &[7.5, 0.5, 1.5, 10.5]).expect("an answer"));
}

/// Fourteen players, of whom any eight can do everything: all are alike, so all have the same.
#[test]
fn many_players_who_are_alike_have_the_same() {
    let game = Game::new(14, Kind::Profit, |mask| {
        f64::from(mask.count_ones().saturating_sub(7)) * 10.0
    })
    .expect("a game");
    let found = nucleolus(&game).expect("a nucleolus");
    assert!(
        found
            .division
            .iter()
            .all(|share| (share - 5.0).abs() < 1e-8)
    );
}

#[test]
fn a_game_without_imputations_says_so() {
    let game = game(2, Kind::Profit, &[6.0, 6.0, 10.0]);
    let found = nucleolus(&game).expect("a prenucleolus");
    assert!(!found.has_imputations);
    assert!(
        found
            .division
            .iter()
            .all(|share| (share - 5.0).abs() < 1e-9)
    );
    let leaving = leavers(&game, &found.division);
    assert_eq!(leaving.len(), 2);
    assert!((leaving[0].gain - 1.0).abs() < 1e-9);
}
