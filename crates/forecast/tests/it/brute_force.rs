use kervan_forecast::model::ets;
use kervan_forecast::{Errors, Form, Search, Season, Series, Trend, minimise};

/// Twelve values without any order in them.
const VALUES: [f64; 12] = [
    52.0, 49.0, 55.0, 61.0, 58.0, 54.0, 63.0, 66.0, 60.0, 71.0, 69.0, 74.0,
];

/// Deviance of simple exponential smoothing, written anew.
fn deviance(alpha: f64, level: f64, is_relative: bool) -> f64 {
    let (mut level, mut squares, mut logarithms) = (level, 0.0, 0.0);
    for value in VALUES {
        let error = if is_relative {
            value / level - 1.0
        } else {
            value - level
        };
        squares += error * error;
        logarithms += if is_relative { level.ln() } else { 0.0 };
        level += alpha * (value - level);
    }
    VALUES.len() as f64 * squares.ln() + 2.0 * logarithms
}

/// No smoothing and level of a fine grid is likelier than what the search finds, and one comes near.
#[test]
fn nothing_on_a_fine_grid_is_likelier() {
    let series = Series::new(VALUES.to_vec(), 1).unwrap();
    for errors in [Errors::Additive, Errors::Multiplicative] {
        let form = Form {
            errors,
            ..Form::SIMPLE
        };
        let found = ets::fit(&series, form).unwrap();
        let mut least = f64::INFINITY;
        for alpha in 1..1000 {
            for level in 0..400 {
                let level = 40.0 + 0.1 * f64::from(level);
                let is_relative = errors == Errors::Multiplicative;
                least = least.min(deviance(f64::from(alpha) / 1000.0, level, is_relative));
            }
        }
        assert!(
            found.deviance <= least + 1e-6,
            "{form}: {} {least}",
            found.deviance
        );
        assert!(
            found.deviance >= least - 1e-2,
            "{form}: {} {least}",
            found.deviance
        );
        // n = 12, two numbers and the variance: 2 * 3 + 2 * 3 * 4 / 8.
        assert!((found.aicc - found.deviance - 9.0).abs() < 1e-9);
    }
}

/// Every form gives what its recursion, written out once more with lists, gives.
#[test]
fn every_form_follows_its_recursion() {
    let season = [8.0, -3.0, -6.0, 1.0];
    let values: Vec<f64> = (0..32)
        .map(|at| VALUES[at % 12] + 2.0 * at as f64 + season[at % 4])
        .collect();
    let series = Series::new(values.clone(), 4).unwrap();
    let forms = Form::of(true, true);
    assert_eq!(forms.len(), 15);
    for form in forms {
        let found = ets::fit(&series, form).unwrap();
        let by = found.smoothing;
        let (mut level, mut trend) = (found.start.level, found.start.trend);
        let mut seasons = found.start.seasons.clone();
        for (at, value) in values.iter().enumerate() {
            let plain = level + by.phi * trend;
            let s = seasons.get(at % 4).copied();
            let expected = match form.season {
                Season::None => plain,
                Season::Additive => plain + s.unwrap(),
                Season::Multiplicative => plain * s.unwrap(),
            };
            assert!((expected - found.fitted[at]).abs() < 1e-6, "{form}");
            // In the form of an error, as Hyndman and others (2008), table 2.2, have it.
            let error = match form.season {
                Season::Multiplicative => (value - expected) / s.unwrap(),
                _ => value - expected,
            };
            level = plain + by.alpha * error;
            trend = by.phi * trend + by.beta * error;
            match form.season {
                Season::None => {}
                Season::Additive => seasons.push(s.unwrap() + by.gamma * error),
                Season::Multiplicative => {
                    seasons.push(s.unwrap() + by.gamma * (value - expected) / plain);
                }
            }
            if form.has_season() {
                seasons[at % 4] = seasons[seasons.len() - 1];
                seasons.truncate(4);
            }
        }
        assert!((level - found.end.level).abs() < 1e-6, "{form}");
        if form.trend == Trend::None {
            assert_eq!(found.end.trend, 0.0);
        }
    }
}

/// Rosenbrock's valley has its bottom at (1, 1).
#[test]
fn the_search_finds_the_bottom_of_a_valley() {
    let valley = |at: &[f64]| (1.0 - at[0]).powi(2) + 100.0 * (at[1] - at[0] * at[0]).powi(2);
    let search = Search {
        calls: 2000,
        tolerance: 1e-14,
    };
    let (found, least) = minimise(&[-1.2, 1.0], &[0.5, 0.5], search, valley);
    assert!(least < 1e-8 && (found[0] - 1.0).abs() < 1e-3, "{found:?}");
    // A number that has no step stays.
    let (found, _) = minimise(&[3.0, 1.0], &[0.0, 0.5], search, valley);
    assert_eq!(found[0], 3.0);
    assert!((found[1] - 9.0).abs() < 1e-4, "{found:?}");
}
