//! Futures drawn from what is expected and how wide it is, year by year and driver by driver.

use kervan_engine::{Distribution, RandomStream};
use kervan_forecast::Spread;
use rayon::prelude::*;

use super::drivers::Driver;
use super::elsewhere::Elsewhere;

/// What futures are drawn from.
pub(super) struct Expected<'a> {
    /// Last known total, in tonnes.
    pub(super) last_t: f64,
    /// Deviation of its logarithm: how well the last year is known.
    pub(super) last_deviation: f64,
    /// Growth since the last known year in logarithms, year by year, by the series of the total.
    pub(super) top_down: &'a [f64],
    pub(super) drivers: &'a [Driver],
    pub(super) spread: Spread,
    /// What the corridor can carry, year by year.
    pub(super) ceilings: &'a [Option<f64>],
    /// What goes by other routes as the corridor fills up, where it is known.
    pub(super) elsewhere: Option<&'a Elsewhere>,
    pub(super) seed: u64,
}

/// Share of the drivers' own growth in that of the total: they have no past to be judged by, so
/// both ways count the same.
const BOTTOM_UP: f64 = 0.5;

/// How far a driver moves away from the whole, as a share of how far the whole moves. Parts that
/// add up to a whole cannot all be as wide as it and move by themselves; how much they share is not
/// published, so this half is an estimate.
const APART: f64 = 0.5;

/// One future: tonnes by year.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Future {
    /// What is asked for, ceiling or not.
    pub(super) asked: Vec<f64>,
    /// What is carried.
    pub(super) carried: Vec<f64>,
    /// What goes by other routes, as the corridor fills up.
    pub(super) elsewhere: Vec<f64>,
    /// What is asked for of the watched part, ceiling or not.
    pub(super) watched: Vec<f64>,
    /// What each driver carries, by driver, then year.
    pub(super) drivers: Vec<Vec<f64>>,
}

/// Growth of the sum of drivers since the last known year in logarithms, without luck.
fn bottom_up(drivers: &[Driver], horizon: usize) -> Vec<f64> {
    let total = |at: usize| -> f64 {
        drivers
            .iter()
            .map(|driver| driver.base_t * driver.growth[at].exp())
            .sum()
    };
    let now = total(0);
    (1..=horizon).map(|at| (total(at) / now).ln()).collect()
}

/// Draws so many futures, side by side; each by streams of its own, so their number and the number
/// of threads move none of them.
pub(super) fn draw(expected: &Expected, count: u32) -> Vec<Future> {
    (0..count)
        .into_par_iter()
        .map(|at| one(expected, u64::from(at)))
        .collect()
}

fn one(expected: &Expected, future: u64) -> Future {
    let horizon = expected.top_down.len();
    let normal = Distribution::normal(0.0, 1.0);
    let luck = |stream: &mut RandomStream| normal.as_ref().map_or(0.0, |one| one.sample(stream));
    let named =
        |object: &str, purpose: &str| RandomStream::named(expected.seed, future, object, purpose);
    // How wide futures are is drawn once: it is known from few errors, and is one thing.
    let step = expected.spread.draw(&mut named("forecast", "spread"));
    let mut of_total = named("forecast", "total");
    let start = expected.last_t.ln() + expected.last_deviation * luck(&mut of_total);
    let by_drivers = bottom_up(expected.drivers, horizon);
    let mut walk = 0.0;
    let asked: Vec<f64> = expected
        .top_down
        .iter()
        .zip(&by_drivers)
        .map(|(top, bottom)| {
            walk += step * luck(&mut of_total);
            (start + (1.0 - BOTTOM_UP) * top + BOTTOM_UP * bottom + walk).exp()
        })
        .collect();
    let mut carried: Vec<f64> = asked
        .iter()
        .zip(expected.ceilings)
        .map(|(asked, ceiling)| ceiling.map_or(*asked, |ceiling| asked.min(ceiling)))
        .collect();
    // Shares move apart as drivers do.
    let mut weights: Vec<Vec<f64>> = Vec::new();
    for driver in expected.drivers {
        let mut stream = named(&driver.name, "share");
        let mut walk = 0.0;
        let years = (1..=horizon).map(|years| {
            walk += APART * step * luck(&mut stream);
            driver.base_t * (driver.growth[years] + walk).exp()
        });
        weights.push(years.collect());
    }
    let watched = (0..horizon).map(|year| {
        let all: f64 = weights.iter().map(|of_driver| of_driver[year]).sum();
        let parts = expected.drivers.iter().zip(&weights);
        let parts = parts.filter(|(driver, _)| driver.is_watched);
        asked[year] * parts.map(|(_, of_driver)| of_driver[year]).sum::<f64>() / all
    });
    let watched = watched.collect();
    let mut drivers: Vec<Vec<f64>> = weights
        .iter()
        .map(|of_driver| {
            (0..horizon)
                .map(|year| {
                    let all: f64 = weights.iter().map(|other| other[year]).sum();
                    carried[year] * of_driver[year] / all
                })
                .collect()
        })
        .collect();
    let mut left = vec![0.0; horizon];
    if let Some(elsewhere) = expected.elsewhere {
        let contested = expected.drivers.iter().zip(&mut drivers);
        for (driver, years) in contested.filter(|(driver, _)| driver.is_contested) {
            for (year, tonnes) in years.iter_mut().enumerate() {
                let stays = *tonnes * elsewhere.kept(*tonnes / driver.base_t);
                left[year] += *tonnes - stays;
                *tonnes = stays;
            }
        }
        for (carried, left) in carried.iter_mut().zip(&left) {
            *carried -= left;
        }
    }
    Future {
        asked,
        carried,
        elsewhere: left,
        watched,
        drivers,
    }
}
