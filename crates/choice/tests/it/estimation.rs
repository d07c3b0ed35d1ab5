//! Maximum likelihood against brute force, finite differences and closed forms.

use kervan_choice::{
    Alternative, Choices, EstimationError, Fit, Situation, Term, fit, log_likelihood, shares,
};
use proptest::prelude::*;

/// Numbers from 0 to 1 that are the same each time (a linear congruence, Knuth's MMIX).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Choices among three routes with price, time, and the income of who chooses, made by a logit
/// with these coefficients: price, time, constants of the second and third, income of the third.
fn made(count: usize, seed: u64, coefficients: [f64; 5]) -> Choices {
    let mut numbers = Numbers(seed);
    let situations = (0..count).map(|_| {
        let income = numbers.next() * 4.0;
        let mut alternatives = Vec::new();
        let mut utilities = Vec::new();
        for alternative in 0..3 {
            let (price, time) = (1.0 + 4.0 * numbers.next(), 5.0 + 20.0 * numbers.next());
            let own = [
                0.0,
                coefficients[2],
                coefficients[3] + coefficients[4] * income,
            ];
            utilities.push(coefficients[0] * price + coefficients[1] * time + own[alternative]);
            alternatives.push(Alternative {
                alternative,
                values: vec![price, time, income],
            });
        }
        let (draw, mut sum, mut chosen) = (numbers.next(), 0.0, 2);
        for (at, share) in shares(&utilities).into_iter().enumerate() {
            sum += share;
            if draw < sum {
                chosen = at;
                break;
            }
        }
        Situation {
            alternatives,
            chosen,
            weight: 1.0,
        }
    });
    let names = |names: [&str; 3]| names.map(str::to_owned).to_vec();
    Choices {
        situations: situations.collect(),
        alternatives: names(["rail", "sea", "road"]),
        columns: names(["price", "time", "income"]),
    }
}

fn term(name: &str, column: Option<usize>, alternative: Option<usize>) -> Term {
    Term {
        name: name.to_owned(),
        column,
        alternative,
    }
}

fn terms() -> Vec<Term> {
    vec![
        term("price", Some(0), None),
        term("time", Some(1), None),
        term("constant sea", None, Some(1)),
        term("constant road", None, Some(2)),
        term("income road", Some(2), Some(2)),
    ]
}

fn values(found: &Fit) -> Vec<f64> {
    found.estimates.iter().map(|row| row.value).collect()
}

/// Seed 7, 4,000 choices: an estimate is off by more than 4.4 standard errors once in 100,000.
#[test]
fn coefficients_come_back_from_choices_made_with_them() {
    let truth = [-0.8, -0.1, 0.5, -0.7, 0.3];
    let found = fit(&made(4000, 7, truth), &terms()).expect("there is a maximum");
    for (row, truth) in found.estimates.iter().zip(truth) {
        assert!(
            (row.value - truth).abs() < 4.4 * row.error,
            "{row:?} {truth}"
        );
    }
    assert!(found.at_shares.expect("all were taken") > found.at_zero);
    assert!((found.at_zero + 4000.0 * 3f64.ln()).abs() < 1e-9);
}

#[test]
fn nothing_nearby_is_likelier_and_the_information_is_the_curvature() {
    let choices = made(600, 3, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    let terms = terms();
    let found = fit(&choices, &terms).expect("there is a maximum");
    let best = values(&found);
    let at = |moved: &[f64]| log_likelihood(&choices, &terms, moved).expect("it is sound");
    let size = terms.len();
    let steps: Vec<f64> = found.estimates.iter().map(|row| 0.02 * row.error).collect();
    let moved = |i: usize, j: usize, a: f64, b: f64| {
        let mut moved = best.clone();
        moved[i] += a * steps[i];
        moved[j] += b * steps[j];
        at(&moved)
    };
    for (i, step) in steps.iter().enumerate() {
        let slope = (moved(i, i, 0.05, 0.0) - moved(i, i, -0.05, 0.0)) / (0.1 * step);
        assert!(slope.abs() * found.estimates[i].error < 1e-6, "{slope}");
    }
    // Second differences, times the covariance, are minus the identity.
    let hessian: Vec<f64> = (0..size * size)
        .map(|k| {
            let (i, j) = (k / size, k % size);
            let mixed = moved(i, j, 1.0, 1.0) - moved(i, j, 1.0, -1.0) - moved(i, j, -1.0, 1.0)
                + moved(i, j, -1.0, -1.0);
            mixed / (4.0 * steps[i] * steps[j])
        })
        .collect();
    for i in 0..size {
        for j in 0..size {
            let product: f64 = (0..size)
                .map(|k| hessian[i * size + k] * found.covariance[k * size + j])
                .sum();
            let wanted = if i == j { -1.0 } else { 0.0 };
            let unit = found.estimates[j].error / found.estimates[i].error;
            assert!(
                (product - wanted).abs() < 1e-3 * unit.max(1.0),
                "{i} {j} {product}"
            );
        }
    }
}

/// With a constant for each alternative, the fitted shares are those observed, and the
/// log-likelihood is the sum of `n ln (n / N)`.
#[test]
fn constants_alone_give_the_market_shares() {
    let choices = made(500, 11, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    let constants = [term("sea", None, Some(1)), term("road", None, Some(2))];
    let found = fit(&choices, &constants).expect("there is a maximum");
    let taken: Vec<f64> = choices.taken().iter().map(|row| row.1).collect();
    let known: f64 = taken.iter().map(|n| n * (n / 500.0).ln()).sum();
    assert!((found.log_likelihood - known).abs() < 1e-9);
    assert_eq!(found.at_shares, Some(found.log_likelihood));
    assert!((found.estimates[0].value - (taken[1] / taken[0]).ln()).abs() < 1e-9);
    // The error of a log odds of two counts.
    let error = (1.0 / taken[1] + 1.0 / taken[0]).sqrt();
    assert!((found.estimates[0].error - error).abs() < 1e-9);
}

#[test]
fn a_weight_is_as_many_choices() {
    let once = made(80, 5, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    let (mut twice, mut weighed) = (once.clone(), once.clone());
    twice.situations.extend(once.situations.iter().cloned());
    weighed
        .situations
        .iter_mut()
        .for_each(|row| row.weight = 2.0);
    let (twice, weighed) = (fit(&twice, &terms()), fit(&weighed, &terms()));
    let (twice, weighed) = (twice.expect("it has one"), weighed.expect("it has one"));
    for (one, two) in twice.estimates.iter().zip(&weighed.estimates) {
        assert!((one.value - two.value).abs() < 1e-9 && (one.error - two.error).abs() < 1e-9);
    }
}

#[test]
fn units_of_a_column_change_nothing_but_its_coefficient() {
    let choices = made(300, 2, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    let mut in_cents = choices.clone();
    for row in in_cents
        .situations
        .iter_mut()
        .flat_map(|row| &mut row.alternatives)
    {
        row.values[0] *= 1e8;
    }
    let one = fit(&choices, &terms()).expect("there is a maximum");
    let two = fit(&in_cents, &terms()).expect("there is a maximum");
    assert!((one.log_likelihood - two.log_likelihood).abs() < 1e-9);
    assert!((one.estimates[0].value / two.estimates[0].value / 1e8 - 1.0).abs() < 1e-9);
    assert!((one.estimates[0].t() - two.estimates[0].t()).abs() < 1e-7);
}

#[test]
fn what_allows_no_estimate_is_named() {
    let choices = made(200, 4, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    let refused = |choices: &Choices, terms: &[Term]| fit(choices, terms).expect_err("none");
    // Income is the same for all alternatives of a situation.
    let income = [term("income", Some(2), None)];
    assert_eq!(
        refused(&choices, &income),
        EstimationError::NeverDiffers("income".to_owned())
    );
    // The constants of all alternatives add up to 1.
    let all = [0, 1, 2].map(|at| Term::constant(&choices.alternatives[at], at));
    match refused(&choices, &all) {
        EstimationError::Collinear { term, of } => {
            let of: Vec<&str> = of.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((term.as_str(), of), ("road", vec!["rail", "sea"]));
        }
        other => panic!("{other}"),
    }
    // Nobody takes the road.
    let mut without = choices.clone();
    without.situations.retain(|row| row.chosen != 2);
    let found = refused(&without, &terms());
    assert_eq!(
        found.to_string(),
        "`road` was never taken where it was there, so that its constant `constant road` has no limit; leave the constant or the alternative out"
    );
    // All take the first.
    let mut one = choices.clone();
    one.situations.retain(|row| row.chosen == 0);
    assert!(matches!(
        refused(&one, &terms()),
        EstimationError::OneSided { .. }
    ));
    // No choice at all.
    let mut none = choices.clone();
    for row in &mut none.situations {
        row.alternatives = vec![row.alternatives[row.chosen].clone()];
        row.chosen = 0;
    }
    assert_eq!(refused(&none, &terms()), EstimationError::NothingToChoose);
    let mut wrong = choices.clone();
    wrong.situations[3].alternatives[1].values[0] = f64::NAN;
    assert_eq!(refused(&wrong, &terms()), EstimationError::Situation(4));
    assert_eq!(refused(&choices, &[]), EstimationError::NoTerms);
}

#[test]
fn separation_is_found_complete_or_not() {
    let mut choices = made(200, 6, [-0.8, -0.1, 0.5, -0.7, 0.3]);
    // Everybody takes the cheapest.
    for row in &mut choices.situations {
        let by_price = |one: &usize, two: &usize| {
            row.alternatives[*one].values[0].total_cmp(&row.alternatives[*two].values[0])
        };
        row.chosen = (0..3).min_by(by_price).expect("there are three");
    }
    let price = [term("price", Some(0), None), term("time", Some(1), None)];
    match fit(&choices, &price) {
        Err(EstimationError::Separated { along }) => assert!(along.contains(&"price".to_owned())),
        other => panic!("{other:?}"),
    }
    // Nobody with a high income takes the road, but others do: only that term runs away.
    let mut quasi = made(400, 8, [-0.8, -0.1, 0.5, 0.4, 0.0]);
    for row in &mut quasi.situations {
        let is_rich = row.alternatives[0].values[2] > 2.0;
        for alternative in &mut row.alternatives {
            alternative.values[2] = f64::from(u8::from(is_rich));
        }
    }
    quasi
        .situations
        .retain(|row| row.alternatives[0].values[2] == 0.0 || row.chosen != 2);
    match fit(&quasi, &terms()) {
        Err(EstimationError::Separated { along }) => assert_eq!(along, ["income road"]),
        other => panic!("{other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// On a grid of two coefficients around the estimate, nothing is likelier.
    #[test]
    fn no_point_of_a_grid_beats_the_fit(seed in 0u64..1_000_000) {
        let choices = made(60, seed, [-0.6, -0.08, 0.0, 0.0, 0.0]);
        let two = [term("price", Some(0), None), term("time", Some(1), None)];
        let Ok(found) = fit(&choices, &two) else { return Ok(()) };
        for i in -10..=10 {
            for j in -10..=10 {
                let moved = [
                    found.estimates[0].value + 0.2 * f64::from(i) * found.estimates[0].error,
                    found.estimates[1].value + 0.2 * f64::from(j) * found.estimates[1].error,
                ];
                let there = log_likelihood(&choices, &two, &moved).expect("it is sound");
                prop_assert!(there <= found.log_likelihood + 1e-9);
            }
        }
    }
}
